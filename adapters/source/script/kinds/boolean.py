"""Yes or no, in whatever words a vendor has for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ...syntax.expression import tight
from ...text.literal import write
from .given import given
from .kind import SourceKind

if TYPE_CHECKING:
    from tree_sitter import Node

    from ....plan.model import ProgramParam
    from ...common.outcome import Work
    from ...common.pair import Pair
    from ...syntax.parsed import Script
    from ..properties import Property


def _yes(_script: Script, param: ProgramParam, _node: Node | None, _texts: list[str]) -> Any:
    return _words(param).get(True, True)


def _words(param: ProgramParam) -> dict[bool, Any]:
    return {bool(meaning): item for meaning, item in param.get("values", ())}


def _reworded(
    work: Work, param: ProgramParam, target: ProgramParam, item: Property, _pair: Pair
) -> str | None:
    node = item.value or item.node
    mine, theirs = _words(param), _words(target)
    if mine == theirs:
        return given(work, param, target, item, wrapped=False)
    text = tight(work.script, node)
    if param.get("default") is True and (kept := given(work, param, target, item, wrapped=True)):
        text = f"({kept})"
    yes, no = (write(theirs.get(value, value), work.quote) for value in (True, False))
    if mine:
        text = f"{text} === {write(mine[True], work.quote)}"
        if not theirs:
            return text
    return f"{text} ? {yes} : {no}"


KIND: Final = SourceKind(name="boolean", stand_in=_yes, expressions={"boolean": _reworded})
