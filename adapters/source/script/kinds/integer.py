"""Whole numbers."""

from __future__ import annotations

from typing import Final

from .kind import SourceKind
from .numbers import bounded, ordinary

KIND: Final = SourceKind(name="integer", stand_in=ordinary, expressions={"integer": bounded})
