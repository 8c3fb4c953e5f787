"""Whether a script has anything of the source that is ported, told before it is parsed."""

from __future__ import annotations

from collections.abc import Callable

import attrs

from ..common.pair import Pair
from ..common.script_place import UNKNOWN, ScriptPlace
from ..components.differs import concerns, may_differ
from ..text.encoding import wide
from .mentions import TYPED
from .uses.own_factories import looks_inside


@attrs.frozen(eq=False)
class Concern:
    """What of the source a script has: its global, an address or a type (``named``); a page or
    component (``defines``). ``beside``: what stands beside it, where it defines any."""

    named: bool
    defines: bool
    beside: ScriptPlace

    def differs(self, data: bytes, both: Pair) -> bool:
        """Whether it has to be parsed for what it defines, whatever else it has."""
        return self.defines and (not self.named or may_differ(data, both, self.beside))


def concern_of(
    data: bytes,
    name: str,
    both: Pair,
    place: Callable[[], ScriptPlace] = lambda: UNKNOWN,
    asked: bool = False,
) -> Concern | None:
    """What a file has of the source: its global, an address, a type, a page or component. None
    where it has nothing of them, or nothing that differs. ``place`` tells what stands beside it;
    ``asked``: that may be a page or a component, whatever the file says of it."""
    if (other := wide(data)) is not None:
        data = other[1]
    named = both.named(data) or (
        name.lower().endswith(TYPED) and any(mark in data for mark in both.marks)
    )
    named = named or looks_inside(data, both)
    part = concerns(data, both)
    beside = place() if part or asked else UNKNOWN
    if not (part or beside.hosts_kin or beside.makers is not None):
        return Concern(named, False, UNKNOWN) if named else None
    if not named and not may_differ(data, both, beside):
        return None
    return Concern(named, True, beside)
