"""Values of any shape."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from .kind import RuntimeKind
from .passing import no_option

if TYPE_CHECKING:
    from ...plan.model import ProgramField, ProgramParam


def _option(_param: ProgramParam) -> str:
    return "any"


def _passed(row: ProgramParam | ProgramField) -> str:
    """What passes a value of any shape: null is none, or a value too."""
    return "orNull" if row.get("nullable") else "some"


def _lane(
    param: ProgramParam,
    to: ProgramParam | None,
    given: str,
    targets: Mapping[str, ProgramParam],
) -> str | None:
    if to is None or to["kind"] != param["kind"]:
        return no_option(param, to, given, targets)
    return f"{_passed(param)}({given})"


KIND: Final = RuntimeKind(
    name="any", option=_option, value="any", marked=True, lane=_lane, passed=_passed
)
