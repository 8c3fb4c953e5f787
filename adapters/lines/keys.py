"""How the lines of a log name what an envelope says, and the words that they have for vendors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

import attrs

from ...canonical.errors import InputError, did_you_mean
from ...canonical.values import Value

PARTS: Final = ("api", "read", "client", "payload", "time")


@attrs.frozen(eq=False, repr=False)
class EnvelopeKeys(Value):
    """The keys of an envelope: of the API, the client (under either of two) and the payload.

    ``time``: of when it was; a report asks for it, and for all others it is one more key of the
    log. Empty where another part has that name.
    """

    api: str = "api"
    read: str = "read"
    client: str = "client"
    payload: str = "payload"
    time: str = "time"

    @property
    def all(self) -> tuple[str, ...]:
        """The four keys that say how a line is read."""
        return self.api, self.read, self.client, self.payload


def keys_of(names: Mapping[str, str], place: str = "") -> EnvelopeKeys:
    """The keys that a log has (``{"method": "api", "data": "payload"}``: theirs to ours).

    Raises `InputError` for a word that is none of ours, and where two keys would be one.
    """
    found: dict[str, str] = {}
    for theirs, ours in names.items():
        if ours not in PARTS:
            raise InputError(
                f"{theirs}={ours}: no part {ours!r}; {did_you_mean(ours, PARTS, 'parts')}",
                place=place,
            )
        if ours in found:
            raise InputError(f"{found[ours]} and {theirs} are both {ours}", place=place)
        if not theirs:
            raise InputError(f"expected a key that is {ours}, got none", place=place)
        found[ours] = theirs
    if "time" in found.values():
        found.setdefault("time", "")
    made = EnvelopeKeys(**found)
    keys: set[str] = set()
    for key in (*made.all, made.time):
        if key in keys:
            raise InputError(f"{key!r} would be two parts of an envelope", place=place)
        keys.add(key)
    return made


def pairs_of(texts: Iterable[str], place: str) -> dict[str, str]:
    """``a=b,c=d`` as a mapping, of one text or several. Raises `InputError`."""
    found: dict[str, str] = {}
    for part in (piece.strip() for text in texts for piece in text.split(",")):
        one, sign, other = (word.strip() for word in part.partition("="))
        if not (one and sign and other):
            raise InputError(f"expected theirs=ours, got {part[:60]!r}", place=place)
        if found.setdefault(one, other) != other:
            raise InputError(f"{one} is given twice: {found[one]} and {other}", place=place)
    return found
