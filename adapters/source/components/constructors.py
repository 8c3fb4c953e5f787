"""Calls of the constructors: which go through the generated helper, and what they cannot keep."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from ...plan.notes import READER, WRITER
from ..common.outcome import Changes, Said
from ..common.script_place import ScriptPlace
from ..syntax.parsed import Script, first_named, string_value, unwrap
from ..text.edits import Edit
from .definitions import BEHAVIOR, Definition, LiteralEntry, literal_entries
from .facts import APP, COMPONENT, PAGE, Models
from .given_names import KIN_DATA
from .ready_made import ready_made
from .told import Told

if TYPE_CHECKING:
    from tree_sitter import Node

_LOOKS: Final = frozenset({"external_classes"})
"""Sections without which a component only looks otherwise."""
LENT: Final[frozenset[str]] = frozenset({"splice_data", "batched_updates"})
"""Methods for data that the helper gives instances which have none."""
_LOST: Final[Changes] = {"severity": "warning", "loss": "dropped"}
_UNKNOWN: Final[Changes] = {"severity": "info", "loss": "unknown"}


def helper_of(script: Script, models: Models, definition: Definition, place: ScriptPlace) -> str:
    """The function of the helper that a definition goes through; empty: none."""
    kind = definition.kind
    parts = models.source.parts
    if not models.helps:
        return ""
    if kind == BEHAVIOR:
        return "behavior" if models.differ or models.lacking else ""
    if kind == COMPONENT:
        if models.pages_by_component and place.page:
            return "pageOf"
        if models.differ or place.hosts_kin or place.is_kin or place.chooses:
            return "component"
        if _batches(script, models):
            return "component"
        if place.ties_kin and models.kin_keys & set(definition.entries):
            return "component"
        if place.exports and (not definition.whole or parts.get("behaviors") in definition.entries):
            return "component"
        wanted = {parts[part].partition(".")[0] for part in models.lacking}
        mixed = parts.get("behaviors", "")
        if not definition.whole or mixed in definition.entries:
            return "component" if models.lacking else ""
        return "component" if wanted & set(definition.entries) else ""
    if kind == PAGE:
        if place.hosts_kin:
            return "page"
        own, other = models.source.page_parts, models.target.page_parts
        mixed = own.get("behaviors", "")
        if mixed and mixed in definition.entries:
            return "page"
        watched = own.get("observers", "")
        if watched and watched in definition.entries and "observers" not in other:
            return "page"
        told = models.values_to_events and (place.components or _computed(models, definition))
        if told or _lent(script, models, definition):
            return "page"
    return ""


def _batches(script: Script, models: Models) -> bool:
    """Whether a script sets data in one go, which the target's instances cannot."""
    return bool(models.batches) and models.batches.encode() in script.text


def _lent(script: Script, models: Models, definition: Definition) -> bool:
    """Whether a page sets data by a method that the helper lends it: in sight, or in what its
    definition takes in."""
    has, there = models.source.methods, models.target.methods
    names = [has[key] for key in LENT if key in has and key not in there]
    said = any(name.encode() in script.text for name in names)
    return said or (bool(names) and models.values_to_events and not definition.whole)


def _computed(models: Models, definition: Definition) -> bool:
    """Whether the data are made by a function, which the target's pages do not call."""
    entry = definition.entries.get("data")
    return entry is not None and entry.function is not None and not models.target.page.computed


def wrapped(
    definition: Definition, helper: str, own: str, undeclared: Sequence[str] = ()
) -> list[Edit]:
    """Put a definition through a function of the helper, which the script calls ``own``, with the
    names of what it is given and does not declare."""
    argument = definition.argument
    if argument is None:
        return []
    edits = [
        Edit(item.start_byte, item.end_byte, b"")
        for item in definition.call.named_children
        if item.type == "type_arguments"
    ]
    name = definition.name
    if helper == "behavior":
        return [*edits, Edit(name.start_byte, name.end_byte, own.encode())]
    if helper == "pageOf":
        edits.append(Edit(name.start_byte, name.end_byte, PAGE.encode()))
    opening = f"{own}(".encode()
    names = ", ".join(f"'{name}'" for name in undeclared)
    more = f", [{names}]" if undeclared else ""
    return [
        *edits,
        Edit(argument.start_byte, argument.start_byte, opening),
        Edit(argument.end_byte, argument.end_byte, f"{more})".encode()),
    ]


