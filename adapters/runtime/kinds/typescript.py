"""What the kinds share whose values are words of a list, as TypeScript says it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ..literals import words

if TYPE_CHECKING:
    from ...plan.model import ProgramParam


def spelt(param: ProgramParam, more: Iterable[str] = ()) -> str:
    """One of an option's words, as its vendor spells them; ``more`` are beside them."""
    own = [item for _, item in param.get("values", ())] or param.get("words", ())
    return words(list(dict.fromkeys([*own, *more])))
