"""Makes the clear cases: short texts in which nobody doubts what a figure counts and whose it is.

``python corpus/builder/clear.py`` writes corpus/gold/clear.articles.jsonl and clear.gold.jsonl. Written for this
project, with real kinds of bodies and invented numbers; the trained choice of subjects and holders learns from them what
must hold whatever else it learns: a body's own figure stays its own, also beside its neighbour's.

A template marks a figure as {n:SUBJECT:HOLDER:UNIT}, where HOLDER is the letter of a body, or "-" for none.
"""

from __future__ import annotations

import json
import random
import re
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "gold"
COMMUNES = (
    "Đông Kinh|Vĩnh Bảo|Tiên Lãng|An Lão|Hồng Phong|Quang Trung|Tân Trào|Kiến Thiết|Đại Thắng|Bình Minh|Nam Hưng|"
    "Thanh Sơn|Cẩm Định|Lạc Long|Ninh Hải|Hưng Đạo|Đoàn Kết|Gia Lộc|Yết Kiêu|Thống Nhất"
).split("|")
DISTRICTS = "Thanh Hà|Tứ Kỳ|Ninh Giang|Kim Thành|Yên Mô|Hải Hậu|Can Lộc|Đức Thọ|Hòa An|Quế Phong|Bắc Hà|Sơn Động".split(
    "|"
)
KINDS = {
    "party": (
        "Đảng bộ xã {c}", "Đảng bộ phường {c}", "Đảng bộ huyện {d}", "Đảng bộ Công ty Cổ phần {c}", "Chi bộ thôn {c}",
        "Đảng ủy xã {c}", "Chi bộ Trường THPT {d}",
    ),
    "place": ("xã {c}", "phường {c}", "huyện {d}", "thôn {c}", "thị trấn {c}"),
    "body": ("Trường THPT {d}", "Công ty Cổ phần {d}", "Hợp tác xã {c}", "Bệnh viện đa khoa {d}", "Hội Nông dân xã {c}"),
}  # fmt: skip
#: (the kinds of bodies that fit, the template)
TEMPLATES = [
    ("party", "{A} hiện có {n:đảng viên:A:đảng viên} đảng viên."),
    ("party", "{A} có {n:đảng viên:A:đảng viên} đảng viên, sinh hoạt ở {n:chi bộ:A:chi bộ} chi bộ."),
    ("party", "{A} có {n:đảng viên:A:đảng viên} đảng viên, {B} có {n:đảng viên:B:đảng viên} đảng viên."),
    ("party", "{A} có {n:đảng viên:A:đảng viên} đảng viên; {B} có {n:đảng viên:B:đảng viên} đảng viên; {C} có "
     "{n:đảng viên:C:đảng viên} đảng viên."),
    ("party", "{A} có {n:đảng viên:A:đảng viên} đảng viên, còn {B} có {n:đảng viên:B:đảng viên} đảng viên."),
    ("party", "Trong khi {A} kết nạp {n:kết nạp đảng viên:A:đảng viên} đảng viên thì {B} chỉ kết nạp "
     "{n:kết nạp đảng viên:B:đảng viên} đảng viên."),
    ("party", "Năm 2024, {A} kết nạp được {n:kết nạp đảng viên:A:đảng viên} đảng viên. {B} kết nạp "
     "{n:kết nạp đảng viên:B:đảng viên} đảng viên."),
    ("place", "Tỷ lệ hộ nghèo của {A} giảm còn {p:Tỷ lệ hộ nghèo:A:%}%."),
    ("place", "Đến nay, tỷ lệ hộ nghèo của {A} còn {p:tỷ lệ hộ nghèo:A:%}%, của {B} còn {p:tỷ lệ hộ nghèo:B:%}%."),
    ("party", "{A} thi hành kỷ luật {n:thi hành kỷ luật đảng viên:A:đảng viên} đảng viên, trong đó khiển "
     "trách {n:khiển trách đảng viên:A:đảng viên}, cảnh cáo {n:cảnh cáo đảng viên:A:đảng viên}."),
    ("place", "Tại {A}, nhân dân đã hiến {n:hiến đất:A:m2} m2 đất làm đường."),
    ("place", "Nhân dân {A} đóng góp {n:đóng góp ngày công:A:ngày công} ngày công và hiến {n:hiến đất:A:m2} "
     "m2 đất."),
    ("place", "Năm 2023, thu ngân sách của {A} đạt {n:thu ngân sách:A:đồng} tỷ đồng."),
    ("place", "{A} dẫn đầu với {n:hộ:A:hộ} hộ tham gia, tiếp theo là {B} với {n:hộ:B:hộ} hộ tham gia."),
    ("party", "{A} có {n:chi bộ:A:chi bộ} chi bộ trực thuộc. {B} có {n:chi bộ:B:chi bộ} chi bộ trực thuộc."),
    ("place", "Theo báo cáo, {A} có {n:hộ nghèo:A:hộ} hộ nghèo, giảm {n:hộ nghèo:A:hộ} hộ so với năm trước."),
    ("party", "{A} đạt {p:đảng viên dự sinh hoạt:A:%}% đảng viên dự sinh hoạt; {B} đạt "
     "{p:đảng viên dự sinh hoạt:B:%}%."),
    ("party", "Chi bộ phân công {n:đảng viên phụ trách hộ:-:đảng viên} đảng viên phụ trách hộ."),
    ("party", "Mỗi đảng viên phụ trách {n:hộ:-:hộ} hộ."),
    ("party", "{A} phấn đấu kết nạp {n:kết nạp đảng viên:A:đảng viên} đảng viên. Năm trước, {A} kết nạp "
     "{n:kết nạp đảng viên:A:đảng viên} đảng viên."),
    ("party", "{B} giáp {A}. {A} có {n:tổ chức đảng:A:tổ chức đảng} tổ chức đảng, trong đó có "
     "{n:chi bộ thôn:A:chi bộ} chi bộ thôn."),
    ("party", "Bí thư {A} cho biết {B} có {n:đảng viên:B:đảng viên} đảng viên."),
    ("place", "Ông Trần Văn Lượng ({a:Trần Văn Lượng:Ông Trần Văn Lượng:tuổi} tuổi) ở {A} đã hiến "
     "{n:hiến đất:Ông Trần Văn Lượng:m2} m2 đất."),
    ("place", "Bà Lê Thị Hạnh, {a:Lê Thị Hạnh:Bà Lê Thị Hạnh:tuổi} tuổi, trú tại {A}."),
    ("place", "Dân số của {A} là {n:Dân số:A:người} người."),
    ("place", "{A} xây dựng {n:xây dựng nhà:A:nhà} nhà Đại đoàn kết với tổng kinh phí "
     "{n:tổng kinh phí:A:đồng} triệu đồng."),
    ("any", "Đại hội của {A} có {n:đại biểu:A:đại biểu} đại biểu tham dự. Đại hội của {B} có "
     "{n:đại biểu:B:đại biểu} đại biểu."),
    ("place", "Sau sáp nhập, {A} có {n:thôn:A:thôn} thôn với {n:nhân khẩu:A:nhân khẩu} nhân khẩu."),
    ("party", "{A} có {n:đảng viên:A:đảng viên} đảng viên, trong khi {B}, huyện Tứ Kỳ liền kề có "
     "{n:đảng viên:B:đảng viên} đảng viên."),
    ("party", "{A}, thành phố Hải Phòng có {n:đảng viên:A:đảng viên} đảng viên, cao hơn {B}."),
    ("party", "{A} (huyện Ninh Giang) hiện có {n:chi bộ:A:chi bộ} chi bộ với {n:đảng viên:A:đảng viên} đảng viên."),
    ("party", "Giai đoạn 2020 - 2025, {A} kết nạp {n:kết nạp đảng viên:A:đảng viên} đảng viên; riêng năm 2024 kết nạp "
     "{n:kết nạp đảng viên:A:đảng viên} đảng viên."),
    ("place", "So với {B}, {A} có {n:hộ nghèo:A:hộ} hộ nghèo, ít hơn {n:hộ:A:hộ} hộ."),
    ("party", "Đại hội biểu dương {n:biểu dương chi bộ:A:chi bộ} chi bộ của {A}."),
]  # fmt: skip
_SLOT = re.compile(r"\{([npa]):([^:}]+):([^:}]+):([^:}]+)\}|\{([ABC])\}")
ROUNDS = 12


