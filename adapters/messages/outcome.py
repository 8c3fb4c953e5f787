"""Failures that are successes: a code tells of an answer, and the result is there besides."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from .request import conditions

if TYPE_CHECKING:
    from ..plan.model import Program

Answers = Callable[[Any], bool]
"""Whether a failed reply is a success."""

Tells = Callable[[Mapping[str, Any]], Mapping[str, Any] | None]
"""What a result is told by that the vendor calls a failure; ``None`` for any other."""


def answers(program: Program) -> Answers | None:
    """The function that tells an operation's failures that are successes; None: it has none."""
    rows = [(list(when.items()), needs) for when, needs, _ in program.get("answers", ())]

    def answer(reply: Any) -> bool:
        return isinstance(reply, Mapping) and any(
            all(_same(reply.get(key), value) for key, value in when)
            and all(reply.get(key) is not None for key in needs)
            for when, needs in rows
        )

    return answer if rows else None


def _same(value: Any, wanted: Any) -> bool:
    """Whether a code is the one that is meant: logs have numbers as texts."""
    return not isinstance(value, bool) and str(value) == str(wanted)


def tells(program: Program) -> Tells | None:
    """The function that finds how a result is told that is a failure; None: none is."""
    rows = [(conditions(tests), when) for when, _, tests in program.get("answers", ()) if tests]
    if not rows:
        return None
    nothing = frozenset[str]()
    return lambda values: next((when for holds, when in rows if holds(values, nothing)), None)