def options_of(script: Script, models: Models, definition: Definition) -> list[Edit]:
    """The option that makes the target mind a page's observers."""
    part = models.source.page_parts.get("observers", "")
    option = models.target.page.options.get("observers", "")
    entry = definition.entries.get(part)
    mine = models.source.page.options.get("observers", "")
    if definition.kind != PAGE or entry is None or not option or mine == option:
        return []
    options = definition.entries.get("options")
    if options is not None:
        inner = unwrap(options.value) if options.value is not None else None
        if inner is None or inner.type != "object" or option in literal_entries(script, inner):
            return []
        rest = f"{option}: true," if literal_entries(script, inner) else f"{option}: true "
        return [Edit(inner.start_byte + 1, inner.start_byte + 1, f" {rest}".encode())]
    at = entry.whole.start_byte
    line = script.text[script.text.rfind(b"\n", 0, at) + 1 : at]
    end = "\r\n" if b"\r\n" in script.text else "\n"
    between = end + line.decode("latin-1") if not line.strip() else " "
    return [Edit(at, at, f"options: {{ {option}: true }},{between}".encode("latin-1"))]


def told_of(
    script: Script, models: Models, definition: Definition, helper: str, place: ScriptPlace
) -> Iterator[Told]:
    """What a definition says that the target does not have, or has otherwise."""
    if helper == "pageOf" and (other := place.replacing()):
        text = f"{other} replaces {PAGE}: there that makes this page of a component, too"
        yield Told(Said("MG544", text, definition.name, {}))
    if definition.kind in (COMPONENT, BEHAVIOR):
        yield from _of_component(script, models, definition, place)
        yield from () if helper else _parts_left(models, definition)
    elif definition.kind == PAGE:
        yield from _of_page(script, models, definition, helper)
    else:
        yield from _of_app(models, definition)
    if definition.kind != APP and not definition.whole and definition.argument is not None:
        unseen = models.differ or models.lacking
        if definition.kind != PAGE and unseen:
            text = "the definition is put together where it cannot be seen: what it may say that "
            text += f"{WRITER} does not have is not told"
            yield Told(Said("MG542", text, definition.argument, {}))


def _parts_left(models: Models, definition: Definition) -> Iterator[Told]:
    """Parts that the target's components do not have, and that nothing moves."""
    for part in models.lacking:
        key = models.source.parts[part].partition(".")[0]
        if key in definition.entries and not definition.entries[key].idle:
            yield _absent(models, part, key, definition.entries[key])


def _of_component(
    script: Script, models: Models, definition: Definition, place: ScriptPlace
) -> Iterator[Told]:
    mine, other = models.source.definitions, models.target.definitions
    for name, key in mine.sections.items():
        entry = definition.entries.get(key)
        if (
            entry is None
            or entry.idle
            or (name in other.sections and not models.target.too_old(name))
        ):
            continue
        if name == "relations" and place.ties_kin:
            said = f"components have no {key} on {WRITER}: the generated module links them by what "
            said += (
                f"their tags say (data-{KIN_DATA}, which their datasets have, too), a moment after "
            )
            said += "they are placed, and no linkChanged comes"
            yield Told(Said("MG544", said, entry.key, {}))
            continue
        absent = _absent(models, name, key, entry)
        if name in _LOOKS:
            yield Told(absent.said._replace(code="MG531", changes=_LOST))
        else:
            yield absent
    yield from _sights(script, models, definition, place)
    yield from _moments(script, models, definition, place)
    yield from _options(script, models, definition, place.configured)
    mixed = definition.entries.get(models.source.parts.get("behaviors", ""))
    for item in _items(mixed):
        if (told := ready_made(script, models, item, place.exports)) is not None:
            yield told
    if models.differ and models.source.kind == "typed":
        yield from _own_properties(script, models, definition)
        yield from _first_values(script, models, definition)


def _absent(models: Models, name: str, key: str, entry: LiteralEntry) -> Told:
    if models.target.has(name) == "no":
        text = f"components have no {key} on {WRITER}"
    else:
        text = f"no source says that components have {key} on {WRITER}"
    return Told(Said("MG541", text, entry.key, {}), key)


