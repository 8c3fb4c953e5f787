"""What a call of the host gives."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import field, frozen

from ...canonical.diagnostics import Diagnostic
from ...canonical.errors import MediaglotError
from ...canonical.failures import Failure
from ...canonical.results import Result
from ...canonical.vocabulary import Payload


@frozen
class Reply:
    """One finished call: the vendor's own reply, and what it means.

    `value`: the object that the client hands to the page. `legacy`: older fields that old code may
    read although the documentation lists them no more; those named in `beside` the client still
    fills, so that a page sees them in a loop and in JSON. `result` or `failure`: the canonical
    value. `fires`: the callbacks that this client calls, in order (a client may swallow one).
    """

    api: str
    ok: bool
    value: Mapping[str, Any]
    result: Result | None = None
    failure: Failure | None = None
    legacy: Mapping[str, Any] = field(factory=Payload)
    beside: frozenset[str] = frozenset()
    diagnostics: tuple[Diagnostic, ...] = ()
    fires: tuple[str, ...] = ()


class Rejected(MediaglotError):
    """A call failed and its promise was rejected; `reply.value` is the vendor's failure."""

    def __init__(self, reply: Reply) -> None:
        failure = reply.failure
        words = failure.message if failure is not None and failure.message else ""
        kind = failure.kind if failure is not None else "unknown"
        super().__init__(f"{reply.api} failed ({kind}): {words or dict(reply.value)}")
        self.reply = reply
