"""The user's directory: a member of the global on some, an address on others."""

from __future__ import annotations

import mediaglot as mg
import pytest

ADDRESSES = {
    "use('ttfile://user')": "use(wx.env.USER_DATA_PATH)",
    "use('ttfile://user/a/b')": "use(`${wx.env.USER_DATA_PATH}/a/b`)",
    'use("ttfile://user/a")': "use(`${wx.env.USER_DATA_PATH}/a`)",
    "use(`ttfile://user/${a}`)": "use(`${wx.env.USER_DATA_PATH}/${a}`)",
    "use('ttfile://user/' + a)": "use(wx.env.USER_DATA_PATH + '/' + a)",
    "use(a + 'ttfile://user/b')": "use(a + `${wx.env.USER_DATA_PATH}/b`)",
    "const a = { b: 'ttfile://user/a' }": "const a = { b: `${wx.env.USER_DATA_PATH}/a` }",
}
TOLD = """\
use('ttfile://user/a\\tb')
use('ttfile://user\\tb')
use('ttfile://users/a')
use("ttfile://user/`")
use("ttfile://user/${a}")
import a from 'ttfile://user/a'
export * from 'ttfile://user/a'
'ttfile://user/a'
const a = { 'ttfile://user/a': 1 }
const { 'ttfile://user/a': b } = c
type A = 'ttfile://user/a'
enum A { B = 'ttfile://user/a' }
const wx = 1; use('ttfile://user/a')
"""
QUIET = """\
use('x ttfile://user/a')
use(`a ttfile://user/${a}`)
// ttfile://user/a
"""
MEMBERS = {
    "use(wx.env.USER_DATA_PATH)": "use('ttfile://user')",
    "use(wx.env?.USER_DATA_PATH)": "use('ttfile://user')",
    'use(wx["env"].USER_DATA_PATH)': 'use("ttfile://user")',
    "use(a[wx.env.USER_DATA_PATH])": "use(a['ttfile://user'])",
    "use(`${wx.env.USER_DATA_PATH}/a`)": "use(`ttfile://user/a`)",
    "use(wx.env.USER_DATA_PATH + '/a')": "use('ttfile://user' + '/a')",
}
OTHERS = """\
use(wx.env.other)
use(wx.env)
use(env.USER_DATA_PATH, wx.env[USER_DATA_PATH])
const { USER_DATA_PATH, VERSION } = wx.env
const tt = 1; use(wx.env.USER_DATA_PATH)
"""


def ported(code: str, read: str, write: str) -> tuple[str, list[str]]:
    done = mg.port(code, read=read, write=write, name="a.ts")
    return done.code, [item.code for item in done.findings]


@pytest.mark.parametrize("code", ADDRESSES)
def test_an_address_becomes_the_member(code: str) -> None:
    assert ported(code, "tt", "wx") == (ADDRESSES[code], [])


@pytest.mark.parametrize("code", TOLD.splitlines())
def test_an_address_that_cannot_be_rewritten_in_place_is_told(code: str) -> None:
    assert ported(code, "tt", "wx") == (code, ["MG519"])


@pytest.mark.parametrize("code", QUIET.splitlines())
def test_what_only_looks_like_an_address_stays(code: str) -> None:
    assert ported(code, "tt", "wx") == (code, [])


@pytest.mark.parametrize("code", MEMBERS)
def test_the_member_becomes_an_address(code: str) -> None:
    assert ported(code, "wx", "tt") == (MEMBERS[code], [])


@pytest.mark.parametrize("code", OTHERS.splitlines())
def test_other_members_of_the_global_are_told(code: str) -> None:
    assert ported(code, "wx", "tt") == (code, ["MG401"])


def test_where_the_global_has_another_name_and_the_member_the_same() -> None:
    code = "use(`${wx.env.USER_DATA_PATH}/a`)"
    assert ported(code, "wx", "my") == (code.replace("wx.", "my."), [])
    hidden = f"const my = 1; {code}"
    assert ported(hidden, "wx", "my") == (hidden, ["MG528"])
