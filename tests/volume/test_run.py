"""Files through `volume.run`: order, accounts, bad lines, many cores, stops and resumption."""

from __future__ import annotations

import gzip
import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs
import pytest
from mediaglot.adapters.lines.stream import LineSettings
from mediaglot.adapters.volume import chunks, jobs, locked, worker
from mediaglot.adapters.volume import run as volume
from mediaglot.adapters.volume.job import Job
from mediaglot.adapters.volume.journal import Journal
from mediaglot.adapters.volume.run import run
from mediaglot.canonical.errors import InputError

SETTINGS = LineSettings(read="my", write="wx", api="chooseImage")


def line(number: int) -> bytes:
    """A line that says its number; every 7th is a failure, every 50th is bad."""
    if number % 50 == 0:
        return (b"nope", b'{"tempFilePaths":[', b'["a"]', b"\xff")[number // 50 % 4]
    if number % 7 == 0:
        return b'{"error":11,"errorMessage":"%d"}' % number
    return b'{"tempFilePaths":["%d.jpg"],"tempFiles":[{"path":"%d.jpg","size":%d}]}' % (
        (number,) * 3
    )


def numbers(data: bytes) -> list[int]:
    """The numbers of the good lines that came out."""
    found = []
    for text in data.splitlines():
        made = json.loads(text)
        if "tempFiles" in made:
            found.append(made["tempFiles"][0]["size"])
        elif "tempFilePaths" in made:
            found.append(int(made["tempFilePaths"][0].removesuffix(".jpg")))
        else:
            found.append(
                int(made["errMsg"].rpartition(" ")[2]) if made["errMsg"][-1].isdigit() else -1
            )
    return found


@pytest.fixture
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chunks, "CHUNK", 4096)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    file = tmp_path / "in.jsonl"
    file.write_bytes(b"\n".join(line(number) for number in range(1, 5001)) + b"\n")
    return file


def job(source: Path, **more: Any) -> Job:
    return Job(settings=SETTINGS, files=[str(source)], **more)


def done(made: Job, sent: bytes = b"") -> tuple[bytes, volume.State]:
    out = io.BytesIO()
    state = run(made, out, source=io.BytesIO(sent))
    return out.getvalue(), state


GOOD = [number for number in range(1, 5001) if number % 50]


def rejected(file: Path) -> list[int]:
    return [json.loads(text)["line"] for text in file.read_text().splitlines()]


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.usefixtures("small_chunks")
def test_lines_in_are_lines_out_and_rejects(source: Path, tmp_path: Path, count: int) -> None:
    rejects = tmp_path / "bad.jsonl"
    data, state = done(job(source, jobs=count, rejects=str(rejects)))
    reference, _ = done(job(source))
    assert data == reference
    out = numbers(data)
    assert len(out) == len(GOOD)
    assert [number for number in out if number > 0] == [n for n in GOOD if n % 7]
    assert rejected(rejects) == list(range(50, 5001, 50))
    assert state.tally.lines == 5000 == len(out) + state.tally.bad
    first = json.loads(rejects.read_text().splitlines()[0])
    assert first["file"] == str(source)
    assert first["text"] == '{"tempFilePaths":['
    assert "not JSON" in first["reason"]


@pytest.mark.parametrize("count", [1, 2])
@pytest.mark.usefixtures("small_chunks")
def test_kept_in_place_and_stopped_at(source: Path, tmp_path: Path, count: int) -> None:
    data, _ = done(job(source, jobs=count, on_bad="keep"))
    rows = [json.loads(text) for text in data.splitlines()]
    assert len(rows) == 5000
    assert [index for index, row in enumerate(rows, 1) if "error" in row] == [
        row["line"] for row in rows if "error" in row
    ]
    assert sum("error" in row for row in rows) == 100
    out = tmp_path / "out.jsonl"
    with pytest.raises(InputError, match=r"in\.jsonl:50: not JSON"):
        done(job(source, jobs=count, on_bad="stop", out=str(out)))
    assert os.listdir(tmp_path) == ["in.jsonl"]


@pytest.mark.parametrize("count", [1, 2])
@pytest.mark.usefixtures("small_chunks")
def test_standard_input_and_several_files(source: Path, count: int) -> None:
    both = attrs.evolve(job(source, jobs=count), files=["-", str(source)])
    data, state = done(both, sent=source.read_bytes()[:-1])
    once, _ = done(job(source))
    assert data == once + once
    assert state.tally.lines == 10_000


