"""Objects of the caller's own: what is computed is written as it stands, but for entries that have
to be texts there and can be seen to be none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ...syntax.constants import NO_CONSTANT, constant
from ...syntax.parsed import unwrap
from ...text.literal import write
from .kind import SourceKind

if TYPE_CHECKING:
    from tree_sitter import Node

    from ....plan.model import ProgramParam
    from ...common.outcome import Work
    from ...common.pair import Pair
    from ...syntax.parsed import Script
    from ..properties import Property


def _empty(_script: Script, _param: ProgramParam, _node: Node | None, _texts: list[str]) -> Any:
    return {}


def _entries(
    work: Work, param: ProgramParam, target: ProgramParam, item: Property, _pair: Pair
) -> str | None:
    """``{ page: 2 }`` as ``{ page: '2' }`` where all entries are texts."""
    node = unwrap(item.value or item.node)
    if node.type != "object" or target.get("entries") == param.get("entries"):
        return None
    for entry in node.named_children if target.get("entries") == "text" else ():
        value = entry.child_by_field_name("value") if entry.type == "pair" else None
        plain = constant(work.script, value) if value is not None else NO_CONSTANT
        if value is not None and isinstance(plain, (bool, int, float)):
            text = write(plain, work.quote)
            work.replace(value, write(text, work.quote))
    return None


KIND: Final = SourceKind(name="object", stand_in=_empty, expressions={"object": _entries})
