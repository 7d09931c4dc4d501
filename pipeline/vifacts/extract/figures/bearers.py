"""What a sentence names that could hold its figures, and how each stands in its clause."""

from __future__ import annotations

from dataclasses import dataclass

from vifacts.extract.draft import Draft, DraftEntity
from vifacts.extract.figures import words
from vifacts.extract.figures.phrases import Phrases
from vifacts.extract.figures.topics import Topics

_PERSON_VERBS = frozenset(
    "có đã gây nhận bị được đang sẽ chiếm đầu nộp đóng hiến ủng hưởng cũng nêu vay sinh trồng nuôi còn".split()
)
_FIRSTS = words.LEVELS.firsts | words.COLLECTIVES.firsts | words.OWN_COLLECTIVES.firsts | {"ngành"}
_LOWER_BODIES = (
    ["đơn", "vị"], ["nhà", "trường"], ["cơ", "quan"], ["chi", "bộ"], ["đảng", "bộ"], ["chi", "ủy"], ["đảng", "ủy"],
    ["công", "ty"], ["hợp", "tác", "xã"], ["chi", "hội"], ["doanh", "nghiệp"],
)  # fmt: skip
_HONORIFICS = frozenset({"ông", "bà", "anh", "chị", "cô", "chú", "bác", "em", "cháu", "cụ", "chí"})
#: What stands before a new clause.
_CLAUSES = frozenset(
    {",", ".", ";", ":", "“", '"', "nhưng", "mà", "khi", "thì", "rằng", "biết", "đồng", "nay", "vợ", "-"}
)
#: What may stand before the name of a site that opens a clause, and what follows where it is the subject.
_SITE_HEADS = frozenset("tuyến đường dự án công trình khu di tích nhà máy đập hồ cầu".split())
_SITE_VERBS = frozenset("có dài rộng cao gồm được nằm là thuộc đang đã với bị sẽ hiện do (".split())
_PRONOUNS = frozenset({"bà", "ông", "anh", "chị", "tôi", "cô"})
#: What somebody does to whom something is given.
_RECEIVES = frozenset({"vay", "thuê", "mượn", "hưởng", "mua", "nhận", "sử"})
#: What the State does that is its own figure.
_STATE_ACTS = frozenset("đã hỗ cấp đầu chi thu phải có sẽ trả còn bồi".split())
_NO_SUBJECT = frozenset(
    {"với", "cho", "nói", "chia", "nhấn", "khẳng", "kể", "con", "em", "và", ",", ".", "cũng", "yêu", "đề", "chỉ"}
)
_NOT_AFTER = frozenset(
    {"các", "những", "nhiều", "mỗi", "cấp", "số", "một", "từng", "thư", "tịch", "mấy", "liên", "hai", "ba"}
)

_PAST = frozenset({"vừa", "năm", "gian", "tháng", "kỳ", "tuần"})
_COMPARED = frozenset({"hơn", "so", "bằng"})
_GIVES = frozenset({"tặng", "trao", "quyết", "ký", "ban", "đã"})
_FINDS = frozenset({"ghi", "có", "hiện", "đã"})
_LISTING = frozenset({"gồm", "xã", "huyện", "phường", "tỉnh", "thôn", "là"})
_UNITS = ("place", "organization")


@dataclass(slots=True)
class Bearer:
    """Something in a sentence that could hold its figures: tokens, what it is, how it stands in its clause."""

    first: int
    last: int
    entity: DraftEntity | None
    person: bool
    oblique: bool
    locative: bool = False
    owner: bool = False
    pronoun: bool = False
    named: bool = False
    collective: bool = False
    own: bool = False


def _counts(word: str) -> bool:
    """Whether a word after a name in brackets makes it the holder of a figure there: "(như xã X có 13 ...)"."""
    return word[0].isdigit() or word in ("có", "còn", "đạt", "là")


