"""The fast path: JSON Lines to JSON Lines without building what is not needed.

A shape of message (`fast_shape`) that the reference path has translated once is compiled: typed
decoding by msgspec, and a function traced from the reference path (`fast_trace`). Messages of
compiled shapes go through; every other line (unknown shapes, wrong types, keys given twice, bad
JSON) takes the reference path of `stream`, which is the one that decides what is right.

A compiled line is accepted on proof only: decoding takes exactly the shape's keys and types, and
no key came twice. The proof is that the decoded messages, encoded again, give the same bytes; or,
for JSON that is spaced or escaped otherwise, that the line has as many strings as the message.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Final, Literal

import attrs
import msgspec

from ...canonical.diagnostics import LOSSLESS, Diagnostic
from ...profiles import loader
from . import failure as failures
from .fast_compiled import ENCODER, Compiled, Entry
from .fast_shape import Shape, Spec, Unshapely, shape_of, spec_of
from .plan import view
from .stream import (
    Bad,
    Reference,
    Settings,
    check,
    opened,
    settled,
    translated,
    wrapped,
)

OnBad = Literal["skip", "keep", "stop"]

MAX_SHAPES: Final = 512
MAX_HEADS: Final = 2048
MAX_GUESSES: Final = 3
MAX_TROUBLE: Final = 4
MAX_LEARNT: Final = 64 * 1024
BLOCK: Final = 1 << 15
"""Bytes of whole lines that are tried as one shape at once: few enough to stay in the caches."""

_NO_SPEC: Final = Spec(frozenset(), frozenset())


@attrs.define
class Tally:
    """What a run of lines came to: how many, how many bad, and what was said about them."""

    lines: int = 0
    bad: int = 0
    errors: int = 0
    lossy: int = 0
    codes: Counter[str] = attrs.field(factory=Counter)

    def say(self, diagnostics: tuple[Diagnostic, ...], times: int = 1) -> None:
        """Count the diagnostics of so many lines."""
        for item in diagnostics:
            self.codes[item.code] += times
            self.errors += times * (item.severity == "error")
            self.lossy += times * (item.loss not in LOSSLESS)

    def uses(self, used: list[Entry]) -> None:
        """Count the diagnostics of lines translated by these entries."""
        for entry, times in Counter(used).items():
            self.say(entry.diagnostics, times)

    def add(self, other: Tally) -> None:
        """Add another run's."""
        self.lines += other.lines
        self.bad += other.bad
        self.errors += other.errors
        self.lossy += other.lossy
        self.codes.update(other.codes)


@attrs.frozen
class Rejected:
    """A bad line: its number, why, and its bytes."""

    line: int
    reason: str
    data: bytes


@attrs.frozen
class Batch:
    """Whole lines, translated: output lines in order, the bad ones apart, and the counts.

    ``numbered``: how many lines went by, blank ones among them. ``stored``: bytes of output that
    are where they belong already, ``data`` then being empty.
    """

    data: bytes
    rejected: tuple[Rejected, ...]
    tally: Tally
    numbered: int = 0
    stored: int = 0


_SKIP: Final = object()
_STOP: Final = object()


