"""Every option that names a file, given the name of every other: one sentence, or no harm."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from mediaglot.adapters.cli.main import main
from mediaglot.adapters.system import places
from mediaglot.adapters.system.places import apart, identity, reads, writes
from mediaglot.canonical.errors import InputError

GOOD = b'{"tempFilePaths":["wxfile://a.jpg"]}\n'
BAD = b"nope\n"
NORMALIZE = ["normalize", "--from", "wx", "--to", "my", "--api", "chooseImage"]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("in.jsonl").write_bytes(GOOD + BAD)
    Path("two.jsonl").write_bytes(BAD + GOOD)
    Path("folder").mkdir()
    return tmp_path


def told(args: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    status = main(args)
    said = capsys.readouterr().err
    if status == 2:
        assert said.startswith("mediaglot: error: ")
        assert said.count("\n") == 1
        assert "a bug" not in said
    return status, said


def contents() -> dict[str, bytes]:
    return {
        str(path): path.read_bytes()
        for path in sorted(Path().rglob("*"))
        if path.is_file() and not path.is_symlink()
    }


ALIASES: dict[str, Callable[[str], str]] = {
    "itself": lambda name: name,
    "dotted": lambda name: f"folder/../{name}",
    "absolute": os.path.abspath,
    "linked": lambda name: _made(os.symlink, os.path.abspath(name), f"link-{Path(name).name}"),
    "linked folder": lambda name: f"{_made(os.symlink, os.getcwd(), 'here')}/{name}",
}
HARD = {**ALIASES, "hard link": lambda name: _made(os.link, name, f"hard-{Path(name).name}")}


def _made(link: Callable[[str, str], None], name: str, other: str) -> str:
    if not os.path.lexists(other):
        link(name, other)
    return other


@pytest.mark.parametrize("alias", HARD)
@pytest.mark.parametrize("place", ["in.jsonl", "two.jsonl"])
@pytest.mark.parametrize("out", [[], ["--out", "out.jsonl"], ["--out", "out.parquet"]])
def test_rejects_never_fall_on_an_input(
    alias: str, place: str, out: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    command = [
        word for word in NORMALIZE if out[-1:] != ["out.parquet"] or word not in ("--to", "my")
    ]
    name = HARD[alias](place)
    before = contents()
    status, said = told([*command, *out, "--rejects", name, "in.jsonl", "two.jsonl"], capsys)
    assert status == 2
    assert "is an input already" in said
    assert contents() == before


SIDES = ["out.jsonl", "out.jsonl.part", "out.jsonl.part.json", "out.jsonl.part.json.new"]


@pytest.mark.parametrize("alias", ALIASES)
@pytest.mark.parametrize("side", SIDES)
def test_rejects_never_fall_on_the_output_and_what_is_beside_it(
    alias: str, side: str, capsys: pytest.CaptureFixture[str]
) -> None:
    name = ALIASES[alias](side)
    before = contents()
    status, said = told([*NORMALIZE, "--out", "out.jsonl", "--rejects", name, "in.jsonl"], capsys)
    assert status == 2
    assert "--out already" in said or "writes no ." in said
    assert contents() == before


@pytest.mark.parametrize("side", SIDES[1:])
@pytest.mark.parametrize("alias", HARD)
def test_an_input_is_never_a_side_file(
    side: str, alias: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path(side).write_bytes(GOOD)
    name = HARD[alias](side)
    before = contents()
    for resume in ([], ["--resume"]):
        status, said = told([*NORMALIZE, "--out", "out.jsonl", *resume, name], capsys)
        assert status == 2
        assert side in said
        assert "is an input already" in said
        assert contents() == before


@pytest.mark.parametrize("side", SIDES[1:])
@pytest.mark.parametrize("data", [b"mine\n", b"{}\n", b'{"form":', b'{"form": 7}'])
@pytest.mark.parametrize("resume", [[], ["--resume"]])
def test_files_that_no_run_left_are_left_alone(
    side: str, data: bytes, resume: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    Path(side).write_bytes(data)
    before = contents()
    status, said = told([*NORMALIZE, "--out", "out.jsonl", *resume, "in.jsonl"], capsys)
    if side.endswith(".new") and data == b'{"form":':
        assert status == 1  # the head of a journal: what a run that was killed may leave
        return
    assert status == 2
    assert f"{side}: " in said
    assert contents() == before


@pytest.mark.parametrize("side", SIDES[1:])
def test_links_are_not_followed_to_somebody_elses_file(
    side: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("victim").write_bytes(b"")
    os.symlink("victim", side)
    status, said = told([*NORMALIZE, "--out", "out.jsonl", "in.jsonl"], capsys)
    assert status == 2
    assert "is a symbolic link" in said
    assert Path("victim").read_bytes() == b""
    assert os.path.islink(side)


@pytest.mark.parametrize("alias", HARD)
def test_the_input_may_be_replaced_by_what_comes_of_it(
    alias: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status, _ = told([*NORMALIZE, "--out", HARD[alias]("in.jsonl"), "in.jsonl"], capsys)
    assert status == 1
    assert b'"tempFiles"' in Path(HARD[alias]("in.jsonl")).read_bytes()
    if alias == "hard link":
        assert Path("in.jsonl").read_bytes() == GOOD + BAD


@pytest.mark.parametrize("alias", ALIASES)
def test_reports(alias: str, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["report", "--from", "wx", "--api", "chooseImage", "in.jsonl"]
    Path("in.json").write_bytes(GOOD)
    for more in (
        ["--out", ALIASES[alias]("r.json"), "--rejects", "r.json"],
        ["--out", ALIASES[alias]("in.json"), "in.json"],
        ["--rejects", ALIASES[alias]("in.jsonl")],
    ):
        before = contents()
        status, said = told([*command, *more], capsys)
        assert status == 2
        assert "already" in said
        assert contents() == before


def test_runtime_and_its_types(capsys: pytest.CaptureFixture[str]) -> None:
    command = ["runtime", "--from", "wx", "--to", "my", "--only", "chooseImage"]
    os.symlink("m.js", "m.d.ts")
    status, said = told([*command, "--out", "m.js"], capsys)
    assert status == 2
    assert "m.d.ts: is --out already (m.js); --types needs a file of its own" in said
    assert not Path("m.js").exists()


def test_a_profile_that_is_read_is_not_written(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["profile", "new", "acme", "--out", "acme.toml"]) == 0
    capsys.readouterr()
    before = contents()
    for name in ("acme.toml", "./acme.toml"):
        command = ["--profile", "acme.toml", "profile", "new", "b", "--out", name, "--force"]
        status, said = told(command, capsys)
        assert status == 2
        assert "is --profile already" in said
        assert contents() == before


@pytest.mark.parametrize("report", ["src/a.js", "out/a.js", "out/src/../a.js", "out/media.js"])
def test_the_report_of_a_port_is_none_of_its_files(
    report: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Names are links, since those of sources are no names of reports."""
    Path("src").mkdir()
    Path("src/a.js").write_text("wx.chooseImage({}); const f = wx.chooseImage; f({})\n")
    Path("out/src").mkdir(parents=True)
    os.symlink(os.path.abspath(report), "report.json")
    before = contents()
    command = ["port", "src", "--from", "wx", "--to", "my", "--out", "out", "--report"]
    status, said = told([*command, "report.json"], capsys)
    if report == "out/media.js" and status != 2:
        assert "media.js" not in os.listdir("out") or Path(report).read_bytes().startswith(b"{")
        return
    assert status == 2
    assert "the report would replace it" in said
    assert contents() == before


