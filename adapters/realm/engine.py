"""A JavaScript realm with limits: QuickJS in a process beside this one, spoken to in JSON only.

No Python function is ever handed to a script: the realm queues what it wants as messages, and the
client drains the queue. So a script has nothing to escape through, and the realm can live in
another process (`process`), where a watchdog holds its time and memory whatever it does.
"""

from __future__ import annotations

import base64
import json
import re
import threading
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final, NoReturn

from attrs import frozen

from ...canonical.errors import MediaglotError
from . import protocol
from .budget import Budget
from .process import Unavailable, give_back, take
from .trace import Trace

_FILES: Final = (
    "own",
    "bridge",
    "globals",
    "matches",
    "modules",
    "components",
    "scripts",
    "evaluate",
    "views",
    "placing",
    "parts",
    "kin",
    "touch",
    "select",
    "layout",
    "query",
    "motion",
    "channels",
    "pages",
    "encoding",
    "files",
    "at_once",
    "vendor",
    "live",
    "namespace",
    "deliver",
)
_LINE: Final = re.compile(r"<input>:(\d{1,9})(?::(\d{1,9}))?(?!\d)")


class RealmError(MediaglotError):
    """The realm cannot go on: a limit was reached, or it has ended. `stack`: where it was; `trace`:
    the run up to there, where there was one."""

    def __init__(self, message: str, stack: str = "", trace: Trace | None = None) -> None:
        super().__init__(message)
        self.stack = stack
        self.trace = trace


class OutOfTime(RealmError):
    """The time that all runs together have is up."""


class RealmMissing(MediaglotError):
    """What runs JavaScript is not here: the library, or a process for it."""


@frozen
class Limits:
    """What a script may use.

    In one turn (all that follows from one thing the user does): `seconds` of processor time,
    `calls` of the client, `jobs` (promise reactions) after each answer. In all: `memory` that the
    realm's process grows by, and that what it sends takes here; `stack`, in bytes; and `messages`
    sent. `budget`: real time that this and other realms have together; None for as much as they
    take.
    """

    seconds: float = 5.0
    memory: int = 256 << 20
    stack: int = protocol.MOST_STACK
    jobs: int = 1_000_000
    calls: int = 20_000
    messages: int = 1_000_000
    budget: Budget | None = None


PER_VALUE: Final = 64
"""Bytes that an object or an array takes here beside its text; a run's trace keeps what is sent."""


@cache
def prelude() -> str:
    """The client's own script: evaluated before the first line of the program."""
    folder = Path(__file__).with_name("js")
    parts = [folder.joinpath(f"{name}.js").read_text(encoding="utf-8") for name in _FILES]
    body = "".join(parts)
    return f'(function () {{ "use strict";\n{body}}})()'


def prelude_lines() -> int:
    """How many lines the client's own script takes: modules begin behind them."""
    return prelude().count("\n") + 2


