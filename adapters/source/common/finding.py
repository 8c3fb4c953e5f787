"""A finding: what is told of a port, at a place in a file."""

from __future__ import annotations

from typing import Any

import attrs

from ....canonical.diagnostics import LOSSLESS, Diagnostic
from ....canonical.values import Value
from ..text.edits import Edit


@attrs.frozen(eq=False, repr=False)
class Finding(Value):
    """A diagnostic at a place in a file. Lines and columns from 1; offsets in bytes.

    ``blocks`` names what keeps the file from being complete, empty where the finding does not;
    ``uses`` is how many places of the file it tells of. ``ignored``: a comment beside it says that
    it is well. ``hushed``: by what it is settled, ``configuration`` or ``baseline``; it is neither
    told nor a failure, and counts for verdicts.
    """

    diagnostic: Diagnostic
    file: str
    line: int
    column: int
    end_line: int
    end_column: int
    start: int
    end: int
    text: str = ""
    ignored: bool = False
    edit: Edit | None = attrs.field(default=None, repr=False)
    blocks: str = ""
    uses: int = 1
    hushed: str = ""

    @property
    def code(self) -> str:
        return self.diagnostic.code

    @property
    def heard(self) -> bool:
        """Whether it is told: no comment silences it, and nothing has settled it."""
        return not self.ignored and not self.hushed

    def falls_under(self, level: str) -> bool:
        """Whether it is a failure under ``--fail-on``: ``error`` (an error, or what blocks its
        file), ``lossy`` (a loss, too) or ``never``."""
        if level == "never":
            return False
        if self.diagnostic.severity == "error" or self.blocks:
            return True
        return level == "lossy" and self.diagnostic.loss not in LOSSLESS

    @property
    def told(self) -> str:
        """The message, and of how many places of the file it tells."""
        more = f" ({self.uses} uses in this file)" if self.uses > 1 else ""
        return f"{self.diagnostic.message}{more}"

    def to_plain(self) -> dict[str, Any]:
        """JSON-like values."""
        return {
            **self.diagnostic.to_plain(),
            "file": self.file,
            "line": self.line,
            "column": self.column,
            "endLine": self.end_line,
            "endColumn": self.end_column,
            **({"blocks": self.blocks} if self.blocks else {}),
            **({"uses": self.uses} if self.uses != 1 else {}),
        }
