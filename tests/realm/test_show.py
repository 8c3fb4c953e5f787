"""A page as text: what a person reads, in few columns and in many."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from mediaglot.adapters.realm.page import Page
from mediaglot.adapters.realm.render.show import page_text
from mediaglot.adapters.system.columns import width

Load = Callable[..., Page]

TEMPLATE = """<view class="title">我的相册 Album <text class="n">{{n}} photos</text></view>
<view><button bindtap="pick" data-index="1">Choose</button><button form-type="submit">Send</button></view>
<form bindsubmit="send"><input placeholder="name" value="{{name}}" bindinput="typed"/><input placeholder="who"/>
<switch checked bindchange="sw"/><radio-group><label><radio value="a"/>agree</label></radio-group></form>
<view wx:for="{{list}}" bindtap="open" data-id="{{item}}"><image src="/{{item}}.jpg"/><text>{{item}}</text></view>
<navigator url="/next">more</navigator><view hidden>secret</view><my-tag>in</my-tag><picker/><slider value="5"/>
<view bindtap="open" data-a="{{list}}">{{long}}</view>"""
CODE = """Page({ data: { n: 2, name: 'Ann', list: ['a', '二'], long: 'words '.repeat(30) },
  pick() {}, send() {}, typed() {}, sw() {}, open() {} })"""

WIDE = """\
我的相册 Album 2 photos
[Choose]                          tap: pick {index=1}
[Send]
<form>                                   submit: send
  input [Ann]                            input: typed
  input [(who)]
  [x]                                      change: sw
  ( )
  agree
<view>                               tap: open {id=a}
  image /a.jpg
  a
<view>                              tap: open {id=二}
  image /二.jpg
  二
-> /next more
<my-tag> in
picker
slider [5]
words words words words words words words words word…
  tap: open {a=["a", "二"]}"""


def test_a_page_as_text(load: Load) -> None:
    page = load(CODE, files={"page.wxml": TEMPLATE})
    assert page_text(page.tree, 53) == WIDE


@pytest.mark.parametrize("columns", [1, 40, 60, 120])
def test_no_line_is_wider_than_it_may_be(load: Load, columns: int) -> None:
    page = load(CODE, files={"page.wxml": TEMPLATE})
    lines = page_text(page.tree, columns, lambda text: text).splitlines()
    assert max(map(width, lines)) <= max(40, columns)
    assert all("secret" not in line for line in lines)


def test_what_can_be_done_is_painted(load: Load) -> None:
    page = load("Page({ go() {} })", files={"page.wxml": '<button bindtap="go">x</button>'})
    assert page_text(page.tree, 40, lambda text: f"<<{text}>>").endswith("<<tap: go>>")


def test_a_page_where_nothing_shows(load: Load) -> None:
    page = load("Page({})", files={"page.wxml": "<view hidden>x</view><view/>"})
    assert page_text(page.tree, 60) == ""
