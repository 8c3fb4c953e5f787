"""The component libraries that WeChat's programs are written with, as their tools build them into a
program: pages of related components do the same, drawn and touched on both clients."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import jsenv
import pytest
from mediaglot.adapters.source.pages.parts import PARTS
from mediaglot.adapters.source.tree.port import port_tree

pytest.importorskip("quickjs")
pytestmark = pytest.mark.node

DATA = {
    "active": 0, "one": "1", "many": ["1", "a"], "key": 0, "list": ["a", "b"], "said": "",
    "rows": [{"text": "o", "value": 0}, {"text": "p", "value": 1}],
}  # fmt: skip
SCRIPT = (
    f"Page({{ data: {json.dumps(DATA)},\n"
    "  change(e) { this.setData({ said: this.data.said + e.type + JSON.stringify(e.detail),\n"
    "    active: e.detail.index || 0, one: e.detail, many: e.detail, key: e.detail }) },\n"
    "  hit(e) { this.setData({ said: this.data.said + e.currentTarget.id }) } })\n"
)
LOOP = 'wx:for="{{list}}" wx:key="*this"'
VANT = {
    "tabs": '<van-tabs active="{{active}}" bind:change="change"><van-tab title="A">one</van-tab>'
    f'<van-tab {LOOP} title="{{{{item}}}}">{{{{item}}}}</van-tab></van-tabs>',
    "radio": '<van-radio-group value="{{one}}" bind:change="change"><view><van-radio name="1">x'
    '</van-radio></view><van-radio name="2">y</van-radio></van-radio-group>',
    "checkbox": '<van-checkbox-group value="{{many}}" bind:change="change">'
    f'<van-checkbox {LOOP} name="{{{{item}}}}">{{{{item}}}}</van-checkbox></van-checkbox-group>',
    "collapse": '<van-collapse value="{{many}}" bind:change="change"><van-collapse-item title="t" '
    'name="1">x</van-collapse-item><van-collapse-item title="u" name="2">y</van-collapse-item></van-collapse>',
    "grid": f'<van-grid column-num="3"><van-grid-item {LOOP} icon="photo-o" text="{{{{item}}}}"/></van-grid>',
    "sidebar": '<van-sidebar active-key="{{key}}" bind:change="change"><van-sidebar-item title="p"/>'
    '<van-sidebar-item title="q" dot/></van-sidebar>',
    "tabbar": '<van-tabbar active="{{key}}" bind:change="change"><van-tabbar-item icon="home-o">h'
    '</van-tabbar-item><van-tabbar-item icon="search">s</van-tabbar-item></van-tabbar>',
    "row": '<van-row gutter="20"><van-col span="8">a</van-col><van-col span="8">b</van-col></van-row>',
    "dropdown": '<van-dropdown-menu><van-dropdown-item value="{{key}}" options="{{rows}}" '
    'bind:change="change"/></van-dropdown-menu>',
    "cell": '<van-cell-group><van-cell id="one" title="c" bind:tap="hit"/></van-cell-group>'
    '<van-icon id="two" name="success" catchtap="hit"/>',
}
TDESIGN = {
    "cell": '<t-cell-group><t-cell title="a"/><t-cell title="b"/></t-cell-group>',
    "grid": f'<t-grid column="2"><t-grid-item {LOOP} text="{{{{item}}}}"/></t-grid>',
    "steps": '<t-steps current="1"><t-step-item title="a"/><t-step-item title="b"/></t-steps>',
    "side-bar": '<t-side-bar value="{{key}}"><t-side-bar-item value="0" label="p"/>'
    '<t-side-bar-item value="1" label="q"/></t-side-bar>',
    "row": '<t-row gutter="16"><t-col span="8">a</t-col><t-col span="8">b</t-col></t-row>',
    "avatar": "<t-avatar-group><t-avatar>A</t-avatar><t-avatar>B</t-avatar></t-avatar-group>",
}
LIBRARIES = {
    "van": ("@vant/weapp", "lib", "{0}/index", VANT),
    "t": ("tdesign-miniprogram", "miniprogram_dist", "{0}/{0}", TDESIGN),
}


LEFT_OUT = shutil.ignore_patterns(
    "*.d.ts", "*.wxss.map", "calendar*", "cascader", "chat*", "color-picker", "date*picker", "marked",
    "image-viewer", "qrcode", "table", "tree-select", "upload*", "swiper*", "dialog", "picker*",
    "share-sheet", "slider", "toast", "notify", "field", "search", "area", "circle", "guide", "input",
    "message*", "navbar", "textarea", "stepper", "popover", "drawer", "action-sheet", "rate", "form*",
)  # fmt: skip
"""What none of the pages needs."""


def built(folder: Path, prefix: str) -> Path:
    """A program with a library, and a page for each of its templates."""
    package, inside, path, pages = LIBRARIES[prefix]
    target = folder / "miniprogram_npm" / package
    shutil.copytree(jsenv.packages() / package / inside, target, ignore=LEFT_OUT)
    for name, text in pages.items():
        page = folder / "pages" / name
        page.mkdir(parents=True)
        tags = {word.partition(" ")[0].strip(">/") for word in text.split(f"<{prefix}-")[1:]}
        using = {f"{prefix}-{tag}": f"{package}/{path.format(tag)}" for tag in tags}
        (page / f"{name}.json").write_text(json.dumps({"usingComponents": using}))
        (page / f"{name}.wxml").write_text(f"{text}\n<text>{{{{said}}}}</text>\n")
        (page / f"{name}.js").write_text(SCRIPT)
    (folder / "app.json").write_text(json.dumps({"pages": [f"pages/{it}/{it}" for it in pages]}))
    (folder / "app.js").write_text("App({})\n")
    return folder


@pytest.mark.parametrize(
    ("prefix", "write", "blocked"),
    [("van", "tt", set()), ("van", "my", set()), ("t", "tt", {"avatar"}), ("t", "my", {"avatar"})],
)
def test_pages_of_a_library(prefix: str, write: str, blocked: set[str], tmp_path: Path) -> None:
    from mediaglot.adapters.verify.pages import verify_pages

    source = built(tmp_path / "app", prefix)
    done = port_tree(source, read="wx", write=write, parts=PARTS)
    kept = {page.name: [cause.words for cause in page.blockers] for page in done.pages}
    assert {name.split("/")[1] for name, causes in kept.items() if causes} == blocked, kept
    verified = verify_pages(source, read="wx", write=write)
    differ = {it.page.split("/")[1] for it in verified.verdicts if it.difference is not None}
    assert differ <= blocked
    assert len(verified.verdicts) == len(LIBRARIES[prefix][3])