class Realm:
    """One JavaScript world, in a process of its own. Used from the thread that made it only.

    `tables`: parts of what it is told that are texts already, as `protocol` has them."""

    def __init__(
        self, config: Mapping[str, Any], limits: Limits = Limits(), tables: Sequence[str] = ()
    ) -> None:
        self._limits = limits
        self._thread = threading.get_ident()
        self._ended = ""
        self._messages = self._kept = 0
        self._spent = 0.0
        if fault := protocol.shape("config", config):
            raise RealmError(f"the realm cannot begin: {fault}")
        try:
            self._worker = take(prelude())
        except Unavailable as error:
            raise RealmMissing(str(error)) from None
        settings = {
            "memory": limits.memory,
            "stack": min(limits.stack, limits.memory // 2),  # it is memory, too
            "jobs": limits.jobs,
        }
        try:
            self._asked(b"N", "\n".join((json.dumps(settings), json.dumps(config), *tables)))
        except OutOfTime:
            raise
        except RealmError as error:
            raise RealmError(f"the realm cannot begin: {error}") from None

    def begin_turn(self) -> None:
        """The script's time starts anew: the user, or the client, did something."""
        self._spent = 0.0

    def send(self, op: str, **message: Any) -> list[dict[str, Any]]:
        """Tell the realm something, run all that follows from it, and give what it queued.

        `protocol` has the messages of both ways. Raises RealmError for one that is none of them,
        which is not sent; and when a limit is reached, or the realm says what does not fit: it is
        dead then. Raises OutOfTime when the time of all realms together is up.
        """
        if self._ended:
            budget = self._limits.budget
            kind = OutOfTime if budget is not None and budget.over else RealmError
            raise kind(f"the realm has ended: {self._ended}")
        if threading.get_ident() != self._thread:
            raise RealmError("a realm is used from the thread that made it")
        sent = {"op": op, **message}
        if fault := protocol.to_script(sent):
            raise RealmError(f"not sent to the realm: {fault}")
        try:
            text = json.dumps(sent, allow_nan=False, default=_tagged)
        except (TypeError, ValueError, RecursionError) as error:
            raise RealmError(f"not sent to the realm: no JSON: {error}") from None
        return [entry for queued in self._asked(b"S", text) for entry in self._read(queued)]

    def _read(self, queued: str) -> list[dict[str, Any]]:
        try:
            messages: Any = json.loads(queued, object_hook=_untagged, parse_int=_number)
        except (ValueError, TypeError, RecursionError, MemoryError):
            messages = None
        if not isinstance(messages, list):
            self.fail("what the script sent cannot be read")
        self._messages += len(messages)
        self._kept += len(queued) + PER_VALUE * (queued.count("{") + queued.count("["))
        if self._kept > self._limits.memory:
            self.fail(f"what the script sent takes more than {self._limits.memory >> 20} MB")
        if self._messages > self._limits.messages:
            self.fail(f"the script sent more than {self._limits.messages:,} messages")
        if {"t": "broken"} in messages:
            self.fail("the script broke the realm's built-in objects")
        if {"t": "flood"} in messages:
            self.fail("the script sent too many messages in one go")
        for message in messages:
            if fault := protocol.from_script(message):
                self.fail(f"what the realm sent fits no message: {fault}")
            if message["t"] == "refused":
                self.fail(f"the realm refused a message: {message['why']}")
        return messages

    def _asked(self, kind: bytes, text: str) -> tuple[str, ...]:
        budget, allowed = self._limits.budget, self._limits.seconds - self._spent
        left = allowed if budget is None else budget.left()
        if budget is not None and left <= 0:
            self._late()
        reply = self._worker.ask(kind, text, min(allowed, left))
        self._spent += reply.spent
        if reply.why == "time" and left < allowed:
            self._late(reply.stack)
        if reply.why:
            known = {
                "time": f"the script ran for more than {self._limits.seconds:g} s",
                "memory": f"the script used more than {self._limits.memory >> 20} MB of memory",
                "jobs": f"promises went on for more than {self._limits.jobs:,} reactions",
                "script": reply.text,
            }
            self.fail(known.get(reply.why, f"the realm failed: {reply.text}"), reply.stack)
        return reply.lists

    def fail(self, why: str, stack: str = "") -> NoReturn:
        """Give the realm up. Always raises RealmError."""
        self._give_up(why)
        raise RealmError(why, stack)

    def _late(self, stack: str = "") -> NoReturn:
        why = f"the time of the whole run, {self._limits.budget}, is up"
        self._give_up(why)
        raise OutOfTime(why, stack)

    def _give_up(self, why: str) -> None:
        if not self._ended:
            self._ended = why
            self._worker.kill()

    def end(self, why: str = "it was closed") -> None:
        """Give the realm up, with everything in it."""
        if not self._ended:
            self._ended = why
            give_back(self._worker)

    @property
    def ended(self) -> str:
        """Why the realm has ended; empty while it lives."""
        return self._ended


def mapped(stack: str, place: Callable[[int], str | None]) -> list[str]:
    """The lines of a stack that lie in the program's own files, innermost first."""
    result: list[str] = []
    for line in stack.splitlines():
        match = _LINE.search(line)
        where = place(int(match[1])) if match else None
        if match and where:
            name = line.strip().removeprefix("at ").split("(")[0].strip()
            column = f":{match[2]}" if match[2] else ""
            plain = name and not name.startswith("<")
            result.append(f"{where}{column} in {name}" if plain else f"{where}{column}")
    return result


def _tagged(value: object) -> dict[str, str]:
    if isinstance(value, (bytes, bytearray, memoryview)):
        return {"$bytes": base64.b64encode(value).decode()}
    raise TypeError(f"a {type(value).__name__} cannot be sent to a realm")


def _number(text: str) -> int | float:
    """A whole number; beyond 2**53 a float, which is what it is in the realm."""
    value = float(text)
    return int(value) if abs(value) <= 2**53 else value


def _untagged(value: dict[str, Any]) -> Any:
    kind = value.get("$")
    if kind is None:
        return value
    inner = value.get("v")
    if kind == "number":
        return float(str(inner))
    if kind == "bytes":
        return base64.b64decode(str(inner))
    if kind == "object" and isinstance(inner, list):
        return {str(pair[0]): pair[1] for pair in inner}
    return str(inner)
