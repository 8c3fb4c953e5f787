"""The rules that a project wants to hear of, by its configuration or the command line."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

import attrs

from ...canonical.errors import InputError, did_you_mean
from ...canonical.rules import BY_NAME, RULES

_CODE: Final = re.compile(r"MG\d{0,3}", re.IGNORECASE)


@attrs.frozen
class ToldRules:
    """Rules that are told, by code, by how codes begin, or by name; all where none are named."""

    select: frozenset[str] = frozenset()
    ignore: frozenset[str] = frozenset()

    def settles(self, code: str) -> bool:
        """Whether findings of a rule are left out."""
        return (bool(self.select) and code not in self.select) or code in self.ignore


def chosen(select: Iterable[str], ignore: Iterable[str]) -> ToldRules:
    """The rules that words name: ``MG512``, ``MG5``, ``value-clamped``. Raises `InputError`."""
    return ToldRules(_codes(select, "--select"), _codes(ignore, "--ignore"))


def _codes(words: Iterable[str], option: str) -> frozenset[str]:
    found: set[str] = set()
    for word in (part.strip() for text in words for part in text.split(",")):
        if _CODE.fullmatch(word):
            some = {code for code in RULES if code.startswith(word.upper())}
        else:
            some = {BY_NAME[word.lower()].code} if word.lower() in BY_NAME else set()
        if not some:
            known = RULES if word[:2].upper() == "MG" else BY_NAME
            raise InputError(
                f"no rule {word!r}; {did_you_mean(word, known, 'rules')}", place=option
            )
        found |= some
    return frozenset(found)
