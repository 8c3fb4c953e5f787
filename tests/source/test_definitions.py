"""What a file's pages and components rely on and the target's do not have: told, at its place."""

from __future__ import annotations

from typing import Any

import mediaglot as mg
import pytest
from mediaglot.profiles.loader import load, register, unregister


def told(code: str, read: str = "wx", write: str = "my", name: str = "a.js") -> list[Any]:
    out = mg.port(code, read=read, write=write, name=name)
    return [item for item in out.findings if item.code.startswith(("MG54", "MG531"))]


@pytest.mark.parametrize(
    ("code", "write", "blocks"),
    [
        ("Component({ relations: { a: {} } })", "tt", ["relations"]),
        ("Component({ relations: {} })", "tt", []),
        ("Component({ relations: { a: {} } })", "my", []),
        ("Component({ behaviors: ['wx://component-export'] })", "my", ["wx://component-export"]),
        ("Component({ behaviors: ['wx://form-field'] })", "my", []),
        ("Component({ behaviors: ['wx://form-field'] })", "tt", []),
        ("b.push('wx://component-export'); Component({ behaviors: b })", "tt",
         ["wx://component-export"]),
        ("Component({ behaviors: newer() ? ['wx://component-export'] : [] })", "my",
         ["wx://component-export"]),
        ("Component({ behaviors: [...own, ...(newer() && ['wx://proxy-scroll-view'])] })", "my",
         ["wx://proxy-scroll-view"]),
        ("const export_ = 'wx://component-export'; Component({ behaviors: [export_] })", "my",
         ["wx://component-export"]),
        ("class A { constructor() { this.behaviors = newer ? ['wx://a'] : [] } }", "my", ["wx://a"]),
        ("module.exports = newer() ? ['wx://component-export'] : []", "my", ["wx://component-export"]),
        ("if (name === 'wx://component-export') { a() } Component({})", "my", []),
        ("switch (name) { case 'wx://component-export': a() } Component({})", "my", []),
        ("Component({}) // as 'wx://component-export' does", "my", []),
        ("Component({ behaviors: ['wx://form-field-button', 'wx://form-field-group'] })", "my", []),
        ("b.push('wx://form-field'); Component({ behaviors: b })", "tt", []),
        ("Page({ behaviors: ['wx://form-field'] })", "tt", ["wx://form-field"]),
        ("Component({ pageLifetimes: { show() { a() } } })", "tt", ["pageLifetimes.show"]),
        ("Component({ pageLifetimes: { show() {}, hide: () => {} } })", "tt", []),
        ("Component({ pageLifetimes: { hide: () => a() } })", "tt", ["pageLifetimes.hide"]),
        ("Component({ pageLifetimes: { other() { a() } } })", "my", ["pageLifetimes.other"]),
        ("Component({ methods: { a() { return this.id } } })", "my", ["this.id"]),
        ("Component({ methods: { a() { return this.id } } })", "tt", []),
        ("Page({ a() { return this.id } })", "my", []),
        ("Page({ a() { this.triggerEvent('x') } })", "my", ["this.triggerEvent"]),
        ("Page({ a() { const it = this; it.selectComponent('#a') } })", "tt", ["this.selectComponent"]),
        ("Page({ a() { this.animate('#a', []) } })", "my", ["this.animate"]),
    ],
)  # fmt: skip
def test_what_the_target_has_nothing_for_blocks_the_file(
    code: str, write: str, blocks: list[str]
) -> None:
    out = mg.port(code, read="wx", write=write)
    assert [cause.name for cause in out.blockers] == blocks
    assert all(cause.code == "MG541" for cause in out.blockers)
    for item in out.findings:
        if item.blocks:
            assert item.diagnostic.severity == "error"
            assert all(source.where for source in item.diagnostic.evidence)
            assert item.diagnostic.evidence


