"""The runtime's half of the kinds of values: the JavaScript of each, and what its generator knows.

``NAME.js`` reads and writes a kind's values where a runtime is used; ``NAME.py`` says how a file is
generated for them. Each kind has both, and what kinds share stands beside them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ...plan.kinds import KINDS
from ...plan.kinds.by_module import ByModule
from .kind import RuntimeKind

RUNTIME_KINDS: Final[Mapping[str, RuntimeKind]] = ByModule(__name__, tuple(KINDS))
"""Every kind by its name."""

_OFTEN: Final = (
    "string", "path", "enum", "number", "integer", "boolean", "set", "any", "object",
)  # fmt: skip
_OTHERS: Final = tuple(kind for kind in KINDS if kind not in _OFTEN)
NUMBERS: Final[Mapping[str, int]] = {kind: at for at, kind in enumerate((*_OFTEN, *_OTHERS), 1)}
"""What a file calls the kinds: by number, those that are had most by one digit."""

__all__ = ["NUMBERS", "RUNTIME_KINDS", "RuntimeKind"]
