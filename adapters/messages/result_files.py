"""Reading the files of a reply: all at once where they are as documented, else one by one.

The first way takes lists whole and tells nothing; whatever is out of the ordinary (a wrong type,
a list too short, an unknown member) is left to the second, which does the whole of it and tells.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from ...canonical.errors import InputError, shown
from ...canonical.vocabulary import Payload
from ..plan.kinds.values import MAX_LIST, shallow
from ..plan.notes import OMIT, READER, Note
from .result_layout import Columns, Files, PlacedField, plain
from .result_lists import listed

Lists = dict[str, list[Any]]
ReadFiles = Callable[[Mapping[str, Any], list[Note]], "list[Payload] | Columns"]

_TEXTS: Final = {str}
_NONE: Final[frozenset[str]] = frozenset()


def file_reader(files: Files, *, columns: bool) -> ReadFiles:
    """The function that reads one list of files; ``columns``: as `Columns`, where it can."""
    keys = [(key, files.entries.get(key)) for key in files.keys]

    def one_by_one(reply: Mapping[str, Any], notes: list[Note]) -> list[Payload]:
        lists = {
            key: listed(key, reply[key], objects, notes)
            for key, objects in keys
            if reply.get(key) is not None
        }
        return _one_by_one(lists, files, notes)

    whole = _whole(files, one_by_one)
    if columns:
        return whole

    def read(reply: Mapping[str, Any], notes: list[Note]) -> list[Payload]:
        found = whole(reply, notes)
        return found.rows() if isinstance(found, Columns) else found

    return read


# All at once -------------------------------------------------------------------------------------


def _whole(
    files: Files, otherwise: Callable[[Mapping[str, Any], list[Note]], list[Payload]]
) -> ReadFiles:
    """The function that takes the lists of a reply whole, or leaves them to ``otherwise``."""
    known = {key: (files.entries.get(key), files.members.get(key, _NONE)) for key in files.keys}
    fields = [(str(field.leaf), _column(field, files.entries)) for field in files.fields]
    counted, twins = frozenset(files.counted), _twins(files)

    def whole(reply: Mapping[str, Any], notes: list[Note]) -> list[Payload] | Columns:
        lists: Lists = {}
        count = 0
        for key, raw in reply.items():
            if key not in known or raw is None:
                continue
            objects, members = known[key]
            if type(raw) is not list:
                if objects is not None or type(raw) is not str:
                    return otherwise(reply, notes)
                raw = [raw]
            if len(raw) != count or not raw:
                if count or not 0 < len(raw) <= MAX_LIST:
                    return otherwise(reply, notes)
                count = len(raw)
            if objects:
                for entry in raw:
                    if type(entry) is not dict or not members.issuperset(entry):
                        return otherwise(reply, notes)
            else:
                for entry in raw:
                    if type(entry) is not str:
                        return otherwise(reply, notes)
            lists[key] = raw
        if counted.isdisjoint(lists) or (twins and not _agree(lists, twins)):
            return otherwise(reply, notes)
        leaves: list[str] = []
        result: list[list[Any]] = []
        for leaf, column in fields:
            values = column(lists)
            if values is None:
                return otherwise(reply, notes)
            if values is not OMIT:
                leaves.append(leaf)
                result.append(values)
        return Columns(tuple(leaves), result) if result else otherwise(reply, notes)

    return whole


def _twins(files: Files) -> list[tuple[str, str | None]]:
    """The lists that tell the paths of the same files, where there are several, first to last."""
    found = [
        (key, member)
        for field in files.fields
        if field.leaf == "path"
        for key, _, member in field.places
        if bool(member) == bool(files.entries.get(key))
    ]
    return found if len(found) > 1 else []


def _paths(lists: Lists, key: str, member: str | None) -> list[Any]:
    """The paths in one of the lists; None for an entry without one."""
    column = lists.get(key, [])
    if member is None:
        return column
    return [entry.get(member) if isinstance(entry, Mapping) else None for entry in column]


def _agree(lists: Lists, twins: Sequence[tuple[str, str | None]]) -> bool:
    """Whether the lists that are there tell the same paths."""
    told = [_paths(lists, key, member) for key, member in twins if key in lists]
    return all(paths == told[0] for paths in told[1:])


_Column = Callable[[Lists], Any]
_Values = Callable[[list[Any]], "list[Any] | None"]


def _column(field: PlacedField, entries: Mapping[str, bool]) -> _Column:
    """The function that gives a field of all files; `OMIT` where no place has it, None where it
    is not ordinary."""
    places = [
        (key, member)
        for key, _, member in field.places
        if member is not None or not entries.get(key)
    ]
    if any(member is not None and not entries.get(key) for key, member in places):
        return lambda _lists: None
    meant = _meant(field)

    def column(lists: Lists) -> Any:
        for key, member in places:
            raw = lists.get(key)
            if raw is None:
                continue
            if member is None:
                return meant(raw)
            values = []
            for entry in raw:
                values.append(entry.get(member))
            if values[0] is not None:
                return meant(values)
            if values.count(None) != len(values):
                return None
        return OMIT

    key, member = places[0] if places else ("", None)
    if member is None or field.taken is None:
        return column
    return _texts_in(key, member, column) if field.taken is str else _wholes_in(key, member, column)


def _texts_in(key: str, member: str, otherwise: _Column) -> _Column:
    """The texts that the entries of a list have, where each has one there is nothing to say of."""

    def column(lists: Lists) -> Any:
        result = []
        for entry in lists.get(key, ()):
            item = entry.get(member)
            if type(item) is not str or not item or not item.isascii():
                return otherwise(lists)
            result.append(item)
        return result or otherwise(lists)

    return column


def _wholes_in(key: str, member: str, otherwise: _Column) -> _Column:
    """The same of whole numbers."""

    def column(lists: Lists) -> Any:
        result = []
        for entry in lists.get(key, ()):
            item = entry.get(member)
            if type(item) is not int or item < 0:
                return otherwise(lists)
            result.append(item)
        return result or otherwise(lists)

    return column


def _meant(field: PlacedField) -> _Values:
    """The function that reads the values of a field; None where one is not ordinary."""
    if field.taken is str:
        return _texts
    if field.taken is int:
        return _wholes
    words, convert = field.words, field.convert
    if field.data.get("by") or field.data.get("unit") == "unknown":
        return lambda _raw: None  # there is something to tell of each
    if words is not None:
        return lambda raw: _words(raw, words)

    def each(raw: list[Any]) -> list[Any] | None:
        notes: list[Note] = []
        try:
            made = [convert(item, "", notes) for item in raw]
        except InputError:
            return None
        return None if notes else made

    return each


def _texts(raw: list[Any]) -> list[Any] | None:
    for item in raw:
        if type(item) is not str or not item or not item.isascii():
            return raw if _valid(raw) else None
    return raw


def _valid(raw: list[Any]) -> bool:
    """Whether there is nothing to say of several texts: none is empty or half a surrogate pair."""
    if "" in raw or {*map(type, raw)} != _TEXTS:
        return False
    try:
        "".join(raw).encode()
    except UnicodeEncodeError:
        return False
    return True


def _wholes(raw: list[Any]) -> list[Any] | None:
    for item in raw:
        if type(item) is not int or item < 0:
            return None
    return raw


def _words(raw: list[Any], words: Mapping[Any, Any]) -> list[Any] | None:
    made = []
    for item in raw:
        if type(item) is not str or item not in words:
            return None
        made.append(words[item])
    return made


# One by one --------------------------------------------------------------------------------------


def _one_by_one(lists: Lists, files: Files, notes: list[Note]) -> list[Payload]:
    """The files of a reply, each field from the first place that has it."""
    items: list[Payload] = []
    extras: set[str] = set()
    for index in range(_count(lists, files, notes)):
        item: Payload = {}
        for field in files.fields:
            value = _cell(lists, field, index, notes)
            if value is not OMIT:
                item[str(field.leaf)] = value
            else:
                _keep_raw(lists, field, index, item)
        for key, known in files.members.items():
            entry = lists[key][index] if index < len(lists.get(key, ())) else None
            if isinstance(entry, Mapping) and not known.issuperset(entry):
                rest = {name: part for name, part in entry.items() if name not in known}
                shallow(f"{key}[{index}]", rest)
                item.setdefault("extra", {}).update(rest)
                extras.update(f"{key}[].{name}" for name in rest)
        items.append(item)
    _tell_unlike(lists, files, notes)
    for name in sorted(extras):
        notes.append(("MG205", name, f"not a field that {READER}'s profile knows", {}))
    return items


def _count(lists: Lists, files: Files, notes: list[Note]) -> int:
    """How many files a reply tells of: as many as there are paths, if there are any."""
    count = 0
    for key in files.counted:
        column = lists.get(key)
        if not column:
            continue
        if not count:
            count = len(column)
        elif len(column) != count:
            text = f"{key} has {len(column)} entries, another list {count}"
            notes.append(("MG207", key, text, {}))
    return count or max(map(len, lists.values()), default=0)


def _tell_unlike(lists: Lists, files: Files, notes: list[Note]) -> None:
    """Tell of each list that has another path than the one that is read for the same file."""
    first, read = "", list[Any]()
    for key, member in _twins(files):
        paths = _paths(lists, key, member)
        if not any(isinstance(path, str) for path in paths):
            continue
        both = zip(read, paths, strict=False) if len(read) == len(paths) else ()
        if any(isinstance(one, str) and isinstance(two, str) and one != two for one, two in both):
            text = f"{key} has other paths than {first}, which are read"
            notes.append(("MG207", key, text, {}))
        if not first:
            first, read = key, paths


def _keep_raw(lists: Lists, field: PlacedField, index: int, item: Payload) -> None:
    """What could not be read stays with the file, under the vendor's own name."""
    bare = [place for place in field.data.get("legacy", ()) if place[2] is None]
    for key, _, member in (*field.data["from"], *bare):
        column = lists.get(key, ())
        entry = column[index] if index < len(column) else None
        if member is None and entry is not None:
            shallow(f"{key}[{index}]", [entry])
            item.setdefault("extra", {})[key] = entry
        elif member is not None and isinstance(entry, Mapping) and entry.get(member) is not None:
            item.setdefault("extra", {})[member] = entry[member]


def _cell(lists: Lists, field: PlacedField, index: int, notes: list[Note]) -> Any:
    for key, _, member in field.places:
        column = lists.get(key)
        if column is None or index >= len(column):
            continue
        raw: Any = column[index]
        if member is not None:
            if not isinstance(raw, Mapping):
                if raw is not None:
                    text = f"expected an object, got {shown(raw)}"
                    notes.append(("MG206", f"{key}[{index}]", text, {}))
                continue
            raw = raw.get(member)
        elif isinstance(raw, Mapping):
            continue
        if raw is not None:
            if type(raw) is field.taken and plain(raw):
                return raw
            place = f"{key}[{index}]" if member is None else f"{key}[{index}].{member}"
            value = field.convert(raw, place, notes)
            if value is not OMIT:
                return value
    return OMIT
