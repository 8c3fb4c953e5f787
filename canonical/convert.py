"""How one canonical API is asked for through another: a closed set of conversions, as data.

Where a vendor lacks an API, or another API of it does the job better, the request is converted,
and the result converted back. Both the Python adapters and the JavaScript runtime read these
tables; nothing here knows a vendor.

``set`` gives fixed values, ``copy`` names fields carried over, ``map`` carries a field over
under another name with its values translated (``values`` maps the JSON spelling of the value).
``back`` tells where the picked files of the result go, or which fields of it are meant (``only``).
"""

from __future__ import annotations

from typing import Any, Final

from .operations import OPERATIONS

CONVERSIONS: Final[dict[str, dict[str, dict[str, Any]]]] = {
    "chooseImage": {
        "chooseMedia": {
            "set": {"media": ["image"]},
            "copy": ["count", "sources", "sizes", "camera", "save_to_album"],
            "map": {},
            "back": {"from": "files", "to": "images", "shape": "list", "drop": ["kind"]},
        },
    },
    "chooseMedia": {
        "chooseImage": {
            "set": {},
            "copy": ["count", "sources", "sizes", "camera", "save_to_album"],
            "map": {},
            "gone": ["media", "max_duration"],
            "back": {"from": "images", "to": "files", "shape": "list", "add": {"kind": "image"}},
        },
        "chooseVideo": {
            "set": {},
            "copy": ["sources", "max_duration", "camera"],
            "map": {
                "sizes": {
                    "to": "compressed",
                    "values": {
                        "compressed": True,
                        "original": False,
                        "original,compressed": True,
                    },
                    "lossy": ["original,compressed"],
                },
            },
            "gone": ["media"],
            "one": ["count"],
            "back": {"from": "video", "to": "files", "shape": "wrap", "add": {"kind": "video"}},
        },
    },
    "chooseVideo": {
        "chooseMedia": {
            "set": {"media": ["video"], "count": 1},
            "copy": ["sources", "max_duration", "camera"],
            "map": {
                "compressed": {
                    "to": "sizes",
                    "values": {"true": ["compressed"], "false": ["original"]},
                },
            },
            "back": {"from": "files", "to": "video", "shape": "first", "drop": ["kind"]},
        },
    },
    "setNavigationBarTitle": {
        "setNavigationBar": {"set": {}, "copy": ["title", "image"], "map": {}},
    },
    "setNavigationBarColor": {
        "setNavigationBar": {"set": {}, "copy": ["front", "back"], "map": {}},
    },
    "setNavigationBar": {
        "setNavigationBarTitle": {"set": {}, "copy": ["title"], "map": {}},
        "setNavigationBarColor": {"set": {}, "copy": ["front", "back"], "map": {}},
    },
    "previewMedia": {
        "previewImage": {
            "set": {},
            "copy": ["current", "show_menu", "referrer"],
            "map": {"sources": {"to": "urls", "pluck": "url"}},
            "back": {},
        },
    },
    **{
        name: {
            "getSystemInfoSync": {
                "set": {},
                "copy": [],
                "map": {},
                "back": {"only": list(OPERATIONS[name].result)},
            },
        }
        for name in ("getWindowInfo", "getDeviceInfo", "getAppBaseInfo")
    },
    "getUserProfile": {
        "getUserInfo": {
            "set": {},
            "copy": ["language"],
            "map": {},
            "gone": ["purpose"],
            "back": {},
        },
    },
}
"""``CONVERSIONS[asked][called]``. ``gone``: fields that need no counterpart; ``one``: fields
whose value above 1 is a loss; ``pluck``: take one member of each entry of a list."""