@pytest.mark.parametrize(
    ("name", "lost"),
    [
        ("field", ("the component has the name and the value of a field, and a form around it does "
         "not count it")),
        ("field-button", "a form around the component is neither sent nor reset by buttons in it"),
        ("field-group", "a form around the component does not count the fields in it"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("list_", ["['{0}']", "newer() ? ['{0}'] : []", "b.concat('{0}')"])
def test_what_a_form_loses_is_told(name: str, lost: str, list_: str) -> None:
    code = f"Component({{ behaviors: {list_.format(f'wx://form-{name}')} }})"
    (item,) = told(code)
    assert (item.code, item.blocks) == ("MG544", "")
    assert item.diagnostic.message == f"Alipay has no wx://form-{name}: {lost}"


@pytest.mark.parametrize(
    ("code", "write", "text"),
    [
        ("Page({ onShareTimeline() {} })", "my", "Alipay does not call onShareTimeline"),
        ("Component({ externalClasses: ['a'] })", "tt", "components have no externalClasses on Feishu"),
        ("Component({ error() { a() } })", "tt", "Feishu does not call error"),
        ("Component({ methods: { onShareTimeline() {} } })", "my", "Alipay does not call onShareTimeline"),
        ("App({ onThemeChange() {} })", "my", "Alipay does not call onThemeChange of the program"),
    ],
)  # fmt: skip
def test_what_is_never_called_is_a_loss(code: str, write: str, text: str) -> None:
    (found,) = told(code, write=write)
    assert (found.code, found.diagnostic.message) == ("MG531", text)
    assert (found.blocks, found.diagnostic.loss) == ("", "dropped")


def test_a_property_that_the_component_sets_itself_is_told_once() -> None:
    code = """Component({
      properties: { show: Boolean },
      methods: { a() { this.setData({ show: true }) }, b() { this.setData({ 'show.x': 1, n: 2 }) } },
    })"""
    (found,) = told(code)
    assert (found.code, found.line, found.diagnostic.loss) == ("MG544", 3, "approximated")


def test_first_values_that_no_source_tells() -> None:
    code = "Component({ properties: { a: String, b: { type: Number }, c: { type: Number, value: 1 } } })"
    found = told(code, "tt", "my")
    assert [(item.code, item.diagnostic.loss) for item in found] == [("MG544", "unknown")] * 2
    assert told(code, "wx", "my") == []


def test_an_old_client_lacks_what_came_later() -> None:
    code = "Component({ relations: { b: {} }, methods: { a() { return this.selectOwnerComponent() } } })"
    assert mg.port(code, read="wx", write="my").blockers == ()
    old = mg.port(code, read="wx", write="my@2.8.4").blockers
    assert [cause.name for cause in old] == ["relations"]
    older = mg.port(code, read="wx", write="my@2.7.0").blockers
    assert {cause.name for cause in older} == {"relations", "this.selectOwnerComponent"}


def test_a_comment_silences_it() -> None:
    code = "Component({\n  relations: { a: {} }, // mediaglot: ignore MG541\n})"
    (found,) = told(code, write="tt")
    assert (found.line, found.ignored) == (2, True)
    assert mg.port(code, read="wx", write="tt").verdict == ""


def test_a_broken_definition_is_left_alone() -> None:
    code = "Component({ properties: { a: String }, methods: { a( } })"
    out = mg.port(code, read="wx", write="my")
    assert out.code == code


def test_bytes_outside_edits_stay() -> None:
    code = (
        "// \u4e2d\u6587\r\nComponent({\r\n\tproperties: { a: String }, /* \U0001f600 */\r\n})\r\n"
    )
    out = mg.port(code, read="wx", write="my")
    edits = sorted(out.file.edits)
    assert [edit.start == edit.end for edit in edits] == [True] * 3
    plain = out.code
    for edit in edits:
        plain = plain.replace(edit.text.decode(), "", 1)
    assert plain == code


def test_nothing_is_said_of_a_vendor_whose_profile_says_nothing(tmp_path: Any) -> None:
    file = tmp_path / "zz.toml"
    file.write_text(
        'schema = 1\nextends = "my"\nid = "zz"\nname = "Z"\nnamespace = "zz"\n'
        "[component]\nparts = { defaults = '' }\n"
    )
    register(load(file))
    try:
        out = mg.port("Component({ properties: {} })", read="wx", write="zz")
        assert out.verdict in ("", "complete", "lossy")
    finally:
        unregister("zz")


def test_two_vendors_with_properties_apart_from_the_data(tmp_path: Any) -> None:
    """No module stands between them: what the other does not have is told."""
    file = tmp_path / "zz.toml"
    file.write_text(
        'schema = 1\nextends = "my"\nid = "zz"\nname = "Z"\nnamespace = "zz"\n'
        "[component.methods]\nselect_component = 'find'\n"
        "[page.methods]\nselect_component = 'find'\n"
    )
    register(load(file))
    try:
        code = "Component({ props: { a: 1 }, methods: { go() { this.$selectComponent('#a') } } })"
        out = mg.port(code, read="my", write="zz")
        assert out.code == code.replace("$selectComponent", "find")
    finally:
        unregister("zz")
