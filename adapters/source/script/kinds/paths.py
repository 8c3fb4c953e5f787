"""Paths of files: a list, or on some vendors one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ...common.outcome import NeedsRuntime, Work
from .kind import LIST, PATH, SourceKind
from .listing import listed, mended_list
from .local import check_local

if TYPE_CHECKING:
    from ....plan.model import ProgramParam
    from ...common.pair import Pair
    from ..properties import Property


def _same_number(
    work: Work, param: ProgramParam, target: ProgramParam, item: Property, pair: Pair
) -> str | None:
    if bool(param.get("single")) == bool(target.get("single")):
        check_local(work, param, target, item, pair)
        return None
    raise NeedsRuntime("MG523", "it takes the recipe fan_out", item.node)


def _holds(param: ProgramParam) -> str:
    return PATH if param.get("single") else LIST


KIND: Final = SourceKind(
    name="paths",
    stand_in=listed,
    expressions={"paths": _same_number},
    check=check_local,
    decides=False,
    mended=mended_list,
    holds=_holds,
)
