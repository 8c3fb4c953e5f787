"""One word of a closed list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from ...common.outcome import NeedsRuntime, Work
from ...text.literal import write
from .given import given
from .kind import SourceKind
from .words import known_words, right_words, same_words, spellings

if TYPE_CHECKING:
    from tree_sitter import Node

    from ....plan.model import ProgramParam
    from ...common.pair import Pair
    from ...syntax.parsed import Script
    from ..properties import Property


def _first(_script: Script, param: ProgramParam, _node: Node | None, _texts: list[str]) -> Any:
    return next(iter(known_words(param)), None)


def _respelt(
    work: Work, param: ProgramParam, target: ProgramParam, item: Property, _pair: Pair
) -> str | None:
    if param.get("lenient") and not target.get("lenient"):
        raise NeedsRuntime("MG513", "an option that may be a list is computed", item.node)
    if same_words(param, target):
        return given(work, param, target, item, wrapped=False)
    mine, theirs = spellings(param), spellings(target)
    if set(mine) - set(theirs):
        raise NeedsRuntime("MG513", "an option with words the target lacks is computed", item.node)
    kept = given(work, param, target, item, wrapped=False)
    table = {str(word): theirs[meaning] for meaning, word in mine.items()}
    return f"({write(table, work.quote)})[{kept or work.script.hole(item.value or item.node)}]"


def _alone(value: Any) -> Sequence[Any]:
    return (value[0],) if isinstance(value, list) and len(value) == 1 else ()


def _mended(work: Work, param: ProgramParam, value: Any) -> str | None:
    right = right_words(param, value)
    if right is None:
        return None
    return write(right[0] if len(right) == 1 else right, work.quote)


KIND: Final = SourceKind(
    name="enum",
    stand_in=_first,
    expressions={"enum": _respelt},
    forms=_alone,
    mended=_mended,
)
