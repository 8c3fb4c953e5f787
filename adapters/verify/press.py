"""How a page's handlers are pressed: by touching what stands there and listens with them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from ...canonical.errors import InputError
from ...canonical.markup import COMMON, CONTROLS
from ..realm.page import event_of
from ..realm.program import MiniProgram
from ..realm.render.tree import PageView

MOST_ELEMENTS: Final = 4
"""Elements that name one handler and are pressed."""
_VALUED: Final = frozenset({"input", "change", "blur", "confirm", "focus"})

Pressing = Callable[[], None]
"""Does one press, as far as what is pressed still stands there."""


def presses(program: MiniProgram, page: int, handler: str, number: int) -> list[Pressing]:
    """What one press of a handler does: one thing an element that is shown and listens with it. In
    a loop it is the item of that number that is touched, or the last there is. A handler that no
    element of the template names gets a plain tap."""
    named = program.named(page)
    if named is None or handler not in named:
        return [lambda: _invoke(program, page, handler, "tap", {"index": 0, "id": 0})]
    rounds: dict[tuple[str, str, str], list[PageView]] = {}
    for view in _listening(program, page, handler):
        for bound in view.bound:
            if bound.handler == handler:
                rounds.setdefault((view.at, bound.kind, bound.event), []).append(view)
    result: list[Pressing] = []
    touched: list[tuple[str, object]] = []
    for (at, _, event), views in rounds.items():
        view = views[min(number, len(views) - 1)]
        if (event, view.dataset) not in touched and len(result) < MOST_ELEMENTS:
            touched.append((event, view.dataset))
            result.append(_touching(program, page, handler, at, event, number))
    return result


def _listening(program: MiniProgram, page: int, handler: str) -> list[PageView]:
    """The elements that are shown and listen with a handler, of the page's own template."""
    try:
        tree, _ = program.tree(page)
    except InputError:
        return []
    return [
        view
        for view in tree.walk()
        if view.shown and any(bound.handler == handler for bound in view.bound)
    ]


def _touching(
    program: MiniProgram, page: int, handler: str, at: str, event: str, number: int
) -> Pressing:
    def touch() -> None:
        views = [view for view in _listening(program, page, handler) if view.at == at]
        if not views:
            return
        view = views[min(number, len(views) - 1)]
        if view.kind == "part" and event not in COMMON:  # only the component itself tells it
            _invoke(program, page, handler, event, dict(view.dataset))
            return
        value = view.attributes.get(CONTROLS[view.element][0]) if view.element in CONTROLS else None
        detail = {"value": value if value is not None else ""} if event in _VALUED else {}
        program.act(page, view.number, event, detail=detail, value=value)

    return touch


def _invoke(
    program: MiniProgram, page: int, handler: str, event: str, dataset: dict[str, object]
) -> None:
    facts = program.host.view.profile.template
    detail: dict[str, object] = {"value": ""}
    if facts is None or facts.at:
        detail |= {"x": 0, "y": 0}
    program.invoke(page, handler, event_of(facts, event, dataset, detail))
