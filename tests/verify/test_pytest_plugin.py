"""The pytest plugin, in a pytest of its own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("quickjs")

PAGE = """
Page({
  data: { n: 0 },
  pick() { tt.chooseImage({ count: 3, success: (r) => this.setData({ n: r.tempFiles.length }) }) },
})
"""
TESTS = """
import mediaglot as mg
import pytest
from mediaglot.canonical.engine.user import picks, cancels


@pytest.mark.client("tt/ios@7.47.0", "tt/android")
def test_page(host):
    host.script(picks("photo1.jpg", "photo2.jpg"))
    page = host.load("page.js")
    page.tap("pick")
    assert page.data["n"] == 2


@pytest.mark.client("tt")
def test_fails(host):
    host.script(picks("photo1.jpg"))
    page = host.load("page.js")
    page.tap("pick")
    assert page.data["n"] == 2


def test_default_client(host, device):
    host.script(cancels())
    assert host.client == "wx"
    assert host.device is device
    assert "cancel" in host.call("chooseImage")["errMsg"]


@pytest.mark.album({"only.png": b"x"})
@pytest.mark.device(permissions={"album_write": "denied"})
def test_device(device):
    assert [item.name for item in device.album.items()] == ["only.png"]
    assert device.consent.state("album_write") == "denied"


def test_leftover(host):
    host.script(cancels())
"""
SCENARIO = """
clients = ["wx", "my"]
album = { "a.jpg" = "a.jpg" }
user = ['allows("album", when="my")', 'picks("a.jpg")']
[[call]]
api = "chooseImage"
options = { count = 1, sources = ["album"] }
expect = { files = FILES }
"""


def run(folder: Path, *args: str) -> str:
    env = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "COLUMNS": "200"}
    env.pop("PYTEST_ADDOPTS", None)
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "mediaglot.adapters.testing.pytest_plugin",
         "-p", "no:cacheprovider", "--strict-markers", "-v", *args],
        cwd=folder, env=env, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    return done.stdout + done.stderr


def test_clients_fixtures_and_traces(tmp_path: Path) -> None:
    (tmp_path / "page.js").write_text(PAGE)
    (tmp_path / "test_it.py").write_text(TESTS)
    out = run(tmp_path)
    assert "test_page[tt/ios@7.47.0] PASSED" in out
    assert "test_page[tt/android] PASSED" in out
    assert "test_default_client[wx] PASSED" in out
    assert "test_device PASSED" in out
    assert "test_fails[tt] FAILED" in out
    assert "page.js on tt" in out  # the trace
    assert "picked    chooseImage" in out
    assert "test_leftover[wx] ERROR" in out
    assert "nothing asked for cancels()" in out


def test_scenario_files_are_tests(tmp_path: Path) -> None:
    from mediaglot.adapters.verify.worlds import sample_album

    (tmp_path / "a.jpg").write_bytes(sample_album()["photo1.jpg"])
    (tmp_path / "good.scenario.toml").write_text(SCENARIO.replace("FILES", "1"))
    (tmp_path / "bad.scenario.toml").write_text(SCENARIO.replace("FILES", "2"))
    (tmp_path / "broken.scenario.toml").write_text("clients = 3")
    out = run(tmp_path, "--continue-on-collection-errors")
    assert "good.scenario.toml::wx PASSED" in out
    assert "good.scenario.toml::my PASSED" in out
    assert "call 1, chooseImage: expected 2 files, got 1" in out
    assert "broken.scenario.toml:1" in out
    assert "Traceback" not in out


PROGRAM = {
    "wx/app.json": '{"pages": ["pages/a/a", "pages/b/b"]}',
    "wx/pages/a/a.js": """Page({
      data: { title: '' },
      onLoad() {
        wx.request({
          url: 'https://api.example.com/posts/7',
          success: (res) => this.setData({ title: res.data.title }),
          fail: () => this.setData({ title: 'offline' }),
        })
      },
      go() { wx.navigateTo({ url: '/pages/b/b' }) },
    })""",
    "wx/pages/a/a.wxml": '<view class="go" bindtap="go">{{title}}</view>',
    "wx/pages/b/b.js": "Page({})",
    "wx/pages/b/b.wxml": "<text>second</text>",
}
OF_PROGRAM = """
import mediaglot as mg
import pytest

pytestmark = [pytest.mark.client("wx/android", "my/ios"), pytest.mark.program("wx", read="wx")]


