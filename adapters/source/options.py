"""The options of one call: read from its object literal, written as the target's.

What is constant goes through the plan's own interpreter; what is computed becomes the shortest
correct expression of the source's own text, or sends the call to the runtime.
"""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, Any, Final

import attrs

from ...canonical.errors import InputError, nearest
from ...canonical.recipes import LOSSES
from ...canonical.values import Value
from ..messages.request import Reads, holds, reader
from ..messages.request_write import Origin, Writes, writer
from ..messages.route import chooser, converted, missed, origin_of, spelt
from ..plan.notes import WRITER, Note
from . import expression
from .edits import Edit
from .literal import key as key_text
from .literal import write
from .outcome import NeedsRuntime, Refused, Work
from .pair import Pair, param_keyed, param_named, without_defaults
from .pointers import meant, misplaced, pointed
from .properties import Property, insertion, removals
from .syntax import NO_CONSTANT, constant, is_undefined

if TYPE_CHECKING:
    from tree_sitter import Node

    from ..plan.model import Conversion, PlanEntry, Program, ProgramParam, Test

CALLBACKS: Final = ("success", "fail", "complete")
HARMLESS: Final = frozenset(
    {"one_at_a_time", "loop_until_count", "mark_duplicates", "data_to_file"}
)
"""Recipes that a native call does without, with a report."""


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


@attrs.frozen(eq=False, repr=False)
class Way(Value):
    """The way a call is ported: the target's function and program, and what it takes.

    ``route`` is the place of the route among those of the plan's entry.
    """

    name: str
    program: Program
    convert: Conversion
    route: int


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


Shown = list[tuple[Property, list[tuple[str, str | None]] | None]]
"""Options as written, each with the target's names and values; None for a value: its own text, and
instead of all: it is left out."""


def options_of(
    work: Work, pair: Pair, entry: PlanEntry, entries: list[Property], literal: Node | None
) -> tuple[Way, Shown, list[tuple[str, str]]]:
    """The way of a call, its options as the target has them, and those that are added.

    Raises as `port_options` does; nothing is edited.
    """
    options = [item for item in entries if item.name not in CALLBACKS]
    read = pair.of_entry(_reader, entry)
    told = _ask(work, entry["read"], read, options)
    notes: list[Note] = []
    try:
        values, stated = read(told.payload, notes)
    except InputError as error:
        raise NeedsRuntime("MG516", str(error), literal or work.call) from None
    for index, (code, name, message, changes) in enumerate(notes):
        item = next((entry for entry in options if entry.name == name), None)
        if code == "MG112" and item is not None:
            mended = mend(work, entry["read"], item)
            fix = {"fix": f"{name}: {mended}", "safe": True} if mended else {}
            notes[index] = (code, name, message, {**changes, **fix})
    for name, item in told.opaque.items():
        mended = mend(work, entry["read"], item)
        changes = {"fix": f"{name}: {mended}"} if mended else {}
        notes.append(("MG112", name, told_wrong(work, read, item), changes))
    try:
        if told.blocked is not None:
            raise told.blocked
        way = _way(entry, values, stated, told, notes, work)
        work.route = way.route
        if way.convert:
            spell = spelt(entry["read"])
            lost = missed(way.convert, values, stated)
            text = f"{way.name} is called instead" + (f": {lost}" if lost else "")
            notes.append(("MG407", "", text, {"loss": "approximated"} if lost else {}))
            values, stated = converted(way.convert, values, stated, notes, spell)
        shown, added = _written(work, pair, entry, way, values, stated, told, notes, options)
    finally:
        _tell(work, told, notes, options)
    return way, shown, added


def lay_out(
    work: Work,
    entries: list[Property],
    way: Way,
    shown: Shown,
    added: list[tuple[str, str]],
    literal: Node | None,
    arguments: Node | None,
) -> None:
    """Write what `options_of` found into the object literal of the call, or into its brackets."""
    options = [item for item in entries if item.name not in CALLBACKS]
    # what makes another function do the same leads; a default written out follows
    last = options[-1].node if options and not way.convert else None
    _edit(work, last, shown, added, literal, arguments)


def _reader(_pair: Pair, entry: PlanEntry) -> Reads:
    """The function that reads the requests of an entry."""
    return reader(entry["read"])


