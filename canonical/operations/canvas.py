"""Drawing, looking at elements, moving them: objects with methods.

Of such an object only the methods are rows that vendors call otherwise; all else is its own.
"""

from __future__ import annotations

from typing import Final

from .model import Rows, anything, flag, number, path, text, word

_op = Rows("canvas")
_IN: Final = {"component": anything("the component it belongs to")}
_TIMING: Final = (
    "linear", "ease", "ease-in", "ease-in-out", "ease-out", "step-start", "step-end",
)  # fmt: skip
_ANIMATION: Final = {
    "duration": number("milliseconds", low=0),
    "timing": text(f"how it runs: {', '.join(_TIMING)}"),
    "delay": number("milliseconds", low=0),
    "origin": text("the point that does not move"),
}
_PART: Final = {
    "x": number("left"),
    "y": number("top"),
    "width": number("of the part"),
    "height": number("of the part"),
}

OPERATIONS: Final = (
    _op(
        "createCanvas",
        "A canvas that an emulation draws on.",
        {
            "width": number("pixels"),
            "height": number("pixels"),
            "type": text("2d or webgl"),
            "id": text("of the page's own element"),
        },
        form="factory",
        gives="canvas",
        internal=True,
    ),
    _op(
        "exportCanvas",
        "Writes what is drawn to a file.",
        {
            "canvas": anything("the canvas"),
            "canvas_id": text("or the id of one on the page"),
            **_PART,
            "out_width": number("of the picture"),
            "out_height": number("of the picture"),
            "format": word("png", "jpg"),
            "quality": number("0 to 1"),
        },
        {"path": path("the file")},
        subjects=("canvas", "canvas_id"),
    ),
    _op(
        "createOffscreenCanvas",
        "A canvas that is not on the page.",
        {
            "width": number("pixels"),
            "height": number("pixels"),
            "type": text("2d or webgl", neutral="2d"),
            **_IN,
        },
        form="factory",
        gives="canvas",
    ),
    _op(
        "createCanvasContext",
        "Draws on a canvas of the page, the older way.",
        {"id": text("of the canvas"), **_IN},
        form="factory",
        gives="canvas_context",
    ),
    _op(
        "canvasGetImageData",
        "The pixels of a canvas of the page.",
        {"canvas_id": text("of the canvas"), **_PART},
        {
            "width": number("pixels"),
            "height": number("pixels"),
            "data": anything("four bytes a pixel"),
        },
    ),
    _op(
        "canvasPutImageData",
        "Puts pixels on a canvas of the page.",
        {
            "canvas_id": text("of the canvas"),
            "data": anything("four bytes a pixel"),
            **_PART,
        },
    ),
    _op(
        "createSelectorQuery",
        "Looks at elements of the page.",
        _IN,
        form="factory",
        gives="selector_query",
    ),
    _op(
        "createIntersectionObserver",
        "Tells when elements come into sight.",
        {
            **_IN,
            "thresholds": anything("shares of an element, 0 to 1"),
            "initial_ratio": number("the share it begins with", neutral=0),
            "observe_all": flag("all elements that are meant, not the first", neutral=False),
            "dataset": flag("with their data attributes", neutral=False),
            "native": flag("by the client's own means", neutral=False),
        },
        form="factory",
        gives="intersection_observer",
    ),
    _op(
        "createAnimation",
        "Moves elements.",
        _ANIMATION,
        form="factory",
        gives="animation",
    ),
    _op(
        "step",
        "Ends a group of movements that run together.",
        _ANIMATION,
        form="factory",
        receiver="animation",
        gives="animation",
    ),
    _op(
        "createMapContext",
        "Moves a map of the page.",
        {"id": text("of the element"), **_IN},
        form="factory",
        gives="map_context",
    ),
    _op(
        "createWebViewContext",
        "Talks to a web page within the page.",
        {"id": text("of the element")},
        form="factory",
        gives="web_view_context",
    ),
)
