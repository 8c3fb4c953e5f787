"""Files of messages through the fast path: in order, in constant memory, on any number of cores.

What is written grows in ``OUT.part``; beside it ``OUT.part.json`` says how far it is good. When
all is done the part is renamed to OUT. A run that was stopped goes on from there (``resume``):
the part is cut to what the journal vouches for, so that nothing is there twice or missing.
"""

from __future__ import annotations

import io
import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import IO, Final, Protocol

import attrs

from ...canonical.errors import InputError
from ..lines.fast import Fast
from ..lines.framing import BadLine, Batch, open_lines
from ..lines.stream import check
from ..system.places import Place, apart, naming, reads, writes
from .batches import translated_chunk
from .chunks import (
    Chunk,
    read,
    spans,
    unpacking,
    without_mark,
)
from .inputs import is_lines, lines_of
from .job import Job, State
from .journal import Journal, Point, side_files
from .locked import is_regular, locked
from .magic import LOOKED_AT, refuse
from .rejects import write_rejects

JOURNAL_SECONDS: Final = 15.0
"""Between journals: each waits until what it vouches for is on disk."""


class Output(Protocol):
    """Where output lines go: a stream of bytes, or what takes them in its place."""

    def write(self, data: bytes, /) -> object: ...

    def flush(self) -> object: ...


Watcher = Callable[["State"], None]
"""Who is told how far it is."""

Beginning = Callable[[str], None]
"""Who is told of each file before its lines."""

Complaint = Callable[[str, BadLine], None]
"""Who is told of a bad line: the file's name and the line."""


class Translate(Protocol):
    """Does chunks of one file, in order: gives each with what it came to."""

    def __call__(
        self, chunks: Iterator[Chunk], source: IO[bytes], number: int
    ) -> Iterator[tuple[Chunk, Batch]]: ...


def size_of(files: Sequence[str]) -> int | None:
    """Bytes of all files, None when one of them is packed or no regular file."""
    total = 0
    for name in files:
        if name == "-" or not Path(name).is_file() or not is_lines(name):
            return None
        total += Path(name).stat().st_size
    return total


def run(
    job: Job,
    stream: Output,
    *,
    source: IO[bytes] | None = None,
    begin: Beginning | None = None,
    watch: Watcher | None = None,
    complain: Complaint | None = None,
) -> State:
    """Translate all lines of all files; gives the counts.

    ``source`` stands for ``-``. Raises `InputError` for settings, files and places that cannot
    be used, and at the first bad line where ``on_bad`` is ``stop``; `KeyboardInterrupt` leaves
    part and journal, to be resumed.
    """
    _sensible(job)
    check(job.settings)  # here, so that workers are started with the profiles read
    _texts(job)
    state = State()
    with ExitStack() as stack:
        sink = _sink(job, stream, state, stack)
        translate = _translator(job, sink, stack)
        for index in range(state.file, len(job.files)):
            name = job.files[index]
            shown = "<stdin>" if name == "-" else name
            if index > state.file:
                state.file, state.place, state.line = index, 0, 1
            if begin:
                begin(shown)
            with ExitStack() as opened:
                file = source if name == "-" and source else opened.enter_context(_open(name))
                lines = lines_of(file, shown, job.settings.keys.payload)
                chunks = _chunks(lines, job, state.place, shown)
                for chunk, batch in translate(chunks, file, state.line):
                    batch = _renumbered(batch, state.line)
                    sink.write(shown, batch, state.line)
                    state.tally.add(batch.tally)
                    state.place = chunk.start + chunk.size
                    state.read += chunk.size
                    state.line += batch.numbered
                    sink.vouch(state)
                    if complain:
                        for item in batch.rejected:
                            complain(shown, item)
                    if batch.rejected and job.on_bad == "stop":
                        item = batch.rejected[0]
                        raise InputError(item.reason, place=f"{shown}:{item.line}")
                    if watch:
                        watch(state)
        sink.finish()
    return state


def places(job: Job) -> list[Place]:
    """The files of a job that have names, those beside its output among them."""
    named = [name for name in job.files if name != "-"]
    found = reads("an input", *named)
    if job.out is not None:
        found += writes("--out", job.out, replaces=True)
        if not job.columns:
            for what, name in side_files(job.out).items():
                found += writes(what, name)
    return found + writes("--rejects", job.rejects)


def _sensible(job: Job) -> None:
    apart(places(job))
    if job.columns:
        if job.settings.write is not None or job.settings.kind == "request":
            raise InputError("columns are canonical replies: without --to and --kind request")
        if job.resume:
            raise InputError("a Parquet file cannot be gone on with; resume JSON Lines instead")


def _renumbered(batch: Batch, first: int) -> Batch:
    """A batch whose lines were numbered from 1."""
    if first == 1 or not batch.rejected:
        return batch
    moved = tuple(attrs.evolve(item, line=item.line + first - 1) for item in batch.rejected)
    return attrs.evolve(batch, rejected=moved)


