"""Lists, each entry of one kind."""

from __future__ import annotations

from typing import Final

from .kind import RuntimeKind
from .passing import no_option

KIND: Final = RuntimeKind(name="list", marked=True, around="Array<{}>", lane=no_option)
