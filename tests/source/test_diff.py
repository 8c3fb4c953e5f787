"""Edits as a unified diff, and what git makes of it."""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
from pathlib import Path

import commands
import pytest
from hypothesis import given
from mediaglot.adapters.source.text.diff import _span, created, replaced, unified
from mediaglot.adapters.source.text.edits import Edit, apply
from strategies import edited


@given(edited())
def test_a_diff_can_be_applied(given_: tuple[bytes, list[Edit]]) -> None:
    data, edits = given_
    assert patched(data, unified(data, edits, "x.js")) == apply(data, edits)


def patched(data: bytes, diff: list[bytes]) -> bytes:
    """What a diff makes of a text: the reader of unified diffs, written down."""
    old = data.split(b"\n")
    old = [line + b"\n" for line in old[:-1]] + ([old[-1]] if old[-1] else [])
    out: list[bytes] = []
    at = 0
    for number, line in enumerate(diff[2:], 2):
        if line.startswith(b"@@"):
            match = re.match(rb"@@ -(\d+)(?:,(\d+))? ", line)
            assert match is not None
            start = int(match[1]) - (match[2] != b"0")
            out += old[at:start]
            at = start
            continue
        if line.startswith(b"\\"):
            continue
        bare = number + 1 < len(diff) and diff[number + 1].startswith(b"\\ No newline")
        text = line[1:] + (b"" if bare else b"\n")
        if line[:1] != b"+":
            assert old[at] == text
            at += 1
        if line[:1] != b"-":
            out.append(text)
    return b"".join(out + old[at:])


def test_a_diff() -> None:
    data = b"a\r\nb\r\n" + b"x\r\n" * 9 + b"c"
    lines = unified(data, [Edit(3, 4, b"B"), Edit(len(data), len(data), b"d")], "x.js")
    assert lines == [
        b"--- a/x.js",
        b"+++ b/x.js",
        b"@@ -1,5 +1,5 @@",
        b" a\r",
        b"-b\r",
        b"+B\r",
        *[b" x\r"] * 3,
        b"@@ -9,4 +9,4 @@",
        *[b" x\r"] * 3,
        b"-c",
        b"\\ No newline at end of file",
        b"+cd",
        b"\\ No newline at end of file",
    ]
    assert unified(b"a", [], "x.js") == []


def test_a_new_file_and_one_replaced() -> None:
    assert created(b"a\nb", "x y.js") == [
        b"--- /dev/null",
        b"+++ b/x y.js\t",
        b"@@ -0,0 +1,2 @@",
        b"+a",
        b"+b",
        b"\\ No newline at end of file",
    ]
    assert created(b"", "x.js") == []
    assert replaced(b"a", b"a", "x.js") == []
    assert replaced(b"a\n", b"b\n", "x.js")[3:] == [b"-a", b"+b"]


NAMES = ["pages/a.js", "pages/a b.js", "pages/照片.js", 'pages/q"q.js', "pages/b\\n.js", "-x.js"]
SOURCES = {
    "lf": b"const a = 1\nwx.chooseImage(o)\n",
    "crlf": b"const a = 1\r\nwx.chooseImage(o)\r\n",
    "open": b"wx.chooseImage({ count: 1 })",
    "gbk": "wx.chooseImage({ count: 1 }) // 图片\n".encode("gbk"),
    "bom": b"\xef\xbb\xbfwx.chooseImage(o)\n",
    "cr": b"wx.chooseImage({ count: 1 }) // a\rb\n//\x0c\n",
}


def git(folder: Path, *words: str, data: bytes = b"") -> None:
    name = ["-c", "user.name=a", "-c", "user.email=a@b", "-c", "core.autocrlf=false"]
    done = subprocess.run(["git", *name, *words], cwd=folder, input=data, capture_output=True)
    assert done.returncode == 0, done.stderr.decode()


