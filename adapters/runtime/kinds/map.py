"""Objects with keys of the program's own, each value of one kind."""

from __future__ import annotations

from typing import Final

from .kind import RuntimeKind
from .passing import no_option

KIND: Final = RuntimeKind(name="map", marked=True, around="Record<string, {}>", lane=no_option)
