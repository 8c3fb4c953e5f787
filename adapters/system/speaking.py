"""A page's own words in the language that it is read in: what it says in English is the key."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from ...canonical.rules import ENGLISH, LANGUAGES

Say = Callable[..., str]
"""A text in the page's language; ``{0}`` and so on are filled in by the values behind it."""
TAGS: Final = {ENGLISH: "en", "zh": "zh-CN"}
"""Languages, as a page names its own."""
_LOCALES: Final = ("LC_ALL", "LC_MESSAGES", "LANG")
_PLAIN: Final = ("c", "posix")


def speaking(zh: Mapping[str, str], lang: str) -> Say:
    """Says a page's words in a language. ``zh``: by what it says in English; what is not there is
    not the page's own and stays as it is."""
    return partial(_said, zh if lang == "zh" else {})


def _said(known: Mapping[str, str], text: str, *values: object) -> str:
    found = known.get(text, text)
    return found.format(*values) if values else found


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
