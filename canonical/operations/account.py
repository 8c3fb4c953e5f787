"""Who the user is, and what they allow; paying, sharing, other programs."""

from __future__ import annotations

from typing import Final

from .model import Field, Rows, anything, flag, mapped, number, record, text, texts, word

_op = Rows("account")

SCOPES: Final = (
    "location", "location_rough", "album", "album_write", "camera", "microphone", "clipboard",
    "bluetooth", "contacts", "calendar", "steps", "address", "invoice", "invoice_title", "user",
    "phone_number",
)  # fmt: skip
"""What a user allows or refuses: `[scopes]` of a profile spells them."""

_SETTINGS: Final = {
    "settings": Field("any", SCOPES, of="scopes", doc="by scope: whether it is allowed"),
    "subscriptions": record(
        {
            "on": flag("messages are welcome at all"),
            "items": mapped(word("accepted", "rejected", "banned"), "by template"),
        },
        "whether messages are welcome",
    ),
}
_ASKED: Final = {"subscriptions": flag("those of messages, too", neutral=False)}
_LANGUAGE: Final = {"language": word("en", "zh_CN", "zh_TW", doc="of the names of places")}
_USER: Final = {
    "nickname": text(),
    "avatar": text("address of the picture"),
    "gender": word("unknown", "male", "female"),
    "country": text(),
    "province": text(),
    "city": text(),
    "language": text(),
    "raw": text("the same as JSON, for the signature"),
    "signature": text(),
    "encrypted": text(),
    "vector": text("of the encryption"),
    "cloud": text("id of the same data in the vendor's cloud"),
}
_AD: Final = {"unit": text("id of the advertisement: each vendor has its own")}

OPERATIONS: Final = (
    _op(
        "login",
        "Gets a code by which a server learns who the user is.",
        {
            "timeout": number("milliseconds", low=0),
            "scopes": Field("set", ("base", "user"), ["base"], doc="what it is to be good for"),
        },
        {"code": text("for the vendor's own server interface", filled=True)},
    ),
    _op("checkSession", "Tells whether that is still known."),
    _op(
        "requestAccess",
        "Asks for access to what the user has.",
        {"scopes": texts("what for"), "state": text("comes back as it is")},
        {"code": text(filled=True), "state": text()},
    ),
    _op(
        "getUserInfo",
        "Tells name and picture of the user.",
        {"credentials": flag("with what proves it", neutral=False), **_LANGUAGE},
        _USER,
    ),
    _op(
        "getUserProfile",
        "Asks the user for name and picture.",
        {"purpose": text("what for, as the user is told"), **_LANGUAGE},
        _USER,
    ),
    _op(
        "getOpenUserInfo",
        "Tells name and picture after a button for it.",
        None,
        {"json": text(filled=True)},
    ),
    _op(
        "getAuthUserInfo",
        "Tells name and picture of the user: older.",
        None,
        {"nickname": text(), "avatar": text()},
    ),
    _op(
        "getPhoneNumber",
        "Tells the telephone number after a button for it.",
        None,
        {"json": text("encrypted", filled=True)},
    ),
    # --- what the user allows -------------------------------------------------------------
    _op("getSetting", "Tells what the user has allowed.", _ASKED, _SETTINGS),
    _op("openSetting", "Opens the page where the user allows and refuses.", _ASKED, _SETTINGS),
    _op(
        "authorize",
        "Asks for a permission ahead of its use.",
        {"scope": Field("enum", SCOPES, of="scopes", doc="the permission")},
    ),
    _op("showAuthGuide", "Shows the way to the settings of the system."),
    _op(
        "getPrivacySetting",
        "Tells whether the privacy agreement has to be agreed to.",
        None,
        {"needed": Field("boolean"), "name": text("of the agreement")},
    ),
    _op("requirePrivacyAuthorize", "Asks for that."),
    _op("openPrivacyContract", "Shows the agreement."),
    _op(
        "onNeedPrivacyAuthorization", "The privacy agreement has to be agreed to.", form="listener"
    ),
    _op(
        "requestSubscribeMessage",
        "Asks whether messages are welcome.",
        {"templates": texts("ids of their templates: each vendor has its own")},
    ),
    # --- paying and addresses -------------------------------------------------------------
    _op(
        "requestPayment",
        "Pays an order that a server signed, part by part.",
        {
            "time": text("seconds, as the server signed it"),
            "nonce": text(),
            "package": text("of the order"),
            "sign_type": text("how it is signed"),
            "signature": text(),
        },
    ),
    _op(
        "tradePay",
        "Pays an order by its number, or as one signed text.",
        {"trade": text("its number"), "order": text("the order as one text, signed")},
        {"result": text("9000: paid, as the server has to confirm", filled=True)},
    ),
    _op(
        "chooseAddress",
        "Lets the user choose an address for a delivery.",
        None,
        {
            "name": text(),
            "telephone": text(),
            "province": text(),
            "city": text(),
            "county": text(),
            "street": text(),
            "detail": text("street and house; of some vendors all of the address"),
            "postal_code": text(),
            "national_code": text(),
            "country": text(),
        },
    ),
    _op("startAPVerify", "Lets the client prove who the user is.", {"url": text(), "id": text()}),
    # --- sharing -------------------------------------------------------------
    _op(
        "onShareAppMessage",
        "What a page is shared as: its hook gives it.",
        None,
        {
            "title": text(),
            "path": text("the page, with its query"),
            "image": text("the large picture"),
            "description": text(),
        },
        form="listener",
        receiver="page",
    ),
    _op("getShareInfo", "Tells of the group that the page was shared to.", {"ticket": text()}),
    # --- other programs and services -------------------------------------------------------------
    _op("navigateBackMiniProgram", "Goes back to the program before.", {"data": anything()}),
    _op("openSchema", "Opens a link of the client.", {"link": text(), "outside": flag()}),
    _op(
        "openCustomerServiceChat",
        "Opens a chat with the staff.",
        {"info": anything(), "company": text()},
    ),
    _op("openChannelsActivity", "Opens a video of the vendor's channels.", {"user": text()}),
    _op("openChannelsUserProfile", "Opens what somebody has there.", {"user": text()}),
    _op(
        "createRewardedVideoAd",
        "An advertisement that is watched for a reward.",
        _AD,
        form="factory",
        gives="advertisement",
    ),
    _op(
        "createInterstitialAd",
        "An advertisement between pages.",
        _AD,
        form="factory",
        gives="advertisement",
    ),
    _op("cloud", "The vendor's cloud: functions, database, files.", form="value"),
    _op("ap", "What only the vendor's own client can.", form="value"),
    _op("call", "A private way into the client.", {"name": text(), "data": anything()}),
)
