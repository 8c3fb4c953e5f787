"""What is wrong with a profile file: all of it, each with line, column and key.

Three passes, each on what the one before accepted: TOML (MG901), ``extends`` (MG906) and the
schema (MG902, MG903), then what the schema cannot say (`checks`: MG904, MG905, MG907, MG908).
"""

from __future__ import annotations

import attrs
from pydantic import ValidationError

from ...canonical.diagnostics import Diagnostic
from ...canonical.errors import InputError
from ...canonical.rules import diagnostic
from .. import schema
from ..checks import problems
from ..extending import Inherited, unsourced
from ..files import Texts
from ..problems import Problem
from ..profile import Profile
from ..table import structured
from .gather import Files, Find
from .places import Places
from .wording import further, schema_problems

__all__ = ["Inherited", "LintReport", "lint", "linted"]


@attrs.frozen
class LintReport:
    """All problems of a profile file in the order of the text, and the profile if there is none.

    Places are ``file:line:column``; a problem in a base named by ``extends`` is placed there.
    """

    profile: Profile | None
    diagnostics: tuple[Diagnostic, ...] = ()
    inherited: tuple[Inherited, ...] = ()
    """What the file has from what it extends, by family."""

    @property
    def unknown(self) -> tuple[str, ...]:
        """Operations of its bases that the file does not name: whether the vendor has them is
        unknown."""
        return tuple(name for part in self.inherited for name in part.unspoken)


def lint(texts: Texts, *, find: Find) -> LintReport:
    """Check a profile: its texts by the names of its files, in which problems are placed.

    ``find`` gives the texts of a profile that ``extends`` names, or ``None``. Never raises for
    what a file may hold.
    """
    try:
        return _lint(texts, find)
    except RecursionError:
        said = diagnostic("MG901", "nested too deeply", place=next(iter(texts)))
        return LintReport(None, (said,))


def linted(texts: Texts, find: Find) -> Profile:
    """The profile of its texts; raises `InputError` with the first thing that is wrong with it."""
    report = lint(texts, find=find)
    if report.profile is None:
        first = next(item for item in report.diagnostics if item.severity == "error")
        raise InputError(first.message, place=first.place)
    return report.profile


def _lint(texts: Texts, find: Find) -> LintReport:
    files = Files(texts, find)
    if files.broken:
        return LintReport(None, tuple(files.broken))
    data, origins = files.whole()
    found: list[tuple[Problem, int | None]]
    try:
        schema.check(Profile, data)
    except ValidationError as error:
        wrong = schema_problems(error, data)
        found = [(item, None) for item in (*wrong, *further(wrong, data))]
    else:
        profile = structured(Profile, data)
        found = [
            (item, number)
            for number, file in enumerate(files.found)
            if file.bases
            for item in unsourced(file.data)
        ]
        told = {(item.code, item.path) for item, _ in found}
        for item in problems(profile):
            _, path = origins.get(item.path, (0, item.path))
            if (item.code, path) not in told:
                found.append((item, None))
        if not found:
            return LintReport(profile, inherited=files.inherited())
    return LintReport(None, Places(files.found, data, origins).diagnosed(found))
