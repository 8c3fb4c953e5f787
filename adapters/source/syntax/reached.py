"""Whether code is ever run on the target: not behind a test that fails there, nor dead anyway."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import attrs

from .constants import NO_CONSTANT, constant, is_undefined
from .kept_values import is_own, own_writes, variable, writes_of
from .known import constant_of
from .parsed import FUNCTIONS, Chain, Script, arguments_of, is_field, unwrap
from .scope import table

if TYPE_CHECKING:
    from tree_sitter import Node

_DEPTH: Final = 12
_LEAVING: Final = frozenset(
    {"return_statement", "throw_statement", "break_statement", "continue_statement"}
)
_PERHAPS: Final = _LEAVING | {"if_statement"}
_EQUAL: Final = {"===": True, "==": True, "!==": False, "!=": False}
_HOISTED: Final = frozenset({"function_declaration", "generator_function_declaration"})
_NONE: Final = 1 << 62
_MOST_HELD: Final = 50
"""So many variables and members of ``this`` are followed to what gives them something."""


@attrs.define(eq=False, repr=False)
class Reach:
    """What runs of a script where the nodes of these ids are not there: ``undefined``, or false."""

    script: Script
    absent: frozenset[int] = frozenset()
    _values: dict[int, bool | None] = attrs.field(factory=dict, init=False)
    _ends: dict[int, int] = attrs.field(factory=dict, init=False)
    _reached: dict[int, bool] = attrs.field(factory=dict, init=False)
    _held: dict[int | bytes, bool | None] | None = attrs.field(factory=dict, init=False)

    def reached(self, chain: Chain) -> bool:
        """Whether the node at the end of a chain may be run."""
        known = self._reached
        start = len(chain) - 1
        while start > 0 and chain[start].id not in known:
            start -= 1
        found = known.get(chain[start].id, True)
        for index in range(start + 1, len(chain)):
            if found:
                found = not self._passed_over(chain[: index + 1])
            known[chain[index].id] = found
        return found

    def _passed_over(self, chain: Chain) -> bool:
        """Whether what a node stands in never comes to that node."""
        outer, node = chain[-2], chain[-1]
        kind = outer.type
        if kind in ("if_statement", "ternary_expression", "while_statement"):
            condition = outer.child_by_field_name("condition")
            if condition is None or condition.id == node.id:
                return False
            other = is_field(outer, node, "alternative")
            return self.value(condition) is other
        if kind == "binary_expression":
            operator, left = (
                outer.child_by_field_name("operator"),
                outer.child_by_field_name("left"),
            )
            sign = operator.type if operator is not None else ""
            if sign not in ("&&", "||") or left is None or left.id == node.id:
                return False
            return self.value(left) is (sign == "||")
        if node.type in _HOISTED or node.type in FUNCTIONS:
            return _uncalled(self.script, chain)
        return kind in ("statement_block", "program") and node.start_byte >= self._end(outer)

    def _end(self, block: Node) -> int:
        """From where on nothing of a block is run."""
        if block.id not in self._ends:
            leaving = filter(self._leaves, _perhaps_leaving(self.script, block))
            first = next(leaving, None)
            self._ends[block.id] = first.end_byte if first is not None else _NONE
        return self._ends[block.id]

    def _leaves(self, item: Node) -> bool:
        if item.type in _LEAVING:
            return True
        if item.type != "if_statement":
            return False
        condition = item.child_by_field_name("condition")
        value = self.value(condition) if condition is not None else None
        branch = item.child_by_field_name("consequence" if value else "alternative")
        if value is None or branch is None:
            return False
        if branch.type == "else_clause":
            branch = branch.named_children[-1] if branch.named_children else branch
        last = branch
        if branch.type == "statement_block":
            last = branch.named_children[-1] if branch.named_children else branch
        return last.type in _LEAVING

    def value(self, node: Node, depth: int = _DEPTH) -> bool | None:
        """Whether an expression always holds, or never; None where that cannot be told."""
        node = unwrap(node)
        if node.id in self.absent:
            return False
        if depth == 0:
            return None
        if node.id not in self._values:
            self._values[node.id] = None  # while it is looked at
            self._values[node.id] = self._value(node, depth - 1)
        return self._values[node.id]

    def _value(self, node: Node, depth: int) -> bool | None:
        kind = node.type
        if kind == "binary_expression":
            return self._binary(node, depth)
        if kind == "unary_expression" and node.children[0].type == "!":
            operand = node.child_by_field_name("argument")
            inner = self.value(operand, depth) if operand is not None else None
            return None if inner is None else not inner
        if kind == "ternary_expression":
            names = ("condition", "consequence", "alternative")
            asked, one, other = (node.child_by_field_name(name) for name in names)
            if asked is None or one is None or other is None:
                return None
            chosen = self.value(asked, depth)
            sides = (one, other) if chosen is None else (one,) if chosen else (other,)
            values = {self.value(side, depth) for side in sides}
            return values.pop() if len(values) == 1 else None
        if kind == "call_expression":
            callee, given = node.child_by_field_name("function"), arguments_of(node)
            if callee is None or self.script.at(callee) != b"Boolean" or len(given) != 1:
                return None
            return self.value(given[0], depth)
        if kind == "identifier":
            found = constant_of(self.script, node)
            owner = found[0].chain[-2] if found is not None else None
            if owner is None:
                binding = variable(self.script, node)
                if binding is None:
                    return None
                return self._kept(binding.chain[-1].id, partial(writes_of, self.script, binding))
            if owner.type != "variable_declarator":
                return None
            value = owner.child_by_field_name("value")
            return self.value(value, depth) if value is not None else None
        if is_own(node):
            return self._kept(self.script.at(node), partial(own_writes, self.script, node))
        if is_undefined(self.script, node):
            return False
        known = constant(self.script, node)
        return None if known is NO_CONSTANT else bool(known) or isinstance(known, list)

    def _kept(self, key: int | bytes, writes: Callable[[], list[Chain] | None]) -> bool | None:
        """Whether all that a variable or a member of ``this`` is given is nothing: what gives it
        more is not run. None where that cannot be told. ``key`` is what it is known by."""
        held = self._held
        if held is None or (key not in held and len(held) >= _MOST_HELD):
            return None
        if key not in held:
            # asked of its own: what is found out while nobody knows of this one is not kept
            inner = Reach(self.script, self.absent)
            inner._held = None
            found = writes()
            given = (
                inner.value(chain[-1]) is not False and inner.reached(chain)
                for chain in found or ()
            )
            held[key] = None if not found or any(given) else False
        return held[key]

    def _binary(self, node: Node, depth: int) -> bool | None:
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        operator = node.child_by_field_name("operator")
        if left is None or right is None or operator is None:
            return None
        sign = operator.type
        if sign in ("&&", "||"):
            ends = sign == "||"
            values = [self.value(left, depth), self.value(right, depth)]
            if ends in values:
                return ends
            return not ends if values == [not ends, not ends] else None
        if sign not in _EQUAL:
            return None
        for one, other in ((left, right), (right, left)):
            same = self._same(unwrap(one), other, strictly=len(sign) == 3)
            if same is not None:
                return same is _EQUAL[sign]
        return None

    def _same(self, node: Node, other: Node, strictly: bool) -> bool | None:
        """Whether something that is not there equals the other side of a comparison."""
        if node.id in self.absent:
            if is_undefined(self.script, other):
                return True
            known: Any = constant(self.script, other)
            return None if known is NO_CONSTANT else known is None and not strictly
        if node.type != "unary_expression" or node.children[0].type != "typeof":
            return None
        operand = node.child_by_field_name("argument")
        if operand is None or unwrap(operand).id not in self.absent:
            return None
        word = constant(self.script, other)
        return None if word is NO_CONSTANT else bool(word == "undefined")


def _perhaps_leaving(script: Script, block: Node) -> list[Node]:
    """The statements of a block after which it may not go on."""
    known = script.leaving
    if block.id not in known:
        known[block.id] = [item for item in block.named_children if item.type in _PERHAPS]
    return known[block.id]


def _uncalled(script: Script, chain: Chain) -> bool:
    """Whether a function, declared or kept in a variable of a module, is named nowhere else."""
    if script.base:
        return False  # a template may name it
    node, outer = chain[-1], chain[-2]
    if node.type in _HOISTED:
        name, statement = node.child_by_field_name("name"), outer
    elif outer.type == "variable_declarator" and is_field(outer, node, "value"):
        name, statement = outer.child_by_field_name("name"), chain[-4]
    else:
        return False
    if name is None or name.type != "identifier" or statement.type == "export_statement":
        return False
    entry = table(script, script.at(name))
    binding = entry.binding_at(name)
    return binding is not None and not entry.of(binding) and len(entry.bindings) == 1
