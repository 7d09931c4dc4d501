"""The pages in Debian's Chromium: they work, with and without JavaScript, on a desk and on a phone, for everybody."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from vifacts.explore.serve import serving

playwright = pytest.importorskip("playwright.sync_api", reason="the extra [browser] is not installed")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="the extra [browser] is not installed")

FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
DESK = {"viewport": {"width": 1280, "height": 900}}
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
Open = Callable[..., Any]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    path = os.environ.get("VIFACTS_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.skip("no Chromium on this machine (apt-get install chromium)")
    with playwright.sync_playwright() as driver:
        found = driver.chromium.launch(executable_path=path, args=FLAGS)
        yield found
        found.close()


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    with serving(folder) as found:
        yield found.rstrip("/")


@pytest.fixture
def visit(browser: Any, address: str) -> Iterator[Open]:
    """Opens a page; what goes wrong in it (an error of a script, a breach of the policy) fails the test."""
    contexts, wrong = [], []

    def go(path: str, **options: Any) -> Any:
        context = browser.new_context(**{**DESK, **options})
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
        page.on(
            "request", lambda request: None if request.url.startswith((address, "data:")) else wrong.append(request.url)
        )
        page.goto(address + path)
        return page

    yield go
    for context in contexts:
        with suppress(Exception):
            context.close()
    assert wrong == []


def test_every_page_fits_and_axe_finds_nothing_serious(
    visit: Open, address: str, addresses: tuple[str, ...], folder: Path
) -> None:
    import sqlite3

    from vifacts.explore.site import thing_address

    with sqlite3.connect(folder / "index.sqlite") as con:
        kinds = ("person", "organization", "place", "document")
        query = "SELECT key FROM entity WHERE kind = ? ORDER BY articles * (figures + roles + 1) DESC LIMIT 1"
        things = [thing_address(con.execute(query, (kind,)).fetchone()[0]) for kind in kinds]
    long = (
        "/article/lucdau-100214"  # its hundreds of marks are of the kinds of the short one; axe takes its time for them
    )
    pages = ["/", "/search?q=dang+vien", "/article/luu-1", long, "/indicator", "/indicator/party_members", *things]
    pages += [
        "/work",
        "/work?show=findings",
        "/claim?text=Đảng bộ xã Hưng Đạo có 8.000 đảng viên",
        "/overview",
        "/figures",
        "/people",
    ]
    for size in (DESK, PHONE):
        page = visit("/", **size)
        for path in pages:
            page.goto(address + path)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1"), (
                f"{path} is wider than {size}"
            )
            if (size is DESK and path != long) or path in ("/", "/work", "/figures"):
                found = axe.Axe().run(page, options={"resultTypes": ["violations"]})
                bad = [
                    (v["id"], v["nodes"][0]["html"])
                    for v in found.response["violations"]
                    if v["impact"] in ("serious", "critical")
                ]
                assert bad == [], path


def test_suggestions_are_chosen_by_keyboard(visit: Open) -> None:
    page = visit("/")
    box = page.get_by_role("combobox")
    box.fill("hung dao")
    page.get_by_role("option").first.wait_for()
    assert box.get_attribute("aria-expanded") == "true"
    box.press("ArrowDown")
    chosen = page.locator('[role=option][aria-selected="true"]')
    assert chosen.get_attribute("id") == box.get_attribute("aria-activedescendant")
    box.press("Enter")
    page.wait_for_url(re.compile("/(organization|place)/"))
    assert "Hưng Đạo" in page.locator("h1").inner_text()


def test_a_mark_opens_its_card_and_has_an_address(visit: Open) -> None:
    page = visit("/article/luu-1")
    page.locator('.m[data-facts~="f1"]').click()
    card = page.locator("#f1")
    assert "on" in card.get_attribute("class")
    assert page.url.endswith("#f1")
    assert card.get_by_text("1.024 đảng viên").is_visible()
    again = visit("/article/luu-1#f2")
    assert "on" in again.locator("#f2").get_attribute("class")
    assert "on" in again.locator('.m[data-facts~="f2"]').get_attribute("class")
    assert again.locator("#f2").evaluate(
        "e => { const r = e.getBoundingClientRect(); return r.top >= 0 && r.top < innerHeight }"
    )
    again.keyboard.press("Escape")
    assert again.locator(".card.on").count() == 0


def test_the_legend_filters_the_marks(visit: Open) -> None:
    page = visit("/article/luu-1")
    mark = page.locator('.m[data-facts~="f1"]')
    colour = "e => getComputedStyle(e).backgroundColor"
    assert mark.evaluate(colour) == "rgb(255, 223, 142)"
    page.get_by_label("Số liệu").uncheck()
    assert mark.evaluate(colour) == "rgba(0, 0, 0, 0)"
    assert mark.evaluate("e => e.tabIndex") == -1
    page.get_by_label("Số liệu").check()
    assert mark.evaluate(colour) == "rgb(255, 223, 142)"
    assert mark.evaluate("e => e.tabIndex") == 0


def test_on_a_phone_the_card_is_a_sheet(visit: Open) -> None:
    page = visit("/article/luu-1", **PHONE)
    page.locator('.m[data-facts~="f1"]').tap()
    page.wait_for_timeout(400)  # it may scroll
    card = page.locator("#f1")
    assert card.evaluate("e => getComputedStyle(e).position") == "fixed"
    mark, sheet = page.locator('.m[data-facts~="f1"]').bounding_box(), card.bounding_box()
    assert 0 < mark["y"] < sheet["y"] - mark["height"], "the mark is seen above the sheet"
    card.get_by_role("button", name="Đóng").tap()
    assert page.locator(".card.on").count() == 0


def test_the_plot_draws_and_leads_to_the_sentence(visit: Open) -> None:
    page = visit("/indicator/party_members")
    plot = page.locator("#plot[data-drawn]")
    plot.wait_for()
    assert int(plot.get_attribute("data-drawn")) > 5
    painted = """canvas => { const d = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
        const seen = new Set(); for (let i = 0; i < d.length; i += 4) if (d[i + 3] > 200) seen.add(d[i] + "," + d[i + 1] + "," + d[i + 2]);
        return [...seen]; }"""
    colours = set(page.locator("#plot canvas").evaluate(painted))
    assert {"140,42,28", "31,95,139"} <= colours, "two outlets have two colours"
    box = page.locator("#plot .u-over").bounding_box()
    steps = [(x, y) for x in range(4, int(box["width"]), 14) for y in range(4, int(box["height"]), 14)]
    for x, y in reversed(steps):
        page.mouse.move(box["x"] + x, box["y"] + y)
        if page.locator("#plot .tip").is_visible():
            break
    assert page.locator("#plot .tip").inner_text()
    page.mouse.down()
    page.mouse.up()
    page.wait_for_url("**/article/*#f*")
    assert page.locator(".card.on").count() == 1


def test_the_scale_of_the_plot_is_switched(visit: Open) -> None:
    page = visit("/indicator/party_members")
    page.locator("#plot[data-drawn]").wait_for()
    before = page.locator("#plot canvas").evaluate("c => c.toDataURL()")
    page.locator("#log").click()
    assert page.locator("#plot canvas").evaluate("c => c.toDataURL()") != before


def test_the_language_switch_stays(visit: Open, address: str) -> None:
    page = visit("/work")
    page.get_by_role("link", name="English").click()
    assert page.locator("html").get_attribute("lang") == "en"
    page.get_by_role("link", name="Overview").click()
    assert page.locator("h1").inner_text() == "Overview"
    page.get_by_role("link", name="Tiếng Việt").click()
    assert page.locator("h1").inner_text() == "Tổng quan"


def test_the_claim_box_judges(visit: Open) -> None:
    page = visit("/claim")
    page.get_by_label("Câu cần kiểm tra").fill("Đảng bộ xã Hưng Đạo có 8.000 đảng viên")
    page.get_by_role("button", name="Kiểm tra").click()
    verdict = page.locator(".verdict.a-contradicted")
    verdict.wait_for()
    assert "1.042 đảng viên" in verdict.inner_text()
    verdict.get_by_role("link").first.click()
    page.wait_for_url("**/article/*")


def test_the_work_list_is_filtered(visit: Open) -> None:
    page = visit("/work")
    pairs = page.locator(".pair").count()
    page.locator(".filters summary").click()
    page.get_by_label("Có từ").fill("hung dao")
    page.get_by_role("button", name="Lọc").click()
    page.wait_for_url("**text=hung*")
    assert 0 < page.locator(".pair").count() < pairs


def test_all_but_the_plot_works_without_javascript(visit: Open) -> None:
    page = visit("/article/luu-1", java_script_enabled=False)
    page.locator('.m[data-facts~="f1"]').click()
    assert page.url.endswith("#f1")
    assert page.locator("#f1").is_visible()
    page.get_by_label("Số liệu").uncheck()
    page.locator("#q-top").fill("dang vien")
    page.locator("#q-top").press("Enter")
    assert page.locator("mark.hit").count() > 0
    plain = visit("/indicator/party_members", java_script_enabled=False)
    assert plain.locator("noscript").inner_text()
    assert plain.locator("table.figures tbody tr").count() > 5
    plain.get_by_role("link", name="English").click()
    assert plain.locator("html").get_attribute("lang") == "en"


def test_the_keyboard_reaches_everything(visit: Open) -> None:
    page = visit("/article/luu-1")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.locator('.m[data-facts~="f1"]').focus()
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    page.keyboard.press("Enter")
    assert "on" in page.locator("#f1").get_attribute("class")
    assert outline != "none"


def test_an_attack_runs_nowhere(visit: Open, address: str) -> None:
    page = visit("/article/evil-1")
    said: list[str] = []
    page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    for path in ("/article/evil-1", "/search?q=77", "/indicator/party_members", "/person?q=onerror"):
        page.goto(address + path)
    box = page.locator("#q-top")
    box.fill("onerror")
    page.get_by_role("option").first.wait_for()
    assert "onerror" in page.get_by_role("option").first.inner_text()
    assert page.locator("img").count() == 0
    assert said == []