def _writers(pair: Pair, entry: PlanEntry, route: int) -> tuple[Writes, Writes]:
    """The functions that write its requests by a route: as usual, and with every default."""
    program = entry["routes"][route]["program"]
    origin = origin_of(entry, pair.source)
    bare = Origin(local=origin.local, spell=origin.spell)
    return writer(program, origin), writer(without_defaults(program), bare)


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
    """The value with its misspelt words put right, where each has one nearest known word."""
    param = param_named(program, entry.name)
    if param is None or entry.value is None:
        return None
    value = constant(work.script, entry.value)
    listed = param["kind"] in ("paths", "strings") and not param.get("single")
    if listed and isinstance(value, str):
        return write([value], work.quote)
    if param["kind"] not in ("enum", "set"):
        return None
    known = [str(item) for _, item in param.get("values", ())] or list(param.get("words", ()))
    given = value if isinstance(value, list) else [value]
    right: list[str] = []
    for word in given:
        close = [word] if word in known else nearest(word, known) if isinstance(word, str) else []
        if not close:
            return None
        right.append(close[0])
    if param["kind"] == "set" or len(right) != 1:
        return write(right, work.quote)
    return write(right[0], work.quote)


def _ask(work: Work, program: Program, read: Reads, options: list[Property]) -> Asked:
    told = Asked()
    for entry in options:
        param = param_named(program, entry.name)
        if param is None:
            told.payload[entry.name] = 0  # unknown to the profile: kept as it is, and reported
            continue
        value = constant(work.script, entry.value) if entry.value is not None else NO_CONSTANT
        if entry.value is not None and is_undefined(work.script, entry.value):
            told.unset.add(entry.name)
            continue
        if entry.shorthand:
            value = NO_CONSTANT
        if param["kind"] in ("address", "index") and param.get("of"):
            told.pointer = entry
            continue
        if value is not NO_CONSTANT:
            if _understood(read, entry.name, value) or _shaped(read, param, value):
                told.payload[entry.name] = value
            else:
                told.opaque[entry.name] = entry
            continue
        stand_in = expression.stand_in(work.script, param, entry.value, told.texts)
        if stand_in is None:
            text = f"{entry.name} is computed"
            told.blocked = told.blocked or NeedsRuntime("MG513", text, entry.node)
            continue
        told.payload[entry.name] = stand_in
        if param["kind"] != "media_sources" or expression.marked(stand_in):
            told.computed[entry.name] = entry
    return told


def _shaped(read: Reads, param: ProgramParam, value: Any) -> bool:
    """Whether only the form of a value is wrong: a bare word for a list, a list for a word."""
    name = param["names"][0]
    if param["kind"] in ("set", "strings"):
        return isinstance(value, str) and _understood(read, name, [value])
    alone = param["kind"] == "enum" and isinstance(value, list) and len(value) == 1
    return alone and _understood(read, name, value[0])


def _understood(read: Reads, name: str, value: Any) -> bool:
    notes: list[Note] = []
    try:
        read({name: value}, notes)
    except InputError:
        return False
    return all(code != "MG112" for code, *_ in notes)


def _way(
    entry: PlanEntry,
    values: Mapping[str, Any],
    stated: set[str],
    told: Asked,
    notes: list[Note],
    work: Work,
) -> Way:
    if any(code == "MG110" for code, *_ in notes):
        text = next(message for code, _, message, _ in notes if code == "MG110")
        raise Refused("MG110", text, work.call)
    computed = {
        param["key"]: name
        for name in told.computed
        if (param := param_named(entry["read"], name)) is not None
        and param["kind"] not in ("string", "path", "paths", "any", "media_sources")
    }
    for index, route in enumerate(entry["routes"]):
        if any(_undecided(work, told, computed, test) for test in route["when"]):
            raise NeedsRuntime("MG513", "which function to call depends on a computed option")
        if all(holds(test, values, stated) for test in route["when"]):
            program = route["program"]
            return Way(program["name"], program, route.get("convert") or {}, index)
    refusal = entry["refuse"]
    if refusal.get("recipe"):
        _either(entry, values, stated, notes)
        raise NeedsRuntime("MG523", refusal["message"], None, [refusal["recipe"]])
    raise Refused(refusal["code"], refusal["message"], work.call)


def _either(
    entry: PlanEntry, values: Mapping[str, Any], stated: set[str], notes: list[Note]
) -> None:
    """Add what either way of a call loses whose way the user chooses while it runs."""
    choose = chooser(entry, Origin(spell=spelt(entry["read"])))
    notes.extend(choose(values, stated)[1])


def _undecided(work: Work, told: Asked, computed: Mapping[str, str], test: Test) -> bool:
    """Whether a condition of a route hangs on a computed option."""
    key, name, wanted = test
    if key not in computed or name == "stated":
        return False
    node = told.computed[computed[key]].value
    top = expression.ceiling(work.script, node) if node is not None else None
    return not (name == "over" and top is not None and top <= wanted)


