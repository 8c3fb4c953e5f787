"""The compatibility pages of docs/: an index, and a page for each family of operations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from ...canonical.diagnostics import Evidence
from ...canonical.failures import KINDS
from ...canonical.operations import FAMILIES, OPERATIONS, Family, of_family
from ...canonical.recipes import PERFORMERS, RECIPES
from ...profiles import loader, model
from ...profiles.fold import ClientApi, ClientField, ClientParam, ClientProfile, evidence
from . import facts
from .docs_pages import ABOUT as ABOUT_PAGES
from .docs_pages import pages_of_pages
from .output import markdown

INDEX: Final = "compatibility.md"
FOLDER: Final = "compatibility"
ABOUT: Final[dict[Family, str]] = {
    "media": "choosing, capturing, compressing, inspecting, previewing, saving",
    "files": "the file system",
    "network": "sending and fetching",
    "storage": "what is kept by key",
    "ui": "toasts, dialogs, sheets, scrolling",
    "navigation": "from page to page; bars, badges, menus",
    "device": "what device and app say of themselves, and do",
    "account": "who the user is, and what they allow",
    "canvas": "drawing",
    "recording": "sound by a recorder, pictures and videos by the camera of a page",
    "playing": "sounds and videos",
}


def compatibility_pages(note: str, vendors: Sequence[str] = ()) -> dict[str, str]:
    """What each vendor supports: an index, and a page a family; by name in docs/.

    ``vendors``: ids, by default those of the built-in profiles.
    """
    views = [loader.get(vendor).at(vendor) for vendor in vendors or loader.builtin_ids()]
    families: list[Family] = [family for family in FAMILIES if _known(family, views)]
    pages = {f"{FOLDER}/{family}.md": _family_page(note, family, views) for family in families}
    pages |= pages_of_pages(note, FOLDER, INDEX, views)
    return {INDEX: _index_page(note, families, views), **pages}


def _known(family: Family, views: list[ClientProfile]) -> list[str]:
    """The operations of a family that some vendor's profile speaks of."""
    return [name for name in of_family(family) if any(name in view.apis for view in views)]


def _index_page(note: str, families: list[Family], views: list[ClientProfile]) -> str:
    out = [
        "# Compatibility\n",
        note,
        (
            "What the profiles say about each vendor's API, a page a family. An empty cell or "
            "*unknown*: no source says it; that is neither yes nor no. Evidence names a row of "
            "[Sources](#sources); a grade in brackets is weaker than the vendor's documentation. "
            "The same for one client: `mediaglot profile show tt/pc@7.40.0 chooseImage`; the "
            "difference of two: `mediaglot compare wx my`.\n"
        ),
    ]
    for family in families:
        out.append(f"## {family.capitalize()}\n")
        out.append(f"{ABOUT[family].capitalize()}: [{FOLDER}/{family}.md]({FOLDER}/{family}.md)\n")
        rows = [
            [
                f"[{name}]({FOLDER}/{family}.md#{name.lower()})",
                *(_overview(view, name) for view in views),
            ]
            for name in _known(family, views)
        ]
        out.append(markdown(["operation", *(view.profile.name for view in views)], rows))
    out.append("## Pages\n")
    out.append(
        "".join(
            f"- {text.capitalize()}: [{FOLDER}/{name}.md]({FOLDER}/{name}.md)\n"
            for name, text in ABOUT_PAGES.items()
        )
    )
    out.extend(_failures_of_all(views))
    out.append("## Recipes\n")
    out.append(
        "What is done where one call is not one call: by the generated runtime, and by `Media` "
        "([engine.md](engine.md#choosing-the-vendor-by-configuration)) in Python. A translated "
        "message and ported code without the runtime do it only where that is said; else they "
        "say that it is needed. The host is one vendor's API as it is and performs none.\n"
    )
    rows = [[name, text, ", ".join(PERFORMERS[name])] for name, text in RECIPES.items()]
    out.append(markdown(["recipe", "what it does", "performed by"], rows))
    out.extend(_sources(views))
    return "\n".join(out)


