"""Companies, schools and cells of the Party: bodies that can be what an article is about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container

from vifacts.extract.draft import DraftEntity, Mention
from vifacts.extract.figures import words
from vifacts.language.normalise import key
from vifacts.language.text import Text
from vifacts.language.tokens import phrase_keys

_BODIES = (
    "công ty",
    "chi bộ",
    "htx",
    "hợp tác xã",
    "trường",
    "bệnh viện",
    "đảng bộ công ty",
    "đảng bộ khối",
    "tổng công ty",
    "ngân hàng",
)
#: Bodies that every article may name: none is about them for that.
_NATIONAL = (
    "chính phủ", "bộ chính trị", "ban bí thư", "quốc hội", "trung ương", "đảng cộng sản", "ban chấp hành trung ương",
    "nhà nước", "bộ ", "báo ", "quỹ ", "bch tw", "bch trung ương", "tỉnh ủy", "huyện ủy", "thành ủy", "ubnd", "hđnd", "đảng bộ tỉnh",
)  # fmt: skip
_OF_LEVELS = (" tỉnh", " huyện", " xã", " thành phố", " phường", " quận", " thị trấn", " ủy")
_CENTRAL = (" trung ương", " tw", " tư")
_HEADS = ("chi bộ", "công ty", "doanh nghiệp", "nhà trường", "bệnh viện", "hợp tác xã")


def is_body(name: str) -> bool:
    """Whether an organisation is a place of its own: a company, a school, a cell of the Party."""
    return key(name).startswith(_BODIES)


def main_body(
    text: Text, orgs: list[tuple[int, Mention]], inner: Container[int], lead: int, rival: float, title: str
) -> DraftEntity | None:
    """The company, school or cell that an article is about more than about any place (of weight ``rival``).

    ``orgs`` holds every mention of an organisation with its token, ``lead`` the token after the lead. A cell and
    its company count together; "Chi bộ", "Công ty" without a name count for the one named.
    """
    weight: dict[str, float] = defaultdict(float)
    named: dict[str, DraftEntity] = {}
    for at, mention in orgs:
        entity = mention.entity
        if is_body(entity.name) or (rival and _is_own(entity, inner) and not _in_title(text, at)):
            core = _own_name(mention.entity.name)
            weight[core] += 3 if at < lead else 1
            named.setdefault(core, mention.entity)
    if not weight:
        return None
    core = max(weight, key=lambda name: weight[name])
    mentions = sum(is_body(m.entity.name) for _, m in orgs)
    bare = sum(text.key.count(head) for head in _HEADS) - mentions
    often = weight[core] + 0.25 * max(0, bare)
    if core in title or any(word in title for word in _HEADS):
        often += 3
    return named[core] if weight[core] >= 4 and often > 1.2 * rival else None


def _is_own(entity: DraftEntity, inner: Container[int]) -> bool:
    """Whether an organisation is no place's and not one of those that every article may name."""
    name = key(entity.name)
    if id(entity) in inner or name.startswith(_NATIONAL) or name.endswith(_OF_LEVELS):
        return False
    if " " not in name:
        return False  # "Cty"
    if name.startswith("ban ") and name.endswith(_CENTRAL):
        return False
    keys = phrase_keys(entity.name)
    return words.SOURCES.match(keys, 0, len(keys)) is None


def _in_title(text: Text, at: int) -> bool:
    """Whether the name at token ``at`` belongs to somebody's title: "Giám đốc Sở X"."""
    return words.TITLES.match_before(text.tokens.keys, at, 3) is not None


def _own_name(name: str) -> str:
    """The part of a body's name after its kind words: "Chi bộ Công ty CP X" -> "x"."""
    words = name.split()
    kind = [i + 1 for i, word in enumerate(words[:-1]) if not word[0].isupper() or word in ("Công", "CP")]
    first = max(kind, default=0)
    return key(" ".join(words[first:]))
