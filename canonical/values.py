"""What frozen values share: they compare, hash and show by their fields.

attrs can write these methods for every class, by compiling source at import: half of what a class
costs, and a start of the command line makes a hundred classes. So a value says
``@attrs.frozen(eq=False, repr=False)``, and has them from here.
"""

from __future__ import annotations

from typing import Any, ClassVar

import attrs


class Value:
    """A frozen attrs class whose objects are equal when their class and their fields are."""

    __slots__ = ()
    __attrs_attrs__: ClassVar[tuple[attrs.Attribute[Any], ...]]

    def __eq__(self, other: object) -> bool:
        if other.__class__ is not self.__class__:
            return NotImplemented
        names = [field.name for field in self.__attrs_attrs__ if field.eq]
        return all(getattr(self, name) == getattr(other, name) for name in names)

    def __hash__(self) -> int:
        names = [field.name for field in self.__attrs_attrs__ if field.hash is not False]
        return hash(tuple(getattr(self, name) for name in names))

    def __repr__(self) -> str:
        shown = (f"{x.name}={getattr(self, x.name)!r}" for x in self.__attrs_attrs__ if x.repr)
        return f"{type(self).__name__}({', '.join(shown)})"
