"""The page of what happened: all of it, nothing from elsewhere, no text of a program that runs."""

from __future__ import annotations

import io
import re
from html.parser import HTMLParser
from pathlib import Path

import media_files
import mediaglot as mg
import pytest
from attrs import evolve
from commands import called
from mediaglot.adapters.testing import journal as journals
from mediaglot.adapters.testing import journal_files
from mediaglot.adapters.testing.journal import Happened, HostJournal, plain
from mediaglot.adapters.testing.trace_page import trace_page
from mediaglot.canonical.engine.sound import Microphone, Recorded

HOSTILE = "</pre><script>alert(1)</script><img src=x onerror=alert(2)>\x1b[2J\ud800"
TAGS = {
    "a", "article", "audio", "body", "br", "code", "details", "div", "figcaption", "figure",
    "h1", "h2", "h3", "h4", "head", "html", "img", "input", "label", "li", "meta", "ol", "p",
    "pre", "section",
    "small", "span", "style", "summary", "table", "tbody", "td", "th", "thead", "time", "title",
    "tr", "ul",
}  # fmt: skip


class Reader(HTMLParser):
    """Collects what a page is made of, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def run(client: str = "my/ios") -> Happened:
    """A pick, a compression, a refusal, a request."""
    network = mg.WebRoutes()
    network.route("**", json={"ok": True})
    album = {"cat.jpg": media_files.picture("jpeg")}
    user = [mg.allows("album", when="my"), mg.picks("cat.jpg"), mg.denies("album_write")]
    with mg.Host(client, album, user, network=network) as host:
        journal = HostJournal(host)
        (path,) = host.call("chooseImage", {"count": 1})["tempFilePaths"]
        host.call("saveImageToPhotosAlbum", {"filePath": path})
        host.call("request", {"url": "https://a.cn/x", "data": HOSTILE})
        return journal.happened()


def test_everything_that_happened_and_why() -> None:
    happened = run()
    kinds = [(it.what, it.api) for it in happened.moments]
    assert kinds[0] == ("call", "chooseImage")
    assert kinds.count(("call", "request")) == kinds.count(("reply", "request")) == 1
    acts = [it.data["line"] for it in happened.moments if it.what == "act"]
    assert acts == ["taps('album')", "allows('album')", "picks('cat.jpg')", "denies('album_write')"]
    (refused,) = [it for it in happened.moments if it.what == "reply" and not it.ok]
    assert refused.data["kind"] == "auth_denied"
    assert refused.facts[0].words == "auth_denied is told by code 15"
    assert refused.facts[0].evidence
    consent = next(it for it in happened.moments if it.what == "prompt" and "scopes" in it.data)
    assert "scope.album" in consent.facts[0].words
    picked, handed = happened.files
    assert (picked.name, picked.head.format, picked.head.kind) == ("cat.jpg", "jpeg", "image")
    assert handed.name.startswith("https://resource/")
    assert picked.picture[:2] == handed.picture[:2] == b"\xff\xd8"


def test_the_page_needs_nothing_and_runs_nothing() -> None:
    page = trace_page(f"t {HOSTILE}", [run(), run("wx/android")], failure=f"f {HOSTILE}")
    read = Reader(page)
    assert {tag for tag, _ in read.tags} <= TAGS
    assert not any(name.startswith("on") for _, attrs in read.tags for name in attrs)
    sources = [attrs.get("src") or "" for tag, attrs in read.tags if tag == "img"]
    assert len(sources) == 4
    assert all(it.startswith("data:image/jpeg;base64,") for it in sources)
    assert all(attrs.get("alt") for tag, attrs in read.tags if tag == "img")
    links = [attrs.get("href") or "" for tag, attrs in read.tags if tag == "a"]
    names = {attrs["id"] for _, attrs in read.tags if "id" in attrs}
    assert links
    assert all(it.startswith("#") and it[1:] in names for it in links)
    assert len(names) == sum("id" in attrs for _, attrs in read.tags)
    (policy,) = [a["content"] or "" for t, a in read.tags if a.get("http-equiv")]
    assert policy.startswith("default-src 'none'")
    assert "url(" not in page
    assert "\x1b" not in page
    page.encode()


def test_filters_have_rules_of_their_own() -> None:
    page = trace_page("t", [run()])
    made = set(re.findall(r'id="(only-[\w-]+)"', page))
    assert {"only-all", "only-calls", "only-user", "only-network", "only-failures"} <= made
    ruled = set(re.findall(r"#(only-[\w-]+):checked ~", page))
    assert made - {"only-all"} <= ruled
    shown = set(re.findall(r'<li class="([^"]*)"', page))
    assert {"calls", "user", "calls failures bad"} <= shown


def test_lines_stay_lines() -> None:
    happened = evolve(run(), problem="one\ntwo", stands="a\nb")
    page = trace_page("t", [happened], failure="up\ndown", cells=[["", "wx"], ["1 x", "ok\n! no"]])
    for told in ("one\ntwo", "a\nb", "up\ndown", "ok\n! no", "{\n  &quot;kind&quot;"):
        assert told in page


def test_a_page_of_nothing() -> None:
    assert "nothing ran" in trace_page("t", [])
    assert "nothing happened" in trace_page("t", [Happened("wx", ())])


def test_long_runs_and_values_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journals, "MOST", 5)
    with mg.Host("wx") as host:
        journal = HostJournal(host)
        for _ in range(9):
            host.call("getSystemInfo")
        happened = journal.happened()
    assert (len(happened.moments), happened.dropped) == (5, 13)
    assert "13 more" in trace_page("t", [happened])
    deep: list[object] = []
    for _ in range(10_000):
        deep = [deep]
    assert "…" in str(plain(deep))
    assert plain("x" * 3000).endswith("… (3,000 characters)")
    assert plain(list(range(1000)))[-1] == "… 900 more"
    assert plain({"a": b"12", "b": float("nan"), "c": print}) == {
        "a": "<2 bytes>", "b": "nan", "c": "<builtin_function_or_method>",
    }  # fmt: skip


def test_pictures_are_small_and_so_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal_files, "MOST_PICTURES", 1)
    album = {f"{n}.jpg": media_files.picture("jpeg", width=900 + n, height=600) for n in range(3)}
    with mg.Host("wx", album, [mg.picks_first(3)]) as host:
        journal = HostJournal(host)
        host.call("chooseImage", {"count": 3, "sizeType": ["original"]})
        files = journal.happened().files
    assert [bool(it.picture) for it in files] == [True] + [False] * 5
    head = mg.read_image_head(io.BytesIO(files[0].picture))
    assert (files[0].head.width, files[0].head.height) == (900, 600)
    assert max(head.width, head.height) == journal_files.SIDE


def memos(lengths: list[float]) -> Happened:
    """Sounds of some seconds in the app's files, which a program speaks of."""
    with mg.Host("wx", {}, []) as host:
        journal = HostJournal(host)
        how = Recorded("wav", 8000, 1)
        paths = [host.storage.put_temp(Microphone().record(it, how)).path for it in lengths]
        host.call("request", {"url": "https://a.cn/", "data": paths})
        return journal.happened()


