"""MG6xx: what the host has to say about a script or a run."""

from __future__ import annotations

from typing import Final

from ..diagnostics import Rule

RULES: Final[tuple[Rule, ...]] = ()
