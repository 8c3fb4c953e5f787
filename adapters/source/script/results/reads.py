"""The reads of a result: renamed where they stand, rebuilt where the shape differs.

A read vendor's place is a key of the reply, perhaps a list, perhaps a member of its entries.
Where source and target have the same shape the names are changed step by step; else the whole
access is rebuilt, so that variables taken from it keep the source's shape.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from ...common.outcome import NeedsRuntime, Work
from ...syntax.expression import is_pure
from ...syntax.flow import EACH, Access, Path
from ...syntax.parsed import unwrap
from ...text.edits import Edit
from ...text.literal import key as key_text
from ...text.literal import write
from ..inner import followed
from .goals import Key, ResultGoal, doubted, spelt
from .rebuilt import rebind, rebuild
from .values import cast, constant_read, scaled


@attrs.define
class ResultGoals:
    """The goals of one call's result, with what the accesses need to know together."""

    goals: Mapping[Key, ResultGoal]

    def of(self, root: str) -> dict[Key, ResultGoal]:
        """The places under one key of the reply."""
        return {key: goal for key, goal in self.goals.items() if key[0] == root}

    def same(self, root: str = "") -> bool:
        """Whether all places (under one key) stand unchanged in the target's result."""
        places = self.of(root) if root else self.goals
        return all(goal.same(key) for key, goal in places.items())

    def renamed(self, root: str) -> str | None:
        """The one key that stands for ``root`` on the target, entries keeping their shape."""
        places = {key: goal for key, goal in self.of(root).items() if goal.kind == "place"}
        if not places:
            return None
        names = {goal.key[0] for goal in places.values() if goal.key is not None}
        pairs = [(key, goal.key) for key, goal in places.items()]
        alike = all(
            to is not None and to[1] == of[1] and (to[2] is None) == (of[2] is None)
            for of, to in pairs
        )
        return names.pop() if alike and len(names) == 1 else None

    def flat(self, root: str) -> bool:
        """Whether the entries of ``root`` are, one and only, the target's reply itself."""
        places = [item for item in self.of(root).items() if item[1].kind == "place"]
        return bool(places) and all(
            key[1] and key[2] and goal.key is not None and not goal.key[1] and not goal.key[2]
            for key, goal in places
        )


def port_reads(work: Work, shape: ResultGoals, accesses: list[Access]) -> None:
    """Write the edits for all reads of one result; raises `NeedsRuntime`."""
    for access in accesses:
        _port(work, shape, access)


def _port(work: Work, shape: ResultGoals, access: Access) -> None:
    path = access.path
    node = access.chain[-1]
    if access.use == "write":
        if not _kept(shape, path):
            raise NeedsRuntime("MG510", "what holds the result is assigned again", node)
        return
    if not path:
        _whole(work, shape, access)
        return
    root = path[0]
    if root == EACH and not shape.same():
        raise NeedsRuntime("MG510", "which field of the result is read cannot be told", node)
    if root == EACH:
        return
    places = shape.of(root)
    if _nested(work, places, access):
        return
    whole = places.get((root, False, None))
    if whole is not None and whole.kind == "missing" and len(path) > 1:
        if not access.base:
            work.say("MG512", f"the target's result has no {root}", node)
        return
    if whole is not None and not whole.plain and len(path) > 1:
        _keyed(work, access, whole)
        return
    access = _without_character(access, places)
    path, node = access.path, access.chain[-1]
    if access.steps and path[-2:] == (EACH, EACH):
        if not shape.same(root):
            raise NeedsRuntime("MG510", "which field of an entry is read cannot be told", node)
        return
    if not places:
        if not access.base or access.steps:
            work.say("MG205", f"{root} is no field this vendor documents; left as it is", node)
        return
    key = key_of(path, places)
    if len(access.base) and not access.steps:
        _moved(work, shape, access)
        return
    if key is None:
        _container(work, shape, access)
        return
    goal = places[key]
    if goal.kind == "missing":
        if not access.base or len(access.base) < len(path):
            work.say("MG512", f"the target's result has no {spelt(path)}", node)
        return
    if goal.kind == "emulated":
        raise NeedsRuntime("MG523", f"{spelt(path)} has to be worked out", node)
    if goal.kind == "constant":
        constant_read(work, access, goal)
        return
    held = goal.keys is not None and access.use in ("bind", "step", "test", "unused")
    if not goal.plain and access.use != "log" and not held:
        raise NeedsRuntime("MG510", f"the values of {spelt(path)} differ", node)
    _place(work, shape, access, key, goal)


