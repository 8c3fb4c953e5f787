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

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any, Final, Literal

import attrs
import msgspec
import orjson

from ...canonical.diagnostics import LOSSLESS, Diagnostic
from ...canonical.errors import InputError
from . import failure as failures
from .fast_shape import Shape, Spec, Unshapely, shape_of, spec_of, tokens, type_of
from .fast_trace import marked, template
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
_Convert = Callable[[list[Any]], tuple[list[Any], list["Entry"], list[int]]]

MAX_SHAPES: Final = 512
MAX_KEYS: Final = 1024
MAX_HEADS: Final = 2048
MAX_GUESSES: Final = 3
MAX_LEARNT: Final = 64 * 1024
MAX_KEYED_TEXT: Final = 512
BLOCK: Final = 1 << 15
"""Bytes of whole lines that are tried as one shape at once: few enough to stay in the caches."""

_ENCODER: Final = msgspec.json.Encoder()
_NO_SPEC: Final = Spec(frozenset(), frozenset())
_UNREADABLE: Final = (msgspec.DecodeError, ValueError, RecursionError)


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

    ``numbered``: how many lines went by, blank ones among them.
    """

    data: bytes
    rejected: tuple[Rejected, ...]
    tally: Tally
    numbered: int = 0


@attrs.frozen(eq=False)
class Entry:
    """What a translation of one shape with one set of keyed values comes to."""

    make: Callable[[Any], Any] | None
    diagnostics: tuple[Diagnostic, ...] = ()


_REFUSED: Final = Entry(None)
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
        self._heads: dict[bytes, list[_Compiled]] = {}
        self._names: dict[bytes, list[_Compiled]] = {}
        self._shapes: dict[Shape, _Compiled | None] = {}
        self._last: _Compiled | None = None
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
            before = tally.lines
            made = self._uniform(block, first, tally, rejected, on_bad)
            if made is not None:
                first += tally.lines - before
            else:
                made = self._mixed(block, first, tally, rejected, on_bad)
                first += block.count(b"\n") + (block[-1] != 10)
            out.append(_ENCODER.encode_lines(made))
            if rejected and on_bad == "stop":
                break
        return Batch(b"".join(out), tuple(rejected), tally, first - start)

    def objects(self, data: bytes, *, first: int = 1) -> tuple[list[Any], tuple[Rejected, ...]]:
        """The outputs before they are encoded, one for each good line, for `msgspec` to encode."""
        tally, rejected, made = Tally(), list[Rejected](), list[Any]()
        for block in _blocks(data):
            made += self._mixed(block, first, tally, rejected, "skip")
            first += block.count(b"\n")
        return made, tuple(rejected)

    def _uniform(
        self, block: bytes, first: int, tally: Tally, rejected: list[Rejected], on_bad: OnBad
    ) -> list[Any] | None:
        """The outputs of a block whose lines are all of the last bare shape, else None."""
        shape = self._last
        if shape is None:
            return None
        if self._wait:
            self._wait -= 1
            return None
        decoded = shape.decoded(block)
        if decoded is None:
            self._tried = min(self._tried + 1, 5)
            self._wait = 2**self._tried
            return None
        self._tried = 0
        made, used, missed = shape.convert(decoded)
        tally.lines += len(made)
        tally.uses(used)
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

    def _remember(self, line: bytes, shape: _Compiled) -> None:
        """Try this shape for lines that look like this one."""
        for table, key in ((self._heads, _head(line)), (self._names, _names(line))):
            known = table.get(key)
            if known is None:
                if len(table) < MAX_HEADS:
                    table[key] = [shape]
            elif shape not in known and len(known) < MAX_SHAPES:
                known.append(shape)

    def _compiled(self, skeleton: Shape, spec: Spec, bare: bool) -> _Compiled | None:
        if len(self._shapes) >= MAX_SHAPES:
            return None
        made: _Compiled | None
        try:
            made = _Compiled(skeleton, spec, self.settings, self.reference, bare)
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


class _Compiled:
    """One shape, compiled: decoding, what is keyed, and what was learnt for each key."""

    def __init__(
        self, shape: Shape, spec: Spec, settings: Settings, reference: Reference, bare: bool
    ) -> None:
        self.shape, self.spec = shape, spec
        self.settings, self.reference = settings, reference
        self.bare = bare
        self.entries: dict[Any, Entry] = {}
        decoder = msgspec.json.Decoder(type_of(shape))
        self.decode = decoder.decode
        self.decode_lines = decoder.decode_lines
        names: dict[str, Any] = {
            "UNSET": msgspec.UNSET,
            "UNREADABLE": _UNREADABLE,
            "decode": self.decode,
            "escaped": _escaped,
            "get": self.entries.get,
            "len": len,
            "sum": sum,
            "tuple": tuple,
            "__builtins__": {},
        }
        lists, key = _key(shape)
        ragged = " or ".join(f"len({name}) != n" for name in lists[1:])
        source = _SOURCE.format(
            tokens=tokens(shape),
            key=f"None if {ragged} else {key}" if ragged else key,
            count=f"len({lists[0]})" if lists else "0",
        )
        exec(source, names)  # noqa: S102 written from our own names and numbers only
        self.count: Callable[[Any], int] = names["count"]
        self.key: Callable[[Any], Any] = names["key"]
        self.accepted: Callable[[bytes], Any] = names["accepted"]
        self.one: Callable[[bytes, list[Entry]], Any] = names["one"]
        self.convert: _Convert = names["convert"]

    def decoded(self, block: bytes) -> list[Any] | None:
        """The messages of a block, if each line is one, of this shape, and has no key twice."""
        try:
            found: list[Any] = self.decode_lines(block)
        except _UNREADABLE:
            return None
        again = _ENCODER.encode_lines(found)
        if not block.endswith(b"\n"):
            again = again[:-1]
        return found if again == block else None

    def learn(
        self, line: bytes, value: Any, data: bytes, diagnostics: tuple[Diagnostic, ...]
    ) -> bool:
        """Compile what the reference path did with a line; False when the line is not of this
        shape. What does not come out the same is remembered as not to be compiled."""
        found = self.accepted(line)
        if found is None:
            return False
        key = self.key(found)
        if key is None:
            return False
        if key not in self.entries and len(self.entries) < MAX_KEYS and _small(key):
            self.entries[key] = self._entry(found, value, data, diagnostics)
        return self.entries.get(key, _REFUSED).make is not None

    def _entry(
        self, found: Any, value: Any, data: bytes, diagnostics: tuple[Diagnostic, ...]
    ) -> Entry:
        try:
            output, told = self.reference(self.settings, self._marked(value))
            make = template(output, self.shape, self.count(found))
        except (Unshapely, InputError):
            return _REFUSED
        made = _ENCODER.encode(make(found))
        if told != diagnostics or _sorted(made) != _sorted(data):
            return _REFUSED
        return Entry(make, diagnostics)

    def _marked(self, value: Any) -> Any:
        number = [0]
        if self.bare:
            return marked(value, self.shape, self.spec, number)
        return {
            key: marked(
                value[key], item, self.spec, number, (index,), () if key == "payload" else None
            )
            for index, (key, item, _) in enumerate(self.shape[1])
        }


# accepted: the message of a line of this shape without a key given twice, else None.
# one: the output of one line, else None. convert: the outputs of decoded messages.
_SOURCE: Final = """
def count(o):
    return {count}

