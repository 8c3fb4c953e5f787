"""What is to be told of definitions."""

from __future__ import annotations

from typing import NamedTuple

from ..common.outcome import Said


class Told(NamedTuple):
    """What is to be told of a definition; ``blocks`` names what keeps the file from being
    complete, empty where it does not."""

    said: Said
    blocks: str = ""
