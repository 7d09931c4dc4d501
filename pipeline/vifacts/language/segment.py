"""Word segmentation: which syllables make one word ("chi bộ", "đảng viên", "chủ tịch").

It is underthesea's segmenter in a faster form: the same tokens, features, weights and decoding, with the scores of
n-grams kept in bounded caches. The stock call takes over, with a warning in the log, when the installed underthesea
is not the one whose private files are known.

underthesea rewrites tones to the new style ("uỷ" to "ủy") before it segments, but its dictionary and its weights know
the old one, so that "ủy | ban" falls apart. ``segment`` shows it the old style unless told otherwise; offsets are
not touched.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from operator import add
from typing import Generic, Protocol, TypeVar

from vifacts.language.segment_model import Model, UnexpectedModelError, load_model
from vifacts.language.segment_stock import Stock
from vifacts.language.segment_tones import to_old_tones

_LOG = logging.getLogger(__name__)
_LOCK = threading.Lock()
_ENGINE: _Engine | None = None

# A space never lies in a token, so these cannot be words of a text.
_BOS, _EOS = " BOS", " EOS"
_LONGEST_REWRITTEN = 6
_LONGEST = 3_000
_CACHED_WORDS = 20_000
_CACHED_NGRAMS = 50_000

Span = tuple[int, int]


def segment(sentence: str, *, old_tones: bool = True) -> list[Span]:
    """The words of ``sentence`` (NFC) as half-open code-point offsets, in order.

    A span begins and ends with a token and takes the spaces between its syllables; what lies between two spans is
    white space. ``old_tones=False`` gives the words of underthesea's own ``word_tokenize``. Text that is not NFC is
    taken as it stands: combining marks become tokens of their own. What is longer than a sentence ever is (3,000
    characters) is segmented in pieces, since the time that underthesea's token pattern takes can grow with the square.
    """
    engine = _engine()
    if len(sentence) <= _LONGEST:
        return engine.spans(sentence, old_tones=old_tones)
    return [
        (offset + start, offset + end)
        for offset, piece in _pieces(sentence)
        for start, end in engine.spans(piece, old_tones=old_tones)
    ]


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """The text in pieces of at most ``_LONGEST`` characters with their offsets, cut at white space if there is any."""
    start = 0
    while start < len(text):
        end = min(start + _LONGEST, len(text))
        if end < len(text):
            space = max(text.rfind(" ", start, end), text.rfind("\n", start, end))
            end = space if space > start else end
        yield start, text[start:end]
        start = end


def words(sentence: str, *, old_tones: bool = True) -> list[str]:
    """The words of ``sentence`` as they are written there, spaces inside them included."""
    return [sentence[start:end] for start, end in segment(sentence, old_tones=old_tones)]


class _Engine(Protocol):
    def spans(self, sentence: str, *, old_tones: bool) -> list[Span]: ...


def _engine() -> _Engine:
    global _ENGINE
    if _ENGINE is None:
        with _LOCK:
            if _ENGINE is None:
                try:
                    _ENGINE = _Fast(load_model())
                except UnexpectedModelError as error:
                    _LOG.warning("word segmentation runs the slow way: %s", error)
                    _ENGINE = Stock()
    return _ENGINE


def reset() -> None:
    """Forget the loaded model, so that the next call loads it again (after another underthesea was installed)."""
    global _ENGINE
    with _LOCK:
        _ENGINE = None


K = TypeVar("K")
V = TypeVar("V")


class _Bounded(dict[K, V], Generic[K, V]):
    """A dict that makes what it lacks and starts anew when it is full."""

    def __init__(self, make: Callable[[K], V], size: int) -> None:
        super().__init__()
        self._make = make
        self._size = size

    def __missing__(self, key: K) -> V:
        value = self._make(key)
        if len(self) >= self._size:
            self.clear()
        self[key] = value
        return value


class _Fast:
    """The CRF over cached n-gram scores.

    The score of a token is the sum over the n-grams of the five tokens around it. Three tokens in a row hold all
    n-grams that lie before, around and after their last, middle and first token: so one lookup a token is enough.
    """

    def __init__(self, model: Model) -> None:
        self._model = model
        self._stock_words = _Bounded[str, str](self._rewrite, _CACHED_WORDS)
        self._old_words = _Bounded[str, str](lambda token: to_old_tones(self._rewrite(token)), _CACHED_WORDS)
        self._one = _Bounded[str, tuple[tuple[float, ...], str, bool]](self._weigh_one, _CACHED_WORDS)
        self._two = _Bounded[tuple[str, str], tuple[float, ...]](self._weigh_two, _CACHED_NGRAMS)
        self._three = _Bounded[tuple[str, str, str], tuple[float, float, float]](self._weigh_three, _CACHED_NGRAMS)

    def spans(self, sentence: str, *, old_tones: bool) -> list[Span]:
        text = sentence.translate(self._model.characters) if "ð" in sentence or "Ð" in sentence else sentence
        tokens = [match.span() for match in self._model.tokens.finditer(text)]
        if not tokens:
            return []
        rewritten = self._old_words if old_tones else self._stock_words
        begins = self._decode([rewritten[text[start:end]] for start, end in tokens])
        starts = [span[0] for span, begin in zip(tokens, begins, strict=True) if begin]
        ends = [tokens[i - 1][1] for i in range(1, len(tokens)) if begins[i]]
        ends.append(tokens[-1][1])
        return list(zip(starts, ends, strict=True))

    def _decode(self, tokens: list[str]) -> list[bool]:
        """True for each token that begins a word, by Viterbi over the two labels."""
        three = self._three
        a, b = _BOS, _BOS
        windows = []
        for c in (*tokens, _EOS, _EOS):
            windows.append(three[a, b, c])
            a, b = b, c
        bb, ib, bi, ii = self._model.transitions
        began, inside = 0.0, windows[0][0] + windows[1][1] + windows[2][2]
        back: list[tuple[bool, bool]] = []
        for i in range(1, len(tokens)):
            score = windows[i][0] + windows[i + 1][1] + windows[i + 2][2]
            from_began = began + bb >= inside + ib
            inside_from_began = began + bi >= inside + ii
            back.append((from_began, inside_from_began))
            began, inside = (
                began + bb if from_began else inside + ib,
                (began + bi if inside_from_began else inside + ii) + score,
            )
        begins = [False] * len(tokens)
        state = began >= inside
        begins[-1] = state
        for i in range(len(tokens) - 2, -1, -1):
            state = back[i][0] if state else back[i][1]
            begins[i] = state
        begins[0] = True  # underthesea: a sentence that goes on from nothing begins a word
        return begins

    def _rewrite(self, token: str) -> str:
        return self._model.rewrites.get(token, token) if len(token) <= _LONGEST_REWRITTEN else token

    def _weigh_three(self, ngram: tuple[str, str, str]) -> tuple[float, float, float]:
        """What the three tokens add to the score of the last, the middle and the first of them."""
        a, b, c = ngram
        (first, lower_a, title_a), (second, lower_b, title_b), (third, lower_c, title_c) = map(
            self._one.__getitem__, ngram
        )
        left, right = self._two[a, b], self._two[b, c]
        weights = self._model.weights[3]
        if a == _BOS or c == _EOS:
            whole = weights.outside["BOS" if a == _BOS else "EOS"]
        else:
            known = f"{lower_a} {lower_b} {lower_c}" in self._model.words
            whole = _sum(weights.flags[title_a and title_b and title_c, False, known], weights.word.get(f"{a} {b} {c}"))
        return (
            first[0] + second[1] + left[0] + right[1] + whole[0],
            whole[1],
            first[2] + second[3] + third[4] + left[2] + right[3] + whole[2],
        )

    def _weigh_two(self, ngram: tuple[str, str]) -> tuple[float, ...]:
        a, b = ngram
        weights = self._model.weights[2]
        if a == _BOS or b == _EOS:
            return weights.outside["BOS" if a == _BOS else "EOS"]
        (_, lower_a, title_a), (_, lower_b, title_b) = self._one[a], self._one[b]
        lower = f"{lower_a} {lower_b}"
        total = weights.flags[title_a and title_b, False, lower in self._model.words]
        return _sum(total, weights.word.get(f"{a} {b}"), weights.lower.get(lower))

    def _weigh_one(self, token: str) -> tuple[tuple[float, ...], str, bool]:
        """The token's weight at each place of the window, the token in lower case, whether it counts as a title."""
        weights = self._model.weights[1]
        if token in (_BOS, _EOS):
            return weights.outside[token.strip()], token, False
        lower = token.lower()
        # A space inside a token ("Th S") divides it as the space between tokens does.
        title = all(piece[0] == piece[0].upper() for piece in token.split(" "))
        total = weights.flags[title, token.isascii() and token.isdigit(), lower in self._model.words]
        return _sum(total, weights.word.get(token), weights.lower.get(lower)), lower, title


def _sum(total: tuple[float, ...], *more: tuple[float, ...] | None) -> tuple[float, ...]:
    for row in more:
        if row is not None:
            total = tuple(map(add, total, row))
    return total
