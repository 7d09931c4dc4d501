"""Word segmentation: equal to underthesea's own call, grounded in the sentence, mended for tones."""

from __future__ import annotations

import json
import logging
import re
import struct
import subprocess
import sys
import threading
import time
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from underthesea import word_tokenize
from underthesea.pipeline.word_tokenize.regex_tokenize import tokenize

from vifacts.language import segment as module
from vifacts.language import segment_model
from vifacts.language.segment import segment, words
from vifacts.language.segment_tones import to_old_tones

GOLD = Path(__file__).parents[2] / "corpus" / "gold" / "sample.articles.jsonl"

SENTENCES = """\
Đảng bộ xã Tân Lập hiện có 312 đảng viên, sinh hoạt tại 14 chi bộ trực thuộc.
Ngày 12/5/2024, Ban Thường vụ Huyện ủy Bình Sơn tổ chức hội nghị sơ kết công tác xây dựng Đảng quý I.
Đồng chí Lê Thị Hoài An, Ủy viên Ban Chấp hành Đảng bộ tỉnh, Bí thư Huyện ủy, chủ trì hội nghị.
Trong 6 tháng đầu năm, toàn huyện kết nạp 87 đảng viên mới, đạt 58% kế hoạch năm.
Ủy ban kiểm tra các cấp đã kiểm tra 45 tổ chức đảng và 102 đảng viên.
Qua kiểm tra, cấp ủy thi hành kỷ luật 9 đảng viên: khiển trách 6, cảnh cáo 2, khai trừ 1.
"Muốn dân tin thì cán bộ phải đi trước", ông Phạm Văn Tính, Bí thư Chi bộ thôn Đông Hòa nói.
Nhân dân thôn Hòa Bình đã hiến hơn 2.400 m2 đất để mở rộng 1,8 km đường trục chính.
Đến nay, xã đã đạt 19/19 tiêu chí nông thôn mới, thu nhập bình quân 62,5 triệu đồng/người/năm.
Tỷ lệ hộ nghèo giảm từ 4,2% năm 2020 xuống còn 1,1% vào cuối năm 2023.
Nghị quyết số 18-NQ/TW được quán triệt đến 100% chi bộ.
Đề án số 07-ĐA/TU ngày 15-3-2022 của Ban Thường vụ Tỉnh ủy nêu rõ lộ trình sắp xếp.
Đại hội Đảng bộ phường Quang Trung lần thứ V, nhiệm kỳ 2020 - 2025 bầu 15 đồng chí vào Ban Chấp hành.
TS. Nguyễn Hữu Khoa (Trường Chính trị tỉnh) cho rằng mô hình "chi bộ 4 tốt" cần được nhân rộng.
TP. Hải Phong có 3.250 đảng viên được tặng Huy hiệu 30 năm tuổi Đảng trở lên.
Lúc 18h30 ngày 3-2, lễ kỷ niệm 94 năm Ngày thành lập Đảng khai mạc tại Nhà văn hóa huyện.
Công an xã phối hợp với Mặt trận Tổ quốc và các đoàn thể vận động 27 hộ dân bàn giao mặt bằng.
Ông Đinh Quốc Thụy, nguyên Chủ tịch UBND huyện, bị kỷ luật bằng hình thức cách chức.
Chị Hoàng Thúy Quỳnh sinh năm 1994, là bí thư chi bộ trẻ nhất của Đảng bộ xã Yên Khoái.
Xã có 5 thôn thì cả 5 thôn đều có nhà văn hoá đạt chuẩn; 98,5% số hộ được dùng nước sạch.
Uỷ ban nhân dân xã đã ban hành kế hoạch số 45/KH-UBND.
Theo báo cáo, có 11/13 chi bộ hoàn thành tốt nhiệm vụ, 2 chi bộ hoàn thành xuất sắc nhiệm vụ.
Bà con phấn khởi lắm!
Vì sao số đảng viên trẻ ở nông thôn ngày càng ít?
Hội Cựu chiến binh, Hội Nông dân, Đoàn Thanh niên... cùng vào cuộc.
Các tổ tự quản về an ninh trật tự, vệ sinh môi trường, hòa giải ở cơ sở v.v. hoạt động đều.
Mời bạn đọc gửi ý kiến về địa chỉ toasoan@baosongha.vn hoặc truy cập https://baosongha.vn/xay-dung-dang.
Quốc lộ 14E đoạn qua xã dài 4km, rộng 9m, tổng mức đầu tư 120 tỷ đồng.
Huyện A Lưng, nơi có hơn 70% dân số là người H'Mông, N’Trang và Dao.
Từ ngày 1-7-2025, phường Thuỷ Xuân nhập với phường Thủy Biều.
Chi bộ Trường THCS Lý Tự Trọng có 21/24 giáo viên là đảng viên.
Đ/c Vũ Khắc Tuế, Th.S Luật, Phó Trưởng Ban Tổ chức Thành ủy trình bày báo cáo.
Nghành giáo dục huyện có 41 trường; 38 trường đạt chuẩn quốc gia mức độ 1.
"Năm 2023, doanh thu của hợp tác xã đạt 8,4 tỷ đồng, tăng gấp 2 lần so với năm 2021." - ông Trịnh Xuân Lãm cho biết.
Trong đó, nữ chiếm 34,6%; dân tộc thiểu số chiếm 12%; tuổi đời bình quân 41,5.
ĐẢNG BỘ HUYỆN LẠC THUỶ: ĐỔI MỚI CÔNG TÁC KIỂM TRA, GIÁM SÁT
Việc học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh trở thành nền nếp.
Tòa án nhân dân huyện thụ lý 214 vụ, giải quyết 209 vụ (đạt 97,6%).
Giải khuyến khích thuộc về đội thi của Đảng uỷ Quân sự.
Khoảng 20 ngày nữa, tuyến kênh mương thuỷ lợi dài 3.150m sẽ được đưa vào sử dụng.
Bộ đội biên phòng khoẻ, dân vui.
Đồng bào Ê Đê ở buôn Đrai Xí góp 1.250 ngày công làm đường.
Hệ thống Ioffice, e-mail công vụ được 100% cơ quan sử dụng.
Quỹ "Vì người nghèo" tiếp nhận 1.234.567.000 đồng -> xây 14 nhà đại đoàn kết.
Tin, ảnh: Minh Hằng - Quý Thọ
""".splitlines()

