"""Drawing."""

from __future__ import annotations

from typing import Final

from .model import Rows, anything, number, path, text

_op = Rows("canvas")

OPERATIONS: Final = (
    _op(
        "createCanvas",
        "A canvas to draw on that is not, or need not be, on the page.",
        {
            "width": number("pixels"),
            "height": number("pixels"),
            "type": text("2d or webgl"),
            "id": text("of the page's own element"),
        },
        form="factory",
        gives="canvas",
    ),
    _op(
        "exportCanvas",
        "Writes what is drawn to a file.",
        {
            "canvas": anything("the canvas, or its id"),
            "x": number("left"),
            "y": number("top"),
            "width": number("of the part"),
            "height": number("of the part"),
            "out_width": number("of the picture"),
            "out_height": number("of the picture"),
            "format": text("jpg or png"),
            "quality": number("0 to 1"),
        },
        {"path": path("the file")},
    ),
)
