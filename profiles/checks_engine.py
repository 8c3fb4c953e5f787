"""Checks of the ``engine`` sections: plain data, whose facts must refer to what is declared."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, get_args

from ..canonical.errors import shown
from . import model
from .problems import Path, Problems, broken, known_sources, known_when, say
from .schema import check
from .table import structured

GRADES: Final = get_args(model.Grade)


def of_vendor(profile: model.Profile) -> Problems:
    """The section of the vendor as a whole."""
    section = profile.engine
    if section and not section.get("evidence"):
        yield say("MG905", ("engine",), 'facts without evidence; name a source: evidence = "..."')
    default = section.get("os_default")
    if default is not None and default not in profile.os:
        yield broken(("engine", "os_default"), str(default), profile.os, "os")
    yield from of_section(profile, ("engine",), section)


def of_section(profile: model.Profile, path: Path, section: Any) -> Problems:
    """Plain data at every depth: evidence and overlays must refer to what is declared."""
    if isinstance(section, list):
        for number, item in enumerate(section):
            yield from of_section(profile, (*path, number), item)
    if not isinstance(section, Mapping):
        return
    for key, value in section.items():
        at = (*path, key)
        if key == "evidence":
            names = [value] if isinstance(value, str) else value
            if isinstance(names, list):
                yield from known_sources(profile, at, names)
            else:
                yield say("MG903", at, f"expected keys of the [sources] table, got {shown(value)}")
        elif key == "grade" and value not in GRADES:
            yield say("MG903", at, f"expected {', '.join(GRADES)}, got {shown(value)}")
        elif key == "when":
            yield from _plain_overlays(profile, at, value)
        else:
            yield from of_section(profile, at, value)


def _plain_overlays(profile: model.Profile, path: Path, overlays: Any) -> Problems:
    if not isinstance(overlays, list) or not all(isinstance(item, Mapping) for item in overlays):
        yield say("MG903", path, "expected an array of tables, each with os, surface or version")
        return
    for number, overlay in enumerate(overlays):
        yield from _plain_when(profile, (*path, number), overlay)


def _plain_when(profile: model.Profile, path: Path, overlay: Mapping[str, Any]) -> Problems:
    stated = {key: overlay[key] for key in ("os", "surface", "version") if key in overlay}
    try:
        check(model.When, stated)
    except ValueError:
        yield say("MG903", path, "expected os, surface or a version range such as '<5.30'")
        return
    yield from known_when(profile, path, structured(model.When, stated))
