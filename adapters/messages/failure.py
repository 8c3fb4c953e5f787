"""Telling failures from successes, and reading and writing them by a program of a plan."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, Final

from ...canonical.errors import InputError, shown
from ..plan.program import fallback
from ..plan.side import folded
from .request import READER, WRITER, Note, Program, shallow, valid_text

# ASCII: as JavaScript's regular expressions read \w, \b and \d
_FLAGS: Final = re.IGNORECASE | re.ASCII
_PREFIX: Final = re.compile(
    r"^(?:[\w.$]{1,64}[\s:\uff1a]{1,9})?fail(?:ed|ure)?(?![a-z0-9])[\s:,_\uff1a]*", _FLAGS
)
_NAME: Final = re.compile(r"[\w.$]*\Z", re.ASCII)
_NO_BLANKS: Final = dict.fromkeys(map(ord, " \t\n\r\u00a0\u3000"))
_DENIALS: Final = ("auth_denied", "auth_denied_forever")
_SPACE: Final = " \t\n\r"
"""What both languages take for white space."""
MAX_SEARCHED: Final = 2_000


@lru_cache(maxsize=1024)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, _FLAGS)


def is_failure(side: Mapping[str, Any], payload: Any) -> bool:
    """Whether a reply of this vendor is a failure; raises `InputError` when it is no object.

    A success says what the profile says that a success says: any other text is a failure, and so
    is a code that is not one of success, be it in another vendor's place.
    """
    if not isinstance(payload, Mapping):
        raise InputError(f"expected a reply object, got {shown(payload)}", place=side["id"])
    envelope = side["envelope"]
    for place in _coded_under(envelope, payload):
        code = _code(payload[place])
        if code is not None:
            if code not in envelope["ok"]:
                return True
            break
        if _is_set(payload[place]):
            return True  # though to nothing a code can be
    if _says_no(payload.get("success")):
        return True
    key = _told_under(envelope, payload)
    if key is None:
        return any(code not in envelope["ok"] for code in _codes_of_others(envelope, payload))
    if said_ok(envelope, key, payload[key]) is not None:
        return False
    pattern = envelope["pattern"]
    return not pattern or bool(_compiled(pattern).search(payload[key][:MAX_SEARCHED]))


def _coded_under(envelope: Mapping[str, Any], payload: Mapping[str, Any]) -> Iterator[str]:
    """The keys of a reply that are the vendor's for a code, those spelt otherwise last."""
    own, codes = envelope["code"], envelope["codes"]
    there: Iterator[str] = filter(payload.__contains__, own)
    yield from there
    for key in payload:
        if codes.get(folded(str(key))) and key not in own:
            yield key


def _codes_of_others(
    envelope: Mapping[str, Any], payload: Mapping[str, Any]
) -> Iterator[int | str]:
    """The codes that a reply has in places of other vendors."""
    for key in payload:
        code = None if envelope["codes"].get(folded(str(key)), True) else _code(payload[key])
        if code is not None:
            yield code


def _is_set(raw: Any) -> bool:
    """Neither empty nor zero nor false; an object always is: an Error has no fields in JSON."""
    return isinstance(raw, Mapping) or (bool(raw) and raw == raw)


def _says_no(success: Any) -> bool:
    """Whether what a reply has under ``success`` denies it."""
    if isinstance(success, str):
        return _plainly(success) == "false"
    return success is not None and isinstance(success, (bool, int, float)) and success == 0


def _plainly(text: str) -> str:
    """A message without blanks and case, its colons those of ASCII."""
    return text[:MAX_SEARCHED].lower().replace("\uff1a", ":").translate(_NO_BLANKS)


def _told_under(envelope: Mapping[str, Any], payload: Mapping[str, Any]) -> str | None:
    """The key of a reply that holds a message: the vendor's own, else one spelt otherwise."""

    def telling(key: Any) -> bool:
        text = payload.get(key)
        return isinstance(text, str) and bool(_plainly(text))

    says = envelope["says"]
    own = next(filter(telling, envelope["message"]), None)
    if own is not None:
        return str(own)
    return next((key for key in payload if folded(str(key)) in says and telling(key)), None)


