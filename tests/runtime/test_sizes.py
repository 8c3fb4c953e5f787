"""The companions that programs use most, in one file: how small it is, and what costs what."""

from __future__ import annotations

import commands
from mediaglot.adapters.runtime import generate
from mediaglot.adapters.runtime.sizes import sizes, weight
from test_file import weight as minified

TOP = (
    "showToast", "navigateTo", "getStorageSync", "hideLoading", "showLoading", "showModal",
    "request", "navigateBack", "setStorageSync", "switchTab", "setNavigationBarTitle",
    "stopPullDownRefresh", "redirectTo", "getSystemInfoSync", "reLaunch", "login",
    "setClipboardData", "removeStorageSync", "hideNavigationBarLoading", "createSelectorQuery",
    "getLaunchOptionsSync", "getSystemInfo", "uploadFile", "setStorage",
    "showNavigationBarLoading",
)  # fmt: skip
"""The 25 members of ``wx`` beside media that most files use, in this order, of 3,669 files of 114
public WeChat programs, counted in November 2026; ``wx.cloud``, which no target has, left out."""


def test_the_most_used_companions_are_small() -> None:
    small = {to: minified(generate("wx", to, only=TOP, fast=False)) for to in ("my", "tt")}
    assert small["tt"] < 10_260
    assert small["my"] < 12_500  # what it is made of, `sizes` tells


def test_the_six_most_used_over_three_vendors_are_under_ten_thousand_bytes() -> None:
    assert minified(generate("wx", "wx,my,tt", only=TOP[:6])) < 10_000


def test_what_costs_what() -> None:
    rows = sizes("wx", "my", only=TOP, fast=False)
    assert sum(size for _, size in rows) == weight(generate("wx", "my", only=TOP, fast=False))
    told = dict(rows)
    assert set(told) == {*TOP, ""}
    assert told["request"] > told["showToast"] > told["hideLoading"] > 0
    assert rows[:-1] == sorted(rows[:-1], key=lambda row: -row[1])


def test_the_command_tells_it() -> None:
    words = ["runtime", "--from", "wx", "--to", "my", "--only", "showToast,request", "--sizes"]
    status, out, told = commands.called(words)
    assert status == 0
    assert out.startswith(b"// mediaglot")
    lines = told.splitlines()
    assert [line.split()[1] for line in lines] == ["bytes,", "request", "showToast", "shared"]
    sizes_ = [int(line.split()[0].replace(",", "")) for line in lines]
    assert sizes_[0] == sum(sizes_[1:])


def test_one_function_alone() -> None:
    rows = dict(sizes("canonical", "my", only=["chooseImage"]))
    assert rows["chooseImage"] > 0
    assert rows[""] == 0
