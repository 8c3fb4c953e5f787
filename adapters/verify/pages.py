"""Page by page: original and port drawn side by side, everything that can be touched touched, and
what stands there, the data, messages and pages reached compared after each step.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Final

from attrs import define, evolve, field, frozen

from ...canonical.client import parse_client
from ...canonical.errors import InputError, checked_path
from ...canonical.rules import RULES
from ..host.albums import Album
from ..host.rules import with_os
from ..realm.answers import Stubs
from ..realm.budget import Budget
from ..realm.engine import OutOfTime
from ..realm.modules import find_program, find_root
from ..realm.render.tree import PageTree
from ..source.markup.facts import Markup, markup_of
from ..source.pages.parts import PARTS
from ..source.text.place import Lines
from ..source.tree.ported import TreePort
from .check import MOST_SECONDS, Case, MakeHost, cases_of, no_page
from .compare import Agreement, Difference, beside_of, held, member
from .drive import Run, Walk, limits_of, observe
from .entries import SCRIPTS
from .entries import pages as pages_of
from .labels import Vocabulary
from .observed import Observation, told
from .queries import Queries, queries_of
from .sides import Sides, listed, ported
from .touches import Touch, found_again, next_touch, touched
from .trees import Position, Stands, first_difference, outline
from .worlds import SCENARIOS, Situation

MOST_TOUCHES: Final = 60
"""Touches of one page."""


@frozen
class Snapshot:
    """What stood on the page after a step; None where none could be drawn, `why` says it, and
    `left` where the page was left for another. `lacks`: what the program had asked for by then that
    is not simulated."""

    step: str
    tree: PageTree | None
    why: str = ""
    lacks: frozenset[str] = frozenset()
    left: bool = False


@frozen
class PageVerdict(Agreement):
    """One page in one situation. `steps`: how many things were done; `difference`: the first, with
    the step after which it showed; `original`, `port`: what stood there then, as lines; `known`:
    whether the project has settled that they do not agree."""

    page: str
    situation: str
    steps: int = 0
    step: str = ""
    difference: Difference | None = None
    problem: str = ""
    left: tuple[str, ...] = ()
    original: tuple[str, ...] = ()
    port: tuple[str, ...] = ()
    known: bool = False


@frozen
class PagesVerified:
    """What `verify_pages` found. `undrawn`: pages without a template that can be drawn on either
    side, and why; `late`: those not compared for lack of time, each with the situations in which it
    was not."""

    read: str
    write: str
    verdicts: tuple[PageVerdict, ...]
    undrawn: Mapping[str, str] = field(factory=dict)
    late: Mapping[str, tuple[str, ...]] = field(factory=dict)

    @property
    def ok(self) -> bool:
        """Whether every page that was compared agrees."""
        return all(verdict.ok for verdict in self.verdicts)

    @property
    def complete(self) -> bool:
        """Whether every page was compared, to its end."""
        left = self.undrawn or self.late or any(v.left for v in self.verdicts)
        return bool(self.verdicts) and not left


@define(eq=False)
class _Visit:
    """One side's visit of a page."""

    touches: list[Touch] = field(factory=list[Touch])
    shots: list[Snapshot] = field(factory=list[Snapshot])
    told: Mapping[str, set[Position]] = field(factory=dict)
    """Where the original has elements of which a loss was told: they are not touched."""
    lost: str = ""
    """The step that could not be taken."""

    def explore(self, walk: Walk) -> None:
        """Touch everything that stands there or comes to light."""
        self.shoot(walk, "opening the page")
        done: dict[tuple[str, str, str], int] = {}
        while len(self.touches) < MOST_TOUCHES:
            found = next_touch(self.shots[-1].tree, done, self.told)
            if found is None:
                return
            self.take(walk, found)

    def repeat(self, walk: Walk, touches: Sequence[Touch]) -> None:
        """Do what the other side did."""
        self.shoot(walk, "opening the page")
        for touch in touches:
            if not self.take(walk, touch):
                return

    def take(self, walk: Walk, touch: Touch) -> bool:
        """One touch, on the page itself; False where there is nothing to touch."""
        walk.back()
        view = found_again(_tree(walk)[0], touch)
        if view is None:
            self.lost = touch.label()
            return False
        self.touches.append(touch)
        touched(walk.program, walk.page, view, touch)
        walk.led(touch.handler)
        self.shoot(walk, touch.label())
        return True

    def shoot(self, walk: Walk, step: str) -> None:
        """Keep what stands there now."""
        tree, why = _tree(walk)
        lacks = frozenset(member(it.lacks) for it in walk.program.thrown if it.lacks)
        left = tree is None and walk.left()
        why = f"left for {walk.seen()}" if left else why
        self.shots.append(Snapshot(step, tree, why, lacks, left))


