"""From one run of the reference path to a function that does the same for every such message.

The values of a message that pass through are replaced by *marks*, and the reference path is run
on it once. Where a mark comes out, the compiled function copies the value it stands for; all
else in the output is the same for every message of that shape and is encoded once. A mark that
the reference path took apart, or put into a text, shows, and the shape is then not compiled.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

import attrs
import msgspec

from ...canonical.vocabulary import Payload
from ..plan.kinds.numbers import tidy
from .marks import Name, Number, Path, blank, constant, has_mark, sources, whole
from .shape import Shape, Unshapely

MAX_UNROLLED: Final = 16
MAX_TEMPLATES: Final = 4096


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
    writer = Writer(shape, count)
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


class Writer:
    """Writes the expressions of an output that is made of marks, and keeps what they name.

    ``shape`` and ``count`` are those of `template`; all raises `Unshapely`.
    """

    def __init__(self, shape: Shape, count: int) -> None:
        self.shape = shape
        self.count = count
        self.names: Payload = {"tidy": tidy, "zip": zip, "__builtins__": {}}

    def name(self, prefix: str, value: Any) -> str:
        """A name for a value that the expressions use."""
        name = f"{prefix}{len(self.names)}"
        self.names[name] = value
        return name

    def expression(self, value: Any, bound: Mapping[Path, str]) -> str:
        """The expression of a value; ``bound``: the names of entries of lists."""
        if isinstance(value, Name):
            return rendered(value.path, bound)
        if isinstance(value, Number):
            return self.number(value, bound)
        if not has_mark(value):
            return self.name("K", msgspec.Raw(constant(value)))
        if isinstance(value, dict):
            inner = [self.expression(item, bound) for item in value.values()]
            return f"{self.name('T', written(tuple(value)))}({', '.join(inner)})"
        return self.list(value, bound)

    def number(self, value: Number, bound: Mapping[Path, str]) -> str:
        text = rendered(value.path, bound)
        if value.rounded:
            text = f"tidy({text})"
        for sign, other in value.ops:
            text = f"tidy({text} {sign} {self.name('N', other)})"
        return text

    def list(self, items: Sequence[Any], bound: Mapping[Path, str]) -> str:
        lists = sources(items[0])
        if lists and not bound and len(items) == self.count:
            same = whole(items, self.shape)
            if same is not None:
                return rendered(same, {})
            if self.count > 1:
                text = self.repeated(items, lists)
                if text is not None:
                    return text
        if len(items) > MAX_UNROLLED:
            raise Unshapely
        return f"[{', '.join(self.expression(item, bound) for item in items)}]"

    def repeated(self, items: Sequence[Any], lists: Sequence[Path]) -> str | None:
        """One expression for all entries, where each is made of its own entry that was read."""
        names = [f"x{index}" for index in range(len(lists))]
        before = dict(self.names)
        texts = set()
        for index, item in enumerate(items):
            self.names = dict(before)
            rows = {(*path, ("at", index)): name for path, name in zip(lists, names, strict=True)}
            texts.add(self.expression(item, rows))
        first = blank(items[0])
        if len(texts) > 1 or any(blank(item) != first for item in items[1:]):
            self.names = before
            return None
        over = ", ".join(rendered(path, {}) for path in lists)
        over = over if len(lists) == 1 else f"zip({over})"
        return f"[{texts.pop()} for {', '.join(names)} in {over}]"


def rendered(path: Path, bound: Mapping[Path, str]) -> str:
    """The expression of what stands at a place of the message ``o``."""
    text, rest = "o", path
    for size in range(len(path), 0, -1):
        if path[:size] in bound:
            text, rest = bound[path[:size]], path[size:]
            break
    for step in rest:
        text += f".f{step}" if isinstance(step, int) else f"[{step[1]}]"
    return text


@lru_cache(maxsize=4096)
def written(keys: tuple[str, ...]) -> Any:
    """The class whose instances encode as objects with these keys; raises `Unshapely`."""
    rename = {f"f{index}": key for index, key in enumerate(keys)}
    try:
        return msgspec.defstruct("Written", list(rename), rename=rename, eq=False, gc=False)
    except ValueError:
        raise Unshapely from None
