"""Regular expressions for a query: what an ordinary reply looks like as a text, and the profiles'
patterns for messages. Every engine reads them alike: groups, classes, repetitions and no more.

A reply is taken for ordinary on proof only: its text matches, from end to end, what its keys and
the types of their values may be, and no key stands in it twice. What a parser makes of such a text
is the same everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import permutations
from typing import Final

from ...canonical.errors import InputError
from .rows import REAL, TEXT, WHOLE
from .sql_model import FileForm, ValueForm

MAX_ORDERS: Final = 3
"""Members of an entry that may stand in any order; more stand in that of the profile, or sorted."""

_STRING: Final = '"[^"\\\\]*(\\\\.[^"\\\\]*)*"'
_TYPES: Final = {
    WHOLE: "(0|[1-9][0-9]{0,17})",
    REAL: "(0|[1-9][0-9]{0,8})(\\.[0-9]{1,6})?",
    TEXT: _STRING,
}
STRANGE: Final = (
    '[\\x00-\\x1f\\x7f]|""|\\\\([^"\\\\/u]|u[0-9a-fA-F]{0,3}[^0-9a-fA-F]|u00[0-9]|u[dD][89a-fA-F])'
)
"""What no ordinary reply has in it: control characters, texts that are empty, escapes but those of
quotes, slashes and characters that are whole and seen."""
CODE: Final = "(0|-?[1-9][0-9]{0,17})"
"""A code: a whole number."""
MESSAGE: Final = _STRING
"""A message: a text that is not empty."""

_LITERAL: Final = re.compile(r"[^\x00-\x1f\x7f\"\\]*\Z")
_SPECIAL: Final = re.compile(r"([.^$*+?()\[\]{}|])")


END: Final = "\\}\\z"
"""How an object ends."""


def literal(text: str) -> str:
    """A text as a regular expression that matches it alone."""
    return _SPECIAL.sub(r"\\\1", text)


def quoted(text: str) -> str:
    """A text of JSON, as it stands there. Raises `InputError` for what would have to be escaped."""
    if not _LITERAL.match(text):
        raise InputError("has a character that JSON escapes: there is no query for it", place=text)
    return f'"{text}"'


def value(of: ValueForm) -> str:
    """What a value looks like."""
    if of.kind == "words":
        return f"({'|'.join(literal(quoted(word)) for word in of.words)})"
    return _TYPES[of.kind]


def listed(entry: str) -> str:
    """A list that is not empty."""
    return f"\\[{entry}(, ?{entry})*\\]"


def entries(files: FileForm) -> str:
    """A list of objects, their members in any order while they are few."""
    needed = [name for name in files.members if name not in files.optional]
    rest = [name for name in files.members if name in files.optional]
    orders: Iterable[Sequence[str]] = [needed, sorted(needed)]
    if len(needed) <= MAX_ORDERS:
        orders = permutations(needed)
    texts = dict.fromkeys(_object(files.members, order, rest) for order in orders)
    return listed(f"({'|'.join(texts)})")


def _object(members: Mapping[str, ValueForm], needed: Sequence[str], rest: Sequence[str]) -> str:
    texts = {name: _member(name, value(of)) for name, of in members.items()}
    front = ", ?".join(texts[name] for name in needed)
    back = "".join(f"(, ?{texts[name]})?" for name in rest)
    return f"\\{{{front}{back}\\}}"


def _member(key: str, text: str) -> str:
    return f"{literal(quoted(key))}: ?{text}"


def reply(members: Mapping[str, str]) -> str:
    """An object with these keys, each with what its value looks like, in any order: also twice.

    Its end is to be looked at apart: a comma may stand there, too.
    """
    if not members:
        return "^\\{\\}\\z"
    one = "|".join(_member(key, text) for key, text in members.items())
    return f"^\\{{(({one})(, ?|\\}}\\z))+\\z"


# Patterns of messages ----------------------------------------------------------------------------

ODD: Final = (
    r"[\x00-\x1f\x7f\x{85}\x{17f}\x{1680}\x{2000}-\x{200b}\x{2028}\x{2029}\x{202f}\x{205f}\x{212a}"
    r"\x{feff}]"
)
"""Characters that engines read differently: ends of lines, blanks, letters that are one of ASCII in
the other case. A message with one is not looked at."""
TELLING: Final = r"[^ \x{a0}\x{3000}]"
"""What a message has that says anything."""
_TOKEN: Final = re.compile(
    r"\\[sSwWdDb.\\/()\[\]{}|*+?^$:-]|\(\?:|\[\^?\]?(?:\\.|[^\]\\])*\]|[^\\\[]", re.DOTALL
)
_CLASSES: Final = {"\\s": "[ \\t]", "\\w": "[0-9A-Za-z_]", "\\d": "[0-9]", "(?:": "("}
_NO_WORD: Final = "[^0-9A-Za-z_]"


def pattern(text: str) -> str | None:
    """A profile's pattern for messages as every engine reads it, letters of ASCII in any case;
    None for one that some would read differently."""
    made = []
    tokens = _TOKEN.findall(text)
    if "".join(tokens) != text:
        return None
    for index, part in enumerate(tokens):
        if part == "\\b":
            before = tokens[index - 1] if index else "|"
            made.append(f"(^|{_NO_WORD})" if before in ("|", "(", "(?:") else f"({_NO_WORD}|$)")
            after = tokens[index + 1] if index + 1 < len(tokens) else "|"
            if before not in ("|", "(", "(?:") and after not in ("|", ")"):
                return None
        elif part in _CLASSES:
            made.append(_CLASSES[part])
        elif _differs(part, tokens[index + 1 : index + 2]):
            return None
        else:
            made.append(part)
    whole = "".join(made)
    try:
        re.compile(whole)
    except re.error:
        return None
    return f"(?i){whole}"


def _differs(part: str, after: Sequence[str]) -> bool:
    """Whether some engine reads a piece of a pattern differently, or not at all."""
    if part == "(":
        return after == ["?"]
    return part in ("\\S", "\\W", "\\D") or (len(part) > 2 and "\\" in part)


def ending(text: str) -> str:
    """What a message has at its end that may say success: the letters of a text, blanks between."""
    gap = r"[ \x{a0}\x{3000}]*"
    letters = [letter for letter in text if letter.isalnum()]
    return f"(?i){gap.join(map(literal, letters))}{gap}$"
