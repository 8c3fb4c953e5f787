"""A style sheet by its places: imports, addresses, selectors. One pass, whatever is open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, Literal, NamedTuple

_TOKEN: Final = re.compile(
    r"/\*|\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|(?i:url\()|(?i:@import)\b|[{};]", re.DOTALL
)
_SPACE: Final = re.compile(r"\s*")
_QUOTED: Final = re.compile(r"\"((?:[^\"\\\n]|\\.)*)\"|'((?:[^'\\\n]|\\.)*)'", re.DOTALL)


class SheetPart(NamedTuple):
    """``import``: the path of another sheet; ``url``: what an address says; ``selector``: what
    stands before a block and is no rule of its own. Places are those of the text itself, quotes
    left out."""

    kind: Literal["import", "url", "selector"]
    start: int
    end: int


def parts(text: str) -> Iterator[SheetPart]:
    """The parts of a sheet, in order; comments are none of them."""
    at = begun = 0
    importing, closed = False, True
    while True:
        token = _TOKEN.search(text, at)
        if token is None:
            return
        sign = token[0]
        at = token.end()
        if sign == "/*":
            end = text.find("*/", at)
            if end < 0:
                return
            if not text[begun : token.start()].strip():
                begun = end + 2
            at = end + 2
        elif sign in ("{", "}", ";"):
            if sign == "{" and not text[begun : token.start()].lstrip().startswith("@"):
                yield SheetPart("selector", begun, token.start())
            begun, importing = at, False
        elif sign[0] in "\"'":
            if importing:
                yield SheetPart("import", token.start() + 1, at - 1)
                importing = False
        elif sign[0] == "@":
            importing = True
        elif closed:
            found, at = _address(text, at)
            closed = found is not None
            if found is not None and found.start < found.end:
                yield found if not importing else found._replace(kind="import")
                importing = False


def _address(text: str, at: int) -> tuple[SheetPart | None, int]:
    """What stands in ``url(``, and where to go on; None where nothing closes it."""
    space = _SPACE.match(text, at)
    start = at if space is None else space.end()
    quoted = _QUOTED.match(text, start)
    if quoted is not None:
        return SheetPart("url", quoted.start() + 1, quoted.end() - 1), quoted.end()
    end = text.find(")", start)
    if end < 0:
        return None, at
    bare = text[start:end].rstrip()
    return SheetPart("url", start, start + len(bare)), end + 1
