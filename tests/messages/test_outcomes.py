"""Successes that are failures: told by a field, in whatever type a log has it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import mediaglot as mg
import pytest
from mediaglot.adapters.lines.fast import Fast
from mediaglot.adapters.lines.stream import LineSettings
from mediaglot.canonical.failures import Failure
from mediaglot.profiles import loader

OWN = """
id = "qq"
name = "QQ"
namespace = "qq"
extends = "wx"
[api.uploadFile]
outcomes = [{ when = { statusCode = 413 }, kind = "storage_full" }]
evidence = "own"
[sources.own]
title = "seen"
where = "here"
checked = "2026-01-01"
"""


@pytest.mark.parametrize(
    ("api", "payload", "kind"),
    [
        ("tradePay", {"resultCode": "6001"}, "cancelled"),
        ("tradePay", {"resultCode": 6001}, "cancelled"),
        ("tradePay", {"resultCode": " 6001 "}, "cancelled"),
        ("tradePay", {"resultCode": 6002.0}, "network"),
        ("tradePay", {"resultCode": 4}, "api_forbidden"),
        ("tradePay", {"resultCode": "9000"}, None),
        ("tradePay", {"resultCode": True}, None),
        ("chooseAddress", {"resultStatus": "6001"}, "cancelled"),
        ("chooseAddress", {"resultStatus": 6001}, "cancelled"),
        ("showActionSheet", {"index": "-1"}, "cancelled"),
        ("showActionSheet", {"index": "1"}, None),
        ("showActionSheet", {"index": True}, None),
        ("getStorage", {"data": None, "success": True}, "not_found"),
        ("getStorage", {"data": "", "success": True}, None),
    ],
    ids=str,
)
def test_numbers_and_texts_tell_the_same(
    api: str, payload: dict[str, Any], kind: str | None
) -> None:
    value = mg.normalize(api, payload, read="my").value
    assert (value.kind if isinstance(value, Failure) else None) == kind
    made = Fast(LineSettings(read="my", api=api))
    for _ in range(2):  # to learn, and from what was learnt
        (line,) = made.run(json.dumps(payload).encode()).data.splitlines()
        assert json.loads(line)["ok"] is (kind is None)


def test_the_message_of_a_success_does_not_hide_what_a_field_tells(tmp_path: Path) -> None:
    file = tmp_path / "qq.toml"
    file.write_text(OWN, "utf-8")
    registry = loader.current().with_profile(loader.load(file))
    reply = {"statusCode": 413, "data": "", "errMsg": "uploadFile:ok"}
    value = mg.normalize("uploadFile", reply, read="qq", registry=registry).value
    assert isinstance(value, Failure)
    assert (value.kind, value.message) == ("storage_full", None)
    failed = {**reply, "errMsg": "uploadFile:fail x"}
    value = mg.normalize("uploadFile", failed, read="qq", registry=registry).value
    assert isinstance(value, Failure)
    assert (value.kind, value.message) == ("unknown", "uploadFile:fail x")
