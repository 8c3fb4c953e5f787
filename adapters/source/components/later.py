"""What answers at once on the source and through a function on the target: what comes after it goes
into that function, where that is all there is to it. And the other way: the function is called with
the answer a moment later."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from ..syntax.parsed import FUNCTIONS, Chain, Script, arguments_of, is_field, rise
from ..text.edits import Edit
from ..text.place import free_name

if TYPE_CHECKING:
    from tree_sitter import Node

_FOUND: Final = "found"
_LEAVES: Final = frozenset(
    {"return_statement", "await_expression", "yield_expression", "function_declaration",
     "break_statement", "continue_statement", "ERROR"}
)  # fmt: skip
"""What cannot stand in a function of its own and do the same."""
_UNREAD: Final = frozenset({"expression_statement", "arrow_function"})
"""Where a call stands whose own value nobody takes: it has none."""
_ENDS: Final = "})"


class Continuations:
    """The ends of functions that calls were given, several at one place as one edit."""

    def __init__(self) -> None:
        self._ends: Counter[int] = Counter()
        self._texts: dict[int, str] = {}

    def close(self, at: int, lead: str) -> None:
        """One function ends at a place."""
        self._ends[at] += 1
        self._texts[at] = lead

    def edits(self) -> list[Edit]:
        """The edits, the place of each behind a statement."""
        return [
            Edit(at, at, f"{self._texts[at]}{_ENDS * count}".encode())
            for at, count in self._ends.items()
        ]


def continued(script: Script, chain: Chain, ends: Continuations) -> list[Edit] | None:
    """The edits that give a call's answer to a function; None where more hangs on it.

    ``chain`` ends in the call.
    """
    call = chain[-1]
    given = call.child_by_field_name("arguments")
    if given is None or len(arguments_of(call)) != 1:
        return None
    close = given.end_byte - 1
    name = free_name(_FOUND.encode(), script.text, after=b".").decode()
    outer = rise(chain)
    if len(outer) < 2:
        return None
    parent = outer[-2]
    if parent.type == "assignment_expression" and is_field(parent, outer[-1], "right"):
        return _assigned(script, outer[:-1], call, close, name, ends)
    if parent.type == "variable_declarator" and is_field(parent, outer[-1], "value"):
        return _declared(script, outer[:-1], call, close, ends)
    return _asked(chain, close, name)


def handed(script: Script, chain: Chain, gives: str = "") -> list[Edit] | None:
    """The edits for a call that hands its answer to a function, for a target that answers at once:
    the function gets the answer after what runs now, as on the source. None where more hangs on it.

    ``chain`` ends in the call; ``gives``: the function that takes what is found for what it gives.
    """
    call = chain[-1]
    given = arguments_of(call)
    outer = rise(chain)
    if len(given) != 2 or len(outer) < 2 or outer[-2].type not in _UNREAD:
        return None
    asked, told = given
    if script.text[asked.end_byte : told.start_byte].strip() != b",":
        return None
    before, after = (f"{gives}(", ")") if gives else ("", "")
    return [
        Edit(call.start_byte, call.start_byte, f"Promise.resolve({before}".encode()),
        Edit(asked.end_byte, told.start_byte, f"){after}).then(".encode()),
    ]


def _asked(chain: Chain, close: int, name: str) -> list[Edit] | None:
    """A method of the answer is called, and nobody takes what it gives."""
    at = len(chain) - 1
    while at > 1 and chain[at - 1].type in ("member_expression", "call_expression"):
        field = "object" if chain[at - 1].type == "member_expression" else "function"
        if not is_field(chain[at - 1], chain[at], field):
            return None
        at -= 1
    whole, statement = chain[at], chain[at - 1]
    if statement.type != "expression_statement" or whole.id == chain[-1].id:
        return None
    if _leaves(whole):
        return None
    return [
        Edit(close, close + 1, f", ({name}) => {name}".encode()),
        Edit(whole.end_byte, whole.end_byte, b")"),
    ]


def _assigned(
    script: Script, chain: Chain, call: Node, close: int, name: str, ends: Continuations
) -> list[Edit] | None:
    """The answer is kept in a field, which nothing after it reads, or what does goes along."""
    assignment, statement = chain[-1], chain[-2]
    left = assignment.child_by_field_name("left")
    if statement.type != "expression_statement" or left is None or left.type != "member_expression":
        return None
    kept = script.source(left).decode("utf-8", "replace")
    block = chain[-3]
    after = script.text[statement.end_byte : _function_end(chain)]
    opening = Edit(left.start_byte, call.start_byte, b"")
    if script.at(left) not in after:
        return [opening, Edit(close, close + 1, f", ({name}) => {{ {kept} = {name} }})".encode())]
    if not _whole_rest(block, statement, chain[:-2]):
        return None
    ends.close(*_end(script, block, statement))
    return [opening, Edit(close, close + 1, f", ({name}) => {{ {kept} = {name}".encode())]


def _declared(
    script: Script, chain: Chain, call: Node, close: int, ends: Continuations
) -> list[Edit] | None:
    """The answer has a name, and what comes after it goes along."""
    declarator, statement = chain[-1], chain[-2]
    name = declarator.child_by_field_name("name")
    block = chain[-3]
    if name is None or name.type != "identifier" or statement.named_child_count != 1:
        return None
    if not _whole_rest(block, statement, chain[:-2]):
        return None
    ends.close(*_end(script, block, statement))
    shown = script.source(name).decode("utf-8", "replace")
    semicolon = script.text[close + 1 : statement.end_byte]
    return [
        Edit(statement.start_byte, call.start_byte, b""),
        Edit(close, close + 1 + len(semicolon), f", ({shown}) => {{".encode()),
    ]


def _whole_rest(block: Node, statement: Node, chain: Chain) -> bool:
    """Whether all that comes after a statement may go into a function: it ends the block of the
    function around it, nothing of it leaves that function, and no name of it is used before."""
    owner = chain[-2] if len(chain) > 1 else None
    if block.type != "statement_block" or owner is None or owner.type not in FUNCTIONS:
        return False
    if any(child.type in ("async", "*") for child in owner.children):
        return False
    rest = [node for node in block.named_children if node.start_byte >= statement.end_byte]
    return not any(_leaves(node) for node in rest)


def _leaves(node: Node) -> bool:
    """Whether something in a node leaves the function around it, or cannot stand in another."""
    todo = [node]
    while todo:
        inner = todo.pop()
        if inner.type in _LEAVES or (inner.type == "variable_declaration" and inner.id != node.id):
            return True
        if inner.type not in FUNCTIONS:
            todo.extend(inner.children)
    return False


def _end(script: Script, block: Node, statement: Node) -> tuple[int, str]:
    """Where the block's last statement ends, and what goes before the end of the function."""
    last = block.named_children[-1]
    first = statement.start_byte
    line = script.text[script.text.rfind(b"\n", 0, first) + 1 : first]
    if b"\n" not in script.text[first : block.end_byte] or line.strip():
        return last.end_byte, " "
    end = "\r\n" if b"\r\n" in script.text else "\n"
    return last.end_byte, end + line.decode("latin-1")


def _function_end(chain: Chain) -> int:
    for node in reversed(chain):
        if node.type in FUNCTIONS:
            return node.end_byte
    return chain[0].end_byte
