"""The shape of a message, and the msgspec types that read exactly that shape.

A shape is a JSON text without its values: keys in their order, and the types of what stands
under them. Values that decide how a message is read (words of a closed list, codes, messages,
the API's name) are *keyed*; all others pass through unseen. Shapes are nested tuples::

    ("object", ((key, shape, optional), ...))    ("list", shape)
    ("string",) ("integer",) ("number",)         a value that passes through
    ("path",) ("count",) ("amount",)             the same, of a text that is not empty, and of
                                                 numbers that are not below zero
    ("text",) ("code",) ("boolean",) ("null",)   keyed: part of what a translation depends on
    ("named",)                                   passes through; its suffix is keyed
    ("client",)                                  the same; keyed is what stands for that client
    ("word", value)                              this value and no other
    ("same", index)            what stands under the index-th key of the same object, again
    ("again", index, member)   a list of strings: those of a member of the list under the index-th
                               key of the same object
    ("echo", index, member)    a list of strings: those that a member of the list under the
                               index-th key of the same object has; read as text, not decoded
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal

import attrs
import msgspec
from msgspec import UNSET, UnsetType

from ...canonical.vocabulary import Payload
from ..messages.result_layout import twins_of
from ..plan.kinds import KINDS
from ..plan.kinds.values import MAX_LIST
from ..plan.side import folded

if TYPE_CHECKING:
    from ..plan.model import Program, Side

Shape = tuple[Any, ...]
Place = tuple[str, ...]

MAX_ENTRIES: Final = min(256, MAX_LIST)
MAX_DEPTH: Final = 6
MAX_KEYS: Final = 48
MIN_ECHO: Final = 256
"""Characters of a list from which on comparing its text costs less than decoding it."""


LIMIT: Final = 2**63
_INTEGER: Final = Annotated[int, msgspec.Meta(ge=-LIMIT, le=LIMIT - 1)]
_COUNT: Final = Annotated[int, msgspec.Meta(ge=0, le=LIMIT - 1)]
_TYPES: Final[Payload] = {
    "string": str,
    "text": str,
    "named": str,
    "client": str,
    "integer": _INTEGER,
    "code": _INTEGER,
    "number": _INTEGER | float,
    "path": Annotated[str, msgspec.Meta(min_length=1)],
    "count": _COUNT,
    "amount": _COUNT | Annotated[float, msgspec.Meta(ge=0)],
    "boolean": bool,
    "null": None,
}


TEXTS: Final = frozenset({"string", "path"})
INTEGERS: Final = frozenset({"integer", "count"})
NUMBERS: Final = frozenset({"number", "amount"})
_PASSING: Final = TEXTS | INTEGERS | NUMBERS


class Unshapely(Exception):
    """A value whose shape is not worth compiling: empty, huge, ragged or deep."""


@attrs.frozen
class Spec:
    """What of a payload is keyed, and which numbers are a documented field's.

    All hold places: ``("errno",)``, ``("tempFiles", "[]", "type")``. ``whole``: numbers that
    are meant to be whole; a fraction there is not compiled. ``paths``: addresses of files, and
    what else is not empty. ``named``: names whose suffix says of what kind a file is. ``says``,
    ``codes``: folded keys under which a message, a code or ``success`` may stand. ``twins``: by key
    of a reply the number of the value that it says, where several keys say it. ``lists``: by key of
    a list of paths which member of its entries is one, and of which files, where several lists tell
    of them.
    """

    keyed: frozenset[Place]
    numbers: frozenset[Place]
    whole: frozenset[Place] = frozenset()
    messages: frozenset[Place] = frozenset()
    named: frozenset[Place] = frozenset()
    paths: frozenset[Place] = frozenset()
    says: frozenset[str] = frozenset()
    codes: frozenset[str] = frozenset()
    twins: Mapping[str, int] = attrs.field(factory=dict)
    lists: Mapping[str, tuple[int, str | None]] = attrs.field(factory=dict)

    def tells(self, place: Place) -> bool:
        """Whether a message stands here, be its key spelt another way."""
        if place in self.messages:
            return True
        return len(place) == 1 and folded(place[0]) in self.says

    def keys(self, place: Place) -> bool:
        """Whether what stands here is part of what a translation depends on."""
        if place in self.keyed or self.tells(place):
            return True
        return len(place) == 1 and folded(place[0]) in self.codes


def spec_of(program: Program, side: Side) -> Spec:
    """The spec of one API's replies, from its program in a plan."""
    envelope = side["envelope"]
    messages: set[Place] = {(key,) for key in envelope["message"]}
    codes = {*envelope["codes"], "success"}
    keyed = set(messages)
    numbers: set[Place] = set()
    whole: set[Place] = set()
    named: set[Place] = set()
    paths: set[Place] = set()
    twins: dict[str, int] = {}
    lists: dict[str, tuple[int, str | None]] = {}
    for number, field in enumerate(program["result"]):
        alike = twins_of([tuple(it) for it in (*field["from"], *field.get("legacy", ()))])
        if len(alike) > 1 and not field.get("many"):
            twins.update(dict.fromkeys(alike, number))
        if field.get("many") and field["leaf"] == "path":
            told = (*field["from"], *field.get("legacy", ()))
            lists.update((key, (number, member)) for key, is_list, member in told if is_list)
        for key, _, member in (*field["from"], *field.get("legacy", ())):
            places: list[Place] = (
                [(key,)] if member is None else [(key, "[]", member), (key, member)]
            )
            if member is None:
                places.append((key, "[]"))
            kind = KINDS[field["kind"]]
            if field.get("by"):
                named.update(places)
            elif any(field.get(name) for name in ("values", "reads", "words")):
                keyed.update(places)
            elif kind.taken is int:
                numbers.update(places)
                if kind.whole:
                    whole.update(places)
            elif kind.files or field.get("filled"):
                paths.update(places)
    return Spec(
        frozenset(keyed), frozenset(numbers), frozenset(whole), frozenset(messages),
        frozenset(named), frozenset(paths), frozenset(envelope["says"]), frozenset(codes), twins,
        lists,
    )  # fmt: skip


