"""Page by page: what stands there on both sides, after everything that can be touched was."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from commands import called
from mediaglot.adapters.cli.verify_pages import _explained
from mediaglot.adapters.verify.pages import PagesVerified, verify_pages
from mediaglot.adapters.verify.queries import queries_of
from mediaglot.adapters.verify.worlds import SCENARIOS

pytest.importorskip("quickjs")

SHOP = {
    "app.json": '{"pages": ["pages/shop", "pages/next"]}',
    "pages/shop.wxml": """<view class="title">{{title}} {{n}}</view>
<input value="{{name}}" bindinput="typed"/>
<view wx:for="{{list}}" wx:key="id" class="post" data-id="{{item.id}}" bindtap="open">{{item.t}}<text
  wx:if="{{on == item.id}}">*</text></view>
<button bindtap="pick">Pick</button>
<image wx:for="{{photos}}" wx:key="*this" src="{{item}}" bindtap="look" data-src="{{item}}"/>
<view wx:if="{{photos.length}}" bindtap="next">next</view>""",
    "pages/shop.js": """Page({
  data: { title: 'Shop', n: 0, name: '', on: 0, photos: [],
    list: [{ id: 1, t: 'one' }, { id: 2, t: 'two' }, { id: 3, t: 'three' }] },
  typed(e) { this.setData({ name: e.detail.value }) },
  open(e) { this.setData({ on: e.currentTarget.dataset.id }); wx.showToast({ title: 'it is ' + this.data.on }) },
  pick() { wx.chooseImage({ count: 2, success: (r) => this.setData({ photos: r.tempFilePaths }) }) },
  look(e) { wx.previewImage({ urls: this.data.photos, current: e.currentTarget.dataset.src }) },
  next() { wx.navigateTo({ url: '/pages/next?n=' + this.data.photos.length }) },
})""",
    "pages/next.wxml": "<text>next {{n}}</text>",
    "pages/next.js": "Page({ data: { n: 0 }, onLoad(q) { this.setData({ n: q.n }) } })",
}  # fmt: skip


def tree(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
    return folder


def one(source: dict[str, str], port: dict[str, str], tmp_path: Path, write: str = "my") -> Any:
    """The verdict of a page and its port, both given."""
    found = verify_pages(
        tree(tmp_path / "src", source), read="wx", write=write, port=tree(tmp_path / "port", port)
    )
    assert not found.undrawn, found.undrawn
    return found.verdicts[0]


@pytest.mark.parametrize("write", ["my", "tt"])
def test_a_program_and_its_port_agree_on_every_page(tmp_path: Path, write: str) -> None:
    found = verify_pages(tree(tmp_path, SHOP), read="wx", write=write)
    assert [(verdict.page, verdict.steps, verdict.ok) for verdict in found.verdicts] == [
        ("pages/next.js", 0, True), ("pages/shop.js", 6, True),
    ]  # fmt: skip
    assert (found.ok, found.complete) == (True, True)


def test_a_document_is_opened_and_a_template_script_has_a_variable_called_exports(
    tmp_path: Path,
) -> None:
    program = {
        "app.json": '{"pages": ["pages/a"]}',
        "pages/a.wxml": """<wxs module="u">
var exports = {};
exports.f = function (n) { return n + '!' };
module.exports = exports;
</wxs><text>{{u.f(n)}}</text><view bindtap="read">read</view>""",
        "pages/a.js": """Page({ data: { n: 1 }, read() {
  const filePath = wx.env.USER_DATA_PATH + '/a.pdf'
  wx.getFileSystemManager().writeFileSync(filePath, '%PDF', 'utf8')
  wx.openDocument({ filePath, fileType: 'pdf', success: () => this.setData({ n: 2 }) })
} })""",
    }
    found = verify_pages(tree(tmp_path, program), read="wx", write="my")
    assert [(verdict.steps, verdict.ok) for verdict in found.verdicts] == [(1, True)]


def test_what_ends_events_and_paths_from_the_root_are_no_difference(tmp_path: Path) -> None:
    """The port ends the event by a handler of its own, and writes the path from the root."""
    program = {
        "app.json": '{"pages": ["pages/deep/a"]}',
        "pages/deep/a.wxml": """<view catchtouchmove="true"><view bindtap="go">{{n}}</view></view>
