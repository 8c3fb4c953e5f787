"""Values of any type: what is computed is written as it stands."""

from __future__ import annotations

from typing import Final

from .kind import SourceKind, marking, unchanged

KIND: Final = SourceKind(
    name="any", stand_in=marking, expressions={"any": unchanged}, decides=False
)
