"""The candidates for the holder of a figure (or none), and what speaks for and against each.

The rules of ``figures.holders`` name one; the others are what the sentence and the article name near the number.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field

from vifacts.extract.draft import DraftEntity
from vifacts.extract.figures.bearers import Bearer
from vifacts.extract.figures.candidate import Candidate
from vifacts.extract.figures.choice.ranker import Bag, Row
from vifacts.extract.figures.holders import Holders
from vifacts.extract.figures.place_names import split_kind
from vifacts.extract.figures.topics import RANKS
from vifacts.language.normalise import key

_MOST = 6
_CUTS = (1, 2, 3, 5, 8, 12, 20, 40, 80)


@dataclass(slots=True, eq=False)
class _Known:
    """An entity of the article with the tokens of its mentions, and what never changes about it."""

    entity: DraftEntity
    spans: list[tuple[int, int]] = field(default_factory=list)
    about: str = ""
    head: str = ""
    fixed: Bag = ()


class HolderChoice:
    """The candidates of one article's figures; ``rule`` holds what the rules say, ``subjects`` and ``targets`` the rest."""

    def __init__(
        self, holders: Holders, rule: list[DraftEntity | None], subjects: list[str | None], targets: list[bool]
    ) -> None:
        self.holders = holders
        self.phrases = holders.phrases
        self.keys = holders.keys
        self.text = holders.draft.text
        self.rule = rule
        self.subjects = subjects
        self.targets = targets
        self.known: dict[int, _Known] = {}
        self.sentences: dict[int, list[Bearer]] = {}
        self._read()

    def _read(self) -> None:
        topics, tokens = self.holders.topics, self.text.tokens
        for mention in self.holders.draft.mentions:
            if mention.kind != "document":
                entity = topics.full(mention.entity) if mention.kind == "organization" else mention.entity
                self._of(entity).spans.append(tokens.range(mention.start, mention.end))
        for one in self.phrases.found:
            self._bearers(one)
        for held in (topics.main, *self.rule):
            if held is not None:
                self._of(held)
        title = key(self.holders.draft.article.title or "")
        total = sum(len(known.spans) for known in self.known.values()) or 1
        for known in self.known.values():
            known.spans.sort()
            entity = known.entity
            level = str(RANKS.get(topics.level(entity), "u")) if entity.kind == "place" else ""
            about = known.about = entity.kind[:3] + level
            known.head = key(entity.name.split()[0])
            main = topics.main is entity
            often = len(known.spans)
            core = key(split_kind(entity.name)[1] if entity.kind == "place" else entity.name)
            told = bool(core) and core in title
            known.fixed = (_entity, about, main, bucket(often), int(often / total * 5), told)

    def _of(self, entity: DraftEntity) -> _Known:
        known = self.known.get(id(entity))
        if known is None:
            known = self.known[id(entity)] = _Known(entity)
        return known

    def _bearers(self, one: Candidate) -> list[Bearer]:
        first = one.sentence.first
        found = self.sentences.get(first)
        if found is None:
            found = self.sentences[first] = [
                bearer for bearer in self.holders.bearers.of(first, one.sentence.last) if bearer.entity is not None
            ]
            for bearer in found:
                assert bearer.entity is not None
                spans = self._of(bearer.entity).spans
                if not any(a <= bearer.first < b for a, b in spans):
                    spans.append((bearer.first, bearer.last))
        return found

    def proposals(self, at: int, before: DraftEntity | None) -> list[DraftEntity | None]:
        """The candidates of figure ``at``, none first; ``before`` is what was chosen for the figure before it."""
        one = self.phrases.found[at]
        made: dict[int, DraftEntity | None] = {0: None}
        named = [bearer.entity for bearer in self.sentences[one.sentence.first]]
        for entity in (self.rule[at], before, self.holders.topics.main, *named):
            if entity is not None:
                made[id(entity)] = entity
        if len(made) <= _MOST:
            for known in sorted(self.known.values(), key=lambda known: _distance(known.spans, one.first)):
                made.setdefault(id(known.entity), known.entity)
                if len(made) > _MOST:
                    break
        return list(made.values())

    def features(self, at: int, proposals: list[DraftEntity | None], before: DraftEntity | None) -> list[Row]:
        """What is known of each candidate of figure ``at``."""
        view = _View(self, at, before, len(proposals))
        return [view.of(self.known[id(entity)]) if entity is not None else view.none() for entity in proposals]


