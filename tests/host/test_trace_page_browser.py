"""The page of what happened in a real browser: it fits, its filters work, it asks for nothing."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import mediaglot as mg
import pytest
from browser import CHROMIUM, Browser
from mediaglot.adapters.testing.journal import HostJournal
from mediaglot.adapters.testing.trace_page import trace_page
from mediaglot.adapters.verify.worlds import sample_album
from real_browser import keep_picture

pytestmark = pytest.mark.skipif(not CHROMIUM, reason="there is no Chromium here")

LONG = "x" * 400
SHOWN = "[...document.querySelectorAll('.moments > li')].filter(it => it.offsetParent).length"


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three clients, long texts, pictures, a failure, a table."""
    runs = []
    for client in ("wx/android", "my/ios", "tt/android"):
        user = [mg.allows("album", when="my"), mg.picks("photo1.jpg", "photo2.jpg")]
        with mg.Host(client, sample_album(), user) as host:
            journal = HostJournal(host)
            host.call("chooseImage", {"count": 2, "extra": LONG})
            host.call("getImageInfo", {"src": f"/{LONG}"})
            runs.append(journal.happened())
    cells = [["", *(run.client for run in runs)], ["  1 chooseImage", LONG, "2 files", "2 files"]]
    file = tmp_path_factory.mktemp("page") / "page.html"
    file.write_text(trace_page(f"test[{LONG}]", runs, failure=f"E {LONG}", cells=cells))
    return file


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with Browser(tmp_path_factory.mktemp("profile")) as made:
        yield made


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_it_fits(browser: Browser, page: Path, width: int, dark: bool) -> None:
    browser.open(page, width, dark=dark)
    assert browser.value("document.documentElement.scrollWidth") <= width
    back = browser.value("getComputedStyle(document.body).backgroundColor")
    assert (back == "rgb(255, 255, 255)") is not dark
    assert browser.value("[...document.images].every(it => it.naturalWidth > 0)")
    assert browser.value("document.images.length") >= 6
    assert browser.logged == []


def test_it_is_to_be_looked_at(browser: Browser, tmp_path: Path) -> None:
    runs = []
    for client in ("wx/android", "my/ios", "tt/android"):
        user = [mg.allows("album", when="my"), mg.picks("photo1.jpg", "photo2.jpg"), mg.cancels()]
        with mg.Host(client, sample_album(), user) as host:
            journal = HostJournal(host)
            host.call("chooseImage", {"count": 2})
            host.call("chooseImage", {"count": 1})
            runs.append(journal.happened())
    (tmp_path / "page.html").write_text(trace_page("Two picked, then cancelled", runs))
    for name, width, dark in (("traces", 1440, False), ("traces-phone", 390, True)):
        browser.open(tmp_path / "page.html", width, dark=dark)
        assert browser.value(f"{SHOWN} > 10")
        assert browser.value("[...document.images].every(it => it.naturalWidth > 0)")
        keep_picture(name, partial(browser.picture, whole=False))


def test_filters_leave_what_they_name(browser: Browser, page: Path) -> None:
    browser.open(page)
    whole = browser.value(SHOWN)
    names = browser.value("[...document.querySelectorAll('.filter')].map(it => it.id)")
    assert names[0] == "only-all"
    assert {"only-calls", "only-user", "only-with-files", "only-failures"} <= set(names)
    for name in names:
        label = f"document.querySelector('label[for={name}]')"
        browser.value(f"{label}.click()")
        count = browser.value(SHOWN)
        assert browser.value(f"{label}.innerText").endswith(f" {count}")
        assert (count == whole) is (name == "only-all")


def test_everything_has_a_name(browser: Browser, page: Path) -> None:
    browser.open(page, 390)
    regions = "[...document.querySelectorAll('[tabindex], [role=img], article')]"
    assert browser.value(f"{regions}.every(it => it.getAttribute('aria-label'))")
    assert browser.value("[...document.images].every(it => it.alt)")
    scrolls = (
        "[...document.querySelectorAll('body *')].filter(it => it.scrollWidth > it.clientWidth"
        " && ['auto', 'scroll'].includes(getComputedStyle(it).overflowX))"
    )
    assert browser.value(f"{scrolls}.every(it => it.tabIndex === 0)")
