"""What a call asks for: its options read from the source, as constants or as stand-ins for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from .....canonical.errors import InputError
from ....messages.request import Reads
from ....plan.notes import Note
from ...common.outcome import NeedsRuntime, Work
from ...common.pair import param_named
from ...syntax.constants import NO_CONSTANT, constant, is_undefined
from ...text.literal import marks_in
from ..kinds import SOURCE_KINDS
from ..properties import Property

if TYPE_CHECKING:
    from ....plan.model import Program, ProgramParam


@attrs.define(eq=False, repr=False)
class Asked:
    """What a call asks for: its options by name, constant or computed. ``blocked``: one of them
    has no native form; what there is to tell of the others is told before."""

    payload: dict[str, Any] = attrs.field(factory=dict)
    texts: list[str] = attrs.field(factory=list)
    computed: dict[str, Property] = attrs.field(factory=dict)
    opaque: dict[str, Property] = attrs.field(factory=dict)
    pointer: Property | None = None
    blocked: NeedsRuntime | None = None
    unset: set[str] = attrs.field(factory=set)


def told_wrong(work: Work, read: Reads, entry: Property) -> str:
    """What is wrong with an option that the source vendor would not understand either."""
    value = constant(work.script, entry.value) if entry.value is not None else None
    notes: list[Note] = []
    try:
        read({entry.name: value}, notes)
    except InputError as error:
        return error.reason
    return next((message for code, _, message, _ in notes if code == "MG112"), "not understood")


def mend(work: Work, program: Program, entry: Property) -> str | None:
    """The value as its author meant it, where that is plain; see `SourceKind.mended`."""
    param = param_named(program, entry.name)
    if param is None or entry.value is None:
        return None
    value = constant(work.script, entry.value)
    return SOURCE_KINDS[param["kind"]].mended(work, param, value)


def asked_for(work: Work, program: Program, read: Reads, options: list[Property]) -> Asked:
    """What the options of a call ask for; nothing is told."""
    asked = Asked()
    for entry in options:
        param = param_named(program, entry.name)
        if param is None:
            asked.payload[entry.name] = 0  # unknown to the profile: kept as it is, and reported
            continue
        value = constant(work.script, entry.value) if entry.value is not None else NO_CONSTANT
        if entry.value is not None and is_undefined(work.script, entry.value):
            asked.unset.add(entry.name)
            continue
        if entry.shorthand:
            value = NO_CONSTANT
        kind = SOURCE_KINDS[param["kind"]]
        if kind.pointing is not None and param.get("of"):
            asked.pointer = entry
            continue
        if kind.rewrite is not None:
            inside = kind.stand_in(work.script, param, entry.value, asked.texts)
            if inside is not None and _understood(read, entry.name, inside):
                asked.payload[entry.name] = inside
            else:
                asked.opaque[entry.name] = entry
            continue
        if value is not NO_CONSTANT:
            if _understood(read, entry.name, value) or _shaped(read, param, value):
                asked.payload[entry.name] = value
            else:
                asked.opaque[entry.name] = entry
            continue
        stand_in = kind.stand_in(work.script, param, entry.value, asked.texts)
        if stand_in is None:
            text = f"{entry.name} is computed"
            asked.blocked = asked.blocked or NeedsRuntime("MG513", text, entry.node)
            continue
        asked.payload[entry.name] = stand_in
        if not kind.plain or marks_in(stand_in):
            asked.computed[entry.name] = entry
    return asked


def _shaped(read: Reads, param: ProgramParam, value: Any) -> bool:
    """Whether only the form of a value is wrong: a bare word for a list, a list for a word."""
    forms = SOURCE_KINDS[param["kind"]].forms(value)
    return any(_understood(read, param["names"][0], item) for item in forms)


def _understood(read: Reads, name: str, value: Any) -> bool:
    notes: list[Note] = []
    try:
        read({name: value}, notes)
    except InputError:
        return False
    return all(code != "MG112" for code, *_ in notes)