def test_compress_never_writes_an_input(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from PIL import Image

    Image.new("RGB", (64, 64)).save("a.jpg")
    os.symlink("a.jpg", "b.jpg")
    os.mkdir("small")
    os.link("a.jpg", "small/a.jpg")
    before = contents()
    for out in (".", "folder/..", "small"):
        status = main(["compress", "a.jpg", "--client", "wx", "--out", out, "--force"])
        assert status == 2
        assert "is an input" in capsys.readouterr().out
        assert contents() == before


def run(shell: str) -> subprocess.CompletedProcess[str]:
    command = f"{sys.executable} -m mediaglot {' '.join(NORMALIZE)}"
    return subprocess.run(
        ["bash", "-c", shell.replace("NORMALIZE", command)], capture_output=True, text=True
    )


@pytest.mark.skipif(sys.platform == "win32", reason="a POSIX shell")
@pytest.mark.parametrize(
    ("shell", "message"),
    [
        ("NORMALIZE --rejects in.jsonl < in.jsonl", "is standard input already"),
        ("NORMALIZE --rejects in.jsonl - < in.jsonl", "is standard input already"),
        ("NORMALIZE in.jsonl >> in.jsonl", "is standard output already"),
        ("NORMALIZE < in.jsonl >> in.jsonl", "input and standard output are the same"),
        ("NORMALIZE in.jsonl --rejects o.txt >> o.txt", "is standard output already"),
        ("NORMALIZE in.jsonl --rejects o.txt 2>> o.txt", "is standard error already"),
        ("NORMALIZE in.jsonl --out o.txt 2>> o.txt", "is standard error already"),
        ("NORMALIZE in.jsonl --rejects /dev/stdout >> o.txt", "is standard output already"),
        (
            "NORMALIZE in.jsonl --rejects /dev/stdout | cat; exit ${PIPESTATUS[0]}",
            "is standard output already",
        ),
        ("NORMALIZE --rejects in.jsonl /dev/stdin < in.jsonl", "is an input already"),
        ("mkfifo p; NORMALIZE in.jsonl --out p --rejects p", "already"),
    ],
)  # fmt: skip
def test_standard_streams(shell: str, message: str) -> None:
    before = contents()
    done = run(shell)
    assert done.returncode == 2, done
    whole = done.stderr + (Path("o.txt").read_text() if Path("o.txt").exists() else "")
    assert message in whole
    after = contents()
    for name in before:
        assert after[name] == before[name] or "error" in after[name].decode()


@pytest.mark.skipif(sys.platform == "win32", reason="a POSIX shell")
def test_what_does_no_harm_is_done() -> None:
    made = run("NORMALIZE in.jsonl --out /dev/null --rejects /dev/null")
    assert (made.returncode, made.stdout) == (1, "")
    made = run("NORMALIZE in.jsonl in.jsonl - < in.jsonl > log.txt 2>&1")
    assert made.returncode == 1
    assert Path("log.txt").read_bytes().count(b'"tempFiles"') == 3
    Path("kept.txt").write_bytes(b"before\n")
    made = run("NORMALIZE in.jsonl --out /dev/stdout >> kept.txt")
    assert made.returncode == 1
    assert Path("kept.txt").read_bytes().startswith(b"before\n")
    assert b'"tempFiles"' in Path("kept.txt").read_bytes()
    made = run("NORMALIZE in.jsonl --rejects /dev/stderr 2>&1 >/dev/null | cat")
    assert '"reason"' in made.stdout


@pytest.mark.parametrize(
    ("one", "other"), [("a.jsonl", "A.JSONL"), ("é.jsonl", "e\u0301.jsonl"), ("ß.txt", "SS.txt")]
)
def test_names_that_only_some_file_systems_tell_apart(one: str, other: str) -> None:
    with pytest.raises(InputError, match="already"):
        apart([*writes("--out", one), *writes("--rejects", other)])
    Path(one).write_bytes(b"")
    if not Path(other).exists():  # here they are told apart
        Path(other).write_bytes(b"")
        apart([*writes("--out", one), *writes("--rejects", other)])


def test_identity(tmp_path: Path) -> None:
    assert identity("in.jsonl") == identity(str(tmp_path / "folder/../in.jsonl"))
    assert identity("new") == identity("folder/../new") != identity("folder/new")
    assert identity("nowhere/new") is None
    assert identity(os.devnull) is None
    assert identity("a\0b") is None
    os.symlink("loop", "loop")
    identity("loop")
    os.symlink("later.jsonl", "dangling")
    assert identity("dangling") == identity("later.jsonl")
    assert not places.is_standard_output("in.jsonl")


def test_every_pair_of_written_names() -> None:
    names = ["--out", "--rejects", "--types", "--report"]
    for one, other in itertools.combinations(names, 2):
        with pytest.raises(InputError, match=f"is {one} already; {other} needs"):
            apart([*writes(one, "x.json"), *writes(other, "./x.json"[2:])])
    apart([*reads("an input", "in.jsonl", "in.jsonl")])
