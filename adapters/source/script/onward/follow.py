"""A result followed, step by step: by what its promise brings, what a function gives back or calls
with it, what it is called in other files."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Final

from ...components.definitions import BEHAVIOR
from ...components.facts import APP, COMPONENT, PAGE
from ...syntax.flow import EACH, Access, follow_parameter, follow_value, uses_arguments
from ...syntax.parsed import (
    CLASS_FIELDS,
    TooDeep,
    arguments_of,
    is_field,
    property_name,
    rise,
)
from . import exits
from .carried import (
    FUNCTIONAL,
    MEMBER,
    PROMISE,
    Bearer,
    Layer,
    Onward,
    Read,
    Wrapping,
)
from .handed import HANDLERS, call_back, called, given_back, handed
from .stored import stored

if TYPE_CHECKING:
    from collections.abc import Iterable


_WAITING: Final = frozenset({"await_expression", "yield_expression"})
_DEFINING: Final = frozenset({PAGE.encode(), COMPONENT.encode(), BEHAVIOR.encode()})
_PROGRAM: Final = APP.encode()
_BOUND: Final = "bind"
_DECLARED: Final = frozenset({"identifier", "shorthand_property_identifier_pattern"})


def follow_on(way: Onward) -> list[Read]:
    """All the looks at a result that can be seen from where its way begins."""
    while way.todo:
        with suppress(TooDeep):  # in the script of the call others will say so
            _step(way, *way.todo.pop())
    return way.reads


def _step(way: Onward, place: Bearer, held: Wrapping, parameter: int) -> None:
    node = place.chain[-1]
    if parameter >= 0:
        if not uses_arguments(place.script, node):
            _all(way, place, follow_parameter(place.script, place.chain, parameter), held)
    elif node.type == "method_definition":
        _method(way, place, held)
    elif node.type.endswith("function_declaration"):
        name = node.child_by_field_name("name")
        if name is not None:
            at = place.at((*place.chain, name))
            exits.declared(way, at, held)
            if place.chain[-2].type == "export_statement":
                exits.exported_here(way, at, held)
    else:
        _all(way, place, follow_value(place.script, place.chain), held)


def _method(way: Onward, place: Bearer, held: Wrapping) -> None:
    key = place.chain[-1].child_by_field_name("name")
    name = property_name(place.script, key) if key is not None else None
    if place.chain[-2].type != "object":
        exits.method(way, place, held)
    elif name is not None:
        way.follow(place.at(place.chain[:-1]), held.within(Layer(MEMBER, name)))


def _all(way: Onward, place: Bearer, accesses: Iterable[Access], held: Wrapping) -> None:
    for access in accesses:
        _one(way, place.at(access.chain), access, held)


def _one(way: Onward, place: Bearer, access: Access, held: Wrapping) -> None:
    """One access to an expression that holds a result in some layers."""
    path, taken = access.path, 0
    while held.kind == MEMBER and taken < len(path):
        if held.layers[0].name != path[taken]:
            return
        held, taken = held.inner, taken + 1
    rest = path[taken:]
    if held.kind == "":
        _read(way, place, access, taken, held)
        return
    if rest:
        return
    if access.use == "method":
        _member_called(way, place, access.method, held)
    elif access.use == "value":
        _on(way, place, held)


def _read(way: Onward, place: Bearer, access: Access, taken: int, held: Wrapping) -> None:
    """A look at the result itself, or at a part of it."""
    inside = max(len(access.base) - taken, 0)
    steps = access.steps[max(taken - len(access.base), 0) :]
    base = held.path + access.path[taken : taken + inside]
    look = access._replace(base=base, steps=steps)
    if not held.path or look.path != held.path:  # where it was taken out, that was told
        way.reads.append(Read(place.file, place.script, look))
    if access.use == "value" and not access.method:
        _on(way, place, Wrapping((), look.path))


def _member_called(way: Onward, place: Bearer, name: str, held: Wrapping) -> None:
    """A method is called of what is held: of a promise, of a function, or the held one itself."""
    chain = rise(place.chain)
    call = place.at(rise(chain[:-1])[:-1])
    if held.kind == MEMBER:
        if held.layers[0].name == name and held.inner.kind in FUNCTIONAL:
            called(way, call, held.inner)
    elif held.kind == PROMISE and name in HANDLERS:
        given = arguments_of(call.chain[-1])
        if name == "then" and given:
            call_back(way, call.of(given[0]), 0, held.inner)
        else:
            way.follow(call, held)
    elif held.kind in FUNCTIONAL and name == _BOUND:
        way.follow(call, held)


def _on(way: Onward, place: Bearer, held: Wrapping) -> None:
    """The whole of what an expression holds goes on."""
    chain = rise(place.chain)
    node, parent, place = chain[-1], chain[-2], place.at(chain)
    kind = parent.type
    if kind in _WAITING:
        way.follow(place.at(chain[:-1]), held.inner if held.kind == PROMISE else held)
    elif kind == "call_expression" and is_field(parent, node, "function"):
        if held.kind in FUNCTIONAL:
            called(way, place.at(chain[:-1]), held)
    elif kind == "return_statement" or (
        kind == "arrow_function" and is_field(parent, node, "body")
    ):
        given_back(way, place, held)
    elif kind == "arguments":
        _argument(way, place, held)
    elif node.type == "shorthand_property_identifier":
        name = place.script.at(node).decode("utf-8", "replace")
        way.follow(place.at(chain[:-1]), held.within(Layer(MEMBER, name)))
    elif kind == "pair" and is_field(parent, node, "value"):
        key = parent.child_by_field_name("key")
        name = (property_name(place.script, key) or "") if key is not None else ""
        if name:
            way.follow(place.at(chain[:-2]), held.within(Layer(MEMBER, name)))
    elif kind == "spread_element" and chain[-3].type == "object":
        way.follow(place.at(chain[:-2]), held)
    elif kind == "array":
        way.follow(place.at(chain[:-1]), held.within(Layer(MEMBER, EACH)))
    elif kind == "assignment_expression" and is_field(parent, node, "right"):
        exits.assigned(way, place, held)
    elif kind == "export_statement":
        exits.exported(way, place.file, held.within(Layer(MEMBER, "default")))
    elif kind == "export_specifier":
        name = exits.outer_name(place.script, parent)
        exits.exported(way, place.file, held.within(Layer(MEMBER, name)))
    elif kind in CLASS_FIELDS:
        exits.method(way, place.at(chain[:-1]), held)
    elif node.type in _DECLARED:
        exits.exported_here(way, place, held)


def _argument(way: Onward, place: Bearer, held: Wrapping) -> None:
    stored(way, place, held)
    callee = place.chain[-3].child_by_field_name("function")
    name = place.script.at(callee) if callee is not None else b""
    defines = name == _PROGRAM or name in _DEFINING
    if not defines:
        handed(way, place, held)
    layers = held.layers
    while layers and layers[0].kind == MEMBER:
        member, layers = layers[0], layers[1:]
        if layers and layers[0].kind != MEMBER and member.name != EACH:
            exits.named(way, place, member.name, Wrapping(layers, held.path), own=name in _DEFINING)