@pytest.fixture
def network(network):
    network.route("https://api.example.com/**", json={"title": "Cats"})
    return network


def test_leads_on(network, program):
    assert program.text == "Cats"
    program.find(".go").tap()
    assert (program.route, program.text) == ("pages/b/b", "second")
    assert [it.url for it in network.requests] == ["https://api.example.com/posts/7"]


def test_finds_nothing(network, program):
    program.find(".gone").tap()


@pytest.mark.client("wx")
@pytest.mark.program({"my": "my"})
def test_of_no_folder(program):
    pass


@pytest.mark.client("wx")
def test_unrouted(host, network):
    network.unroute()
    host.call("request", {"url": "https://api.example.com/x"})


@pytest.mark.client("wx")
def test_unrouted_and_known(host, network):
    network.unroute()
    network.strict = False
    host.call("request", {"url": "https://api.example.com/x"})


@pytest.mark.client("wx")
@pytest.mark.device(network={"https://a.cn/x": b"one"})
def test_routes_over_files(host, network):
    network.route("https://a.cn/y", body="two")
    asked = [{"url": "https://a.cn/" + name, "dataType": "text"} for name in "xy"]
    assert [host.call("request", it)["data"] for it in asked] == ["one", "two"]
"""


def test_whole_programs_and_networks(tmp_path: Path) -> None:
    for name, text in PROGRAM.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    (tmp_path / "test_it.py").write_text(OF_PROGRAM)
    out = run(tmp_path)
    assert "test_leads_on[wx/android] PASSED" in out
    assert "test_leads_on[my/ios] PASSED" in out  # ported on the way
    assert "test_finds_nothing[my/ios] FAILED" in out
    assert "nothing on the page is '.gone'" in out
    assert "ported on my/ios, at pages/a/a" in out  # the trace
    assert "no folder is for wx; there are some for my" in out
    assert "test_unrouted[wx] ERROR" in out
    assert "GET https://api.example.com/x\nadd network.route('https://api.example.com/x'" in out
    assert "test_unrouted_and_known[wx] PASSED" in out
    assert "test_unrouted_and_known[wx] ERROR" not in out
    assert "test_routes_over_files[wx] PASSED" in out


FAILING = """
import pytest
import mediaglot as mg
from mediaglot.adapters.messages import dialect


def test_refused():
    mg.translate_request("chooseImag", {}, read="wx", write="my")


def test_in_a_callback(host):
    host.script(mg.cancels())

    def fail(error):
        assert error["errMsg"] == "mine"

    host.call("chooseImage", fail=fail)


def test_broken_inside(monkeypatch):
    monkeypatch.setattr(dialect.Dialect, "program", None)
    mg.Host("wx").call("chooseImage")


def test_caused():
    try:
        mg.Host("nix")
    except mg.InputError as error:
        raise ValueError("mine") from error


def test_in_a_page(host, tmp_path):
    (tmp_path / "page.js").write_text("Page({ go() { wx.addCard({}) } })")
    host.load(tmp_path / "page.js").call("go")
"""


def test_failures_without_frames_of_mediaglot(tmp_path: Path) -> None:
    (tmp_path / "test_it.py").write_text(FAILING)
    shown = {}
    for name in ("refused", "in_a_callback", "broken_inside", "caused", "in_a_page"):
        shown[name] = run(tmp_path, "-k", name, "--tb=short")
        assert "1 failed" in shown[name]
    inside = ("adapters/", "canonical/", "profiles/", "contextlib")
    for name in ("refused", "in_a_callback", "caused", "in_a_page"):
        text = "\n".join(it for it in shown[name].splitlines() if "plugin" not in it)
        assert not any(part in text for part in inside), text
    assert "did you mean 'chooseImage'" in shown["refused"]
    assert "chooseImage:fail cancel" in shown["in_a_callback"]
    assert "unknown vendor 'nix'" in shown["caused"]
    assert "wx.addCard is not simulated" in shown["in_a_page"]
    assert "adapters/host/host.py" in shown["broken_inside"]  # a fault here shows where
    whole = run(tmp_path, "-k", "refused", "--tb=short", "--full-trace")
    assert "adapters/messages" in whole


MISSPELT = """
import pytest


@pytest.mark.device(permission={"album": "denied"})
def test_option(device):
    pass


@pytest.mark.device({"album": "denied"})
def test_no_option(device):
    pass


@pytest.mark.album(source="photos")
def test_album(device):
    pass


