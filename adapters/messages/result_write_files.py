"""Writing the files of a reply: whole lists where no file lacks anything, else one by one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from ...canonical.vocabulary import Payload
from ..plan.notes import OMIT, READER, WRITER, Note
from .result_layout import Columns, Files, PlacedField, ResultLayout

MAX_SHAPES: Final = 64
"""Sets of fields that a list of files is remembered for."""

WriteFiles = Callable[[Mapping[str, Any], Payload, Payload, list[Note]], None]
"""Puts the files among the values into a reply, and into its older fields."""

_Lists = Sequence[list[Any]]
Make = Callable[[_Lists], Any]
"""What makes a value of a reply out of the columns."""


def file_writer(
    files: Files, given: frozenset[str] | None, *, one: bool, apart: bool, older: bool
) -> WriteFiles:
    """The function that writes one list of files.

    ``given``: the result paths of the source, where there is one; ``one``: there is a place for
    one file on either side, so that what it lacks is told even where there is none; ``apart``:
    nothing else is written where the files are; ``older``: their older fields are wanted, too.
    """
    root, single, plain = files.root, files.single, apart and _whole(files)
    shapes: dict[tuple[str, ...], FileWriting] = {}

    def write(
        values: Mapping[str, Any],
        reply: Payload,
        legacy: Payload,
        notes: list[Note],
    ) -> None:
        items = values.get(root) or []
        if isinstance(items, Columns):
            if plain and not (single and len(items) > 1):
                shape = shapes.get(items.leaves)
                if shape is None:
                    shape = shape_of(files, items.leaves, given, older=older)
                    if len(shapes) < MAX_SHAPES:
                        shapes[items.leaves] = shape
                said: list[Note] = []
                lists = shape.spelt(items.lists, said) if shape.words else items.lists
                if lists is not None:
                    if shape.told or said:
                        notes += shape.told
                        notes += said
                    for key, make in shape.reply:
                        reply[key] = make(lists)
                    for key, make in shape.legacy:
                        legacy[key] = make(lists)
                    return
            items = items.rows()
        if given is not None:
            tell_lacking(items or ([{}] if one else []), files, notes, given)
        _one_by_one(items, files, reply, legacy, notes)

    return write


def lacking(path: str, given: frozenset[str], emulate: Mapping[str, str]) -> str:
    """Why the target's field is left out: the vendor does not give it, or this reply does not."""
    if path in given:
        return "this reply does not say it"
    recipe = f"; recipe {emulate[path]} supplies it" if path in emulate else ""
    return f"{READER} does not give it{recipe}"


def ordinary(layout: ResultLayout, files: Files) -> bool:
    """Whether a list of files can be written whole, and nothing else where it is written."""
    return apart_from(layout) and _whole(files)


def apart_from(layout: ResultLayout) -> bool:
    """Whether no key of a reply belongs to two lists of files, or to one and a plain field."""
    groups = [{key for field in files.fields for key, *_ in field.places} for files in layout.files]
    groups.append({key for field in layout.fields for key, *_ in field.places})
    return sum(map(len, groups)) == len(set().union(*groups))


# Whole lists -------------------------------------------------------------------------------------


def _whole(files: Files) -> bool:
    """Whether no field depends on what a file is, and each place belongs to one field."""
    places = [
        (key, member)
        for field in files.fields
        if not field.data.get("by")
        for key, _, member in field.places
    ]
    bare = {key for key, member in places if member is None}
    inner = {key for key, member in places if member is not None}
    return (
        not any(field.data.get("only") for field in files.fields)
        and len(places) == len(set(places))
        and bare.isdisjoint(inner)
    )


class FileWriting:
    """How files with certain fields are written: what is told of all of them, what is put where.

    ``words``: the columns whose values are spelt, and the notes told between; ``reply``,
    ``legacy``: by key, what makes it.
    """

    __slots__ = ("legacy", "reply", "told", "words")

    def __init__(
        self,
        notes: list[Note],
        words: list[tuple[int, PlacedField] | Note],
        reply: list[tuple[str, Make]],
        legacy: list[tuple[str, Make]],
    ) -> None:
        self.told = notes
        self.words = words
        self.reply = reply
        self.legacy = legacy

    def spelt(self, lists: _Lists, notes: list[Note]) -> _Lists | None:
        """The columns in the vendor's words; None where a value has none, so that a file lacks
        it."""
        out = [*lists]
        for step in self.words:
            if len(step) == 2:
                at, field = step
                out[at] = [field.spell(item, field.path, notes) for item in out[at]]
                if OMIT in out[at]:
                    return None
            else:
                notes.append(step)
        return out


def shape_of(
    files: Files, leaves: tuple[str, ...], given: frozenset[str] | None, *, older: bool
) -> FileWriting:
    notes: list[Note] = []
    words: list[tuple[int, PlacedField] | Note] = []
    put: list[tuple[int, PlacedField]] = []
    if given is not None:
        for field in files.fields:
            if _asked(field) and field.leaf not in leaves:
                notes.append(("MG202", field.path, lacking(field.path, given, {}), {}))
    for field in files.fields:
        if field.data.get("by") or field.leaf not in leaves:
            continue
        if field.data.get("status") == "no":
            words.append(_lost(field))
            continue
        at = leaves.index(str(field.leaf))
        put.append((at, field))
        if not field.verbatim:
            words.append((at, field))
    if not any(len(step) == 2 for step in words):
        notes += [step for step in words if len(step) == 4]
        words = []
    return FileWriting(
        notes,
        words,
        _makers(files.lists, [(at, field.data["from"]) for at, field in put]),
        _makers(files.legacy, [(at, field.data.get("legacy", ())) for at, field in put])
        if older
        else [],
    )


