"""The weights of underthesea's word segmentation model, read from the file it ships.

The model is a linear-chain CRF with two labels, B-W (a word begins) and I-W (the word goes on). A binary model of
CRFsuite is a header, a table of features (attribute, label, weight as a double) and a constant database (CQDB) that
gives the attributes their names ("T[-1,0].lower=chi bộ"); python-crfsuite prints the same weights, rounded to six
digits, and takes ten times as long (a test compares the two).
"""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from itertools import product
from pathlib import Path
from typing import Any

#: the release whose private files are described here
UNDERTHESEA = "9.5.0"
_MODEL = ("pipeline", "word_tokenize", "models", "ws_crf_vlsp2013_20230727")

_PLACES = {
    1: ("-2", "-1", "0", "1", "2"),
    2: ("-2,-1", "-1,0", "0,1", "1,2"),
    3: ("-2,0", "-1,1", "0,2"),
}
_TEMPLATES = frozenset(
    [f"T[{place}]{kind}" for size in (1, 2, 3) for place in _PLACES[size] for kind in ("", ".is_in_dict")]
    + [f"T[{place}].lower" for size in (1, 2) for place in _PLACES[size]]
    + [f"T[{place}].istitle" for place in (*_PLACES[1], "0,1", "0,2")]
    + [f"T[{place}].isdigit" for place in ("-1", "0", "1")]
)

_HEADER = struct.Struct("<4sI4s9I")
_CHUNK = struct.Struct("<4sII")
_FEATURE = struct.Struct("<IIId")
_CQDB = struct.Struct("<4s5I")
_KEY = struct.Struct("<II")


class UnexpectedModelError(Exception):
    """The installed underthesea is not the one whose private files this module knows."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What n-grams of one size weigh at each place of the window; each weight is that of I-W less that of B-W.

    ``word`` and ``lower`` are keyed by the n-gram's text ("chi bộ"); ``flags`` by (title, digit, known); ``outside``
    by "BOS" or "EOS", for an n-gram that leaves the sentence. Values hold one weight a place, in the order of the
    window.
    """

    word: dict[str, tuple[float, ...]]
    lower: dict[str, tuple[float, ...]]
    flags: dict[tuple[bool, bool, bool], tuple[float, ...]]
    outside: dict[str, tuple[float, ...]]


@dataclass(frozen=True, slots=True)
class Model:
    """All that segmentation needs: weights by n-gram size, transitions, the word list, the token rules.

    ``transitions`` are (B to B, I to B, B to I, I to I). ``rewrites`` are underthesea's token rewrites ("nghành" to
    "ngành"), applied to tokens of at most six characters. ``tokens`` finds the tokens of an NFC text.
    """

    weights: dict[int, Weights]
    transitions: tuple[float, float, float, float]
    words: frozenset[str]
    rewrites: dict[str, str]
    characters: dict[int, str]
    tokens: re.Pattern[str]


def load_model() -> Model:
    """Read the model of the installed underthesea.

    Raises UnexpectedModelError when its version, its files, its feature templates or its token rules are not those of
    release 9.5.0.
    """
    found = version("underthesea")
    if found != UNDERTHESEA:
        raise UnexpectedModelError(f"underthesea {found} is installed, {UNDERTHESEA} is known")
    try:
        import joblib  # type: ignore[import-untyped]
        from underthesea.pipeline.text_normalize.text_normalizer import character_map, token_map
        from underthesea.pipeline.word_tokenize.regex_tokenize import regex_patterns

        folder = _model_folder()
        templates = joblib.load(folder / "features.bin")
        if set(templates) != _TEMPLATES:
            raise UnexpectedModelError("the model has other feature templates")
        words = joblib.load(folder / "dictionary.bin")
        weights, transitions = read_crf((folder / "models.bin").read_bytes())
        pattern = _token_pattern(regex_patterns)
        characters = str.maketrans(character_map)
    except UnexpectedModelError:
        raise
    except Exception as error:  # whatever is wrong with private files, the stock call is still there
        raise UnexpectedModelError(f"{type(error).__name__}: {error}") from error
    tables = _tables(weights)
    return Model(
        weights={size: _weights(tables, places) for size, places in _PLACES.items()},
        transitions=transitions,
        words=frozenset(words),
        rewrites=dict(token_map),
        characters=characters,
        tokens=pattern,
    )


