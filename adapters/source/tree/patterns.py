"""Which files of a tree are ported: patterns as in a .gitignore at its top."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

import attrs

from ....canonical.errors import InputError
from ..common.files import Found, Walked

LEFT_OUT: Final = "left out by a pattern"
"""Why a file is not ported, as the report counts it."""


@attrs.frozen(eq=False)
class Patterns:
    """What is ported (all, where nothing says so), and what of it is not."""

    include: Any = None
    exclude: Any = None

    def leaves_out(self, name: str) -> bool:
        """Whether a file stays as it is."""
        if self.include is not None and not self.include.match_file(name):
            return True
        return self.exclude is not None and bool(self.exclude.match_file(name))


def patterns_of(include: Iterable[str], exclude: Iterable[str]) -> Patterns:
    """The patterns that options give. Raises `InputError` for one that is none."""
    return Patterns(_spec(include, "--include"), _spec(exclude, "--exclude"))


def _spec(patterns: Iterable[str], option: str) -> Any:
    listed = list(patterns)
    if not listed:
        return None
    import pathspec

    for pattern in listed:
        try:
            pathspec.GitIgnoreSpec.from_lines([pattern])
        except ValueError as error:
            raise InputError(f"no pattern {pattern[:60]!r}: {error}", place=option) from None
    return pathspec.GitIgnoreSpec.from_lines(listed)


def kept(todo: Iterable[Found], walked: Walked, patterns: Patterns) -> list[Found]:
    """The files that are ported; those that patterns leave out are counted as skipped."""
    result = []
    for item in todo:
        if patterns.leaves_out(item.name):
            walked.skipped[LEFT_OUT] += 1
        else:
            result.append(item)
    return result
