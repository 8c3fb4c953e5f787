"""Where the object goes that a call gives: through chains, variables and properties of one script,
and whose member is called somewhere else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

import attrs

from ...syntax.parsed import Chain, Script, is_field, property_name, rise, unwrap
from ...syntax.scope import Binding, table
from ..properties import CALLBACKS

if TYPE_CHECKING:
    from tree_sitter import Node

_NAMES: Final = frozenset({"identifier", "shorthand_property_identifier"})
_MOST: Final = 2_000
_ACTIONS: Final = frozenset({b"forEach", b"setTimeout", b"setInterval", b"nextTick"})
"""Functions that do nothing with what theirs give."""


# --- where the object goes -----------------------------------------------------------------------


@attrs.define(eq=False, repr=False)
class Product:
    """The object of one call: by what names it goes, and where it is out of sight."""

    call: Node
    bindings: list[Binding] = attrs.field(factory=list)
    properties: set[str] = attrs.field(factory=set)
    away: Node | None = None

    def only(self, script: Script, function: str) -> bool:
        """Whether nothing else goes by its names."""
        if self.properties:
            given = re.compile(rb"\.\s*%b\s*\(" % re.escape(function.encode()))
            return sum(1 for _ in script.everywhere(given)) == 1
        return all(
            sum(item.write for item in table(script, binding.name).of(binding)) <= 1
            for binding in self.bindings
        )


def traced(script: Script, call: Chain) -> Product:
    found = Product(call[-1])
    queue, seen = [(call, False)], set[int]()
    while queue and len(seen) < _MOST:
        chain, chained = queue.pop()
        chain, more = _called_on(chain)
        _held(script, found, chain, chained or more, queue, seen)
    return found


def _called_on(chain: Chain) -> tuple[Chain, bool]:
    """The whole of a chain of calls that begins with an expression, and whether there is one."""
    chained = False
    while True:
        chain = rise(chain)
        if len(chain) < 3 or chain[-2].type != "member_expression":
            return chain, chained
        if not is_field(chain[-2], chain[-1], "object"):
            return chain, chained
        outer = rise(chain[:-1])
        if outer[-2].type != "call_expression" or not is_field(outer[-2], outer[-1], "function"):
            return chain, chained
        chain, chained = outer[:-1], True


def _held(
    script: Script,
    found: Product,
    chain: Chain,
    chained: bool,
    queue: list[tuple[Chain, bool]],
    seen: set[int],
) -> None:
    """What an expression that is the object (or is called on it) becomes."""
    node, parent = chain[-1], chain[-2]
    kind = parent.type
    if kind in ("expression_statement", "member_expression", "subscript_expression", "comment"):
        return
    if kind == "variable_declarator" and is_field(parent, node, "value"):
        name = parent.child_by_field_name("name")
        if name is not None and name.type == "identifier":
            _named(script, found, name, chained, queue, seen)
            return
    elif kind == "assignment_expression" and is_field(parent, node, "right"):
        left = parent.child_by_field_name("left")
        if left is not None and left.type == "identifier":
            _named(script, found, left, chained, queue, seen)
        elif left is not None and left.type == "member_expression":
            prop = left.child_by_field_name("property")
            found.properties.add(script.at(prop).decode("utf-8", "replace") if prop else "")
        else:
            found.away = found.away or node
        queue.append((chain[:-1], chained))
        return
    elif kind == "pair" and is_field(parent, node, "value"):
        key = parent.child_by_field_name("key")
        name_ = property_name(script, key) if key is not None else None
        if name_ is not None:
            found.properties.add(name_)
            return
    elif (
        kind in ("if_statement", "parenthesized_expression")
        or _tested(parent, node)
        or (kind == "arrow_function" and is_field(parent, node, "body") and _unheard(script, chain))
    ):
        return
    if not chained:
        found.away = found.away or node


def _unheard(script: Script, chain: Chain) -> bool:
    """Whether what a function gives is nobody's: that of a platform's callback, or of an action."""
    outer = rise(chain[:-1])[-2]
    if outer.type == "pair":
        key = outer.child_by_field_name("key")
        return key is not None and property_name(script, key) in CALLBACKS
    if outer.type != "arguments":
        return False
    call = rise(chain[:-1])[-3]
    function = call.child_by_field_name("function")
    prop = function.child_by_field_name("property") if function is not None else None
    name = script.at(prop if prop is not None else function) if function is not None else b""
    return name in _ACTIONS


def _tested(parent: Node, node: Node) -> bool:
    """Whether only the truth of an expression is asked for: ``task && task.abort()``."""
    if parent.type == "unary_expression":
        return True
    operator = parent.child_by_field_name("operator")
    left = parent.type == "binary_expression" and is_field(parent, node, "left")
    return left and operator is not None and operator.type in ("&&", "===", "!==", "==", "!=")


def _named(
    script: Script,
    found: Product,
    name: Node,
    chained: bool,
    queue: list[tuple[Chain, bool]],
    seen: set[int],
) -> None:
    entry = table(script, script.at(name))
    binding = next((item for item in entry.bindings if item.chain[-1].id == name.id), None)
    reference = entry.reference_at(name)
    if binding is None and reference is not None:
        binding = reference.binding
    if binding is None:
        found.away = found.away or name
        return
    if id(binding) in seen:
        return
    seen.add(id(binding))
    found.bindings.append(binding)
    for item in entry.of(binding):
        if item.write:
            continue
        if item.node.type == "shorthand_property_identifier":
            found.properties.add(script.at(item.node).decode("utf-8", "replace"))
        else:
            queue.append((item.chain, chained))


# --- whose member is called ----------------------------------------------------------------------

MINE, OTHER, UNKNOWN = range(3)


def calls_of(script: Script, names: list[str]) -> Iterator[tuple[str, Chain]]:
    """Calls of members of these names, or the members where they are not called."""
    words = b"|".join(re.escape(name.encode()) for name in names)
    for match in script.everywhere(re.compile(rb"\.\s*(%b)(?![\w$])" % words)):
        chain = script.chain(*match.span(1))
        if len(chain) < 3 or chain[-1].type != "property_identifier":
            continue
        outer = rise(chain[:-1])
        called = outer[-2].type == "call_expression" and is_field(outer[-2], outer[-1], "function")
        yield match[1].decode(), outer[:-1] if called else outer


def owner_of(script: Script, product: Product, call: Chain) -> int:
    start = call[-1]
    if start.type != "call_expression":
        start = unwrap(start).child_by_field_name("object") or start
    root = _root(start, product.call)
    if root.id == product.call.id:
        return MINE
    if root.type == "member_expression":
        prop = root.child_by_field_name("property")
        name = script.at(prop).decode("utf-8", "replace") if prop is not None else ""
        return MINE if name in product.properties else OTHER
    if root.type not in _NAMES:
        return UNKNOWN if product.properties and root.type != "this" else OTHER
    binding = table(script, script.at(root)).meant_at(root)
    if binding is None:
        return OTHER
    if any(binding is item for item in product.bindings):
        return MINE
    return _through(script, product, binding)


def _through(script: Script, product: Product, binding: Binding) -> int:
    """Whether a variable may hold the object, which properties hold."""
    if not product.properties:
        return OTHER
    holder = binding.chain[-2]
    if binding.kind == "parameter" or holder.type != "variable_declarator":
        name = binding.name.decode("utf-8", "replace")
        return MINE if name in product.properties and _taken(binding) else UNKNOWN
    value = holder.child_by_field_name("value")
    if value is None:
        return UNKNOWN
    inner = unwrap(value)
    prop = inner.child_by_field_name("property")
    if inner.type != "member_expression" or prop is None:
        return OTHER if inner.type == "call_expression" else UNKNOWN
    return MINE if script.at(prop).decode("utf-8", "replace") in product.properties else OTHER


def _taken(binding: Binding) -> bool:
    """Whether a variable is taken out of an object by its own name: ``const { task } = this``."""
    return any(item.type == "object_pattern" for item in binding.chain)


def _root(call: Node, product: Node) -> Node:
    """What a chain of calls begins with, or the call that gives the product."""
    node = call
    while node.id != product.id:
        inner = unwrap(node)
        if inner.id == product.id:
            return inner
        if inner.type == "await_expression" and inner.named_child_count:
            node = inner.named_children[-1]
            continue
        if inner.type != "call_expression":
            return inner
        function = inner.child_by_field_name("function")
        function = unwrap(function) if function is not None else None
        if function is None or function.type != "member_expression":
            return inner
        holder = function.child_by_field_name("object")
        if holder is None:
            return inner
        node = holder
    return node
