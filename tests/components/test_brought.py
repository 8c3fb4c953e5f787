"""Components that a port brings for what the target's built-in ones cannot do: pickers of days and
times on Alipay."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import mediaglot as mg
import pytest
from jsenv import node
from mediaglot.adapters.source.pages.parts import PARTS
from mediaglot.adapters.source.tree import output
from mediaglot.adapters.source.tree.port import port_tree
from mediaglot.adapters.source.tree.ported import TreePort
from mediaglot.adapters.verify.pages import verify_pages

pytest.importorskip("quickjs")

TAG = "mediaglot-date-picker"
SCRIPT = """Page({ data: { day: "2024-01-02", at: "12:00", said: [] },
  chosen(e) { this.data.said.push([e.type, e.detail, e.currentTarget.dataset, e.currentTarget.id]);
    this.setData({ said: this.data.said, day: e.detail.value || this.data.day }) },
  tapped(e) { this.data.said.push([e.type, e.currentTarget.dataset, e.currentTarget.id]);
    this.setData({ said: this.data.said }) } })
"""
DAY = '<picker id="p" mode="date" value="{{day}}" bindchange="chosen" data-row-id="7">{{day}}</picker>'


def program(text: str, more: Mapping[str, str] | None = None) -> dict[str, str]:
    return {
        "app.json": '{"pages": ["pages/page"]}', "app.js": "App({})", "pages/page.json": "{}",
        "pages/page.wxml": text, "pages/page.js": SCRIPT, **(more or {}),
    }  # fmt: skip


def written(folder: Path, files: Mapping[str, str]) -> Path:
    for name, text in files.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text)
    return folder


def ported(folder: Path, files: Mapping[str, str], read: str = "wx", write: str = "my") -> TreePort:
    return port_tree(written(folder / "app", files), read=read, write=write, parts=PARTS)


def after(port: TreePort, name: str) -> str:
    return next(file for file in port.files if file.name == name).after.decode()


def said(port: TreePort) -> list[tuple[str, str]]:
    return [(item.code, item.told) for item in port.findings if item.code not in ("MG751", "MG738")]


TAGS = {
    '<picker mode="date" value="{{day}}" bindchange="chosen">a</picker>': (
        f'<{TAG} mode="date" value="{{{{day}}}}" onChange="chosen">a</{TAG}>'
    ),
    '<picker mode="time" start="09:00" end="{{at}}" bind:cancel="chosen" disabled />': (
        f'<{TAG} mode="time" start="09:00" end="{{{{at}}}}" onCancel="chosen" disabled="{{{{true}}}}" />'
    ),
    "<picker mode='date' fields='month' catchchange='chosen' class='a b' style='color: red'/>": (
        f"<{TAG} mode='date' fields='month' onChange='chosen' class='a b' style='color: red'/>"
    ),
    '<picker wx:if="{{at}}" mode="date" range="{{said}}" range-key="a" name="day" bindtap="chosen"/>': (
        f'<{TAG} a:if="{{{{at}}}}" mode="date" onTap="chosen"/>'
    ),
    '<picker mode="date" hidden="{{!day}}" data-a="1"><view bindtap="chosen"/></picker>': (
        f"<{TAG} mode=\"date\" style=\"{{{{(!day) ? 'display: none' : ''}}}}\" data-a=\"1\">"
        f'<view onTap="chosen"/></{TAG}>'
    ),
    DAY: (
        f'<{TAG} data-mgid="p" id="p" mode="date" value="{{{{day}}}}" onChange="chosen" '
        f'data-row-id="7">{{{{day}}}}</{TAG}>'
    ),
}  # fmt: skip


@pytest.mark.parametrize("text", TAGS)
def test_a_tag_becomes_that_of_the_component(text: str, tmp_path: Path) -> None:
    port = ported(tmp_path, program(text))
    assert after(port, "pages/page.wxml") == TAGS[text]
    assert said(port) == []
    assert {page.verdict for page in port.pages} == {"complete"}
    config = json.loads(after(port, "pages/page.json"))
    assert config == {"usingComponents": {TAG: f"/{TAG}"}}
    made = output.added_texts(port)
    assert {f"{TAG}.{end}" for end in ("js", "axml", "acss", "json")} <= set(made)
    assert json.loads(made[f"{TAG}.json"]) == {"component": True}


WHEELS = {
    '<picker mode="multiSelector" range="{{a}}" range-key="n" value="{{b}}" bindcolumnchange="chosen"/>': (
        '<mediaglot-wheel-picker mode="multiSelector" range="{{a}}" rangeKey="n" value="{{b}}" onColumnchange="chosen"/>',
        [],
    ),
    '<picker range="{{a}}" bindcancel="chosen">a</picker>': (
        '<mediaglot-wheel-picker range="{{a}}" onCancel="chosen">a</mediaglot-wheel-picker>', [],
    ),
    '<picker mode="selector" range="{{a}}" bind:cancel="chosen" bindchange="chosen"/>': (
        '<mediaglot-wheel-picker mode="selector" range="{{a}}" onCancel="chosen" onChange="chosen"/>', [],
    ),
    '<picker mode="region" value="{{a}}" custom-item="all" bindchange="go"/>': (
        '<mediaglot-region-picker mode="region" value="{{a}}" customItem="all" onChange="go"/>', ["approximated"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("text", WHEELS)
def test_lists_and_regions_have_theirs(text: str, tmp_path: Path) -> None:
    more = {
        "pages/page.js": SCRIPT.replace(
            "tapped(e)", "go(e) { this.a = e.detail.value },\n tapped(e)"
        )
    }
    port = ported(tmp_path, program(text, more))
    tag, losses = WHEELS[text]
    assert after(port, "pages/page.wxml") == tag
    brought = [item for item in port.findings if item.code == "MG738"]
    assert [item.diagnostic.loss for item in brought if item.diagnostic.loss != "none"] == losses
    assert not port.pages[1].blockers
    assert said(port) == []


def test_what_regions_do_not_say_is_told_where_it_is_read(tmp_path: Path) -> None:
    more = {
        "pages/page.js": "Page({ go(e) { this.setData({ a: e.detail.postcode, b: e.detail.code }) } })"
    }
    port = ported(tmp_path, program('<picker mode="region" bindchange="go"/>', more))
    assert said(port) == [("MG711", "picker's change has no detail.postcode on Alipay")]


STAYS = {
    "one that is none of its words": '<picker mode="other" range="{{said}}"/>',
    "one that the data decides": '<picker mode="{{mode}}"/>',
    "one without a word": '<picker range="{{said}}"/>',
}


@pytest.mark.parametrize("text", STAYS.values(), ids=STAYS)
def test_any_other_stays_a_picker(text: str, tmp_path: Path) -> None:
    port = ported(tmp_path, program(text))
    assert "<picker" in after(port, "pages/page.wxml")
    assert not [name for name in output.added_texts(port) if TAG in name]
    assert TAG not in after(port, "pages/page.json")


def test_what_a_form_would_send_is_told(tmp_path: Path) -> None:
    text = '<form bindsubmit="chosen"><picker name="day" mode="date"/></form>'
    port = ported(tmp_path, program(text))
    assert said(port) == [
        ("MG704", "the component that the port brings for this picker has no name")
    ]
    assert [cause.name for cause in port.pages[1].blockers] == ["picker name"]


def test_rules_for_the_old_tag_are_told(tmp_path: Path) -> None:
    sheet = ".a picker, .picker, #picker { color: red }\n/* picker */ view.picker-x { color: red }"
    port = ported(tmp_path, program(DAY, {"pages/page.wxss": sheet}))
    assert said(port) == [("MG737", f"rules for picker do not reach <{TAG}>")]
    alone = ported(tmp_path / "b", program("<picker/>", {"pages/page.wxss": sheet}))
    assert said(alone) == []


def test_a_client_from_before_what_it_needs(tmp_path: Path) -> None:
    port = ported(tmp_path, program(DAY), write="my@2.7.9")
    assert ("MG707", "Alipay's picker has no mode=date") in said(port)
    assert "<picker" in after(port, "pages/page.wxml")


def test_scripts_alone_bring_none(tmp_path: Path) -> None:
    place = written(tmp_path / "app", program(DAY))
    port = port_tree(place, read="wx", write="my", parts=("markup",))
    assert ("MG707", "Alipay's picker has no mode=date") in said(port)


def test_feishu_pickers_become_it_as_well(tmp_path: Path) -> None:
    files = program("")
    del files["pages/page.wxml"]
    text = '<picker mode="time" value="{{at}}" bindchange="chosen" tt:if="{{at}}"/>'
    port = ported(tmp_path, {**files, "pages/page.ttml": text}, "tt")
    assert after(port, "pages/page.ttml") == (
        f'<{TAG} mode="time" value="{{{{at}}}}" onChange="chosen" a:if="{{{{at}}}}"/>'
    )


PLACES: dict[str, tuple[dict[str, str], dict[str, object]]] = {
    "a page without a configuration": (
        {"pages/page.wxml": DAY},
        {"pages/page.json": {"usingComponents": {TAG: f"/{TAG}"}}},
    ),
    "one that has components": (
        {
            "pages/page.wxml": DAY,
            "pages/page.json": '{"navigationBarTitleText": "a", "usingComponents": {"a": "/a"}}',
            "a.json": '{"component": true}', "a.wxml": "", "a.js": "Component({})",
        },
        {"pages/page.json": {"defaultTitle": "a", "styleIsolation": "apply-shared",
                             "usingComponents": {"a": "/a", TAG: f"/{TAG}"}}},
    ),
    "a component": (
        {
            "pages/page.wxml": "<a/>", "pages/page.json": '{"usingComponents": {"a": "/a"}}',
            "a.json": '{"component": true}', "a.wxml": DAY, "a.js": "Component({})",
        },
        {"a.json": {"component": True, "styleIsolation": "apply-shared", "virtualHost": False, "usingComponents": {TAG: f"/{TAG}"}}},
    ),
    "a file that is included": (
        {"pages/page.wxml": '<include src="part.wxml"/>', "pages/part.wxml": DAY,
         "pages/page.json": "{}"},
        {"pages/page.json": {"usingComponents": {TAG: f"/{TAG}"}}},
    ),
    "a template that is imported": (
        {
            "pages/page.wxml": '<import src="part.wxml"/><template is="day" data="{{day}}"/>',
            "pages/part.wxml": f'<template name="day">{DAY}</template>',
        },
        {"pages/page.json": {"usingComponents": {TAG: f"/{TAG}"}}},
    ),
    "a program in a folder": (
        {"pages/page.wxml": "", "mini/app.json": '{"pages": ["page"]}', "mini/page.js": SCRIPT,
         "mini/page.wxml": DAY, "mini/page.json": "{}"},
        {"mini/page.json": {"usingComponents": {TAG: f"/{TAG}"}}},
    ),
}  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
def test_it_is_declared_where_it_is_used(place: str, tmp_path: Path) -> None:
    files, wanted = PLACES[place]
    general = {key: text for key, text in program("").items() if not key.endswith(".json")}
    app = '{"pages": ["pages/page"]}'
    port = ported(tmp_path, {**general, "app.json": app, **files})
    output.write_tree(port, tmp_path / "app", tmp_path / "out")
    found = {name: json.loads((tmp_path / "out" / name).read_text()) for name in wanted}
    assert found == wanted
    root = "mini/" if place == "a program in a folder" else ""
    assert (tmp_path / "out" / f"{root}{TAG}.js").is_file()


def test_a_name_that_a_file_has_is_left_to_it(tmp_path: Path) -> None:
    port = ported(tmp_path, program(DAY, {f"{TAG}.js": "// own"}))
    assert f"<{TAG}-2 " in after(port, "pages/page.wxml")
    assert json.loads(after(port, "pages/page.json")) == {
        "usingComponents": {f"{TAG}-2": f"/{TAG}-2"}
    }
    assert f"{TAG}.js" not in output.added_texts(port)


CHOICES = {
    "a day": ('mode="date" value="{{day}}"', mg.chooses("2025-02-03")),
    "a month": ('mode="date" fields="month"', mg.chooses("2025-02")),
    "a year": ('mode="date" fields="year"', mg.chooses("2025")),
    "a time": ('mode="time" value="{{at}}"', mg.chooses("09:41")),
    "nothing": ('mode="date"', mg.cancels()),
}


@pytest.mark.parametrize("choice", CHOICES)
def test_what_the_page_hears_is_what_it_hears_on_the_source(choice: str, tmp_path: Path) -> None:
    words, action = CHOICES[choice]
    text = (
        f'<picker id="p" {words} bindchange="chosen" bindcancel="chosen" data-row-id="7">a</picker>'
    )
    port = ported(tmp_path, program(text))
    output.write_tree(port, tmp_path / "app", tmp_path / "out")
    with mg.Host("wx") as wx, mg.Host("my", user=[action]) as my:
        original = wx.open_program(tmp_path / "app")
        if action.kind == "cancels":
            original.find("picker").send("cancel")
        else:
            original.find("picker").change(action.names[0])
        mine = my.open_program(tmp_path / "out")
        mine.find(f"{TAG} view").tap()
        heard = original.data["said"]
        assert mine.data["said"] == heard
        detail = {"value": action.names[0]} if action.names else {}
        event = "cancel" if action.kind == "cancels" else "change"
        assert heard == [[event, detail, {"rowId": "7"}, "p"]]


def test_one_that_is_disabled_does_not_open(tmp_path: Path) -> None:
    port = ported(tmp_path, program('<picker mode="date" disabled="{{at}}">a</picker>'))
    output.write_tree(port, tmp_path / "app", tmp_path / "out")
    with mg.Host("my") as my:
        my.open_program(tmp_path / "out").find(f"{TAG} view").tap()


def test_a_region_is_heard_of_by_its_names_and_numbers(tmp_path: Path) -> None:
    text = (
        '<picker mode="region" value="{{said}}" bindchange="chosen" bindcancel="chosen">a</picker>'
    )
    port = ported(tmp_path, program(text))
    output.write_tree(port, tmp_path / "app", tmp_path / "out")
    user = [mg.cancels(), mg.chooses("广东省/广州市/海珠区")]
    with mg.Host("my", user=user) as my:
        page = my.open_program(tmp_path / "out")
        page.find("mediaglot-region-picker view").tap()
        page.find("mediaglot-region-picker view").tap()
        detail = {"value": ["广东省", "广州市", "海珠区"], "code": ["440000", "440100", "440105"]}
        assert [it[:2] for it in page.data["said"]] == [["cancel", {}], ["change", detail]]


COLUMNS = """Page({ data: { lists: [["a", "b"], ["a1", "a2", "a3"]], at: [0, 2], said: [] },
  turned(e) { const { said, lists } = this.data; said.push([e.type, e.detail]);
    const at = e.detail.column === 0 ? [e.detail.value, 0] : [this.data.at[0], e.detail.value];
    if (e.detail.column === 0) lists[1] = e.detail.value ? ["b1"] : ["a1", "a2", "a3"];
    this.setData({ said, lists: [lists[0], lists[1]], at }) },
  chosen(e) { this.data.said.push([e.type, e.detail]); this.setData({ said: this.data.said }) } })
