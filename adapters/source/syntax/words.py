"""The few texts that an expression may be: one of a list, of a table, of two; what callers give."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from .callers import own_calls
from .known import constant_of, known_text, only_read
from .parsed import (
    FUNCTIONS,
    Script,
    arguments_of,
    first_named,
    is_field,
    member_name,
    parameters_of,
    property_name,
    rise,
    unwrap,
)
from .scope import Binding, table

if TYPE_CHECKING:
    from tree_sitter import Node

_DEPTH: Final = 8
_MOST: Final = 200
"""More words than that are not told apart."""
_EACH: Final = frozenset({"forEach", "map", "filter", "some", "every", "find", "flatMap"})
_QUIET: Final = _EACH | {"includes", "indexOf", "join", "slice", "concat", "reduce"}
_KEYS: Final = b"Object.keys"
_VALUES: Final = b"Object.values"

Words = frozenset[str]


def known_words(script: Script, node: Node, depth: int = _DEPTH) -> Words | None:
    """All the texts that an expression may be; None where the source does not tell."""
    node = unwrap(node)
    if node.type == "string":
        return frozenset((known_text(script, node) or "",))
    known = script.words
    script.asked.add(script.at(node))  # also where it is known by now
    if node.id not in known:  # what comes back to itself, or is asked for often, is looked at once
        known[node.id] = None
        known[node.id] = _words(script, node, depth)
    return known[node.id]


def _words(script: Script, node: Node, depth: int) -> Words | None:
    text = known_text(script, node)
    if text is not None:
        return frozenset((text,))
    if depth == 0:
        return None
    kind = node.type
    if kind == "ternary_expression":
        return _either(script, node, ("consequence", "alternative"), depth)
    if kind == "binary_expression":
        operator = node.child_by_field_name("operator")
        sign = operator.type if operator is not None else ""
        if sign in ("||", "??"):
            return _either(script, node, ("left", "right"), depth)
        if sign == "+":
            parts = [node.child_by_field_name(side) for side in ("left", "right")]
            return _joined([_part(script, part, depth) for part in parts])
        return None
    if kind == "template_string":
        return _template(script, node, depth)
    if kind == "identifier":
        return _named(script, node, depth)
    if kind in ("member_expression", "subscript_expression"):
        holder = node.child_by_field_name("object")
        return _values(script, holder, depth) if holder is not None else None
    return None


def _either(script: Script, node: Node, sides: tuple[str, str], depth: int) -> Words | None:
    return _united(_part(script, node.child_by_field_name(side), depth) for side in sides)


def _part(script: Script, node: Node | None, depth: int) -> Words | None:
    return known_words(script, node, depth - 1) if node is not None else None


def _united(found: Iterable[Words | None]) -> Words | None:
    out: set[str] = set()
    for words in found:
        if words is None:
            return None
        out |= words
    return frozenset(out) if out and len(out) <= _MOST else None


def _joined(parts: list[Words | None]) -> Words | None:
    """The texts made of one of each part."""
    made: Words = frozenset(("",))
    for words in parts:
        if words is None or len(made) * len(words) > _MOST:
            return None
        made = frozenset(first + second for first in made for second in words)
    return made


def _template(script: Script, node: Node, depth: int) -> Words | None:
    parts: list[Words | None] = []
    at = node.start_byte + 1
    for hole in node.named_children:
        if hole.type == "escape_sequence":
            return None
        if hole.type == "template_substitution":
            text = script.text[at : hole.start_byte].decode("utf-8", "replace")
            parts += [frozenset((text,)), _part(script, first_named(hole), depth)]
            at = hole.end_byte
    parts.append(frozenset((script.text[at : node.end_byte - 1].decode("utf-8", "replace"),)))
    return _joined(parts)


def _named(script: Script, node: Node, depth: int) -> Words | None:
    """What a variable may be: all that it is given, by its declaration, writes or callers."""
    entry = table(script, script.at(node))
    binding = entry.meant_at(node)
    if binding is None:
        return None
    owner = binding.chain[-2]
    written = [item.chain for item in entry.of(binding) if item.write]
    if binding.kind == "parameter":
        return None if written else _parameter(script, binding, depth)
    if owner.type == "for_in_statement" and not written:
        return _of_loop(script, owner, depth)
    if binding.kind not in ("const", "let", "var") or owner.type != "variable_declarator":
        return None
    if not is_field(owner, binding.chain[-1], "name"):
        return None
    value = owner.child_by_field_name("value")
    if value is None and not written:
        return None
    given = [value] if value is not None else []
    for chain in written:
        outer = chain[-2]
        right = outer.child_by_field_name("right")
        if outer.type != "assignment_expression" or right is None:
            return None
        given.append(right)
    return _united(known_words(script, item, depth - 1) for item in given)


def _of_loop(script: Script, loop: Node, depth: int) -> Words | None:
    """``for (const name of NAMES)``, ``for (const name in TABLE)``."""
    over, operator = loop.child_by_field_name("right"), loop.child_by_field_name("operator")
    if over is None or operator is None:
        return None
    if operator.type == "of":
        return _values(script, over, depth)
    found = _literal(script, over)
    return _keys(script, found) if found is not None else None


def _parameter(script: Script, binding: Binding, depth: int) -> Words | None:
    """What a function is called with: by the methods of a list, or by its script alone."""
    function = script.chain_of(binding.scope)
    places = [item.id for item in parameters_of(function[-1])]
    if binding.chain[-1].id not in places:
        return None
    place = places.index(binding.chain[-1].id)
    outer = rise(function)
    if outer[-2].type == "arguments" and place == 0 and function[-1].type in FUNCTIONS:
        callee = outer[-3].child_by_field_name("function")
        holder = callee.child_by_field_name("object") if callee is not None else None
        if callee is None or holder is None or member_name(script, callee) not in _EACH:
            return None
        return _values(script, holder, depth)
    calls = own_calls(script, function)
    if not calls:
        return None
    given = [arguments_of(call[-1]) for call in calls]
    if any(len(items) <= place for items in given):
        return None
    return _united(known_words(script, items[place], depth - 1) for items in given)


def _values(script: Script, holder: Node, depth: int) -> Words | None:
    """The values of a list or a table that nothing changes."""
    holder = unwrap(holder)
    if holder.type == "call_expression":
        callee, given = holder.child_by_field_name("function"), arguments_of(holder)
        named = script.at(callee) if callee is not None else b""
        if len(given) != 1 or named not in (_KEYS, _VALUES):
            return None
        if named == _VALUES:
            return _values(script, given[0], depth)
        found = _literal(script, given[0])
        return _keys(script, found) if found is not None else None
    literal = _literal(script, holder)
    if literal is None:
        return None
    items = [item for item in literal.named_children if item.type != "comment"]
    if literal.type == "object":
        if any(item.type != "pair" for item in items):
            return None
        items = [value for item in items if (value := item.child_by_field_name("value"))]
    return _united(known_words(script, item, depth - 1) for item in items)


def _keys(script: Script, literal: Node) -> Words | None:
    if literal.type != "object":
        return None
    names = []
    for item in literal.named_children:
        if item.type == "comment":
            continue
        key = item.child_by_field_name("key") or item.child_by_field_name("name")
        names.append(property_name(script, key) if key is not None else None)
    return _united(frozenset((name,)) if name is not None else None for name in names)


def _literal(script: Script, node: Node) -> Node | None:
    """The literal of a list or a table that an expression is, where nothing changes it."""
    node = unwrap(node)
    if node.type == "identifier":
        found = constant_of(script, node)
        owner = found[0].chain[-2] if found is not None else None
        if found is None or owner is None or owner.type != "variable_declarator":
            return None
        if not all(_calm(script, use.chain) for use in found[1]):
            return None
        value = owner.child_by_field_name("value")
        return _literal(script, value) if value is not None else None
    if node.type == "call_expression":
        callee, given = node.child_by_field_name("function"), arguments_of(node)
        frozen = callee is not None and script.at(callee) == b"Object.freeze" and len(given) == 1
        return _literal(script, given[0]) if frozen else None
    return node if node.type in ("object", "array") else None


def _calm(script: Script, chain: tuple[Node, ...]) -> bool:
    """Whether a use of a list or a table only reads it."""
    chain = rise(chain)
    if chain[-2].type == "spread_element" or only_read(script, chain):
        return True
    outer = rise(chain[:-1])
    called = outer[-2].type == "call_expression" and is_field(outer[-2], outer[-1], "function")
    return called and member_name(script, chain[-2]) in _QUIET
