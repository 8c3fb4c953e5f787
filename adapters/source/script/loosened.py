"""Types of a program's own around values whose fields became the target's: they hold no more.

What is given to a callback written in place, or comes of an awaited call, has the type that the
target's typings say: the annotation is taken off. Elsewhere, and in an assertion, ``any`` stands
in its place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Final

from ..syntax.parsed import FUNCTIONS, Chain, Script, parameters_of
from ..syntax.scope import table
from ..text.edits import Edit

if TYPE_CHECKING:
    from tree_sitter import Node

_DECLARES: Final = frozenset({"required_parameter", "optional_parameter", "variable_declarator"})
_ACCESSES: Final = frozenset({"member_expression", "subscript_expression"})
_ASSERTS: Final = frozenset({"as_expression", "satisfies_expression", "type_assertion"})
_PLAIN: Final = frozenset({"parenthesized_expression", "non_null_expression"})
_ANY: Final = b"any"
_OPEN: Final = frozenset({b"any", b"unknown"})


def loosened(
    script: Script, edits: Iterable[Edit], handles: Callable[[Chain], bool]
) -> Iterator[tuple[Chain, Edit]]:
    """Where a type stood that does not hold once some edits are made, and what becomes of it:
    the chain to a declaration's annotation, or to the type in an assertion. An annotation is taken
    off: whether it may be is the caller's to say. ``edits`` are those of native calls;
    ``handles``: whether a function is a callback of one, written in place."""
    for edit in edits:
        for root in _roots(script, edit):
            yield from _around(script, root)
            yield from _of_handler(script, root, handles)


def _roots(script: Script, edit: Edit) -> Iterator[Chain]:
    """The chains to what accesses that an edit changes begin with, and to patterns around it."""
    chain = script.chain(edit.start, edit.end)
    for at in range(len(chain) - 1, 0, -1):
        if chain[at].type == "object_pattern":
            yield chain[: at + 1]
            break
        if edit.start == edit.end:
            continue
        if chain[at].type in _ACCESSES:
            if not _kept(script, edit, chain[at]):
                yield from _begins(chain[: at + 1])
            break
        if chain[at].type.endswith(("_statement", "_declaration")):
            break
    queue = [chain] if edit.start < edit.end else []
    while queue:
        top = queue.pop()
        if top[-1].type in _ACCESSES:
            if not _kept(script, edit, top[-1]):
                yield from _begins(top)
        elif top[-1].type != "statement_block":
            queue += [(*top, child) for child in top[-1].named_children]


def _kept(script: Script, edit: Edit, access: Node) -> bool:
    """Whether an access stands in what an edit writes as it stood before."""
    return script.hole(access).encode() in edit.text or script.source(access) in edit.text


def _begins(chain: Chain) -> Iterator[Chain]:
    """The chain to what a chain of accesses and calls begins with."""
    node: Node | None = chain[-1]
    while node is not None:
        last = node
        node = last.child_by_field_name("object") or last.child_by_field_name("function")
        chain = (*chain, node) if node is not None else chain
    yield chain


def _around(script: Script, chain: Chain) -> Iterator[tuple[Chain, Edit]]:
    while chain[-1].type in _PLAIN and chain[-1].named_child_count == 1:
        chain = (*chain, chain[-1].named_children[0])
    node = chain[-1]
    if node.type in _ASSERTS:
        named = node.named_children[0 if node.type == "type_assertion" else -1]
        if script.at(named).strip(b"<> ") not in _OPEN:
            text = b"<any>" if named.type == "type_arguments" else _ANY
            yield (*chain, named), _replaced(named, text)
        return
    if node.type == "identifier":
        found = table(script, script.at(node)).visible(chain)
        if found is None:
            return
        chain = found.chain
    owner = chain[-2] if len(chain) > 1 else None
    said = owner.child_by_field_name("type") if owner is not None else None
    if owner is None or said is None or owner.type not in _DECLARES:
        return
    if script.at(said).lstrip(b": ") not in _OPEN:
        yield (*chain[:-1], said), _replaced(said, b"")


def _of_handler(
    script: Script, chain: Chain, handles: Callable[[Chain], bool]
) -> Iterator[tuple[Chain, Edit]]:
    """The annotations of the callback around: what it is given has changed, too."""
    for at in range(len(chain) - 1, 0, -1):
        if chain[at].type in FUNCTIONS and handles(chain[: at + 1]):
            for pattern in parameters_of(chain[at]):
                yield from _around(script, script.chain_of(pattern))
            return


def _replaced(node: Node, text: bytes) -> Edit:
    return Edit(node.start_byte, node.end_byte, text)
