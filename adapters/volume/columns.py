"""Messages into columns at once: the rows that `rows.row` gives, without a text of them between.

What was traced for a shape (`lines.trace`) is written here as one expression a column over many
messages. A column that is the same for all of them is made once; files and other lists of structs
are made leaf by leaf. What columns cannot hold so is written as JSON and read back, as the rows of
the reference path are. Needs pyarrow.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate, chain
from typing import Any, Final

import attrs

from ..lines.fast import Fast
from ..lines.form import ENCODER, Alike
from ..lines.marks import Number, Path, constant, has_mark, sources
from ..lines.shape import Shape, Unshapely
from ..lines.stream import LineSettings
from ..lines.trace import MAX_UNROLLED, Template, Writer, rendered, template
from .rows import FILE, REAL, WHOLE, row
from .tables import SCHEMA, pa, table

MAX_MAKERS: Final = 4096
_UNREADY: Final = (pa.ArrowException, OverflowError, TypeError, ValueError)
"""What building an array raises for values that it cannot hold."""


def fast_rows(settings: LineSettings) -> Fast:
    """What translates lines into rows of `tables.SCHEMA`."""
    return Fast(settings, row, ColumnForm())


@attrs.frozen(eq=False)
class RowMaker:
    """What messages that are translated alike become.

    ``constant``: the columns that are the same for all, those that are null left out. ``varying``:
    the others, each with its leaves where it is a list of structs. ``values``: the function that
    gives their values for a list of messages, column by column: a list, or how many structs each
    message has and a list for every leaf.
    """

    constant: Mapping[str, Any]
    varying: Mapping[str, tuple[str, ...]]
    values: Callable[[list[Any]], tuple[Any, ...]]


@attrs.frozen(eq=False)
class _Piece:
    """Some outputs: the values of their varying columns by what makes their rows, and under None
    the outputs of the reference path. ``runs``: whose they are, and how many follow each other."""

    runs: Sequence[tuple[RowMaker | None, int]]
    values: Mapping[RowMaker | None, Any]


class ColumnForm:
    """Outputs as a table of `tables.SCHEMA`: a `lines.form.Form`."""

    together = True

    def __init__(self) -> None:
        self._known: dict[Any, Template] = {}

    def template(self, output: Any, shape: Shape, count: int) -> Template:
        """A template that keeps the message with its `RowMaker`; equal ones are one object."""
        writer = Writer(shape, count)
        writer.names |= {"len": len, "real": _real, "text": _text}
        parts = {
            name: (_of_structs if isinstance(value, list) else _of_values)(name, value, writer)
            for name, value in output.items()
            if has_mark(value)
        }
        rest = {name: item for name, item in output.items() if name not in parts}
        same = constant(rest)
        row = template(output, shape, count)
        key = (row, *((name, text) for name, (_, text) in parts.items()), same)
        found = self._known.get(key)
        if found is None:
            text = "".join(f"{text}, " for _, text in parts.values())
            values = eval(f"lambda found: ({text})", writer.names)  # noqa: S307 our own names only
            leaves = {name: leaves for name, (leaves, _) in parts.items()}
            if "envelope" in rest:
                rest["envelope"] = _text(rest["envelope"])
            maker = RowMaker(rest, leaves, values)
            found = Template("(maker, o)", {"maker": maker}, lambda o: (maker, o))
            if len(self._known) >= MAX_MAKERS:
                self._known.clear()
            self._known[key] = found
        return found

    def same(self, made: tuple[RowMaker, Any], line: bytes) -> bool:
        """Whether a message becomes the row that the reference path gives."""
        try:
            return bool(_rows([self.piece([made])]) == table(line))
        except _UNREADY:
            return False

    def piece(self, made: list[Any] | Alike) -> _Piece:
        """The values of outputs; the messages themselves are not needed any longer."""
        if isinstance(made, Alike):
            maker = made.template.names["maker"]
            return _Piece([(maker, len(made))], {maker: maker.values(made.messages)})
        groups: defaultdict[RowMaker | None, list[Any]] = defaultdict(list)
        runs: list[tuple[RowMaker | None, int]] = []
        for item in made:
            maker, message = item if type(item) is tuple else (None, item)
            groups[maker].append(message)
            runs.append((maker, 1))
        values = {maker: maker.values(group) if maker else group for maker, group in groups.items()}
        return _Piece(runs, values)

    def whole(self, pieces: Sequence[_Piece]) -> tuple[bytes, pa.Table]:
        """All outputs as a table."""
        return b"", _rows(pieces)

    def joined(self, wholes: Sequence[tuple[bytes, Any]]) -> tuple[bytes, pa.Table]:
        """Tables one after another."""
        return b"", pa.concat_tables([rows for _, rows in wholes])


# What the columns are made by --------------------------------------------------------------------


def _text(value: Any) -> str:
    return ENCODER.encode(value).decode()


def _of_values(name: str, value: Any, writer: Writer) -> tuple[tuple[str, ...], str]:
    """The expression of a column of plain values."""
    text = writer.expression(value, {})
    return (), f"[{f'text({text})' if name == 'envelope' else text} for o in found]"


def _of_structs(name: str, items: list[Any], writer: Writer) -> tuple[tuple[str, ...], str]:
    """The leaves of a column of lists of structs, and the expression of their values."""
    del name
    leaves = tuple(dict.fromkeys(key for item in items for key in item))
    return leaves, _repeated(items, leaves, writer) or _unrolled(items, leaves, writer)


def _repeated(items: list[Any], leaves: tuple[str, ...], writer: Writer) -> str:
    """The expression where each struct is made of its own entry of the message's lists."""
    lists = sources(items[0])
    if not lists or len(items) != writer.count:
        return ""
    names = [f"x{index}" for index in range(len(lists))]
    before = dict(writer.names)
    texts: set[tuple[str, ...]] = set()
    for index, item in enumerate(items):
        writer.names = dict(before)
        bound: dict[Path, str] = {
            (*path, ("at", index)): name for path, name in zip(lists, names, strict=True)
        }
        texts.add(tuple(_leaf(leaf, item, writer, bound) for leaf in leaves))
    if len(texts) > 1 or any(item.keys() != items[0].keys() for item in items):
        writer.names = before
        return ""
    over = ", ".join(rendered(path, {}) for path in lists)
    over = over if len(lists) == 1 else f"zip({over})"
    made = (f"[{text} for o in found for {', '.join(names)} in {over}]" for text in texts.pop())
    return f"([len({rendered(lists[0], {})}) for o in found], {', '.join(made)})"