<image src="../../images/one_2@2x.png"/>""",
        "pages/deep/a.js": """Page({ data: { n: 1 }, go() {
  this.setData({ n: this.data.n + 1 })
  wx.request({ url: 'https://a.b', method: 'post', complete: () => this.setData({ n: 7 }) })
} })""",
        "images/one_2@2x.png": "",
    }
    found = verify_pages(tree(tmp_path, program), read="wx", write="my")
    assert [(verdict.steps, verdict.ok) for verdict in found.verdicts] == [(1, True)]


def test_the_mark_stands_at_the_line_that_differs(tmp_path: Path) -> None:
    source = {
        "app.json": '{"pages": ["a"]}',
        "a.wxml": '<view bindtap="go">go</view>',
        "a.js": """Page({ go() {
  wx.showToast({ title: 'one' })
  wx.request({ url: 'https://a.b/' + 'x'.repeat(90) + '?n=1' })
} })""",
    }
    port = {
        "app.json": '{"pages": ["a"]}',
        "a.axml": '<view onTap="go">go</view>',
        "a.js": """Page({ go() {
  my.showToast({ content: 'one' })
  my.request({ url: 'https://a.b/' + 'x'.repeat(90) + '?n=2', dataType: 'text' })
} })""",
    }
    found = verify_pages(
        tree(tmp_path / "src", source), read="wx", write="my", port=tree(tmp_path / "port", port)
    )
    lines = "\n".join(_explained(found.verdicts[0], 80)).splitlines()
    marked = next(line for line in lines if " ! " in line)
    assert "?n=1" in marked
    assert "?n=2" in marked


CARDS = {
    "app.json": '{"pages": ["pages/a"]}',
    "pages/a.json": '{"usingComponents": {"my-card": "/parts/card"}}',
    "pages/a.wxml": """<my-card wx:for="{{list}}" wx:key="id" title="{{item.t}}" count="{{n}}" data-id="{{item.id}}"
  bind:picked="picked"><text slot="foot">foot {{item.id}}</text></my-card><view bindtap="more">more {{last}}</view>""",
    "pages/a.js": """Page({ data: { n: 1, last: '', list: [{ id: 1, t: 'one' }, { id: 2, t: 'two' }] },
  more() { this.setData({ n: this.data.n + 1 }) },
  picked(e) { this.setData({ last: e.detail.title + e.currentTarget.dataset.id }) } })""",
    "parts/card.json": '{"component": true}',
    "parts/card.wxml": """<view class="card" bindtap="go">{{title}} {{count}} {{twice}} {{state}}<slot name="foot"/></view>""",
    "parts/card.js": """Component({ options: { multipleSlots: true }, data: { twice: 0, state: 'new' },
  properties: { title: String, count: { type: Number, value: 0, observer(n) { this.setData({ twice: n * 2 }) } } },
  lifetimes: { attached() { this.setData({ state: 'attached' }) } },
  methods: { go() { this.triggerEvent('picked', { title: this.data.title }) } } })""",
}


@pytest.mark.parametrize("write", ["my", "tt"])
def test_components_live_on_both_sides(tmp_path: Path, write: str) -> None:
    found = verify_pages(tree(tmp_path, CARDS), read="wx", write=write)
    assert [(it.page, it.steps, it.difference) for it in found.verdicts] == [
        ("pages/a.js", 3, None)
    ]


LINKS = {
    "app.json": '{"pages": ["pages/a", "pages/deep/b", "pages/c"]}',
    "pages/a.wxml": """<view bindtap="go">go</view><navigator url="deep/b?from={{x}}&tab=2">b</navigator>""",
    "pages/a.js": """Page({ data: { x: 3 }, go() {
  wx.navigateTo({ url: '/pages/deep/b?kind=new&id=' + this.data.x + '&name=' + name })
  wx.redirectTo({ url: `../pages/c?id=${this.data.x}` }) } })""",
    "pages/deep/b.wxml": "<view>{{said}}</view>",
    "pages/deep/b.js": "Page({ data: { said: '' }, onLoad(q) { this.setData({ said: JSON.stringify(q) }) } })",
    "pages/c.wxml": '<view wx:if="{{id}}" bindtap="go">{{id}}</view>',
    "pages/c.js": "Page({ data: { id: '' }, onLoad({ id }) { this.setData({ id }) }, go() {} })",
}


def test_pages_are_opened_with_what_the_program_says(tmp_path: Path) -> None:
    root = tree(tmp_path, LINKS)
    found = queries_of(root, {"pages/a", "pages/deep/b", "pages/c"}, (".js", ".wxml"))
    assert found == {
        "pages/deep/b": {"kind": "new", "id": "1", "name": "1", "from": "1", "tab": "2"},
        "pages/c": {"id": "1"},
    }
    done = verify_pages(root, read="wx", write="my")
    assert [(it.page, it.steps, it.ok) for it in done.verdicts][1:] == [
        ("pages/c.js", 1, True), ("pages/deep/b.js", 0, True),
    ]  # fmt: skip


EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "notes-app"


@pytest.mark.parametrize("read", ["wx", "my", "tt"])
@pytest.mark.parametrize("write", ["wx", "my", "tt"])
def test_the_example_agrees_on_every_page(read: str, write: str) -> None:
    if read == write:
        return
    found = verify_pages(EXAMPLE / read, read=read, write=write)
    steps = {verdict.page: (verdict.steps, verdict.ok) for verdict in found.verdicts}
    assert steps == {"pages/about/about.js": (1, True), "pages/list/list.js": (3, True)}
    assert found.complete


def test_every_situation_that_is_asked_for(tmp_path: Path) -> None:
    chosen = [it for it in SCENARIOS if it.name in ("cancel", "deny")]
    found = verify_pages(tree(tmp_path, SHOP), read="wx", write="my", situations=chosen)
    assert [v.situation for v in found.verdicts] == ["cancel", "deny"] * 2
    assert found.ok


PAGE = "Page({ data: { log: 'none', on: false, list: [1, 2] }, go(e) { this.setData({ log: String(e.target.dataset.a) }) }, HERE })"


def js(more: str = "") -> str:
    return PAGE.replace("HERE", more)


WRONG = [  # template, the port's, the port's script, what differs, after what
    ('<view data-a="1">{{log}}</view>', '<view data-a="2">{{log}}</view>', js(), "its data", "opening the page"),
    ('<view class="a b">x</view>', '<view class="b c">x</view>', js(), "its classes", "opening the page"),
    ("<view>{{log}}</view>", "<view>{{log}}!</view>", js(), "what stands there", "opening the page"),
    ('<image src="/a.png"/>', '<image src="/b.png"/>', js(), "its attributes", "opening the page"),
    ('<canvas canvas-id="c" data-a="1"/>', '<canvas id="c" data-a="2"/>', js(), "its data", "opening the page"),
    ('<view bindtap="go">x</view>', '<view catchTap="go">x</view>', js(), "what it listens to", "opening the page"),
    ('<view wx:for="{{list}}" bindtap="go" data-a="{{item}}">x</view>', '<view a:for="{{list}}" onTap="go" data-a="{{item}}">x</view>',
     js().replace("dataset.a)", "dataset.a).replace('2', '9')"), "what it did", ""),
    ('<view wx:if="{{on}}">on</view><view bindtap="turn">x</view>', '<view a:if="{{on}}">on</view><view onTap="turn">x</view>',
     js("turn() { this.setData({ on: 0 }) }"), "what it listens to", "tap <view> at page.wxml:1:31"),
]  # fmt: skip


@pytest.mark.parametrize(("template", "renamed", "script", "what", "after"), WRONG)
def test_the_first_difference_is_told(
    tmp_path: Path, template: str, renamed: str, script: str, what: str, after: str
) -> None:
    more = "turn() { this.setData({ on: 1 }) }" if "turn" in template else ""
    verdict = one(
        {"page.wxml": template, "page.js": js(more)},
        {"page.axml": renamed, "page.js": script},
        tmp_path,
    )
    assert (verdict.difference.what, verdict.step) == (what, after)
    assert verdict.original != verdict.port or what != "what stands there"


def test_the_dataset_of_what_was_hit_is_a_difference(tmp_path: Path) -> None:
    text = '<view data-a="out" bindtap="go"><view class="in" data-a="in" bindtap="hit">{{log}}</view></view>'
    own = {"page.wxml": text, "page.js": js("hit() {}")}
    port = {"page.axml": text.replace("bindtap", "onTap"), "page.js": js("hit() {}")}
    verdict = one(own, port, tmp_path)
    assert not verdict.ok
    assert (verdict.difference.original, verdict.difference.port) == ("in", "out")


def test_an_element_of_which_a_loss_was_told_is_not_touched(tmp_path: Path) -> None:
    own = {
        "page.wxml": '<label for="a" bindtap="go">x</label>\n<view bindtap="go">y</view>',
        "page.js": js(),
    }
    port = {"page.axml": '<label for="a">x</label><view onTap="go">y</view>', "page.js": js()}
    verdict = one(own, port, tmp_path)
    assert (verdict.ok, verdict.steps) == (True, 1)


def test_what_cannot_be_touched_in_the_port_is_told(tmp_path: Path) -> None:
    own = {"page.wxml": '<view wx:if="{{!on}}"><view bindtap="go">x</view></view>', "page.js": js()}
    port = {"page.axml": '<view a:if="{{!on}}"><view onTap="went">x</view></view>', "page.js": js()}
    assert one(own, port, tmp_path).difference.what == "what it listens to"


def test_a_loss_that_the_port_told_of_is_no_difference(tmp_path: Path) -> None:
    files = {
        "page.wxml": '<image show-menu-by-longpress src="/a.png" hidden="{{on}}"/><text>x</text>',
        "page.js": js(),
    }
    found = verify_pages(tree(tmp_path, files), read="wx", write="my")
    assert found.ok


def test_what_is_spelt_otherwise_is_no_difference(tmp_path: Path) -> None:
    files = {
        "app.json": '{"pages": ["pages/a/a"]}', "pages/a/a.js": js(),
        "pages/a/a.wxml": '<input auto-focus value="{{log}}"/><image src="../../img/a.png"/><image src="b.png"/>',
        "img/a.png": "", "pages/a/b.png": "",
    }  # fmt: skip
    found = verify_pages(tree(tmp_path, files), read="wx", write="my")
    assert [verdict.difference for verdict in found.verdicts] == [None]


def test_a_default_that_the_port_writes_out_is_no_difference(tmp_path: Path) -> None:
    source = {"app.json": '{"pages": ["p"]}', "p.js": "Page({})", "p.wxml": '<video src="a"/>'}
    port = {"app.json": '{"pages": ["p"]}', "p.js": "Page({})"}
    said = 'show-mute-btn="{{false}}" enable-progress-gesture="{{true}}"'
    assert one(source, {**port, "p.axml": f'<video {said} src="a"/>'}, tmp_path).ok
    left = one(source, {**port, "p.axml": '<video src="a"/>'}, tmp_path)
    assert left.difference.what == "its attributes"


def test_what_a_label_does_not_press_is_told_and_no_difference(tmp_path: Path) -> None:
    program = {
        "app.json": '{"pages": ["p"]}',
        "p.js": "Page({ data: { on: 'off' }, turn(e) { this.setData({ on: e.detail.value ? 'on' : 'off' }) } })",
        "p.wxml": '<label class="l"><switch bindchange="turn"/></label><text>{{on}}</text>',
    }
    found = verify_pages(tree(tmp_path, program), read="wx", write="my")
    assert found.ok
    pressed = one(
        program, {**program, "p.axml": program["p.wxml"].replace("bindc", "onC")}, tmp_path
    )
    assert (pressed.ok, pressed.steps) == (True, 1)


def test_a_picker_gives_what_its_mode_asks_for(tmp_path: Path) -> None:
    source = {
        "app.json": '{"pages": ["p"]}',
        "p.js": "Page({ data: { d: '' }, at(e) { this.setData({ d: e.detail.value }) } })",
        "p.wxml": '<picker mode="date" value="{{d}}" bindchange="at">{{d}}</picker>',
    }
    other = source["p.js"].replace("e.detail.value", "'none'")
    port = {"app.json": source["app.json"], "p.ttml": source["p.wxml"], "p.js": other}
    found = one(source, port, tmp_path, "tt")
    assert any("2025-02-03" in line for line in found.original)


def test_a_page_that_is_left_as_it_opens_is_compared_by_where_it_leads(tmp_path: Path) -> None:
    source = {
        "app.json": '{"pages": ["p", "login"]}',
        "p.js": "Page({ onLoad() { wx.reLaunch({ url: '/login' }) } })",
        "p.wxml": "<view>in</view>",
        "login.js": "Page({})",
        "login.wxml": "<view>log in</view>",
    }
    found = verify_pages(tree(tmp_path / "src", source), read="wx", write="my")
    assert not found.undrawn
    assert found.ok
    assert not found.complete
    assert [verdict.left for verdict in found.verdicts if verdict.page == "p.js"] == [
        ("what stands there: left for login.js as it opened",)
    ]
    port = {name.replace(".wxml", ".axml"): text for name, text in source.items()}
    other = {**port, "p.js": "Page({})", "p.axml": "<view>in</view>"}
    made = tree(tmp_path / "port", other)
    apart = verify_pages(tmp_path / "src", read="wx", write="my", port=made)
    [difference] = [verdict.difference for verdict in apart.verdicts if verdict.page == "p.js"]
    assert difference is not None
    assert (difference.original, difference.port) == ("(nothing)", "view")


def test_pages_that_are_not_drawn_are_named(tmp_path: Path) -> None:
    files = {"a.js": js(), "b.js": js(), "b.wxml": "<view>"}
    found = verify_pages(tree(tmp_path, files), read="wx", write="my")
    assert dict(found.undrawn) == {
        "a.js": "a.js: it has no template", "b.js": "b.wxml:1:1: <view> is not closed",
    }  # fmt: skip
    assert (found.verdicts, found.complete) == ((), False)


def test_the_command(tmp_path: Path) -> None:
    source = str(tree(tmp_path / "src", {"page.wxml": "<view>{{log}}</view>", "page.js": js()}))
    port = str(tree(tmp_path / "port", {"page.axml": "<view>{{log}}!</view>", "page.js": js()}))
    words = ["verify", source, "--from", "wx", "--to", "my", "--pages"]
    status, out, _ = called(words)
    assert (status, "1 of 1 are the same" in out.decode()) == (0, True)
    status, out, _ = called([*words, "--port", port])
    text = out.decode()
    assert status == 1
    assert "page.js, situation ok: what stands there differs after opening the page" in text
    assert any("none" in line and "! " in line and "none!" in line for line in text.splitlines())
    plain = json.loads(called([*words, "--port", port, "--format", "json"])[1])
    assert plain["pages"][0]["difference"]["port"] == "none!"
    status, _, told = called([*words, "--call", "page.js:go"])
    assert (status, "everything is touched" in told) == (2, True)


def test_found_is_a_value(tmp_path: Path) -> None:
    found = verify_pages(tree(tmp_path, SHOP), read="wx", write="my")
    assert isinstance(found, PagesVerified)


def listening(code: str) -> dict[str, str]:
    return {
        "app.json": '{"pages": ["a"]}',
        "a.wxml": "<view>a</view>",
        "a.axml": "<view>a</view>",
        "a.js": f"Page({{ onLoad() {{ {code} }} }})",
    }


def test_listeners_are_compared_where_the_target_hears_of_the_event(tmp_path: Path) -> None:
    """Each by what it hears of: what asks whether it can leaves it out there."""
    source = listening(
        "const f = () => {}; if (wx.onMenuButtonBoundingClientRectWeightChange)"
        " wx.onMenuButtonBoundingClientRectWeightChange(f); wx.onMemoryWarning(f)"
    )
    (verdict,) = verify_pages(tree(tmp_path / "own", source), read="wx", write="my").verdicts
    assert verdict.ok
    other = one(source, listening("my.onAppShow(() => {})"), tmp_path)
    assert other.difference is not None
    assert other.difference.original == 'listen    "onMemoryWarning"'
    assert other.difference.port == 'listen    "onAppShow"'


PARTS = {
    "app.json": '{"pages": ["a"]}',
    "a.json": '{"usingComponents": {"c-out": "c"}}',
    "a.js": "Page({ data: { n: 0 }, add() { this.setData({ n: this.data.n + 1 }) } })",
    "c.json": '{"component": true, "usingComponents": {"d-in": "d"}}',
    "c.js": "Component({ methods: { add() { this.triggerEvent('hit') } } })",
    "c.wxml": '<view><d-in bind:tap="add"/></view>',
    "d.json": '{"component": true}',
    "d.js": "Component({ methods: { own() {}, none() {} } })",
    "d.wxml": '<view bindtap="own">d</view>',
}


def test_what_a_component_tells_goes_no_further_where_it_is_a_function(tmp_path: Path) -> None:
    files = {**PARTS, "a.wxml": '<view>{{n}}</view><c-out catch:hit="add" bind:other="{{none}}"/>'}
    (verdict,) = verify_pages(tree(tmp_path, files), read="wx", write="my").verdicts
    assert (verdict.ok, verdict.steps) == (True, 1)


def test_what_is_told_of_a_tag_is_not_touched_within_it(tmp_path: Path) -> None:
    """No source says that a tag hears touches on Feishu: it is told at the tag of <d-in>."""
    files = {**PARTS, "a.wxml": '<view bindtap="add">{{n}}</view><c-out bind:hit="add"/>'}
    (verdict,) = verify_pages(tree(tmp_path, files), read="wx", write="tt").verdicts
    assert (verdict.ok, verdict.steps) == (True, 1)  # <view> of the page, not that of <d-in>


def test_what_only_one_vendor_s_tags_say_of_a_component_is_no_difference(tmp_path: Path) -> None:
    """Which component stands for another: told once, at the first tag."""
    tag = '<c-out generic:part="d-in"/>'
    (verdict,) = verify_pages(
        tree(tmp_path, {**PARTS, "a.wxml": tag * 2}), read="wx", write="tt"
    ).verdicts
    assert verdict.difference is None


def test_what_an_element_does_unasked_is_held_against_what_the_port_says(tmp_path: Path) -> None:
    """WeChat's movable view moves by an animation; Alipay's has to be told."""
    page = '<movable-area><movable-view x="9" direction="all">a</movable-view></movable-area>'
    files = {"app.json": '{"pages": ["a"]}', "a.wxml": page, "a.js": "Page({})"}
    (verdict,) = verify_pages(tree(tmp_path, files), read="wx", write="my").verdicts
    assert verdict.ok


@pytest.mark.parametrize("write", ["my", "tt"])
def test_what_a_component_makes_of_an_attribute_is_no_difference(
    tmp_path: Path, write: str
) -> None:
    """The port writes for Feishu in the property's type what WeChat makes of a text."""
    program = {
        "app.json": '{"pages": ["page"], "usingComponents": {"my-part": "./part"}}',
        "page.wxml": '<my-part plain="true" most-of="3" word="3" any="3" off="no"/>',
        "page.js": "Page({})",
        "part.json": '{"component": true}',
        "part.wxml": "<view>{{plain ? mostOf + 1 : 0}}{{word}}{{any}}{{off}}</view>",
        "part.js": "Component({ properties: { plain: Boolean, mostOf: Number, word: String, any: null,"
        " off: { type: Boolean } } })",
    }  # fmt: skip
    found = verify_pages(tree(tmp_path / "src", program), read="wx", write=write)
    assert [verdict.difference for verdict in found.verdicts] == [None]


