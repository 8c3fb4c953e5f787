"""``mediaglot compare``: what differs between clients, as a table."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

import attrs
import click

from ...canonical.client import parse_client
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
  mediaglot compare wx my tt chooseImage
  mediaglot compare tt/android tt/pc chooseMedia
  mediaglot compare tt@5.0 tt@7.40.0
  mediaglot compare wx tt --format markdown > differences.md
"""

NONE: Final = "(none)"
NOWHERE: Final = ""
UNSAID: Final = "-"
Views = Sequence[ClientProfile]
Row = tuple[str, str, str, list[str]]  # about, key, aspect, one value a client


@attrs.frozen
class ComparedFact:
    """One line of the table: where, what, and what each client has.

    ``api`` is ``""`` for the vendor as a whole; ``about`` is api, option, result, failure,
    vendor or call; ``key`` the canonical name of the option, field or kind; ``values`` has one
    text a client, `NOWHERE` for one that has nothing of the kind.
    """

    api: str
    about: str
    key: str
    aspect: str
    values: tuple[str, ...]

    @property
    def label(self) -> str:
        """The line's first cell."""
        if self.about in ("option", "result") and self.aspect != "name":
            return f"  {self.key}: {self.aspect}"
        if self.about in ("option", "result", "failure"):
            return f"{self.about} {self.key}"
        return self.aspect

    @property
    def differs(self) -> bool:
        """Whether two of the clients that have it are told apart by it."""
        return len(set(self.values) - {NOWHERE}) > 1

    def to_plain(self) -> dict[str, Any]:
        """The line as JSON-like values; of two clients, which one is left and right, too."""
        plain: dict[str, Any] = {
            key: getattr(self, key) for key in ("api", "about", "key", "aspect")
        }
        plain["values"] = [*self.values]
        if len(self.values) == 2:
            plain["left"], plain["right"] = self.values
        return plain


def _completed(context: click.Context, parameter: click.Parameter, text: str) -> list[Any]:
    """Clients, and after two of them the APIs, too."""
    found = complete.clients(context, parameter, text)
    named = context.params.get("clients") or ()
    return [*found, *complete.apis(context, parameter, text)] if len(named) > 1 else found


@click.command(epilog=EPILOG)
@click.argument(
    "clients", nargs=-1, required=True, metavar="CLIENT CLIENT... [API]", shell_complete=_completed
)
@click.option("--all", "everything", is_flag=True, help="Show what is the same, too.")
@click.option(
    "--format",
    type=click.Choice(["text", "json", "markdown"]),
    default="text",
    show_default=True,
    help="For people, for programs, for a page.",
)
def compare(clients: tuple[str, ...], everything: bool, format: str) -> None:  # noqa: A002
    """Compare two CLIENTs or more, in every API or in one.

    Clients are vendor[:surface][/os][@version]: wx, tt/pc, tt@5.0.
    """
    views, api = _asked(clients)
    found = [row for row in differences(views, api) if everything or row.differs]
    names = [str(view.client) for view in views]
    if format == "json":
        sides = {"left": names[0], "right": names[1]} if len(names) == 2 else {}
        write_json({**sides, "clients": names, "differences": [row.to_plain() for row in found]})
        return
    headers = ["", *names]
    groups: dict[str, list[list[str]]] = {}
    for row in found:
        groups.setdefault(row.api, []).append([row.label, *row.values])
    for number, (name, rows) in enumerate(groups.items()):
        title = name or _listed([view.profile.name for view in views])
        if format == "markdown":
            click.echo(f"### {title}\n\n{markdown(headers, rows)}")
        else:
            if number:
                click.echo()
            click.echo(click.style(title, bold=True))
            table(headers, rows)
    if not found:
        click.echo(f"{_listed(names)}: no differences known")


def _listed(names: Sequence[str]) -> str:
    names = list(dict.fromkeys(names))
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _asked(words: Sequence[str]) -> tuple[list[ClientProfile], str | None]:
    """The clients that are named, and the API where the last word is none; raises `InputError`."""
    clients, api = list(words), None
    if not _is_client(words[-1]) and (len(words) > 2 or _is_api(words[-1])):
        api = clients.pop()
    if len(clients) < 2:
        raise InputError("expected two clients or more, such as: mediaglot compare wx my")
    return [_view(text) for text in clients], api


def _is_client(word: str) -> bool:
    try:
        return parse_client(word).vendor in loader.known_ids()
    except InputError:
        return False


def _is_api(word: str) -> bool:
    """Whether a vendor has an API of that name."""
    apis = (loader.get(vendor).api.items() for vendor in loader.known_ids())
    return any(word in (key, facts.name) for rows in apis for key, facts in rows)


def _view(text: str) -> ClientProfile:
    client = parse_client(text)
    return loader.get(client.vendor).at(client)


def differences(views: Views, api: str | None = None) -> Iterator[ComparedFact]:
    """Every aspect of the clients, the equal ones included."""
    if api is not None:
        yield from _apis(_canonical(views, api), views)
        return
    for row in _vendor(views):
        yield _fact("", row)
    for name in API_NAMES:
        if any(name in view.apis for view in views):
            yield from _apis(name, views)


def _fact(api: str, row: Row) -> ComparedFact:
    about, key, aspect, values = row
    return ComparedFact(api, about, key, aspect, tuple(values))


def _canonical(views: Views, api: str) -> str:
    """The canonical name of an API that one of the vendors has under ``api``."""
    for view in views[:-1]:
        try:
            return view.api(api).canonical
        except InputError:
            continue
    return views[-1].api(api).canonical


