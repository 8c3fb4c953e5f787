"""The migration report: tables, Markdown, one HTML page; names and code of strangers stay text."""

from __future__ import annotations

from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from mediaglot.adapters.cli.main import main
from mediaglot.adapters.source.common.finding import Finding
from mediaglot.adapters.source.reports.migration import markdown, sections
from mediaglot.adapters.source.reports.migration_html import page
from mediaglot.adapters.source.reports.migration_lines import _marked
from mediaglot.adapters.source.tree.port import port_tree
from mediaglot.adapters.source.tree.ported import TreePort
from mediaglot.canonical.rules import diagnostic

EVIL = "a`b|c*d_[e](f)<script>@all&#64;\n\u202e"


@pytest.fixture
def port(tmp_path: Path) -> TreePort:
    files = {
        f"{EVIL.replace('/', '')}.js": f"wx['{EVIL[:-2]}$title']()",
        "b.js": "wx.editImage({ a: '</pre><img src=x>' }) // 图片",
        "c.js": "wx.compressImage({ src, quality: 50 })",
        "d.js": "wx.chooseImage({ count: 1 })",
        "e.js": f"const long = '{'<' * 900}'; wx = mine(1); const more = '{'&' * 900}'",
    }
    for name, code in files.items():
        (tmp_path / name).write_text(code)
    return port_tree(tmp_path, read="wx", write="my")