def shape_of(
    value: Any, spec: Spec, place: Place = (), *, blind: bool = False, echoes: bool = False
) -> Shape:
    """The shape of a payload; raises `Unshapely`.

    ``blind``: messages pass through unseen; ``echoes``: look for lists that repeat others.
    """
    if isinstance(value, str):
        unseen = blind and spec.tells(place)
        keyed = spec.keys(place) and not unseen
        if place in spec.named and not keyed:
            return ("named",)
        if keyed:
            return ("text",)
        # where one message is empty, another one counts
        if place not in spec.paths and not unseen:
            return ("string",)
        if not value:
            raise Unshapely
        return ("path",)
    if isinstance(value, bool):
        return ("boolean",)
    if value is None:
        return ("null",)
    if isinstance(value, int):
        if not -LIMIT <= value < LIMIT:
            raise Unshapely
        if spec.keys(place) or place not in spec.numbers:
            return ("code",) if spec.keys(place) else ("integer",)
        if value < 0:
            raise Unshapely
        return ("count",)
    if isinstance(value, float):
        if spec.keys(place) or place in spec.whole:
            raise Unshapely
        if place not in spec.numbers:
            return ("number",)
        if value < 0:
            raise Unshapely
        return ("amount",)
    if len(place) >= MAX_DEPTH:
        raise Unshapely
    if isinstance(value, dict):
        if len(value) > MAX_KEYS:
            raise Unshapely
        rows = [
            (key, shape_of(item, spec, (*place, key), blind=blind), False)
            for key, item in value.items()
        ]
        if spec.twins and not place:
            rows = _same(value, rows, spec.twins)
        if spec.lists and not place:
            rows = _again(value, rows, spec.lists)
        return ("object", tuple(_echoed(value, rows) if echoes else rows))
    return _list(value, spec, (*place, "[]"), blind)


def _same(value: Mapping[str, Any], rows: list[Any], twins: Mapping[str, int]) -> list[Any]:
    """The rows of a reply, those that say again what stands under another key as such."""
    made: list[Any] = []
    first: dict[int, int] = {}
    for at, (key, shape, optional) in enumerate(rows):
        before = first.setdefault(twins[key], at) if key in twins else at
        again = before != at and shape == rows[before][1] and shape[0] in _PASSING
        if again and value[key] == value[rows[before][0]]:
            shape = ("same", before)
        made.append((key, shape, optional))
    return made


def _again(
    value: Mapping[str, Any], rows: list[Any], lists: Mapping[str, tuple[int, str | None]]
) -> list[Any]:
    """The rows of a reply, lists of paths that another one tells already as such; raises
    `Unshapely` where they tell of other paths."""
    made = list(rows)
    for number in {number for number, _ in lists.values()}:
        there = [
            (at, key, lists[key][1], shape)
            for at, (key, shape, _) in enumerate(rows)
            if shape[0] == "list" and key in lists and lists[key][0] == number
        ]
        if len(there) < 2:
            continue
        there.sort(key=lambda row: row[2] is None)  # objects first: bare lists repeat them
        at, name, member, shape = there[0]
        part = _member(shape[1], member) if member is not None else None
        if member is not None and part is None:
            raise Unshapely
        said = value[name] if member is None else [item[member] for item in value[name]]
        for other, key, inner, its in there[1:]:
            if inner is not None or its[1][0] not in TEXTS or value[key] != said:
                raise Unshapely
            if part is None and its != shape:
                raise Unshapely
            again = ("same", at) if part is None else ("again", at, part)
            made[other] = (key, again, False)
    return made


