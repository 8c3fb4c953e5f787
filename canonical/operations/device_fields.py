"""What several operations of the device say in the same words."""

from __future__ import annotations

from typing import Final

from .model import Field, anything, number, text, word


def signed(doc: str = "") -> Field:
    """A number that may be below zero."""
    return Field("number", low=-(2.0**53), doc=doc)


def true(doc: str = "") -> Field:
    """Whether something is so, in a result."""
    return Field("boolean", doc=doc)


WINDOW: Final = {
    "pixel_ratio": number(),
    "screen_width": number("pixels of the page"),
    "screen_height": number("pixels of the page"),
    "window_width": number("pixels of the page"),
    "window_height": number("pixels of the page"),
    "status_bar_height": number("pixels of the page"),
    "safe_area": anything("left, right, top, bottom, width, height in pixels of the page"),
    "screen_top": number("upper edge of the window, pixels of the page"),
}
DEVICE: Final = {
    "platform": text("the operating system, by the vendor's word"),
    "system": text("version of the operating system"),
    "brand": text(),
    "model": text(),
    "benchmark": signed("how fast the device is, -2 to 50 and more"),
}
STATE: Final = {
    "title_bar_height": number("of the bar with the title, pixels of the page"),
    "space": text("how much can be stored, for people"),
    "battery": text("how full it is, for people"),
    "app": text("the app that the client is, by the vendor's word"),
}
HARDWARE: Final = {
    "abi": text("of the client's binaries"),
    "device_abi": text("of the device"),
    "cpu": text(),
    "memory": anything("megabytes"),
}
APP: Final = {
    "version": text("of the client"),
    "base": text("version of the base library"),
    "language": text(),
    "theme": text("light or dark"),
    "host": anything("the app that the client is part of"),
    "font_size": number("pixels, as the user set it"),
    "debug": true("whether debugging is on"),
}
SWITCHES: Final = {
    "bluetooth_on": true("the system's switch"),
    "location_on": true("the system's switch"),
    "wifi_on": true("the system's switch"),
    "orientation": text("portrait, landscape"),
}
GRANTS: Final = {
    key: anything("whether the system allows it to the client")
    for key in (
        "album_allowed",
        "bluetooth_allowed",
        "camera_allowed",
        "location_allowed",
        "microphone_allowed",
        "notification_allowed",
        "calendar_allowed",
    )
} | {"location_reduced": true("whether places are told roughly")}
LAUNCH: Final = {
    "path": text("the page"),
    "query": anything(),
    "scene": number("by what the user came: numbers of this vendor alone"),
    "referrer": anything("the app or account that the user came from"),
    "ticket": text("share ticket"),
    "category": text("kind of API that may be called"),
}
PLACE: Final = {
    "latitude": signed("degrees, north above zero"),
    "longitude": signed("degrees, east above zero"),
}
NAMED: Final = {"name": text(), "address": text()}
COORDINATES: Final = word("wgs84", "gcj02", doc="the system of the coordinates")
INTERVAL: Final = word("game", "ui", "normal", doc="every 20, 60, 200 ms")
BEACON: Final = {"device": text("id of the device")}

CONTACT: Final = (
    "first_name", "last_name", "middle_name", "nickname", "photo", "remark", "mobile_phone",
    "wechat", "country", "state", "city", "street", "postal_code", "organization", "title",
    "work_fax", "work_phone", "company_phone", "email", "url", "home_fax", "home_phone",
)  # fmt: skip
