"""Numbers."""

from __future__ import annotations

from typing import Final

from .kind import RuntimeKind, number

KIND: Final = RuntimeKind(name="number", option=number, value="number", marked=True, counted=True)
