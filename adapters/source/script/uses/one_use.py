"""What becomes of one use of the source's global: it is ported, or it stays, and why."""

from __future__ import annotations

from typing import Final

from ...common.model import REFUSED, RUNTIME
from ...common.on_the_way import OnTheWay, Stay
from ...common.outcome import PortedUse, Said
from ...common.tabs import tell_tab
from ...syntax.parsed import Script
from ...syntax.sites import Use
from ..calls.port import capability
from ..onward.told import tell_onward
from .findings import finding, tell_ported
from .manager import hand_on, hands_on
from .own_factories import inside
from .repeats import Repeats

_NO_WORK: Final = frozenset({"taken", "exists", "alias"})
"""Kinds of uses that others see to."""
_NAMES: Final = {"MG505": "syntax error", "MG506": "conditional compilation"}


def port_one(
    file: OnTheWay, script: Script, use: Use, repeats: Repeats, hidden: list[tuple[int, int]]
) -> PortedUse | Stay | None:
    """Port one use, or tell why it stays; None for one that others see to.

    ``hidden`` are the ranges of the script that are chosen by platform.
    """
    both = file.pair
    if use.kind in _NO_WORK:
        return None
    managed, known = use.managed, use.name in both.functions
    own = both.name.decode()
    if hands_on(use):
        return hand_on(both, use, file.style)
    if use.kind == "dynamic":
        text = f"which function of {own} this is cannot be told"
        return Stay(use, f"{own}[...]", Said("MG501", text, use.node, {}))
    if use.kind == "escape" or (use.kind == "assign" and not use.name):
        text = f"{own} itself is passed on or replaced"
        return Stay(use, own, Said("MG502", text, use.node, {}))
    if use.kind == "self" and not known:
        return None  # the member is counted
    if managed and use.name not in both.managed:
        return stay_of(use)
    by_platform = bool(hidden) and any(start <= use.node.start_byte < end for start, end in hidden)
    if not managed and not known:
        asked = capability(script, both, use, file.style, repeats.runtime)
        if asked is None and by_platform:
            said = Said("MG506", "the use stands in a block chosen by platform", use.node, {})
            return stay_of(use, said)
        if asked is None:
            return stay_of(use)
        return stay_of(use, asked.said[0]) if asked.how == REFUSED else asked
    if by_platform:
        said = Said("MG506", "the call stands in a block chosen by platform", use.node, {})
        result = PortedUse(REFUSED, (), (said,), "MG506")
    else:
        result = inside(script, both, use, repeats.port(use))
    tell_ported(file, script, use, result)
    if file.tabs and result.how != REFUSED:
        tab = tell_tab(script, both, use, file.name, file.root, file.tabs)
        file.findings.extend([finding(file, script, tab, use)] if tab is not None else ())
    if result.how == REFUSED:
        return stay_of(use, result.said[0]) if result.said else None
    if result.how == RUNTIME:
        told = tell_onward(script, both, use, file.name, file.texts, result.said)
        file.findings.extend(finding(file, script, said, use) for said in told)
    return result


def stay_of(use: Use, said: Said | None = None) -> Stay:
    """A use that stays, under the name of what would have to be done."""
    return Stay(use, _NAMES.get(said.code if said else "", use.name), said)
