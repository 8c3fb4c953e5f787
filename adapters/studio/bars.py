"""The bars around a page, by its program's configuration: title, colours, tabs."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from ...canonical.errors import InputError
from ...profiles.model import Vendor
from ..realm.modules import json_value, read_source
from ..source.config.facts import ConfigSide, side_of

MOST_TABS: Final = 10
_CONFIG: Final = ".json"
_COLOUR: Final = re.compile(r"#[0-9a-fA-F]{3,8}|[a-zA-Z]{3,30}")


def bars_of(root: Path, vendor: Vendor, route: str, tabs: Sequence[str]) -> dict[str, Any]:
    """The title of a page, the colours of its bar, and the tabs below it, if it is one."""
    side = side_of(vendor)
    if side is None:
        return {"title": "", "tabs": []}
    general = _read(root, vendor.program.config)
    window = _member(side, "app", "window", general)
    own = _read(root, f"{route}{_CONFIG}") if route else {}
    colour, words = (_said(side, own, window, name) for name in ("bar-color", "bar-text"))
    result: dict[str, Any] = {
        "title": str(_said(side, own, window, "title") or "")[:100],
        "colour": colour if isinstance(colour, str) and _COLOUR.fullmatch(colour) else "",
        "light": side.word("window", "bar-text", words) == "white",
        "tabs": [],
    }
    if route in tabs:
        listed = _member(side, "tabs", "items", _member(side, "app", "tabs", general))
        for at, tab in enumerate(tabs[:MOST_TABS]):
            said = listed[at] if isinstance(listed, list) and at < len(listed) else {}
            text = _member(side, "tab", "text", said)
            result["tabs"].append(
                {"route": tab, "text": str(text or tab)[:40], "here": tab == route}
            )
    return result


def _said(side: ConfigSide, own: Any, window: Any, name: str) -> Any:
    """What a page says of its window, else what the program does."""
    found = _member(side, "page", name, own)
    return found if found is not None else _member(side, "window", name, window)


def _member(side: ConfigSide, group: str, name: str, value: Any) -> Any:
    if not isinstance(value, Mapping):
        return None
    return next((value[key] for key in side.keys(group, name) if key in value), None)


def _read(root: Path, name: str) -> Any:
    try:
        return json_value(read_source(root, name), name)
    except InputError:
        return {}
