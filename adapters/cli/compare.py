"""``mediaglot compare``: what differs between two clients, as a table."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

import attrs
import click

from ...canonical.client import Client, parse_client
from ...canonical.errors import InputError
from ...canonical.operations import OPERATIONS
from ...canonical.vocabulary import API_NAMES
from ...profiles import loader, model
from ...profiles.fold import ClientApi, ClientField, ClientParam, ClientProfile
from ..plan.kinds import KINDS
from . import complete, facts
from .output import markdown, table, write_json

EPILOG: Final = """\
\b
Examples:
  mediaglot compare wx my chooseImage
  mediaglot compare tt/android tt/pc chooseMedia
  mediaglot compare tt@5.0 tt@7.40.0
  mediaglot compare wx tt --format markdown > differences.md
"""

NONE: Final = "(none)"
Row = tuple[str, str, str, str, str]  # about, key, aspect, left, right


@attrs.frozen
class ComparedFact:
    """One line of the table: where, what, and both sides.

    ``api`` is ``""`` for the vendor as a whole; ``about`` is api, option, result, failure,
    vendor or call; ``key`` the canonical name of the option, field or kind.
    """

    api: str
    about: str
    key: str
    aspect: str
    left: str
    right: str

    @property
    def label(self) -> str:
        """The line's first cell."""
        if self.about in ("option", "result") and self.aspect != "name":
            return f"  {self.key}: {self.aspect}"
        if self.about in ("option", "result", "failure"):
            return f"{self.about} {self.key}"
        return self.aspect


@click.command(epilog=EPILOG)
@click.argument("left", shell_complete=complete.clients)
@click.argument("right", shell_complete=complete.clients)
@click.argument("api", required=False, shell_complete=complete.apis)
@click.option("--all", "everything", is_flag=True, help="Show what is the same, too.")
@click.option(
    "--format",
    type=click.Choice(["text", "json", "markdown"]),
    default="text",
    show_default=True,
    help="For people, for programs, for a page.",
)
def compare(left: str, right: str, api: str | None, everything: bool, format: str) -> None:  # noqa: A002
    """Compare two clients LEFT and RIGHT, in every API or in one.

    Clients are vendor[:surface][/os][@version]: wx, tt/pc, tt@5.0.
    """
    one, two = _view(left), _view(right)
    found = [row for row in differences(one, two, api) if everything or row.left != row.right]
    if format == "json":
        write_json(
            {
                "left": str(one.client),
                "right": str(two.client),
                "differences": [attrs.asdict(row) for row in found],
            }
        )
        return
    headers = ["", str(one.client), str(two.client)]
    groups: dict[str, list[list[str]]] = {}
    for row in found:
        groups.setdefault(row.api, []).append([row.label, row.left, row.right])
    for number, (name, rows) in enumerate(groups.items()):
        title = name or f"{one.profile.name} and {two.profile.name}"
        if format == "markdown":
            click.echo(f"### {title}\n\n{markdown(headers, rows)}")
        else:
            if number:
                click.echo()
            click.echo(click.style(title, bold=True))
            table(headers, rows)
    if not found:
        click.echo(f"{one.client} and {two.client}: no differences known")


def _view(text: str) -> ClientProfile:
    client: Client = parse_client(text)
    return loader.get(client.vendor).at(client)


def differences(
    one: ClientProfile, two: ClientProfile, api: str | None = None
) -> Iterator[ComparedFact]:
    """Every aspect of both clients, the equal ones included."""
    if api is not None:
        yield from _apis(_canonical(one, two, api), one, two)
        return
    for row in _vendor(one, two):
        yield ComparedFact("", *row)
    for name in API_NAMES:
        if name in one.apis or name in two.apis:
            yield from _apis(name, one, two)


def _canonical(one: ClientProfile, two: ClientProfile, api: str) -> str:
    """The canonical name of an API that either vendor has under ``api``."""
    try:
        return one.api(api).canonical
    except InputError:
        return two.api(api).canonical


def _vendor(one: ClientProfile, two: ClientProfile) -> Iterator[Row]:
    def both(what: str, say: Callable[[model.Vendor], str]) -> Row:
        return "vendor", "", what, say(one.profile) or NONE, say(two.profile) or NONE

    yield both("namespace", lambda it: it.namespace)
    yield both("a version counts", lambda it: it.versions)
    yield both("promises", lambda it: it.call.promise.replace("_", " "))
    yield both("local files", lambda it: ", ".join(it.paths.local))
    yield both("success carries", _success)
    yield both("failure code in", lambda it: ", ".join(it.envelope.failure.code))
    yield both("failure text in", lambda it: ", ".join(it.envelope.failure.message))
    for kind in _kinds(one.failures, two.failures):
        codes = _codes(one.failures, kind), _codes(two.failures, kind)
        yield "failure", kind, "codes", *codes


def _success(profile: model.Vendor) -> str:
    fields = profile.envelope.success.fields
    return ", ".join(f"{key}: {value}" for key, value in fields.items())


