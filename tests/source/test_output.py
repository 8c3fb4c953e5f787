"""Writing a port: mirrored trees, changes in place, reports."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from mediaglot.adapters.source.pages.parts import PARTS
from mediaglot.adapters.source.reports.report import report_lines
from mediaglot.adapters.source.reports.sarif import sarif
from mediaglot.adapters.source.tree import output
from mediaglot.adapters.source.tree.port import port_tree
from mediaglot.canonical.errors import InputError
from mediaglot.canonical.rules import RULES

PAGE = b"Page({ pick() { wx.chooseImage({ success: this.done }) } })\n"
SCHEMA = Path(__file__).parent / "sarif-2.1.0.json"


@pytest.fixture
def app(tmp_path: Path) -> Path:
    """A small app: a page in need of the runtime, one that is not, a style, a package."""
    root = tmp_path / "app"
    files = {
        "mini/app.json": b"{}",
        "mini/pages/a/a.js": PAGE,
        "mini/pages/a/a.wxss": b".a {}",
        "mini/pages/b/b.js": b"wx.chooseImage({})\r\nwx.compressVideo({ src })\r\n",
        "mini/pages/c/c.js": b"// nothing\n",
        "mini/node_modules/x/x.js": b"wx.chooseImage({})",
    }
    for name, data in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return root


def files(root: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(root)): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and ".git/" not in str(path)
    }


def test_a_mirrored_tree(app: Path, tmp_path: Path) -> None:
    before = files(app)
    port = port_tree(app, read="wx", write="my")
    out = tmp_path / "out"
    output.write_tree(port, app, out)
    assert files(app) == before
    found = files(out)
    assert sorted(found) == [
        "mini/app.json",
        "mini/mediaglot-runtime.js",
        "mini/pages/a/a.js",
        "mini/pages/a/a.wxss",
        "mini/pages/b/b.js",
        "mini/pages/c/c.js",
    ]
    assert found["mini/pages/b/b.js"] == (
        b"my.chooseImage({ count: 9 })\r\nwx.compressVideo({ src })\r\n"
    )
    assert b"require('../../mediaglot-runtime')" in found["mini/pages/a/a.js"]
    assert b"chooseImage" in found["mini/mediaglot-runtime.js"]
    output.write_tree(port, app, out)
    assert files(out) == found


def test_porting_the_port_changes_nothing(app: Path, tmp_path: Path) -> None:
    output.write_tree(port_tree(app, read="wx", write="my"), app, tmp_path / "once")
    again = port_tree(tmp_path / "once", read="wx", write="my")
    assert not any(file.changed for file in again.files)


@pytest.mark.parametrize(("where", "why"), [(".", "source itself"), ("mini/out", "inside")])
def test_an_output_folder_that_cannot_be(app: Path, where: str, why: str) -> None:
    port = port_tree(app, read="wx", write="my")
    with pytest.raises(InputError, match=why):
        output.write_tree(port, app, app / where)


def test_a_link_in_the_output_folder_leads_nowhere(app: Path, tmp_path: Path) -> None:
    out, outside = tmp_path / "out", tmp_path / "outside"
    (out / "mini").mkdir(parents=True)
    outside.mkdir()
    os.symlink(outside, out / "mini" / "pages")
    with pytest.raises(InputError, match="symbolic link"):
        output.write_tree(port_tree(app, read="wx", write="my"), app, out)
    assert files(outside) == {}


def test_in_place_wants_a_clean_tree(app: Path) -> None:
    with pytest.raises(InputError, match="not under git"):
        output.check_clean(app)
    git = ["git", "-C", str(app), "-c", "user.name=a", "-c", "user.email=a@example.com"]
    subprocess.run([*git, "init", "-q"], check=True)
    with pytest.raises(InputError, match="uncommitted"):
        output.check_clean(app)
    subprocess.run([*git, "add", "-A"], check=True)
    subprocess.run([*git, "commit", "-qm", "a"], check=True)
    output.check_clean(app)
    port = port_tree(app, read="wx", write="tt")
    assert output.write_in_place(port, app) == 2
    assert b"tt.chooseImage({})" in (app / "mini/pages/b/b.js").read_bytes()


def test_in_place_leaves_a_file_that_git_ignores(app: Path) -> None:
    """Git keeps no copy of it."""
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "x"]):
        name = ["-c", "user.name=a", "-c", "user.email=a@b"]
        subprocess.run(["git", "-C", str(app), *name, *command], check=True)
    (app / ".gitignore").write_text("local.js\n")
    (app / "local.js").write_text("wx.chooseImage({})\n")
    with pytest.raises(InputError, match="ignored by git"):
        output.check_clean(app / "local.js")


def test_a_tree_without_files_gives_a_folder(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    port = port_tree(tmp_path / "empty", read="wx", write="my")
    assert output.write_tree(port, tmp_path / "empty", tmp_path / "a/out") == frozenset()
    assert (tmp_path / "a/out").is_dir()


def test_in_place_does_not_overwrite_what_changed_meanwhile(app: Path) -> None:
    port = port_tree(app, read="wx", write="my")
    before = files(app)
    (app / "mini/pages/b/b.js").write_bytes(b"wx.other()")
    with pytest.raises(InputError, match="changed while"):
        output.write_in_place(port, app)
    assert files(app) == {**before, "mini/pages/b/b.js": b"wx.other()"}


@pytest.mark.skipif(os.name == "nt", reason="permissions are of POSIX")
def test_new_files_are_as_private_as_others_of_the_process(app: Path, tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        output.write_tree(port_tree(app, read="wx", write="my"), app, tmp_path / "out")
    finally:
        os.umask(before)
    made = tmp_path / "out/mini/mediaglot-runtime.js"
    assert made.stat().st_mode & 0o777 == 0o600


def test_modes_survive(app: Path, tmp_path: Path) -> None:
    (app / "mini/pages/b/b.js").chmod(0o755)
    output.write_tree(port_tree(app, read="wx", write="my"), app, tmp_path / "out")
    assert (tmp_path / "out/mini/pages/b/b.js").stat().st_mode & 0o777 == 0o755


def test_a_runtime_of_the_module_kind_in_use(tmp_path: Path) -> None:
    (tmp_path / "a.ts").write_text("export const f = (o: any) => wx.chooseImage(o)\n")
    port = port_tree(tmp_path, read="wx", write="my")
    texts = output.added_texts(port)
    assert set(texts) == {"mediaglot-runtime.js", "mediaglot-runtime.d.ts"}
    assert b"export { every as media" in texts["mediaglot-runtime.js"]


def test_the_report_for_people(app: Path) -> None:
    (app / "mini/pages/d.js").write_text("wx.fluffToast({});  /* 图片 */ wx.editImage({ src })\n")
    lines = list(report_lines(port_tree(app, read="wx", write="my")))
    at = next(index for index, line in enumerate(lines) if "d.js" in line and "MG401" in line)
    assert lines[at].startswith("mini/pages/d.js:1:30: error MG401: ")
    quoted, caret = lines[at + 1], lines[at + 2]
    assert quoted.endswith("/* 图片 */ wx.editImage({ src })")
    # wide characters take two columns
    assert caret.index("^") == quoted.index("wx.editImage") + 2
    assert "runtime mini/mediaglot-runtime.js: chooseImage" in lines
    assert any("fluffToast 1" in line for line in lines)


def test_sarif_is_valid(app: Path) -> None:
    (app / "mini/pages/é ü.js").write_text("wx.editImage({ src }) // mediaglot: ignore MG401\n")
    log = sarif(port_tree(app, read="wx", write="my"))
    jsonschema.Draft4Validator(json.loads(SCHEMA.read_text())).validate(log)
    results = log["runs"][0]["results"]
    rules = log["runs"][0]["tool"]["driver"]["rules"]
    assert all(rules[item["ruleIndex"]]["id"] == item["ruleId"] for item in results)
    silent = [item for item in results if "suppressions" in item]
    assert len(silent) == 1
    place = silent[0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert place == "mini/pages/%C3%A9%20%C3%BC.js"


def test_sarif_names_files_from_where_it_runs(app: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A workflow ports a folder of its checkout; the code host looks below the checkout."""
    monkeypatch.chdir(app)
    for source, start in (
        ("mini", "mini/pages/"),
        (str(app / "mini"), "mini/pages/"),
        (".", "mini/"),
    ):
        results = sarif(port_tree(source, read="wx", write="my"))["runs"][0]["results"]
        places = [item["locations"][0]["physicalLocation"]["artifactLocation"] for item in results]
        assert places
        assert all(item["uri"].startswith(start) for item in places)


