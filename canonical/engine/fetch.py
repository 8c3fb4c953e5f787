"""Files from the real network: from named domains only, never from private addresses."""

from __future__ import annotations

import queue
import socket
import threading
from collections.abc import Iterable, Mapping
from typing import Final
from urllib.parse import SplitResult, quote, urljoin, urlsplit

import attrs

from ..errors import wrong
from .addresses import is_public, plain_host
from .exchange import Deadline, get
from .faults import MediaError
from .fetchers import Fetcher

MAX_BYTES: Final = 64 << 20
MAX_REDIRECTS: Final = 5
MAX_URL: Final = 8192
TIMEOUT: Final = 15.0
PORTS: Final = {"http": 80, "https": 443}
_KEPT: Final = "!#$%&'()*+,/:;=?@[]~"
"""What stands in an address as it is; the rest goes in as UTF-8, escaped."""
_TO_ONE_HOST: Final = ("authorization", "cookie", "proxy-authorization")


@attrs.frozen
class Target:
    """What to ask whom: all of it checked, host and path in ASCII."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def origin(self) -> tuple[str, str, int]:
        """Where secrets may go that are meant for this target."""
        return self.scheme, self.host, self.port

    @property
    def named(self) -> str:
        """The host as the header `Host` has it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"


def web(
    domains: Iterable[str],
    *,
    max_bytes: int = MAX_BYTES,
    timeout: float = TIMEOUT,
    schemes: Iterable[str] = ("https",),
) -> Fetcher:
    """A fetcher over the real network, for these domains and their subdomains.

    Every address a name leads to must be public, redirects included, and the connection goes to
    an address that was judged. ``timeout`` (seconds) and ``max_bytes`` hold for the whole fetch:
    names, connections, redirects, heads and body. An answer that ends before it is whole is a
    failure. Headers that carry secrets do not follow a redirect to another host.
    """
    allowed = frozenset(map(_domain, _names(domains, "domains")))
    spoken = frozenset(_names(schemes, "schemes"))
    for scheme in sorted(spoken - set(PORTS)):
        raise wrong("the schemes http and https", scheme)

    def fetch(url: str, headers: Mapping[str, str]) -> bytes:
        until = Deadline.after(timeout)
        target = _target(url, allowed, spoken)
        sent = _clean(headers)
        for _ in range(MAX_REDIRECTS + 1):
            places = _places(target, until)
            answer = get(
                places,
                target.host if target.scheme == "https" else None,
                target.path,
                {"Host": target.named, **sent},
                until,
                max_bytes,
            )
            if answer.body is not None:
                return answer.body
            try:
                url = urljoin(url, answer.onward)
            except ValueError:
                raise MediaError("network", "the server redirects to no address") from None
            before, target = target, _target(url, allowed, spoken)
            if target.origin != before.origin:
                sent = {name: sent[name] for name in sent if name.lower() not in _TO_ONE_HOST}
        raise MediaError("network", "too many redirects")

    return fetch


def _names(given: Iterable[str], what: str) -> list[str]:
    """The names given, one alone or several. Raises InputError."""
    several = [given] if isinstance(given, str) else given
    if not isinstance(several, Iterable):
        raise wrong(f"a list of {what}", given)
    result = list(several)
    for name in result:
        if not isinstance(name, str):
            raise wrong(f"a list of {what}", name)
    return result


def _domain(name: str) -> str:
    try:
        return plain_host(name.strip("."))
    except ValueError:
        raise wrong("a domain such as example.com", name) from None


def _target(url: str, allowed: frozenset[str], schemes: frozenset[str]) -> Target:
    """What an address asks for. Raises MediaError for anything that is not allowed."""
    try:
        if len(url) > MAX_URL:
            raise ValueError("too long")
        parts = urlsplit(url)
        given, port = parts.hostname or "", parts.port
        if parts.scheme not in schemes or not given.strip("."):
            listed = ", ".join(sorted(schemes))
            raise MediaError("network", f"only {listed} addresses are fetched")
        host, path = plain_host(given), _path(parts)
    except ValueError:  # UnicodeError among it
        raise MediaError("param_invalid", "the address cannot be read") from None
    names = {host, *(host.split(".", n)[-1] for n in range(1, host.count(".") + 1))}
    if not names & allowed:
        raise MediaError("network", f"the domain {host} is not on the list", detail="domain")
    if "@" in parts.netloc:
        raise MediaError("param_invalid", "an address with a user's name is not fetched")
    if port == 0:
        raise MediaError("param_invalid", "the address cannot be read")
    return Target(parts.scheme, host, port or PORTS[parts.scheme], path)


def _path(parts: SplitResult) -> str:
    """Path and query as they are sent. Raises `ValueError` for half a character."""
    path = quote(parts.path or "/", safe=_KEPT)
    return f"{path}?{quote(parts.query, safe=_KEPT)}" if parts.query else path


def _places(target: Target, until: Deadline) -> list[tuple[str, int]]:
    """Where to connect to: all addresses of a host, each of them public. Raises MediaError."""
    found = _addresses(target.host, target.port, until)
    if not found:
        raise MediaError("network", f"the name {target.host} has no address")
    for address in found:
        if not is_public(address):
            raise MediaError(
                "network", f"{target.host} leads to a private address", detail="private"
            )
    return [(address, target.port) for address in found]


def _addresses(host: str, port: int, until: Deadline) -> list[str]:
    """The addresses of a host, none if there are none; the system's search has no time limit."""
    answers: queue.SimpleQueue[list[str]] = queue.SimpleQueue()

    def ask() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, ValueError):
            found = []
        answers.put(list(dict.fromkeys(str(entry[4][0]) for entry in found)))

    try:
        left = until.left()
        threading.Thread(target=ask, daemon=True, name="mediaglot-name").start()
        return answers.get(timeout=left)
    except (TimeoutError, queue.Empty):
        raise MediaError("timeout", "the server took too long") from None


def _clean(headers: Mapping[str, str]) -> dict[str, str]:
    """The headers that go along: no control characters, and none that say how a message is cut."""
    sent = {}
    for name, value in headers.items():
        text = str(value)
        if any(ord(char) < 32 or char == "\x7f" for char in f"{name}{text}"):
            raise MediaError("param_invalid", "a header has a control character")
        if not name.isascii() or not name or any(char in ' "(),/:;<=>?@[\\]{}' for char in name):
            raise MediaError("param_invalid", "a header has a name that none can have")
        try:
            text.encode("latin-1")
        except UnicodeEncodeError:
            raise MediaError("param_invalid", f"the header {name} has no text of Latin 1") from None
        if name.lower() not in _OURS:
            sent[name] = text
    return sent


_OURS: Final = frozenset(
    {
        "accept-encoding", "connection", "content-length", "expect", "host", "keep-alive", "te",
        "trailer", "transfer-encoding", "upgrade",
    }
)  # fmt: skip
"""Headers that a caller does not decide."""
