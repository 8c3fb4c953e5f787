"""Paths of files: a list, or on some vendors one of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from .kind import RuntimeKind

if TYPE_CHECKING:
    from ...plan.model import ProgramParam


def _option(param: ProgramParam) -> str:
    return "string" if param.get("single") else "string[]"


def _lane(
    param: ProgramParam,
    to: ProgramParam | None,
    given: str,
    _targets: Mapping[str, ProgramParam],
) -> str | None:
    if to is None:
        return None
    if param.get("single"):
        return f"sameText(l, {given})"
    return None if to.get("single") else f"sameTexts(l, {given})"


KIND: Final = RuntimeKind(name="paths", option=_option, several=True, lane=_lane)
