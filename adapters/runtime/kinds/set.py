"""Words of a closed list, in no order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from .kind import RuntimeKind
from .typescript import spelt

if TYPE_CHECKING:
    from ...plan.model import ProgramParam


def _option(param: ProgramParam) -> str:
    if param.get("alone"):
        return spelt(param, param.get("together", ()))
    return f"Array<{spelt(param)}>"


def _listed(_row: Mapping[str, Any]) -> bool:
    return True


KIND: Final = RuntimeKind(name="set", option=_option, words=True, listed=_listed)