@pytest.mark.album("photos", "videos")
def test_albums(device):
    pass


@pytest.mark.program("src", pag="pages/a/a")
def test_program(program):
    pass


def test_no_program(program):
    pass
"""


def test_what_a_marker_does_not_take_is_no_pass(tmp_path: Path) -> None:
    (tmp_path / "test_it.py").write_text(MISSPELT)
    out = run(tmp_path)
    assert "6 errors" in out
    assert "passed" not in out
    assert "a device has no option 'permission'; did you mean 'permissions'?" in out
    assert "mark.device: expected options by name, such as mark.device(permissions=" in out
    assert "mark.album: no 'source'; it takes no names" in out
    assert "mark.album: expected one folder" in out
    assert 'got the string "videos" too' in out
    assert "mark.program: no 'pag'; did you mean 'page'?" in out
    assert "test_no_program[wx]: say which program" in out
    assert "adapters/" not in out.replace("adapters/testing/pytest_plugin", "")


def test_a_marker_that_names_no_client_is_told_without_frames(tmp_path: Path) -> None:
    text = "import pytest\n\n@pytest.mark.client()\ndef test_it(host):\n    pass\n"
    (tmp_path / "test_it.py").write_text(text)
    out = run(tmp_path)
    assert "mark.client: expected clients, such as mark.client('wx/android'" in out
    assert "pluggy/" not in out


TRACED = """
import mediaglot as mg
import pytest


@pytest.mark.client("my/ios")
def test_page(host):
    host.script(mg.allows("album"), mg.picks("photo1.jpg"))
    page = host.load("page.js")
    page.tap("pick")
    assert page.data["n"] == 2, "</script><b>"


def test_passes(host):
    host.call("getSystemInfo")


def test_leftover(host):
    host.script(mg.cancels())


def test_without_a_client():
    assert 0
"""


def test_a_page_for_each_test_that_fails(tmp_path: Path) -> None:
    (tmp_path / "page.js").write_text(PAGE.replace("tt.", "my."))
    (tmp_path / "page.json").write_text("{}")
    (tmp_path / "page.axml").write_text("<view>picked {{n}}</view>")
    (tmp_path / "test_it.py").write_text(TRACED)
    (tmp_path / "bad.scenario.toml").write_text(
        SCENARIO.replace("FILES", "2").replace('"a.jpg" = "a.jpg"', '"a.jpg" = { width = 40 }')
    )
    out = run(tmp_path, "--mediaglot-traces", "traces", "--mediaglot-client", "wx")
    pages = sorted((tmp_path / "traces").iterdir())
    names = [re.sub("-[0-9a-f]{8}.html", "", page.name) for page in pages]
    assert names == ["bad.scenario.toml-wx", "test_it.py-test_leftover-wx",
                     "test_it.py-test_page-my-ios"]  # fmt: skip
    for page in pages:
        assert page.stat().st_mode == (tmp_path / "page.js").stat().st_mode  # as any new file
        assert f"traces/{page.name}" in out
        assert "<script" not in page.read_text()
    scenario, leftover, failed = (page.read_text() for page in pages)
    assert "expected 2 files, got 1" in scenario
    assert "nothing asked for cancels()" in leftover
    for told in ("&lt;/script&gt;&lt;b&gt;", "picks(&#x27;photo1.jpg&#x27;)", "data:image/jpeg",
                 "picked 1", "AlipayDocs"):  # fmt: skip
        assert told in failed
    assert failed.count('<span class="what">call</span>') == 1  # told by realm and host, shown once
    run(
        tmp_path,
        "--mediaglot-traces",
        "all",
        "--mediaglot-traces-all",
        "-k",
        "test_passes or without",
    )
    assert [it.name[:22] for it in (tmp_path / "all").iterdir()] == ["test_it.py-test_passes"]
    assert "say where, --mediaglot-traces DIR" in run(tmp_path, "--mediaglot-traces-all")
    (tmp_path / "file").write_text("mine")
    refused = run(tmp_path, "--mediaglot-traces", "file/x")
    assert "--mediaglot-traces: file/x" in refused
    assert (tmp_path / "file").read_text() == "mine"


def test_the_plugin_imports_nothing_heavy() -> None:
    code = (
        "import sys; import pytest; before = set(sys.modules);"
        "import mediaglot.adapters.testing.pytest_plugin;"
        "print(*sorted({m.partition('.')[0] for m in set(sys.modules) - before}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["mediaglot"]
