"""Output that can be gone on with: a part, and a journal of how far it is good.

Both belong to the run that holds the lock of the part: nothing about them is believed, and
nothing in them is changed, before it is held.
"""

from __future__ import annotations

import os
import time
from collections import Counter
from contextlib import ExitStack, suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Final, Self

import attrs
import orjson

from ...canonical.errors import InputError, MediaglotError
from ..lines.framing import Tally
from ..system.interrupts import held_back
from ..system.places import naming
from .job import Job, State
from .locked import LOCK_TRIES, LOCK_WAIT, is_held, is_regular, locked

FORM: Final = 2
HEAD: Final = b'{"form":%d,"job":' % FORM
"""How a journal begins."""
MAX_JOURNAL: Final = 64 << 20


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
    said: list[Any]

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
            counts={name: getattr(tally, name) for name in ("lines", "bad")},
            said=[[*said, count] for said, count in tally.said.items()],
        )

    def tally(self) -> Tally:
        """The counts so far."""
        return Tally(
            **self.counts,
            said=Counter(
                {
                    (one, two, three, four, five, six): count
                    for one, two, three, four, five, six, count in self.said
                }
            ),
        )


def part_of(out: str) -> str:
    """The part of an output file: beside the file itself, whatever link leads there."""
    return f"{os.path.realpath(out)}.part"


def journal_of(out: str) -> str:
    """The journal of an output file."""
    return f"{part_of(out)}.json"


def side_files(out: str) -> dict[str, str]:
    """The files that a run makes beside its output while it lasts: what each is, and its name."""
    journal = journal_of(out)
    return {
        "the part of --out": part_of(out),
        "the journal of --out": journal,
        "the next journal of --out": f"{journal}.new",
    }


