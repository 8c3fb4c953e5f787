"""The parsers of the languages, and how long one may take with a text."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from tree_sitter import Parser, Tree

_FEWEST: Final = 1_000
_BYTES: Final = 4
"""Bytes of a text for each step, a hundred operations, that its parse may take. The most that was
met in 1,300 files and their damaged parts is a step for 30 bytes."""


class Endless(Exception):
    """A parser does not come to an end with a text: it mends one error by another for ever."""


@cache
def parser_of(language: str) -> Parser:
    """The parser of ``javascript``, ``typescript`` or ``tsx``, made once a process."""
    from tree_sitter import Language, Parser

    if language == "javascript":
        import tree_sitter_javascript

        return Parser(Language(tree_sitter_javascript.language()))
    import tree_sitter_typescript

    if language == "tsx":
        return Parser(Language(tree_sitter_typescript.language_tsx()))
    return Parser(Language(tree_sitter_typescript.language_typescript()))


def tree_of(language: str, text: bytes) -> Tree:
    """The tree of a text. Raises `Endless`."""
    parser, left = parser_of(language), _FEWEST + len(text) // _BYTES

    def done(*_where: Any) -> bool:
        nonlocal left
        left -= 1
        return left < 0

    try:
        return parser.parse(lambda offset, _point: text[offset:], progress_callback=done)
    except ValueError:
        parser.reset()  # else it would go on where it stopped
        raise Endless from None