def _family_page(note: str, family: Family, views: list[ClientProfile]) -> str:
    out = [
        f"# Compatibility: {family}\n",
        note,
        f"{ABOUT[family].capitalize()}. How to read it: [compatibility](../{INDEX}).\n",
    ]
    for name in _known(family, views):
        out.extend(_api(name, views))
    return "\n".join(out)


def _overview(view: ClientProfile, name: str) -> str:
    api = view.apis.get(name)
    if api is None:
        return "unknown"
    stated = facts.stated(api.facts.support)
    named = function_of(view, api) if api.name != name or api.receiver else ""
    return f"{stated}: {named}" if named else stated


class SaidFact(NamedTuple):
    """One fact of an operation as a row: its cells, in Markdown, the evidence, and a note."""

    cells: tuple[str, ...]
    evidence: Sequence[Evidence] = ()
    note: str = ""


class SaidFacts(NamedTuple):
    """Facts of an operation of one kind: ``api``, ``options``, ``result``, ``failures`` or
    ``emulated``; the names of their cells; and the rows."""

    about: str
    headers: tuple[str, ...]
    rows: list[SaidFact]


_TITLES: Final = {
    "options": "Options of",
    "result": "Result of",
    "failures": "Failures of",
    "emulated": "Emulated for",
}


def _api(name: str, views: Sequence[ClientProfile]) -> Iterator[str]:
    yield f"## {name}\n"
    yield f"{OPERATIONS[name].doc}\n"
    for about, headers, rows in said_of(name, views):
        if about in _TITLES:
            yield f"### {_TITLES[about]} {name}\n"
        sourced = about != "emulated"
        yield markdown(
            [*headers, *(["evidence"] if sourced else [])],
            [
                [*row.cells, *([_evidence(facts.evidence(row.evidence), row.note)] * sourced)]
                for row in rows
            ],
        )


def said_of(name: str, views: Sequence[ClientProfile]) -> Iterator[SaidFacts]:
    """All that the vendors' profiles say of an operation, kind by kind; kinds without a fact are
    left out."""
    found = [(view, api) for view in views for api in view.remembered(_by_operation).get(name, ())]
    yield SaidFacts(
        "api",
        ("vendor", "function", "support", "notes"),
        [
            SaidFact(
                (
                    view.profile.name,
                    function_of(view, api),
                    facts.stated(api.facts.support),
                    _notes(api),
                ),
                api.evidence,
            )
            for view, api in found
        ],
    )
    options = [
        row
        for key in OPERATIONS[name].options
        for view, api in found
        if (param := api.params.get(key)) is not None
        for row in _option(view, api, param)
    ]
    fields = [
        row
        for path in OPERATIONS[name].result
        for view, api in found
        if (field := api.result.get(path)) is not None
        for row in _field(view, api, field)
    ]
    failed = [
        _failure(view, api, rule)
        for kind in KINDS
        for view, api in found
        for rule in api.facts.failures
        if rule.kind == kind
    ]
    emulated = [
        SaidFact((_vendor(view, api), f"`{key}`", recipe))
        for view, api in found
        for key, recipe in [
            *api.facts.emulate.items(),
            *(("every call", recipe) for recipe in api.facts.recipes),
        ]
    ]
    option = ("option", "vendor", "name", "type", "default", "bounds", "by client")
    for item in (
        SaidFacts("options", option, options),
        SaidFacts("result", ("field", "vendor", "place", "values", "by client"), fields),
        SaidFacts("failures", ("kind", "vendor", "code", "message", "os"), failed),
        SaidFacts("emulated", ("vendor", "what", "recipe"), emulated),
    ):
        if item.rows:
            yield item


def _by_operation(view: ClientProfile) -> dict[str, list[ClientApi]]:
    """A vendor's functions by the operation that they do."""
    found: dict[str, list[ClientApi]] = {}
    for api in view.apis.values():
        found.setdefault(api.canonical, []).append(api)
    return found


