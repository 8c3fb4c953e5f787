"""What became of a tree: every file, the runtimes and helpers it needs, and the sums over all."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import attrs

from ....canonical.values import Value
from ..common.files import Walked
from ..common.finding import Finding
from ..common.model import NATIVE, REFUSED, RUNTIME, FilePort
from ..common.pair import ASKING
from ..common.seen import NotPorted
from ..common.verdict import VERDICTS, Ranked, Verdict, ranked_blockers, ranked_losses
from ..components.place import helper_beside
from ..pages.verdict import PagePort, counted
from .roots import ProgramRoots


@attrs.frozen(eq=False, repr=False)
class Needed(Value):
    """A runtime file to write: its functions, its module format, and whether it needs types.

    ``whole``: it has all functions: a file needs them all, or one of this pair stands there, which
    other files call.
    """

    apis: frozenset[str]
    module: str
    typed: bool
    whole: bool = False


@attrs.frozen(eq=False, repr=False)
class TreePort(Value):
    """The port of a tree. ``files`` are those that name the source's global, in name order.

    ``runtimes`` gives the generated runtimes to write, by name; ``pages`` are those of the tree's
    programs, where all parts are ported, each program's own files first.
    """

    read: str
    write: str
    namespace: str
    walked: Walked = attrs.field(repr=False)
    files: tuple[FilePort, ...] = attrs.field(repr=False)
    roots: ProgramRoots = attrs.field(repr=False)
    looked: int = 0
    seen: NotPorted = NotPorted()
    package: Mapping[str, Any] = attrs.field(factory=dict, repr=False)
    pages: tuple[PagePort, ...] = ()

    @property
    def findings(self) -> list[Finding]:
        """Every finding that is neither silenced by a comment nor settled, in the order of files
        and places."""
        return [item for file in self.files for item in file.findings if item.heard]

    @property
    def hushed(self) -> Counter[str]:
        """How many findings are settled, by what settles them."""
        found = (item.hushed for file in self.files for item in file.findings if not item.ignored)
        return Counter(filter(None, found))

    def count(self, how: str) -> int:
        """How many calls ended that way."""
        return sum(file.count(how) for file in self.files)

    @property
    def judged(self) -> list[FilePort]:
        """The files that use the source's global, by name."""
        return [file for file in self.files if file.verdict]

    @property
    def verdicts(self) -> dict[Verdict, int]:
        """How many files are blocked, complete with losses, and complete."""
        counts = Counter(file.verdict for file in self.files)
        return {verdict: counts[verdict] for verdict in VERDICTS}

    @property
    def verdict(self) -> Verdict:
        """The worst verdict of a file; empty where none uses the source's global."""
        result: list[Verdict] = [verdict for verdict, count in self.verdicts.items() if count]
        return result[0] if result else ""

    @property
    def blockers(self) -> tuple[Ranked, ...]:
        """What blocks files, first what frees most of them by itself."""
        return ranked_blockers(self.files)

    @property
    def losses(self) -> tuple[Ranked, ...]:
        """What is lost, first what is in most files."""
        return ranked_losses(self.files)

    @property
    def page_verdicts(self) -> dict[Verdict, int]:
        """How many pages are blocked, complete with losses, and complete."""
        return counted(self.pages)

    @property
    def page_blockers(self) -> tuple[Ranked, ...]:
        """What blocks pages, first what frees most of them by itself."""
        return ranked_blockers(page for page in self.pages if not page.whole)

    @property
    def remaining(self) -> Counter[str]:
        """Other members of the source's global, by name."""
        total: Counter[str] = Counter()
        for file in self.files:
            for name, count in file.remaining.items():
                total[name] += count
        return total

    @property
    def templates(self) -> Counter[str]:
        """Templates and template scripts that stay as they are, by suffix."""
        ported = {file.name for file in self.files}
        return Counter(
            os.path.splitext(item.name)[1]
            for item in self.walked.found
            if item.what == "template" and item.name not in ported
        )

    @property
    def runtimes(self) -> dict[str, Needed]:
        """The runtime files to write, and what each must have."""
        needed: dict[str, Needed] = {}
        for file in self.files:
            if not file.module:
                continue
            name = self.roots.runtime_of(file.name)
            there = self.roots.whole.get(name, "")
            form = there or self.roots.form_of(name)
            if not form and file.name.lower().endswith((".mjs", ".mts")):
                form = "cjs"  # beside it a .js file is no ES module, and either kind can have it
            known = needed.get(name, Needed(frozenset(), form or file.module, False, bool(there)))
            typed = os.path.splitext(file.name)[1] in (".ts", ".tsx")
            needed[name] = Needed(
                known.apis | (file.runtime - {ASKING}),
                self.roots.form_of(name)
                or ("esm" if known.module == (form or file.module) == "esm" else "cjs"),
                known.typed or typed,
                known.whole or file.whole,
            )
        return dict(sorted(needed.items()))

    @property
    def helpers(self) -> dict[str, Needed]:
        """The generated modules of components to write, and what each must have."""
        needed: dict[str, Needed] = {}
        for file in self.files:
            if not file.helper:
                continue
            name = helper_beside(self.roots.runtime_of(file.name))
            form = self.roots.form_of(name)
            known = needed.get(name, Needed(frozenset(), form or file.helper_module, False))
            typed = os.path.splitext(file.name)[1] in (".ts", ".tsx")
            needed[name] = Needed(
                known.apis | file.helper,
                form or ("esm" if known.module == file.helper_module == "esm" else "cjs"),
                known.typed or typed,
                (Path(self.walked.root) / name).is_file(),
            )
        return dict(sorted(needed.items()))

    def failed(self, level: str) -> bool:
        """Whether something falls under ``--fail-on``: ``error`` (an error, or a file or page that
        is blocked), ``lossy`` (a loss, too) or ``never``."""
        if level == "never":
            return False
        found = any(item.falls_under(level) for item in self.findings)
        return found or self.astray or any(page.failing(level) for page in self.pages)

    @property
    def astray(self) -> bool:
        """Whether a whole tree was ported for a global it does not use, while others are."""
        return (
            not self.lone and not any(file.calls for file in self.files) and bool(self.seen.globals)
        )

    @property
    def lone(self) -> bool:
        """Whether it is the port of one file."""
        return len(self.walked.found) == 1

    @property
    def left(self) -> int:
        """Uses of the source's global that no profile knows: they throw on the target."""
        return sum(file.left for file in self.files)

    def to_plain(self) -> dict[str, Any]:
        """The report as JSON-like values."""
        return {
            "version": 1,
            "read": self.read,
            "write": self.write,
            "summary": self.summary(),
            "verdict": self.verdict or None,
            "blockers": [row.to_plain() for row in self.blockers],
            "losses": [row.to_plain(ranked=False) for row in self.losses],
            "remaining": dict(sorted(self.remaining.items(), key=lambda kv: (-kv[1], kv[0]))),
            "templates": dict(sorted(self.templates.items())),
            "skipped": dict(sorted(self.walked.skipped.items())),
            "runtimes": {name: sorted(need.apis) for name, need in self.runtimes.items()},
            "seen": self.seen.to_plain(),
            "hints": self.seen.hints(self.namespace),
            **self.pages_plain(),
            "files": [_file_plain(file) for file in self.files],
        }

    def pages_plain(self) -> dict[str, Any]:
        """The pages and what blocks them as JSON-like values; nothing without pages."""
        if not self.pages:
            return {}
        return {
            "pageBlockers": [row.to_plain() for row in self.page_blockers],
            "pages": [page.to_plain() for page in self.pages],
        }

    def summary(self) -> dict[str, Any]:
        """Totals of files, verdicts, calls and findings."""
        severities = Counter(item.diagnostic.severity for item in self.findings)
        ways = Counter(call.how for file in self.files for call in file.calls)
        return {
            "files": self.looked,
            "filesWithGlobal": len(self.files),
            "changed": sum(file.changed for file in self.files),
            **{str(verdict): count for verdict, count in reversed(self.verdicts.items())},
            "calls": ways.total(),
            "native": ways[NATIVE],
            "runtime": ways[RUNTIME],
            "refused": ways[REFUSED],
            "errors": severities["error"],
            "warnings": severities["warning"],
            "infos": severities["info"],
            "left": self.left,
            **({"hushed": dict(sorted(hushed.items()))} if (hushed := self.hushed) else {}),
            **self._pages_counted(),
        }

    def _pages_counted(self) -> dict[str, int]:
        pages = [page for page in self.pages if not page.whole]
        if not pages:
            return {}
        verdicts = reversed(self.page_verdicts.items())
        eye = sum(page.verdict == "lossy" and page.eye for page in pages)
        counts = {f"pages{str(verdict).capitalize()}": count for verdict, count in verdicts}
        return {"pages": len(pages), **counts, "pagesCosmetic": eye}


def _file_plain(file: FilePort) -> dict[str, Any]:
    return {
        "file": file.name,
        **({"goal": file.goal} if file.goal else {}),
        "changed": file.changed,
        "verdict": file.verdict or None,
        "blockers": [cause.to_plain() for cause in file.blockers],
        "losses": [cause.to_plain() for cause in file.losses],
        "native": file.count(NATIVE),
        "runtime": file.count(RUNTIME),
        "refused": file.count(REFUSED),
        "calls": [call.to_plain() for call in file.calls],
        "diagnostics": [item.to_plain() for item in file.findings if item.heard],
        "remaining": dict(sorted(file.remaining.items())),
        **({"reason": file.reason} if file.reason else {}),
    }
