"""What comes of values in lines: the value made, what is told of it, the recipes that it takes."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from mediaglot.adapters.plan.notes import OMIT, READER, WRITER, Note
from mediaglot.canonical.errors import InputError

Made = Callable[[list[Note], list[str]], Any]
"""Makes a value, and puts notes and recipes into the lists."""

Case = tuple[Any, str]
"""A value, and what comes of it."""


def plain(value: Any) -> str:
    """A value as JSON."""
    return "nothing" if value is OMIT else json.dumps(value, default=dict)


def told(notes: Iterable[Note]) -> Iterator[str]:
    """Notes in words, the vendors by what they do."""
    for code, place, text, changes in notes:
        changed = f" {json.dumps(changes)}" if changes else ""
        yield f"{code} {place}: {text}{changed}".replace(READER, "Reader").replace(WRITER, "Writer")


def outcome(made: Made) -> str:
    """What is made, or why it is refused, and what is told."""
    notes: list[Note] = []
    recipes: list[str] = []
    try:
        found = plain(made(notes, recipes))
    except InputError as error:
        found = f"refused at {error.place}: {error.reason}"
    return "; ".join([found, *told(notes), *(f"by {recipe}" for recipe in recipes)])


def lines(head: str, cases: Iterable[Case]) -> Iterator[str]:
    """What comes of values, which is `it` where it is the value itself; those alike together."""
    found: dict[str, list[str]] = {}
    for value, said in cases:
        mine = plain(value)
        pattern = rf"(?<![\w.\"-]){re.escape(mine)}(?![\w.\"])"
        found.setdefault(re.sub(pattern, "it", said), []).append(mine)
    yield f"  {head}"
    for said, values in found.items():
        text = f"    {', '.join(values)} -> {said}"
        yield text.encode("ascii", "backslashreplace").decode()
