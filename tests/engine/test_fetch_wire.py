"""The fetcher against a wire that breaks, drips and lies, and against names made to deceive."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import pytest
from mediaglot.canonical.engine import exchange, fetch
from mediaglot.canonical.engine.addresses import is_public, plain_host
from mediaglot.canonical.engine.faults import MediaError
from mediaglot.canonical.errors import InputError

Serve = Callable[[Callable[[socket.socket], None]], int]


@pytest.fixture
def serve(monkeypatch: pytest.MonkeyPatch) -> Iterator[Serve]:
    """Starts a server whose every connection, its request read, is handed to a function."""
    monkeypatch.setattr(fetch, "is_public", lambda address: address == "127.0.0.1")
    real = socket.getaddrinfo
    monkeypatch.setattr(
        socket,
        "getaddrinfo",
        lambda _host, port, *more, **named: real("127.0.0.1", port, *more, **named),
    )
    opened: list[socket.socket] = []

    def start(answer: Callable[[socket.socket], None]) -> int:
        listening = socket.create_server(("127.0.0.1", 0))
        opened.append(listening)

        def work() -> None:
            while True:
                try:
                    link, _ = listening.accept()
                except OSError:
                    return
                with link:
                    asked = b""
                    while b"\r\n\r\n" not in asked:
                        asked += link.recv(4096)
                    requests.append(asked)
                    with suppress(OSError):
                        answer(link)

        threading.Thread(target=work, daemon=True).start()
        return int(listening.getsockname()[1])

    requests: list[bytes] = []
    start.requests = requests  # type: ignore[attr-defined]
    yield start
    for listening in opened:
        listening.close()


def get(port: int, path: str = "/x", headers: Any = None, **options: Any) -> bytes:
    options.setdefault("schemes", ("http",))
    answer = fetch.web(["pages.test"], **options)(f"http://pages.test:{port}{path}", headers or {})
    assert isinstance(answer, bytes)
    return answer


HEAD = b"HTTP/1.1 200 OK\r\nServer: x\r\n"
WHOLE = {
    "length": HEAD + b"Content-Length: 10\r\n\r\n0123456789",
    "length first": b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\nServer: x\r\n\r\n0123456789",
    "chunked": HEAD
    + b"Transfer-Encoding: chunked\r\n\r\n3\r\n012\r\n07;x=y\r\n3456789\r\n0\r\n\r\n",
    "long chunk": HEAD
    + b"Transfer-Encoding: chunked\r\n\r\n0a\r\n0123456789\r\n00\r\nX: y\r\n\r\n",
}


@pytest.mark.parametrize("name", WHOLE)
def test_cut_at_each_byte(serve: Serve, name: str) -> None:
    """However much came, an answer that is not whole is a failure."""
    whole = WHOLE[name]
    cut = 0
    port = serve(lambda link: link.sendall(whole[:cut]))
    for cut in range(len(whole)):
        with pytest.raises(MediaError) as caught:
            get(port)
        assert caught.value.kind == "network", whole[:cut]
    cut = len(whole)
    assert get(port) == b"0123456789"


LIES = {
    "short": HEAD + b"Content-Length: 1000\r\n\r\nabc",
    "two lengths": HEAD + b"Content-Length: 3\r\nContent-Length: 2\r\n\r\nabc",
    "two in one": HEAD + b"Content-Length: 3, 2\r\n\r\nabc",
    "negative": HEAD + b"Content-Length: -3\r\n\r\nabc",
    "signed": HEAD + b"Content-Length: +3\r\n\r\nabc",
    "no number": HEAD + b"Content-Length: three\r\n\r\nabc",
    "a long number": HEAD + b"Content-Length: " + b"9" * 5000 + b"\r\n\r\nabc",
    "packed": HEAD + b"Content-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc",
    "coded": HEAD + b"Transfer-Encoding: gzip, chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
    "chunk of -1": HEAD + b"Transfer-Encoding: chunked\r\n\r\n-1\r\nabc\r\n0\r\n\r\n",
    "chunk of 0x3": HEAD + b"Transfer-Encoding: chunked\r\n\r\n0x3\r\nabc\r\n0\r\n\r\n",
    "chunk of nothing": HEAD + b"Transfer-Encoding: chunked\r\n\r\n\r\nabc\r\n0\r\n\r\n",
    "chunk too long": HEAD + b"Transfer-Encoding: chunked\r\n\r\n2\r\nabc\r\n0\r\n\r\n",
    "no answer": b"hello\r\n\r\n",
    "not 200": b"HTTP/1.1 206 Partial\r\nContent-Length: 3\r\n\r\nabc",
    "nowhere": b"HTTP/1.1 302 Found\r\n\r\n",
    "bad place": b"HTTP/1.1 302 Found\r\nLocation: http://[bad\r\n\r\n",
    "no port": b"HTTP/1.1 302 Found\r\nLocation: http://pages.test:x/\r\n\r\n",
    "many heads": HEAD + b"X: y\r\n" * 1000 + b"\r\n",
    "a long head": HEAD + b"X: " + b"y" * 100_000 + b"\r\n\r\n",
}  # fmt: skip


TOLD = {
    **dict.fromkeys(
        ("two lengths", "two in one", "negative", "signed", "no number", "a long number", "coded"),
        "the server does not say how long the file is",
    ),
    **dict.fromkeys(
        ("chunk of -1", "chunk of 0x3", "chunk of nothing"),
        "the file cannot be fetched: a chunk does not say its size",
    ),
    "short": "the file cannot be fetched: 997 bytes of it did not come",
    "packed": "the server packed the file, which it was not asked to",
    "chunk too long": "the file cannot be fetched: a chunk does not end where it says",
    "not 200": "the server answered 206",
    "nowhere": "the server redirects to no address",
    "no port": "the address cannot be read",
}


@pytest.mark.parametrize("name", TOLD)
def test_what_is_wrong_is_told(serve: Serve, name: str) -> None:
    port = serve(lambda link: link.sendall(LIES[name]))
    with pytest.raises(MediaError) as caught:
        get(port)
    assert caught.value.message == TOLD[name]


def test_a_failure_without_words_is_told_by_its_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuses(*_: object, **__: object) -> Any:
        raise ConnectionResetError

    monkeypatch.setattr(exchange, "_connected", refuses)
    with pytest.raises(MediaError, match=r"^the file cannot be fetched: ConnectionResetError$"):
        exchange.get([("127.0.0.1", 1)], None, "/", {"Host": "a"}, exchange.Deadline.after(9), 9)


@pytest.mark.parametrize("size", [exchange.MAX_LINE - 2, exchange.MAX_LINE - 1])
def test_a_line_may_be_as_long_as_it_may(serve: Serve, size: int) -> None:
    """The size of a chunk, with what a server says beside it."""
    line = b"1;".ljust(size, b"x") + b"\r\n"
    whole = HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + line + b"a\r\n0\r\n\r\n"
    port = serve(lambda link: link.sendall(whole))
    assert get(port) == b"a"


@pytest.mark.parametrize("name", LIES)
def test_answers_that_lie(serve: Serve, name: str) -> None:
    port = serve(lambda link: link.sendall(LIES[name]))
    with pytest.raises(MediaError) as caught:
        get(port)
    assert caught.value.kind in ("network", "param_invalid")
    assert "\n" not in caught.value.message


def test_more_than_was_promised_is_not_read(serve: Serve) -> None:
    port = serve(lambda link: link.sendall(HEAD + b"Content-Length: 3\r\n\r\nabcdef"))
    assert get(port) == b"abc"
    port = serve(lambda link: link.sendall(HEAD + b"Content-Length: 3, 3\r\n\r\nabc"))
    assert get(port) == b"abc"


@pytest.mark.parametrize(
    "drip",
    [
        HEAD + b"Content-Length: 2000\r\n\r\n",  # then the body, byte by byte
        HEAD,  # then a header without end
        b"HTTP/1.1 ",
        b"",
        HEAD + b"Transfer-Encoding: chunked\r\n\r\n",
        HEAD + b"Transfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n",
    ],
    ids=["body", "headers", "status", "nothing", "chunk size", "trailer"],
)
def test_one_limit_for_all(serve: Serve, drip: bytes) -> None:
    """Each byte comes in time, and all of them too late. The server ends only with its client."""
    gone = threading.Event()

    def answer(link: socket.socket) -> None:
        link.sendall(drip)
        while not gone.wait(0.02):
            link.sendall(b"1")

    port = serve(answer)
    with pytest.raises(MediaError) as caught:
        get(port, timeout=0.3)
    gone.set()
    assert caught.value.kind == "timeout"


def test_redirects_share_the_limit(serve: Serve) -> None:
    gone = threading.Event()

    def answer(link: socket.socket) -> None:
        gone.wait(0.15)
        link.sendall(b"HTTP/1.1 302 Found\r\nLocation: /again\r\n\r\n")

    port = serve(answer)
    with pytest.raises(MediaError) as caught:
        get(port, timeout=0.4)
    gone.set()
    assert caught.value.kind == "timeout"


def test_a_search_for_a_name_does_not_outlast_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    gone = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: gone.wait(30) and [])
    with pytest.raises(MediaError) as caught:
        get(1, timeout=0.1)
    gone.set()
    assert caught.value.kind == "timeout"


def test_a_handshake_that_never_ends(serve: Serve) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        url = f"https://pages.test:{listening.getsockname()[1]}/"
        with pytest.raises(MediaError) as caught:
            fetch.web(["pages.test"], timeout=0.2)(url, {})
    assert caught.value.kind == "timeout"


def test_tls_is_not_skipped(serve: Serve) -> None:
    """A server that answers in plain text, or with a certificate of its own, is no server."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def answer() -> None:
            link, _ = listening.accept()
            with link:
                link.sendall(WHOLE["length"])
                link.recv(1 << 16)

        threading.Thread(target=answer, daemon=True).start()
        with pytest.raises(MediaError, match="cannot be fetched") as caught:
            fetch.web(["pages.test"])(f"https://pages.test:{listening.getsockname()[1]}/", {})
    assert caught.value.kind == "network"