def _written(
    work: Work,
    pair: Pair,
    entry: PlanEntry,
    way: Way,
    values: Mapping[str, Any],
    stated: set[str],
    told: Asked,
    notes: list[Note],
    options: list[Property],
) -> tuple[Shown, list[tuple[str, str]]]:
    usual, bare = pair.of_entry(_writers, entry, way.route)
    normal, recipes = usual(values, stated, notes)
    everything, _ = bare(values, stated, [])
    hard = [recipe for recipe in recipes if recipe not in HARMLESS]
    if hard:
        each = (f"{name} ({LOSSES[name]})" if name in LOSSES else name for name in hard)
        word = "recipe" if len(hard) == 1 else "recipes"
        raise NeedsRuntime("MG523", f"it takes the {word} {' and '.join(each)}", None, hard)
    if "one_at_a_time" in recipes and work.overlaps():
        raise NeedsRuntime("MG523", "it takes the recipe one_at_a_time")
    texts = told.texts
    quote = work.quote
    written: set[str] = set()
    shown: Shown = []
    for item in options:
        param = param_named(entry["read"], item.name)
        if param is None:
            if param_named(way.program, item.name) is not None:
                shown.append((item, None))  # it would come to life there
            else:
                written.add(item.name)
            continue
        target = _counterpart(way, param["key"])
        if item is told.pointer:
            shown.append((item, _pointer(work, entry, way, item, param, target, options)))
            if target is not None:
                written.update((target["names"][0], *target.get("also", ())))
            continue
        if target is None or target.get("status") == "no":
            shown.append((item, None))
            continue
        names = [target["names"][0]]
        written.update((*names, *target.get("also", ())))
        if item.name in told.unset:
            explicit = write(normal[names[0]], quote) if names[0] in normal else None
            shown.append((item, [(names[0], explicit)] if explicit is not None else None))
        elif item.name in told.opaque:
            mended = mend(work, entry["read"], item) if work.unsafe else None
            shown.append((item, [(name, mended) for name in names]))
        elif item.name in told.computed and not expression.marked(told.payload[item.name]):
            if target["key"] != param["key"]:
                raise NeedsRuntime("MG513", f"{item.name} is computed", item.node)
            text = expression.translated(work, param, target, item, pair)
            if "covers" in param and target.get("covers", param["covers"]) != param["covers"]:
                reach = f"{names[0]} governs {target['covers']}; {item.name} "
                work.say("MG104", f"{reach}{param.get('covers')}", item.node)
            if target.get("not_honoured"):
                where = f" on {' and '.join(target.get('not_honoured_on', ()))}".removesuffix(
                    " on "
                )
                word = ", ".join(target["not_honoured"])
                work.say(
                    "MG104", f"{item.name}: {WRITER} does not act upon {word}{where}", item.node
                )
            shown.append((item, [(name, text) for name in names]))
        elif names[0] not in everything:
            shown.append((item, None))
        else:
            if item.name in told.computed:
                expression.check_paths(work, param, target, item, pair)
            value = everything[names[0]]
            same = _same(param, value, told.payload[item.name])
            text = None if same else write(value, quote, texts)
            shown.append((item, [(name, text) for name in names]))
    # a message has every spelling that a client may read; code has the documented one
    other = {name for param in way.program["params"] for name in param.get("also", ())}
    seen = (
        set()
        if work.exact
        else _left_to_the_eye(work, way, normal.keys() - written, spelt(entry["read"]), notes)
    )
    added = [
        (name, write(value, quote, texts))
        for name, value in normal.items()
        if name not in written and name not in other and name not in seen
    ]
    return shown, added


def _left_to_the_eye(
    work: Work, way: Way, names: AbstractSet[str], spell: Mapping[str, str], notes: list[Note]
) -> set[str]:
    """Of options that would be added those that only show to the eye: told, and left out."""
    params = [item for item in way.program["params"] if item.get("cosmetic")]
    found = {item["names"][0]: spell.get(item["key"], item["names"][0]) for item in params}
    found = {name: place for name, place in found.items() if name in names}
    if found:
        places = set(found.values())
        notes[:] = [note for note in notes if note[0] != "MG101" or note[1] not in places]
        text = f"{way.name}: {', '.join(found)} as the target has it; only the eye sees that"
        work.say("MG535", text, work.call)
    return set(found)


def _same(param: ProgramParam, value: Any, given: Any) -> bool:
    """Whether the text of the source says the target's value already; sets have no order."""
    if param["kind"] == "set" and isinstance(given, list) and isinstance(value, list):
        return len(given) == len(value) and set(given) == set(value)
    return bool(value == given) and type(value) is type(given)


