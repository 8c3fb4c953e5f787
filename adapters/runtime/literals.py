"""Names and data as JavaScript spells them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

IDENTIFIER: Final = re.compile(r"[A-Za-z_$][\w$]*", re.ASCII)


def member(name: str) -> str:
    """JavaScript that names a member of an object."""
    return f".{name}" if IDENTIFIER.fullmatch(name) else f"[{json.dumps(name)}]"


def key_of(name: str) -> str:
    """A key of an interface."""
    return name if IDENTIFIER.fullmatch(name) else json.dumps(name)


@lru_cache(1024)
def literal_key(name: str) -> str:
    """A key of an object literal: bare where it is an identifier and means no prototype."""
    return name if IDENTIFIER.fullmatch(name) and name != "__proto__" else _scalar(name)


class Code(str):
    """JavaScript among data, written as it is."""


def literal(value: Any) -> str:
    """A JSON value as a JavaScript literal, with bare keys where these are identifiers."""
    if type(value) is Code:
        return value
    if type(value) is str:
        return _scalar(value)
    if isinstance(value, Mapping):
        rows = (f"{literal_key(name)}: {literal(item)}" for name, item in value.items())
        return "{" + ", ".join(rows) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(literal(item) for item in value) + "]"
    return _scalar(value)


def _scalar(value: Any) -> str:
    """A JSON value that holds no others as JavaScript."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").replace("</", "<\\/")


def words(values: Any) -> str:
    """The TypeScript of one of these words, each as a literal; of any text where there is none."""
    texts = dict.fromkeys(json.dumps(word, ensure_ascii=False) for word in values)
    return " | ".join(texts) or "string"
