"""Whether a value is only printed or tested by what it is handed to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .parsed import Chain, Script

if TYPE_CHECKING:
    from tree_sitter import Node

_TEXTS: Final = frozenset(
    {
        "binary_expression",
        "template_substitution",
        "template_string",
        "parenthesized_expression",
    }
)


def argument_use(script: Script, call: Node) -> str:
    """Whether a call only prints or tests the value."""
    callee = call.child_by_field_name("function")
    if callee is None:
        return "value"
    text = script.at(callee)
    if text.startswith(b"console."):
        return "log"
    if text in (b"Array.isArray", b"Boolean"):
        return "test"
    if text == b"JSON.stringify":
        return text_use(script, script.chain_of(call))
    return "value"


def text_use(script: Script, chain: Chain) -> str:
    """Whether a text that a value is made part of is only printed."""
    while len(chain) > 1 and chain[-2].type in _TEXTS:
        chain = chain[:-1]
    return "log" if printed(script, chain) else "value"


def printed(script: Script, chain: Chain) -> bool:
    """Whether a value is an argument of what shows it to the developer."""
    if len(chain) < 3 or chain[-2].type != "arguments":
        return False
    callee = chain[-3].child_by_field_name("function")
    return callee is not None and script.at(callee).startswith(b"console.")
