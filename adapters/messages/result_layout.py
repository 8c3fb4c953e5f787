"""What reading and writing the results of a program look up: its fields, its lists of files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import attrs

from ...canonical.vocabulary import Payload
from ..plan.kinds import KINDS
from ..plan.kinds.kind import Convert
from ..plan.notes import OMIT

if TYPE_CHECKING:
    from ..plan.model import Program, ProgramField

Place = tuple[str, bool, str | None]
"""Where a vendor has a value: the key of the reply, whether a list is there, the member of it."""


def twins_of(places: Sequence[Place]) -> list[str]:
    """The keys of a reply under which one value stands as it is, where it may stand several times:
    an object that has it among others may mean it otherwise."""
    return list(dict.fromkeys(key for key, is_list, member in places if not is_list and not member))


def plain(raw: Any) -> bool:
    """Whether there is nothing to say of a text or a whole number, wherever it stands."""
    return raw >= 0 if isinstance(raw, int) else bool(raw) and raw.isascii()


@attrs.frozen(eq=False, repr=False)
class PlacedField:
    """One field of a program. ``data`` is what the plan says of it.

    ``places``: where it is read, first to last. ``taken``: values of exactly this type are read
    as they are if they are `plain`, or None; ``words``: what texts mean, where they are of a
    closed list. ``verbatim``: any value is written as it is.
    """

    data: ProgramField
    path: str
    root: str
    leaf: str | None
    places: tuple[Place, ...]
    kept: tuple[str, ...]
    convert: Convert
    spell: Convert
    taken: Any
    words: Mapping[Any, Any] | None
    verbatim: bool

    @classmethod
    def of(cls, data: ProgramField) -> PlacedField:
        """The field of a program's entry."""
        places = tuple(tuple(place) for place in (*data["from"], *data.get("legacy", ())))
        kind = KINDS[data["kind"]]
        translated = any(data.get(name) for name in ("values", "reads", "words", "by"))
        free = not translated and "scale" not in data and data.get("unit") != "unknown"
        free = free and not any(data.get(name) for name in ("as_text", "before", "keys"))
        return cls(
            data,
            data["path"],
            data["root"],
            data["leaf"],
            places,
            tuple(key for key, _, member in places if member is None),
            kind.convert(data),
            kind.spell(data),
            kind.taken if free else None,
            _words(data) if translated else None,
            not data.get("values")
            and "scale" not in data
            and not data.get("as_text")
            and not kind.nests,
        )


def _words(data: ProgramField) -> Payload | None:
    """What the vendor's texts mean, where a field has no other values and tells of nothing."""
    pairs = data.get("values", ())
    if data.get("by") or not all(type(spelling) is str for _, spelling in pairs):
        return None
    result: Payload = {}
    for meaning, spelling in pairs:
        result.setdefault(spelling, meaning)
    for spelling, meaning in data.get("reads", {}).items():
        result.setdefault(spelling, meaning)
    if not pairs and KINDS[data["kind"]].taken is str:
        for word in data.get("words", ()):
            result.setdefault(word, word)
    return result


class Columns:
    """The files of a reply, a list for each leaf: none of them lacks any."""

    __slots__ = ("leaves", "lists")

    def __init__(self, leaves: tuple[str, ...], lists: Sequence[list[Any]]) -> None:
        self.leaves = leaves
        self.lists = lists

    def of(self, leaf: str) -> list[Any]:
        """One field of all files; nothing for each where they do not have it."""
        if leaf in self.leaves:
            return self.lists[self.leaves.index(leaf)]
        return [None] * len(self)

    def __len__(self) -> int:
        return len(self.lists[0])

    def rows(self) -> list[Payload]:
        """The files one by one."""
        return [dict(zip(self.leaves, row, strict=True)) for row in zip(*self.lists, strict=True)]


