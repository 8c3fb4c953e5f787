"""The JavaScript runtime: one vendor's media API over another's, generated as one file.

The code in `js` is the plan's other interpreter: what it does, `messages` does in Python. It may
name no vendor and no vendor's word; the generator takes of it what a pair needs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .generator import declarations, generate

__all__ = ["declarations", "generate"]


def __getattr__(name: str) -> Any:
    """The generator, imported when it is asked for: a port asks for names of types alone."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from . import generator

    return getattr(generator, name)
