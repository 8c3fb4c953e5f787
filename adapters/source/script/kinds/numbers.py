"""What the kinds that are numbers share: an ordinary one, and the bounds to write."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ...common.outcome import NeedsRuntime
from ...syntax.events import textual
from ...syntax.expression import ceiling
from ...text.literal import clamped
from .given import given

if TYPE_CHECKING:
    from tree_sitter import Node

    from ....plan.model import ProgramParam
    from ...common.outcome import Work
    from ...common.pair import Pair
    from ...syntax.parsed import Script
    from ..properties import Property


def ordinary(_script: Script, param: ProgramParam, _node: Node | None, _texts: list[str]) -> Any:
    """The stand-in of a number: the default, or the least."""
    if isinstance(param.get("default"), (int, float)):
        return param["default"]
    low = param.get("min") or 0
    return max(int(low), 1)


def bounded(
    work: Work, param: ProgramParam, target: ProgramParam, item: Property, _pair: Pair
) -> str | None:
    """A computed number, held to the bounds of the target that the source does not hold to."""
    node = item.value or item.node
    text = work.script.hole(node)
    steps = target.get("steps")
    if steps and not set(param.get("steps", (None,))) <= set(steps):
        raise NeedsRuntime(
            "MG513", f"{item.name} is computed, and few numbers are taken", item.node
        )
    low, high = _bounds(work.script, param, target, node)
    if low is None and high is None:
        spoken = bool(param.get("lenient")) and not target.get("lenient")
        kept = given(work, param, target, item, wrapped=spoken)
        return f"Number({kept or text})" if spoken or textual(work.script, node) else kept
    return clamped(given(work, param, target, item, wrapped=True) or text, low, high)


def _bounds(
    script: Script, param: ProgramParam, target: ProgramParam, node: Node
) -> tuple[float | None, float | None]:
    low, high = target.get("min"), target.get("max")
    least, most = param.get("min"), param.get("max")
    if low is None or (least is None and low <= 1) or (least is not None and least >= low):
        low = None
    if high is None or (most is not None and most <= high):
        high = None
    if high is not None and (top := ceiling(script, node)) is not None and top <= high:
        high = None
    return low, high