def _tree(walk: Walk) -> tuple[PageTree | None, str]:
    try:
        return walk.program.tree(walk.page)[0], ""
    except InputError as error:
        return None, str(error)


def verify_pages(
    source: str | Path,
    *,
    read: str,
    write: str,
    port: str | Path | None = None,
    situations: Sequence[Situation] = SCENARIOS[:1],
    scenario: MakeHost | None = None,
    album: Album = None,
    stubs: Stubs | None = None,
    setup: str | Path | None = None,
    style: str = "native",
    packages: bool | None = None,
    progress: Callable[[str], None] | None = None,
    budget: Budget | float | None = MOST_SECONDS,
) -> PagesVerified:
    """Draw each page of the original on `read` and of the port on `write`, touch what can be
    touched, an item of a loop twice, and compare after each step. A page is opened with the query
    that the program's own addresses of it say.

    The arguments are those of `verify`. What is compared: the elements that show, with the
    attributes that both vendors have, their data and what they listen to; data set, messages,
    storage, media calls, and the pages that are reached. Where the port told of a loss in a
    template, what that element is told and tells does not count. Raises InputError, RealmMissing.
    """
    place = Path(checked_path(source, "the path of a mini-program or a page"))
    if not place.exists():
        raise InputError("no such file or folder", place=str(source))
    root = find_program(place.resolve()) if place.is_dir() else find_root(place.resolve())
    if place.is_dir():
        found = list(pages_of(root, listed(root, read)))
    else:
        found = [place.resolve().relative_to(root).as_posix()]
    if not found:
        raise InputError(no_page(()), place=str(source))
    read, write = with_os(read), with_os(write)
    first = Path(setup).resolve() if setup is not None else None
    verdicts: list[PageVerdict] = []
    undrawn: dict[str, str] = {}
    late: dict[str, tuple[str, ...]] = {}
    with ported(root, read, write, port, style, PARTS, packages) as (tree, other):
        limits = limits_of(budget)
        sides = Sides(parse_client(read), parse_client(write), root, other, stubs, first, limits)
        lost = losses(tree)
        known = sides.pages(False) if place.is_dir() else None
        queries = _queries(sides, found)
        for page in found:
            if known is not None and _stem(page) not in known.pages:
                continue  # a component: it is compared where it stands
            for case in cases_of(sides, situations, scenario, album):
                if progress is not None:
                    progress(f"{page} {case[0]}")
                try:
                    verdict, why = _judged(sides, page, case, lost, queries)
                except OutOfTime:
                    late[page] = (*late.get(page, ()), case[0])
                    continue
                if why:
                    undrawn[page] = why
                    break
                verdicts.append(verdict)
    if not (verdicts or undrawn or late):
        raise InputError("none of the pages that the program lists is here", place=str(source))
    return PagesVerified(read, write, tuple(verdicts), undrawn, late)


def _queries(sides: Sides, pages: Sequence[str]) -> Queries:
    """What the pages are opened with, as the original says it."""
    facts = markup_of(sides.views()[0].profile)
    templates = (facts.template.suffix,) if facts is not None else ()
    return queries_of(sides.original, frozenset(map(_stem, pages)), (*SCRIPTS, *templates))


def _stem(page: str) -> str:
    return page.rpartition(".")[0]


_UNSEEN: Final = frozenset({"MG736"})
"""Rules of what shows on devices alone: keyboards, layers, how large something is drawn."""


