"""The language that rules are explained in: ``--lang``, else that of the environment."""

from __future__ import annotations

from typing import Final

import click

from ...canonical.rules import ENGLISH, LANGUAGES
from ..system.speaking import language_of

__all__ = ["CHOICES", "language", "language_of", "remember"]

CHOICES: Final = ("auto", *LANGUAGES)
_KEY: Final = f"{__name__}.language"


def remember(ctx: click.Context, lang: str) -> None:
    """Keep the language of the command line."""
    ctx.meta[_KEY] = lang


def language() -> str:
    """The language of the command that runs; English outside of one."""
    ctx = click.get_current_context(silent=True)
    found: str = ctx.meta.get(_KEY, ENGLISH) if ctx is not None else ENGLISH
    return found
