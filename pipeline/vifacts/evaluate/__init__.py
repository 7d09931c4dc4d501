"""Scoring records against gold: the measures of the annotation guidelines, with the errors listed by kind."""

from vifacts.evaluate.gold import GoldArticle, read_gold, read_records
from vifacts.evaluate.score import ErrorItem, Result, Scores, evaluate

__all__ = ["ErrorItem", "GoldArticle", "Result", "Scores", "evaluate", "read_gold", "read_records"]