def _texts(job: Job) -> None:
    """Raise `InputError`, before anything is done, for a file that holds no messages."""
    from zlib import error

    for name in job.files:
        if name != "-" and os.path.isfile(name):
            with _open(name) as file, suppress(EOFError, OSError, error):
                refuse(lines_of(file, name, job.settings.keys.payload).read(LOOKED_AT), name)


def _open(name: str) -> IO[bytes]:
    return open(0, "rb", closefd=False) if name == "-" else open_lines(name)


def _chunks(file: IO[bytes], job: Job, start: int, name: str) -> Iterator[Chunk]:
    """The chunks of a file from a place on: as places in it where others are to read them."""
    if job.jobs > 1 and job.on_bad != "keep" and _regular(file):
        return spans(file.fileno(), job.max_line, start, name)
    if start:
        file.seek(start)
    return unpacking(read(file, job.max_line, start, name), name)


def _regular(file: IO[bytes]) -> bool:
    if not isinstance(file, io.BufferedReader):
        return False
    try:
        return os.path.isfile(file.name) and hasattr(os, "pread") and file.seekable()
    except (AttributeError, OSError, TypeError):
        return False


def _translator(job: Job, sink: _Sink, stack: ExitStack) -> Translate:
    if job.jobs > 1:
        from .jobs import Pool

        if isinstance(sink, _Part) and hasattr(os, "pwrite"):
            return stack.enter_context(Pool(job, str(sink.journal.part), sink.end))
        return stack.enter_context(Pool(job))
    return _Alone(job.fast(), job)


@attrs.define
class _Alone:
    """This process, chunk by chunk."""

    fast: Fast
    job: Job

    def __call__(
        self, chunks: Iterator[Chunk], source: IO[bytes], number: int
    ) -> Iterator[tuple[Chunk, Batch]]:
        del source
        for chunk in chunks:
            data = chunk.data
            if data is not None and chunk.start == 0:
                data = without_mark(data)
            first = number if self.job.on_bad == "keep" else 1
            batch = translated_chunk(self.fast, data, first, self.job.on_bad, self.job.max_line)
            number += batch.numbered
            yield chunk, batch if first == 1 else _from_one(batch, first)


def _from_one(batch: Batch, first: int) -> Batch:
    moved = tuple(attrs.evolve(item, line=item.line - first + 1) for item in batch.rejected)
    return attrs.evolve(batch, rejected=moved)


class _Sink(Protocol):
    """Where output and rejects go, and what vouches for them."""

    def write(self, name: str, batch: Batch, first: int) -> None: ...

    def vouch(self, state: State) -> None: ...

    def finish(self) -> None: ...


def _sink(job: Job, stream: Output, state: State, stack: ExitStack) -> _Sink:
    if job.columns:
        from .parquet import ParquetSink

        rejects = _rejects(job.rejects, stack)
        return stack.enter_context(ParquetSink(str(job.out), rejects))
    if job.out is None:
        if job.resume:
            raise InputError("resuming needs a file to go on with: name it by --out")
        rejects = _rejects(job.rejects, stack)
        return _Stream(stream, rejects)
    journal = stack.enter_context(Journal(job, job.out))
    point = journal.point
    state.file, state.place, state.line = point.file, point.place, point.line
    state.tally = point.tally()
    state.read = state.resumed = point.read
    return _Part(journal)


@attrs.define
class _Stream:
    """Standard output, or what stands for it. What is written is there at once."""

    out: Output
    rejects: IO[bytes] | None

    def write(self, name: str, batch: Batch, first: int) -> None:
        del first
        with naming(str(getattr(self.out, "name", "output"))):
            self.out.write(batch.data)
            self.out.flush()
        write_rejects(self.rejects, name, batch)

    def vouch(self, state: State) -> None:
        del state

    def finish(self) -> None:
        self.out.flush()


class _Part:
    """A part with its journal."""

    def __init__(self, journal: Journal) -> None:
        self.journal = journal
        self.end = journal.point.out
        self.last = time.monotonic()

    def write(self, name: str, batch: Batch, first: int) -> None:
        del first
        self.end += batch.stored or len(batch.data)
        with naming(str(self.journal.part)):
            self.journal.out.write(batch.data)
        write_rejects(self.journal.rejects, name, batch)

    def vouch(self, state: State) -> None:
        journal = self.journal
        rejects = journal.rejects
        rejected = rejects.tell() if rejects is not None and is_regular(rejects) else 0
        journal.point = Point.of(state, self.end, rejected)
        now = time.monotonic()
        if now - self.last >= JOURNAL_SECONDS:
            self.last = now
            journal.save()

    def finish(self) -> None:
        self.journal.done()


def _rejects(name: str | None, stack: ExitStack) -> IO[bytes] | None:
    """The file for bad lines, empty; None where none is wanted."""
    if name is None:
        return None
    stream = locked(name)[0]
    stack.callback(_closed, stream)  # each batch is flushed as it comes
    if is_regular(stream):
        stream.truncate(0)
    return stream


def _closed(stream: IO[bytes]) -> None:
    with suppress(OSError):
        stream.close()
