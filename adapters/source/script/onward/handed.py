"""A result that a function is given: callbacks, parameters, what settles a promise."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ...syntax.callers import enclosing
from ...syntax.elsewhere import handler_elsewhere
from ...syntax.flow import EACH
from ...syntax.parsed import (
    FUNCTIONS,
    Script,
    arguments_of,
    is_field,
    member_name,
    parameters_of,
    property_name,
    unwrap,
)
from ...syntax.scope import Binding, table
from ..options.in_sight import in_sight
from ..results.consumers import settler_of
from .carried import (
    A_CALL,
    A_PROMISE,
    CALL,
    FUNCTIONAL,
    MEMBER,
    OPERATION,
    PROMISE,
    TAKES,
    Bearer,
    Layer,
    Onward,
    Wrapping,
)

if TYPE_CHECKING:
    from tree_sitter import Node

SUCCESS: Final = "success"
_NAMES: Final = frozenset({"identifier", "shorthand_property_identifier"})
_ALL: Final = frozenset({b"Promise.all", b"Promise.allSettled"})
_SAME: Final = frozenset({b"Promise.resolve", b"Promise.race", b"Promise.any"})
_MERGING: Final = b"Object.assign"
HANDLERS: Final = frozenset({"then", "catch", "finally"})


def call_back(way: Onward, place: Bearer, index: int, held: Wrapping, depth: int = 4) -> None:
    """A function, an expression in sight, is called with what is held as its argument ``index``."""
    script, node = place.script, unwrap(place.chain[-1])
    if node.type in ("binary_expression", "ternary_expression") and depth:
        for name in ("left", "right", "consequence", "alternative"):
            side = node.child_by_field_name(name)
            if side is not None:
                call_back(way, place.of(side), index, held, depth - 1)
        return
    function = handler_elsewhere(script, node)
    if function is not None:
        way.follow(place.of(function), held, index)
        return
    settler = settler_of(script, node)
    if settler is not None:
        if settler[1] == 0 and index == 0:
            way.follow(place.at(settler[0]), held.within(A_PROMISE))
        return
    _by_parameter(way, place, node, index, held)


def called(way: Onward, place: Bearer, held: Wrapping) -> None:
    """A function with layers around a result is called; ``place`` is the call."""
    layer = held.layers[0]
    if layer.kind == CALL:
        way.follow(place, held.inner)
    elif layer.kind == OPERATION:
        way.follow(place, held.inner.within(A_PROMISE))
        with_options(way, place, 0, held.inner)
    elif layer.kind == TAKES:
        given = arguments_of(place.chain[-1])
        if len(given) <= layer.at:
            return
        if layer.name:
            _option(way, place, given[layer.at], layer.name, layer.place, held.inner)
        else:
            call_back(way, place.of(given[layer.at]), layer.place, held.inner)


def with_options(way: Onward, place: Bearer, at: int, held: Wrapping) -> None:
    """A call whose options, its argument ``at``, say who is called with a result."""
    given = arguments_of(place.chain[-1])
    if len(given) > at:
        _option(way, place, given[at], SUCCESS, 0, held)


def _option(
    way: Onward, place: Bearer, options: Node, name: str, index: int, held: Wrapping
) -> None:
    sight = in_sight(place.script, options)
    for entry in sight.entries:
        if entry.name == name:
            call_back(way, place.of(entry.value or entry.node), index, held)
            return
    for node in _spread(options):
        given = parameter_of(place.script, node)
        if given is not None and not given[2]:
            function, at, _ = given
            way.follow(place.of(function), held.within(Layer(TAKES, name, at, index)))


def _spread(options: Node) -> list[Node]:
    """The objects that options are, or are made of."""
    options = unwrap(options)
    if options.type == "identifier":
        return [options]
    if options.type == "object":
        spread = [item for item in options.named_children if item.type == "spread_element"]
        return [unwrap(item.named_children[0]) for item in spread if item.named_children]
    if options.type == "call_expression":
        return [unwrap(item) for item in arguments_of(options)]
    return []


def handed(way: Onward, place: Bearer, held: Wrapping) -> None:
    """What is held is an argument of a call; ``place`` ends in it."""
    script, chain = place.script, place.chain
    call, node = chain[-3], chain[-1]
    callee = call.child_by_field_name("function")
    given = [item.id for item in arguments_of(call)]
    if callee is None or node.id not in given or call.type != "call_expression":
        return
    at, callee = given.index(node.id), unwrap(callee)
    above, name = place.at(chain[:-2]), script.at(callee)
    if held.kind in FUNCTIONAL:
        _function(way, above, callee, held)
    elif name in _ALL or name in _SAME:
        _gathered(way, above, name, held)
    elif name == _MERGING:
        way.follow(above, held)
    elif held.kind != MEMBER:
        index = at
        if member_name(script, callee) in ("call", "bind"):
            callee, index = callee.child_by_field_name("object") or callee, at - 1
        call_back(way, place.of(callee), index, held)
    else:
        function = handler_elsewhere(script, callee)
        if function is not None:
            way.follow(place.of(function), held, at)


def _function(way: Onward, call: Bearer, callee: Node, held: Wrapping) -> None:
    """A function is handed to another: what that gives is a promise of the result, or a function
    that gives one."""
    prop = member_name(call.script, callee)
    if prop in HANDLERS and callee.type == "member_expression":
        if held.kind == CALL:
            way.follow(call, held.inner.within(A_PROMISE))
    elif held.kind in (OPERATION, TAKES):
        held = held.inner.within(A_PROMISE)
        way.follow(call, held)
        way.follow(call, held.within(A_CALL))


def _gathered(way: Onward, call: Bearer, name: bytes, held: Wrapping) -> None:
    """``Promise.all([a, b])`` and its like: a promise of what promises in it bring."""
    if name in _SAME and held.kind != MEMBER:
        way.follow(call, held.within(A_PROMISE))
    elif held.kind == MEMBER and held.layers[0].name == EACH:
        inner = held.inner
        plain = inner.inner if inner.kind == PROMISE else inner
        if name in _ALL:
            plain = plain.within(held.layers[0])
        way.follow(call, plain.within(A_PROMISE))


def _by_parameter(way: Onward, place: Bearer, node: Node, index: int, held: Wrapping) -> None:
    """What is called is what a function around is given: its callers say what that is."""
    found = parameter_of(place.script, node)
    if found is None:
        return
    function, at, name = found
    way.follow(place.of(function), held.within(Layer(TAKES, name, at, index)))


def parameter_of(script: Script, node: Node) -> tuple[Node, int, str] | None:
    """The function whose parameter a value is, the place of that, and the member of it that the
    value is; None for any other value."""
    node = unwrap(node)
    if node.type == "member_expression":
        holder, name = node.child_by_field_name("object"), member_name(script, node)
        found = parameter_of(script, holder) if holder is not None and name else None
        return (found[0], found[1], name or "") if found is not None and not found[2] else None
    if node.type not in _NAMES:
        return None
    binding = table(script, script.at(node)).meant_at(node)
    if binding is None:
        return None
    if binding.kind == "parameter":
        return _of_binding(script, binding)
    owner = binding.chain[-2]
    if owner.type == "variable_declarator":  # const done = options.success
        value = owner.child_by_field_name("value")
        return parameter_of(script, value) if value is not None else None
    for outer in reversed(binding.chain):
        if outer.type == "variable_declarator":  # const { success } = options
            value = outer.child_by_field_name("value")
            found = parameter_of(script, value) if value is not None else None
            name = _key_of(script, binding)
            return (found[0], found[1], name) if found is not None and not found[2] else None
    return None


def _of_binding(script: Script, binding: Binding) -> tuple[Node, int, str] | None:
    function = binding.scope
    inside = {node.id for node in binding.chain}
    for at, pattern in enumerate(parameters_of(function)):
        if pattern.id not in inside:
            continue
        if pattern.type == "assignment_pattern":
            pattern = pattern.child_by_field_name("left") or pattern
        if pattern.id == binding.chain[-1].id:
            return function, at, ""
        if pattern.type == "object_pattern":
            return function, at, _key_of(script, binding)
    return None


def _key_of(script: Script, binding: Binding) -> str:
    """The key that a pattern takes a name out by."""
    outer = binding.chain[-2]
    if outer.type == "pair_pattern":
        key = outer.child_by_field_name("key")
        return (property_name(script, key) or "") if key is not None else ""
    return binding.name.decode("utf-8", "replace")


def given_back(way: Onward, place: Bearer, held: Wrapping) -> None:
    """What is held is what the function around gives back; ``place`` ends in it."""
    chain = place.chain
    parent = chain[-2]
    if parent.type == "arrow_function" and is_field(parent, chain[-1], "body"):
        function = chain[:-1]
    else:
        found = enclosing(chain)
        if found is None:
            return
        function = found
    node = function[-1]
    if node.type not in FUNCTIONS or any(child.type == "*" for child in node.children):
        return
    if any(child.type == "async" for child in node.children):
        held = held.within(A_PROMISE)
    way.follow(place.at(function), held.within(A_CALL))
