"""Indicators: the catalogue is whole and documented, and figures get theirs, or none.

In the examples every figure whose indicator is looked at stands in ⟦…⟧; ``None`` says that it must have none.
"""

from __future__ import annotations

import importlib.util
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import vifacts
from vifacts.extract.draft import DraftFigure
from vifacts.extract.indicators.catalogue import FILES, catalogue
from vifacts.extract.indicators.component import IndicatorsComponent
from vifacts.extract.pipeline import ArticleTokenizer, load
from vifacts.record import FigureKind, Record

EXAMPLES = [
    # members: how many there are, who joins, who leaves
    ("Đảng bộ xã Hồng Phong có ⟦12⟧ chi bộ trực thuộc với ⟦350⟧ đảng viên.", ["party_branches", "party_members"]),
    ("Từ đầu năm đến nay, Đảng bộ xã Quang Tiến kết nạp được ⟦19⟧ đảng viên.", ["party_admissions"]),
    ("Đảng bộ thị trấn xóa tên ⟦3⟧ đảng viên.", ["party_members_struck_off"]),
    ("Huyện ủy trao Huy hiệu Đảng cho ⟦45⟧ đảng viên.", ["party_badges"]),
    ("Bà Lý Thị Sen, ⟦55⟧ năm tuổi Đảng, vẫn dự họp đều.", ["party_seniority"]),
    ("Cả ⟦5⟧ đảng viên này đều vắng mặt.", [None]),
    ("Số đảng viên của xã tăng từ ⟦310⟧ người lên ⟦342⟧ người.", ["party_members", "party_members"]),
    ("Đảng bộ xã có ⟦350⟧ đảng viên, tăng ⟦12⟧ đảng viên so với năm trước.", ["party_members", None]),
    # inspection: parts with a class of their own
    (
        "UBKT các cấp kiểm tra ⟦24⟧ tổ chức đảng, ⟦61⟧ đảng viên; giám sát ⟦15⟧ tổ chức đảng, ⟦38⟧ đảng viên.",
        ["orgs_inspected", "members_inspected", "orgs_supervised", "members_supervised"],
    ),
    (
        "Các cấp ủy thi hành kỷ luật ⟦17⟧ đảng viên (khiển trách ⟦10⟧, cảnh cáo ⟦5⟧, khai trừ ⟦2⟧).",
        ["members_disciplined", "members_reprimanded", "members_warned", "members_expelled"],
    ),
    ("Huyện ủy giải quyết tố cáo đối với ⟦4⟧ đảng viên.", ["denunciations_resolved_members"]),
    # completion: four classes, members apart from organisations
    (
        "Toàn huyện có ⟦40⟧ chi bộ hoàn thành xuất sắc nhiệm vụ, ⟦120⟧ chi bộ hoàn thành tốt nhiệm vụ, "
        "⟦9⟧ chi bộ hoàn thành nhiệm vụ và ⟦1⟧ chi bộ không hoàn thành nhiệm vụ.",
        ["orgs_excellent", "orgs_well_done", "orgs_done", "orgs_not_done"],
    ),
    ("Tỷ lệ đảng viên dự sinh hoạt đạt ⟦93⟧%.", ["meeting_attendance_rate"]),
    # cadres
    ("Tỉnh ủy điều động, bổ nhiệm ⟦8⟧ cán bộ.", ["cadres_moved"]),
    ("Sau sắp xếp, tỉnh giảm ⟦25⟧ biên chế.", ["staff_cut"]),
    # congress
    ("Ông Mai Văn Bền trúng cử với ⟦48/50⟧ phiếu tán thành.", ["votes_won"]),
    # countryside
    (
        "Huyện có ⟦14/17⟧ xã đạt chuẩn nông thôn mới, ⟦5⟧ xã đạt chuẩn nông thôn mới nâng cao.",
        ["ntm_communes", "ntm_communes_advanced"],
    ),
    ("Bình quân toàn tỉnh đạt ⟦16,8⟧ tiêu chí/xã.", ["ntm_criteria_average"]),
    ("Nhân dân hiến ⟦3.200⟧ m2 đất.", ["land_donated"]),
    ("Thôn bê tông hóa ⟦2,4⟧ km đường giao thông nông thôn.", ["roads_hardened"]),
    ("Dự án mở tuyến đường dài ⟦12⟧ km.", [None]),
    # economy and people: rates, levels, changes
    ("Tỷ lệ hộ nghèo giảm từ ⟦3,1⟧% xuống còn ⟦1,9⟧%.", ["poverty_rate", "poverty_rate"]),
    ("Tỷ lệ hộ nghèo giảm ⟦1,2⟧% so với năm 2022.", ["poverty_rate_cut"]),
    ("Thôn chỉ còn ⟦3⟧ hộ nghèo.", ["poor_households"]),
    ("Hội Phụ nữ tặng quà cho ⟦30⟧ hộ nghèo.", [None]),
    ("Thu ngân sách đạt ⟦85 tỷ⟧ đồng, tăng ⟦12⟧% so với cùng kỳ.", ["budget_revenue", None]),
    ("Thu ngân sách đạt ⟦112⟧% dự toán.", ["budget_revenue_plan_rate"]),
    ("Thu nhập bình quân đầu người đạt ⟦61 triệu⟧ đồng/người/năm.", ["income_per_head"]),
    ("Lương bình quân của công nhân là ⟦8,5 triệu⟧ đồng/tháng.", [None]),
    ("Tỷ lệ bao phủ BHYT đạt ⟦94,6⟧%.", ["health_insurance_rate"]),
    ("Nhà nước hỗ trợ ⟦70⟧% mức đóng BHYT.", [None]),
    ("Bão làm ⟦6⟧ người bị thương.", [None]),
    # the same words for another thing: what was mended after reading by hand
    ("Có ⟦27/29⟧ Ủy viên BCH Đảng bộ tham gia bỏ phiếu giới thiệu nhân sự chiều qua.", [None]),
    ("Quý vừa qua, có ⟦9⟧ đảng viên thuộc diện Tỉnh ủy, Huyện ủy quản lý.", [None]),
    ("Tỉnh tặng Bằng khen cho ⟦17⟧ xã đạt chuẩn nông thôn mới tiêu biểu.", [None]),
    ("Ở vùng cao, ⟦10⟧ hộ thoát nghèo thì lại có ⟦3⟧ hộ túng thiếu sau mùa giáp hạt.", [None, None]),
    ("Huyện cho hay ⟦2⟧ cầu đang xây dựng bị lốc xô nghiêng.", [None]),
    ("Theo hồ sơ của xã, tổng vốn đầu tư công trình kè là ⟦46 tỷ⟧ đồng.", [None]),
    ("Ban Pháp chế lấy phiếu điều tra đối với ⟦27⟧ đại biểu HĐND huyện.", [None]),
    ("Bác Hồ đã tặng ⟦8⟧ Huy hiệu mang tên Người cho nhân dân xã Vân Lĩnh.", [None]),
    ("Huyện đặt mục tiêu giảm tỷ lệ hộ nghèo từ ⟦1,5⟧%/năm trở lên.", [None]),
]


