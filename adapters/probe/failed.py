"""A failure that a client gave, held against the profile's rules for codes and texts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from ...canonical.failures import DENIALS
from ...profiles.fold import ClientApi
from ..messages.dialect import Dialect
from ..messages.failure import matcher
from ..messages.signs import FLAGS, MAX_SEARCHED
from ..plan.notes import Note
from .cases import SUCCESS, Case

if TYPE_CHECKING:
    from ..plan.model import FailureRow
    from .findings import Said

USER: Final = DENIALS | {"cancelled"}
"""Failures that come of what a person does; which denial a refusal makes, the settings say."""
UNKNOWN: Final = "unknown"


def held(
    reads: Dialect, api: ClientApi, case: Case, reply: Mapping[str, Any], *, told: str
) -> Iterator[Said]:
    """What a failure says. ``told``: success, where the client called it one."""
    notes: list[Note] = []
    values = reads.failures(api.key).read(dict(reply), notes)
    kind, code, message = values["kind"], values.get("code"), values.get("message")
    saw = _told(code, message)
    expects = "" if case.expects == SUCCESS else case.expects
    if kind == UNKNOWN:
        value = {"kind": expects or UNKNOWN, "code": code, "text": message}
        yield "new", f"failures.{expects or UNKNOWN}", "no rule knows it", saw, value
        return
    if case.expects == SUCCESS:
        if not case.act:
            yield "new", "outcome", "it succeeds", f"{kind}: {saw}", None
        return
    alike = kind == expects or (kind in DENIALS and expects in DENIALS)
    if expects and not alike and case.act and kind not in USER:
        return  # the call went wrong otherwise: what the person did is not what failed
    if expects and not alike:
        yield "contradicted", f"failures.{expects}", f"this is {kind}", saw, None
        return
    if expects:
        value = {"kind": kind, "code": code, "text": message}
        yield "confirmed", f"failures.{kind}", kind, saw, value
    if told != "success":
        yield from _halves(reads, api, kind, code, message)


def _halves(reads: Dialect, api: ClientApi, kind: str, code: Any, message: Any) -> Iterator[Said]:
    """A code that no rule has beside a text that one knows, or the other way."""
    program = reads.program(api.key)
    rows = program["failures"]["read"]
    ok = reads.side["envelope"]["ok"]
    by_code = next((row for row in rows if code in row.get("codes", ())), None)
    by_text = matcher(program)(None, message) if message else None
    if code is not None and code not in ok and by_code is None:
        value = {"kind": kind, "code": code, "text": None}
        yield "new", f"failures.{kind}", "known by its text alone", _told(code, message), value
    if by_code is not None and message and _wants(by_code) and not _fits(by_code, message):
        if by_text is not None and by_text["kind"] != by_code["kind"]:
            text = f"the code is {by_code['kind']}, the text {by_text['kind']}"
            yield "contradicted", f"failures.{kind}", text, _told(code, message), None
        else:
            value = {"kind": kind, "code": None, "text": message}
            says = "known by its code alone"
            yield "new", f"failures.{kind}", says, _told(code, message), value


def _wants(row: FailureRow) -> bool:
    return bool(row.get("pattern") or row.get("reads"))


def _fits(row: FailureRow, message: str) -> bool:
    patterns = (row.get("pattern"), row.get("reads"))
    text = message[:MAX_SEARCHED]
    return any(item is not None and re.search(item, text, FLAGS) for item in patterns)


def _told(code: Any, message: Any) -> str:
    said = [f"code {code}"] if code is not None else []
    said += [f"{str(message)[:160]!r}"] if message else []
    return ", ".join(said) or "neither code nor message"
