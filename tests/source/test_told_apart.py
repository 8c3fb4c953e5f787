"""Tests of a failure that the target cannot tell apart, and edits that leave comments in place."""

from __future__ import annotations

import pytest
from mediaglot.adapters.source.tree.code import port_code

SAVE = """wx.saveImageToPhotosAlbum({ filePath: f, fail(res) {
  if (res.errMsg.indexOf('fail privacy permission is not authorized') != -1) { agree(); }
  else if (res.errMsg.indexOf('%s') != -1) { settings(); }
} })"""


@pytest.mark.parametrize("write", ["my", "tt"])
def test_two_tests_do_not_become_the_same(write: str) -> None:
    out = port_code(SAVE % "fail auth deny", read="wx", write=write)
    assert out.runtime == {"saveImageToPhotosAlbum"}
    assert out.code.count("res.errMsg.indexOf(") == 2
    assert "MG524" in [item.code for item in out.findings]


@pytest.mark.parametrize(
    "handler",
    [
        "if (e.errMsg.includes('cancel')) return; if (/fail cancel/.test(e.errMsg)) b()",
        "if (e.errMsg.includes('cancel') || e.errMsg === 'chooseImage:fail cancel') b()",
        "if (e.errMsg.includes('cancel')) a(); else if (e.errMsg.includes('auth deny')) b()",
    ],
)
def test_tests_that_ask_for_the_same_or_for_others_stay_native(handler: str) -> None:
    source = f"wx.chooseImage({{ fail(e) {{ {handler} }} }})"
    assert not port_code(source, read="wx", write="my").runtime


def test_a_comment_stays_with_the_property_of_its_line() -> None:
    source = "wx.previewImage({\n  current: x,\n  urls: list%s // all\n})"
    index = "Math.max(0, list.indexOf(x))"
    for comma in ("", ","):
        assert port_code(source % comma, read="wx", write="my").code == (
            f"my.previewImage({{\n  current: {index},\n  urls: list, // all\n"
            f"  enablesavephoto: true{comma}\n}})"
        )


def test_the_last_property_of_a_line_leaves_no_blank() -> None:
    source = "wx.chooseMedia({\n  count: 1, mediaType: ['image'],%s\n  success() {}\n})"
    for after in ("", " ", "  // one"):
        assert port_code(source % after, read="wx", write="my").code == (
            f"my.chooseImage({{\n  count: 1,{after.rstrip()}\n  success() {{}}\n}})"
        )
