"""The text of a template: places in it, the values that stand there, and the facts they read by."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from typing import Any

from attrs import define, field

from ....canonical.errors import InputError
from ...source.markup.facts import Markup
from ...source.markup.mustache import mustaches
from ...source.markup.tokens import Attribute
from .expressions import Expression, NotRead, Value, expression, members

Node = dict[str, Any]


@define(eq=False)
class TemplateText:
    """A template's text. ``masked``: its bytes, a character each, as tokens count them."""

    text: str
    name: str
    facts: Markup
    masked: str = field(init=False)
    lines: list[int] = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.masked = self.text.encode("utf-8", "replace").decode("latin-1")
        self.lines = [0, *(match.end() for match in re.finditer("\n", self.masked))]

    def line(self, at: int) -> int:
        """The line of a byte."""
        return bisect_right(self.lines, at)

    # places and texts ---------------------------------------------------------------------------

    def place(self, at: int) -> str:
        """Line and column of a byte."""
        line = self.line(at)
        begin = self.lines[line - 1]
        return f"{line}:{len(self.plain(begin, at)) + 1}"

    def plain(self, start: int, end: int) -> str:
        """What stands in a range."""
        return self.masked[start:end].encode("latin-1").decode("utf-8", "replace")

    def fault(self, at: int, text: str) -> InputError:
        return InputError(text, place=f"{self.name}:{self.place(at)}")

    # values -------------------------------------------------------------------------------------

    def said(self, attribute: Attribute) -> str:
        """An attribute's value as written."""
        if attribute.value_start < 0:
            return ""
        return self.plain(attribute.value_start, attribute.value_end)

    def value(self, node: Node, attribute: Attribute | None) -> Value:
        """What an attribute is: a mustache alone keeps the type of what it gives."""
        if attribute is None:
            return None
        if attribute.value_start < 0:
            flag = self.facts.template.flag
            self.decides(node, "template.flag", flag, "an attribute without a value")
            return True
        start, end = attribute.value_start, attribute.value_end
        found = mustaches(self.masked, start, end)
        if len(found) == 1 and found[0].start == start and found[0].end == end:
            return self.expression(node, found[0].inner, found[0].last)
        return self.mixed(node, start, end)

    def mixed(self, node: Node, start: int, end: int) -> Value:
        """A text with what its mustaches give in it."""
        parts: list[Value] = []
        at = start
        for one in mustaches(self.masked, start, end):
            if at < one.start:
                parts.append(self.plain(at, one.start))
            parts.append(self.expression(node, one.inner, one.last))
            at = one.end
        if at < end:
            parts.append(self.plain(at, end))
        if not any(isinstance(part, list) for part in parts):
            return "".join(parts)
        return ["j", parts]

    def expression(self, node: Node, start: int, end: int) -> Value:
        return self.read(node, start, end, expression)

    def read(self, node: Node, start: int, end: int, reads: Callable[[str], Expression]) -> Value:
        """An expression; one that nothing tells about has no value."""
        text = self.plain(start, end)
        if not text.strip():
            return ""
        try:
            return ["x", reads(text)]
        except NotRead as error:
            words = f"what {{{{{text.strip()[:60]}}}}} gives, at {self.place(start)}: {error}"
            self.doubt(node, "template", words)
            return ["x", ["w", "undefined"]]

    def data(self, node: Node, attribute: Attribute) -> Value:
        """The data of a template that is used: the inside of an object."""
        found = mustaches(self.masked, attribute.value_start, attribute.value_end)
        if not found:
            return None
        return self.read(node, found[0].inner, found[0].last, members)

    # facts --------------------------------------------------------------------------------------

    def doubt(self, node: Node, rule: str, words: str) -> None:
        node.setdefault("doubts", []).append([rule, words])

    def decides(self, node: Node, rule: str, fact: object, words: str) -> None:
        """A fact that decides how something reads; None: nothing tells it."""
        if fact is None:
            self.doubt(node, rule, words)
        elif rule not in node.setdefault("why", []):
            node["why"].append(rule)
