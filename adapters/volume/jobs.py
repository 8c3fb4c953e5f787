"""Many cores: chunks handed to worker processes, and taken back in their order.

Workers read a regular file themselves. Where the output is a file, they write it, too, each
chunk where this process tells: as soon as the sizes of all before it are known. Else they hand
it back through shared memory. A worker that dies is replaced, and its chunks are done again, to
the same places.
"""

from __future__ import annotations

import mmap
import multiprocessing
import os
import sys
from collections import deque
from collections.abc import Iterator
from multiprocessing import connection
from types import TracebackType
from typing import IO, Any, Final, Self

import attrs

from ..lines.framing import Batch
from ..system.interrupts import held_back
from .chunks import Chunk
from .job import Job
from .journal import WorkerLost
from .worker import SLOT_BYTES, SLOTS, work

MAX_ATTEMPTS: Final = 3


@attrs.define
class _Task:
    number: int
    name: str
    chunk: Chunk
    first: int
    slot: int = 0
    attempts: int = 0
    done: Batch | None = None
    size: int = 0
    place: int | None = None
    batch: Batch | None = None


@attrs.define(eq=False)
class _Worker:
    process: Any
    link: Any
    memory: mmap.mmap | None
    tasks: dict[int, _Task] = attrs.field(factory=dict)
    free: list[int] = attrs.field(factory=lambda: list(range(SLOTS)))


class Pool:
    """Worker processes that translate chunks. A context manager; they end with it."""

    def __init__(self, job: Job, part: str | None = None, place: int = 0) -> None:
        """``part``: the file that workers write to, from ``place`` on."""
        self.job = job
        self.part = part
        self.place = place
        self.order: deque[_Task] = deque()
        self.numbers = job.on_bad == "keep"
        forks = sys.platform not in ("darwin", "win32")
        self.context: Any = multiprocessing.get_context("fork" if forks else "spawn")
        self.shares = forks
        self.workers: list[_Worker] = []

    def __enter__(self) -> Self:
        try:
            for _ in range(self.job.jobs):
                with held_back():
                    self.workers.append(self._started())
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._end()

    def _end(self) -> None:
        for worker in self.workers:
            worker.link.close()
            worker.process.terminate()
        for worker in self.workers:
            worker.process.join()

    def _started(self) -> _Worker:
        """A worker; to be made with interrupts held back, which it takes over (see `work`)."""
        ours, theirs = self.context.Pipe()
        shares = self.shares and self.part is None
        memory = mmap.mmap(-1, SLOTS * SLOT_BYTES) if shares else None
        inherited = [worker.link for worker in self.workers] + [ours] if self.shares else []
        process = self.context.Process(
            target=work, args=(theirs, memory, inherited, self.job, self.part), daemon=True
        )
        process.start()
        theirs.close()
        return _Worker(process, ours, memory)

    def __call__(
        self, chunks: Iterator[Chunk], source: IO[bytes], number: int
    ) -> Iterator[tuple[Chunk, Batch]]:
        """The chunks of a file, in order, each with what it came to.

        ``number`` is the number of the first line; those of a batch start from 1.
        """
        waiting: deque[_Task] = deque()
        order = self.order = deque()
        name = getattr(source, "name", "")
        path = os.path.realpath(name) if isinstance(name, str) else ""
        count = 0
        while True:
            while (worker := self._free()) is not None:
                if not waiting:
                    chunk = next(chunks, None)
                    if chunk is None:
                        break
                    waiting.append(_Task(count, path, chunk, number if self.numbers else 1))
                    if self.numbers:
                        number += _lines_in(chunk)
                    order.append(waiting[0])
                    count += 1
                self._give(worker, waiting.popleft(), waiting)
            if not order:
                return
            while (batch := order[0].batch) is None:
                self._take(waiting)
                if waiting and (worker := self._free()) is not None:
                    self._give(worker, waiting.popleft(), waiting)
            task = order.popleft()
            yield task.chunk, batch
            self._release(task)

    def _free(self) -> _Worker | None:
        """A worker to give a chunk to.

        One that is sent the bytes has to be waiting for them: else both could be stuck, it in
        handing back much, we in sending.
        """
        free = [
            worker
            for worker in self.workers
            if worker.free
            and all(task.batch or not task.chunk.data for task in worker.tasks.values())
        ]
        return max(free, key=lambda worker: len(worker.free)) if free else None

    def _give(self, worker: _Worker, task: _Task, waiting: deque[_Task]) -> None:
        task.slot = worker.free.pop()
        worker.tasks[task.number] = task
        try:
            worker.link.send((task.number, task.slot, task.name, task.chunk, task.first))
        except (BrokenPipeError, ConnectionResetError):
            self._lost(worker, waiting)

    def _take(self, waiting: deque[_Task]) -> None:
        """Wait for a worker: its output, or its end."""
        links = {worker.link: worker for worker in self.workers}
        for link in connection.wait(list(links)):
            worker = links[link]
            if worker not in self.workers:
                continue  # lost meanwhile
            try:
                number, size, batch = worker.link.recv()
            except (EOFError, ConnectionResetError):
                self._lost(worker, waiting)
                continue
            if isinstance(batch, OSError):
                raise batch
            task = worker.tasks[number]
            if batch is None:
                task.batch = task.done
            elif self.part is not None:
                task.done, task.size = attrs.evolve(batch, stored=size), size
                if task.place is not None:  # done once before, by a worker that was lost
                    self._put(worker, task, waiting)
                self._place(waiting)
            elif size >= 0 and worker.memory is not None:
                start = task.slot * SLOT_BYTES
                view: Any = memoryview(worker.memory)[start : start + size]
                task.batch = attrs.evolve(batch, data=view)
            else:
                task.batch = batch

    def _place(self, waiting: deque[_Task]) -> None:
        """Tell workers where their output belongs, as far as that is known."""
        for task in list(self.order):
            if task.place is not None:
                continue
            if task.done is None:
                return
            task.place = self.place
            self.place += task.size
            for worker in self.workers:
                if worker.tasks.get(task.number) is task:
                    self._put(worker, task, waiting)
                    break

    def _put(self, worker: _Worker, task: _Task, waiting: deque[_Task]) -> None:
        try:
            worker.link.send((task.number, task.slot, task.size, task.place))
        except (BrokenPipeError, ConnectionResetError):
            self._lost(worker, waiting)

    def _release(self, task: _Task) -> None:
        """The output of a task is written: its slot may be used again."""
        for worker in self.workers:
            if worker.tasks.get(task.number) is task:
                del worker.tasks[task.number]
                worker.free.append(task.slot)

    def _lost(self, worker: _Worker, waiting: deque[_Task]) -> None:
        """Replace a worker that ended, and put back what it had not finished."""
        index = self.workers.index(worker)
        worker.link.close()
        worker.process.join()
        again = [task for task in worker.tasks.values() if task.batch is None]
        for task in again:
            task.done = None
        if again:
            again[0].attempts += 1  # the one it was at
            if again[0].attempts >= MAX_ATTEMPTS:
                where = f"{again[0].name or '<stdin>'}, byte {again[0].chunk.start:,}"
                raise WorkerLost(
                    f"a worker process ended {MAX_ATTEMPTS} times at the lines from {where} on "
                    f"(exit {worker.process.exitcode}); is there enough memory?"
                )
        with held_back():
            self.workers[index] = self._started()
        waiting.extendleft(reversed(again))


def _lines_in(chunk: Chunk) -> int:
    if not chunk.data:
        return 1
    return chunk.data.count(b"\n") + (chunk.data[-1] != 10)
