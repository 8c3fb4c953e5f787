"""Events of components that go on outwards from their tag (`bubbles`)."""

from __future__ import annotations

import mediaglot as mg
import pytest

CALL = "Component({{ methods: {{ go(given) {{ {} }} }} }})"
OUTWARD = [
    "this.triggerEvent('x', {}, { bubbles: true })",
    "this.triggerEvent('x', {}, { bubbles: given.far, composed: true })",
    "const loud = { bubbles: true }; this.triggerEvent('x', {}, loud)",
    "const me = this; const bubbles = true; me.triggerEvent('x', {}, { bubbles })",
    "this.triggerEvent('x', {}, given.bubbles ? given : undefined)",
    "this.triggerEvent('x', {}, { ...given, bubbles: !0 })",
]
OWN = [
    "this.triggerEvent('x', { bubbles: true })",
    "this.triggerEvent('x', {}, { bubbles: false })",
    "const own = { bubbles: false }; this.triggerEvent('x', {}, own)",
    "this.triggerEvent('x', {}, { composed: true })",
    "new Event('x', 1, { bubbles: true })",
]


@pytest.mark.parametrize("code", OUTWARD)
@pytest.mark.parametrize(
    ("write", "loss", "text"),
    [
        (
            "my",
            "approximated",
            "bubbles: on Alipay what a component tells reaches its own tag alone",
        ),
        ("tt", "unknown", "no source says that Feishu takes bubbles of triggerEvent"),
    ],
)
def test_what_goes_outwards_is_told(code: str, write: str, loss: str, text: str) -> None:
    done = mg.port(CALL.format(code), read="wx", write=write)
    assert [(item.code, item.loss, item.message) for item in done.diagnostics] == [
        ("MG544", loss, text)
    ]


@pytest.mark.parametrize("code", OWN)
@pytest.mark.parametrize("write", ["my", "tt"])
def test_nothing_is_said_of_what_reaches_its_own_tag(code: str, write: str) -> None:
    assert not mg.port(CALL.format(code), read="wx", write=write).findings
