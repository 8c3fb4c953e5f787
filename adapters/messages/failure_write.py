"""Writing failures by a program of a plan, compiled: `failure` reads them.

By meaning, never by number: a code of another vendor becomes this one's code for the same kind.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

import attrs

from ...canonical.vocabulary import Payload
from ..plan.failures import fallback
from ..plan.notes import WRITER, Note
from .failure import matcher
from .signs import FLAGS, SPACE, reserved

if TYPE_CHECKING:
    from ..plan.model import FailureWords, Program, Side

Writes = Callable[[Mapping[str, Any], list[Note]], Payload]
"""Plain canonical values of a failure as a vendor's reply."""

_PREFIX: Final = r"^(?:[\w.$]{1,64}[\s:\uff1a]{1,9})?fail(?:ed|ure)?(?![a-z0-9])[\s:,_\uff1a]*"
"""What stands before the words of a failure's message: ``chooseImage:fail``. Compiled when one is
met: most kinds have words of their own."""
_DENIALS: Final = ("auth_denied", "auth_denied_forever")


@attrs.frozen(eq=False, repr=False)
class _Written:
    """How one kind is written: what another vendor's failure of it becomes, with its notes.

    ``code`` is the kind's, ``general`` what stands for it where it has none.
    """

    code: Any
    general: Any
    text: str | None
    notes: tuple[Note, ...]


def writer(
    program: Program,
    side: Side,
    *,
    source: Program | None = None,
    reader: Side | None = None,
) -> Writes:
    """The function that writes an operation's failures.

    Codes of the same vendor are kept as they are. ``source`` is the program that failures were
    read by, ``reader`` the side: of another vendor's reply, all but the fields of either envelope
    is passed on.
    """
    envelope = side["envelope"]
    vendor = side["id"]
    code_key = next(iter((*program.get("code", ()), *envelope["code"])), None)
    message_key = next(iter((*program.get("message", ()), *envelope["message"])), None)
    template = envelope["template"].replace("{api}", program["name"])
    kinds: dict[tuple[str, str | None], _Written] = {}
    known = program["failures"]["write"]
    meant = frozenset(
        (
            *reserved(envelope),
            *(reserved(reader["envelope"]) if reader is not None else ()),
            *(source.get("code", ()) if source is not None else ()),
        )
    )

    carried = program.get("failed", {})
    outcomes = {kind: {**program["success"], **when} for when, kind in program.get("outcomes", ())}

    def row(kind: str, detail: Any) -> _Written:
        detailed = f"{kind}/{detail}" if detail else None
        key = (kind, detailed if detailed in known else None)
        found = kinds.get(key)
        if found is None:
            found = kinds[key] = _row(program, side, source, *key)
        return found

    def write(values: Mapping[str, Any], notes: list[Note]) -> Payload:
        kind = values["kind"]
        own = values.get("vendor") == vendor
        if kind in outcomes and not (own and (values.get("code") or values.get("message"))):
            return dict(outcomes[kind])
        how = row(kind, values.get("detail"))
        out: Payload = {}
        message: str | None = values.get("message")
        if own:
            given = values.get("code")
            code = how.code if given is None else given
            if code is not None and code_key is not None:
                out[code_key] = code
        else:
            notes += how.notes
            if how.general is not None and code_key is not None:
                out[code_key] = how.general
        if message_key is not None:
            if own and message is not None:
                out[message_key] = message
            else:
                text = how.text
                if text is None:
                    text = words_of(message) if message else ""
                    text = text or kind.replace("_", " ")
                out[message_key] = template.replace("{text}", text).rstrip(SPACE)
        extra = values.get("extra")
        if extra:
            for key, item in extra.items():
                if own or key not in meant:
                    out[key] = item
        for key, item in carried.items():
            out.setdefault(key, item)
        return out

    return write


def write(
    program: Program,
    side: Side,
    values: Mapping[str, Any],
    notes: list[Note],
    *,
    reader: Side | None = None,
) -> Payload:
    """The same once: for a program that nothing else is written by."""
    return writer(program, side, reader=reader)(values, notes)


def words_of(message: str) -> str:
    """The words of a failure's message, without what says that it is one."""
    return re.sub(_PREFIX, "", message, flags=FLAGS)


def _row(
    program: Program, side: Side, source: Program | None, kind: str, detailed: str | None
) -> _Written:
    """How a kind is written that another vendor's failure is of."""
    known = program["failures"]["write"]
    has_code = bool(side["envelope"]["code"])
    notes: list[Note] = []
    near = detailed or fallback(kind, known)
    rule: FailureWords = known.get(near, {}) if near is not None and near != "unknown" else {}
    if near is not None and near not in (kind, detailed):
        notes.append(("MG303", "", f"{WRITER} has no {kind}: {near} it is", {}))
    code = general = rule.get("code")
    if code is not None:
        notes += _shared(program, code, near)
        if "os" in rule:
            text = (
                f"assumed {', '.join(rule['os'])}, where the code is {code}; "
                f"name the os of {WRITER}'s client"
            )
            notes.append(("MG305", "", text, {}))
    if code is None and has_code:
        text = f"no source gives {WRITER}'s code for {kind}"
        general = known.get("unknown", {}).get("code")
        if general is not None:  # without a code some vendor's failure would look like a success
            text += f": {general}, its code of an unknown failure, it is"
        notes.append(("MG302", "", text, {}))
    if kind == _DENIALS[0]:
        notes += _widened(program, source, rule)
    return _Written(code, general, rule.get("text"), tuple(notes))


def _shared(program: Program, code: Any, kind: str | None) -> list[Note]:
    """That the vendor uses one code for two kinds, so that this one reads as the other."""
    first = matcher(program)(code, None)
    if first is None or kind is None or first["kind"] == kind.partition("/")[0]:
        return []
    text = f"{WRITER} has one code, {code}, for {kind} and {first['kind']}"
    return [("MG303", "", text, {})]


def _widened(program: Program, source: Program | None, rule: FailureWords) -> list[Note]:
    """That a denial may be one for good, where the source does not tell these apart."""
    told_apart = source is None or any(
        item["kind"] == _DENIALS[1] for item in source["failures"]["read"]
    )
    forever = program["failures"]["write"].get(_DENIALS[1], {}).get("code")
    if told_apart or forever is None or forever == rule.get("code"):
        return []
    text = f"written as {rule.get('code')}; {WRITER}'s {forever} means a denial too"
    return [("MG304", "", text, {})]
