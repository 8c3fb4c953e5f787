"""A worker process of a pool: translates the chunks that it is sent."""

from __future__ import annotations

import mmap
import os
from typing import Any, Final

import attrs

from ..lines.fast import Fast
from ..lines.framing import Batch
from ..system.interrupts import left_to_parent
from ..system.places import naming
from .batches import translated_chunk
from .chunks import CHUNK, Chunk, without_mark
from .job import Job

SLOTS: Final = 2
SLOT_BYTES: Final = 4 * CHUNK


def work(
    link: Any, memory: mmap.mmap | None, inherited: list[Any], job: Job, part: str | None
) -> None:
    """Translate chunks until the link is closed.

    A message is a chunk to translate, ``(number, slot, name, chunk, first line)``, or says where
    in ``part`` the output of one belongs, ``(number, slot, size, place)``. It is answered by
    ``(number, size, batch)``, where the output is in ``memory``, stays here or comes with the
    batch; by ``(number, size, None)`` when it is written; or by an error of the system.
    """
    left_to_parent()
    for other in inherited:
        other.close()
    worker = _Worker(job.fast(), job, memory, part)
    try:
        while True:
            number, slot, *more = link.recv()
            answer: Any
            try:
                answer = (
                    worker.put(number, *more) if len(more) == 2 else worker.do(number, slot, *more)
                )
            except OSError as error:
                answer = (number, 0, error)
            link.send(answer)
    except (EOFError, OSError):  # the process that wants the output is gone
        return


@attrs.define
class _Worker:
    fast: Fast
    job: Job
    memory: mmap.mmap | None
    part: str | None
    source: tuple[str, int] | None = None
    target: int | None = None
    held: dict[int, bytes] = attrs.field(factory=dict)

    def do(
        self, number: int, slot: int, name: str, chunk: Chunk, first: int
    ) -> tuple[int, int, Batch]:
        """Translate a chunk."""
        with naming(name):
            data = self._bytes(name, chunk)
        batch = translated_chunk(self.fast, data, first, self.job.on_bad, self.job.max_line)
        if first != 1:
            moved = tuple(attrs.evolve(item, line=item.line - first + 1) for item in batch.rejected)
            batch = attrs.evolve(batch, rejected=moved)
        if batch.rows is not None:
            from .tables import packed

            batch = attrs.evolve(batch, data=packed(batch.rows), rows=None)
        size = len(batch.data)
        if self.part is not None:
            self.held[number] = batch.data
        elif self.memory is not None and size <= SLOT_BYTES:
            start = slot * SLOT_BYTES
            self.memory[start : start + size] = batch.data
        else:
            return number, -1, batch
        return number, size, attrs.evolve(batch, data=b"")

    def put(self, number: int, size: int, place: int) -> tuple[int, int, None]:
        """Write the output of a chunk to its place."""
        with naming(str(self.part)):
            if self.target is None:
                self.target = os.open(str(self.part), os.O_WRONLY)
            _pwrite(self.target, self.held.pop(number), place)
        return number, size, None

    def _bytes(self, name: str, chunk: Chunk) -> bytes | None:
        data = chunk.data
        if data is None and not chunk.too_long:
            if self.source is None or self.source[0] != name:
                if self.source is not None:
                    os.close(self.source[1])
                self.source = (name, os.open(name, os.O_RDONLY))
            data = _pread(self.source[1], chunk.size, chunk.start)
        return without_mark(data) if data is not None and chunk.start == 0 else data


def _pwrite(file: int, data: bytes, place: int) -> None:
    """Write all of the data at a place of a file."""
    view = memoryview(data)
    while view:
        written = os.pwrite(file, view, place)
        view, place = view[written:], place + written


def _pread(file: int, size: int, start: int) -> bytes:
    """So many bytes of a file, unless it ends."""
    data = os.pread(file, size, start)
    while len(data) < size:
        more = os.pread(file, size - len(data), start + len(data))
        if not more:
            break
        data += more
    return data