def said_ok(envelope: Mapping[str, Any], key: str, text: str) -> str | None:
    """The API whose success a message tells of: empty where it names none, ``None`` if it tells
    of none."""
    form = _plainly(envelope["says"].get(folded(key), ""))
    whole = _plainly(text)
    if not form:
        return None
    if whole == form.replace("{api}:", "", 1):
        return ""
    before, _, after = form.partition("{api}")
    name = whole[len(before) : len(whole) - len(after)]
    if whole != form.replace("{api}", name, 1) or not _NAME.match(name):
        return None
    return name.rpartition(".")[2]


def unsaid(program: Program, side: Mapping[str, Any], payload: Mapping[str, Any]) -> str:
    """Why a reply taken for a success is doubtful although it says something; else nothing."""
    envelope = side["envelope"]
    key = _told_under(envelope, payload)
    if key is None:
        return ""
    told = said_ok(envelope, key, payload[key])
    if told is None:
        return f"{key} does not say success: {shown(payload[key])}"
    if told and told != program["name"].lower():
        return f"{key} tells of another API: {shown(payload[key])}"
    return ""


def untold(side: Mapping[str, Any], payload: Mapping[str, Any]) -> bool:
    """Whether nothing in a reply says that it is a success: no message, no code, no ``success``."""
    envelope = side["envelope"]
    if _told_under(envelope, payload) is not None or code_of(side, payload) is not None:
        return False
    return not payload.get("success") and not any(True for _ in _codes_of_others(envelope, payload))


def mute(side: Mapping[str, Any], payload: Mapping[str, Any]) -> str:
    """The key under which a success of this vendor says so, where a reply has none; else nothing.

    A code of success says it as well.
    """
    envelope = side["envelope"]
    wanted = next((key for key in envelope["message"] if envelope["says"][folded(key)]), "")
    if not wanted or _told_under(envelope, payload) is not None:
        return ""
    return "" if code_of(side, payload) is not None else wanted


def code_of(side: Mapping[str, Any], payload: Mapping[str, Any]) -> int | str | None:
    """The code of a reply, from the first of the vendor's places that holds one."""
    codes = (_code(payload[key]) for key in _coded_under(side["envelope"], payload))
    return next((code for code in codes if code is not None), None)


def _code(raw: Any) -> int | str | None:
    if isinstance(raw, bool) or raw is None:
        return None
    if isinstance(raw, float) and raw.is_integer():
        return int(raw)
    if isinstance(raw, str):
        text = raw.strip(_SPACE)
        if re.fullmatch(r"-?[0-9]{1,15}", text):
            return int(text)
        return raw if text else None
    return raw if isinstance(raw, int) else None


def read(
    program: Program, side: Mapping[str, Any], payload: Any, notes: list[Note]
) -> dict[str, Any]:
    """The canonical kind of a vendor's failure, beside its own code and message."""
    if isinstance(payload, str):
        payload = {side["envelope"]["message"][0]: payload}
    if not isinstance(payload, Mapping):
        raise InputError(f"expected a failure object, got {shown(payload)}", place=program["name"])
    envelope = side["envelope"]
    coded = (key for key in _coded_under(envelope, payload) if _code(payload[key]) is not None)
    code_key = next(coded, None)
    code = _code(payload[code_key]) if code_key is not None else None
    texts = [key for key in envelope["message"] if isinstance(payload.get(key), str)]
    message_key = next((key for key in texts if payload[key] != ""), None)
    if message_key is None:
        message_key = _told_under(envelope, payload) or next(iter(texts), None)
    message = payload[message_key] if message_key is not None else None
    telling = None if code in envelope["ok"] else code
    rule = _match(program, telling, message)
    values: dict[str, Any] = {"kind": rule["kind"] if rule else "unknown", "vendor": side["id"]}
    if rule and rule.get("detail"):
        values["detail"] = rule["detail"]
    if code is not None:
        values["code"] = code
    if message is not None:
        values["message"] = valid_text(message, str(message_key))
    extra = {key: item for key, item in payload.items() if key not in (code_key, message_key)}
    if extra:
        shallow(program["name"], extra)
        values["extra"] = extra
    if rule is None:
        seen = f"code {shown(code)}" if telling is not None else shown(message)
        text = f"{READER}'s profile does not know {seen}"
        if telling is None and not message:
            text = "neither code nor message"
        notes.append(("MG301", code_key or message_key or "", text, {}))
    elif "os" in rule and code is not None:
        text = f"{code} means this on {', '.join(rule['os'])}; name the os of {READER}'s client"
        notes.append(("MG305", code_key or "", text, {}))
    return values


