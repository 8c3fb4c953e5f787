"""A baseline: the findings that a team knows of today, so that only new ones fail.

A finding is known by its file, its rule, its function and the text of its line, so lines may move.
The same text in more places than the baseline has seen is new in the places beyond.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import attrs

from ....canonical.errors import InputError
from ...system.baseline_file import (
    BY,
    PARTS,
    Known,
    counted,
    digest_of,
    known,
    read_baseline,
    rows,
    text,
)
from ..common.finding import Finding
from ..common.verdict import Cause
from ..pages.verdict import PagePort
from ..tree.ported import TreePort
from .hush import settled


@attrs.frozen
class Baseline:
    """What is known: findings with how often, and what blocks pages and is no finding."""

    read: str
    write: str
    findings: Counter[Known]
    pages: frozenset[Known] = frozenset()

    @property
    def size(self) -> int:
        """How many places are known."""
        return self.findings.total() + len(self.pages)


def load_baseline(file: str | Path) -> Baseline:
    """A baseline as `text_of` wrote it. Raises `InputError` naming the file and the field."""
    name = str(file)
    value = read_baseline(file)
    findings = counted(value, name)
    pages = {
        known(row, ("page", "code", "name"), place) for place, row in rows(value, "pages", name)
    }
    others = "from" not in value and any(part in value for part in PARTS)
    ends = ["", ""] if others else [text(value, key, name) for key in ("from", "to")]
    return Baseline(ends[0], ends[1], findings, frozenset(pages))


def part_of_port(port: TreePort) -> dict[str, Any]:
    """The part of a baseline that has all that a port would tell now."""
    lines: dict[Known, list[Finding]] = {}
    for item in port.findings:
        if _counts(item):
            lines.setdefault(known_by(item), []).append(item)
    findings = [
        {
            "file": found[0].file,
            "code": found[0].code,
            "line": found[0].text.strip()[:120],
            "digest": key[2],
            **({"count": len(found)} if len(found) > 1 else {}),
        }
        for key, found in sorted(lines.items())
    ]
    pages = sorted(
        {
            (page.name, cause.code, cause.name)
            for page in port.pages
            for cause in (*page.blockers, *page.losses)
            if not cause.hushed
        }
    )
    return {
        "from": port.read,
        "to": port.write,
        "findings": findings,
        "pages": [{"page": page, "code": code, "name": name} for page, code, name in pages],
    }


def known_by(item: Finding) -> Known:
    """What a finding is known by."""
    return item.file, item.code, digest_of(item.text, item.diagnostic.api, item.blocks)


def _counts(item: Finding) -> bool:
    """Whether a finding may fail a run, or is told without being asked for."""
    return item.diagnostic.severity != "info" or bool(item.blocks)


def against(port: TreePort, base: Baseline, name: str) -> TreePort:
    """A port in which what a baseline knows is neither told nor a failure.

    Raises `InputError` for a baseline of another pair.
    """
    if base.read and (base.read, base.write) != (port.read, port.write):
        ends = f"{base.read} to {base.write}"
        raise InputError(
            f"is of the way from {ends}, not from {port.read} to {port.write}", place=name
        )
    left = base.findings.copy()

    def knows(item: Finding) -> bool:
        key = known_by(item)
        if not left[key]:
            return False
        left[key] -= 1
        return True

    def knows_cause(page: PagePort, cause: Cause) -> bool:
        return (page.name, cause.code, cause.name) in base.pages

    return settled(port, BY, knows, knows_cause)


def outdated(port: TreePort, base: Baseline) -> int:
    """How many places of a baseline are no more: they are mended."""
    found = Counter(
        known_by(item) for file in port.files for item in file.findings if item.hushed == BY
    )
    return (base.findings - found).total()
