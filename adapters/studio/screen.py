"""What shows on one phone, as data: the page with its bars, and what lies over it for a while."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

from ...canonical.engine.consent import SCOPES
from ...canonical.engine.prompts import Prompt
from ...canonical.errors import InputError, MediaglotError
from ..realm.host import Host
from ..realm.program import MiniProgram
from ..realm.render.tree import PageTree
from ..realm.trace import Did
from .bars import bars_of
from .drawn import finder, page_plain, sheets_plain
from .rows import consent_facts
from .shelf import Shelf

if TYPE_CHECKING:
    from .seat import Seat

MOST_OVER: Final = 20
"""Toasts and previews that are kept until somebody has seen them."""
MOST_ITEMS: Final = 5_000
"""Entries of a picker that are shown."""
MOST_UNKNOWN: Final = 20


class Screen:
    """The screen of one phone, read by any thread, written by the phone's."""

    def __init__(self, seat: Seat, host: Host, program: MiniProgram, shelf: Shelf) -> None:
        self._seat, self._host, self._program, self._shelf = seat, host, program, shelf
        self._over: deque[dict[str, Any]] = deque(maxlen=MOST_OVER)
        self._loading: str | None = None
        self.page: dict[str, Any] = {}

    def hear(self, events: Iterable[Did], told: int) -> None:
        """What happened since; `told`: the number of the last of it."""
        listed = list(events)
        for number, event in enumerate(listed, told - len(listed) + 1):
            data = event.data
            if event.what == "toast":
                self._over.append({"n": number, "is": "toast", "text": str(data["text"])})
            elif event.what == "loading":
                self._loading = str(data["text"])
            elif event.what == "hidden":
                self._loading = None
            elif event.what == "shown":
                self._over.append(self._preview(number, event))

    def _preview(self, number: int, event: Did) -> dict[str, Any]:
        find = finder(self._host.storage, self._shelf, "")
        urls = [str(url) for url in event.data["urls"]][:MOST_ITEMS]
        return {
            "n": number, "is": "preview", "current": int(event.data["current"]),
            "pictures": [{"key": find(url), "name": url} for url in urls],
        }  # fmt: skip

    def look(self) -> PageTree | None:
        """See what stands there. In the phone's thread."""
        program, host = self._program, self._host
        number = program.top
        page: dict[str, Any] = {"route": _route(program), "depth": len(program.standing.above)}
        tree: PageTree | None = None
        try:
            if number is not None:
                tree = program.tree(number)[0]
        except InputError as error:
            page["why"] = str(error)
            if number is not None:
                page["handlers"] = program.methods(number)
        except MediaglotError as error:
            page["why"] = str(error)
        if tree is not None:
            storage, shelf = host.storage, self._shelf
            page["nodes"] = page_plain(tree, storage, shelf)
            page["sheets"] = sheets_plain(
                tree, host.view.profile, program.stage.text,
                lambda name: finder(storage, shelf, name),
            )  # fmt: skip
            page["unknown"] = [rule.says for rule in tree.unknown[:MOST_UNKNOWN]]
        seat, vendor = self._seat, host.view.profile
        ground = program.navigator.ground
        tabs = ground.site.tabs if ground is not None else ()
        page |= bars_of(*(seat.says or (seat.root, vendor)), page["route"], tabs)
        self.page = page
        return tree

    def plain(self, prompt: Prompt | None) -> dict[str, Any]:
        """What shows. `prompt`: the one that is open."""
        consent = self._host.device.consent
        rules = self._host.world.consents
        asks = {scope for scope, rule in rules.items() if rule.prompts}
        return {
            "page": self.page,
            "loading": self._loading,
            "over": list(self._over),
            "prompt": None if prompt is None else self._prompt(prompt),
            "consents": {
                scope: {"state": consent.state(scope), "asks": scope in asks}
                for scope in SCOPES
            },
            "notes": list(self._host.notes[-MOST_ITEMS:]),
        }  # fmt: skip

    def _prompt(self, prompt: Prompt) -> dict[str, Any]:
        plain = prompt.to_json()
        device = self._host.device
        if prompt.items:
            listed = device.album.items(("image", "video", "file"))
            places = {it.name: it.path for it in listed if it.size is not None}  # no links out
            plain["items"] = [
                {**it.to_json(), "key": self._shelf.key(place) if place is not None else ""}
                for it in prompt.items[:MOST_ITEMS]
                for place in [places.get(it.name)]
            ]
        plain.pop("then", None)
        if {"shoots", "records"} & set(prompt.offers):
            plain["scenes"] = [
                {"name": name, "key": self._shelf.key(device.camera.scene(name))}
                for name in device.camera.scenes
            ]
        if prompt.kind == "consent":
            rule = self._host.world.consents.get(prompt.scopes[0])
            plain["named"] = rule.name if rule is not None else ""
            plain["facts"] = consent_facts(self._host, prompt.scopes[0])
        return plain


def _route(program: MiniProgram) -> str:
    """The route of the page that is seen; empty where none is open."""
    page = program.standing.top
    return "" if page is None else page.route
