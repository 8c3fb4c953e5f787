"""How good a picture is to be, from 0 to 100: a number there, one of a few levels elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from ...common.outcome import NeedsRuntime, Work
from ...syntax.constants import constant
from ...syntax.expression import is_pure, tight
from ...syntax.parsed import Script, unwrap
from .kind import SourceKind
from .numbers import bounded, ordinary

if TYPE_CHECKING:
    from tree_sitter import Node

    from ....plan.model import ProgramParam
    from ...common.pair import Pair
    from ..properties import Property


def _in_levels(
    work: Work, param: ProgramParam, target: ProgramParam, item: Property, _pair: Pair
) -> str | None:
    node = item.value or item.node
    if not is_pure(work.script, node):
        raise NeedsRuntime("MG513", "a quality with side effects is computed", node)
    ranges = target["ranges"]
    name = target["names"][0]
    work.say("MG104", f"quality became {name}; no vendor publishes a mapping", node)
    if (chosen := _chosen(work.script, node, ranges)) is not None:
        return chosen
    text = tight(work.script, node)
    # what is not a number falls through to the level of the source's default
    usual = param.get("default")
    at = next((i for i, (upto, _) in enumerate(ranges) if usual is None or usual <= upto), 0)
    steps = [f"{text} <= {upto} ? {level}" for upto, level in ranges[:at]]
    steps += [
        f"{text} > {ranges[index - 1][0]} ? {ranges[index][1]}"
        for index in range(len(ranges) - 1, at, -1)
    ]
    return " : ".join([*steps, str(ranges[at][1])])


def _chosen(script: Script, node: Node, ranges: Sequence[Sequence[int]]) -> str | None:
    """``big ? 40 : 80`` in levels: each side by itself."""
    node = unwrap(node)
    condition = node.child_by_field_name("condition")
    if node.type != "ternary_expression" or condition is None:
        return None
    levels: list[str] = []
    for name in ("consequence", "alternative"):
        side = node.child_by_field_name(name)
        value = constant(script, side) if side is not None else None
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= 100:
            return None
        level = next((level for upto, level in ranges if value <= upto), ranges[-1][1])
        levels.append(str(level))
    return f"{script.hole(condition)} ? {levels[0]} : {levels[1]}"


KIND: Final = SourceKind(
    name="quality",
    stand_in=ordinary,
    expressions={"quality": bounded, "levels": _in_levels},
)