def _nested(work: Work, places: Mapping[Key, ResultGoal], access: Access) -> bool:
    """Port a read of what is inside of a value; False where nothing differs there."""
    path, node = access.path, access.chain[-1]
    for start in range(1, min(len(path), 2) + 1):
        key: Key = (path[0], False, path[1] if start == 2 else None)
        goal = places.get(key)
        inside = goal.inside if goal is not None else None
        if goal and inside and (not goal.plain or inside.doubted):
            break
    else:
        return False
    there = goal.key
    if there is None or there[1] or (there[2] is None) != (key[2] is None):
        raise NeedsRuntime("MG510", f"{spelt(path)} has another shape", node)
    found = followed(inside, path, start)
    inner = found.inner
    if not access.steps:
        if inner is not None and access.use in ("value", "method") and not inner.same:
            raise NeedsRuntime("MG510", f"{spelt(path)} goes out of sight", node)
        return True
    doubted(work, goal, path, node, goal.doubt or found.doubt)
    if found.unknown is not None:
        work.say("MG205", f"{spelt(path)} is no field this vendor documents", node)
    elif found.missing is not None:
        work.say("MG512", f"the target's result has no {spelt(path)}", node)
    elif inner is None:
        raise NeedsRuntime("MG510", "which member of the result is read cannot be told", node)
    elif inner.each is not None or inner.members is not None:
        if access.use == "log" and not inner.same:
            work.say("MG517", "the result is printed; it will have the target's shape", node)
        elif access.use in ("value", "method", "compare", "write") and not inner.same:
            raise NeedsRuntime("MG510", f"{spelt(path)} goes out of sight", node)
    else:
        if not inner.plain and access.use != "log":
            raise NeedsRuntime("MG510", f"the values of {spelt(path)} differ", node)
        if not inner.unit:
            work.say("MG203", f"no source gives the unit of {spelt(path)}", node)
        if inner.scale != 1:
            scaled(work, access, ResultGoal("place", there, scale=inner.scale))
    _rename(work, access, 0, there[0])
    if there[2] is not None:
        _rename(work, access, 1, there[2])
    for position, name in found.names.items():
        _rename(work, access, position, name)
    return True


def _without_character(access: Access, places: Mapping[Key, ResultGoal]) -> Access:
    """The read of a text whose character is looked at: ``path[0]`` reads ``path``."""
    if not access.steps or access.steps[-1].form != "index" or access.path[-2:] == (EACH, EACH):
        return access
    key = key_of(access.path[:-1], places)
    inner = access.chain[-1].child_by_field_name("object")
    if key is None or inner is None or (key[1] and access.path[-2] != EACH and key[2] is None):
        return access
    chain = (*access.chain, inner)
    return access._replace(steps=access.steps[:-1], chain=chain, use="value")


def _kept(shape: ResultGoals, path: Path) -> bool:
    """Whether a variable with what stands there reads alike whatever it is assigned later."""
    places = shape.of(path[0]) if path else {}
    goal = places.get(key_of(path, places) or ("", False, None)) if places else None
    if goal is None or goal.kind != "place" or goal.cast:
        return False
    return goal.plain and goal.scale == 1


