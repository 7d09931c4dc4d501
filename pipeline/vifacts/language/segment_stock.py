"""Word segmentation by underthesea's own call: the way that is left when its private files are not the known ones."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from vifacts.language.segment_tones import to_old_tones


class Stock:
    """underthesea's own call, its words laid back over the sentence."""

    def __init__(self) -> None:
        from underthesea import word_tokenize

        self._word_tokenize: Any = word_tokenize

    def spans(self, sentence: str, *, old_tones: bool) -> list[tuple[int, int]]:
        if not sentence.strip():
            return []
        if old_tones:
            # Tokens are left as they are, so the old style shown here is what the model sees.
            return _lay_over(sentence, self._verbatim(_show_old(sentence)))
        plain = [word.split(" ") for word in self._word_tokenize(sentence)]
        written = [piece for word in self._verbatim(sentence) for piece in word]
        if sum(map(len, plain)) == len(written):
            # Rewritten tokens differ in length from those of the sentence, never in number.
            pieces = iter(written)
            plain = [[next(pieces) for _ in word] for word in plain]
        return _lay_over(sentence, plain)

    def _verbatim(self, sentence: str) -> list[list[str]]:
        return [word.split(" ") for word in self._word_tokenize(sentence, use_token_normalize=False)]


def _show_old(sentence: str) -> str:
    return "".join(to_old_tones(piece) for piece in _runs(sentence))


def _runs(sentence: str) -> Iterator[str]:
    """The sentence cut into runs of letters and single other characters."""
    run = ""
    for char in sentence:
        if char.isalpha():
            run += char
            continue
        if run:
            yield run
            run = ""
        yield char
    if run:
        yield run


def _lay_over(sentence: str, words: list[list[str]]) -> list[tuple[int, int]]:
    """Spans of ``words`` (each a list of its pieces) by length, white space skipped.

    Pieces that do not fit (a release that rewrites more than is known) give the runs between spaces instead.
    """
    spans = []
    at = 0
    for word in words:
        start = -1
        for piece in word:
            while at < len(sentence) and sentence[at].isspace():
                at += 1
            if start < 0:
                start = at
            at += len(piece)
        spans.append((start, at))
    if at != len(sentence.rstrip()) or any(
        sentence[end - 1].isspace() or sentence[start].isspace() for start, end in spans
    ):
        return _between_spaces(sentence)
    return spans


def _between_spaces(sentence: str) -> list[tuple[int, int]]:
    spans = []
    at = 0
    for piece in sentence.split():
        start = sentence.index(piece, at)
        at = start + len(piece)
        spans.append((start, at))
    return spans
