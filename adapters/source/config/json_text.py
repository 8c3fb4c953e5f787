"""JSON by its places: every value with its bytes, comments and stray commas told, not refused.

One pass without recursion. Nothing is built but nodes: a key may be called anything.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, Final, Literal, NamedTuple

NodeKind = Literal["object", "array", "text", "number", "word"]
DEEPEST: Final = 100
MOST_BYTES: Final = 2_000_000
_NUMBER: Final = re.compile(r"-?(?:0|[1-9]\d{0,400})(?:\.\d{1,400})?(?:[eE][+-]?\d{1,4})?(?![\w.])")
_WORD: Final = re.compile(r"(?:true|false|null)(?![\w$])")
_TEXT: Final = re.compile(r'"(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"')
_SPACE: Final = re.compile(r"[ \t\r\n]+")
_WORDS: Final = {"true": True, "false": False, "null": None}


class Broken(ValueError):
    """A text that is no JSON: what is wrong, and where."""

    def __init__(self, text: str, start: int, end: int) -> None:
        super().__init__(text)
        self.text, self.start, self.end = text, start, end


class Odd(NamedTuple):
    """What plain JSON does not have: ``comment``, ``trailing`` comma, a key ``twice``."""

    what: Literal["comment", "trailing", "twice"]
    start: int
    end: int
    key: str = ""


class JsonEntry(NamedTuple):
    """A key of an object and its value; the place of the key has its quotes in it."""

    key: str
    start: int
    key_end: int
    value: JsonNode

    @property
    def end(self) -> int:
        """Where the value ends."""
        return self.value.end


class JsonNode(NamedTuple):
    """A value and its place. ``plain``: what a text, number or word says."""

    kind: NodeKind
    start: int
    end: int
    plain: Any
    entries: list[JsonEntry]
    items: list[JsonNode]

    def get(self, key: str) -> JsonNode | None:
        """The value of a key: the last one that is called so."""
        found = None
        for entry in self.entries:
            if entry.key == key:
                found = entry.value
        return found

    @property
    def text(self) -> str | None:
        """What a text says; None for any other value."""
        return self.plain if self.kind == "text" else None

    @property
    def texts(self) -> list[str]:
        """The texts of a list; others are left out."""
        return [item.plain for item in self.items if item.kind == "text"]


NOTHING: Final = JsonNode("word", 0, 0, None, [], [])
"""No value at all."""


class JsonDocument(NamedTuple):
    """The value of a file, and what plain JSON does not have, in order of places."""

    root: JsonNode
    odd: list[Odd]


class _Open:
    """An object or list whose end is not read yet."""

    __slots__ = ("entries", "items", "key", "kind", "names", "start")

    def __init__(self, kind: Literal["object", "array"], start: int) -> None:
        self.kind: Final = kind
        self.start = start
        self.entries: list[JsonEntry] = []
        self.items: list[JsonNode] = []
        self.names: set[str] = set()
        self.key: tuple[str, int, int] | None = None


def parsed(text: str, data: bytes, encoding: str) -> JsonDocument:
    """The value of a text; offsets are those of ``data``, of which the text is a mask (a character
    a byte). Raises `Broken`."""
    if len(data) > MOST_BYTES:
        raise Broken(f"larger than {MOST_BYTES:,} bytes", 0, 0)
    return _Reader(text, data, encoding).document()


class _Reader:
    def __init__(self, text: str, data: bytes, encoding: str) -> None:
        self.text, self.data, self.encoding = text, data, encoding
        self.odd: list[Odd] = []
        self.open: list[_Open] = []
        self.at = 0

    def document(self) -> JsonDocument:
        root: JsonNode | None = None
        while root is None:
            root = self._next()
        self._blanks()
        if self.at < len(self.text):
            raise self._broken("more stands behind the value")
        return JsonDocument(root, sorted(self.odd, key=lambda item: item.start))

    def _next(self) -> JsonNode | None:
        """Read on by one value, opening or closing bracket; gives the whole when it is read."""
        self._blanks()
        top = self.open[-1] if self.open else None
        if top is not None and self._closing(top):
            return self._close(top)
        if top is not None and top.kind == "object":
            self._key(top)
        sign = self.text[self.at : self.at + 1]
        if sign in ("{", "["):
            if len(self.open) >= DEEPEST:
                raise self._broken(f"more than {DEEPEST} values inside one another")
            self.open.append(_Open("object" if sign == "{" else "array", self.at))
            self.at += 1
            return None
        return self._placed(self._scalar())

    def _closing(self, top: _Open) -> bool:
        """Whether a bracket closes here."""
        return self.text.startswith("}" if top.kind == "object" else "]", self.at)

    def _close(self, top: _Open) -> JsonNode | None:
        self.open.pop()
        self.at += 1
        return self._placed(JsonNode(top.kind, top.start, self.at, None, top.entries, top.items))

    def _placed(self, node: JsonNode) -> JsonNode | None:
        """Put a value where it belongs, and read the comma behind it."""
        if not self.open:
            return node
        top = self.open[-1]
        if top.kind == "array":
            top.items.append(node)
        elif top.key is not None:
            key, start, end = top.key
            top.entries.append(JsonEntry(key, start, end, node))
            top.key = None
        self._blanks()
        comma = self.at
        if self.text.startswith(",", self.at):
            self.at += 1
            self._blanks()
            if self._closing(top):
                self.odd.append(Odd("trailing", comma, comma + 1))
        elif not self._closing(top):
            raise self._broken("a comma or a closing bracket is missing")
        return None

    def _key(self, top: _Open) -> None:
        start = self.at
        match = _TEXT.match(self.text, start)
        if match is None:
            raise self._broken("a key in double quotes is missing")
        self.at = match.end()
        key = self._said(start, self.at)
        if key in top.names:
            self.odd.append(Odd("twice", start, self.at, key))
        top.names.add(key)
        top.key = key, start, self.at
        self._blanks()
        if not self.text.startswith(":", self.at):
            raise self._broken("a colon is missing")
        self.at += 1
        self._blanks()

    def _scalar(self) -> JsonNode:
        start = self.at
        for kind, pattern in _SCALARS:
            match = pattern.match(self.text, start)
            if match is None:
                continue
            self.at = match.end()
            if kind == "text":
                plain: Any = self._said(start, self.at)
            else:
                plain = _WORDS[match[0]] if kind == "word" else _number(match[0])
                if plain in (float("inf"), float("-inf")):
                    raise Broken("a number that is too large", start, self.at)
            return JsonNode(kind, start, self.at, plain, [], [])
        raise self._broken("a value is missing")

    def _said(self, start: int, end: int) -> str:
        """What a text in quotes says; half of a surrogate pair is no text."""
        raw = self.data[start + 1 : end - 1].decode(self.encoding, "replace")
        if "\\" not in raw:
            return raw
        said = json.loads(f'"{raw}"', strict=False)
        try:
            said.encode()
        except UnicodeEncodeError:
            raise Broken("a text has half of a character in it", start, end) from None
        return str(said)

    def _blanks(self) -> None:
        while True:
            space = _SPACE.match(self.text, self.at)
            if space is not None:
                self.at = space.end()
            sign = self.text[self.at : self.at + 2]
            if sign not in ("//", "/*"):
                return
            stop = self.text.find("\n" if sign == "//" else "*/", self.at)
            if sign == "/*" and stop < 0:
                raise self._broken("a comment is not closed")
            end = len(self.text) if stop < 0 else stop + (0 if sign == "//" else 2)
            self.odd.append(Odd("comment", self.at, end))
            self.at = end

    def _broken(self, text: str) -> Broken:
        return Broken(text, self.at, min(self.at + 1, len(self.text)))


_SCALARS: Final[tuple[tuple[NodeKind, re.Pattern[str]], ...]] = (
    ("text", _TEXT),
    ("word", _WORD),
    ("number", _NUMBER),
)


def _number(text: str) -> int | float:
    return int(text) if text.lstrip("-").isdigit() else float(text)


def nodes(root: JsonNode) -> Iterator[JsonNode]:
    """All values, each before those inside it."""
    pending = [root]
    while pending:
        node = pending.pop()
        yield node
        pending += [entry.value for entry in reversed(node.entries)]
        pending += reversed(node.items)


def plain(node: JsonNode) -> Any:
    """A value as JSON-like data; of two equal keys the last one counts."""
    if node.kind == "object":
        return {entry.key: plain(entry.value) for entry in node.entries}
    if node.kind == "array":
        return [plain(item) for item in node.items]
    return node.plain


def written(value: Any) -> str:
    """JSON-like data as JSON, in one line."""
    return json.dumps(value, ensure_ascii=False)
