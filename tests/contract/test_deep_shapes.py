"""Values that are made of others, at any depth: said once in the canon, spelt by each profile.

A made-up operation whose options and result are lists of objects with objects and lists in them,
and maps of words: through the messages, the runtime and the porter of two made-up vendors, who
spell, measure and lack members in their own way.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import mediaglot as mg
import pytest
import strategies
from commands import called
from hypothesis import given, settings
from hypothesis import strategies as st
from mediaglot.adapters.runtime import declarations, generate, packing
from mediaglot.canonical import operations
from mediaglot.canonical.operations.model import (
    Rows,
    anything,
    listed,
    mapped,
    number,
    record,
    text,
    word,
)
from mediaglot.profiles import loader

_op = Rows("device")
_POINT = {"latitude": number("degrees"), "longitude": number("degrees")}
ROW = _op(
    "showRoute",
    "Shows a way on a map.",
    {
        "name": text("of the way"),
        "stops": listed(
            record(
                {
                    "id": number(),
                    "at": record(_POINT),
                    "label": record({"text": text(), "side": word("above", "below")}),
                    "lines": listed(listed(record(_POINT))),
                }
            )
        ),
        "styles": mapped(word("thin", "thick")),
    },
    {
        "legs": listed(
            record(
                {
                    "from": text(),
                    "metres": number(),
                    "turns": listed(record({"way": word("left", "right"), "note": anything()})),
                }
            )
        ),
        "seen": mapped(word("yes", "no")),
    },
)
HEAD = """
schema = 1
extends = "{base}"
id = "{id}"
name = "{id}"
namespace = "{id}"
[sources.own]
title = "Its pages"
where = "https://example.com"
checked = "2026-11-29"
"""
ONE = (
    HEAD.format(id="deepone", base="wx")
    + """
[api.showRoute]
evidence = "own"
params.name = "name"
params.styles = { name = "styles", values = { thin = "light", thick = "heavy" } }
result.seen = { paths = "seen", values = { yes = "accept", no = "reject" } }
[api.showRoute.params.stops]
name = "markers"
[api.showRoute.params.stops.members]
id = { name = "id", required = true }
at = { name = "position", members = { latitude = "lat", longitude = "lng" } }
lines = { name = "polylines", members = { latitude = "lat", longitude = "lng" } }
[api.showRoute.params.stops.members.label]
name = "callout"
members.text = "content"
members.side = { name = "anchor", values = { above = "top", below = "bottom" } }
[api.showRoute.result.legs]
paths = "legs"
[api.showRoute.result.legs.members]
from = "origin"
metres = "distance"
turns.name = "steps"
turns.members.way = { name = "turn", values = { left = "L", right = "R" } }
turns.members.note = "note"
"""
)
TWO = (
    HEAD.format(id="deeptwo", base="my")
    + """
[api.showRoute]
evidence = "own"
params.name = "title"
params.styles = { name = "looks", values = { thin = "1", thick = "2" } }
result.seen = { paths = "result.seen", values = { yes = true, no = false } }
[api.showRoute.params.stops]
name = "points"
[api.showRoute.params.stops.members]
id = "key"
at = { name = "at", members = { latitude = "latitude", longitude = "longitude" } }
lines = { name = "lines", members = { latitude = "y", longitude = "x" } }
label = { name = "label", members = { text = "text" } }
[api.showRoute.result.legs]
paths = "parts"
[api.showRoute.result.legs.members]
from = "start"
metres = { name = "kilometres", scale = 1000 }
turns.name = "turns"
turns.members.way = { name = "way", values = { left = "left", right = "right" } }
"""
)
ASKED = {
    "name": "home",
    "markers": [
        {
            "id": 1,
            "position": {"lat": 30.5, "lng": 120},
            "callout": {"content": "here"},
            "polylines": [[{"lat": 1, "lng": 2}], []],
            "zIndex": 3,
        },
        {"id": 2, "callout": {"content": "there", "anchor": "top"}},
    ],
    "styles": {"road": "heavy", "path": "light"},
}
WRITTEN = {
    "title": "home",
    "points": [
        {
            "key": 1,
            "at": {"latitude": 30.5, "longitude": 120},
            "label": {"text": "here"},
            "lines": [[{"y": 1, "x": 2}], []],
            "zIndex": 3,
        },
        {"key": 2, "label": {"text": "there"}},
    ],
    "looks": {"road": "2", "path": "1"},
}
ANSWERED = {
    "parts": [
        {"start": "a", "kilometres": 1.5, "turns": [{"way": "left"}, {"way": "up"}], "odd": 1},
        {"start": "b", "turns": []},
    ],
    "result": {"seen": {"x": True, "y": False}},
}
READ_BACK = {
    "legs": [
        {
            "origin": "a",
            "distance": 1500,
            "steps": [{"turn": "L"}, {"way": "up"}],
            "odd": 1,
        },
        {"origin": "b", "steps": []},
    ],
    "seen": {"x": "accept", "y": "reject"},
    "errMsg": "showRoute:ok",
}


@pytest.fixture(scope="module", autouse=True)
def _known(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The row in the canon and the entries in two profiles, while this module runs."""
    folder = tmp_path_factory.mktemp("profiles")
    operations.OPERATIONS[ROW.name] = ROW
    packing.KINDS.update(packing._kinds())
    for name, text_ in (("deepone", ONE), ("deeptwo", TWO)):
        (folder / f"{name}.toml").write_text(text_, encoding="utf-8")
        loader.register(loader.load(folder / f"{name}.toml"))
    yield
    for name in ("deepone", "deeptwo"):
        loader.unregister(name)
    del operations.OPERATIONS[ROW.name]


