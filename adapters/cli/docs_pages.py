"""The compatibility pages of what pages are made of: components, definitions, settings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from operator import attrgetter
from typing import Any, Final

from ...canonical.markup import COMMON, ELEMENTS, GENERAL
from ...canonical.settings import FILES, GROUPS
from ...profiles import model
from ...profiles.files import VENDOR
from ...profiles.fold import ClientProfile, evidence_of_first
from ...profiles.model.definitions import Moment, Section, Sight
from ...profiles.model.markup import Method, Part
from ..source.config.facts import ConfigSide, as_word, side_of
from ..source.markup.facts import Markup, markup_of
from . import facts
from .output import markdown

ABOUT: Final = {
    "elements": "the built-in components of templates: attributes and events",
    "definitions": "what scripts give to Page, Component and App: parts, hooks, members",
    "settings": "configurations: of programs, pages, components and the developer tools",
}
_MOMENTS: Final[Mapping[Moment, str]] = {
    "made": "it is made",
    "derived": "its data may follow what it is given",
    "placed": "it stands in the page",
    "ready": "it is drawn",
    "moved": "it was moved",
    "removed": "it is taken away",
    "updated": "it has changed",
    "failed": "it has thrown",
}
_SIGHTS: Final[Mapping[Sight, str]] = {
    "shown": "its page is shown",
    "hidden": "its page is hidden",
    "resized": "its page has another size",
}
_SECTIONS: Final[Mapping[Section, str]] = {
    "relations": "which components hear of each other",
    "external_classes": "classes that the parent names",
}
_PARTS: Final[Mapping[Part, str]] = {
    "properties": "properties with types, whose values are data",
    "defaults": "properties by their first values, which are no data",
    "methods": "methods and handlers",
    "behaviors": "what definitions have in common",
    "observers": "what watches the data",
    "lifetimes": "hooks, in a part of their own",
}
_METHODS: Final[Mapping[Method, str]] = {
    "trigger_event": "tells the parent something",
    "splice_data": "changes lists of the data",
    "batched_updates": "changes data in one go",
    "opener_channel": "the channel to the page that opened this one",
    "select_component": "finds a component in its template",
    "select_components": "finds all of them",
}
_SAYS: Final[Mapping[str, str]] = {
    "needed": "decides what the program does",
    "seen": "pages work without it",
    "tool": "for tools or the vendor alone",
}


def pages_of_pages(
    note: str, folder: str, index: str, views: Sequence[ClientProfile]
) -> dict[str, str]:
    """The three pages by name in docs/; a variant's pages and programs are its base's."""
    variants = [view.profile for view in views if view.profile.variant]
    views = [view for view in views if not view.profile.variant]
    bases = {view.client.vendor: view.profile.name for view in views}
    same = "".join(
        f" {vendor.name}: as {bases[base]}, whose variant it is."
        for vendor in variants
        if (base := vendor.extends[VENDOR]) in bases
    )
    made = {"elements": _elements, "definitions": _definitions, "settings": _settings}
    found = {}
    for name, make in made.items():
        about = ABOUT[name][:1].upper() + ABOUT[name][1:]
        how = (
            f"How to read it: [compatibility](../{index}). An empty cell: no source says it.{same}"
        )
        parts = [f"# Compatibility: {name}\n", note, f"{about}. {how}\n", *make(views)]
        found[f"{folder}/{name}.md"] = "\n".join(part for part in parts if part)
    return found


def _table(first: Sequence[str], views: Iterable[ClientProfile], rows: Iterable[list[str]]) -> str:
    found = [row for row in rows if any(row[len(first) :])]
    return markdown([*first, *(view.profile.name for view in views)], found) if found else ""


def _evidence(views: Iterable[ClientProfile], *facts_of: Callable[[model.Vendor], Any]) -> str:
    said = []
    for view in views:
        vendor = view.profile
        found = [make(vendor) for make in facts_of]
        sources = facts.evidence(evidence_of_first(vendor, *found))
        notes = [fact.note for fact in found[:1] if fact is not None and fact.note]
        if sources:
            said.append(f"{vendor.name}: {sources}." + "".join(f" {note}" for note in notes))
    return f"Evidence. {' '.join(said)}\n" if said else ""


def _elements(views: Sequence[ClientProfile]) -> Iterator[str]:
    known = [markup_of(view.profile) for view in views]
    for name, row in ELEMENTS.items():
        if not any(side is not None and side.has_element(name) == "yes" for side in known):
            continue
        yield f"## {name}\n"
        rows = [["the element", *(_tag(side, name) for side in known)]]
        for one in sorted((row.attributes | row.looks) - GENERAL):
            rows.append([f"`{one}`", *(_attribute(side, name, one) for side in known)])
        for one in sorted(row.events - COMMON):
            rows.append([f"on `{one}`", *(_event(side, name, one) for side in known)])
        brought = [_brought(side, name) for side in known]
        rows += [["the port brings", *brought]] if any(brought) else []
        yield _table(["what"], views, rows)
        yield _evidence(views, partial(_facts_of_element, name), *_OF_ELEMENTS)


def _facts_of_element(name: str, vendor: model.Vendor) -> model.Fact | None:
    return vendor.element.get(name)


_OF_ELEMENTS: Final = (attrgetter("elements"), attrgetter("template"))


def _brought(side: Markup | None, name: str) -> str:
    """What the port brings components for, and over what these do it."""
    if side is None:
        return ""
    said, vendor = [], side.vendor
    for own in side.polyfills(name).values():
        words = [f"`{key}={word}`" for key, known in own.words.items() for word in known]
        words += [f"on `{event}`" for event in own.hearing]
        names = (f"`{vendor.namespace}.{vendor.api[one].name or one}`" for one in own.over)
        said.append(", ".join(words) + (f" over {', '.join(names)}" if own.over else ""))
    return "; ".join(said)


def _tag(side: Markup | None, name: str) -> str:
    has = side.has_element(name) if side is not None else "unknown"
    return f"`<{side.tag(name)}>`" if side is not None and has == "yes" else _plain(has)


def _plain(has: str) -> str:
    return "no" if has == "no" else ""


def _attribute(side: Markup | None, element: str, name: str) -> str:
    if side is None or side.has_element(element) != "yes":
        return ""
    own = side.element(element)
    has = side.has_attribute(element, name)
    if has != "yes":
        other = own.stands_in.get(name)
        fixed = own.fixed.get(name)
        return f"`{other}`" if other else f"always `{fixed}`" if fixed else _plain(has)
    parts = [f"`{side.attribute(element, name)}`", *_since(own, name)]
    if name in own.values:
        parts.append("one of " + ", ".join(f"`{word}`" for word in own.values[name] if word))
    if name in own.defaults:
        parts.append(f"default `{as_word(own.defaults[name])}`")
    if name in own.usual:
        parts.append(f"default `{as_word(own.usual[name])}`")
    if name in own.lengths:
        parts.append("a number of px" if own.lengths[name] == "number" else "px alone")
    if name in own.acts:
        parts.append(own.acts[name])
    if name in own.initial:
        parts.append(f"counts once, without `{own.initial[name]}`")
    if name in own.counts_with:
        parts.append(f"with `{own.counts_with[name]}`")
    if name in own.counts_inside:
        parts.append(f"inside `{own.counts_inside[name]}`")
    return "; ".join(parts)


def _since(own: model.ElementFacts, what: str) -> list[str]:
    return [f"since {own.since[what]}"] if what in own.since else []


def _event(side: Markup | None, element: str, name: str) -> str:
    if side is None or side.has_element(element) != "yes":
        return ""
    has = side.has_event(element, name)
    if has != "yes":
        return _plain(has)
    own = side.element(element)
    best = side.template.binding.get("bind", [""])[0]
    parts = [f"`{best}{side.event(element, name)}`", *_since(own, f"on {name}")]
    if name in own.detail:
        parts.append("detail: " + (", ".join(own.detail[name]) or "nothing"))
    if name in own.tells:
        parts.append(own.tells[name])
    if f"on {name}" in own.counts_with:
        parts.append(f"with `{own.counts_with[f'on {name}']}`")
    return "; ".join(parts)


def _definitions(views: Sequence[ClientProfile]) -> Iterator[str]:
    what = ["what", "meaning"]
    yield "## Parts of a component\n"
    yield _table(what, views, _of_instances(views, "component", "parts"))
    yield _table(what, views, _of_definitions(views, _SECTIONS, "sections"))
    yield "## Parts of a page\n"
    yield _table(what, views, _of_instances(views, "page", "parts"))
    yield "## Hooks of a component\n"
    yield _table(what, views, _of_definitions(views, _MOMENTS, "moments"))
    yield "### In the part for lifetimes\n"
    yield _table(what, views, _of_definitions(views, _MOMENTS, "tree"))
    yield "### What becomes of its page\n"
    yield _table(what, views, _of_definitions(views, _SIGHTS, "sights"))
    yield "## Hooks of a page\n"
    yield _table(what, views, _of_definitions(views, _MOMENTS, "page"))
    yield _table(what, views, _of_definitions(views, _SIGHTS, "page_sights"))
    yield _table(["others"], views, _named(views, lambda vendor: vendor.page.hooks))
    yield "## Hooks of the program\n"
    yield _table(["hook"], views, _named(views, lambda vendor: vendor.definitions.app))
    yield "## Methods of instances\n"
    yield _table(what, views, _of_instances(views, "component", "methods"))
    yield "## Members of instances\n"
    members = dict.fromkeys((one for view in views for one in view.profile.definitions.members), "")
    rows = _of_definitions(views, members, "members")
    yield _table(["what"], views, ([row[0], *row[2:]] for row in rows))
    yield "## Options of a component\n"
    yield _table(["option"], views, _named(views, lambda vendor: vendor.definitions.known_options))
    yield _evidence(views, attrgetter("definitions"))


_OF_COMPONENTS: Final = frozenset({"sections", "moments", "sights", "members"})
"""Tables of definitions that `lacks` and `since` speak of."""


def _of_definitions(
    views: Sequence[ClientProfile], names: Mapping[Any, str], table: str
) -> Iterator[list[str]]:
    """A row for each name of a table of definitions."""
    for name, text in names.items():
        cells = []
        for view in views:
            own = view.profile.definitions
            said = getattr(own, table).get(name)
            versions: Mapping[str, str] = own.since if table in _OF_COMPONENTS else {}
            missing = table in _OF_COMPONENTS and name in own.lacks
            cells.append(_keyed(said, name, versions) if said else "no" if missing else "")
        yield [f"`{name}`", text, *cells]


def _of_instances(views: Sequence[ClientProfile], which: str, table: str) -> Iterator[list[str]]:
    """A row for each part, or each method, of pages or components."""
    names: Mapping[Any, str] = _PARTS if table == "parts" else _METHODS
    for name, text in names.items():
        cells = []
        for view in views:
            own: model.Instances = getattr(view.profile, which)
            said = _by_name(own.parts if table == "parts" else own.methods).get(name)
            option = _by_name(own.options).get(name) if table == "parts" else None
            versions: Mapping[Any, str] = own.since if table == "parts" else {}
            missing = which == "component" and name in view.profile.definitions.lacks
            cell = _keyed(said, name, versions) if said else "no" if missing else ""
            cells.append(f"{cell}, with `options.{option}`" if said and option else cell)
        yield [f"`{name}`", text, *cells]


def _by_name(rows: Mapping[Any, str]) -> dict[str, str]:
    return {str(key): value for key, value in rows.items()}


def _keyed(said: str, name: str, since: Mapping[Any, str]) -> str:
    return f"`{said}`" + (f" since {since[name]}" if name in since else "")


def _named(
    views: Sequence[ClientProfile], names: Callable[[model.Vendor], Sequence[str]]
) -> Iterator[list[str]]:
    """A row for every name that some vendor has."""
    for name in dict.fromkeys(one for view in views for one in names(view.profile)):
        yield [f"`{name}`", *("yes" if name in names(view.profile) else "" for view in views)]


def _settings(views: Sequence[ClientProfile]) -> Iterator[str]:
    sides = [side_of(view.profile) for view in views]
    yield markdown(["weight", "meaning"], [[f"*{key}*", text] for key, text in _SAYS.items()])
    for group, rows in GROUPS.items():
        found = [
            [f"`{name}`", row.weight, *(_setting(side, group, name) for side in sides)]
            for name, row in rows.items()
        ]
        if table := _table(["setting", "weight"], views, found):
            yield f"## {group}\n"
            yield f"{'A file' if group in FILES else 'An object inside one'}.\n"
            yield table
            yield _evidence(views, partial(_facts_of_group, group), attrgetter("config"))


def _facts_of_group(group: str, vendor: model.Vendor) -> model.Fact | None:
    return vendor.settings.get(group)


def _setting(side: ConfigSide | None, group: str, name: str) -> str:
    if side is None:
        return ""
    has = side.has(group, name)
    if has != "yes":
        return _plain(has)
    own = side.group(group)
    parts = [f"`{side.key(group, name)}`"]
    if name in own.since:
        parts[0] += f" since {own.since[name]}"
    if own.words.get(name):
        parts.append(", ".join(f"`{as_word(word)}`" for word in own.words[name].values()))
    if name in own.defaults:
        word = own.defaults[name]
        spelt = own.words.get(name, {}).get(as_word(word), word)
        parts.append(f"default `{as_word(spelt)}`")
    if name in own.most:
        parts.append(f"at most {own.most[name]:,}")
    return "; ".join(parts)
