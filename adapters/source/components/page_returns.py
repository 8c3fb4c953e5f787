"""What hooks of a page give back to the client: fields that the target calls otherwise, or reads as
something else, or not at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

import attrs

from ....canonical.diagnostics import Evidence
from ....profiles.fold import ClientApi
from ...plan.notes import WRITER
from ..common.items import removals
from ..common.outcome import Changes, Said
from ..common.pair import Pair
from ..syntax.parsed import LITERALS, Script, returns_of, unwrap
from ..text.edits import Edit
from .definitions import (
    Definition,
    LiteralEntry,
    function_of,
    keys_in_sight,
    literal_entries,
    renamed_key,
)
from .facts import COMPONENT, Model, Models, models_of
from .told import Told

if TYPE_CHECKING:
    from tree_sitter import Node

_LOST: Final[Changes] = {"severity": "warning", "loss": "dropped"}
_OTHER: Final[Changes] = {"severity": "warning", "loss": "approximated"}
_UNSAID: Final[Changes] = {"severity": "warning", "loss": "unknown"}
_PAGE: Final = "page"


@attrs.frozen(eq=False)
class ReturnedFields:
    """What a hook gives back: fields with another name on the target, by the source's; fields of
    the source's own whose names the target reads as something else; fields that the target, or
    its client of this version, does not read; what it has to say on the target alone, by the
    target's names. ``evidence``: of these."""

    hook: str
    renamed: Mapping[str, str]
    others: frozenset[str]
    unread: frozenset[str]
    needed: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()

    @property
    def names(self) -> frozenset[str]:
        """The source's names of all that is not the same on the target; the hook's own, where
        something has to be said."""
        own = {self.hook} if self.needed else set()
        return self.others | self.unread | self.renamed.keys() | own


def returned_fields(pair: Pair) -> tuple[ReturnedFields, ...]:
    """What differs in what hooks of pages give back, a hook each that both vendors have."""
    models = models_of(pair)
    if models is None:
        return ()
    mine, other = (item.definitions.page_returns for item in (models.source, models.target))
    return tuple(_fields_of(models, hook, set(mine[hook]), other.get(hook)) for hook in mine)


def _fields_of(
    models: Models, hook: str, own: set[str], theirs: Sequence[str] | None
) -> ReturnedFields:
    """``own``: what the source's hook may give back; ``theirs``: the target's, None where its
    profile does not say."""
    unread = own - set(theirs) if theirs is not None else set()
    source, target = (_operation(model, hook) for model in (models.source, models.target))
    renamed: dict[str, str] = {}
    evidence: list[Evidence] = []
    here, there = (item.definitions.page_needs for item in (models.source, models.target))
    needed = tuple(name for name in there.get(hook, ()) if name not in here.get(hook, ()))
    if source is None or target is None:
        return ReturnedFields(hook, renamed, frozenset(), frozenset(unread), needed)
    names = {key: place.facts.paths[0] for key, place in source.result.items()}
    for key, place in target.result.items():
        name, goal = names.get(key, ""), place.facts.paths[0]
        if name and not place.support.usable:
            unread.add(name)
        elif name and name != goal:
            renamed[name] = goal
            evidence += place.evidence
    goals = {place.facts.paths[0] for place in target.result.values()}
    others = (own - set(names.values())) & goals
    return ReturnedFields(
        hook,
        renamed,
        frozenset(others),
        frozenset(unread - renamed.keys()),
        needed,
        tuple(evidence),
    )


def _operation(model: Model, hook: str) -> ClientApi | None:
    """The operation that a hook of pages is, where the vendor's profile knows its fields."""
    apis = model.view.apis.values()
    return next((api for api in apis if api.receiver == _PAGE and api.name == hook), None)


def port_returns(
    script: Script, models: Models, definition: Definition
) -> tuple[list[Edit], list[Told]]:
    """The edits of what a page's hooks give back, and what is told of it."""
    edits: list[Edit] = []
    told: list[Told] = []
    for fields in models.pair.remembered(returned_fields):
        entry = _hook(models, script, definition, fields.hook)
        if entry is None or not fields.names:
            continue
        function = function_of(script, entry)
        if function is None:
            told += _unseen(script, fields, entry)
            continue
        values = list(_given_back(function))
        for value in values:
            edits += _port_value(script, fields, value, told)
        if fields.needed and not values:
            text = f"{fields.hook} gives nothing back: {WRITER} wants {' and '.join(fields.needed)}"
            told.append(Told(Said("MG544", text, function, _UNSAID)))
    return edits, told


