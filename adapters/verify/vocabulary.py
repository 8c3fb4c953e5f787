"""The words of one run for what failed, in its own vendor's dialect and in the other's."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from typing import Any, Final

from ...canonical.errors import MediaglotError
from ...canonical.failures import Failure
from ...profiles.fold import ClientProfile
from ..host.host import BaseHost
from ..messages.translate import translate_failure, write_failure
from ..realm.trace import Trace
from .labels import Vocabulary, Wording

DENIED: Final = {"auth_denied_forever": "auth_denied"}
"""Failures that only some vendors tell apart."""


def strings(value: Any) -> Iterator[str]:
    """Every text in a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from strings(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from strings(item)


def vocabulary_of(trace: Trace, host: BaseHost, other: ClientProfile) -> Vocabulary:
    """Messages and codes of what failed, in this vendor's words and in those of the other."""
    known, kind = Vocabulary(wording=Wording.of(host.view, other)), ""
    for event in trace:
        if event.what == "failed":
            kind = DENIED.get(event.data["failure"], str(event.data["failure"]))
        if event.what != "reply" or event.data["ok"]:
            continue
        value, key = event.data["value"], event.data["media"]
        if not key:
            for text in strings(value):
                known.words.setdefault(text, f"<{event.api} failed>")
            continue
        shapes: list[Mapping[str, Any]] = [value]
        for write in (other.client, other.client.vendor):  # a port may be for every os
            with contextlib.suppress(MediaglotError, KeyError):
                made = translate_failure(
                    key, value, read=host.view.client, write=write, registry=host.registry
                )
                shapes.append(made.value)
        with contextlib.suppress(MediaglotError, KeyError):  # what an emulation says by itself
            plain = Failure(api=host.view.api(key).canonical, kind=kind)
            shapes.append(write_failure(plain, write=str(host.view.client)).value)
        for shape in shapes:
            _learn(known, shape, kind)
    return known


def _learn(known: Vocabulary, shape: Mapping[str, Any], kind: str) -> None:
    for text in shape.values():
        if isinstance(text, str) and text:
            known.words[text] = f"<message: {kind}>"
            tail = known.wording.tail(text)
            known.tails[text if tail is None else tail] = f"<message: {kind}>"
        elif isinstance(text, int) and not isinstance(text, bool) and text:
            known.numbers[text] = f"<code: {kind}>"
