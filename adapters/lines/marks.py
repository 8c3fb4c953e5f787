"""Marks: values that stand for what passes through a translation unseen.

The reference path is run on a message of marks; where one comes out, the value it stands for
is copied. A mark that was taken apart or put into a text shows (`constant` refuses it), and one
that is looked into raises `Unshapely`: what a value decides cannot be learnt from its mark.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from .shape import INTEGERS, LIMIT, NUMBERS, TEXTS, Shape, Unshapely
from .stream import encoded

_TEXT: Final = "mgmark"
_BASE: Final = 7_041_776_000_000_000
_LEAK: Final = b"7041776"

Step = int | tuple[str, int]
Path = tuple[Step, ...]


def _looked_into(*_: Any, **__: Any) -> Any:
    raise Unshapely


def _alike(one: Any, other: object, plain: Any) -> bool:
    """Whether a mark is another value; of another mark it cannot be known."""
    if isinstance(other, type(one)) and other is not one:
        raise Unshapely
    return plain(one, other) is True


class Name(str):
    """A text that passes through and whose end may be looked at; ``path``: where it stood."""

    path: Path


class Text(Name):
    """A text that passes through unseen."""

    startswith = endswith = partition = rpartition = split = rsplit = splitlines = _looked_into
    find = rfind = index = rindex = count = replace = removeprefix = removesuffix = _looked_into
    strip = lstrip = rstrip = lower = upper = casefold = translate = isdigit = _looked_into
    __contains__ = __getitem__ = __iter__ = __len__ = __lt__ = __le__ = __gt__ = __ge__ = (
        _looked_into
    )

    def __eq__(self, other: object) -> bool:
        return _alike(self, other, str.__eq__)

    def __ne__(self, other: object) -> bool:
        return not self == other

    __hash__ = str.__hash__


class Number(int):
    """A number that passes through; ``ops``: what was done to it on its way; ``least``: what it
    is not below."""

    path: Path
    ops: tuple[tuple[str, float], ...] = ()
    rounded: bool = False
    least: int = -LIMIT

    __le__ = __gt__ = __bool__ = __abs__ = __round__ = __neg__ = _looked_into
    __add__ = __radd__ = __sub__ = __rsub__ = __mod__ = __floordiv__ = __pow__ = _looked_into

    def _then(self, sign: str, other: Any) -> Any:
        made = Number(int(self))
        made.path, made.rounded = self.path, self.rounded
        made.ops = (*self.ops, (sign, other))
        return made

    def __lt__(self, other: Any) -> bool:
        return self._below(other)

    def __ge__(self, other: Any) -> bool:
        return not self._below(other)

    def _below(self, other: Any) -> bool:
        """Only what holds for all integers of a compiled shape: they have 64 bits."""
        if isinstance(other, int) and not self.least < other < LIMIT:
            return other >= LIMIT
        raise Unshapely

    def __mul__(self, other: Any) -> Any:
        return self._then("*", other)

    def __truediv__(self, other: Any) -> Any:
        return self._then("/", other)

    def __eq__(self, other: object) -> bool:
        return _alike(self, other, int.__eq__)

    def __ne__(self, other: object) -> bool:
        return not self == other

    __hash__ = int.__hash__


def marked(value: Any, shape: Shape, number: list[int], path: Path = ()) -> Any:
    """A copy of a value with marks for all that passes through."""
    kind = shape[0]
    number[0] += 1
    if kind in TEXTS:
        text = Text(f"{_TEXT}{number[0]:06d}x")
        text.path = path
        return text
    if kind == "named":
        name = Name(f"{_TEXT}{number[0]:06d}x{''.join(value.rpartition('.')[1:])}")
        name.path = path
        return name
    if kind == "client":
        said = Name(value)
        said.path = path
        return said
    if kind in INTEGERS or kind in NUMBERS:
        mark = Number(_BASE + number[0])
        mark.path = path
        mark.rounded = kind == "amount"
        mark.least = 0 if kind in ("count", "amount") else -LIMIT
        return mark
    if kind == "list":
        return [
            marked(item, shape[1], number, (*path, ("at", index)))
            for index, item in enumerate(value)
        ]
    if kind != "object":
        return value
    made = {
        key: marked(value[key], item, number, (*path, index))
        for index, (key, item, _) in enumerate(shape[1])
        if key in value
    }
    for key, item, _ in shape[1]:
        if item[0] in ("echo", "again"):
            name, entry, _ = shape[1][item[1]]
            made[key] = [row[entry[1][1][item[2]][0]] for row in made[name]]
        if item[0] == "same":
            made[key] = made[shape[1][item[1]][0]]
    return made


def has_mark(value: Any) -> bool:
    """Whether there is a mark in a value."""
    if isinstance(value, dict):
        return any(has_mark(item) for item in value.values())
    if isinstance(value, (list, tuple)):
        return any(has_mark(item) for item in value)
    return isinstance(value, (Name, Number))


def constant(value: Any) -> bytes:
    """The text of a value without marks; raises `Unshapely` where one left its traces."""
    try:
        data = encoded(value)
    except TypeError:  # of a mark
        raise Unshapely from None
    if _TEXT.encode() in data or _LEAK in data:
        raise Unshapely
    return data


def whole(items: Sequence[Any], shape: Shape) -> Path | None:
    """The list of the message whose entries these are, all and unchanged."""
    found = sources(items[0])
    if len(found) != 1:
        return None
    entry = _at(shape, found[0])[1]
    same = all(
        _is_entry(item, entry, (*found[0], ("at", index))) for index, item in enumerate(items)
    )
    return found[0] if same else None


def blank(value: Any) -> Any:
    """A value with its marks blanked, to compare what is constant."""
    if isinstance(value, dict):
        return {key: blank(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [blank(item) for item in value]
    return Ellipsis if isinstance(value, (Name, Number)) else (type(value), value)


def _is_entry(item: Any, entry: Shape, path: Path) -> bool:
    if entry[0] != "object":
        plain = isinstance(item, Name) or (
            isinstance(item, Number) and not item.ops and not item.rounded
        )
        return plain and item.path == path
    if not isinstance(item, dict) or set(item) != {key for key, _, _ in entry[1]}:
        return False
    return all(
        not optional and _is_entry(item[key], below, (*path, index))
        for index, (key, below, optional) in enumerate(entry[1])
    )


def _at(shape: Shape, path: Path) -> Shape:
    for step in path:
        shape = shape[1][step][1] if isinstance(step, int) else shape[1]
    return shape


def sources(item: Any) -> list[Path]:
    """The lists that the marks of an output entry come from, in order."""
    result: dict[Path, None] = {}
    stack = [item]
    while stack:
        value = stack.pop(0)
        if isinstance(value, dict):
            stack.extend(value.values())
        elif isinstance(value, (list, tuple)):
            stack.extend(value)
        elif isinstance(value, (Name, Number)):
            for index, step in enumerate(value.path):
                if not isinstance(step, int):
                    result[value.path[:index]] = None
                    break
    return list(result)
