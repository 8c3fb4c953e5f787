"""A value that may be undefined: the source's default stands in where the target has another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ....plan.notes import READER, WRITER
from ...syntax.expression import tight
from ...syntax.presence import LIKELY, NEVER, presence
from ...text.literal import write
from .words import spelling, spellings

if TYPE_CHECKING:
    from ....plan.model import ProgramParam
    from ...common.outcome import Work
    from ..properties import Property


def given(
    work: Work, param: ProgramParam, target: ProgramParam, item: Property, *, wrapped: bool
) -> str | None:
    """The expression with the source's default where it may be undefined; None: as it is.

    ``wrapped``: an operator is put around it, which would make something else of ``undefined``.
    """
    usual = param.get("default")
    if usual is None or not (wrapped or _other_default(param, target)):
        return None
    node = item.value or item.node
    known = presence(work.script, node)
    if known == NEVER:
        return None
    numeric = isinstance(usual, (int, float)) and not isinstance(usual, bool)
    words = spellings(param)
    spelt: Any = (
        [words.get(str(word), word) for word in usual]
        if isinstance(usual, list)
        else spelling(param, usual)
    )
    text = f"{tight(work.script, node)} ?? {write(spelt, work.quote)}"
    if known == LIKELY or work.unsafe or numeric:
        return text
    shown = work.script.source(node).decode("utf-8", "replace")[:60]
    word = write(spelt, work.quote)
    other = "takes its own default"
    if wrapped:
        other = "gets another value"
    message = f"where {shown} is undefined, {READER} takes {word} and {WRITER} {other}"
    work.say("MG121", message, node, {"fix": f"{item.name}: {shown} ?? {word}"})
    return None


def _other_default(param: ProgramParam, target: ProgramParam) -> bool:
    mine, theirs = param.get("default"), target.get("default")
    if isinstance(mine, list) and isinstance(theirs, list):
        return set(mine) != set(theirs)
    return bool(mine != theirs)
