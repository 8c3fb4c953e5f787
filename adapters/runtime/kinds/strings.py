"""Lists of texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .kind import RuntimeKind
from .passing import no_option

if TYPE_CHECKING:
    from ...plan.model import ProgramParam


def _option(_param: ProgramParam) -> str:
    return "string[]"


KIND: Final = RuntimeKind(
    name="strings", option=_option, value="string[]", marked=True, lane=no_option
)
