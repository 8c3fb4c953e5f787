"""The companions that programs use most, in one file: how small it is, and what costs what."""

from __future__ import annotations

import re
from itertools import chain
from pathlib import Path

import commands
import pytest
from mediaglot.adapters.runtime import generate
from mediaglot.adapters.runtime.sizes import parts, sizes, weight
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


MEDIA = (
    "chooseImage", "previewImage", "getImageInfo", "saveImageToPhotosAlbum", "chooseMedia",
    "compressImage",
)  # fmt: skip
PAGES = {"docs/runtime.md": "part", "docs/runtime.zh.md": "部分"}
ROOT = Path(generate.__code__.co_filename).parents[2]


def test_the_most_used_companions_are_small() -> None:
    small = {to: minified(generate("wx", to, only=TOP, fast=False)) for to in ("my", "tt")}
    assert small["tt"] < 8_400
    assert small["my"] < 10_500  # what it is made of, docs/runtime.md tells


def test_six_functions_over_three_vendors_are_small() -> None:
    assert minified(generate("wx", "wx,my,tt", only=TOP[:6])) < 8_300
    assert minified(generate("wx", "wx,my,tt", only=TOP[:6], fast=False)) < 7_000
    assert minified(generate("wx", "wx,my,tt", only=MEDIA)) < 11_200


def made_of() -> dict[str, list[int]]:
    """For each part of a runtime, its bytes in the three that the pages tell of."""
    asked = [("my", TOP), ("wx,my,tt", TOP[:6]), ("wx,my,tt", MEDIA)]
    found = [dict(parts("wx", to, only=only, fast=False)) for to, only in asked]
    return {name: [rows.get(name, 0) for rows in found] for name in dict.fromkeys(chain(*found))}


@pytest.mark.parametrize("page", PAGES)
def test_the_pages_tell_what_runtimes_are_made_of(page: str, accept: bool) -> None:
    file = ROOT / page
    text = file.read_text(encoding="utf-8")
    table = re.search(
        rf"^\| {PAGES[page]} \|[^\n]*\n\|[^\n]*\n((?:\|[^\n]*\n)+)", text, re.MULTILINE
    )
    assert table
    rows = [[cell.strip() for cell in row.split("|")[1:-1]] for row in table[1].splitlines()]
    found = made_of()
    if accept:
        lines = (
            f"| {name} | {' | '.join(f'{size:,}' for size in sizes_)} |\n"
            for (name, *_), sizes_ in zip(rows, found.values(), strict=True)
        )
        file.write_text(text.replace(table[1], "".join(lines)), encoding="utf-8")
        return
    assert len(rows) == len(found)
    for (name, *told), sizes_ in zip(rows, found.values(), strict=True):
        for said, size in zip(told, sizes_, strict=True):
            assert abs(int(said.replace(",", "")) - size) <= 25 + size // 50, name


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
