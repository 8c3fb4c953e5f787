"""The schemas of columns, and rows of JSON Lines as a table of them. Needs pyarrow."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import msgspec

from .rows import COLUMNS

try:
    import pyarrow as pa
    import pyarrow.compute as pc
    from pyarrow import json as pa_json
except ImportError as error:
    raise ImportError(
        'columns need pyarrow, which is not installed: pip install "mediaglot[arrow]"'
    ) from error

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


class _Kept(msgspec.Struct, gc=False):
    envelope: msgspec.Raw = msgspec.Raw()


_KEPT: Final = msgspec.json.Decoder(_Kept)


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
    numbers = _counted(lines) if isinstance(lines, range) else pa.array(lines, pa.int64())
    columns = [names, numbers, *rows.columns]
    return pa.Table.from_arrays(columns, schema=FILE_SCHEMA)


def _counted(numbers: range) -> pa.Array:
    """Numbers that follow each other."""
    ones = pa.repeat(pa.scalar(1, pa.int64()), len(numbers))
    compute: Any = pc  # its functions are made when it is loaded
    return compute.cumulative_sum(ones, start=numbers.start - 1)


def packed(rows: pa.Table) -> bytes:
    """A table of `SCHEMA` as bytes, for another process."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, SCHEMA) as writer:
        writer.write_table(rows)
    return bytes(sink.getvalue())


def unpacked(data: bytes) -> pa.Table:
    """What `packed` gave."""
    return pa.ipc.open_stream(data).read_all()


def _envelopes(lines: bytes, rows: int) -> pa.Array:
    """What envelopes held beside the payload, as text, row by row."""
    if b'"envelope":' not in lines:
        return pa.nulls(rows, pa.string())
    kept = (bytes(item.envelope) for item in _KEPT.decode_lines(lines))
    return pa.array([text.decode() if text else None for text in kept], pa.string())


__all__ = ["FILE_SCHEMA", "MAX_BLOCK", "SCHEMA", "pa", "packed", "placed", "table", "unpacked"]
