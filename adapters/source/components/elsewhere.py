"""What belongs to a page or a program and stands outside of definitions in sight: what is given to
a function that makes the definition, what is mixed in from another file.

Nothing there is called Page or App, so it is known by its names: hooks that differ on the target
are nobody else's. Objects that have one are read as definitions of which more is out of sight.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Final

import attrs

from ...plan.notes import WRITER
from ..common.outcome import Said
from ..common.pair import Pair
from ..common.script_place import ScriptPlace
from ..syntax.parsed import CLASS_FIELDS, Script, arguments_of, property_name, unwrap
from ..text.place import Sought, places_of, sought_each
from .definitions import (
    Definition,
    LiteralEntry,
    definition_of,
    function_of,
    literal_entries,
)
from .facts import APP, COMPONENT, PAGE, Models, models_of
from .page_returns import returned_fields
from .told import Told

if TYPE_CHECKING:
    from tree_sitter import Node

_KEYED: Final = frozenset({"pair", "method_definition", *CLASS_FIELDS})
_NAMED: Final = frozenset({"function_declaration", "variable_declarator"})
_STATEMENTS: Final = frozenset({"expression_statement", "export_statement", "await_expression"})


def hooks_asked(models: Models) -> dict[str, str]:
    """Hooks of the source that are not the same on the target: name -> Page or App. Those that a
    program and its pages both have are a page's."""
    source, target = models.source, models.target
    there = {*target.page.begin, *target.page.end, *target.page.hooks}
    page = page_hooks(models)
    differ = {name for name in page if name not in there or name in _moved(models)}
    differ |= {it.hook for it in models.pair.remembered(returned_fields) if it.names}
    mine, other = source.definitions, target.definitions
    app = {*mine.app} - {*other.app} | mine.entered.keys() & other.entered.keys()
    return dict.fromkeys(app - page, APP) | dict.fromkeys(differ & page, PAGE)


def page_hooks(models: Models) -> set[str]:
    """The hooks of the source's pages, by what the client calls them."""
    page = models.source.page
    return {*page.begin, *page.end, *page.hooks} - set(page.lifetimes)


def _moved(models: Models) -> set[str]:
    """Hooks that stand in a part of their own on the target."""
    mine, other = models.source.definitions.page_sights, models.target.definitions.page_sights
    return {path for sight, path in mine.items() if "." not in path and "." in other.get(sight, "")}


def mentions_hooks(data: bytes, models: Models) -> bool:
    """Whether a script names such a hook."""
    return models.pair.remembered(_sought).within(data)


def _sought(pair: Pair) -> Sought:
    models = models_of(pair)
    return sought_each(
        sorted(hooks_asked(models)) if models is not None else [], rb"\w$", rb"(?![\w$])"
    )


def elsewhere(
    script: Script, models: Models, found: Iterable[Definition], beside: ScriptPlace
) -> list[Definition]:
    """The definitions that stand elsewhere than in a call in sight. ``found``: those in sight."""
    found = list(found)
    result: list[Definition] = []
    if beside.defines and not any(item.kind in (PAGE, COMPONENT) for item in found):
        given = given_to_functions(script, models)
        result += [item for item in given if beside.page or item.kind == COMPONENT]
    known = set(_functions(script, [*found, *result]))
    held: dict[int, tuple[Node, dict[str, LiteralEntry]]] = {}
    for name in hooks_asked(models):
        for start, end in places_of(script.text, name.encode()):
            holder = _holder(script, start, end)
            if holder is None or any(_around(item.call, holder) for item in found):
                continue
            if holder.id not in held:
                held[holder.id] = holder, _entries(script, holder)
    for holder, entries in held.values():
        if known.isdisjoint(_functions_of(script, entries)):
            result += _as_definition(models, holder, entries)
    return sorted(result, key=lambda item: item.name.start_byte)


def _functions(script: Script, found: Iterable[Definition]) -> Iterator[int]:
    """The functions of definitions, and the keys of what is none, by number."""
    for item in found:
        yield from _functions_of(script, item.entries)


def _functions_of(script: Script, entries: Mapping[str, LiteralEntry]) -> Iterator[int]:
    for entry in entries.values():
        function = function_of(script, entry)
        yield entry.key.id if function is None else function.id


def made_out_of_sight(
    script: Script, models: Models, found: Iterable[Definition], beside: ScriptPlace
) -> Iterator[Told]:
    """What is to be told of a script that has to define a page or a component and calls no
    constructor, by what the scripts do that it brings. ``found``: all of its definitions."""
    makers, found = beside.makers, list(found)
    if makers is None or not script.statements:
        return
    place = found[0].name if found else script.statements[-1]
    component = any(item.kind == COMPONENT for item in found)
    if beside.page and PAGE not in makers and (COMPONENT in makers or component):
        if models.pages_by_component:
            text = f"another script makes this page of a component: {WRITER}'s pages are Page's"
            yield Told(Said("MG541", text, place, {}), "page of a component")
    elif beside.page and PAGE not in makers:
        yield Told(Said("MG542", "what makes the page is out of sight", place, {}))
    elif not beside.page and COMPONENT not in makers:
        text = "what makes the component is out of sight"
        if models.differ:
            text += f": {WRITER}'s components have their properties and hooks elsewhere"
            yield Told(Said("MG541", text, place, {}), "component out of sight")
        else:
            yield Told(Said("MG542", text, place, {}))


