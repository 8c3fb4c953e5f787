"""Pictures and videos to show: each an address, what it is, and a still of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .kind import RuntimeKind
from .passing import no_option

if TYPE_CHECKING:
    from ...plan.model import ProgramParam


def _option(_param: ProgramParam) -> str:
    return "Array<Record<string, string>>"


KIND: Final = RuntimeKind(
    name="media_sources",
    option=_option,
    canonical={"entry": {"url": "url", "kind": "kind", "poster": "poster"}},
    lane=no_option,
)
