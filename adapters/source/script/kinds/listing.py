"""What the kinds that are lists share: entries in sight, lists of one, a bare value for a list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from ...syntax.constants import NO_CONSTANT, constant
from ...syntax.parsed import Script, unwrap
from ...text.literal import mark, write
from .kind import marking

if TYPE_CHECKING:
    from tree_sitter import Node

    from ....plan.model import ProgramParam
    from ...common.outcome import Work

WHOLE: Final = "\ue011"
"""The one entry of the stand-in for a list whose entries cannot be told."""


def listed(script: Script, param: ProgramParam, node: Node | None, texts: list[str]) -> Any:
    """The stand-in of a list of texts: its entries where they are in sight."""
    if param.get("single"):
        return marking(script, param, node, texts)
    entries = _entries(script, node, texts) if node is not None else None
    return entries if entries is not None else [WHOLE]


def _entries(script: Script, node: Node, texts: list[str]) -> list[Any] | None:
    """An array literal with its computed entries as marks; None where a spread hides some."""
    node = unwrap(node)
    if node.type != "array":
        return None
    out: list[Any] = []
    for item in node.named_children:
        if item.type == "comment":
            continue
        if item.type == "spread_element":
            return None
        value = constant(script, item)
        if value is NO_CONSTANT:
            texts.append(script.hole(item))
            value = mark(len(texts) - 1)
        out.append(value)
    return out


def mended_list(work: Work, param: ProgramParam, value: Any) -> str | None:
    """A bare text where a list is wanted, as a list of it."""
    if param.get("single") or not isinstance(value, str):
        return None
    return write([value], work.quote)


def as_list(value: Any) -> Sequence[Any]:
    """What a bare text may mean where a list is wanted."""
    return ([value],) if isinstance(value, str) else ()
