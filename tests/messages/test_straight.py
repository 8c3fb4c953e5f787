"""Ordinary messages go straight, and come to what the usual way makes of them."""

from __future__ import annotations

import copy
from typing import Any

import mediaglot as mg
import pytest
import strategies
from hypothesis import given
from hypothesis import strategies as st
from mediaglot.adapters.messages import (
    request,
    result,
    result_write,
    straight_request,
    straight_result,
)
from mediaglot.adapters.messages.pair import DialectPair, pair
from mediaglot.adapters.messages.route import origin_of, router
from mediaglot.canonical.diagnostics import Translation
from mediaglot.canonical.operations import OPERATIONS

VENDORS = ("wx", "my", "tt")
PAIRS = [(one, other) for one in VENDORS for other in VENDORS]
JUNK: st.SearchStrategy[Any] = st.sampled_from(
    [None, "", "x", 0, -1, 0.5, True, [], ["x"], [1], {}, [{}], [None], 10**9]
)


def media(both: DialectPair) -> list[str]:
    apis = both.plan.apis
    return [key for key in apis if OPERATIONS[apis[key]["read"]["api"]].family == "media"]


def spoilt(draw: st.DrawFn, payload: dict[str, Any]) -> dict[str, Any]:
    """The same, mostly: now and then a value of it is another."""
    if payload and draw(st.sampled_from([True, False])):
        payload = {**payload, draw(st.sampled_from(sorted(payload))): draw(JUNK)}
    return payload


@st.composite
def requests(draw: st.DrawFn) -> tuple[DialectPair, str, dict[str, Any]]:
    both = pair(*draw(st.sampled_from(PAIRS)))
    api = draw(st.sampled_from(media(both)))
    program = both.plan.apis[api]["read"]
    return both, api, spoilt(draw, draw(strategies.requests(program)))


@st.composite
def replies(draw: st.DrawFn) -> tuple[DialectPair, str, dict[str, Any]]:
    both = pair(*draw(st.sampled_from(PAIRS)))
    api = draw(st.sampled_from(media(both)))
    program = both.plan.apis[api]["read"]
    return both, api, spoilt(draw, draw(strategies.replies(program)))


@given(drawn=requests())
def test_a_request(drawn: tuple[DialectPair, str, dict[str, Any]]) -> None:
    both, api, payload = drawn
    entry, own = both.plan.apis[api], both.plan.own
    origin = origin_of(entry, both.read.side, own=own)
    carry = straight_request.straight(entry, origin)
    carried = carry(copy.deepcopy(payload)) if carry else None
    if carried is None:
        return
    notes: list[Any] = []
    values, stated = request.reader(entry["read"], own=own)(payload, notes)
    value, name, calls, recipes = router(entry, origin)(values, stated, notes)
    assert not recipes
    assert len(calls) == 1
    options, called, said, told = carried
    assert (options, list(options), called) == (value, list(value or ()), name)
    assert set(said) == stated
    assert told == notes


@given(drawn=replies())
def test_a_reply(drawn: tuple[DialectPair, str, dict[str, Any]]) -> None:
    both, api, payload = drawn
    entry = both.plan.apis[api]
    way = next((way for way in entry["routes"] if "convert" not in way), None)
    if way is None:
        return
    source, target, signs = entry["read"], way["program"], both.read.signs
    told: list[Any] = []

    def noted(notes: Any) -> tuple[Any, ...]:
        told[:] = notes
        return ()

    tell: Any = noted
    usual = Translation[Any](None)
    go = straight_result.straight(source, target, signs, tell, lambda _reply: usual)
    got = go(copy.deepcopy(payload))
    if got is usual:
        return
    notes: list[Any] = []
    values = result.reader(source, both.read.side, signs)(payload, notes)
    value, _ = result_write.writer(target, source=source)(values, notes)
    assert (got.value, list(got.value or ()), got.api) == (value, list(value), target["name"])
    assert told == notes


@pytest.mark.parametrize(
    ("read", "write", "payload"),
    [
        ("wx", "my", {}),
        ("wx", "my", {"count": 3, "sizeType": ["compressed"], "success": print}),
        ("tt", "wx", {"sourceType": ["album"]}),
    ],
)
def test_these_requests_do(read: str, write: str, payload: dict[str, Any]) -> None:
    both = pair(read, write)
    entry = both.plan.entry("chooseImage")
    carry = straight_request.straight(entry, origin_of(entry, both.read.side))
    assert carry is not None
    assert carry(payload) is not None


def test_what_was_given_out_is_the_callers_own() -> None:
    """What is remembered is copied: to change one answer changes no other."""
    asked = {"sizeType": ["compressed"], "sourceType": ["album"]}
    reply = {"apFilePaths": ["https://resource/1.image"]}
    before = []
    for _ in range(2):
        options = mg.translate_request("chooseImage", asked, read="wx", write="my").value
        answer = mg.translate_result("chooseImage", reply, read="my", write="wx").value
        assert options is not None
        assert answer is not None
        before.append(copy.deepcopy((options, answer)))
        options["sizeType"].append("spoilt")
        answer["tempFilePaths"].append("spoilt")
        answer["tempFiles"].append("spoilt")
    assert before[0] == before[1]
    assert asked == {"sizeType": ["compressed"], "sourceType": ["album"]}
    assert reply == {"apFilePaths": ["https://resource/1.image"]}
