"""Objects of texts under names of the program's own."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from .kind import RuntimeKind
from .passing import no_option

if TYPE_CHECKING:
    from ...plan.model import ProgramParam


def _option(_param: ProgramParam) -> str:
    return "Record<string, string>"


def _lane(
    param: ProgramParam,
    to: ProgramParam | None,
    given: str,
    targets: Mapping[str, ProgramParam],
) -> str | None:
    if to is None or to["kind"] != param["kind"]:
        return no_option(param, to, given, targets)
    return f"members(l, {given}, {json.dumps('entries' in to)})"


KIND: Final = RuntimeKind(
    name="object", option=_option, value="Record<string, any>", marked=True, lane=_lane
)
