"""Messages of a profile that says something of everything: how each option and each value of a
reply is compiled, read and written, whatever it holds.

`rich.txt` has the programs of its operations, then what becomes of plain and odd values both ways,
without another vendor. `make accept` rewrites it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import mediaglot as mg
from mediaglot.adapters.lines.shape import Spec, Unshapely, shape_of, spec_of
from mediaglot.adapters.messages.dialect import dialect
from mediaglot.adapters.plan.pair import client_profile
from mediaglot.adapters.plan.program import program
from mediaglot.canonical import requests, results, shapes
from mediaglot.canonical.client import parse_client
from mediaglot.canonical.diagnostics import Translation
from mediaglot.canonical.errors import InputError
from mediaglot.canonical.failures import KINDS, Failure
from mediaglot.canonical.operations import OPERATIONS
from mediaglot.profiles.lint import linted
from mediaglot.profiles.registry import Registry

HERE = Path(__file__).parent
PROFILE = linted(
    {"rich.toml": (HERE / "rich.toml").read_text(encoding="utf-8")}, find=lambda _: None
)
KNOWN = Registry([PROFILE])
CLIENTS = ("zz/android@9.9.9", "zz/ios@1.0.0", "zz")
FIRST = client_profile(parse_client(CLIENTS[0]), KNOWN)

ODD: tuple[Any, ...] = (
    None, "", "zz", "Zz://a.jpg", 0, 1, -1, 1.5, True, [], ["zz", 3], {}, {"zz": 1}, "\ud800",
)  # fmt: skip


def written(value: Any) -> str:
    """Plain data in a line."""
    return json.dumps(value, ensure_ascii=True, sort_keys=False, default=str)


def outcome(made: Callable[[], Translation[Any]], plain: Callable[[Any], Any]) -> str:
    """What comes of a message, and what is told of it."""
    try:
        done = made()
    except InputError as error:
        return f"refused: {str(error).partition(', got ')[0]}"
    told = [
        f"{it.code} {it.severity} {it.loss} {it.place}: {it.message}" for it in done.diagnostics
    ]
    value = written(plain(done.value)) if done.value is not None else "nothing"
    recipes = [f"by {name}" for name in getattr(done, "recipes", ())]
    return ascii("; ".join([value, *told, *recipes]))[1:-1]


def grouped(cases: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Lines of what comes out, and of what."""
    found: dict[str, list[str]] = {}
    for mark, said in cases:
        found.setdefault(said, []).append(mark)
    for said, marks in found.items():
        yield f"    {', '.join(dict.fromkeys(marks))} -> {said}"


# --- programs -------------------------------------------------------------------------------------


def programs() -> Iterator[str]:
    for key, api in FIRST.apis.items():
        yield f"program {key}"
        first = program(FIRST, api)
        for name, value in first.items():
            if isinstance(value, list):
                yield f"  {name}"
                yield from (f"    {written(item)}" for item in value)
            else:
                yield f"  {name}: {written(value)}"
        for client in CLIENTS[1:]:
            view = client_profile(parse_client(client), KNOWN)
            other: dict[str, Any] = dict(program(view, view.apis[key]))
            for name in [*first, *other]:
                mine, theirs = first.get(name), other.get(name)
                if mine == theirs:
                    continue
                if isinstance(mine, list) and isinstance(theirs, list):
                    theirs = [item for item in theirs if item not in mine]
                yield f"  on {client}, {name}: {written(theirs)}"


# --- requests -------------------------------------------------------------------------------------


def of_options(param: dict[str, Any]) -> Iterator[Any]:
    """Values of an option in the vendor's words: those that it names, its bounds, and odd ones."""
    named = [item for _, item in param.get("values", ())] + list(param.get("reads", ()))
    named += list(param.get("words", ()))
    for name in ("min", "max", "low", "high"):
        bound = param.get(name)
        if isinstance(bound, (int, float)):
            named += [bound - 1, bound, bound + 1]
    if param["kind"] == "set":
        named = [[word] for word in named] + [named]
    yield from (*named, *ODD)


def request_plain(value: Any) -> Any:
    return {k: sorted(v) if isinstance(v, frozenset) else v
            for k, v in requests.to_plain(value).items()}  # fmt: skip


def read_option(key: str, name: str, value: Any) -> str:
    made = partial(mg.read_request, key, {name: value}, read=CLIENTS[0], registry=KNOWN)
    return outcome(made, request_plain)


def reading_requests() -> Iterator[str]:
    for key, api in FIRST.apis.items():
        for param in program(FIRST, api)["params"]:
            row: dict[str, Any] = dict(param)
            yield f"request {key}, {row['key']}"
            for name in row["names"][:2]:
                values = list(of_options(row))
                yield from grouped((written(it), read_option(key, name, it)) for it in values)


def canonical(row: dict[str, Any]) -> Iterator[Any]:
    """Values of a canonical field."""
    words = list(row.get("words", ()))
    if row["kind"] == "set":
        yield from (frozenset({word}) for word in words)
        yield frozenset(words)
    else:
        yield from words
    for name in ("min", "max", "low", "high"):
        bound = row.get(name)
        if isinstance(bound, (int, float)):
            yield from (bound - 1, bound, bound + 1)
    yield from (None, "", "zz", "a.jpg", 0, 1, 7, 50, 1.5, True, False, ("a", "b"), {"zz": 1})


def write_field(key: str, name: str, value: Any) -> str:
    def made() -> Translation[Any]:
        request = shapes.request_class(key)(**{name: value})
        return mg.write_request(request, write=CLIENTS[0], registry=KNOWN)

    return outcome(made, lambda options: options)


