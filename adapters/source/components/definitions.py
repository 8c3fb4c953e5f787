"""The definitions of a script: calls of Page, Component, App and of what they have in common."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final, NamedTuple

import attrs

from ..syntax.parsed import Script, arguments_of, children_of, first_named, property_name, unwrap
from ..syntax.scope import table
from ..text.edits import Edit
from .facts import APP, COMPONENT, PAGE, Models

if TYPE_CHECKING:
    from tree_sitter import Node

BEHAVIOR: Final = "Behavior"
"""What this package calls a definition of what others have in common, whatever its vendor does."""
_KEYED: Final = frozenset({"pair", "method_definition"})
_FUNCTIONS: Final = frozenset(
    {
        "function_expression",
        "arrow_function",
        "generator_function",
        "function_declaration",
        "method_definition",
    }
)


class LiteralEntry(NamedTuple):
    """One key of an object literal: the key, its value (None: a method), and all of it."""

    name: str
    key: Node
    value: Node | None
    whole: Node

    @property
    def idle(self) -> bool:
        """Whether it says or does nothing: an empty function, object or list."""
        function = self.function
        value = unwrap(self.value) if self.value is not None else None
        if function is not None:
            held = function.child_by_field_name("body")
            return held is not None and held.type == "statement_block" and not children_of(held)
        return value is not None and value.type in ("object", "array") and not children_of(value)

    @property
    def function(self) -> Node | None:
        """The function that it is, if it is one."""
        if self.whole.type == "method_definition":
            return self.whole
        value = unwrap(self.value) if self.value is not None else None
        return value if value is not None and value.type in _FUNCTIONS else None


@attrs.frozen(eq=False)
class Definition:
    """One definition. ``kind``: Page, Component, App or Behavior; ``name`` is the function's name
    at the call; ``literal`` the object that it is given, where it is written right there, and
    ``entries`` its keys; ``whole`` that no other keys come to them."""

    kind: str
    name: Node
    call: Node
    argument: Node | None
    literal: Node | None
    entries: Mapping[str, LiteralEntry]
    whole: bool

    def inner(self, script: Script, name: str) -> Mapping[str, LiteralEntry]:
        """The keys of a part that is an object literal."""
        return literal_entries(script, self.entries[name].value) if name in self.entries else {}


def definitions_of(script: Script, models: Models) -> list[Definition]:
    """The definitions of a script, in the order of places."""
    found: list[Definition] = []
    for kind, name in (
        (PAGE, PAGE), (COMPONENT, COMPONENT), (APP, APP), (BEHAVIOR, models.source.behavior),
    ):  # fmt: skip
        if name:
            found.extend(_definition(script, kind, *call) for call in _calls(script, name))
    return sorted(found, key=lambda item: item.name.start_byte)


def _calls(script: Script, name: str) -> Iterator[tuple[Node, Node]]:
    if name.encode() not in script.text:
        return
    for use in table(script, name.encode()).unbound():
        call = use.chain[-2]
        callee = call.child_by_field_name("function")
        if callee is not None and callee.id == use.node.id:
            yield use.node, call


def _definition(script: Script, kind: str, name: Node, call: Node) -> Definition:
    given = arguments_of(call)
    return definition_of(script, kind, name, call, given[0] if given else None)


def definition_of(
    script: Script, kind: str, name: Node, call: Node, argument: Node | None
) -> Definition:
    """The definition that a call is given by an argument. ``kind``, ``name``: as `Definition` has
    them."""
    literals = list(_literals(script, argument, 4)) if argument is not None else []
    entries: dict[str, LiteralEntry] = {}
    whole = bool(literals)
    literal: Node | None = None
    for item in literals:
        if item is None:
            whole = False
            continue
        if isinstance(item, LiteralEntry):
            entries[item.name] = item
            continue
        entries |= literal_entries(script, item)
        whole = whole and all(_plain(script, child) for child in item.named_children)
        if argument is not None and unwrap(argument).id == item.id:
            literal = item
    return Definition(kind, name, call, argument, literal, entries, whole)


def _literals(script: Script, node: Node, depth: int) -> Iterator[Node | LiteralEntry | None]:
    """The object literals whose keys a value has, and keys that it is given one by one, the later
    ones over the earlier; None for what is out of sight."""
    node = unwrap(node)
    if depth == 0:
        yield None
    elif node.type == "object":
        for child in node.named_children:
            inner = first_named(child) if child.type == "spread_element" else None
            if inner is not None:
                yield from _literals(script, inner, depth - 1)
        yield node
    elif node.type == "identifier":
        value = _held(script, node)
        yield from _literals(script, value, depth - 1) if value is not None else (None,)
        yield from _given_later(script, node) if value is not None else ()
    elif node.type == "call_expression":
        for item in arguments_of(node):
            yield from _literals(script, item, depth - 1)
        if not script.at(node).startswith(b"Object.assign("):
            yield None  # what a function makes of it
    else:
        yield None


def _given_later(script: Script, node: Node) -> Iterator[LiteralEntry | None]:
    """What the object of a name is given beside its literal: keys by assignment; None where keys
    may come to it that are out of sight."""
    names = table(script, script.at(node))
    binding = names.meant_at(node)
    for use in names.of(binding) if binding is not None else ():
        holder = use.chain[-2]
        if holder.type == "arguments":
            if _may_add(script, use.node, holder, use.chain[-3]):
                yield None
        elif holder.type in ("member_expression", "subscript_expression"):
            whole = use.chain[-3]
            left = whole.child_by_field_name("left")
            if left is None or left.id != holder.id or whole.type != "assignment_expression":
                continue  # it is read
            key = holder.child_by_field_name("property")
            if key is None:
                yield None
            else:
                name = script.at(key).decode("utf-8", "replace")
                yield LiteralEntry(name, key, whole.child_by_field_name("right"), whole)


def _may_add(script: Script, node: Node, given: Node, call: Node) -> bool:
    """Whether a function that an object is given to may add keys to it."""
    callee = call.child_by_field_name("function")
    name = script.at(callee).decode("utf-8", "replace") if callee is not None else ""
    first = next((child for child in given.named_children if child.type != "comment"), None)
    if name == "Object.assign":
        return first is not None and first.id == node.id
    return not (name[:1].isupper() or name.startswith(_READS))


_READS: Final = ("JSON.", "Object.", "console.")
"""Functions that only read what they are given; constructors are called by a capital."""


def _held(script: Script, node: Node) -> Node | None:
    """What a constant is."""
    binding = table(script, script.at(node)).meant_at(node)
    if binding is None or binding.kind not in ("const", "let", "var"):
        return None
    if any(use.write for use in table(script, binding.name).of(binding)):
        return None
    owner = binding.chain[-2]
    named = owner.child_by_field_name("name") if owner.type == "variable_declarator" else None
    if named is None or named.id != binding.chain[-1].id:
        return None
    return owner.child_by_field_name("value")


def function_of(script: Script, entry: LiteralEntry) -> Node | None:
    """The function that an entry is: written there, or one of the script by its name."""
    value = unwrap(entry.value) if entry.value is not None else entry.key
    if entry.function is not None or value.type not in _NAMES:
        return entry.function
    binding = table(script, script.at(value)).meant_at(value)
    if binding is not None and binding.kind == "function":
        return binding.chain[-2]
    held = _held(script, value)
    return unwrap(held) if held is not None and unwrap(held).type in _FUNCTIONS else None


_NAMES: Final = frozenset({"identifier", "shorthand_property_identifier"})


def keys_in_sight(script: Script, literal: Node | None) -> bool:
    """Whether all the keys of an object literal stand in it."""
    node = unwrap(literal) if literal is not None else None
    return (
        node is not None
        and node.type == "object"
        and all(
            child.type != "spread_element" and _plain(script, child)
            for child in node.named_children
        )
    )


def _plain(script: Script, child: Node) -> bool:
    """Whether what stands in an object literal says which key it is."""
    if child.type == "comment" or child.type == "shorthand_property_identifier":
        return True
    if child.type == "spread_element":
        inner = first_named(child)
        return inner is not None and None not in list(_literals(script, inner, 4))
    key = child.child_by_field_name("key") or child.child_by_field_name("name")
    return key is not None and property_name(script, key) is not None


def literal_entries(script: Script, literal: Node | None) -> dict[str, LiteralEntry]:
    """The keys of an object literal that are in sight."""
    found: dict[str, LiteralEntry] = {}
    node = unwrap(literal) if literal is not None else None
    if node is not None and node.type == "identifier":
        node = _held(script, node)
        node = unwrap(node) if node is not None else None
    if node is None or node.type != "object":
        return found
    for item in node.named_children:
        if item.type == "shorthand_property_identifier":
            name: str | None = script.at(item).decode("utf-8", "replace")
            found[str(name)] = LiteralEntry(str(name), item, item, item)
        if item.type not in _KEYED:
            continue
        key = item.child_by_field_name("key") or item.child_by_field_name("name")
        name = property_name(script, key) if key is not None else None
        if key is not None and name is not None:
            found[name] = LiteralEntry(name, key, item.child_by_field_name("value"), item)
    return found


def renamed_key(script: Script, entry: LiteralEntry, goal: str) -> Edit:
    """The edit that gives an entry of a literal another key."""
    key = entry.key
    if entry.whole.type == "shorthand_property_identifier":
        return Edit(key.start_byte, key.start_byte, f"{goal}: ".encode())
    quote = script.text[key.start_byte : key.start_byte + 1]
    text = goal.encode()
    return Edit(
        key.start_byte, key.end_byte, quote + text + quote if key.type == "string" else text
    )
