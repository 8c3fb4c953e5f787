"""``mediaglot run`` and ``mediaglot verify``."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from mediaglot.adapters.cli.main import main
from mediaglot.adapters.verify.worlds import sample_album

pytest.importorskip("quickjs")

APP = Path(__file__).resolve().parent.parent.parent / "examples" / "album-app"
PAGE = str(APP / "wx" / "pages" / "index" / "index.js")


@pytest.fixture
def album(tmp_path: Path) -> str:
    folder = tmp_path / "album"
    folder.mkdir()
    for name, data in sample_album().items():
        (folder / name).write_bytes(data)
    return str(folder)


def test_run_shows_what_happened(album: str, capsys: pytest.CaptureFixture[str]) -> None:
    args = ["run", PAGE, "--client", "wx/ios", "--album", album]
    assert main([*args, "--tap", "pick", "--user", 'picks("photo1.jpg")']) == 0
    out = capsys.readouterr().out
    assert "picked    chooseImage" in out
    assert 'data: {"photos": ["wxfile://' in out
    assert main(args) == 0
    assert "handlers: pick, pickThree" in capsys.readouterr().out


def test_run_as_json_and_its_failures(album: str, capsys: pytest.CaptureFixture[str]) -> None:
    args = ["run", PAGE, "--client", "wx", "--album", album, "--format", "json"]
    assert main([*args, "--tap", "pick"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["ok"] is False
    assert "picks('clip" not in told["problem"]
    assert "add to the script" in told["problem"]
    assert told["trace"][-1]["what"] == "call"
    for bad, words in (
        (["--call", "nope"], "no method 'nope'"),
        (["--stub", "x=1"], "expected an object"),
        (["--user", "walks()"], "unknown action 'walks'"),
        (["--query", "x"], "expected NAME=VALUE"),
    ):
        assert main([*args, *bad]) == 2
        assert words in capsys.readouterr().err
    assert main(["run", PAGE, "--album", album]) == 2
    assert "which client?" in capsys.readouterr().err


def test_a_runaway_page_ends_with_status_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "page.js"
    page.write_text("Page({ go() { for (;;) {} } })")
    assert main(["run", str(page), "--client", "my", "--call", "go", "--seconds", "0.1"]) == 1
    assert "the script ran for more than 0.1 s" in capsys.readouterr().err


def test_verify_agrees_or_shows_the_difference(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    args = ["verify", str(APP / "wx"), "--from", "wx", "--to", "my", "--only", "cancel"]
    args += ["--call", "pages/index/index.js:pick"]
    assert main(args) == 0
    assert "agree: 1 of 1 runs are the same" in capsys.readouterr().out
    port = tmp_path / "my"
    shutil.copytree(APP / "my", port)
    tell = port / "utils" / "tell.js"
    tell.write_text(tell.read_text().replace("=== 11", "=== 12"))
    assert main([*args, "--port", str(port)]) == 1
    out = capsys.readouterr().out
    assert "DIFFERS" in out
    assert "picking cancelled" in out
    assert "picking failed" in out
    assert main([*args, "--port", str(port), "--format", "json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["verdicts"][0]["difference"]["what"] == "what it did"


MANY = """Page({
  data: { photos: [] },
  pick() {
    wx.chooseImage({ count: 2, success: (r) => this.setData({ photos: r.tempFilePaths }) })
  },
  info() {
    wx.getImageInfo({ src: this.data.photos[0], success: (r) => this.setData({ w: r.width }) })
  },
  preview() { wx.previewImage({ urls: this.data.photos }) },
  save() { wx.saveImageToPhotosAlbum({ filePath: this.data.photos[0] }) },
})
"""


@pytest.mark.parametrize("columns", [0, 60, 200])
def test_verify_fits_what_it_is_shown_on(
    columns: int,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Entries with long names have a row each; where no table fits, outcomes have a line each."""
    page = tmp_path / "pages" / "photographs" / "collection" / "of-one-album" / "index.js"
    page.parent.mkdir(parents=True)
    page.write_text(MANY)
    if columns:
        monkeypatch.setenv("COLUMNS", str(columns))
        monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    name = page.relative_to(tmp_path).as_posix()
    args = ["verify", str(tmp_path), "--from", "wx", "--to", "tt", "--only", "ok,several,cancel"]
    for handlers in ("pick+info+preview", "pick+info+save", "pick"):
        args += ["--call", f"{name}:{handlers}"]
    assert main(args) == 0
    out = capsys.readouterr().out
    head = out.partition("\n\noriginal on")[0]
    for label in ("pick+…+preview (3 in turn)", "pick+…+save (3 in turn)", f"{name}:pick"):
        assert label in " ".join(head.split()) if columns != 60 else label in head
    if columns == 60:
        assert head.count("  ok: ok, several, cancel") == 3
        lines = [line for line in head.splitlines() if not line.startswith("pages/")]
        assert max(map(len, lines)) <= 60
    else:
        assert "several" in head.partition("pages/")[0]


def test_verify_with_a_scenario_of_the_users_own(
    tmp_path: Path, album: str, capsys: pytest.CaptureFixture[str]
) -> None:
    flow = tmp_path / "flow.toml"
    flow.write_text(
        'album = "album"\nuser = [\'allows("album", when="my")\', \'picks("photo2.jpg")\']\n'
    )
    args = ["verify", str(APP / "wx"), "--from", "wx", "--to", "my", "--scenario", str(flow)]
    assert main([*args, "--call", "pages/index/index.js:pick"]) == 0
    assert "1 of 1" in capsys.readouterr().out