def _match(program: Program, code: Any, message: str | None) -> Mapping[str, Any] | None:
    rules = program["failures"]["read"]
    if code is not None:
        for rule in rules:
            if code in rule.get("codes", ()):
                found: Mapping[str, Any] = rule
                return found
    text = (message or "")[:MAX_SEARCHED]  # no text at all is what a pattern of anything matches
    for rule in rules:
        for name in ("pattern", "reads"):
            if name in rule and _compiled(rule[name]).search(text):
                matched: Mapping[str, Any] = rule
                return matched
    return None


def write(
    program: Program,
    side: Mapping[str, Any],
    values: Mapping[str, Any],
    notes: list[Note],
    *,
    source: Program | None = None,
    reader: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """A vendor's failure of a canonical one. Codes of the same vendor are kept as they are.

    ``reader`` is the side the failure was read from: of another vendor's reply, all but the
    fields of either envelope is passed on.
    """
    envelope = side["envelope"]
    known = program["failures"]["write"]
    kind = values["kind"]
    own = values.get("vendor") == side["id"]
    detailed = f"{kind}/{values.get('detail')}"
    near = detailed if detailed in known else fallback(kind, known)
    rule = known.get(near, {}) if near not in (None, "unknown") else {}
    if not own and near is not None and near not in (kind, detailed):
        notes.append(("MG303", "", f"{WRITER} has no {kind}: {near} it is", {}))
    code = values.get("code") if own and values.get("code") is not None else rule.get("code")
    out: dict[str, Any] = {}
    if code is not None and not own:
        _shared(program, code, near, notes)
        if "os" in rule:
            text = (
                f"assumed {', '.join(rule['os'])}, where the code is {code}; "
                f"name the os of {WRITER}'s client"
            )
            notes.append(("MG305", "", text, {}))
    if code is not None and envelope["code"]:
        out[envelope["code"][0]] = code
    elif envelope["code"] and not own:
        text = f"no source gives {WRITER}'s code for {kind}"
        general = known.get("unknown", {}).get("code")
        if general is not None:  # without a code some vendor's failure would look like a success
            out[envelope["code"][0]] = general
            text += f": {general}, its code of an unknown failure, it is"
        notes.append(("MG302", "", text, {}))
    if not own and kind == "auth_denied":
        _widened(known, source, rule, notes)
    if envelope["message"]:
        out[envelope["message"][0]] = _message(program, envelope, rule, values, own)
    meant = set() if own else {*out, *_reserved(side), *(_reserved(reader) if reader else ())}
    out.update((key, item) for key, item in values.get("extra", {}).items() if key not in meant)
    return out


def _reserved(side: Mapping[str, Any]) -> tuple[str, ...]:
    """The fields that carry a vendor's code and message: another vendor's must not stand there."""
    return (*side["envelope"]["code"], *side["envelope"]["message"])


def _shared(program: Program, code: Any, kind: str | None, notes: list[Note]) -> None:
    """Say when the vendor uses one code for two kinds, so that this one reads as the other."""
    first = _match(program, code, None)
    if first is not None and kind is not None and first["kind"] != kind.partition("/")[0]:
        notes.append(
            ("MG303", "", f"{WRITER} has one code, {code}, for {kind} and {first['kind']}", {})
        )


def _widened(
    known: Mapping[str, Any], source: Program | None, rule: Mapping[str, Any], notes: list[Note]
) -> None:
    told_apart = source is None or any(
        item["kind"] == _DENIALS[1] for item in source["failures"]["read"]
    )
    forever = known.get(_DENIALS[1], {}).get("code")
    if not told_apart and forever is not None and forever != rule.get("code"):
        text = f"written as {rule.get('code')}; {WRITER}'s {forever} means a denial too"
        notes.append(("MG304", "", text, {}))


def _message(
    program: Program,
    envelope: Mapping[str, Any],
    rule: Mapping[str, Any],
    values: Mapping[str, Any],
    own: bool,
) -> str:
    message: str | None = values.get("message")
    if own and message is not None:
        return message
    text = rule.get("text")
    if text is None:
        text = _PREFIX.sub("", message) if message else ""
        text = text or values["kind"].replace("_", " ")
    template: str = envelope["template"]
    return template.replace("{api}", program["name"]).replace("{text}", text).rstrip(_SPACE)
