"""A page as text: what a person reads on it, and what can be touched."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any, Final, NamedTuple

from ....canonical.errors import printable
from ....canonical.markup import CONTROLS
from ...system.columns import NARROWEST, width
from .tree import PageTree, PageView

WIDEST: Final = 100
"""Columns: in wider lines nobody sees what belongs together."""
_STEP: Final = "  "
_GAP: Final = 2
_BOXES: Final = frozenset({"switch", "checkbox", "radio"})
_SOURCES: Final = {"image": "src", "cover-image": "src", "video": "src", "icon": "type", "map": ""}
_INLINE: Final = frozenset({"text", "rich-text"})

Paint = Callable[[str], str]


class _Line(NamedTuple):
    depth: int
    label: str
    note: str
    words: bool = False
    """A text that another may go on in the same line."""


def page_text(tree: PageTree, columns: int, paint: Paint = str) -> str:
    """The page as lines of at most so many columns, what shows alone. `paint` colours what can be
    done to an element."""
    columns = min(max(columns, NARROWEST), WIDEST)
    lines = [_plain(line) for view in tree.top for line in _lines(view, 0)]
    shown = [text for line in _joined(lines) for text in _laid(line, columns, paint)]
    return "\n".join(shown)


def _plain(line: _Line) -> _Line:
    """A line whose words, which are the page's, move no terminal's cursor."""
    return line._replace(label=printable(line.label), note=printable(line.note))


def _lines(view: PageView, depth: int) -> Iterator[_Line]:
    """The lines of an element; what only holds others stands aside for them."""
    if not view.shown:
        return
    if view.kind == "text":
        words = " ".join(view.text.split())
        if words:
            yield _Line(depth, words, "", words=True)
        return
    note = _note(view)
    label = _label(view)
    inner = [line for below in view.inner for line in _lines(below, depth + bool(label or note))]
    if not label and not note:
        inline = view.element in _INLINE
        yield from inner if inline else (line._replace(words=False) for line in _joined(inner))
        return
    plain = _joined(inner)
    if len(plain) <= 1 and not any(line.note for line in plain) and view.kind != "part":
        words = plain[0].label if plain else ""
        yield _Line(depth, _filled(view, label, words), note)
        return
    yield _Line(depth, label or f"<{view.tag}>", note)
    yield from plain


def _label(view: PageView) -> str:
    """What an element shows beside what stands in it; empty where that is all."""
    if view.kind == "part":
        return f"<{view.tag}>" + (" (nothing: see the notes)" if view.inert else "")
    element, said = view.element, view.attributes
    if element in _BOXES:
        on = "x" if said.get(CONTROLS[element][0]) else " "
        return f"({on})" if element == "radio" else f"[{on}]"
    if element in CONTROLS and element not in ("swiper", "picker-view"):
        value = _short(said.get(CONTROLS[element][0], ""))
        hint = _short(said.get("placeholder", ""))
        return f"{element} [{value or (hint and f'({hint})')}]" if element != "picker" else "picker"
    if element in _SOURCES:
        source = _short(said.get(_SOURCES[element], ""))
        return f"{element} {source}".rstrip()
    if element == "button":
        return "[]"
    if element == "navigator":
        return f"-> {_short(said.get('url', ''))}".rstrip()
    return "" if element else f"<{view.tag}>"


def _filled(view: PageView, label: str, words: str) -> str:
    """A label with the words that stand in the element."""
    if view.element == "button":
        return f"[{words}]"
    return " ".join(filter(None, (label, words))) or f"<{view.tag}>"


def _note(view: PageView) -> str:
    """What can be done to an element, and the data that it carries then."""
    events = [f"{bound.event}: {bound.handler}" for bound in view.bound if bound.handler]
    if not events:
        return ""
    data = " ".join(f"{key}={_short(value)}" for key, value in view.dataset.items())
    return ", ".join(events) + (f" {{{data}}}" if data else "")


def _short(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    text = " ".join(text.split())
    return text if len(text) <= _LONG else text[: _LONG - 1] + "…"


_LONG: Final = 48


def _joined(lines: list[_Line]) -> list[_Line]:
    """Texts that follow one another, in one line."""
    result: list[_Line] = []
    for line in lines:
        last = result[-1] if result else None
        if last is not None and last.words and line.words and last.depth == line.depth:
            result[-1] = _Line(line.depth, f"{last.label} {line.label}", "", words=True)
        else:
            result.append(line)
    return result


def _laid(line: _Line, columns: int, paint: Paint) -> Iterator[str]:
    """A line in so many columns: what can be done stands at its end, or on a line of its own."""
    indent = _STEP * min(line.depth, columns // 8)
    room = columns - len(indent)
    note = _cut(line.note, room - len(_STEP))
    if not note:
        yield indent + _cut(line.label, room)
        return
    if width(line.label) + _GAP + width(note) <= room:
        space = " " * (room - width(line.label) - width(note))
        yield f"{indent}{line.label}{space}{paint(note)}"
        return
    yield indent + _cut(line.label, room)
    yield indent + _STEP + paint(note)


def _cut(text: str, room: int) -> str:
    """A text in so many columns, with a mark where it goes on."""
    if width(text) <= room:
        return text
    kept, used = "", 1
    for sign in text:
        used += width(sign)
        if used > room:
            break
        kept += sign
    return kept.rstrip() + "…"
