"""Members of the source's global and of its types, told by their bytes, without a parse."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ..common.pair import Pair
from ..syntax.parsed import Script

TYPED: Final = (".ts", ".tsx", ".mts", ".cts", ".vue")
"""What names of files end in whose scripts may name types."""


def _commented(data: bytes, at: int) -> bool:
    """Whether a comment is what a place in a line looks like."""
    before = data[data.rfind(b"\n", 0, at) + 1 : at]
    return b"//" in before or before.lstrip().startswith(b"*")


def types_named(data: bytes, name: str, both: Pair) -> list[str]:
    """Names of the source's type declarations: they stay, whatever becomes of the calls."""
    if both.typed is None or not name.lower().endswith(TYPED):
        return []
    return [
        match[0].decode()
        for match in both.typed.finditer(data)
        if not _commented(data, match.start())
    ]


def type_members(script: Script, both: Pair) -> Iterator[str]:
    """Members of the global where a type is meant: ``wx.ChooseImageOption``."""
    if script.language == "javascript":
        return
    for match in both.member.finditer(script.text):
        chain = script.chain(match.start(1), match.end(1))
        if chain[-1].type == "type_identifier" or any(
            node.type == "type_query" for node in chain[-4:]
        ):
            yield match[1].decode()
