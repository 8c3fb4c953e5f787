"""Diagnostics: loss as a value, never a log line.

A diagnostic names a rule (code), the place it is about, both clients, and where possible the
evidence and a fix. The rules themselves stand in `canonical.rules`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Generic, Literal, TypedDict, TypeVar

import attrs

from .errors import LossError
from .values import Value

Severity = Literal["info", "warning", "error"]
Loss = Literal[
    "none", "made_explicit", "clamped", "approximated", "dropped", "unsupported", "unknown"
]

SEVERITIES: Final[tuple[str, ...]] = ("info", "warning", "error")
LOSSES: Final[tuple[str, ...]] = (
    "none",
    "made_explicit",
    "clamped",
    "approximated",
    "dropped",
    "unsupported",
    "unknown",
)
LOSSLESS: Final[frozenset[str]] = frozenset({"none", "made_explicit"})

V = TypeVar("V")


class RuleChanges(TypedDict, total=False):
    """What a diagnostic says otherwise than its rule."""

    severity: Severity
    loss: Loss


@attrs.frozen(eq=False, repr=False)
class Rule(Value):
    """One row of the rule table, and its documentation. ``eye``: what is lost only shows to the
    eye, or programs work without it."""

    code: str
    name: str
    severity: Severity
    loss: Loss
    summary: str
    why: str
    example: str
    fix: str
    eye: bool = False


@attrs.frozen(eq=False, repr=False)
class Evidence(Value):
    """Where a fact comes from: a source's key, its place, the day it was read, and its grade."""

    source: str
    where: str
    checked: str
    grade: str


@attrs.frozen(eq=False, repr=False)
class Fix(Value):
    """What would mend it. ``unsafe``: may change what the program does."""

    text: str
    safe: bool = True


@attrs.frozen(eq=False, repr=False)
class Diagnostic(Value):
    """One thing a translation has to say about one place."""

    code: str
    message: str
    severity: Severity
    loss: Loss
    place: str = ""
    api: str = ""
    read: str = ""
    write: str = ""
    evidence: tuple[Evidence, ...] = ()
    fix: Fix | None = None

    def to_plain(self) -> dict[str, Any]:
        """JSON-like values, empty fields left out."""
        plain: dict[str, Any] = {
            "code": self.code,
            "severity": self.severity,
            "loss": self.loss,
            "message": self.message,
        }
        for name in ("place", "api", "read", "write"):
            if getattr(self, name):
                plain[name] = getattr(self, name)
        if self.evidence:
            plain["evidence"] = [attrs.asdict(item) for item in self.evidence]
        if self.fix is not None:
            plain["fix"] = {"text": self.fix.text, "safe": self.fix.safe}
        return plain


@attrs.frozen(eq=False, repr=False, slots=False)
class Call(Value):
    """One call of the target's API: the function's name there, and its options."""

    api: str
    options: Mapping[str, Any] = attrs.field(hash=False)


@attrs.frozen(eq=False, repr=False, slots=False)
class Translation(Value, Generic[V]):
    """A value, and all that was not kept on the way to it.

    ``value`` is ``None`` where the target cannot do it in one call; ``calls`` then holds what
    to call instead (several calls, or none when no call is needed), and ``recipes`` names the
    emulations to perform. ``api`` is the target's own name of the function.
    """

    value: V = attrs.field(hash=False)
    diagnostics: tuple[Diagnostic, ...] = ()
    stated: frozenset[str] = frozenset()
    api: str = ""
    calls: tuple[Call, ...] = ()
    recipes: tuple[str, ...] = ()

    @property
    def lossless(self) -> bool:
        """Whether nothing was lost (making a default explicit loses nothing)."""
        return all(item.loss in LOSSLESS for item in self.diagnostics)

    def raise_for_loss(self) -> V:
        """The value, or `LossError` naming everything lost."""
        lost = tuple(item for item in self.diagnostics if item.loss not in LOSSLESS)
        if lost:
            lines = "; ".join(f"{item.code} {item.place}: {item.message}" for item in lost)
            raise LossError(lines, lost)
        return self.value