class Fast:
    """Translates lines, compiling the shapes it meets. Not to be shared between threads.

    ``reference`` makes the output of a parsed line: the JSON-like value and the diagnostics.
    Raises `InputError` for clients or an API that no profile has.
    """

    def __init__(self, settings: Settings, reference: Reference = translated) -> None:
        check(settings)
        self.settings = settings
        self.reference = reference
        self.learns = settings.kind == "reply"
        self._heads: dict[bytes, list[Compiled]] = {}
        self._names: dict[bytes, list[Compiled]] = {}
        self._shapes: dict[Shape, Compiled | None] = {}
        self._last: Compiled | None = None
        self._tried = self._wait = 0

    def run(self, data: bytes, *, first: int = 1, on_bad: OnBad = "skip") -> Batch:
        """Translate whole lines. ``first`` is the number of the first; blank lines are left out.

        ``on_bad``: leave a bad line out, put ``{"line": n, "error": ...}`` in its place, or stop
        before it. Nothing else is raised for what the lines hold.
        """
        out: list[bytes] = []
        rejected: list[Rejected] = []
        tally = Tally()
        start = first
        for block in _blocks(data):
            made, numbered = self._uniform(block, first, tally, rejected, on_bad)
            first += numbered
            out.append(ENCODER.encode_lines(made))
            if rejected and on_bad == "stop":
                break
        return Batch(b"".join(out), tuple(rejected), tally, first - start)

    def _uniform(
        self, block: bytes, first: int, tally: Tally, rejected: list[Rejected], on_bad: OnBad
    ) -> tuple[list[Any], int]:
        """The outputs of a block, taken to be of the last bare shape, and its number of lines.

        Where a line is not, it goes line by line, and what follows is tried again.
        """
        shape = self._last
        made: list[Any] = []
        rest, number = block, first
        if shape is not None and self._wait:
            self._wait -= 1
            shape = None
        for _ in range(MAX_TROUBLE):
            if shape is None:
                break
            decoded, trouble = shape.decoded(rest)
            if decoded is not None:
                self._tried = 0
                made += self._converted(shape, rest, decoded, number, tally, rejected, on_bad)
                return made, number - first + len(decoded)
            start = rest.rfind(b"\n", 0, trouble) + 1
            end = rest.find(b"\n", trouble) + 1 or len(rest)
            for part in (rest[:start], rest[start:end]):
                if part and not (rejected and on_bad == "stop"):
                    made += self._part(shape, part, number, tally, rejected, on_bad)
                    number += _count(part)
            rest = rest[end:]
            if not rest or (rejected and on_bad == "stop"):
                return made, number - first
        if shape is not None:
            self._tried = min(self._tried + 1, 5)
            self._wait = 2**self._tried
        made += self._mixed(rest, number, tally, rejected, on_bad)
        return made, number - first + _count(rest)

    def _part(
        self,
        shape: Compiled,
        part: bytes,
        first: int,
        tally: Tally,
        rejected: list[Rejected],
        on_bad: OnBad,
    ) -> list[Any]:
        decoded, _ = shape.decoded(part)
        if decoded is None:
            return self._mixed(part, first, tally, rejected, on_bad)
        return self._converted(shape, part, decoded, first, tally, rejected, on_bad)

    def _converted(
        self,
        shape: Compiled,
        block: bytes,
        decoded: list[Any],
        first: int,
        tally: Tally,
        rejected: list[Rejected],
        on_bad: OnBad,
    ) -> list[Any]:
        """The outputs of a block's messages of one shape."""
        made, used, missed = shape.convert(decoded)
        tally.lines += len(made)
        tally.uses(used)
        shape.heat(used)
        if missed:
            lines = block.split(b"\n")
            for index in missed:
                made[index] = self._settled(lines[index], first + index, tally, rejected, on_bad)
                if made[index] is _STOP:
                    return made[:index]
            made = [item for item in made if item is not _SKIP]
        return made

    def _mixed(
        self, block: bytes, first: int, tally: Tally, rejected: list[Rejected], on_bad: OnBad
    ) -> list[Any]:
        """The outputs of a block, line by line."""
        made: list[Any] = []
        used: list[Entry] = []
        heads, names = self._heads, self._names
        for number, line in enumerate(block.split(b"\n"), first):
            if not line or line.isspace():
                continue
            tally.lines += 1
            item = None
            known = heads.get(_head(line))
            if known is None or len(known) > MAX_GUESSES:
                known = names.get(_names(line))
            for shape in known or ():
                item = shape.one(line, used)
                if item is not None:
                    if shape.bare:
                        self._last = shape
                    break
            else:
                item = self._settled(line, number, tally, rejected, on_bad)
                if item is _SKIP:
                    continue
                if item is _STOP:
                    break
            made.append(item)
        tally.uses(used)
        return made

    def _settled(
        self, line: bytes, number: int, tally: Tally, rejected: list[Rejected], on_bad: OnBad
    ) -> Any:
        """The output of a line that no compiled shape takes."""
        item = self._slow(line, tally)
        if not isinstance(item, Bad):
            return item
        tally.bad += 1
        rejected.append(Rejected(number, item.message, line))
        if on_bad == "keep":
            return {"line": number, "error": item.message}
        return _STOP if on_bad == "stop" else _SKIP

    def _slow(self, line: bytes, tally: Tally) -> msgspec.Raw | Bad:
        """The reference path; what it translates is learnt."""
        line = line.strip()
        done = settled(self.settings, line, self.reference)
        if isinstance(done, Bad):
            return done
        value, made = done
        tally.say(made.diagnostics)
        if self.learns and len(line) <= MAX_LEARNT:
            self._learn(line, value, made.data, made.diagnostics)
        return msgspec.Raw(made.data)

    def _learn(
        self, line: bytes, value: Any, data: bytes, diagnostics: tuple[Diagnostic, ...]
    ) -> None:
        for shape in self._names.get(_names(line), ()):
            if shape.learn(line, value, data, diagnostics):
                self._remember(line, shape)
                return
        for blind in (True, False):
            try:
                skeleton, spec = self._shape(value, blind)
            except Unshapely:
                continue
            found = self._shapes.get(skeleton)
            if found is None and skeleton not in self._shapes:
                found = self._compiled(skeleton, spec, not wrapped(self.settings, value))
            if found is not None and found.learn(line, value, data, diagnostics):
                self._remember(line, found)
                return

    def _remember(self, line: bytes, shape: Compiled) -> None:
        """Try this shape for lines that look like this one."""
        for table, key in ((self._heads, _head(line)), (self._names, _names(line))):
            known = table.get(key)
            if known is None:
                if len(table) < MAX_HEADS:
                    table[key] = [shape]
            elif shape not in known and len(known) < MAX_SHAPES:
                known.append(shape)

    def _compiled(self, skeleton: Shape, spec: Spec, bare: bool) -> Compiled | None:
        if len(self._shapes) >= MAX_SHAPES:
            return None
        made: Compiled | None
        try:
            made = Compiled(skeleton, spec, self.settings, self.reference, bare)
        except Unshapely:
            made = None
        self._shapes[skeleton] = made
        return made

    def _shape(self, value: Any, blind: bool) -> tuple[Shape, Spec]:
        """The shape of a line; raises `Unshapely`. ``blind``: its message decides nothing."""
        api, payload, read, _ = opened(self.settings, value)
        reader = view(read)
        program = reader.readable(api)
        if blind and not _told_by_code(program, reader.side, payload):
            raise Unshapely
        spec = spec_of(program, reader.side)
        if not wrapped(self.settings, value):
            return shape_of(value, spec, blind=blind), spec
        rows = []
        for key, item in value.items():
            if key in ("api", "read", "client"):
                below: Shape = ("word", item)
            elif key == "payload":
                below = shape_of(item, spec, blind=blind)
            else:
                below = shape_of(item, _NO_SPEC)
            rows.append((key, below, False))
        return ("object", tuple(rows)), spec


