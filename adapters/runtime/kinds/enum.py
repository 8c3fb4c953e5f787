"""One word of a closed list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from .kind import RuntimeKind
from .typescript import spelt


def _listed(row: Mapping[str, Any]) -> bool:
    return "values" not in row


KIND: Final = RuntimeKind(name="enum", option=spelt, words=True, listed=_listed)