def _unrolled(items: list[Any], leaves: tuple[str, ...], writer: Writer) -> str:
    """The expression where they are made one by one."""
    if len(items) > MAX_UNROLLED:
        raise Unshapely
    made = []
    for leaf in leaves:
        each = [_leaf(leaf, item, writer, {}) for item in items]
        if len(each) == 1:
            made.append(f"[{each[0]} for o in found]")
        else:
            made.append(f"[x for o in found for x in ({', '.join(each)})]")
    return f"([{len(items)}] * len(found), {', '.join(made)})"


def _leaf(leaf: str, item: Mapping[str, Any], writer: Writer, bound: Mapping[Path, str]) -> str:
    """The expression of one leaf; what is the same for all is a value by itself.

    Raises `Unshapely` for what some messages could have that its column cannot hold.
    """
    value = item.get(leaf)
    if not isinstance(value, Number):
        if has_mark(value):
            return writer.expression(value, bound)
        constant(value)
        return repr(value)
    text = writer.expression(value, bound)
    if FILE.get(leaf) == REAL:
        return f"real({text})"
    if FILE.get(leaf) != WHOLE or value.ops or value.rounded:
        raise Unshapely
    return text


def _real(value: float) -> float | None:
    """A number as it is in a column of such; JSON has no word for what is not finite."""
    return float(value) if math.isfinite(value) else None


# Arrays ------------------------------------------------------------------------------------------


