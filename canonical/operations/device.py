"""What the device and the app say of themselves, and do to the senses."""

from __future__ import annotations

from typing import Final

from .device_fields import (
    APP,
    BEACON,
    CONTACT,
    COORDINATES,
    DEVICE,
    GRANTS,
    HARDWARE,
    INTERVAL,
    LAUNCH,
    NAMED,
    PLACE,
    STATE,
    SWITCHES,
    WINDOW,
    signed,
    true,
)
from .model import Field, Rows, anything, flag, listed, number, record, text, word

ASKED: Final = "getSystemInfoSync"
"""The operation whose result tells clients with one global object apart."""
_op = Rows("device")
_BUTTON: Final = {
    key: number("pixels of the page")
    for key in ("width", "height", "top", "right", "bottom", "left")
}


OPERATIONS: Final = (
    *_op.both(
        "getSystemInfo",
        "Tells what device, screen and app this is.",
        None,
        {**DEVICE, **APP, **WINDOW, **SWITCHES, **GRANTS, **STATE},
    ),
    _op("getWindowInfo", "Tells what window this is.", None, WINDOW, form="at_once"),
    _op("getDeviceInfo", "Tells what device this is.", None, DEVICE | HARDWARE, form="at_once"),
    _op("getAppBaseInfo", "Tells what app this is in.", None, APP, form="at_once"),
    _op("getSystemSetting", "Tells what the system has on.", None, SWITCHES, form="at_once"),
    _op(
        "getAppAuthorizeSetting",
        "Tells what the system allows to the client.",
        None,
        GRANTS,
        form="at_once",
    ),
    _op(
        "getMenuButtonBoundingClientRect",
        "Where the client's own button is.",
        None,
        _BUTTON,
        form="at_once",
    ),
    *_op.pair(
        "MenuButtonBoundingClientRectWeightChange",
        "The client's own button changes its place or size.",
        _BUTTON,
    ),
    _op(
        "getUpdateManager",
        "What knows of new versions of the app.",
        form="factory",
        gives="update_manager",
    ),
    _op("getLaunchOptionsSync", "How the app was started.", None, LAUNCH, form="at_once"),
    _op("getEnterOptionsSync", "How the app was last entered.", None, LAUNCH, form="at_once"),
    _op(
        "getAccountInfoSync",
        "Which app this is.",
        None,
        {
            "id": text("each vendor has its own"),
            "release": word("develop", "trial", "release"),
            "version": text("empty while it is none"),
            "plugin": anything("the plugin that asks"),
        },
        form="at_once",
    ),
    _op("getAppIdSync", "The id of this app.", None, {"id": text()}, form="at_once"),
    _op(
        "arrayBufferToBase64",
        "Bytes as text.",
        {"bytes": anything("the bytes")},
        {"text": text("base64")},
        form="at_once",
    ),
    _op(
        "base64ToArrayBuffer",
        "The bytes that a text stands for.",
        {"text": text("base64")},
        {"bytes": anything("the bytes")},
        form="at_once",
    ),
    _op(
        "nextTick",
        "Runs a function once what runs now has ended.",
        {"run": anything("the function")},
        form="at_once",
    ),
    _op(
        "getExtConfigSync",
        "The configuration of a third party's app.",
        None,
        {"config": anything()},
        form="at_once",
    ),
    _op(
        "env",
        "What surrounds the program.",
        None,
        {"user_path": text("the folder for the user's files")},
        form="value",
    ),
    _op("SDKVersion", "The version of the base library.", form="value"),
    # --- to the senses -------------------------------------------------------------
    _op(
        "vibrateShort",
        "Lets the device tremble for a moment.",
        {"type": word("heavy", "medium", "light", doc="how strongly")},
    ),
    _op("vibrateLong", "Lets the device tremble for longer."),
    _op("setKeepScreenOn", "Keeps the screen from going dark.", {"on": flag("or no longer")}),
    _op(
        "setScreenBrightness",
        "Makes the screen brighter or darker.",
        {"value": Field("number", low=-1, doc="0 to 1; -1: as the system has it")},
    ),
    _op(
        "getScreenBrightness",
        "Tells how bright the screen is.",
        None,
        {"value": number("0 to 1")},
    ),
    _op("setClipboardData", "Puts a text where the user can paste it.", {"data": text()}),
    _op("getClipboardData", "Tells the text that the user can paste.", None, {"data": text()}),
    # --- places -------------------------------------------------------------
    _op(
        "getLocation",
        "Tells where the device is.",
        {
            "coordinates": COORDINATES,
            "altitude": flag("tells the height, too", neutral=False),
            "accurate": flag("as exactly as can be", neutral=False),
            "accurate_for": number("milliseconds that may take", low=0),
            "timeout": number("seconds", low=0),
            "cache": number("seconds for which an older place will do", low=0),
            "address": Field(
                "integer", low=0, neutral=0, doc="how much of an address is told: 0 none, 3 all"
            ),
        },
        {
            **PLACE,
            "accuracy": number("metres"),
            "horizontal_accuracy": number("metres"),
            "vertical_accuracy": number("metres"),
            "altitude": signed("metres"),
            "speed": signed("metres a second"),
            **{key: text() for key in ("country", "province", "city", "district", "country_code")},
            "street": anything("name and number"),
            "around": anything("places near by"),
        },
    ),
    _op(
        "openLocation",
        "Shows a place on a map.",
        {
            **PLACE,
            **NAMED,
            "scale": number("how near"),
            "coordinates": COORDINATES,
        },
    ),
    _op(
        "chooseLocation",
        "Lets the user choose a place on a map.",
        {
            "latitude": signed("degrees, where the map opens"),
            "longitude": signed("degrees, where the map opens"),
            "coordinates": COORDINATES,
        },
        {**PLACE, **NAMED, "province": text(), "city": text()},
    ),
    # --- what else the device can -------------------------------------------------------------
    _op("makePhoneCall", "Dials a number.", {"number": text("the number")}),
    _op(
        "scanCode",
        "Reads a code that the user holds before the camera.",
        {
            "camera_only": flag("not from a picture of the album", neutral=False),
            "types": Field(
                "set",
                ("bar", "qr", "app", "data_matrix", "pdf417", "narrow", "han_xin"),
                doc="which codes",
            ),
            "by_hand": flag("the user may type it", neutral=False),
        },
        {
            "text": text("what the code says"),
            "type": text("which code it was"),
            "charset": text(),
            "path": text("of the vendor's own code: the page that it opens"),
            "raw": text("the bytes, as base64"),
        },
    ),
    _op(
        "getBatteryInfo",
        "Tells how much power there is.",
        None,
        {
            "level": number("percent"),
            "charging": true(),
            "low_power": true("whether power is saved"),
        },
    ),
    _op(
        "addPhoneContact",
        "Puts somebody into the user's address book.",
        {key: text() for key in CONTACT},
    ),
    # --- sensors -------------------------------------------------------------
    _op("startAccelerometer", "Begins to measure how the device is moved.", {"interval": INTERVAL}),
    _op("stopAccelerometer", "Ends it."),
    *_op.pair(
        "AccelerometerChange",
        "The device is moved.",
        {key: signed("of the earth's gravity") for key in ("x", "y", "z")},
    ),
    _op("startCompass", "Begins to measure where the device points to.", {"interval": INTERVAL}),
    _op("stopCompass", "Ends it."),
    *_op.pair(
        "CompassChange",
        "The device points elsewhere.",
        {"direction": number("degrees from north"), "accuracy": anything()},
    ),
    # --- bluetooth -------------------------------------------------------------
    _op(
        "openBluetoothAdapter",
        "Begins to use Bluetooth.",
        {
            "mode": word("central", "peripheral", doc="who leads", neutral="central"),
            "auto_close": flag("ends when the page is left", neutral=False),
        },
    ),
    _op("closeBluetoothAdapter", "Ends it."),
    _op(
        "createBLEConnection",
        "Connects with a device.",
        {**BEACON, "timeout": number("milliseconds", low=0)},
    ),
    _op("closeBLEConnection", "Ends the connection.", BEACON),
    *_op.pair(
        "BLEConnectionStateChange",
        "A connection comes or goes.",
        {**BEACON, "connected": true()},
    ),
    _op(
        "getBLEDeviceServices",
        "Lists what a device offers.",
        BEACON,
        {
            "services": listed(
                record({"id": text("UUID"), "primary": true("whether it is a primary one")})
            )
        },
    ),
    _op(
        "getBLEDeviceCharacteristics",
        "Lists what a service of a device can be asked and told.",
        {**BEACON, "service": text("UUID of the service")},
        {
            "characteristics": listed(
                record(
                    {
                        "id": text("UUID"),
                        "service": text("UUID of its service"),
                        "value": anything("what it holds"),
                        "can": record(
                            {
                                "read": true(),
                                "write": true(),
                                "notify": true("tells of changes"),
                                "indicate": true("tells of changes and is answered"),
                                "write_unanswered": true(),
                                "write_answered": true(),
                            }
                        ),
                    }
                )
            )
        },
    ),
    # --- what the platform hears -------------------------------------------------------------
    _op(
        "reportEvent",
        "Tells the platform of an event.",
        {"id": text("the event"), "data": anything()},
        form="at_once",
    ),
    _op(
        "reportAnalytics",
        "Tells the platform of an event.",
        {"id": text("the event"), "data": anything()},
        form="at_once",
    ),
    _op(
        "reportMonitor",
        "Tells the platform of an event.",
        {"id": text("the event"), "value": anything()},
        form="at_once",
    ),
    _op("getRealtimeLogManager", "What the platform keeps notes by.", form="factory", gives="log"),
    _op(
        "getLogManager",
        "What the client keeps notes by.",
        {"level": number()},
        form="factory",
        gives="log",
    ),
    *(
        item
        for event, doc, result in (
            ("AppShow", "The app comes to the front.", LAUNCH),
            ("AppHide", "The app goes to the back.", None),
            ("Error", "An error was not caught.", None),
            (
                "UnhandledRejection",
                "A promise was rejected and nobody heard.",
                {"reason": anything(), "promise": anything()},
            ),
            (
                "PageNotFound",
                "A page was asked for that there is not.",
                {"path": text(), "query": anything(), "entry": true("the first page")},
            ),
            ("MemoryWarning", "Memory runs low.", {"level": number("5, 10, 15: on Android")}),
            ("UserCaptureScreen", "The user takes a picture of the screen.", None),
        )
        for item in _op.pair(event, doc, result)
    ),
)