@pytest.mark.parametrize(
    "url",
    [
        "https://a..pages.test/x",
        "https://.pages.test/x",
        f"https://{'a' * 64}.pages.test/x",
        f"https://{'a.' * 200}pages.test/x",
        "https://pages.test:0/x",
        "https://pages.test:-1/x",
        "https://pages.test:65536/x",
        "https://[bad/x",
        "https://[::1/x",
        "https://pa ges.test/x",
        "https://\ud800.pages.test/x",
        "https://pages.test/\ud800",
        "https://-a.pages.test/x",
        "https://a%2fb.pages.test/x",
        "https://user:secret@pages.test/x",
        "https://user@pages.test/x",
        "https://@pages.test/x",
        "https://pages.test/" + "x" * 10_000,
        "https://xn--\uffff.pages.test/",
    ],
    ids=ascii,
)
def test_addresses_that_are_none(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object, **__: object) -> None:
        raise AssertionError("looked up")

    monkeypatch.setattr(socket, "getaddrinfo", never)
    with pytest.raises(MediaError) as caught:
        fetch.web(["pages.test"])(url, {})
    assert caught.value.kind == "param_invalid"
    assert "secret" not in caught.value.message


def test_what_is_sent(serve: Serve) -> None:
    """No fragment, no secret of an address; the host in ASCII; the path as it is or escaped."""
    port = serve(lambda link: link.sendall(WHOLE["length"]))
    sent = {"X-Mine": "1", "host": "evil", "Content-Length": "5", "Accept-Encoding": "gzip"}
    fetcher = fetch.web(["pages.test", "bücher.example"], schemes=("http",))
    fetcher(f"HTTP://Bücher.Example.:{port}/a b/ü%20?q=ü|#part", sent)
    asked = serve.requests[-1].decode().split("\r\n")  # type: ignore[attr-defined]
    assert asked[0] == "GET /a%20b/%C3%BC%20?q=%C3%BC%7C HTTP/1.1"
    assert f"Host: xn--bcher-kva.example:{port}" in asked
    assert "X-Mine: 1" in asked
    assert "Accept-Encoding: identity" in asked
    assert sum(line.lower().startswith("host:") for line in asked) == 1
    assert not any(line.startswith("Content-Length") for line in asked)