FEW = [s for s in SENTENCES if "ủy" in s or "hòa" in s.lower() or "Nghành" in s or "H'Mông" in s]
PIECES = [
    *"Đảng bộ Th S ThS. Th.S TP. Tp.HCM thị ủy uỷ ban v.v. v.v... H'Mông 3x4 15h30 5/1/2021 04-ĐA/HU 1.234,5".split(),
    *'70% ð Ð a.vn -> ... " ” ( ) , . ; : ! ? - – e-mail x@y.vn http://a.b/c?d 30A-123 Đ. viên. U. 12 ½ ² _'.split(),
    *"nghành bíết Ǆ ß :)) :D hoà".split(),
]


def sample() -> list[str]:
    if not GOLD.exists():
        return SENTENCES
    rows = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines() if line.strip()]
    text = "\n".join(unicodedata.normalize("NFC", row["text"]) for row in rows)
    return SENTENCES + [piece for piece in re.split(r"(?<=[.?!])\s+|\n", text) if piece]


def as_stock(sentence: str, spans: list[tuple[int, int]]) -> list[str]:
    """The words of ``spans`` as the stock call would write them: its rewritten tokens, joined by a space."""
    written = tokenize(sentence, use_token_normalize=False)
    rewritten = iter(tokenize(sentence))
    out: list[list[str]] = [[] for _ in spans]
    at = 0
    for token in written:
        at = sentence.replace("ð", "đ").replace("Ð", "Đ").index(token, at)
        inside = [i for i, (start, end) in enumerate(spans) if start <= at and at + len(token) <= end]
        assert len(inside) == 1, (token, spans)
        out[inside[0]].append(next(rewritten))
        at += len(token)
    return [" ".join(pieces) for pieces in out]


