"""Replies in data frames of Polars or pandas: rows of `rows.COLUMNS` in a frame of the same kind.

Frames of other libraries come in through the Arrow PyCapsule interface (`arrow.normalize` takes
whatever has ``__arrow_c_stream__``); of these two, users expect their own kind back.
"""

from __future__ import annotations

import sys
from typing import Any, Final, TypeVar, cast

from ...canonical.errors import InputError, in_one_line, wrong
from ...profiles.registry import Registry
from .cells import dumped, missing

Frame = TypeVar("Frame")
_KINDS: Final = ("polars", "pandas")


def normalize_frame(
    frame: Frame,
    *,
    read: str | None = None,
    api: str | None = None,
    column: str | None = None,
    envelope: bool = False,
    registry: Registry | None = None,
) -> Frame:
    """Replies of any vendor in a frame of Polars or pandas, as a frame of the same kind, row for
    row: its columns are those of `mg.arrow.SCHEMA`, whatever the vendor.

    ``frame``: a frame, or one column of it. The payload stands in ``column``, by default in the
    column ``payload``, or in the only column: JSON text, or structs (in pandas: dicts). A frame
    without such a column is itself the payload, a column a field. ``read`` and ``api`` tell client
    and API of rows whose columns ``read`` (or ``client``) and ``api`` do not. ``envelope``: what
    else an envelope of JSON text holds goes into the column of that name. ``registry``: where
    vendors are looked up.

    Of a Polars `LazyFrame` a lazy one is made, batch by batch where Polars streams. pandas keeps
    its index; its columns have Arrow types, so that a number that is absent is ``<NA>``.

    Raises `InputError` for what is no such frame, unknown clients or APIs, and columns that are
    not there. Needs the extra: ``mediaglot[arrow]``.
    """
    asked: dict[str, Any] = {
        "read": read, "api": api, "column": column, "envelope": envelope, "registry": registry,
    }  # fmt: skip
    kind = type(frame).__module__.partition(".")[0]
    if kind not in _KINDS or kind not in sys.modules:
        raise wrong(
            "a frame or a column of Polars or pandas; mg.arrow.normalize takes others", frame
        )
    made: Any = _polars(frame, asked) if kind == "polars" else _pandas(frame, asked)
    result: Frame = made
    return result


def _polars(frame: Any, asked: dict[str, Any]) -> Any:
    import polars as pl
    import pyarrow as pa

    from .arrow import SCHEMA, normalize

    def made(batch: pl.DataFrame) -> pl.DataFrame:
        try:
            table = batch.to_arrow()
        except (pa.ArrowException, pl.exceptions.PolarsError) as error:
            raise InputError(f"cannot be read: {in_one_line(error)}", place="frame") from None
        return cast("pl.DataFrame", pl.from_arrow(normalize(table, **asked)))

    if isinstance(frame, pl.LazyFrame):
        empty = cast("pl.DataFrame", pl.from_arrow(SCHEMA.empty_table()))
        return frame.map_batches(made, schema=empty.schema, streamable=True)
    if isinstance(frame, pl.Series):
        frame = frame.alias("payload").to_frame()
    if not isinstance(frame, pl.DataFrame):
        raise wrong("a frame or a column of Polars", frame)
    return made(frame)


def _pandas(frame: Any, asked: dict[str, Any]) -> Any:
    import pandas as pd  # type: ignore[import-untyped,unused-ignore]
    import pyarrow as pa

    from .arrow import normalize, payload_of

    if isinstance(frame, pd.Series):
        frame = frame.to_frame(name="payload")
    if not isinstance(frame, pd.DataFrame):
        raise wrong("a frame or a column of pandas", frame)
    if not frame.columns.is_unique:
        twice = frame.columns[frame.columns.duplicated()][0]
        raise InputError(f"two columns are called {str(twice)[:60]!r}")
    names = [str(name) for name in frame.columns]
    payload = asked["column"] or payload_of(names)
    if payload is None and any(kind.kind == "O" for kind in frame.dtypes):
        columns = {"payload": _rows(names, frame)}
    else:
        columns = {
            name: _json(frame[key]) if name == payload else _column(frame[key])
            for name, key in zip(names, frame.columns, strict=True)
        }
    table = pa.table(columns) if columns else pa.table({"payload": pa.nulls(len(frame))})
    found = normalize(table, **asked).to_pandas(types_mapper=pd.ArrowDtype)
    return found.set_axis(frame.index, axis="index")


def _json(series: Any) -> Any:
    """Payloads for Arrow: dicts as JSON, as a struct does not tell null from what is not there."""
    if series.dtype != object or not any(isinstance(item, dict | list) for item in series):
        return _column(series)
    import pyarrow as pa

    return pa.array([_line(item) for item in series], pa.binary())


def _rows(names: list[str], frame: Any) -> Any:
    """Rows that are payloads themselves, as JSON: columns of objects may hold anything."""
    import pyarrow as pa

    rows = zip(*(frame[key] for key in frame.columns), strict=True)
    made = [
        {name: item for name, item in zip(names, row, strict=True) if not _absent(item)}
        for row in rows
    ]
    return pa.array(map(dumped, made), pa.binary())


def _line(item: Any) -> bytes | None:
    """One payload as JSON; a text is taken for JSON already."""
    if _absent(item):
        return None
    if isinstance(item, str):
        return item.encode("utf-8", "surrogatepass")
    return bytes(item) if isinstance(item, bytes | bytearray | memoryview) else dumped(item)


def _column(series: Any) -> Any:
    import pyarrow as pa

    try:
        return pa.array(series, from_pandas=True)
    except (pa.ArrowException, TypeError, ValueError) as error:
        reason = in_one_line(error)
        raise InputError(f"cannot be read: {reason}", place=str(series.name)) from None


def _absent(item: Any) -> bool:
    return item is None or (isinstance(item, float) and item != item) or missing(item)
