"""Everything that happened on a client, kept as it happens: for a page that shows it afterwards.

A moment is a call, its reply, a prompt, what the user did, an event of the device, what a program
did by itself. With it are kept the facts that decided, by their evidence, and the files that it is
about.
"""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Mapping
from typing import Any, Final

from attrs import frozen

from ...canonical.engine.prompts import Prompt
from ...canonical.engine.user import Action
from ...canonical.errors import MediaglotError
from ..host.host import BaseHost
from ..host.reply import Reply
from ..realm.page import Page
from ..realm.render.show import page_text
from .journal_facts import (
    FactSaid,
    facts_of_call,
    facts_of_failure,
    facts_of_reply,
    facts_of_scopes,
)
from .journal_files import FileSeen, FilesSeen

MOST: Final = 5_000
"""Moments of one client that are kept."""
_WIDTH: Final = 80
_INNER: Final = ("then", "client", "id", "operation")
_EMPTY: Final[tuple[Any, ...]] = ([], {}, None, "")


@frozen
class Moment:
    """Something that happened. `time`: seconds since the journal began. `files`: the numbers of
    those it is about."""

    time: float
    what: str
    api: str
    data: Mapping[str, Any]
    ok: bool = True
    facts: tuple[FactSaid, ...] = ()
    files: tuple[int, ...] = ()


@frozen
class Happened:
    """What a journal has kept of one client. `dropped`: moments beyond `MOST`; `stands`: what
    stood on the page in the end; `notes`: what the client assumed."""

    client: str
    moments: tuple[Moment, ...]
    files: tuple[FileSeen, ...] = ()
    dropped: int = 0
    stands: str = ""
    notes: tuple[str, ...] = ()
    problem: str = ""
    """Why it did not come as expected; empty where it did."""


class HostJournal:
    """Listens to a host from now on. `happened` gives what was kept; it needs no host any more."""

    def __init__(self, host: BaseHost) -> None:
        self._host = host
        self._start = host.device.clock.now()
        self._moments: list[Moment] = []
        self._dropped = 0
        self._files = FilesSeen(host)
        self._awaited: Counter[str] = Counter()
        host.world.watchers.append(self._hear)

    def happened(self, page: Page | None = None) -> Happened:
        """What was kept so far. `page`: the one that is seen, while its program is open."""
        stands = ""
        if page is not None:
            with contextlib.suppress(MediaglotError):
                stands = page_text(page.tree, _WIDTH)
        files = tuple(self._files.seen)
        return Happened(
            self._host.client, tuple(self._moments), files, self._dropped, stands, self._host.notes
        )

    def _hear(self, what: str, api: str, data: Mapping[str, Any]) -> None:
        if self._told_twice(what, api, data):
            return
        if len(self._moments) >= MOST:
            self._dropped += 1
            return
        now = self._host.device.clock.now() - self._start
        self._moments.append(self._moment(now, what, api, data))

    def _told_twice(self, what: str, api: str, data: Mapping[str, Any]) -> bool:
        """Whether a call or reply of a program's realm is one of the host's, told by both: the
        call when the realm asks, the reply with all that the host knows of it."""
        of_host = "key" in data
        if what == "call" and not of_host:
            self._awaited[api] += 1
        elif what == "call" and self._awaited[api]:
            self._awaited[api] -= 1
            return True
        elif what == "reply" and not of_host:
            if data.get("media"):
                return True
            self._awaited[api] = max(0, self._awaited[api] - 1)
        return False

    def _moment(self, now: float, what: str, api: str, data: Mapping[str, Any]) -> Moment:
        view = self._host.view
        if what == "call":
            options = data.get("options")
            return Moment(
                now, what, api, {"options": plain(options)}, True,
                facts_of_call(view, api, data.get("key")), self._files.of_value(options),
            )  # fmt: skip
        if what == "reply" and isinstance(data.get("reply"), Reply):
            return self._of_reply(now, data["reply"], str(data["key"]))
        if what == "reply":
            ok, value = bool(data.get("ok")), data.get("value")
            facts = () if ok else facts_of_failure(self._host, api, value)
            kept = {"value": plain(value)}
            return Moment(now, what, api, kept, ok, facts, self._files.of_value(value))
        if what == "prompt":
            prompt: Prompt = data["prompt"]
            asked = prompt.to_json().items()
            told = {key: it for key, it in asked if key not in _INNER and it not in _EMPTY}
            return Moment(now, what, api, told, True, facts_of_scopes(view, prompt.scopes))
        if what == "act":
            action: Action = data["action"]
            return Moment(now, what, api, {"line": action.line()})
        names = (*data.get("names", ()), data.get("name")) if what in ("picked", "saved") else ()
        files = self._files.of_album(name for name in names if isinstance(name, str))
        return Moment(
            now, what, api, {str(key): plain(it) for key, it in data.items()},
            what not in ("error", "failed"), (), files or self._files.of_value(dict(data)),
        )  # fmt: skip

    def _of_reply(self, now: float, reply: Reply, key: str) -> Moment:
        kept: dict[str, Any] = {"value": plain(reply.value)}
        if reply.failure is not None:
            kept["kind"] = reply.failure.kind
        facts = facts_of_reply(self._host.view, reply, key)
        files = self._files.of_value(reply.value)
        return Moment(now, "reply", reply.api, kept, reply.ok, facts, files)


def plain(value: Any, depth: int = 0) -> Any:
    """A value of a program as plain data: bytes and functions by what they are, long texts and
    lists cut."""
    if isinstance(value, str):
        return value if len(value) <= _LONG else f"{value[:_LONG]}… ({len(value):,} characters)"
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, float):
        return value if value - value == 0 else str(value)
    if isinstance(value, (bytes, bytearray)):
        return f"<{len(value):,} bytes>"
    if depth > _DEEP:
        return "…"
    if isinstance(value, Mapping):
        pairs = list(value.items())
        table = {str(key): plain(item, depth + 1) for key, item in pairs[:_MANY]}
        return {**table, "…": f"{len(pairs) - _MANY:,} more"} if len(pairs) > _MANY else table
    if isinstance(value, (list, tuple, set, frozenset)):
        items = [plain(item, depth + 1) for item in list(value)[:_MANY]]
        return [*items, f"… {len(value) - _MANY:,} more"] if len(value) > _MANY else items
    return f"<{type(value).__name__}>"


_LONG: Final = 2_000
_MANY: Final = 100
_DEEP: Final = 12
