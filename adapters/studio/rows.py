"""What a program did and saw as rows for people: an event of the trace each, with its files and the
facts behind it."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from ...canonical.diagnostics import Evidence
from ...canonical.errors import InputError
from ...profiles.fold import evidence
from ..host.host import BaseHost
from ..host.rules import assumed
from ..realm.trace import Did
from ..testing.journal_facts import FactSaid, facts_of_call, facts_of_failure, facts_of_scopes
from ..testing.journal_files import head_of
from ..verify.vocabulary import strings
from .shelf import Shelf

MOST_ROWS: Final = 3_000
"""Rows that are kept; of more, the first are forgotten."""
MOST_TEXT: Final = 240
MOST_MORE: Final = 6_000
MOST_FILES: Final = 12
MOST_FACTS: Final = 3
_ALONE: Final[Mapping[str, str]] = {
    "call": "options", "reply": "value", "data": "patch", "user": "does", "prompt": "shows",
    "log": "text", "error": "text", "toast": "text", "loading": "text", "failed": "failure",
}  # fmt: skip
"""What counts of an event."""
_AGAIN: Final = frozenset({"data", "log"})
"""Events that only name files which others have told of."""
_PLAIN: Final = frozenset({"user", "prompt", "toast", "failed", "loading", "hidden"})
"""Events of which there is no more to see."""
_OWN: Final = frozenset({"user", "data", "log", "error", "page"})
"""What user and program do, behind which there is no fact of the client."""
_OF_ALBUM: Final = frozenset({"picked", "saved"})


class TraceRows:
    """The rows of one phone. `told`: how many there were so far, the forgotten ones among them."""

    def __init__(self, host: BaseHost, shelf: Shelf) -> None:
        self._host, self._shelf = host, shelf
        self._kept: deque[dict[str, Any]] = deque(maxlen=MOST_ROWS)
        self._start: float | None = None
        self.told = 0

    def take(self, events: Iterable[Did]) -> None:
        """More that happened."""
        for event in events:
            if self._start is None:
                self._start = event.time
            self.told += 1
            self._kept.append(self._row(event))

    def after(self, number: int) -> list[dict[str, Any]]:
        """The rows behind that of a number, as far as they are kept."""
        return [row for row in self._kept.copy() if row["n"] > number]

    def _row(self, event: Did) -> dict[str, Any]:
        data = dict(event.data)
        row: dict[str, Any] = {
            "n": self.told,
            "time": round(event.time - (self._start or 0.0), 3),
            "what": event.what,
            "api": event.api,
            "text": _line(event.what, data),
        }
        more = _json(data, indent=1)
        if event.what not in _PLAIN and len(row["text"]) < len(more):
            row["more"] = more[:MOST_MORE]
        if event.what == "reply":
            row["ok"] = bool(data.get("ok"))
        if event.what not in _AGAIN and (files := list(self._files(event))[:MOST_FILES]):
            row["files"] = files
        if facts := self._facts(event):
            row["facts"] = facts
        return row

    def _files(self, event: Did) -> Iterator[dict[str, Any]]:
        """The files that an event speaks of: of the album by name, of the app by path."""
        if event.what in _OF_ALBUM:
            album = self._host.device.album
            names = event.data.get("names") or [event.data.get("name")]
            for name in list(names)[:MOST_FILES]:
                try:
                    item = album.find(str(name))
                except InputError:
                    continue
                if item.size is None:  # a link that leads out
                    continue
                key = self._shelf.key(item.path)
                yield {"name": item.name, "size": item.size, "key": key, **_head(item.path)}
            return
        seen: set[str] = set()
        for text in strings(event.data):
            if text in seen or len(text) > 1000 or len(seen) > MOST_FILES * 4:
                continue
            seen.add(text)
            entry = self._host.storage.entry(text)
            if entry is not None and entry.place.is_file():
                key = self._shelf.key(entry.place)
                yield {"name": text, "size": entry.size, "key": key, **_head(entry.place)}

    def _facts(self, event: Did) -> list[dict[str, Any]]:
        """What is behind an event: the function of the vendor and what of it is assumed, how a
        permission is asked for, how a failure is told."""
        host, view, data = self._host, self._host.view, event.data
        if event.what == "prompt" and data.get("scope"):
            scope = str(data["scope"])
            return said_plain(facts_of_scopes(view, [scope])) + consent_facts(host, scope)
        if event.what == "reply" and not data.get("ok"):
            return said_plain(facts_of_failure(host, event.api, data.get("value")))
        keys = self._keys(event.api)
        if event.what in _OWN:
            return []
        if event.what != "call":
            return said_plain(facts_of_call(view, event.api, *keys)) if keys else []
        guessed = [words for key in keys for _, words in assumed(view.apis[key])]
        found = said_plain(facts_of_call(view, event.api, *keys)) if event.api else []
        return found + [{"says": [words], "grade": "assumed", "sources": []} for words in guessed]

    def _keys(self, name: str) -> list[str]:
        """The operation that a name means: of a function of the vendor, or of what it tells."""
        view = self._host.view
        if not name:
            return []
        told = f"on{name}"
        return list(view.named(name, "")[:1]) or ([told] if told in view.apis else [])


def _head(place: Path) -> dict[str, Any]:
    """What a file is: its kind, its pixels, its seconds, as far as it has them."""
    try:
        head = head_of(place)
    except OSError:
        return {"kind": ""}
    plain = {"kind": head.kind, "wide": head.width, "high": head.height, "seconds": head.duration}
    return {name: value for name, value in plain.items() if value is not None}


def said_plain(facts: Iterable[FactSaid]) -> list[dict[str, Any]]:
    """Facts in words with their sources, as plain data."""
    return [
        {
            "says": [fact.text, *fact.values],
            "grade": fact.evidence[0].grade if fact.evidence else "",
            "sources": [fact_plain(one) for one in fact.evidence[:MOST_FACTS]],
        }
        for fact in facts
    ]


def fact_plain(one: Evidence) -> dict[str, str]:
    """A fact's source as plain data."""
    return {"where": one.where, "checked": one.checked, "grade": one.grade}


def consent_facts(host: BaseHost, scope: str) -> list[dict[str, Any]]:
    """Where it is written how a client asks for a permission."""
    facts = host.view.engine.get("consent", {}).get(scope)
    if not isinstance(facts, Mapping) or not facts.get("evidence"):
        return []
    keys = facts["evidence"]
    keys = [keys] if isinstance(keys, str) else keys
    found = evidence(host.view.profile, keys, facts.get("grade"))
    return said_plain([FactSaid(str(facts.get("note") or "how it is asked for"), found)])


def _line(what: str, data: Mapping[str, Any]) -> str:
    """An event in a line: of some the one thing that counts."""
    alone = _ALONE.get(what, "")
    if alone in data:
        value = data[alone]
        words = value if isinstance(value, str) else _json(value)
    else:
        words = ", ".join(f"{key}: {_json(value)}" for key, value in data.items())
    words = words.encode("utf-8", "backslashreplace").decode()
    return words if len(words) <= MOST_TEXT else words[: MOST_TEXT - 1] + "…"


def _json(value: Any, indent: int | None = None) -> str:
    text = json.dumps(value, ensure_ascii=False, default=_shown, indent=indent)
    return text.encode("utf-8", "backslashreplace").decode()


def _shown(value: Any) -> str:
    return f"<{len(value)} bytes>" if isinstance(value, bytes) else repr(value)
