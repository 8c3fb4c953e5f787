"""The options of one call: read from its object literal, written as the target's.

What is constant goes through the plan's own interpreter; what is computed becomes the shortest
correct expression of the source's own text, or sends the call to the runtime.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from .....canonical.errors import InputError
from .....canonical.operations import OPERATIONS
from ....messages.request import Reads, reader
from ....messages.route import converted, missed, spelt
from ....plan.notes import Note, NoteChanges
from ...common.outcome import Changes, NeedsRuntime, Refused, Said, Work
from ...common.pair import Pair
from ...syntax.parsed import dropped
from ..properties import CALLBACKS, Property
from .layout import Shown, lay_out
from .read import Asked, asked_for, mend, told_wrong
from .ways import Way, way_of
from .write import written

if TYPE_CHECKING:
    from tree_sitter import Node

    from ....plan.model import PlanEntry


def port_options(
    work: Work,
    pair: Pair,
    entry: PlanEntry,
    entries: list[Property],
    literal: Node | None,
    arguments: Node | None,
) -> Way:
    """Write the edits that make a call's options the target's; gives the way it is ported.

    ``entries`` are the properties of the literal, where there is one.

    Raises `Refused` where the target cannot, `NeedsRuntime` where only the runtime can.
    """
    way, shown, added = options_of(work, pair, entry, entries, literal)
    lay_out(work, entries, way, shown, added, literal, arguments)
    return way


def options_of(
    work: Work, pair: Pair, entry: PlanEntry, entries: list[Property], literal: Node | None
) -> tuple[Way, Shown, list[tuple[str, str]]]:
    """The way of a call, its options as the target has them, and those that are added.

    Raises as `port_options` does; nothing is edited.
    """
    options = [item for item in entries if item.name not in CALLBACKS]
    if options:
        return _translated(work, pair, entry, options, literal)
    known = pair.of_entry(_bare, entry)
    key = (work.quote, work.exact, work.unsafe)
    if key not in known:
        before, asked = len(work.said), work.script.asked
        work.script.asked = set()
        try:
            way, shown, added = _translated(work, pair, entry, options, literal)
            alone = not work.script.asked
        finally:
            work.script.asked |= asked
        if not alone:  # what is around the call decides, too
            return way, shown, added
        known[key] = (way, added, tuple(work.said[before:]))
        del work.said[before:]
    way, added, said = known[key]
    work.route = way.route
    work.said += [item._replace(node=work.call) for item in said]
    return way, [], added


Bare = tuple[Way, list[tuple[str, str]], tuple[Said, ...]]
"""What a call without options comes to: its way, what is added, and what is told of it."""


def _bare(_pair: Pair, _entry: PlanEntry) -> dict[tuple[str, bool, bool], Bare]:
    """What is known of calls of an entry without options, by how they are ported."""
    return {}


def _translated(
    work: Work, pair: Pair, entry: PlanEntry, options: list[Property], literal: Node | None
) -> tuple[Way, Shown, list[tuple[str, str]]]:
    read = pair.of_entry(_reader, entry)
    asked = asked_for(work, entry["read"], read, options)
    notes: list[Note] = []
    try:
        values, stated = read(asked.payload, notes)
    except InputError as error:
        raise NeedsRuntime("MG516", str(error), literal or work.call) from None
    asks = OPERATIONS[entry["read"]["api"]].given_by
    if asks and asks not in stated and dropped(work.script.chain_of(work.call)):
        values.pop(asks, None)
    for index, (code, name, message, changes) in enumerate(notes):
        item = next((entry for entry in options if entry.name == name), None)
        if code == "MG112" and item is not None:
            mended = mend(work, entry["read"], item)
            fix: NoteChanges = {"fix": f"{name}: {mended}", "safe": True} if mended else {}
            notes[index] = (code, name, message, {**changes, **fix})
    for name, item in asked.opaque.items():
        mended = mend(work, entry["read"], item)
        by_hand: NoteChanges = {"fix": f"{name}: {mended}"} if mended else {}
        notes.append(("MG112", name, told_wrong(work, read, item), by_hand))
    try:
        if asked.blocked is not None:
            raise asked.blocked
        way = way_of(entry, values, stated, asked, notes, work)
        work.route = way.route
        if way.convert:
            spell = spelt(entry["read"])
            lost = missed(way.convert, values, stated)
            text = f"{way.name} is called instead" + (f": {lost}" if lost else "")
            notes.append(("MG407", "", text, {"loss": "approximated"} if lost else {}))
            values, stated = converted(way.convert, values, stated, notes, spell)
        shown, added = written(work, pair, entry, way, values, stated, asked, notes, options)
        _possible(work, notes, options)
    finally:
        _tell(work, asked, notes, options)
    return way, shown, added


def _possible(work: Work, notes: list[Note], options: list[Property]) -> None:
    """Raise `Refused` where the call means nothing without an option that the target lacks."""
    for code, place, message, changes in notes:
        if changes.get("severity") == "error":
            node = next((item.node for item in options if item.name == place), work.call)
            about: Changes = {**changes, "about": place}  # type: ignore[typeddict-item]
            raise Refused(code, f"{place}: {message}", node, about)


def _reader(_pair: Pair, entry: PlanEntry) -> Reads:
    """The function that reads the requests of an entry."""
    return reader(entry["read"])


def _tell(work: Work, asked: Asked, notes: list[Note], options: list[Property]) -> None:
    """Report what the translation of the options noted, also where only the runtime can do it."""
    places = {item.name: item.node for item in options}
    for code, place, message, changes in notes:
        if _spoken(code, place, asked):
            known = place in places and place not in message
            text = f"{place}: {message}" if known else message
            more = cast("Changes", {**changes, "about": place})
            work.say(code, text, places.get(place), more)


def _spoken(code: str, place: str, asked: Asked) -> bool:
    """Whether a note is about the call as written: a stand-in's own value says nothing."""
    if code == "MG529":
        return False  # told by what the address is written with
    if place in asked.opaque:
        return code == "MG112"
    if place in asked.computed:
        return code not in ("MG104", "MG102", "MG105", "MG107", "MG109", "MG112", "MG113", "MG117")
    return True
