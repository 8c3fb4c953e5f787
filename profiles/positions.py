"""Where each key of a TOML text stands, for messages with line and column.

Used only after something was found wrong: the TOML parser gives values, not places. The text
is one that the parser accepted, so the scanner may be lenient.
"""

from __future__ import annotations

import contextlib
import re
from bisect import bisect_right
from typing import Final

import attrs

Path = tuple[str | int, ...]

_BARE: Final = re.compile(r"[A-Za-z0-9_-]+")
_BLANK: Final = re.compile(r"[ \t]*")
_SKIP: Final = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_TOKEN: Final = re.compile(r"[^,\]}\n#]*")
_BASIC: Final = re.compile(r'"(?:[^"\\\n]|\\.)*"')
_LITERAL: Final = re.compile(r"'[^'\n]*'")
_BASIC_LONG: Final = re.compile(r'"""(?:[^\\]|\\.)*?"{3,5}', re.DOTALL)
_LITERAL_LONG: Final = re.compile(r"'''.*?'{3,5}", re.DOTALL)
_ESCAPE: Final = re.compile(r"\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|x[0-9A-Fa-f]{2}|.)")
_ESCAPES: Final = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", "e": "\x1b"}


@attrs.frozen
class Position:
    """A place in a text: 1-based line and column, columns in characters."""

    line: int
    column: int


def positions(text: str) -> dict[Path, Position]:
    """The place of every key and array element, by its path: ``("api", "x", "failures", 0)``.

    Tables are placed where they are first named. Never raises: what cannot be followed is left
    out.
    """
    scanner = _Scanner(text)
    with contextlib.suppress(RecursionError, _LostError):
        scanner.document()
    starts = [0]
    for match in re.finditer("\n", text):
        starts.append(match.end())
    return _placed(scanner.found, starts)


def _placed(found: dict[Path, int], starts: list[int]) -> dict[Path, Position]:
    placed = {}
    for path, offset in found.items():
        line = bisect_right(starts, offset)
        placed[path] = Position(line, offset - starts[line - 1] + 1)
    return placed


class _LostError(Exception):
    """The text is not what the scanner expects."""


class _Scanner:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.found: dict[Path, int] = {}
        self.last: dict[Path, int] = {}

    def document(self) -> None:
        table: Path = ()
        if self.text.startswith("\ufeff"):
            self.at = 1
        while True:
            self.skip(_SKIP)
            if self.at >= len(self.text):
                return
            if self.text[self.at] == "[":
                table = self.header()
            else:
                self.pair(table)

    def skip(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self.text, self.at)
        if match is None:
            raise _LostError
        self.at = match.end()
        return match[0]

    def expect(self, mark: str) -> None:
        self.skip(_BLANK)
        if not self.text.startswith(mark, self.at):
            raise _LostError
        self.at += len(mark)

    def header(self) -> Path:
        many = self.text.startswith("[[", self.at)
        self.at += 2 if many else 1
        keys = self.key()
        self.expect("]]" if many else "]")
        path: Path = ()
        for number, (name, offset) in enumerate(keys):
            path = (*path, name)
            self.found.setdefault(path, offset)
            if many and number == len(keys) - 1:
                index = self.last.get(path, -1) + 1
                self.last[path] = index
                path = (*path, index)
                self.found[path] = offset
            elif path in self.last:
                path = (*path, self.last[path])
        return path

    def key(self) -> list[tuple[str, int]]:
        keys = []
        while True:
            self.skip(_BLANK)
            start = self.at
            mark = self.text[start : start + 1]
            if mark == '"':
                name = _ESCAPE.sub(_unescaped, self.skip(_BASIC)[1:-1])
            elif mark == "'":
                name = self.skip(_LITERAL)[1:-1]
            else:
                name = self.skip(_BARE)
            keys.append((name, start))
            self.skip(_BLANK)
            if not self.text.startswith(".", self.at):
                return keys
            self.at += 1

    def pair(self, table: Path) -> None:
        path = table
        for name, offset in self.key():
            path = (*path, name)
            self.found.setdefault(path, offset)
        self.expect("=")
        self.skip(_BLANK)
        self.value(path)

    def value(self, path: Path) -> None:
        text, at = self.text, self.at
        mark = text[at : at + 1]
        if mark == "[":
            self.array(path)
        elif mark == "{":
            self.inline_table(path)
        elif mark == '"':
            self.skip(_BASIC_LONG if text.startswith('"""', at) else _BASIC)
        elif mark == "'":
            self.skip(_LITERAL_LONG if text.startswith("'''", at) else _LITERAL)
        else:
            self.skip(_TOKEN)

    def array(self, path: Path) -> None:
        self.at += 1
        index = 0
        while True:
            self.skip(_SKIP)
            if self.text.startswith("]", self.at):
                self.at += 1
                return
            here = (*path, index)
            self.found[here] = self.at
            self.value(here)
            index += 1
            self.separator("]")

    def inline_table(self, path: Path) -> None:
        self.at += 1
        while True:
            self.skip(_SKIP)
            if self.text.startswith("}", self.at):
                self.at += 1
                return
            self.pair(path)
            self.separator("}")

    def separator(self, end: str) -> None:
        self.skip(_SKIP)
        if self.text.startswith(",", self.at):
            self.at += 1
        elif not self.text.startswith(end, self.at):
            raise _LostError


def _unescaped(match: re.Match[str]) -> str:
    body = match[1]
    if body[0] in "uUx":
        return chr(int(body[1:], 16))
    return _ESCAPES.get(body, body)
