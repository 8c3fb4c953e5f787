"""The network: off, canned, or real within limits; a local server stands in for the internet."""

from __future__ import annotations

import http.server
import socket
import threading
from collections.abc import Iterator
from typing import Any, ClassVar

import pytest
from mediaglot.canonical.engine import fetch, fetchers
from mediaglot.canonical.engine.faults import MediaError


class Pages(http.server.BaseHTTPRequestHandler):
    """/ok, /big, /moved, /loop, /gone; and what it was asked."""

    asked: ClassVar[list[tuple[str, str | None, str | None]]] = []

    def do_GET(self) -> None:
        Pages.asked.append((self.path, self.headers["Host"], self.headers.get("X-Mine")))
        if self.path == "/moved":
            self.send_response(302)
            self.send_header("Location", "/ok")
            self.end_headers()
        elif self.path == "/loop":
            self.send_response(302)
            self.send_header("Location", "/loop")
            self.end_headers()
        elif self.path == "/away":
            self.send_response(302)
            self.send_header("Location", "http://elsewhere.test/ok")
            self.end_headers()
        elif self.path in ("/ok", "/big"):
            body = b"x" * (5000 if self.path == "/big" else 5)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(body)
        else:
            self.send_error(404)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        return


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """A server that answers as `pages.test`, with an address that counts as public."""
    Pages.asked = []
    httpd = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    threading.Thread(target=httpd.serve_forever, daemon=True).start()
    monkeypatch.setattr(fetch, "is_public", lambda address: address == "127.0.0.1")
    real = socket.getaddrinfo
    monkeypatch.setattr(
        socket,
        "getaddrinfo",
        lambda _host, port, *more, **named: real("127.0.0.1", port, *more, **named),
    )
    yield httpd.server_port
    httpd.shutdown()
    httpd.server_close()


def get(port: int, path: str, **options: Any) -> bytes:
    options.setdefault("schemes", ("http",))
    fetcher = fetch.web(["pages.test"], **options)
    answer = fetcher(f"http://pages.test:{port}{path}", {"X-Mine": "1"})
    assert isinstance(answer, bytes)
    return answer


def test_a_file_with_headers(server: int) -> None:
    assert get(server, "/ok#part") == b"xxxxx"
    assert Pages.asked == [("/ok", f"pages.test:{server}", "1")]


@pytest.mark.parametrize("error", [socket.gaierror(-2, "unknown"), UnicodeError("label")])
def test_a_name_that_nobody_knows(error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> Any:
        raise error

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(MediaError, match=r"^the name pages\.test has no address$") as caught:
        fetch.web(["pages.test"])("https://pages.test/x", {})
    assert caught.value.kind == "network"


def test_the_search_for_a_name_keeps_no_program_from_ending(
    server: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[str, bool]] = []
    known = socket.getaddrinfo

    def search(*given: Any, **more: Any) -> Any:
        seen.append((threading.current_thread().name, threading.current_thread().daemon))
        return known(*given, **more)

    monkeypatch.setattr(socket, "getaddrinfo", search)
    assert get(server, "/ok") == b"xxxxx"
    assert ("mediaglot-name", True) in seen
    assert ("mediaglot-name", False) not in seen


@pytest.mark.parametrize("allowed", ["pages.test", "test", "www.pages.test", "a.www.pages.test"])
def test_a_domain_stands_for_those_below_it(server: int, allowed: str) -> None:
    ask = fetch.web([allowed], schemes=("http",))
    hosts = ("pages.test", "www.pages.test", "a.www.pages.test", "xpages.test", "pages.test.b")
    for host in hosts:
        url = f"http://{host}:{server}/ok"
        if host == allowed or host.endswith(f".{allowed}"):
            assert ask(url, {}) == b"xxxxx"
        else:
            with pytest.raises(MediaError, match=f"the domain {host} is not on the list"):
                ask(url, {})


def test_redirects(server: int) -> None:
    assert get(server, "/moved") == b"xxxxx"
    with pytest.raises(MediaError, match="too many redirects"):
        get(server, "/loop")
    with pytest.raises(MediaError, match=r"elsewhere\.test is not on the list"):
        get(server, "/away")


def test_limits(server: int) -> None:
    assert len(get(server, "/big")) > 1000
    with pytest.raises(MediaError, match="larger than 1000 bytes"):
        get(server, "/big", max_bytes=1000)
    with pytest.raises(MediaError, match="answered 404"):
        get(server, "/gone")
    with pytest.raises(MediaError) as caught:
        get(server, "/ok", timeout=0)
    assert caught.value.kind == "timeout"


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("http://pages.test/x", "only https"),
        ("ftp://pages.test/x", "only https"),
        ("file:///etc/passwd", "only https"),
        ("https://other.test/x", "not on the list"),
        ("https://evilpages.test/x", "not on the list"),
        ("https://pages.test.evil.test/x", "not on the list"),
        ("https://user@evil.test/pages.test", "not on the list"),
        ("https://[::1]/x", "not on the list"),
        ("https://pages.test:99999/x", "cannot be read"),
        ("https:///x", "only https"),
        ("https://pages.test/x", "private address"),
        ("https://a.pages.test/x", "private address"),
    ],
)
def test_what_is_refused(url: str, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def private(*_: object, **__: object) -> list[Any]:
        return [(2, 1, 6, "", ("8.8.8.8", 443)), (2, 1, 6, "", ("192.168.0.1", 443))]

    monkeypatch.setattr(socket, "getaddrinfo", private)
    with pytest.raises(MediaError, match=words):
        fetch.web(["pages.test"])(url, {})


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
     "::1", "fe80::1%eth0", "::ffff:10.0.0.1", "fd00::1", "not an address", "64:ff9b::8.8.8.8"],
)  # fmt: skip
def test_private_addresses(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [(2, 1, 6, "", (address, 443))])
    with pytest.raises(MediaError, match="private address"):
        fetch.web(["pages.test"])("https://pages.test/x", {})


def test_headers_cannot_smuggle() -> None:
    with pytest.raises(MediaError, match="control character"):
        fetch._clean({"A": "b\r\nHost: evil"})
    assert fetch._clean({"Host": "evil", "Referer": "x"}) == {"Referer": "x"}


def test_off_and_canned() -> None:
    with pytest.raises(MediaError, match="no network"):
        fetchers.no_network("https://pages.test/x", {})
    known = fetchers.canned({"https://pages.test/x": b"1"})
    assert known("https://pages.test/x#fragment", {}) == b"1"
    with pytest.raises(MediaError, match="nothing answers"):
        known("https://pages.test/y", {})


@pytest.mark.parametrize(
    ("url", "port", "named"),
    [
        ("http://pages.test/a", 80, "pages.test"),
        ("http://pages.test:80/a", 80, "pages.test"),
        ("http://pages.test:443/a", 443, "pages.test:443"),
        ("https://pages.test/a", 443, "pages.test"),
        ("https://pages.test:80/a", 80, "pages.test:80"),
    ],
)
def test_the_port_that_a_scheme_has_is_not_named(url: str, port: int, named: str) -> None:
    target = fetch._target(url, frozenset({"pages.test"}), frozenset({"http", "https"}))
    assert (target.port, target.named) == (port, named)
