"""Members taken out of the global by a pattern: ``const { chooseImage: pick } = wx``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from ...common.items import removals
from ...common.outcome import PortedUse
from ...common.pair import Pair
from ...syntax.parsed import Chain, Script
from ...syntax.sites import Use
from ...text.edits import Edit

if TYPE_CHECKING:
    from tree_sitter import Node


def port_patterns(
    script: Script, pair: Pair, uses: list[Use], results: Iterable[tuple[Use, PortedUse]]
) -> tuple[list[Edit], set[int]]:
    """Take the ported names out of their patterns; a pattern left empty goes with its statement.

    The calls themselves name the target's function in full. A name stays while a use of it that
    was refused still needs it. Gives the edits, and the ids of the objects that no pattern takes
    from any more.
    """
    if all(use.pattern is None for use in uses):
        return [], set()
    open_uses = Counter(
        use.pattern[-1].id for use in uses if use.pattern is not None and use.kind != "taken"
    )
    open_uses.subtract(use.pattern[-1].id for use, _ in results if use.pattern is not None)
    edits: list[Edit] = []
    freed: set[int] = set()
    patterns: dict[int, tuple[Chain, list[Node]]] = {}
    objects: dict[int, int] = {}
    emptied: dict[int, tuple[Node, list[Node]]] = {}
    for use in uses:
        if use.kind != "taken" or use.pattern is None or use.name not in pair.functions:
            continue
        item = use.pattern[-1]
        chain = use.pattern[:-1]
        patterns.setdefault(chain[-1].id, (chain, []))[1].append(item)
        if use.object is not None:
            objects[chain[-1].id] = use.object.id
    for chain, items in patterns.values():
        ported = [item for item in items if not open_uses[item.id]]
        whole = [child for child in chain[-1].named_children if child.type != "comment"]
        if len(ported) == len(whole) and chain[-2].type == "variable_declarator":
            emptied.setdefault(chain[-3].id, (chain[-3], []))[1].append(chain[-2])
            freed.add(objects.get(chain[-1].id, 0))
        else:
            edits.extend(removals(script, whole, ported))
    for statement, gone in emptied.values():
        items = [child for child in statement.named_children if child.type != "comment"]
        if len(gone) == len(items) and statement.type in _STATEMENTS:
            edits.append(removal_of_statement(script, statement))
        else:
            edits.extend(removals(script, items, gone))
    return edits, freed


_STATEMENTS: Final = frozenset({"lexical_declaration", "variable_declaration"})


def alone(chain: Chain) -> bool:
    """Whether the pattern is the only declarator of its statement."""
    statement = chain[-3]
    return (
        chain[-2].type == "variable_declarator"
        and statement.type in _STATEMENTS
        and statement.named_child_count == 1
    )


def removal_of_statement(script: Script, node: Node) -> Edit:
    """Take a statement out, with its line where it has one of its own."""
    text = script.text
    start, end = node.start_byte, node.end_byte
    if node.parent is not None and node.parent.type == "for_statement":
        return Edit(start, end, b";")
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