def test_secrets_do_not_follow_to_another_host(serve: Serve) -> None:
    asked: list[str] = serve.requests  # type: ignore[attr-defined]

    def answer(link: socket.socket) -> None:
        onward = {1: "/again", 2: f"http://other.pages.test:{port}/"}.get(len(asked))
        link.sendall(
            f"HTTP/1.1 302 Found\r\nLocation: {onward}\r\n\r\n".encode()
            if onward
            else WHOLE["length"]
        )

    port = serve(answer)
    assert get(port, headers={"Cookie": "c", "authorization": "a", "Referer": "r"})
    has = [b"Cookie: c" in one and b"authorization: a" in one for one in asked]  # type: ignore[operator]
    assert has == [True, True, False]
    assert all(b"Referer: r" in one for one in asked)  # type: ignore[operator]


def test_the_connection_goes_to_an_address_that_was_judged(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that leads somewhere else when it is asked again is not asked again."""
    port = serve(lambda link: link.sendall(WHOLE["length"]))
    asked = []

    def once(host: str, *_: object, **__: object) -> list[Any]:
        asked.append(host)
        address = "127.0.0.1" if len(asked) == 1 else "169.254.169.254"
        return [(2, 1, 6, "", (address, port))]

    monkeypatch.setattr(socket, "getaddrinfo", once)
    connected = []

    def connect(place: tuple[str, int], left: float) -> socket.socket:
        connected.append(place[0])
        return _direct(place, left)

    monkeypatch.setattr(socket, "create_connection", connect)
    assert get(port) == b"0123456789"
    assert asked == ["pages.test"]
    assert connected == ["127.0.0.1"]


def _direct(place: tuple[str, int], left: float) -> socket.socket:
    link = socket.socket()
    link.settimeout(left)
    link.connect(place)
    return link


def test_all_addresses_of_a_name_are_judged_and_tried(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = serve(lambda link: link.sendall(WHOLE["length"]))
    monkeypatch.setattr(fetch, "is_public", lambda address: address.startswith("127."))
    found = ["127.0.0.2", "127.0.0.1"]
    monkeypatch.setattr(
        socket,
        "getaddrinfo",
        lambda *_, **__: [(2, 1, 6, "", (address, port)) for address in found],
    )
    tried = []

    def connect(place: tuple[str, int], left: float) -> socket.socket:
        tried.append(place[0])
        if place[0] == "127.0.0.2":
            raise ConnectionRefusedError("nobody there")
        return _direct(place, left)

    monkeypatch.setattr(socket, "create_connection", connect)
    assert get(port) == b"0123456789"
    assert tried == found
    found.append("10.0.0.1")
    with pytest.raises(MediaError, match="private"):
        get(port)


SPECIAL = """
0.0.0.0 0.255.255.255 10.1.2.3 100.64.0.1 100.127.255.255 100.100.100.200 127.0.0.1 127.255.255.254
168.63.129.16 169.254.0.1 169.254.169.254 172.16.0.1 172.31.255.255 192.0.0.1 192.0.0.192 192.0.2.1
192.88.99.1 192.168.1.1 198.18.0.1 198.19.255.255 198.51.100.7 203.0.113.7 224.0.0.1 239.1.1.1
240.0.0.1 255.255.255.255
:: ::1 ::127.0.0.1 ::8.8.8.8 ::ffff:8.8.8.8 ::ffff:127.0.0.1 ::ffff:0:8.8.8.8 64:ff9b::8.8.8.8
64:ff9b::127.0.0.1 64:ff9b:1::1 100::1 2001::1 2001:0:4136:e378::1 2001:2::1 2001:10::1 2001:20::1
2001:db8::1 2002:7f00:1::1 2002:808:808::1 3fff::1 5f00::1 fc00::1 fd00:ec2::254 fd00::1 fe80::1
fe80::1%eth0 fec0::1 ff02::1 ff0e::1 4000::1
"""
PUBLIC = """
1.1.1.1 8.8.8.8 100.63.255.255 100.128.0.1 172.15.0.1 172.32.0.1 192.0.1.1 198.17.0.1 198.20.0.1
223.255.255.254 168.63.129.17 2606:4700::1111 2001:4860:4860::8888 2a00::1 2400::1
"""


@pytest.mark.parametrize("address", SPECIAL.split())
def test_special_ranges(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC.split())
def test_public_addresses(address: str) -> None:
    assert is_public(address)


def test_names_of_hosts() -> None:
    assert plain_host("Bücher.Example.") == "xn--bcher-kva.example"
    assert plain_host("evil。pages.test") == "evil.pages.test"
    assert plain_host("2001:DB8:0::1") == "2001:db8::1"
    for name in ("", "a..b", "a b", "-a", "a/b", "a" * 64, "::1::", "a\0b"):
        with pytest.raises(ValueError):
            plain_host(name)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"domains": ["a..b"]}, "a domain such as"),
        ({"domains": ["https://a.test"]}, "a domain such as"),
        ({"domains": [3]}, "a list of domains"),
        ({"domains": ["a.test"], "schemes": ["ftp"]}, "http and https"),
        ({"domains": ["a.test"], "schemes": "file"}, "http and https"),
    ],
)
def test_settings_that_are_none(options: dict[str, Any], words: str) -> None:
    with pytest.raises(InputError, match=words):
        fetch.web(**options)


@pytest.mark.parametrize(
    "headers", [{"A b": "1"}, {"": "1"}, {"A:": "1"}, {"Ä": "1"}, {"A": "日"}, {"A": "b\x7f"}]
)
def test_headers_that_are_none(headers: dict[str, str]) -> None:
    with pytest.raises(MediaError) as caught:
        fetch._clean(headers)
    assert caught.value.kind == "param_invalid"
