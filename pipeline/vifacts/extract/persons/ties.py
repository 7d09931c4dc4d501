"""Which full name a short mention stands for."""

from __future__ import annotations

from vifacts.extract.persons.finder import Found


def full_names(keys: list[str], found: list[Found]) -> list[Found | None]:
    """For each mention the mention that gives the person's full name, None where it is full itself.

    A short mention takes the nearest full name before it that ends (or, for names of the highlands, begins)
    with it, else the first after it. "bà" and "ông" prefer a name with or without "Thị".
    """
    names = [tuple(keys[f.first : f.last]) for f in found]
    by_tail: dict[str, list[int]] = {}
    for n, name in enumerate(names):
        if len(name) > 1:
            by_tail.setdefault(name[-1], []).append(n)
    by_head: dict[tuple[str, str], list[int]] = {}
    for n, name in enumerate(names):
        if len(name) > 2:
            by_head.setdefault((name[0], name[1]), []).append(n)
    out: list[Found | None] = []
    for n, name in enumerate(names):
        size = len(name)
        candidates = [m for m in by_tail.get(name[-1], ()) if len(names[m]) > size and names[m][-size:] == name]
        if not candidates and 2 <= size <= 3 and found[n].cued:
            candidates = [
                m for m in by_head.get((name[0], name[1]), ()) if len(names[m]) > size and names[m][:size] == name
            ]
        if not candidates:
            out.append(None)
            continue
        female = found[n].female
        if female is not None:
            fitting = [m for m in candidates if ("thị" in names[m]) == female and found[m].female in (None, female)]
            candidates = fitting or [m for m in candidates if found[m].female in (None, female)] or candidates
        before = [m for m in candidates if m < n]
        out.append(found[before[-1] if before else candidates[0]])
    return out
