"""How a page's handlers are pressed: with the data of the elements that name them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from attrs import frozen

from ...canonical.errors import InputError
from ...profiles.fold import ClientProfile
from ...profiles.model import Templates
from ..realm.modules import read_source
from .template import Bound, Reads, bound

MOST_ELEMENTS: Final = 4
"""Elements that name one handler and are pressed."""


@frozen
class Elements:
    """What a page's template says. `facts`: of the vendor whose template it is; `client`: of the
    one the page runs on, whose events it gets."""

    client: Templates | None = None
    facts: Templates | None = None
    bound: tuple[Bound, ...] = ()

    def events(self, handler: str, data: Mapping[str, Any], number: int) -> list[dict[str, Any]]:
        """The events that one press of a handler sends: one an element that is shown. In a loop it
        is the item of that number which is pressed. No element names it: a plain tap."""
        named = [element for element in self.bound if element.handler == handler]
        if not named:
            return [self._event("tap", {"index": 0, "id": 0})]
        out: list[dict[str, Any]] = []
        for element in named:
            lowered = self.facts is not None and self.facts.lowered is not False
            dataset = element.dataset(data, number, lowered=lowered)
            if dataset is None or len(out) == MOST_ELEMENTS:
                continue
            event = self._event(element.event, dataset)
            if event not in out:
                out.append(event)
        return out

    def _event(self, kind: str, dataset: Mapping[str, Any]) -> dict[str, Any]:
        element = {"id": "", "dataset": dict(dataset)}
        target = dict(element)
        detail: dict[str, Any] = {"value": ""}
        if self.client is None or self.client.at:
            detail |= {"x": 0, "y": 0}
        if self.client is not None and self.client.hit:
            target[self.client.hit] = dict(dataset)
        return {
            "type": kind,
            "timeStamp": 0,
            "target": target,
            "currentTarget": element,
            "detail": detail,
        }


NO_ELEMENTS: Final = Elements()
"""Of a page without a template."""


def elements(
    root: Path, page: str, client: ClientProfile, original: tuple[Path, ClientProfile]
) -> Elements:
    """The elements of a page's template. `original`: the program it was ported from, whose template
    counts where the port has none of its own."""
    facts = client.profile.template
    for folder, view in ((root, client), original):
        found = view.profile.template
        if found is None:
            continue
        name = page.rpartition(".")[0] + found.suffix
        if not (folder / name).is_file():
            continue
        try:
            text = read_source(folder, name)
        except InputError:
            continue
        return Elements(facts, found, tuple(bound(text, found, name, reads(folder))))
    return Elements(facts)


def reads(folder: Path) -> Reads:
    """How the files of a program are read; None for one that is not there or not inside."""

    def text(name: str) -> str | None:
        try:
            return read_source(folder, name) if (folder / name).is_file() else None
        except (InputError, OSError, ValueError):
            return None

    return text
