"""Whose data ``target`` of an event has: what takes it ported, by member, by name or by pattern."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

import attrs

from ...plan.notes import READER, WRITER
from ..common.outcome import Said
from ..syntax.parsed import Chain, Script, is_field, member_name, property_name, rise, unwrap
from ..syntax.scope import table
from ..text.edits import Edit
from ..text.place import alternatives, name_pattern
from .facts import DATASET, Models

if TYPE_CHECKING:
    from tree_sitter import Node

TARGET: Final = "target"
"""What events are made of on all platforms."""
_CURRENT: Final = "currentTarget"
DETAIL: Final = "detail"
DEPTH: Final = 4
"""Names that one after the other stand for the same value."""


@attrs.frozen(eq=False)
class EventPort:
    """The port of a script's events on its way. ``sure``: the script is the source's still."""

    script: Script
    models: Models
    sure: bool
    edits: list[Edit] = attrs.field(factory=list)
    said: list[Said] = attrs.field(factory=list)

    def replace(self, node: Node, text: str) -> None:
        """Write another text for a node."""
        self.edits.append(Edit(node.start_byte, node.end_byte, text.encode()))

    def tell(self, text: str, node: Node) -> None:
        """Say what cannot be ported."""
        self.said.append(Said("MG545", text, node, {}))

    def untold(self, node: Node) -> None:
        """Say that one data cannot be told from the other."""
        self.tell(f"which node's data {READER} has in target cannot be told apart here", node)


class PatternEntry(NamedTuple):
    """What a pattern takes: the field's name, its key where it has one apart, and what gets it."""

    name: str
    key: Node | None
    value: Node


def entries_of(script: Script, pattern: Node) -> Iterator[PatternEntry]:
    """What an object pattern takes by names that are known."""
    for item in pattern.named_children:
        if item.type == "object_assignment_pattern":
            left = item.child_by_field_name("left")
            item = left if left is not None else item
        if item.type == "shorthand_property_identifier_pattern":
            yield PatternEntry(script.at(item).decode("utf-8", "replace"), None, item)
        elif item.type == "pair_pattern":
            key, value = item.child_by_field_name("key"), item.child_by_field_name("value")
            name = property_name(script, key) if key is not None else None
            if value is not None and value.type == "assignment_pattern":
                value = value.child_by_field_name("left")
            if key is not None and value is not None and name is not None:
                yield PatternEntry(name, key, value)


def uses_of_name(script: Script, name: Node) -> list[Chain] | None:
    """The uses of a variable that gets a value where it is declared; None where it gets others."""
    names = table(script, script.at(name))
    binding = names.binding_at(name)
    if binding is None or any(use.write for use in names.of(binding)):
        return None
    return [use.chain for use in names.of(binding)]


def port_targets(job: EventPort) -> None:
    """All that takes ``target`` of something, by a member or a pattern."""
    models, script = job.models, job.script
    if models.source.hit == models.target.hit:
        return
    if not any(name.encode() in script.text for name in models.hits):
        return
    for match in name_pattern(TARGET.encode()).finditer(script.text):
        chain = script.chain(*match.span())
        node = chain[-1]
        if node.type == "string_fragment" and len(chain) > 2:
            chain = chain[:-1]  # event['target']
            node = chain[-1]
        outer = chain[-2] if len(chain) > 1 else node
        if is_field(outer, node, "property") or is_field(outer, node, "index"):
            _port_taken(job, chain[:-1])
        elif node.type == "shorthand_property_identifier_pattern":
            _port_held(job, chain, PatternEntry(TARGET, None, node))
        elif outer.type == "pair_pattern" and is_field(outer, node, "key") and len(chain) > 2:
            for entry in entries_of(script, chain[-3]):
                if entry.key is not None and entry.key.id == node.id:
                    _port_held(job, chain, entry)


def _port_taken(job: EventPort, chain: Chain) -> None:
    """``event.target``, wherever it is taken."""
    held = chain[-1].child_by_field_name("object")
    of_detail = held is not None and member_name(job.script, unwrap(held)) == DETAIL
    if of_detail:
        _port_detail(job, chain[-1], lambda tried: port_target(tried, chain))
        return
    port_target(job, chain)
    outer = rise(chain)[-2]
    if held is not None and unwrap(held).type == "call_expression":
        return  # no event: what a function gives back
    if outer.type == "arguments" and _OTHERS.search(job.script.text) is not None:
        callee = rise(chain)[-3].child_by_field_name("function")
        if callee is not None and not job.script.at(callee).startswith(b"console."):
            job.untold(chain[-1])


_OTHERS: Final = re.compile(
    rb"(?<![\w$])(?!(?:currentT|t)arget\b)[\w$]+\s*\??\.\s*%b(?![\w$])" % DATASET.encode()
)
"""Data that are taken of something by another name: a target, perhaps, that a function is given."""


