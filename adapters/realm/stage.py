"""What stands on the pages of a program, between its files and its realm."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

from ...canonical.engine.faults import MediaError
from ...canonical.errors import InputError
from ...canonical.markup import NAVIGATES
from ...profiles.fold import ClientProfile
from ...profiles.model import Vendor
from .modules import TemplateLanguage
from .navigation import Navigator
from .render.program import PageTemplates
from .render.scripts import hidden_names
from .render.sheets import sheets_of
from .render.tree import PageTree, PageView, found_in, tree_of


def language_of(view: ClientProfile, vendors: Iterable[str]) -> TemplateLanguage | None:
    """What the scripts of a client's templates are; they see no global of these vendors."""
    facts = view.profile.module
    return None if facts is None else TemplateLanguage(facts, hidden_names(facts, vendors))


class Stage:
    """The pages of one program as they look. `templates`: where they are looked for, in order.
    `send` tells the realm something, `ask` does and gives its answer, `run` runs a script; `ran`:
    scripts that made a page or component."""

    def __init__(
        self,
        vendor: Vendor,
        templates: Sequence[PageTemplates],
        *,
        send: Callable[..., None],
        ask: Callable[..., Mapping[str, Any]],
        run: Callable[[str], None],
        ran: Collection[str],
    ) -> None:
        self._vendor, self._templates = vendor, templates
        self._send, self._ask, self._run, self._ran = send, ask, run, ran
        self._undrawn: dict[str, str] = {}
        self._named: dict[str, frozenset[str]] = {}
        self.leads: list[dict[str, Any]] = []
        """Elements that lead to pages, as the realm said it."""

    def gather(self, page: str) -> None:
        """Tell the realm what a page looks like, and run the scripts of its components."""
        if page in self._named or page in self._undrawn:
            return
        gathered = (templates.gather(page) for templates in self._templates)
        found = next((one for one in gathered if one.parts or one.problem), None)
        if found is None:
            return
        if found.problem:
            self._undrawn[page] = found.problem
            return
        self._named[page] = frozenset(
            bind["handler"].strip()
            for part in found.parts
            if part["script"] == page
            for file in part["files"].values()
            for node in file["nodes"]
            for bind in node.get("binds", ())
            if isinstance(bind["handler"], str)
        )
        if found.modules:
            self._send("define", modules=[module.to_json() for module in found.modules])
        for script in found.scripts:
            if script not in self._ran:
                self._run(script)
        self._send("templates", parts=list(found.parts))

    def text(self, name: str) -> str | None:
        """The text of a file of the program; None where there is none that can be read."""
        return self._templates[0].text(name)

    def named(self, file: str) -> frozenset[str] | None:
        """The handlers that the template of a page names; None for a page that is not drawn."""
        return self._named.get(file)

    def tree(self, file: str, page: int, select: str | None) -> tuple[PageTree, list[PageView]]:
        """What stands on a page, and which of it a selector finds. Raises InputError."""
        asked = {} if select is None else {"select": select}
        said = self._ask("tree", page=page, where="the tree", **asked)
        if not said.get("ok"):
            if file in self._undrawn:
                raise InputError(self._undrawn[file])
            raise InputError(str(said.get("known") or "it has no template"), place=file)
        sheets = sheets_of(file.rpartition(".")[0], self._vendor, self.text)
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
