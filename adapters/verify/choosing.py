"""What a user chooses of a picker: of the client's own, or of a component that a port brings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from ...canonical.engine.prompts import DATES, REGION
from ...canonical.errors import InputError
from ..realm.program import MiniProgram
from ..realm.render.tree import PageView
from ..source.components.given_names import BROUGHT
from .trees import passed_in

PICKER: Final = "picker"
_ENDS: Final = ("catch", "capture_catch")
_DAYS: Final[Mapping[str, str]] = {"year": "yyyy", "month": "yyyy-MM"}
"""What is chosen of a day, where that is less than all."""
_CONFIRMS: Final = "confirm"
"""The handler by which a component that the port brings takes what its wheels show."""


def is_brought(view: PageView) -> bool:
    """Whether it is a component that the port brings in the place of an element."""
    return view.kind == "part" and view.tag.startswith(BROUGHT)


def is_picker(view: PageView) -> bool:
    """Whether a tap on it, or in it, opens what a user chooses from."""
    return view.element == PICKER or is_brought(view)


def opened_by(view: PageView) -> PageView | None:
    """The picker that a tap on an element opens: the one that it stands in, unless something ends
    the tap before."""
    at: PageView | None = view
    while at is not None:
        if is_picker(at):
            return at
        if any(bound.event == "tap" and bound.kind in _ENDS for bound in at.bound):
            return None
        at = at.up
    return None


def tap_picker(program: MiniProgram, page: int, view: PageView) -> None:
    """Put a finger on a picker, and choose."""
    finger = next((it for it in view.inner if it.shown), view) if is_brought(view) else view
    program.act(page, finger.number, "tap", detail={})
    choose(program, page, view.number)


def choose(program: MiniProgram, page: int, number: int) -> None:
    """Choose of a picker that was opened, where it is still there: a component that the port brings
    asks the user of the situation, or shows wheels that are turned."""
    view = _again(program, page, number)
    if view is None or view.attributes.get("disabled"):
        return
    if not is_brought(view):
        value, more = _picked(view)
        program.act(page, number, "change", detail=more, value=value)
        return
    wheels = _own(view, lambda it: it.element == "picker-view")
    if wheels is None:
        return
    program.act(page, wheels.number, "change", detail={}, value=_turned(view))
    view = _again(program, page, number)
    confirms = _own(view, _is_confirming) if view is not None else None
    if confirms is not None:
        program.act(page, confirms.number, "tap", detail={})


def _again(program: MiniProgram, page: int, number: int) -> PageView | None:
    """An element of a page by its number, as it stands now."""
    try:
        tree = program.tree(page)[0]
    except InputError:  # the page was left
        return None
    return next((it for it in tree.walk() if it.number == number and it.shown), None)


def _own(part: PageView, wanted: Callable[[PageView], bool]) -> PageView | None:
    """Something of a component's own template."""
    passed = {it.number for view in passed_in(part) for it in view.walk()}
    return next((it for it in part.walk() if it.number not in passed and wanted(it)), None)


def _is_confirming(view: PageView) -> bool:
    return any(bound.handler == _CONFIRMS for bound in view.bound)


def _turned(view: PageView) -> list[int]:
    """How wheels stand when a user has chosen: of several all stay, as each is told by itself."""
    if view.attributes.get("mode") != "multiSelector":
        return [1]
    columns, said = (_list(view.attributes.get(name)) for name in ("range", "value"))
    whole = [it if isinstance(it, int) else 0 for it in said] + [0] * len(columns)
    return [
        max(0, min(at, len(_list(column)) - 1)) for at, column in zip(whole, columns, strict=False)
    ]


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _picked(view: PageView) -> tuple[Any, Mapping[str, Any]]:
    """What a user picks of a client's own picker, and what else its event says."""
    mode, fields = (str(view.attributes.get(name, "")) for name in ("mode", "fields"))
    if mode == "region":
        return list(REGION), {"code": list(REGION.values())}
    if mode == "multiSelector":
        return _turned(view), {}
    if mode == "time":
        return DATES["HH:mm"], {}
    return (DATES[_DAYS.get(fields, "yyyy-MM-dd")] if mode == "date" else 1), {}
