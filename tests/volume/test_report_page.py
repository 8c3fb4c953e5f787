"""The page in a browser: filter, sort, fold, at a phone's width and in the dark; nothing from the
log runs in it. Where there is no Chromium, skipped."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import CHROMIUM, Browser
from mediaglot.adapters.cli.main import main

pytestmark = pytest.mark.skipif(not CHROMIUM, reason="needs Chromium")
EVIL = "</script><img src=x onerror=document.title='ran'>\u2028\u202e\x00 & \"'"


def lines() -> Iterator[str]:
    for number in range(60):
        day = f"2026-11-{20 + number % 5}T10:00:00Z"
        for version in ("3.6.1", "3.6.2", "3.6.10"):
            reply = {"tempFilePaths": ["a"], "tempFiles": [{"path": "a", "size": 10**number}]}
            if number % 7 == 0:
                reply = {"errMsg": f"chooseImage:fail {EVIL}"}
            yield json.dumps(
                {"time": day, "api": "chooseImage", "read": f"wx/ios@{version}", "payload": reply}
            )
        yield json.dumps(
            {"time": day, "api": "getImageInfo", "read": "my", "payload": {"error": 4711, EVIL: 1}}
        )


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("page")
    (folder / "in.jsonl").write_text("\n".join(lines()))
    out = folder / "report.html"
    words = [
        "report",
        "--title",
        EVIL.replace("\0", ""),
        "--out",
        str(out),
        str(folder / "in.jsonl"),
    ]
    assert main(words) == 0
    return out


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with Browser(tmp_path_factory.mktemp("browser")) as found:
        yield found


def shown(browser: Browser, place: str) -> list[str]:
    found: list[str] = browser.value(
        f"[...document.querySelectorAll({place!r})].filter((row) => !row.hidden)"
        ".map((row) => row.innerText.replace(/\\s+/g, ' '))"
    )
    return found


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [320, 390, 768, 1440])
def test_it_fits_and_runs_nothing_of_the_log(
    browser: Browser, page: Path, width: int, dark: bool
) -> None:
    browser.open(page, width, dark=dark)
    assert browser.value("document.documentElement.scrollWidth") <= width
    assert browser.value("document.querySelectorAll('img').length") == 0
    assert browser.value("document.title").startswith("</script>")
    ink, back = (
        sum(browser.value(f"getComputedStyle(document.body).{name}.match(/\\d+/g).map(Number)"))
        for name in ("color", "backgroundColor")
    )
    assert (ink > back) == dark
    assert browser.logged == []


def test_it_is_filtered_sorted_and_unfolded(browser: Browser, page: Path) -> None:
    browser.open(page)
    assert browser.value("document.querySelector('.controls').hidden") is False
    calls = "section:nth-of-type(n) table tbody tr[data-group]"
    assert len(shown(browser, calls)) == 1
    assert shown(browser, "tr.version") == []
    browser.value("document.querySelector('td button').click()")
    versions = shown(browser, "tr.version")
    assert len(versions) == 3
    head = "document.querySelector('tr.version').closest('table').tHead.rows[0].cells[0]"
    browser.value(f"{head}.querySelector('button').click()")
    assert [row.split()[0] for row in shown(browser, "tr.version")] == [
        "wx/ios@3.6.1", "wx/ios@3.6.2", "wx/ios@3.6.10",
    ]  # fmt: skip
    browser.value(f"{head}.querySelector('button').click()")
    assert browser.value(f"{head}.getAttribute('aria-sort')") == "descending"
    assert shown(browser, "tr.version")[0].startswith("wx/ios@3.6.10")

    kinds = "[data-chart=kinds] .line"
    before = shown(browser, kinds)
    browser.value(
        "document.querySelector('[name=vendor]').value = 'my';"
        "document.querySelector('form').dispatchEvent(new Event('input'))"
    )
    assert {row.split()[0] for row in shown(browser, ".line[data-vendor]")} == {"my"}
    assert shown(browser, "tr.version") == []
    assert shown(browser, kinds) == ["unknown 60"] != before
    heights = (
        "[...document.querySelectorAll('.columns rect.success')]"
        ".map((rect) => Number(rect.getAttribute('height')))"
    )
    assert set(browser.value(heights)) == {0}
    browser.value("document.querySelector('form').reset()")
    browser.value("new Promise((done) => setTimeout(done, 20))")
    while shown(browser, kinds) != before:
        pass
    assert max(browser.value(heights)) > 0
