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

__all__ = ["RUNTIME_KINDS", "RuntimeKind"]
