"""The page of a migration: diffs with findings in place, bounds, languages; in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from browser import CHROMIUM, Browser
from commands import called
from mediaglot.adapters.source.pages.parts import PARTS
from mediaglot.adapters.source.reports import migration_html
from mediaglot.adapters.source.reports.migration import sections
from mediaglot.adapters.source.reports.migration_diff import DiffLine, diff_of
from mediaglot.adapters.source.reports.migration_html import page
from mediaglot.adapters.source.reports.migration_words import ZH
from mediaglot.adapters.source.tree.port import port_tree
from mediaglot.adapters.source.tree.ported import TreePort
from real_browser import keep_picture

EVIL = "</script><img src=x onerror=document.title=1>"
FILES = {
    "app.json": '{"pages": ["pages/a/a", "pages/b/b"]}',
    "app.js": "App({})",
    "pages/a/a.js": "Page({\n  go() {\n    wx.chooseImage({ success: (r) => this.setData(r) });\n"
    + "    // kept\n" * 30
    + f"    wx.editImage({{ src: '{EVIL}' }});\n  }},\n}});\n",
    "pages/a/a.json": "{}",
    "pages/a/a.wxml": '<view bindtap="go">a</view>\n',
    "pages/b/b.js": "Page({ go() { wx.compressImage({ src: 'x', quality: 50 }) } })\n",
    "pages/b/b.json": "{}",
    "pages/b/b.wxml": '<view bindtap="go">b</view>\n',
    "lib/only.js": f"exports.a = '{'x' * 5000}'; exports.b = () => wx.editImage({{}});\n",
}


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("tree")
    for name, text in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root


def ported(tree: Path) -> TreePort:
    return port_tree(tree, read="wx", write="my", parts=PARTS)


def lines_of(tree: Path, name: str) -> list[DiffLine]:
    done = ported(tree)
    file = next(item for item in done.files if item.name == name)
    return list(diff_of(file, file.findings))


def test_findings_stand_at_their_lines(tree: Path) -> None:
    lines = lines_of(tree, "pages/a/a.js")
    gone = [line for line in lines if line.mark == "-"]
    assert [line.text.strip()[:14] for line in gone] == ["wx.chooseImage"]
    at = next(line for line in lines if any(item.code == "MG401" for item in line.findings))
    assert (at.mark, at.old) == (" ", 34)
    assert at.new == at.old + sum(line.mark == "+" for line in lines) - len(gone)
    assert "editImage" in at.text
    assert sum(not line.mark for line in lines) == 1
    old = [line.old for line in lines if line.old]
    assert old == sorted(set(old))


def test_what_is_shown_makes_both_files(tree: Path) -> None:
    done = ported(tree)
    checked = 0
    for file in done.files:
        if file.before is None:
            continue
        before = file.before.decode().splitlines()
        after = file.after.decode().splitlines()
        for line in diff_of(file, file.findings):
            assert not line.old or before[line.old - 1] == line.text
            assert not line.new or after[line.new - 1] == line.text
            checked += bool(line.mark)
    assert checked > 10


def test_the_whole_page(tree: Path) -> None:
    done = ported(tree)
    text = page(done)
    assert "<img" not in text
    assert "://" not in text
    assert "script-src 'sha256-" in text
    assert '<tr class="found error"><td colspan="2" class="n">34:' in text
    assert "xxxxxxxxxx" * 40 not in text
    for what in ("Pages blocked by", "Blocked by", "Lost"):
        assert f"<h2>{what}</h2>" in text
    chinese = page(done, "zh")
    assert '<html lang="zh-CN">' in chinese
    assert "<title>从 wx 转换到 my</title>" in chinese
    for section in sections(done, every=True):
        assert {section.title, section.headers[-1]} <= set(ZH)
        assert section.title == "Files" or section.about in ZH
        assert set(section.headers) <= set(ZH)


def test_what_is_too_large_is_told(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done = ported(tree)
    monkeypatch.setattr(migration_html, "MOST_LINES", 5)
    cut = page(done)
    assert "more lines; --diff has all" in cut
    monkeypatch.setattr(migration_html, "MOST", 1)
    assert "the page would grow too large" in page(done)
    monkeypatch.setattr(migration_html, "MOST_FILES", 2)
    files = len(done.judged)
    small = page(done)
    assert f"and {files - 2} more files" in small
    assert small.count("<details ") == 2
    assert len(small) < len(cut)


def test_the_command(tree: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    words = ["port", str(tree), "--from", "wx", "--to", "my"]
    status, out, _ = called([*words, "--check", "--html", "plan.html", "--format", "json"])
    assert status == 1
    assert out.startswith(b"{")
    assert Path("plan.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    status, _, said = called([*words, "--out", "my", "--html", "again.htm"])
    assert status == 1
    assert Path("again.htm").read_text() == Path("plan.html").read_text()
    for more, told in (
        (["--html", "plan.txt"], "a name may end in .html, .htm"),
        (["--html", "none/p.html"], "cannot be written: there is no such folder"),
        (["--html", "p.html", "--report", "p.html"], "p.html"),
        (["--html", str(tree / "pages/a/a.wxml")], "may end in .html"),
    ):
        status, out, said = called([*words, "--check", *more])
        assert (status, out) == (2, b""), more
        assert told in said
        assert not Path("p.html").exists()


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    if not CHROMIUM:
        pytest.skip("there is no Chromium here")
    with Browser(tmp_path_factory.mktemp("browser")) as made:
        yield made


@pytest.fixture(scope="module")
def plan(tree: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("plan") / "plan.html"
    file.write_text(page(ported(tree)), encoding="utf-8")
    return file


SHOWN = (
    "[...document.querySelectorAll('.files > details')].filter((it) => it.offsetParent)"
    ".map((it) => it.querySelector('summary code').textContent)"
)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_it_fits(browser: Browser, plan: Path, width: int, dark: bool) -> None:
    browser.open(plan, width, dark=dark)
    browser.value("document.querySelector('[data-open=\"1\"]').click()")
    assert browser.value("document.querySelectorAll('details[open]').length") > 3
    assert browser.value("document.documentElement.scrollWidth") <= width
    assert browser.value(
        "[...document.querySelectorAll('.diff')].every((it) =>"
        " it.scrollWidth <= it.parentNode.clientWidth)"
    )
    back = browser.value("getComputedStyle(document.body).backgroundColor")
    assert (back == "rgb(255, 255, 255)") is not dark
    assert browser.value("document.images.length") == 0
    assert browser.value(
        "[...document.querySelectorAll('[tabindex], select, input:not(.filter)')]"
        ".every((it) => it.getAttribute('aria-label'))"
    )
    assert browser.logged == []


def test_it_is_to_be_looked_at(browser: Browser, root: Path, tmp_path: Path) -> None:
    app = root / "tests" / "transcripts" / "files" / "app"
    done = port_tree(app, read="wx", write="my", parts=PARTS)
    (tmp_path / "plan.html").write_text(page(done), encoding="utf-8")
    browser.open(tmp_path / "plan.html")
    browser.value("document.querySelector('[data-open=\"1\"]').click()")
    found = browser.value("document.querySelectorAll('.found').length")
    assert found == sum(len(migration_html.places(file)) for file in done.judged) > 3
    browser.value("document.getElementById('files').scrollIntoView()")
    keep_picture("migration", partial(browser.picture, whole=False))


def until(browser: Browser, names: set[str]) -> None:
    """Wait for these files, and no other, to be shown."""
    for _ in range(2_000):
        if set(browser.value(SHOWN)) == names:
            return
    assert set(browser.value(SHOWN)) == names


def test_search_filter_and_address(browser: Browser, plan: Path) -> None:
    browser.open(plan)
    whole = browser.value(SHOWN)
    assert {"pages/a/a.js", "pages/b/b.js", "lib/only.js"} <= set(whole)

    def typed(text: str) -> None:
        browser.value(
            f"(() => {{ const it = document.querySelector('[name=words]'); it.value = {text!r};"
            " it.dispatchEvent(new Event('change', { bubbles: true })) })()"
        )

    typed("EDITIMAGE kept")
    assert browser.value(SHOWN) == ["pages/a/a.js"]
    assert browser.value("document.querySelector('output').textContent") == (
        f"1 of {len(whole)} files"
    )
    assert browser.value("location.hash") == "#words=EDITIMAGE+kept"
    browser.value("document.querySelector('[type=reset]').click()")
    until(browser, set(whole))
    browser.value("location.hash = '#only=blocked'")
    until(browser, {"pages/a/a.js", "lib/only.js"})
    browser.value("location.hash = '#words=nothing-has-this'")
    until(browser, set())
    browser.value(
        "[...document.querySelectorAll('td button')]"
        ".find((it) => it.textContent === 'editImage').click()"
    )
    until(browser, {"pages/a/a.js", "lib/only.js"})
    assert browser.value("document.activeElement.name") == "cause"
    assert browser.value("document.title") == "Port from wx to my"
