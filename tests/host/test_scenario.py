"""Scenario files: read with care, run on many clients, one table of what differs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import worlds
from mediaglot.adapters.cli.main import main
from mediaglot.adapters.testing import scenario_file
from mediaglot.adapters.testing.scenario import differences, run_scenario
from mediaglot.adapters.testing.scenario_file import load_scenario
from mediaglot.canonical.errors import InputError

FLOW = """
title = "pick one, make it small, keep it"
clients = ["wx/android", "tt/ios", "my/android"]
album = "album"
permissions = { album = "allowed" }
user = [
    'picks("cat.jpg", after=2)',
    'denies("album_write")',
]

[[call]]
api = "chooseImage"
options = { count = 1, sources = ["album"] }
expect = { files = 1 }

[[call]]
api = "compressImage"
options = { srcs = ["$chooseImage.images[0].path"], quality = 60 }

[[call]]
api = "getImageInfo"
options = { src = "$last.images[0].path" }
expect = { fields = { width = 120, height = 160 } }

[[call]]
api = "saveImageToPhotosAlbum"
options = { file = "$compressImage.images[0].path" }
expect = { outcome = "auth_denied" }
"""


def write(folder: Path, text: str) -> Path:
    (folder / "album").mkdir(exist_ok=True)
    for name, data in worlds.ALBUM.items():
        (folder / "album" / name).write_bytes(data)
    path = folder / "flow.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_one_flow_on_three_vendors(tmp_path: Path) -> None:
    runs = list(run_scenario(load_scenario(write(tmp_path, FLOW))))
    assert [run.client for run in runs] == ["wx/android", "tt/ios", "my/android"]
    for run in runs:
        assert run.ok, (run.problem, [step.problems for step in run.steps])
        assert [step.outcome for step in run.steps] == ["ok", "ok", "ok", "auth_denied"]
    rows = differences(runs)
    assert rows[3][0] == "= 4 saveImageToPhotosAlbum"
    assert rows[2][0] == "  3 getImageInfo"  # Feishu gives no orientation


def test_a_dialect_for_the_options(tmp_path: Path) -> None:
    text = """
clients = ["my/android", "tt/android"]
album = "album"
permissions = { album = "allowed" }
user = ['picks_first(3)']
[[call]]
api = "chooseImage"
read = "wx"
options = { sourceType = ["album"] }
expect = { files = 3 }
"""
    runs = list(run_scenario(load_scenario(write(tmp_path, text))))
    assert all(run.ok for run in runs), [run.problem for run in runs]  # WeChat's default is 9


def test_pictures_made_on_the_spot(tmp_path: Path) -> None:
    text = """