@pytest.mark.parametrize("count", [1, 2])
@pytest.mark.usefixtures("small_chunks")
def test_lines_that_are_too_long(tmp_path: Path, count: int) -> None:
    """Far longer than a chunk, within a chunk, first, last, and one after another."""
    long, longer = b'"' + b"x" * 3000 + b'"', b"[" * 70_000
    rows = [longer, line(1), long, line(2), longer, longer, line(3), line(50), longer]
    for end in (b"\n", b""):
        file = tmp_path / "in.jsonl"
        file.write_bytes(b"\n".join(rows) + end)
        rejects = tmp_path / "bad.jsonl"
        data, state = done(job(file, jobs=count, rejects=str(rejects), max_line=2000))
        assert numbers(data) == [1, 2, 3]
        assert state.tally.lines == 9
        assert rejected(rejects) == [1, 3, 5, 6, 8, 9]
        reasons = [json.loads(text)["reason"] for text in rejects.read_text().splitlines()]
        assert sum(reason == "longer than 2,000 bytes" for reason in reasons) == 5


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="peak memory is read in /proc")
def test_a_line_of_64_megabytes_does_not_stay_in_memory(tmp_path: Path) -> None:
    file = tmp_path / "in.jsonl"
    with file.open("wb") as out:
        out.write(line(1) + b"\n")
        for _ in range(64):
            out.write(b"x" * (1 << 20))
        out.write(b"\n" + line(2) + b"\n")
    code = (
        "import re, sys\n"
        "from mediaglot.adapters.cli.main import main\n"
        "status = main(sys.argv[1:])\n"
        "told = open('/proc/self/status').read()\n"
        "print(status, re.search(r'VmHWM:\\s+(\\d+)', told)[1])\n"
    )
    args = ["normalize", "-q", "--from", "my", "--api", "chooseImage", str(file), "--out"]
    found = []
    for max_line in ("1000000", "16777216"):
        out_file = str(tmp_path / "out.jsonl")
        command = [sys.executable, "-c", code, *args, out_file, "--max-line", max_line]
        said = subprocess.run(command, capture_output=True, check=True, timeout=60).stdout
        status, peak = map(int, said.split())
        assert status == 1
        assert len(Path(out_file).read_bytes().splitlines()) == 2
        found.append(peak * 1024)
    assert found[0] < 100 << 20
    assert found[1] - found[0] < 60 << 20


@pytest.mark.parametrize("count", [1, 2])
@pytest.mark.usefixtures("small_chunks")
def test_a_run_that_was_stopped_goes_on_without_gaps_or_doubles(
    source: Path, tmp_path: Path, count: int
) -> None:
    whole, state = done(job(source))
    out, rejects = tmp_path / "out.jsonl", tmp_path / "bad.jsonl"
    made = job(source, jobs=count, out=str(out), rejects=str(rejects), resume=True)
    for stop in (1, 5, 30):
        calls = 0

        def watch(_: volume.State, stop: int = stop) -> None:
            nonlocal calls
            calls += 1
            if calls == stop:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            run(made, io.BytesIO(), watch=watch)
        assert not out.exists()
        part = Path(f"{out}.part")
        point = json.loads(Path(f"{part}.json").read_bytes())["point"]
        assert 0 < point["out"] == part.stat().st_size
        with part.open("ab") as torn:
            torn.write(b"half a li")
        with rejects.open("ab") as torn:
            torn.write(b"half")
    finished = run(made, io.BytesIO())
    assert out.read_bytes() == whole
    assert rejected(rejects) == list(range(50, 5001, 50))
    assert finished.tally == state.tally
    assert sorted(os.listdir(tmp_path)) == ["bad.jsonl", "in.jsonl", "out.jsonl"]


