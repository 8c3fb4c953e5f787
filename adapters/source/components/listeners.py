"""Functions that a component is passed, by what it asks of them: on some vendors they are events,
and an event is told whether anybody listens or not, and gives nothing back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ..markup.facts import both_of
from ..syntax.parsed import FUNCTIONS, Chain, Script, function_body, is_field, property_name, unwrap
from .facts import Models

if TYPE_CHECKING:
    from tree_sitter import Node


def holds_of(models: Models) -> str:
    """The attribute by which a component's owner is handed it, where events stand in for that."""
    both = both_of(models.pair)
    if both is None or models.source.kind != "first" or models.target.kind != "typed":
        return ""
    return both.source.template.holds


def asks_who_listens(script: Script, models: Models) -> bool:
    """Whether a component does more with a function that it is passed than calling it where it is
    there: it looks whether it is, takes what it gives back, or has one of its own for when it is
    not."""
    listens, given = models.source.component.listens, models.source.given
    if not listens or given.encode() not in script.text:
        return False
    named = re.compile(rb"(?<![\w$])%b[A-Z][\w$]*" % re.escape(listens.encode()))
    return any(
        _asks(script, script.chain(*match.span()), given) for match in named.finditer(script.text)
    )


def _asks(script: Script, chain: Chain, given: str) -> bool:
    node, outer = chain[-1], chain[-2]
    if node.type == "shorthand_property_identifier" or (
        outer.type in _ENTRIES and node.type == "property_identifier"
    ):
        return _own_function(script, chain, given)
    if outer.type == "member_expression" and is_field(outer, node, "property"):
        if not _of_given(script, outer, given):
            return False
        chain = chain[:-1]
    elif node.type != "identifier" or not _taken(script, chain, given):
        return False
    return not _only_called(script, chain)


def _own_function(script: Script, chain: Chain, given: str) -> bool:
    """Whether a key of what a component is given has a function that does something."""
    at = len(chain) - (1 if chain[-1].type == "shorthand_property_identifier" else 2)
    entry = chain[at]
    if at < 2 or chain[at - 1].type != "object" or chain[at - 2].type != "pair":
        return False
    if property_name(script, chain[at - 2]) != given:
        return False
    function = entry if entry.type == "method_definition" else entry.child_by_field_name("value")
    function = unwrap(function) if function is not None else None
    if function is None or function.type not in FUNCTIONS:
        return entry.type == "shorthand_property_identifier" or (
            function is not None and function.type in ("identifier", "member_expression")
        )
    body = function_body(function)
    return body is None or body.type != "statement_block" or body.named_child_count > 0


def _of_given(script: Script, member: Node, given: str) -> bool:
    held = member.child_by_field_name("object")
    said = script.source(unwrap(held)) if held is not None else b""
    return said == given.encode() or said.endswith(b"." + given.encode())


def _taken(script: Script, chain: Chain, given: str) -> bool:
    """Whether a name may be one that is taken out of what a component is given, by a pattern."""
    name = re.escape(script.source(chain[-1]))
    taken = rb"\{[^{}=]*(?<![\w$])%b\b[^{}]*\}\s*=\s*[\w$.]*\b%b\b" % (name, given.encode())
    return re.search(taken, script.text) is not None


def _only_called(script: Script, chain: Chain) -> bool:
    """Whether a function is called as a statement, or asked for so that it is called."""
    node, outer = chain[-1], chain[-2]
    if outer.type == "call_expression" and is_field(outer, node, "function"):
        return _is_statement(chain[:-1])
    test = chain[:-1]
    if outer.type == "unary_expression" and script.source(outer).startswith(b"typeof"):
        test = chain[:-2]
        node = outer = chain[-3]
        if outer.type != "binary_expression" or b"function" not in script.source(outer):
            return False
        test = chain[:-3]
    while test[-1].type == "parenthesized_expression":
        node, test = test[-1], test[:-1]
    around, said = test[-1], script.source(chain[-1])
    if around.type == "binary_expression" and is_field(around, node, "left"):
        called = around.child_by_field_name("right")
        return called is not None and _calls(script, called, said) and _is_statement(test)
    if around.type == "if_statement" and around.child_by_field_name("alternative") is None:
        done = around.child_by_field_name("consequence")
        if done is not None and done.type == "statement_block" and done.named_child_count == 1:
            done = done.named_children[0]
        if done is not None and done.type == "expression_statement":
            return _calls(script, done.named_children[0], said)
    return False


def _calls(script: Script, node: Node, said: bytes) -> bool:
    node = unwrap(node)
    called = node.child_by_field_name("function") if node.type == "call_expression" else None
    return called is not None and script.source(called) == said


def _is_statement(chain: Chain) -> bool:
    """Whether nobody takes what an expression comes to."""
    at = len(chain) - 2
    while chain[at].type == "parenthesized_expression":
        at -= 1
    return chain[at].type == "expression_statement"


_ENTRIES: Final = frozenset({"pair", "method_definition"})
"""What a key stands in; the value of a pair stands in it, too, and is none."""