def _tell(work: Work, told: Asked, notes: list[Note], options: list[Property]) -> None:
    """Report what the translation of the options noted, also where only the runtime can do it."""
    places = {item.name: item.node for item in options}
    for code, place, message, changes in notes:
        if _spoken(code, place, told):
            known = place in places and place not in message
            text = f"{place}: {message}" if known else message
            work.say(code, text, places.get(place), {**changes, "about": place})


def _spoken(code: str, place: str, told: Asked) -> bool:
    """Whether a note is about the call as written: a stand-in's own value says nothing."""
    if code == "MG529":
        return False  # told by what the address is written with
    if place in told.opaque:
        return code == "MG112"
    if place in told.computed:
        return code not in ("MG104", "MG102", "MG105", "MG107", "MG109", "MG112", "MG113", "MG117")
    return True


def _counterpart(way: Way, key: str) -> ProgramParam | None:
    """The target's option that a canonical option of the source ends in."""
    if way.convert:
        if key in way.convert["map"]:
            key = way.convert["map"][key]["to"]
        elif key not in way.convert["copy"]:
            return None
    return param_keyed(way.program, key)


def _pointer(
    work: Work,
    entry: PlanEntry,
    way: Way,
    item: Property,
    param: ProgramParam,
    target: ProgramParam | None,
    options: list[Property],
) -> list[tuple[str, str | None]] | None:
    """``current``: which entry of a list is meant, by address on one vendor, by index on others."""
    if target is None:
        return None
    same = param["kind"] == target["kind"]
    of = param_keyed(entry["read"], param["of"])
    names = of["names"] if of is not None else ()
    listed = next((other for other in options if other.name in names), None)
    wrong = misplaced(work, param, item, listed)
    if wrong is not None:
        if work.unsafe and wrong.meant is not None and listed is not None:
            return [(target["names"][0], meant(work, target, wrong.meant, listed))]
        return [(target["names"][0], None)] if same else None
    if same:
        return [(target["names"][0], None)]
    if listed is None or way.convert:
        raise NeedsRuntime("MG513", f"{item.name} points into a list that is not written here")
    text = pointed(work, param, item, listed)
    return [(target["names"][0], text)] if text is not None else None


def _edit(
    work: Work,
    last: Node | None,
    shown: Shown,
    added: list[tuple[str, str]],
    literal: Node | None,
    arguments: Node | None,
) -> None:
    script, quote = work.script, work.quote
    gone = [item.node for item, parts in shown if parts is None]
    stands_for = last if added and last in gone and len(gone) < len(shown) else None
    if stands_for is not None:
        gone.remove(stands_for)
        work.replace(stands_for, _listed(added, quote))
        added = []
    if gone and literal is not None:
        kept = [child for child in literal.named_children if child.type != "comment"]
        work.edits.extend(removals(script, kept, gone))
    for item, parts in shown:
        if parts is None:
            continue
        first, text = parts[0]
        own = script.hole(item.value) if item.value is not None else ""
        more = "".join(f", {key_text(name, quote)}: {value or own}" for name, value in parts[1:])
        if item.shorthand:
            if first != item.name or text is not None or len(parts) > 1:
                rest = [f"{key_text(name, quote)}: {value or own}" for name, value in parts]
                work.replace(item.node, ", ".join(rest))
            continue
        if first != item.name and item.key is not None:
            work.replace(item.key, key_text(first, quote))
        if item.value is not None and (text is not None or more):
            work.replace(item.value, (own if text is None else text) + more)
    if literal is not None and len(gone) == len(shown) > 0:
        kept = [child for child in literal.named_children if child.type != "comment"]
        bare = len(literal.named_children) == len(kept)
        if len(kept) == len(shown) and (added or bare):
            work.edits[:] = [edit for edit in work.edits if edit.start < literal.start_byte]
            begin, end = kept[0].start_byte, kept[-1].end_byte
            if not added:
                begin, end = literal.start_byte + 1, literal.end_byte - 1
            work.edits.append(Edit(begin, end, _listed(added, quote).encode("latin-1")))
            return
    if added:
        if literal is not None:
            parts_added = [f"{key_text(name, quote)}: {value}" for name, value in added]
            after = last if last not in gone else None
            work.edits.append(insertion(script, literal, parts_added, after))
        elif arguments is not None:
            inside = f"{{ {_listed(added, quote)} }}".encode()
            at = arguments.start_byte + 1
            work.edits.append(Edit(at, at, inside))


def _listed(added: list[tuple[str, str]], quote: str) -> str:
    """Properties as an object literal has them."""
    return ", ".join(f"{key_text(name, quote)}: {value}" for name, value in added)
