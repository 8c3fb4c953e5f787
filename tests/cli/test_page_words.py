"""Pages in Chinese: every word of a page's own is there, none too many, none left English."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path

import mediaglot as mg
import pytest
from commands import called
from mediaglot.adapters.source.reports import migration_words
from mediaglot.adapters.system.speaking import TAGS, language_of, speaking
from mediaglot.adapters.testing import trace_words
from mediaglot.adapters.testing.journal import HostJournal
from mediaglot.adapters.testing.trace_page import trace_page
from mediaglot.adapters.verify import traces_words
from mediaglot.adapters.volume import report_words
from mediaglot.canonical.engine.samples import sample_picture
from mediaglot.canonical.rules import LANGUAGES

ROOT = Path(__file__).resolve().parent.parent.parent
TABLES: Mapping[str, tuple[Mapping[str, str], tuple[str, ...]]] = {
    "traces": (
        {key: it for key, it in trace_words.ZH.items() if key not in trace_words.HAPPENED},
        ("adapters/testing/trace_page.py", "adapters/testing/traces.py",
         "adapters/testing/journal_facts.py", "canonical/diagnostics.py",
         "profiles/model/common.py"),
    ),
    "verify": (
        traces_words.ZH,
        ("adapters/verify/traces_html.py", "adapters/verify/show.py", "adapters/verify/compare.py",
         "adapters/verify/trees.py", "adapters/verify/check.py", "adapters/verify/pages.py"),
    ),
    "report": (
        report_words.ZH,
        ("adapters/volume/report_html.py", "adapters/volume/report_text.py",
         "adapters/volume/report_time.py", "adapters/volume/report.py"),
    ),
    "migration": (
        migration_words.ZH,
        tuple(f"adapters/source/{name}.py" for name in
              ("reports/migration", "reports/migration_html", "reports/migration_lines",
               "reports/migration_diff", "common/outcome", "common/model", "common/verdict")),
    ),
}  # fmt: skip
MADE = {"complete with losses (to the eye)"}
"""Made of two texts."""
PLACES = re.compile(r"\{(\d)\}")
CHINESE = re.compile("[\u4e00-\u9fff]")
CODE = re.compile(r"(\d+ )?[\w./@:-]*")
"""Names of clients and functions."""
OWN = {"h2", "h4", "summary", "label", "th", "button", "option"}
"""Elements that hold a page's own words and nothing else."""


def literals(file: str) -> Iterator[str]:
    """Every text that stands in a module."""
    for node in ast.walk(ast.parse((ROOT / file).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def asked(file: str) -> Iterator[str]:
    """Every text that a module says."""
    for node in ast.walk(ast.parse((ROOT / file).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            if node.func.id not in ("say", "said") or not node.args:
                continue
            first = node.args[0]
            for one in (first.body, first.orelse) if isinstance(first, ast.IfExp) else (first,):
                if isinstance(one, ast.Constant) and isinstance(one.value, str):
                    yield one.value


@pytest.mark.parametrize("name", TABLES)
def test_both_languages_have_the_same_words(name: str) -> None:
    table, files = TABLES[name]
    said = {text for file in files for text in asked(file)}
    there = {text for file in files for text in literals(file)}
    assert sorted(said - set(table) - set(trace_words.HAPPENED)) == []
    assert sorted(set(table) - there - MADE) == []
    for english, chinese in table.items():
        assert sorted(PLACES.findall(english)) == sorted(PLACES.findall(chinese)), english
        same = english == chinese and re.fullmatch(r"p\d+", english)
        assert same or CHINESE.search(chinese), english


def test_every_kind_of_what_happens_has_a_word() -> None:
    """As the engine and the realm tell them."""
    told: set[str] = set()
    for file in (*ROOT.glob("adapters/**/*.py"), *ROOT.glob("canonical/**/*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            trace = ast.unparse(node.func) in ("trace.add", "self.trace.add", "program.trace.add",
                                               "self.program.trace.add")  # fmt: skip
            world = ast.unparse(node.func).endswith(("world.event", "self.event"))
            if (world or trace) and len(node.args) > 1:
                second = node.args[1]
                if isinstance(second, ast.Constant):
                    told.add(str(second.value))
    assert len(told) > 25
    assert told - set(trace_words.HAPPENED) == set()


class Own(HTMLParser):
    """Collects the texts of elements that hold a page's own words."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._open: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("input", "meta", "br", "img", "link"):
            self._open.append(tag)
        said = dict(attrs).get("aria-label") or ""
        if said and tag != "article" and tag != "audio":
            self.texts.append(said)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            while self._open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if data.strip() and self._open and self._open[-1] in OWN:
            self.texts.append(data.strip())


def test_a_page_of_traces_is_chinese_where_it_speaks_for_itself(tmp_path: Path) -> None:
    runs = []
    for client in ("wx", "my/ios"):
        user = [mg.allows("album", when="my"), mg.picks("cat.jpg"), mg.denies("album_write")]
        with mg.Host(client, {"cat.jpg": sample_picture(40, 30)}, user) as host:
            journal = HostJournal(host)
            option = "tempFilePaths"
            (path,) = host.call("chooseImage", {"count": 1})[option]
            host.call("saveImageToPhotosAlbum", {"filePath": path})
            runs.append(journal.happened())
    page = trace_page("t", runs, failure="f", lang="zh")
    assert '<html lang="zh-CN">' in page
    texts = Own(page).texts
    assert len(texts) > 20
    assert [it for it in texts if not CHINESE.search(it)] == []
    assert "依据" in page
    assert "权限 album，以 scope.album 询问" in page
    assert '<html lang="en">' in trace_page("t", runs)
    assert CHINESE.search(trace_page("t", runs)) is None


def test_commands_write_pages_in_the_language_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("flow.toml").write_text(
        'clients = ["wx"]\nalbum = { "a.jpg" = { width = 40 } }\nuser = [\'picks("a.jpg")\']\n'
        '[[call]]\napi = "chooseImage"\noptions = { count = 1, sources = ["album"] }\n'
    )
    Path("log.jsonl").write_text(
        '{"vendor":"wx","api":"chooseImage","value":{"errMsg":"chooseImage:fail cancel"}}\n'
    )
    Path("index.js").write_text("Page({ go() { wx.chooseImage({ count: 1 }) } })")
    commands = {
        "flow.html": ["scenario", "run", "flow.toml", "--html", "flow.html"],
        "report.html": ["report", "--from", "wx", "--api", "chooseImage", "--out", "report.html",
                        "log.jsonl"],
        "verify.html": ["verify", "index.js", "--from", "wx", "--to", "my", "--only", "ok",
                        "--html", "verify.html"],
    }  # fmt: skip
    for name, words in commands.items():
        for lang in LANGUAGES:
            status, _, error = called(["--lang", lang, *words])
            assert status in (0, 1), error
            page = Path(name).read_text(encoding="utf-8")
            assert f'<html lang="{TAGS[lang]}">' in page
            own = [it for it in Own(page).texts if not CODE.fullmatch(it)]
            assert own
            assert [it for it in own if bool(CHINESE.search(it)) is not (lang == "zh")] == []


def test_what_is_not_a_pages_own_stays_as_it_is() -> None:
    say = speaking({"{0} s": "{0} 秒"}, "zh")
    assert say("{0} s", 3) == "3 秒"
    assert say("{0} of a program") == "{0} of a program"
    assert speaking({"a": "甲"}, "en")("a") == "a"
    assert language_of({"LANG": "zh_CN.UTF-8"}) == "zh"
