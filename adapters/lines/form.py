"""What outputs become: lines of JSON, unless a caller wants another form of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final, Protocol

import msgspec
import orjson

from .shape import Shape
from .trace import Template, template

ENCODER: Final = msgspec.json.Encoder()


class Alike:
    """Decoded messages of one template: their outputs, which are made only where they are
    looked at."""

    __slots__ = ("messages", "template")

    def __init__(self, template: Template, messages: list[Any]) -> None:
        self.template = template
        self.messages = messages

    def __len__(self) -> int:
        return len(self.messages)

    def __iter__(self) -> Iterator[Any]:
        return map(self.template.make, self.messages)


class Form(Protocol):
    """A form of output. An output is what a template makes of a decoded message, the
    ``msgspec.Raw`` of a line of the reference path, or the object that stands for a bad line.
    ``together``: messages of one template are wanted as `Alike`."""

    together: bool

    def template(self, output: Any, shape: Shape, count: int) -> Template:
        """As `trace.template`, for this form."""
        ...

    def same(self, made: Any, line: bytes) -> bool:
        """Whether an output says what a line of the reference path says."""
        ...

    def piece(self, made: list[Any] | Alike) -> Any:
        """Outputs that follow each other."""
        ...

    def whole(self, pieces: Sequence[Any]) -> tuple[bytes, Any]:
        """Pieces in their order: as bytes, or as what is no bytes."""
        ...

    def joined(self, wholes: Sequence[tuple[bytes, Any]]) -> tuple[bytes, Any]:
        """What `whole` gave, one after another."""
        ...


class _JsonLines:
    """An output a line."""

    together = False

    def template(self, output: Any, shape: Shape, count: int) -> Template:
        return template(output, shape, count)

    def same(self, made: Any, line: bytes) -> bool:
        return _sorted(ENCODER.encode(made)) == _sorted(line)

    def piece(self, made: list[Any] | Alike) -> bytes:
        return ENCODER.encode_lines(made)

    def whole(self, pieces: Sequence[bytes]) -> tuple[bytes, None]:
        return b"".join(pieces), None

    def joined(self, wholes: Sequence[tuple[bytes, Any]]) -> tuple[bytes, None]:
        return b"".join(data for data, _ in wholes), None


JSON_LINES: Final[Form] = _JsonLines()
"""Output as JSON Lines."""


def _sorted(data: bytes) -> bytes:
    return orjson.dumps(orjson.loads(data), option=orjson.OPT_SORT_KEYS)
