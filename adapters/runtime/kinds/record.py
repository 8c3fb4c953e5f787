"""Objects with members of their own."""

from __future__ import annotations

from typing import Final

from .kind import RuntimeKind
from .passing import no_option

KIND: Final = RuntimeKind(name="record", marked=True, lane=no_option)