class _View:
    """One figure, and what is the same for all of its candidates."""

    def __init__(self, choice: HolderChoice, at: int, before: DraftEntity | None, count: int) -> None:
        self.choice = choice
        self.at = at
        self.before = before
        self.count = count
        self.one = one = choice.phrases.found[at]
        self.rule = choice.rule[at]
        self.way = choice.holders.ways[at]
        self.sentence = choice.text.sentence_index(one.number.start)
        self.kind = f"{one.kind}|{one.noun or '-'}" if one.kind == "count" else one.kind
        self.unit = (one.unit or "").casefold()
        self.joined = at > 0 and choice.phrases.found[at - 1].sentence is one.sentence
        self.named = choice.sentences[one.sentence.first]
        self.said = choice.holders.context.speech(one.sentence.first, one.number.start)
        self.spoken = choice.holders.context.unit(self.said.speaker) if self.said is not None else None
        self.first_before = self._first_before()
        self.subject = (choice.subjects[at] or "").casefold().split()
        self.contexts: dict[str, Row] = {}
        self.ends = {bearer.first: bearer.last for bearer in self.named if bearer.last <= one.outer}

    def _first_before(self) -> DraftEntity | None:
        """What the sentence before names first."""
        if not self.sentence:
            return None
        sentence = self.choice.text.sentences[self.sentence - 1]
        seen = self.choice.holders.bearers.of(sentence.first, sentence.last)
        return next((bearer.entity for bearer in seen if bearer.entity is not None), None)

    def none(self) -> Row:
        one, choice = self.one, self.choice
        rule = "none" if self.rule is None else self.rule.kind
        return Row(
            [
                (_none, self.kind, rule, self.way, self.unit),
                (_none_at, self.before is None, self.at == 0, self.said is not None, choice.targets[self.at]),
                (_none_of, min(self.count, 8), min(len(self.named), 4), self.kind),
            ],
            [
                ("0w=", choice.keys[one.sentence.first : one.outer]),
                ("0a=", choice.keys[one.unit_last : min(one.sentence.last, one.unit_last + 8)]),
                ("0s=", self.subject),
            ],
        )

    def of(self, known: _Known) -> Row:
        entity, about, kind = known.entity, known.about, self.kind
        same, held = self.rule is entity, self.before is entity
        bags = [
            known.fixed,
            (_as, about, kind, same, self.way, held, self.joined, self.rule is None),
            (_head, known.head, kind),
            (_counting, about, self.unit),
        ]  # fmt: skip
        if self.said is not None:
            bags.append((_says, about, kind, self.said.speaker is entity, self.spoken is entity, same))
        if self.first_before is entity:
            bags.append((_first, about))
        if entity.kind == "person":
            bags.append((_person, kind, self.unit, self.subject[0] if self.subject else "-"))
        row = Row(bags, [(f"sub|{about}=", self.subject)], self._context(entity.kind[:3]))
        self._stands(known, row)
        for bearer in self.named:
            if bearer.entity is entity:
                how = (
                    f"{'B' if bearer.last <= self.one.outer else 'A'}{bearer.oblique:d}{bearer.locative:d}"
                    f"{bearer.owner:d}{bearer.named:d}{bearer.collective:d}{bearer.pronoun:d}"
                )
                row.bags.append((_flags, how, about))
        return row

    def _context(self, kind: str) -> Row:
        """The words around the number, which speak for persons, organisations or places."""
        row = self.contexts.get(kind)
        if row is None:
            one, keys = self.one, self.choice.keys
            before = keys[max(one.sentence.first, one.outer - 8) : one.outer]
            after = keys[one.unit_last : min(one.sentence.last, one.unit_last + 5)]
            row = self.contexts[kind] = Row(words=[(f"sw|{kind}=", before), (f"aw|{kind}=", after)])
        return row

    def _stands(self, known: _Known, row: Row) -> None:
        """The features of the nearest mention before the number, and after it."""
        one, keys, text, about = self.one, self.choice.keys, self.choice.text, known.about
        spans = known.spans
        at = bisect_left(spans, (one.outer, 0))
        while at and spans[at - 1][1] > one.outer:
            at -= 1
        if at:
            a, b = spans[at - 1]
            b = max(b, self.ends.get(a, 0))  # "xã X, huyện Y" is one place
            index = text.sentence_index(text.tokens.starts[a])
            back = min(self.sentence - index, 5)
            line = text.tokens.lines[a] == text.tokens.lines[one.first]
            row.bags.append((_stood, back, about, self.kind, line, a - text.sentences[index].first <= 1))
            if back <= 1:
                before, after = keys[a - 1] if a else "^", keys[b] if b < len(keys) else "$"
                row.bags += [(_near, back, bucket(one.outer - b), about), (_around, before, after, back, about)]
            if back == 0:
                others = min(sum(a < o.first < one.outer and o.entity is not known.entity for o in self.named), 3)
                row.bags.append((_between, others, about, min(keys[b : one.outer].count(","), 3)))
                row.words.append(("bw=", keys[b : one.outer]))
        else:
            row.bags.append((_nobody, about))
        following = next((span for span in spans[at:] if span[0] >= one.last), None)
        if following is not None:
            a = following[0]
            ahead = min(text.sentence_index(text.tokens.starts[a]) - self.sentence, 3)
            away = bucket(a - one.last) if ahead == 0 else -1
            row.bags.append((_ahead, ahead, about, away, keys[a - 1] if ahead == 0 else "", self.kind))