def losses(tree: TreePort) -> dict[str, set[Position]]:
    """Where templates begin an element of which the port told a loss, by file."""
    result: dict[str, set[Position]] = {}
    for file in tree.files:
        if file.before is None or not file.goal:
            continue
        lines = Lines(file.before, file.encoding)
        for finding in file.findings:
            rule = finding.code
            if finding.diagnostic.loss != "none" and not RULES[rule].eye and rule not in _UNSEEN:
                begin = file.before.rfind(b"<", 0, finding.start + 1)
                result.setdefault(file.name, set()).add(lines.position(max(begin, 0)))
    return result


def _judged(
    sides: Sides, page: str, case: Case, lost: Mapping[str, set[Position]], queries: Queries
) -> tuple[PageVerdict, str]:
    """What comes of one page in one situation; or why it is not drawn."""
    name, situation, make = case
    source, target = sides.views()
    same = source.profile.namespace == target.profile.namespace
    visits = (_Visit(told=lost), _Visit())
    runs: list[Run] = []
    acts: tuple[Callable[[Walk], None], ...] = (
        visits[0].explore,
        lambda walk: visits[1].repeat(walk, visits[0].touches),
    )
    with ExitStack() as hosts:
        for of_port, (client, folder, other, foreign) in enumerate(
            (
                (sides.read, sides.original, target, None),
                (sides.write, sides.port, source, None if same else source),
            )
        ):
            host = make(str(client), folder)
            hosts.callback(host.close)
            runs.append(
                observe(host, folder, page, (), situation, other=other, foreign=foreign,
                        stubs=sides.stubs, setup=sides.setup, pages=sides.pages(bool(of_port)),
                        acts=acts[of_port], limits=sides.limits, query=queries.get(_stem(page)))
            )  # fmt: skip
            shots = visits[of_port].shots
            if not shots or (shots[0].tree is None and not shots[0].left):
                why = runs[-1].broke or (shots[0].why if shots else "it does not open")
                return PageVerdict(page, name), ("in the port: " if of_port else "") + why
        words = Vocabulary()
        for run in runs:
            words.add(run.vocabulary)
        both = [told(run, words, target.client) for run in runs]
    return _compared(sides, page, name, visits, both, lost), ""


def _compared(
    sides: Sides,
    page: str,
    name: str,
    visits: tuple[_Visit, _Visit],
    both: Sequence[Observation],
    lost: Mapping[str, set[Position]],
) -> PageVerdict:
    facts = [markup_of(view.profile) for view in sides.views()]
    ours, theirs = facts
    steps = len(visits[0].touches)
    opened = [visit.shots[0] for visit in visits]
    unseen = tuple(f"what stands there: {it.why} as it opened" for it in opened if it.left)
    assert ours is not None and theirs is not None  # noqa: S101, PT018  (both were drawn)
    for one, other in zip(visits[0].shots, visits[1].shots, strict=False):
        if one.lacks != other.lacks:
            break  # what only one finds ends the comparison
        left = _lines(one, ours, theirs, both[0])
        right = _lines(other, theirs, ours, both[1])
        found = first_difference(left, right, lost)
        if found is not None:
            lines = [
                it[found.at].line().strip() if found.at < len(it) else "(nothing)"
                for it in (left, right)
            ]
            difference = Difference(found.what, found.at, lines[0], lines[1])
            return PageVerdict(
                page, name, steps, one.step, difference,
                original=tuple(it.line() for it in left), port=tuple(it.line() for it in right),
            )  # fmt: skip
    did = held(both[0], both[1], sides.read, sides.write)
    did = evolve(did, left=(*did.left, *unseen[:1]))
    if visits[1].lost and did.difference is None:
        text = f"there is nothing in the port to {visits[1].lost}"
        return PageVerdict(page, name, steps, problem=text, left=did.left)
    if did.difference is None:
        return PageVerdict(page, name, steps, problem=did.problem, left=did.left)
    (ran, other_ran), at = beside_of(did.difference, both)
    difference = evolve(did.difference, at=at)
    return PageVerdict(
        page, name, steps, "", difference, did.problem, did.left, tuple(ran), tuple(other_ran)
    )


def _lines(shot: Snapshot, own: Markup, other: Markup, seen: Observation) -> list[Stands]:
    return [] if shot.tree is None else outline(shot.tree, own, other, seen.words)
