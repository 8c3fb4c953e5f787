"""The JavaScript runtime: one vendor's media API over another's, generated as one file.

The code in `js` is the plan's other interpreter: what it does, `messages` does in Python. It may
name no vendor and no vendor's word; the generator takes of it what a pair needs.
"""

from .generator import declarations, generate

__all__ = ["declarations", "generate"]
