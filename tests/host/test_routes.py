"""A network made by hand: which route answers, how, and what was asked for."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import media_files
import mediaglot as mg
import pytest

URL = "https://api.example.com/posts/7"
CLIENTS = ("wx/android", "my/ios", "tt/pc@7.40.0")


def status_of(reply: dict[str, Any]) -> Any:
    return reply.get("statusCode", reply.get("status"))


@pytest.mark.parametrize(
    ("pattern", "url", "fits"),
    [
        ("https://a.cn/x", "https://a.cn/x", True),
        ("https://a.cn/x", "https://a.cn/x#top", True),
        ("https://a.cn/x", "https://a.cn/x?y", False),
        ("https://a.cn/*", "https://a.cn/x?y=1", True),
        ("https://a.cn/*", "https://a.cn/x/y", False),
        ("https://a.cn/**", "https://a.cn/x/y", True),
        ("https://a.cn/**/y", "https://a.cn/y", True),
        ("https://a.cn/**/y", "https://a.cn/1/2/y", True),
        ("**/api/{cats,dogs}", "https://b.cn/api/dogs", True),
        ("**/api/{cats,dogs}", "https://b.cn/api/mice", False),
        ("https://a.cn/{*,x/**}", "https://a.cn/x/y/z", True),
        ("https://a.cn/{x", "https://a.cn/{x", True),
        ("https://a.cn/a.b", "https://a.cn/aXb", False),
        (re.compile(r"/x$"), "https://a.cn/x", True),
        (re.compile(r"/x$"), "https://a.cn/xy", False),
        (lambda url: url.endswith("7"), URL, True),
    ],
)
def test_patterns(pattern: Any, url: str, fits: bool) -> None:
    network = mg.WebRoutes()
    network.route(pattern, body="there")
    with mg.Host("wx", network=network) as host:
        reply = host.call("request", {"url": url, "dataType": "text"})
    assert (status_of(reply) == 200) is fits
    assert (len(network.unrouted) == 0) is fits
    assert len(network.requests_to(pattern)) == fits


@pytest.mark.parametrize("client", CLIENTS)
def test_an_answer_as_each_client_has_it(client: str) -> None:
    network = mg.WebRoutes()
    network.route("https://api.example.com/**", json={"id": 7}, headers={"X-A": "b"})
    with mg.Host(client, network=network) as host:
        reply = host.call("request", {"url": URL, "method": "post", "data": {"q": [1]}})
        assert status_of(reply) == 200
        assert reply["data"] == {"id": 7}
        assert reply.get("header", reply.get("headers"))["X-A"] == "b"
    (request,) = network.requests
    assert (request.method, request.api, request.json) == ("POST", "request", {"q": [1]})


def test_the_route_made_last_is_asked_first_and_one_that_is_used_up_no_more() -> None:
    network = mg.WebRoutes()
    usual = network.route("https://api.example.com/**", json="usual")
    busy = network.route(URL, status=503, times=2)
    other = network.route(URL, json="put", method="put")
    with mg.Host("wx", network=network) as host:
        told = [status_of(host.call("request", {"url": URL})) for _ in range(3)]
        put = host.call("request", {"url": URL, "method": "PUT"})
    assert told == [503, 503, 200]
    assert put["data"] == "put"
    assert [len(it.requests) for it in (usual, busy, other)] == [1, 2, 1]
    assert len(network.requests) == 4


def test_a_handler_answers_or_leaves_it_to_others() -> None:
    network = mg.WebRoutes()
    network.route("https://api.example.com/**", lambda request: [request.url])
    asked = network.route("**", lambda request: None)
    with mg.Host("wx", network=network) as host:
        assert host.call("request", {"url": URL})["data"] == [URL]
        network.unroute(asked)
        assert len(network.routes) == 1
        network.unroute()
        assert "errno" in host.call("request", {"url": URL})
    assert asked.requests == []
    assert [it.url for it in network.unrouted] == [URL]


def test_breaking_off_waiting_and_being_offline() -> None:
    network = mg.WebRoutes()
    network.route(URL, body="slow", delay=3)
    network.route("**/broken", abort=True)
    network.route("**/late", abort="timeout")
    with mg.Host("my/ios", network=network) as host:
        clock = host.device.clock
        start = clock.now()
        assert status_of(host.call("request", {"url": URL, "dataType": "text"})) == 200
        assert clock.now() - start == 3
        late = host.call("request", {"url": URL, "timeout": 1000})
        assert clock.now() - start == 4
        assert late["error"] == host.call("request", {"url": "https://a.cn/late"})["error"] == 13
        broken = host.call("request", {"url": "https://a.cn/broken"})
        network.offline = True
        assert host.call("request", {"url": URL})["error"] == broken["error"] == 12
        assert host.call("getNetworkType")["networkType"] == "NOTREACHABLE"
        network.offline = False
        assert host.call("getNetworkType")["networkType"] == "WIFI"
    assert not network.unrouted
    assert network.requests[0].header == {}


def test_a_wait_that_no_number_holds_is_no_limit() -> None:
    network = mg.WebRoutes()
    network.route(URL, json=1, delay=3)
    with mg.Host("wx", network=network) as host:
        for wait, told in ((10**400, 200), (float("inf"), 200), (2999, None), (3000, 200)):
            reply = host.call("request", {"url": URL, "timeout": wait})
            assert status_of(reply) == told, wait


def test_what_was_uploaded_and_downloaded(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("from a file")
    network = mg.WebRoutes.over({"https://a.cn/b.txt": b"beside"})
    network.route("https://a.cn/up", json={"ok": True})
    network.route("https://a.cn/a.txt", body=tmp_path / "a.txt")
    user = [mg.allows("album"), mg.picks("cat.jpg")]
    with mg.Host("my", {"cat.jpg": media_files.picture("jpeg")}, user, network=network) as host:
        path = host.call("chooseImage")["tempFilePaths"][0]
        asked = {"url": "https://a.cn/up", "filePath": path, "fileName": "pic", "fileType": "image"}
        assert host.call("uploadFile", {**asked, "formData": {"a": 1}})["data"] == '{"ok": true}'
        for name, text in (("a", b"from a file"), ("b", b"beside")):
            told = host.call("downloadFile", {"url": f"https://a.cn/{name}.txt"})
            assert host.open(told["apFilePath"]).read() == text
    sent = network.requests[0]
    assert sent.file is not None
    assert sent.file.startswith(b"\xff\xd8\xff")
    assert (sent.method, sent.name, sent.form) == ("POST", "pic", {"a": 1})


@pytest.mark.parametrize(
    ("made", "told"),
    [
        ({"pattern": "/api/*"}, "pattern: expected addresses such as https://example.com/api/*"),
        ({"pattern": 7}, "pattern: expected addresses, a regular expression or a function"),
        ({"times": 0}, "times: expected how often"),
        ({"delay": float("nan")}, "delay: expected seconds"),
        ({"status": 99}, "status: expected a status of HTTP"),
        ({"abort": "timeut"}, "did you mean 'timeout'"),
        ({"json": {1}}, "json: nothing that JSON can hold"),
        ({"json": float("inf")}, "json: nothing that JSON can hold"),
        ({"json": 1, "body": "x"}, "give either json or body"),
        ({"body": Path("none.txt")}, "there is no file none.txt"),
        ({"body": 7}, "body: expected a text, bytes or a file"),
        ({"handler": 7}, "expected a function of the request"),
        ({"handler": print, "status": 500}, "give either a handler or an answer"),
    ],
)
def test_what_is_no_route_is_refused(made: dict[str, Any], told: str) -> None:
    with pytest.raises(mg.InputError, match=re.escape(told)):
        mg.WebRoutes().route(**{"pattern": "**", **made})


def test_a_handler_that_gives_no_answer_is_told() -> None:
    network = mg.WebRoutes()
    network.route("**", lambda request: 7)  # type: ignore[arg-type, return-value]
    with mg.Host("wx", network=network) as host, pytest.raises(mg.InputError, match="an answer"):
        host.call("request", {"url": URL})
