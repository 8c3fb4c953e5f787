"""What is told of cases, in full, beside the tables that say the rules of it alone.

A file has the name of each case, and below it, further in, a line for each diagnostic: its rule,
where it stands, severity and loss, its text, the sources it stands on (of findings, whether it has
any), what would mend it. The tables are written by hand and say what is to be told; what it says, a
reader of the diff sees. `make accept` rewrites the files. A case that is not in them yet is held by
its table alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Final

from mediaglot.adapters.source.common.finding import Finding
from mediaglot.canonical.diagnostics import Diagnostic

Golden = Callable[[Path, str], None]
_WEIGHT: Final = re.compile(r"\([0-9]+ KB, about [0-9]+ KB gzipped\)")


def of_diagnostic(item: Diagnostic, place: str = "") -> str:
    """A diagnostic in a line."""
    where = f" {place or item.place}" if place or item.place else ""
    sources = ", ".join(f"{one.source} {one.grade}" for one in item.evidence)
    if place:  # the facts of whole sections, whose sources grow with each page that is read
        sources = "sourced" if item.evidence else ""
    fix = f" -> {item.fix.text}{'' if item.fix.safe else ' (unsafe)'}" if item.fix else ""
    return _one_line(
        f"{item.code} {item.severity} {item.loss}{where}: {item.message} [{sources}]{fix}"
    )


def of_finding(item: Finding) -> str:
    """A finding in a line."""
    place = f"{item.line}:{item.column}-{item.end_line}:{item.end_column}"
    more = f" blocks {item.blocks}" if item.blocks else ""
    more += f" uses {item.uses}" if item.uses != 1 else ""
    more += " ignored" if item.ignored else ""
    return of_diagnostic(item.diagnostic, place) + more


def _one_line(text: str) -> str:
    """The text without ends of lines, halves of surrogate pairs, and what the runtime weighs."""
    plain = _WEIGHT.sub("(its size)", text).replace("\n", "\\n").replace("\r", "\\r")
    return plain.encode(errors="backslashreplace").decode()


def names_in(file: Path) -> list[str]:
    """The cases that a file speaks of."""
    lines = file.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line[:1].strip()]


def hold(
    golden: Golden, accept: bool, file: Path, cases: Mapping[str, Callable[[], Iterable[str]]]
) -> None:
    """Hold what is told of the cases that a file has; to be rewritten, of all."""
    lines: list[str] = []
    for name in cases if accept else names_in(file):
        said = [f"  {line}" for line in cases[name]()]
        if said:
            lines += [name, *said]
    golden(file, "\n".join(lines) + "\n")
