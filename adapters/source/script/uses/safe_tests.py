"""Tests for what stays of the source's global: they ask for the global first, which the target
has not, where they would throw."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from ...common.pair import Pair
from ...syntax.constants import constant, is_undefined
from ...syntax.parsed import Chain, Script, is_field, rise
from ...syntax.scope import table
from ...syntax.sites import Use
from ...text.edits import Edit
from ..failures.conditions import is_not, loose

if TYPE_CHECKING:
    from tree_sitter import Node

_EQUAL: Final = {"===": True, "==": True, "!==": False, "!=": False}
_CONDITIONS: Final = frozenset({"if_statement", "while_statement", "ternary_expression"})


class _Test(NamedTuple):
    """An expression that asks for something. ``there``: it holds where that is there."""

    chain: Chain
    there: bool

    @property
    def node(self) -> Node:
        return self.chain[-1]


def test_node(use: Use) -> Node:
    """What is false, or undefined, where what a use asks for is not there."""
    if use.kind != "named" and use.node.type != "string":
        return use.node
    chain = rise(use.chain)
    outer = chain[-2]
    if outer.type == "arguments":
        return chain[-3]
    return rise(chain[:-1])[-2] if outer.type == "member_expression" else outer


def member_asked(script: Script, pair: Pair, use: Use, quote: str) -> list[Edit] | None:
    """The edits that make a test for a member ask for the global first; None: no plain test."""
    if use.object is None or script.at(use.object) != pair.name:
        return None
    test = _named(use) if use.kind == "named" else _test(script, use.chain)
    if test is None:
        return None
    sign, joined = ("!==", "&&") if test.there else ("===", "||")
    lead = f"typeof {pair.name.decode()} {sign} {quote}undefined{quote} {joined} "
    apart = not loose(test.chain[-2], lead)
    edits = [Edit(test.node.start_byte, test.node.start_byte, f"{'(' * apart}{lead}".encode())]
    if apart:
        edits.append(Edit(test.node.end_byte, test.node.end_byte, b")"))
    return edits


def call_asked(script: Script, pair: Pair, use: Use, quote: str) -> tuple[list[Edit], Node] | None:
    """The edits that make ``wx.f?.()`` ask for the global first, and the expression that is
    undefined where there is none; None: the call does not ask whether the function is there."""
    call = use.call if use.kind == "call" else None
    if call is None or use.object is None or script.at(use.object) != pair.name:
        return None
    if not any(child.type == "optional_chain" for child in call[-1].children):
        return None
    whole = call
    while any(is_field(whole[-2], whole[-1], field) for field in ("object", "function")):
        whole = whole[:-1]  # what is asked of nothing is not asked
    global_name, nothing = pair.name.decode(), f"{quote}undefined{quote}"
    lead = f"typeof {global_name} === {nothing} ? undefined : "
    if whole[-2].type == "expression_statement":
        lead = f"typeof {global_name} !== {nothing} && "
    apart = not loose(whole[-2], " || ")  # a condition binds as little
    node = whole[-1]
    edits = [Edit(node.start_byte, node.start_byte, f"{'(' * apart}{lead}".encode())]
    if apart:
        edits.append(Edit(node.end_byte, node.end_byte, b")"))
    return edits, node


def asked_there(script: Script, pair: Pair, use: Use) -> list[Edit] | None:
    """The edit that makes a test for a member ask the target's global; None: no plain test, or
    that is out of reach."""
    test = _named(use) if use.kind == "named" else _test(script, use.chain)
    visible = table(script, pair.goal.encode()).visible(use.chain)
    if use.object is None or test is None or visible is not None:
        return None
    return [Edit(use.object.start_byte, use.object.end_byte, pair.goal.encode())]


def global_asked(script: Script, pair: Pair, use: Use, quote: str) -> Edit | None:
    """The edit that makes a test of the global one by ``typeof``; None: there is nothing to do, or
    it is no plain test."""
    chain = use.chain
    if chain[-1].type != "identifier" or script.at(chain[-1]) != pair.name:
        return None
    if is_typeof(rise(chain)[-2]):
        return None
    test = _test(script, chain)
    if test is None:
        return None
    if is_not(script, test.chain[-2]):
        test = _Test(test.chain[:-1], not test.there)
    sign = "!==" if test.there else "==="
    text = f"typeof {pair.name.decode()} {sign} {quote}undefined{quote}"
    if not loose(test.chain[-2], text):
        text = f"({text})"
    return Edit(test.node.start_byte, test.node.end_byte, text.encode())


def _named(use: Use) -> _Test:
    whole = test_node(use)
    at = next(index for index, node in enumerate(use.chain) if node.id == whole.id)
    return _Test(use.chain[: at + 1], True)


def _test(script: Script, chain: Chain) -> _Test | None:
    """The test that the expression at the end of a chain is, or what it is compared with makes."""
    risen = rise(chain)
    typed = is_typeof(risen[-2])
    if typed:
        risen = rise(risen[:-1])
    outer, node = risen[-2], risen[-1]
    operator = outer.child_by_field_name("operator")
    sign = operator.type if operator is not None else ""
    if outer.type == "binary_expression" and sign in _EQUAL:
        other = outer.child_by_field_name("right" if is_field(outer, node, "left") else "left")
        if other is None:
            return None
        known = constant(script, other)
        if typed:
            nothing = known == "undefined"
            plain = isinstance(known, str)
        else:
            nothing = plain = known is None or is_undefined(script, other)
        return _Test(risen[:-1], nothing is not _EQUAL[sign]) if plain else None
    if typed:
        return None
    condition = outer.type in _CONDITIONS and is_field(outer, node, "condition")
    logical = outer.type == "binary_expression" and sign in ("&&", "||")
    boolean = outer.type == "arguments"
    asks = condition or logical or boolean or is_not(script, outer)
    return _Test(chain, True) if asks else None


def is_typeof(node: Node) -> bool:
    """Whether a node is a ``typeof`` expression."""
    return node.type == "unary_expression" and node.children[0].type == "typeof"
