"""Notes as diagnostics: with their rule's weight, both clients, and the evidence of the fact."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from typing import Any, Final

from ...canonical.diagnostics import Diagnostic, Evidence
from ...canonical.rules import RULES
from ...profiles.fold import ClientApi, ClientProfile
from ..plan.notes import READER, WRITER, Note, NoteChanges

MAX_REMEMBERED: Final = 256
"""Diagnostics of an operation that are remembered: most messages say the same again."""
_CANONICAL: Final = frozenset({"MG201", "MG202", "MG204"})
"""Rules whose notes name canonical paths of a result; those of others name the source's keys."""
MAX_LENGTH: Final = 1_000
"""Characters of the place and the text of one that is remembered."""


class Teller:
    """What is told of one operation's messages between two clients, or of one client's own.

    The evidence is that of the option or the field a place is about, else that of the operation;
    the target's counts before the source's. ``own``: the source's function, where it has several
    for one operation.
    """

    __slots__ = ("_api", "_evidence", "_names", "_places", "_usual", "read", "told", "write")

    def __init__(
        self,
        api: str,
        reader: ClientProfile | None,
        writer: ClientProfile | None,
        own: str = "",
    ) -> None:
        self._api = api
        self._names = tuple(side.profile.name if side else "" for side in (reader, writer))
        self.read = str(reader.client) if reader else ""
        self.write = str(writer.client) if writer else ""
        sides = ((writer, api), (reader, own or api))
        entries = [side.apis.get(key) if side is not None else None for side, key in sides]
        known = [entry for entry in entries if entry is not None]
        self._evidence: dict[str, tuple[Evidence, ...]] = {}
        self._usual: tuple[Evidence, ...] = ()
        for entry in known:
            for place, evidence in _evidence(entry).items():
                self._evidence.setdefault(place, evidence)
            if entry.evidence:
                self._usual = entry.evidence
                break  # what it says nothing of is told with the evidence of the whole
        self._places: dict[str, str] = {}
        for entry in known:
            for path, field in entry.result.items():
                self._places[path] = field.facts.paths[0]  # the source's own spelling wins
        self.told: dict[tuple[Any, ...], Diagnostic] = {}

    def of(self, read: str, write: str) -> Teller:
        """The same of two other clients of these vendors, on which every fact holds alike."""
        made = copy(self)
        made.read, made.write = self.read and read, self.write and write
        made.told = {}
        return made

    def __call__(self, notes: Sequence[Note]) -> tuple[Diagnostic, ...]:
        """The diagnostics of these notes, in order."""
        return tuple([self._of(*note) for note in notes]) if notes else ()

    def _of(self, code: str, place: str, message: str, changes: NoteChanges) -> Diagnostic:
        key = (code, place, message, *changes.values())
        found = self.told.get(key)
        if found is None:
            found = self._made(code, place, message, changes)
            if len(place) + len(message) <= MAX_LENGTH:
                if len(self.told) >= MAX_REMEMBERED:
                    self.told.clear()
                self.told[key] = found
        return found

    def _made(self, code: str, place: str, message: str, changes: NoteChanges) -> Diagnostic:
        reads, writes = self._names
        rule = RULES[code]
        shown = place
        if code in _CANONICAL:
            shown = self._places.get(place, place)
        return Diagnostic(
            code=code,
            message=message.replace(READER, reads).replace(WRITER, writes),
            severity=changes.get("severity", rule.severity),
            loss=changes.get("loss", rule.loss),
            place=shown,
            api=self._api,
            read=self.read,
            write=self.write,
            evidence=self._evidence.get(place, self._usual),
        )


def _evidence(entry: ClientApi) -> dict[str, tuple[Evidence, ...]]:
    """The evidence of an operation by option, spelling and result path."""
    result: dict[str, tuple[Evidence, ...]] = {}
    for key, param in entry.params.items():
        for name in (key, *param.names):
            result.setdefault(name, param.evidence)
    for path, field in entry.result.items():
        result.setdefault(path, field.evidence)
    return result