clients = ["wx"]
user = ['picks("held.png")']
[album]
"held.png" = { width = 60, height = 40, orientation = 8, format = "png" }
[[call]]
api = "chooseImage"
options = { count = 1, sources = ["album"], sizes = ["original"] }
[[call]]
api = "getImageInfo"
options = { src = "$last.images[0].path" }
expect = { fields = { width = 60, height = 40, orientation = 8, format = "png" } }
"""
    (run,) = run_scenario(load_scenario(write(tmp_path, text)))
    assert run.ok, (run.problem, run.steps)
    with pytest.raises(InputError, match="orientation"):
        load_scenario(
            write(tmp_path, text.replace("orientation = 8, format", "orientation = 9, format"))
        )


def test_what_is_not_as_expected(tmp_path: Path) -> None:
    text = FLOW.replace("files = 1", "files = 2").replace("width = 120", "width = 160")
    (run,) = run_scenario(load_scenario(write(tmp_path, text)), ["wx"])
    assert not run.ok
    assert run.steps[0].problems == ("expected 2 files, got 1",)
    assert run.steps[2].problems == ("expected width to be 160, got 120",)
    text = FLOW.replace('outcome = "auth_denied"', 'by_client = { "wx" = "auth_denied" }')
    wx, tt, _ = run_scenario(load_scenario(write(tmp_path, text)))
    assert wx.ok
    assert tt.steps[3].problems == ("expected ok, got auth_denied",)


def test_a_script_that_does_not_fit(tmp_path: Path) -> None:
    (run,) = run_scenario(load_scenario(write(tmp_path, FLOW)), ["tt/pc"])
    assert "nothing asked for denies('album_write')" in run.problem  # PC has no such scope
    text = FLOW.replace("$last.images", "$lst.images")
    (run,) = run_scenario(load_scenario(write(tmp_path, text)), ["wx"])
    assert "$lst.images[0].path: no such call before; did you mean 'last'" in run.problem


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("clients = 3", r"flow.toml:1:1: clients: .*valid list"),
        ('clients = ["wx", "WX"]', r"flow.toml:1:18: .*did you mean .wx"),
        ('[[call]]\napi = "chooseImag"', r"flow.toml:2:1: call\[0\].api: .*'chooseImage'"),
        ('[[call]]\napi = "chooseImage"\nexpct = {}', r"flow.toml:3:1: .*did you mean 'expect'"),
        (
            '[[call]]\napi = "chooseImage"\nexpect = { outcome = "cancel" }',
            r"flow.toml:3:12: call\[0\].expect.outcome: .*'cancelled'",
        ),
        (
            "user = [\n  'picks(\"a\")',\n  'pick()',\n]",
            r"flow.toml:3:3: user\[1\]: unknown action 'pick'",
        ),
        ("user = ['picks(open(\"x\"))']", r"picks: expected a text or a number, got open\('x'\)"),
        ("user = ['picks(', ]", r"expected an action such as"),
        ("[permissions]\nalbum = true", r"flow.toml:2:1: permissions.album"),
        ("title = ", r"flow.toml:1:9: not TOML"),
        ('clients = ["wx/androd"]', r"flow.toml:1:12: clients\[0\]: .*'android'"),
        ('album = "albun"', r"flow.toml:1:1: album: the album folder .*albun does not exist"),
        (
            'album = { "a.jpg" = "b.jpg" }',
            r"flow.toml:1:11: album.a.jpg: the file .*b.jpg does not",
        ),
        ('camera = "cam"', r"flow.toml:1:1: camera: the camera folder"),
        ('system_off = ["albun"]', r"flow.toml:1:15: system_off\[0\]: .*'album'"),
        ('permissions = { albun = "allowed" }', r"flow.toml:1:17: permissions.albun: .*'album'"),
        ('[trouble]\nchosImage = "network"', r"flow.toml:2:1: trouble.chosImage: unknown API"),
        (
            '[[call]]\napi = "chooseImage"\noptions = { cont = 3 }',
            r"flow.toml:3:13: call\[0\].options.cont: unknown field 'cont'; .*'count'",
        ),
        ('[[call]]\napi = "chooseImage"\nread = "wxx"', r"flow.toml:3:1: call\[0\].read: .*'wx'"),
        (
            '[[call]]\napi = "chooseImage"\nexpect = { by_client = { wxx = "ok" } }',
            r"flow.toml:3:26: call\[0\].expect.by_client.wxx: unknown vendor",
        ),
    ],
)
def test_errors_name_file_line_and_key(text: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=words):
        load_scenario(write(tmp_path, text))


def test_the_scenario_of_the_documentation(tmp_path: Path) -> None:
    text = (scenario_file.__doc__ or "").partition("```toml\n")[2].partition("```")[0]
    runs = list(run_scenario(load_scenario(write(tmp_path, text))))
    assert [run.client for run in runs if run.ok] == ["wx/android", "tt/ios", "my/android"]


def test_a_value_of_the_wrong_type(tmp_path: Path) -> None:
    text = '[[call]]\napi = "chooseImage"\noptions = { count = "x" }\n'
    (run,) = run_scenario(load_scenario(write(tmp_path, text)), ["wx"])
    assert run.problem == 'chooseImage.count: expected a number, got the string "x"'


def test_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(write(tmp_path, FLOW))
    assert main(["scenario", "check", path]) == 0
    assert main(["scenario", "run", path]) == 0
    text = capsys.readouterr().out
    assert "3 clients, 4 calls: all as expected" in text
    assert main(["scenario", "run", path, "--client", "tt/pc", "--format", "json"]) == 1
    report = json.loads(capsys.readouterr().out)
    assert report["ok"] is False
    assert report["runs"][0]["steps"][0]["outcome"] == "ok"


def test_the_template_runs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, "")
    path = str(tmp_path / "new.toml")
    assert main(["scenario", "new", path]) == 0
    assert main(["scenario", "run", path]) == 0
    assert main(["scenario", "new", path]) == 2
    assert "exists already" in capsys.readouterr().err
