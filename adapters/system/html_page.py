"""Pages that need nothing else: no script, no font, no request; one look for all of them."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from pathlib import Path
from string import Template
from typing import Final

from ...canonical.errors import printable

_FRAME: Final = Path(__file__).with_name("page.html")


def html_page(style: Path, title: str, told: str, body: str) -> str:
    """A page; ``style``: a file with what its looks have beside those of all pages; ``title`` and
    ``told`` are texts, ``body`` is HTML."""
    frame = Template(_FRAME.read_text(encoding="utf-8"))
    own = style.read_text(encoding="utf-8")
    return frame.substitute(style=own, title=html_text(title), told=html_text(told), body=body)


def html_text(words: str) -> str:
    """A text as it stands in a page: nothing in it is a tag, or cannot be printed."""
    return escape(printable(words))


def html_bar(parts: Iterable[tuple[str, int]], told: str) -> str:
    """A bar of parts as long as they count; ``parts``: how each looks (``bad``, ``odd``, ``good``)
    and its count; ``told``: what it shows, for those who do not see it."""
    made = "".join(
        f'<span class="{look}" style="flex: {count}"></span>' for look, count in parts if count
    )
    if not made:
        return ""
    return f'<div class="bar" role="img" aria-label="{html_text(told)}">{made}</div>'


def html_filter(name: str, look: str, words: str, count: int) -> str:
    """A button that leaves what has a name (``all``: everything); the style hides the rest."""
    checked = " checked" if name == "all" else ""
    return (
        f'<input class="filter" type="radio" name="only" id="only-{name}"{checked}>'
        f'<label class="{look}" for="only-{name}">{html_text(words)} {count:,}</label>'
    )
