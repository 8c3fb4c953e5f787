"""What became of each place of a result: where the target's has it, by each way of a call."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import attrs

from .....canonical.convert import Back
from .....canonical.values import Value
from ....plan.kinds import KINDS
from ...common.outcome import Work
from ...syntax.flow import EACH, Path
from ..inner import Inner, paired

if TYPE_CHECKING:
    from tree_sitter import Node

    from ....plan.model import PlanEntry, Program, ProgramField
    from ...common.pair import Pair

Key = tuple[str, bool, str | None]
"""A place of a result: its name, whether that is a list, the member of an entry."""


@attrs.frozen(eq=False, repr=False)
class ResultGoal(Value):
    """What became of one place of the source's result.

    ``kind``: ``place`` (it stands at ``key`` of the target's result), ``constant`` (always
    ``value``), ``missing`` (the target does not say) or ``emulated`` (only the runtime has it).
    ``scale`` is what to multiply the target's number by, ``cast`` the function that makes the
    source's type of it (a number that comes as text), or ``!``; ``plain`` is False where words
    differ, or what stands for a value that is not there; ``unit`` where no source gives the unit;
    ``path``: the value is a file's path; ``keys``: of an object whose keys are words, the target's
    for each of the source's, none where it has none; ``inside``: what became of what is inside;
    ``function``: the target's; ``doubt``: ``unknown`` where no source says whether its result has
    the place, ``depends`` where some of its clients have.
    """

    kind: str
    key: Key | None = None
    value: Any = None
    scale: float = 1
    plain: bool = True
    unit: bool = True
    path: bool = False
    cast: str = ""
    keys: Mapping[str, Sequence[str]] | None = None
    inside: Inner | None = None
    function: str = ""
    doubt: str = ""

    def same(self, key: Key) -> bool:
        """Whether the target has the same value at that place of the source's."""
        return (
            self.kind == "place"
            and self.key == key
            and self.plain
            and self.scale == 1
            and not self.cast
        )


def _key(place: Any) -> Key:
    return (place[0], bool(place[1]), place[2])


def places(program: Program) -> dict[Key, ProgramField]:
    """Every place of a vendor's result, older ones too, and the field that stands there; of two
    (agreed, and not agreed) the one that says it as it is."""
    result: dict[Key, ProgramField] = {}
    for field in sorted(program["result"], key=_reversed):
        if "by" not in field:
            for place in (*field["from"], *field.get("legacy", ())):
                result.setdefault(_key(place), field)
    return result


def _reversed(field: ProgramField) -> bool:
    """Whether yes is said by no there."""
    return any(said is True and word is False for said, word in field.get("values", ()))


def goals(both: Pair, function: str, managed: bool, route: int) -> Mapping[Key, ResultGoal]:
    """Where each place of the source's result stands in the target's, by that route."""
    return goals_of(both, both.entry(function, managed), route)


def goals_of(both: Pair, entry: PlanEntry, route: int) -> Mapping[Key, ResultGoal]:
    """The same of an operation that has no function of its own name, such as a task's."""
    return both.of_entry(_goals, entry, route)


def _goals(_both: Pair, entry: PlanEntry, route: int) -> Mapping[Key, ResultGoal]:
    way = entry["routes"][route]
    read, write = entry["read"], way["program"]
    convert = way.get("convert")
    back: Back = convert.get("back", {}) if convert else {}
    fields = {field["path"]: field for field in write["result"]}
    emulated = write.get("emulate", {})
    result: dict[Key, ResultGoal] = {}
    for key, field in places(read).items():
        if field.get("status") == "no":
            continue
        goal = _goal(key, field, fields, back, emulated)
        if goal.kind == "missing" and field["path"] in write.get("always", {}):
            value = write["always"][field["path"]]
            goal = ResultGoal("constant", None, _spelt(field, value))
        files = KINDS[field["kind"]].files
        result[key] = attrs.evolve(goal, path=files, function=write["name"])
    for name, text in read["success"].items():
        same = write["success"].get(name)
        key = (name, False, None)
        if key in result:
            continue
        if same == text:
            result[key] = ResultGoal("place", key)
        else:
            result[key] = ResultGoal("constant", None, text)
    return result


