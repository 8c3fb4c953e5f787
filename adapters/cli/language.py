"""The language that rules are explained in: ``--lang``, else that of the environment."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import click

from ...canonical.rules import ENGLISH, LANGUAGES

CHOICES: Final = ("auto", *LANGUAGES)
_KEY: Final = f"{__name__}.language"
_LOCALES: Final = ("LC_ALL", "LC_MESSAGES", "LANG")
_PLAIN: Final = ("c", "posix")


def language_of(environ: Mapping[str, str]) -> str:
    """The first language of an environment that there are texts in, as gettext looks for it.

    The locale is the first of ``LC_ALL``, ``LC_MESSAGES`` and ``LANG`` that says anything; one of
    C or POSIX is English. Otherwise ``LANGUAGE``, a list divided by colons, comes before it.
    """
    locale = next((environ[name] for name in _LOCALES if environ.get(name)), "")
    if _base(locale) in _PLAIN:
        return ENGLISH
    wanted = environ.get("LANGUAGE") or locale
    known = (_base(word) for word in wanted.split(":"))
    return next((word for word in known if word in LANGUAGES), ENGLISH)


def _base(locale: str) -> str:
    """The language of a locale: ``zh`` of ``zh_CN.UTF-8``."""
    for mark in "@._-":
        locale = locale.partition(mark)[0]
    return locale.strip().lower()


def remember(ctx: click.Context, lang: str) -> None:
    """Keep the language of the command line."""
    ctx.meta[_KEY] = lang


def language() -> str:
    """The language of the command that runs; English outside of one."""
    ctx = click.get_current_context(silent=True)
    found: str = ctx.meta.get(_KEY, ENGLISH) if ctx is not None else ENGLISH
    return found
