"""What a verification finds, as findings of rules: what a project may have settled."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final, TypeVar

from attrs import evolve, frozen

from ..system.baseline_file import Known, digest_of
from .check import Verified
from .compare import Agreement
from .entries import Missed
from .pages import PagesVerified

DIFFERS: Final = "MG610"
STOPPED: Final = "MG611"
PARTIAL: Final = "MG612"
Found = TypeVar("Found", Verified, PagesVerified)
Item = TypeVar("Item")
Settles = Callable[["RunFinding"], bool]


@frozen
class RunFinding:
    """Something that was found: the page or file, the rule, and what is said of it."""

    file: str
    code: str
    said: str
    lasting: bool = True
    """Whether it is so in every run: not for what there was no time for."""

    @property
    def key(self) -> Known:
        """What it is known by."""
        return self.file, self.code, digest_of(self.said)


def of_verdict(verdict: Any) -> RunFinding | None:
    """What a verdict finds, unless the two agree."""
    entry = getattr(verdict, "entry", None)
    file = verdict.page if entry is None else entry.page
    label = verdict.page if entry is None else entry.label()
    where = f"{label}, situation {verdict.situation}"
    if verdict.problem:
        return RunFinding(file, STOPPED, f"{where}: {verdict.problem}")
    if verdict.difference is not None:
        return RunFinding(file, DIFFERS, f"{where}: {verdict.difference.what} differs")
    return None


def _left(verdict: Any, reason: str) -> RunFinding:
    entry = getattr(verdict, "entry", None)
    return RunFinding(verdict.page if entry is None else entry.page, PARTIAL, reason)


def _undone(kind: str, file: str, what: str = "") -> RunFinding:
    return RunFinding(file, PARTIAL, f"{kind}: {what}" if what else kind)


def _late(label: str) -> RunFinding:
    return RunFinding(label, PARTIAL, "not compared for lack of time", lasting=False)


def findings_of(verified: Found) -> list[RunFinding]:
    """All findings of a verification, each once."""
    found: dict[RunFinding, None] = {}

    def remember(finding: RunFinding) -> bool:
        found[finding] = None
        return False

    without(verified, remember)
    return list(found)


def without(verified: Found, settles: Settles) -> Found:
    """A verification in which what is settled is neither told nor a failure: runs that differ are
    known, and what was not compared is left out."""
    verdicts: Any = tuple(_known(verdict, settles) for verdict in verified.verdicts)
    late = _kept_keys(verified.late, lambda label, _: _late(label), settles)
    if isinstance(verified, PagesVerified):
        undrawn = _kept_keys(
            verified.undrawn, lambda page, why: _undone("not drawn", page, why), settles
        )
        return evolve(verified, verdicts=verdicts, undrawn=undrawn, late=late)
    return evolve(
        verified,
        verdicts=verdicts,
        late=late,
        missed=_kept(verified.missed, _stopped, settles),
        unread=_kept(verified.unread, lambda file: _undone("is of a kind not run", file), settles),
        unmade=_kept(
            verified.unmade,
            lambda item: _undone("calls that no run made", item.file, ", ".join(item.names)),
            settles,
        ),
        at_start=_kept(verified.at_start, lambda label: _undone("as it starts", label), settles),
    )


def _stopped(item: Missed) -> RunFinding | None:
    """A handler that stopped; one that simply makes no call is no finding."""
    if not item.problem:
        return None
    return _undone("stopped", item.page, f"{item.label()}: {item.problem}")


def _known(verdict: Agreement, settles: Settles) -> Agreement:
    found = of_verdict(verdict)
    known = found is not None and settles(found)
    left = tuple(reason for reason in verdict.left if not settles(_left(verdict, reason)))
    changed: Any = verdict
    return evolve(changed, known=known, left=left) if known or left != verdict.left else verdict


def _kept(
    items: Iterable[Item], finding: Callable[[Item], RunFinding | None], settles: Settles
) -> tuple[Item, ...]:
    return tuple(item for item in items if (found := finding(item)) is None or not settles(found))


def _kept_keys(
    items: Mapping[str, Any], finding: Callable[[str, Any], RunFinding], settles: Settles
) -> dict[str, Any]:
    return {key: value for key, value in items.items() if not settles(finding(key, value))}


def rows_of(findings: Iterable[RunFinding]) -> Iterator[dict[str, Any]]:
    """Findings as rows of a baseline: of those that last, each place once."""
    rows = {item.key: item.said for item in findings if item.lasting}
    for (file, code, digest), said in sorted(rows.items()):
        yield {"file": file, "code": code, "line": said[:120], "digest": digest}