@pytest.fixture
def fresh() -> Iterator[None]:
    """A model that is loaded anew, before and after the test."""
    module.reset()
    yield
    module.reset()


def test_the_same_words_as_the_stock_call() -> None:
    sentences = sample()
    assert len(sentences) >= 45
    differing = [s for s in sentences if as_stock(s, segment(s, old_tones=False)) != word_tokenize(s)]
    assert differing == []


def test_the_fast_way_is_the_one_in_use() -> None:
    assert type(module._engine()) is module._Fast


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.sampled_from(PIECES)
        | st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyàáảãạĐBKT .,-/:%0123456789'()", min_size=1, max_size=6),
        min_size=1,
        max_size=12,
    ),
    st.sampled_from(["", " ", "  "]),
)
def test_the_same_words_on_anything(pieces: list[str], glue: str) -> None:
    sentence = unicodedata.normalize("NFC", glue.join(pieces))
    assert as_stock(sentence, segment(sentence, old_tones=False)) == word_tokenize(sentence)


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=60), st.booleans())
def test_spans_cover_all_but_white_space(sentence: str, old_tones: bool) -> None:
    spans = segment(sentence, old_tones=old_tones)
    at = 0
    for start, end in spans:
        assert start < end
        assert not sentence[at:start].strip()
        assert not sentence[start].isspace()
        assert not sentence[end - 1].isspace()
        at = end
    assert not sentence[at:].strip()


@pytest.mark.parametrize(
    ("sentence", "together"),
    [
        ("Cấp ủy xã Tân Lập họp thường kỳ.", "Cấp ủy"),
        ("Đảng ủy khối các cơ quan ban hành kế hoạch.", "Đảng ủy"),
        ("Ông là Ủy viên Ban Thường vụ.", "Ủy viên"),
        ("Chủ tịch Ủy ban nhân dân xã trả lời cử tri.", "Ủy ban nhân dân"),
        ("Nhân dân mong muốn hòa bình.", "hòa bình"),
        ("Nhân dân mong muốn hoà bình.", "hoà bình"),
    ],
)
def test_old_tones_keep_words_together(sentence: str, together: str) -> None:
    assert together in words(sentence)


def test_new_style_tones_fall_apart_in_the_stock_way() -> None:
    assert "Cấp ủy" not in words("Cấp ủy xã Tân Lập họp thường kỳ.", old_tones=False)


@pytest.mark.parametrize(
    ("token", "old"),
    [
        ("hòa", "hoà"), ("HÒA", "HOÀ"), ("Ủy", "Uỷ"), ("ủy", "uỷ"), ("khỏe", "khoẻ"), ("thúy", "thuý"),
        ("hoàn", "hoàn"), ("của", "của"), ("Hòang", "Hòang"), ("quý", "quý"), ("xyzòa", "xyzòa"), ("òa", "oà"),
        ("", ""),
    ],
)  # fmt: skip
def test_old_tones(token: str, old: str) -> None:
    assert to_old_tones(token) == old
    assert len(token) == len(old)


def test_empty_and_blank() -> None:
    assert segment("") == []
    assert segment(" \n\t\u00a0") == []


def test_what_is_longer_than_a_sentence() -> None:
    text = " ".join(SENTENCES * 3)
    spans = segment(text)
    assert "".join(text[start:end] for start, end in spans).replace(" ", "") == text.replace(" ", "")
    assert all(not text[end:start].strip() for (_, end), (start, _) in pairwise(spans))


@pytest.mark.parametrize("text", ["a." * 10_000, "1." * 10_000, "a-" * 10_000, "(" * 10_000, "\u0301" * 10_000])
def test_odd_text_does_not_take_for_ever(text: str) -> None:
    started = time.monotonic()
    spans = segment(text)
    assert time.monotonic() - started < 8
    assert spans[0][0] == 0 and spans[-1][1] == len(text)


