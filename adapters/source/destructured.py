"""Members taken out of the global by a pattern: ``const { chooseImage: pick } = wx``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from .calls import Result
from .edits import Edit
from .pair import Pair
from .properties import removals
from .sites import Use
from .syntax import Chain, Script

if TYPE_CHECKING:
    from tree_sitter import Node


def port_patterns(
    script: Script, pair: Pair, uses: list[Use], results: Iterable[tuple[Use, Result]]
) -> list[Edit]:
    """Take the ported names out of their patterns; a pattern left empty goes with its statement.

    The calls themselves name the target's function in full. A name stays while a use of it that
    was refused still needs it.
    """
    open_uses = Counter(
        use.pattern[-1].id for use in uses if use.pattern is not None and use.kind != "taken"
    )
    open_uses.subtract(use.pattern[-1].id for use, _ in results if use.pattern is not None)
    edits: list[Edit] = []
    patterns: dict[int, tuple[Chain, list[Node]]] = {}
    for use in uses:
        if use.kind != "taken" or use.pattern is None or use.name not in pair.functions:
            continue
        item = use.pattern[-1]
        chain = use.pattern[:-1]
        patterns.setdefault(chain[-1].id, (chain, []))[1].append(item)
    for chain, items in patterns.values():
        ported = [item for item in items if not open_uses[item.id]]
        whole = [child for child in chain[-1].named_children if child.type != "comment"]
        if len(ported) == len(whole) and alone(chain):
            edits.append(removal_of_statement(script, chain[-3]))
        else:
            edits.extend(removals(script, whole, ported))
    return edits


def alone(chain: Chain) -> bool:
    """Whether the pattern is the only declarator of its statement."""
    statement = chain[-3]
    return (
        chain[-2].type == "variable_declarator"
        and statement.type in ("lexical_declaration", "variable_declaration")
        and statement.named_child_count == 1
    )


def removal_of_statement(script: Script, node: Node) -> Edit:
    """Take a statement out, with its line where it has one of its own."""
    text = script.text
    start, end = node.start_byte, node.end_byte
    begin = text.rfind(b"\n", 0, start) + 1
    if text[begin:start].strip() == b"":
        rest = end
        while rest < len(text) and text[rest : rest + 1] in (b" ", b"\t", b"\r"):
            rest += 1
        if text[rest : rest + 1] == b"\n":
            return Edit(begin, rest + 1, b"")
    while text[end : end + 1] in (b" ", b"\t"):
        end += 1
    return Edit(start, end, b"")
