"""A network made by hand: which address answers what, and what was asked for."""

from __future__ import annotations

import json as json_text
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from attrs import define, evolve, field

from ..errors import InputError, did_you_mean, wrong
from .faults import MediaError
from .fetchers import Fetcher, WebAnswer, WebRequest, answer_of, asked, canned

ABORTS: Final = ("network", "timeout")
"""How a request may break off: failure kinds."""
Given = WebAnswer | bytes | str | Path | Mapping[str, Any] | list[Any] | None
Handler = Callable[[WebRequest], Given]
"""What a server does: an answer, bytes, a text, a file, or a value for JSON; None: another route
is asked."""
Pattern = str | re.Pattern[str] | Callable[[str], bool]
"""Addresses: with ``*`` for anything but a slash, ``**`` for anything, ``{a,b}`` for one of
several; a regular expression that is searched for; a function of the address."""
_PART: Final = re.compile(r"\*\*/?|\*|\{[^{}]*\}|[^*{]+|\{")


@define(eq=False, repr=False)
class WebRoute:
    """One route: what it answers to which addresses. `requests`: what came by it, in order."""

    pattern: Pattern
    _matches: Callable[[str], bool]
    _handler: Handler
    method: str = ""
    times: int | None = None
    delay: float = 0.0
    requests: list[WebRequest] = field(factory=list[WebRequest])

    def __repr__(self) -> str:
        return f"<route {self.pattern!r}: {len(self.requests)} requests>"

    def fits(self, request: WebRequest) -> bool:
        """Whether it answers a request now."""
        used_up = self.times is not None and len(self.requests) >= self.times
        right = not self.method or self.method == request.method.upper()
        return not used_up and right and self._matches(request.url.partition("#")[0])

    def answer(self, request: WebRequest) -> WebAnswer | None:
        """Its answer; None where it leaves a request to other routes. Raises MediaError."""
        self.requests.append(request)
        try:
            found = _whole(self._handler(request))
        except MediaError as error:
            raise MediaError(error.kind, error.message, detail=error.detail) from None
        if found is None:
            self.requests.pop()
            return None
        return evolve(found, delay=found.delay + self.delay)


@define(eq=False, repr=False)
class WebRoutes:
    """A network made by hand, for `network=` of a host or a device.

    ```python
    network = mg.WebRoutes()
    network.route("https://api.example.com/posts", json=[{"id": 1}])
    network.route("https://api.example.com/**", status=500, times=1)
    ```

    The route made last is asked first; one that is used up, or whose handler gives None, leaves a
    request to those before it, and these to `otherwise`: a fetcher, or files by address. What
    nobody answers fails on the client as an address where nothing is, and stands in `unrouted`.
    `offline`: the device has no network at all. `requests`: all that was asked for, in order.
    `strict`: in pytest, what stands in `unrouted` fails the test.
    """

    otherwise: Fetcher | None = None
    offline: bool = False
    strict: bool = True
    routes: list[WebRoute] = field(factory=list[WebRoute], init=False)
    requests: list[WebRequest] = field(factory=list[WebRequest], init=False)
    unrouted: list[WebRequest] = field(factory=list[WebRequest], init=False)

    def __repr__(self) -> str:
        return f"<a network of {len(self.routes)} routes: {len(self.requests)} requests>"

    @classmethod
    def over(
        cls, files: Fetcher | Mapping[str, bytes | str | Path | WebAnswer] | None
    ) -> WebRoutes:
        """A network whose other addresses are these files, or are asked of a fetcher."""
        return cls(canned(files) if isinstance(files, Mapping) else files)

    def route(
        self,
        pattern: Pattern,
        handler: Handler | None = None,
        *,
        method: str = "",
        times: int | None = None,
        status: int = 200,
        json: Any = ...,
        body: str | bytes | Path | None = None,
        headers: Mapping[str, str] | None = None,
        abort: str | bool = False,
        delay: float = 0.0,
    ) -> WebRoute:
        """Answer addresses: by a `handler`, or with one answer.

        `method`: of this HTTP method only. `times`: so often, then no more. `status`, `headers`,
        and as the body a value as `json`, or a text, bytes or a file as `body`. `abort`: the
        connection breaks: True or ``"network"``, or ``"timeout"``. `delay`: seconds on the
        device's clock before the answer. Raises InputError for a pattern or an answer that is
        none.
        """
        matches = _matcher(pattern)
        if times is not None and (isinstance(times, bool) or times < 1):
            raise wrong("how often, 1 or more, or None", times, place="times")
        if not isinstance(delay, (int, float)) or not 0 <= delay < 1e9:
            raise wrong("seconds, 0 or more", delay, place="delay")
        if not isinstance(status, int) or not 100 <= status <= 599:
            raise wrong("a status of HTTP, 100 to 599", status, place="status")
        alone = json is ... and body is None and headers is None and status == 200
        if handler is not None and (abort or not alone):
            raise InputError("give either a handler or an answer, not both", place="handler")
        if handler is not None and not callable(handler):
            raise wrong("a function of the request", handler, place="handler")
        made = handler or _aborts(abort) or _fixed(status, json, body, headers)
        route = WebRoute(pattern, matches, made, method.upper(), times, float(delay))
        self.routes.append(route)
        return route

    def unroute(self, what: WebRoute | Pattern | None = None) -> None:
        """Take a route away, those of a pattern, or all of them."""
        kept = [it for it in self.routes if what is not None and what not in (it, it.pattern)]
        self.routes[:] = kept

    def requests_to(self, pattern: Pattern) -> list[WebRequest]:
        """What was asked for at addresses, whoever answered."""
        matches = _matcher(pattern)
        return [it for it in self.requests if matches(it.url.partition("#")[0])]

    def __call__(self, url: str, headers: Mapping[str, str]) -> WebAnswer:
        """Ask as a fetcher is asked. Raises MediaError."""
        return self.answer(WebRequest(url, dict(headers)))

    def answer(self, request: WebRequest) -> WebAnswer:
        """What the network says to a request. Raises MediaError."""
        if self.offline:
            raise MediaError("network", "no network")
        self.requests.append(request)
        for route in reversed(list(self.routes)):
            if route.fits(request):
                found = route.answer(request)
                if found is not None:
                    return found
        if self.otherwise is not None:
            return answer_of(asked(self.otherwise, request))
        self.unrouted.append(request)
        raise MediaError("network", "nothing answers at that address")


