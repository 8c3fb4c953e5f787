"""What is wrong with a profile file: all of it, each with line, column and key.

Three passes, each on what the one before accepted: TOML (MG901), ``extends`` (MG906) and the
schema (MG902, MG903), then what the schema cannot say (`checks`: MG904, MG905, MG907, MG908).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

import attrs
from pydantic import ValidationError

from ...canonical.diagnostics import Diagnostic
from ...canonical.errors import InputError
from ...canonical.rules import diagnostic
from .. import checks_names, schema
from ..checks import problems
from ..extending import ALIKE, Inherited, other, unsourced
from ..files import Texts
from ..problems import Path, Problem
from ..profile import Profile
from ..table import structured
from .gather import Find, Gathered, Origins, origin
from .places import Places
from .wording import further, schema_problems

__all__ = ["Inherited", "LintReport", "lint", "linted"]

_ALIKE: Final = tuple((part,) for part in ALIKE)


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
    files = Gathered(texts, find)
    if files.broken:
        return LintReport(None, tuple(files.broken))
    data, origins = files.whole()
    result: list[tuple[Problem, int | None]]
    try:
        schema.check(Profile, data)
    except ValidationError as error:
        wrong = schema_problems(error, data)
        result = [(item, None) for item in _once([*wrong, *further(wrong, data)], data, origins)]
    else:
        profile = structured(Profile, data)
        result = [
            (item, number)
            for number, file in enumerate(files.found)
            if file.bases
            for item in unsourced(file.data)
        ]
        result += [
            (item, number)
            for number, file in enumerate(files.found)
            for item in checks_names.of_data(file.data)
        ]
        known = {(item.code, item.path) for item, _ in result}
        for item in _once(list(problems(profile)), data, origins):
            _, path = origin(item.path, origins) or (0, item.path)
            if (item.code, path) not in known:
                result.append((item, None))
        if not result:
            return LintReport(profile, inherited=files.inherited())
    return LintReport(None, Places(files.found, data, origins).diagnosed(result))


def _once(found: list[Problem], data: Mapping[str, Any], origins: Origins) -> Iterator[Problem]:
    """Problems without those that an operation has only because it is like another."""
    every = {(item.code, item.path) for item in found}
    rules: set[tuple[str, tuple[int, Path]]] = set()
    for item in found:
        rule = origin(item.path, origins)
        if rule is not None:
            if (item.code, rule) not in rules:
                rules.add((item.code, rule))
                yield item
        elif not any((item.code, path) in every for path in _models(item, data)):
            yield item


def _models(problem: Problem, data: Mapping[str, Any]) -> Iterator[Path]:
    """The same place of the operations that one is like."""
    path, apis, seen = problem.path, data.get("api"), set[str]()
    if path[:1] != ("api",) or path[2:3] not in _ALIKE or not isinstance(apis, Mapping):
        return
    name = other(apis.get(path[1]))
    while name and name not in seen:
        seen.add(name)
        yield ("api", name, *path[2:])
        name = other(apis.get(name))
