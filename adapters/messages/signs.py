"""By what a vendor's successes are told from its failures: codes, messages, ``success``.

A success says what the profile says that a success says: any other text is a failure, and so is a
code that is not one of success, be it in another vendor's place.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from ...canonical.errors import InputError, shown
from ..plan.kinds.said import AROUND
from ..plan.side import folded

if TYPE_CHECKING:
    from ..plan.model import Side, SideEnvelope

# ASCII: as JavaScript's regular expressions read \w, \b and \d
FLAGS: Final = re.IGNORECASE | re.ASCII
MAX_SEARCHED: Final = 2_000
"""Characters of a message that are looked at."""
MAX_REMEMBERED: Final = 1_024
"""Keys and messages of replies whose meaning is remembered."""
MAX_KNOWN: Final = 100
"""Characters of a message that is remembered."""
SPACE: Final = " \t\n\r"
"""What both languages take for white space."""
_EXACT: Final = 2**53
"""Beyond it the digits of a number with a point are not those that a client said."""
_NO_BLANKS: Final = dict.fromkeys(map(ord, AROUND + "\u200b"))


class Signs:
    """What the replies of one client say of themselves."""

    __slots__ = (
        "_also",
        "_codes",
        "_message",
        "_ok",
        "_own",
        "_pattern",
        "_quiet",
        "_said",
        "_says",
        "_vendor",
    )

    def __init__(self, side: Side) -> None:
        envelope = side["envelope"]
        self._vendor = side["id"]
        self._own = tuple(envelope["code"])
        self._message = tuple(envelope["message"])
        self._codes = envelope["codes"]
        self._says = envelope["says"]
        self._ok = tuple(envelope["ok"])
        self._pattern = re.compile(envelope["pattern"], FLAGS) if envelope["pattern"] else None
        self._quiet: set[str] = set()
        self._also: dict[str, str] = {}
        self._said: dict[tuple[str, str], str | None] = {}

    def quiet(self, payload: Mapping[str, Any]) -> bool:
        """Whether no key of a reply is one by which successes and failures are told apart."""
        if self._quiet.issuperset(payload):
            return True
        found = True
        for key in payload:
            if key in self._quiet:
                continue
            name = str(key)
            short = folded(name)
            own = key in self._own or key in self._message or key == "success"
            if own or short in self._codes or short in self._says:
                found = False
            elif len(self._quiet) < MAX_REMEMBERED:
                self._quiet.add(key)
        return found

    def failed(self, payload: Any) -> bool:
        """Whether a reply is a failure; raises `InputError` when it is no object."""
        if not isinstance(payload, Mapping):
            raise InputError(f"expected a reply object, got {shown(payload)}", place=self._vendor)
        if self.quiet(payload):
            return False
        if not self._all_ok(payload):
            return True
        if _says_no(payload.get("success")):
            return True
        key = self.told_under(payload)
        if key is None:
            return any(code not in self._ok for code in self._codes_of_others(payload))
        if self.said_ok(key, payload[key]) is not None:
            return False
        if self._pattern is None:
            return True
        text = payload[key][:MAX_SEARCHED]
        return bool(self._pattern.search(text) or self._pattern.search(plainly(text)))

    def _all_ok(self, payload: Mapping[str, Any]) -> bool:
        """Whether no code of a reply is one of failure: of the vendor's own places all count, those
        spelt otherwise where none of them says anything."""
        for keys in (self._own, self.coded_otherwise(payload)):
            said = [raw for key in keys if _says_code(raw := payload.get(key))]
            if said:
                return all(code_in(raw) in self._ok for raw in said)
        return True

    def coded(self, payload: Mapping[str, Any]) -> Iterator[str]:
        """The keys of a reply that are the vendor's for a code, those spelt otherwise last."""
        yield from filter(payload.__contains__, self._own)
        yield from self.coded_otherwise(payload)

    def coded_otherwise(self, payload: Mapping[str, Any]) -> Iterator[str]:
        """The keys of a reply that are the vendor's for a code, in another spelling."""
        for key in payload:
            if self._codes.get(self._folded(key)) and key not in self._own:
                yield key

    def code_of(self, payload: Mapping[str, Any]) -> int | str | None:
        """The code of a reply, from the first of the vendor's places that holds one."""
        codes = (code_in(payload[key]) for key in self.coded(payload))
        return next((code for code in codes if code is not None), None)

    def told_under(self, payload: Mapping[str, Any]) -> str | None:
        """The key of a reply that holds a message: the vendor's own, else one spelt otherwise."""
        for own in self._message:
            if _telling(payload.get(own)):
                return own
        for key in payload:
            if self._folded(key) in self._says and _telling(payload[key]):
                return key
        return None

    def said_ok(self, key: str, text: str) -> str | None:
        """The API whose success a message tells of: empty where it names none, ``None`` if it
        tells of none."""
        if type(text) is not str or len(text) > MAX_KNOWN:
            return said_ok(self._says.get(self._folded(key), ""), text)
        known = (key, text)
        if known not in self._said:
            found = said_ok(self._says.get(self._folded(key), ""), text)
            if len(self._said) >= MAX_REMEMBERED:
                self._said.clear()
            self._said[known] = found
            return found
        return self._said[known]

    def doubt(self, name: str, payload: Mapping[str, Any], known: Container[str] = ()) -> str:
        """Why a reply of the function taken for a success is doubtful although it says something;
        else nothing. ``known``: the keys that are fields of such a reply."""
        key = self.told_under(payload)
        if key is None:
            return ""
        says = self.said_ok(key, payload[key])
        if says is None:
            return f"{key} does not say success: {shown(payload[key])}"
        if says and says != name.lower():
            return f"{key} tells of another API: {shown(payload[key])}"
        return self._denied(payload, known)

    def _denied(self, payload: Mapping[str, Any], known: Container[str]) -> str:
        """What denies beside a message of success that it is one, in another vendor's place."""
        for other in payload:
            if other in known or other in self._own or other in self._message:
                continue
            raw, short = payload[other], self._folded(other)
            code = None if self._codes.get(short, True) else code_in(raw)
            if code is not None and code not in self._ok:
                return f"{other} denies that it is a success: {shown(raw)}"
            if short in self._says and _telling(raw) and self.said_ok(other, raw) is None:
                return f"{other} does not say success: {shown(raw)}"
        return ""

    def untold(self, payload: Mapping[str, Any]) -> bool:
        """Whether nothing in a reply says that it is a success: no message, no code, no
        ``success``."""
        if self.told_under(payload) is not None or self.code_of(payload) is not None:
            return False
        return not _says_yes(payload.get("success")) and not any(
            True for _ in self._codes_of_others(payload)
        )

    def mute(self, payload: Mapping[str, Any]) -> str:
        """The key under which a success of this vendor says so, where a reply has none; else
        nothing. A code of success says it as well."""
        wanted = next((key for key in self._message if self._says[folded(key)]), "")
        if not wanted or self.told_under(payload) is not None:
            return ""
        return "" if self.code_of(payload) is not None else wanted

    def _codes_of_others(self, payload: Mapping[str, Any]) -> Iterator[int | str]:
        """The codes that a reply has in places of other vendors."""
        for key in payload:
            if not self._codes.get(self._folded(key), True):
                code = code_in(payload[key])
                if code is not None:
                    yield code

    def _folded(self, key: Any) -> str:
        found = self._also.get(key)
        if found is None:
            found = folded(str(key))
            if len(self._also) < MAX_REMEMBERED:
                self._also[key] = found
        return found


