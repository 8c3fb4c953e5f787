"""A file manager kept in a variable: fetched from the target, or the runtime, where only ported
calls use it."""

from __future__ import annotations

from ....plan.notes import WRITER
from ...common.model import NATIVE, RUNTIME
from ...common.on_the_way import Stay
from ...common.outcome import Changes, PortedUse, Said, Style
from ...common.pair import Pair
from ...syntax.sites import Use
from ...text.edits import Edit


def hands_on(use: Use) -> bool:
    """Whether a file manager goes where calls of it are out of sight."""
    return use.managed and not use.name and use.kind in ("escape", "dynamic")


def hand_on(pair: Pair, use: Use, style: Style) -> PortedUse | Stay:
    """What becomes of such a manager: the runtime's goes there."""
    if style.strict:
        text = "the file manager is kept where calls of it are out of sight: they stay as they are"
        return Stay(use, pair.manager, Said("MG502", text, use.node, {}))
    text = "what is called of the file manager where it goes cannot be told: it is the runtime's"
    lacking = sorted(name for name in pair.managed if not pair.entry(name, True)["routes"])
    changes: Changes = {}
    if lacking:
        text = f"{text}, and there {WRITER} has no {', '.join(lacking)}"
    else:
        changes |= {"severity": "info", "loss": "none"}
    said = Said("MG502", text, use.node, changes)
    return PortedUse(RUNTIME, (), (said,), "MG502", counts=False)


def port_managers(
    pair: Pair, uses: list[Use], results: list[tuple[Use, PortedUse]], runtime: str
) -> tuple[list[Edit], set[Edit]]:
    """The edits that fetch managers anew, and those they stand for.

    A manager that some other function is called on is left to whoever ports that function. One
    whose calls all go through the runtime, imported by that name, is fetched from there.
    """
    more: list[Edit] = []
    spare: set[Edit] = set()
    origins = [
        use for use in uses if use.name == pair.manager and use.kind == "call" and not use.managed
    ]
    ported = {id(use): result for use, result in results} if origins else {}
    for origin in origins:
        mine = [
            use
            for use in uses
            if use.fetched is not None
            and use.fetched.id == origin.node.id
            and use.kind != "taken"  # its uses are listed, too
        ]
        made = [(use, ported.get(id(use))) for use in mine]
        ways = {result.how if result is not None else "" for _, result in made}
        if not mine or not ways <= {NATIVE, RUNTIME}:
            continue
        inside = [
            not hands_on(use) and (_within(origin, use) or use.pattern is not None) for use in mine
        ]
        if ways == {RUNTIME} and all(inside):
            continue  # its own call is rewritten with it
        fetched = runtime if ways == {RUNTIME} else pair.goal
        giver = pair.manager if ways == {RUNTIME} else pair.goal_manager
        named = [_named(use, result, f"{fetched}.{giver}()") for use, result in made]
        lost = any(
            edit is None and result is not None and result.how == NATIVE
            for edit, (_, result) in zip(named, made, strict=True)
        )
        if lost or origin.object is None:
            continue
        spare.update(edit for edit in named if edit is not None)
        start, end = origin.object.start_byte, origin.object.end_byte
        more.append(Edit(start, end, fetched.encode()))
    return more, spare


def _within(origin: Use, use: Use) -> bool:
    """Whether a manager is fetched in the very expression that calls a function of it."""
    node = use.node
    return node.start_byte <= origin.node.start_byte and origin.node.end_byte <= node.end_byte


def _named(use: Use, result: PortedUse | None, holder: str) -> Edit | None:
    """The edit by which a call names another manager, None where there is none."""
    if result is None or use.object is None or use.pattern is not None:
        return None
    wanted = Edit(use.object.start_byte, use.object.end_byte, holder.encode())
    if result.how == RUNTIME:
        whole = f"{holder}.{use.name}".encode()
        wanted = Edit(use.node.start_byte, use.node.end_byte, whole)
    return wanted if wanted in result.edits else None
