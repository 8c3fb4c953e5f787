"""The conditions written for tests of a failure: their text, and whether it stands alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from ...common.outcome import Work
from ...syntax.parsed import Chain, Script, is_field
from ...text.literal import pattern as pattern_text
from ...text.literal import write

if TYPE_CHECKING:
    from tree_sitter import Node


def is_not(script: Script, node: Node) -> bool:
    return node.type == "unary_expression" and script.text[node.start_byte] == ord("!")


_ROOMY: Final = frozenset(
    {
        "parenthesized_expression",
        "arguments",
        "pair",
        "return_statement",
        "variable_declarator",
        "expression_statement",
        "arrow_function",
    }
)


def loose(outer: Node, text: str) -> bool:
    """Whether a test may stand there without parentheses of its own."""
    if outer.type in _ROOMY or text.startswith("!("):
        return True
    if outer.type == "assignment_expression":
        return True
    if " || " in text:
        return False
    operator = outer.child_by_field_name("operator")
    logical = operator is not None and operator.type in ("&&", "||")
    logical = logical or (operator is not None and operator.type == "??" and "&&" not in text)
    return outer.type == "ternary_expression" or logical


def condition(
    places: dict[str, str], codes: list[Any], patterns: list[str], quote: str, typed: bool
) -> str | None:
    """A test of a failure. ``typed``: in TypeScript, where a code may be declared as optional."""
    parts: list[str] = []
    if codes:
        field = places["code"]
        if len(codes) == 1:
            parts.append(f"{field} === {write(codes[0], quote)}")
        else:
            code = f"{field} as number" if typed and isinstance(codes[0], int) else field
            parts.append(f"{write(codes, quote)}.includes({code})")
    if patterns:
        parts.append(f"{pattern_text('|'.join(patterns))}.test({places['message']})")
    return " || ".join(parts) if parts else None


def negated(text: str) -> str:
    if " || " not in text and " === " in text:
        return text.replace(" === ", " !== ")
    if " || " not in text:
        return f"!{text}"
    return f"!({text})"


_HOLE: Final = re.compile(r"\0(\d+):(\d+)\0")


def told_before(work: Work, chain: Chain, text: str) -> Node | None:
    """The operand right before this one, of the same ``||`` or ``&&``, that became the same text.

    Codes that the source tells apart may be one and the same to the target.
    """
    node, outer = chain[-1], chain[-2]
    operator, left = outer.child_by_field_name("operator"), outer.child_by_field_name("left")
    if operator is None or left is None or not is_field(outer, node, "right"):
        return None
    if operator.type not in ("||", "&&"):
        return None
    inner = left.child_by_field_name("operator") if left.type == "binary_expression" else None
    beside = left.child_by_field_name("right") if inner and inner.type == operator.type else left
    if beside is None:
        return None

    def filled(value: str) -> str:
        return _HOLE.sub(
            lambda match: work.script.original[int(match[1]) : int(match[2])].decode("latin-1"),
            value,
        )

    there = (beside.start_byte, beside.end_byte)
    same = any(
        (edit.start, edit.end) == there and filled(edit.text.decode("latin-1")) == filled(text)
        for edit in work.edits
    )
    return beside if same else None
