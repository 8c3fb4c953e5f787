"""Functions in data, which WeChat hands to components as they are."""

from __future__ import annotations

from pathlib import Path

import mediaglot as mg
import pytest
from mediaglot.adapters.verify.pages import verify_pages

NO_SOURCE = "is a function: no source says that {} hands it to components"
TOLD = {
    "Page({ data: { ec: { onInit: (c) => c } } })": ["ec.onInit"],
    "const go = () => 1\nPage({\n  data: {\n    a: 1,\n    ec: {\n      go\n    }\n  }\n})": [
        "ec.go"
    ],
    "function go() {}\nPage({ data: { a: 1, ec: { start: go, end() {} } } })": [
        "ec.start",
        "ec.end",
    ],
    "Page({ data: {}, onLoad() { this.setData({ ec: { onInit: () => 1 } }) } })": ["ec.onInit"],
    "Page({ data: {}, go() {}, onLoad() { this.setData({ ec: { go: this.go } }) } })": ["ec.go"],
    "Component({ data: { ec: { deep: { go: function () {} } } } })": ["ec.deep.go"],
}


@pytest.mark.parametrize("script", TOLD)
@pytest.mark.parametrize(("write", "name"), [("my", "Alipay"), ("tt", "Feishu")])
def test_no_source_says_that_others_do(script: str, write: str, name: str) -> None:
    done = mg.port(script, read="wx", write=write)
    found = [item.told for item in done.findings if "is a function" in item.told]
    assert {item.loss for item in done.diagnostics} == {"unknown"}
    assert found == [f"{path} {NO_SOURCE.format(name)}" for path in TOLD[script]]


def test_alipay_makes_texts_of_them() -> None:
    done = mg.port("Page({ data: { format: (a) => a } })", read="wx", write="my")
    assert [(item.code, item.loss) for item in done.diagnostics] == [("MG544", "approximated")]
    assert "begins with on, by any other as a text" in done.findings[0].told


@pytest.mark.parametrize(
    "script",
    [
        "Page({ data: { a: 1, list: [], ok: true, none: null, of: undefined } })",
        "const list = [1]\nPage({ data: { list, also: list }, go() {} })",
        "Page({ data: {}, load() { get({ success: (it) => this.setData({ list: it.list }) }) } })",
        "Page({ data: {}, load(list) { this.setData({ list, more: list.length, at: { list } }) } })",
        "chart.set({ data: { format: (a) => a } })",
    ],
)
def test_nothing_is_said_of_other_data(script: str) -> None:
    assert not mg.port(script, read="wx", write="my").findings


def test_nothing_is_said_the_other_way() -> None:
    assert not mg.port("Page({ data: { go: () => 1 } })", read="my", write="wx").findings


@pytest.mark.parametrize(("write", "shown"), [("my", "function string"), ("tt", "")])
def test_simulated_clients_hand_them_over(tmp_path: Path, write: str, shown: str) -> None:
    pytest.importorskip("quickjs")
    for name, text in {
        "app.json": '{"pages": ["p"]}',
        "p.json": '{"usingComponents": {"part": "./part"}}',
        "p.js": "const go = (a) => a\nPage({ data: { ec: { go, at: 1 }, go } })",
        "p.wxml": '<part ec="{{ec}}" make="{{go}}"/>',
        "part.json": '{"component": true}',
        "part.js": "Component({ properties: { ec: Object, make: null }, data: { got: '' },\n"
        "  ready() { this.setData({ got: typeof this.data.ec.go + ' ' + typeof this.data.make }) } })",
        "part.wxml": "<view>{{got}}</view>",
    }.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (verdict,) = verify_pages(tmp_path, read="wx", write=write).verdicts
    if not shown:
        assert verdict.difference is None
        return
    assert verdict.difference is not None
    assert "function function" in verdict.difference.original
    assert shown in verdict.difference.port
