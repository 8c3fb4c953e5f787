"""Touches of a component's tag on a client whose components hand on none by themselves."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from mediaglot.adapters.source.pages.parts import PARTS
from mediaglot.adapters.source.tree import output
from mediaglot.adapters.source.tree.port import port_tree
from mediaglot.adapters.source.tree.ported import TreePort

pytest.importorskip("quickjs")
from mediaglot.adapters.realm.host import Host

PAGE = """Page({ data: { said: [] },
  hit(e) { const { said } = this.data; said.push([e.type.toLowerCase(), e.currentTarget.id, e.currentTarget.dataset,
    e.touches ? e.touches.length : 0]); this.setData({ said }) },
  log() { return this.data.said } })
"""
PART = """Component({ properties: { n: Number, off: Boolean }, data: { count: 0 },
  methods: { own(e) { this.setData({ count: this.data.count + 1 }) } } })
"""


def program(text: str, part: str, more: Mapping[str, str] | None = None) -> dict[str, str]:
    return {
        "app.json": '{"pages": ["page"]}', "app.js": "App({})",
        "page.json": '{"usingComponents": {"my-part": "/part"}}', "page.wxml": text, "page.js": PAGE,
        "part.json": '{"component": true}', "part.wxml": part, "part.js": PART, **(more or {}),
    }  # fmt: skip


INNER = {
    "part.json": '{"component": true, "usingComponents": {"my-inner": "/inner"}}',
    "inner.json": '{"component": true}', "inner.js": PART,
}  # fmt: skip
USE = '<my-part id="p" bindtap="hit" data-who="me"/>'
CASES: dict[str, tuple[dict[str, str], list[str]]] = {
    "no handler of its own": (program(USE, '<view class="x"/>'), [".x"]),
    "one of its own": (program(USE, '<view class="x" bindtap="own">{{count}}</view>'), [".x"]),
    "one that is computed": (
        program(USE.replace("<my-part", '<my-part off="{{true}}"'),
                "<view class=\"x\" bind:tap=\"{{off ? '' : 'own'}}\">{{count}}</view>"),
        [".x"],
    ),
    "what stands deeper": (
        program(USE, '<view><text class="x" bindtap="own">a</text><text class="y">{{count}}</text></view>'),
        [".x", ".y"],
    ),
    "what ends it": (
        program(USE, '<view><text class="x" catchtap="own">a</text><text class="y">{{count}}</text></view>'),
        [".x", ".y"],
    ),
    "what ends it at the top": (
        program(USE, '<view class="x" catchtap="own"/><view class="y">{{count}}</view>'), [".x", ".y"],
    ),
    "one of several at the top": (
        program('<my-part wx:for="{{[1, 2]}}" wx:key="*this" n="{{item}}" bindtap="hit" data-n="{{item}}"/>',
                '<view wx:if="{{n == 1}}" class="x">1</view><block wx:else><view class="y">2</view></block>'),
        [".y", ".x"],
    ),
    "a component at the top": (
        program(USE, '<my-inner class="i" bindtap="own"/>', {**INNER, "inner.wxml": '<view class="x"/>'}),
        [".x"],
    ),
    "a component that tells it itself": (
        program(USE, '<view class="x" catchtap="go"/>',
                {"part.js": "Component({ methods: { go() { this.triggerEvent('tap', { a: 1 }) } } })"}),
        [".x"],
    ),
    "a tag that ends it on a page": (
        program('<view class="o"><my-part id="p" catchtap="hit"/></view>', '<view class="x" bindtap="own"/>'), [".x"],
    ),
    "a component that tells it from one place": (
        program(USE, '<view class="y"><view class="x" catchtap="go"/></view>',
                {"part.js": "Component({ methods: { go() { this.triggerEvent('tap', { a: 1 }) } } })"}),
        [".x"],
    ),
    "a component that speaks of telling it": (
        program(USE, '<view class="x" bindtap="own"/>',
                {"part.js": PART.replace("own(e) {", "own(e) { // was: this.triggerEvent('tap')\n")}),
        [".x"],
    ),
    "no tap at all": (program('<my-part/><view class="x" bindtap="hit"/>', "<view/>"), [".x"]),
    "an event of its own from a tag with an id": (
        program('<my-part id="p{{1}}" bind:go="hit" data-a="1"/>', '<view class="x" bindtap="go"/>',
                {"part.js": "Component({ methods: { go() { this.triggerEvent('go') } } })"}),
        [".x"],
    ),
}  # fmt: skip


def written(folder: Path, files: Mapping[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def ported(
    files: Mapping[str, str], folder: Path, write: str = "my"
) -> tuple[TreePort, Path, Path]:
    source = written(folder / "app", files)
    done = port_tree(source, read="wx", write=write, parts=PARTS)
    output.write_tree(done, source, folder / "out")
    return done, source, folder / "out"


def told(folder: Path, client: str, touched: list[str], event: str = "tap") -> list[Any]:
    with Host(client) as host, host.load(folder / "page.js", root=folder) as page:
        result: list[Any] = []
        for selector in touched:
            view = page.find(selector)
            getattr(view, event)()
            result.append((page.call("log"), page.tree.words()))
    return result


def bare(value: Any) -> Any:
    """What is told, without what the port gives tags."""
    if isinstance(value, dict):
        return {key: bare(item) for key, item in value.items() if not key.startswith("mg")}
    return [bare(item) for item in value] if isinstance(value, (list, tuple)) else value


@pytest.mark.parametrize("case", CASES)
def test_the_port_hears_what_the_original_hears(case: str, tmp_path: Path) -> None:
    files, touched = CASES[case]
    done, source, out = ported(files, tmp_path)
    assert not any(item.blocks for item in done.findings), [f.told for f in done.findings]
    original = told(source, "wx", touched)
    if case == "a component that tells it itself":
        assert [len(said) for said, _ in original] == [1]
    assert bare(told(out, "my", touched)) == bare(original)


def test_what_nothing_is_known_of_is_heard_where_the_target_hears_nothing(tmp_path: Path) -> None:
    """No source says that Feishu's components hand on touches; programs count on it."""
    files = program('<my-part id="p" class="card" bindtap="hit"/>', '<view class="x"/>')
    files = {name.replace(".wxml", ".ttml"): text for name, text in files.items()}
    done = port_tree(written(tmp_path / "app", files), read="tt", write="my", parts=PARTS)
    output.write_tree(done, tmp_path / "app", tmp_path / "out")
    assert {item.code for item in done.findings if item.blocks} == set()
    assert "MG720" in {item.code for item in done.findings}
    assert [len(said) for said, _ in told(tmp_path / "out", "my", [".x"])] == [1]