def key_of(path: Path, places: Mapping[Key, ResultGoal]) -> Key | None:
    """The leaf place that an access reads, None where it reads a container of some."""
    root = path[0]
    rest = path[1:]
    if not rest and (root, False, None) in places:
        return (root, False, None)
    if rest == (EACH,) and (root, True, None) in places:
        return (root, True, None)
    if len(rest) == 2 and rest[0] == EACH and (root, True, rest[1]) in places:
        return (root, True, rest[1])
    if len(rest) == 1 and (root, False, rest[0]) in places:
        return (root, False, rest[0])
    if not rest and (root, True, None) in places:
        return (root, True, None)
    return None


def _whole(work: Work, shape: ResultGoals, access: Access) -> None:
    if access.use in ("bind", "step", "test", "unused", "length"):
        return
    if shape.same():
        return
    if access.use == "log":
        work.say(
            "MG517", "the result is printed; it will have the target's shape", access.chain[-1]
        )
        return
    raise NeedsRuntime("MG510", "the whole result goes out of sight", access.chain[-1])


def _moved(work: Work, shape: ResultGoals, access: Access) -> None:
    """A use of a variable that already holds a part of the result."""
    root = access.path[0]
    whole = shape.of(root).get((root, False, None))
    held = access.use in ("bind", "step", "test", "unused", "log") or len(access.path) > 1
    if whole is not None and whole.keys and not whole.plain and not held:
        raise NeedsRuntime("MG510", f"the keys of {root} differ", access.chain[-1])
    if access.use in ("value", "method") and _is_container(access.path, shape):
        _escape(work, shape, access)


def _is_container(path: Path, shape: ResultGoals) -> bool:
    members = {key[2] for key in shape.of(path[0]) if key[2] is not None}
    return bool(members) and path[1:] in ((), (EACH,))


def _escape(work: Work, shape: ResultGoals, access: Access) -> None:
    """An entry, or a list of entries, goes out of sight: fine where entries look alike."""
    gone: list[str] = []
    for key, goal in shape.of(access.path[0]).items():
        if goal.kind == "missing":
            gone.append(key[2] or key[0])
        elif (
            goal.kind != "place"
            or goal.key is None
            or goal.key[2] != key[2]
            or not goal.plain
            or goal.cast
        ):
            raise NeedsRuntime("MG510", "entries of the result go out of sight", access.chain[-1])
    if gone:
        work.say("MG512", f"the target's entries have no {', '.join(gone)}", access.chain[-1])


def _keyed(work: Work, access: Access, goal: ResultGoal) -> None:
    """A read of an object whose keys are words: ``res.authSetting['scope.camera']``."""
    path, node = access.path, access.chain[-1]
    names = (goal.keys or {}).get(path[1]) if len(path) == 2 else None
    if names is None or goal.key is None or goal.key[1:] != (False, None):
        raise NeedsRuntime("MG510", f"the keys of {path[0]} differ", node)
    if not access.steps:
        return  # a variable that holds the value
    if not names:
        work.say("MG512", f"the target's result has no {spelt(path)}", node)
        return
    _rename(work, access, 0, goal.key[0])
    if access.use == "bind":
        if len(names) > 1:
            raise NeedsRuntime("MG510", f"{spelt(path)} is kept under several keys there", node)
        _rename(work, access, 1, names[0])
        return
    holder = unwrap(node).child_by_field_name("object")
    if holder is None or path[1] == names[0]:
        return
    start, end = holder.end_byte, unwrap(node).end_byte
    dot = "?." if work.script.text[start:end].lstrip().startswith(b"?.") else "."
    if len(names) == 1:
        work.edits.append(Edit(start, end, _member(dot, names[0], work.quote).encode()))
        return
    if not is_pure(work.script, holder):
        raise NeedsRuntime("MG510", f"{spelt(path)} is kept under several keys there", node)
    inner = work.script.hole(holder)
    text = " ?? ".join(inner + _member(dot, name, work.quote) for name in names)
    work.replace(unwrap(node), f"({text})")


def _member(dot: str, name: str, quote: str) -> str:
    """A member by its name, behind the object."""
    plain = key_text(name, quote)
    return f"{dot}{name}" if plain == name else f"{dot.rstrip('.') and dot}[{plain}]"


