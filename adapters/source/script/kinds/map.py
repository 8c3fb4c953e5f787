"""Objects whose keys are the program's own."""

from __future__ import annotations

from typing import Final

from .kind import SourceKind
from .nested import of_object, rewrite

KIND: Final = SourceKind(name="map", stand_in=of_object, rewrite=rewrite, decides=False)
