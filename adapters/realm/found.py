"""Elements of a page in Python's hands: found by a selector, looked at, touched."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Self

from attrs import evolve, frozen

from ...canonical.errors import InputError
from .program import MiniProgram
from .render.tree import PageView


@frozen(eq=False)
class FoundElements:
    """The elements of a page that a selector finds: looked for anew each time they are used.

    Selectors: ``.class``, ``#id``, ``tag`` (as written, or canonical), ``[data-id=7]``,
    ``[attribute]``, together, inside one another (space, ``>``), several (``,``). What a user does
    is done to the first, or to the `nth`. `page`: the number of the page."""

    program: MiniProgram
    page: int
    selector: str
    index: int | None = None

    def all(self) -> list[PageView]:
        """All of them as they stand now, in order. Raises InputError for what is no selector."""
        found = self.program.tree(self.page, self.selector)[1]
        if self.index is None:
            return found
        return found[self.index : self.index + 1] if self.index >= 0 else found[self.index :][:1]

    def nth(self, index: int) -> Self:
        """The one of that number, from 0; -1 is the last."""
        return evolve(self, index=index)

    def __len__(self) -> int:
        return len(self.all())

    def __bool__(self) -> bool:
        return bool(self.all())

    def __iter__(self) -> Iterator[PageView]:
        return iter(self.all())

    @property
    def view(self) -> PageView:
        """The first as it stands now. Raises InputError where there is none."""
        found = self.all()
        if not found:
            number = "" if self.index is None else f" number {self.index}"
            raise InputError(f"nothing on the page is {self.selector!r}{number}")
        return found[0]

    @property
    def text(self) -> str:
        """The text that shows in the first."""
        return self.view.words()

    @property
    def shown(self) -> bool:
        """Whether the first is there and nothing hides it."""
        return any(view.shown for view in self.all()[:1])

    @property
    def attributes(self) -> Mapping[str, Any]:
        """The attributes of the first, by canonical names."""
        return self.view.attributes

    @property
    def dataset(self) -> Mapping[str, Any]:
        """The data attributes of the first."""
        return self.view.dataset

    def send(
        self, event: str, *, detail: Mapping[str, Any] | None = None, value: Any = None
    ) -> int:
        """Send the first any event by its canonical name; how many handlers ran. Raises InputError
        where nothing is found or it is not shown, PageError for what scripts throw."""
        view = self.view
        if not view.shown:
            raise InputError(f"{self.selector!r} is there and not shown ({view.at})")
        return self.program.act(self.page, view.number, event, detail=detail or {}, value=value)

    def tap(self, *, detail: Mapping[str, Any] | None = None) -> int:
        """Tap it: a finger goes down and up, and what the element does by itself follows."""
        return self.send("tap", detail=detail)

    def longpress(self) -> int:
        """Keep a finger on it."""
        return self.send("longpress")

    def input(self, text: str) -> int:
        """Type a text into it, in place of what stands there."""
        return self.send("input", value=text)

    def change(self, value: Any) -> int:
        """Change it to a value: a picker, a slider, a switch, a swiper."""
        return self.send("change", value=value)

    def submit(self) -> int:
        """Send the form."""
        return self.send("submit")

    def reset(self) -> int:
        """Set the form back."""
        return self.send("reset")

    def scroll(self, **detail: Any) -> int:
        """Scroll it."""
        return self.send("scroll", detail=detail)
