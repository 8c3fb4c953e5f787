"""Bytes that are not UTF-8 stay what they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mediaglot.adapters.source.common.outcome import Style
from mediaglot.adapters.source.common.pair import pair
from mediaglot.adapters.source.script.port import port_bytes
from mediaglot.adapters.source.text.encoding import encoding_of, mask

CALL = "wx.chooseImage({ success() {} }) // 选择图片 裏 表 ソ\n"


def ported(data: bytes) -> bytes:
    return port_bytes(data, "a.js", pair("wx", "my"), Style()).after


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk"])
def test_text_keeps_its_encoding(encoding: str) -> None:
    data = f"const a = '誠\\n許'\r\n{CALL}".encode(encoding)
    wanted = data.replace(b"wx.chooseImage({ ", b"my.chooseImage({ count: 9, ")
    assert ported(data) == wanted


def test_second_bytes_of_gbk_are_no_syntax() -> None:
    # these characters end in bytes that mean \\ ` | } { ' in ASCII
    nasty = "".join(
        chr(code)
        for code in range(0x4E00, 0x9FA5)
        if code % 7 == 0 and chr(code).encode("gbk")[1:] in (b"\\", b"`", b"}", b"{")
    )
    data = f'const a = "{nasty}"; wx.chooseImage({{ count: 1 }})\n'.encode("gbk")
    assert len(nasty) > 20
    assert ported(data) == data.replace(b"wx.", b"my.")


def test_a_single_byte_encoding() -> None:
    data = "wx.chooseImage({ count: 1 }) // d\xe9j\xe0 vu \xff\n".encode("latin-1")
    assert ported(data) == data.replace(b"wx.", b"my.")


def test_utf16_is_left_and_reported() -> None:
    data = CALL.encode("utf-16")
    done = port_bytes(data, "a.js", pair("wx", "my"), Style())
    assert done.after == data
    assert [item.code for item in done.findings] == ["MG509"]


def test_nuls_do_not_stop_the_parser() -> None:
    assert ported(b"wx.chooseImage({ count: 1 })\0\0;wx.chooseImage({ count: 1 })") == (
        b"my.chooseImage({ count: 1 })\0\0;my.chooseImage({ count: 1 })"
    )


@pytest.mark.parametrize(
    ("space", "encoding"),
    [("\u00a0", "utf-8"), ("\u3000", "utf-8"), ("\u3000", "gbk"), ("\ufeff", "utf-8")],
)
def test_white_space_outside_ascii(space: str, encoding: str) -> None:
    """It may stand before a brace where a semicolon is inserted, and wherever a space may."""
    code = f"{space}wx.chooseImage({{ count: 1,{space}success() {{ done('择'){space}}} }}){space}"
    data = f"Page({{ f() {{ {code}}} }})\n".encode(encoding)
    done = port_bytes(data, "a.js", pair("wx", "my"), Style())
    assert done.after == data.replace(b"wx.", b"my.")
    assert not [item for item in done.findings if item.code == "MG505"]


@given(st.binary(max_size=200))
def test_a_mask_has_the_same_length_and_ascii(data: bytes) -> None:
    encoding = encoding_of(data)
    if encoding is None:
        return
    masked = mask(data, encoding)
    assert len(masked) == len(data)
    assert b"\0" not in masked
    masked.decode("utf-8")


def test_every_ascii_byte_stays_where_others_are_masked() -> None:
    plain = bytes(range(1, 128))
    assert mask(plain + b"\xe9\x80", "latin-1") == plain + b"xx"
