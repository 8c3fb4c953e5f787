"""Options that ask for nothing: a target without the option loses nothing by leaving them out.

The table says, in a vendor's own words, which value that is and one that asks for something. That
none is missing in it is held against the profiles.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import mediaglot as mg
from mediaglot.canonical.operations import OPERATIONS
from mediaglot.canonical.vocabulary import UNSET

VENDORS = ("wx", "my", "tt")

# vendor, function, option: the value that asks for nothing, one that asks for something,
# and what else a call must say
TABLE: dict[tuple[str, str, str], tuple[Any, Any, dict[str, Any]]] = {
    ("tt", "chooseImage", "cameraDevice"): ("back", "front", {"sourceType": ["camera"]}),
    ("my", "chooseImage", "storeToAlbum"): (False, True, {}),
    ("tt", "chooseImage", "isSaveToAlbum"): ("0", "1", {"sourceType": ["camera"]}),
    ("tt", "chooseMedia", "isSaveToAlbum"): ("0", "1", {"sourceType": ["camera"]}),
    ("my", "previewImage", "enableShowPhotoDownload"): (False, True, {"urls": ["a"]}),
    ("wx", "previewImage", "referrerPolicy"): ("no-referrer", "origin", {"urls": ["a"]}),
    ("wx", "previewMedia", "referrerPolicy"): (
        "no-referrer",
        "origin",
        {"sources": [{"url": "a"}]},
    ),
    ("wx", "chooseMessageFile", "type"): ("all", "image", {"count": 1}),
    ("tt", "filePicker", "isSystem"): (False, True, {}),
    ("wx", "request", "enableHttp2"): (False, True, {"url": "https://a.cn"}),
    ("wx", "request", "enableQuic"): (False, True, {"url": "https://a.cn"}),
    ("my", "request", "enableCookie"): (False, True, {"url": "https://a.cn"}),
    ("wx", "request", "enableCache"): (False, True, {"url": "https://a.cn"}),
    ("wx", "request", "enableChunked"): (False, True, {"url": "https://a.cn"}),
    ("wx", "request", "forceCellularNetwork"): (False, True, {"url": "https://a.cn"}),
    ("wx", "request", "redirect"): ("follow", "manual", {"url": "https://a.cn"}),
    ("wx", "request", "enableHttpDNS"): (False, True, {"url": "https://a.cn"}),
    ("wx", "downloadFile", "enableHttp2"): (False, True, {"url": "https://a.cn"}),
    ("wx", "downloadFile", "enableQuic"): (False, True, {"url": "https://a.cn"}),
    ("wx", "uploadFile", "enableHttp2"): (False, True, {"url": "https://a.cn"}),
    ("wx", "uploadFile", "enableQuic"): (False, True, {"url": "https://a.cn"}),
    ("my", "uploadFile", "hideLoading"): (True, False, {"url": "https://a.cn"}),
    ("wx", "connectSocket", "tcpNoDelay"): (False, True, {"url": "wss://a.cn"}),
    ("wx", "connectSocket", "perMessageDeflate"): (False, True, {"url": "wss://a.cn"}),
    ("wx", "connectSocket", "forceCellularNetwork"): (False, True, {"url": "wss://a.cn"}),
    ("wx", "getStorage", "encrypt"): (False, True, {"key": "a"}),
    ("wx", "setStorage", "encrypt"): (False, True, {"key": "a", "data": 1}),
    ("wx", "showToast", "image"): ("", "/a.png", {"title": "a"}),
    ("wx", "showToast", "mask"): (False, True, {"title": "a"}),
    ("tt", "showToast", "mask"): (False, True, {"title": "a"}),
    ("my", "showToast", "delay"): (0, 100, {"content": "a"}),
    ("my", "showToast", "xOffset"): (0, 5, {"content": "a"}),
    ("my", "showToast", "yOffset"): (0, 5, {"content": "a"}),
    ("wx", "hideToast", "noConflict"): (False, True, {}),
    ("my", "showLoading", "delay"): (0, 100, {}),
    ("wx", "hideLoading", "noConflict"): (False, True, {}),
    ("wx", "showActionSheet", "alertText"): ("", "Which?", {"itemList": ["a"]}),
    ("my", "showActionSheet", "title"): ("", "Which?", {"items": ["a"]}),
    ("wx", "pageScrollTo", "offsetTop"): (0, 5, {"selector": "#a"}),
    ("my", "pageScrollTo", "offsetTop"): (0, 5, {"selector": "#a"}),
    ("wx", "navigateToMiniProgram", "noRelaunchIfPathUnchanged"): (False, True, {"appId": "a"}),
    ("my", "setNavigationBarTitle", "image"): ("", "/a.png", {"title": "a"}),
    ("my", "setNavigationBar", "image"): ("", "/a.png", {"title": "a"}),
    ("my", "setNavigationBar", "reset"): (False, True, {"title": "a"}),
    ("wx", "showShareMenu", "withShareTicket"): (False, True, {}),
    ("wx", "getLocation", "altitude"): (False, True, {}),
    ("wx", "getLocation", "isHighAccuracy"): (False, True, {}),
    ("tt", "getLocation", "accuracy"): ("high", "best", {}),
    ("my", "getLocation", "type"): (0, 1, {}),
    ("wx", "scanCode", "onlyFromCamera"): (False, True, {}),
    ("my", "scan", "hideAlbum"): (False, True, {}),
    ("tt", "scanCode", "barCodeInput"): (False, True, {}),
    ("wx", "takePhoto", "captureMetadata"): (False, True, {}),
    ("wx", "stopRecord", "compressed"): (False, True, {}),
    ("tt", "stopRecord", "compressed"): (False, True, {}),
    ("wx", "openBluetoothAdapter", "mode"): ("central", "peripheral", {}),
    ("my", "openBluetoothAdapter", "autoClose"): (False, True, {}),
    ("my", "getAuthCode", "scopes"): (["auth_base"], ["auth_user"], {}),
    ("wx", "getSetting", "withSubscriptions"): (False, True, {}),
    ("wx", "openSetting", "withSubscriptions"): (False, True, {}),
}


def lacking() -> Iterator[tuple[str, str, str, str]]:
    """Vendor, its function, its option, a target without it: options with a neutral value."""
    for name, operation in OPERATIONS.items():
        for option, field in operation.options.items():
            if field.neutral is UNSET:
                continue
            for read in VENDORS:
                for write in VENDORS:
                    entry = mg.plan(read, write).apis.get(name) if read != write else None
                    if not entry or not entry["routes"] or entry["read"]["api"] != name:
                        continue
                    source = entry["read"]
                    if source.get("form", "options") != "options":
                        continue
                    spelt = [p["names"][0] for p in source["params"] if p["key"] == option]
                    ways = [way["program"] for way in entry["routes"]]
                    taken = {p["key"] for way in ways for p in way["params"]}
                    implied = {key for way in ways for key in way.get("implies", ())}
                    if spelt and option not in taken | implied:
                        yield read, source["name"], spelt[0], write


def lost(read: str, name: str, write: str, options: dict[str, Any]) -> set[tuple[str, str, str]]:
    found = mg.translate_request(name, options, read=read, write=write)
    return {
        (item.code, item.place, item.loss)
        for item in found.diagnostics
        if item.loss not in ("none", "made_explicit")
    }


def test_what_asks_for_nothing_is_no_loss_and_what_asks_is_one() -> None:
    wrong = []
    for read, name, option, write in lacking():
        neutral, other, beside = TABLE[read, name, option]
        silent = lost(read, name, write, beside)
        if lost(read, name, write, {**beside, option: neutral}) != silent:
            wrong.append((read, write, name, option, neutral))
        if lost(read, name, write, {**beside, option: other}) == silent:
            wrong.append((read, write, name, option, other))
    assert wrong == [], "\n".join(map(str, wrong))


def test_the_table_says_nothing_else() -> None:
    assert {row[:3] for row in lacking()} == set(TABLE)
