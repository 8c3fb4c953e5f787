"""Where a path goes in a script: the names and places that hold it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import attrs

from ...syntax.parsed import (
    Chain,
    Script,
    first_named,
    is_field,
    parameters_of,
    parent_of,
    unwrap,
)
from ...syntax.scope import Binding, table
from ...syntax.sites import binding_of
from ..kinds import LIST, PATH

if TYPE_CHECKING:
    from tree_sitter import Node

Item = tuple[Chain, str]
"""An expression and what it is: a path, a list of paths, or a promise of either."""
KEEPING: Final = frozenset({"toString", "valueOf", "trim", "toLowerCase", "toUpperCase", "concat"})
MOST_PLACES: Final = 3_000


@attrs.define(eq=False, repr=False)
class PathWalk:
    """A walk over a script: what is still to be looked at, and what was."""

    script: Script
    queue: list[Item] = attrs.field(factory=list)
    seen: set[tuple[int, str]] = attrs.field(factory=set)
    names: dict[str, str] = attrs.field(factory=dict)

    def add(self, chain: Chain, kind: str) -> None:
        if (chain[-1].id, kind) not in self.seen:
            self.seen.add((chain[-1].id, kind))
            self.queue.append((chain, kind))

    def held(self, name: str, kind: str) -> None:
        """A property of that name holds a path: so does every one that is read by it. A word in
        common use (``path``) is one only of what the script itself has made."""
        common = name.islower()
        name = re.split(r"[.\[]", name.rstrip("]0123456789["))[-1]
        if name in self.names or name in ("", "length", "data"):
            return
        self.names[name] = kind
        for start, end in self.script.named(name.encode()):
            chain = self.script.chain(start, end)
            node, parent = chain[-1], parent_of(chain)
            if node.type == "property_identifier" and is_field(parent, node, "property"):
                if not (common and is_elsewhere(self.script, parent)):
                    self.add(chain[:-1], kind)
            elif node.type == "property_identifier" and parent.type == "pair_pattern":
                value = parent.child_by_field_name("value")
                if value is not None and is_field(parent, node, "key"):
                    self.pattern((*chain[:-1], value), kind)
            elif node.type == "shorthand_property_identifier_pattern":
                self.pattern(chain, kind)
            elif node.type == "string_fragment" and parent.type == "string":
                self._spelt(chain[:-1], kind)

    def _spelt(self, chain: Chain, kind: str) -> None:
        """A name as text: what it is an index of, itself or by a variable that holds it."""
        node, outer = chain[-1], chain[-2]
        if outer.type == "subscript_expression" and is_field(outer, node, "index"):
            self.add(chain[:-1], kind)
        name = outer.child_by_field_name("name") if outer.type == "variable_declarator" else None
        if name is None or name.type != "identifier":
            return
        binding = binding_of(self.script, name)
        for reference in table(self.script, binding.name).of(binding) if binding else ():
            if is_field(reference.chain[-2], reference.node, "index"):
                self.add(reference.chain[:-1], kind)

    def pattern(self, chain: Chain, kind: str) -> None:
        """What a pattern takes the value in."""
        node = chain[-1]
        if node.type in ("identifier", "shorthand_property_identifier_pattern"):
            self.variable(binding_of(self.script, node), kind)
        elif node.type in ("assignment_pattern", "object_assignment_pattern"):
            left = node.child_by_field_name("left")
            if left is not None:
                self.pattern((*chain, left), kind)
        elif node.type == "array_pattern" and kind == LIST:
            for item in node.named_children:
                inner = first_named(item) if item.type == "rest_pattern" else None
                if inner is not None:
                    self.pattern((*chain, item, inner), LIST)
                else:
                    self.pattern((*chain, item), PATH)

    def variable(self, binding: Binding | None, kind: str) -> None:
        """The reads of a variable."""
        for reference in table(self.script, binding.name).of(binding) if binding else ():
            if not reference.write:
                self.add(reference.chain, kind)

    def parameter(self, function: Node, index: int, kind: str) -> None:
        patterns = parameters_of(function)
        if index < len(patterns):
            self.pattern(self.script.chain_of(patterns[index]), kind)


def is_elsewhere(script: Script, member: Node) -> bool:
    """Whether a member is of an object that the script does not declare: ``location.path``."""
    holder = member.child_by_field_name("object")
    if holder is None or unwrap(holder).type != "identifier":
        return False
    reference = table(script, script.at(unwrap(holder))).reference_at(unwrap(holder))
    return reference is None or reference.binding is None