def _hook(models: Models, script: Script, definition: Definition, name: str) -> LiteralEntry | None:
    """A hook: of a page, or of a component that is one."""
    entry = definition.entries.get(name)
    methods = models.source.parts.get("methods", "")
    if entry is None and definition.kind == COMPONENT and methods:
        entry = definition.inner(script, methods).get(name)
    return entry


def _unseen(script: Script, fields: ReturnedFields, entry: LiteralEntry) -> Iterator[Told]:
    """A hook that stands in another file: where it has the hook's own name, it is ported there."""
    value = unwrap(entry.value) if entry.value is not None else entry.key
    last = value.child_by_field_name("property") or value
    if entry.idle or value.type in LITERALS or script.at(last) == fields.hook.encode():
        return
    text = f"what {fields.hook} gives back is out of sight"
    if fields.renamed:
        names = ", ".join(f"{name} is {goal}" for name, goal in fields.renamed.items())
        text += f": on {WRITER} {names}"
    told: Changes = {**_OTHER, "evidence": fields.evidence}
    yield Told(Said("MG544", text, entry.key, told))


def _port_value(
    script: Script, fields: ReturnedFields, value: Node, told: list[Told]
) -> Iterator[Edit]:
    """The edits of one value that a hook gives back; what is told of it goes to ``told``."""
    entries = literal_entries(script, value)
    goals = {goal for name, goal in fields.renamed.items() if name in entries}
    for name, entry in entries.items():
        if name in fields.unread:
            text = f"{WRITER} does not read {name} of what {fields.hook} gives back"
            told.append(Told(Said("MG544", text, entry.key, _LOST)))
        elif name in fields.others and name not in goals:
            text = f"{name} of what {fields.hook} gives back is another thing on {WRITER}"
            told.append(Told(Said("MG544", text, entry.key, _OTHER)))
    changes: Changes = {**_OTHER, "evidence": fields.evidence}
    for name, goal in fields.renamed.items():
        if name not in entries:
            continue
        entry = entries[name]
        if value.type != "object":
            text = f"{name} of what {fields.hook} gives back is {goal} on {WRITER}"
            told.append(Told(Said("MG544", text, entry.key, changes)))
            continue
        if goal in entries:
            items = [item for item in value.named_children if item.type != "comment"]
            yield from removals(script, items, [entries[goal].whole])
            text = f"{goal} gives way to {name}, which is called so on {WRITER}"
            told.append(Told(Said("MG544", text, entries[goal].key, _LOST)))
        yield renamed_key(script, entry, goal)
    missing = [name for name in fields.needed if name not in _as_ported(fields, entries)]
    if missing and keys_in_sight(script, value):
        text = f"{WRITER} wants {' and '.join(missing)} of what {fields.hook} gives back"
        told.append(Told(Said("MG544", text, value, _UNSAID)))
    sought = [name for name in fields.renamed if name not in entries]
    if sought and not keys_in_sight(script, value) and _named(script, sought):
        names = ", ".join(f"{name} is {fields.renamed[name]}" for name in sought)
        text = f"what {fields.hook} gives back is out of sight: on {WRITER} {names}"
        told.append(Told(Said("MG544", text, value, changes)))


def _as_ported(fields: ReturnedFields, entries: Mapping[str, LiteralEntry]) -> set[str]:
    return {fields.renamed.get(name, name) for name in entries}


def _named(script: Script, names: list[str]) -> bool:
    return any(name.encode() in script.text for name in names)


def _given_back(function: Node) -> Iterator[Node]:
    """The values that a function gives back, each of two that are chosen from."""
    body = function.child_by_field_name("body")
    if body is not None and body.type != "statement_block":
        yield from _chosen(body)
        return
    for node in returns_of(function):
        for child in node.named_children:
            yield from _chosen(child) if child.type != "comment" else ()


def _chosen(value: Node) -> Iterator[Node]:
    """The values that an expression may come to, but for those without fields."""
    todo = [value]
    while todo:
        node = unwrap(todo.pop())
        if node.type == "ternary_expression":
            fields: tuple[str, ...] = ("consequence", "alternative")
        elif node.type == "binary_expression":
            operator = node.child_by_field_name("operator")
            fields = _OPERANDS.get(operator.type if operator is not None else "", ())
        else:
            yield node
            continue
        found = (node.child_by_field_name(field) for field in fields)
        todo += [item for item in found if item is not None]


_OPERANDS: Final = {"&&": ("right",), "||": ("left", "right"), "??": ("left", "right")}
"""The sides whose value an operator may give that has fields: the left one of && is empty."""
