"""Elements that lead to another page: to a tab that the target does not let them open."""

from __future__ import annotations

from typing import Final

from ....canonical.markup import NAVIGATES
from ..common.tabs import refusing, tab_of
from .tokens import TemplateToken
from .work import TemplateWork

LINK: Final = "navigator"
_ADDRESS: Final = "url"
_WAY: Final = "open-type"
"""How the page is opened: the first of the words where nothing is said."""


def leads_to_tab(work: TemplateWork, token: TemplateToken) -> None:
    """Tell of a link that opens a tab as a page that the target refuses to open so."""
    source = work.both.source
    said = {source.canonical(LINK, item.name): item for item in token.attributes}
    address, way = said.get(_ADDRESS), said.get(_WAY)
    word = work.value(way) if way is not None else next(iter(NAVIGATES))
    operation = NAVIGATES.get(word, "")
    if address is None or operation not in work.both.pair.remembered(refusing):
        return
    tab = tab_of(work.value(address), work.file.name, work.around.root, work.around.tabs)
    if tab:
        text = f"{tab} is a tab: {work.writer} refuses {operation} of it, switchTab opens it"
        work.say("MG538", text, address.start, address.end)
