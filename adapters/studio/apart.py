"""Two phones that answered to the same acts: the first thing that differs, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import zip_longest
from typing import Any, Final

from attrs import frozen

from ..source.common.finding import Finding
from ..source.markup.facts import markup_of
from ..source.tree.ported import TreePort
from ..testing.journal_facts import FactSaid
from ..verify.compare import Difference, beside_of, held
from ..verify.drive import Run
from ..verify.labels import Vocabulary
from ..verify.observed import Observation, told
from ..verify.pages import losses
from ..verify.sides import Sides
from ..verify.trees import first_difference, outline
from ..verify.vocabulary import vocabulary_of
from .phone import Phone
from .rows import said_plain

MOST_LINES: Final = 400
MOST_WHY: Final = 8
MOST_RECENT: Final = 200
"""Events among which the operations of a difference are looked for."""

Why = dict[str, Any]
"""What explains a difference: a place or a client, a rule's code or an operation, words, facts."""


@frozen
class Apart:
    """What two phones come to. `state`: same, differs or part, as `verify` has it; `what` differs;
    `rows`: the lines of both sides, with the place of the first that differs (-1: none); `why`:
    what explains it, each with a place, a rule's code and words; `left`: what is not compared."""

    state: str
    what: str = ""
    rows: tuple[tuple[str, str], ...] = ()
    first: int = -1
    why: tuple[Why, ...] = ()
    left: tuple[str, ...] = ()

    def to_plain(self) -> dict[str, Any]:
        """As data."""
        begin = max(0, self.first - MOST_LINES // 2)
        rows = self.rows[begin : begin + MOST_LINES]
        return {
            "state": self.state, "what": self.what, "rows": [list(row) for row in rows],
            "first": self.first - begin if self.first >= 0 else -1, "before": begin,
            "why": list(self.why), "left": list(self.left),
        }  # fmt: skip


def apart(one: Phone, other: Phone, sides: Sides, tree: TreePort | None) -> Apart | None:
    """What the two come to so far; None where one of them is not there."""
    words = Vocabulary()
    runs: list[Run] = []
    for phone, beside in ((one, other), (other, one)):
        if phone.host is None or phone.program is None or beside.host is None:
            return None
        view = beside.host.view
        known = vocabulary_of(phone.program.trace, phone.host, view)
        words.add(known)
        runs.append(Run(phone.host, phone.program, phone.problem, (), known, view))
    both = [told(run, words, sides.write) for run in runs]
    found = held(both[0], both[1], sides.read, sides.write)
    if found.problem:
        return Apart("part", found.problem, left=found.left)
    lines, first = beside_of(found.difference, both)
    rows = _beside(*lines)
    if found.difference is None:
        drawn = _drawn(one, other, sides, tree, both)
        return drawn or Apart("part" if found.left else "same", rows=rows, left=found.left)
    why = tuple(_why(tree, one, other, found.difference))
    return Apart("differs", found.difference.what, rows, first, why, found.left)


def _beside(ours: Sequence[str], theirs: Sequence[str]) -> tuple[tuple[str, str], ...]:
    return tuple(zip_longest(ours, theirs, fillvalue=""))


def _drawn(
    one: Phone, other: Phone, sides: Sides, tree: TreePort | None, both: Sequence[Observation]
) -> Apart | None:
    """The first thing that differs between what stands on the two pages; None where nothing does,
    or one is not drawn."""
    ours, theirs = (markup_of(view.profile) for view in sides.views())
    if one.tree is None or other.tree is None or ours is None or theirs is None:
        return None
    left = outline(one.tree, ours, theirs, both[0].words)
    right = outline(other.tree, theirs, ours, both[1].words)
    found = first_difference(left, right, losses(tree) if tree is not None else {})
    if found is None:
        return None
    lines = _beside([it.line() for it in left], [it.line() for it in right])
    places = [it[found.at].at for it in (left, right) if found.at < len(it)]
    why: list[Why] = [{"at": place, "says": "", "code": ""} for place in places[:1]]
    files = {place.rsplit(":", 2)[0] for place in places}
    why += _told(tree, lambda it: it.file in files)
    for phone in (one, other):
        rules = phone.tree.rules if phone.tree is not None else ()
        why += [
            {
                "at": phone.seat.client, "code": rule.rule, "says": f"{rule.says}: {rule.value}",
                "facts": said_plain([FactSaid("", rule.evidence)]),
            }
            for rule in rules[:MOST_WHY]
            if rule.value is not None
        ]  # fmt: skip
    return Apart("differs", found.what, lines, found.at, tuple(why[:MOST_WHY]))


def _why(tree: TreePort | None, one: Phone, other: Phone, difference: Difference) -> Iterator[Why]:
    """What explains a difference: what the port told of the operations that it names, and what the
    profiles say of them."""
    about = f"{difference.original} {difference.port}"
    names: set[str] = set()
    for phone in (one, other):
        host, program = phone.host, phone.program
        recent = program.trace.events[-MOST_RECENT:] if program is not None else []
        for name in dict.fromkeys(it.api for it in reversed(recent) if it.api):
            for key in host.view.named(name, "")[:1] if host is not None else ():
                api = host.view.apis[key] if host is not None else None
                if api is not None and (name in about or api.canonical in about):
                    names.update((name, api.canonical))
                    yield {
                        "at": phone.seat.client, "code": name, "says": api.support.text or "",
                        "facts": said_plain([FactSaid("", api.evidence)]),
                    }  # fmt: skip
    alike = _told(tree, lambda it: it.diagnostic.api in names)
    yield from (alike or _told(tree, lambda it: it.diagnostic.loss != "none"))[:MOST_WHY]


def _told(tree: TreePort | None, holds: Callable[[Finding], bool]) -> list[Why]:
    """What the port told, of what holds."""
    found = (
        it for file in (tree.files if tree is not None else ()) for it in file.findings if holds(it)
    )
    return [
        {
            "at": f"{it.file}:{it.line}:{it.column}", "code": it.diagnostic.code,
            "says": it.diagnostic.message, "facts": [],
        }
        for it, _ in zip(found, range(MOST_WHY), strict=False)
    ]  # fmt: skip