def test_a_short_sound_can_be_heard_and_a_long_one_says_its_length() -> None:
    happened = memos([2.5, 60])
    assert [(it.head.kind, it.head.duration, len(it.sound)) for it in happened.files] == [
        ("audio", 2.5, 44 + 40_000), ("audio", 60, 0)
    ]  # fmt: skip
    read = Reader(trace_page("t", [happened]))
    (heard,) = [attrs for tag, attrs in read.tags if tag == "audio"]
    assert (heard["src"] or "").startswith("data:audio/wav;base64,UklGR")
    assert (heard["aria-label"] or "").startswith("sound of tmp_")
    policy = next(attrs["content"] for _, attrs in read.tags if "http-equiv" in attrs)
    assert "media-src data:" in (policy or "")
    assert "2.5 s" in read.text
    assert "60 s" in read.text


def test_all_sounds_of_a_page_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal_files, "MOST_SOUNDS", 40_000)
    heard = [bool(it.sound) for it in memos([1, 1, 1]).files]
    assert heard == [True, True, False]


def test_what_is_no_picture_has_none(tmp_path: Path) -> None:
    album = {"bad.jpg": b"\xff\xd8\xff nothing", "cat.jpg": media_files.picture("jpeg")}
    with mg.Host("wx", album, [mg.picks("bad.jpg", "cat.jpg")]) as host:
        journal = HostJournal(host)
        host.call("chooseImage", {"sizeType": ["original"]})
        files = {it.name: it for it in journal.happened().files}
    assert files["bad.jpg"].picture == b""
    assert files["bad.jpg"].size == 11
    assert files["cat.jpg"].picture


FLOW = """
title = "<b>flow</b>"
clients = ["wx/android", "my/android"]
album = { "cat.jpg" = { width = 400, height = 300 } }
permissions = { album = "allowed" }
user = ['picks("cat.jpg")']
[[call]]
api = "chooseImage"
options = { count = 1, sources = ["album"] }
expect = { files = FILES }
"""


@pytest.mark.parametrize(("files", "status"), [(1, 0), (2, 1)])
def test_scenario_run_html(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, files: int, status: int
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("flow.toml").write_text(FLOW.replace("FILES", str(files)))
    assert called(["scenario", "run", "flow.toml", "--html", "out.html"])[0] == status
    page = Path("out.html").read_text()
    read = Reader(page)
    assert "<b>flow</b>" in read.text
    assert ("expected 2 files, got 1" in read.text) is (status == 1)
    assert ("2 of 2 not as expected" in read.text) is (status == 1)
    assert page.count("<article") == 2
    code, _, told = called(["scenario", "run", "flow.toml", "--html", "flow.toml"])
    assert code == 2, told
    assert Path("flow.toml").read_text() == FLOW.replace("FILES", str(files))


PAGE = """
Page({
  data: { why: '' },
  pick() { wx.chooseImage({ fail: (err) => this.setData({ why: err.errMsg }) }) },
  fall() { throw new Error('oh <b>') },
})
"""


def test_run_html(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("quickjs")
    monkeypatch.chdir(tmp_path)
    Path("page.js").write_text(PAGE)
    words = ["run", "page.js", "--client", "wx", "--user", "cancels", "--html", "out.html"]
    assert called([*words, "--tap", "pick"])[0] == 0
    page = Path("out.html").read_text()
    assert page.count('<span class="what">call</span>') == 1
    for told in ("cancels()", "chooseImage:fail cancel", "why"):
        assert told in page
    assert called([*words, "--tap", "fall"])[0] == 1
    text = Reader(Path("out.html").read_text()).text
    assert "oh <b>" in text
    assert "not as expected" in text
    assert called(["run", "page.js", "--client", "wx", "--html", "page.js"])[0] == 2
    assert Path("page.js").read_text() == PAGE
