"""Statements that edits begin anew, kept apart from a line before them without a semicolon."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from ..text.edits import Edit

if TYPE_CHECKING:
    from tree_sitter import Node

    from ..syntax.parsed import Script

JOINING: Final = (b"(", b"[", b"`", b"+", b"-", b"/")
"""What a statement must not begin with behind a line without a semicolon."""
_OPEN: Final = frozenset(
    {"expression_statement", "lexical_declaration", "variable_declaration", "return_statement",
     "throw_statement", "export_statement", "do_statement"}
)  # fmt: skip
"""Statements that a brace may end and that go on all the same."""


_STATEMENTS: Final = ("_statement", "_declaration")
"""How the types of statements end: what else stands before one is a condition, a label, a case."""


def kept_apart(script: Script, edits: Iterable[Edit]) -> list[Edit]:
    """The edits in file order; one that makes a statement begin with what the line before would go
    on with puts a semicolon before it."""
    result: list[Edit] = []
    begun = -1
    for edit in edits:
        if edit.text[:1] in JOINING and edit.start != begun and _joins(script, edit.start):
            edit = edit._replace(text=b";" + edit.text)
        begun = edit.start if edit.text else begun
        result.append(edit)
    return result


def _joins(script: Script, at: int) -> bool:
    """Whether a statement begins at a place that the one before it is not ended from."""
    if script.text[at : at + 1] in JOINING:
        return False  # so it did before
    chain = reversed(script.chain(at, at))
    statement = next((node for node in chain if node.type == "expression_statement"), None)
    if statement is None or statement.start_byte != at:
        return False
    before = _before(statement)
    last = script.text[before.end_byte - 1 : before.end_byte] if before is not None else b";"
    return last != b";" and (last != b"}" or (before is not None and before.type in _OPEN))


def _before(statement: Node) -> Node | None:
    """The statement before another in the same block."""
    node = statement.prev_named_sibling
    while node is not None and node.type == "comment":
        node = node.prev_named_sibling
    return node if node is not None and node.type.endswith(_STATEMENTS) else None
