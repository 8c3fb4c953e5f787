"""Numbers."""

from __future__ import annotations

from typing import Final

from .kind import SourceKind
from .numbers import bounded, ordinary

KIND: Final = SourceKind(name="number", stand_in=ordinary, expressions={"number": bounded})
