"""What a probe wrote down: lines of JSON from a stranger's device, checked one by one."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import IO, Any, Final

import attrs

from ...canonical.errors import InputError, printable, shown
from ...canonical.values import Value
from ..lines.framing import Bad, BadLine, lines
from ..lines.stream import parse
from ..volume import magic
from .program import VERSION

MAX_LINE: Final = 1 << 20
"""The longest line of a record, bytes."""
DEEPEST: Final = 24
LONGEST: Final = 300
"""Characters of a name or a word in a record."""
OUTCOMES: Final = frozenset(
    {
        "success", "fail", "complete", "returned", "value", "heard", "threw", "missing", "silent",
        "skipped", "members",
    }
)  # fmt: skip
"""What can have come of a call: a callback; what it returned, held, told a listener, or threw; it
is not there; it did not answer in time; it could not be made; the members of the namespace."""
_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_MARK: Final = "$"
_BYTES: Final = 64


@attrs.frozen(eq=False, repr=False)
class ProbeRecord(Value):
    """One call of a real client, and what came of it. ``file`` and ``line``: where it stands."""

    file: str
    line: int
    vendor: str
    operation: str
    case: str
    outcome: str
    reply: Any = None
    returned: Any = None
    called: tuple[str, ...] = ()
    device: Mapping[str, str] = attrs.field(factory=dict)
    date: str = ""

    @property
    def place(self) -> str:
        """Where it stands, for messages."""
        return f"{self.file}:{self.line}"


def records(
    stream: IO[bytes], name: str, max_line: int = MAX_LINE
) -> Iterator[ProbeRecord | BadLine]:
    """The records of a stream, and its bad lines, in order; in constant memory.

    Raises `InputError` for a stream that holds no JSON lines at all.
    """
    ahead = stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(stream)  # type: ignore[type-var]
    try:
        magic.refuse(ahead.peek(magic.LOOKED_AT)[: magic.LOOKED_AT], name)
        for number, line in lines(ahead, max_line):
            if isinstance(line, Bad):
                yield BadLine(number, line.message, b"")
                continue
            try:
                yield _record(parse(line), name, number)
            except InputError as error:
                yield BadLine(number, str(error), line)
    finally:
        if ahead is not stream:
            ahead.detach()  # it would close the stream with itself


def _record(value: Any, name: str, number: int) -> ProbeRecord:
    if not isinstance(value, Mapping) or "probe" not in value:
        raise InputError(
            f'expected a record such as {{"probe": {VERSION}, ...}}, got {shown(value)}'
        )
    version = value["probe"]
    if version != VERSION or isinstance(version, bool):
        raise InputError(
            f"expected a record of form {VERSION}, got {shown(version)}", place="probe"
        )
    outcome = _word(value, "outcome")
    if outcome not in OUTCOMES:
        known = ", ".join(sorted(OUTCOMES))
        raise InputError(f"expected one of {known}, got {shown(outcome)}", place="outcome")
    day = _day(value)
    called = value.get("called", [])
    if not isinstance(called, list) or not all(isinstance(it, str) for it in called):
        raise InputError(f"expected the names of callbacks, got {shown(called)}", place="called")
    return ProbeRecord(
        file=name, line=number, vendor=_word(value, "vendor"), outcome=outcome, date=day,
        operation=_word(value, "operation"), case=_word(value, "case"),
        reply=_plain(value.get("reply"), "reply", 0),
        returned=_plain(value.get("returned"), "returned", 0),
        called=tuple(called[:8]), device=_device(value.get("device", {})),
    )  # fmt: skip


def _day(value: Mapping[str, Any]) -> str:
    day = _word(value, "date")
    try:
        if _DATE.match(day):
            return date.fromisoformat(day).isoformat()
    except ValueError:
        pass
    raise InputError(f"expected a day such as 2026-11-29, got {shown(day)}", place="date")


def _word(value: Mapping[str, Any], key: str) -> str:
    found = value.get(key)
    if not isinstance(found, str) or len(found) > LONGEST:
        what = "nothing" if found is None else shown(found)
        raise InputError(f"expected a text of at most {LONGEST} characters, got {what}", place=key)
    return found


def _device(value: Any) -> dict[str, str]:
    fits = isinstance(value, Mapping) and all(
        isinstance(item, str) and len(item) <= LONGEST for item in value.values()
    )
    if not fits:
        raise InputError(f"expected short texts by name, got {shown(value)}", place="device")
    return {key: printable(item) for key, item in value.items()}


def _plain(value: Any, place: str, depth: int) -> Any:
    """A value as the client had it, as far as the record says."""
    if depth > DEEPEST:
        raise InputError(f"nested more than {DEEPEST} deep", place=place)
    if isinstance(value, list):
        return [_plain(item, place, depth + 1) for item in value]
    if not isinstance(value, dict):
        return value
    kind = value.get(_MARK)
    if kind == "bytes":
        length = value.get("length")
        return bytes(min(length, _BYTES)) if isinstance(length, int) and length > 0 else b""
    if kind == "number":
        return str(value.get("is"))[:20]
    if kind is not None:
        return None
    return {
        key: _plain(item, place, depth + 1)
        for key, item in value.items()
        if not (isinstance(item, dict) and item.get(_MARK) == "undefined")
    }