def _goal(
    key: Key,
    field: ProgramField,
    fields: Mapping[str, ProgramField],
    back: Mapping[str, Any],
    emulated: Mapping[str, str],
) -> ResultGoal:
    path = field["path"]
    root, leaf = field["root"], field.get("leaf")
    if back and root == back.get("to"):
        if leaf in back.get("add", {}):
            word = back["add"][leaf]
            return ResultGoal("constant", None, _spelt(field, word))
        mark = "" if back["shape"] == "wrap" else "[]"
        path = f"{back['from']}{mark}.{leaf}"
    there = fields.get(path)
    if there is None or there.get("status") == "no" or "by" in there:
        derived = "derive" in field or path in emulated or field["path"] in emulated
        derived = derived or (there is not None and "by" in there)
        return ResultGoal("emulated" if derived else "missing")
    if "base64_by" in there or field.get("modes") != there.get("modes"):
        return ResultGoal("emulated")
    if "asked_of" in there or "member" in there:
        return ResultGoal("emulated")  # where the reply lacks it, it is found elsewhere
    place, doubt = _chosen(key, there), there.get("status", "")
    if "each" in field or "members" in field:
        inside = paired(field, there)
        return ResultGoal("place", place, plain=inside.same, inside=inside, doubt=doubt)
    scale = there.get("scale", 1) / field.get("scale", 1)
    plain = _meanings(field) == _meanings(there) and _same_reach(field, there)
    unit = "unit" not in field and "unit" not in there
    mine, theirs = bool(field.get("as_text")), bool(there.get("as_text"))
    cast = "" if mine == theirs else "String" if mine else "Number"
    if _reversed(field) != _reversed(there):
        return ResultGoal("place", place, cast="!", doubt=doubt)
    keys = _keys(field, there)
    return ResultGoal("place", place, None, scale, plain, unit, cast=cast, keys=keys, doubt=doubt)


def _keys(field: ProgramField, there: ProgramField) -> Mapping[str, Sequence[str]] | None:
    """The target's keys of an object by the source's; None where either has no words for them."""
    if "keys" not in field or "keys" not in there:
        return None
    theirs = {meaning: tuple(names) for meaning, names in there["keys"]}
    result: dict[str, Sequence[str]] = {}
    for meaning, names in field["keys"]:
        for name in names:
            result[name] = result.get(name) or theirs.get(meaning, ())
    return result


def _spelt(field: ProgramField, word: Any) -> Any:
    """A canonical value as a field's vendor spells it."""
    return dict(map(tuple, field.get("values", ()))).get(word, word)


def _same_reach(field: ProgramField, there: ProgramField) -> bool:
    """Whether the target says nothing that the source never says: a word, or none at all where
    the source has a value then."""
    mine = {*field.get("reads", ()), *field.get("words", ())}
    mine |= {spelling for _, spelling in field.get("values", ())}
    named = {meaning for meaning, _ in there.get("values", ())}  # and may be misspelt
    more = {
        spelling for spelling, meaning in there.get("reads", {}).items() if meaning not in named
    }
    if not mine.issuperset(more):
        return False
    return "absent" not in field or "optional" not in there


def _meanings(field: ProgramField) -> Any:
    """How a field's values are spelt; two fields with equal meanings need no translation."""
    pairs = {str(meaning): spelling for meaning, spelling in field.get("values", ())}
    more = (field.get(name) for name in ("otherwise", "keys", "before", "before_by"))
    return pairs, *more


def _chosen(key: Key, there: ProgramField) -> Key:
    """Of the places where the target has a value, the first; of lists, the one most like the
    source's."""
    options = [_key(place) for place in there["from"]]
    return min(options, key=lambda it: (it[1] != key[1], it[1] and bool(it[2]) != bool(key[2])))


def doubted(work: Work, goal: ResultGoal, path: Path, node: Node, doubt: str) -> None:
    """Tell of what is read and not known to be in the target's result."""
    if doubt == "unknown":
        text = f"{goal.function}: no source says whether its result has {spelt(path)}"
        work.say("MG404", text, node)
    elif doubt:
        text = f"{goal.function}: some clients' results have {spelt(path)}, others have not"
        work.say("MG405", text, node)


def spelt(path: Path) -> str:
    """A place as code reads it."""
    return ".".join(path).replace(f".{EACH}", EACH)
