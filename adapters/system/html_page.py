"""Pages that need nothing else: no font, no request, no script but their own; one look for all."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterable, Mapping
from hashlib import sha256
from html import escape
from pathlib import Path
from string import Template
from typing import Any, Final

from ...canonical.errors import printable

_FRAME: Final = Path(__file__).with_name("page.html")
LOOK: Final = Path(__file__).with_name("look.css")
"""Colours, light and dark, of every page that is made here."""
TYPES: Final = {
    "jpeg": "image/jpeg", "png": "image/png", "gif": "image/gif", "webp": "image/webp",
    "bmp": "image/bmp", "avif": "image/avif", "mp3": "audio/mpeg", "aac": "audio/aac",
    "wav": "audio/wav", "m4a": "audio/mp4", "ogg": "audio/ogg", "flac": "audio/flac",
}  # fmt: skip
"""Formats that browsers show or play as they are, with their media types."""
COMMON: Final = Path(__file__).with_name("common.css")
"""Type, space and what all pages have: tables, bars, filters, controls."""


def html_page(
    style: Path, title: str, told: str, body: str, *, script: Path | None = None, data: Any = None,
    lang: str = "en",
) -> str:  # fmt: skip
    """A page; ``style``: a file with what its looks have beside those of all pages; ``title`` and
    ``told`` are texts, ``body`` is HTML.

    ``script``: a file with what the page does beside being read; its policy lets this text run and
    no other. ``data``: JSON-like values for it, the text of the element ``data``. ``lang``: the
    language of the page, as a tag.
    """
    frame = Template(_FRAME.read_text(encoding="utf-8"))
    own, look, common = (file.read_text(encoding="utf-8") for file in (style, LOOK, COMMON))
    allowed, parts = "", [body]
    if script is not None:
        text = script.read_text(encoding="utf-8")
        allowed = f"; script-src 'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
        parts += [
            f'<script type="application/json" id="data">{html_json(data)}</script>',
            f"<script>{text}</script>",
        ]
    return frame.substitute(
        look=look, common=common, style=own, title=html_text(title), told=html_text(told),
        body="\n".join(parts), script=allowed, lang=lang,
    )  # fmt: skip


def html_json(value: Any) -> str:
    """JSON that may stand in a page: nothing in it ends its element, and texts are printable."""
    text = json.dumps(_printable(value), ensure_ascii=True, allow_nan=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _printable(value: Any) -> Any:
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, Mapping):
        return {_printable(key): _printable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_printable(item) for item in value]
    return value


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