class Bearers:
    """Reads the sentences of one article, each once: names, level words ("toàn huyện"), collectives, pronouns."""

    def __init__(self, draft: Draft, phrases: Phrases, topics: Topics) -> None:
        self.draft = draft
        self.phrases = phrases
        self.keys = phrases.keys
        self.topics = topics
        #: The tokens after counts of places and organisations: names that stand there are what is counted.
        self.members = {one.unit_last for one in phrases.found if one.kind == "count" and one.noun in _UNITS}
        self._read_already: dict[int, list[Bearer]] = {}

    def of(self, first: int, last: int) -> list[Bearer]:
        """What the sentence of the tokens [first, last) names, in order."""
        found = self._read_already.get(first)
        if found is None:
            found = self._read_already[first] = self._read(first, last)
        return found

    def _read(self, first: int, last: int) -> list[Bearer]:
        keys, tokens = self.keys, self.draft.text.tokens
        found: list[Bearer] = []
        taken = first
        for mention in self.draft.between(tokens.starts[first], tokens.ends[last - 1]):
            if mention.kind == "document":
                continue
            a, b = tokens.range(mention.start, mention.end)
            found += self._levels(taken, a)
            taken = b
            if words.SOURCES.match(keys, a, b):
                continue
            if mention.kind == "place" and not self.topics.holds(mention.entity):
                if self._site(first, a, b, last):
                    found.append(Bearer(a, b, mention.entity, False, False, named=True))
                continue
            entity = self.topics.fullest(mention.entity)
            if found and self._encloses(found[-1], a, mention.entity):
                found[-1].last = b  # "xã X, huyện Y, tỉnh Z" is one place
                continue
            made = self._stand(first, a, b, entity, mention.kind == "person")
            made.named = True
            found.append(made)
        found += self._levels(taken, last)
        found += self._pronouns(first, last)
        found.sort(key=lambda s: s.first)
        inside = self.phrases.bracketed(first, last)
        spoken = [a for a, _, _ in words.SPEECH.find(keys, first, last)]
        for i, seen in enumerate(found):
            following = found[i + 1] if i + 1 < len(found) else None
            if seen.first in inside and not _counts(keys[min(seen.last, last - 1)]):
                seen.oblique, seen.owner = True, False
            if (
                i
                and keys[seen.first - 1] in (",", "-", "và")
                and found[i - 1].last == seen.first - 1
                and found[i - 1].oblique
                and found[i - 1].named == seen.named
            ):
                seen.oblique = True
                seen.locative = seen.locative or found[i - 1].locative
            if following is not None and following.person and not seen.person and following.first - seen.last <= 1:
                seen.oblique = True  # "Bí thư Tỉnh ủy X Nguyễn Văn A"
            if seen.person and not seen.pronoun:
                acts = seen.last < last and (keys[seen.last] in _PERSON_VERBS or self._acts(first, seen, last))
                seen.oblique = seen.oblique or not acts
            if seen.owner and any(k in _COMPARED for k in keys[max(first, seen.first - 7) : seen.first - 1]):
                seen.owner = False  # "cao hơn bình quân chung của tỉnh"
            if keys[first] == "theo" and seen.first - first <= 6:
                seen.owner = False
            for a in spoken:
                if 0 <= a - seen.last <= 2 or (seen.first - first <= 2 and keys[first] == "theo" and seen.last <= a):
                    seen.oblique = True
        return found

    def _site(self, first: int, a: int, b: int, last: int) -> bool:
        """Whether a market, a road, a bridge is the subject of a clause: "Cầu Vạn Xuân dài 500 m"."""
        keys = self.keys
        while a > first and keys[a - 1] in _SITE_HEADS:
            a -= 1
        return (a == first or keys[a - 1] in _CLAUSES) and b < last and keys[b] in _SITE_VERBS

    def _acts(self, first: int, seen: Bearer, last: int) -> bool:
        """Whether a person opens a clause and does something in it: "Bà Hoa gửi lại 2 triệu đồng"."""
        keys, a = self.keys, seen.first
        if a > first and keys[a - 1] in _HONORIFICS:
            a -= 1
        elif seen.last - seen.first < 2:
            return False
        if a > first and keys[a - 1] not in _CLAUSES:
            return False
        verb = keys[seen.last]
        if not verb[0].isalpha() or verb in _NO_SUBJECT or self.draft.text.is_capital(seen.last):
            return False
        return words.SPEECH.match(keys, seen.last, last) is None and words.TITLES.match(keys, seen.last, last) is None

    def _encloses(self, part: Bearer, a: int, whole: DraftEntity) -> bool:
        """Whether a place at token ``a`` only says in which larger unit the one before lies."""
        if part.entity is None or part.entity.kind == "person" or whole.kind != "place":
            return False
        if self.keys[part.last : a] not in ([], [","], ["("], [",", "("], ["thuộc"], [",", "thuộc"]):
            return False
        inner = self.topics.rank_of(part.entity)
        outer = self.topics.rank_of(whole)
        return inner is not None and outer is not None and inner < outer

    def _stand(self, first: int, a: int, b: int, entity: DraftEntity | None, person: bool) -> Bearer:
        keys = self.keys
        oblique = words.OBLIQUE.match_before(keys, a, 3)
        if a - 1 > first and keys[a - 1] == ":" and keys[a - 2] in _LISTING:
            return Bearer(a, b, entity, person, True)  # "gồm: A, B"
        if not person and (a in self.members or (keys[a - 1] == ":" and a - 1 in self.members)):
            return Bearer(a, b, entity, person, True)  # "sáp nhập 3 xã: A, B và C": no subject but what is counted
        if oblique and oblique[0] == a - 1 and keys[a - 1] == "qua" and keys[a - 2] in _PAST:
            oblique = None  # "thời gian vừa qua X đã ..."
        title = words.TITLES.match_before(keys, a, 3)
        if title and title[0] == first and not person and b < len(keys) and keys[b] in _GIVES:
            title = None  # "Chủ tịch UBND tỉnh tặng Bằng khen cho ..."
        if oblique and keys[a - 1] == "cho" and b < len(keys) and keys[b] in _RECEIVES:
            oblique = None  # "chấp thuận cho Công ty X vay ..."
        locative = words.LOCATIVE.match_before(keys, a, 3)
        before = keys[a - 1] if a > first else ""
        if oblique and b < len(keys) and keys[b] in ("đã", "có", "đang", "sẽ", "hiện") and not title:
            people = words.PEOPLE.match_before(keys, a, 3)
            if people and people[0] >= first:
                oblique = None  # "người dân xã X đã góp": the people of a place are its subject
        return Bearer(
            a,
            b,
            entity,
            person,
            oblique=bool(oblique and oblique[0] >= first) or bool(title and title[0] >= first and not person),
            locative=bool(locative and locative[0] >= first) and not person,
            owner=before == "thuộc" or (before == "của" and not self._issues(first, a)),
        )

    def _issues(self, first: int, a: int) -> bool:
        """Whether the name at token ``a`` is that of a document's maker: "Nghị quyết số 30-NQ/TW của X"."""
        return any(b >= a - 7 for b, _, _ in words.PAPERS.find(self.keys, max(first, a - 14), a - 1))

    def _levels(self, first: int, last: int) -> list[Bearer]:
        """Level words and collectives among the tokens [first, last)."""
        found = []
        i = first
        entity: DraftEntity | None
        while i < last:
            if self.keys[i] not in _FIRSTS:
                i += 1
                continue
            own = self._by_itself(i, last)
            if own is not None:
                end, entity = own
                made = self._stand(first, i, end, entity, False)
                made.own = True
                found.append(made)
                i = end
                continue
            match = words.LEVELS.match(self.keys, i, last)
            if match is None:
                collective = words.COLLECTIVES.match(self.keys, i, last)
                if collective is not None and self.topics.main is not None:
                    made = self._stand(first, i, collective[0], self.topics.main, False)
                    made.collective = True
                    found.append(made)
                    i = collective[0]
                    continue
                i += 1
                continue
            end, level = match
            if self._level_word(i, end, level):
                shown = self.draft.text.words(i, end)
                if level[0] == "itself":
                    entity = self.draft.entity("place" if "nước" in shown[:7] else "organization", shown)
                else:
                    entity = self.topics.resolve(shown, level, i)
                    if entity is None and shown.startswith("Toàn "):
                        entity = self.draft.entity("place", "t" + shown[1:])  # no name anywhere: its own words
                if entity is not None or level[0] in ("province", "city", "district", "commune"):
                    made = self._stand(first, i, end, entity, False)
                    if level[0] == "itself" and self.keys[i] == "nhà":
                        acts = end < len(self.keys) and self.keys[end] in _STATE_ACTS
                        made.oblique = made.oblique or not acts or self.keys[i - 1] in ("pháp", "và") or i == 0
                        made.owner = False
                    elif level[0] == "itself":
                        # "cả nước 17,4%" stands right before its figure, else it is only compared with
                        after = self.keys[end] if end < len(self.keys) else ""
                        opens = i == first or self.keys[i - 1] in (",", ".", ";")
                        made.oblique = not (
                            after[:1].isdigit() or after in _FINDS or (opens and after not in (",", "."))
                        )
                    found.append(made)
            i = end
        return found

    def _by_itself(self, i: int, last: int) -> tuple[int, DraftEntity] | None:
        """A line of work or a collective at token ``i`` that is a holder by its own words: (token after it, it)."""
        if self.topics.main is not None and not self.topics.even and self.topics.main is not self.topics.sector:
            return None  # those of the place that the article is about
        if self.keys[i] == "ngành":
            return self.topics.sector_at(i, last)
        match = words.OWN_COLLECTIVES.match(self.keys, i, last)
        return (
            None if match is None else (match[0], self.draft.entity("organization", self.draft.text.words(i, match[0])))
        )

    def _pronouns(self, first: int, last: int) -> list[Bearer]:
        """ "Bà được tín nhiệm với 26 phiếu", "Gia đình anh hiến 64 m2": the person named last."""
        keys, text = self.keys, self.draft.text
        found = []
        for i in range(first, last - 1):
            if keys[i] not in _PRONOUNS or text.is_capital(i + 1):
                continue
            before = keys[i - 1] if i > first else "."
            if before not in (",", ".", "“", ":", ";", "đình", "nhà", "nhưng", "rồi", '"', "(", "-", "–"):
                continue
            start = text.tokens.starts[i]
            persons = [m for m in self.draft.mentions if m.kind == "person" and m.start < start]
            if persons and i + 1 < last and keys[i + 1] not in _NO_SUBJECT:
                found.append(Bearer(i, i + 1, persons[-1].entity, True, False, pronoun=True))
        return found

    def _level_word(self, first: int, end: int, level: tuple[str, bool]) -> bool:
        """Whether the words stand for the one the article speaks of, and are no counted noun or kind word."""
        keys = self.keys
        capital = self.draft.text.is_capital(first)
        before = keys[first - 1] if first else ""
        nxt = keys[end] if end < len(keys) else ""
        if level[0] == "itself":
            return capital or keys[first] != "nhà"
        if nxt == "viên" and level[1]:
            return False  # "các đảng ủy viên" are people
        if before[:1].isdigit() or before in _NOT_AFTER or nxt[:1].isdigit():
            return False
        if end - first == 1 and not level[1]:
            # a bare "tỉnh", "xã" opens a clause, follows a preposition or comes before a verb
            return capital or before in (",", ".", "của", "tại", "ở", ";", ":", "trong", "") or nxt in ("có", "đã")
        if nxt and end < len(keys) and self.draft.text.is_capital(end) and nxt not in (",", "."):
            return False  # a name follows that nobody has found: not the one named before
        if level[1] and level[0] == "any" and not capital:
            opens = before in (",", ".", ";", ":", "“", "nay", "thì", "nên", "") or first == 0
            return (
                opens
                and keys[first:end] in _LOWER_BODIES
                and nxt not in ("thôn", "khu", "tổ", "cơ", "trực", "các", ",", "và")
            )
        return True