def read_crf(data: bytes) -> tuple[dict[str, float], tuple[float, float, float, float]]:
    """Weights and transitions of a two-label CRFsuite model (labels B-W, I-W in this order).

    Returns the weights by attribute, I-W less B-W, and the transitions (B to B, I to B, B to I, I to I).
    Raises UnexpectedModelError for anything else than such a model.
    """
    magic, size, kind, _, _, labels, attributes, features_at, labels_at, attributes_at, _, _ = _HEADER.unpack_from(data)
    if magic != b"lCRF" or kind != b"FOMC" or size != len(data) or labels != 2:
        raise UnexpectedModelError("not a CRFsuite model of two labels")
    if _names(data, labels_at, 2) != {0: "B-W", 1: "I-W"}:
        raise UnexpectedModelError("the labels are not B-W and I-W")
    magic, _, count = _CHUNK.unpack_from(data, features_at)
    if magic != b"FEAT":
        raise UnexpectedModelError("no table of features")
    start = features_at + _CHUNK.size
    sums = [0.0] * attributes
    moves: dict[tuple[int, int], float] = {}
    for type_, source, target, weight in _FEATURE.iter_unpack(data[start : start + count * _FEATURE.size]):
        if type_ == 0:
            sums[source] += weight if target == 1 else -weight
        else:
            moves[source, target] = weight
    if len(moves) != 4:
        raise UnexpectedModelError("not all transitions have weights")
    names = _names(data, attributes_at, attributes)
    weights = {name: sums[number] for number, name in names.items()}
    return weights, (moves[0, 0], moves[1, 0], moves[0, 1], moves[1, 1])


def _names(data: bytes, at: int, count: int) -> dict[int, str]:
    """The strings of a CQDB by their numbers."""
    magic, _, _, order, size, backward = _CQDB.unpack_from(data, at)
    if magic != b"CQDB" or order != 0x62445371 or size < count:
        raise UnexpectedModelError("the table of names is damaged")
    names = {}
    for offset in struct.unpack_from(f"<{count}I", data, at + backward):
        number, length = _KEY.unpack_from(data, at + offset)
        begin = at + offset + _KEY.size
        names[number] = data[begin : begin + length - 1].decode("utf-8")
    if len(names) != count:
        raise UnexpectedModelError("the table of names is damaged")
    return names


def _model_folder() -> Path:
    spec = find_spec("underthesea")
    if spec is None or spec.origin is None:
        raise UnexpectedModelError("underthesea has no folder")
    return Path(spec.origin).parent.joinpath(*_MODEL)


def _tables(weights: dict[str, float]) -> dict[str, dict[str, float]]:
    tables: dict[str, dict[str, float]] = {template: {} for template in _TEMPLATES}
    for attribute, weight in weights.items():
        template, _, value = attribute.partition("=")
        if template not in tables:
            raise UnexpectedModelError(f"the model has weights for {template}")
        tables[template][value] = weight
    return tables


def _weights(tables: dict[str, dict[str, float]], places: tuple[str, ...]) -> Weights:
    columns = {
        suffix: [tables.get(f"T[{place}]{suffix}", {}) for place in places]
        for suffix in ("", ".lower", ".istitle", ".isdigit", ".is_in_dict")
    }

    def row(suffix: str, value: str) -> tuple[float, ...]:
        return tuple(column.get(value, 0.0) for column in columns[suffix])

    def total(*rows: tuple[float, ...]) -> tuple[float, ...]:
        return tuple(map(sum, zip(*rows, strict=True)))

    def by_text(suffix: str) -> dict[str, tuple[float, ...]]:
        return {text: row(suffix, text) for text in {text for column in columns[suffix] for text in column}}

    return Weights(
        word=by_text(""),
        lower=by_text(".lower"),
        flags={
            (title, digit, known): total(
                row(".istitle", str(title)), row(".isdigit", str(digit)), row(".is_in_dict", str(known))
            )
            for title, digit, known in product((False, True), repeat=3)
        },
        outside={value: total(*(row(suffix, value) for suffix in columns)) for value in ("BOS", "EOS")},
    )


def _token_pattern(patterns: Any) -> re.Pattern[str]:
    """underthesea's token pattern behind a quick way for the plain cases, where its alternatives can only end as one.

    Letters before a space or closing punctuation are a ``word`` (but "Th.S" has an unescaped dot in its pattern),
    before a full stop too unless an abbreviation can begin so; digits before a space are a ``number``; and no pattern
    but the last ones begins with the punctuation listed here.
    """
    quick = (
        r"(?!Th.[Ss])[^\W\d_]+(?=[\s,;!?)”\"]|\Z)",
        r"[,;!?()“”\"«»%]",
        r"\.(?!\S)",
        r"\d+(?=\s|\Z)",
        r"(?![A-ZĐ])[^\W\d_]+(?=\.(?!\S))",
    )
    return re.compile("|".join((*quick, *patterns)), re.VERBOSE)