def test_caches_are_bounded(fresh: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_CACHED_NGRAMS", 50)
    monkeypatch.setattr(module, "_CACHED_WORDS", 20)
    whole = [segment(sentence) for sentence in SENTENCES]
    engine = module._engine()
    assert isinstance(engine, module._Fast)
    assert (
        len(engine._three) <= 50 and len(engine._two) <= 50 and len(engine._one) <= 20 and len(engine._old_words) <= 20
    )
    monkeypatch.undo()
    module.reset()
    assert [segment(sentence) for sentence in SENTENCES] == whole


def test_threads_load_one_model(fresh: None, monkeypatch: pytest.MonkeyPatch) -> None:
    loads = []
    load = module.load_model
    monkeypatch.setattr(module, "load_model", lambda: (loads.append(1), load())[1])
    results: list[object] = []
    threads = [threading.Thread(target=lambda: results.append(segment(SENTENCES[0]))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(loads) == 1
    assert results == [segment(SENTENCES[0])] * 6


@pytest.mark.parametrize("wrong", ["version", "folder", "templates", "file"])
def test_the_stock_call_takes_over(
    wrong: str, fresh: None, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    fast = {old: [segment(s, old_tones=old) for s in FEW] for old in (False, True)}
    module.reset()
    if wrong == "version":
        monkeypatch.setattr(segment_model, "UNDERTHESEA", "9.4.0")
    elif wrong == "folder":
        monkeypatch.setattr(segment_model, "_model_folder", lambda: tmp_path / "none")
    elif wrong == "templates":
        monkeypatch.setattr(segment_model, "_TEMPLATES", segment_model._TEMPLATES - {"T[0]"})
    else:
        folder = segment_model._model_folder()
        for name in ("features.bin", "dictionary.bin"):
            (tmp_path / name).write_bytes((folder / name).read_bytes())
        (tmp_path / "models.bin").write_bytes((folder / "models.bin").read_bytes()[:100_000])
        monkeypatch.setattr(segment_model, "_model_folder", lambda: tmp_path)
    with caplog.at_level(logging.WARNING):
        first = segment(FEW[0])
    assert type(module._engine()) is module.Stock
    assert "the slow way" in caplog.text
    assert first == fast[True][0]
    assert [segment(s, old_tones=False) for s in FEW] == fast[False]
    assert segment(" ") == []
    # The mended form differs only where underthesea would have mended a typo ("Nghành").
    assert sum(a != b for a, b in zip([segment(s) for s in FEW], fast[True], strict=True)) <= 1


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="aoòuủyhđð 1.,-'Th.S\n\u00a0\u0301", max_size=20), st.booleans())
def test_the_stock_way_keeps_spans_in_the_sentence(sentence: str, old_tones: bool) -> None:
    spans = module.Stock().spans(sentence, old_tones=old_tones)
    at = 0
    for start, end in spans:
        assert at <= start < end <= len(sentence)
        assert not sentence[start].isspace() and not sentence[end - 1].isspace()
        at = end


def test_weights_are_those_that_crfsuite_prints() -> None:
    import pycrfsuite

    path = segment_model._model_folder() / "models.bin"
    weights, transitions = segment_model.read_crf(path.read_bytes())
    tagger = pycrfsuite.Tagger()
    tagger.open(str(path))
    info = tagger.info()
    assert len(weights) == len(info.attributes)
    printed = info.state_features
    for attribute in list(info.attributes)[::97]:
        expected = printed.get((attribute, "I-W"), 0.0) - printed.get((attribute, "B-W"), 0.0)
        assert weights[attribute] == pytest.approx(expected, abs=2e-6)
    order = [("B-W", "B-W"), ("I-W", "B-W"), ("B-W", "I-W"), ("I-W", "I-W")]
    assert transitions == pytest.approx([info.transitions[pair] for pair in order], abs=1e-6)


@pytest.mark.parametrize("data", [b"", b"lCRF", b"x" * 5000])
def test_what_is_no_model_is_refused(data: bytes) -> None:
    with pytest.raises((segment_model.UnexpectedModelError, struct.error)):
        segment_model.read_crf(data)


def test_nothing_is_loaded_at_import() -> None:
    code = "import sys, vifacts.language.segment; sys.exit('underthesea' in sys.modules or 'joblib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