def mediaglot(folder: Path, *words: str) -> bytes:
    with contextlib.chdir(folder):
        ended, out, told = commands.called(["port", *words, "--quiet", "--fail-on", "never"])
    assert ended == 0, told
    return out


def snapshot(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and ".git" not in path.parts
    }


@pytest.mark.skipif(os.name == "nt", reason="names that Windows has not")
@pytest.mark.parametrize("run_in", [".", "app", "app/src"])
@pytest.mark.parametrize("name", NAMES)
def test_git_applies_it_where_it_was_made(tmp_path: Path, run_in: str, name: str) -> None:
    """The port in a diff is the port in files: every name, line end and encoding."""
    root = tmp_path / "work"
    source = root / "app" / "src"
    (source / name).parent.mkdir(parents=True, exist_ok=True)
    (source / "app.json").write_text("{}")
    (source / name).write_bytes(SOURCES["lf"])
    for kind, data in SOURCES.items():
        (source / f"{kind}.js").write_bytes(data)
    git(root, "init", "-q")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "a")
    out = tmp_path / "out"
    here = root / run_in
    words = [os.path.relpath(source, here), "--from", "wx", "--to", "my"]
    mediaglot(here, *words, "--out", str(out))
    diff = mediaglot(here, *words, "--diff")
    git(here, "apply", "--check", "-", data=diff)
    git(here, "apply", "-", data=diff)
    assert snapshot(source) == snapshot(out)
    assert (source / "mediaglot-runtime.js").is_file()
    # what stands there now is the port: nothing is left to do
    assert mediaglot(here, *words, "--diff") == b""


def test_one_file_and_a_runtime_that_is_there(tmp_path: Path) -> None:
    """The runtime grows by what the next file needs, and keeps what the first one calls."""
    (tmp_path / "a.js").write_bytes(b"wx.chooseImage(o)\n")
    git(tmp_path, "init", "-q")
    git(
        tmp_path,
        "apply",
        "-",
        data=mediaglot(tmp_path, ".", "--from", "wx", "--to", "my", "--diff"),
    )
    first = (tmp_path / "mediaglot-runtime.js").read_bytes()
    assert b"previewImage" not in first
    (tmp_path / "b.js").write_bytes(b"wx.previewImage(o)\n")
    git(
        tmp_path,
        "apply",
        "-",
        data=mediaglot(tmp_path, ".", "--from", "wx", "--to", "my", "--diff"),
    )
    second = (tmp_path / "mediaglot-runtime.js").read_bytes()
    assert b"previewImage" in second
    assert b"chooseImage" in second


@pytest.mark.parametrize(
    ("start", "count", "text"), [(0, 0, "0,0"), (4, 0, "4,0"), (4, 1, "5"), (4, 2, "5,2")]
)
def test_a_span_is_written_as_diff_writes_it(start: int, count: int, text: str) -> None:
    assert _span(start, count) == text


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("a.js", b"a.js"),
        ("a b.js", b"a b.js\t"),
        ("图.js", "图.js".encode()),
        ("a~.js", b"a~.js"),
        ('a"b.js', b'"a\\"b.js"'),
        ("a\\b.js", b'"a\\\\b.js"'),
        ("a\nb.js", b'"a\\nb.js"'),
        ("a\tb\rc.js", b'"a\\tb\\rc.js"'),
        ("a\x07\x08\x0b\x0c.js", b'"a\\a\\b\\v\\f.js"'),
        ("a\x01.js", b'"a\\001.js"'),
        ("a\x1f\x20.js", b'"a\\037 .js"'),
        ("a\x7f.js", b'"a\\177.js"'),
        ("图\n.js", b'"\\345\\233\\276\\n.js"'),
    ],
)
def test_a_file_is_named_as_git_names_it(name: str, shown: bytes) -> None:
    assert created(b"a\n", name)[1] == b"+++ " + (
        b'"b/' + shown[1:] if shown.startswith(b'"') else b"b/" + shown
    )
