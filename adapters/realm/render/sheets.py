"""The style sheets of a page: which of them reach it, and what in them counts for nothing."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from typing import Final

from attrs import frozen

from ....profiles.model import Styles, Vendor
from ...source.style.sheet import parts

MOST_SHEETS: Final = 200
MOST_TOLD: Final = 100
_CLASS: Final = re.compile(r"\.(-?[A-Za-z_][\w-]*)")
_ATTRIBUTE: Final = re.compile(r"\[[^\]]*\]")
_ELSEWHERE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//|#|\{\{")
_NONE: Final = Styles()

Reads = Callable[[str], str | None]
"""The text of a file of the program; None where there is none."""


@frozen
class Unstyled:
    """What counts for nothing in a sheet, by the fact that says so; `known` False: no source tells
    whether it counts."""

    at: str
    says: str
    rule: str
    known: bool = True


@frozen
class PageSheets:
    """The sheets that reach a page, in order, and what in them counts for nothing."""

    names: tuple[str, ...] = ()
    lost: tuple[Unstyled, ...] = ()


def sheets_of(stem: str, vendor: Vendor, reads: Reads) -> PageSheets:
    """The sheets of a page: the program's, its own, and those that they import. `stem`: the page's
    file without a suffix."""
    facts, suffix = vendor.style or _NONE, vendor.template.styles if vendor.template else ""
    if not suffix:
        return PageSheets()
    names: list[str] = []
    lost: list[Unstyled] = []
    todo = [stem + suffix, vendor.program.script + suffix]
    while todo and len(names) < MOST_SHEETS:
        name = todo.pop()
        text = reads(name)
        if text is None or name in names:
            continue
        names.append(name)
        for part in parts(text):
            said = text[part.start : part.end].strip()
            at = f"{name}:{text.count(chr(10), 0, part.start) + 1}"
            if part.kind == "selector":
                lost += _selector(said, at, facts)
            elif not _ELSEWHERE.match(said):
                if part.kind == "url":
                    lost += _address(said, at, facts)
                elif (led := _import(said, name, at, facts, lost)) is not None:
                    todo.append(led)
    return PageSheets(tuple(names), tuple(lost[:MOST_TOLD]))


def _import(said: str, name: str, at: str, facts: Styles, lost: list[Unstyled]) -> str | None:
    """The sheet that an import leads to."""
    if not said.startswith(("./", "../", "/")) and facts.bare != "relative":
        words = f"{said[:60]} is a package's file" if facts.bare else f"what {said[:60]} leads to"
        lost.append(Unstyled(at, words, "style.bare", facts.bare is not None))
        return None
    base = "" if said.startswith("/") else posixpath.dirname(name)
    led = posixpath.normpath(posixpath.join(base, said.lstrip("/")))
    return None if led.startswith("..") else led


def _address(said: str, at: str, facts: Styles) -> list[Unstyled]:
    if said.startswith("/") or facts.relative:
        return []
    words = f"{said[:60]} is an address beside the file"
    return [Unstyled(at, words, "style.relative", facts.relative is not None)]


def _selector(said: str, at: str, facts: Styles) -> list[Unstyled]:
    result: list[Unstyled] = []
    if not facts.attributes and (match := _ATTRIBUTE.search(said)) is not None:
        words = f"{match[0][:60]} selects by an attribute"
        result.append(Unstyled(at, words, "style.attributes", facts.attributes is not None))
    for name in _CLASS.findall(said):
        if name.startswith(tuple(facts.reserved)) and facts.reserved:
            result.append(
                Unstyled(at, f".{name} begins as the client's own classes", "style.reserved")
            )
    return result
