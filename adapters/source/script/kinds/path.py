"""The path of a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .kind import PATH, SourceKind, marking
from .local import check_local

if TYPE_CHECKING:
    from ....plan.model import ProgramParam


def _holds(_param: ProgramParam) -> str:
    return PATH


KIND: Final = SourceKind(
    name="path", stand_in=marking, check=check_local, decides=False, holds=_holds
)
