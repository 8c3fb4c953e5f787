"""Every operation by its canonical name."""

from __future__ import annotations

from typing import Final

from . import media
from .model import Field, Operation

OPERATIONS: Final[dict[str, Operation]] = {item.name: item for item in media.OPERATIONS}

__all__ = ["OPERATIONS", "Field", "Operation"]
