"""A condition that has one outcome on the target: what it leaves of the code around it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ...common.outcome import Work
from ...common.statements import JOINING
from ...syntax.parsed import FUNCTIONS, Chain, Script, is_field, parameters_of, rise, unwrap
from ...text.edits import Edit
from .conditions import is_not

if TYPE_CHECKING:
    from tree_sitter import Node

_SCOPED: Final = frozenset(
    {
        "lexical_declaration",
        "class_declaration",
        "abstract_class_declaration",
        "function_declaration",
        "generator_function_declaration",
        "enum_declaration",
        "interface_declaration",
        "type_alias_declaration",
    }
)
"""Declarations that a block keeps to itself."""
_WORD: Final = re.compile(rb"[\w$]+")
_OPEN: Final = frozenset(
    {
        "expression_statement",
        "variable_declaration",
        "return_statement",
        "throw_statement",
        "break_statement",
        "continue_statement",
        "do_statement",
    }
)
"""Statements that a semicolon ends, or the end of a line."""
_GAP: Final = re.compile(rb"\s*")
_TESTS: Final = frozenset({"if_statement", "while_statement", "do_statement", "ternary_expression"})


def decide(work: Work, chain: Chain, value: bool) -> None:
    """Write the edits for a condition, the end of a chain, that is always true or always false.

    ``true && x`` is ``x``, a choice its one side, an ``if`` what stands in it. Where something
    would be lost that has an effect of its own, the literal stands.
    """
    node, risen = chain[-1], rise(chain)
    parent = risen[-2]
    if is_not(work.script, parent):
        decide(work, risen[:-1], not value)
    elif parent.type == "binary_expression" and _joined(work, risen, value):
        pass
    elif parent.type == "ternary_expression" and is_field(parent, risen[-1], "condition"):
        _only(work, parent, parent.child_by_field_name("consequence" if value else "alternative"))
    elif parent.type == "if_statement" and _unwrapped(work, risen[:-1], value):
        pass
    else:
        work.replace(unwrap(node), "true" if value else "false")


def _joined(work: Work, chain: Chain, value: bool) -> bool:
    """``&&`` and ``||``; False where they have to stay."""
    node, parent = chain[-1], chain[-2]
    operator = parent.child_by_field_name("operator")
    left, right = parent.child_by_field_name("left"), parent.child_by_field_name("right")
    if operator is None or operator.type not in ("&&", "||") or left is None or right is None:
        return False
    first = left.id == node.id
    if value == (operator.type == "&&"):
        # the last one gives the value, so it goes only where that is no more than a test
        if not first and not _tested(work.script, chain[:-1]):
            return False
        _only(work, parent, right if first else left)
        return True
    if not first:
        return False  # what stands before it may do something
    decide(work, chain[:-1], value)
    return True


def _tested(script: Script, chain: Chain) -> bool:
    chain = rise(chain)
    node, parent = chain[-1], chain[-2]
    if is_not(script, parent):
        return True
    if parent.type == "binary_expression":
        operator = parent.child_by_field_name("operator")
        logical = operator is not None and operator.type in ("&&", "||")
        return logical and _tested(script, chain[:-1])
    return parent.type in _TESTS and is_field(parent, node, "condition")


def _only(work: Work, whole: Node, kept: Node | None) -> None:
    """Take everything of a node but one part of it."""
    if kept is None:
        return
    for start, end in ((whole.start_byte, kept.start_byte), (kept.end_byte, whole.end_byte)):
        if start < end:
            work.edits.append(Edit(start, end, b""))


def _unwrapped(work: Work, chain: Chain, value: bool) -> bool:
    """What an ``if`` comes to, in its place: its statements as far to the left as it stood.

    False where it has to stay: without it a line would go on with the next one.
    """
    whole, outer = chain[-1], chain[-2]
    kept = whole.child_by_field_name("consequence" if value else "alternative")
    if kept is not None and kept.type == "else_clause":
        kept = kept.named_children[-1] if kept.named_children else None
    alone = outer.type in ("statement_block", "program")
    text = work.script.text
    if kept is None:
        if outer.type == "else_clause" and not value:
            start = outer.start_byte
            while text[start - 1 : start].isspace():
                start -= 1
            work.edits.append(Edit(start, outer.end_byte, b""))
            return True
        if alone and not value:
            work.edits.append(_taken(text, whole))
        return alone and not value
    inside = kept.named_children if kept.type == "statement_block" else []
    own = outer.type == "statement_block" and outer.named_child_count == 1
    names = _parameters(work.script, chain[-3]) if own and len(chain) > 2 else frozenset()
    scoped = any(
        child.type in _SCOPED and (not own or names & _words(work.script, child))
        for child in inside
    )
    if not inside or not alone or scoped:
        if text[kept.start_byte : kept.start_byte + 1] in JOINING:
            return False
        _only(work, whole, kept)
        return True
    first, last = inside[0], inside[-1]
    begins = next((child for child in inside if child.type != "comment"), None)
    if begins is not None and text[begins.start_byte : begins.start_byte + 1] in JOINING:
        return False
    here, there = _indent(text, whole.start_byte), _indent(text, first.start_byte)
    if there is None and begins is not None:
        there = _indent(text, begins.start_byte)
    work.edits.append(Edit(whole.start_byte, first.start_byte, b""))
    if here is not None and there is not None and there.startswith(here):
        at = text.find(b"\n", first.start_byte) + 1
        while 0 < at < last.end_byte:
            if text.startswith(there, at) and not _quoted(work.script, at):
                work.edits.append(Edit(at, at + len(there) - len(here), b""))
            at = text.find(b"\n", at) + 1
    if last.end_byte < whole.end_byte:
        end = b";" if _runs_on(text, last, whole.end_byte) else b""
        work.edits.append(Edit(last.end_byte, whole.end_byte, end))
    return True


def _runs_on(text: bytes, last: Node, end: int) -> bool:
    """Whether a statement that a brace ended, and no semicolon, would go on with what follows."""
    if last.type not in _OPEN or text[last.end_byte - 1 : last.end_byte] == b";":
        return False
    gap = _GAP.match(text, end)
    follows = text[gap.end() : gap.end() + 1] if gap is not None else b""
    on_the_line = gap is not None and b"\n" not in gap[0]
    return follows in JOINING or (on_the_line and follows not in (b"", b"}", b";"))


def _parameters(script: Script, function: Node) -> frozenset[bytes]:
    """The words among a function's parameters, which no declaration of its body may repeat."""
    if function.type not in FUNCTIONS:
        return frozenset()
    return frozenset().union(*(_words(script, node) for node in parameters_of(function)))


def _words(script: Script, node: Node) -> frozenset[bytes]:
    return frozenset(_WORD.findall(script.at(node)))


def _taken(text: bytes, node: Node) -> Edit:
    """A statement taken out, with its line where it has one of its own."""
    start, end = node.start_byte, node.end_byte
    space = _indent(text, start)
    stop = text.find(b"\n", end)
    if space is not None and stop >= 0 and not text[end:stop].strip():
        return Edit(start - len(space), stop + 1, b"")
    while text[end : end + 1] in (b" ", b"\t"):
        end += 1
    return Edit(start, end, b"")


def _indent(text: bytes, at: int) -> bytes | None:
    """The white space before a place, where nothing else stands before it on its line."""
    space = text[text.rfind(b"\n", 0, at) + 1 : at]
    return space if not space.strip() else None


def _quoted(script: Script, at: int) -> bool:
    """Whether a line begins inside a template, whose blanks are part of its text."""
    return any(node.type == "template_string" for node in script.chain(at, at + 1))