def test_every_rule_the_porter_names_is_in_the_table() -> None:
    import re

    folder = Path(output.__file__).parents[1]
    codes = set(re.findall(r'"(MG\d{3})"', "".join(p.read_text() for p in folder.glob("*.py"))))
    assert codes <= set(RULES)


def test_every_source_rule_is_used() -> None:
    folder = Path(output.__file__).parents[1]
    text = "".join(path.read_text() for path in folder.rglob("*.py"))
    unused = [code for code in RULES if code.startswith("MG5") and f'"{code}"' not in text]
    assert not unused


def failing(error: OSError) -> Callable[..., Any]:
    def fail(*_: object, **__: object) -> Any:
        raise error

    return fail


@pytest.mark.parametrize(
    ("what", "error", "told"),
    [
        ("mkdir", PermissionError(13, "Permission denied"), "cannot be made: Permission denied"),
        ("mkdir", OSError("odd"), "cannot be made: odd"),
        ("access", None, "cannot be written: Permission denied"),
    ],
)
def test_a_folder_that_cannot_be_written(
    what: str, error: OSError | None, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "app").mkdir()
    if error is not None:
        monkeypatch.setattr(Path, what, failing(error))
    else:
        monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(InputError) as caught:
        output.check_out(tmp_path / "app", tmp_path / "out")
    assert (caught.value.reason, caught.value.place) == (told, str(tmp_path / "out"))


