"""Reading failures by a program of a plan, compiled: `failure_write` writes them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from ...canonical.errors import InputError, shown
from ...canonical.vocabulary import Payload
from ..plan.kinds.values import shallow, valid_text
from ..plan.notes import READER, Note
from .signs import FLAGS, MAX_SEARCHED, Signs, code_in

if TYPE_CHECKING:
    from ..plan.model import FailureRow, Program, Side

Reads = Callable[[Any, list[Note]], Payload]
"""A vendor's failure as plain canonical values: its kind, beside its own code and message."""

Outcomes = Callable[[Any], "str | None"]
"""The kind of failure that a reply tells of which its vendor calls a success; none: it is one."""

Match = Callable[[Any, str | None], "FailureRow | None"]
"""The rule that a code or a message is known by; the code counts first."""


def reader(program: Program, side: Side, signs: Signs) -> Reads:
    """The function that reads an operation's failures, objects or bare messages.

    ``signs`` are those of ``side``. The function raises `InputError` for what can be no failure.
    """
    envelope = side["envelope"]
    match = matcher(program)
    codes = (*program.get("code", ()), *envelope["code"])
    messages = (*program.get("message", ()), *envelope["message"])
    nested = program.get("nested", "")
    ok = frozenset(envelope["ok"])
    api, vendor = program["name"], side["id"]
    outcome, said = outcomes(program), _said(program)
    weighed = "outcomes" in program

    def read(payload: Any, notes: list[Note]) -> Payload:
        if isinstance(payload, str):
            payload = {messages[0]: payload}
        if type(payload) is not dict and not isinstance(payload, Mapping):
            raise InputError(f"expected a failure object, got {shown(payload)}", place=api)
        if nested and isinstance(payload.get(nested), Mapping):
            inner = payload[nested]
            payload = {**inner, **{key: payload[key] for key in payload if key != nested}}
        code, code_key = _code((*codes, *signs.coded_otherwise(payload)), ok, payload)
        message_key = None
        for key in messages:
            if isinstance(payload.get(key), str) and payload[key] != "":
                message_key = key
                break
        else:
            message_key = _message_otherwise(messages, signs, payload)
        message = payload[message_key] if message_key is not None else None
        telling = None if code in ok else code
        rule = match(telling, message)
        values: Payload = {"kind": rule["kind"] if rule else "unknown", "vendor": vendor}
        if rule and rule.get("detail"):
            values["detail"] = rule["detail"]
        if code is not None:
            values["code"] = code
        if message is not None:
            values["message"] = valid_text(message, str(message_key))
        known_by: tuple[str | None, ...] = (code_key, message_key)
        if rule is None and weighed:
            done = bool(message) and signs.said_ok(str(message_key), str(message)) is not None
            kind = outcome(payload) if done or not message else None
            if kind is not None:
                rule = {"kind": kind}
                values["kind"] = kind
                known_by = (*known_by, *said)
                if done:  # the message is that of the success that it is not
                    del values["message"]
        if len(payload) > 2 or code_key is None or message_key is None or code_key == message_key:
            extra = {key: item for key, item in payload.items() if key not in known_by}
            if extra:
                shallow(api, extra)
                values["extra"] = extra
        if rule is None:
            seen = f"code {shown(code)}" if telling is not None else shown(message)
            text = f"{READER}'s profile does not know {seen}"
            if telling is None and not message:
                text = "neither code nor message"
            notes.append(("MG301", code_key or message_key or "", text, {}))
        elif "os" in rule and code is not None:
            text = f"{code} means this on {', '.join(rule['os'])}; name the os of {READER}'s client"
            notes.append(("MG305", code_key or "", text, {}))
        return values

    return read


def outcomes(program: Program) -> Outcomes:
    """The function that tells an operation's successes that are failures."""
    rows = [(list(when.items()), kind) for when, kind in program.get("outcomes", ())]

    def outcome(payload: Any) -> str | None:
        for when, kind in rows:
            if all(_alike(payload.get(key), value) for key, value in when):
                return str(kind)
        return None

    return outcome if rows else lambda _payload: None


def _alike(value: Any, wanted: Any) -> bool:
    """Whether a field says what an outcome is told by: numbers and texts are one, as in codes."""
    if value is None or wanted is None or isinstance(value, bool) or isinstance(wanted, bool):
        return value is wanted
    return code_in(value) == code_in(wanted)


def _said(program: Program) -> tuple[str, ...]:
    """What stands in a success that is a failure and says so, or says that it is a success."""
    keys = (key for when, _ in program.get("outcomes", ()) for key in when)
    return (*keys, *program["success"], "success")


def _code(
    keys: Iterable[str], ok: frozenset[Any], payload: Mapping[str, Any]
) -> tuple[Any, str | None]:
    """The code of a failure and its key: the first of these that tells of no success, else the
    first that there is."""
    found = [(code, key) for key in keys if (code := code_in(payload.get(key))) is not None]
    return next((each for each in found if each[0] not in ok), found[0] if found else (None, None))


def _message_otherwise(
    messages: tuple[str, ...], signs: Signs, payload: Mapping[str, Any]
) -> str | None:
    """The key of the message of a failure that says nothing under the vendor's own."""
    empty = (key for key in messages if isinstance(payload.get(key), str))
    return signs.told_under(payload) or next(empty, None)


def matcher(program: Program) -> Match:
    """The function that finds the rule for a code and a message of an operation."""
    rules = program["failures"]["read"]
    by_code: dict[Any, FailureRow] = {}
    for rule in rules:
        for code in rule.get("codes", ()):
            by_code.setdefault(code, rule)
    texts: list[tuple[re.Pattern[str], FailureRow]] = []

    def match(code: Any, message: str | None) -> FailureRow | None:
        if code is not None:
            found = by_code.get(code)
            if found is not None:
                return found
        # no text at all is what a pattern of anything matches
        text = (message or "")[:MAX_SEARCHED]
        if not texts:  # most failures have a code
            texts.extend(_texts(rules))
        for pattern, rule in texts:
            if pattern.search(text):
                return rule
        return None

    return match


def _texts(rules: Iterable[FailureRow]) -> Iterator[tuple[re.Pattern[str], FailureRow]]:
    for rule in rules:
        for pattern in (rule.get("pattern"), rule.get("reads")):
            if pattern is not None:
                yield re.compile(pattern, FLAGS), rule
