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
from ...canonical.diagnostics import Translation
from ...canonical.errors import InputError, did_you_mean, quoted, wrong
from ...canonical.failures import KINDS, Failure
from ...canonical.vocabulary import Payload
from ...profiles import loader
from ...profiles.registry import Registry
from ..plan.notes import Note, NoteChanges
from ..plan.pair import plan
from .diagnose import Teller
from .dialect import dialect
from .fields import checked, checked_result
from .pair import NOTHING, pair
from .signs import reserved

if TYPE_CHECKING:
    from ..plan.model import Program, Side

AnyClient = str | Client


def translate_request(
    api: str,
    payload: Mapping[str, Any],
    *,
    read: AnyClient,
    write: AnyClient,
    registry: Registry | None = None,
) -> Translation[Payload | None]:
    """A request of one vendor as a request of another.

    ``value`` is the target's options; ``api`` the target's function, which may be another one
    (diagnostic MG407). ``value`` is ``None`` where one call does not do it: see ``calls`` and
    ``recipes``; a refusal is an error diagnostic with no calls.

    >>> translate_request("chooseImage", {}, read="wx", write="my").value
    {'count': 9}
    """
    return pair(read, write, registry).request(api)(payload)


def read_request(
    api: str, payload: Mapping[str, Any], *, read: AnyClient, registry: Registry | None = None
) -> Translation[requests.Request]:
    """A vendor's request as the canonical one, its defaults made explicit."""
    how = dialect(read, registry).requests(api)
    notes: list[Note] = []
    values, stated = how.read(payload, notes)
    value = shapes.request_of(how.api, values)
    return Translation(value, how.tell(notes), frozenset(stated), how.api)


def write_request(
    request: requests.Request,
    *,
    write: AnyClient,
    stated: frozenset[str] | None = None,
    registry: Registry | None = None,
) -> Translation[Payload | None]:
    """A canonical request as a vendor's options. ``stated``: default, every field that is set."""
    values = requests.to_plain(checked(request))
    diagnostics = set(values) - {"extra"} if stated is None else _names(stated)
    return pair(write, write, registry).asked(request.api)(values, diagnostics)


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
) -> Translation[Payload | None]:
    """A successful reply of the vendor ``read`` in the shape that ``write`` gives it.

    ``value`` is ``None``, with an error diagnostic, where that vendor has no such API. What its
    vendor calls a success and others a failure (a sheet that was closed) becomes that failure.
    """
    return pair(read, write, registry).result(api)(payload)


def read_result(
    api: str, payload: Mapping[str, Any], *, read: AnyClient, registry: Registry | None = None
) -> Translation[results.Result]:
    """A vendor's successful reply as the canonical result."""
    how = dialect(read, registry).results(api)
    notes: list[Note] = []
    values = how.read(payload, notes)
    return Translation(shapes.result_of(how.api, values), how.tell(notes), NOTHING, how.api)


def write_result(
    result: results.Result, *, write: AnyClient, registry: Registry | None = None
) -> Translation[Payload]:
    """A canonical result as a vendor's reply."""
    checked_result(result)
    how = dialect(write, registry).answers(result.api)
    notes: list[Note] = []
    value, _ = how.write(results.to_plain(result), notes)
    return Translation(value, how.tell(notes), NOTHING, how.name)


def translate_failure(
    api: str,
    payload: Mapping[str, Any] | str,
    *,
    read: AnyClient,
    write: AnyClient,
    registry: Registry | None = None,
) -> Translation[Payload]:
    """A failed reply of one vendor as another gives it: by meaning, never by number."""
    return cast("Translation[Payload]", pair(read, write, registry).failure(api)(payload))


def read_failure(
    api: str, payload: Mapping[str, Any] | str, *, read: AnyClient, registry: Registry | None = None
) -> Translation[Failure]:
    """A vendor's failed reply as the canonical failure."""
    how = dialect(read, registry).failures(api)
    notes: list[Note] = []
    value = Failure(api=how.api, **how.read(payload, notes))
    return Translation(value, how.tell(notes), NOTHING, how.api)


def write_failure(
    failure: Failure, *, write: AnyClient, registry: Registry | None = None
) -> Translation[Payload]:
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
    known = registry or loader.current()
    source = dialect(failure.vendor, known) if failure.vendor in known.ids else None
    how = dialect(write, known).refusals(failure.api, source)
    notes: list[Note] = []
    value = how.write(attrs.asdict(failure, recurse=False), notes)
    return Translation(value, how.tell(notes), NOTHING, how.name)


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
    reader = dialect(read, registry)
    if normalized(payload):
        text = "canonical already, as normalize writes it; expected a reply of the vendor's"
        raise InputError(text, place=reader.side["id"])
    failed = reader.failed(api, payload)
    got: Translation[Any]
    if write is not None:
        both = pair(read, write, registry)
        got = (both.failure if failed else both.result)(api)(payload)
    elif failed:
        got = read_failure(api, payload, read=read, registry=registry)
    else:
        got = read_result(api, payload, read=read, registry=registry)
    if failed:
        return got
    notes: list[Note] = []
    program = reader.program(api)
    if write is None and all(item.code != "MG208" for item in got.diagnostics):
        reader.lacking(api)(results.to_plain(cast("results.Result", got.value)), notes)
    wanted = reader.signs.mute(payload)
    if program.get("form") == "at_once":
        pass  # what is returned says nothing of itself
    elif wanted:
        notes.append(_mute(program, got, wanted))
    elif not program["result"] and reader.signs.untold(payload):
        notes.extend(_odd(program, reader.side, payload))
    if not notes:
        return got
    writer = None if write is None else dialect(write, registry).view.profile
    stated = Teller(program["api"], reader.view.profile, writer)(notes)
    return attrs.evolve(got, diagnostics=(*got.diagnostics, *stated))


def normalized(payload: Any) -> bool:
    """Whether a payload has the form of a line that was normalized: read as a vendor's, each of
    them would be a success. Told by its keys and by `ok` alone."""
    ok = payload.get("ok") if isinstance(payload, Mapping) else None
    said = {True: "result", False: "failure"}.get(ok) if isinstance(ok, bool) else None
    return said is not None and isinstance(payload.get(said), Mapping)


def _mute(program: Program, got: Translation[Any], wanted: str) -> Note:
    """That no ``wanted`` says that it is a success: lossless where the result is there."""
    there = bool(program["result"]) and all(item.code != "MG208" for item in got.diagnostics)
    changes: NoteChanges = {"severity": "info", "loss": "none"} if there else {}
    return "MG210", wanted, f"no {wanted} says that {program['name']} succeeded", changes


def _odd(program: Program, side: Side, payload: Mapping[str, Any]) -> Iterator[Note]:
    """That a reply which need not say anything says something, though nothing that is known."""
    known = reserved(side["envelope"])
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
) -> Translation[Payload | None]:
    """The reply of the API that was called instead, in the shape of the API that was asked for.

    ``asked_by`` is the dialect the program is written in, ``answered_by`` the vendor that ran
    ``called``: a wx.chooseMedia answered by my.chooseImage.
    """
    if not isinstance(called, str):
        raise wrong("the name of the API that answered", called)
    return pair(asked_by, answered_by, registry).reply(api, called)(payload)


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
