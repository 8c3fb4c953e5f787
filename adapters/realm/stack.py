"""The pages of a program that are open, one above the other, and what a move does to them.

Values only: `program` carries a move out. The functions that move are told of by their canonical
names.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from attrs import evolve, frozen

from ...canonical.engine.faults import MediaError
from ...profiles.fold import ClientProfile
from ...profiles.model import PageStack
from .site import Destination, Site, target


@frozen
class Standing:
    """A page that is open: its number in the realm, and its route."""

    number: int
    route: str


@frozen
class Pages:
    """What is open. `above`: the lowest first; `tabs`: pages of the tab bar that live, those under
    `above` among them."""

    above: tuple[Standing, ...] = ()
    tabs: tuple[Standing, ...] = ()

    @property
    def top(self) -> Standing | None:
        """The page that the user sees."""
        return self.above[-1] if self.above else None

    def tab(self, route: str) -> Standing | None:
        """The living page of a tab."""
        return next((page for page in self.tabs if page.route == route), None)

    def entered(self, page: Standing, *, as_tab: bool) -> Pages:
        """The same with a page above all others."""
        tabs = (*self.tabs, page) if as_tab else self.tabs
        return Pages((*self.above, page), tabs)


@frozen
class Move:
    """What a function does to the pages. `stays`: what is open before one opens or comes back.

    `hides`, `closes`: pages to be told so, in order; `shows`: the page that comes back; `opens`:
    the one that opens, `as_tab`; it `talks` to its opener.
    """

    stays: Pages
    hides: tuple[Standing, ...] = ()
    closes: tuple[Standing, ...] = ()
    shows: Standing | None = None
    opens: Destination | None = None
    as_tab: bool = False
    talks: bool = False


@frozen
class Ground:
    """What moves are held to: the program's pages, and the vendor's rules of the page stack.

    `there`: whether a page that the configuration does not list is there all the same. `noted`
    hears of what is not known.
    """

    site: Site
    rules: PageStack
    there: Callable[[str], bool]
    noted: Callable[[str], None]


def moved(name: str, given: Mapping[str, Any], pages: Pages, ground: Ground) -> Move:
    """The move that a function makes. Raises MediaError where it fails."""
    if name == "navigateBack":
        return _back(given.get("delta"), pages)
    led = _led(name, given, pages, ground)
    tab = led.route in ground.site.tabs
    if tab and name in ground.rules.no_tabs:
        text = f"can not {name} a page of the tab bar"
        raise MediaError("not_found", text, detail="tab")
    if tab and name in ground.rules.no_query and led.query:
        ground.noted(f"the query of a tab that {name} opens is dropped: {led.route}")
        led = Destination(led.route)
    if name == "switchTab":
        return _switch(led, pages, tab)
    if name == "reLaunch":
        living = [page for page in pages.tabs if page not in pages.above]
        return Move(Pages(), closes=(*pages.above[::-1], *living), opens=led, as_tab=tab)
    if name == "redirectTo":
        closes = pages.above[-1:]
        return Move(_without(pages, closes), closes=closes, opens=led)
    deepest = ground.rules.deepest
    if deepest is not None and len(pages.above) >= deepest:
        raise MediaError("not_found", f"{deepest} pages are open", detail="too_many")
    return Move(pages, hides=pages.above[-1:], opens=led, talks=True)


def _led(name: str, given: Mapping[str, Any], pages: Pages, ground: Ground) -> Destination:
    """The page that a function's address leads to."""
    url = given.get("url")
    if not isinstance(url, str) or not url:
        raise MediaError("param_invalid", f"{name}: the address of the page is missing")
    rules, base = ground.rules, pages.top.route if pages.top else ""
    if rules.decodes is None and "%" in url:
        ground.noted("whether escapes in a query are decoded is not documented; they are left")
    led = target(url, base, decodes=rules.decodes is True)
    if led.route in ground.site.pages:
        return led
    if not ground.site.whole and ground.there(led.route):
        ground.noted(f"{led.route} is not listed; how parts of a program are, is not documented")
        return led
    raise MediaError("not_found", f'page "{led.route}" is not found')


def _switch(led: Destination, pages: Pages, tab: bool) -> Move:
    if not tab:
        text = f"{led.route} is no page of the tab bar"
        raise MediaError("not_found", text, detail="no_tab")
    there = pages.tab(led.route)
    if there is not None and there == pages.top:
        return Move(pages)
    closes = tuple(page for page in pages.above[::-1] if page not in pages.tabs)
    hides = pages.above[-1:] if pages.top in pages.tabs else ()
    rest = evolve(_without(pages, closes), above=())
    if there is None:
        return Move(rest, hides, closes, opens=led, as_tab=True)
    return Move(evolve(rest, above=(there,)), hides, closes, shows=there)


def _back(delta: Any, pages: Pages) -> Move:
    if len(pages.above) < 2:
        raise MediaError("not_found", "there is no page below this one")
    most = len(pages.above) - 1
    number = isinstance(delta, int | float) and delta == delta  # NaN is none
    count = int(max(1, min(delta, most))) if number else 1
    closes = pages.above[: -count - 1 : -1]
    rest = _without(pages, closes)
    return Move(rest, closes=closes, shows=rest.top)


def _without(pages: Pages, gone: tuple[Standing, ...]) -> Pages:
    return Pages(
        tuple(page for page in pages.above if page not in gone),
        tuple(page for page in pages.tabs if page not in gone),
    )


MOVES: Final = frozenset(("navigateTo", "redirectTo", "reLaunch", "switchTab", "navigateBack"))
"""The functions that move, by canonical name."""


def opener_words(view: ClientProfile) -> dict[str, str]:
    """By which option and field the opener of a page talks to it; empty where it cannot."""
    api = view.apis.get("navigateTo")
    events = api.params.get("events") if api is not None else None
    channel = api.result.get("channel") if api is not None else None
    if events is None or channel is None or not events.support.usable:
        return {}
    return {"events": events.names[0], "channel": channel.facts.paths[0]}
