"""A network made by hand, asked without a client: what it answers, to what, and what it notes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from mediaglot.canonical.engine.faults import MediaError
from mediaglot.canonical.engine.fetchers import (
    WebAnswer,
    WebRequest,
    canned,
    is_offline,
    no_network,
)
from mediaglot.canonical.engine.routes import WebRoutes
from mediaglot.canonical.errors import InputError

URL = "https://a.cn/x"
OF_JSON = {"Content-Type": "application/json"}


def asked(url: str = URL, **made: Any) -> WebAnswer:
    network = WebRoutes()
    network.route(URL, **made)
    return network(url, {})


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        ({}, WebAnswer()),
        ({"status": 100}, WebAnswer(status=100)),
        ({"status": 599}, WebAnswer(status=599)),
        ({"json": None}, WebAnswer(b"null", header=OF_JSON)),
        ({"json": {"a": "é"}}, WebAnswer('{"a": "é"}'.encode(), header=OF_JSON)),
        ({"json": [], "headers": {"X": "y"}}, WebAnswer(b"[]", header={**OF_JSON, "X": "y"})),
        ({"json": 1, "headers": {"Content-Type": "a/b"}},
         WebAnswer(b"1", header={"Content-Type": "a/b"})),
        ({"body": "é"}, WebAnswer("é".encode())),
        ({"body": "\ud800"}, WebAnswer(b"\xed\xa0\x80")),
        ({"body": b""}, WebAnswer()),
        ({"body": b"ab", "headers": {"X": "y"}}, WebAnswer(b"ab", header={"X": "y"})),
        ({"delay": 2}, WebAnswer(delay=2.0)),
        ({"handler": lambda _: b"ab"}, WebAnswer(b"ab")),
        ({"handler": lambda _: "ab"}, WebAnswer(b"ab")),
        ({"handler": lambda _: {"a": 1}}, WebAnswer(b'{"a": 1}', header=OF_JSON)),
        ({"handler": lambda _: [1]}, WebAnswer(b"[1]", header=OF_JSON)),
        ({"handler": lambda it: WebAnswer(it.url.encode(), 201, delay=1.0), "delay": 0.5},
         WebAnswer(URL.encode(), 201, delay=1.5)),
    ],
)  # fmt: skip
def test_what_a_route_answers(made: dict[str, Any], expected: WebAnswer) -> None:
    assert asked(**made) == expected


def test_a_file_is_read_when_it_is_asked_for(tmp_path: Path) -> None:
    place = tmp_path / "a"
    place.write_bytes(b"one")
    network = WebRoutes()
    network.route(URL, body=place)
    network.route("https://b.cn/**", lambda _: place)
    place.write_bytes(b"two")
    assert network(URL, {}) == network("https://b.cn/", {}) == WebAnswer(b"two")
    with pytest.raises(InputError, match="there is no file") as caught:
        network.route(URL, body=tmp_path / "b")
    assert caught.value.place == "body"


@pytest.mark.parametrize(
    ("abort", "kind", "words"),
    [
        (True, "network", "the connection broke"),
        ("network", "network", "the connection broke"),
        ("timeout", "timeout", "the server took too long"),
    ],
)
def test_ways_to_break_off(abort: str | bool, kind: str, words: str) -> None:
    with pytest.raises(MediaError) as caught:
        asked(abort=abort)
    assert (caught.value.kind, caught.value.message) == (kind, words)


@pytest.mark.parametrize(
    ("made", "place"),
    [
        ({"times": 0}, "times"), ({"times": True}, "times"),
        ({"delay": -0.1}, "delay"), ({"delay": 1e9}, "delay"), ({"delay": "1"}, "delay"),
        ({"status": 99}, "status"), ({"status": 600}, "status"), ({"status": 200.0}, "status"),
        ({"json": 1, "body": ""}, "body"), ({"body": 3}, "body"), ({"json": {1, 2}}, "json"),
        ({"json": float("nan")}, "json"), ({"abort": "slow"}, "abort"), ({"handler": 3}, "handler"),
        ({"handler": len, "json": None}, "handler"), ({"handler": len, "body": ""}, "handler"),
        ({"handler": len, "headers": {}}, "handler"), ({"handler": len, "status": 201}, "handler"),
        ({"handler": len, "abort": True}, "handler"),
    ],
)  # fmt: skip
def test_what_is_no_route(made: dict[str, Any], place: str) -> None:
    network = WebRoutes()
    with pytest.raises(InputError) as caught:
        network.route(URL, **made)
    assert caught.value.place == place
    assert network.routes == []


def test_a_method_alone_so_often_and_no_fragment() -> None:
    network = WebRoutes()
    last = network.route(URL, body="last")
    once = network.route(URL, body="once", method="post", times=1)
    bodies = [
        network.answer(WebRequest(f"{URL}#top", method=method)).body
        for method in ("GET", "post", "POST")
    ]
    assert bodies == [b"last", b"once", b"last"]
    assert (len(last.requests), len(once.requests), len(network.requests)) == (2, 1, 3)
    assert network.requests_to(URL) == network.requests
    assert repr(network) == "<a network of 2 routes: 3 requests>"
    assert repr(once) == f"<route {URL!r}: 1 requests>"


def test_what_no_route_answers_is_asked_elsewhere_or_noted() -> None:
    network = WebRoutes()
    left = network.route(URL, lambda _: None)
    with pytest.raises(MediaError, match="nothing answers at that address"):
        network(URL, {"A": "b"})
    assert network.unrouted == [WebRequest(URL, {"A": "b"})] == network.requests
    assert left.requests == []
    over = WebRoutes.over({URL: b"file"})
    assert over(f"{URL}#a", {}) == WebAnswer(b"file")
    with pytest.raises(MediaError, match="nothing answers"):
        over("https://a.cn/y", {})
    assert over.unrouted == []
    over.offline = True
    with pytest.raises(MediaError, match="no network"):
        over(URL, {})
    assert len(over.requests) == 2


def test_routes_are_taken_away_by_pattern_by_themselves_or_all() -> None:
    network = WebRoutes()
    one, two, three = (network.route(it) for it in (URL, URL, "**"))
    network.unroute(one)
    assert network.routes == [two, three]
    network.unroute("**")
    assert network.routes == [two]
    network.unroute()
    assert network.routes == []


def test_files_by_address(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"a")
    fetch = canned(
        {URL: tmp_path / "a", "https://b.cn/": str(tmp_path / "a"), "c": WebAnswer(b"c")}
    )
    assert fetch(f"{URL}#x", {}) == fetch("https://b.cn/", {}) == b"a"
    assert fetch("c", {}) == WebAnswer(b"c")
    with pytest.raises(InputError, match="there is no file") as caught:
        canned({URL: tmp_path / "b"})
    assert caught.value.place == URL


def test_who_has_no_network() -> None:
    assert is_offline(no_network)
    assert is_offline(WebRoutes(offline=True))
    assert not is_offline(WebRoutes())
    assert not is_offline(canned({}))


def test_a_request_in_words_and_its_data() -> None:
    assert repr(WebRequest(URL)) == f"<GET {URL}>"
    sent = WebRequest(URL, method="POST", file=bytes(1234), data='{"a": 1}')
    assert repr(sent) == f"<POST {URL}, a file of 1,234 bytes>"
    assert sent.json == {"a": 1}
    assert WebRequest(URL, data=b"[1]").json == [1]
    assert WebRequest(URL, data={"a": 1}).json == {"a": 1}