def _sights(
    script: Script, models: Models, definition: Definition, place: ScriptPlace
) -> Iterator[Told]:
    """What components learn of their page."""
    mine, other = models.source.definitions, models.target.definitions
    known = {path: sight for sight, path in mine.sights.items()}
    for head in dict.fromkeys(path.partition(".")[0] for path in mine.sights.values()):
        for name, entry in definition.inner(script, head).items():
            sight = known.get(f"{head}.{name}")
            if entry.idle:
                continue
            if sight is None:
                text = f"no source says that {WRITER} calls components by {head}.{name}"
                yield Told(Said("MG541", text, entry.key, {}), f"{head}.{name}")
            elif sight in models.seen and place.ties_kin:
                text = (
                    f"components have no {head}.{name} on {WRITER}: the generated module calls it "
                )
                text += "with the page's own"
                yield Told(Said("MG544", text, entry.key, {}))
            elif sight not in other.sights or models.target.too_old(sight):
                yield _absent(models, sight, f"{head}.{name}", entry)


def _moments(
    script: Script, models: Models, definition: Definition, place: ScriptPlace
) -> Iterator[Told]:
    """Hooks that the target never calls, and for which nothing stands in."""
    mine, other = models.source.definitions, models.target.definitions
    there = {*other.moments, *other.tree, *_STANDS_IN}
    places = {
        **definition.entries,
        **definition.inner(script, models.source.parts.get("lifetimes", "")),
    }
    for moment, name in mine.moments.items():
        if name in places and moment not in there and not places[name].idle:
            text = f"{WRITER} does not call {name}"
            yield Told(Said("MG531", text, places[name].key, _LOST))
    hooks = {*models.source.component.begin, *models.source.component.hooks}
    known = {*mine.moments.values(), *mine.tree.values()}
    target = {*models.target.component.begin, *models.target.component.hooks}
    for name in sorted(hooks - known - target) if place.page is not False else ():
        entry = definition.inner(script, models.source.parts.get("methods", "")).get(name)
        if entry is not None:
            text = f"{WRITER} does not call {name}"
            yield Told(Said("MG531", text, entry.key, _LOST))


_STANDS_IN: Final = frozenset({"made", "placed", "ready", "derived", "updated", "removed"})
"""Moments that the helper brings about where the target has no hook for them."""


def _options(
    script: Script, models: Models, definition: Definition, configured: bool
) -> Iterator[Told]:
    mine, other = models.source.definitions, models.target.definitions
    own = {*models.source.component.options.values(), *mine.options.values()}
    for name, entry in definition.inner(script, "options").items():
        if name in own or name in other.dropped or name in other.known_options:
            continue
        if name in other.elsewhere and configured and _plain_text(script, entry):
            continue
        if name in other.elsewhere:
            said = f": {string_value(script, entry.value)}" if entry.value is not None else ""
            text = f"{WRITER} reads {name}{said} in the component's configuration, not here"
            yield Told(Said("MG544", text, entry.key, _LOST))
        else:
            text = f"no source says that components have the option {name} on {WRITER}"
            yield Told(Said("MG544", text, entry.key, _UNKNOWN))


def _plain_text(script: Script, entry: LiteralEntry) -> bool:
    """Whether an option is a text that stands there, which the configuration can say."""
    return entry.value is not None and string_value(script, entry.value) is not None


def _own_properties(script: Script, models: Models, definition: Definition) -> Iterator[Told]:
    """Properties that the component itself sets: what the parent says anew, unchanged, is lost."""
    names = set(definition.inner(script, models.source.given))
    if not names:
        return
    for call in _calls_of(script, definition.call, b"setData"):
        given = call.child_by_field_name("arguments")
        first = first_named(given) if given is not None else None
        for name, entry in literal_entries(script, first).items():
            base = name.partition(".")[0].partition("[")[0]
            if base in names:
                text = (
                    f"the component sets its own property {base}: on {WRITER} it keeps that value "
                    "where its parent says again what it said before"
                )
                yield Told(Said("MG544", text, entry.key, {}))
                names.discard(base)


