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


_PARSED: Final = 1 << 16
_SAID: Final = 1 << 10
"""Bytes that are handed over at a time: for a parse, and for what a node says."""


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
    pieces = _Pieces(text)

    def done(*_where: Any) -> bool:
        nonlocal left
        left -= 1
        return left < 0

    try:
        return parser.parse(pieces, progress_callback=done)
    except ValueError:
        parser.reset()  # else it would go on where it stopped
        raise Endless from None
    finally:
        pieces.parsed()


class _Pieces:
    """A text as the library asks for it, which lets a parse be ended only where it is read so: for
    the parse, and by each `Node.text` after it.

    While it parses the library never gives up what it is handed, so that is a view, which is let go
    here; later it looks into what it gave up already, so that is kept until the next."""

    def __init__(self, text: bytes) -> None:
        self._text = text
        self._view = memoryview(b"")
        self._kept = b""
        self._next, self._size = -1, _SAID
        self._parsing = True

    def __call__(self, offset: int, _point: Any) -> bytes | memoryview:
        """The text from an offset on, or a piece of it."""
        if self._parsing:
            self._view.release()
            self._view = memoryview(self._text)[offset : offset + _PARSED]
            return self._view
        # what a long node says is asked for piece by piece, from its beginning
        self._size = self._size * 2 if offset == self._next else _SAID
        self._kept = self._text[offset : offset + self._size]
        self._next = offset + self._size
        return self._kept

    def parsed(self) -> None:
        """The parse is over."""
        self._view.release()
        self._parsing = False
