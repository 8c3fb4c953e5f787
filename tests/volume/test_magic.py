"""Marks, padding, and files that hold no lines at all."""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path
from typing import Any

import mediaglot as mg
import pytest
from mediaglot.adapters.lines.framing import Bad, lines
from mediaglot.adapters.lines.stream import LineSettings, TranslatedLine, processor
from mediaglot.adapters.volume.cluster import _parts
from mediaglot.adapters.volume.job import Job
from mediaglot.adapters.volume.run import run
from mediaglot.canonical.errors import InputError

LINE = b'{"errMsg":"chooseImage:fail cancel"}'
BOM = b"\xef\xbb\xbf"
HOW = LineSettings(read="wx", api="chooseImage")
RECORDS = {
    "a mark at the head": BOM + LINE,
    "two marks": BOM + BOM + LINE,
    "a mark after blanks": b"  " + BOM + b" " + LINE,
    "zeros before": bytes(4) + LINE,
    "zeros behind": LINE + bytes(9),
    "zeros, a mark, zeros": bytes(2) + BOM + bytes(3) + LINE + b"\r",
}


def zipped(name: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(name, LINE)
    return made.getvalue()


NO_LINES = {
    "gzip in gzip": (gzip.compress(gzip.compress(LINE)), "it is packed by gzip,"),
    "SQLite": (b"SQLite format 3\x00" + bytes(90), "it is an SQLite database,"),
    "a zip archive": (zipped("a.jsonl"), "it is a zip archive,"),
    "xlsx": (zipped("[Content_Types].xml"), "it is an Office file, such as .xlsx,"),
    "JPEG": (b"\xff\xd8\xff\xe0\0\x10JFIF\0", "it is a JPEG picture, not JSON Lines"),
    "PNG": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "it is a PNG picture,"),
    "GIF": (b"GIF89a" + bytes(20), "it is a GIF picture,"),
    "WebP": (b"RIFF\x24\0\0\0WEBPVP8 ", "it is a WebP picture,"),
    "MP4": (b"\0\0\0\x20ftypisom", "it is a video, or a picture in HEIC or AVIF,"),
    "WebM": (b"\x1aE\xdf\xa3" + bytes(20), "it is a video in WebM or Matroska,"),
    "UTF-16": (LINE.decode().encode("utf-16"), "it is UTF-16,"),
    "UTF-16 without a mark": (LINE.decode().encode("utf-16-le"), "it is UTF-16,"),
    "UTF-16, the other way": (LINE.decode().encode("utf-16-be"), "it is UTF-16,"),
    "UTF-32": (LINE.decode().encode("utf-32"), "it is UTF-32,"),
    "tar": (b"a.jsonl".ljust(257, b"\0") + b"ustar\x0000", "it is a tar archive,"),
}


def ran(*files: str, source: bytes | None = None, **how: Any) -> tuple[bytes, Any]:
    out = io.BytesIO()
    stream = None if source is None else io.BufferedReader(io.BytesIO(source))  # type: ignore[arg-type]
    job = Job(settings=HOW, files=files or ("-",), **how)
    state = run(job, out, source=stream)
    return out.getvalue(), state


@pytest.mark.parametrize("name", RECORDS)
def test_a_record_is_read_without_what_is_around_it(name: str) -> None:
    done, plain = processor(HOW)(RECORDS[name]), processor(HOW)(LINE)
    assert isinstance(done, TranslatedLine)
    assert isinstance(plain, TranslatedLine)
    assert done.data == plain.data
    assert [item for _, item in lines(io.BytesIO(RECORDS[name] + b"\n"))] == [LINE]
    for before in (b"", LINE + b"\n", (LINE + b"\n") * 20):  # unlearnt, learnt, in a block
        batch = mg.normalize_lines(before + RECORDS[name] + b"\n", read="wx", api="chooseImage")
        assert not batch.rejected
        assert set(batch.data.splitlines()) == {plain.data}


def test_lines_of_nothing_but_marks_and_zeros_are_blank() -> None:
    data = b"\n".join([BOM, bytes(300), b" ", BOM + bytes(2), LINE])
    batch = mg.normalize_lines(data, read="wx", api="chooseImage")
    assert (batch.tally.lines, batch.tally.bad, batch.numbered) == (1, 0, 5)
    assert [number for number, _ in lines(io.BytesIO(data))] == [5]


@pytest.mark.parametrize("jobs", [1, 2])
def test_files_that_were_joined(tmp_path: Path, jobs: int) -> None:
    whole = b"\n".join([LINE, *RECORDS.values(), bytes(99)])
    plain, packed = tmp_path / "a.jsonl", tmp_path / "a.gz"
    plain.write_bytes(whole)
    packed.write_bytes(gzip.compress(BOM + whole))
    out, state = ran(str(plain), str(packed), jobs=jobs)
    assert (state.tally.lines, state.tally.bad) == (14, 0)
    assert len(set(out.splitlines())) == 1
    out, state = ran(source=BOM + whole)
    assert (state.tally.lines, state.tally.bad) == (7, 0)


@pytest.mark.parametrize("name", NO_LINES)
def test_a_file_that_holds_no_lines_is_named(tmp_path: Path, name: str) -> None:
    data, told = NO_LINES[name]
    file, out = tmp_path / "x", tmp_path / "out.jsonl"
    good = tmp_path / "good.jsonl"
    good.write_bytes(LINE + b"\n")
    file.write_bytes(data)
    ways: list[dict[str, Any]] = [{"jobs": 1}, {"jobs": 2}, {"out": str(out)}]
    for how in ways:
        with pytest.raises(InputError) as caught:
            ran(str(good), str(file), **how)
        assert str(caught.value).startswith(f"{file}: {told}")
        assert "\n" not in str(caught.value)
    assert not list(tmp_path.glob("out*"))  # found before anything was done
    file.write_bytes(gzip.compress(data))
    with pytest.raises(InputError, match="not JSON Lines"):
        ran(str(file))
    if not data.startswith(b"\x1f\x8b"):
        with pytest.raises(InputError, match=f"^<stdin>: {told}"):
            ran(source=data)
        file.write_bytes(data)
        with pytest.raises(InputError, match="not JSON Lines"):
            _parts(file, 100)


@pytest.mark.parametrize("data", [b"", b"PA", LINE, b"  " + LINE, bytes(8) + LINE, b"BZ", b"[1]"])
def test_text_is_not_taken_for_anything_else(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "a.jsonl"
    file.write_bytes(data)
    ran(str(file))


def test_utf_16_in_the_middle_is_one_bad_line() -> None:
    wide = LINE.decode().encode("utf-16")
    batch = mg.normalize_lines(LINE + b"\n" + wide, read="wx", api="chooseImage")
    assert [item.reason for item in batch.rejected] == ["not JSON in UTF-8: it looks like UTF-16"]
    found = processor(HOW)(b'{"a":\x00 1}')
    assert isinstance(found, Bad)
    assert found.message.startswith("not JSON: ")
