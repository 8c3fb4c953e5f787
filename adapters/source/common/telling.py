"""What is told of places in a file that is no script: a template, a style sheet, a setting."""

from __future__ import annotations

from typing import Final, Unpack

from ....canonical.diagnostics import Evidence, Fix, RuleChanges
from ....canonical.rules import diagnostic
from .finding import Finding
from .on_the_way import OnTheWay

MOST_FINDINGS: Final = 2_000
"""More of them in one file are nothing that anybody wrote."""


class TooMany(Exception):
    """More findings in a file than `MOST_FINDINGS`."""


class Telling:
    """A file on its way that says what is to be told of its places."""

    __slots__ = ()

    file: OnTheWay
    once: set[tuple[str, str]]

    def line_text(self, number: int) -> str:
        """The text of a line of the file."""
        return self.file.lines.text(number)

    def say(
        self,
        code: str,
        message: str,
        start: int,
        end: int,
        *,
        blocks: str = "",
        once: str = "",
        evidence: tuple[Evidence, ...] = (),
        fix: str = "",
        **changes: Unpack[RuleChanges],
    ) -> None:
        """A finding at a place; ``once``: told once a file of one thing. Raises `TooMany`."""
        if once:
            if (code, once) in self.once:
                return
            self.once.add((code, once))
        if len(self.file.findings) >= MOST_FINDINGS:
            raise TooMany
        lines = self.file.lines
        line, column = lines.position(start)
        end_line, end_column = lines.position(end)
        text = self.line_text(line)
        if end_line != line:
            end_line, end_column = line, len(text) + 1
        item = diagnostic(
            code,
            message,
            evidence=evidence,
            place=f"{self.file.name}:{line}:{column}",
            read=str(self.file.pair.source["client"]),
            write=str(self.file.pair.target["client"]),
            fix=Fix(fix, safe=False) if fix else None,
            **changes,
        )
        span = (line, column, end_line, end_column, start, end)
        self.file.findings.append(Finding(item, self.file.name, *span, text, blocks=blocks))
