"""Messages in JSON Lines: one line in, one line out, nothing kept between them.

A line is a bare payload, when the API is known beforehand, or an envelope
``{"api": ..., "payload": ...}``, which may name its own client (``"read"`` or ``"client"``). A log
may have other keys (`EnvelopeKeys`), and a payload that is JSON in a text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any, Final, Literal

import attrs
import msgspec
import orjson

from ...canonical import requests, results
from ...canonical.client import parse_client
from ...canonical.diagnostics import Diagnostic, Translation
from ...canonical.errors import InputError, quoted, shown
from ...canonical.failures import Failure
from ...canonical.values import Value
from ...canonical.vocabulary import Payload
from ...profiles import loader
from ...profiles.registry import Registry
from ..messages.translate import normalize, normalized, read_request, translate_request
from ..plan.pair import client_profile, plan
from .framing import Bad as Bad
from .framing import TranslatedLine as TranslatedLine
from .framing import bare
from .keys import EnvelopeKeys

Kind = Literal["reply", "request"]
Outcome = tuple[Any, tuple[Diagnostic, ...]]

encoded: Final = msgspec.json.Encoder().encode
"""JSON of a value. Every route writes by this one: no two libraries spell numbers alike."""

_BEYOND: Final = re.compile(rb"[0-9]{20}|-[0-9]{19}")
"""What whole numbers of more than 64 bits have: orjson reads them as fractions."""
_MOST_NAMED: Final = 6
"""Keys of a line that is no envelope, as they are told."""
_SPACED_COLON: Final = re.compile(rb'"[ \t\r\n]+:')


@attrs.frozen(kw_only=True, eq=False, repr=False)
class LineSettings(Value):
    """How lines are read and written.

    ``read``: client of lines that name none; ``write``: the dialect wanted, ``None`` for the
    canonical one; ``api``: the API of bare payloads; ``diagnostics``: put them into the lines;
    ``envelope``: give back envelopes, with all other keys of the line; ``keys``: how envelopes name
    their parts; ``words``: the log's words for clients, each with ours; ``registry``: where vendors
    are looked up, by default the one in force when the settings are made.
    """

    read: str | None = None
    write: str | None = None
    api: str | None = None
    kind: Kind = "reply"
    diagnostics: bool = False
    envelope: bool = False
    keys: EnvelopeKeys = EnvelopeKeys()
    words: tuple[tuple[str, str], ...] = ()
    registry: Registry = attrs.field(factory=loader.current)


Reference = Callable[[LineSettings, Any], Outcome]
"""What makes the output of a parsed line; raises `InputError`."""


def parse(line: bytes) -> Any:
    """The value of a line of JSON; raises `InputError`.

    Strict: no NaN, no lone surrogates, no key twice in one object.
    """
    try:
        value = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        raise InputError(_not_json(line, error)) from None
    try:
        if _BEYOND.search(line):
            value = json.loads(line)
        if line.count(b'":') != _keys(value) or _SPACED_COLON.search(line):
            json.loads(line, object_pairs_hook=_once)
    except RecursionError:
        raise InputError("nested too deeply") from None
    return value


def _not_json(line: bytes, error: orjson.JSONDecodeError) -> str:
    text = error.msg.partition(": line ")[0]
    if line.startswith((b"\xff\xfe", b"\xfe\xff")) or line[1:4:2] == b"\x00\x00":
        return "not JSON in UTF-8: it looks like UTF-16"
    try:
        line.decode()
    except UnicodeDecodeError as bad:
        return f"not JSON: invalid UTF-8 at byte {bad.start + 1}"
    return f"not JSON: {text} at column {error.colno}"


def _keys(value: Any) -> int:
    """How many keys a value has, at every depth."""
    if isinstance(value, dict):
        return len(value) + sum(
            _keys(item) for item in value.values() if isinstance(item, (dict, list))
        )
    if isinstance(value, list):
        return sum(_keys(item) for item in value if isinstance(item, (dict, list)))
    return 0


def _once(pairs: list[tuple[str, Any]]) -> Payload:
    result: Payload = {}
    for key, value in pairs:
        if key in result:
            raise InputError(f"the key {shown(key)[11:]} occurs twice in one object")
        result[key] = value
    return result


def processor(settings: LineSettings) -> Callable[[bytes], TranslatedLine | Bad]:
    """A function that translates one line.

    Raises `InputError` at once for clients or an API that no profile has.
    """
    check(settings)

    def process(line: bytes) -> TranslatedLine | Bad:
        done = settled(settings, line)
        return done if isinstance(done, Bad) else done[1]

    return process


def settled(
    settings: LineSettings, line: bytes, reference: Reference | None = None
) -> tuple[Any, TranslatedLine] | Bad:
    """The value of a line and what it is translated to; ``reference``: by default `translated`."""
    try:
        value = parse(bare(line))
        plain, diagnostics = (reference or translated)(settings, value)
        return value, TranslatedLine(encoded(plain), diagnostics)
    except InputError as error:
        return Bad(str(error))
    except (TypeError, ValueError, RecursionError) as error:
        return Bad(f"cannot be written as JSON: {error}")


def check(settings: LineSettings) -> None:
    """Raise `InputError` for clients or an API that no profile has."""
    view = None
    if settings.read is not None:
        view = client_profile(parse_client(settings.read), settings.registry)
    if settings.write is not None:
        client_profile(parse_client(settings.write), settings.registry)
    for _, client in settings.words:
        client_profile(parse_client(client), settings.registry)
    if view is not None and settings.write is not None:
        plan(str(settings.read), settings.write, settings.registry)
    if view is not None and settings.api is not None:
        view.api(settings.api)


def translated(settings: LineSettings, value: Any) -> Outcome:
    """The JSON-like output of a parsed line, and what there is to say; raises `InputError`."""
    api, payload, read, rest = opened(settings, value)
    if settings.kind == "request":
        return _request(settings, api, payload, read, rest)
    return _reply(settings, api, payload, read, rest)


def wrapped(settings: LineSettings, value: Any) -> bool:
    """Whether a line is an envelope around its payload."""
    return (
        isinstance(value, dict)
        and settings.keys.payload in value
        and (settings.keys.api in value or settings.api is not None)
    )


def opened(settings: LineSettings, value: Any) -> tuple[str, Any, str, Payload]:
    """API, payload, client and other keys of a line."""
    api, payload, read = settings.api, value, settings.read
    rest: Payload = {}
    if wrapped(settings, value):
        keys = settings.keys
        payload = value[keys.payload]
        if isinstance(payload, str):
            payload = _inner(payload, keys.payload)
        api = _text(value, keys.api, api)
        said = _text(value, keys.read, _text(value, keys.client, None))
        if said is not None:
            read = dict(settings.words).get(said, said)
        rest = {key: item for key, item in value.items() if key not in keys.all}
    if api is None:
        if normalized(value):
            raise InputError("canonical already, as normalize writes it; expected a vendor's reply")
        keys = settings.keys
        expected = f'{{"{keys.api}": ..., "{keys.payload}": ...}}'
        got = f"; got {shown(value)}"
        if isinstance(value, Mapping):
            names = ", ".join(map(quoted, [*map(str, value)][:_MOST_NAMED]))
            got = f"; its keys are {names}: --map says what is what" if names else ""
        raise InputError(f"expected {expected}, or the API given by --api{got}")
    if read is None:
        raise InputError(f'no client: neither "{settings.keys.read}" in the line nor --from')
    return api, payload, read, rest


def _inner(text: str, key: str) -> Any:
    """A payload that a log keeps as JSON in a text, be it written twice."""
    try:
        found = parse(text.encode("utf-8", "surrogatepass"))
        return parse(found.encode()) if isinstance(found, str) else found
    except InputError as error:
        raise InputError(f"JSON in a text: {error.reason}", place=key) from None


def _text(value: Mapping[str, Any], key: str, otherwise: str | None) -> str | None:
    found = value.get(key, otherwise)
    if found is not None and not isinstance(found, str):
        raise InputError(f"expected a string, got {shown(found)}", place=key)
    return found


def _reply(settings: LineSettings, api: str, payload: Any, read: str, rest: Payload) -> Outcome:
    got = normalize(api, payload, read=read, write=settings.write, registry=settings.registry)
    if settings.write is not None:
        made = {"api": got.api, "payload": got.value}
        return _line(settings, got, made, rest, got.value, read)
    if isinstance(got.value, Failure):
        plain: Payload = {
            "api": got.value.api,
            "ok": False,
            "failure": _failure(got.value),
        }
    else:
        plain = {"api": got.value.api, "ok": True, "result": results.to_plain(got.value)}
    return _line(settings, got, plain, rest, plain, read)


def _failure(value: Failure) -> Payload:
    plain: Payload = {"kind": value.kind, "code": value.code, "message": value.message}
    if value.detail:
        plain["detail"] = value.detail
    if value.extra:
        plain["extra"] = dict(value.extra)
    return plain


def _request(settings: LineSettings, api: str, payload: Any, read: str, rest: Payload) -> Outcome:
    if settings.write is None:
        asked = read_request(api, payload, read=read, registry=settings.registry)
        plain: Payload = {
            "api": asked.value.api,
            "request": requests.to_plain(asked.value),
            "stated": sorted(asked.stated),
        }
        return _line(settings, asked, plain, rest, plain, read)
    got = translate_request(
        api, payload, read=read, write=settings.write, registry=settings.registry
    )
    plain = {"api": got.api, "payload": got.value}
    if got.value is None:
        plain = {"api": None, "payload": None}
        plain["calls"] = [{"api": call.api, "payload": call.options} for call in got.calls]
    if got.recipes:
        plain["recipes"] = list(got.recipes)
    return _line(settings, got, plain, rest, plain, read)


def around(rest: Payload, envelope: Payload) -> Payload:
    """An envelope with the line's other keys. Raises `InputError` where it would lose one."""
    lost = rest.keys() & envelope.keys()
    if lost:
        raise InputError(
            f"the line's own {shown(min(lost))[11:]} is a key of the output, too: it would be lost"
        )
    return {**rest, **envelope}


def _line(
    settings: LineSettings,
    got: Translation[Any],
    envelope: Payload,
    rest: Payload,
    bare: Any,
    read: str,
) -> Outcome:
    """The output: bare, or the envelope where the caller wants more than the value."""
    out = bare
    if settings.envelope or settings.diagnostics:
        out = dict(envelope)
        if settings.diagnostics:
            told = [item.to_plain() for item in got.diagnostics]
            out["diagnostics"] = [
                {**item, "read": read} if item.get("read") == read else item for item in told
            ]  # the line's own text, which is traced
        if settings.envelope:
            out = around(rest, out)
    return out, got.diagnostics
