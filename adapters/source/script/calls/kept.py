"""A result that is kept whole, under a name that others read: what the target's has not, and who
reads it there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Final

from ...common.outcome import Said, Work
from ...common.pair import Pair
from ...syntax.parsed import (
    Chain,
    Script,
    arguments_of,
    is_field,
    member_name,
    property_name,
    rise,
    string_value,
)
from ...syntax.sites import Use
from ..properties import listed
from ..results.goals import goals
from .through import looks_at_result

if TYPE_CHECKING:
    from tree_sitter import Node

Texts = Callable[[], Mapping[str, bytes]]
"""The scripts and templates of a program, by name."""

_MOST: Final = 8
"""Names that a result is followed under in one file."""
_DATA: Final = "data"
_STORES: Final = re.compile(r"setStorage(?:Sync)?")
_PATH: Final = rb"(?:await\s+)?[\w$.()?]*"
_ENDS: Final = rb"(?=\s*(?:[;,\n)]|$|\|\|))"
_MEMBER: Final = rb"(?<![\w$])(?:%b)\)?\s*\??\.\s*(%b)(?![\w$]|\s*=(?!=))"
_TAKEN: Final = rb"\{([^{}]*)\}\s*=\s*" + _PATH + rb"(?<![\w$])(?:%b)" + _ENDS
_CALLED: Final = rb"(?<![\w$])([\w$]+)\s*=\s*" + _PATH + rb"(?<![\w$])%b" + _ENDS
_STORED: Final = rb"""(?<![\w$])([\w$]+)\s*=\s*[\w$.]*getStorageSync\(\s*['"]%b['"]\s*\)"""
_AT_ONCE: Final = rb"""getStorageSync\(\s*['"]%b['"]\s*"""
"""The parenthesis that closes it stands before the member."""


def tell_kept(script: Script, pair: Pair, use: Use, texts: Texts) -> Iterator[Said]:
    """What the program reads of a result that this call's is kept as, and the target's has not.

    Read by the name it is kept under: a member, an entry of data, a key of the storage; of another
    name that the whole is given there, too."""
    entry = pair.entry(use.name, use.managed)
    lost = _missing(pair, use)
    if use.call is None or not lost:
        return
    work = Work(script, use.call[-1], platform=pair.name)
    for access in looks_at_result(work, pair, use, entry):
        if access.path or access.use == "write":
            continue
        name, stored = _kept_as(script, access.chain)
        read = dict(_read(texts(), name, stored, lost)) if name else {}
        if read:
            fields = ", ".join(read)
            shown = ", ".join(dict.fromkeys(read.values()))
            text = f"the target's result has no {fields}, which is read of {name} in {shown}"
            yield Said("MG512", text, access.chain[-1], {})


def _missing(pair: Pair, use: Use) -> list[str]:
    """The fields of a result that no way of the call gives on the target."""
    ways = range(len(pair.entry(use.name, use.managed)["routes"]))
    gone = [
        {
            key[0]
            for key, goal in goals(pair, use.name, use.managed, way).items()
            if goal.kind == "missing" and not key[1] and key[2] is None
        }
        for way in ways
    ]
    return sorted(set.intersection(*gone)) if gone else []


def _kept_as(script: Script, chain: Chain) -> tuple[str, bool]:
    """The name that a value is kept under, and whether it is a key of the storage."""
    chain = rise(chain)
    node = chain[-1]
    if len(chain) < 3:
        return "", False
    outer, above = chain[-2], chain[-3]
    if node.type == "shorthand_property_identifier":
        name = script.at(node).decode("utf-8", "replace")
        return (_key_beside(script, outer), True) if name == _DATA else (name, False)
    if outer.type == "assignment_expression" and is_field(outer, node, "right"):
        left = outer.child_by_field_name("left")
        name = (member_name(script, left) or "") if left is not None else ""
        return ("" if name == _DATA else name), False
    if outer.type == "pair" and is_field(outer, node, "value"):
        key = outer.child_by_field_name("key")
        name = (property_name(script, key) or "") if key is not None else ""
        return (_key_beside(script, above), True) if name == _DATA else (name, False)
    if outer.type == "arguments":
        callee = above.child_by_field_name("function")
        given = arguments_of(above)
        called = member_name(script, callee) if callee is not None else None
        if called and _STORES.fullmatch(called) and len(given) == 2:
            return string_value(script, given[0]) or "", True
    return "", False


def _key_beside(script: Script, options: Node) -> str:
    """The key that a value is stored by, where options of ``setStorage`` say it in place: of any
    other ``data`` there are too many."""
    found, _, _ = listed(script, options)
    values = (item.value for item in found if item.name == "key")
    return next((string_value(script, value) or "" for value in values if value is not None), "")


def _read(
    texts: Mapping[str, bytes], name: str, stored: bool, lost: list[str]
) -> Iterator[tuple[str, str]]:
    """The fields of those that are read of a name, each with a place."""
    word = name.encode()
    fields = re.compile(
        rb"(?<![\w$])(?:%b)(?![\w$])" % b"|".join(re.escape(it.encode()) for it in lost)
    )
    told: set[str] = set()
    for file, text in texts.items():
        if word not in text or not fields.search(text):
            continue
        for found, at in _read_in(text, re.escape(word), stored, fields):
            field = found.decode()
            if field not in told:
                told.add(field)
                line = text.count(b"\n", 0, at) + 1
                yield field, f"{file}:{line}"


def _read_in(
    text: bytes, word: bytes, stored: bool, fields: re.Pattern[bytes]
) -> Iterator[tuple[bytes, int]]:
    """Such fields in one text, each with its place."""
    again = re.compile((_STORED if stored else _CALLED) % word)
    others = [re.escape(it[1]) for it in again.finditer(text)]
    held = [_AT_ONCE % word if stored else word, *dict.fromkeys(others)][:_MOST]
    holders = b"|".join(held)
    for it in re.finditer(_MEMBER % (holders, rb"[\w$]+"), text):
        if fields.fullmatch(it[1]):
            yield it[1], it.start(1)
    for it in re.finditer(_TAKEN % holders, text):
        for found in fields.finditer(it[1]):
            yield found[0], it.start(1) + found.start()
