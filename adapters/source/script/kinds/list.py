"""Lists of values that are of a kind themselves."""

from __future__ import annotations

from typing import Final

from .kind import SourceKind
from .nested import of_list, rewrite

KIND: Final = SourceKind(name="list", stand_in=of_list, rewrite=rewrite, decides=False)
