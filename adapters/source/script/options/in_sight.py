"""Options that do not stand in a call itself: what of them is in sight, and what is told of them.

What the rest comes to is seen at run time alone; what stands for an option that it leaves out can
be told all the same.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import attrs

from ...common.outcome import Changes, NeedsRuntime, Refused, Work
from ...syntax.known import constant_of, only_read
from ...syntax.parsed import Script, arguments_of, is_field, member_name, rise, unwrap
from ..properties import Property, listed
from .port import options_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tree_sitter import Node

    from ....plan.model import PlanEntry
    from ...common.pair import Pair

_DEPTH: Final = 4
_MERGING: Final = b"Object.assign"
_MAY_BE_SAID: Final = frozenset({"MG115"})
"""What is told of an option that is required: the part out of sight may have it."""


class Sight(NamedTuple):
    """Options as far as they are in sight. ``whole``: there are no others; ``set``: names that the
    program gives a value elsewhere."""

    entries: tuple[Property, ...] = ()
    whole: bool = False
    set: frozenset[str] = frozenset()


def in_sight(script: Script, node: Node, depth: int = _DEPTH) -> Sight:
    """What the options that an expression gives are known to be: a literal, a name that stands for
    one, what is spread into it or merged by ``Object.assign``."""
    node = unwrap(node)
    if depth == 0:
        return Sight()
    if node.type == "object":
        return _of_literal(script, node, depth)
    if node.type == "identifier":
        return _of_name(script, node, depth)
    if node.type == "call_expression":
        callee = node.child_by_field_name("function")
        if callee is not None and script.at(callee) == _MERGING:
            return _merged(in_sight(script, item, depth - 1) for item in arguments_of(node))
    return Sight()


def _of_literal(script: Script, literal: Node, depth: int) -> Sight:
    entries, spreads, whole = listed(script, literal)
    parts = [(item.start_byte, in_sight(script, item, depth - 1)) for item in spreads]
    parts += [(item.node.start_byte, Sight((item,), True)) for item in entries]
    parts.sort(key=lambda part: part[0])
    return _merged((Sight((), whole), *(sight for _, sight in parts)))


def _of_name(script: Script, node: Node, depth: int) -> Sight:
    found = constant_of(script, node)
    owner = found[0].chain[-2] if found is not None else None
    value = owner.child_by_field_name("value") if owner is not None else None
    if found is None or value is None or unwrap(value).type != "object":
        return Sight()
    sight = in_sight(script, value, depth - 1)
    named, whole = set(sight.set), sight.whole
    for use in found[1]:
        if use.node.id == node.id or only_read(script, use.chain):
            continue
        whole = False
        chain = rise(use.chain)
        outer = rise(chain[:-1])
        name = member_name(script, chain[-2]) if is_field(chain[-2], chain[-1], "object") else None
        if name and is_field(outer[-2], outer[-1], "left"):
            named.add(name)
    return Sight(sight.entries, whole, frozenset(named))


def _merged(parts: Iterable[Sight]) -> Sight:
    """Several of them, the later before the earlier."""
    entries: dict[str, Property] = {}
    named: set[str] = set()
    whole = True
    for part in parts:
        entries.update({item.name: item for item in part.entries})
        named |= part.set
        whole = whole and part.whole
    return Sight(tuple(entries.values()), whole, frozenset(named))


def unwritten(
    work: Work, pair: Pair, entry: PlanEntry, sight: Sight, node: Node, why: NeedsRuntime
) -> NeedsRuntime:
    """Tell what a call whose options are not all written in place loses, as far as they are in
    sight, and what stands for those that it leaves out; gives ``why`` back, to be raised.

    Raises `Refused` where all of them are in sight, and the target cannot do what they ask for.
    """
    quiet = attrs.evolve(work, edits=[], said=[], package=[], tested={})
    refused = () if sight.whole else (Refused,)
    with suppress(NeedsRuntime, *refused):
        options_of(quiet, pair, entry, list(sight.entries), None)
    stated = {item.name for item in sight.entries}
    inside = range(work.call.start_byte, work.call.end_byte)
    for said in quiet.said:
        about = said.changes.get("about", "")
        if about in sight.set or (
            not sight.whole and about not in stated and said.code in _MAY_BE_SAID
        ):
            continue
        changes: Changes = said.changes
        if not sight.whole and changes.get("severity") == "error":  # the rest may say it
            changes = Changes(**{**changes, "severity": "warning"})
        at: Any = said.node
        if at.start_byte not in inside or at.start_byte == work.call.start_byte:
            at = node
        work.say(said.code, said.message, at, changes)
    return why


def not_in_place(given: Sequence[Node], at: int = 0) -> NeedsRuntime:
    """Why a call whose options are an argument that is no literal goes through the runtime."""
    return NeedsRuntime("MG511", "the options are not written in place", given[at])
