"""What reading and writing the results of a program look up, worked out once a program."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

import attrs

from .request import Program

MAX_LAYOUTS: Final = 2048
_NUMERIC: Final = ("integer", "number")

Place = tuple[str, bool, str | None]
"""Where a vendor has a value: the key of the reply, whether a list is there, the member of it."""


@attrs.frozen(eq=False, repr=False)
class Field:
    """One field of a program. ``data`` is what the plan says of it.

    ``places``: where it is read, first to last. ``taken``: values of exactly this type are read
    as they are (texts if they are ASCII). ``verbatim``: any value is written as it is.
    """

    data: Mapping[str, Any]
    path: str
    root: str
    leaf: str | None
    places: tuple[Place, ...]
    kept: tuple[str, ...]
    taken: Any
    verbatim: bool

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Field:
        """The field of a program's entry."""
        places = tuple(tuple(place) for place in (*data["from"], *data.get("legacy", ())))
        free = not any(data.get(name) for name in ("values", "reads", "words", "by"))
        numeric = data["kind"] in _NUMERIC
        if numeric:
            free = free and "scale" not in data and data.get("unit") != "unknown"
        return cls(
            data,
            data["path"],
            data["root"],
            data["leaf"],
            places,
            tuple(key for key, _, member in places if member is None),
            (int if numeric else str) if free else None,
            not data.get("values") and "scale" not in data,
        )


@attrs.frozen(eq=False, repr=False)
class Files:
    """The fields of the files of a reply, and what they have in common.

    ``keys``: the lists of a reply that tell of files; ``counted``: those that tell how many;
    ``members``: the known members of the entries of each. ``lists``: what a reply starts from,
    for each key whether its entries are objects; ``legacy``: the same for older fields;
    ``entries``: both.
    """

    root: str
    fields: tuple[Field, ...]
    keys: tuple[str, ...]
    counted: tuple[str, ...]
    members: Mapping[str, frozenset[str]]
    lists: Mapping[str, bool]
    legacy: Mapping[str, bool]
    entries: Mapping[str, bool]
    single: bool

    @classmethod
    def of(cls, root: str, fields: list[Field]) -> Files:
        """The files under one root of a program's result."""
        places = [place for field in fields for place in field.places]
        members: dict[str, set[str]] = {}
        for key, _, member in places:
            if member is not None:
                members.setdefault(key, set()).add(member)
        return cls(
            root,
            tuple(fields),
            tuple(dict.fromkeys(key for key, _, _ in places)),
            tuple(key for field in fields if field.leaf == "path" for key, _, _ in field.places),
            {key: frozenset(names) for key, names in members.items()},
            _lists(fields, "from"),
            _lists(fields, "legacy"),
            {**_lists(fields, "legacy"), **_lists(fields, "from")},
            not any(is_list for field in fields for _, is_list, _ in field.data["from"]),
        )


def _lists(fields: list[Field], name: str) -> dict[str, bool]:
    found: dict[str, bool] = {}
    for field in fields:
        for key, is_list, member in field.data.get(name, ()):
            if is_list:
                found.setdefault(key, member is not None)
    return found


@attrs.frozen(eq=False, repr=False)
class Layout:
    """A program's result: fields of the reply itself, files, and the names there are.

    ``roots``: where its files are; ``known``: keys of a reply; ``paths``: canonical paths;
    ``leaves``: by root, the leaves of those below one, ``many`` or not.
    """

    fields: tuple[Field, ...]
    files: tuple[Files, ...]
    roots: tuple[str, ...]
    known: frozenset[str]
    paths: frozenset[str]
    leaves: Mapping[tuple[str, bool], frozenset[str]]

    @classmethod
    def of(cls, program: Program) -> Layout:
        """The layout of a program."""
        every = [Field.of(data) for data in program["result"]]
        roots: dict[str, list[Field]] = {}
        for field in every:
            if field.data.get("many"):
                roots.setdefault(field.root, []).append(field)
        leaves: dict[tuple[str, bool], set[str]] = {}
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
        )


def _split(path: str) -> Iterator[tuple[str, bool, str]]:
    """Root and leaf of a path below a root, and whether the root is a list."""
    root, dot, leaf = path.partition(".")
    if dot:
        yield root.removesuffix("[]"), root.endswith("[]"), leaf


_layouts: dict[int, tuple[Program, Layout]] = {}


def layout(program: Program) -> Layout:
    """The layout of a program, remembered. Programs are not changed once they are used."""
    found = _layouts.get(id(program))  # whose program is kept: no other has its number meanwhile
    if found is None:
        if len(_layouts) >= MAX_LAYOUTS:
            _layouts.clear()
        found = _layouts[id(program)] = (program, Layout.of(program))
    return found[1]
