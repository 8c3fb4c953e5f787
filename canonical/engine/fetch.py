"""Files from the real network: from named domains only, never from private addresses."""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import time
from collections.abc import Iterable, Mapping
from urllib.parse import urljoin, urlsplit

from ..errors import wrong
from .faults import MediaError
from .fetchers import Fetcher

MAX_BYTES = 64 << 20
MAX_REDIRECTS = 5
TIMEOUT = 15.0


def web(
    domains: Iterable[str],
    *,
    max_bytes: int = MAX_BYTES,
    timeout: float = TIMEOUT,
    schemes: Iterable[str] = ("https",),
) -> Fetcher:
    """A fetcher over the real network, for these domains and their subdomains.

    Every address a name leads to must be public, redirects included, and the connection goes to
    the address that was judged. `timeout` (seconds) and `max_bytes` hold for the whole fetch.
    """
    allowed = frozenset(name.lower().strip(".") for name in _names(domains, "domains"))
    spoken = frozenset(_names(schemes, "schemes"))

    def fetch(url: str, headers: Mapping[str, str]) -> bytes:
        until = time.monotonic() + timeout
        for _ in range(MAX_REDIRECTS + 1):
            place = _judged(url, allowed, spoken)
            body, onward = _get(url, place, headers, until, max_bytes)
            if onward is None:
                return body
            url = urljoin(url, onward)
        raise MediaError("network", "too many redirects")

    return fetch


def _names(given: Iterable[str], what: str) -> list[str]:
    """The names given, one alone or several. Raises InputError."""
    several = [given] if isinstance(given, str) else given
    if not isinstance(several, Iterable):
        raise wrong(f"a list of {what}", given)
    found = list(several)
    for name in found:
        if not isinstance(name, str):
            raise wrong(f"a list of {what}", name)
    return found


def _judged(url: str, allowed: frozenset[str], schemes: frozenset[str]) -> str:
    """The public address to connect to. Raises MediaError for anything that is not allowed."""
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        raise MediaError("param_invalid", "the address cannot be read") from None
    if parts.scheme not in schemes or not host:
        raise MediaError("network", f"only {', '.join(sorted(schemes))} addresses are fetched")
    names = {host, *(host.split(".", n)[-1] for n in range(1, host.count(".") + 1))}
    if not names & allowed:
        raise MediaError("network", f"the domain {host} is not on the list", detail="domain")
    try:
        found = socket.getaddrinfo(host, port or 443, type=socket.SOCK_STREAM)
    except OSError:
        raise MediaError("network", f"the name {host} has no address") from None
    addresses = [str(entry[4][0]) for entry in found]
    for address in addresses:
        known = ipaddress.ip_address(address.partition("%")[0])
        known = getattr(known, "ipv4_mapped", None) or known
        if not known.is_global:
            raise MediaError("network", f"{host} leads to a private address", detail="private")
    return addresses[0]


def _get(
    url: str, address: str, headers: Mapping[str, str], until: float, max_bytes: int
) -> tuple[bytes, str | None]:
    parts = urlsplit(url)
    host = parts.hostname or ""
    secure = parts.scheme == "https"
    try:
        left = _left(until)
        raw = socket.create_connection((address, parts.port or (443 if secure else 80)), left)
        link = http.client.HTTPConnection(host, parts.port, timeout=left)
        if secure:
            raw = ssl.create_default_context().wrap_socket(raw, server_hostname=host)
        link.sock = raw
        try:
            target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            link.request("GET", target, headers={"Host": parts.netloc, **_clean(headers)})
            answer = link.getresponse()
            if answer.status in (301, 302, 303, 307, 308):
                return b"", answer.headers.get("Location", "")
            if answer.status != 200:
                raise MediaError("network", f"the server answered {answer.status}")
            return _body(answer, raw, until, max_bytes), None
        finally:
            link.close()
    except TimeoutError:
        raise MediaError("timeout", "the server took too long") from None
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise MediaError("network", f"the file cannot be fetched: {error}") from None


def _body(
    answer: http.client.HTTPResponse, link: socket.socket, until: float, max_bytes: int
) -> bytes:
    pieces: list[bytes] = []
    size = 0
    while piece := answer.read1(1 << 16):
        size += len(piece)
        if size > max_bytes:
            raise MediaError("load_failed", f"the file is larger than {max_bytes} bytes")
        pieces.append(piece)
        link.settimeout(_left(until))
    return b"".join(pieces)


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _clean(headers: Mapping[str, str]) -> dict[str, str]:
    for name, value in headers.items():
        if any(ord(char) < 32 for char in f"{name}{value}"):
            raise MediaError("param_invalid", "a header has a control character")
    return {name: value for name, value in headers.items() if name.lower() != "host"}
