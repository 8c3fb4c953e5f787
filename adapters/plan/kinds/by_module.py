"""A table whose entries stand in a module each, imported when one is first asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from typing import Generic, TypeVar

T = TypeVar("T")


class ByModule(Mapping[str, T], Generic[T]):
    """The ``KIND`` of each module of a package, by the module's name."""

    def __init__(self, package: str, names: Sequence[str]) -> None:
        self._package, self._names = package, names
        self._found: dict[str, T] = {}

    def __getitem__(self, name: str) -> T:
        found = self._found.get(name)
        if found is None:
            if name not in self._names:
                return self.absent(name)
            found = self._found[name] = import_module(f".{name}", self._package).KIND
        return found

    def absent(self, name: str) -> T:
        """What a name without a module has; raises `KeyError`."""
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)