def main() -> None:
    """Write the clear cases; the same every time."""
    chance = random.Random(20240605)
    articles, golds = [], []
    for turn in range(ROUNDS):
        for at, (kinds, template) in enumerate(TEMPLATES):
            text, figures = fill(template, kinds, chance)
            id_ = f"clear-{turn:02d}-{at:02d}"
            articles.append({"id": id_, "text": text, "title": None, "outlet": None, "published": None})
            empty = {name: [] for name in ("persons", "orgs", "places", "documents", "roles", "statements")}
            golds.append({"id": id_, **empty, "figures": figures, "text_chars": len(text)})
    for name, rows in (("articles", articles), ("gold", golds)):
        lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (FOLDER / f"clear.{name}.jsonl").write_text(lines, encoding="utf-8")


def fill(template: str, kinds: str, chance: random.Random) -> tuple[str, list[dict[str, object]]]:
    """One text of ``template``, with bodies of one of ``kinds``, and its figures."""
    form = chance.choice(KINDS[chance.choice(list(KINDS)) if kinds == "any" else kinds])
    places = iter(zip(chance.sample(COMMUNES, 6), chance.sample(DISTRICTS, 6), strict=True))
    bodies = {letter: form.format(c=c, d=d) for letter, (c, d) in zip("ABC", places, strict=False)}
    text, figures, end = "", [], 0
    for slot in _SLOT.finditer(template):
        text += template[end : slot.start()]
        end = slot.end()
        if slot[5]:
            name = bodies[slot[5]]
            text += name if text and not text.endswith(". ") else name[0].upper() + name[1:]
            continue
        what, subject, holder, unit = slot[1], slot[2], slot[3], slot[4]
        value = {"n": chance.randint(5, 980), "p": chance.randint(11, 99) / 10, "a": chance.randint(22, 88)}[what]
        number = str(value).replace(".", ",")
        kinds = {"p": "percent", "a": "age"}
        units = {"m2": "area", "đồng": "money"}
        figures.append(
            {
                "num": number, "value": value, "value_max": None, "of": None, "kind": kinds.get(what) or units.get(unit, "count"),
                "unit": unit, "comparator": "=", "subject": subject, "holder": bodies.get(holder) or _person(holder),
                "time": None, "sense": "level", "target": False, "span": [len(text), len(text) + len(number)],
            }
        )  # fmt: skip
        text += number
    return text + template[end:], figures


def _person(holder: str) -> str | None:
    return None if holder == "-" else holder.split(" ", 1)[1]


if __name__ == "__main__":
    main()
