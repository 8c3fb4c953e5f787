"""What the kinds share that straight lines pass on unchanged."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING

from ..literals import member
from . import RUNTIME_KINDS

if TYPE_CHECKING:
    from ...plan.model import ProgramParam


def no_option(
    _param: ProgramParam,
    _to: ProgramParam | None,
    given: str,
    _targets: Mapping[str, ProgramParam],
) -> str:
    """What passes nothing on: a value that is given is left to the interpreter."""
    return f"noOption(l, {given})"


def text(
    param: ProgramParam,
    to: ProgramParam | None,
    given: str,
    targets: Mapping[str, ProgramParam],
) -> str:
    """What passes a text on, where the target takes one."""
    return no_option(param, to, given, targets) if to is None else f"sameText(l, {given})"


def entry(
    param: ProgramParam,
    to: ProgramParam | None,
    given: str,
    targets: Mapping[str, ProgramParam],
) -> str | None:
    """What passes on which entry of a list is meant, by an address or by its place."""
    if to is None:
        return no_option(param, to, given, targets)
    of = str(param.get("of"))
    if of not in targets or of != to.get("of") or to.get("default") != 0:
        return None
    entries = f"o{member(targets[of]['names'][0])}"
    by, as_ = (json.dumps(RUNTIME_KINDS[item["kind"]].address) for item in (param, to))
    return f"entryOf(l, {entries}, {given}, {by}, {as_})"