def _told_by_code(program: Any, side: Any, payload: Any) -> bool:
    """Whether a failure's code alone says what kind it is, whatever its message."""
    code = failures.code_of(side, payload) if isinstance(payload, dict) else None
    if code is None or code in side["envelope"]["ok"]:
        return False
    return any(code in rule.get("codes", ()) for rule in program["failures"]["read"])


def _head(line: bytes) -> bytes:
    """The start of a line as far as the first key of its payload: a guess at its shape."""
    start = line.find(b'"payload"')
    if start < 0:
        return line[: line.find(b'":')]
    return line[: line.find(b'":', start + 10)].translate(None, b"0123456789")


def _names(line: bytes) -> bytes:
    """API, client and first key of the payload, wherever in a line: a guess that costs more."""
    start = line.find(b'"payload"')
    if start < 0:
        return line[: line.find(b'":')]
    found = [line[start : line.find(b'":', start + 10)]]
    for key in (b'"api"', b'"read"', b'"client"'):
        at = line.find(key)
        if at >= 0:
            at = line.find(b'"', at + len(key)) + 1
            found.append(line[at : line.find(b'"', at)])
    return b"|".join(found)


def _count(lines: bytes) -> int:
    """How many lines these are, the last with or without its end."""
    return lines.count(b"\n") + (lines[-1:] != b"\n")


def _blocks(data: bytes) -> Iterator[bytes]:
    """Blocks of whole lines."""
    start, size = 0, len(data)
    while start < size:
        end = size
        if size - start > BLOCK:
            end = data.rfind(b"\n", start, start + BLOCK) + 1
            if not end:
                end = data.find(b"\n", start) + 1 or size
        yield data[start:end]
        start = end


def normalize_lines(
    data: bytes,
    *,
    read: str | None = None,
    write: str | None = None,
    api: str | None = None,
    on_bad: OnBad = "skip",
) -> Batch:
    """Replies as JSON Lines, to canonical JSON Lines or to those of the vendor ``write``.

    Lines are bare payloads (``read`` and ``api`` say of what) or envelopes ``{"api": ...,
    "read": ..., "payload": ...}``. As fast as JSON is parsed, and says what `normalize` says:
    ``data`` has a line for each good line, ``rejected`` the bad ones with number and reason,
    ``tally`` the counts, diagnostics by code among them. Raises `InputError` for unknown clients
    and APIs given by name.

    >>> normalize_lines(b'{"error": 11}', read="my", write="wx", api="chooseImage").data
    b'{"errno":1,"errMsg":"chooseImage:fail cancel"}\\n'
    """
    settings = Settings(read=read, write=write, api=api)
    return _fast_of_thread(settings, threading.get_ident()).run(data, on_bad=on_bad)


@lru_cache(maxsize=256)
def _fast_of_thread(settings: Settings, thread: int) -> Fast:
    del thread  # what a `Fast` learns is its own thread's
    return Fast(settings)


loader.on_change(_fast_of_thread.cache_clear)
