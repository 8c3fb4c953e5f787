"""How many processes make sense on this machine."""

from __future__ import annotations

import os
from typing import Final

MAX_JOBS: Final = 256
"""Processes that one command may be asked to start: enough of them stop a machine."""


def cores() -> int:
    """Cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0)) or 1
    return os.cpu_count() or 1
