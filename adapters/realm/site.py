"""What pages a program has, by its own configuration; and where an address in it leads."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote

from attrs import field, frozen

from ...canonical.errors import InputError
from ...profiles.model import Layout
from .modules import json_value, read_source

MOST_PAGES: Final = 5_000


@frozen
class Site:
    """The pages of a program by their routes: paths without a suffix.

    `first`: the one that opens first. `tabs`: those of the tab bar. `whole`: no other page is
    there; where the profile does not say how parts of a program are listed, there may be some.
    """

    pages: frozenset[str]
    first: str = ""
    tabs: tuple[str, ...] = ()
    whole: bool = True


@frozen
class Destination:
    """Where an address leads: a page's route, and its query."""

    route: str
    query: Mapping[str, str] = field(factory=dict[str, str])


def site(root: Path, layout: Layout, noted: Callable[[str], None] | None = None) -> Site | None:
    """The pages of the program under `root`; None where its configuration lists none. `noted` hears
    of one that cannot be read."""
    if not layout.config or not layout.pages:
        return None
    try:
        data = json_value(read_source(root, layout.config), layout.config)
    except InputError as error:
        if noted is not None and os.path.lexists(root / layout.config):
            noted(f"{error}; so no pages are known, and navigation leads nowhere")
        return None
    pages = list(_routes(_at(data, layout.pages)))
    for part in (_at(data, key) for key in layout.parts):
        for item in part if isinstance(part, list) else ():
            folder = _at(item, layout.folder)
            inner = _routes(_at(item, layout.pages))
            pages += [_clean(f"{folder}/{route}") for route in inner if isinstance(folder, str)]
    if not pages:
        return None
    tabs = _at(data, layout.tabs) if layout.tabs else None
    named = [_at(tab, layout.tab) for tab in tabs] if isinstance(tabs, list) else []
    entry = _at(data, layout.entry) if layout.entry else None
    first = _clean(entry) if isinstance(entry, str) and entry else pages[0]
    return Site(
        frozenset(pages[:MOST_PAGES]), first, tuple(_routes(named)), whole=bool(layout.parts)
    )


def target(url: str, base: str, *, decodes: bool = False) -> Destination:
    """Where `url` leads from the page at the route `base`. `decodes`: escapes in the query are
    decoded."""
    path, _, rest = url.partition("?")
    here = "" if path.startswith("/") else posixpath.dirname(base)
    query: dict[str, str] = {}
    for part in rest.split("&") if rest else ():
        key, _, value = part.partition("=")
        if key:
            query[key] = unquote(value) if decodes else value
    return Destination(_clean(posixpath.join(here, path.lstrip("/"))), query)


def _at(value: Any, keys: str) -> Any:
    """What stands under keys, ``a.b``; None where that leads nowhere."""
    for key in keys.split("."):
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _routes(listed: Any) -> Iterator[str]:
    for route in listed if isinstance(listed, list) else ():
        if isinstance(route, str) and route:
            yield _clean(route)


def _clean(route: str) -> str:
    return posixpath.normpath(route.lstrip("/")) if route.strip("/") else ""
