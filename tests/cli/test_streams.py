"""Names that are empty, disks that are full, readers that go, interrupts at any moment."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest
from mediaglot.adapters.cli.main import main

MEDIAGLOT = f"{sys.executable} -m mediaglot"
LINE = '{"tempFilePaths":["a.jpg"]}\n'


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("in.jsonl").write_text(LINE * 20 + "nope\n")
    Path("a.js").write_text("wx.chooseImage({})\n")
    Path("src").mkdir()
    Path("src/a.js").write_text("wx.chooseImage({})\n")


READ = ["--from", "wx", "--api", "chooseImage"]
PORT = ["port", "a.js", "--from", "wx", "--to", "my"]
EMPTY = [
    ["--profile", "", "profile", "list"],
    ["normalize", *READ, ""],
    ["normalize", *READ, "in.jsonl", "--out", ""],
    ["normalize", *READ, "in.jsonl", "--rejects", ""],
    ["report", *READ, ""],
    ["report", *READ, "in.jsonl", "--out", ""],
    ["report", *READ, "in.jsonl", "--rejects", ""],
    ["port", "", "--from", "wx", "--to", "my"],
    [*PORT, "--out", ""],
    [*PORT, "--report", ""],
    ["runtime", "--from", "wx", "--to", "my", "--out", ""],
    ["profile", "show", ""],
    ["profile", "lint", ""],
    ["profile", "new", "acme", "--out", ""],
    ["profile", "schema", "--out", ""],
    ["scenario", "new", ""],
    ["scenario", "run", ""],
    ["scenario", "check", ""],
    ["run", ""],
    ["run", "a.js", "--album", ""],
    ["run", "a.js", "--scenario", ""],
    ["run", "a.js", "--setup", ""],
    ["run", "a.js", "--root", ""],
    ["verify", "", "--from", "wx", "--to", "my"],
    ["verify", "src", "--from", "wx", "--to", "my", "--port", ""],
    ["verify", "src", "--from", "wx", "--to", "my", "--scenario", ""],
    ["verify", "src", "--from", "wx", "--to", "my", "--album", ""],
    ["verify", "src", "--from", "wx", "--to", "my", "--setup", ""],
    ["info", ""],
    ["choose", "", "--client", "wx"],
    ["choose", "src", "--client", "wx", "--out", ""],
    ["compress", "", "--client", "wx", "--out", "small"],
    ["compress", "src", "--client", "wx", "--out", ""],
]


@pytest.mark.parametrize("name", ["", "a\0b"], ids=["empty", "NUL"])
@pytest.mark.parametrize("args", EMPTY, ids=" ".join)
def test_names_that_are_none(
    args: list[str], name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = sorted(os.listdir())
    assert main([word or name for word in args]) == 2
    said = capsys.readouterr().err
    assert said.startswith("mediaglot: error: ")
    assert said.count("\n") == 1
    assert "a bug" not in said
    assert sorted(os.listdir()) == before


def shell(text: str, unbuffered: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", "-c", text.replace("MEDIAGLOT", MEDIAGLOT)],
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
    )


posix = pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
FULL = [
    ("normalize {read} in.jsonl --out /dev/full", "/dev/full"),
    ("normalize {read} in.jsonl --rejects /dev/full", "/dev/full"),
    ("normalize {read} in.jsonl --out o.jsonl --rejects /dev/full", "/dev/full"),
    ("normalize {read} in.jsonl -j 2 --out o.jsonl --rejects /dev/full", "/dev/full"),
    ("normalize {read} in.jsonl --out o.parquet --rejects /dev/full", "/dev/full"),
    ("normalize {read} in.jsonl > /dev/full", "standard output"),
    ("report {read} in.jsonl --out /dev/full", "/dev/full"),
    ("report {read} in.jsonl --rejects /dev/full", "/dev/full"),
    ("report {read} in.jsonl > /dev/full", "standard output"),
    ("report {read} in.jsonl --format json > /dev/full", "standard output"),
    ("port src --from wx --to my --report /dev/full", "/dev/full"),
    ("port src --from wx --to my > /dev/full", "standard output"),
    ("port src --from wx --to my --diff > /dev/full", "standard output"),
    ("port a.js --from wx --to my > /dev/full", "standard output"),
    ("runtime --from wx --to my --out /dev/full", "/dev/full"),
    ("runtime --from wx --to my --types /dev/full --out r.js", "/dev/full"),
    ("runtime --from wx --to my > /dev/full", "standard output"),
    ("profile new acme --force --out /dev/full", "/dev/full"),
    ("profile schema --out /dev/full", "/dev/full"),
    ("profile schema > /dev/full", "standard output"),
    ("profile list > /dev/full", "standard output"),
    ("rule MG102 > /dev/full", "standard output"),
    ("compare wx my chooseImage > /dev/full", "standard output"),
    ("--help > /dev/full", "standard output"),
    ("--version > /dev/full", "standard output"),
]


@posix
@pytest.mark.parametrize(("command", "name"), FULL)
def test_a_full_disk_is_named(command: str, name: str) -> None:
    for unbuffered in ("", "1") if command.startswith(("rule", "normalize")) else ("",):
        done = shell(f"MEDIAGLOT {command.format(read=' '.join(READ))}", unbuffered)
        assert done.returncode == 2, done
        told = f"mediaglot: error: {name}: No space left on device"
        assert done.stderr.splitlines()[-1] == told
        assert "Traceback" not in done.stderr
        assert "Exception ignored" not in done.stderr


CLOSED = [pair for pair in FULL if "> /dev/full" in pair[0]][1::2]


@posix
@pytest.mark.parametrize(("command", "name"), CLOSED)
def test_streams_that_are_closed(command: str, name: str) -> None:
    command = command.format(read=" ".join(READ)).replace("> /dev/full", "")
    done = shell(f"MEDIAGLOT {command} >&-")
    assert done.returncode == 2, done
    assert done.stderr.splitlines()[-1] == f"mediaglot: error: {name}: Bad file descriptor"
    assert "Traceback" not in done.stderr
    whole = shell(f"MEDIAGLOT {command}")
    for mute in ("2>&-", "2>/dev/full"):
        done = shell(f"MEDIAGLOT {command} {mute}")
        assert (done.returncode, done.stdout) == (whole.returncode, whole.stdout)


@posix
def test_standard_input_that_is_closed() -> None:
    for command, how in (
        (f"normalize {' '.join(READ)}", ""),
        ("port - --from wx --to my", "cannot be read: "),
    ):
        done = shell(f"MEDIAGLOT {command} <&-")
        assert done.returncode == 2
        assert done.stderr.splitlines() == [
            f"mediaglot: error: standard input: {how}Bad file descriptor"
        ]
    done = shell(f"MEDIAGLOT normalize {' '.join(READ)} in.jsonl --out o.jsonl <&- >&- 2>&-")
    assert done.returncode == 1
    assert Path("o.jsonl").read_text().count("\n") == 20


@pytest.mark.skipif(sys.platform == "win32", reason="a POSIX shell")
@pytest.mark.parametrize(
    "command",
    [
        f"normalize {' '.join(READ)} many.jsonl",
        f"normalize {' '.join(READ)} many.jsonl --jobs 2",
        f"normalize {' '.join(READ)} many.jsonl --out /dev/stdout",
        "profile schema",
        "compare wx my",
        "runtime --from wx --to my",
    ],
)
def test_a_reader_that_goes_away(command: str) -> None:
    Path("many.jsonl").write_text(LINE * 10_000)
    done = shell(f"MEDIAGLOT {command} | head -c 10; exit ${{PIPESTATUS[0]}}")
    assert done.returncode in (141, 0, 1), done
    assert "Traceback" not in done.stderr
    assert "error" not in done.stderr
    done = shell(f"MEDIAGLOT {command} 2>&1 >/dev/null | true; exit ${{PIPESTATUS[0]}}")
    assert done.returncode in (141, 0, 1), done


INTERRUPTED = "mediaglot: interrupted"
COMMANDS = {
    f"normalize {' '.join(READ)} many.jsonl --out o.jsonl --jobs 2": ["o.jsonl"],
    f"report {' '.join(READ)} many.jsonl --jobs 2": [],
    "port src --from wx --to my --out ported": ["ported/a.js"],
}
"""Commands, with the files that each makes."""
AUDIBLE = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)
"""
"""Not as in the background of a shell, where nobody hears interrupts."""
STARTED = f"""{AUDIBLE}
import os, sys
import mediaglot.__main__ as start
begin = start._command_line
def began():
    os.write(1, b"started\\n")
    return begin()
start._command_line = began
sys.exit(start.main())
"""


