"""Inputs as JSON Lines, whatever they are: packed, an array of JSON or objects laid out over lines,
CSV, Parquet or Arrow.

What a file is, is told by its first bytes; CSV alone has none, and is told by its name. A row of a
table is an envelope whose keys are its columns, among them its payload where there is a column of
that name, be it empty; a payload that is JSON in a text is set in as it stands. Line n of the
outcome is row n, header left out, or entry n of the array.
"""

from __future__ import annotations

import csv
import io
import os
import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import IO, Any, Final, cast

from ...canonical.errors import InputError, in_one_line
from .cells import dumped, values_of
from .chunks import MAX_LINE, unpacked
from .magic import refuse

TABLES: Final = {".csv": ",", ".tsv": "\t"}
"""Suffixes of tables in text -> what divides their cells."""
PACKED: Final = (".gz", ".bz2", ".xz", ".zst", ".zstd", ".lz4")
_DIVIDERS: Final = (";", "\t", "|", ",")
_LOOK: Final = 64
_PIECE: Final = 1 << 16
_ROWS: Final = 4096
_BOM: Final = b"\xef\xbb\xbf"
_NEEDS: Final = 'needs pyarrow, which is not installed: pip install "mediaglot[arrow]"'
_PARQUET: Final = b"PAR1"
_ARROW_FILE: Final = b"ARROW1"
_ARROW_STREAM: Final = b"\xff\xff\xff\xff"
_BY_ARROW: Final = {b"\x28\xb5\x2f\xfd": "zstd", b"\x04\x22\x4d\x18": "lz4"}
_ARRAY: Final = re.compile(rb"(?:\xef\xbb\xbf)?\s*\[\s*(?:[{\]]|\Z)")
"""How an array of objects begins; a line that is an array of other things is a bad line."""
_OBJECT: Final = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{[ \t]*\r?\n")
"""How an object begins that goes on in other lines."""
_STRING: Final = re.compile(rb'"(?:[^"\\]|\\.)*"')
_MARK: Final = re.compile(rb'["\\\[\]{},\n]')

Rows = Iterator[dict[str, Any] | None]
"""Rows of a table by column; None for an empty line."""


def lines_of(file: IO[bytes], name: str, payload: str = "payload") -> IO[bytes]:
    """The file itself where it holds lines, else a stream of the lines that it stands for.

    ``payload``: the key of what may be JSON in a text. Raises `InputError` for what needs a
    library that is not there.
    """
    if not isinstance(file, io.BufferedReader):
        return file
    open_ = _unpacked(file, name)
    plain = _plain_name(name)
    divider = TABLES.get(os.path.splitext(plain)[1])
    if divider is not None:
        refuse(_peek(open_), name)
        return _stream(_spliced(_cells(open_, divider, name, payload), payload))
    head = _peek(open_)
    if head.startswith((_PARQUET, _ARROW_FILE, _ARROW_STREAM)):
        return _stream(_spliced(_columns(open_, head, name, payload), payload))
    if _ARRAY.match(head):
        return _stream(_entries(open_))
    if _OBJECT.match(head):
        return _stream(_laid_out(open_))
    return open_


def is_lines(name: str) -> bool:
    """Whether a file can be read in parts, by many: it holds lines, and is not packed."""
    with open(name, "rb") as file:
        return lines_of(file, name) is file


def _plain_name(name: str) -> str:
    """A name in small letters, without the suffix of what packed it."""
    lower = name.lower()
    for suffix in PACKED:
        lower = lower.removesuffix(suffix)
    return lower


def _peek(file: IO[bytes]) -> bytes:
    """The first bytes of a file, which stay there to be read."""
    peek: Callable[[int], bytes] | None = getattr(file, "peek", None)
    try:
        return peek(_LOOK)[:_LOOK] if peek is not None else b""
    except (EOFError, OSError, zlib.error):  # told when it is read
        return b""


def _unpacked(file: io.BufferedReader, name: str) -> IO[bytes]:
    head = file.peek(_LOOK)[:_LOOK]
    if head.startswith(b"BZh"):
        import bz2

        return cast("IO[bytes]", bz2.BZ2File(file))
    if head.startswith(b"\xfd7zXZ\x00"):
        return io.BufferedReader(_Pieces(_of_xz(file)))
    how = _BY_ARROW.get(head[:4])
    if how is None:
        return unpacked(file)
    try:
        import pyarrow as pa
    except ImportError:
        raise InputError(f"is packed by {how}: that {_NEEDS}", place=name) from None
    whole = pa.CompressedInputStream(pa.PythonFile(file, "r"), how)
    return io.BufferedReader(_Pieces(iter(lambda: bytes(whole.read(_PIECE)), b"")))


def _of_xz(file: io.BufferedReader) -> Iterator[bytes]:
    import lzma

    try:
        with lzma.LZMAFile(file) as whole:
            while piece := whole.read(_PIECE):
                yield piece
    except lzma.LZMAError as error:
        raise EOFError(str(error)) from None


class _Pieces(io.RawIOBase):
    """A stream of pieces that are made as they are read; it goes forward only."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._left = memoryview(b"")
        self._place = 0
        self._failed: Exception | None = None

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._place

    def seek(self, place: int, whence: int = 0) -> int:
        """Read on as far as a place."""
        goal = place + self._place if whence == 1 else place
        if whence == 2 or goal < self._place:
            raise io.UnsupportedOperation("goes forward only")
        while self._place < goal and self.read(min(goal - self._place, _PIECE)):
            pass
        return self._place

    def readinto(self, buffer: Any) -> int:
        while not self._left:
            if self._failed is not None:  # whoever looked first may have let it pass
                raise self._failed
            try:
                piece = next(self._pieces, None)
            except Exception as error:
                self._failed = error
                raise
            if piece is None:
                return 0
            self._left = memoryview(piece)
        size = min(len(buffer), len(self._left))
        buffer[:size] = self._left[:size]
        self._left = self._left[size:]
        self._place += size
        return size


def _stream(lines: Iterable[bytes]) -> IO[bytes]:
    return io.BufferedReader(_Pieces(_joined(lines)))


def _joined(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Lines in pieces that are worth handing on."""
    kept: list[bytes] = []
    size = 0
    for line in lines:
        kept += (line, b"\n")
        size += len(line)
        if size >= _PIECE:
            yield b"".join(kept)
            kept, size = [], 0
    if kept:
        yield b"".join(kept)


# --- tables -------------------------------------------------------------------------------------


def _cells(file: IO[bytes], divider: str, name: str, payload: str) -> Rows:
    """The rows of a table in text, by the names in its first row; empty cells are none, but for
    that of a payload. A row without any is an empty line."""
    csv.field_size_limit(MAX_LINE)
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    rows = csv.reader(text, delimiter=divider, strict=True)
    try:
        names = next(rows, [])
        if names and names[0].lstrip().startswith(("{", "[")):
            told = "the first row is JSON, not the names of columns: such a file is called .jsonl"
            raise InputError(told, place=f"{name}:1")
        others = [mark for mark in _DIVIDERS if mark != divider]
        if len(names) == 1 and any(mark in names[0] for mark in others):
            how = "a tab" if divider == "\t" else f"{divider!r}"
            told = f"the only column is called {names[0][:60]!r}: cells are divided by {how} here"
            raise InputError(told, place=f"{name}:1")
        twice = next((key for key in names if names.count(key) > 1), None)
        if twice is not None:
            raise InputError(f"two columns are called {twice!r}", place=f"{name}:1")
        for row in rows:
            if len(row) > len(names):
                told = f"a row of {len(row)} cells, where the first has {len(names)}"
                raise InputError(told, place=f"{name}:{rows.line_num}")
            if not any(row):
                yield None
                continue
            found = {key: cell for key, cell in zip(names, row, strict=False) if cell}
            yield found if payload not in names else {payload: None} | found
    except UnicodeDecodeError as error:
        reason = (
            f"not CSV in UTF-8: byte {error.object[error.start]:#04x} after row {rows.line_num}"
        )
        raise InputError(reason, place=name) from None
    except csv.Error as error:
        raise InputError(f"not CSV: {error}", place=f"{name}:{rows.line_num}") from None


def _columns(file: IO[bytes], head: bytes, name: str, payload: str) -> Rows:
    """The rows of a Parquet or Arrow file; what is null is not there, but for a payload."""
    what = "Parquet" if head.startswith(_PARQUET) else "Arrow"
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise InputError(f"is a file of {what}: that {_NEEDS}", place=name) from None
    if not head.startswith(_ARROW_STREAM) and not file.seekable():
        raise InputError(f"{what} is read from a file alone, not from a pipe", place=name)
    try:
        if head.startswith(_ARROW_STREAM):
            batches: Iterable[Any] = pa.ipc.open_stream(file)
        elif head.startswith(_ARROW_FILE):
            opened = pa.ipc.open_file(file)
            batches = (opened.get_batch(at) for at in range(opened.num_record_batches))
        else:
            batches = pq.ParquetFile(file).iter_batches(_ROWS)
        for batch in batches:
            for start in range(0, batch.num_rows, _ROWS):
                part = batch.slice(start, _ROWS)
                for row in values_of(part.to_struct_array()):
                    yield {payload: None, **row} if payload in part.schema.names else row
    except (pa.ArrowException, OSError, ValueError) as error:
        reason = in_one_line(error)
        raise InputError(f"cannot be read: {reason}", place=name) from None


def _spliced(rows: Rows, payload: str) -> Iterator[bytes]:
    """Rows as lines; a payload that looks like JSON in a text is set in as it stands."""
    for row in rows:
        if row is None:
            yield b""
            continue
        inner = row.get(payload)
        text = inner.strip() if isinstance(inner, str) else ""
        if not (text.startswith("{") and text.endswith("}")):
            yield dumped(row)
            continue
        rest = {key: item for key, item in row.items() if key != payload}
        front = dumped(rest)[:-1]
        comma = b"," if rest else b""
        data = " ".join(text.splitlines()).encode("utf-8", "surrogatepass")
        yield b"%b%b%b:%b}" % (front, comma, dumped(payload), data)


# --- an array -----------------------------------------------------------------------------------


def _entries(file: IO[bytes]) -> Iterator[bytes]:
    """The entries of an array of JSON as lines, and what follows the array as it stands.

    Commas and brackets outside of texts divide it; what stands between is judged where lines are.
    """
    rest = file.read(_PIECE).removeprefix(_BOM).lstrip()[1:]
    depth, inside, at = 1, False, 0
    entry, whole = b"", True
    while rest and depth and whole:
        start = 0
        while found := _MARK.search(rest, at):
            mark, at = found[0], found.end()
            if inside and mark == b"\n":  # no text of JSON goes on in another line
                whole = False
                break
            if inside:
                if mark == b"\\":
                    at += 1
                inside = mark != b'"'
            elif mark == b'"':
                inside = True
            elif mark in b"[{":
                depth += 1
            elif mark in b"]}":
                depth -= 1
            if not inside and (not depth or (mark == b"," and depth == 1)):
                entry = _one(entry + rest[start : found.start()])
                if entry or depth:
                    yield entry
                entry, start = b"", at
                if not depth:
                    break
        entry += rest[start:] if depth else b""
        at = max(0, at - len(rest))  # a character that is escaped may stand in the next piece
        if not depth:
            rest = rest[start:]
        else:
            whole = whole and len(entry) <= MAX_LINE
            rest = file.read(_PIECE) if whole else b""
    if entry:  # it has no end: lines after all, the first of which is none
        rest = entry + rest
    yield from (line for line in _rest(rest, file) if line.strip())
    if whole and depth == 1:
        yield b'"the array is cut off: it has no end"'


def _one(entry: bytes) -> bytes:
    return b" ".join(entry.split(b"\n")).strip()


def _rest(first: bytes, file: IO[bytes]) -> Iterator[bytes]:
    """The lines behind an array."""
    yield from (first + file.readline()).split(b"\n")
    for line in file:
        yield line.rstrip(b"\n")


# --- objects laid out over lines ----------------------------------------------------------------


def _laid_out(file: IO[bytes]) -> Iterator[bytes]:
    """Objects that are laid out over lines, a line each; where one is damaged, its lines as they
    stand."""
    entry: list[bytes] = []
    depth = size = 0
    for number, whole in enumerate(file):
        line = whole.rstrip(b"\r\n") if number else whole.removeprefix(_BOM).strip()
        if not entry and not line.strip():
            continue
        entry.append(line)
        size += len(line)
        rest = _STRING.sub(b"", line)
        depth += sum(map(rest.count, (b"{", b"["))) - sum(map(rest.count, (b"}", b"]")))
        if depth > 0 and b'"' not in rest and size <= MAX_LINE:
            continue
        yield from entry if depth or b'"' in rest else [b" ".join(entry)]
        entry, depth, size = [], 0, 0
    yield from entry
