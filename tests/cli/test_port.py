"""``mediaglot port`` as a program: modes, streams, exit statuses."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
from pathlib import Path

import commands
import pytest


@pytest.fixture(autouse=True)
def _columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")


def mediaglot(*args: str, cwd: Path, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    with contextlib.chdir(cwd):
        status, out, told = commands.called(["port", *args], stdin)
    return subprocess.CompletedProcess(["port", *args], status, out, told.encode())


def test_as_a_process(app: Path) -> None:
    words = ["port", "src", "--from", "wx", "--to", "my", "--diff"]
    run = [sys.executable, "-m", "mediaglot", *words]
    done = subprocess.run(run, cwd=app, capture_output=True, check=False, timeout=120)
    here = mediaglot(*words[1:], cwd=app)
    assert (done.returncode, done.stdout, done.stderr) == (
        here.returncode,
        here.stdout,
        here.stderr,
    )


@pytest.fixture
def app(tmp_path: Path) -> Path:
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "a.js").write_bytes(b"wx.chooseImage({})\r\n")
    (tmp_path / "src" / "b.js").write_bytes(b"wx.compressVideo({ src })\n")
    return tmp_path


def test_out(app: Path) -> None:
    done = mediaglot("src", "--from", "wx", "--to", "my", "--out", "out", cwd=app)
    assert done.returncode == 1  # compressVideo is an error
    assert (app / "out/a.js").read_bytes() == b"my.chooseImage({ count: 9 })\r\n"
    assert b"src" not in (app / "out/a.js").read_bytes()
    assert b"b.js:1:1: error MG401" in done.stdout
    assert b"\x1b" not in done.stdout
    never = mediaglot(
        "src", "--from", "wx", "--to", "my", "--out", "out", "--fail-on", "never", cwd=app
    )
    assert never.returncode == 0


def test_a_file_goes_to_standard_output(app: Path) -> None:
    done = mediaglot("src/a.js", "--from", "wx", "--to", "my", cwd=app)
    assert (done.returncode, done.stdout) == (0, b"my.chooseImage({ count: 9 })\r\n")
    assert b"1 native" in done.stderr


def test_standard_input(app: Path) -> None:
    code = b"const a: any = wx.chooseImage({ count: 99 })\n"
    done = mediaglot("-", "--from", "wx", "--to", "tt", "--name", "a.ts", cwd=app, stdin=code)
    assert done.returncode == 0
    assert done.stdout.startswith(b"import { media }")
    lossy = mediaglot(
        "-",
        "--from",
        "wx",
        "--to",
        "tt",
        "--fail-on",
        "lossy",
        cwd=app,
        stdin=b"wx.chooseImage({ count: 99 })\n",
    )
    assert lossy.returncode == 1
    assert b"MG102" in lossy.stderr


def test_diff_and_check_write_nothing(app: Path) -> None:
    before = sorted(app.rglob("*"))
    done = mediaglot("src", "--from", "wx", "--to", "my", "--diff", cwd=app)
    assert b"-wx.chooseImage({})" in done.stdout
    assert b"+my.chooseImage({ count: 9 })" in done.stdout
    assert b"native" in done.stderr
    check = mediaglot("src", "--from", "wx", "--to", "my", "--check", "-q", cwd=app)
    assert (check.returncode, check.stdout) == (1, b"")
    assert sorted(app.rglob("*")) == before


@pytest.mark.parametrize("form", ["json", "sarif"])
def test_reports_for_programs(app: Path, form: str) -> None:
    done = mediaglot(
        "src",
        "--from",
        "wx",
        "--to",
        "my",
        "--check",
        "--format",
        form,
        "--report",
        "report.json",
        cwd=app,
    )
    assert done.stdout == b""
    report = json.loads((app / "report.json").read_text())
    assert ("summary" in report) == (form == "json")
    assert ("runs" in report) == (form == "sarif")


def test_in_place(app: Path) -> None:
    refused = mediaglot("src", "--from", "wx", "--to", "my", "--in-place", cwd=app)
    assert refused.returncode == 2
    assert b"--force" in refused.stderr
    assert (app / "src/a.js").read_bytes() == b"wx.chooseImage({})\r\n"
    done = mediaglot("src", "--from", "wx", "--to", "my", "--in-place", "--force", cwd=app)
    assert done.returncode == 1
    assert (app / "src/a.js").read_bytes() == b"my.chooseImage({ count: 9 })\r\n"


def test_unsafe_fixes(app: Path) -> None:
    code = b"wx.chooseImage({ count: 1, sizeType: ['orignal'] })\n"
    plain = mediaglot("-", "--from", "wx", "--to", "my", cwd=app, stdin=code)
    assert b"'orignal'" in plain.stdout
    assert b"unsafe fix: sizeType: ['original']" in plain.stderr
    fixed = mediaglot("-", "--from", "wx", "--to", "my", "--fix", "unsafe", cwd=app, stdin=code)
    assert fixed.stdout == b"my.chooseImage({ count: 1, sizeType: ['original'] })\n"


@pytest.mark.parametrize(
    "args",
    [
        ["none", "--from", "wx", "--to", "my"],
        ["src", "--from", "wx", "--to", "xx"],
        ["src", "--from", "wx", "--to", "wx"],
        ["src", "--from", "wx", "--to", "my/none"],
        ["src", "--from", "wx"],
        ["src", "--from", "wx", "--to", "my", "--diff", "--check"],
        ["src", "--from", "wx", "--to", "my", "--strict", "--style", "runtime"],
        ["src", "--from", "wx", "--to", "my", "--out", "src"],
        ["src", "--from", "wx", "--to", "my", "--out", "src/a.js"],
        ["-", "--from", "wx", "--to", "my", "--name", "a.py"],
        ["src", "--from", "wx", "--to", "my", "--check", "--report", "no/such/folder"],
    ],
)
def test_what_cannot_be_done(app: Path, args: list[str]) -> None:
    done = mediaglot(*args, cwd=app)
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr
    assert done.stderr.strip()


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (["src", "--from", "wx", "--to", "my", "--to", "tt"], b"--to is given 2 times"),
        (["src", "--from", "wx", "--from", "wx", "--to", "my"], b"--from is given 2 times"),
        (["src", "--from", "wx", "--to", "my", "--out", "a", "--out", "b"], b"--out is given"),
        (["src", "--from", "wx", "--to", "my", "--force"], b"--force is for --in-place"),
        (["src", "--from", "wx", "--to", "my", "--name", "a.ts"], b"--name is for standard input"),
        (["-", "--from", "wx", "--to", "my", "--out", "x"], b"--out needs a folder"),
        (["-", "--from", "wx", "--to", "my", "--in-place"], b"--in-place needs a folder"),
        (["src", "--from", "wx", "--to", "my", "--out", ""], b"empty name"),
        (["src", "--from", "wx", "--to", "my", "--out", "src"], b"source itself"),
        (["src", "--from", "wx", "--to", "my", "--report", "no/where.txt"], b"no such folder"),
        (["src", "--from", "wx", "--to", "my", "--report", "src"], b"is a folder"),
    ],
)
def test_what_contradicts_itself_or_cannot_be_written(
    app: Path, words: list[str], wanted: bytes
) -> None:
    before = sorted(app.rglob("*"))
    done = mediaglot(*words, cwd=app)
    assert done.returncode == 2
    assert wanted in done.stderr
    assert done.stderr.count(b"\n") == 1
    assert sorted(app.rglob("*")) == before


def test_out_is_looked_at_before_the_work(app: Path) -> None:
    """A source that cannot be parsed at all is not even read."""
    (app / "out").write_text("a file")
    done = mediaglot("src", "--from", "wx", "--to", "my", "--out", "out", cwd=app)
    assert done.returncode == 2
    assert done.stdout == b""
    assert b"is not a folder" in done.stderr


@pytest.mark.parametrize("out", ["one", "one/out"])
def test_out_is_a_link_to_itself(app: Path, out: str) -> None:
    (app / "one").symlink_to("two")
    (app / "two").symlink_to("one")
    done = mediaglot("src", "--from", "wx", "--to", "my", "--out", out, cwd=app)
    assert done.returncode == 2
    assert done.stderr.startswith(f"mediaglot: error: {out}: cannot be made: ".encode())
    assert done.stderr.count(b"\n") == 1


def test_standard_input_as_a_diff_and_as_json(app: Path) -> None:
    words = ["-", "--from", "wx", "--to", "my"]
    done = mediaglot(*words, "--diff", "-q", cwd=app, stdin=b"wx.chooseImage({})\n")
    assert done.stdout.splitlines()[3:] == [
        b"-wx.chooseImage({})",
        b"+my.chooseImage({ count: 9 })",
    ]
    done = mediaglot(*words, "--check", "--format", "json", cwd=app, stdin=b"wx.editImage({})\n")
    assert done.returncode == 1
    assert json.loads(done.stdout)["summary"]["refused"] == 1


def test_standard_input_for_the_wrong_vendor_gets_the_hint_that_a_file_gets(app: Path) -> None:
    code = b"tt.chooseImage({ count: 1 })\n"
    (app / "wrong.js").write_bytes(code)
    for source, given in (("-", code), ("wrong.js", b"")):
        done = mediaglot(source, "--from", "wx", "--to", "my", cwd=app, stdin=given)
        assert (done.returncode, done.stdout) == (0, code)
        assert b"hint: no media call of wx was found, but calls of tt 1\n" in done.stderr
        assert (
            b"hint: tt is read with --from douyin or --from tt or --from lark where that is its "
            b"client\n" in done.stderr
        )
    right = mediaglot("-", "--from", "tt", "--to", "my", cwd=app, stdin=code)
    assert b"hint" not in right.stderr
