"""What events carry, where a handler reads what the target's do not."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

from ....canonical.diagnostics import RuleChanges
from ....canonical.markup import COMMON
from .tokens import Attribute
from .work import TemplateWork

HANDLER: Final = re.compile(r"\s*([A-Za-z_$][\w$-]*)\s*\Z")
"""A value that names a handler."""


def detail(work: TemplateWork, element: str, event: str, attribute: Attribute) -> None:
    """What the event carries on the source and not on the target, where its handler may read it."""
    mine = work.both.source.detail(element, event)
    other = work.both.target.detail(element, event)
    if mine is None:
        return
    if other is None:
        _untold(work, element, event, attribute, mine)
        return
    lost_fields(work, element, event, attribute, mine, other)


def lost_fields(
    work: TemplateWork, element: str, event: str, attribute: Attribute,
    mine: Collection[str], other: Collection[str],
) -> None:  # fmt: skip
    """Fields of an event's detail, of all that the source has, that the target has not and that its
    handler may read."""
    target = work.both.target
    lost = [field for field in mine if field not in other]
    if not lost:
        return
    read, changes = _read_of(work, attribute, lost, certain=event in COMMON)
    if not read:
        return
    of = f"{element}'s {event}" if element else event
    text = f"{of} has no detail.{', detail.'.join(read)} on {work.writer}"
    if set(other) - set(mine):
        text += f"; it has {', '.join(field for field in other if field not in mine)}"
    work.say(
        "MG711", text, attribute.start, attribute.name_end, once=f"{element} {event} {read}",
        evidence=target.evidence(target.element(element)), **changes,
    )  # fmt: skip


def _untold(
    work: TemplateWork, element: str, event: str, attribute: Attribute, mine: Collection[str]
) -> None:
    """That no source says what the event carries on the target, where its handler reads of that."""
    script, name = work.around.script, HANDLER.match(work.value(attribute))
    reads = script.reads_of(name[1]) if script is not None and name is not None else None
    found = [field for field in mine if reads is not None and field in reads.fields]
    if found:
        text = f"no source says that {element}'s {event} has detail.{', detail.'.join(found)} "
        changes: RuleChanges = {"severity": "info", "loss": "unknown"}
        work.say(
            "MG711", f"{text}on {work.writer}", attribute.start, attribute.name_end,
            once=f"{element} {event}", evidence=work.both.target.evidence(), **changes,
        )  # fmt: skip


def _read_of(
    work: TemplateWork, attribute: Attribute, lost: list[str], *, certain: bool
) -> tuple[list[str], RuleChanges]:
    """The fields that the handler of an attribute reads, or may read, and how sure that is.
    ``certain``: of those that it may read nothing is to be told."""
    script, name = work.around.script, HANDLER.match(work.value(attribute))
    if script is None:
        return [] if certain else lost, {"severity": "info"}
    reads = script.reads_of(name[1]) if name is not None else None
    if certain and reads is None:
        return [], {}
    if reads is not None and (certain or not (reads.event or reads.handed)):
        return [field for field in lost if field in reads.fields], {}
    known = reads.fields if reads is not None else ()
    found = [field for field in lost if field in known or script.reads(field)]
    if found or reads is None or not reads.handed:
        return found, {}
    return lost, {"severity": "info", "loss": "unknown"}
