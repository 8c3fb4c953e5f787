"""What stands on the pages of a program, between its files and its realm."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

from ...canonical.engine.faults import MediaError
from ...canonical.errors import InputError
from ...canonical.markup import NAVIGATES
from ...profiles.model import Vendor
from .navigation import Navigator
from .render.program import PageTemplates
from .render.sheets import sheets_of
from .render.tree import PageTree, PageView, found_in, tree_of


class Stage:
    """The pages of one program as they look. `send` tells the realm something, `ask` does and gives
    its answer, `run` runs a script; `ran`: scripts that made a page or component."""

    def __init__(
        self,
        vendor: Vendor,
        templates: PageTemplates,
        *,
        send: Callable[..., None],
        ask: Callable[..., Mapping[str, Any]],
        run: Callable[[str], None],
        ran: Collection[str],
    ) -> None:
        self._vendor, self._templates = vendor, templates
        self._send, self._ask, self._run, self._ran = send, ask, run, ran
        self._undrawn: dict[str, str] = {}
        self.leads: list[dict[str, Any]] = []
        """Elements that lead to pages, as the realm said it."""

    def gather(self, page: str) -> None:
        """Tell the realm what a page looks like, and run the scripts of its components."""
        found = self._templates.gather(page)
        if found.problem:
            self._undrawn[page] = found.problem
        if found.modules:
            self._send("define", modules=[module.to_json() for module in found.modules])
        for script in found.scripts:
            if script not in self._ran:
                self._run(script)
        if found.parts:
            self._send("templates", parts=list(found.parts))

    def tree(self, file: str, page: int, select: str | None) -> tuple[PageTree, list[PageView]]:
        """What stands on a page, and which of it a selector finds. Raises InputError."""
        asked = {} if select is None else {"select": select}
        said = self._ask("tree", page=page, where="the tree", **asked)
        if not said.get("ok"):
            if file in self._undrawn:
                raise InputError(self._undrawn[file])
            raise InputError(str(said.get("known") or "it has no template"), place=file)
        sheets = sheets_of(file.rpartition(".")[0], self._vendor, self._templates.text)
        found, known = tree_of(file, said["value"], self._vendor, sheets)
        return found, found_in(known, said["value"].get("found") or ())

    def act(self, page: int, node: int, does: str, detail: Mapping[str, Any], value: Any) -> int:
        """The user does something to an element: how many handlers ran."""
        given = {} if value is None else {"value": value}
        said = self._ask(
            "act", page=page, node=node, does=does, detail=dict(detail), where=does, **given
        )
        return int(said.get("value") or 0)

    def lead(
        self, navigator: Navigator, told: Callable[[str, str], None], failed: Callable[..., None]
    ) -> bool:
        """Go where an element leads; False where none does. `told` hears of the operation and the
        address, `failed` of why there is no way."""
        if not self.leads:
            return False
        said = self.leads.pop(0)
        name = NAVIGATES.get(said["how"], "")
        told(name or said["how"], said["url"])
        if name:
            try:
                navigator.lead(name, {"url": said["url"], "delta": said["delta"]})
            except MediaError as error:
                failed(str(error), name)
        return True