def _option(view: ClientProfile, api: ClientApi, param: ClientParam) -> Iterator[SaidFact]:
    said = api.facts.params[param.key]
    yield SaidFact(
        (
            f"`{param.key}`",
            _vendor(view, api),
            f"`{facts.names(param)}`",
            facts.kind(param.facts),
            facts.default(said, required=said.required),
            _joined(facts.bounds(said), facts.effect(said)),
            _joined(_gates(said.support), facts.overlays(said)),
        ),
        param.evidence,
        said.note,
    )
    meta = OPERATIONS[api.canonical].options[param.key]
    for path, place, member in facts.inside(meta, said, param.key, param.names[0]):
        values, gates = facts.member_values(member), _gates(member.support)
        yield SaidFact((f"`{path}`", _vendor(view, api), f"`{place}`", "", "", values, gates))


def _field(view: ClientProfile, api: ClientApi, field: ClientField) -> Iterator[SaidFact]:
    said = api.facts.result.fields[field.path]
    yield SaidFact(
        (
            f"`{field.path}`",
            _vendor(view, api),
            f"`{facts.places(field.facts)}`",
            facts.field_values(field.facts),
            _joined(_gates(said.support), facts.overlays(said)),
        ),
        field.evidence,
        field.facts.note,
    )
    meta = OPERATIONS[api.canonical].result[field.path]
    for path, place, member in facts.inside(meta, said, field.path, said.paths[0]):
        values, gates = facts.member_values(member), _gates(member.support)
        yield SaidFact((f"`{path}`", _vendor(view, api), f"`{place}`", values, gates))


def function_of(view: ClientProfile, api: ClientApi) -> str:
    """How an operation is called on a vendor, as code; empty where the vendor has none."""
    if api.support.status == "no":
        return ""
    owner = f"{view.profile.namespace}."
    if api.receiver:
        owner += f"{view.giver(api.receiver)}()."
    return f"`{owner}{api.name}`"


def _vendor(view: ClientProfile, api: ClientApi) -> str:
    own = api.name if api.key != api.canonical else ""
    return f"{view.profile.name} ({own})" if own else view.profile.name


def _notes(api: ClientApi) -> str:
    return _joined(api.facts.stopped, api.facts.note, api.facts.advice)


def _gates(support: object) -> str:
    return "" if support is True else facts.stated(support)


def _joined(*parts: str) -> str:
    return "; ".join(part.rstrip(".") for part in parts if part)


def _evidence(sources: str, note: str) -> str:
    return f"{sources}. {note}" if note else sources


def _failure(view: ClientProfile, api: ClientApi, rule: model.FailureRule) -> SaidFact:
    ((_, code, text),) = facts.failures([rule])
    return SaidFact(
        (rule.kind, _vendor(view, api), code, f"`{text}`" if text else "", ", ".join(rule.os)),
        evidence(view.profile, rule.evidence or api.facts.evidence, rule.grade),
        rule.note,
    )


def _failures_of_all(views: list[ClientProfile]) -> Iterator[str]:
    yield "## Failures\n"
    yield "Kinds, and the codes that mean them in every API of a vendor.\n"
    rows = []
    for kind, meaning in KINDS.items():
        cells = [
            _codes(rule for rule in view.profile.failures if rule.kind == kind) for view in views
        ]
        rows.append([f"`{kind}`", meaning, *cells])
    yield markdown(["kind", "meaning", *(view.profile.name for view in views)], rows)


def _codes(rules: Iterable[model.FailureRule]) -> str:
    return ", ".join(code or f"`{text}`" for _, code, text in facts.failures(rules))


def _sources(views: list[ClientProfile]) -> Iterator[str]:
    yield "## Sources\n"
    for view in views:
        profile = view.profile
        yield f"### {profile.name}\n"
        yield markdown(
            ["key", "title", "where", "checked", "grade"],
            [
                [key, item.title, item.where, item.checked, item.grade]
                for key, item in profile.sources.items()
            ],
        )
