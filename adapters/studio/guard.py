"""Who may speak to the studio: this machine's browser, on the studio's own page, and nobody else.

Every request has to name the server as it is called, carry the token in its path, and come from no
other origin. What does not is told nothing: not even that there is a studio.
"""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, Final

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; media-src 'self'; connect-src 'self'; frame-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS: Final[tuple[tuple[bytes, bytes], ...]] = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-frame-options", b"DENY"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
)
_SITES: Final = frozenset({b"same-origin", b"none"})
_READS: Final = frozenset({"GET", "HEAD"})


class Guard:
    """An application behind a token. `hosts`: what the server is called, with its port."""

    def __init__(self, app: Application, token: str, hosts: tuple[str, ...]) -> None:
        self._app = app
        self._token = token.encode()
        self._hosts = frozenset(host.encode() for host in hosts)
        self._origins = frozenset(b"http://" + host for host in self._hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request pass, or end it."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http" or not self._lets(scope):
            await _refused(scope, send)
            return

        async def dressed(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                own = {name.lower() for name, _ in message.get("headers", ())}
                more = [header for header in HEADERS if header[0] not in own]
                message = {**message, "headers": [*message.get("headers", ()), *more]}
            await send(message)

        path = scope["path"]
        inner = path[len(self._token) + 1 :]
        await self._app({**scope, "path": inner, "raw_path": inner.encode()}, receive, dressed)

    def _lets(self, scope: Scope) -> bool:
        headers: dict[bytes, list[bytes]] = {}
        for name, value in scope["headers"]:
            headers.setdefault(name.lower(), []).append(value)
        hosts, origins = headers.get(b"host", []), headers.get(b"origin", [])
        if len(hosts) != 1 or hosts[0] not in self._hosts or len(origins) > 1:
            return False
        if origins and origins[0] not in self._origins:
            return False
        if not origins and scope["method"] not in _READS:
            return False
        if any(site not in _SITES for site in headers.get(b"sec-fetch-site", [])):
            return False
        _, given, *rest = scope["path"].encode("utf-8", "replace").split(b"/", 2)
        return bool(rest) and hmac.compare_digest(given, self._token)


async def _refused(scope: Scope, send: Send) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008})
        return
    await send({"type": "http.response.start", "status": 404, "headers": [*HEADERS]})
    await send({"type": "http.response.body", "body": b""})
