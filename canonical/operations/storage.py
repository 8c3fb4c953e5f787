"""What is kept by key."""

from __future__ import annotations

from typing import Final

from .model import Rows, anything, flag, number, text, texts

_op = Rows("storage")
_KEY: Final = {"key": text("the key")}
_INFO: Final = {
    "keys": texts("all keys"),
    "size": number("kilobytes in use"),
    "limit": number("kilobytes there may be"),
}

OPERATIONS: Final = (
    *_op.both(
        "getStorage",
        "Reads what is kept under a key.",
        {**_KEY, "encrypt": flag("kept encrypted", neutral=False)},
        {"data": anything("the value; none: there is no such key")},
        under="key",
        holds="data",
    ),
    *_op.both(
        "setStorage",
        "Keeps a value under a key.",
        {
            **_KEY,
            "data": anything("the value", nullable=True),
            "encrypt": flag("encrypted", neutral=False),
        },
        under="key",
        holds="data",
    ),
    *_op.both("removeStorage", "Forgets what is kept under a key.", _KEY),
    *_op.both("clearStorage", "Forgets all that is kept."),
    *_op.both("getStorageInfo", "Tells what is kept, and how much there may be.", None, _INFO),
)
