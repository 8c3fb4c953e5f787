"""Who the user is, and what they allow."""

from __future__ import annotations

from typing import Final

from .model import Rows, anything, text

_op = Rows("account")
_SETTINGS: Final = {"settings": anything("by scope: whether it is allowed")}

OPERATIONS: Final = (
    _op("login", "Gets a code by which a server learns who the user is.", None, {"code": text()}),
    _op("checkSession", "Tells whether that is still known."),
    _op(
        "requestAccess",
        "Asks for access to what the user has.",
        None,
        {
            "code": text(),
            "state": text(),
        },
    ),
    _op("getSetting", "Tells what the user has allowed.", None, _SETTINGS),
    _op("openSetting", "Opens the page where the user allows and refuses.", None, _SETTINGS),
    _op("authorize", "Asks for a permission ahead of its use.", {"scope": text("the permission")}),
    _op("showAuthGuide", "Shows the way to the settings of the system."),
    _op(
        "onNeedPrivacyAuthorization", "The privacy agreement has to be agreed to.", form="listener"
    ),
)