def test_verify_lists_situations_and_refuses_unknown_ones(
    capsys: pytest.CaptureFixture[str],
) -> None:
    args = ["verify", str(APP / "wx"), "--from", "wx", "--to", "my"]
    assert main([*args, "--list"]) == 0
    assert "deny_forever" in capsys.readouterr().out
    assert main([*args, "--only", "rain"]) == 2
    assert "no situation 'rain'" in capsys.readouterr().err


SEEDS = {
    "tt": [
        """tt.chooseImage({ sourceType: ['album', 'camera'], count: 10, sizeType: ['compressed'],
        cameraDevice: 'front', isSaveToAlbum: '0',
        success (res) { console.log(res.tempFilePaths, res.tempFiles); },
        fail (res) { console.log(`chooseImage 调用失败`); } });""",
        """tt.chooseMedia({ mediaType: ["image", "video"], sourceType: ["album"], count: 1,
        sizeType: ["compressed", "original"], maxDuration: 60, cameraDevice: "back",
        isSaveToAlbum: '0', success(res) { console.log(res.tempFiles.length); },
        fail(res) { console.log('chooseMedia fail'); } });""",
    ],
    "my": [
        """my.chooseImage({ sourceType: ['camera','album'], count: 2,
        success: (res) => { console.log(res.tempFilePaths);
          my.previewImage({ current: 2, urls: res.tempFilePaths }); },
        fail: (res) => { my.showToast({ type: 'fail', content: '错误码', duration: 1000 }) },
        complete: () => { console.log('调用结束，无论成功和失败都会运行') } })""",
    ],
    "wx": [
        """wx.chooseImage({ count: 1, sizeType: ['original', 'compressed'],
        sourceType: ['album', 'camera'], success (res) { console.log(res.tempFilePaths) } })""",
        """wx.previewImage({ current: 'https://a.example/1.png',
        urls: ['https://a.example/0.png', 'https://a.example/1.png'] })""",
    ],
}


@pytest.mark.parametrize(
    ("read", "number", "write"),
    [(r, n, w) for r in SEEDS for n in range(len(SEEDS[r])) for w in ("wx", "my", "tt") if w != r],
)
def test_the_seeds_sample_code_does_the_same_elsewhere(
    read: str, number: int, write: str, tmp_path: Path
) -> None:
    from mediaglot.adapters.verify import SCENARIOS, verify

    (tmp_path / "page.js").write_text(f"Page({{ go() {{\n{SEEDS[read][number]}\n}} }})")
    some = [item for item in SCENARIOS if item.name in ("several", "cancel", "deny")]
    verified = verify(tmp_path, read=read, write=write, situations=some, calls=["go"])
    bad = [(v.situation, v.problem, v.difference) for v in verified.verdicts if not v.ok]
    assert bad == []


def test_run_goes_on_after_what_a_script_throws(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "app.json").write_text('{"pages": ["a", "b"]}', encoding="utf-8")
    (tmp_path / "app.js").write_text("App({ onLaunch() { wx.cloud.init() } })", encoding="utf-8")
    (tmp_path / "a.js").write_text(
        "Page({ onShow() { if (this.getTabBar()) this.getTabBar().setData({}) },"
        " go() { wx.navigateTo({ url: 'b?n=1' }) } })",
        encoding="utf-8",
    )
    (tmp_path / "b.js").write_text(
        "Page({ onLoad(q) { this.setData(q) }, add() { this.setData({ m: 2 }) } })",
        encoding="utf-8",
    )
    args = ["run", str(tmp_path / "a.js"), "--client", "wx", "--tap", "go", "--tap", "add"]
    assert main(args) == 1
    said = capsys.readouterr()
    assert "page: b.js" in said.out
    assert 'data: {"n": "1", "m": 2}' in said.out
    assert "wx.cloud.init is not simulated" in said.err
    assert "Traceback" not in said.err


def test_a_limit_that_is_met_while_a_page_opens_is_the_scripts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "app.json").write_text('{"pages": ["a", "b"]}', encoding="utf-8")
    for name, to in (("a", "b"), ("b", "a")):
        text = f"Page({{ onLoad() {{ wx.redirectTo({{ url: '{to}' }}) }} }})"
        (tmp_path / f"{name}.js").write_text(text, encoding="utf-8")
    (tmp_path / "loop.js").write_text("Page({ onLoad() { for (;;) {} } })", encoding="utf-8")
    for page in ("a.js", "loop.js"):
        args = ["run", str(tmp_path / page), "--client", "wx", "--seconds", "0.2"]
        assert main(args) == 1
        said = capsys.readouterr().err
        assert said.startswith("failed: ")
        assert "the script ran for more than 0.2 s" in said


def test_handlers_that_do_anything_are_compared_where_they_are_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "index.js").write_text(
        """
        Page({
          data: { n: 0 },
          toast() { wx.showToast({ title: 'a' }) },
          keep() { wx.setStorageSync('k', 1) },
          look() { this.setData({ n: wx.getStorageSync('none') }) },
          idle() {},
          pick() { wx.chooseImage({ count: 1 }) },
        })
        """
    )
    args = ["verify", str(tmp_path), "--from", "wx", "--to", "my", "--only", "ok"]
    assert main(args) == 0
    out = capsys.readouterr().out
    assert "1 of 1 runs" in out
    assert "without a media call: 4 handlers; --all names them, --every compares them" in out
    assert main([*args, "--every"]) == 0
    out = capsys.readouterr().out
    for handler in ("toast", "keep", "look", "pick", "toast+keep+look+pick"):
        assert f"index.js:{handler} " in out
    assert "index.js:idle" not in out
    assert "5 of 5 runs" in out
