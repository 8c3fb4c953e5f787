"""What the device and the app say of themselves, and do to the senses."""

from __future__ import annotations

from typing import Final

from .model import Rows, anything, flag, number, text

ASKED: Final = "getSystemInfoSync"
"""The operation whose result tells clients with one global object apart."""
_op = Rows("device")
_WINDOW: Final = {
    "pixel_ratio": number(),
    "screen_width": number("pixels of the page"),
    "screen_height": number("pixels of the page"),
    "window_width": number("pixels of the page"),
    "window_height": number("pixels of the page"),
}
_DEVICE: Final = {
    "platform": text("the operating system, by the vendor's word"),
    "system": text("and its version"),
    "brand": text(),
    "model": text(),
}
_APP: Final = {
    "version": text("of the client"),
    "base": text("version of the base library"),
    "language": text(),
}
_LAUNCH: Final = {
    "path": text("the page"),
    "query": anything(),
    "scene": anything(),
    "referrer": anything(),
}

OPERATIONS: Final = (
    *_op.both(
        "getSystemInfo",
        "Tells what device, screen and app this is.",
        None,
        {**_DEVICE, **_APP, **_WINDOW},
    ),
    _op("getWindowInfo", "Tells what window this is.", None, _WINDOW, form="at_once"),
    _op("getDeviceInfo", "Tells what device this is.", None, _DEVICE, form="at_once"),
    _op("getAppBaseInfo", "Tells what app this is in.", None, _APP, form="at_once"),
    _op(
        "getMenuButtonBoundingClientRect",
        "Where the client's own button is.",
        None,
        {
            key: number("pixels of the page")
            for key in ("width", "height", "top", "right", "bottom", "left")
        },
        form="at_once",
    ),
    _op(
        "getUpdateManager",
        "What knows of new versions of the app.",
        form="factory",
        gives="update_manager",
    ),
    _op("getLaunchOptionsSync", "How the app was started.", None, _LAUNCH, form="at_once"),
    _op("getEnterOptionsSync", "How the app was last entered.", None, _LAUNCH, form="at_once"),
    _op("getAccountInfoSync", "Which app this is.", None, {"app": anything()}, form="at_once"),
    _op("getAppIdSync", "The id of this app.", None, {"id": text()}, form="at_once"),
    _op(
        "nextTick",
        "Runs a function once what runs now has ended.",
        {"run": anything("the function")},
        form="at_once",
    ),
    _op("vibrateShort", "Lets the device tremble for a moment.", {"type": text("how strongly")}),
    _op("vibrateLong", "Lets the device tremble for longer."),
    _op("setKeepScreenOn", "Keeps the screen from going dark.", {"on": flag()}),
    _op("setClipboardData", "Puts a text where the user can paste it.", {"data": text()}),
    _op("reportEvent", "Tells the platform of an event."),
    _op("reportAnalytics", "Tells the platform of an event."),
    _op("reportMonitor", "Tells the platform of an event."),
    *(
        item
        for event, doc in (
            ("AppShow", "The app comes to the front."),
            ("AppHide", "The app goes to the back."),
            ("Error", "An error was not caught."),
            ("UnhandledRejection", "A promise was rejected and nobody heard."),
            ("PageNotFound", "A page was asked for that there is not."),
            ("MemoryWarning", "Memory runs low."),
            ("UserCaptureScreen", "The user takes a picture of the screen."),
        )
        for item in _op.pair(event, doc)
    ),
)