def key(o):
    n = {count}
    return {key}

def accepted(line):
    try:
        o = decode(line)
    except UNREADABLE:
        return None
    strings = 2 * ({tokens})
    return o if line.count(b'"') == strings or escaped(line, strings) else None

def one(line, used):
    try:
        o = decode(line)
    except UNREADABLE:
        return None
    strings = 2 * ({tokens})
    if line.count(b'"') != strings and not escaped(line, strings):
        return None
    n = {count}
    entry = get({key})
    if entry is None or entry.make is None:
        return None
    used.append(entry)
    return entry.make(o)

def convert(found):
    made = []
    used = []
    missed = []
    for o in found:
        n = {count}
        entry = get({key})
        if entry is None or entry.make is None:
            missed.append(len(made))
            made.append(None)
        else:
            used.append(entry)
            made.append(entry.make(o))
    return made, used, missed
"""


def _escaped(line: bytes, quotes: int) -> bool:
    """Whether a line has so many quotes when those inside of strings are left out."""
    if b"\\" not in line:
        return False
    return line.replace(b"\\\\", b"").replace(b'\\"', b"").count(b'"') == quotes


def _sorted(data: bytes) -> bytes:
    return orjson.dumps(orjson.loads(data), option=orjson.OPT_SORT_KEYS)


def _small(key: Any) -> bool:
    if isinstance(key, str):
        return len(key) <= MAX_KEYED_TEXT
    return not isinstance(key, tuple) or all(map(_small, key))


def _key(shape: Shape) -> tuple[list[str], str]:
    """The lists of a shape, and an expression of what its translation depends on."""
    lists: list[str] = []
    parts: list[str] = []
    _collect(shape, "o", lists, parts)
    if lists:
        parts.insert(0, "n")
    return lists, parts[0] if len(parts) == 1 else f"({', '.join(parts)})"


def _collect(shape: Shape, name: str, lists: list[str], parts: list[str]) -> None:
    kind = shape[0]
    if kind in ("text", "code", "boolean"):
        parts.append(name)
    elif kind == "object":
        for index, (_, below, _) in enumerate(shape[1]):
            _collect(below, f"{name}.f{index}", lists, parts)
    elif kind == "list":
        lists.append(name)
        inner = _varying(shape[1], "x")
        if inner:
            row = inner[0] if len(inner) == 1 else f"({', '.join(inner)})"
            parts.append(f"tuple([{row} for x in {name}])")


def _varying(shape: Shape, name: str) -> list[str]:
    """What differs between the entries of a list and is keyed: words, and what is there."""
    kind = shape[0]
    if kind in ("text", "code", "boolean"):
        return [name]
    if kind == "list":
        raise Unshapely
    found: list[str] = []
    if kind == "object":
        for index, (_, below, optional) in enumerate(shape[1]):
            field = f"{name}.f{index}"
            if optional and below[0] in ("object", "list"):
                raise Unshapely
            inner = _varying(below, field)
            found += inner or ([f"{field} is UNSET"] if optional else [])
    return found
