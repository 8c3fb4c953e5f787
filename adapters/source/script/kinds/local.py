"""What the kinds of paths share: the target may take local files only."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ...common.outcome import NeedsRuntime, Work

if TYPE_CHECKING:
    from ....plan.model import ProgramParam
    from ...common.pair import Pair
    from ..properties import Property


def check_local(
    work: Work, param: ProgramParam, target: ProgramParam, item: Property, pair: Pair
) -> None:
    """Where the target takes local files only, a computed path must be known to be one."""
    if target.get("network") is not False or param.get("network") is False:
        return
    text = work.script.at(item.value or item.node).decode("utf-8", "replace")
    read = set(re.findall(r"\.\s*([A-Za-z_$][\w$]*)", text))
    named = set(re.findall(r"(?<![\w$.])[A-Za-z_$][\w$]*", text))
    if not (read | (named - set(param["names"]))) & (pair.path_words - {"path"}):
        raise NeedsRuntime("MG523", "a path that may be a network address", item.node)
