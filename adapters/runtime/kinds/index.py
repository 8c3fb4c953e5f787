"""Which entry of a list of the same request is meant: its place, from 0."""

from __future__ import annotations

from typing import Final

from .kind import RuntimeKind, number
from .passing import entry

KIND: Final = RuntimeKind(name="index", option=number, lane=entry, counted=True)
