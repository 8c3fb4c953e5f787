"""How much is compressed, by a vendor's levels."""

from __future__ import annotations

from typing import Final

from .kind import RuntimeKind, number

KIND: Final = RuntimeKind(name="levels", option=number, counted=True)