def test_a_file_that_cannot_be_written_or_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "a" / "b.js"
    output.write_bytes(place, b"one")
    monkeypatch.setattr(os, "replace", failing(OSError(28, "No space left on device")))
    with pytest.raises(InputError, match="cannot be written: No space left on device") as caught:
        output.write_bytes(place, b"two")
    assert caught.value.place == str(place)
    assert place.read_bytes() == b"one"
    assert list(place.parent.iterdir()) == [place]
    monkeypatch.setattr(Path, "unlink", failing(PermissionError(1, "Operation not permitted")))
    with pytest.raises(InputError, match="cannot be removed: Operation not permitted"):
        output._remove(place)


def test_git_that_does_not_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for error in (FileNotFoundError(2, "git"), subprocess.TimeoutExpired("git", 60)):
        monkeypatch.setattr(subprocess, "run", failing(error))  # type: ignore[arg-type]
        with pytest.raises(InputError, match="git cannot be asked; use --force"):
            output.check_clean(tmp_path)


def test_in_place_nothing_is_changed_where_one_file_would_be_replaced(tmp_path: Path) -> None:
    files = {
        "app.json": '{"pages":["p/p"]}', "app.js": "wx.hideToast()", "p/p.js": "wx.hideToast()",
        "p/p.wxml": "<view>a</view>",
    }  # fmt: skip
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    port = port_tree(tmp_path, read="wx", write="my", parts=PARTS)
    assert {file.goal for file in port.files} >= {"p/p.axml"}
    files["p/p.axml"] = "of somebody"  # who was quicker
    (tmp_path / "p/p.axml").write_text(files["p/p.axml"])
    with pytest.raises(InputError, match="is there already") as caught:
        output.write_in_place(port, tmp_path)
    assert caught.value.place == str(tmp_path / "p/p.axml")
    assert {name: (tmp_path / name).read_text() for name in files} == files
    (tmp_path / "p/p.axml").unlink()
    output.write_in_place(port_tree(tmp_path, read="wx", write="my", parts=PARTS), tmp_path)
    assert (tmp_path / "p/p.axml").read_text().startswith("<view")
    assert not (tmp_path / "p/p.wxml").exists()
