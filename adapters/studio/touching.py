"""An element of one page, told so that the same is found on the page beside it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from attrs import frozen

from ...canonical.markup import CONTROLS, PRESSES
from ..realm.render.tree import PageTree, PageView

_OF_ITSELF: Final = frozenset({*CONTROLS, "navigator", "label", "button"})
"""Elements that do something when they are touched, whoever listens."""


@frozen
class Spot:
    """Where a finger goes: the element, what it listens to with which handlers, and its number
    among those alike. `name`: its id, where it has one."""

    element: str
    handlers: tuple[str, ...]
    number: int
    name: str = ""

    def label(self) -> str:
        """For people."""
        of = " ".join(filter(None, (f"<{self.element}>", self.name and f"#{self.name}")))
        return f"{of} {', '.join(self.handlers)}".strip()


def spot_of(tree: PageTree, number: int) -> Spot | None:
    """Where an element of a number stands; None where there is no such one.

    A finger on something that listens to nothing means what is around it."""
    hit = next((view for view in tree.walk() if view.number == number), None)
    at = hit
    while at is not None and not _counts(at):
        at = at.up
    if hit is None:
        return None
    view = at or hit
    alike = [it for it in _shown(tree) if _same(it) == _same(view)]
    place = alike.index(view) if view in alike else 0
    return Spot(*_same(view), place, view.id)


def spotted(tree: PageTree, spot: Spot) -> PageView | None:
    """The element that is meant on a page; None where there is none."""
    alike = [it for it in _shown(tree) if _same(it) == (spot.element, spot.handlers)]
    if spot.number < len(alike):
        return alike[spot.number]
    named = [it for it in _shown(tree) if spot.name and it.id == spot.name]
    return named[0] if named else None


def _shown(tree: PageTree) -> Iterator[PageView]:
    return (view for view in tree.walk() if view.shown and view.kind != "text")


def _counts(view: PageView) -> bool:
    return view.kind != "text" and (bool(_handlers(view)) or view.element in _OF_ITSELF)


def _handlers(view: PageView) -> tuple[str, ...]:
    held = {f"{'longpress' if it.event in PRESSES else it.event}:{it.handler}" for it in view.bound}
    return tuple(sorted(name for name in held if not name.endswith(":")))


def _same(view: PageView) -> tuple[str, tuple[str, ...]]:
    return view.element or view.script.rpartition(".")[0] or view.tag, _handlers(view)
