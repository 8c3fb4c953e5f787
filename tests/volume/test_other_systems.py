"""What Windows and macOS do otherwise: locks on bytes, open files that stay, no fork."""

from __future__ import annotations

import errno
import io
import json
import os
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import attrs
import pytest
from mediaglot.adapters.lines.stream import LineSettings
from mediaglot.adapters.volume import chunks, jobs, journal, locked
from mediaglot.adapters.volume.job import Job
from mediaglot.adapters.volume.journal import Journal
from mediaglot.adapters.volume.run import run
from mediaglot.canonical.errors import InputError

OPEN = Path("/proc/self/fd")


def but(module: Any, **other: Any) -> Any:
    """A module as it is, but for some of its members."""
    return SimpleNamespace(**{**vars(module), **other})


class Locks:
    """Locks as Windows has them: of bytes, by open file, until that is closed."""

    LK_NBLCK = 2

    def __init__(self) -> None:
        self.held: dict[tuple[int, int], int] = {}

    def locking(self, handle: int, mode: int, count: int) -> None:
        assert (mode, count) == (self.LK_NBLCK, 1)
        assert os.lseek(handle, 0, os.SEEK_CUR) == locked.LOCKED_BYTE
        found = os.fstat(handle)
        key = found.st_dev, found.st_ino
        other = self.held.get(key, handle)
        if other != handle and is_open(other, key):
            raise OSError(errno.EACCES, "locked")
        self.held[key] = handle


def is_open(handle: int, key: tuple[int, int]) -> bool:
    try:
        found = os.fstat(handle)
    except OSError:
        return False
    return (found.st_dev, found.st_ino) == key


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """No fcntl, locks on bytes, and no open file is removed or renamed."""
    if not OPEN.is_dir():
        pytest.skip("open files are not listed here")
    unlink, replace = os.unlink, os.replace

    def refused(name: Any) -> None:
        where = os.path.realpath(name)
        for place in OPEN.iterdir():
            try:
                held = os.readlink(place) == where
            except OSError:
                continue
            if held:
                raise PermissionError(errno.EACCES, "in use", where)

    def unlinked(name: Any, *args: Any, **options: Any) -> None:
        refused(name)
        unlink(name, *args, **options)

    def replaced(name: Any, target: Any, **options: Any) -> None:
        refused(name)
        refused(target)
        replace(name, target, **options)

    monkeypatch.setitem(sys.modules, "fcntl", None)
    monkeypatch.setitem(sys.modules, "msvcrt", Locks())
    monkeypatch.setattr(os, "unlink", unlinked)
    monkeypatch.setattr(os, "replace", replaced)
    monkeypatch.setattr(journal, "os", but(os, name="nt"))
    monkeypatch.setattr(locked, "LOCK_WAIT", 0.001)


@pytest.fixture
def job(tmp_path: Path) -> Job:
    file = tmp_path / "in.jsonl"
    file.write_text("".join(f'{{"apFilePaths":["{n}.jpg"]}}\n' for n in range(200)), "utf-8")
    return Job(
        settings=LineSettings(read="my", write="wx", api="chooseImage"),
        files=[str(file)],
        out=str(tmp_path / "out.jsonl"),
        rejects=str(tmp_path / "bad.jsonl"),
    )


def left(tmp_path: Path) -> list[str]:
    return sorted(place.name for place in tmp_path.iterdir())


@pytest.mark.usefixtures("windows")
def test_one_run_at_a_time_writes_a_file_on_windows(job: Job) -> None:
    first = Journal(job, str(job.out))
    with pytest.raises(InputError, match="another run is writing it"):
        Journal(job, str(job.out))
    first.out.close()
    if first.rejects is not None:
        first.rejects.close()
    Journal(attrs.evolve(job, resume=True), str(job.out)).out.close()


@pytest.mark.usefixtures("windows")
def test_a_run_on_windows_ends_with_its_output_and_nothing_else(job: Job, tmp_path: Path) -> None:
    run(job, io.BytesIO())
    assert left(tmp_path) == ["bad.jsonl", "in.jsonl", "out.jsonl"]
    made = (tmp_path / "out.jsonl").read_bytes().splitlines()
    assert [json.loads(text)["tempFilePaths"] for text in made] == [
        [f"{n}.jpg"] for n in range(200)
    ]


@pytest.mark.usefixtures("windows")
def test_a_run_that_cannot_begin_on_windows_leaves_nothing(job: Job, tmp_path: Path) -> None:
    folder = tmp_path / "none" / "bad.jsonl"
    with pytest.raises(InputError, match="cannot be written"):
        Journal(attrs.evolve(job, rejects=str(folder)), str(job.out))
    assert left(tmp_path) == ["in.jsonl"]


@pytest.mark.usefixtures("windows")
def test_a_run_that_is_refused_half_way_on_windows_leaves_no_part(job: Job, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="mine"), Journal(job, str(job.out)):
        raise InputError("mine")
    assert left(tmp_path) == ["bad.jsonl", "in.jsonl"]


@pytest.mark.parametrize("system", ["darwin", "win32"])
def test_workers_are_started_anew_where_processes_do_not_fork(
    system: str, job: Job, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "sys", but(sys, platform=system))
    monkeypatch.setattr(chunks, "CHUNK", 1024)
    run(attrs.evolve(job, jobs=2), io.BytesIO())
    made = (tmp_path / "out.jsonl").read_bytes().splitlines()
    assert [json.loads(text)["tempFilePaths"] for text in made] == [
        [f"{n}.jpg"] for n in range(200)
    ]