class Page(HTMLParser):
    VOID = frozenset({"meta", "input"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.rows: list[list[str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if {"td", "th"} & set(self.open):
            self.rows[-1][-1] += data


def read(text: str) -> Page:
    found = Page()
    found.feed(text)
    found.close()
    assert found.open == []
    return found


def test_the_page_stands_alone_and_runs_its_own_script_only(port: TreePort) -> None:
    text = page(port)
    found = read(text)
    tags = [tag for tag, _ in found.tags]
    assert not set(tags) & {"link", "img", "iframe", "base"}
    assert tags.count("script") == 2  # its data, and what the policy names by its digest
    for tag, attributes in found.tags:
        assert not {"href", "src", "onload", "onclick"} & set(attributes), tag
    assert "://" not in text
    assert "default-src 'none'" in text
    assert not set("\n\u202e") & set("".join(cell for row in found.rows for cell in row[:1]))
    assert "\u202e" not in text


def test_verdicts_are_filtered_by_style_alone(port: TreePort) -> None:
    text = page(port)
    found = read(text)
    radios = [
        attributes["id"] for tag, attributes in found.tags if attributes.get("type") == "radio"
    ]
    assert radios == ["only-all", "only-blocked", "only-lossy", "only-complete"]
    labels = [attributes["for"] for tag, attributes in found.tags if tag == "label"]
    assert labels == radios
    for radio in radios[1:]:
        verdict = str(radio).removeprefix("only-")
        assert f"#{radio}:checked ~ .files > details:not(.{verdict})" in text
    kinds = [attributes["class"] for tag, attributes in found.tags if tag == "details"]
    assert kinds == ["blocked bad"] * 3 + ["lossy odd", "complete good"]


def test_a_file_opens_to_its_places(port: TreePort) -> None:
    rows = read(page(port)).rows
    told = next(at for at, row in enumerate(rows) if row[0] == "1:1" and "MG401" in row[1])
    assert rows[told][1].startswith("error MG401 Alipay")
    assert rows[told - 1] == ["1", "1", "wx.editImage({ a: '</pre><img src=x>' }) // 图片"]
    long = next(row for row in rows if "wx = mine(1)" in row[-1])
    assert len(long[-1]) < 400


def test_a_tree_without_the_global(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text("go()")
    done = port_tree(tmp_path, read="wx", write="my")
    assert "No file uses wx." in page(done)
    assert list(sections(done, every=True)) == []
    assert "## " not in markdown(done)


def test_tables(port: TreePort) -> None:
    found = {section.title: section for section in sections(port)}
    assert list(found) == ["Blocked by", "Lost", "Files"]
    assert [row[:2] for row in found["Lost"].rows] == [("compressImage", "MG104")]
    assert [row[1] for row in found["Files"].rows] == ["blocked"] * 3 + ["complete with losses"]
    every = {section.title: section for section in sections(port, every=True)}
    assert [row[0] for row in every["Files"].rows][-1] == "d.js"
    for section in found.values():
        assert {len(row) for row in section.rows} == {len(section.headers)}
        assert all(cell.isprintable() for row in section.rows for cell in row)


def test_markdown_keeps_what_strangers_wrote_as_text(port: TreePort) -> None:
    text = markdown(port)
    name = "a`b|c*d_[e](f)<script>@all&#64;\\n\\u202e.js"
    assert f"### `` {name} ``" in text
    evil = [line for line in text.splitlines() if "all" in line and line.startswith("| `` ")]
    assert len(evil) == 2  # a row of the blockers, a row of the files
    for line in evil:
        cells = line.replace("\\|", "").split("|")
        assert len(cells) in (6, 9)
        outside = "".join(cells[2:])
        assert "<" not in outside
        assert "@" not in outside


def test_markdown(root: Path, golden: Callable[[Path, str], None]) -> None:
    app = root / "tests/transcripts/files/app"
    done = port_tree(app, read="wx", write="my")
    golden(Path(__file__).with_name("migration.md"), markdown(done))


@pytest.mark.parametrize("name", ["plan.md", "plan.html", "plan.htm", "plan.txt"])
def test_the_name_of_a_report_says_its_form(tmp_path: Path, name: str) -> None:
    (tmp_path / "src").mkdir()
    (tmp_path / "src/a.js").write_text("wx.editImage({})")
    (tmp_path / "src/b.js").write_text("wx.chooseImage({ count: 1 })")
    report = tmp_path / name
    words = ["port", str(tmp_path / "src"), "--from", "wx", "--to", "my", "--check"]
    assert main([*words, "--report", str(report)]) == 1
    first = {".md": "# Port from", ".txt": "a.js:1:1: error MG401"}
    text = report.read_text(encoding="utf-8")
    assert text.startswith(first.get(report.suffix, "<!doctype html>"))
    assert "editImage" in text
    assert main([*words, "--report", str(report), "--format", "json"]) == 2


def test_one_file_has_no_tables(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.js").write_text("wx.editImage({})")
    assert main(["port", str(tmp_path / "a.js"), "--from", "wx", "--to", "my", "--check"]) == 1
    said = capsys.readouterr().out
    assert "1 file uses wx: blocked by editImage (MG401)" in said
    assert "Files" not in said


def marked(text: str, *spans: tuple[int, int]) -> str:
    """A line of the page, of which so many columns are spoken of."""
    spoken = diagnostic("MG401", "no")
    found = [
        Finding(spoken, "a.js", 1, first, 1, last, first - 1, last - 1) for first, last in spans
    ]
    return "".join(_marked(text, found))


LONG = "0123456789" * 60


@pytest.mark.parametrize(
    ("text", "spans", "shown"),
    [
        ("abcdef", [], "abcdef"),
        ("abcdef", [(2, 4)], "a<mark>bc</mark>def"),
        ("abcdef", [(1, 7)], "<mark>abcdef</mark>"),
        ("abcdef", [(6, 7)], "abcde<mark>f</mark>"),
        # none wide: its first column
        ("abcdef", [(3, 3)], "ab<mark>c</mark>def"),
        # beside each other, over each other, one inside another, out of order
        ("abcdef", [(2, 3), (3, 5)], "a<mark>b</mark><mark>cd</mark>ef"),
        ("abcdef", [(2, 4), (3, 6)], "a<mark>bc</mark><mark>de</mark>f"),
        ("abcdef", [(3, 4), (2, 6)], "a<mark>bcde</mark>f"),
        ("abcdef", [(5, 6), (1, 2)], "<mark>a</mark>bcd<mark>e</mark>f"),
        ("<a>&\t", [(1, 4)], "<mark>&lt;a&gt;</mark>&amp;\t"),
        # as much as is shown, and more than that
        (LONG[:300], [], LONG[:300]),
        (LONG[:301], [], f"{LONG[:300]}… <small>1</small>"),
        (LONG[:301], [(1, 3)], f"<mark>01</mark>{LONG[2:300]}… <small>1</small>"),
        (LONG[:301], [(62, 63)], f"…{LONG[1:61]}<mark>1</mark>{LONG[62:301]}"),
        (LONG[:301], [(301, 302)], f"…{LONG[240:300]}<mark>0</mark>"),
        (LONG, [(101, 103), (340, 350), (500, 502)],
         f"…{LONG[40:100]}<mark>01</mark>{LONG[102:339]}<mark>9</mark>… <small>260</small>"),
        (LONG, [(101, 103), (341, 350)],
         f"…{LONG[40:100]}<mark>01</mark>{LONG[102:340]}… <small>260</small>"),
    ],
)  # fmt: skip
def test_what_is_spoken_of_is_marked(text: str, spans: list[tuple[int, int]], shown: str) -> None:
    assert marked(text, *spans) == shown


def test_what_goes_on_in_the_next_line_is_marked_to_the_end() -> None:
    found = Finding(diagnostic("MG401", "no"), "a.js", 1, 4, 2, 2, 3, 8)
    assert "".join(_marked("abcdef", [found])) == "abc<mark>def</mark>"