def notes(out: Any) -> list[tuple[str, str]]:
    return [(item.code, item.place) for item in out.diagnostics]


def test_requests() -> None:
    out = mg.translate_request("showRoute", ASKED, read="deepone", write="deeptwo")
    assert (out.api, out.value) == ("showRoute", WRITTEN)
    assert notes(out) == [
        ("MG108", "markers[].zIndex"),
        ("MG103", "markers[].callout.anchor"),
    ]
    back = mg.translate_request("showRoute", WRITTEN, read="deeptwo", write="deepone")
    asked = json.loads(json.dumps(ASKED))
    del asked["markers"][1]["callout"]["anchor"]
    assert back.value == asked
    assert notes(back) == [("MG108", "points[].zIndex")]
    lacking = mg.translate_request("showRoute", {"points": [{}]}, read="deeptwo", write="deepone")
    assert notes(lacking) == [("MG115", "points[].key")]


def test_what_would_come_to_life_is_left_out() -> None:
    asked = {"markers": [{"id": 1, "label": "x", "callout": {"text": "y"}}]}
    out = mg.translate_request("showRoute", asked, read="deepone", write="deeptwo")
    assert out.value == {"points": [{"key": 1, "label": {}}]}
    assert [code for code, _ in notes(out)] == ["MG108", "MG108", "MG120", "MG120"]


@pytest.mark.parametrize(
    ("asked", "place", "reason"),
    [
        ({"markers": {}}, "showRoute.markers", "expected an array of values, got an object"),
        ({"markers": [{}, 1]}, "showRoute.markers[1]", "expected an object, got 1"),
        (
            {"markers": [{}, {"position": {"lat": "1"}}]},
            "showRoute.markers[1].position.lat",
            'expected a number, got the string "1"',
        ),
        (
            {"markers": [{"polylines": [[], [{}, {"lng": True}]]}]},
            "showRoute.markers[0].polylines[1][1].lng",
            "expected a number, got true",
        ),
        ({"styles": {"road": 3}}, "showRoute.styles.road", "expected a string, got 3"),
    ],
)
def test_a_wrong_value_is_told_with_its_place(asked: Any, place: str, reason: str) -> None:
    with pytest.raises(mg.InputError) as caught:
        mg.translate_request("showRoute", asked, read="deepone", write="deeptwo")
    assert (caught.value.place, caught.value.reason) == (place, reason)


def test_replies() -> None:
    out = mg.translate_result("showRoute", ANSWERED, read="deeptwo", write="deepone")
    assert out.value == READ_BACK
    assert sorted(notes(out)) == [
        ("MG202", "legs[].metres"),
        ("MG202", "legs[].turns[].note"),
        ("MG202", "legs[].turns[].way"),
        ("MG205", "parts[].odd"),
        ("MG206", "parts[].turns[].way"),
    ]
    value = mg.normalize("showRoute", ANSWERED, read="deeptwo").value
    assert value.seen == {"x": "yes", "y": "no"}
    assert value.legs[0] == {
        "from": "a",
        "metres": 1500,
        "turns": [{"way": "left"}, {"extra": {"way": "up"}}],
        "extra": {"odd": 1},
    }
    again = mg.write_result(value, write="deepone")
    assert again.value == READ_BACK


