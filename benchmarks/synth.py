"""Makes records of any number of articles, always the same for the same seed: for the benchmarks of the dataset.

usage: python benchmarks/synth.py FOLDER [--articles 100000] [--shard 10000] [--seed 5]

Every article is about one commune of the official table (of 2024 or 2025, by its date): its Party organisation and
committees, three persons with posts, ten figures in sentences of the genre with their true offsets. Several outlets
report the same commune, so that figures agree, change and now and then contradict; 1 article in 50 is a copy.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import time
from collections.abc import Iterator
from pathlib import Path

from vifacts.places.units import Row, units
from vifacts.record import SCHEMA, Article, Block, Entity, Extractor, Figure, Record, Role, Statement, Time
from vifacts.store.dataset import Dataset

SURNAMES = "Nguyễn Trần Lê Phạm Hoàng Vũ Đặng Bùi Đỗ Ngô Dương Lý Đinh Mai Trịnh Đoàn Hà Cao Lương Phan".split()
MIDDLE = "Văn Thị Hữu Đức Minh Quang Thanh Xuân Ngọc Công Đình Thu Hồng Bá Duy Tiến".split()
GIVEN = (
    "An Bình Chiến Dũng Hạnh Hùng Huệ Hương Kiên Lan Liên Lượng Mạnh Nam Nga Phúc Quân Sơn Thắng Thủy Toàn Tuấn Vinh Yến"
).split()
#: (sentence, subject, unit, indicator, most, target)
SENTENCES = (
    ("{holder} hiện có {n} đảng viên đang sinh hoạt.", "đảng viên", "đảng viên", "party_members", 1200, False),
    (
        "Toàn Đảng bộ có {n} chi bộ trực thuộc, hoạt động nền nếp.",
        "chi bộ trực thuộc",
        "chi bộ",
        "party_branches",
        60,
        False,
    ),
    ("Trong năm, {holder} đã kết nạp {n} đảng viên mới.", "đảng viên mới", "đảng viên", "new_members", 60, False),
    (
        "Phấn đấu năm tới kết nạp {n} đảng viên mới là quần chúng ưu tú.",
        "đảng viên mới",
        "đảng viên",
        "new_members",
        80,
        True,
    ),
    (
        "Cấp ủy đã kiểm tra {n} tổ chức đảng theo chương trình đề ra.",
        "kiểm tra tổ chức đảng",
        "tổ chức đảng",
        None,
        30,
        False,
    ),
    (
        "Ủy ban Kiểm tra thi hành kỷ luật {n} đảng viên vi phạm.",
        "thi hành kỷ luật đảng viên",
        "đảng viên",
        None,
        12,
        False,
    ),
    ("Địa phương đã cứng hóa {n} m đường giao thông nông thôn.", "đường giao thông nông thôn", "m", None, 9000, False),
    ("Nhân dân tự nguyện hiến {n} m2 đất mở rộng đường.", "hiến đất mở rộng đường", "m2", None, 20000, False),
    ("Đến nay còn {n} hộ nghèo theo chuẩn mới.", "hộ nghèo", "hộ", "poor_households", 300, False),
    (
        "Đại hội có {n} đại biểu chính thức tham dự.",
        "đại biểu chính thức",
        "đại biểu",
        "congress_delegates",
        250,
        False,
    ),
)
KINDS = {"m": "length", "m2": "area"}
POSTS = (("Bí thư", "Đảng ủy"), ("Chủ tịch", "UBND"), ("Chủ tịch", "HĐND"))
FILLER = (
    "Cấp ủy, chính quyền địa phương tập trung lãnh đạo, chỉ đạo thực hiện đồng bộ nhiều giải pháp.",
    "Công tác kiểm tra, giám sát được tiến hành thường xuyên, đi vào chiều sâu, góp phần giữ nghiêm kỷ cương.",
    "Các chi bộ đổi mới nội dung sinh hoạt, gắn với việc học tập và làm theo tấm gương Hồ Chí Minh.",
    "Đời sống vật chất, tinh thần của nhân dân từng bước được nâng lên, quốc phòng, an ninh được giữ vững.",
    "Mặt trận Tổ quốc và các đoàn thể vận động hội viên hưởng ứng các phong trào thi đua yêu nước.",
    "Nhờ phát huy dân chủ ở cơ sở, nhiều việc khó đã được bàn bạc và tháo gỡ ngay từ khu dân cư.",
)
#: From this day on the communes of 2025 are in force.
REFORM = dt.date(2025, 7, 1).toordinal()


def records(count: int, seed: int = 5) -> Iterator[Record]:
    """``count`` records in the order of their ids."""
    table = units()
    communes = [row for n in range(len(table)) if (row := table.row(n)).vintage != "2021" and row.level == "commune"]
    pick = random.Random(seed)
    before: Record | None = None
    for n in range(count):
        if before is not None and n % 50 == 49:
            yield _copy(before, n)
            continue
        before = _record(n, communes[pick.randrange(len(communes))], pick)
        yield before


def _copy(record: Record, n: int) -> Record:
    a = record.article
    article = Article(
        id=f"baosaochep-{n:06}", text=a.text, outlet="baosaochep", title=a.title, published=a.published, blocks=a.blocks
    )
    return Record(
        SCHEMA, article, record.entities, record.roles, record.figures, record.statements, [], record.extractor
    )


def _record(n: int, commune: Row, pick: random.Random) -> Record:
    table = units()
    local = random.Random(f"{commune.code}/{commune.vintage}")  # what is true of the commune
    province = table.path(commune)[0]
    outlet = f"bao{province.code}" if n % 3 else f"tin{int(province.code) % 7}"
    since = pick.randrange(480)
    day = dt.date.fromordinal(REFORM + since if commune.vintage == "2025" else REFORM - 1 - since)
    place = Entity("e1", "place", commune.name, [], unit=table.record(commune))
    entities = [place]
    text = ""
    blocks: list[Block] = []

    def organization(kind: str) -> Entity:
        name = f"{kind} {commune.name}"
        found = next((e for e in entities if e.name == name), None)
        if found is None:
            found = Entity(f"e{len(entities) + 1}", "organization", name, [], place="e1")
            entities.append(found)
        return found

    def say(sentence: str) -> int:
        nonlocal text
        start = len(text) + (1 if text else 0)
        text += ("\n" if text else "") + sentence
        blocks.append(Block("paragraph" if blocks else "lead", (start, len(text))))
        return start

    start = say(f"Tại {commune.name} ({province.name}), công tác xây dựng Đảng có nhiều chuyển biến rõ nét.")
    place.mentions.append((start + 4, start + 4 + len(commune.name)))
    party = organization("Đảng bộ")
    figures: list[Figure] = []
    for k, (form, subject, unit, indicator, most, target) in enumerate(SENTENCES):
        true = local.randrange(3, most)
        value = true + k if pick.random() < 0.03 else true
        words = _shown(value)
        sentence = form.format(holder=party.name, n="\0").replace("\0", words)
        start = say(sentence)
        at = text.index(words, start + (len(party.name) if sentence.startswith(party.name) else 0))
        if (named := sentence.find(party.name)) >= 0:
            party.mentions.append((start + named, start + named + len(party.name)))
        year = day.year + target
        time_ = Time(str(year), "năm tới" if target else "Trong năm", f"{year}-01-01", f"{year}-12-31")
        figures.append(
            Figure(
                id=f"f{k + 1}",
                span=(at, at + len(words)),
                text=f"{words} {unit}",
                value=value,
                value_max=None,
                of=None,
                comparator="=",
                kind=KINDS.get(unit, "count"),  # type: ignore[arg-type]
                unit=unit,
                subject=subject,
                indicator=indicator,
                holder=party.id,
                time=time_ if "năm" in form else None,
                sense="level",
                target=target,
                part_of=None,
                compared_with=None,
                sentence=(start, len(text)),
                confidence=0.9,
            )
        )
        if k % 3 == 2:
            say(FILLER[pick.randrange(len(FILLER))])
    roles: list[Role] = []
    statements: list[Statement] = []
    for title, body in POSTS:
        held = organization(body)
        name = f"{local.choice(SURNAMES)} {local.choice(MIDDLE)} {local.choice(GIVEN)}"
        if name in {e.name for e in entities}:
            continue
        start = say(
            f"Đồng chí {name}, {title} {held.name} cho biết địa phương sẽ tiếp tục giữ vững kết quả đã đạt được."
        )
        at = start + len("Đồng chí ")
        end = at + len(name) + 2 + len(title) + 1 + len(held.name)
        person = Entity(f"e{len(entities) + 1}", "person", name, [(at, at + len(name))])
        entities.append(person)
        held.mentions.append((end - len(held.name), end))
        roles.append(
            Role(
                person.id, f"{title} {held.name}", title, held.name, held.id, False, False, None, None, (at, end), 0.95
            )
        )
        statements.append(
            Statement(person.id, "indirect", (end + len(" cho biết "), len(text) - 1), (start, len(text)))
        )
    article = Article(
        id=f"{outlet}-{n:06}",
        text=text,
        outlet=outlet,
        url=f"https://{outlet}.example/bai-{n}.html",
        title=f"{commune.name}: Chuyển biến trong công tác xây dựng Đảng",
        author="Hồng Vân",
        published=f"{day.isoformat()}T08:{n % 60:02}:00+07:00",
        section="Xây dựng Đảng",
        blocks=blocks,
        reader="synth",
    )
    return Record(SCHEMA, article, entities, roles, figures, statements, [], Extractor("synth", "1"))


def _shown(value: int) -> str:
    return f"{value:,}".replace(",", ".")


def write(folder: Path, count: int, shard: int, seed: int) -> int:
    """Write ``count`` records into the dataset ``folder``; the number of figures."""
    dataset = Dataset(folder, create=True)
    figures = 0
    made = records(count, seed)
    for start in range(0, count, shard):

        def part(size: int = min(shard, count - start)) -> Iterator[Record]:
            nonlocal figures
            for _ in range(size):
                record = next(made)
                figures += len(record.figures)
                yield record

        dataset.write_shard(part(), f"records-{start // shard + 1:06}.jsonl")
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--shard", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=5)
    given = parser.parse_args()
    began = time.perf_counter()
    figures = write(given.folder, given.articles, given.shard, given.seed)
    print(f"{given.articles} articles, {figures} figures in {time.perf_counter() - began:.1f} s")


if __name__ == "__main__":
    main()
