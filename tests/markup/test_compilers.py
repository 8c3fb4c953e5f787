"""WeChat's own compilers of templates are the oracle for what is well formed."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import jsenv
import pytest
import tomli
from mediaglot.adapters.source.common.pair import pair
from mediaglot.adapters.source.markup.template import port_template
from mediaglot.adapters.source.markup.tokens import scanned

pytestmark = pytest.mark.node
HERE = Path(__file__).parent

GOOD = (
    '<view wx:if="{{a < b}}">{{ a < b ? "<" : ">" }}</view>',
    "<view>{{ '<view>' }} {{ {a: 1} }}</view>",
    "<view a='x>y' b=\"it's\"/>",
    '<image lazy-load =  bindtap="a"/>',
    '<wxs module="m">var a = "<b>"; if (1 < 2) {} module.exports = { a: a }</wxs>',
    "<!-- <view> -->a<!---->b",
    "<block/><VIEW>x</VIEW>",
    '<view class="a" class="b"/>',
    '<image src="a"></image >',
    '<view a="x}} y"/>',
)
BAD = (
    "<view>{{a</view>",
    '<input type="text"><view></view>',
    "<view><text></view></text>",
    "</view>",
    "<view",
    "<br>x",
    "<view></view foo>",
    "<!DOCTYPE html><view/>",
    '<view/ class="a">x</view>',
    "<input></input><image>",
)
"""What both of them refuse."""


@cache
def judged(texts: tuple[str, ...], build: bool) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = jsenv.ask("templates", {"texts": texts, "build": build})
    return found


def problems(text: str) -> list[str]:
    return [found.text for found in scanned(text, {"wxs"}).problems]


def vectors() -> list[str]:
    return [
        case["source"]
        for file in sorted(HERE.glob("*.toml"))
        for case in tomli.loads(file.read_text(encoding="utf-8"))["case"]
        if case["read"] == "wx" and not case.get("module")
    ]


def test_what_they_take_is_taken() -> None:
    for text, said in zip(GOOD, judged(GOOD, build=True), strict=True):
        assert said["tags"] == []
        assert said["built"] in (True, None), text
        assert problems(text) == [], text


def test_what_both_refuse_is_refused() -> None:
    for text, said in zip(BAD, judged(BAD, build=True), strict=True):
        assert said["tags"] != [], text
        assert said["built"] in (False, None), text
        assert problems(text) != [], text


def test_the_vectors_are_what_they_say() -> None:
    texts = tuple(vectors())
    for text, said in zip(texts, judged(texts, build=False), strict=True):
        if said["tags"]:
            assert problems(text), (text, said)


def test_what_comes_back_is_taken() -> None:
    there_and_back = []
    for text in vectors():
        away = port_template(text.encode(), "a.wxml", pair("wx", "my"))
        if away.goal:
            back = port_template(away.after, away.goal, pair("my", "wx"))
            there_and_back.append(back.after.decode())
    texts = tuple(there_and_back)
    for text, said in zip(texts, judged(texts, build=False), strict=True):
        assert said["tags"] == [], text
