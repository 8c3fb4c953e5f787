"""Operations beside media on a simulated client: each vendor's own shapes and failures."""

from __future__ import annotations

from typing import Any

import mediaglot as mg
import pytest

OFFLINE = {
    "wx": {"errno": 600000, "errMsg": "request:fail no network"},
    "my": {"error": 12, "errorMessage": "no network"},
}


@pytest.mark.parametrize(
    ("vendor", "kept"), [("wx", None), ("tt", None), ("my", {"success": True})]
)
def test_what_is_kept_is_remembered(vendor: str, kept: Any) -> None:
    with mg.Host(vendor) as host:
        assert host.call("setStorageSync", {"key": "a", "data": [1, {"b": None}]}) == kept
        got = host.call("getStorageSync", {"key": "a"})
        assert (got["data"] if vendor == "my" else got) == [1, {"b": None}]
        info = host.call("getStorageInfoSync")
        assert (info["keys"], info["limitSize"]) == (["a"], 10240)
        host.call("removeStorageSync", {"key": "a"})
        missing = {"wx": "", "my": {"data": None}, "tt": None}[vendor]
        assert host.call("getStorageSync", {"key": "a"}) == missing


def test_asking_for_what_was_never_kept_fails_where_the_profile_says_so() -> None:
    with mg.Host("wx") as host:
        said = host.call("getStorage", {"key": "a"})
        assert said == {"errMsg": "getStorage:fail data not found"}
    with mg.Host("my") as host:
        assert host.call("getStorage", {"key": "a"})["data"] is None


def test_more_than_there_is_room_for_is_thrown_or_returned() -> None:
    big = {"key": "a", "data": "x" * (10 << 20)}
    with mg.Host("wx") as host, pytest.raises(mg.Rejected, match="exceed"):
        host.call("setStorageSync", big)
    with mg.Host("my") as host:
        assert "exceed" in host.call("setStorageSync", big)["errorMessage"]


@pytest.mark.parametrize("vendor", ["wx", "my", "tt"])
def test_what_is_overwritten_makes_room(vendor: str) -> None:
    with mg.Host(vendor) as host:
        for text in ("x" * (6 << 20), "y" * (9 << 20), "z" * (5 << 20)):
            said = host.call("setStorageSync", {"key": "a", "data": text})
            assert said in (None, {"success": True})
        assert host.call("getStorageInfoSync")["currentSize"] == 5 << 10 | 1
        if vendor == "my":
            assert (
                "exceed"
                in host.call("setStorageSync", {"key": "b", "data": text * 2})["errorMessage"]
            )


def test_a_menu_that_is_closed_is_what_it_is_there() -> None:
    entries = {"itemList": ["a"], "items": ["a"]}
    said = {}
    for vendor in ("wx", "my"):
        heard: list[str] = []
        with mg.Host(vendor, user=[mg.cancels()]) as host:
            said[vendor] = host.call(
                "showActionSheet",
                entries,
                success=lambda _, it=heard: it.append("success"),
                fail=lambda _, it=heard: it.append("fail"),
            )
        assert heard == [{"wx": "fail", "my": "success"}[vendor]]
    assert said == {
        "wx": {"errno": 1, "errMsg": "showActionSheet:fail cancel"},
        "my": {"index": -1},
    }


@pytest.mark.parametrize("vendor", OFFLINE)
def test_no_network_is_a_failure_of_its_own(vendor: str) -> None:
    with mg.Host(vendor) as host:
        assert host.call("request", {"url": "https://example.com"}) == OFFLINE[vendor]
        reply = host.reply("request", {"url": "https://example.com"})
        assert reply.failure is not None
        assert reply.failure.kind == "network"


def test_what_is_not_performed_is_written_down() -> None:
    with mg.Host("tt") as host:
        assert host.call("navigateTo", {"url": "/a"}) == {"errMsg": "navigateTo:ok"}
        assert [event.api for event in host.events] == ["navigateTo"]


def test_what_the_client_lacks_fails_as_media_does() -> None:
    with mg.Host("tt:web/pc") as host:
        reply = host.reply("showLoading", {"title": "wait"})
    assert not reply.ok
    assert reply.failure is not None
    assert reply.failure.kind == "api_unsupported"
    assert [(event.kind, event.api) for event in host.events] == [("failed", "showLoading")]
