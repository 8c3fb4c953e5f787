"""Where a request comes from that is written for a vendor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import attrs

from ...canonical.values import Value

Stated = set[str] | frozenset[str]
"""The options that a request states, by canonical name."""


@attrs.frozen(eq=False, repr=False)
class Origin(Value):
    """Where requests come from that are written.

    ``local`` are the path prefixes that mean local files there, ``private`` those of addresses
    that only that vendor can resolve; ``spell`` gives the source's spelling of a canonical name,
    for places in notes; ``own``: it is the same vendor, so that its own words and levels are
    exact; ``covers``: what the source's options govern, where vendors' options differ in reach;
    ``left_out``: what stands for those that are left out, where that is no one value;
    ``schemes``: the beginnings of addresses that an option takes there.
    """

    local: Sequence[str] = ()
    private: Sequence[str] = ()
    spell: Mapping[str, str] = attrs.field(factory=dict)
    own: bool = False
    covers: Mapping[str, str] = attrs.field(factory=dict)
    left_out: Mapping[str, str] = attrs.field(factory=dict)
    schemes: Mapping[str, Sequence[str]] = attrs.field(factory=dict)

    def place(self, key: str) -> str:
        """An option in the source's words."""
        return self.spell.get(key, key)


CANONICAL: Final = Origin()
"""No vendor: what was made here."""
