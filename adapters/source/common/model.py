"""What a port gives: the new bytes, the calls and what became of each, and the findings."""

from __future__ import annotations

from collections import Counter
from typing import Any, Final

import attrs

from ....canonical.diagnostics import LOSSLESS, Diagnostic
from ....canonical.values import Value
from ..text.edits import Edit, apply
from .finding import Finding
from .verdict import Cause, Verdict, blockers_of, losses_of, verdict_of

NATIVE: Final = "native"
RUNTIME: Final = "runtime"
REFUSED: Final = "refused"


@attrs.frozen(eq=False, repr=False)
class CallPort(Value):
    """One media call and what became of it: ``native``, ``runtime`` or ``refused``."""

    api: str
    how: str
    file: str
    line: int
    column: int
    why: str = ""

    def to_plain(self) -> dict[str, Any]:
        """JSON-like values."""
        return {key: value for key, value in attrs.asdict(self).items() if value != ""}


@attrs.frozen(eq=False, repr=False)
class Links(Value):
    """What a file takes in: other files of the tree, by name (those of components without suffix),
    and the tags of components."""

    files: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


@attrs.frozen(eq=False, repr=False)
class FilePort(Value):
    """One file: its edits, calls and findings.

    ``remaining`` counts the other members of the source vendor's global by name; ``reason`` is
    why the file was left alone, empty when it was looked at; ``runtime`` names the functions it
    calls through the generated runtime, ``whole`` that it needs all of it, ``module`` how it
    imports it: ``esm`` or ``cjs``.
    ``uses`` counts the uses of the global in code, ``left`` those that throw on the target.
    ``package`` are paths of files of the package that a project has to list, as they are written.
    ``before`` is None for a file that cannot be read, and for one of a tree that stays as it is.
    ``helper`` names the functions of the generated components that it calls, ``helper_module`` how
    it imports them.
    ``goal`` is the file's name on the target where that is another; ``made`` are files that the
    port adds, by name. ``links`` says what a template, a sheet or a configuration takes in.
    """

    name: str
    before: bytes | None = attrs.field(repr=False)
    edits: tuple[Edit, ...] = ()
    calls: tuple[CallPort, ...] = ()
    findings: tuple[Finding, ...] = ()
    remaining: Counter[str] = attrs.field(factory=Counter)
    runtime: frozenset[str] = frozenset()
    whole: bool = False
    module: str = ""
    encoding: str = "utf-8"
    reason: str = ""
    uses: int = 0
    left: int = 0
    package: tuple[str, ...] = ()
    helper: frozenset[str] = frozenset()
    helper_module: str = ""
    goal: str = ""
    made: tuple[tuple[str, bytes], ...] = attrs.field(default=(), repr=False)
    links: Links = Links()

    @property
    def after(self) -> bytes:
        """The bytes of the ported file; raises `ValueError` where ``before`` is None."""
        if self.before is None:
            raise ValueError(f"{self.name} stays as it is; the port of a tree does not keep it")
        return apply(self.before, self.edits) if self.edits else self.before

    @property
    def changed(self) -> bool:
        """Whether the port differs."""
        return bool(self.edits or self.goal)

    def count(self, how: str) -> int:
        """How many calls ended that way."""
        return sum(call.how == how for call in self.calls)

    @property
    def verdict(self) -> Verdict:
        """``complete``, ``lossy`` (complete but for `losses`) or ``blocked`` (by `blockers`);
        empty where the file does not use the source's global."""
        return verdict_of(self.findings, used=bool(self.uses or self.edits))

    @property
    def blockers(self) -> tuple[Cause, ...]:
        """What is left of the source in code that is reached, and throws on the target."""
        return blockers_of(self.findings)

    @property
    def losses(self) -> tuple[Cause, ...]:
        """What the ported file does not keep."""
        return losses_of(self.findings)


@attrs.frozen(eq=False, repr=False)
class Ported(Value):
    """The port of one source text, as ``mediaglot.port`` gives it."""

    code: str
    file: FilePort = attrs.field(repr=False)

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """All that is to say, in the order of places; ignored ones left out."""
        return tuple(item.diagnostic for item in self.file.findings if not item.ignored)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The diagnostics with their places."""
        return self.file.findings

    @property
    def lossless(self) -> bool:
        """Whether every call was ported and nothing was lost."""
        return all(item.loss in LOSSLESS for item in self.diagnostics) and not self.file.count(
            REFUSED
        )

    @property
    def verdict(self) -> Verdict:
        """``complete``, ``lossy`` (complete but for `losses`) or ``blocked`` (by `blockers`);
        empty where the code does not use the source's global."""
        return self.file.verdict

    @property
    def blockers(self) -> tuple[Cause, ...]:
        """What is left of the source in code that is reached, and throws on the target."""
        return self.file.blockers

    @property
    def losses(self) -> tuple[Cause, ...]:
        """What the ported code does not keep."""
        return self.file.losses

    @property
    def runtime(self) -> frozenset[str]:
        """The APIs that the code calls through the generated runtime."""
        return self.file.runtime
