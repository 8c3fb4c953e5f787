"""The batch function on engines that are there already: Spark and Dask. No scheduler of ours.

Both run `arrow.batches` where the data is; a worker that dies is the engine's to replace, and
its part is done again: the function keeps no state, and parts appear whole or not at all.
Extras: ``pip install "mediaglot[spark]"`` (and Java 17), ``pip install "mediaglot[dask]"``.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ...canonical.errors import InputError
from ...profiles import loader
from ...profiles.registry import Registry
from ..lines.stream import LineSettings, check
from ..system.whole import beside, new_mode
from .chunks import MAX_LINE
from .inputs import is_lines
from .magic import LOOKED_AT, refuse

if TYPE_CHECKING:
    from collections.abc import Callable

    import pyarrow as pa
    from pyspark.sql import DataFrame

PART_BYTES: Final = 64 << 20

_SPARK: Final = {
    "string": "string",
    "int64": "bigint",
    "float64": "double",
    "bool": "boolean",
}


def spark(
    frame: DataFrame,
    *,
    read: str | None = None,
    api: str | None = None,
    column: str | None = None,
    envelope: bool = False,
) -> DataFrame:
    """A Spark DataFrame of replies as one of `rows.COLUMNS` and ``error``, by ``mapInArrow``.

    Columns as in `arrow.normalize`; for ``spark.read.text(...)`` say ``column="value"``. The
    package must be installed where the executors run. Raises `InputError` for unknown clients
    or APIs before anything is started.
    """
    settings = LineSettings(read=read, api=api, envelope=envelope)
    check(settings)
    function = partial(_partition, settings=settings, column=column)
    return frame.mapInArrow(function, spark_schema())


def spark_schema() -> str:
    """The schema of the output in Spark's words."""
    from .rows import COLUMNS

    columns = {**COLUMNS, "error": "string"}
    return ", ".join(f"`{name}` {_spark_type(kind)}" for name, kind in columns.items())


def _spark_type(kind: Any) -> str:
    if isinstance(kind, list):
        inner = ", ".join(f"`{name}`: {_spark_type(item)}" for name, item in kind[0].items())
        return f"array<struct<{inner}>>"
    return _SPARK[kind]


def _partition(
    source: Iterator[pa.RecordBatch], settings: LineSettings, column: str | None
) -> Iterator[pa.RecordBatch]:
    from .arrow import batches

    return batches(
        source,
        read=settings.read,
        api=settings.api,
        column=column,
        envelope=settings.envelope,
        registry=settings.registry,
    )


def dask(
    files: Sequence[str | Path],
    folder: str | Path,
    *,
    read: str | None = None,
    api: str | None = None,
    part_bytes: int = PART_BYTES,
    max_line: int = MAX_LINE,
    envelope: bool = False,
) -> list[Any]:
    """JSON Lines files as delayed tasks, each of which writes one Parquet part into ``folder``.

    ``dask.compute(*tasks)`` gives for every part a dict: ``part`` (its file), ``lines``,
    ``bad``, ``bytes``. Workers must see files and folder under the same paths. A part bears its
    number and appears when it is whole, so a task done twice leaves one part; bad lines are rows
    with ``error``. Raises `InputError` for unknown clients or APIs, and files that cannot be read.
    """
    from dask.delayed import delayed

    settings = LineSettings(read=read, api=api, envelope=envelope)
    check(settings)
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    tasks: list[Any] = []
    make: Callable[..., Any] = delayed(write_part, pure=True)
    for file in files:
        for start, stop in _parts(Path(file), part_bytes):
            part = str(target / f"part-{len(tasks):06d}.parquet")
            task = make(
                str(file), start, stop, part, read, api, max_line, settings.registry, envelope
            )
            tasks.append(task)
    return tasks


def _parts(file: Path, size: int) -> list[tuple[int, int]]:
    try:
        end = file.stat().st_size
        with file.open("rb") as stream:
            head = stream.read(LOOKED_AT)
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", place=str(file)) from None
    refuse(head, str(file))
    if not is_lines(str(file)):
        raise InputError(
            "has no parts to be read apart: it is packed, or a table; write its rows as JSON Lines",
            place=str(file),
        )
    return [(start, min(start + size, end)) for start in range(0, end, size)]


def write_part(
    file: str,
    start: int,
    stop: int,
    part: str,
    read: str | None,
    api: str | None,
    max_line: int = MAX_LINE,
    registry: Registry | None = None,
    envelope: bool = False,
) -> dict[str, Any]:
    """Normalize the lines of a file that start in ``start <= place < stop`` into one part."""
    import pyarrow.parquet as pq

    from .batches import translated_chunk
    from .chunks import read as read_chunks
    from .chunks import skip_line, without_mark
    from .columns import fast_rows
    from .tables import SCHEMA

    known = registry or loader.current()
    settings = LineSettings(read=read, api=api, envelope=envelope, registry=known)
    fast = fast_rows(settings)
    counts: dict[str, Any] = {"part": part, "lines": 0, "bad": 0, "bytes": 0}
    with beside(Path(part)) as temporary:
        with open(file, "rb") as stream, pq.ParquetWriter(temporary, SCHEMA) as writer:
            if start:
                stream.seek(start - 1)
                skip_line(stream)
            for chunk in read_chunks(stream, max_line, stream.tell()):
                if chunk.start >= stop:
                    break
                data = chunk.data
                if data is not None:
                    data = data[: _last_start(data, stop - chunk.start)]
                    counts["bytes"] += len(data)
                    if chunk.start == 0:
                        data = without_mark(data)
                batch = translated_chunk(fast, data, 1, "keep", max_line)
                counts["lines"] += batch.tally.lines
                counts["bad"] += batch.tally.bad
                writer.write_table(batch.rows)
        temporary.chmod(new_mode())
        os.replace(temporary, part)
    return counts


def _last_start(data: bytes, stop: int) -> int:
    """Where the last line ends that starts before a place."""
    if stop >= len(data):
        return len(data)
    return data.find(b"\n", stop - 1) + 1 or len(data)
