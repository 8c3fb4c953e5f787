"""What the kinds share whose values are words of a list, as TypeScript says it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..literals import words

if TYPE_CHECKING:
    from ...plan.model import ProgramParam


def spelt(param: ProgramParam) -> str:
    """One of an option's words, as its vendor spells them."""
    return words([item for _, item in param.get("values", ())] or param.get("words", ()))
