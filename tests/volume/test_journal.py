"""Two runs at one output, runs that are killed anywhere, parts that are not what they were."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import attrs
import pytest
from mediaglot.adapters.lines.stream import LineSettings
from mediaglot.adapters.volume import chunks, locked
from mediaglot.adapters.volume.job import Job, State
from mediaglot.adapters.volume.journal import Journal
from mediaglot.adapters.volume.run import run
from mediaglot.canonical.errors import InputError

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="locks and signals of POSIX")

LINES = 2000
SMALL = """
import sys
from mediaglot.adapters.volume import chunks, run
chunks.CHUNK, run.JOURNAL_SECONDS = 2048, 0.01
from mediaglot.adapters.cli.main import main
sys.exit(main(sys.argv[1:]))
"""
COMMAND = [
    sys.executable,
    "-c",
    SMALL,
    *("normalize", "--from", "my", "--to", "wx", "--api", "chooseImage"),
]


def line(number: int) -> bytes:
    if number % 40 == 0:
        return b"nope %d" % number
    return b'{"apFilePaths":["%d.jpg"]}' % number


@pytest.fixture
def source(tmp_path: Path) -> Path:
    file = tmp_path / "in.jsonl"
    file.write_bytes(b"".join(line(number) + b"\n" for number in range(LINES)))
    return file


@pytest.fixture
def job(source: Path, tmp_path: Path) -> Job:
    return Job(
        settings=LineSettings(read="my", write="wx", api="chooseImage"),
        files=[str(source)],
        out=str(tmp_path / "out.jsonl"),
        rejects=str(tmp_path / "bad.jsonl"),
    )


def good(out: Path, bad: Path) -> None:
    """Both files are whole: each line once, in order."""
    made = [json.loads(text)["tempFilePaths"][0] for text in out.read_bytes().splitlines()]
    assert made == [f"{number}.jpg" for number in range(LINES) if number % 40]
    told = [json.loads(text)["line"] for text in bad.read_bytes().splitlines()]
    assert told == [number + 1 for number in range(0, LINES, 40)]


def command(source: Path, tmp_path: Path, jobs: int) -> list[str]:
    out, bad = tmp_path / "out.jsonl", tmp_path / "bad.jsonl"
    return [*COMMAND, "--jobs", str(jobs), "--out", str(out), "--rejects", str(bad), str(source)]


@pytest.mark.slow
@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("resume", [["--resume"], []])
def test_two_runs_of_one_output_at_a_time(
    source: Path, tmp_path: Path, jobs: int, resume: list[str]
) -> None:
    """Started together, and again where one is killed and the other goes on from its journal."""
    words = [*command(source, tmp_path, jobs), *resume]
    for _ in range(2):
        runs = [
            subprocess.Popen(words, stderr=subprocess.PIPE, text=True, start_new_session=True)
            for _ in range(3)
        ]
        said = [process.communicate(timeout=120)[1] for process in runs]
        for process, text in zip(runs, said, strict=True):
            assert process.returncode == 1 or (
                process.returncode == 2 and "another run is writing it" in text
            )
        assert any(process.returncode == 1 for process in runs)
        good(tmp_path / "out.jsonl", tmp_path / "bad.jsonl")
        assert sorted(os.listdir(tmp_path)) == ["bad.jsonl", "in.jsonl", "out.jsonl"]


@pytest.mark.slow
@pytest.mark.parametrize("jobs", [1, 2])
def test_killed_anywhere_and_resumed(source: Path, tmp_path: Path, jobs: int) -> None:
    words = [*command(source, tmp_path, jobs), "--resume"]
    dice = random.Random(jobs)
    begun = time.monotonic()
    subprocess.run(words, check=False, capture_output=True)
    whole = time.monotonic() - begun
    for path in (tmp_path / "out.jsonl", tmp_path / "bad.jsonl"):
        path.unlink()
    for _ in range(8):
        with subprocess.Popen(words, stderr=subprocess.DEVNULL, start_new_session=True) as process:
            time.sleep(dice.uniform(0, whole))
            process.kill()
            if jobs == 2 and dice.random() < 0.5:  # else the workers notice
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
    done = subprocess.run(words, check=False, capture_output=True, text=True)
    assert done.returncode == 1, done.stderr
    good(tmp_path / "out.jsonl", tmp_path / "bad.jsonl")
    assert sorted(os.listdir(tmp_path)) == ["bad.jsonl", "in.jsonl", "out.jsonl"]


@pytest.mark.slow
def test_one_takes_over_from_one_that_is_killed(source: Path, tmp_path: Path) -> None:
    words = [*command(source, tmp_path, 2), "--resume"]
    part = tmp_path / "out.jsonl.part"
    first = subprocess.Popen(words, stderr=subprocess.DEVNULL)
    while not (part.exists() and part.stat().st_size) and first.poll() is None:
        time.sleep(0.001)
    second = subprocess.Popen(words, stderr=subprocess.PIPE, text=True)
    time.sleep(0.2)
    first.kill()
    first.wait()
    said = second.communicate(timeout=120)[1]
    assert second.returncode == 1, said
    good(tmp_path / "out.jsonl", tmp_path / "bad.jsonl")


@pytest.fixture
def stopped(job: Job, monkeypatch: pytest.MonkeyPatch) -> Job:
    """A run that was stopped half way, to be resumed."""
    monkeypatch.setattr(chunks, "CHUNK", 2048)
    monkeypatch.setattr(locked, "LOCK_TRIES", 2)

    def watch(state: State) -> None:
        if state.line > LINES // 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(job, Nowhere(), watch=watch)
    return attrs.evolve(job, resume=True)


class Nowhere:
    def write(self, data: bytes, /) -> None:
        raise AssertionError(data)

    def flush(self) -> None:
        return


@pytest.mark.parametrize("short", ["out.jsonl.part", "bad.jsonl"])
@pytest.mark.parametrize("size", [0, 1, -1])
def test_a_file_shorter_than_its_journal_says_is_refused(
    stopped: Job, tmp_path: Path, short: str, size: int
) -> None:
    file = tmp_path / short
    whole = file.read_bytes()
    file.write_bytes(whole[:size])
    before = {name: (tmp_path / name).read_bytes() for name in os.listdir(tmp_path)}
    with pytest.raises(InputError, match=rf"{short}: is shorter than the [\d,]+ bytes"):
        run(stopped, Nowhere())
    assert {name: (tmp_path / name).read_bytes() for name in os.listdir(tmp_path)} == before
    file.write_bytes(whole + b"torn")
    run(stopped, Nowhere())
    good(tmp_path / "out.jsonl", tmp_path / "bad.jsonl")


def test_a_part_that_is_gone_is_begun_anew(stopped: Job, tmp_path: Path) -> None:
    """So is one whose run was killed after it had its name, before its journal was gone."""
    (tmp_path / "out.jsonl.part").unlink()
    run(stopped, Nowhere())
    good(tmp_path / "out.jsonl", tmp_path / "bad.jsonl")
    assert not (tmp_path / "out.jsonl.part.json").exists()


def test_nothing_is_read_or_changed_before_the_lock_is_held(stopped: Job, tmp_path: Path) -> None:
    part = tmp_path / "out.jsonl.part"
    with part.open("rb") as other:
        assert locked._locks(other)
        before = {name: (tmp_path / name).read_bytes() for name in os.listdir(tmp_path)}
        for resume in (True, False):
            with pytest.raises(InputError, match=r"out\.jsonl: another run is writing it"):
                run(attrs.evolve(stopped, resume=resume), Nowhere())
        assert {name: (tmp_path / name).read_bytes() for name in os.listdir(tmp_path)} == before


def test_the_journal_is_read_under_the_lock(
    stopped: Job, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What another run wrote while this one waited for the lock is what counts."""
    journal = tmp_path / "out.jsonl.part.json"
    real = Journal._part

    def slow(self: Journal, out: str) -> object:
        held = real(self, out)
        told = json.loads(journal.read_bytes())
        told["point"].update(file=0, place=0, line=1, read=0, out=0, rejects=0)
        told["point"]["counts"] = dict.fromkeys(told["point"]["counts"], 0)
        told["point"]["said"] = []
        journal.write_text(json.dumps(told))
        return held

    monkeypatch.setattr(Journal, "_part", slow)
    state = run(stopped, Nowhere())
    assert state.resumed == 0
    good(tmp_path / "out.jsonl", tmp_path / "bad.jsonl")


def test_a_run_that_has_just_finished_is_waited_for(job: Job, tmp_path: Path) -> None:
    """It holds the output until its journal is gone."""
    out = tmp_path / "out.jsonl"
    out.write_bytes(b"")
    with out.open("rb") as other:
        assert locked._locks(other)
        assert locked.is_held(str(out))
    assert not locked.is_held(str(out))
    assert not locked.is_held(str(tmp_path / "none"))


def test_two_runs_never_share_rejects(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locked, "LOCK_TRIES", 2)
    with open(str(job.rejects), "wb") as other:
        assert locked._locks(other)
        for out in (job.out, None):
            with pytest.raises(InputError, match=r"bad\.jsonl: another run is writing it"):
                run(attrs.evolve(job, out=out), Nowhere())
