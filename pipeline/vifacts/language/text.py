"""A text made ready once for all grammars: its key, tokens and sentences."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property

from vifacts.language.normalise import key
from vifacts.language.sentences import Sentence, sentences
from vifacts.language.tokens import Tokens, tokenize


class Text:
    """NFC ``raw`` with ``key`` (same length, see normalise.key), ``tokens`` and ``sentences``.

    Every offset of every grammar is a code point of ``raw``.
    """

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self.key = key(raw)
        self.tokens: Tokens = tokenize(raw, self.key)
        self.sentences: list[Sentence] = sentences(raw, self.tokens)

    @cached_property
    def capitals(self) -> list[bool]:
        """For each token whether it begins with a capital letter."""
        raw = self.raw
        return [raw[start].isupper() for start in self.tokens.starts]

    @cached_property
    def _starts(self) -> list[int]:
        return [s.start for s in self.sentences]

    def sentence_at(self, offset: int) -> Sentence:
        """The sentence that holds ``offset`` (the one before it, when it falls between two).

        Raises IndexError for a text without tokens.
        """
        return self.sentences[max(0, bisect_right(self._starts, offset) - 1)]

    def sentence_index(self, offset: int) -> int:
        """The number of the sentence that holds ``offset``."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def words(self, first: int, last: int) -> str:
        """The raw text of the tokens [first, last)."""
        return self.raw[self.tokens.starts[first] : self.tokens.ends[last - 1]] if last > first else ""

    def is_capital(self, token: int) -> bool:
        """Whether the token begins with a capital letter."""
        return self.capitals[token]
