"""Whether or not: a boolean, or words of a vendor's for the two."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .kind import RuntimeKind
from .typescript import spelt

if TYPE_CHECKING:
    from ...plan.model import ProgramParam


def _option(param: ProgramParam) -> str:
    return spelt(param) if param.get("values") else "boolean"


KIND: Final = RuntimeKind(name="boolean", option=_option, value="boolean", marked=True)
