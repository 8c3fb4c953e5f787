"""A page as data that a browser can show: what stands on it, its pictures by key, its style sheets.

Nothing of it is HTML: the browser makes elements of its own out of it, and runs nothing of the
program's.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from ...canonical.engine.faults import MediaError
from ...canonical.engine.storage import Storage
from ...profiles.model import Vendor
from ..realm.render.sheets import Reads, sheets_of
from ..realm.render.tree import PageTree, PageView
from ..source.style.sheet import parts
from .shelf import Shelf

MOST_VALUE: Final = 4_000
"""Letters of an attribute that are shown."""
MOST_ITEMS: Final = 500
"""Entries of a list that are shown."""
MOST_STYLE: Final = 400_000
"""Letters of all style sheets of a page."""
WIDTH: Final = 390
"""Pixels that a page is wide; 750 rpx on every platform that has them."""
_RPX: Final = re.compile(r"(-?(?:\d{1,9}(?:\.\d{0,9})?|\.\d{1,9}))rpx\b", re.IGNORECASE)
_PICTURES: Final = frozenset({"image", "cover-image", "video"})
_NETWORK: Final = re.compile(r"(?:https?:)?//|data:", re.IGNORECASE)
_LISTS: Final = frozenset({"range", "value", "nodes"})

Finds = Callable[[str], str]
"""The key of the file that an address of the program leads to; empty where it leads to none."""


def pixels(style: str) -> str:
    """A style with the client's own unit as pixels."""
    return _RPX.sub(lambda found: f"{float(found[1]) * WIDTH / 750:g}px", style)


def finder(storage: Storage, shelf: Shelf, file: str) -> Finds:
    """Finds what addresses in a file of the program lead to: the app's own files and no others."""

    def find(address: str) -> str:
        if not address or len(address) > 1000:
            return ""
        if (entry := storage.entry(address)) is not None:  # some look like those of the network
            return shelf.key(entry.place) if entry.place.is_file() else ""
        if _NETWORK.match(address):
            return ""
        names = [address]
        if "://" not in address and not address.startswith("/"):
            beside = posixpath.normpath(posixpath.join(posixpath.dirname(file), address))
            names.insert(0, "/" + beside.lstrip("./"))
        for name in names:
            try:
                place = storage.resolve(name)
            except MediaError:
                continue
            if place.is_file():
                return shelf.key(place)
        return ""

    return find


def page_plain(tree: PageTree, storage: Storage, shelf: Shelf) -> list[dict[str, Any]]:
    """What stands on a page, what shows alone, as plain data."""
    return [plain for view in tree.top for plain in _views(view, storage, shelf)]


def _views(view: PageView, storage: Storage, shelf: Shelf) -> Iterator[dict[str, Any]]:
    if not view.shown:
        return
    if view.kind == "text":
        if view.text:
            yield {"t": view.text[: MOST_ITEMS * 100]}
        return
    plain: dict[str, Any] = {"n": view.number, "tag": view.tag, "el": view.element, "at": view.at}
    if view.kind == "part":
        plain["part"] = view.script
        plain["isolated"] = view.isolated
        plain["inert"] = view.inert
        plain["virtual"] = view.virtual
    find = finder(storage, shelf, view.at.rsplit(":", 2)[0])
    facts = {
        "id": view.id, "cls": " ".join(view.classes),
        "a": dict(_attributes(view, find)),
        "on": sorted({bound.event for bound in view.bound if bound.handler}),
    }  # fmt: skip
    plain |= {name: value for name, value in facts.items() if value}
    source = view.attributes.get("src")
    if view.element in _PICTURES and isinstance(source, str):
        plain["pic"] = find(source)
    inner = [below for it in view.inner for below in _views(it, storage, shelf)]
    if inner:
        plain["in"] = inner
    yield plain


def _attributes(view: PageView, find: Finds) -> Iterator[tuple[str, Any]]:
    for name, value in view.attributes.items():
        if name == "style":
            if isinstance(value, str):
                yield name, _sheet(value[:MOST_VALUE], find)
        elif isinstance(value, str):
            yield name, value[:MOST_VALUE]
        elif isinstance(value, (bool, int, float)):
            yield name, value
        elif isinstance(value, list) and name in _LISTS:
            yield name, [_short(item) for item in value[:MOST_ITEMS]]


def _short(value: Any) -> Any:
    """An entry of a list: its text, a list of texts, or an object's members that are texts."""
    if isinstance(value, list):
        return [_short(item) for item in value[:MOST_ITEMS] if not isinstance(item, list)]
    if isinstance(value, Mapping):
        flat = {k: v for k, v in value.items() if isinstance(v, (str, int, float))}
        return {str(k)[:100]: str(v)[:200] for k, v in list(flat.items())[:50]}
    return value if isinstance(value, (bool, int, float)) else str(value)[:200]


def sheets_plain(
    tree: PageTree, vendor: Vendor, reads: Reads, find: Callable[[str], Finds]
) -> list[dict[str, str]]:
    """The style sheets of a page and of the components on it, with what each holds for: a
    component's script, or nothing for the page. `find`: finds what addresses in a file lead to."""
    suffix = vendor.template.styles if vendor.template else ""
    general = vendor.program.script + suffix
    left = MOST_STYLE
    result: list[dict[str, str]] = []
    owners = [("", list(tree.sheets))]
    scripts = dict.fromkeys(view.script for view in tree.walk() if view.script)
    for script in scripts:
        stem = script.rpartition(".")[0]
        names = [name for name in sheets_of(stem, vendor, reads).names if name != general]
        owners.append((script, names))
    for owner, names in owners:
        for name in names:
            text = reads(name) or ""
            if len(text) <= left:
                left -= len(text)
                result.append({"of": owner, "text": _sheet(text, find(name))})
    return result


def _sheet(text: str, find: Finds) -> str:
    """A sheet as a browser reads it: nothing is imported, addresses are those of the studio."""
    out: list[str] = []
    at = 0
    for part in parts(text):
        if part.kind == "selector":
            continue
        said = text[part.start : part.end].strip()
        key = find(said) if part.kind == "url" else ""
        inline = part.kind == "url" and said.lower().startswith("data:image/")
        out += [text[at : part.start], said if inline else f"file/{key}" if key else "about:blank"]
        at = part.end
    return pixels("".join([*out, text[at:]]))
