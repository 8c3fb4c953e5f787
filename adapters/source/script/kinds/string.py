"""Text: a computed one is written as it stands."""

from __future__ import annotations

from typing import Final

from .kind import SourceKind, marking

KIND: Final = SourceKind(name="string", stand_in=marking, decides=False)
