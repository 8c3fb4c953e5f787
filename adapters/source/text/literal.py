"""Writing JavaScript: literals in the file's own quotes, and the few expressions a port needs."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, Final

_IDENTIFIER: Final = re.compile(r"[A-Za-z_$][\w$]*\Z", re.ASCII)
MARK: Final = "\ue010"
_MARKED: Final = re.compile(f"{MARK}(\\d+){MARK}")


def mark(index: int) -> str:
    """A string that stands for the source text of that index in a value to be written."""
    return f"{MARK}{index}{MARK}"


def marks_in(value: Any) -> bool:
    """Whether a value holds a mark."""
    if isinstance(value, str):
        return MARK in value
    if isinstance(value, Mapping):
        return any(marks_in(item) for item in value.values())
    return isinstance(value, (list, tuple)) and any(marks_in(item) for item in value)


def key(name: str, quote: str) -> str:
    """A property name as an object literal has it."""
    return name if _IDENTIFIER.match(name) else string(name, quote)


def string(text: str, quote: str) -> str:
    """A string literal; anything outside ASCII is escaped, so that no encoding matters."""
    body = json.dumps(text, ensure_ascii=True)[1:-1]
    if quote == "'":
        body = body.replace('\\"', '"').replace("'", "\\'")
    return f"{quote}{body}{quote}"


def write(value: Any, quote: str, texts: list[str] | None = None) -> str:
    """A JSON-like value as JavaScript; marks become the source texts they stand for."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        whole = _MARKED.fullmatch(value)
        if whole and texts is not None:
            return texts[int(whole[1])]
        return string(value, quote)
    if isinstance(value, Mapping):
        if not value:
            return "{}"
        parts = (f"{key(name, quote)}: {write(item, quote, texts)}" for name, item in value.items())
        return "{ " + ", ".join(parts) + " }"
    return "[" + ", ".join(write(item, quote, texts) for item in value) + "]"


def clamped(text: str, low: float | None, high: float | None) -> str:
    """A number kept within bounds."""
    if high is not None:
        text = f"Math.min({text}, {write(high, '')})"
    if low is not None:
        text = f"Math.max({write(low, '')}, {text})"
    return text


def pattern(text: str) -> str:
    """A regular expression literal of a pattern that ignores case."""
    escaped = text.replace("/", "\\/") if "/" in text else text
    return f"/{escaped}/i"
