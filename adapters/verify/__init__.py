"""Proof by running: the original on its vendor's client, the port on the target's, side by side.

Runs whole programs in realms and compares what they did, in words of no vendor: it trusts nothing
that the porter says of its work.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .check import Verdict, Verified, verify
    from .worlds import SCENARIOS, Situation

__all__ = ["SCENARIOS", "Situation", "Verdict", "Verified", "verify"]


def __getattr__(name: str) -> Any:
    """The proof, imported when it is asked for: who looks at one program alone ports nothing."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    if name in ("SCENARIOS", "Situation"):
        from . import worlds

        return getattr(worlds, name)
    from . import check

    return getattr(check, name)
