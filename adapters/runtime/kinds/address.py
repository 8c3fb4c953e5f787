"""Which entry of a list of the same request is meant: its address."""

from __future__ import annotations

from typing import Final

from .kind import RuntimeKind
from .passing import entry

KIND: Final = RuntimeKind(name="address", lane=entry, address=True)
