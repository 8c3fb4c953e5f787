"""Requests that came before are translated once, and say what the reference path says."""

from __future__ import annotations

import json
from typing import Any

import pytest
import streams
from hypothesis import given, settings
from hypothesis import strategies as st
from mediaglot.adapters.lines import again
from mediaglot.adapters.lines.fast import Fast
from mediaglot.adapters.lines.stream import LineSettings, Outcome, translated
from streams import by_fast, by_reference, exact

PAYLOADS = [
    {}, {"count": 3}, {"count": 3.0}, {"count": True}, {"count": 99, "sizeType": ["compressed"]},
    {"sourceType": ["camera", "x"]}, {"count": "3"}, {"sizeType": "original"}, [], None, 7,
    '{"count":4}', "{", {"camera": "front", "odd": {"a": [1, "中"]}},
]  # fmt: skip
KEYS: list[dict[str, Any]] = [
    {}, {"ts": 1}, {"ts": 2}, {"ts": 2, "who": "a"}, {"diagnostics": 1}, {"calls": []},
    {"client": "wx/ios"}, {"read": 5},
]  # fmt: skip


@st.composite
def lines(draw: st.DrawFn, envelopes: bool) -> list[bytes]:
    made = []
    for _ in range(draw(st.integers(1, 12))):
        value: Any = draw(st.sampled_from(PAYLOADS))
        if envelopes:
            api = draw(st.sampled_from(["chooseImage", "chooseVideo", "none"]))
            read = draw(st.sampled_from([{"read": "wx"}, {"read": "weapp"}, {"read": "my"}]))
            value = {**draw(st.sampled_from(KEYS)), "api": api, **read, "payload": value}
        made.append(
            json.dumps(value, separators=draw(st.sampled_from([(",", ":"), None]))).encode()
        )
    made += draw(
        st.lists(st.sampled_from([*made, b"", b"{", b'{"count":1,"count":2}']), max_size=8)
    )
    return made


@pytest.mark.parametrize("envelopes", [False, True], ids=["bare", "envelopes"])
@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_agrees_with_the_reference_path(data: st.DataObject, envelopes: bool) -> None:
    how = LineSettings(
        read=None if envelopes else "wx",
        api=None if envelopes else "chooseImage",
        write=data.draw(st.sampled_from([None, *streams.VENDORS])),
        kind="request",
        diagnostics=data.draw(st.booleans()),
        envelope=data.draw(st.booleans()),
        words=(("weapp", "wx"), ("wx", "my")),
    )
    made = Fast(how)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(again, "MOST_LINES", data.draw(st.sampled_from([1, 3, 100])))
        for _ in range(2):
            some = data.draw(lines(envelopes))
            got, wanted = by_fast(made, some), by_reference(how, some)
            assert exact(got[0]) == exact(wanted[0])
            assert got[1:] == wanted[1:]


def _counted(how: LineSettings, some: list[str]) -> tuple[int, list[Any]]:
    """How often the reference path was asked for lines, and what they came to."""
    asked = 0

    def reference(how: LineSettings, value: Any) -> Outcome:
        nonlocal asked
        asked += 1
        return translated(how, value)

    done = Fast(how, reference).run("\n".join(some).encode() + b"\n")
    return asked, [json.loads(line) for line in done.data.splitlines()]


def test_a_request_is_translated_once() -> None:
    how = LineSettings(read="wx", write="my", api="chooseImage", kind="request")
    assert _counted(how, ["{}", '{"count":2}'] * 50) == (
        2,
        [
            {"api": "chooseImage", "payload": {"count": 9}},
            {"api": "chooseImage", "payload": {"count": 2}},
        ]
        * 50,
    )
    spaced = ['{"count":2}', '{ "count": 2 }', '{"count":2} ']
    assert _counted(how, spaced)[0] == 1
    long = json.dumps({"count": 2, "x": "a" * 2_000})
    assert _counted(how, [long] * 3)[0] == 3


def test_what_else_a_line_says_stands_around_what_is_known() -> None:
    how = LineSettings(write="my", kind="request", envelope=True)
    some = [
        f'{{"ts":{n},"api":"chooseImage","read":"wx/ios","payload":{{"count":2}}}}'
        for n in range(5)
    ]
    assert _counted(how, some) == (
        1, [{"ts": n, "api": "chooseImage", "payload": {"count": 2}} for n in range(5)],
    )  # fmt: skip


@pytest.mark.parametrize("kind", ["request", "reply"])
def test_a_key_of_the_line_is_never_lost(kind: Any) -> None:
    how = LineSettings(read="wx", write="my", kind=kind, envelope=True, diagnostics=True)
    some = b'{"diagnostics":1,"api":"chooseImage","payload":{"errMsg":"chooseImage:ok"}}\n'
    done = Fast(how).run(some)
    assert [bad.reason for bad in done.rejected] == [
        'the line\'s own "diagnostics" is a key of the output, too: it would be lost'
    ]