def unmark(marked: str) -> tuple[str, list[int]]:
    text, starts = "", []
    for char in marked:
        if char == "⟦":
            starts.append(len(text))
        elif char != "⟧":
            text += char
    return text, starts


@pytest.mark.parametrize(("marked", "expected"), EXAMPLES)
def test_example(marked: str, expected: list[str | None]) -> None:
    text, starts = unmark(marked)
    found = {f.span[0]: f.indicator for f in vifacts.extract(text).figures}
    assert [found[start] for start in starts] == expected


def test_every_example_names_an_indicator_that_is_there() -> None:
    known = {one.id for one in catalogue().indicators}
    assert {name for _, names in EXAMPLES for name in names if name} <= known


def test_the_catalogue_is_whole() -> None:
    indicators = catalogue().indicators
    assert len(indicators) >= 80
    assert [name for name, n in Counter(one.id for one in indicators).items() if n > 1] == []
    assert [label for label, n in Counter((one.vi, one.kind) for one in indicators).items() if n > 1] == []
    kinds = get_args(FigureKind)
    for one in indicators:
        assert one.kind in kinds, one.id
        assert one.change in ("level", "increase", "decrease"), one.id
        assert one.rules, one.id
        assert one.vi and one.en and one.unit and one.definition.endswith("."), one.id
        for rule in one.rules:
            assert rule.units or rule.subject or rule.near, f"{one.id} fits everything"


def test_a_rule_names_indicators_that_are_there() -> None:
    known = {one.id for one in catalogue().indicators}
    assert {name for one in catalogue().indicators for rule in one.rules for name in rule.row} <= known


def test_every_file_of_the_catalogue_is_read() -> None:
    folder = Path(vifacts.__file__).parent / "extract/indicators/catalogue"
    assert {path.stem for path in folder.glob("*.toml")} == set(FILES)


def test_the_page_is_the_catalogue(root: Path) -> None:
    made = script(root, "indicators_page").page()
    assert (root / "docs/indicators.md").read_text(encoding="utf-8") == made, "run scripts/indicators_page.py"


def script(root: Path, name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, root / "scripts" / f"{name}.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def of_sample(root: Path) -> list[Record]:
    from vifacts.pages.rows import read_row

    lines = (root / "corpus/gold/sample.articles.jsonl").read_bytes().splitlines()
    return [vifacts.extract(read_row(line)) for line in lines]


def test_levels_and_changes_are_kept_apart(root: Path) -> None:
    book = {one.id: one for one in catalogue().indicators}
    assigned = [f for record in of_sample(root) for f in record.figures if f.indicator]
    assert len(assigned) > 120
    for figure in assigned:
        one = book[figure.indicator]
        assert figure.kind == one.kind
        if one.change == "level":
            assert figure.sense not in ("increase", "decrease"), figure
        else:
            assert figure.sense == one.change, figure


@settings(max_examples=60, deadline=None)
@given(
    st.text(max_size=60),
    st.sampled_from(get_args(FigureKind)),
    st.none() | st.text(max_size=20) | st.sampled_from(["đảng viên", "%", "đồng", "hộ"]),
    st.none() | st.text(max_size=30) | st.sampled_from(["tỷ lệ hộ nghèo", "đảng viên", "khai trừ"]),
)
def test_any_figure_gets_an_indicator_of_its_kind_or_none(
    text: str, kind: str, unit: str | None, subject: str | None
) -> None:
    tokenizer = load().tokenizer
    assert isinstance(tokenizer, ArticleTokenizer)
    doc = tokenizer("Có 12 hộ. " + text)
    from vifacts.extract.draft import draft_of

    draft = draft_of(doc)
    figure = DraftFigure(span=(3, 5), extent=(3, 8), value=12, kind=kind, unit=unit, subject=subject)  # type: ignore[arg-type]
    draft.figures = [figure]
    IndicatorsComponent()(doc)
    kinds = {one.id: one.kind for one in catalogue().indicators}
    assert figure.indicator is None or kinds[figure.indicator] == kind
