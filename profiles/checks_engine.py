"""Checks of the ``engine`` sections: plain data, whose facts must refer to what is declared.

What the data may be at all is the schema's: see `engine_schema`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from . import model
from .problems import Path, Problems, broken, known_sources, known_when, say
from .table import structured


def of_vendor(profile: model.Vendor) -> Problems:
    """The section of the vendor as a whole."""
    section = profile.engine
    if section and not section.get("evidence"):
        yield say("MG905", ("engine",), 'facts without evidence; name a source: evidence = "..."')
    for path, part in (((), section), *_overlays(section)):
        default = part.get("os_default")
        if default and default not in profile.os:
            yield broken(("engine", *path, "os_default"), str(default), profile.os, "os")
    yield from of_section(profile, ("engine",), section)


def _overlays(section: Mapping[str, Any]) -> list[tuple[Path, Mapping[str, Any]]]:
    return [(("when", number), item) for number, item in enumerate(section.get("when", ()))]


def of_section(profile: model.Vendor, path: Path, section: Mapping[str, Any]) -> Problems:
    """Plain data at every depth: evidence and overlays must refer to what is declared."""
    for key, value in section.items():
        at = (*path, key)
        if key == "evidence":
            yield from known_sources(profile, at, [value] if isinstance(value, str) else value)
        elif key == "when":
            for number, overlay in enumerate(value):
                yield from _overlay(profile, (*at, number), overlay)
        elif isinstance(value, Mapping):
            yield from of_section(profile, at, value)


def _overlay(profile: model.Vendor, path: Path, overlay: Mapping[str, Any]) -> Problems:
    stated = {key: overlay[key] for key in ("os", "surface", "version") if key in overlay}
    yield from known_when(profile, path, structured(model.When, stated))
    rest = {key: value for key, value in overlay.items() if key not in stated}
    yield from of_section(profile, path, rest)