def _container(work: Work, shape: ResultGoals, access: Access) -> None:
    """A read of a list of entries, or of one entry, or of an unknown member."""
    path, node = access.path, access.chain[-1]
    name = shape.renamed(path[0])
    if not _is_container(path, shape):
        own = (path[0], False, None) in shape.of(path[0])  # what is inside of it is its own matter
        if not own and any(step.node for step in access.steps):
            work.say("MG205", f"{spelt(path)} is no field this vendor documents", node)
    elif access.use in ("value", "method") and not (
        access.method in ("slice", "filter", "concat", "splice") and shape.same(path[0])
    ):
        _escape(work, shape, access)
    if name is None:
        _unwrapped(work, shape, access)
        return
    _rename(work, access, 0, name)


def _unwrapped(work: Work, shape: ResultGoals, access: Access) -> None:
    """``res.tempFiles[0]`` where the target's reply is the one entry itself: ``res``."""
    path, node = access.path, access.chain[-1]
    if not (shape.flat(path[0]) and path[1:] == (EACH,) and len(access.steps) == 2):
        raise NeedsRuntime("MG510", f"{spelt(path)} has another shape", node)
    if access.use not in ("bind", "step") or access.steps[1].form != "index":
        raise NeedsRuntime("MG510", f"{spelt(path)} has another shape", node)
    holder = node.child_by_field_name("object")
    inner = holder.child_by_field_name("object") if holder is not None else None
    if inner is None:
        raise NeedsRuntime("MG510", f"{spelt(path)} has another shape", node)
    work.edits.append(Edit(inner.end_byte, node.end_byte, b""))


def _rename(work: Work, access: Access, position: int, name: str) -> None:
    """Change the name of the step at a position of the whole path."""
    at = position - len(access.base)
    if at < 0 or at >= len(access.steps):
        return
    step = access.steps[at]
    if step.name == name or step.form in ("index", "each"):
        return
    plain = key_text(name, work.quote)
    if step.form == "shorthand":
        work.edits.append(Edit(step.node.start_byte, step.node.start_byte, f"{plain}: ".encode()))
    elif step.form == "bracket" or step.node.type == "string":
        work.replace(step.node, write(name, work.quote))
    elif step.form == "key" and _named(work, access.chain[-1]) == name:
        work.replace(access.chain[-1], name)
    else:
        work.replace(step.node, plain if step.form == "key" else name)


def _named(work: Work, item: Any) -> str:
    """The variable that a key of a pattern is put into, empty where it is a pattern itself."""
    value = item.child_by_field_name("value") if item.type == "pair_pattern" else None
    return (
        work.script.at(value).decode() if value is not None and value.type == "identifier" else ""
    )


def _place(work: Work, shape: ResultGoals, access: Access, key: Key, goal: ResultGoal) -> None:
    node, there = access.chain[-1], goal.key
    if there is None:
        return
    if not (access.base and len(access.base) >= len(access.path)):
        doubted(work, goal, access.path, node, goal.doubt)
    if not goal.unit:
        work.say("MG203", f"no source gives the unit of {spelt(access.path)}", node)
    alike = there[1] == key[1] and (there[2] is None) == (key[2] is None)
    if goal.scale != 1:
        scaled(work, access, goal)
    if goal.cast:
        cast(work, access, goal.cast)
    if alike and (key[2] is None or shape.renamed(key[0]) == there[0]):
        _rename(work, access, 0, there[0])
        if there[2] is not None:
            _rename(work, access, 2 if key[1] else 1, there[2])
        return
    if shape.flat(key[0]) and access.base == (key[0], EACH):
        _rename(work, access, 2, there[0])
        return
    if access.base or goal.scale != 1:
        if access.base and key[2] is None:
            return  # the variable was built in the source's shape
        raise NeedsRuntime("MG510", f"{spelt(access.path)} has another shape", node)
    if access.use == "bind" and access.steps[-1].form in ("key", "shorthand"):
        rebind(work, access, key, there)
    else:
        rebuild(work, access, key, there)
