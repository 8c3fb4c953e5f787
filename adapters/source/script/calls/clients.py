"""What is to be known of the target's client at a call, whatever the call becomes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from .....canonical.operations import OPERATIONS
from ....plan.notes import WRITER
from ...common.outcome import Work
from ...common.pair import Pair
from ...syntax.sites import Use
from ..results.products import set_members

if TYPE_CHECKING:
    from ....plan.model import PlanEntry


def tell_client(work: Work, pair: Pair, entry: PlanEntry, name: str, use: Use) -> None:
    """Tell what is to be known of the target's client, wherever the call stands, and whatever it
    becomes: ``name`` is the target's function."""
    if entry.get("status"):
        code = "MG404" if entry["status"] == "unknown" else "MG405"
        work.say(code, f"{name}: {entry.get('since') or 'no source says since when'}", use.node)
    acts = {topic: act for topic, act in entry.get("acts", {}).items() if _met(work, act[2])}
    own = set_members(work, entry, use) if acts else set()
    for topic, (code, text, _) in acts.items():
        if topic not in own:
            work.say(code, text, use.node)
    if OPERATIONS[entry["read"]["api"]].keeps:
        _room(work, pair, use)


def _met(work: Work, words: Sequence[str]) -> bool:
    """Whether a script has to do with a topic: one of its words is there, where it has any."""
    found = b"|".join(re.escape(word.encode()) for word in words)
    return not words or any(True for _ in work.script.everywhere(re.compile(found)))


def _room(work: Work, pair: Pair, use: Use) -> None:
    """Tell where the target's directory for saved files holds less than the source's."""
    mine, theirs = pair.source["room"], pair.target["room"]
    pairs = (
        (theirs.get("file"), mine.get("file", 0), "a file"),
        (theirs.get("total"), mine.get("total", 0), "in all"),
    )
    less = [
        f"{there >> 20} MB {words}, not {here >> 20}"
        for there, here, words in pairs
        if there is not None and there < here
    ]
    if less:
        work.say("MG410", f"{WRITER} keeps {'; '.join(less)}", use.node)