class Journal:
    """The part, the rejects and the journal of one output file; open while the run lasts.

    Raises `InputError` where another run has them, where there is nothing good to go on from,
    and where files that no run left behind stand in their place.
    """

    def __init__(self, job: Job, out: str) -> None:
        self.target = Path(os.path.realpath(out))
        self.part = Path(part_of(out))
        self.file = Path(journal_of(out))
        self.next = Path(f"{self.file}.new")
        self.identity = _identity(job)
        self.rejects: IO[bytes] | None = None
        self.finished = False
        with ExitStack() as opened:
            self.out, fresh = self._part(out)
            opened.callback(self._given_up, *([self.part] if fresh else []))
            found = self._found(fresh)
            if job.resume and found is not None and not fresh:
                self._check(found)
                self.point = Point(**found["point"])
            else:
                self.point = Point.of(State(), 0, 0)
            if job.rejects:
                self.rejects = locked(job.rejects)[0]
                opened.callback(self.rejects.close)
            self._cut(job)
            self._note()
            opened.pop_all()

    def _part(self, out: str) -> tuple[IO[bytes], bool]:
        """The part under lock, and whether it was not there before.

        A run that has just finished holds the lock of what is the output by then.
        """
        self._no_strangers()
        made = False
        for _ in range(LOCK_TRIES):
            stream, fresh = locked(str(self.part), out)
            made = made or fresh
            if not is_held(str(self.target)):
                return stream, made and not _size(stream)
            stream.close()
            time.sleep(LOCK_WAIT)
        raise InputError("another run is writing it", place=out)

    def _no_strangers(self) -> None:
        """Raise `InputError` for links, and for a file in the way of the next journal."""
        for place in (self.part, self.file, self.next):
            if place.is_symlink():
                raise InputError(
                    "is a symbolic link; a run makes this file itself", place=str(place)
                )
        try:
            with self.next.open("rb") as stream:
                head = stream.read(len(HEAD))
        except FileNotFoundError:
            return
        except OSError as error:
            raise InputError(f"cannot be read: {error.strerror}", place=str(self.next)) from None
        if not HEAD.startswith(head):
            raise InputError(
                "is in the way of a journal; move it away or delete it", place=str(self.next)
            )

    def _found(self, fresh: bool) -> dict[str, Any] | None:
        """What the journal says, None without one. Raises `InputError` for what is not ours."""
        try:
            with self.file.open("rb") as stream:
                text = stream.read(MAX_JOURNAL)
        except FileNotFoundError:
            if not fresh and self.part.stat().st_size:
                raise InputError(
                    "is there, and no journal beside it tells that a run left it behind; "
                    "move it away or delete it",
                    place=str(self.part),
                ) from None
            return None
        except OSError as error:
            raise InputError(f"cannot be read: {error.strerror}", place=str(self.file)) from None
        try:
            found: dict[str, Any] = orjson.loads(text)
            if found["form"] == FORM and isinstance(found["job"], dict):
                point = attrs.asdict(Point(**found["point"]))
                if all(type(point[name]) is int and point[name] >= 0 for name in _SIZES):
                    Point(**point).tally()
                    return found
        except (ValueError, KeyError, TypeError, AttributeError):
            pass
        raise InputError(
            "is no journal of this part; move it away or delete it to start anew",
            place=str(self.file),
        )

    def _check(self, found: dict[str, Any]) -> None:
        """Raise `InputError` unless the run of a journal is this one."""
        for name, value in self.identity.items():
            if found["job"].get(name) != value:
                raise InputError(
                    f"the run to resume had other {name}; start anew without --resume",
                    place=str(self.file),
                )

    def _cut(self, job: Job) -> None:
        """Cut part and rejects to what the point vouches for; both have to be that long."""
        kept = [
            (self.out, self.point.out, str(self.part)),
            (self.rejects, self.point.rejects, str(job.rejects)),
        ]
        for stream, size, name in kept:
            if stream is not None and _size(stream) < size and is_regular(stream):
                raise InputError(
                    f"is shorter than the {size:,} bytes its journal vouches for; "
                    "start anew without --resume",
                    place=name,
                )
        for stream, size, name in kept:
            if stream is not None and is_regular(stream):
                with naming(name):
                    stream.truncate(size)
                    stream.seek(size)

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
                self.out.truncate(self.point.out)
        useless = not self.finished and isinstance(error, InputError)
        self._given_up(*([self.file, self.part] if useless else []))
        if self.rejects is not None:
            with suppress(OSError):
                self.rejects.close()

    def _given_up(self, *useless: Path) -> None:
        """Close the part, and remove what is of no use to anybody."""
        if os.name == "nt":  # there, what is open cannot be removed
            with suppress(OSError):
                self.out.close()
        for file in useless:  # while the lock is held: it is nobody else's yet
            with suppress(OSError):
                file.unlink(missing_ok=True)
        with suppress(OSError):
            self.out.close()

    def save(self) -> None:
        """Write down how far all is good, after it is on disk."""
        for stream in (self.out, self.rejects):
            if stream is not None and not stream.closed:
                stream.flush()
                if is_regular(stream):
                    os.fsync(stream.fileno())
        self._note()

    def _note(self) -> None:
        """Write the journal."""
        text = orjson.dumps({"form": FORM, "job": self.identity, "point": attrs.asdict(self.point)})
        with held_back(), naming(str(self.next)):
            self.next.write_bytes(text + b"\n")
            os.replace(self.next, self.file)

    def done(self) -> None:
        """The part becomes the output; the journal goes.

        All under the lock, which the renamed file keeps: see `_part`.
        """
        with naming(str(self.part)):
            self.out.flush()
        if self.rejects is not None:
            with naming(str(self.rejects.name)):
                self.rejects.flush()
        if os.name == "nt":  # there, what is open cannot be renamed
            self.out.close()
        with held_back():
            os.replace(self.part, self.target)
            self.finished = True
            self.file.unlink(missing_ok=True)


_SIZES: Final = ("file", "place", "line", "read", "out", "rejects")


def _size(stream: IO[bytes]) -> int:
    return os.fstat(stream.fileno()).st_size


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
    settings["words"] = [list(pair) for pair in job.settings.words]  # as JSON gives them back
    return {
        "options": {**settings, "on_bad": job.on_bad, "max_line": job.max_line},
        "own profiles": job.settings.registry.fingerprint(),
        "input files": files,
        "rejects file": os.path.realpath(job.rejects) if job.rejects else None,
    }