def _port_held(job: EventPort, chain: Chain, entry: PatternEntry) -> None:
    """``{ target }`` of an event."""
    at = next((i for i in range(len(chain) - 1, 0, -1) if chain[i].type == "object_pattern"), 0)
    outer = chain[at - 1]
    key = outer.child_by_field_name("key") if outer.type == "pair_pattern" else None
    value = outer.child_by_field_name("value") if outer.type == "variable_declarator" else None
    name = property_name(job.script, key) if key is not None else None
    if value is not None:
        name = member_name(job.script, unwrap(value))
    if name == DETAIL:
        _port_detail(job, entry.value, lambda tried: port_target_entry(tried, entry))
    else:
        port_target_entry(job, entry)


def _port_detail(job: EventPort, node: Node, port: Callable[[EventPort], None]) -> None:
    """The same of what a component tells in ``detail``, which may be an event and anything else."""
    tried = attrs.evolve(job, edits=[], said=[])
    port(tried)
    if tried.edits or tried.said:
        job.tell("whether detail is an event that was handed on cannot be told here", node)


def port_target_entry(job: EventPort, entry: PatternEntry) -> None:
    """``{ target }``, ``{ target: it }``, ``{ target: { dataset } }`` of an event."""
    if entry.value.type == "object_pattern":
        _port_pattern(job, entry.value, entry.key)
    else:
        _port_name(job, entry.value, DEPTH)


def port_target(job: EventPort, chain: Chain, depth: int = DEPTH) -> None:
    """``event.target.dataset``: of the node that was hit, or of the one that has the handler.

    ``chain`` ends in the expression that is the target.
    """
    chain = rise(chain)
    if job.models.source.hit == job.models.target.hit or len(chain) < 2:
        return
    target, outer = chain[-1], chain[-2]
    if is_object(outer, target):
        _port_member(job, target, outer)
    elif outer.type == "variable_declarator" and is_field(outer, target, "value"):
        pattern = outer.child_by_field_name("name")
        if pattern is not None and pattern.type == "object_pattern":
            _port_pattern(job, pattern, unwrap(target).child_by_field_name("property"))
        elif pattern is not None and pattern.type == "identifier":
            _port_name(job, pattern, depth)


def _port_name(job: EventPort, name: Node, depth: int) -> None:
    """A variable that is the target."""
    uses = uses_of_name(job.script, name) if depth else None
    if uses is None:
        if reads_data(job, name):
            job.untold(name)
        return
    for chain in uses:
        port_target(job, chain, depth - 1)


def reads_data(job: EventPort, name: Node, between: bytes = b"") -> bool:
    """Whether data are taken of a name somewhere; ``between`` is the pattern of what is taken of it
    first."""
    models = job.models
    if models.source.hit == models.target.hit:
        return False
    held = re.escape(job.script.at(name))
    found = rb"(?<![\w$])%b%b\s*\??\.\s*(?:%b)(?![\w$])"
    return (
        re.search(found % (held, between, alternatives(models.hits)), job.script.text) is not None
    )


def _port_member(job: EventPort, target: Node, outer: Node) -> None:
    """``.dataset`` of a target."""
    mine, other = job.models.source.hit, job.models.target.hit
    name = member_name(job.script, outer)
    if name not in job.models.hits:
        return
    field = outer.child_by_field_name("property") or outer.child_by_field_name("index")
    inner = unwrap(target).child_by_field_name("property")
    moved = name == DATASET and bool(mine)
    if field is None or field.type == "string" or (moved and inner is None):
        by = "asked for by a computed name" if inner is not None else "taken of a variable"
        job.tell(f"whose data this is differs on {WRITER}; it is {by}", outer)
    elif not job.sure and name == DATASET:
        job.tell(f"nothing here tells whether this is still {READER}'s target.dataset", outer)
    elif name == DATASET and other:
        job.replace(field, other)
    elif moved and inner is not None:
        job.replace(inner, _CURRENT)
    elif name == mine:
        job.replace(field, DATASET)


def _port_pattern(job: EventPort, pattern: Node, holder: Node | None) -> None:
    """``{ dataset }`` of a target; ``holder`` is the word ``target`` that it is taken by."""
    mine, other = job.models.source.hit, job.models.target.hit
    if mine == other:
        return
    entries = list(entries_of(job.script, pattern))
    for entry in entries:
        if entry.name not in job.models.hits:
            continue
        if not job.sure and entry.name == DATASET:
            job.untold(pattern)
        elif entry.name == DATASET and other:
            _rename(job, entry, other)
        elif entry.name == DATASET and mine and holder is not None and len(entries) == 1:
            job.replace(holder, _CURRENT)
        elif entry.name == DATASET and mine:
            job.untold(pattern)
        elif entry.name == mine:
            _rename(job, entry, DATASET)


def _rename(job: EventPort, entry: PatternEntry, name: str) -> None:
    """Take another field for the same variable."""
    if entry.key is not None:
        job.replace(entry.key, name)
    else:
        at = entry.value.start_byte
        job.edits.append(Edit(at, at, f"{name}: ".encode()))


def is_object(member: Node, inner: Node) -> bool:
    """Whether a member expression is of that very expression."""
    held = member.child_by_field_name("object")
    return held is not None and unwrap(held).id == unwrap(inner).id
