"""Reads at offsets: what they give at the end of a file, what they cost, how they fail."""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import Any

import pytest
from mediaglot.canonical.engine import reader as module
from mediaglot.canonical.engine.faults import MediaError
from mediaglot.canonical.engine.reader import FIRST_READ, Reader, open_regular, read_through
from mediaglot.canonical.errors import InputError

DATA = bytes(range(256)) * 40


def parts(reader: Reader) -> tuple[Any, ...]:
    size = reader.size
    return (
        size,
        reader.upto(0, 4),
        reader.upto(FIRST_READ - 2, 4),
        reader.upto(size - 2, 9),
        reader.upto(size, 1),
        reader.upto(size + 5, 1),
        reader.at(size - 3, 3, "it"),
    )


def test_bytes_files_and_paths_are_read_alike(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a"
    file.write_bytes(DATA)
    wanted = (len(DATA), DATA[:4], DATA[FIRST_READ - 2 :][:4], DATA[-2:], b"", b"", DATA[-3:])
    assert wanted == read_through(DATA, parts)
    assert wanted == read_through(memoryview(DATA), parts)
    assert wanted == read_through(bytearray(DATA), parts)
    assert wanted == read_through(io.BytesIO(DATA), parts)
    assert wanted == read_through(file, parts)
    assert wanted == read_through(str(file), parts)
    monkeypatch.delattr(os, "pread", raising=False)  # as on Windows
    assert wanted == read_through(file, parts)


def test_what_is_cut_is_told(tmp_path: Path) -> None:
    with pytest.raises(MediaError, match="the table") as caught:
        read_through(DATA, lambda reader: reader.at(len(DATA) - 3, 4, "the table"))
    assert caught.value.detail == "truncated"


def test_reads_are_counted_behind_the_first_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_READS", 3)
    monkeypatch.setattr(module, "MAX_BYTES", 10)

    def reads(*lengths: int) -> bytes:
        return read_through(
            io.BytesIO(DATA),
            lambda reader: b"".join(reader.upto(FIRST_READ, length) for length in lengths),
        )

    assert len(reads(3, 3, 3)) == 9
    assert len(reads(4, 6)) == 10
    for lengths in ((1, 1, 1, 1), (4, 7), (11,)):
        with pytest.raises(MediaError, match="larger than any real file's"):
            reads(*lengths)
    many = read_through(io.BytesIO(DATA), lambda reader: [reader.upto(0, 99) for _ in range(9)])
    assert len(many) == 9


@pytest.mark.parametrize(
    ("error", "kind", "said"),
    [
        (FileNotFoundError(2, "none"), "file_not_found", "the file does not exist"),
        (NotADirectoryError(20, "none"), "file_not_found", "the file does not exist"),
        (ValueError("a null character"), "file_not_found", "the file does not exist"),
        (PermissionError(13, "no"), "file_permission", "the file may not be read"),
        (OSError(24, "Too many"), "load_failed", "the file cannot be opened: Too many"),
    ],
)
def test_a_file_that_cannot_be_opened(
    monkeypatch: pytest.MonkeyPatch, error: Exception, kind: str, said: str
) -> None:
    def fails(*_: object) -> int:
        raise error

    monkeypatch.setattr(os, "open", fails)
    with pytest.raises(MediaError, match=said) as caught:
        open_regular("a")
    assert caught.value.kind == kind


def test_a_file_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").write_bytes(DATA)

    def fails(_: Reader) -> None:
        raise OSError(5, "Input/output error")

    for source in (tmp_path / "a", io.BytesIO(DATA)):
        with pytest.raises(MediaError, match="cannot be read: Input/output error") as caught:
            read_through(source, fails)
        assert caught.value.kind == "load_failed"
    with pytest.raises(MediaError, match="does not name a file") as caught:
        open_regular(tmp_path)
    assert caught.value.kind == "file_not_found"
    with pytest.raises(InputError, match="expected bytes, a path or a binary file, got 5"):
        read_through(5, parts)  # type: ignore[arg-type]
    descriptors = Path("/proc/self/fd")
    if descriptors.is_dir():  # what was opened is closed, however it ends
        before = len(list(descriptors.iterdir()))
        for _ in range(3):
            with pytest.raises(MediaError):
                read_through(tmp_path / "a", fails)
            read_through(tmp_path / "a", parts)
        assert len(list(descriptors.iterdir())) == before
