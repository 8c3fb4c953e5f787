"""The JavaScript runtime: one vendor's media API over another's, generated as one file."""

from .generator import declarations, generate

__all__ = ["declarations", "generate"]
