"""Random messages: the Python and the JavaScript interpreter agree on values and codes."""

from __future__ import annotations

from typing import Any

import mediaglot as mg
import pytest
import strategies
from families import with_options
from hypothesis import example, given, settings
from hypothesis import strategies as st
from mediaglot.adapters.messages.result_write import beside
from mediaglot.adapters.messages.translate import translate_reply
from mediaglot.adapters.plan.pair import plan
from realms import ENGINES, ask, codes

CLIENTS = ("wx", "my", "tt", "wx@2.9.0", "my/ios", "tt/pc", "tt/harmony@7.40.0", "tt/ios@5.20.0")
PAIRS = [(read, write) for read in CLIENTS[:3] for write in CLIENTS if read != write[:2]] + [
    (read, write) for read in CLIENTS[3:] for write in CLIENTS[:3] if write != read[:2]
]

JUNK: st.SearchStrategy[Any] = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-3, 2000),
        st.integers(-3, 2000).map(lambda number: number / 8),
        st.sampled_from(
            ["", "album", "1", "compressed", "https://e.com/a.jpg", "12", "fail cancel"]
        ),
        strategies.TEXT,
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(["path", "size", "url", "x", "type"]), inner, max_size=3),
    ),
    max_leaves=4,
)


def spoilt(valid: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[dict[str, Any]]:
    """A valid message with some of its members, or unknown ones, replaced by anything."""

    @st.composite
    def build(draw: st.DrawFn) -> dict[str, Any]:
        message = dict(draw(valid))
        for name in draw(st.lists(st.sampled_from([*message, "unknown", "errMsg"]), max_size=2)):
            message[name] = draw(JUNK)
        return message

    return build()


@st.composite
def questions(draw: st.DrawFn, kind: str) -> tuple[str, str, str, str, Any]:
    """A pair, an API's key, what was called, and a message."""
    read, write = draw(st.sampled_from(PAIRS))
    compiled = plan(read, write)
    routed = sorted(key for key, entry in with_options(compiled).items() if entry["routes"])
    key = draw(st.sampled_from(sorted(with_options(compiled)) if kind == "request" else routed))
    entry = compiled.apis[key]
    if kind == "request":
        valid = strategies.requests(entry["read"])
        return read, write, key, "", draw(st.one_of(valid, spoilt(valid)))
    way = draw(st.sampled_from(entry["routes"]))
    if kind == "reply":
        valid = strategies.replies(way["program"])
        return read, write, key, way["to"], draw(st.one_of(valid, spoilt(valid)))
    envelope = compiled.sides["write"]["envelope"]
    known = [code for rule in way["program"]["failures"]["read"] for code in rule.get("codes", ())]
    texts = ["fail", "chooseImage:fail cancel", "x:fail auth deny", "保存:fail:auth denied", ""]
    failure = {
        name: draw(values)
        for names, values in (
            (envelope["code"], st.one_of(st.sampled_from(known), st.integers(0, 3000), JUNK)),
            (envelope["message"], st.one_of(st.sampled_from(texts), JUNK)),
        )
        for name in names
        if draw(st.booleans())
    }
    return read, write, key, way["to"], failure


@pytest.mark.parametrize("engine", ENGINES)
@settings(max_examples=300)
@given(question=questions("request"))
@example(question=("tt/pc", "my", "chooseMedia", "", {}))  # no loss of either way, unasked
def test_requests(engine: str, question: tuple[str, str, str, str, Any]) -> None:
    read, write, key, _, payload = question
    got = ask(engine, read, write, {"kind": "request", "api": key, "payload": payload})
    try:
        wanted = mg.translate_request(key, payload, read=read, write=write)
    except mg.InputError:
        assert "error" in got
        return
    assert "error" not in got
    assert got["value"] == wanted.value
    assert codes(got) == sorted({item.code for item in wanted.diagnostics})
    assert got["recipes"] == list(wanted.recipes)
    if wanted.value is None:
        calls = [{"api": call.api, "options": call.options} for call in wanted.calls]
        assert got["calls"] == calls


@pytest.mark.parametrize("engine", ENGINES)
@settings(max_examples=300)
@given(question=st.one_of(questions("reply"), questions("failure")))
def test_replies(engine: str, question: tuple[str, str, str, str, Any]) -> None:
    read, write, key, called, payload = question
    request = {"kind": "reply", "api": key, "payload": payload, "called": called}
    got = ask(engine, read, write, request)
    try:
        wanted = translate_reply(key, called, payload, asked_by=read, answered_by=write)
    except mg.InputError:
        assert "error" in got
        return
    assert "error" not in got
    assert wanted.value is not None
    older = beside(plan(read, write).entry(key)["read"])  # a client fills them for programs only
    value = {name: item for name, item in got["value"].items() if name not in older}
    assert value == {name: item for name, item in wanted.value.items() if name not in older}
    assert codes(got) == sorted({item.code for item in wanted.diagnostics})
