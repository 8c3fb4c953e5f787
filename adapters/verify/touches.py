"""What a user may touch on a page, and the same thing on the other client's page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from attrs import frozen

from ...canonical.markup import COMMON, CONTROLS, PRESSES
from ..realm.program import MiniProgram
from ..realm.render.tree import PageTree, PageView
from ..source.components.given_names import TELL
from ..source.markup.events import names_handler
from .choosing import choose, is_brought, is_picker, opened_by, tap_picker
from .trees import Position, handler_of, outer_of, place_of

MOST_OF_ONE: Final = 2
"""Elements of one place in a template that are touched: a loop's first and second item."""
_BY_USERS: Final = frozenset(
    {"tap", "longpress", "input", "change", "submit", "reset", "confirm", "focus", "blur", "scroll",
     "touchstart", "touchmove", "touchend"}
)  # fmt: skip
_CHANGED: Final[Mapping[str, Any]] = {"input": "typed", "textarea": "typed", "picker-view": [0]}


@frozen
class Touch:
    """Something done to an element: the event, the handler that hears of it, and the number of the
    element among those that listen so; `total`: how many did; `whole`: its number where those of
    which a loss was told are left out. `of`: the element, for people."""

    event: str
    handler: str
    number: int
    total: int
    whole: int
    of: str

    def label(self) -> str:
        """As it stands in reports."""
        return f"{self.event} {self.of}"


class Touchable(NamedTuple):
    """An element that a user may touch; ``at``: where what listens is written; ``around``: where
    tags of components around it are written that listen to the same."""

    view: PageView
    event: str
    handler: str
    at: str
    around: tuple[str, ...] = ()


def _touchable(tree: PageTree) -> list[Touchable]:
    """Elements that show and listen to what a user does, with event and handler, in order; and what
    a component that the port brings tells of it, in the place of one."""
    result: list[Touchable] = []
    todo: list[tuple[PageView, tuple[PageView, ...]]] = [(it, ()) for it in reversed(tree.top)]
    while todo:
        view, parts = todo.pop()
        if not is_brought(view):
            result += _by_tag(view)
        built_in = view.kind == "tag" or is_brought(view)
        for bound in view.bound if view.shown and built_in else ():
            event = "longpress" if bound.event in PRESSES else bound.event
            event = event.lower() if view.kind == "part" else event
            handler = handler_of(view, bound)
            if bound.event in outer_of(view):
                continue  # it is that of what it stands in
            if event == "tap" and _opens(view):
                continue  # whoever chooses taps it first
            if event in _BY_USERS and names_handler(handler):
                around = tuple(it.at for it in parts if _hears(it, bound.event))
                result.append(Touchable(view, event, handler, view.at, around))
        parts = parts if built_in or view.kind == "text" else (*parts, view)
        todo += [(it, parts) for it in reversed(view.inner)]
    return result


def _opens(view: PageView) -> bool:
    """Whether a tap opens what the user chooses from, of which somebody hears."""
    return is_picker(view) and any(bound.event.lower() == "change" for bound in view.bound)


def _hears(view: PageView, event: str) -> bool:
    return any(bound.event == event for bound in view.bound)


def _tells(view: PageView, event: str) -> bool:
    """Whether the port has an element tell the component's tag of a touch."""
    bound = (it for it in view.bound if it.event == event)
    return view.shown and any(it.handler == TELL for it in bound)


def _by_tag(view: PageView) -> Iterator[Touchable]:
    """What shows at the top of a component whose tag listens for a touch, where nothing in it does:
    touching that is all that a user can do."""
    if view.kind != "part" or not view.shown:
        return
    top = next((it for it in view.inner if it.kind == "tag" and it.shown), None)
    inside = {bound.event for it in view.walk() if it is not view for bound in it.bound
              if handler_of(it, bound)}  # fmt: skip
    if top is None:
        return
    for bound in view.bound:
        if bound.event in COMMON and bound.event not in inside and names_handler(bound.handler):
            event = "longpress" if bound.event in PRESSES else bound.event
            told = (it for it in view.walk() if _tells(it, bound.event))
            yield Touchable(next(told, top), event, bound.handler, view.at)


def next_touch(
    tree: PageTree | None, done: dict[tuple[str, str, str], int], told: Mapping[str, set[Position]]
) -> Touch | None:
    """What was not touched yet, the first of it. ``done``: how often each place was, which grows;
    ``told``: where elements are of which a loss was told, by file."""
    found = _touchable(tree) if tree is not None else []
    numbers: dict[tuple[str, str], int] = {}
    whole: dict[tuple[str, str], int] = {}
    seen: dict[tuple[str, str, str], int] = {}
    for view, event, handler, at, around in found:
        key, place = (event, handler), (at, event, handler)
        number = numbers.get(key, 0)
        numbers[key] = number + 1
        if _told(at, told):
            continue
        of_whole = whole.get(key, 0)
        whole[key] = of_whole + 1
        if any(_told(it, told) for it in around):
            continue  # what follows of it outside is another thing on the other side
        seen[place] = seen.get(place, 0) + 1
        if seen[place] > done.get(place, 0) and done.get(place, 0) < MOST_OF_ONE:
            done[place] = done.get(place, 0) + 1
            total = sum((it.event, it.handler) == key for it in found)
            data = " ".join(f"{key}={value}" for key, value in view.dataset.items())
            of = f"<{view.tag}> at {view.at}" + (f" {{{data[:60]}}}" if data else "")
            return Touch(event, handler, number, total, of_whole, of)
    return None


def _told(at: str, told: Mapping[str, set[Position]]) -> bool:
    name, position = place_of(at)
    return position in told.get(name, ())


def found_again(tree: PageTree | None, touch: Touch) -> PageView | None:
    """The element that a touch means, on either side."""
    key = (touch.event, touch.handler)
    found = _touchable(tree) if tree is not None else []
    same = [it.view for it in found if (it.event, it.handler) == key]
    number = touch.number if len(same) == touch.total else touch.whole
    return same[number] if number < len(same) else None


def touched(program: MiniProgram, page: int, view: PageView, touch: Touch) -> None:
    """Do it: values change where an input or a choice is touched, and what a finger opens is
    chosen from."""
    if touch.event == "change" and is_picker(view):
        tap_picker(program, page, view)
        return
    held_, first = CONTROLS.get(view.element, ("", None))
    value: Any = None
    if touch.event in ("input", "change") and held_:
        now = view.attributes.get(held_, first)
        value = _CHANGED.get(view.element, (not now) if isinstance(first, bool) else 1)
    detail = {"value": view.attributes.get(held_, "")} if touch.event in ("confirm", "blur") else {}
    program.act(page, view.number, touch.event, detail=detail, value=value)
    opened = opened_by(view) if touch.event == "tap" else None
    if opened is not None:
        choose(program, page, opened.number)