def _matcher(pattern: Pattern) -> Callable[[str], bool]:
    if isinstance(pattern, re.Pattern):
        return lambda url: pattern.search(url) is not None
    if isinstance(pattern, str):
        if not pattern.lower().startswith(("http://", "https://", "*")):
            raise wrong("addresses such as https://example.com/api/*", pattern, place="pattern")
        found = re.compile(_expression(pattern), re.DOTALL)
        return lambda url: found.fullmatch(url) is not None
    if not callable(pattern):
        raise wrong("addresses, a regular expression or a function", pattern, place="pattern")
    return lambda url: bool(pattern(url))


def _expression(pattern: str) -> str:
    made: list[str] = []
    for match in _PART.finditer(pattern):
        part = match[0]
        if part == "**/":
            made.append("(?:.*/)?")
        elif part in ("*", "**"):
            made.append("[^/]*" if part == "*" else ".*")
        elif part.startswith("{") and part.endswith("}"):
            words = "|".join(_expression(word) for word in part[1:-1].split(","))
            made.append(f"(?:{words})")
        else:
            made.append(re.escape(part))
    return "".join(made)


def _aborts(how: str | bool) -> Handler | None:
    if not how:
        return None
    kind = "network" if how is True else how
    if kind not in ABORTS:
        raise InputError(
            f"no way to break off is {kind!r}; {did_you_mean(str(kind), ABORTS, 'ways')}",
            place="abort",
        )
    words = "the server took too long" if kind == "timeout" else "the connection broke"

    def abort(_request: WebRequest) -> Given:
        raise MediaError(kind, words)

    return abort


def _fixed(
    status: int, json: Any, body: str | bytes | Path | None, headers: Mapping[str, str] | None
) -> Handler:
    if json is not ... and body is not None:
        raise InputError("give either json or body, not both", place="body")
    if isinstance(body, Path) and not body.is_file():
        raise InputError(f"there is no file {body}", place="body")
    if not isinstance(body, (str, bytes, Path, type(None))):
        raise wrong("a text, bytes or a file", body, place="body")
    sent = b"" if json is ... else _json(json)
    own = {} if json is ... else {"Content-Type": "application/json"}

    def answer(_request: WebRequest) -> WebAnswer:
        data = sent if body is None else _bytes(body)
        return WebAnswer(data, status, {**own, **(headers or {})})

    return answer


def _whole(found: Given) -> WebAnswer | None:
    """What a handler gave as an answer. Raises InputError."""
    if found is None or isinstance(found, WebAnswer):
        return found
    if isinstance(found, (bytes, str, Path)):
        return WebAnswer(_bytes(found))
    if isinstance(found, (Mapping, list)):
        return WebAnswer(_json(found), header={"Content-Type": "application/json"})
    raise wrong("an answer: a WebAnswer, bytes, a text, a file, a value for JSON or None", found)


def _bytes(body: str | bytes | Path) -> bytes:
    if isinstance(body, Path):
        return body.read_bytes()
    return body.encode("utf-8", "surrogatepass") if isinstance(body, str) else body


def _json(value: Any) -> bytes:
    try:
        return json_text.dumps(value, ensure_ascii=False, allow_nan=False).encode()
    except (TypeError, ValueError, RecursionError) as error:
        raise InputError(f"nothing that JSON can hold: {error}", place="json") from None
