"""Pictures that the tests take of what is to be looked at, and the page that shows them."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Final

from ...system.html_page import html_text
from .addresses import made_address, relative
from .markdown import Heading, Passage
from .words import said

Taken = dict[str, tuple[Path, int, int]]
"""Pictures that there are: file, width and height in pixels, by name."""
FOLDER: Final = "pictures"
CAPTIONS: Final = {
    "studio": "The studio: two phones that answer to the same acts",
    "studio-difference": "The first difference of two phones",
    "studio-phone": "The studio on a telephone, in the dark, in Chinese",
    "traces": "A trace page: what happened on three clients",
    "traces-phone": "A trace page on a telephone, in the dark",
    "migration": "The migration page: a diff with its findings in place",
}
"""What pictures show, by their names without suffix, in the order of the page."""
SHOWN_ON: Final = {"studio": "studio", "testing": "traces", "porting": "migration"}
"""Pages that have a picture themselves, and which; by address, without language."""
HOW: Final = "make pictures site"
_HEAD: Final = b"\x89PNG\r\n\x1a\n"
_MOST: Final = 8_000_000


def pictures_of(folder: Path) -> Taken:
    """The pictures that there are of those with a caption: file, width, height. What is no PNG, or
    is larger than 8 MB, is none."""
    found = {}
    for name in CAPTIONS:
        file = folder / f"{name}.png"
        if file.is_file() and file.stat().st_size <= _MOST:
            with file.open("rb") as stream:
                head = stream.read(24)
            if head.startswith(_HEAD) and len(head) == 24:
                width, height = struct.unpack(">II", head[16:24])
                found[name] = (file, width, height)
    return found


def pictures_html(found: Taken, lang: str) -> tuple[str, tuple[Passage, ...]]:
    """The page of pictures; without any, how they are taken."""
    page, title = made_address("pictures", lang), said("Pictures", lang)
    parts = [f'<h1 id="pictures">{html_text(title)}</h1>']
    if not found:
        told = said("There are no pictures in this build. The tests take them:", lang)
        parts.append(f'<p>{html_text(told)}</p><pre tabindex="0"><code>{HOW}</code></pre>')
        return "\n".join(parts), (Passage(Heading(1, "pictures", title), told),)
    about = said("Taken by the tests, in a real browser.", lang)
    parts.append(f"<p>{html_text(about)}</p>")
    words = [about]
    for name in found:
        parts.append(figure_html(name, found, page, lang))
        words.append(said(CAPTIONS[name], lang))
    return "\n".join(parts), (Passage(Heading(1, "pictures", title), " ".join(words)),)


def figure_html(name: str, found: Taken, page: str, lang: str) -> str:
    """A picture with its caption, as it stands on a page."""
    _, width, height = found[name]
    caption = html_text(said(CAPTIONS[name], lang))
    address = relative(f"{FOLDER}/{name}.png", page)
    narrow = ' class="narrow"' if width < 600 else ""
    return (
        f'<figure id="{name}"{narrow}><a href="{address}"><img src="{address}" width="{width}" '
        f'height="{height}" loading="lazy" alt="{caption}"></a>'
        f"<figcaption>{caption}</figcaption></figure>"
    )


def with_picture(html: str, page: str, lang: str, found: Taken) -> str:
    """A page's HTML with its picture, where it has one, before its second heading."""
    name = SHOWN_ON.get(page.removesuffix(".html").removesuffix(f".{lang}"), "")
    if name not in found:
        return html
    head, mark, rest = html.partition("<h2")
    return f"{head}{figure_html(name, found, page, lang)}\n{mark}{rest}"
