"""Changes of objects as edits: keys renamed, entries taken out and put in, the layout kept."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

import attrs

from ..text.edits import Edit
from .json_text import JsonEntry, JsonNode, written

_UNIT: Final = "  "


@attrs.define(eq=False, repr=False)
class ObjectChanges:
    """The changes of one file, by the objects they are in. ``text``: a mask of it."""

    text: str
    encoding: str
    edits: list[Edit] = attrs.field(factory=list)
    _out: dict[int, set[int]] = attrs.field(factory=dict, init=False)
    _in: dict[int, dict[str, str]] = attrs.field(factory=dict, init=False)
    _objects: dict[int, JsonNode] = attrs.field(factory=dict, init=False)

    def rename(self, entry: JsonEntry, key: str) -> None:
        """Give an entry another key."""
        if entry.key != key:
            self.edits.append(Edit(entry.start, entry.key_end, self._bytes(written(key))))

    def put(self, node: JsonNode, value: Any) -> None:
        """Give a value another one, JSON-like."""
        self.put_text(node, written(value))

    def put_text(self, node: JsonNode, text: str) -> None:
        """Give a value another one, as JSON."""
        new = self._bytes(text)
        if self.text[node.start : node.end].encode("latin-1") != new:
            self.edits.append(Edit(node.start, node.end, new))

    def drop(self, node: JsonNode, entry: JsonEntry) -> None:
        """Take an entry out of its object."""
        self._objects[node.start] = node
        self._out.setdefault(node.start, set()).add(entry.start)

    def add(self, node: JsonNode, key: str, value: Any) -> None:
        """Put an entry behind the others of an object, which has none of that key."""
        self._objects[node.start] = node
        self._in.setdefault(node.start, {})[key] = written(value)

    def append(self, node: JsonNode, values: list[Any]) -> None:
        """Put values behind those of a list, each laid out as the last one is."""
        texts = [written(value) for value in values]
        if not texts:
            return
        if not node.items:
            self.edits.append(Edit(node.start, node.end, self._bytes(f"[{', '.join(texts)}]")))
            return
        last = node.items[-1]
        before = node.items[-2].end if len(node.items) > 1 else node.start + 1
        gap = self._space(before, last.start)
        made = "".join(f",{gap}{text}" for text in texts)
        self.edits.append(Edit(last.end, last.end, self._bytes(made)))

    def all(self) -> list[Edit]:
        """Every edit; those inside an entry that is taken out are none."""
        gone = _Outside(
            (entry.start, entry.end)
            for start, node in self._objects.items()
            for entry in node.entries
            if entry.start in self._out.get(start, ())
        )
        result = [edit for edit in self.edits if not gone.hold(edit.start, edit.end)]
        for start, node in self._objects.items():
            if not gone.hold(start, node.end):
                result += self._of(node, self._out.get(start, set()), self._in.get(start, {}))
        return result

    def _of(self, node: JsonNode, out: set[int], new: Mapping[str, str]) -> Iterator[Edit]:
        kept = [entry for entry in node.entries if entry.start not in out]
        if kept:
            yield from self._gaps(node, out)
            if new:
                last = kept[-1]
                gap = self._before(node, node.entries[-1])
                text = "".join(f",{gap}{written(key)}: {value}" for key, value in new.items())
                yield Edit(last.end, last.end, self._bytes(text))
            return
        gap = self._before(node, node.entries[0]) if node.entries else self._fresh(node)
        body = f",{gap}".join(f"{written(key)}: {value}" for key, value in new.items())
        if node.entries:
            first, last = node.entries[0], node.entries[-1]
            end = last.end
            if not new:
                comma = re.compile(r"\s*,").match(self.text, end)
                end = comma.end() if comma is not None else end
            yield Edit(first.start, end, self._bytes(body))
        elif new:
            inner = self.text[node.start + 1 : node.end - 1]
            close = "" if inner.strip() else gap.removesuffix(_UNIT)
            end = node.start + 1 if inner.strip() else node.end - 1
            yield Edit(node.start + 1, end, self._bytes(f"{gap}{body}{close}"))

    def _gaps(self, node: JsonNode, out: set[int]) -> Iterator[Edit]:
        """What goes with the entries that are taken out: a comma on one side."""
        entries = node.entries
        begun = False
        for at, entry in enumerate(entries):
            if entry.start not in out:
                begun = True
            elif begun:
                yield Edit(entries[at - 1].end, entry.end, b"")
            else:
                yield Edit(entry.start, entries[at + 1].start, b"")

    def _before(self, node: JsonNode, entry: JsonEntry) -> str:
        """The white space before an entry, as another one is to have it."""
        at = node.entries.index(entry)
        start = node.entries[at - 1].end if at else node.start + 1
        return self._space(start, entry.start)

    def _space(self, start: int, end: int) -> str:
        between = self.text[start:end].lstrip(",")
        space = between[len(between.rstrip()) :]
        if not between.strip() or "\n" in space:
            return space
        line = "\r\n" if "\r\n" in self.text else "\n"
        return line + _UNIT

    def _fresh(self, node: JsonNode) -> str:
        """The white space before the first entry of an empty object."""
        inner = self.text[node.start + 1 : node.end - 1]
        line = "\r\n" if "\r\n" in self.text else "\n"
        if "\n" not in inner and "\n" not in self.text[: node.start].strip("\n"):
            return line + _UNIT
        begin = self.text.rfind("\n", 0, node.start) + 1
        own = re.match(r"[ \t]*", self.text[begin : node.start])
        return line + (own[0] if own is not None else "") + _UNIT

    def _bytes(self, text: str) -> bytes:
        return text.encode(self.encoding, "replace")


class _Outside:
    """Ranges that are taken out; one may stand in another."""

    def __init__(self, ranges: Iterable[tuple[int, int]]) -> None:
        self.starts: list[int] = []
        self.ends: list[int] = []
        for start, end in sorted(ranges):
            if not self.ends or end > self.ends[-1]:
                self.starts.append(start)
                self.ends.append(end)

    def hold(self, start: int, end: int) -> bool:
        """Whether one of them holds a range."""
        at = bisect_right(self.starts, start) - 1
        return at >= 0 and end <= self.ends[at]
