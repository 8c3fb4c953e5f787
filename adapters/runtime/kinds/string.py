"""Texts."""

from __future__ import annotations

from typing import Final

from .kind import RuntimeKind
from .passing import text

KIND: Final = RuntimeKind(name="string", unsaid_inside=True, lane=text, key=True)