def test_odd_replies() -> None:
    out = mg.translate_result(
        "showRoute", {"parts": {"start": "a"}, "result": {"seen": []}},
        read="deeptwo", write="deepone",
    )  # fmt: skip
    assert out.value is not None
    assert out.value["legs"] == [{"origin": "a"}]
    assert ("MG206", "parts") in notes(out)
    assert ("MG206", "result.seen") in notes(out)


def test_canonical_values() -> None:
    asked: Any = mg.read_request("showRoute", ASKED, read="deepone").value
    assert asked.stops[1] == {"id": 2, "label": {"text": "there", "side": "above"}}
    assert mg.write_request(asked, write="deepone").value == ASKED
    wrong = type(asked)(stops=[{"label": {"txt": "x"}}])
    with pytest.raises(mg.InputError) as caught:
        mg.write_request(wrong, write="deepone")
    assert caught.value.place == "showRoute.stops[0].label"
    assert caught.value.reason == "unknown member 'txt'; did you mean 'text'?"


CODE = """\
deepone.showRoute({
  name,
  markers: [
    {
      id: 1, // the first
      position: { lat: here.lat, lng: 120 },
      callout: { content: `at ${here.name}`, anchor: 'top' },
      zIndex: 3,
    },
    { id: next(), polylines: [[{ lat: 1, lng: 2 }], []] },
  ],
  styles: { road: 'heavy', [key]: 'light' },
})
"""
PORTED = """\
deeptwo.showRoute({
  title: name,
  points: [
    {
      key: 1, // the first
      at: { latitude: here.lat, longitude: 120 },
      label: { text: `at ${here.name}` },
      zIndex: 3,
    },
    { key: next(), lines: [[{ y: 1, x: 2 }], []] },
  ],
  looks: { road: '2', path: '1' },
})
"""


def test_port_of_options() -> None:
    code = CODE.replace("[key]", "path")
    done = mg.port(code, read="deepone", write="deeptwo")
    assert done.code == PORTED
    assert [(item.code, item.place.rpartition(":")[0]) for item in done.diagnostics] == [
        ("MG103", "code.js:1"),
        ("MG108", "code.js:1"),
    ]
    assert mg.port(PORTED, read="deepone", write="deeptwo").code == PORTED


@pytest.mark.parametrize(
    "code",
    [
        CODE,  # a key is computed
        "deepone.showRoute({ name, markers })",
        "deepone.showRoute({ name, markers: [{ ...first, id: 1 }] })",
        "deepone.showRoute({ name, markers: [...some, { id: 1 }] })",
        "deepone.showRoute({ styles: { road: wide ? 'heavy' : 'light' } })",
        "deepone.showRoute({ success: (res) => keep(res.legs) })",
        "deepone.showRoute({ success: (res) => keep(res.legs[0].steps) })",
        "deepone.showRoute({ success: (res) => keep(res.seen.x === 'accept') })",
        "deepone.showRoute({ success: (res) => keep(res.legs[0][name]) })",
    ],
)
def test_what_does_not_show_takes_the_runtime(code: str) -> None:
    assert mg.port(code, read="deepone", write="deeptwo").file.count("runtime") == 1


@pytest.mark.parametrize(
    ("reads", "ported"),
    [
        ("keep(res.legs.length)", "keep(res.parts.length)"),
        ("keep(res.legs[0].origin)", "keep(res.parts[0].start)"),
        ("keep(res.legs[0].distance)", "keep(res.parts[0].kilometres * 1000)"),
        ("keep(res.legs[0].steps.length)", "keep(res.parts[0].turns.length)"),
        (
            "res.legs.forEach((leg) => keep(leg.origin))",
            "res.parts.forEach((leg) => keep(leg.start))",
        ),
        (
            "const [{ origin, steps: [first] }] = res.legs; keep(origin)",
            "const [{ start: origin, turns: [first] }] = res.parts; keep(origin)",
        ),
    ],
)
def test_port_of_reads(reads: str, ported: str) -> None:
    call = "{}.showRoute({{ success: (res) => {{ {}; }} }})"
    done = mg.port(call.format("deepone", reads), read="deepone", write="deeptwo")
    assert done.code == call.format("deeptwo", ported)


