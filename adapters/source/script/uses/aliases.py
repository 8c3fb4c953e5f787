"""Names for the global, ``const api = wx``, and tests for its presence, ``typeof wx``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from ...common.model import RUNTIME
from ...common.outcome import Changes, PortedUse, Said
from ...common.pair import ASKING, Pair
from ...syntax.parsed import Chain, Script, is_field, rise
from ...syntax.scope import Binding, table
from ...syntax.sites import Use
from ...text.edits import Edit
from .destructured import alone, removal_of_statement

if TYPE_CHECKING:
    from tree_sitter import Node

Results = Iterable[tuple[Use, PortedUse]]


def port_aliases(
    script: Script, pair: Pair, uses: list[Use], results: Results, freed: set[int]
) -> list[Edit]:
    """Take out the names for the global that no call goes through any more: each ported call
    names the target's function in full, and the source's global is not there on the target.
    ``freed`` are the ids of other uses that name the target's."""
    edits: list[Edit] = []
    if not any(use.kind == "alias" for use in uses):
        return edits
    ported = freed | {use.object.id for use, _ in results if use.object is not None}
    for use in reversed(uses):  # an alias of an alias comes after it
        if use.kind != "alias" or use.binding is None:
            continue
        if not _replaced(script, uses, use.binding, ported):
            continue
        ported.add(use.node.id)
        if plain(use) and alone(use.binding.chain) and script.base == 0:
            edits.append(removal_of_statement(script, use.binding.chain[-3]))
        else:
            edits.append(Edit(use.node.start_byte, use.node.end_byte, pair.goal.encode()))
    return edits


def plain(use: Use) -> bool:
    """Whether an alias is the global itself, and not the global or nothing."""
    return len(use.chain) > 1 and rise(use.chain)[-2].type == "variable_declarator"


def _replaced(script: Script, uses: list[Use], binding: Binding, ported: set[int]) -> bool:
    """Whether nothing goes through a name for the global any more; tests of the name may stay."""
    used = {use.object.id for use in uses if use.object is not None}
    references = table(script, binding.name).of(binding)
    return all(item.node.id in ported for item in references if item.node.id in used)


def port_presence(
    script: Script, pair: Pair, uses: list[Use], results: Results, bound: bool = False
) -> Iterator[tuple[Edit | None, Use, Said]]:
    """What becomes of each ``typeof wx``: it asks for the target's global where it guards ported
    calls and the script does not look for several platforms; else it is reported. ``bound``: the
    script has a global of its own."""
    if not any(use.kind in ("alias", "exists") for use in uses):
        return
    places = [use.node.start_byte for use, _ in results]
    ported = {use.object.id for use, _ in results if use.object is not None}
    picks = [use for use in uses if use.kind == "alias" and use.binding and not plain(use)]
    for use in picks:
        if use.binding and places and _replaced(script, uses, use.binding, ported):
            places.append(use.node.start_byte)
        else:
            text = f"{pair.source['namespace']} itself is passed on or replaced"
            yield None, use, Said("MG502", text, use.node, {})
    other = table(script, pair.goal.encode())
    for use in uses:
        if use.kind != "exists":
            continue
        start, end = _guarded(use.chain)
        own = other.references or other.visible(use.chain) is not None
        if not own and any(start <= place < end for place in places):
            text = f"the test asks for {pair.goal}"
            goal = pair.goal.encode()
            if use.node.type == "string":
                quote = script.text[use.node.start_byte : use.node.start_byte + 1]
                goal = quote + goal + quote
            edit = Edit(use.node.start_byte, use.node.end_byte, goal)
            yield edit, use, Said("MG520", text, use.node, {})
            continue
        name = pair.name.decode()
        text = f"asks whether {name} is there; on {pair.target['name']} it is not"
        if bound and use.node.type != "string":
            text = f"asks whether {name} is there; the runtime's is"
        # beside no media call it is one of the uses that are left to whoever ports them
        changes: Changes = {} if places else {"severity": "info"}
        yield None, use, Said("MG526", text, use.node, changes)


def port_asking(pair: Pair, uses: list[Use], results: Results, runtime: str) -> list[Edit]:
    """``wx.canIUse && wx.canIUse(...)``: what answers, the runtime or the target, is asked for, and
    so for the file manager."""
    if not any(use.kind == "probe" for use in uses):
        return []
    answers = {
        ASKING: {result.how for use, result in results if use.name == ASKING},
        pair.manager: {result.how for use, result in results if use.managed},
    }
    holders = {
        name: runtime if RUNTIME in ways else pair.goal for name, ways in answers.items() if ways
    }
    return [
        Edit(use.node.start_byte, use.node.end_byte, f"{holders[use.name]}.{use.name}".encode())
        for use in uses
        if use.kind == "probe" and use.name in holders
    ]


def _guarded(chain: Chain) -> tuple[int, int]:
    """The byte range that runs, or does not, by the outcome of a test."""
    start = end = 0
    for index in range(len(chain) - 2, 0, -1):
        outer, node = chain[index], chain[index + 1]
        if outer.type == "if_statement":
            if not is_field(outer, node, "condition"):
                break
            body = outer.child_by_field_name("consequence")
            if body is not None and _leaves(body):
                outer = chain[index - 1]
            return outer.start_byte, outer.end_byte
        if outer.type == "ternary_expression" and is_field(outer, node, "condition"):
            start, end = outer.start_byte, outer.end_byte
        elif outer.type == "binary_expression":
            operator = outer.child_by_field_name("operator")
            if operator is not None and operator.type in ("&&", "||"):
                start, end = outer.start_byte, outer.end_byte
        elif outer.type.endswith(("_statement", "_declaration")):
            break
    return start, end


def _leaves(body: Node) -> bool:
    """Whether a branch returns or throws, so that what follows is guarded by its test."""
    last = body
    if body.type == "statement_block" and body.named_children:
        last = body.named_children[-1]
    return last.type in ("return_statement", "throw_statement")