def _vendor(views: Views) -> Iterator[Row]:
    says: dict[str, Callable[[model.Vendor], str]] = {
        "namespace": lambda it: it.namespace,
        "a version counts": lambda it: it.versions,
        "promises": lambda it: it.call.promise.replace("_", " "),
        "local files": lambda it: ", ".join(it.paths.local),
        "success carries": _success,
        "failure code in": lambda it: ", ".join(it.envelope.failure.code),
        "failure text in": lambda it: ", ".join(it.envelope.failure.message),
    }
    for what, say in says.items():
        yield "vendor", "", what, [say(view.profile) or NONE for view in views]
    for kind in _kinds(*(view.failures for view in views)):
        yield "failure", kind, "codes", [_codes(view.failures, kind) for view in views]


def _success(profile: model.Vendor) -> str:
    fields = profile.envelope.success.fields
    return ", ".join(f"{key}: {value}" for key, value in fields.items())


def _apis(name: str, views: Views) -> Iterator[ComparedFact]:
    apis = [view.apis.get(name) for view in views]
    yield ComparedFact(name, "api", "", "support", tuple(map(_support, apis)))
    here = [
        (view, api)
        for view, api in zip(views, apis, strict=True)
        if api is not None and api.support.status != "no"
    ]
    if len(here) < 2:
        return
    having = {id(view) for view, _ in here}

    def spread(row: Row) -> ComparedFact:
        about, key, aspect, values = row
        rest = iter(values)
        every = (next(rest) if id(view) in having else NOWHERE for view in views)
        return ComparedFact(name, about, key, aspect, tuple(every))

    for row in _api([api for _, api in here]):
        yield spread(row)
    for kind in _kinds(*(api.failures for _, api in here)):
        codes = [_codes((*api.failures, *view.rules(api.canonical)), kind) for view, api in here]
        yield spread(("failure", kind, "codes", codes))
    calls = _bare_calls(name, [view for view, _ in here])
    if calls is not None:
        yield spread(("call", "", "the same call", calls))


def _api(apis: Sequence[ClientApi]) -> Iterator[Row]:
    yield "api", "", "function", [api.name for api in apis]
    yield "api", "", "stopped", [api.facts.stopped or UNSAID for api in apis]
    for key in dict.fromkeys(key for api in apis for key in api.params):
        yield from _option(key, [api.params.get(key) for api in apis])
        yield from _inside("option", key, apis)
    for path in dict.fromkeys(path for api in apis for path in api.result):
        yield from _field(path, [api.result.get(path) for api in apis])
        yield from _inside("result", path, apis)


def _inside(what: str, name: str, apis: Sequence[ClientApi]) -> Iterator[Row]:
    """What stands inside of an option or of a field, by its canonical place."""
    sides = [_members(what, name, api) for api in apis]
    for path in dict.fromkeys(path for side in sides for path in side):
        members = [side.get(path) for side in sides]
        yield what, path, "name", [_word(member) for member in members]
        if _shared(members):
            yield what, path, "values", [_values(member) for member in members]


def _shared(items: Sequence[object]) -> bool:
    """Whether two of them have it, so that what they say of it can differ."""
    return sum(item is not None for item in items) > 1


def _values(member: model.Member | None) -> str:
    return NOWHERE if member is None else facts.member_values(member) or UNSAID


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


def _option(key: str, params: Sequence[ClientParam | None]) -> Iterator[Row]:
    if None in params:
        yield "option", key, "name", [_named(param) for param in params]
    else:
        yield "option", key, "name", [facts.names(param) for param in params if param is not None]
    if not _shared(params):
        return
    aspects: dict[str, Callable[[ClientParam], str]] = {
        "type": lambda it: facts.kind(it.facts),
        "default": lambda it: _default(it) or NONE,
        "bounds": lambda it: facts.bounds(it.facts) or "unknown",
        "effect": lambda it: facts.effect(it.facts) or "always",
        "support": lambda it: facts.answered(it.support),
    }
    for aspect, say in aspects.items():
        yield "option", key, aspect, [NOWHERE if it is None else say(it) for it in params]


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


def _field(path: str, fields: Sequence[ClientField | None]) -> Iterator[Row]:
    places = [NONE if field is None else facts.places(field.facts) for field in fields]
    yield "result", path, "name", places
    if not _shared(fields):
        return
    aspects: dict[str, Callable[[ClientField], str]] = {
        "values": lambda it: facts.field_values(it.facts) or UNSAID,
        "support": lambda it: facts.answered(it.support),
    }
    for aspect, say in aspects.items():
        yield "result", path, aspect, [NOWHERE if it is None else say(it) for it in fields]


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


def _bare_calls(name: str, views: Views) -> list[str] | None:
    """A call without options on the first client, and what says the same on the others."""
    from ..messages.translate import translate_request

    first = views[0]
    if any(param.facts.required for param in first.apis[name].params.values()):
        return None
    calls: list[tuple[ClientProfile, str, Any]] = [(first, first.apis[name].name, {})]
    for view in views[1:]:
        try:
            got = translate_request(name, {}, read=first.client, write=view.client)
        except InputError:
            return None
        if got.value is None:
            return None
        calls.append((view, got.api, got.value))
    told = [_call(*call) for call in calls]
    alike = all(call[1:] == calls[0][1:] for call in calls)
    return [told[0]] * len(told) if alike else told


def _call(view: ClientProfile, api: str, options: Mapping[str, Any]) -> str:
    return f"{view.profile.namespace}.{api}({json.dumps(options, ensure_ascii=False)})"
