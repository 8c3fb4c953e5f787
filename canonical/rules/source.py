"""MG5xx: what the porter has to say about source code."""

from __future__ import annotations

from typing import Final

from ..diagnostics import Rule

RULES: Final[tuple[Rule, ...]] = ()
