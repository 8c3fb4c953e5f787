"""Lists of texts."""

from __future__ import annotations

from typing import Final

from .kind import SourceKind, unchanged
from .listing import as_list, listed, mended_list

KIND: Final = SourceKind(
    name="strings",
    stand_in=listed,
    expressions={"strings": unchanged},
    forms=as_list,
    mended=mended_list,
)
