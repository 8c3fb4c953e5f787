"""A result that is kept whole, under a name that others read: who reads it there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from ...common.texts import Texts
from ...syntax.parsed import Chain, Script, is_field, member_name, property_name, rise
from .carried import Read

if TYPE_CHECKING:
    from collections.abc import Iterable

_MOST: Final = 8
"""Names that a result is followed under in one file."""
_DATA: Final = "data"
"""Too common a name to follow a result by."""
_PATH: Final = rb"(?:await\s+)?[\w$.()?]*"
_ENDS: Final = rb"(?=\s*(?:[;,\n)]|$|\|\|))"
_MEMBER: Final = rb"(?<![\w$])(?:%b)\)?\s*\??\.\s*(%b)(?![\w$]|\s*=(?!=))"
_TAKEN: Final = rb"\{([^{}]*)\}\s*=\s*" + _PATH + rb"(?<![\w$])(?:%b)" + _ENDS
_CALLED: Final = rb"(?<![\w$])([\w$]+)\s*=\s*" + _PATH + rb"(?<![\w$])%b" + _ENDS


def read_by_name(
    reads: Iterable[Read], texts: Texts, lost: list[str]
) -> Iterator[tuple[Read, str, dict[str, str]]]:
    """Fields of a result that the program reads where the whole of it is kept: where that is, the
    name it is kept under, and each of the fields with a place.

    Read by the name: a member, an entry of data; of another name that the whole is given there,
    too."""
    for one in reads:
        if one.access.path or one.access.use == "write":
            continue
        name = _kept_as(one.script, one.access.chain)
        found = dict(_read(texts, one.file, name, lost)) if name else {}
        if found:
            yield one, name, found


def _kept_as(script: Script, chain: Chain) -> str:
    """The name that a value is kept under; empty where it is under none."""
    chain = rise(chain)
    node = chain[-1]
    if len(chain) < 3:
        return ""
    outer, name = chain[-2], ""
    if node.type == "shorthand_property_identifier":
        name = script.at(node).decode("utf-8", "replace")
    elif outer.type == "assignment_expression" and is_field(outer, node, "right"):
        left = outer.child_by_field_name("left")
        name = (member_name(script, left) or "") if left is not None else ""
    elif outer.type == "pair" and is_field(outer, node, "value"):
        key = outer.child_by_field_name("key")
        name = (property_name(script, key) or "") if key is not None else ""
    return "" if name == _DATA else name


def _read(texts: Texts, kept: str, name: str, lost: list[str]) -> Iterator[tuple[str, str]]:
    """The fields of those that are read of a name in the program of a file, each with a place."""
    word = name.encode()
    fields = re.compile(
        rb"(?<![\w$])(?:%b)(?![\w$])" % b"|".join(re.escape(it.encode()) for it in lost)
    )
    told: set[str] = set()
    for file in sorted(texts.having(word, kept)):
        text = texts.all()[file]
        if not fields.search(text):
            continue
        for found, at in _read_in(text, re.escape(word), fields):
            field = found.decode()
            if field not in told:
                told.add(field)
                line = text.count(b"\n", 0, at) + 1
                yield field, f"{file}:{line}"


def _read_in(text: bytes, word: bytes, fields: re.Pattern[bytes]) -> Iterator[tuple[bytes, int]]:
    """Such fields in one text, each with its place."""
    others = [re.escape(it[1]) for it in re.finditer(_CALLED % word, text)]
    holders = b"|".join([word, *dict.fromkeys(others)][:_MOST])
    for it in re.finditer(_MEMBER % (holders, rb"[\w$]+"), text):
        if fields.fullmatch(it[1]):
            yield it[1], it.start(1)
    for it in re.finditer(_TAKEN % holders, text):
        for found in fields.finditer(it[1]):
            yield found[0], it.start(1) + found.start()