@pytest.mark.parametrize(
    ("reads", "ported"),
    [
        (
            "show(res.characteristics?.[0]?.uuid)",
            "show(res.characteristics?.[0]?.characteristicId)",
        ),
        (
            "for (const { uuid, properties } of res.characteristics) show(uuid)",
            "for (const { characteristicId: uuid, properties } of res.characteristics) show(uuid)",
        ),
        (
            "show(res.characteristics.map(({ uuid }) => uuid))",
            "show(res.characteristics.map(({ characteristicId: uuid }) => uuid))",
        ),
        (
            "const c = res.characteristics.find((c) => c.uuid === it); show(1)",
            "const c = res.characteristics.find((c) => c.characteristicId === it); show(1)",
        ),
        (
            "const { characteristics = [] } = res; show(characteristics[0]['uuid'])",
            "const { characteristics = [] } = res; show(characteristics[0]['characteristicId'])",
        ),
    ],
)
def test_port_of_reads_of_a_real_one(reads: str, ported: str) -> None:
    call = "{}.getBLEDeviceCharacteristics({{ deviceId, serviceId, success: (res) => {{ {} }} }})"
    done = mg.port(call.format("wx", reads), read="wx", write="my")
    assert done.code == call.format("my", ported)


def evaluated(script: str) -> Any:
    quickjs: Any = pytest.importorskip("quickjs", reason="the extra mediaglot[js]")
    context = quickjs.Context()
    context.eval(script)
    while context.execute_pending_job():
        pass
    return json.loads(context.eval("JSON.stringify(heard)"))


@pytest.mark.parametrize("fast", [True, False])
def test_runtime(fast: bool) -> None:
    text_ = generate("deepone", "deeptwo", only=["showRoute"], fast=fast)
    said = evaluated(
        "const heard = [];\n"
        "globalThis.deeptwo = { showRoute(o) { heard.push(JSON.parse(JSON.stringify(o)));"
        f" o.success({json.dumps(ANSWERED)}); }} }};\n"
        f"const module = {{ exports: {{}} }};\n{text_}\n"
        "const { media } = module.exports;\n"
        f"const asked = {json.dumps(ASKED)};\n"
        "const success = (res) => heard.push(res);\n"
        "media.showRoute(Object.assign({ success, fail: success }, asked));\n"
        "asked.markers[0].id = 7; asked.markers.pop();\n"
        "media.showRoute(Object.assign({ success, fail: success }, asked));\n"
    )
    assert len(said) == 4, said
    assert said[0] == WRITTEN
    assert said[2] == said[3] == READ_BACK
    assert said[1] == {**WRITTEN, "points": [{**WRITTEN["points"][0], "key": 7}]}  # type: ignore[dict-item, index]


@pytest.mark.parametrize(
    ("kind", "payload"),
    [
        ("request", ASKED),
        ("request", {"markers": [{"label": 1, "callout": {"text": 2}}], "styles": {}}),
        ("request", {"markers": [{"callout": None}, {}], "styles": {"a": "odd"}}),
        ("request", {"markers": 1}),
        ("request", {"markers": [{"position": []}]}),
        ("reply", ANSWERED),
        ("reply", {"parts": {"start": 1}, "result": {"seen": {"x": 1, "y": None}}}),
        ("reply", {"parts": [None, 1, {"turns": {"way": "left"}}], "result": 3}),
        ("reply", {"parts": "x"}),
    ],
)
def test_the_runtime_says_what_the_messages_say(kind: str, payload: Any) -> None:
    agree("deepone", "deeptwo", kind, payload)


CONTEXTS: dict[tuple[str, str], Any] = {}
"""A runtime of each pair, made when it is first asked."""


