"""Where a script keeps something: in a variable, or in a member of its own object."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .parsed import Chain, Script, is_field
from .scope import Binding, table

if TYPE_CHECKING:
    from tree_sitter import Node


def variable(script: Script, name: Node) -> Binding | None:
    """The variable that a name means, which may be given values later; None for any other."""
    entry = table(script, script.at(name))
    binding = entry.meant_at(name)
    if binding is None or binding.kind not in ("let", "var") or len(entry.bindings) > 1:
        return None
    return binding if binding.chain[-2].type == "variable_declarator" else None


def writes_of(script: Script, binding: Binding) -> list[Chain] | None:
    """The values that a variable is given, each the end of a chain, that of its declaration among
    them; None where that cannot be told."""
    first = binding.chain[-2].child_by_field_name("value")
    result: list[Chain] = [] if first is None else [(*binding.chain[:-1], first)]
    for use in table(script, binding.name).of(binding):
        if use.write:
            value = _assigned(use.chain)
            if value is None:
                return None
            result.append(value)
    return result


def own_writes(script: Script, member: Node) -> list[Chain] | None:
    """The values that ``this.name`` is given, each the end of a chain; None where the script says
    the name in any other way than as a member of ``this``."""
    name = member.child_by_field_name("property")
    word = re.compile(rb"(?<![\w$])" + re.escape(script.at(name)) + rb"(?![\w$])") if name else None
    result: list[Chain] = []
    for match in script.everywhere(word) if word is not None else ():
        chain = script.chain(*match.span())
        if chain[-1].type == "comment":
            continue
        if chain[-1].type != "property_identifier" or not is_own(chain[-2]):
            return None
        if not _is_written(chain[:-1]):
            continue
        value = _assigned(chain[:-1])
        if value is None:
            return None
        result.append(value)
    return result


def is_own(node: Node) -> bool:
    """Whether a node is a member of ``this``."""
    holder = node.child_by_field_name("object") if node.type == "member_expression" else None
    return holder is not None and holder.type == "this"


def _is_written(chain: Chain) -> bool:
    """Whether something is done to a member: it is assigned, counted, deleted, taken apart into."""
    node, outer = chain[-1], chain[-2]
    kind = outer.type
    if kind in ("assignment_expression", "augmented_assignment_expression", "for_in_statement"):
        return is_field(outer, node, "left")
    return kind in ("update_expression", "array_pattern", "pair_pattern", "rest_pattern") or (
        kind == "unary_expression" and outer.children[0].type == "delete"
    )


def _assigned(chain: Chain) -> Chain | None:
    """The value of a plain assignment to what a chain ends in."""
    outer = chain[-2]
    if outer.type != "assignment_expression" or not is_field(outer, chain[-1], "left"):
        return None
    value = outer.child_by_field_name("right")
    return (*chain[:-1], value) if value is not None else None
