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
import msgspec
import orjson

from ...canonical.errors import InputError, did_you_mean, wrong
from ...profiles import loader
from ...profiles.registry import Registry
from ..lines.fast import Fast
from ..lines.stream import LineSettings
from .inputs import present
from .rows import COLUMNS, row

try:
    import pyarrow as pa
    from pyarrow import json as pa_json
except ImportError as error:
    raise ImportError(
        'columns need pyarrow, which is not installed: pip install "mediaglot[arrow]"'
    ) from error

if TYPE_CHECKING:
    Columns: TypeAlias = pa.Table | pa.RecordBatch | pa.Array | pa.ChunkedArray

CHUNK_ROWS: Final = 16_384
MAX_BLOCK: Final = 256 << 20


def _type(kind: Any) -> Any:
    if isinstance(kind, list):
        return pa.list_(pa.struct([(name, _type(item)) for name, item in kind[0].items()]))
    return {"bool": pa.bool_()}.get(kind) or pa.type_for_alias(kind)


SCHEMA: Final = pa.schema(
    [
        *((name, _type(kind)) for name, kind in COLUMNS.items()),
        ("error", pa.string()),
    ]
)
"""The schema of every output: see `rows.COLUMNS`; ``error`` tells why a row is empty."""

FILE_SCHEMA: Final = pa.schema([("file", pa.string()), ("line", pa.int64()), *SCHEMA])
"""The schema of a Parquet file made from files of lines: where each row came from, and `SCHEMA`."""

_READ: Final = SCHEMA.remove(SCHEMA.get_field_index("envelope"))


_NAMED: Final = ("api", "read", "client")


class _Kept(msgspec.Struct, gc=False):
    envelope: msgspec.Raw = msgspec.Raw()


_KEPT: Final = msgspec.json.Decoder(_Kept)


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


def table(lines: bytes) -> pa.Table:
    """Rows written as JSON Lines by `rows.row` (or kept errors) as a table."""
    if not lines:
        return SCHEMA.empty_table()
    half = lines.find(b"\n", len(lines) // 2) + 1
    if len(lines) > MAX_BLOCK and 0 < half < len(lines):
        return pa.concat_tables([table(lines[:half]), table(lines[half:])])
    found = pa_json.read_json(
        pa.BufferReader(lines),
        read_options=pa_json.ReadOptions(use_threads=False, block_size=len(lines) + 1),
        parse_options=pa_json.ParseOptions(
            explicit_schema=_READ, unexpected_field_behavior="ignore"
        ),
    )
    place = SCHEMA.get_field_index("envelope")
    kept = _envelopes(lines, len(found))
    return found.add_column(place, SCHEMA.field(place), kept).combine_chunks()


def placed(rows: pa.Table, file: str, lines: Sequence[int]) -> pa.Table:
    """Rows of `SCHEMA` with their file and line, as rows of `FILE_SCHEMA`."""
    names = pa.repeat(pa.scalar(file, pa.string()), len(rows))
    columns = [names, pa.array(lines, pa.int64()), *rows.columns]
    return pa.Table.from_arrays(columns, schema=FILE_SCHEMA)


def _envelopes(lines: bytes, rows: int) -> pa.Array:
    """What envelopes held beside the payload, as text, row by row."""
    if b'"envelope":' not in lines:
        return pa.nulls(rows, pa.string())
    kept = (bytes(item.envelope) for item in _KEPT.decode_lines(lines))
    return pa.array([text.decode() if text else None for text in kept], pa.string())


def _fast(settings: LineSettings) -> Fast:
    remembered = settings.registry.remembered_by_thread(_fast_rows)
    return remembered(settings.read, settings.api, settings.envelope)


def _fast_rows(registry: Registry, read: str | None, api: str | None, envelope: bool) -> Fast:
    return Fast(LineSettings(read=read, api=api, envelope=envelope, registry=registry), row)


def _inputs(
    data: Columns, column: str | None
) -> tuple[pa.ChunkedArray, list[Any] | None, list[Any] | None]:
    """Payloads as JSON text or structs, and the columns that name APIs and clients."""
    if isinstance(data, (pa.Array, pa.ChunkedArray)):
        return _chunked(data), None, None
    whole = _whole(data)
    names = whole.column_names
    named = [name for name in _NAMED if name in names]
    if column is None:
        column = payload_of(names)
        if column not in (None, "payload") and not _holds_payloads(whole.column(column)):
            column = None
    elif column not in names:
        raise InputError(f"no column {column!r}; {did_you_mean(column, names, 'columns')}")
    if column is None:
        return _chunked(whole.to_struct_array()), None, None
    apis = whole.column("api").to_pylist() if "api" in named else None
    source = "read" if "read" in named else "client"
    reads = whole.column(source).to_pylist() if source in named else None
    return whole.column(column), apis, reads


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
        reason = " ".join(str(error).split())[:200]
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
    return bool(
        test.is_string(kind)
        or test.is_large_string(kind)
        or test.is_string_view(kind)
        or test.is_binary(kind)
        or test.is_large_binary(kind)
    )


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
        made = _fast(base).run(b"\n".join(lines), on_bad="keep")
        return table(made.data)
    groups: dict[tuple[Any, Any], list[int]] = {}
    for index in range(len(lines)):
        own_api = (apis[index] if apis is not None else None) or base.api
        own_read = (reads[index] if reads is not None else None) or base.read
        groups.setdefault((own_read, own_api), []).append(index)
    out: list[bytes] = [b""] * len(lines)
    for (own_read, own_api), rows in groups.items():
        try:
            fast = _fast(attrs.evolve(base, read=own_read, api=own_api))
        except InputError as error:
            text = orjson.dumps({"error": str(error)})
            for index in rows:
                out[index] = text
            continue
        made = fast.run(b"\n".join([lines[index] for index in rows]), on_bad="keep")
        for index, line in zip(rows, made.data.splitlines(), strict=True):
            out[index] = line
    return table(b"\n".join(out) + b"\n")


def _json(payloads: pa.ChunkedArray) -> Sequence[bytes]:
    """Each payload as one line of JSON that is not blank."""
    if not _is_text(payloads.type):
        return [orjson.dumps(present(item)) for item in payloads.to_pylist()]
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
