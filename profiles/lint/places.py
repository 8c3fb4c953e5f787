"""The file in which a problem stands, and where."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from ...canonical.diagnostics import Diagnostic
from ...canonical.rules import diagnostic
from .. import extending
from ..extending.bases import SECTIONS
from ..positions import Position
from ..problems import Path, Problem, where
from .gather import File, Origins, Place, origin

_START: Final = Position(1, 1)


class Places:
    """Where the keys of a whole profile stand. ``data``: the whole; ``origins``: of its rules."""

    def __init__(self, files: list[File], data: Mapping[str, Any], origins: Origins) -> None:
        self._files = files
        self._data = data
        self._origins = origins
        self._maps = [file.positions() for file in files]

    def diagnosed(self, found: Iterable[tuple[Problem, int | None]]) -> tuple[Diagnostic, ...]:
        """Problems as diagnostics, in the order of the texts; with the number of its file, where a
        problem's path is that of a file and not of the whole."""
        order = [list(file.texts) for file in self._files]
        placed = []
        for problem, owner in found:
            message = problem.message
            path, numbers = problem.path, [owner] if owner is not None else []
            if owner is None:
                path, numbers = self._own(path)
                rest = message.removeprefix(where(problem.path))
                message = where(path) + rest if rest != message else message
            number, (name, position) = self._position(path, numbers)
            key = (number, order[number].index(name), position.line, position.column)
            place = f"{name}:{position.line}:{position.column}"
            placed.append((key, diagnostic(problem.code, message, place=place)))
        placed.sort(key=lambda item: item[0])
        return tuple(item for _, item in placed)

    def _own(self, path: Path) -> tuple[Path, list[int]]:
        """A path of the whole as it is in the files that may say what stands there."""
        found = origin(path, self._origins)
        return (found[1], [found[0]]) if found is not None else (path, self._chain(path))

    def _position(self, path: Path, numbers: list[int]) -> tuple[int, Place]:
        """The first of the profiles that name the most of the path, and the place there."""
        for length in range(len(path), 0, -1):
            for number in numbers:
                position = self._maps[number].get(path[:length])
                if position is not None:
                    return number, position
        return 0, (next(iter(self._files[0].texts)), _START)

    def _chain(self, path: Path) -> list[int]:
        """The profiles that may say what stands at a path, the nearest first."""
        if path[:1] == ("scopes",):  # those that a family's operations ask for come with them
            return list(range(len(self._files)))
        family = SECTIONS.get(str(path[0]), "") if path else ""
        if path[:1] == ("api",) and len(path) > 1:
            apis = self._data.get("api")
            key = str(path[1])
            family = extending.family_of(key, apis.get(key) if isinstance(apis, Mapping) else None)
        number: int | None = 0
        chain = []
        while number is not None:
            chain.append(number)
            bases = self._files[number].bases
            number = bases.get(family, bases.get(extending.VENDOR))
        return chain