def writing_requests() -> Iterator[str]:
    for key, api in FIRST.apis.items():
        for param in program(FIRST, api)["params"] if key in OPERATIONS else ():
            row: dict[str, Any] = dict(param)
            yield f"writes {key}, {row['key']}"
            yield from grouped(
                (
                    written(sorted(it) if isinstance(it, frozenset) else it),
                    write_field(key, row["key"], it),
                )
                for it in canonical(row)
            )


# --- replies --------------------------------------------------------------------------------------

VALUES: tuple[Any, ...] = (None, "", "zz", "12", 0, 7, -1, 1.5, True, [], {}, "\ud800")


def reply_with(place: list[Any], value: Any) -> dict[str, Any]:
    """A reply that has a value at a place and nothing else."""
    key, many, member = place
    inner = value if member is None else {member: value}
    head, _, tail = key.partition(".")
    whole = [inner] if many else inner
    return {head: {tail: whole} if tail else whole}


def read_value(key: str, place: list[Any], value: Any) -> str:
    given = reply_with(place, value)
    made = partial(mg.read_result, key, given, read=CLIENTS[0], registry=KNOWN)
    return outcome(made, results.to_plain)


def reading_replies() -> Iterator[str]:
    for key, api in FIRST.apis.items():
        for field in program(FIRST, api)["result"]:
            row: dict[str, Any] = dict(field)
            named = [item for _, item in row.get("values", ())] + list(row.get("reads", ()))
            for place in row["from"][:2]:
                yield f"reply {key}, {row['path']} at {written(place)}"
                values = [*named, *VALUES]
                yield from grouped((written(it), read_value(key, place, it)) for it in values)


def canonical_reply(row: dict[str, Any], value: Any) -> dict[str, Any]:
    inner = value if row["leaf"] is None else {row["leaf"]: value}
    many = row.get("many") and row["leaf"] is not None
    return {row["root"]: [inner, {}] if many else inner}


def write_value(key: str, row: dict[str, Any], value: Any) -> str:
    def made() -> Translation[Any]:
        try:
            result = shapes.result_of(key, canonical_reply(row, value))
        except TypeError as error:
            raise InputError(str(error).partition("(")[0]) from None
        return mg.write_result(result, write=CLIENTS[0], registry=KNOWN)

    return outcome(made, lambda reply: reply)


def writing_replies() -> Iterator[str]:
    for key, api in FIRST.apis.items():
        for field in program(FIRST, api)["result"] if key in OPERATIONS else ():
            row: dict[str, Any] = dict(field)
            each = row.get("each", row)
            items = [{member["key"]: it} for member in each.get("members", ()) for it in ("zz", 7)]
            values = [*row.get("words", ()), *VALUES, *items, *([item] for item in items)]
            yield f"writes the reply {key}, {row['path']}"
            yield from grouped((written(it), write_value(key, row, it)) for it in values)


# --- failures -------------------------------------------------------------------------------------

SAID = ("", "fail cancel", "fail:cancel", "net::ERR_X", "LOCATIONSWITCHOFF", "what")


def read_failure(key: str, given: dict[str, Any]) -> str:
    made = partial(mg.read_failure, key, given, read=CLIENTS[0], registry=KNOWN)
    return outcome(made, lambda it: [it.kind, it.detail, it.code, it.message, it.extra])


def write_failure(key: str, kind: str, detail: str) -> str:
    failure = Failure(api=key, kind=kind, detail=detail)
    return outcome(
        partial(mg.write_failure, failure, write=CLIENTS[0], registry=KNOWN), lambda it: it
    )


def failures() -> Iterator[str]:
    said = FIRST.profile.envelope.failure
    code, message = said.code[0], said.message[0]
    for key in ("chooseImage", "getUserInfo", "httpRequest"):
        compiled: dict[str, Any] = dict(program(FIRST, FIRST.apis[key])["failures"])
        codes = [each for row in compiled["read"] for each in row.get("codes", ())]
        yield f"failure {key}"
        given: list[dict[str, Any]] = [{code: it} for it in [*codes, 0, 123456, "9", None]]
        given += [{message: text} for text in SAID] + [{}]
        yield from grouped((written(it), read_failure(key, it)) for it in given)
        details = [(kind, "") for kind in KINDS]
        details += [tuple(it.split("/")) for it in compiled["write"] if "/" in it]
        yield from grouped(("/".join(it), write_failure(key, *it)) for it in details)


# --- shapes of lines ------------------------------------------------------------------------------

SHAPED = (*VALUES, 2**63 - 1, 2**63, -(2**63), -(2**63) - 1, "zz://a", [1, 1.5], [{"a": 1}, {}])


def shapes_of() -> Iterator[str]:
    """What a line is taken for where it is compiled; nothing of those that are not."""
    for key in ("chooseImage", "chooseMedia", "getLocation", "getVideoInfo"):
        compiled = program(FIRST, FIRST.apis[key])
        spec = spec_of(compiled, dialect(CLIENTS[0], KNOWN).side)
        for field in compiled["result"]:
            for place in field["from"][:1]:
                yield f"shape {key}, {written(place)}"
                yield from grouped((written(it), shape(spec, list(place), it)) for it in SHAPED)


def shape(spec: Spec, place: list[Any], value: Any) -> str:
    found = []
    for blind in (False, True):
        try:
            found.append(str(shape_of(reply_with(place, value), spec, blind=blind)))
        except Unshapely:
            found.append("none")
    return " or blind ".join(dict.fromkeys(found))


PARTS = (
    programs,
    reading_requests,
    writing_requests,
    reading_replies,
    writing_replies,
    failures,
    shapes_of,
)


def test_messages_of_a_rich_profile(golden: Callable[[Path, str], None]) -> None:
    lines = [line for part in PARTS for line in part()]
    golden(HERE / "rich.txt", "".join(f"{line}\n" for line in lines))
