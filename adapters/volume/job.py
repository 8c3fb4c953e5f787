"""What a run over files of messages is to do, and how far it is."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from ..lines.fast import Fast
from ..lines.framing import OnBad, Tally
from ..lines.stream import LineSettings, Reference, translated
from .chunks import MAX_LINE
from .rows import timed_row


@attrs.frozen(kw_only=True)
class Job:
    """What to do.

    ``files``: names, ``-`` for standard input. ``out``: a file to appear when all is done, None
    to write to the stream. ``rows``: write the rows of `rows.timed_row`.
    """

    settings: LineSettings
    files: Sequence[str]
    out: str | None = None
    rejects: str | None = None
    on_bad: OnBad = "skip"
    max_line: int = MAX_LINE
    jobs: int = 1
    resume: bool = False
    rows: bool = False

    @property
    def columns(self) -> bool:
        """Whether the output is a Parquet file."""
        return self.out is not None and self.out.lower().endswith(".parquet")

    def fast(self) -> Fast:
        """What translates the lines. Raises `ImportError` where columns need what is not there."""
        if self.columns:
            from .columns import fast_rows

            return fast_rows(self.settings)
        reference: Reference = timed_row if self.rows else translated
        return Fast(self.settings, reference)


@attrs.define
class State:
    """How far a run is."""

    tally: Tally = attrs.field(factory=Tally)
    file: int = 0
    place: int = 0
    line: int = 1
    read: int = 0
    resumed: int = 0
