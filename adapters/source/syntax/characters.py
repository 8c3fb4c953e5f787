"""Characters of code that no engine reads, though the parser takes them: white space that is none
to an engine, such as U+200B, and signs in names, such as U+00AD or a comma of full width."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import attrs

if TYPE_CHECKING:
    from .parsed import Script

_ODD: Final = re.compile(  # one set of bytes comes first: that is what makes the search fast
    rb"[\xc2-\xe3\xee-\xf4](?:(?<=[\xc2-\xdf])[\x80-\xbf]|(?<=[\xe0-\xe3\xee\xef])[\x80-\xbf]{2}"
    rb"|(?<=[\xf0-\xf4])[\x80-\xbf]{3})"
)
"""A character outside ASCII; those that begin otherwise are letters of East Asia, nearly all."""
_TEXT: Final = frozenset(
    {
        "string",
        "string_fragment",
        "template_string",
        "comment",
        "html_comment",
        "hash_bang_line",
        "regex_pattern",
        "jsx_text",
        "template_literal_type",
    }
)
"""What holds any character."""
_EITHER: Final = ("L", "Nl", "Cn", "Zs", "Zl", "Zp")
"""Categories of what names begin with, white space, and what this Python does not know yet."""
_LATER: Final = frozenset({"Mn", "Mc", "Nd", "Pc"})
"""And of what may follow in a name."""
_FIRST: Final = frozenset("\ufeff\u1885\u1886\u2118\u212e\u309b\u309c")
"""Of other categories: white space, and Other_ID_Start."""
_INNER: Final = frozenset(
    "\u200c\u200d\u00b7\u0387\u1369\u136a\u136b\u136c\u136d\u136e\u136f\u1370\u1371\u19da"
    "\u30fb\uff65"
)
"""The two joiners, and Other_ID_Continue."""


@attrs.frozen(eq=False, repr=False)
class Character:
    """A character at its place in a script."""

    start_byte: int
    end_byte: int
    text: str

    @property
    def shown(self) -> str:
        """Its number and name: ``U+200B ZERO WIDTH SPACE``."""
        return f"U+{ord(self.text):04X} {unicodedata.name(self.text, '')}".rstrip()


def unreadable(script: Script) -> Character | None:
    """The first character of a script's code that no engine takes; None where there is none.

    Only what Unicode settles: neither white space nor part of a name to ECMAScript (ID_Start,
    ID_Continue), outside strings, templates, expressions, comments and markup.
    """
    text = script.text
    end = 0
    for match in _ODD.finditer(text):
        if match.start() < end or (where := _taken(match[0])) == _ANYWHERE:
            continue
        leaf = script.root.descendant_for_byte_range(match.start(), match.end())
        if leaf is not None and leaf.type in _TEXT:
            end = match.end() if leaf.children else leaf.end_byte
            continue
        if where == _INSIDE and (leaf is None or leaf.start_byte < match.start()):
            continue
        if not any(node.is_error for node in script.chain(match.start(), match.end())):
            return Character(match.start(), match.end(), match[0].decode("utf-8", "replace"))
    return None


_ANYWHERE, _INSIDE, _NOWHERE = range(3)


@lru_cache(2048)
def _taken(data: bytes) -> int:
    """Where an engine takes a character: `_INSIDE` is in a name, but not at its beginning."""
    try:
        sign = data.decode("utf-8")
    except UnicodeDecodeError:
        return _ANYWHERE
    category = unicodedata.category(sign)
    if sign in _INNER or (category in _LATER and sign not in _FIRST):
        return _INSIDE
    return _ANYWHERE if category.startswith(_EITHER) or sign in _FIRST else _NOWHERE