def kind_of_files(values: Mapping[str, Any]) -> Any:
    """What kind the files are together: all pictures, all videos, or a mix."""
    files = values.get("files") or ()
    if isinstance(files, Columns):
        kinds = set(files.of("kind"))
    else:
        kinds = {item.get("kind") for item in files}
    if not kinds or None in kinds:
        return OMIT
    return kinds.pop() if len(kinds) == 1 else "mix"


@attrs.frozen(eq=False, repr=False)
class Files:
    """The fields of the files of a reply, and what they have in common.

    ``keys``: the lists of a reply that tell of files; ``counted``: those that tell how many;
    ``members``: the known members of the entries of each. ``lists``: what a reply starts from,
    for each key whether its entries are objects; ``legacy``: the same for older fields;
    ``entries``: both.
    """

    root: str
    fields: tuple[PlacedField, ...]
    keys: tuple[str, ...]
    counted: tuple[str, ...]
    members: Mapping[str, frozenset[str]]
    lists: Mapping[str, bool]
    legacy: Mapping[str, bool]
    entries: Mapping[str, bool]
    single: bool

    @classmethod
    def of(cls, root: str, fields: list[PlacedField]) -> Files:
        """The files under one root of a program's result."""
        places = [place for field in fields for place in field.places]
        members: dict[str, set[str]] = {}
        for key, _, member in places:
            if member is not None:
                members.setdefault(key, set()).add(member)
        lists = _lists(field.data["from"] for field in fields)
        legacy = _lists(field.data.get("legacy", ()) for field in fields)
        return cls(
            root,
            tuple(fields),
            tuple(dict.fromkeys(key for key, _, _ in places)),
            tuple(key for field in fields if field.leaf == "path" for key, _, _ in field.places),
            {key: frozenset(names) for key, names in members.items()},
            lists,
            legacy,
            {**legacy, **lists},
            not any(is_list for field in fields for _, is_list, _ in field.data["from"]),
        )


def _lists(places: Iterator[Sequence[Any]]) -> dict[str, bool]:
    result: dict[str, bool] = {}
    for key, is_list, member in (place for each in places for place in each):
        if is_list:
            result.setdefault(key, member is not None)
    return result


@attrs.frozen(eq=False, repr=False)
class ResultLayout:
    """A program's result: fields of the reply itself, files, and the names there are.

    ``roots``: where its files are; ``known``: keys of a reply; ``paths``: canonical paths;
    ``leaves``: by root, the leaves of those below one, ``many`` or not; ``inner``: by key of an
    object in the reply its known members.
    """

    fields: tuple[PlacedField, ...]
    files: tuple[Files, ...]
    roots: tuple[str, ...]
    known: frozenset[str]
    paths: frozenset[str]
    leaves: Mapping[tuple[str, bool], frozenset[str]]
    inner: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, program: Program) -> ResultLayout:
        """The layout of a program."""
        every = [PlacedField.of(data) for data in program["result"]]
        roots: dict[str, list[PlacedField]] = {}
        for field in every:
            if field.data.get("many"):
                roots.setdefault(field.root, []).append(field)
        leaves: dict[tuple[str, bool], set[str]] = {}
        inner: dict[str, set[str]] = {}
        for field in every:
            for key, is_list, member in () if field.data.get("many") else field.places:
                if member is not None and not is_list:
                    inner.setdefault(key, set()).add(member)
        for field in every:
            for root, many, leaf in _split(field.path):
                leaves.setdefault((root, many), set()).add(leaf)
        return cls(
            tuple(field for field in every if not field.data.get("many")),
            tuple(Files.of(root, fields) for root, fields in roots.items()),
            tuple(roots),
            frozenset(program["success"]) | {key for field in every for key, _, _ in field.places},
            frozenset(field.path for field in every),
            {place: frozenset(names) for place, names in leaves.items()},
            {key: frozenset(names) for key, names in inner.items()},
        )


def _split(path: str) -> Iterator[tuple[str, bool, str]]:
    """Root and leaf of a path below a root, and whether the root is a list."""
    root, dot, leaf = path.partition(".")
    if dot:
        yield root.removesuffix("[]"), root.endswith("[]"), leaf
