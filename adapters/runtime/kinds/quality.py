"""How much a picture is compressed, from 0 to 100."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .kind import RuntimeKind

if TYPE_CHECKING:
    from ...plan.model import ProgramParam


def _option(param: ProgramParam) -> str:
    return 'number | "none" | null' if param.get("free") else "number"


KIND: Final = RuntimeKind(
    name="quality",
    option=_option,
    canonical={"free": ["none"]},
    none="return_source",
    counted=True,
)