def _makers(
    lists: Mapping[str, bool], put: Sequence[tuple[int, Sequence[Any]]]
) -> list[tuple[str, Make]]:
    """By key of a reply, what makes its value of columns; lists come first."""
    members: dict[str, list[tuple[str, int]]] = {key: [] for key in lists}
    bare: dict[str, int] = {}
    single: list[tuple[str, Make]] = []
    for at, places in put:
        for key, is_list, member in places:
            if not is_list:
                single.append((key, _first(at)))
            elif member is None:
                bare[key] = at
            else:
                members[key].append((member, at))
    made = [
        (key, _objects(members[key]) if objects else _same(bare.get(key)))
        for key, objects in lists.items()
    ]
    return made + single


def _first(at: int) -> Make:
    return lambda lists: lists[at][0]


def _same(at: int | None) -> Make:
    if at is None:
        return lambda _lists: []
    return lambda lists: [*lists[at]]


def _objects(members: list[tuple[str, int]]) -> Make:
    """What makes the entries of a list: the fewer members, the more direct."""
    if not members:
        return lambda lists: [{} for _ in lists[0]]
    names, at = [name for name, _ in members], [place for _, place in members]
    if len(members) == 1:
        (a,), (i,) = names, at
        return lambda lists: [{a: x} for x in lists[i]]
    if len(members) == 2:
        (a, b), (i, j) = names, at

        def two(lists: _Lists) -> list[Payload]:
            one, other = lists[i], lists[j]
            if len(one) == 1:
                return [{a: one[0], b: other[0]}]
            return [{a: x, b: y} for x, y in zip(one, other, strict=True)]

        return two
    if len(members) == 3:
        (a, b, c), (i, j, k) = names, at
        return lambda lists: [
            {a: x, b: y, c: z} for x, y, z in zip(lists[i], lists[j], lists[k], strict=True)
        ]
    return lambda lists: [
        dict(zip(names, row, strict=True))
        for row in zip(*[lists[place] for place in at], strict=True)
    ]


# One by one --------------------------------------------------------------------------------------


def _asked(field: PlacedField) -> bool:
    """Whether a file that lacks the field is told of."""
    data = field.data
    return data.get("status") != "no" and not any(
        data.get(name) for name in ("optional", "derive", "by")
    )


def _lost(field: PlacedField) -> Note:
    return "MG201", field.path, f"{WRITER} does not return it on this client", {}


def tell_lacking(
    items: Sequence[Mapping[str, Any]], files: Files, notes: list[Note], given: frozenset[str]
) -> None:
    """Say which fields of the target's files a reply does not say of all that it tells of."""
    for field in files.fields:
        if not _asked(field):
            continue
        only = field.data.get("only")
        meant = [item for item in items if not only or item.get("kind") in only]
        lacks = sum(field.leaf not in item for item in meant)
        if lacks:
            text = lacking(field.path, given, {})
            if lacks < len(meant):
                text += f" of {lacks} of {len(meant)} files"
            notes.append(("MG202", field.path, text, {}))


def _one_by_one(
    items: Sequence[Mapping[str, Any]],
    files: Files,
    reply: Payload,
    legacy: Payload,
    notes: list[Note],
) -> None:
    if files.single and len(items) > 1:
        text = f"{WRITER} has room for one file: {len(items) - 1} left out"
        notes.append(("MG201", files.root, text, {}))
    for out, lists in ((reply, files.lists), (legacy, files.legacy)):
        for key, objects in lists.items():
            out.setdefault(key, [{} for _ in items] if objects else [])
    for field in files.fields:
        data, leaf = field.data, str(field.leaf)
        if data.get("by"):
            continue
        if data.get("status") == "no":
            if any(leaf in item for item in items):
                notes.append(_lost(field))
            continue
        only = data.get("only")
        for index, item in enumerate(items):
            value = item.get(leaf)
            if value is None or (only and item.get("kind", only[0]) not in only):
                continue
            written = value if field.verbatim else field.spell(value, field.path, notes)
            if written is not OMIT:
                for key, is_list, member in data["from"]:
                    _place(reply, key, is_list, member, index, written)
                for key, is_list, member in data.get("legacy", ()):
                    _place(legacy, key, is_list, member, index, written)
    extras = [(index, item["extra"]) for index, item in enumerate(items) if item.get("extra")]
    for index, extra in extras:
        for key, objects in files.lists.items():
            for part, value in extra.items() if objects else ():
                reply[key][index].setdefault(part, value)


def _place(
    out: Payload, key: str, is_list: bool, member: str | None, index: int, value: Any
) -> None:
    if not is_list:
        if index == 0:
            out[key] = value
    elif member is None:
        out[key].append(value)
    else:
        out[key][index][member] = value
