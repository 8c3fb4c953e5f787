"""A file manager kept in a variable: fetched from the target where only ported calls use it."""

from __future__ import annotations

from .calls import Result
from .edits import Edit
from .model import NATIVE
from .pair import MANAGER, Pair
from .sites import Use


def port_managers(
    pair: Pair, uses: list[Use], results: list[tuple[Use, Result]]
) -> tuple[list[Edit], set[Edit], int]:
    """The edits that fetch managers from the target, those they stand for, and how many they are.

    A manager that some other function is called on is left to whoever ports that function.
    """
    ported = {id(use): result for use, result in results}
    holder = f"{pair.goal}.{MANAGER}()".encode()
    more: list[Edit] = []
    spare: set[Edit] = set()
    count = 0
    for origin in uses:
        if origin.kind != "call" or origin.name != MANAGER or origin.managed:
            continue
        mine = [use for use in uses if use.fetched is not None and use.fetched.id == origin.node.id]
        named = [_named(use, ported.get(id(use)), holder) for use in mine]
        if not named or None in named or origin.object is None:
            continue
        count += 1
        spare.update(edit for edit in named if edit is not None)
        start, end = origin.object.start_byte, origin.object.end_byte
        more.append(Edit(start, end, pair.goal.encode()))
    return more, spare, count


def _named(use: Use, result: Result | None, holder: bytes) -> Edit | None:
    """The edit by which a native call names the target's manager, None where there is none."""
    if result is None or result.how != NATIVE or use.object is None or use.pattern is not None:
        return None
    wanted = Edit(use.object.start_byte, use.object.end_byte, holder)
    return wanted if wanted in result.edits else None
