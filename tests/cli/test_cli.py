"""The command line as a program: what it imports, streams, exit statuses, files, colour."""

from __future__ import annotations

import contextlib
import importlib
import io
import json
import os
import subprocess
import sys
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from mediaglot.adapters.cli import main as command_line
from mediaglot.adapters.cli.main import COMMANDS, cli, main
from mediaglot.adapters.cli.output import whole_file
from mediaglot.adapters.lines.framing import Bad, lines
from mediaglot.adapters.lines.stream import LineSettings, processor

HEAVY = {
    "pydantic", "rich", "PIL", "msgspec", "orjson", "tree_sitter", "tomli", "quickjs", "numpy",
    "asyncio", "ssl",
}  # fmt: skip
OK = b'{"tempFilePaths":["ttfile://temp/1.jpg"],"errMsg":"chooseImage:ok"}\n'


def python(*args: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, *args], capture_output=True, check=False, timeout=120)


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_nothing_heavy_is_imported_for_help_and_version(option: str) -> None:
    done = python("-X", "importtime", "-m", "mediaglot", option)
    assert done.returncode == 0
    modules = {line.rpartition(b"|")[2].strip() for line in done.stderr.splitlines()}
    assert b"click" in modules
    roots = {module.decode().partition(".")[0] for module in modules}
    assert not roots & HEAVY


@pytest.mark.parametrize(
    ("command", "needed"),
    [
        ("rule MG102", set()),
        ("profile list", {"tomli"}),
        ("profile show wx chooseImage", {"tomli"}),
        ("compare wx my chooseImage", {"tomli"}),
        ("runtime --from wx --to my --out {made}", {"tomli"}),
        ("port {page} --from wx --to my --diff", {"tomli", "tree_sitter"}),
        ("normalize {page} --from my --api chooseImage", {"tomli", "orjson", "msgspec"}),
    ],
)
def test_a_command_imports_what_it_needs_only(
    command: str, needed: set[str], tmp_path: Path
) -> None:
    """With built-in profiles, which are not checked each time: so without pydantic."""
    page = tmp_path / "page.js"
    page.write_text("wx.chooseImage({ success: (res) => res.tempFilePaths })\n")
    places = {"page": page, "made": tmp_path / "made.js"}
    args = [part.format_map(places) for part in command.split()]
    done = python("-X", "importtime", "-m", "mediaglot", *args)
    assert b"usage" not in done.stderr.lower()
    modules = {line.rpartition(b"|")[2].strip() for line in done.stderr.splitlines()}
    roots = {module.decode().partition(".")[0] for module in modules}
    assert roots & HEAVY == needed


def test_a_host_imports_what_it_needs_only() -> None:
    done = python("-X", "importtime", "-c", "import mediaglot; mediaglot.Host('wx')")
    assert done.returncode == 0
    modules = {line.rpartition(b"|")[2].strip() for line in done.stderr.splitlines()}
    assert {module.decode().partition(".")[0] for module in modules} & HEAVY == {"tomli"}


def test_every_command_in_the_table_is_there_and_has_examples() -> None:
    context = click.Context(cli)
    names = cli.list_commands(context)
    assert {"normalize", "compare", "profile", "rule"} <= set(names)
    for name in names:
        command = cli.get_command(context, name)
        assert command is not None
        assert command.help, name
        assert "mediaglot " in (command.epilog or command.help), f"{name} --help has no example"


def test_every_command_of_the_folder_is_in_the_table() -> None:
    folder = Path(command_line.__file__).parent
    for name, (home, text) in COMMANDS.items():
        assert home.partition(":")[0] == name
        assert text.endswith(".")
        assert len(text) < 80
    for file in folder.glob("*.py"):
        module = importlib.import_module(f"{command_line.__package__}.{file.stem}")
        found = getattr(module, file.stem, None)
        if isinstance(found, click.Command) and file.stem != "docs":
            assert file.stem in COMMANDS


