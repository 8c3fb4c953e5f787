"""A baseline: the findings that a team knows of today, so that only new ones fail.

A finding is known by its file, its rule, its function and the text of its line, so lines may move.
The same text in more places than the baseline has seen is new in the places beyond.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import attrs

from ...canonical.errors import InputError, shown
from .hush import settled
from .model import Finding
from .pages.verdict import PagePort
from .tree_port import TreePort
from .verdict import Cause

VERSION: Final = 1
BY: Final = "baseline"
_MAX_BYTES: Final = 64_000_000
_DIGITS: Final = 16
_Known = tuple[str, str, str]
"""File, rule, and what stands there; or a page, a rule, and the name of what blocks it."""


@attrs.frozen
class Baseline:
    """What is known: findings with how often, and what blocks pages and is no finding."""

    read: str
    write: str
    findings: Counter[_Known]
    pages: frozenset[_Known] = frozenset()

    @property
    def size(self) -> int:
        """How many places are known."""
        return self.findings.total() + len(self.pages)


def load_baseline(file: str | Path) -> Baseline:
    """A baseline as `text_of` wrote it. Raises `InputError` naming the file and the field."""
    name = str(file)
    try:
        with Path(file).open("rb") as stream:
            data = stream.read(_MAX_BYTES + 1)
    except OSError as error:
        reason = error.strerror or str(error)
        hint = "; --write-baseline makes it" if isinstance(error, FileNotFoundError) else ""
        raise InputError(f"cannot be read: {reason}{hint}", place=name) from None
    if len(data) > _MAX_BYTES:
        raise InputError(f"larger than {_MAX_BYTES:,} bytes", place=name)
    try:
        value: Any = json.loads(data)
    except (ValueError, RecursionError) as error:
        line = f":{error.lineno}:{error.colno}" if isinstance(error, json.JSONDecodeError) else ""
        raise InputError("not JSON", place=f"{name}{line}") from None
    if not isinstance(value, dict) or value.get("version") != VERSION:
        raise InputError(f"no baseline: expected an object with version {VERSION}", place=name)
    findings: Counter[_Known] = Counter()
    for place, row in _rows(value, "findings", name):
        count = row.get("count", 1)
        if not isinstance(count, int) or isinstance(count, bool) or count < 1:
            raise InputError(f"count: expected a whole number, got {shown(count)}", place=place)
        findings[_known(row, ("file", "code", "digest"), place)] += count
    pages = {
        _known(row, ("page", "code", "name"), place) for place, row in _rows(value, "pages", name)
    }
    ends = [_text(value, key, name) for key in ("from", "to")]
    return Baseline(ends[0], ends[1], findings, frozenset(pages))


def _rows(value: Mapping[str, Any], key: str, name: str) -> list[tuple[str, Mapping[str, Any]]]:
    rows = value.get(key, [])
    if not isinstance(rows, list):
        raise InputError(f"{key}: expected a list, got {shown(rows)}", place=name)
    found: list[tuple[str, Mapping[str, Any]]] = []
    for number, row in enumerate(rows):
        place = f"{name}: {key}[{number}]"
        if not isinstance(row, dict):
            raise InputError(f"expected an object, got {shown(row)}", place=place)
        found.append((place, row))
    return found


def _known(row: Mapping[str, Any], keys: tuple[str, str, str], place: str) -> _Known:
    one, two, three = (_text(row, key, place) for key in keys)
    return one, two, three


def _text(row: Mapping[str, Any], key: str, place: str) -> str:
    value = row.get(key)
    if not isinstance(value, str):
        raise InputError(f"{key}: expected a text, got {shown(value)}", place=place)
    return value


def text_of(port: TreePort) -> str:
    """A baseline of all that a port would tell now, as JSON that reads well in a diff."""
    lines: dict[_Known, list[Finding]] = {}
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
    value = {
        "version": VERSION,
        "from": port.read,
        "to": port.write,
        "findings": findings,
        "pages": [{"page": page, "code": code, "name": name} for page, code, name in pages],
    }
    return json.dumps(value, indent=1, ensure_ascii=True, allow_nan=False) + "\n"


def known_by(item: Finding) -> _Known:
    """What a finding is known by."""
    said = "\0".join((" ".join(item.text.split()), item.diagnostic.api, item.blocks))
    digest = hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]
    return item.file, item.code, digest


def _counts(item: Finding) -> bool:
    """Whether a finding may fail a run, or is told without being asked for."""
    return item.diagnostic.severity != "info" or bool(item.blocks)


def against(port: TreePort, known: Baseline, name: str) -> TreePort:
    """A port in which what a baseline knows is neither told nor a failure.

    Raises `InputError` for a baseline of another pair.
    """
    if (known.read, known.write) != (port.read, port.write):
        ends = f"{known.read} to {known.write}"
        raise InputError(
            f"is of the way from {ends}, not from {port.read} to {port.write}", place=name
        )
    left = known.findings.copy()

    def knows(item: Finding) -> bool:
        key = known_by(item)
        if not left[key]:
            return False
        left[key] -= 1
        return True

    def knows_cause(page: PagePort, cause: Cause) -> bool:
        return (page.name, cause.code, cause.name) in known.pages

    return settled(port, BY, knows, knows_cause)


def outdated(port: TreePort, known: Baseline) -> int:
    """How many places of a baseline are no more: they are mended."""
    found = Counter(
        known_by(item) for file in port.files for item in file.findings if item.hushed == BY
    )
    return (known.findings - found).total()
