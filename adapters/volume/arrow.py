"""Columns in, columns out: replies of any vendor as Arrow tables with one fixed schema.

```python
import mediaglot as mg
import pyarrow.parquet as pq

rows = mg.arrow.normalize(pq.read_table("replies.parquet"), read="my", api="chooseImage")
```

Row n of the output is row n of the input. A row that cannot be used has its reason in the column
``error``, and null everywhere else. Needs pyarrow: ``pip install "mediaglot[arrow]"``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import attrs
import orjson

from ...canonical.errors import InputError, did_you_mean, in_one_line, wrong
from ...profiles import loader
from ...profiles.registry import Registry
from ..lines.fast import Fast
from ..lines.stream import LineSettings
from .cells import dumped, is_binary, plainly, values_of
from .columns import fast_rows
from .tables import FILE_SCHEMA as FILE_SCHEMA
from .tables import MAX_BLOCK, pa, table
from .tables import SCHEMA as SCHEMA

if TYPE_CHECKING:
    Columns: TypeAlias = pa.Table | pa.RecordBatch | pa.Array | pa.ChunkedArray

CHUNK_ROWS: Final = 16_384
_NAMED: Final = ("api", "read", "client")


def normalize(
    data: Columns,
    *,
    read: str | None = None,
    api: str | None = None,
    column: str | None = None,
    envelope: bool = False,
    registry: Registry | None = None,
) -> pa.Table:
    """Replies of any vendor as rows of `SCHEMA`, one a row.

    ``data``: a table, record batch or array, or whatever gives a table to Arrow by the PyCapsule
    interface (frames of Polars, pandas and others, relations of DuckDB). The payload stands in
    ``column``, by default in the column ``payload``, or in the only column: JSON text, or structs.
    A table without such a column is itself the payload, a column a field. ``read`` and ``api`` tell
    client and API of rows whose columns ``read`` (or ``client``) and ``api`` do not. ``envelope``:
    what else an envelope of JSON text holds goes into the column of that name. ``registry``: where
    vendors are looked up.

    Raises `InputError` for unknown clients or APIs and for columns that are not there.
    """
    base = LineSettings(
        read=read, api=api, envelope=envelope, registry=registry or loader.current()
    )
    payloads, apis, reads = _inputs(data, column)
    tables = []
    for start in range(0, len(payloads), CHUNK_ROWS):
        stop = start + CHUNK_ROWS
        tables.append(
            _normalized(
                payloads[start:stop],
                apis[start:stop] if apis is not None else None,
                reads[start:stop] if reads is not None else None,
                base,
            )
        )
    if not tables:
        _fast(base)
        return SCHEMA.empty_table()
    return pa.concat_tables(tables)


def batches(
    source: Iterator[pa.RecordBatch],
    *,
    read: str | None = None,
    api: str | None = None,
    column: str | None = None,
    envelope: bool = False,
    registry: Registry | None = None,
) -> Iterator[pa.RecordBatch]:
    """`normalize` over a stream of record batches, in constant memory."""
    for batch in source:
        made = normalize(
            batch, read=read, api=api, column=column, envelope=envelope, registry=registry
        )
        yield from made.to_batches()


def _fast(settings: LineSettings) -> Fast:
    remembered = settings.registry.remembered_by_thread(_fast_rows)
    return remembered(settings.read, settings.api, settings.envelope)


def _fast_rows(registry: Registry, read: str | None, api: str | None, envelope: bool) -> Fast:
    settings = LineSettings(read=read, api=api, envelope=envelope, registry=registry)
    return fast_rows(settings)


def _inputs(
    data: Columns, column: str | None
) -> tuple[pa.ChunkedArray, list[Any] | None, list[Any] | None]:
    """Payloads as JSON text or structs, and the columns that name APIs and clients."""
    if isinstance(data, (pa.Array, pa.ChunkedArray)):
        return plainly(_chunked(data)), None, None
    whole = _whole(data)
    names = whole.column_names
    named = [name for name in _NAMED if name in names]
    if column is None:
        column = payload_of(names)
        if column not in (None, "payload") and not _holds_payloads(plainly(whole.column(column))):
            column = None
    elif column not in names:
        raise InputError(f"no column {column!r}; {did_you_mean(column, names, 'columns')}")
    if column is None:
        return _chunked(whole.to_struct_array()), None, None
    apis = values_of(whole.column("api")) if "api" in named else None
    source = "read" if "read" in named else "client"
    reads = values_of(whole.column(source)) if source in named else None
    return plainly(whole.column(column)), apis, reads


def _whole(data: Any) -> pa.Table:
    """A table of what is one, or says itself as one to Arrow."""
    if isinstance(data, pa.Table):
        return data
    if isinstance(data, pa.RecordBatch):
        return pa.Table.from_batches([data])
    if not hasattr(data, "__arrow_c_stream__") and not hasattr(data, "__arrow_c_array__"):
        raise wrong("a table, a record batch, an array, or what gives one to Arrow", data)
    try:
        return pa.table(data)
    except (pa.ArrowException, TypeError, ValueError) as error:
        reason = in_one_line(error)
        raise InputError(f"cannot be read as a table of Arrow: {reason}") from None


def payload_of(names: Sequence[str]) -> str | None:
    """The column of a table that holds payloads, if any does: the one of that name, or the only
    one beside those that name API and client."""
    rest = [name for name in names if name not in _NAMED]
    return "payload" if "payload" in names else rest[0] if len(rest) == 1 else None


def _chunked(data: Any) -> pa.ChunkedArray:
    return data if isinstance(data, pa.ChunkedArray) else pa.chunked_array([data])


def _is_text(kind: Any) -> bool:
    test = pa.types
    texts = (test.is_string, test.is_large_string, test.is_string_view, is_binary)
    return any(is_one(kind) for is_one in texts)


def _holds_payloads(column: pa.ChunkedArray) -> bool:
    if pa.types.is_struct(column.type):
        return True
    if not _is_text(column.type):
        return False
    first = next((item for item in column.to_pylist() if item), "")
    text = first.encode() if isinstance(first, str) else first
    return text.lstrip()[:1] == b"{"


def _normalized(
    payloads: pa.ChunkedArray,
    apis: list[Any] | None,
    reads: list[Any] | None,
    base: LineSettings,
) -> pa.Table:
    lines = _json(payloads)
    if apis is None and reads is None:
        return _rows(_fast(base), lines)
    groups: dict[tuple[Any, Any], list[int]] = {}
    for index in range(len(lines)):
        own_api = (apis[index] if apis is not None else None) or base.api
        own_read = (reads[index] if reads is not None else None) or base.read
        groups.setdefault((own_read, own_api), []).append(index)
    tables, order = [], []
    for (own_read, own_api), rows in groups.items():
        order += rows
        try:
            fast = _fast(attrs.evolve(base, read=own_read, api=own_api))
        except InputError as error:
            text = orjson.dumps({"error": str(error)}) + b"\n"
            tables.append(table(text * len(rows)))
            continue
        tables.append(_rows(fast, [lines[index] for index in rows]))
    places = [0] * len(lines)
    for place, index in enumerate(order):
        places[index] = place
    return pa.concat_tables(tables).combine_chunks().take(pa.array(places, pa.int64()))


def _rows(fast: Fast, lines: Sequence[bytes]) -> pa.Table:
    """The rows of lines, so many bytes at a time as an array of texts may hold."""
    made, start, size = [], 0, 0
    for index, line in enumerate(lines):
        size += len(line)
        if size > MAX_BLOCK and index > start:
            made.append(fast.run(b"\n".join(lines[start:index]), on_bad="keep").rows)
            start, size = index, len(line)
    made.append(fast.run(b"\n".join(lines[start:]), on_bad="keep").rows)
    return pa.concat_tables(made)


def _json(payloads: pa.ChunkedArray) -> Sequence[bytes]:
    """Each payload as one line of JSON that is not blank."""
    if not _is_text(payloads.type):
        return [dumped(item) for item in values_of(payloads)]
    if pa.types.is_large_string(payloads.type) or pa.types.is_large_binary(payloads.type):
        binary = payloads.cast(pa.large_binary())
    else:
        binary = payloads.cast(pa.binary())
    return [_line(item) for item in binary.to_pylist()]


def _line(item: bytes | None) -> bytes:
    if item is None:
        return b"null"
    if b"\n" in item:
        item = item.replace(b"\n", b" ")
    return item if item and not item.isspace() else b'""'
