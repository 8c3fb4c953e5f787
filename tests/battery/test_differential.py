"""Original and port do the same on mocks of the vendors, or the port names the difference."""

from __future__ import annotations

import pytest
from battery.battery import PAIRS, WORLDS, Outcome, handlers, outcomes

HANDLERS = handlers()
GROUPS = [
    pytest.param(read, write, kind, id=f"{read}>{write} {kind}")
    for read, write in PAIRS
    for kind in dict.fromkeys(h.kind for h in HANDLERS if h.dialect == read)
]


def told(found: list[Outcome]) -> str:
    """Every handler at fault; the first three in full."""
    lines = [f"{len(found)} of these handlers: {' '.join(o.handler.id for o in found)}"]
    return "\n".join(lines + [f"{o.complaint()}\n{o.shown()}" for o in found[:3]])


@pytest.mark.node
@pytest.mark.parametrize(("read", "write", "kind"), GROUPS)
def test_ports_do_the_same_or_say_so(read: str, write: str, kind: str) -> None:
    mine = [outcome for outcome in outcomes(read, write) if outcome.handler.kind == kind]
    bad = [outcome for outcome in mine if outcome.complaint()]
    assert mine
    assert not bad, told(bad)


@pytest.mark.node
@pytest.mark.parametrize(("read", "write"), [pytest.param(*p, id=">".join(p)) for p in PAIRS])
def test_handlers_are_compared(read: str, write: str) -> None:
    """A handler that no world shows at work, or that does nothing there, would prove nothing."""
    for outcome in outcomes(read, write):
        if "any" in outcome.handler.tells.get(write, ()) or write in outcome.handler.wrong:
            continue  # what it does no source tells; the port must say so
        assert len(outcome.compared) > len(WORLDS) // 2, outcome.handler.id
        assert not outcome.quiet, f"{outcome.handler.id}: nothing that it does is seen"


def test_there_are_enough() -> None:
    count = {vendor: sum(h.dialect == vendor for h in HANDLERS) for vendor in ("wx", "my", "tt")}
    assert count["wx"] >= 400
    assert min(count["my"], count["tt"]) >= 80
    assert len({h.id for h in HANDLERS}) == len(HANDLERS)
    told = {(h.source, repr(h.dataset)) for h in HANDLERS}
    assert len(told) == len(HANDLERS), "two handlers are the same"
