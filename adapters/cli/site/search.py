"""What the search of the site looks through: a script that sets a list, for a page that is opened
from a file may fetch nothing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from ...system.html_page import html_json
from .frame import SitePage

MOST: Final = 1_200
"""Characters of a section that are searched."""
ALL: Final = frozenset({"docs", "project"})


def index_name(lang: str) -> str:
    """The file of a language's index."""
    return f"search.{lang}.js"


def search_index(pages: Iterable[SitePage], weights: dict[str, int]) -> str:
    """The index of some pages: each section by its address, the page's title, its own, its text,
    and how far behind equals it stands (``weights``: of pages, by address; 0 of others)."""
    rows = [
        [
            f"{page.address}#{item.heading.anchor}" if item.heading.anchor else page.address,
            page.title,
            item.heading.text if item.heading.text != page.title else "",
            item.text[:MOST],
            weights.get(page.address, 0),
        ]
        for page in pages
        for item in page.sections
    ]
    return f"globalThis.mediaglotIndex = {html_json(rows)};\n"
