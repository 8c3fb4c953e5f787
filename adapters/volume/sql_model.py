"""What of an operation's replies is ordinary, as data: found by `sql_reply`, written by `sql`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import attrs


@attrs.frozen
class ValueForm:
    """What may stand under a key: its type, one of `rows`' or ``words``, and what words mean;
    ``scale``: what a number is multiplied by."""

    kind: str
    words: Mapping[str, Any] = attrs.field(factory=dict)
    scale: float = 1


@attrs.frozen
class ValueSource:
    """Where a value comes from: a key of the reply, or of an entry of the list that is gone
    through; the entry itself under no key."""

    key: str
    value: ValueForm


@attrs.frozen
class FileForm:
    """The entries of a list of the reply, each a file: their members in the order of the vendor's
    profile, those that may be missing, and what they are by column. ``key`` is empty where the
    reply itself tells of its file."""

    key: str
    members: Mapping[str, ValueForm]
    optional: frozenset[str]
    leaves: Mapping[str, ValueSource]


@attrs.frozen
class MessageRule:
    """What a failure is whose message matches: the first rule that does decides. ``kind`` is
    empty where that is not ordinary."""

    pattern: str
    kind: str
    detail: str = ""


@attrs.frozen
class OrdinaryReply:
    """An operation's ordinary replies.

    Of a success: ``says``, keys that have these texts; ``required``, keys besides; ``files``, of
    which the first that is there is gone through, one at least where there are any; ``media``.
    Of a failure: ``codes`` by key, each code with kind and detail; ``messages``: the keys that
    may hold one; ``rules``: for a message alone; ``success``: how messages end that may be those
    of success; ``failure``: what one of failure has in it, empty where any text will do.
    """

    vendor: str
    client: str
    api: str
    says: Mapping[str, str]
    scalars: Mapping[str, ValueForm]
    required: frozenset[str]
    files: Sequence[FileForm]
    media: ValueSource | None
    codes: Mapping[str, Mapping[int, tuple[str, str]]]
    messages: Sequence[str]
    rules: Sequence[MessageRule] = ()
    success: Sequence[str] = ()
    failure: str = ""

    @property
    def lists(self) -> list[FileForm]:
        """Those of ``files`` that are lists under a key, in order."""
        return [item for item in self.files if item.key]