def _calls_of(script: Script, within: Node, name: bytes) -> Iterator[Node]:
    start = within.start_byte
    while (start := script.text.find(name, start, within.end_byte)) >= 0:
        chain = script.chain(start, start + len(name))
        start += len(name)
        if len(chain) > 2 and chain[-2].type == "member_expression":
            call = chain[-3]
            if call.type == "call_expression":
                yield call


def _first_values(script: Script, models: Models, definition: Definition) -> Iterator[Told]:
    """Properties whose first value nobody says, neither the definition nor the source's pages."""
    if models.source.definitions.first:
        return
    for name, entry in definition.inner(script, models.source.given).items():
        full = unwrap(entry.value) if entry.value is not None else None
        if full is None or (full.type == "object" and "value" in literal_entries(script, full)):
            continue
        text = f"no source says what the property {name} is on {READER} before it is passed: "
        text += f"it is null on {WRITER}"
        yield Told(Said("MG544", text, entry.key, _UNKNOWN))


def _of_page(script: Script, models: Models, definition: Definition, helper: str) -> Iterator[Told]:
    source, target = models.source, models.target
    there = {*target.page.begin, *target.page.end, *target.page.hooks}
    own = {*source.page.begin, *source.page.end, *source.page.hooks} - set(source.page.lifetimes)
    moved = {path.rpartition(".")[2] for path in target.definitions.page_sights.values()}
    for name in sorted(own - there - moved):
        if name in definition.entries:
            text = f"{WRITER} does not call {name}"
            yield Told(Said("MG531", text, definition.entries[name].key, _LOST))
    for hook, head in _moving(models, definition):
        if not _movable(hook, head, definition):
            text = f"{WRITER} calls {hook.name} in {head} alone"
            yield Told(Said("MG531", text, hook.key, _LOST))
    for part, key in source.page_parts.items():
        entry = definition.entries.get(key)
        if entry is None or entry.idle or helper or part in target.page_parts:
            continue
        text = f"no source says that pages have {key} on {WRITER}"
        yield Told(Said("MG541", text, entry.key, {}), key)
    mixed = definition.entries.get(source.page_parts.get("behaviors", ""))
    for item in _items(mixed):
        text = string_value(script, item) or ""
        if any(text.startswith(start) for start in source.definitions.ready_made):
            told = f"{WRITER} has no {text}, a behaviour of {READER}'s own"
            yield Told(Said("MG541", told, item, {}), text)


def _of_app(models: Models, definition: Definition) -> Iterator[Told]:
    mine, other = models.source.definitions.app, models.target.definitions.app
    for name in mine:
        if name in definition.entries and name not in other:
            text = f"{WRITER} does not call {name} of the program"
            yield Told(Said("MG531", text, definition.entries[name].key, _LOST))


def moved_hooks(models: Models, definition: Definition) -> list[Edit]:
    """Hooks of a page that stand in a part of their own on the target, or stand there no more."""
    edits: list[Edit] = []
    for entry, head in _moving(models, definition):
        if _movable(entry, head, definition):
            whole = entry.whole
            edits.append(Edit(whole.start_byte, whole.start_byte, f"{head}: {{ ".encode()))
            edits.append(Edit(whole.end_byte, whole.end_byte, b" }"))
    return edits


def _moving(models: Models, definition: Definition) -> Iterator[tuple[LiteralEntry, str]]:
    """Hooks of a page and the part that they stand in on the target."""
    mine, other = models.source.definitions.page_sights, models.target.definitions.page_sights
    for sight, path in mine.items() if definition.kind == PAGE else ():
        head = other.get(sight, "").rpartition(".")[0]
        entry = definition.entries.get(path)
        if head and "." not in path and entry is not None:
            yield entry, head


def _movable(entry: LiteralEntry, head: str, definition: Definition) -> bool:
    """Whether an entry stands in an object literal, and the page has no part of that name yet."""
    holder = entry.whole.parent
    return holder is not None and holder.type == "object" and head not in definition.entries


def _items(entry: LiteralEntry | None) -> Iterator[Node]:
    value = unwrap(entry.value) if entry is not None and entry.value is not None else None
    if value is not None and value.type == "array":
        yield from (item for item in value.named_children if item.type != "comment")
