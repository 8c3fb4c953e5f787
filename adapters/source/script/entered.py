"""What hooks of a program are given as it is opened: the result of an operation, looked at as one.

No call stands there that could go through the runtime: what has no native form is told.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from ...plan.notes import WRITER
from ..common.outcome import Changes, NeedsRuntime, Said, Work
from ..common.pair import Pair
from ..components.definitions import Definition
from ..components.facts import APP, models_of
from ..syntax.flow import Access, follow_parameter
from ..syntax.parsed import Script
from ..text.edits import Edit
from .results.goals import goals_of
from .results.reads import ResultGoals, port_reads

if TYPE_CHECKING:
    from tree_sitter import Node

    from ...plan.model import PlanEntry

_UNKNOWN: Final[Changes] = {"severity": "warning", "loss": "unknown"}


def port_entered(
    script: Script, pair: Pair, definitions: tuple[Definition, ...]
) -> tuple[list[Edit], list[Said]]:
    """The edits of what hooks of programs read of what they are given, and what is told of it."""
    edits: list[Edit] = []
    said: list[Said] = []
    models = models_of(pair)
    if models is None:
        return edits, said
    for definition in definitions:
        for hook, name in models.source.definitions.entered.items():
            entry = definition.entries.get(hook) if definition.kind == APP else None
            function = entry.function if entry is not None else None
            if function is not None and hook in models.target.definitions.entered:
                more, told = _of_hook(script, pair, hook, name, function)
                edits += more
                said += told
    return edits, said


def _of_hook(
    script: Script, pair: Pair, hook: str, name: str, function: Node
) -> tuple[list[Edit], list[Said]]:
    entry = pair.entry(name)
    if not entry["routes"]:
        return [], []
    work = Work(script, function)
    shape = ResultGoals(goals_of(pair, entry, 0))
    for access in follow_parameter(script, script.chain_of(function)):
        _of_access(work, shape, entry, hook, access)
    return work.edits, work.said


def _of_access(
    work: Work,
    shape: ResultGoals,
    entry: PlanEntry,
    hook: str,
    access: Access,
) -> None:
    node = access.chain[-1]
    if not access.path:
        if access.use == "value" and not shape.same():
            text = f"what {hook} is given goes on as {WRITER}'s: its fields may be others"
            work.say("MG412", text, node, _UNKNOWN)
        return
    first = not access.base and access.steps
    for code, text, words in entry.get("acts", {}).values() if first else ():
        if access.path[0] in words:
            work.say(code, text, node)
    try:
        port_reads(work, shape, [access])
    except NeedsRuntime as need:
        if access.use != "test" and first and not _with_empty(work, entry, access):
            work.say("MG412", f"{need.reason}, and {hook} is given {WRITER}'s", node, _UNKNOWN)


def _with_empty(work: Work, entry: PlanEntry, access: Access) -> bool:
    """Write out what the source gives where it has no value and the target gives nothing at all:
    whether that is the difference, and is written."""
    step = access.steps[0]
    field = next((it for it in entry["read"]["result"] if it["root"] == step.name), None)
    given = entry["routes"][0]["program"]["result"]
    path = field["path"] if field is not None else ""
    if (
        field is None
        or "absent" not in field
        or path not in {it["path"] for it in given if "optional" in it}
    ):
        return False
    empty = json.dumps(field["absent"])
    held = _taking(access.chain[-1], step.node)
    if held is not None:
        if work.script.chain_of(held)[-2].type == "binary_expression":
            return True  # the program says itself what stands for it
        work.put(held.start_byte, "(")
        work.put(held.end_byte, f" || {empty})")
        return True
    if step.form not in ("shorthand", "key") or access.use != "bind":
        return False
    item = access.chain[-1]
    value = item.child_by_field_name("value")
    if item.type not in _WITH_DEFAULT and (value is None or value.type not in _WITH_DEFAULT):
        work.put(item.end_byte, f" = {empty}")
    return True


_WITH_DEFAULT: Final = ("object_assignment_pattern", "assignment_pattern")
"""Items of patterns that say themselves what stands for what is not there."""


def _taking(access: Node, name: Node) -> Node | None:
    """The part of an access that takes a member under a name."""
    node: Node | None = access
    while node is not None:
        prop = node.child_by_field_name("property")
        if prop is not None and prop.id == name.id:
            return node
        node = node.child_by_field_name("object")
    return None