def _apis(name: str, one: ClientProfile, two: ClientProfile) -> Iterator[ComparedFact]:
    left, right = one.apis.get(name), two.apis.get(name)
    yield ComparedFact(name, "api", "", "support", _support(left), _support(right))
    if left is None or right is None or "no" in (left.support.status, right.support.status):
        return
    for row in _api(left, right):
        yield ComparedFact(name, *row)
    for kind in _kinds(left.failures, right.failures):
        here = _codes((*left.failures, *one.rules(left.canonical)), kind)
        there = _codes((*right.failures, *two.rules(right.canonical)), kind)
        yield ComparedFact(name, "failure", kind, "codes", here, there)
    call = _bare_call(name, one, two)
    if call is not None:
        yield ComparedFact(name, "call", "", "the same call", *call)


def _api(left: ClientApi, right: ClientApi) -> Iterator[Row]:
    yield "api", "", "function", left.name, right.name
    yield "api", "", "stopped", left.facts.stopped or "-", right.facts.stopped or "-"
    for key in [*left.params, *(key for key in right.params if key not in left.params)]:
        yield from _option(key, left.params.get(key), right.params.get(key))
        yield from _inside("option", key, left, right)
    for path in [*left.result, *(path for path in right.result if path not in left.result)]:
        yield from _field(path, left.result.get(path), right.result.get(path))
        yield from _inside("result", path, left, right)


def _inside(what: str, name: str, left: ClientApi, right: ClientApi) -> Iterator[Row]:
    """What stands inside of an option or of a field, by its canonical place."""
    sides = [_members(what, name, api) for api in (left, right)]
    for path in dict.fromkeys((*sides[0], *sides[1])):
        here, there = (side.get(path) for side in sides)
        yield what, path, "name", _word(here), _word(there)
        if here is not None and there is not None:
            values = [facts.member_values(item) or "-" for item in (here, there)]
            yield what, path, "values", values[0], values[1]


def _word(member: model.Member | None) -> str:
    return NONE if member is None else ", ".join(member.name)


def _members(what: str, name: str, api: ClientApi) -> dict[str, model.Member]:
    operation = OPERATIONS[api.canonical]
    meta = (operation.options if what == "option" else operation.result).get(name)
    held = (api.params if what == "option" else api.result).get(name)
    if meta is None or held is None:
        return {}
    return {path: member for path, _, member in facts.inside(meta, held.facts, name, name)}


def _support(api: ClientApi | None) -> str:
    return "no" if api is None else facts.answered(api.support)


def _option(key: str, left: ClientParam | None, right: ClientParam | None) -> Iterator[Row]:
    if left is None or right is None:
        yield "option", key, "name", _named(left), _named(right)
        return
    yield "option", key, "name", facts.names(left), facts.names(right)
    aspects: dict[str, Callable[[ClientParam], str]] = {
        "type": lambda it: facts.kind(it.facts),
        "default": lambda it: _default(it) or NONE,
        "bounds": lambda it: facts.bounds(it.facts) or "unknown",
        "effect": lambda it: facts.effect(it.facts) or "always",
        "support": lambda it: facts.answered(it.support),
    }
    for aspect, say in aspects.items():
        yield "option", key, aspect, say(left), say(right)


def _default(param: ClientParam) -> str:
    """The default; sets in one order, because they are compared as sets."""
    given = param.facts.default
    kind = param.facts.type
    if kind and KINDS[kind].unordered and isinstance(given, list):
        return facts.value(sorted(given))
    return facts.default(param.facts, required=param.facts.required)


def _named(param: ClientParam | None) -> str:
    if param is None:
        return NONE
    return f"{facts.names(param)}: {facts.kind(param.facts)}"


def _field(path: str, left: ClientField | None, right: ClientField | None) -> Iterator[Row]:
    def place(field: ClientField | None) -> str:
        return NONE if field is None else facts.places(field.facts)

    yield "result", path, "name", place(left), place(right)
    if left is not None and right is not None:
        values = [facts.field_values(item.facts) or "-" for item in (left, right)]
        yield "result", path, "values", values[0], values[1]
        support = facts.answered(left.support), facts.answered(right.support)
        yield "result", path, "support", *support


def _kinds(*rules: tuple[model.FailureRule, ...]) -> list[str]:
    return list(dict.fromkeys(rule.kind for side in rules for rule in side))


def _codes(rules: tuple[model.FailureRule, ...], kind: str) -> str:
    """The codes of a kind, each with the os it is of; a text or pattern where there is none."""
    parts: dict[str, None] = {}
    for rule in rules:
        if rule.kind == kind and (rule.code or rule.text or rule.pattern):
            texts = [str(code) for code in rule.code] or [rule.text or f"/{rule.pattern}/"]
            only = f" ({', '.join(rule.os)})" if rule.os else ""
            parts.update(dict.fromkeys(text + only for text in texts))
    return ", ".join(parts) or NONE


def _bare_call(name: str, one: ClientProfile, two: ClientProfile) -> tuple[str, str] | None:
    """A call without options on one side, and what says the same on the other."""
    from ..messages.translate import translate_request

    if any(param.facts.required for param in one.apis[name].params.values()):
        return None
    try:
        got = translate_request(name, {}, read=one.client, write=two.client)
    except InputError:
        return None
    if got.value is None:
        return None
    left = _call(one, one.apis[name].name, {})
    if (got.api, got.value) == (one.apis[name].name, {}):
        return left, left
    return left, _call(two, got.api, got.value)


def _call(view: ClientProfile, api: str, options: Mapping[str, Any]) -> str:
    return f"{view.profile.namespace}.{api}({json.dumps(options, ensure_ascii=False)})"
