"""Words a shell may complete: clients, APIs, rules."""

from __future__ import annotations

import click


def clients(_: click.Context, __: click.Parameter, start: str) -> list[str]:
    """Clients that begin so: vendors, and after a slash or a colon their os and surfaces."""
    from ...profiles import loader

    vendor = start.partition("@")[0].partition("/")[0].partition(":")[0]
    words = list(loader.known_ids())
    if vendor in words and vendor != start:
        profile = loader.get(vendor)
        front = start.partition("/")[0]
        words = [f"{front}/{os}" for os in profile.os]
        words += [f"{vendor}:{surface}" for surface in profile.surfaces]
    return [word for word in words if word.startswith(start)]


def apis(_: click.Context, __: click.Parameter, start: str) -> list[str]:
    """Canonical APIs that begin so."""
    from ...canonical.vocabulary import API_NAMES

    return [name for name in API_NAMES if name.startswith(start)]


def rules(_: click.Context, __: click.Parameter, start: str) -> list[str]:
    """Codes and names of rules that begin so, case ignored."""
    from ...canonical.rules import BY_NAME, RULES

    codes = [code for code in RULES if code.startswith(start.upper())]
    return codes + [name for name in BY_NAME if start and name.startswith(start.lower())]
