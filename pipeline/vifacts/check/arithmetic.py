"""What does not add up inside one article: percentages, parts and wholes, changes, two values for one thing.

Only figures that the text ties together are compared: "x/y" with the percentage after it, a list with its whole
(``part_of``), "từ ... lên ..." with its change. Rounding is allowed for: a percentage may differ by one unit of its
last digit. Nothing here says which of the numbers is wrong.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from vifacts.check.words import COMPLETE, DONE_BY_BODIES, EXHAUSTIVE, JOINTS, decimals, folded, shown
from vifacts.errors import message
from vifacts.record import Figure, Finding, Record

_EXACT = frozenset({"="})
_AT_LEAST = frozenset({"=", ">", ">="})
_AT_MOST = frozenset({"=", "<", "<="})
_SURE = 0.7
_CLOSE = 100  # code points between "x/y" and its percentage, the condition of what is counted included


def findings(record: Record) -> list[Finding]:
    """All findings of ``record``, in the order of their figures."""
    found = [*_percentages(record), *_parts(record), *_changes(record), *_two_values(record)]
    order = {figure.id: n for n, figure in enumerate(record.figures)}
    return sorted(found, key=lambda f: (order[f.figures[0]], f.code, f.figures))


def _finding(code: str, figures: Iterable[Figure], severity: str = "warning", **values: object) -> Finding:
    return Finding(code, severity, [f.id for f in figures], message(code, **values))  # type: ignore[arg-type]


def _between(record: Record, first: Figure, second: Figure) -> str:
    return record.article.text[first.span[0] + len(first.text) : second.span[0]]


# -- VF301 -------------------------------------------------------------------------------------------------------


def _percentages(record: Record) -> Iterable[Finding]:
    """ "121/127 chi bộ, đạt 95,3%" and "trong đó 12 chi bộ (chiếm 25%)" of a whole that is given."""
    by_id = {f.id: f for f in record.figures}
    for first, second in zip(record.figures, record.figures[1:], strict=False):
        if second.kind != "percent" or second.sentence != first.sentence or second.value_max is not None:
            continue
        whole = by_id.get(first.part_of or "")
        base = first.of if first.of is not None else whole.value if whole is not None else None
        if not base or first.comparator not in _EXACT or first.value_max is not None or second.sense != "level":
            continue
        between = folded(_between(record, first, second))
        if first.of is None and (whole is None or whole.comparator != "=" or not {"chiếm", "("} & set(between[-4:])):
            continue
        if len(_between(record, first, second)) > _CLOSE or not JOINTS & set(between[-4:]) or ";" in between:
            continue
        after = record.article.text[second.span[0] + len(second.text) :][:20]
        if folded(after)[:1] in (["tổng"], ["dân"], ["số"], ["so"], ["lực"]):
            continue  # the percentage names a base of its own ("chiếm 90% dân số")
        exact = 100 * first.value / base
        digits = decimals(record.article.text[second.span[0] : second.span[1]])
        if _agrees(exact, second, digits):
            continue
        names = [first, second] if whole is None else [first, whole, second]
        fraction = (
            record.article.text[slice(*first.span)]
            if whole is None
            else f"{record.article.text[slice(*first.span)]}/{record.article.text[slice(*whole.span)]}"
        )
        yield _finding(
            "VF301",
            names,
            fraction=fraction,
            exact=shown(exact, max(digits, 1)) + "%",
            written=record.article.text[slice(*second.span)].rstrip("% ") + "%",
        )


def _agrees(exact: float, figure: Figure, digits: int) -> bool:
    room = 10.0**-digits + 1e-9
    if figure.comparator in (">", ">="):
        return exact >= figure.value - room and exact <= figure.value + max(5, 5 * room)
    if figure.comparator in ("<", "<="):
        return exact <= figure.value + room and exact >= figure.value - max(5, 5 * room)
    if figure.comparator == "~":
        room = max(room, 1.0)
    return abs(exact - figure.value) <= room


# -- VF302 -------------------------------------------------------------------------------------------------------


def _parts(record: Record) -> Iterable[Finding]:
    """Parts that exceed their whole, or that list all of it and do not add up to it."""
    by_id = {f.id: f for f in record.figures}
    groups: dict[tuple[str, tuple[int, int], bool], list[Figure]] = defaultdict(list)
    for figure in record.figures:
        if figure.part_of is not None and figure.part_of in by_id:
            between = _between(record, by_id[figure.part_of], figure)
            inside = "(" in between and ")" not in between
            groups[figure.part_of, figure.sentence, inside].append(figure)
    for (key, _, inside), parts in groups.items():
        whole = by_id[key]
        parts = [p for p in parts if p.kind == whole.kind]
        if not parts or whole.value_max is not None or any(p.value_max is not None for p in parts):
            continue
        total = sum(p.value for p in parts)
        if abs(total - whole.value) <= 1e-6 * max(1.0, abs(whole.value)) or not 0.5 <= total / (whole.value or 1) <= 2:
            continue
        if inside and _others_inside(record, whole, parts):
            continue
        exact = whole.comparator in _EXACT and all(p.comparator in _EXACT for p in parts)
        listed = _lists_all(record, whole, parts)
        exceeds = (
            total > whole.value
            and whole.comparator in _AT_MOST
            and all(p.comparator in _AT_LEAST for p in parts)
            and (listed or len(parts) == 1 or _exclusive(parts))
        )
        if not exceeds and not (exact and listed and len(parts) > 1):
            continue
        digits = max(decimals(_number(record, f)) for f in [whole, *parts])
        yield _finding(
            "VF302",
            [whole, *parts],
            parts=" + ".join(_number(record, p) for p in parts),
            total=_total(record, whole, total, digits),
            whole=_number(record, whole),
        )


def _others_inside(record: Record, whole: Figure, parts: list[Figure]) -> bool:
    """Whether the bracket that lists the parts holds other figures of their kind, not known to be parts."""
    text = record.article.text
    close = text.find(")", parts[-1].span[1])
    known = {p.id for p in parts}
    return any(f.kind == whole.kind and f.id not in known and whole.span[1] < f.span[0] < close for f in record.figures)


def _number(record: Record, figure: Figure) -> str:
    return record.article.text[figure.span[0] : figure.span[1]].strip()


def _total(record: Record, whole: Figure, total: float, digits: int) -> str:
    """The sum written as the whole is: with its multiplier word where it has one ("3,3 tỷ")."""
    words = _number(record, whole).split(" ", 1)
    factor = {"nghìn": 1e3, "ngàn": 1e3, "triệu": 1e6, "tỷ": 1e9, "tỉ": 1e9, "nghìn tỷ": 1e12}
    if len(words) == 2 and words[1] in factor:
        return f"{shown(total / factor[words[1]], digits)} {words[1]}"
    return shown(total, digits if isinstance(total, float) else 0)


def _lists_all(record: Record, whole: Figure, parts: list[Figure]) -> bool:
    """Whether the list gives all of the whole: in brackets, after "gồm", or with every form there is."""
    between = folded(_between(record, whole, parts[0]))
    if whole.sentence == parts[0].sentence and EXHAUSTIVE & set(between) and "đó" not in between:
        return True
    subjects = [" ".join(folded(p.subject or "")) for p in parts]
    return any(all(any(form in s for s in subjects) for form in forms) for forms in COMPLETE)


def _exclusive(parts: list[Figure]) -> bool:
    """Whether the parts exclude each other: each is a form of one row of forms."""
    subjects = [" ".join(folded(p.subject or "")) for p in parts]
    return any(all(any(form in s for form in forms) for s in subjects) for forms in COMPLETE)


# -- VF303 -------------------------------------------------------------------------------------------------------


def _changes(record: Record) -> Iterable[Finding]:
    """ "từ 42 lên 82, tăng 30": a change that is not the difference of its ends, or that goes the other way."""
    figures = record.figures
    by_id = {f.id: f for f in figures}
    for n, after in enumerate(figures):
        before = by_id.get(after.compared_with or "")
        if before is None or (before.sense, after.sense) != ("from", "to"):
            continue
        if before.kind != after.kind or before.sentence != after.sentence:
            continue
        if not all(f.comparator in _EXACT and f.value_max is None for f in (before, after)):
            continue
        for change in figures[max(0, n - 2) : n + 3]:
            if change.sense not in ("increase", "decrease") or change.sentence != after.sentence:
                continue
            if change.comparator not in _EXACT or change.value_max is not None:
                continue
            if folded(change.subject or "") != folded(after.subject or ""):
                continue
            real = after.value - before.value
            said = change.value if change.sense == "increase" else -change.value
            digits = max(decimals(_number(record, f)) for f in (before, after, change))
            if change.kind == after.kind:
                agrees = abs(real - said) <= 10.0**-digits * _scale(change) + 1e-9
                wanted = shown(abs(real) / _scale(change), digits)
            elif change.kind == "percent" and before.value:
                ratio = 100 * real / before.value
                agrees = abs(ratio - said) <= max(
                    10.0 ** -decimals(_number(record, change)), 0.5 if digits == 0 else 0.1
                )
                wanted = shown(abs(ratio), max(1, decimals(_number(record, change)))) + "%"
            else:
                continue
            if not agrees:
                yield _finding(
                    "VF303",
                    [before, after, change],
                    before=_number(record, before),
                    after=_number(record, after),
                    way="more" if real > 0 else "less",
                    difference=wanted,
                    said="tăng" if change.sense == "increase" else "giảm",
                    written=change.text,
                )


def _scale(figure: Figure) -> float:
    """The multiplier in which a figure is written ("2,3 tỷ" -> 1e9), for rounding."""
    text = figure.text.replace(",", ".").split()
    try:
        number = float(text[0])
    except ValueError:
        return 1.0
    return figure.value / number if (number and "." not in text[0]) or (len(text) > 2 and number) else 1.0


# -- VF304 -------------------------------------------------------------------------------------------------------


def _two_values(record: Record) -> Iterable[Finding]:
    """One holder with two values for one thing at one time, in different sentences."""
    names = {e.id: e.name for e in record.entities}
    kinds = {e.id: e.kind for e in record.entities}
    seen: dict[tuple[str, ...], Figure] = {}
    listed: Counter[tuple[tuple[str, ...], tuple[int, int]]] = Counter()
    for figure in record.figures:
        subject = folded(figure.subject or "")
        if figure.holder is None or figure.sense != "level" or figure.target or figure.comparator not in _EXACT:
            continue
        if figure.part_of is not None or figure.value_max is not None:
            continue
        if len(subject) < 4 and figure.indicator is None:
            continue
        time = figure.time.value if figure.time is not None else None
        if time is None or figure.confidence < _SURE or figure.unit in ("phiếu", "phiếu bầu"):
            continue
        if kinds.get(figure.holder) == "place" and tuple(subject[:2]) in DONE_BY_BODIES:
            continue  # several bodies of one place inspect and punish: their figures are not one
        key = (figure.holder, " ".join(subject), figure.kind, figure.unit or "", time)
        listed[key, figure.sentence] += 1
        other = seen.setdefault(key, figure)
        if listed[key, figure.sentence] > 1 or listed[key, other.sentence] > 1:
            continue  # a list of classes that differ in what the subject leaves out
        if other is figure or other.sentence == figure.sentence or (other.value, other.of) == (figure.value, figure.of):
            continue
        yield _finding(
            "VF304",
            [other, figure],
            holder=names.get(figure.holder, figure.holder),
            subject=figure.subject,
            first=_number(record, other),
            second=_number(record, figure),
        )
