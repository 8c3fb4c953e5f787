"""What a ported file's pages and components rely on and the target's do not have: told (MG531)."""

from __future__ import annotations

from typing import Any

import mediaglot as mg
import pytest
from mediaglot.profiles.loader import load, register, unregister

PICK = "pick() { wx.chooseImage({ count: 1 }) }"


def told(code: str, read: str = "wx", write: str = "my", name: str = "a.js") -> list[Any]:
    out = mg.port(code.replace("PICK", PICK), read=read, write=write, name=name)
    return [item for item in out.findings if item.code == "MG531"]


@pytest.mark.parametrize(
    ("code", "write", "names"),
    [
        ("Component({ properties: { n: Number }, methods: { PICK } })", "my", "properties"),
        ("Component({ properties: { n: Number }, methods: { PICK } })", "tt", ""),
        ("Component({ attached() {}, methods: { PICK } })", "my", "attached"),
        ("Component({ attached() {}, methods: { PICK } })", "tt", ""),
        ("Component({ 'ready': () => 1, methods: { PICK } })", "my", "ready"),
        (
            "Component({ lifetimes: { ready() {} }, methods: { PICK } })",
            "my",
            "lifetimes (without options.lifetimes)",
        ),
        (
            "Component({ options: { lifetimes: true }, lifetimes: {}, methods: { PICK } })",
            "my",
            "",
        ),
        (
            "Component({ lifetimes: {}, observers: {}, pageLifetimes: {}, methods: { PICK } })",
            "tt",
            "lifetimes, observers, pageLifetimes",
        ),
        (
            "Component({ options: { lifetimes: true }, lifetimes: {}, methods: { PICK } })",
            "my@2.8.4",
            "lifetimes",
        ),
        (
            "Component({ methods: { PICK, say() { const it = this; it.triggerEvent('a') } } })",
            "my",
            "this.triggerEvent",
        ),
        (
            "Component({ methods: { PICK, say() { this.triggerEvent('a') } } })",
            "tt",
            "",
        ),
        (
            "const Mine = Behavior({ methods: { PICK, say() { this.triggerEvent('a') } } })",
            "my",
            "Behavior, this.triggerEvent",
        ),
        ("Page({ onLoad() {}, onShareTimeline() {}, PICK })", "my", "onShareTimeline"),
        ("Page({ data: {}, onLoad() {}, onShow() {}, onHide() {}, PICK })", "my", ""),
        ("Page({ PICK, look() { this.selectComponent('a') } })", "my", "this.selectComponent"),
        ("Page({ PICK, look() { return x.selectComponent('#a') } })", "my", ""),
        # not the client's own functions, or not in a ported file
        ("function Component(d) {} Component({ attached() {}, methods: { PICK } })", "my", ""),
        ("mine.Component({ attached() {}, methods: { PICK } })", "my", ""),
        ("Component({ attached() {} })", "my", ""),
    ],
)  # fmt: skip
def test_what_the_target_does_not_have_is_told_once(code: str, write: str, names: str) -> None:
    found = told(code, write=write)
    assert len(found) == bool(names)
    if names:
        client = {"my": "Alipay", "tt": "Feishu"}[write[:2]]
        text = f"{client}'s pages and components, as its profile knows them, have no {names}"
        assert found[0].diagnostic.message == text
        assert (found[0].diagnostic.severity, found[0].diagnostic.loss) == (
            "warning",
            "unsupported",
        )
        assert all(item.where for item in found[0].diagnostic.evidence)


def test_the_other_way_and_typescript() -> None:
    code = (
        "Component<Data>({ props: { n: 1 } as Props, didMount() {}, "
        "methods: { pick() { my.chooseImage({ count: 1 }) } } })"
    )
    (found,) = told(code, "my", "wx", "a.ts")
    assert found.diagnostic.message.endswith("have no props, didMount")
    assert (found.line, found.column) == (1, 19)


def test_it_is_told_at_the_first_place_and_a_comment_silences_it() -> None:
    code = "Component({\n  attached() {}, // mediaglot: ignore MG531\n  methods: { PICK }\n})"
    (found,) = told(code)
    assert (found.line, found.ignored) == (2, True)


def test_nothing_is_said_of_a_vendor_whose_profile_says_nothing(tmp_path: Any) -> None:
    file = tmp_path / "zz.toml"
    file.write_text(
        'schema = 1\nextends = "my"\nid = "zz"\nname = "Z"\nnamespace = "zz"\n'
        "[component]\nbegin = []\nhooks = []\nparts = {}\n"
        "[page]\nbegin = []\nhooks = []\nparts = {}\n"
    )
    register(load(file))
    try:
        assert told("Component({ properties: {}, methods: { PICK } })", write="zz") == []
    finally:
        unregister("zz")