@pytest.mark.parametrize("args", [[], ["profile"]])
def test_without_a_command_help_is_shown_and_it_is_a_usage_error(
    args: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(args) == 2
    assert "Usage: mediaglot" in capsys.readouterr().err


def raising(error: BaseException, monkeypatch: pytest.MonkeyPatch) -> int:
    def broken(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(cli, "main", broken)
    return main([])


@pytest.mark.parametrize(
    ("error", "status", "said"),
    [
        (KeyboardInterrupt(), 130, "mediaglot: interrupted\n"),
        (KeyboardInterrupt("go on"), 130, "mediaglot: interrupted; go on\n"),
        (click.Abort(), 130, "mediaglot: interrupted\n"),
        (RecursionError(), 2, "mediaglot: error: the input is nested too deeply\n"),
        (MemoryError(), 2, "mediaglot: error: out of memory\n"),
        (
            OSError(28, "No space left on device", "/tmp/x"),
            2,
            "mediaglot: error: /tmp/x: No space left on device\n",
        ),
        (KeyError("x"), 2, "mediaglot: error: a bug: KeyError: 'x' (MEDIAGLOT_TRACEBACK=1 "),
        (click.UsageError("Two\nlines."), 2, "mediaglot: error: two lines (see 'mediaglot"),
    ],
)
def test_errors_are_one_line_and_an_exit_status(
    error: BaseException,
    status: int,
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert raising(error, monkeypatch) == status
    text = capsys.readouterr().err
    assert text.startswith(said)
    assert text.count("\n") == 1


def test_a_bug_shows_where_when_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MEDIAGLOT_TRACEBACK", "1")
    with pytest.raises(KeyError):
        raising(KeyError("x"), monkeypatch)


def test_a_closed_pipe_ends_quietly(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_bytes(OK * 20_000)
    command = [sys.executable, "-m", "mediaglot", "normalize", "-q", "--from", "tt"]
    with subprocess.Popen(
        [*command, "--api", "chooseImage", str(tmp_path / "in.jsonl")],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline().startswith(b'{"api":"chooseImage","ok":true')
        process.stdout.close()
        said = process.stderr.read()
        status = process.wait(timeout=60)
    assert (status, said) == (141, b"")


def test_colour_is_for_terminals_unless_asked_for(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    main(["rule", "MG102"])
    assert "\x1b[" not in capsys.readouterr().out
    main(["--color", "always", "rule", "MG102"])
    assert "\x1b[" in capsys.readouterr().out
    monkeypatch.setenv("NO_COLOR", "1")
    main(["rule", "MG102"])
    assert "\x1b[" not in capsys.readouterr().out


def test_a_terminal_gets_drawn_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    screen = Terminal()
    monkeypatch.setattr(sys, "stdout", screen)
    monkeypatch.setenv("COLUMNS", "200")
    assert main(["profile", "show", "wx", "chooseImage"]) == 0
    assert "───" in screen.getvalue()
    monkeypatch.setattr(sys, "stdout", narrow := Terminal())
    monkeypatch.setenv("COLUMNS", "60")
    assert main(["--color", "never", "profile", "show", "tt", "chooseImage"]) == 0
    lines = narrow.getvalue().splitlines()
    at = lines.index("save_to_album")
    assert lines[at : at + 6] == [
        "save_to_album",
        "  name there  isSaveToAlbum",
        "  type        boolean: false = '0', true = '1'",
        "  default     false",
        "  bounds      no effect when sources is album",
        "  support     android, ios since 5.13.0; pc no; harmony",
    ]
    assert lines[at + 6] == "              since 7.47.0"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("mediaglot comp", "compare"),
        ("mediaglot rule mg10", "MG101"),
        ("mediaglot compare t", "tt"),
        ("mediaglot compare tt/p", "tt/pc"),
        ("mediaglot compare tt:web/a", "tt:web/android"),
        ("mediaglot compare tt:w", "tt:web"),
        ("mediaglot compare wx my chooseI", "chooseImage"),
        ("mediaglot normalize --from m", "my"),
    ],
)
def test_a_shell_completes(
    words: str,
    expected: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("_MEDIAGLOT_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", words)
    monkeypatch.setenv("COMP_CWORD", str(len(words.split()) - 1))
    with contextlib.suppress(SystemExit):
        main([])
    found = [line.partition(",")[2] for line in capsys.readouterr().out.splitlines()]
    assert expected in found


# --- files that are whole or not there ---------------------------------------------------------


def test_a_file_is_there_only_when_all_is_written(tmp_path: Path) -> None:
    file = tmp_path / "out.jsonl"
    file.write_bytes(b"old")
    os.chmod(file, 0o640)
    with pytest.raises(ZeroDivisionError), whole_file(file) as stream:
        stream.write(b"new" * (1 // (stream.tell() - 0)))
    assert file.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["out.jsonl"]
    with whole_file(file) as stream:
        stream.write(b"new")
    assert file.read_bytes() == b"new"
    assert file.stat().st_mode & 0o777 == 0o640
    assert os.listdir(tmp_path) == ["out.jsonl"]


def test_a_link_is_written_through_and_a_device_directly(tmp_path: Path) -> None:
    (tmp_path / "real").write_bytes(b"old")
    (tmp_path / "link").symlink_to("real")
    with whole_file(tmp_path / "link") as stream:
        stream.write(b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == b"new"
    with whole_file(os.devnull) as stream:
        stream.write(b"x")
    assert not Path(os.devnull).is_file()


def test_input_may_be_the_output(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_bytes(OK)
    assert main(["normalize", "-q", "--from", "tt", "--api", "chooseImage", "--out", str(file),
                 str(file)]) == 0  # fmt: skip
    assert json.loads(file.read_bytes())["result"]["images"] == [{"path": "ttfile://temp/1.jpg"}]


# --- lines -------------------------------------------------------------------------------------


def read(data: bytes, most: int = 1000) -> list[tuple[int, bytes | Bad]]:
    return list(lines(io.BytesIO(data), most))


def test_lines_are_numbered_blank_ones_too() -> None:
    assert read(b"\xef\xbb\xbf1\r\n\n  \n 2 \n\xef\xbb\xbf3") == [
        (1, b"1"),
        (4, b"2"),
        (5, b"3"),
    ]
    assert read(b"") == []


def test_a_line_too_long_is_left_out_and_the_next_one_read() -> None:
    assert read(b"12345\n123456\n1\n" + b"x" * 5_000_000 + b"\n2\n1234567", 5) == [
        (1, b"12345"),
        (2, Bad("longer than 5 bytes")),
        (3, b"1"),
        (4, Bad("longer than 5 bytes")),
        (5, b"2"),
        (6, Bad("longer than 5 bytes")),
    ]


class Endless(io.RawIOBase):
    """A stream that makes its lines while it is read."""

    def __init__(self, count: int) -> None:
        self.rest: Iterator[bytes] = (OK for _ in range(count))
        self.left = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        data = self.left or next(self.rest, b"")
        view[: len(data)] = data[: len(view)]
        self.left = data[len(view) :]
        return min(len(data), len(view))


def test_memory_does_not_grow_with_the_input() -> None:
    process = processor(LineSettings(read="tt", api="chooseImage"))

    def peak(count: int) -> int:
        tracemalloc.start()
        for _, line in lines(io.BufferedReader(Endless(count)), 1000):
            assert isinstance(line, bytes)
            process(line)
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    peak(3000)  # caches are warm
    assert peak(3000) < peak(300) + 100_000


@pytest.mark.parametrize(
    "words",
    [
        ["--color", "never", "--color", "always", "rule", "MG102"],
        ["compare", "wx", "my", "--format", "text", "--format", "json"],
        ["profile", "show", "tt", "--format=json", "--format=json"],
        ["runtime", "--from", "wx", "--to", "my", "--module", "cjs", "--module", "esm"],
        ["normalize", "--from", "wx", "--from", "my"],
    ],
)
def test_an_option_of_one_value_given_twice(words: list[str]) -> None:
    done = python("-m", "mediaglot", *words)
    assert done.returncode == 2
    assert b"is given 2 times; it takes one value" in done.stderr


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["port", "a.js", "--color", "never"], "--color goes before 'port'"),
        (["profile", "list", "--color=never"], "--color goes before 'profile'"),
        (["compare", "--profile", "a.toml", "wx", "my"], "--profile goes before 'compare'"),
        (["compare", "--profiel", "a.toml", "wx", "my"], "no option '--profiel'"),
    ],
)
def test_an_option_of_all_commands_behind_one(
    capsys: pytest.CaptureFixture[str], words: list[str], expected: str
) -> None:
    assert main(words) == 2
    assert capsys.readouterr().err.startswith(f"mediaglot: error: {expected} (see 'mediaglot ")
