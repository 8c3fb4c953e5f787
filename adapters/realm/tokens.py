"""The words, strings and signs of JavaScript at its top level, without a parser."""

from __future__ import annotations

import re
from typing import Final

from attrs import frozen

from ...canonical.errors import InputError

_WORD: Final = r"[A-Za-z_$\u0080-\U0010ffff][\w$\u0080-\U0010ffff]*"
_TOKEN: Final = re.compile(
    rf"(?P<space>\s+)|(?P<comment>//[^\n\r\u2028\u2029]*|/\*.*?(?:\*/|\Z))|(?P<word>#?{_WORD})"
    r"|(?P<string>\"(?:[^\"\\\n]++|\\.)*+\"|'(?:[^'\\\n]++|\\.)*+')|(?P<number>\.?\d[\w.]*)"
    r"|(?P<punct>=>|\.\.\.|\?\.|\+\+|--|.)",
    re.DOTALL,
)
_REGEX: Final = re.compile(r"/(?:[^/\\\[\n]++|\\.|\[(?:[^\]\\\n]++|\\.)*+\])++/\w*")
_TEMPLATE: Final = re.compile(r"(?:[^`\\$]++|\\.|\$(?!\{))*+", re.DOTALL)
_BEFORE_REGEX: Final = frozenset(
    {"return", "typeof", "case", "in", "of", "delete", "void", "throw", "new", "instanceof", "do",
     "else", "yield", "await"}
)  # fmt: skip
_HEADS: Final = frozenset({"if", "while", "for", "with"})
MOST_TOKENS: Final = 500_000
"""Outside of brackets; a program whose every line stands in a function has a few thousand."""
MOST_DEPTH: Final = 10_000
"""Brackets in brackets: more than an engine's parser has room for."""


@frozen
class Token:
    """A word, string or sign at the top level; `depth` counts the brackets around it."""

    kind: str
    text: str
    start: int
    end: int
    depth: int
    fresh: bool
    """The first on its line."""


class _Kept:
    """The tokens that say what a module imports and exports: those outside of brackets, those of
    lists of names, and those beside the word import anywhere."""

    def __init__(self, name: str) -> None:
        self.tokens: list[Token] = []
        self.before: tuple[str, str] | None = None
        """Kind and text of the token before the last one."""
        self._name = name
        self._last: tuple[str, str, int, int, int, bool] | None = None
        self._listing = False

    def add(self, kind: str, text: str, start: int, end: int, depth: int, fresh: bool) -> None:
        """Take the next token of the source in: as the fields of a `Token`."""
        if depth > MOST_DEPTH:
            raise InputError("is nested too deeply", place=self._name)
        last, self._last = self._last, (kind, text, start, end, depth, fresh)
        word = "" if last is None else last[1]
        self.before = None if last is None else (last[0], word)
        if depth == 0:
            self._listing = text == "{" and word in ("import", "export", ",")
        elif not self._listing and word != "import" and text != "import":
            return
        known = self.tokens[-1].start if self.tokens else -1
        if text == "import" and last is not None and last[2] != known:
            self.tokens.append(Token(*last))
        self.tokens.append(Token(kind, text, start, end, depth, fresh))
        if len(self.tokens) > MOST_TOKENS:
            raise InputError("too long for a module outside of its functions", place=self._name)


def tokenized(text: str, name: str = "") -> list[Token]:
    """The tokens of a script that say what it imports and exports. Raises InputError."""
    found = _Kept(name)
    opened: list[tuple[str, bool]] = []  # bracket, and whether a regex may follow its end
    at, size, fresh, may_regex = 0, len(text), True, True
    none_until = 0  # in a line that has one without an end
    while at < size:
        if text[at] == "`" or (text[at] == "}" and opened and opened[-1][0] == "${"):
            if text[at] == "}":
                opened.pop()
            middle = _TEMPLATE.match(text, at + 1)
            end = middle.end() if middle else size
            if text.startswith("${", end):
                opened.append(("${", False))
                end += 2
                may_regex = True
            else:
                end += 1
                may_regex = False
            found.add("template", "`", at, end, len(opened), fresh)
            at, fresh = end, False
            continue
        if text[at] == "/" and may_regex and at >= none_until and text[at + 1 : at + 2] not in "/*":
            regex = _REGEX.match(text, at)
            if regex is not None:
                found.add("regex", "/", at, regex.end(), len(opened), fresh)
                at, fresh, may_regex = regex.end(), False, False
                continue
            none_until = text.find("\n", at) % (size + 1)
        match = _TOKEN.match(text, at)
        if match is None:
            break  # its last alternative is any character: this never happens
        kind, part, end = str(match.lastgroup), match[0], match.end()
        if kind in ("space", "comment"):
            fresh = fresh or "\n" in part or "\r" in part
            at = end
            continue
        if part in ("(", "[", "{"):
            found.add(kind, part, at, end, len(opened), fresh)
            opened.append((part, _regex_after(part, found.before)))
            may_regex = True
        elif part in (")", "]", "}"):
            may_regex = opened.pop()[1] if opened else False
            found.add(kind, part, at, end, len(opened), fresh)
        else:
            found.add(kind, part, at, end, len(opened), fresh)
            may_regex = (
                part in _BEFORE_REGEX
                if kind == "word"
                else kind == "punct" and part not in ("++", "--")
            )
        at, fresh = end, False
    return found.tokens


def _regex_after(bracket: str, before: tuple[str, str] | None) -> bool:
    """Whether a regular expression may follow what this bracket opens, once it is closed.
    `before`: kind and text of the token in front of it."""
    if before is None:
        return bracket == "{"
    kind, text = before
    if bracket == "(":
        return text in _HEADS
    if bracket == "[":
        return False
    if kind == "word":
        return text not in _BEFORE_REGEX or text in ("do", "else")
    return text in (")", ";", "{", "}", "=>")