def code_in(raw: Any) -> int | str | None:
    """A value as a code, where it can be one: a whole number, a text that is one, a word."""
    if type(raw) is int:
        return raw
    if isinstance(raw, bool) or raw is None:
        return None
    if isinstance(raw, float):
        return int(raw) if raw.is_integer() and abs(raw) <= _EXACT else None
    if isinstance(raw, str):
        text = raw.strip(SPACE)
        if re.fullmatch(r"-?[0-9]{1,15}", text):
            return int(text)
        return raw if text else None
    return raw if isinstance(raw, int) else None


def said_ok(form: str, text: str) -> str | None:
    """The API whose success a text tells of, given what a success says: ``{api}:ok``."""
    form = plainly(form)
    whole = plainly(text)
    if not form:
        return None
    if whole == form.replace("{api}:", "", 1):
        return ""
    before, _, after = form.partition("{api}")
    name = whole[len(before) : len(whole) - len(after)]
    if whole != form.replace("{api}", name, 1) or not re.match(r"[\w.$]*\Z", name, re.ASCII):
        return None
    return name.rpartition(".")[2]


def plainly(text: str) -> str:
    """A message without blanks, padding and case, its colons those of ASCII."""
    return text[:MAX_SEARCHED].lower().replace("\uff1a", ":").translate(_NO_BLANKS)


def _telling(text: Any) -> bool:
    if type(text) is str and text[:1].isalnum():
        return True
    return isinstance(text, str) and bool(plainly(text))


def _says_code(raw: Any) -> bool:
    """Whether a value says anything in the place of a code, be it nothing that a code can be: an
    object does, as an Error has no fields in JSON."""
    return code_in(raw) is not None or isinstance(raw, Mapping) or (bool(raw) and raw == raw)


def _says_no(success: Any) -> bool:
    """Whether what a reply has under ``success`` denies it."""
    if isinstance(success, str):
        return plainly(success) in ("false", "0", "no")
    return success is not None and isinstance(success, (bool, int, float)) and success == 0


def _says_yes(success: Any) -> bool:
    """Whether what a reply has under ``success`` affirms it."""
    if isinstance(success, str):
        return plainly(success) in ("true", "1", "yes", "ok")
    return success is True or (isinstance(success, (int, float)) and success == 1)


def reserved(envelope: SideEnvelope) -> tuple[str, ...]:
    """The fields that carry a vendor's code and message: another vendor's must not stand there."""
    return (*envelope["code"], *envelope["message"])
