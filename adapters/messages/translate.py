"""The public functions: read, write and translate requests, results and failures.

Each returns a `Translation`: the value, and all that was not kept on the way. ``read`` and
``write`` name clients (``wx``, ``my/ide``, ``tt/pc@7.40.0``); ``api`` is the canonical name or
the read vendor's own. ``registry`` is where vendors are looked up, by default the built-in ones
and those that were registered. Input that cannot be used raises `InputError`: an unknown vendor,
client or API, a payload that is no object, an option of a wrong type.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, cast

import attrs

from ...canonical import requests, results, shapes
from ...canonical.client import Client
from ...canonical.diagnostics import Call, Diagnostic, Evidence, Translation
from ...canonical.errors import InputError, did_you_mean, quoted, wrong
from ...canonical.failures import KINDS, Failure
from ...canonical.rules import diagnostic
from ...profiles import loader
from ...profiles.fold import ClientProfile
from ...profiles.registry import Registry
from ..plan.pair import Plan, plan, view
from ..plan.program import lacking
from ..plan.routes import plain_way, routes_for
from . import failure as failures
from . import request as asked
from . import result as replies
from . import result_write as answers
from .fields import checked, checked_result
from .request import READER, WRITER, Note
from .route import route

if TYPE_CHECKING:
    from ..plan.model import PlanEntry, Program, Side

AnyClient = str | Client


def _diagnostics(
    notes: list[Note],
    api: str,
    reader: ClientProfile | None,
    writer: ClientProfile | None,
) -> tuple[Diagnostic, ...]:
    if not notes:
        return ()
    reads, writes = (side.profile.name if side else "" for side in (reader, writer))
    return tuple(
        diagnostic(
            code,
            message.replace(READER, reads).replace(WRITER, writes),
            place=_spelt(code, api, place, reader, writer),
            api=api,
            read=str(reader.client) if reader else "",
            write=str(writer.client) if writer else "",
            evidence=_evidence(api, place, writer, reader),
            **changes,
        )
        for code, place, message, changes in notes
    )


def _spelt(
    code: str, api: str, place: str, reader: ClientProfile | None, writer: ClientProfile | None
) -> str:
    """The place in a vendor's own words: notes on results name canonical paths."""
    if not code.startswith("MG2"):
        return place
    for side in (reader, writer):
        entry = side.apis.get(api) if side is not None else None
        if entry is not None and place in entry.result:
            return entry.result[place].facts.paths[0]
    return place


def _evidence(
    api: str, place: str, writer: ClientProfile | None, reader: ClientProfile | None
) -> tuple[Evidence, ...]:
    """The evidence behind the fact a place is about: the option's, the field's, or the API's."""
    for side in (writer, reader):
        entry = side.apis.get(api) if side is not None else None
        if entry is None:
            continue
        for key, param in entry.params.items():
            if place == key or place in param.names:
                return param.evidence
        if place in entry.result:
            return entry.result[place].evidence
        if entry.evidence:
            return entry.evidence
    return ()


def translate_request(
    api: str,
    payload: Mapping[str, Any],
    *,
    read: AnyClient,
    write: AnyClient,
    registry: Registry | None = None,
) -> Translation[dict[str, Any] | None]:
    """A request of one vendor as a request of another.

    ``value`` is the target's options; ``api`` the target's function, which may be another one
    (diagnostic MG407). ``value`` is ``None`` where one call does not do it: see ``calls`` and
    ``recipes``; a refusal is an error diagnostic with no calls.

    >>> translate_request("chooseImage", {}, read="wx", write="my").value
    {'count': 9}
    """
    compiled = plan(read, write, registry)
    entry = compiled.entry(api)
    notes: list[Note] = []
    values, stated = asked.read(entry["read"], payload, notes, own=compiled.own)
    routed = route(compiled, entry, values, stated, notes)
    usual = plain_way(entry)
    if routed.api and usual and routed.api == usual["program"]["name"]:
        if entry.get("stopped"):
            notes.append(("MG408", "", f"{WRITER}'s {routed.api}: {entry['stopped']}", {}))
        if entry.get("status") == "unknown" and not compiled.own:
            text = f"no source says since when this client of {WRITER} has {routed.api}, or whether"
            notes.append(("MG404", "", text, {}))
    return Translation(
        routed.value,
        _diagnostics(notes, entry["read"]["api"], compiled.read, compiled.write),
        frozenset(stated),
        routed.api,
        tuple(Call(name, options) for name, options in routed.calls),
        tuple(dict.fromkeys(routed.recipes)),
    )


