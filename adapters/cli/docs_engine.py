"""The generated page docs/behaviour.md: what the host takes from each profile, with evidence."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from ...profiles import loader, model
from .output import markdown

FACTS: Final = frozenset({"evidence", "grade", "note", "when"})
CHOSEN: Final = frozenset({"os_default"})
"""Keys that are the host's own choice where a vendor says nothing: assumed by nature."""
Row = list[str]

INTRO: Final = """\
How each vendor's client behaves where requests and results do not say it: promises, files,
consent, and each API's own behaviour. The host reads exactly this; what a key means stands in
[engine.md](engine.md). *assumed*: no source says it, and a call that it decides carries
diagnostic MG604.
"""


def behaviour_page(note: str) -> str:
    """Every `engine` section of the profiles that come with the package."""
    out = ["# Behaviour of the clients\n", note, INTRO]
    for vendor in loader.builtin_ids():
        profile = loader.get(vendor)
        rows = list(_rows(profile.engine, "", profile, []))
        if rows:
            out.append(f"## {profile.name}\n")
            out.append(_table(rows))
        for key, api in profile.api.items():
            rows = list(_rows(api.engine, "", profile, api.evidence))
            if rows:
                out.append(f"### {profile.name}: {api.name or key}\n")
                out.append(_table(rows))
    return "\n".join(out)


def _table(rows: Sequence[Row]) -> str:
    return markdown(["key", "value", "by client", "grade", "evidence"], rows)


def _rows(
    section: Mapping[str, Any], prefix: str, profile: model.Vendor, evidence: Sequence[str]
) -> Iterator[Row]:
    """One row a key; tables inside tables by dotted keys; evidence and grade inherited."""
    keys = _listed(section.get("evidence")) or list(evidence)
    grade = section.get("grade")
    overlays = [item for item in section.get("when", ()) if isinstance(item, Mapping)]
    for key, value in section.items():
        if key in FACTS:
            continue
        if isinstance(value, Mapping) and not _plain(value):
            inner = {"grade": grade, **value} if grade else value
            yield from _rows(inner, f"{prefix}{key}.", profile, keys)
            continue
        if key in CHOSEN:
            yield [f"`{prefix}{key}`", _value(value), "", "assumed", ""]
            continue
        here = [f"{_where(item)}: {_value(item[key])}" for item in overlays if key in item]
        yield [
            f"`{prefix}{key}`", _value(value), "; ".join(here), grade or _grade(keys, profile),
            ", ".join(keys),
        ]  # fmt: skip
    for item in overlays:
        for key in item:
            if key not in section and key not in (*FACTS, "os", "surface", "version"):
                there = item.get("grade") or grade or _grade(keys, profile)
                where = f"{_where(item)}: {_value(item[key])}"
                yield [f"`{prefix}{key}`", "", where, there, ", ".join(keys)]


def _plain(value: Mapping[str, Any]) -> bool:
    """A small table of plain values, shown in one cell: scopes by source, presets by name."""
    return not FACTS & set(value) and not any(isinstance(v, Mapping) for v in value.values())


def _listed(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value or ())


def _value(value: Any) -> str:
    if isinstance(value, Mapping):
        value = {key: item for key, item in value.items() if key not in FACTS}
        return ", ".join(f"{key} {_value(item)}" for key, item in value.items()) or "none"
    if isinstance(value, list):
        return ", ".join(map(_value, value))
    return f"`{value}`" if isinstance(value, str) else json.dumps(value)


def _where(overlay: Mapping[str, Any]) -> str:
    parts = [*_listed(overlay.get("os")), *_listed(overlay.get("surface"))]
    if overlay.get("version"):
        parts.append(str(overlay["version"]))
    return ", ".join(parts)


def _grade(keys: Sequence[str], profile: model.Vendor) -> str:
    grades = {profile.sources[key].grade for key in keys if key in profile.sources}
    for grade in ("documented", "typings", "observed", "assumed"):
        if grade in grades:
            return grade
    return "unknown"
