"""Fields that the source's profile does not know: they never stand in for the target's own."""

from __future__ import annotations

from typing import Any

import mediaglot as mg
import pytest


def _told(done: Any, loss: str) -> list[tuple[str, str]]:
    return [(item.code, item.place) for item in done.diagnostics if item.loss == loss]


@pytest.mark.parametrize(
    ("api", "reply", "read", "write", "value", "left"),
    [
        ("getAuthCode", {"authCode": "x", "code": "y"}, "my", "wx", {"code": "x"}, ["code"]),
        ("getClipboard", {"text": "x", "data": "y"}, "my", "tt", {"data": "x"}, ["data"]),
        ("getClipboardData", {"data": "x", "text": "y"}, "wx", "my", {"text": "x"}, ["text"]),
        ("showActionSheet", {"tapIndex": 1, "index": 5}, "wx", "my", {"index": 1}, ["index"]),
        (
            "request",
            {"statusCode": 200, "data": {}, "header": {}, "status": "fine", "headers": 7},
            "wx",
            "my",
            {"statusCode": 200, "status": 200, "data": {}, "header": {}, "headers": {}},
            ["status", "headers"],
        ),
    ],
)
def test_a_field_of_the_target_says_what_the_source_said(
    api: str, reply: Any, read: str, write: str, value: Any, left: list[str]
) -> None:
    said = {} if read == "my" else {"errMsg": f"{api}:ok"}
    done = mg.normalize(api, {**reply, **said}, read=read, write=write)
    assert {key: done.value[key] for key in done.value if key != "errMsg"} == value
    assert _told(done, "dropped") == [("MG205", name) for name in left]
    assert not done.lossless


def test_a_success_holds_no_code_and_no_message_of_a_failure() -> None:
    reply = {"errMsg": "login:ok", "code": "x", "error": 11, "errorMessage": "odd", "more": 1}
    done = mg.normalize("login", reply, read="wx", write="my")
    assert done.value == {"authCode": "x", "more": 1}
    assert _told(done, "dropped") == [("MG205", "error"), ("MG205", "errorMessage")]
    again = mg.normalize("getAuthCode", done.value, read="my", write="wx")
    assert again.value == {"code": "x", "more": 1, "errMsg": "login:ok"}


def test_an_unknown_field_is_told_by_its_own_name() -> None:
    done = mg.normalize("getAuthCode", {"authCode": "x", "code": "y"}, read="my")
    assert [(item.code, item.place) for item in done.diagnostics] == [("MG205", "code")]


@pytest.mark.parametrize(
    ("api", "reply", "read", "write", "lost"),
    [
        ("getSetting", {"authSetting": {}, "subscriptionsSetting": {"new": 1}}, "wx", "my",
         ["subscriptions.new"]),
        ("getSetting", {"authSetting": {}, "subscriptionsSetting": {"mainSwitch": True, "new": 1}},
         "wx", "tt", ["subscriptions.new", "subscriptions.on"]),
    ],
)  # fmt: skip
def test_members_that_no_profile_knows_are_lost_with_their_object(
    api: str, reply: Any, read: str, write: str, lost: list[str]
) -> None:
    done = mg.normalize(api, {**reply, "errMsg": f"{api}:ok"}, read=read, write=write)
    assert _told(done, "dropped") == [("MG201", place) for place in lost]
