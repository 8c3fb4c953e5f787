"""The filter before the parser: no use of the source's media may pass it by unseen."""

from __future__ import annotations

import pytest
from mediaglot.adapters.source.common.outcome import Style
from mediaglot.adapters.source.common.pair import pair
from mediaglot.adapters.source.script.port import port_bytes


def wanted(code: str) -> bool:
    both, data = pair("wx", "my"), code.encode()
    return both.wants(data, both.met(data))


@pytest.mark.parametrize(
    "code",
    [
        "wx.chooseImage({})",
        "wx?.chooseImage({})",
        "wx\n  .chooseImage({})",
        "wx /* media */ .chooseImage({})",
        "wx. // media\n chooseImage({})",
        "wx['chooseImage']({})",
        "wx?.['chooseImage']({})",
        "(wx).chooseImage({})",
        "globalThis.wx.chooseImage({})",
        "globalThis?.wx?.['chooseImage']({})",
        "const api = wx; api.chooseImage({})",
        "const { chooseImage } = wx; chooseImage({})",
        "const { wx: api } = globalThis; api.chooseImage({})",
        "const files = wx.getFileSystemManager(); files.getFileInfo({ filePath: p })",
        "wx.canIUse('chooseImage')",
        "call(wx)",
        "wx.canIUse('getUpdateManager')",
        "wx.env.NODE_ENV",
        "wx.fluff({ url: 'https://example.com' })",
        "my.chooseImage({}); wx.fluff()",
        "const name = wx.env.USER_DATA_PATH",
        "const file = 'wxfile://tmp/a.jpg'",
    ],
)
def test_a_use_is_wanted(code: str) -> None:
    assert wanted(code)


@pytest.mark.parametrize(
    "code",
    [
        "",
        "my.chooseImage({})",
        "awx.chooseImage({})",
    ],
)
def test_no_use_is_not_parsed(code: str) -> None:
    assert not wanted(code)


def test_other_members_are_counted() -> None:
    code = b"""\
wx.fluff()
// wx.fuzz()
const url = 'https://a.b' // then wx.fuzz()
/**
 * wx.fuzz
 */
wx.fluff()
app.wx.fuzz()
"""
    done = port_bytes(code, "a.js", pair("wx", "my"), Style())
    assert done.remaining == {"fluff": 2}
    plain = port_bytes(b"wx.fluff(); wx.fuzz(a); wx.fluff()", "a.js", pair("wx", "my"), Style())
    assert plain.remaining == {"fluff": 2, "fuzz": 1}