def _member(entry: Shape, name: str) -> int | None:
    """Which member of the entries of a list has a text under this name in each of them."""
    if entry[0] != "object":
        return None
    for at, (key, shape, optional) in enumerate(entry[1]):
        if key == name and shape[0] in TEXTS and not optional:
            return at
    return None


def _echoed(value: Mapping[str, Any], rows: list[Any]) -> list[Any]:
    """The rows of an object, those of lists that repeat a member of another one as echoes."""
    made = list(rows)
    for index, (name, entry, _) in enumerate(rows):
        if entry[0] != "list" or entry[1][0] != "object":
            continue
        for member, (part, leaf, optional) in enumerate(entry[1][1]):
            if leaf[0] not in TEXTS or optional:
                continue
            said = [item[part] for item in value[name]]
            if sum(map(len, said)) < MIN_ECHO:
                continue
            for at, (key, shape, _) in enumerate(rows):
                if _texts(shape) and value[key] == said:
                    made[at] = (key, ("echo", index, member), False)
    return made


def _texts(shape: Shape) -> bool:
    """Whether a shape is that of a list of texts."""
    return shape[0] == "again" or (shape[0] == "list" and shape[1][0] in TEXTS)


def _list(value: Any, spec: Spec, place: Place, blind: bool) -> Shape:
    if not 0 < len(value) <= MAX_ENTRIES:
        raise Unshapely
    merged = shape_of(value[0], spec, place, blind=blind)
    for item in value[1:]:
        merged = _merged(merged, shape_of(item, spec, place, blind=blind))
    return ("list", merged)


def _merged(one: Shape, other: Shape) -> Shape:
    """The shape of entries of both shapes."""
    if one == other:
        return one
    for mixed, made in (({"integer", "number"}, "number"), ({"count", "amount"}, "amount")):
        if {one[0], other[0]} == mixed:
            return (made,)
    if one[0] != "object" or other[0] != "object":
        raise Unshapely
    rows = {key: (shape, optional) for key, shape, optional in one[1]}
    order = list(rows)
    seen = set()
    after = 0
    for key, shape, optional in other[1]:
        seen.add(key)
        if key in rows:
            rows[key] = (_merged(rows[key][0], shape), rows[key][1] or optional)
            after = order.index(key) + 1
        else:
            rows[key] = (shape, True)
            order.insert(after, key)
            after += 1
    missing = rows.keys() - seen
    return (
        "object",
        tuple((key, rows[key][0], rows[key][1] or key in missing) for key in order),
    )


def type_of(shape: Shape) -> Any:
    """The type that decodes a shape and nothing else; raises `Unshapely` for odd keys."""
    kind = shape[0]
    if kind == "object":
        return _struct(shape)
    if kind == "list":
        return list[type_of(shape[1])]  # type: ignore[misc]
    if kind == "word":
        return Literal[shape[1]]
    if kind == "echo":
        return msgspec.Raw
    if kind == "again":
        return list[str]
    return _TYPES[kind]


def _meant(item: Shape, around: Shape) -> Shape:
    """The shape of what stands under a key of an object."""
    found: Shape = around[1][item[1]][1] if item[0] == "same" else item
    return found


def _struct(shape: Shape) -> Any:
    fields: list[Any] = []
    for index, (_, item, optional) in enumerate(shape[1]):
        made = type_of(_meant(item, shape))
        name = f"f{index}"
        fields.append((name, made | UnsetType, UNSET) if optional else (name, made))
    rename = {f"f{index}": key for index, (key, _, _) in enumerate(shape[1])}
    try:
        return msgspec.defstruct(
            "Read", fields, rename=rename, forbid_unknown_fields=True, kw_only=True, gc=False
        )
    except ValueError:
        raise Unshapely from None


def tokens(shape: Shape, name: str = "o") -> str:
    """An expression that counts the strings, keys among them, in the text of such a value."""
    fixed, terms = _tokens(shape, name)
    return " + ".join([str(fixed), *terms])


def _tokens(shape: Shape, name: str) -> tuple[int, list[str]]:
    kind = shape[0]
    if kind in ("string", "path", "text", "named", "client"):
        return 1, []
    if kind == "word":
        return int(isinstance(shape[1], str)), []
    if kind == "list":
        fixed, terms = _tokens(shape[1], "x")
        if not terms:
            return 0, [f"{fixed} * len({name})"] if fixed else []
        return 0, [f"sum([{' + '.join([str(fixed), *terms])} for x in {name}])"]
    if kind != "object":
        return 0, []
    fixed, terms = 0, []
    for index, (_, item, optional) in enumerate(shape[1]):
        below = f"{name}.f{index}"
        if item[0] in ("echo", "again"):
            fixed += 1
            terms.append(f"len({name}.f{item[1]})")
            continue
        more, inner = _tokens(_meant(item, shape), below)
        if optional:
            count = " + ".join([str(more + 1), *inner])
            terms.append(f"(0 if {below} is UNSET else {count})")
        else:
            fixed += more + 1
            terms += inner
    return fixed, terms
