"""What a script keeps on its client: values under keys, and files it wrote at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from ...canonical.engine.faults import MediaError
from ..host.host import BaseHost
from .files import repeat
from .record import Heard
from .trace import Trace

MOST_WRITTEN: Final = 4 << 30
"""Bytes that a program's synchronous calls may write and copy in all."""


class Kept:
    """Done to the client's storage as the script did it in its realm. `fail`: ends the realm;
    `after`: called when files have changed."""

    def __init__(
        self,
        host: BaseHost,
        stored: dict[str, Any],
        trace: Trace,
        fail: Callable[[str], None],
        after: Callable[[], None],
    ) -> None:
        self._host = host
        self._stored = stored
        self._trace = trace
        self._fail = fail
        self._after = after
        self._written = 0

    def hears(self) -> dict[str, Heard]:
        """What is heard of the realm, by the message."""
        return {"stored": self._store, "file": self._file}

    def _store(self, entry: dict[str, Any]) -> None:
        if entry["key"] is None:
            self._stored.clear()
        elif entry["text"] is None:
            self._stored.pop(entry["key"], None)
        else:
            self._stored[entry["key"]] = entry["text"]
        now = self._host.device.clock.now()
        self._trace.add(now, "stored", key=entry["key"], text=entry["text"])

    def _file(self, entry: dict[str, Any]) -> None:
        try:
            self._written += repeat(entry, self._host.world)
        except MediaError as error:
            self._fail(f"the realm's files are not the client's: {error}")
        if self._written > MOST_WRITTEN:
            self._fail(f"the script wrote more than {MOST_WRITTEN >> 30} GB of files")
        self._after()
