"""Which tests one worker runs one after another: what they share is then made once.

The tests of a file are a unit; those of a file that takes long are units by what they share, as
`APART` says. Units that are known to take long come first, so that no worker is alone at the end.
The ids are all that is asked: a unit is the same with any version of pytest and of its plugins.
"""

from __future__ import annotations

import re
from typing import Final

from xdist.scheduler import LoadScopeScheduling

APART: Final = (
    (r"tests/battery/test_differential\.py.*\[(\w+>\w+)", r"battery \1"),
    (r"tests/battery/test_verify_handlers\.py.*\[(\w+>\w+)", r"verify battery \1"),
)
"""Patterns of ids, and the unit of what they find."""


def unit(nodeid: str) -> str:
    """The unit of a test."""
    for pattern, name in APART:
        if found := re.match(pattern, nodeid):
            return found.expand(name)
    return nodeid.partition("::")[0]


class Units(LoadScopeScheduling):
    """Hands whole units to workers."""

    def _split_scope(self, nodeid: str) -> str:
        return unit(nodeid)