def _rows(pieces: Sequence[_Piece]) -> pa.Table:
    """Outputs of one maker or several as a table, in their order."""
    counts: Counter[RowMaker | None] = Counter()
    values: defaultdict[RowMaker | None, list[Any]] = defaultdict(list)
    for piece in pieces:
        for maker, count in piece.runs:
            counts[maker] += count
        for maker, found in piece.values.items():
            values[maker].append(found)
    if not counts:
        return SCHEMA.empty_table()
    parts = {maker: _columns(maker, values[maker]) for maker in counts}
    which, order = _order(pieces, counts) if len(parts) > 1 else (None, None)
    whole = []
    for field in SCHEMA:
        if not any(field.name in part for part in parts.values()):
            whole.append(_constant(field, [*parts], which, counts.total()))
            continue
        arrays = [
            part[field.name]
            if field.name in part
            else _constant(field, [maker], None, counts[maker])
            for maker, part in parts.items()
        ]
        whole.append(arrays[0] if order is None else pa.concat_arrays(arrays).take(order))
    return pa.Table.from_arrays(whole, schema=SCHEMA)


def _order(
    pieces: Sequence[_Piece], counts: Mapping[RowMaker | None, int]
) -> tuple[pa.Array, pa.Array]:
    """Row by row: the number of its maker, and its place where rows stand maker by maker."""
    numbers = {maker: number for number, maker in enumerate(counts)}
    at = dict(zip(counts, accumulate(counts.values(), initial=0), strict=False))
    kinds: list[int] = []
    places: list[int] = []
    for maker, count in chain.from_iterable(piece.runs for piece in pieces):
        place = at[maker]
        at[maker] = place + count
        if count == 1:
            kinds.append(numbers[maker])
            places.append(place)
        else:
            kinds += [numbers[maker]] * count
            places += range(place, place + count)
    return pa.array(kinds, pa.int32()), pa.array(places, pa.int32())


def _columns(maker: RowMaker | None, values: list[Any]) -> dict[str, pa.Array]:
    """The columns of outputs that are not the same for all of a maker; of those of the reference
    path, every column. ``values``: those of each piece."""
    if maker is None:
        rows = table(ENCODER.encode_lines([*chain.from_iterable(values)]))
        return {
            name: column.combine_chunks()
            for name, column in zip(rows.column_names, rows.columns, strict=True)
        }
    made = {}
    for (name, leaves), found in zip(maker.varying.items(), zip(*values, strict=True), strict=True):
        kind = SCHEMA.field(name).type
        if leaves:
            joined = [[*chain.from_iterable(part)] for part in zip(*found, strict=True)]
            made[name] = _structs(kind, leaves, joined)
        else:
            made[name] = pa.array([*chain.from_iterable(found)], kind)
    return made


def _structs(kind: Any, leaves: tuple[str, ...], values: list[list[Any]]) -> pa.Array:
    """Lists of structs, of how many each has and the values of every leaf."""
    sizes, *columns = values
    given = dict(zip(leaves, columns, strict=True))
    count = len(columns[0])
    inner = kind.value_type
    arrays = [
        pa.array(given[field.name], field.type)
        if field.name in given
        else pa.nulls(count, field.type)
        for field in inner
    ]
    structs = pa.StructArray.from_arrays(arrays, fields=list(inner))
    offsets = pa.array([*accumulate(sizes, initial=0)], pa.int32())
    return pa.ListArray.from_arrays(offsets, structs)


def _constant(field: Any, makers: list[Any], which: Any, count: int) -> pa.Array:
    """A column of what is the same for all messages of a maker; ``which``: whose each row is."""
    values = [maker.constant.get(field.name) if maker else None for maker in makers]
    if all(value is None for value in values):
        return pa.nulls(count, field.type)
    if all(value == [] for value in values):
        return pa.ListArray.from_arrays(_zeros(count + 1), pa.nulls(0, field.type.value_type))
    known = pa.array(values, field.type)
    if which is None and not pa.types.is_list(field.type):  # a list is repeated slowly
        return pa.repeat(known[0], count)
    return known.take(_zeros(count) if which is None else which)


def _zeros(count: int) -> pa.Array:
    return pa.repeat(pa.scalar(0, pa.int32()), count)
