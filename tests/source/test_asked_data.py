"""Data that says whether the source's global has a function: what hangs on it is not run where the
target has none, whichever script the test stands in."""

from __future__ import annotations

from pathlib import Path

import pytest
from mediaglot.adapters.source.pages.parts import PARTS
from mediaglot.adapters.source.tree.port import port_tree

PROGRAM = {
    "app.json": '{"pages": ["p"]}',
    "p.json": '{"usingComponents": {"c": "c"}}',
    "p.wxml": "<c/>",
    "p.js": "Page({})",
    "c.json": '{"component": true}',
    "c.wxml": '<view bindtap="tap"/>',
    "has.js": "export function hasProfile() { return !!wx.getUserProfile; }",
    "mixed.js": "import { hasProfile } from './has'\n"
    "export const mixed = Behavior({ data: { hasIt: hasProfile(), word: 1 } })",
    "c.js": "import { mixed } from './mixed'\nComponent({ behaviors: [mixed], methods: {\n"
    "tap() { const { hasIt, word } = this.data\n"
    "if (word && hasIt) { wx.getUserProfile({ desc: 'd' }) } },\n} })",
}
ASKS = "if (word && hasIt) { wx.getUserProfile({ desc: 'd' }) }"
MORE = "tap() {"


def blocked(changes: dict[str, str], folder: Path) -> set[str]:
    for name, text in (PROGRAM | changes).items():
        (folder / name).write_text(text)
    port = port_tree(folder, read="wx", write="my", parts=PARTS)
    return {cause.name for page in port.pages for cause in page.blockers}


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"has.js": "export const hasProfile = () => wx.canIUse('getUserProfile')"},
        {"mixed.js": "export const mixed = Behavior({ data: { hasIt: !!wx.getUserProfile } })"},
        {"c.js": PROGRAM["c.js"].replace(ASKS, "this.data.hasIt && wx.getUserProfile({})")},
    ],
    ids=str,
)
def test_data_that_says_that_a_function_is_not_there(
    changes: dict[str, str], tmp_path: Path
) -> None:
    assert blocked(changes, tmp_path) == set()


@pytest.mark.parametrize(
    "changes",
    [
        {"has.js": "export function hasProfile() { return !wx.getUserProfile }"},
        {"has.js": "export function hasProfile() { return !!wx.getSystemInfo }"},
        {"p.js": "Page({ data: { hasIt: true } })"},
        {"p.js": "Page({ set(c) { c.setData({ 'hasIt': 1 }) } })"},
        {"p.js": "Page({ set(c) { c.data.hasIt = 1 } })"},
        {"p.js": "function hasProfile() { return 1 }\nPage({})"},
        {"mixed.js": "export const mixed = Behavior({ data: { hasIt: other() } })"},
        {"c.js": PROGRAM["c.js"].replace("&& hasIt", "|| hasIt")},
        {"c.js": PROGRAM["c.js"].replace("= this.data\n", "= this.other\n")},
        {"c.js": PROGRAM["c.js"].replace(ASKS, "wx.getUserProfile({ desc: hasIt })")},
    ],
    ids=str,
)
def test_data_that_may_be_anything_else(changes: dict[str, str], tmp_path: Path) -> None:
    assert blocked(changes, tmp_path) == {"getUserProfile"}
