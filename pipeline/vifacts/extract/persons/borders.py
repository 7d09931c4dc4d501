"""Names of organisations and places that swallowed a part of the person's name after them.

"Phó Chủ tịch UBND huyện Vương Văn Bình": where the capitalised words at the end of a mention, with those that
follow it, make a full personal name, the mention ends before that name.
"""

from __future__ import annotations

from vifacts.extract.draft import Draft, Mention
from vifacts.extract.persons.names import OTHER, TITLE, UPPER, Shapes, strength


def mend_borders(draft: Draft, shapes: Shapes, kept: frozenset[str]) -> None:
    """Cut the mentions that reach into a person's name; ``kept`` are kind words of streets and the like."""
    tokens = draft.text.tokens
    cuts: list[tuple[Mention, int, int]] = []
    for mention in draft.mentions:
        if mention.kind == "document":
            continue
        first, last = tokens.range(mention.start, mention.end)
        if first and shapes.keys[first - 1 : first + 1] in _ADDRESSED:
            cuts.append((mention, first, first))
            continue
        if last - first < 2 or shapes.kinds[last - 1] != TITLE:
            continue
        end = shapes.run(last - 1, min(len(tokens), last + 4))
        begin = last - 1
        while begin > first and shapes.kinds[begin - 1] == TITLE and shapes.joined(begin):
            begin -= 1
        straddles = end > last
        if (not straddles and end - begin < 4) or (straddles and strength(shapes.keys, last, end) >= 2):
            continue  # a full name follows the mention: nothing of it is missing
        least = begin + 1 if shapes.keys[first] in kept else max(begin, first + 1)
        # the last start that leaves a full name: "tỉnh Hải Dương" keeps its "Dương" before "Vũ Đình Lân"
        for start in range(min(last, end - 2) - 1, least - 1, -1):
            if strength(shapes.keys, start, end) == 3 and end - start <= 4 and (straddles or start >= begin + 1):
                cuts.append((mention, first, start))
                break
    for mention, first, start in cuts:
        draft.mentions.remove(mention)
        mention.entity.mentions.remove((mention.start, mention.end))
        if _still_named(shapes, first, start):
            draft.mention(mention.kind, mention.start, tokens.ends[start - 1])


# "già làng X" is a person, not the village X
_ADDRESSED = (["già", "làng"], ["trưởng", "tộc"])


def _still_named(shapes: Shapes, first: int, last: int) -> bool:
    """Whether what is left of a name has a proper part: a capitalised word after a kind word or an abbreviation."""
    small = False
    for i in range(first, last):
        if shapes.kinds[i] == OTHER:
            if shapes.keys[i].isdigit():
                return True
            small = True
        elif shapes.kinds[i] == UPPER:
            small = True
        elif small and shapes.kinds[i] == TITLE:
            return True
    return False