@pytest.mark.usefixtures("small_chunks")
def test_resuming_something_else_is_refused(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    made = job(source, out=str(out), resume=True)

    def watch(_: volume.State) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(made, io.BytesIO(), watch=watch)
    other = attrs.evolve(made, settings=attrs.evolve(SETTINGS, write="tt"))
    for changed, message in [
        (other, "other options"),
        (attrs.evolve(made, rejects=str(tmp_path / "r")), "other rejects file"),
        (attrs.evolve(made, out=None), "needs a file"),
        (attrs.evolve(made, files=["-"]), "cannot be resumed"),
        (
            attrs.evolve(made, out=str(tmp_path / "x.parquet"), settings=LineSettings(read="my")),
            "resume JSON Lines",
        ),
    ]:
        with pytest.raises(InputError, match=message):
            done(changed)
    assert Path(f"{out}.part").exists()
    Path(f"{out}.part.json").write_bytes(b"{}")
    with pytest.raises(InputError, match="no journal"):
        done(made)
    source.write_bytes(line(1))
    fresh = attrs.evolve(made, resume=False)
    with pytest.raises(InputError, match="no journal"):
        done(fresh)
    Path(f"{out}.part.json").unlink()
    with pytest.raises(InputError, match=r"out\.jsonl\.part: is there, and no journal"):
        done(fresh)
    Path(f"{out}.part").unlink()
    assert done(fresh)[1].tally.lines == 1


def test_a_crash_leaves_the_last_journal_good(source: Path, tmp_path: Path) -> None:
    """Killed outright, the part is longer than the journal says; nothing is doubled."""
    out = tmp_path / "out.jsonl"
    made = job(source, out=str(out))
    with Journal(made, str(out)) as journal:
        journal.out.write(b"more than is vouched for\n")
    assert done(attrs.evolve(made, resume=True))[1].tally.lines == 5000
    assert out.read_bytes() == done(job(source))[0]


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize("to_file", [False, True])
@pytest.mark.usefixtures("small_chunks")
def test_a_worker_that_is_killed_is_replaced(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, to_file: bool
) -> None:
    whole, _ = done(job(source))
    pools: list[jobs.Pool] = []
    entered = jobs.Pool.__enter__

    def enter(self: jobs.Pool) -> jobs.Pool:
        pools.append(self)
        return entered(self)

    monkeypatch.setattr(jobs.Pool, "__enter__", enter)
    monkeypatch.setattr(jobs, "MAX_ATTEMPTS", 100)  # by chance, the same lines again and again
    killed = []

    def watch(_: volume.State) -> None:
        if len(killed) < 12:
            worker = pools[0].workers[len(killed) % 2]
            worker.process.kill()
            killed.append(worker.process.pid)
            time.sleep(0.01)

    out, file = io.BytesIO(), tmp_path / "out.jsonl"
    state = run(job(source, jobs=2, out=str(file) if to_file else None), out, watch=watch)
    assert len(set(killed)) > 2
    assert (file.read_bytes() if to_file else out.getvalue()) == whole
    assert state.tally.lines == 5000


@pytest.mark.usefixtures("small_chunks")
def test_lines_that_kill_every_worker_end_the_run(
    source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def end(*_: object) -> None:
        os._exit(9)

    monkeypatch.setattr(worker, "translated_chunk", end)
    with pytest.raises(
        jobs.WorkerLost, match=r"ended 3 times at the lines from .*in\.jsonl, byte \d"
    ):
        done(job(source, jobs=2))


@pytest.fixture
def long_source(tmp_path: Path) -> Iterator[Path]:
    file = tmp_path / "long.jsonl"
    block = b"".join(line(number) + b"\n" for number in range(1, 5001))
    with file.open("wb") as out:
        for _ in range(60):
            out.write(block)
    yield file
    file.unlink()


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_ctrl_c_then_resume(long_source: Path, tmp_path: Path) -> None:
    out, bad = tmp_path / "out.jsonl", tmp_path / "bad.jsonl"
    command = [
        *(sys.executable, "-m", "mediaglot", "normalize", "--from", "my", "--to", "wx"),
        *("--api", "chooseImage", "--jobs", "2", "--rejects", str(bad), "--out", str(out)),
        str(long_source),
    ]
    with subprocess.Popen(command, stderr=subprocess.PIPE, start_new_session=True) as process:
        part = Path(f"{out}.part")
        while process.poll() is None and not (part.exists() and part.stat().st_size):
            time.sleep(0.005)
        os.killpg(process.pid, signal.SIGINT)
        assert process.stderr is not None
        said = process.stderr.read().decode()
        status = process.wait(timeout=60)
    if status == 130:  # not when it was done before it could be stopped
        assert "--resume" in said
        assert "Traceback" not in said
        assert not out.exists()
        again = subprocess.run([*command, "--resume"], capture_output=True, check=False)
        assert again.returncode == 1
        assert b"300,000 lines, 6,000 bad" in again.stderr
    assert len(out.read_bytes().splitlines()) == 294_000
    assert len(bad.read_bytes().splitlines()) == 6_000


def test_spans_and_chunks_agree(source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = source.read_bytes()
    for size in (100, 1000, 4096, 10**6):
        monkeypatch.setattr(chunks, "CHUNK", size)
        with source.open("rb") as stream:
            spans = list(chunks.spans(stream.fileno()))
            read = list(chunks.read(stream))
        for found in (spans, read):
            assert sum(chunk.size for chunk in found) == len(data)
            place = 0
            for chunk in found:
                assert chunk.start == place
                place += chunk.size
                assert data[place - 1 : place] == b"\n"
        assert b"".join(chunk.data or b"" for chunk in read) == data


@pytest.mark.parametrize("count", [1, 2])
@pytest.mark.usefixtures("small_chunks")
def test_files_packed_by_gzip(source: Path, tmp_path: Path, count: int) -> None:
    packed = tmp_path / "in.jsonl.gz"
    packed.write_bytes(gzip.compress(source.read_bytes()))
    reference, _ = done(job(source))
    data, state = done(job(packed, jobs=count))
    assert data == reference
    assert state.tally.lines == 5000
    assert volume.size_of([str(packed)]) is None
    out = tmp_path / "out.jsonl"
    made = job(packed, jobs=count, out=str(out), resume=True)

    def watch(state: volume.State) -> None:
        if state.place > 100_000:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(made, io.BytesIO(), watch=watch)
    assert not out.exists()
    done(made)
    assert out.read_bytes() == reference
    for cut in (packed.read_bytes()[:-2000], packed.read_bytes()[:-3] + b"abc"):
        packed.write_bytes(cut)
        with pytest.raises(InputError, match=r"in\.jsonl\.gz: cannot be unpacked"):
            done(job(packed, jobs=count))


@pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX")
@pytest.mark.parametrize("count", ["1", "2"])
def test_a_full_disk_leaves_a_part_to_go_on_with(source: Path, tmp_path: Path, count: str) -> None:
    out = tmp_path / "out.jsonl"
    code = (
        "import resource, signal, sys\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))\n"
        "from mediaglot.adapters.volume import chunks\n"
        "chunks.CHUNK = 4096\n"
        "from mediaglot.adapters.cli.main import main\n"
        "sys.exit(main(sys.argv[1:]))\n"
    )
    args = ["normalize", "-q", "--from", "my", "--to", "wx", "--api", "chooseImage", "--jobs"]
    args += [count, "--out", str(out), str(source)]
    full = subprocess.run([sys.executable, "-c", code, *args], capture_output=True, text=True)
    assert full.returncode == 2
    assert full.stderr.splitlines()[-1] == f"mediaglot: error: {out}.part: File too large"
    assert "Traceback" not in full.stderr
    assert not out.exists()
    done(job(source, out=str(out), resume=True))
    assert out.read_bytes() == done(job(source))[0]


@pytest.mark.skipif(sys.platform == "win32", reason="files are locked on POSIX")
def test_two_runs_do_not_write_one_file(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locked, "LOCK_TRIES", 2)
    out = tmp_path / "out.jsonl"
    made = job(source, out=str(out))

    def watch(_: volume.State) -> None:
        with pytest.raises(InputError, match=r"out\.jsonl: another run is writing it"):
            run(made, io.BytesIO())

    run(made, io.BytesIO(), watch=watch)
    assert out.read_bytes() == done(job(source))[0]


def test_rejects_never_replace_what_is_read_or_written(source: Path, tmp_path: Path) -> None:
    before = source.read_bytes()
    out = tmp_path / "out.jsonl"
    for name in (source, out):
        with pytest.raises(InputError, match="already"):
            done(job(source, out=str(out), rejects=str(name)))
    assert source.read_bytes() == before
    assert os.listdir(tmp_path) == ["in.jsonl"]
