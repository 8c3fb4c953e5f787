"""Where a program is entered: at its entry pages, and wherever its navigation leads."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Final

from ..realm.site import Site
from .entries import Entry, Missed, OnPage, PageStep, Pressed, entries

MOST_STEPS: Final = 3
"""From the page that is opened to one that is entered."""

RunsAfter = Callable[[str, Sequence[str], Sequence[PageStep]], Pressed]
"""Opens a page, by steps from another, and presses handlers in order."""


def entries_of(
    found: Sequence[str], site: Site | None, run: RunsAfter, speaks: Callable[[str], bool]
) -> tuple[list[Entry], list[Missed]]:
    """The entries of a program's pages, in the order of `found`; and what is not compared.

    A page that navigation leads to is entered by the first way there, so that it has the query and
    the state that its opener gives it; every other, and one that makes no media call so, by itself.
    """
    reached: dict[str, OnPage] = {}
    ways: dict[str, tuple[PageStep, ...]] = dict.fromkeys(_begins(found, site), ())
    todo = list(ways)
    known = set(found)
    for page in [*todo, *(page for page in found if page not in ways)]:
        if page not in reached:
            ways.setdefault(page, ())
            _walk([page], ways, reached, known, run, speaks)
    chosen: list[Entry] = []
    missed: list[Missed] = []
    for page in found:
        did = reached[page]
        if ways[page] and not did.entries and speaks(page):
            did = entries(page, partial(_alone, run), speaks=True)
        chosen += did.entries
        missed += did.missed
    return chosen, missed


def _walk(
    todo: list[str],
    ways: dict[str, tuple[PageStep, ...]],
    reached: dict[str, OnPage],
    known: set[str],
    run: RunsAfter,
    speaks: Callable[[str], bool],
) -> None:
    """Enter a page, and the pages that it leads to, nearest first."""
    while todo:
        page = todo.pop(0)
        after = ways[page]
        did = entries(page, partial(_by_way, run, after), speaks=speaks(page))
        made = tuple(Entry(entry.page, entry.handlers, after) for entry in did.entries)
        reached[page] = OnPage(made, did.missed, did.steps)
        for step in did.steps:
            if step.to in known and step.to not in ways and len(after) < MOST_STEPS:
                ways[step.to] = (*after, step)
                todo.append(step.to)


def _begins(found: Sequence[str], site: Site | None) -> Iterator[str]:
    """The pages that a user can open: the first, and the tabs."""
    if site is not None:
        by_route = {page.rpartition(".")[0]: page for page in found}
        for route in (site.first, *site.tabs):
            if route in by_route:
                yield by_route[route]


def _by_way(
    run: RunsAfter, after: Sequence[PageStep], page: str, handlers: Sequence[str]
) -> Pressed:
    return run(page, handlers, after)


def _alone(run: RunsAfter, page: str, handlers: Sequence[str]) -> Pressed:
    return run(page, handlers, ())