def test_what_the_port_has_tags_and_pages_tell_is_no_difference(tmp_path: Path) -> None:
    """A page that is made as a component and asks for the related ones on it; a handler of which one
    is called, of an event that a component tells."""
    program = {
        "app.json": '{"pages": ["page"], "usingComponents": {"my-ul": "./ul", "my-li": "./li"}}',
        "page.json": "{}",
        "page.wxml": '<my-ul id="ul"><my-li n="{{n}}"/></my-ul><view bindtap="more">more</view>',
        "page.js": "Component({ data: { n: 1 }, relations: {}, pageLifetimes: { show() {} },"
        " methods: { more() { this.setData({ n: 2 }) } } })",
        "ul.json": '{"component": true}',
        "ul.wxml": '<view mut-bind:lin-tap="own"><my-li n="0" mut-bind:lin-tap="own"/><slot/>{{c}}</view>',
        "ul.js": "Component({ data: { c: 0 }, relations: { './li': { type: 'child' } },"
        " methods: { own() { this.setData({ c: this.data.c + 1 }) } } })",
        "li.json": '{"component": true}',
        "li.wxml": '<view bindtap="go">{{n}}</view>',
        "li.js": "Component({ properties: { n: Number }, relations: { './ul': { type: 'parent' } },"
        " methods: { go() { this.triggerEvent('lin-tap', {}, { bubbles: true }) } } })",
    }  # fmt: skip
    found = verify_pages(tree(tmp_path / "src", program), read="wx", write="tt")
    assert [(verdict.difference, verdict.steps) for verdict in found.verdicts] == [(None, 3)]