def ended(status: int, said: str, made: list[str], whole: dict[str, bytes]) -> None:
    """Hold what an interrupted command left behind to what it may leave."""
    lines = [line for line in said.splitlines() if line]
    if lines and lines[-1].startswith(INTERRUPTED):
        assert status == 130, said
        lines.pop()
    else:  # over before it could be told: done, or in the interpreter's own last steps
        assert status in (0, 1, -signal.SIGINT), said
    assert all(line.startswith(("normalize: ", "port: ", "src: ", "1 file")) for line in lines), (
        said
    )
    for name in made:
        file = Path(name)
        if file.exists():
            assert file.read_bytes() == whole[name]
    left = {path.name for path in Path().rglob(".*") if path.is_file()}
    assert not left, "temporary files are left"


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("command", COMMANDS)
def test_an_interrupt_at_any_moment(command: str) -> None:
    """From the moment on that Python itself is up: one line, status 130, whole files or none."""
    Path("many.jsonl").write_text(LINE * 4_000)
    made = COMMANDS[command]
    words = [sys.executable, "-c", STARTED, *command.split()]
    subprocess.run(words, capture_output=True)
    whole = {name: Path(name).read_bytes() for name in made}
    begun = time.monotonic()
    subprocess.run(words, capture_output=True)
    lasts = time.monotonic() - begun
    dice = random.Random(command)
    for _ in range(8):
        for name in made:
            Path(name).unlink(missing_ok=True)
        process = subprocess.Popen(
            words,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        assert process.stdout is not None
        assert process.stdout.readline() == "started\n"
        time.sleep(dice.uniform(0, lasts))
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGINT)
        _, said = process.communicate(timeout=60)
        ended(process.returncode, said, made, whole)