def agree(read: str, write: str, kind: str, payload: Any) -> None:
    """Whether the runtime and the messages make the same of a message, and tell the same."""
    quickjs: Any = pytest.importorskip("quickjs", reason="the extra mediaglot[js]")
    context = CONTEXTS.get((read, write))
    if context is None:
        text_ = generate(read, write, only=["showRoute"], debug=True)
        context = CONTEXTS[read, write] = quickjs.Context()
        context.eval(f"const module = {{ exports: {{}} }};\n{text_}")
    question = json.dumps([kind, "showRoute", payload])
    # as JSON: in a literal, __proto__ is no member
    asked = f"JSON.parse({json.dumps(question)})"
    got = json.loads(context.eval(f"JSON.stringify(module.exports.translate(...{asked}))"))
    try:
        if kind == "request":
            wanted: Any = mg.translate_request("showRoute", payload, read=read, write=write)
        else:
            wanted = mg.translate_result("showRoute", payload, read=write, write=read)
    except mg.InputError:
        assert "error" in got
        return
    assert "error" not in got, got
    assert got.get("value") == wanted.value, got
    assert {code for code, _ in got["notes"]} == {item.code for item in wanted.diagnostics}


@pytest.mark.parametrize(("read", "write"), [("deepone", "deeptwo"), ("deeptwo", "deepone")])
@settings(max_examples=60)
@given(data=st.data())
def test_it_says_so_of_any_message(read: str, write: str, data: st.DataObject) -> None:
    programs = {side: mg.plan(side, side).apis["showRoute"]["read"] for side in (read, write)}
    request = data.draw(strategies.requests(programs[read]))
    reply = data.draw(strategies.replies(programs[write]))
    for payload in (request, reply):  # a value of a wrong type here and there
        for name in data.draw(
            st.lists(st.sampled_from(sorted({*payload, "x"} - {"errMsg"})), max_size=1)
        ):
            payload[name] = data.draw(st.one_of(strategies.ANY, st.just(payload.get(name))))
    agree(read, write, "request", request)
    agree(read, write, "reply", reply)


def test_a_runtime_has_the_code_for_it_only_where_it_is_used() -> None:
    assert "recordBy" in generate("wx", "my", only=["getBLEDeviceServices"])
    assert "recordBy" not in generate("wx", "my", only=["getSetting"])  # the target tells no more


def test_types() -> None:
    text_ = declarations("deepone", "deeptwo", only=["showRoute"])
    assert 'callout?: { content?: string; anchor?: "top" | "bottom";' in text_
    assert 'styles?: Record<string, "light" | "heavy">' in text_
    assert 'steps?: Array<{ turn?: "L" | "R"; note?: any;' in text_


def test_commands_show_what_is_inside() -> None:
    status, out, _ = called(["profile", "show", "my", "getBLEDeviceCharacteristics"])
    shown = [row.split() for row in out.decode().splitlines()]
    assert status == 0
    assert ["characteristics[].can.read", "characteristics[].properties.read", "yes"] in shown
    _, out, _ = called(["compare", "wx", "my", "getBLEDeviceCharacteristics"])
    differ = out.decode()
    assert "uuid" in differ
    assert "characteristicId" in differ
    assert "can.write_unanswered" in differ
    assert "can.read" not in differ


@pytest.mark.parametrize(
    ("line", "instead", "said"),
    [
        (
            'label = { name = "label", members = { text = "text" } }',
            'label = { name = "label", members = { txt = "text" } }',
            "no member of label 'txt'; did you mean 'text'?",
        ),
        (
            'from = "start"',
            'form = "start"',
            "no member of legs 'form'; did you mean 'from'?",
        ),
        (
            'turns.members.way = { name = "way", values = { left = "left", right = "right" } }',
            'turns.members.way = { name = "way", values = { left = "left", rigth = "right" } }',
            "'rigth'; did you mean 'right'?",
        ),
        (
            'at = { name = "at", members =',
            'at = { nam = "at", members =',
            "nam",
        ),
    ],
)
def test_a_misspelt_member_is_an_error_with_its_place(
    tmp_path: Path, line: str, instead: str, said: str
) -> None:
    assert line in TWO
    path = tmp_path / "two.toml"
    path.write_text(TWO.replace(line, instead), encoding="utf-8")
    number_ = path.read_text("utf-8").splitlines().index(
        next(row for row in path.read_text("utf-8").splitlines() if instead in row)
    ) + 1  # fmt: skip
    status, out, err = called(["profile", "lint", str(path)])
    shown = out.decode() + err
    assert status
    assert said in shown, shown
    assert f"two.toml:{number_}:" in shown, shown