def read_request(
    api: str, payload: Mapping[str, Any], *, read: AnyClient, registry: Registry | None = None
) -> Translation[requests.Request]:
    """A vendor's request as the canonical one, its defaults made explicit."""
    reader = view(read, registry)
    program = reader.readable(api)
    notes: list[Note] = []
    values, stated = asked.read(program, payload, notes)
    return Translation(
        shapes.request_of(program["api"], values),
        _diagnostics(notes, program["api"], reader.profile, None),
        frozenset(stated),
        program["api"],
    )


def write_request(
    request: requests.Request,
    *,
    write: AnyClient,
    stated: frozenset[str] | None = None,
    registry: Registry | None = None,
) -> Translation[dict[str, Any] | None]:
    """A canonical request as a vendor's options. ``stated``: default, every field that is set."""
    values = requests.to_plain(checked(request))
    told = set(values) - {"extra"} if stated is None else _names(stated)
    compiled = plan(write, write, registry)
    key = request.api
    compiled.write.api(key)
    notes: list[Note] = []
    entry = compiled.apis.get(key) or {
        "read": _unread(key),
        **routes_for(compiled.write, key),
    }
    for way in entry["routes"]:
        for param in way["program"]["params"]:
            if param["key"] in told and asked.unmet(param, values):
                values = {**param["needs"], **values}
    routed = route(compiled, entry, values, told, notes)
    return Translation(
        routed.value,
        _diagnostics(notes, key, None, compiled.write),
        frozenset(told),
        routed.api,
        tuple(Call(name, options) for name, options in routed.calls),
        tuple(dict.fromkeys(routed.recipes)),
    )


def _unread(key: str) -> Program:
    """The program of an API that is only written: nothing is read by it."""
    return {
        "api": key,
        "name": key,
        "params": [],
        "result": [],
        "success": {},
        "failures": {"read": [], "write": {}},
    }


def _names(given: object) -> set[str]:
    if isinstance(given, str) or not isinstance(given, Iterable):
        raise wrong("the names of fields that were stated", given)
    return set(given)


def translate_result(
    api: str,
    payload: Mapping[str, Any],
    *,
    read: AnyClient,
    write: AnyClient,
    registry: Registry | None = None,
) -> Translation[dict[str, Any] | None]:
    """A successful reply of the vendor ``read`` in the shape that ``write`` gives it.

    ``value`` is ``None``, with an error diagnostic, where that vendor has no such API.
    """
    compiled = plan(read, write, registry)
    entry = compiled.entry(api)
    notes: list[Note] = []
    values = replies.read(entry["read"], compiled.sides["read"], payload, notes)
    target = _direct(compiled, entry)
    if target is None:
        notes.append((entry["refuse"]["code"], "", entry["refuse"]["message"], {}))
        value, name = None, ""
    else:
        value, _ = answers.write(target, values, notes, source=entry["read"])
        name = target["name"]
    return Translation(
        value,
        _diagnostics(notes, entry["read"]["api"], compiled.read, compiled.write),
        api=name,
    )


def _direct(compiled: Plan, entry: PlanEntry) -> Program | None:
    """The target's program for the same canonical API, where it has one."""
    routes = entry["routes"]
    found = next((item["program"] for item in routes if "convert" not in item), None)
    canonical = entry["read"]["api"]
    theirs = compiled.write.apis.get(canonical)
    if found is None and theirs is not None and theirs.facts.support is not False:
        return view(compiled.write.client, compiled.registry).program(canonical)
    return found


