"""The path of a file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from .kind import RuntimeKind
from .passing import text

if TYPE_CHECKING:
    from ...plan.model import ProgramParam


def _lane(
    param: ProgramParam,
    to: ProgramParam | None,
    given: str,
    targets: Mapping[str, ProgramParam],
) -> str | None:
    """A path that the target does not take: recipes may, and see to the file."""
    return None if to is None else text(param, to, given, targets)


KIND: Final = RuntimeKind(name="path", unsaid=True, lane=_lane, key=True)
