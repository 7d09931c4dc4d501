"""Many phrases at once: a trie over token keys, longest match first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Generic, TypeVar

from vifacts.language.tokens import phrase_keys

V = TypeVar("V")
_END = ""


class Lexicon(Generic[V]):
    """Phrases with a value each.

    Phrases and text are compared by token keys, so case, tone style and spacing do not matter. Where a
    difference in case matters, the caller looks at the raw text.
    """

    def __init__(self, entries: Iterable[tuple[str, V]] = ()) -> None:
        self._root: dict[str, Any] = {}
        #: The first keys of the phrases, so that a walk over a text passes what begins none; and the last ones.
        self.firsts: set[str] = set()
        self.lasts: set[str] = set()
        for phrase, value in entries:
            self.add(phrase, value)

    def add(self, phrase: str, value: V) -> None:
        """Add ``phrase``; a later value of the same phrase replaces the earlier one."""
        keys = phrase_keys(phrase)
        if not keys:
            raise ValueError("an empty phrase")
        node = self._root
        for word in keys:
            node = node.setdefault(word, {})
        node[_END] = value
        self.firsts.add(keys[0])
        self.lasts.add(keys[-1])

    def match(self, keys: list[str], at: int, limit: int | None = None) -> tuple[int, V] | None:
        """The longest phrase that starts at token ``at``: (token after it, its value), or None (also behind the end).

        ``limit`` is the token the phrase may not go beyond.
        """
        stop = len(keys) if limit is None else limit
        node = self._root.get(keys[at]) if at < len(keys) else None
        if node is None:
            return None
        best: tuple[int, V] | None = None
        i = at + 1
        while True:
            if _END in node:
                best = (i, node[_END])
            if i >= stop:
                return best
            node = node.get(keys[i])
            if node is None:
                return best
            i += 1

    def match_before(self, keys: list[str], end: int, longest: int = 6) -> tuple[int, V] | None:
        """The longest phrase that ends just before token ``end``: (its first token, its value), or None."""
        if end < 1 or keys[end - 1] not in self.lasts:
            return None
        firsts = self.firsts
        for start in range(max(0, end - longest), end):
            if keys[start] in firsts:
                found = self.match(keys, start, end)
                if found and found[0] == end:
                    return start, found[1]
        return None

    def find(self, keys: list[str], first: int, last: int) -> list[tuple[int, int, V]]:
        """All longest phrases within the tokens [first, last), in order: (first token, token after it, value)."""
        found = []
        firsts = self.firsts
        after = first
        for i in range(first, last):
            if keys[i] in firsts and i >= after:
                match = self.match(keys, i, last)
                if match:
                    after = match[0]
                    found.append((i, after, match[1]))
        return found

    def __contains__(self, phrase: str) -> bool:
        keys = phrase_keys(phrase)
        found = self.match(keys, 0) if keys else None
        return found is not None and found[0] == len(keys)
