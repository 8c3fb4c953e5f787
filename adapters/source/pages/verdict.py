"""What the port of each page comes to, over all that it takes in."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import attrs

from ....canonical.values import Value
from ..common.finding import Finding
from ..common.model import FilePort
from ..common.pair import Pair
from ..common.verdict import (
    SPOKEN,
    VERDICTS,
    Cause,
    Verdict,
    blockers_of,
    eye_only,
    losses_of,
    weighs,
)
from ..config.components import why_missing
from ..config.facts import ConfigSide, dialects_of
from ..config.found import ProgramFiles
from ..markup.facts import both_of
from ..program.programs import Programs
from ..text.blocks import LANGUAGES
from .parts import page_suffixes
from .taken import GoneComponent, TakenIn, Takes
from .tree_scripts import TreeScripts


@attrs.frozen(eq=False, repr=False)
class PagePort(Value):
    """A page and what its port comes to: ``name`` without suffix, from the top of the tree; of a
    program's own files (``whole``) the name of its configuration. ``files`` are all that it takes
    in, ``components`` the stems of the components it uses; ``eye``: all that is lost only shows to
    the eye, or the page works without it."""

    name: str
    whole: bool
    files: tuple[str, ...]
    components: tuple[str, ...]
    blockers: tuple[Cause, ...]
    losses: tuple[Cause, ...]
    eye: bool

    @property
    def verdict(self) -> Verdict:
        """``complete``, ``lossy`` or ``blocked``."""
        if self.blockers:
            return "blocked"
        return "lossy" if self.losses else "complete"

    def failing(self, level: str) -> tuple[Cause, ...]:
        """What of it falls under ``--fail-on``, as `Finding.falls_under` does."""
        causes = () if level == "never" else self.blockers
        causes += self.losses if level == "lossy" else ()
        return tuple(cause for cause in causes if not cause.hushed)

    def to_plain(self) -> dict[str, Any]:
        """JSON-like values."""
        return {
            "page": self.name,
            **({"program": True} if self.whole else {}),
            "verdict": self.verdict,
            **({"cosmetic": self.eye} if self.verdict == "lossy" else {}),
            "blockers": [cause.to_plain() for cause in self.blockers],
            "losses": [cause.to_plain() for cause in self.losses],
            "components": list(self.components),
            "files": list(self.files),
        }


def pages_of(files: Iterable[FilePort], around: Programs, both: Pair) -> tuple[PagePort, ...]:
    """The pages of a tree's programs and what becomes of them, in the order of the programs, each
    program's own files first. Nothing where its configurations are not ported."""
    dialects, markup = dialects_of(both), both_of(both)
    if dialects is None or markup is None:
        return ()
    ported = {file.name: file for file in files}
    template = markup.source.template
    suffixes = tuple(suffix for suffix in (template.suffix, template.styles) if suffix)
    takes = Takes(around, TreeScripts(around), dialects, ported, suffixes, page_suffixes(both))
    result: list[PagePort] = []
    for program in around.configs.programs:
        whole = program.root + around.config
        taken = takes.program(program)
        result.append(_judged(whole, taken, _reached(taken, takes, program, ported)))
        for stem in program.pages:
            taken = takes.page(stem, program)
            gone = [_gone(item, dialects.source) for item in taken.gone]
            result.append(_judged(stem, taken, _reached(taken, takes, program, ported), gone))
    return tuple(result)


def _reached(
    taken: TakenIn, takes: Takes, program: ProgramFiles, ported: Mapping[str, FilePort]
) -> list[Finding]:
    """The findings of all that a page takes in; of a script that it only brings, those of what may
    run there, which is looked into where it matters."""
    findings = [item for name in taken.files if name in ported for item in ported[name].findings]
    own = set(taken.scripts)
    brought = {
        item.file
        for item in findings
        if item.file not in own and os.path.splitext(item.file)[1] in LANGUAGES and weighs(item)
    }
    if not brought:
        return findings
    running = takes.scripts.running(taken.scripts, program.root)
    return [
        item for item in findings if item.file not in brought or running.runs(item.file, item.start)
    ]


def _judged(
    name: str, taken: TakenIn, findings: list[Finding], gone: Sequence[Cause] | None = None
) -> PagePort:
    """A page by what is found in it, and by the components that are not there; without the latter,
    the program's own files."""
    blockers, losses = blockers_of(findings, True), losses_of(findings, True)
    known = {(cause.name, cause.code) for cause in blockers}
    more = [cause for cause in gone or () if (cause.name, cause.code) not in known]
    return PagePort(
        name,
        gone is None,
        taken.files,
        taken.components,
        (*blockers, *more),
        losses,
        eye_only(findings),
    )


def _gone(item: GoneComponent, source: ConfigSide) -> Cause:
    """Why a component that is used is not there, as the configuration that declares it says."""
    code, name, text = why_missing(item.path, source)
    return Cause(name, code, f"<{item.tag}>: {text}", 1, 1, 1, item.file)


def spoken_page(page: PagePort) -> str:
    """The verdict of a page in words; of losses, whether they only show to the eye."""
    words = SPOKEN[page.verdict]
    return f"{words} (to the eye)" if page.verdict == "lossy" and page.eye else words


def told_pages(pages: Sequence[PagePort]) -> str:
    """How many pages have each verdict, in a line; empty without pages."""
    own = [page for page in pages if not page.whole]
    if not own:
        return ""
    parts = []
    for verdict, count in reversed(counted(own).items()):
        eye = sum(page.eye for page in own if page.verdict == verdict)
        more = f" ({eye:,} to the eye alone)" if verdict == "lossy" and eye else ""
        parts += [f"{count:,} {SPOKEN[verdict]}{more}"] if count else []
    return f"{len(own):,} page{'' if len(own) == 1 else 's'}: {', '.join(parts)}"


def counted(pages: Iterable[PagePort]) -> dict[Verdict, int]:
    """How many pages have each verdict, programs' own files left out."""
    counts = Counter(page.verdict for page in pages if not page.whole)
    return {verdict: counts[verdict] for verdict in VERDICTS}