def read_result(
    api: str, payload: Mapping[str, Any], *, read: AnyClient, registry: Registry | None = None
) -> Translation[results.Result]:
    """A vendor's successful reply as the canonical result."""
    reader = view(read, registry)
    program = reader.readable(api)
    notes: list[Note] = []
    values = replies.read(program, reader.side, payload, notes)
    return Translation(
        shapes.result_of(program["api"], values),
        _diagnostics(notes, program["api"], reader.profile, None),
        api=program["api"],
    )


def write_result(
    result: results.Result, *, write: AnyClient, registry: Registry | None = None
) -> Translation[dict[str, Any]]:
    """A canonical result as a vendor's reply."""
    checked_result(result)
    writer = view(write, registry)
    program = writer.program(result.api)
    notes: list[Note] = []
    value, _ = answers.write(program, results.to_plain(result), notes)
    told = _diagnostics(notes, result.api, None, writer.profile)
    return Translation(value, told, api=program["name"])


def translate_failure(
    api: str,
    payload: Mapping[str, Any] | str,
    *,
    read: AnyClient,
    write: AnyClient,
    registry: Registry | None = None,
) -> Translation[dict[str, Any]]:
    """A failed reply of one vendor as another gives it: by meaning, never by number."""
    compiled = plan(read, write, registry)
    entry = compiled.entry(api)
    notes: list[Note] = []
    values = failures.read(entry["read"], compiled.sides["read"], payload, notes)
    target = _direct(compiled, entry)
    if target is None:
        target = lacking(compiled.write, entry["read"]["api"])
    value = failures.write(
        target,
        compiled.sides["write"],
        values,
        notes,
        source=entry["read"],
        reader=compiled.sides["read"],
    )
    return Translation(
        value,
        _diagnostics(notes, entry["read"]["api"], compiled.read, compiled.write),
        api=target["name"],
    )


def read_failure(
    api: str, payload: Mapping[str, Any] | str, *, read: AnyClient, registry: Registry | None = None
) -> Translation[Failure]:
    """A vendor's failed reply as the canonical failure."""
    reader = view(read, registry)
    program = reader.readable(api)
    notes: list[Note] = []
    values = failures.read(program, reader.side, payload, notes)
    return Translation(
        Failure(api=program["api"], **values),
        _diagnostics(notes, program["api"], reader.profile, None),
        api=program["api"],
    )


def write_failure(
    failure: Failure, *, write: AnyClient, registry: Registry | None = None
) -> Translation[dict[str, Any]]:
    """A canonical failure as a vendor's reply. Always gives an envelope, with or without code."""
    if not isinstance(failure, Failure):
        raise wrong("a Failure", failure)
    if not isinstance(failure.kind, str):
        raise wrong("the name of a failure kind", failure.kind, place="Failure.kind")
    if failure.kind not in KINDS:
        raise InputError(
            f"unknown failure kind {quoted(failure.kind)}; "
            f"{did_you_mean(failure.kind, KINDS, 'kinds')}"
        )
    writer = view(write, registry)
    program = writer.program(failure.api)
    notes: list[Note] = []
    values = attrs.asdict(failure, recurse=False)
    known = registry or loader.current()
    reader = view(failure.vendor, known).side if failure.vendor in known.ids else None
    value = failures.write(program, writer.side, values, notes, reader=reader)
    told = _diagnostics(notes, failure.api, None, writer.profile)
    return Translation(value, told, api=program["name"])


