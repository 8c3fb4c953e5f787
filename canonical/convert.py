"""How one canonical API is asked for through another: a closed set of conversions, as data.

Where a vendor lacks an API, or another API of it does the job better, the request is converted,
and the result converted back. Both the Python adapters and the JavaScript runtime read these
tables; nothing here knows a vendor.

``set`` gives fixed values, ``copy`` names fields carried over, ``map`` carries a field over
under another name with its values translated (``values`` maps the JSON spelling of the value).
``back`` tells where the picked files of the result go, or which fields of it are meant (``only``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, NotRequired, TypedDict

from .operations import OPERATIONS


class ConversionStep(TypedDict):
    """A field carried over under another name, with its values translated (``values``, ``lossy``:
    those that say less there) or one member taken of each entry (``pluck``)."""

    to: str
    values: NotRequired[Mapping[str, Any]]
    lossy: NotRequired[Sequence[str]]
    pluck: NotRequired[str]


Back = TypedDict(
    "Back",
    {
        "from": str,
        "to": str,
        "shape": str,
        "drop": Sequence[str],
        "add": Mapping[str, Any],
        "only": Sequence[str],
    },
    total=False,
)
"""Where the files of a result go, and as what: a ``list``, one that is wrapped (``wrap``) or the
``first`` of them; or which fields of it are meant (``only``). Empty: the result is the same."""


class Conversion(TypedDict):
    """How one operation is asked for through another. ``gone``: fields that need no counterpart;
    ``one``: those whose value above 1 is a loss; ``neutral``: the values that ask for nothing of
    those that the other lacks."""

    set: Mapping[str, Any]
    copy: Sequence[str]
    map: Mapping[str, ConversionStep]
    gone: NotRequired[Sequence[str]]
    one: NotRequired[Sequence[str]]
    back: NotRequired[Back]
    neutral: NotRequired[Mapping[str, Any]]


CONVERSIONS: Final[dict[str, dict[str, Conversion]]] = {
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
"""``CONVERSIONS[asked][called]``."""
