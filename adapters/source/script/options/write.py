"""The options of a call as the target has them: constants by the plan, the rest by its kind."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, Any, Final

from .....canonical.recipes import LOSSES
from ....messages.origin import Origin
from ....messages.request_write import Writes, writer
from ....messages.route import origin_of, spelt
from ....plan.notes import WRITER, Note
from ...common.outcome import NeedsRuntime, Work
from ...common.pair import Pair, param_keyed, param_named, without_defaults
from ...syntax.parsed import unwrap
from ...text.literal import marks_in, write
from ..kinds import SOURCE_KINDS
from ..kinds.pointing import misplaced
from ..properties import Property
from .layout import Shown
from .read import Asked, mend
from .ways import Way, counterpart

if TYPE_CHECKING:
    from ....plan.model import PlanEntry, ProgramParam

HARMLESS: Final = frozenset(
    {"one_at_a_time", "loop_until_count", "mark_duplicates", "data_to_file"}
)
"""Recipes that a native call does without, with a report."""


def _writers(pair: Pair, entry: PlanEntry, route: int) -> tuple[Writes, Writes]:
    """The functions that write its requests by a route: as usual, and with every default."""
    program = entry["routes"][route]["program"]
    origin = origin_of(entry, pair.source)
    bare = Origin(local=origin.local, spell=origin.spell)
    return writer(program, origin), writer(without_defaults(program), bare)


def _told_by_its_name(
    pair: Pair, entry: PlanEntry, way: Way, asked: Asked, written: Mapping[str, Any],
    notes: list[Note],
) -> None:  # fmt: skip
    """Raise `NeedsRuntime` where an option that the target requires follows from the name of a file
    that the code computes: the runtime has it."""
    place = origin_of(entry, pair.source).place
    for param in way.program["params"]:
        name = param["names"][0]
        unseen = {*asked.computed, *asked.opaque} & {place(param.get("suffix_of", ""))}
        if param.get("required") and name not in written and unseen:
            wanted = ("MG115", place(param["key"]))
            notes[:] = [note for note in notes if note[:2] != wanted]
            raise NeedsRuntime("MG523", f"{name} is told by the name of the file")


def written(
    work: Work,
    pair: Pair,
    entry: PlanEntry,
    way: Way,
    values: Mapping[str, Any],
    stated: set[str],
    asked: Asked,
    notes: list[Note],
    options: list[Property],
) -> tuple[Shown, list[tuple[str, str]]]:
    """The options as the target has them, and those that are added; adds to ``notes``.

    Raises `NeedsRuntime` where a computed value has no expression, or a recipe is needed.
    """
    usual, bare = pair.of_entry(_writers, entry, way.route)
    normal, recipes = usual(values, stated, notes)
    everything, _ = bare(values, stated, [])
    _told_by_its_name(pair, entry, way, asked, everything, notes)
    hard = [recipe for recipe in recipes if recipe not in HARMLESS]
    if hard:
        each = (f"{name} ({LOSSES[name]})" if name in LOSSES else name for name in hard)
        word = "recipe" if len(hard) == 1 else "recipes"
        raise NeedsRuntime("MG523", f"it takes the {word} {' and '.join(each)}", None, hard)
    if "one_at_a_time" in recipes and work.overlaps():
        raise NeedsRuntime("MG523", "it takes the recipe one_at_a_time")
    texts = asked.texts
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
        target = counterpart(way, param["key"])
        if item is asked.pointer:
            shown.append((item, _pointer(work, entry, way, item, param, target, options)))
            if target is not None:
                written.update((target["names"][0], *target.get("also", ())))
            continue
        if target is None or target.get("status") == "no":
            if item.name in asked.computed:
                _computed_away(way, param["key"], values, item, notes)
            shown.append((item, None))
            continue
        if "base64_by" in target and not _surely_text(work, item):
            raise NeedsRuntime("MG513", f"{item.name} may be bytes", item.node)
        names = [target["names"][0]]
        written.update((*names, *target.get("also", ())))
        unknown = item.name in asked.opaque or item.name in asked.computed
        covers = param.get("covers")
        if unknown and covers and target.get("covers", covers) != covers:
            # what a value governs is told of any value; of one that is known by its translation
            reach = f"{names[0]} governs {target['covers']}; {item.name} {covers}"
            work.say("MG104", reach, item.node)
        if item.name in asked.unset:
            explicit = write(normal[names[0]], quote) if names[0] in normal else None
            shown.append((item, [(names[0], explicit)] if explicit is not None else None))
        elif (rewrite := SOURCE_KINDS[param["kind"]].rewrite) is not None:
            if target["key"] != param["key"]:
                raise NeedsRuntime("MG513", f"{item.name} is computed", item.node)
            rewrite(work, param, target, item.value, item.name)
            shown.append((item, [(name, None) for name in names]))
        elif item.name in asked.opaque:
            mended = mend(work, entry["read"], item) if work.unsafe else None
            shown.append((item, [(name, mended) for name in names]))
        elif item.name in asked.computed and not marks_in(asked.payload[item.name]):
            if target["key"] != param["key"]:
                raise NeedsRuntime("MG513", f"{item.name} is computed", item.node)
            text = _expressed(work, param, target, item, pair)
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
            if item.name in asked.computed:
                SOURCE_KINDS[param["kind"]].check(work, param, target, item, pair)
            value = everything[names[0]]
            same = SOURCE_KINDS[param["kind"]].same(value, asked.payload[item.name])
            text = None if same else write(value, quote, texts)
            shown.append((item, [(name, text) for name in names]))
    # a message has every spelling that a client may read; code has the documented one
    missing = normal.keys() - written
    if not missing:
        return shown, []
    other = {name for param in way.program["params"] for name in param.get("also", ())}
    seen = set() if work.exact else _left_to_the_eye(work, entry, way, missing, notes)
    added = [
        (name, write(value, quote, texts))
        for name, value in normal.items()
        if name not in written and name not in other and name not in seen
    ]
    return shown, added


def _computed_away(
    way: Way, key: str, values: Mapping[str, Any], item: Property, notes: list[Note]
) -> None:
    """Tell of a computed option that the target lacks, though what stands in for its value asks for
    nothing."""
    program = way.program
    nothing = program.get("neutral", {})
    if key not in nothing or values.get(key) != nothing[key] or key in program.get("implies", {}):
        return
    if (recipe := program.get("emulate", {}).get(key)) is not None:
        raise NeedsRuntime("MG523", f"it takes the recipe {recipe}", item.node, [recipe])
    text = f"{WRITER}'s {program['name']} has no such option"
    notes.append(("MG103", item.name, text, {}))


def _left_to_the_eye(
    work: Work, entry: PlanEntry, way: Way, names: AbstractSet[str], notes: list[Note]
) -> set[str]:
    """Of options that would be added those that only show to the eye: told, and left out."""
    params = [item for item in way.program["params"] if item.get("cosmetic")]
    result = {name: item["key"] for item in params if (name := item["names"][0]) in names}
    if result:
        spell = spelt(entry["read"])
        places = {spell.get(key, name) for name, key in result.items()}
        notes[:] = [note for note in notes if note[0] != "MG101" or note[1] not in places]
        text = f"{way.name}: {', '.join(result)} as the target has it; only the eye sees that"
        work.say("MG535", text, work.call)
    return set(result)


def _expressed(
    work: Work, param: ProgramParam, target: ProgramParam, item: Property, pair: Pair
) -> str | None:
    """The expression that means a computed option on the target; None: the same text."""
    express = SOURCE_KINDS[param["kind"]].expressions.get(target["kind"])
    if express is None:
        raise NeedsRuntime("MG513", f"{item.name} is computed", item.node)
    return express(work, param, target, item, pair)


def _surely_text(work: Work, item: Property) -> bool:
    """Whether a computed value is a text, whatever it is computed of."""
    if item.value is None:
        return False
    node = unwrap(item.value)
    called = work.script.source(node).startswith(b"JSON.stringify(")
    return node.type in ("string", "template_string") or called


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
    mine, theirs = SOURCE_KINDS[param["kind"]].pointing, SOURCE_KINDS[target["kind"]].pointing
    if mine is None or theirs is None:
        raise NeedsRuntime("MG513", f"{item.name} points into a list here alone", item.node)
    same = mine is theirs
    of = param_keyed(entry["read"], param["of"])
    names = of["names"] if of is not None else ()
    listed = next((other for other in options if other.name in names), None)
    wrong = misplaced(work, mine, item, listed)
    if wrong is not None:
        if work.unsafe and wrong.meant is not None and listed is not None:
            return [(target["names"][0], theirs.entry(work, wrong.meant, listed))]
        return [(target["names"][0], None)] if same else None
    if same:
        return [(target["names"][0], None)]
    if listed is None or way.convert:
        raise NeedsRuntime("MG513", f"{item.name} points into a list that is not written here")
    text = mine.pointed(work, item, listed)
    return [(target["names"][0], text)] if text is not None else None
