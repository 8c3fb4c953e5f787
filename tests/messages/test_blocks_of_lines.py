"""How lines are divided into blocks, and what type decodes a shape and nothing else."""

from __future__ import annotations

import msgspec
import pytest
from mediaglot.adapters.lines.runs import line_end
from mediaglot.adapters.lines.shape import Shape, type_of


@pytest.mark.parametrize(
    ("data", "start", "size", "end"),
    [
        (b"ab\ncd\nef\n", 0, 3, 3),
        (b"ab\ncd\nef\n", 0, 5, 3),
        (b"ab\ncd\nef\n", 0, 6, 6),
        (b"ab\ncd\nef\n", 3, 3, 6),
        (b"ab\ncd\nef\n", 3, 5, 6),
        (b"ab\ncd\nef\n", 0, 1, 3),
        (b"ab\ncd\nef\n", 6, 1, 9),
        (b"ab\ncd\nef\n", 0, 99, 9),
        (b"ab\ncd\nef", 6, 1, 8),
        (b"ab\ncd\nef", 0, 99, 8),
        (b"abcdef", 0, 2, 6),
        (b"\n\n\n", 0, 1, 1),
        (b"\n\n\n", 0, 2, 2),
    ],
)
def test_a_block_ends_behind_a_line(data: bytes, start: int, size: int, end: int) -> None:
    assert line_end(data, start, size) == end


NUMBER: Shape = ("amount",)
OBJECT: Shape = ("object", (("a", NUMBER, False), ("b-c", NUMBER, True)))


@pytest.mark.parametrize(
    ("shape", "text", "fits"),
    [
        (OBJECT, b'{"a":1,"b-c":2}', True),
        (OBJECT, b'{"b-c":2,"a":1}', True),
        (OBJECT, b'{"a":1}', True),
        (OBJECT, b'{"b-c":2}', False),
        (OBJECT, b'{"a":1,"c":2}', False),
        (OBJECT, b'{"a":"1"}', False),
        (OBJECT, b"{}", False),
        (OBJECT, b"[]", False),
        (("list", NUMBER), b"[1,2]", True),
        (("list", NUMBER), b"[]", True),
        (("list", NUMBER), b'[1,"2"]', False),
        (("list", OBJECT), b'[{"a":1},{"a":2,"b-c":3}]', True),
        (("word", "x"), b'"x"', True),
        (("word", "x"), b'"y"', False),
    ],
)
def test_the_type_of_a_shape_takes_it_alone(shape: Shape, text: bytes, fits: bool) -> None:
    decoder = msgspec.json.Decoder(type_of(shape))
    if fits:
        decoder.decode(text)
        return
    with pytest.raises(msgspec.ValidationError):
        decoder.decode(text)
