"""Output that can be gone on with: a part, and a journal of how far it is good."""

from __future__ import annotations

import os
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Final, Self

import attrs
import orjson

from ...canonical.errors import InputError, MediaglotError
from ..messages.lines import Tally
from .job import Job, State

FORM: Final = 1
LOCK_TRIES: Final = 50
LOCK_WAIT: Final = 0.1
"""Seconds between tries to get hold of the part."""


class WorkerLost(MediaglotError):
    """Worker processes ended again and again at the same lines."""


@attrs.frozen(kw_only=True)
class Point:
    """How far a run is: the place in the input, and the sizes of what is written for it."""

    file: int
    place: int
    line: int
    read: int
    out: int
    rejects: int
    counts: dict[str, int]
    codes: dict[str, int]

    @classmethod
    def of(cls, state: State, out: int, rejects: int) -> Point:
        tally = state.tally
        return cls(
            file=state.file,
            place=state.place,
            line=state.line,
            read=state.read,
            out=out,
            rejects=rejects,
            counts={name: getattr(tally, name) for name in ("lines", "bad", "errors", "lossy")},
            codes=dict(tally.codes),
        )

    def tally(self) -> Tally:
        """The counts so far."""
        return Tally(**self.counts, codes=Counter(self.codes))


class Journal:
    """The part, the rejects and the journal of one output file; open while the run lasts."""

    def __init__(self, job: Job, out: str) -> None:
        self.target = Path(os.path.realpath(out))
        self.part = self.target.with_name(self.target.name + ".part")
        self.file = self.target.with_name(self.target.name + ".part.json")
        self.identity = _identity(job)
        self.point: Point | None = self._found() if job.resume else None
        self.out = _opened(self.part, self.point.out if self.point else 0, out)
        self.rejects: IO[bytes] | None = None
        if job.rejects:
            self.rejects = _opened(
                Path(job.rejects), self.point.rejects if self.point else 0, job.rejects
            )
        self.finished = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if not self.finished and isinstance(error, (KeyboardInterrupt, OSError, WorkerLost)):
            with suppress(OSError):  # a full disk: then the journal before this one holds
                self.save()
                self.out.truncate(self.point.out if self.point is not None else 0)
        for stream in (self.out, self.rejects):
            if stream is not None:
                with suppress(OSError):
                    stream.close()
        if not self.finished and isinstance(error, InputError):
            self.part.unlink(missing_ok=True)
            self.file.unlink(missing_ok=True)

    def save(self) -> None:
        """Write down how far all is good, after it is on disk."""
        if self.point is None:
            return
        for stream in (self.out, self.rejects):
            if stream is not None and not stream.closed:
                stream.flush()
                os.fsync(stream.fileno())
        text = orjson.dumps({"form": FORM, "job": self.identity, "point": attrs.asdict(self.point)})
        fresh = self.file.with_name(self.file.name + ".new")
        fresh.write_bytes(text + b"\n")
        os.replace(fresh, self.file)

    def done(self) -> None:
        """The part becomes the output; the journal goes."""
        self.out.flush()
        self.out.close()
        os.replace(self.part, self.target)
        self.file.unlink(missing_ok=True)
        self.finished = True

    def _found(self) -> Point | None:
        """The point of the journal, None when there is none to go on from."""
        try:
            text = self.file.read_bytes()
            part = self.part.stat().st_size
        except FileNotFoundError:
            return None
        except OSError as error:
            raise InputError(f"cannot be read: {error.strerror}", place=str(self.file)) from None
        identity: dict[str, Any] = {}
        point: Point | None = None
        try:
            found = orjson.loads(text)
            identity, point = found["job"], Point(**found["point"])
            good = found["form"] == FORM and point.out <= part
        except (ValueError, KeyError, TypeError):
            good = False
        if not good:
            raise InputError(
                "is no journal of this part; delete it to start anew", place=str(self.file)
            )
        for name, value in self.identity.items():
            if identity.get(name) != value:
                raise InputError(
                    f"the run to resume had other {name}; start anew without --resume",
                    place=str(self.file),
                )
        return point


def _identity(job: Job) -> dict[str, Any]:
    """What must be the same for a run to go on where another stopped."""
    files = []
    for name in job.files:
        if name == "-" or not Path(name).is_file():
            if job.resume:
                raise InputError("cannot be resumed: it is no file", place=name)
            files.append([name, 0, 0])
            continue
        found = Path(name).stat()
        files.append([os.path.realpath(name), found.st_size, found.st_mtime_ns])
    settings = attrs.asdict(job.settings, filter=lambda field, _: field.name != "registry")
    return {
        "options": {**settings, "on_bad": job.on_bad, "max_line": job.max_line},
        "own profiles": job.settings.registry.fingerprint(),
        "input files": files,
        "rejects file": os.path.realpath(job.rejects) if job.rejects else None,
    }


def _opened(path: Path, size: int, shown: str) -> IO[bytes]:
    """A file to write that nobody else writes, cut to the size that is good."""
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0)
    for _ in range(LOCK_TRIES):
        try:
            stream = os.fdopen(os.open(path, flags, 0o666), "r+b")
        except OSError as error:
            raise InputError(f"cannot be written: {error.strerror}", place=shown) from None
        if _locked(stream) and _stands_at(stream, path):
            stream.truncate(size)
            stream.seek(size)
            return stream
        stream.close()
        time.sleep(LOCK_WAIT)
    raise InputError("another run is writing it", place=shown)


def _locked(stream: IO[bytes]) -> bool:
    """Keep other runs away. Workers of one that was killed need a moment to notice."""
    try:
        import fcntl
    except ImportError:  # Windows
        return True
    try:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a file system that knows no locks
        return True
    return True


def _stands_at(stream: IO[bytes], path: Path) -> bool:
    """Whether a file is still under its name: not when another run has just finished it."""
    try:
        return os.path.samestat(os.fstat(stream.fileno()), path.stat())
    except FileNotFoundError:
        return False