PLACES = {
    "in a finalizer": """
class Thing:
    def __del__(self): interrupt()
Thing()
for _ in range(100): time.sleep(0.1)
""",
    "in a callback of a weak reference": """
class Thing: pass
thing = Thing()
seen = weakref.ref(thing, interrupt)
del thing
for _ in range(100): time.sleep(0.1)
""",
    "in a hook that turns it into something else": """
class Hook:
    def __set_name__(self, *_): interrupt()
class Owner:
    hook = Hook()
""",
    "while a failure is told": """
try: raise mediaglot.InputError("no")
except mediaglot.InputError: interrupt()
""",
    "twice": "try: interrupt()\nfinally: interrupt(); open('cleaned', 'w').close()",
    "unseen": "try: interrupt()\nexcept KeyboardInterrupt: pass",
    "while a module is loaded": "import slow; time.sleep(20)",
    "while it waits": "threading.Timer(0.2, interrupt_main).start(); time.sleep(20)",
}
LOADED = "__main__ = __import__('__main__'); __main__.interrupt(); open('cleaned', 'w').close()"
AT = f"""{AUDIBLE}
import os, sys, threading, time, weakref
import mediaglot, mediaglot.__main__ as start
from mediaglot.adapters.cli import main as commands
def interrupt(*_): os.kill(os.getpid(), signal.SIGINT)
def interrupt_main(): signal.pthread_kill(threading.main_thread().ident, signal.SIGINT)
def run(*_, **__): exec(sys.argv[1], globals())
commands.cli.main = run
sys.exit(start.main())
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("where", PLACES)
def test_an_interrupt_that_could_be_lost(where: str) -> None:
    Path("slow.py").write_text(LOADED)
    done = subprocess.run(
        [sys.executable, "-c", AT, PLACES[where]],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, "", f"{INTERRUPTED}\n")
    assert Path("cleaned").exists() == (where in ("twice", "while a module is loaded"))


def test_the_installed_command_is_the_one_that_is_tested() -> None:
    text = (Path(__file__).parents[2] / "pyproject.toml").read_text()
    assert 'mediaglot = "mediaglot.__main__:main"' in text
