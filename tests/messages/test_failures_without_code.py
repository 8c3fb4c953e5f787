"""Failures for which no source gives a code of the target: what is written, and what is told."""

from __future__ import annotations

import mediaglot as mg


def test_a_vendor_with_a_code_for_unknown_failures_writes_that_one() -> None:
    failure = {"errMsg": "getStorage:fail data not found"}
    out = mg.translate_failure("getStorage", failure, read="wx", write="tt")
    assert out.value == {"errno": 100, "errMsg": "getStorage:fail data not found"}
    text = "no source gives Feishu's code for not_found: 100, its code of an unknown failure, it is"
    assert [(item.code, item.message) for item in out.diagnostics] == [("MG302", text)]


def test_a_vendor_without_one_writes_none() -> None:
    out = mg.translate_failure("saveImage", {"error": 17}, read="my", write="wx")
    assert out.value == {"errMsg": "saveImageToPhotosAlbum:fail save failed"}
    assert [(item.code, item.message) for item in out.diagnostics] == [
        ("MG302", "no source gives WeChat's code for save_failed")
    ]
