"""Pages of the tab bar that the target does not let programs open as any other page."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection
from typing import Final

from ...plan.notes import WRITER
from ..syntax.parsed import Script
from ..syntax.sites import Use
from .outcome import Said
from .pair import Pair

_TEXT: Final = rb"""['"]?\s*:\s*(['"`])([\w./-]+)(?=['"`?])"""


def refusing(pair: Pair) -> frozenset[str]:
    """The operations, by canonical name, that refuse a tab on the target and not on the source."""
    mine, other = (view.profile.stack.no_tabs for view in (pair.plan.read, pair.plan.write))
    return frozenset(other) - frozenset(mine)


def tab_of(url: str, name: str, root: str, tabs: Collection[str]) -> str:
    """The tab that an address names, by its route; empty where it names none. ``name``: the file
    that it stands in, ``root`` its program's folder, both from the top; ``tabs``: the stems of
    the program's tabs from the top, too."""
    path = url.partition("?")[0]
    folder = root if path.startswith("/") else posixpath.dirname(name)
    stem = posixpath.normpath(posixpath.join(folder or ".", path.lstrip("/")))
    return stem[len(root) :] if stem in tabs else ""


def tell_tab(
    script: Script, pair: Pair, use: Use, name: str, root: str, tabs: Collection[str]
) -> Said | None:
    """What is to be said of a call that opens a tab as a page that the target refuses to open so;
    None where the call does not say a tab in place, or the target does it, too."""
    if use.call is None or use.name not in pair.functions:
        return None
    entry = pair.entry(use.name)
    if entry["read"]["api"] not in pair.remembered(refusing):
        return None
    names = next((item["names"] for item in entry["read"]["params"] if item["key"] == "url"), ())
    words = b"|".join(re.escape(item.encode()) for item in names) or b"(?!)"
    found = re.search(rb"(?<![\w$])(?:%b)%b" % (words, _TEXT), script.at(use.call[-1]))
    if found is None:
        return None
    tab = tab_of(found[2].decode(), name, root, tabs)
    if not tab:
        return None
    text = f"{tab} is a tab: {WRITER}'s {use.name} refuses it, switchTab opens it, without a query"
    return Said("MG538", text, use.node, {})
