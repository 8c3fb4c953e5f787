"""From one run of the reference path to a function that does the same for every such message.

The values of a message that pass through are replaced by *marks*, and the reference path is run
on it once. Where a mark comes out, the compiled function copies the value it stands for; all
else in the output is the same for every message of that shape and is encoded once. A mark that
the reference path took apart, or put into a text, shows, and the shape is then not compiled.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import attrs
import msgspec
import orjson

from .fast_shape import Place, Shape, Spec, Unshapely
from .result import tidy

_TEXT: Final = "mgmark"
_BASE: Final = 7_041_776_000_000_000
_LEAK: Final = b"7041776"
MAX_UNROLLED: Final = 16
MAX_TEMPLATES: Final = 4096

Step = int | tuple[str, int]
Path = tuple[Step, ...]


class _Text(str):
    path: Path


class _Number(int):
    path: Path
    ops: tuple[tuple[str, float], ...] = ()
    rounded: bool = False

    def _then(self, sign: str, other: Any) -> Any:
        made = _Number(int(self))
        made.path, made.rounded = self.path, self.rounded
        made.ops = (*self.ops, (sign, other))
        return made

    def __mul__(self, other: Any) -> Any:
        return self._then("*", other)

    def __truediv__(self, other: Any) -> Any:
        return self._then("/", other)

    __hash__ = int.__hash__


def marked(
    value: Any,
    shape: Shape,
    spec: Spec,
    number: list[int],
    path: Path = (),
    place: Place | None = (),
) -> Any:
    """A copy of a value with marks for all that passes through.

    ``place`` is where the value stands in the payload, ``None`` outside of it.
    """
    kind = shape[0]
    number[0] += 1
    if kind == "string":
        text = _Text(f"{_TEXT}{number[0]:06d}x")
        text.path = path
        return text
    if kind in ("integer", "number"):
        mark = _Number(_BASE + number[0])
        mark.path = path
        mark.rounded = kind == "number" and place in spec.numbers
        return mark
    if kind == "list":
        below = None if place is None else (*place, "[]")
        return [
            marked(item, shape[1], spec, number, (*path, ("at", index)), below)
            for index, item in enumerate(value)
        ]
    if kind != "object":
        return value
    return {
        key: marked(
            value[key],
            item,
            spec,
            number,
            (*path, index),
            None if place is None else (*place, key),
        )
        for index, (key, item, _) in enumerate(shape[1])
        if key in value
    }


@attrs.frozen(eq=False)
class Template:
    """A function that makes the output of a decoded message ``o``, and its source."""

    text: str
    names: Mapping[str, Any]
    make: Callable[[Any], Any]


_templates: dict[Any, Template] = {}


def template(output: Any, shape: Shape, count: int) -> Template:
    """The template of an output made of marks; raises `Unshapely`. Equal ones are one object.

    ``count``: how many entries every list of the message has.
    """
    writer = _Writer(shape, count)
    text = writer.expression(output, {})
    used = {
        name: bytes(value) if isinstance(value, msgspec.Raw) else value
        for name, value in writer.names.items()
        if name != "__builtins__"
    }
    key = (text, *used.items())
    found = _templates.get(key)
    if found is None:
        make = eval(f"lambda o: {text}", writer.names)  # noqa: S307 our own names only
        found = Template(text, writer.names, make)
        if len(_templates) >= MAX_TEMPLATES:
            _templates.clear()
        _templates[key] = found
    return found


def _has_mark(value: Any) -> bool:
    if isinstance(value, dict):
        return any(_has_mark(item) for item in value.values())
    if isinstance(value, (list, tuple)):
        return any(_has_mark(item) for item in value)
    return isinstance(value, (_Text, _Number))


class _Writer:
    """Writes the expression, and keeps what it names."""

    def __init__(self, shape: Shape, count: int) -> None:
        self.shape = shape
        self.count = count
        self.names: dict[str, Any] = {"tidy": tidy, "zip": zip, "__builtins__": {}}

    def name(self, prefix: str, value: Any) -> str:
        name = f"{prefix}{len(self.names)}"
        self.names[name] = value
        return name

    def expression(self, value: Any, bound: Mapping[Path, str]) -> str:
        if isinstance(value, _Text):
            return _render(value.path, bound)
        if isinstance(value, _Number):
            return self.number(value, bound)
        if not _has_mark(value):
            return self.constant(value)
        if isinstance(value, dict):
            inner = [self.expression(item, bound) for item in value.values()]
            return f"{self.name('T', written(tuple(value)))}({', '.join(inner)})"
        return self.list(value, bound)

    def number(self, value: _Number, bound: Mapping[Path, str]) -> str:
        text = _render(value.path, bound)
        if value.rounded:
            text = f"tidy({text})"
        for sign, other in value.ops:
            text = f"tidy({text} {sign} {self.name('N', other)})"
        return text

    def constant(self, value: Any) -> str:
        data = orjson.dumps(value)
        if _TEXT.encode() in data or _LEAK in data:
            raise Unshapely
        return self.name("K", msgspec.Raw(data))

    def list(self, items: Sequence[Any], bound: Mapping[Path, str]) -> str:
        sources = _sources(items[0])
        if sources and not bound and len(items) == self.count:
            if self.whole(items, sources):
                return _render(sources[0], {})
            if self.count > 1:
                text = self.repeated(items, sources)
                if text is not None:
                    return text
        if len(items) > MAX_UNROLLED:
            raise Unshapely
        return f"[{', '.join(self.expression(item, bound) for item in items)}]"

    def repeated(self, items: Sequence[Any], sources: Sequence[Path]) -> str | None:
        """One expression for all entries, where each is made of its own entry that was read."""
        names = [f"x{index}" for index in range(len(sources))]
        before = dict(self.names)
        texts = set()
        for index, item in enumerate(items):
            self.names = dict(before)
            rows = {(*path, ("at", index)): name for path, name in zip(sources, names, strict=True)}
            texts.add(self.expression(item, rows))
        first = _blank(items[0])
        if len(texts) > 1 or any(_blank(item) != first for item in items[1:]):
            self.names = before
            return None
        over = ", ".join(_render(path, {}) for path in sources)
        over = over if len(sources) == 1 else f"zip({over})"
        return f"[{texts.pop()} for {', '.join(names)} in {over}]"

    def whole(self, items: Sequence[Any], sources: Sequence[Path]) -> bool:
        """Whether the entries are those of one list as they were read."""
        if len(sources) != 1:
            return False
        entry = _at(self.shape, sources[0])[1]
        return all(
            _is_entry(item, entry, (*sources[0], ("at", index))) for index, item in enumerate(items)
        )


def _blank(value: Any) -> Any:
    """A value with its marks blanked, to compare what is constant."""
    if isinstance(value, dict):
        return {key: _blank(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_blank(item) for item in value]
    return Ellipsis if isinstance(value, (_Text, _Number)) else (type(value), value)


def _is_entry(item: Any, entry: Shape, path: Path) -> bool:
    if entry[0] != "object":
        plain = isinstance(item, _Text) or (
            isinstance(item, _Number) and not item.ops and not item.rounded
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


def _sources(item: Any) -> list[Path]:
    """The lists that the marks of an output entry come from, in order."""
    found: dict[Path, None] = {}
    stack = [item]
    while stack:
        value = stack.pop(0)
        if isinstance(value, dict):
            stack.extend(value.values())
        elif isinstance(value, (list, tuple)):
            stack.extend(value)
        elif isinstance(value, (_Text, _Number)):
            for index, step in enumerate(value.path):
                if not isinstance(step, int):
                    found[value.path[:index]] = None
                    break
    return list(found)


def _render(path: Path, bound: Mapping[Path, str]) -> str:
    text, rest = "o", path
    for size in range(len(path), 0, -1):
        if path[:size] in bound:
            text, rest = bound[path[:size]], path[size:]
            break
    for step in rest:
        text += f".f{step}" if isinstance(step, int) else f"[{step[1]}]"
    return text


_written: dict[tuple[str, ...], Any] = {}


def written(keys: tuple[str, ...]) -> Any:
    """The class whose instances encode as objects with these keys; raises `Unshapely`."""
    found = _written.get(keys)
    if found is None:
        rename = {f"f{index}": key for index, key in enumerate(keys)}
        try:
            found = msgspec.defstruct("Written", list(rename), rename=rename, eq=False, gc=False)
        except ValueError:
            raise Unshapely from None
        if len(_written) >= 4096:
            _written.clear()
        _written[keys] = found
    return found