REFUSED = {
    "a slot at the top": (USE, "<slot/>", {}),
    "a template at the top": (
        USE, '<template name="t"><view/></template><template is="t"/>', {},
    ),
    "words at the top": (USE, "words", {}),
    "nothing at the top": (USE, "<wxs module='m'>exports.a = 1</wxs>", {}),
    "a component at the top that cannot": (USE, "<my-inner/>", {**INNER, "inner.wxml": "<slot/>"}),
    "components that contain each other": (
        USE, "<my-inner/>",
        {**INNER, "inner.wxml": "<my-part/>",
         "inner.json": '{"component": true, "usingComponents": {"my-part": "/part"}}'},
    ),
    "a label with words at the top": (USE, "<label>words</label>", {}),
    "an element that tells no touch at the top": (USE, "<label/><view/>", {}),
    "an end of the touch in another component": (
        f"<my-box>{USE.replace('bindtap', 'catchtap')}</my-box>", "<slot/>",
        {"page.json": '{"usingComponents": {"my-part": "/part", "my-box": "/box"}}',
         "box.json": '{"component": true}', "box.wxml": "<view><slot/></view>", "box.js": PART},
    ),
    "an end of the touch where it is heard around": (
        f"<view bindtap='hit'><view>{USE.replace('bindtap', 'catchtap')}</view></view>", "<view/>", {},
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_tell_a_touch_is_refused(case: str, tmp_path: Path) -> None:
    text, part, more = REFUSED[case]
    done, _, out = ported(program(text, part, more), tmp_path)
    assert [item.code for item in done.findings if item.blocks] == ["MG721"]
    written = "".join(path.read_text() for path in out.rglob("*.axml"))
    assert ("mgTell" in written) is (case == "an end of the touch where it is heard around")


LABELS: dict[str, tuple[dict[str, str], list[str]]] = {
    "on a page": (
        program('<label bindtap="hit" data-who="me"><view class="x"><text class="y"/></view><block wx:if="{{said}}"><view class="z"/></block></label>', "<view/>"),
        [".x", ".y", ".z"],
    ),
    "what is pressed": (
        program('<label bindtap="hit" data-who="me"><view class="x"><checkbox class="y"/></view></label>', "<view/>"),
        [".x", ".y"],
    ),
    "that ends it": (
        program('<view bindtap="hit"><label catchtap="hit" data-a="1"><view class="x"/></label><text class="y"/></view>', "<view/>"),
        [".x", ".y"],
    ),
    "what ends it inside": (
        program('<label bindtap="hit"><view class="x" catchtap="hit" data-b="1"/><view class="y"/></label>', "<view/>"),
        [".x", ".y"],
    ),
    "at the top of a component": (
        program(USE, '<label bindtap="own"><view class="x">{{count}}</view></label><view class="y"/>'), [".x", ".y"],
    ),
    "at the top, and nothing of its own": (
        program(USE, '<label><view class="x">{{count}}</view></label>'), [".x"],
    ),
    "one of several": (
        program(USE, '<view><label mut-bind:tap="own"><view class="x">{{count}}<text class="y" mut-bind:tap="own"/></view></label></view>'),
        [".x", ".y", ".x"],
    ),
    "one of several at the top": (
        program(USE, '<label mut-bind:tap="own"><view class="x">{{count}}<text class="y" mut-bind:tap="own"/></view></label>'),
        [".x", ".y", ".x"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", LABELS)
def test_what_stands_in_a_label_tells_of_its_touch(case: str, tmp_path: Path) -> None:
    """Alipay's page of the label: it takes no handler of a tap."""
    files, touched = LABELS[case]
    done, source, out = ported(files, tmp_path)
    assert not any(item.blocks for item in done.findings), [f.told for f in done.findings]
    told_of = "nothing of its own" not in case
    codes = {item.code for item in done.findings}
    handed_in = any(word in case for word in ("pressed", "top", "several"))
    assert ({"MG709", "MG737"} & codes) == (
        {"MG709" if handed_in else "MG737"} if told_of else set()
    )
    original = told(source, "wx", touched)
    written_to = told(out, "my", touched)
    assert len(original[-1][0]) + sum(map(str.isdigit, original[-1][1]))
    assert [(_without_id(said), words) for said, words in bare(written_to)] == [
        (_without_id(said), words) for said, words in bare(original)
    ]


def _without_id(said: list[Any]) -> list[Any]:
    return [[name, data, count] for name, _, data, count in said]


@pytest.mark.parametrize("case", LABELS)
def test_what_tells_for_a_label_is_no_difference(case: str, tmp_path: Path) -> None:
    from mediaglot.adapters.verify.pages import verify_pages

    source = written(tmp_path / "app", LABELS[case][0])
    (verdict,) = verify_pages(source, read="wx", write="my").verdicts
    assert verdict.difference is None


NOT_HANDED_IN = {
    "words": '<label bindtap="hit"><radio/>words</label>',
    "a slot": '<label bindtap="hit"><slot/></label>',
    "a component": '<label bindtap="hit"><my-part/></label>',
    "one that listens itself": '<label bindtap="hit"><input/><view bindtap="hit"/></label>',
    "data of the same name": '<label bindtap="hit" data-a="1"><radio/><view data-a="2"/></label>',
    "a loop": '<label bindtap="hit"><radio/><view wx:for="{{[1]}}" wx:key="*this"/></label>',
    "one that names what it presses": '<label for="a" bindtap="hit">words</label>',
    "a template": '<label bindtap="hit"><template is="a"/></label>',
}


@pytest.mark.parametrize("case", NOT_HANDED_IN)
def test_a_touch_of_a_label_that_nothing_can_tell_is_refused(case: str, tmp_path: Path) -> None:
    done, _, _ = ported(program(NOT_HANDED_IN[case], "<view/>"), tmp_path)
    assert [item.blocks for item in done.findings if item.blocks] == ["label tap"]


PRESSES_NOTHING = {
    "words": ('<label class="x" bindtap="hit" data-who="me">words {{said}}</label>', [".x"]),
    "an icon": ('<label class="x" catchtap="hit"><icon type="search"/><text>a</text></label>', [".x"]),
    "one that listens itself": (
        '<label class="x" bindtap="hit"><view class="y" bindtap="hit" data-b="1"/></label>', [".x", ".y"],
    ),
    "a loop": (
        '<label class="x" bindtap="hit"><view class="y" wx:for="{{[1, 2]}}" wx:key="*this">{{said}}</view></label>',
        [".x", ".y"],
    ),
    "nothing": ('<label class="x" bindtap="hit"/><view>{{said}}</view>', [".x"]),
    "one in a loop": ('<label class="x" wx:for="{{[1, 2]}}" wx:key="*this" bindtap="hit" data-n="{{item}}"/>', [".x"]),
}  # fmt: skip


@pytest.mark.parametrize("case", PRESSES_NOTHING)
def test_a_view_stands_in_the_place_of_a_label_that_presses_nothing(
    case: str, tmp_path: Path
) -> None:
    from mediaglot.adapters.verify.pages import verify_pages

    text, touched = PRESSES_NOTHING[case]
    done, source, out = ported(program(text, "<view/>"), tmp_path)
    codes = [item.code for item in done.findings if item.code not in ("MG748", "MG751")]
    assert codes == ["MG737"]
    assert "<label" not in (out / "page.axml").read_text()
    assert "</label" not in (out / "page.axml").read_text()
    original = told(source, "wx", touched)
    assert original[-1][0]
    assert bare(told(out, "my", touched)) == bare(original)
    (verdict,) = verify_pages(source, read="wx", write="my").verdicts
    assert verdict.ok


def test_a_label_that_nobody_touches_stays(tmp_path: Path) -> None:
    _, _, out = ported(program("<label>words</label>", "<view/>"), tmp_path)
    assert (out / "page.axml").read_text() == "<label>words</label>"


BOX = {"part.json": '{"component": true, "usingComponents": {"my-inner": "/inner"}}',
       "inner.json": '{"component": true}'}  # fmt: skip
TELLS = """Component({ data: { count: 0 }, methods: {
  own() { this.setData({ count: this.data.count + 1 }) },
  go() { this.own(); this.triggerEvent('lin-tap') } } })
"""
BY_TURNS: dict[str, tuple[dict[str, str], list[str], list[str]]] = {
    "within a component and around it": (
        program("<my-part/>",
                '<view mut-bind:tap="own">{{count}}<my-inner/><text class="c" bindtap="own">c</text></view>',
                {**INNER, "inner.wxml": '<view class="a" mut-bind:tap="own">{{count}}<text class="b" mut-bind:tap="own">b</text></view>'}),
        [".a", ".b", ".c", ".b", ".a", ".a"],
        ["0 1 b c", "0 2 b c", "2 2 b c", "2 3 b c", "2 4 b c", "2 5 b c"],
    ),
    "at the top of a component whose tag is touched": (
        program(USE, '<view class="a" mut-bind:tap="own">{{count}}<text class="b" mut-bind:tap="own">b</text></view>'
                     '<view class="c">c</view>'),
        [".a", ".b", ".c"], ["1 b c", "2 b c", "2 b c"],
    ),
    "on the tags of components": (
        program("<my-part/>", '<view mut-bind:tap="own">{{count}}<my-inner mut-bind:tap="own"/></view>',
                {**INNER, "inner.wxml": '<view class="a" mut-bind:tap="own">{{count}}</view><view class="c">c</view>'}),
        [".a", ".c", ".a"], ["0 1 c", "1 1 c", "1 2 c"],
    ),
    "around the tag of a component that ends it": (
        program("<my-part/>", '<view bindtap="own">{{count}}<view><my-inner catchtap="own"/></view></view>',
                {**INNER, "inner.wxml": '<view class="a" bindtap="own">{{count}}</view><text class="c">c</text>'}),
        [".a", ".c", ".a"], ["1 1 c", "2 1 c", "3 2 c"],
    ),
    "of an event of the component's own": (
        program("<my-part/>",
                '<view mut-bind:tap="own"><text>{{count}}</text><my-inner mut-bind:lin-tap="own"/></view>',
                {**BOX, "part.js": PART, "inner.js": TELLS, "inner.wxml": '<view class="a" catchtap="go">{{count}}</view><view class="c" bindtap="go">c</view>'}),
        [".a", ".c", ".a"], ["1 1 c", "3 2 c", "4 3 c"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("write", ["my", "tt"])
@pytest.mark.parametrize("case", BY_TURNS)
def test_one_of_several_handlers_of_a_touch_is_called(
    case: str, write: str, tmp_path: Path
) -> None:
    """WeChat's ``mut-bind``: the first that is met of an event, within a component and around it;
    what else the touch does is done as ever."""
    files, touched, expected = BY_TURNS[case]
    done, source, out = ported(files, tmp_path, write)
    assert not any(item.blocks for item in done.findings)
    found: list[Any] = []
    for client, folder in (("wx", source), (write, out)):
        with Host(client) as host:
            page = host.load(folder / "page.js")
            words = []
            for name in touched:
                page.find(name).tap()
                page.program.run_for(1)  # taps have times of their own
                words.append(page.tree.words())
            found.append((words, bare(page.call("log"))))
    assert found[0] == found[1]
    assert found[0][0] == expected


BUBBLING = TELLS.replace("'lin-tap')", "'lin-tap', {}, { bubbles: true, composed: true })")
AROUND = '<view mut-bind:lin-tap="own">{{count}} <my-inner mut-bind:lin-tap="own"/></view>'


def test_one_of_several_handlers_of_an_event_that_bubbles_is_called(tmp_path: Path) -> None:
    more = {
        **BOX,
        "part.js": PART,
        "inner.js": BUBBLING,
        "inner.wxml": '<view class="a" bindtap="go"/>',
    }
    done, source, out = ported(program("<my-part/>", AROUND, more), tmp_path, "tt")
    assert not any(item.blocks for item in done.findings)
    found = []
    for client, folder in (("wx", source), ("tt", out)):
        with Host(client) as host:
            page = host.load(folder / "page.js")
            page.find(".a").tap()
            found.append(page.tree.words())
    assert found == ["1", "1"]


def test_an_end_that_others_may_miss_is_a_loss(tmp_path: Path) -> None:
    """What a component stands in may listen: its template cannot know."""
    outer = '<view><my-inner catchtap="own"/></view>'
    files = program("<my-part/>", outer, {**INNER, "inner.wxml": '<view class="x"/>'})
    done, _, out = ported(files, tmp_path)
    assert not any(item.blocks for item in done.findings)
    (said,) = [item.diagnostic for item in done.findings if item.code == "MG721"]
    assert (said.severity, said.loss) == ("warning", "approximated")
    assert said.message == (
        "nothing ends the tap of <my-inner> on Alipay: what is around it hears it, too"
    )
    assert (out / "part.axml").read_text() == '<view><my-inner onTap="own"/></view>'


def test_nothing_is_added_where_nobody_listens(tmp_path: Path) -> None:
    _, _, out = ported(program('<my-part id="p"/>', '<view class="x"/>'), tmp_path)
    assert (out / "page.axml").read_text() == '<my-part id="p"/>'
    assert (out / "part.axml").read_text() == '<view class="x"/>'


def test_a_second_port_of_the_written_finds_nothing(tmp_path: Path) -> None:
    _, _, out = ported(CASES["one of its own"][0], tmp_path)
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    again = port_tree(out, read="wx", write="my", parts=PARTS)
    assert not any(file.changed for file in again.files)
    assert before == {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}


def test_a_component_that_only_its_tag_listens_to_is_touched(tmp_path: Path) -> None:
    from mediaglot.adapters.verify.pages import verify_pages

    files = program(USE, "<view>1</view>")
    source = written(tmp_path / "app", files)
    (verdict,) = verify_pages(source, read="wx", write="my").verdicts
    assert (verdict.difference, verdict.steps) == (None, 1)
    port_tree(source, read="wx", write="my", parts=PARTS)
    _, _, out = ported(files, tmp_path / "again")
    (out / "part.axml").write_text("<view>1</view>")
    (verdict,) = verify_pages(source, read="wx", write="my", port=out).verdicts
    assert verdict.difference is not None


def test_many_components_at_the_top_of_one_another(tmp_path: Path) -> None:
    many = 700
    files = program('<my-part bindtap="hit"/>', "<my-next/>", {
        "part.json": '{"component": true, "usingComponents": {"my-next": "/p0"}}',
        **{f"p{at}.js": "Component({})" for at in range(many)},
        **{f"p{at}.wxml": "<my-next/>" for at in range(many)},
        **{f"p{at}.json": f'{{"component": true, "usingComponents": {{"my-next": "/p{(at + 1) % many}"}}}}'
           for at in range(many)},
    })  # fmt: skip
    done, _, _ = ported(files, tmp_path)
    assert "MG721" in {item.code for item in done.findings}