"""


def test_columns_follow_one_another(tmp_path: Path) -> None:
    text = (
        '<picker mode="multiSelector" range="{{lists}}" value="{{at}}" bindcolumnchange="turned" '
        'bindchange="chosen" bindcancel="chosen">{{at[1]}}</picker>'
    )
    port = ported(tmp_path, program(text, {"pages/page.js": COLUMNS}))
    output.write_tree(port, tmp_path / "app", tmp_path / "out")
    with mg.Host("my") as my:
        page = my.open_program(tmp_path / "out")
        opens = page.find("mediaglot-wheel-picker view").nth(0)
        assert not page.find(".sheet")
        opens.tap()
        wheels = page.find("picker-view")
        assert wheels.attributes["value"] == [0, 2]
        assert "a2" in page.find(".sheet").text
        wheels.change([1, 2])
        assert wheels.attributes["value"] == [1, 0]
        assert "b1" in page.find(".sheet").text
        assert "a2" not in page.find(".sheet").text
        page.find(".yes").tap()
        assert not page.find(".sheet")
        opens.tap()
        page.find(".no").tap()
        opens.tap()
        page.find(".shade").tap()
        assert page.data["said"] == [
            ["columnchange", {"column": 0, "value": 1}],
            ["change", {"value": [1, 0]}], ["cancel", {}], ["cancel", {}],
        ]  # fmt: skip


ONE = {
    "what it shows": ('range="{{[{n: 1}, {n: 2}]}}" range-key="n" value="1"', "1 2", [1], 1),
    "a value beyond": ('range="{{[1, 2]}}" value="{{7}}"', "1 2", [1], 1),
    "no value": ('range="{{[1, 2]}}"', "1 2", [0], 0),
    "no range": ("", "", [0], 0),
    "what is no number": ('range="{{[1, 2]}}" value="x"', "1 2", [0], 0),
}


@pytest.mark.parametrize("case", ONE)
def test_one_list_is_one_wheel(case: str, tmp_path: Path) -> None:
    words, shown, at, value = ONE[case]
    text = f'<picker {words} bindchange="chosen" bindcancel="chosen"/>'
    port = ported(tmp_path, program(text))
    output.write_tree(port, tmp_path / "app", tmp_path / "out")
    with mg.Host("my") as my:
        page = my.open_program(tmp_path / "out")
        page.find("mediaglot-wheel-picker view").nth(0).tap()
        assert page.find(".wheels").text == shown
        assert page.find("picker-view").attributes["value"] == at
        page.find(".yes").tap()
        assert page.data["said"][0][:2] == ["change", {"value": value}]


VERIFIED = {
    "wheels": (
        '<picker mode="multiSelector" range="{{[[1, 2], [3]]}}" value="{{[1]}}" bindchange="chosen" '
        'bindcolumnchange="tapped">{{day}}</picker>'
        '<picker range="{{[1, 2]}}" value="{{0}}" bindchange="chosen" bindcancel="tapped"><view bindtap="tapped">{{day}}</view><view catchtap="tapped"/></picker>'
    ),
    "pickers of all kinds": (
        '<view wx:for="{{[1, 2]}}" wx:key="*this"><picker mode="date" bindchange="chosen" '
        'data-n="{{item}}"><view>{{day}}</view></picker></view>'
        '<picker mode="time" class="t" bindchange="chosen" value="{{at}}">{{at}}</picker>'
        '<picker mode="date" fields="year" bindchange="chosen"/>'
        '<picker range="{{[1, 2]}}" bindchange="chosen"/>'
    ),
    "one in what is tapped": '<view bindtap="tapped"><picker mode="date" bindchange="chosen">{{day}}</picker></view>',
    "one that is tapped itself": '<picker mode="date" bindtap="tapped" bindchange="chosen">{{day}}</picker>',
}  # fmt: skip


@pytest.mark.parametrize("text", VERIFIED.values(), ids=VERIFIED)
def test_pages_with_it_agree(text: str, tmp_path: Path) -> None:
    done = verify_pages(written(tmp_path, program(text)), read="wx", write="my")
    assert done.ok, [(it.step, it.difference, it.problem) for it in done.verdicts]
    assert done.verdicts[0].steps


ASKED = {
    "a day": (
        {"mode": "date", "value": "2024-1-2", "start": "2020-01-01 10:00", "end": "then"},
        {"format": "yyyy-MM-dd", "currentDate": "2024-1-2", "startDate": "2020-01-01"},
    ),
    "a month": (
        {"mode": "date", "fields": "month", "value": "2024-01-02", "end": "2030-12-31"},
        {"format": "yyyy-MM", "currentDate": "2024-01", "endDate": "2030-12"},
    ),
    "a year": (
        {"mode": "date", "fields": "year", "value": "2024"},
        {"format": "yyyy", "currentDate": "2024"},
    ),
    "a time": (
        {"mode": "time", "fields": "year", "value": "9:05", "start": "", "end": "23:59"},
        {"format": "HH:mm", "currentDate": "9:05", "endDate": "23:59"},
    ),
    "no words": ({"mode": "date", "fields": "week", "value": None}, {"format": "yyyy-MM-dd"}),
    "a member of objects": ({"mode": "date", "fields": "constructor"}, {"format": "yyyy-MM-dd"}),
    "a word of the other mode": ({"mode": "date", "fields": "time"}, {"format": "yyyy-MM-dd"}),
}
RUN = """
const vm = require("node:vm");
const [script, props, reply] = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
let made; const asked = []; const heard = []; const logged = [];
vm.runInNewContext(script, {
  Component(definition) { made = definition; },
  my: { datePicker(options) {
    asked.push(options);
    if (reply.date) options.success(reply); else options.fail(reply);
  } },
  console: { error(...all) { logged.push(all); } },
});
const all = { ...made.props, ...props, onChange(e) { heard.push(e); }, onCancel(e) { heard.push(e); } };
for (const key of Object.keys(all)) if (all[key] === null) delete all[key];
const self = { props: all, ...made.methods };
self.open({ detail: {} });
process.stdout.write(JSON.stringify({ asked, heard, logged, options: made.options }));
"""


@cache
def written_script() -> str:
    with TemporaryDirectory() as folder:
        port = ported(Path(folder), program(DAY))
        return output.added_texts(port)[f"{TAG}.js"].decode()


def run(props: Mapping[str, object], reply: Mapping[str, object]) -> dict[str, object]:
    told = json.dumps([written_script(), props, reply])
    done = subprocess.run(
        [node(), "-e", RUN], input=told, capture_output=True, text=True, check=True
    )
    result: dict[str, object] = json.loads(done.stdout)
    return result


@pytest.mark.parametrize("case", ASKED)
def test_what_it_asks_alipay(case: str) -> None:
    props, wanted = ASKED[case]
    done = run(props, {"date": "2025-02-03"})
    assert done["asked"] == [wanted]
    assert done["options"] == {"virtualHost": False}


def test_a_failure_that_is_no_cancel_is_written_down() -> None:
    done = run({"mode": "date"}, {"error": 2, "errorMessage": "no"})
    assert (done["heard"], done["logged"]) == ([], [["my.datePicker", 2, "no"]])
    cancelled = run({"mode": "date"}, {"error": 11, "errorMessage": "cancel"})
    assert [it["type"] for it in cancelled["heard"]] == ["cancel"]  # type: ignore[index,union-attr]
    assert cancelled["logged"] == []