def _entity(about: str, main: bool, often: int, share: int, told: bool) -> list[str]:
    names = ["E", "e=" + about, f"main{main:d}", f"freq{often}", f"share{share}|{about}"]
    return [*names, "title", "title|" + about] if told else names


def _none(kind: str, rule: str, way: str, unit: str) -> list[str]:
    return ["0", "0k=" + kind, "0rule=" + rule, f"0rule={rule}|{way}", "0u=" + unit]


def _none_at(before: bool, first: bool, said: bool, target: bool) -> list[str]:
    return [f"0prev{before:d}", f"0first{first:d}", f"0said{said:d}", f"0target{target:d}"]


def _none_of(count: int, named: int, kind: str) -> list[str]:
    return [f"0n{count}", f"0nb{named}", f"0nb{named}|{kind}"]


def _as(about: str, kind: str, same: bool, way: str, held: bool, joined: bool, norule: bool) -> list[str]:
    names = [
        f"e={about}|{kind}", f"rule{same:d}", f"rule{same:d}|{about}", f"rule{same:d}|{way}", f"rule{same:d}|{kind}",
        f"prev{held:d}|{joined:d}", f"prev{held:d}|{joined:d}|{about}",
    ]  # fmt: skip
    return names + ["norule", "norule|" + about] * norule + ["both"] * (same and held)


def _head(head: str, kind: str) -> list[str]:
    return ["h=" + head, f"h={head}|{kind}"]


def _counting(about: str, unit: str) -> list[str]:
    return [f"e={about}|u={unit}"]


def _says(about: str, kind: str, speaker: bool, spoken: bool, same: bool) -> list[str]:
    names = ["said|" + about, *["speaker", "speaker|" + kind] * speaker]
    return names + ["spoken", f"spoken|{same:d}"] * spoken


def _first(about: str) -> list[str]:
    return ["pfirst", "pfirst|" + about]


def _person(kind: str, unit: str, subject: str) -> list[str]:
    return ["per|" + kind, "per|u=" + unit, "per|s=" + subject]


def _flags(how: str, about: str) -> list[str]:
    return ["fl=" + how, f"fl={how}|{about}", "ob" + how[:2]]


def _stood(back: int, about: str, kind: str, line: bool, opens: bool) -> list[str]:
    names = [f"bs{back}", f"bs{back}|{about}", f"bs{back}|{kind}", f"bl{line:d}|{back}"]
    return names + [f"opens|{min(back, 3)}", f"opens|{min(back, 3)}|{about}"] * opens


def _near(back: int, away: int, about: str) -> list[str]:
    return [f"bd{back}|{away}", f"bd{back}|{away}|{about}"]


def _around(before: str, after: str, back: int, about: str) -> list[str]:
    return [f"pw={before}|{back}", f"nw={after}|{back}", f"pw={before}|{about}", f"pn={before}_{after}"]


def _between(others: int, about: str, commas: int) -> list[str]:
    return [f"btw{others}", f"btw{others}|{about}", f"cm{commas}"]


def _nobody(about: str) -> list[str]:
    return ["nobefore", "nobefore|" + about]


def _ahead(ahead: int, about: str, away: int, before: str, kind: str) -> list[str]:
    names = [f"as{ahead}", f"as{ahead}|{about}"]
    if away < 0:
        return names
    return [*names, f"ad{away}", f"ad{away}|{about}", f"apw={before}|{away}", f"apw={before}|{kind}"]


def bucket(count: int) -> int:
    return sum(count >= cut for cut in _CUTS)


def _distance(spans: list[tuple[int, int]], at: int) -> int:
    """How far the nearest of the mentions in order is, one after the number counting twice."""
    after = bisect_left(spans, (at + 1, 0))
    ahead = 2 * (spans[after][0] - at) if after < len(spans) else 1 << 20
    return min(ahead, at - spans[after - 1][0]) if after else ahead