def normalize(
    api: str,
    payload: Mapping[str, Any],
    *,
    read: AnyClient,
    write: AnyClient | None = None,
    registry: Registry | None = None,
) -> Translation[Any]:
    """A reply of any vendor, success or failure, told apart by its envelope.

    The value is a canonical `Result` or `Failure`; with ``write``, that vendor's own shape.
    Raises `InputError` for what is no reply, among it what this function's own lines say.
    """
    reader = view(read, registry)
    if _normalized(payload):
        text = "canonical already, as normalize writes it; expected a reply of the vendor's"
        raise InputError(text, place=reader.side["id"])
    failed = failures.is_failure(reader.side, payload)
    got: Translation[Any]
    if write is not None:
        call = translate_failure if failed else translate_result
        got = call(api, payload, read=read, write=write, registry=registry)
    else:
        one = read_failure if failed else read_result
        got = one(api, payload, read=read, registry=registry)
    if failed:
        return got
    notes: list[Note] = []
    program = reader.program(api)
    if write is None and all(item.code != "MG208" for item in got.diagnostics):
        answers.tell_lacking(program, results.to_plain(cast("results.Result", got.value)), notes)
    wanted = failures.mute(reader.side, payload)
    if wanted:
        notes.append(_mute(program, got, wanted))
    elif not program["result"] and failures.untold(reader.side, payload):
        notes.extend(_odd(program, reader.side, payload))
    writer = None if write is None else view(write, registry).profile
    told = _diagnostics(notes, program["api"], reader.profile, writer)
    return attrs.evolve(got, diagnostics=(*got.diagnostics, *told)) if told else got


def _normalized(payload: Any) -> bool:
    """Whether a payload has the form of a line that was normalized: read as a vendor's, each of
    them would be a success. Told by its keys and by `ok` alone."""
    ok = payload.get("ok") if isinstance(payload, Mapping) else None
    said = {True: "result", False: "failure"}.get(ok) if isinstance(ok, bool) else None
    return said is not None and isinstance(payload.get(said), Mapping)


def _mute(program: Program, got: Translation[Any], wanted: str) -> Note:
    """That no ``wanted`` says that it is a success: lossless where the result is there."""
    there = bool(program["result"]) and all(item.code != "MG208" for item in got.diagnostics)
    changes = {"severity": "info", "loss": "none"} if there else {}
    return "MG210", wanted, f"no {wanted} says that {program['name']} succeeded", changes


def _odd(program: Program, side: Side, payload: Mapping[str, Any]) -> Iterator[Note]:
    """That a reply which need not say anything says something, though nothing that is known."""
    known = (*side["envelope"]["code"], *side["envelope"]["message"], "success")
    odd = [str(key) for key, item in payload.items() if item is not None and key not in known]
    if odd:
        text = (
            f"nothing says that {program['name']} succeeded, and {quoted(odd[0])} is not its field"
        )
        yield "MG210", "", text, {}


def translate_reply(
    api: str,
    called: str,
    payload: Mapping[str, Any],
    *,
    asked_by: AnyClient,
    answered_by: AnyClient,
    registry: Registry | None = None,
) -> Translation[dict[str, Any] | None]:
    """The reply of the API that was called instead, in the shape of the API that was asked for.

    ``asked_by`` is the dialect the program is written in, ``answered_by`` the vendor that ran
    ``called``: a wx.chooseMedia answered by my.chooseImage.
    """
    if not isinstance(called, str):
        raise wrong("the name of the API that answered", called)
    compiled = plan(asked_by, answered_by, registry)
    entry = compiled.entry(api)
    way = next(
        (item for item in entry["routes"] if called in (item["to"], item["program"]["name"])), None
    )
    if way is None:
        raise InputError(f"{api} is never answered by {quoted(called)} there")
    notes: list[Note] = []
    answer = way["program"]
    if failures.is_failure(compiled.sides["write"], payload):
        values = failures.read(answer, compiled.sides["write"], payload, notes)
        value = failures.write(
            entry["read"],
            compiled.sides["read"],
            values,
            notes,
            source=answer,
            reader=compiled.sides["write"],
        )
    else:
        values = replies.read(answer, compiled.sides["write"], payload, notes)
        convert = way.get("convert")
        if convert:
            values = replies.back(convert, values)
        value, _ = answers.write(entry["read"], values, notes, source=answer)
    return Translation(
        value,
        _diagnostics(notes, entry["read"]["api"], compiled.write, compiled.read),
        api=entry["read"]["name"],
    )


__all__ = [
    "normalize",
    "plan",
    "read_failure",
    "read_request",
    "read_result",
    "translate_failure",
    "translate_reply",
    "translate_request",
    "translate_result",
    "write_failure",
    "write_request",
    "write_result",
]