def _around(outer: Node, inner: Node) -> bool:
    return outer.start_byte <= inner.start_byte < outer.end_byte


def given_to_functions(script: Script, models: Models) -> Iterator[Definition]:
    """What the script of a page or a component, in which nothing defines one, gives to functions by
    itself: one of these makes it."""
    todo = list(reversed(script.statements))
    while todo:
        node = unwrap(todo.pop())
        if node.type in _STATEMENTS:
            todo.extend(reversed(node.named_children))
        elif node.type == "assignment_expression":
            right = node.child_by_field_name("right")
            todo += [right] if right is not None else []
        elif node.type == "call_expression":
            callee = node.child_by_field_name("function")
            for given in arguments_of(node) if callee is not None else ():
                kind = _kind_of(models, definition_of(script, PAGE, node, node, given))
                if kind:
                    made = definition_of(script, kind, callee or node, node, given)
                    yield attrs.evolve(made, literal=None)  # others read it before it is made
                    break


def gives_page(script: Script, pair: Pair) -> bool:
    """Whether a page's script gives a function what a page is made of."""
    models = models_of(pair)
    given = given_to_functions(script, models) if models is not None else ()
    return any(item.kind == PAGE for item in given)


def _kind_of(models: Models, made: Definition) -> str:
    """What something given may be, an object in sight: a component, where it has what only
    components have, or a page; empty for neither."""
    page = {*models.source.page_parts.values(), "data"}
    parts = {path.partition(".")[0] for path in models.source.parts.values()} - page
    if parts & made.entries.keys():
        return COMPONENT
    given = made.argument is not None and unwrap(made.argument).type == "object"
    functions = any(entry.function is not None for entry in made.entries.values())
    return PAGE if functions or (given and page.issuperset(made.entries)) else ""


def _holder(script: Script, start: int, end: int) -> Node | None:
    """The object, the class body or the assignment that has a name for a key, or the function or
    the variable that is called so."""
    chain = script.chain(start, end)
    for at in range(len(chain) - 1, max(len(chain) - 4, 1), -1):
        node, outer = chain[at], chain[at - 1]
        if node.type in _KEYED:
            key = node.child_by_field_name("key") or node.child_by_field_name("name")
            key = key or node.child_by_field_name("property")
            inside = key is not None and key.start_byte <= start and end <= key.end_byte
            return outer if inside else None
        if node.type == "shorthand_property_identifier":
            return outer if outer.type == "object" else None
        if node.type in _NAMED:
            named = node.child_by_field_name("name")
            return node if named is not None and named.start_byte == start else None
        if node.type == "assignment_expression":
            left = node.child_by_field_name("left")
            taken = left.child_by_field_name("property") if left is not None else None
            return node if taken is not None and taken.start_byte == start else None
    return None


def _entries(script: Script, holder: Node) -> dict[str, LiteralEntry]:
    if holder.type == "object":
        return literal_entries(script, holder)
    if holder.type == "assignment_expression":
        left, right = holder.child_by_field_name("left"), holder.child_by_field_name("right")
        key = left.child_by_field_name("property") if left is not None else None
        name = property_name(script, key) if key is not None else None
        if key is None or name is None:
            return {}
        return {name: LiteralEntry(name, key, right, holder)}
    if holder.type in _NAMED:
        key = holder.child_by_field_name("name") or holder
        name = property_name(script, key) or ""
        value = holder.child_by_field_name("value")
        return {name: LiteralEntry(name, key, holder if value is None else value, holder)}
    found: dict[str, LiteralEntry] = {}
    for item in holder.named_children:
        key = item.child_by_field_name("name") or item.child_by_field_name("property")
        name = property_name(script, key) if key is not None and item.type in _KEYED else None
        if key is not None and name is not None:
            found[name] = LiteralEntry(name, key, item.child_by_field_name("value"), item)
    return found


def _as_definition(
    models: Models, holder: Node, entries: dict[str, LiteralEntry]
) -> Iterator[Definition]:
    asked, moved, page = hooks_asked(models), _moved(models), page_hooks(models)
    own = [
        name
        for name, entry in entries.items()
        if name in asked and (entry.function is not None or entry.value is None)
    ]
    if all(name in moved for name in own) and len(page & entries.keys()) < 2:
        return  # other objects have such names, too
    kind = APP if any(asked[name] == APP for name in own) else PAGE
    yield Definition(kind, entries[own[0]].key, holder, None, None, entries, whole=False)
