"""Rows into a Parquet file that appears when all is written."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Final, Self

from ...canonical.errors import InputError
from ..lines.framing import Batch
from ..system.whole import beside, new_mode
from . import rows, tables
from .job import State
from .rejects import write_rejects

GROUP_ROWS: Final = 128 * 1024
_WORDS: Final[Any] = [
    *("file", "vendor", "client", "api", "kind", "detail", "code", "media"),
    *(f"files.list.element.{name}" for name in ("kind", "format")),
    *(f"diagnostics.list.element.{name}" for name in rows.DIAGNOSTIC),
    "extra.list.element.name",
]
"""Columns that say the same few things again and again: written as a dictionary, what is of one
row only takes longer and more room."""


class ParquetSink:
    """Collects rows into row groups; a context manager."""

    def __init__(self, out: str, rejects: IO[bytes] | None) -> None:
        self.target = Path(os.path.realpath(out))
        self.rejects = rejects
        self.tables: list[Any] = []
        self.rows = 0
        self.place = out
        self.stack = ExitStack()

    def __enter__(self) -> Self:
        import pyarrow.parquet as pq

        with self.stack as stack:
            try:
                self.part = stack.enter_context(beside(self.target))
            except OSError as error:
                raise InputError(f"cannot be written: {error.strerror}", place=self.place) from None
            self.writer = pq.ParquetWriter(
                self.part, tables.FILE_SCHEMA, compression="zstd", use_dictionary=_WORDS
            )
            stack.callback(self.writer.close)
            self.stack = stack.pop_all()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stack.close()

    def write(self, name: str, batch: Batch, first: int) -> None:
        """Add the rows of a batch, whose first line has this number."""
        made = batch.rows if batch.rows is not None else tables.unpacked(bytes(batch.data))
        table = _placed(made, name, batch, first)
        self.tables.append(table)
        self.rows += table.num_rows
        if self.rows >= GROUP_ROWS:
            self._group()
        write_rejects(self.rejects, name, batch)

    def vouch(self, state: State) -> None:
        """Nothing: a Parquet file is whole or not there."""

    def finish(self) -> None:
        """Write what is left, and give the file its name."""
        self._group()
        self.writer.close()
        self.part.chmod(new_mode())
        os.replace(self.part, self.target)

    def _group(self) -> None:
        if self.tables:
            import pyarrow as pa

            self.writer.write_table(pa.concat_tables(self.tables))
        self.tables, self.rows = [], 0


def _placed(table: Any, name: str, batch: Batch, first: int) -> Any:
    """The rows of a batch with their file and line; a bad line has a row where it is kept."""
    left_out = set(batch.blank)
    if len(table) + len(left_out) < batch.numbered:
        left_out.update(item.line - first for item in batch.rejected)
    lines: Sequence[int] = range(first, first + batch.numbered)
    if left_out:
        lines = [line for line in lines if line - first not in left_out]
    return tables.placed(table, name, lines)
