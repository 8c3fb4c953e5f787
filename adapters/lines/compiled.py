"""One shape of message, compiled: typed decoding, and what was learnt for its keyed values."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

import attrs
import msgspec

from ...canonical.diagnostics import Diagnostic
from ...canonical.errors import InputError
from ...canonical.vocabulary import Payload, kind_of_name
from .clients import otherwise
from .form import ENCODER, JSON_LINES, Alike, Form
from .marks import marked
from .proof import apart, difference, escaped, place_of
from .shape import Shape, Unshapely, tokens, type_of
from .stream import LineSettings, Reference
from .trace import Template

MAX_KEYS: Final = 1024
MAX_KEYED_TEXT: Final = 512
MAX_RECOMPILED: Final = 16
_UNREADABLE: Final = (msgspec.DecodeError, ValueError, RecursionError)
Outputs = tuple[list[Any] | Alike, list["CompiledLine"], list[int]]
"""Outputs of messages, the entries with something to say, and which have none (None there)."""

_Convert = Callable[
    [list[Any]], tuple[list[Any], list["CompiledLine"], list["CompiledLine"], list[int]]
]


@attrs.frozen(eq=False)
class CompiledLine:
    """What a translation of one shape with one set of keyed values comes to."""

    template: Template
    make: Callable[[Any], Any]
    diagnostics: tuple[Diagnostic, ...] = ()


class Compiled:
    """One shape, compiled: decoding, what is keyed, and what was learnt for each key.

    ``standing`` tells by a client's name what stands for it; ``named``: whether that name went into
    what is the same for all, so that each client needs a shape of its own.
    """

    def __init__(
        self,
        shape: Shape,
        settings: LineSettings,
        reference: Reference,
        bare: bool,
        form: Form = JSON_LINES,
        standing: Callable[[str], str | None] = str,
    ) -> None:
        self.standing = standing
        self.named = False
        self.form = form
        self.shape = shape
        self.settings, self.reference = settings, reference
        self.bare = bare
        self.entries: dict[Any, CompiledLine] = {}
        self.refused: set[Any] = set()
        self.hot: Template | None = None
        self.recompiled = 0
        decoder = msgspec.json.Decoder(type_of(shape))
        self.decode = decoder.decode
        self.decode_lines = decoder.decode_lines
        lists, key = _key(shape)
        echoes = list(_echoes(shape, "o"))
        said = dict.fromkeys(row[1:] for row in echoes)
        self.texts = {one: f"t{index}" for index, one in enumerate(said)}
        odd = [f"len({name}) != n" for name in lists[1:]]
        odd += [f"{name} != {self.texts[of, member]}" for name, of, member in echoes]
        odd += _unlike(shape, "o")
        self.parts = {
            "tokens": tokens(shape),
            "key": f"None if {' or '.join(odd)} else {key}" if odd else key,
            "count": f"len({lists[0]})" if lists else "0",
            "texts": "; ".join(
                f"{text} = Raw(encode([x.{member} for x in {of}]))"
                for (of, member), text in self.texts.items()
            ),
        }
        self.parts["each"] = " ".join(
            f"for {text} in (Raw(encode([x.{member} for x in {of}])),)"
            for (of, member), text in self.texts.items()
        )
        self._compile()
        self._compile_many()

    def _compile(self) -> None:
        """Write the functions for one message at a time."""
        names = self._names()
        exec(_ONE.format(**self.parts), names)  # noqa: S102 our own names only
        self.count: Callable[[Any], int] = names["count"]
        self.key: Callable[[Any], Any] = names["key"]
        self.strings: Callable[[list[Any]], int] = names["strings"]
        self.accepted: Callable[[bytes], Any] = names["accepted"]
        self.one: Callable[[bytes, list[Any]], Any] = names["one"]
        self.known: Callable[[list[Any]], list[CompiledLine | None]] = names["known"]

    def _compile_many(self) -> None:
        """Write the functions for many messages; the hottest template is put in place."""
        hot = self.hot
        names = self._names() | (dict(hot.names) if hot is not None else {})
        text = hot.text if hot is not None else "None"
        for (of, member), known in self.texts.items():
            text = text.replace(f"[x0.{member} for x0 in {of}]", known)
            text = text.replace(f"[{of}[0].{member}]", known)
        exec(_MANY.format(**self.parts, hot=text), names)  # noqa: S102
        self.convert: _Convert = names["convert"]

    def _names(self) -> Payload:
        return {
            "UNSET": msgspec.UNSET,
            "UNREADABLE": _UNREADABLE,
            "Raw": msgspec.Raw,
            "encode": ENCODER.encode,
            "decode": self.decode,
            "escaped": escaped,
            "get": self.entries.get,
            "hot": self.hot,
            "kind_of_name": kind_of_name,
            "standing": self.standing,
            "len": len,
            "sum": sum,
            "tuple": tuple,
            "__builtins__": {},
        }

    def _heat(self, cold: list[CompiledLine], count: int) -> None:
        """Put another template in place, if most of so many messages had to call theirs."""
        if 2 * len(cold) > count and self.recompiled < MAX_RECOMPILED:
            self.hot = cold[len(cold) // 2].template
            self.recompiled += 1
            self._compile_many()

    def many(self, block: bytes) -> Outputs | int:
        """The outputs of whole lines, if each is one message of this shape without a key twice.

        Else a place in the first line that is not, or -1 where that is not known.
        """
        if not block.endswith(b"\n"):
            block += b"\n"
        try:
            found: list[Any] = self.decode_lines(block)
        except _UNREADABLE as error:
            return place_of(error, block)
        again = b"" if b'": ' in block[:64] else ENCODER.encode_lines(found)
        if again != block and not self._proved(found, block):
            return difference(again, block) if again else -1
        if self.form.together:
            return self._together(found)
        made, told, cold, missed = self.convert(found)
        self._heat(cold, len(made))
        return made, told, missed

    def _together(self, found: list[Any]) -> Outputs:
        """The outputs of messages, those of one template as `Alike`."""
        entries = self.known(found)
        kinds = set(entries)
        told: list[CompiledLine] = []
        if any(entry is not None and entry.diagnostics for entry in kinds):
            told = [entry for entry in entries if entry is not None and entry.diagnostics]
        templates = {entry.template for entry in kinds if entry is not None}
        if len(templates) == 1 and None not in kinds:
            return Alike(templates.pop(), found), told, []
        made = [entry and entry.make(o) for entry, o in zip(entries, found, strict=True)]
        return made, told, [at for at, entry in enumerate(entries) if entry is None]

    def _proved(self, found: list[Any], block: bytes) -> bool:
        """Whether a block has as many strings as its messages, each on a line of its own.

        No line has less than its message, so if all have as many together, each has. Of echoes
        it is not known yet how many they have.
        """
        if self.texts or block.count(b'"') != self.strings(found):
            return False
        return apart(block, len(found))

    def learn(
        self, line: bytes, value: Any, data: bytes, diagnostics: tuple[Diagnostic, ...]
    ) -> bool:
        """Compile what the reference path did with a line; False when the line is not of this
        shape. What does not come out the same is remembered as not to be compiled."""
        found = self.accepted(line)
        if found is None:
            return False
        key = self.key(found)
        if key is None:
            return False
        if key in self.entries:
            return True
        if key in self.refused or len(self.entries) + len(self.refused) >= MAX_KEYS:
            return False
        if not _small(key):
            return False
        entry = self._entry(found, value, data, diagnostics)
        if entry is None:
            self.refused.add(key)
            return False
        self.entries[key] = entry
        return True

    def _entry(
        self, found: Any, value: Any, data: bytes, diagnostics: tuple[Diagnostic, ...]
    ) -> CompiledLine | None:
        try:
            made, told = self._traced(found, marked(value, self.shape, [0]))
            again = self._renamed(value)
            if (
                again is not None
                and self._traced(found, marked(again, self.shape, [0]))[0] is not made
            ):
                self.named = True
                return None
        except (Unshapely, InputError):
            return None
        if told != diagnostics or not self.form.same(made.make(found), data):
            return None
        return CompiledLine(made, made.make, diagnostics)

    def _traced(self, found: Any, value: Any) -> tuple[Template, tuple[Diagnostic, ...]]:
        output, told = self.reference(self.settings, value)
        return self.form.template(output, self.shape, self.count(found)), told

    def _renamed(self, value: Any) -> Any:
        """The value with another name of its client, where that is not part of its shape."""
        rows = () if self.bare else self.shape[1]
        keys = [key for key, item, _ in rows if item[0] == "client"]
        return {**value, keys[0]: otherwise(value[keys[0]])} if keys else None


# known: what was learnt for each of some messages.
# strings: how many quotes the texts of these messages have. accepted: the message of a line of
# this shape without a key given twice, else None. one: the output of one line, else None.
_ONE: Final = """
def count(o):
    return {count}

def key(o):
    n = {count}
    {texts}
    return {key}

def strings(found):
    return sum([2 * ({tokens}) for o in found])

def accepted(line):
    try:
        o = decode(line)
    except UNREADABLE:
        return None
    strings = 2 * ({tokens})
    return o if line.count(b'"') == strings or escaped(line, strings) else None

def known(found):
    return [get({key}) for o in found for n in ({count},) {each}]

def one(line, used):
    try:
        o = decode(line)
    except UNREADABLE:
        return None
    strings = 2 * ({tokens})
    if line.count(b'"') != strings and not escaped(line, strings):
        return None
    n = {count}
    {texts}
    entry = get({key})
    if entry is None:
        return None
    used.append(entry)
    return entry.make(o)
"""
_MANY: Final = """
def convert(found):
    made = []
    told = []
    cold = []
    missed = []
    for o in found:
        n = {count}
        {texts}
        entry = get({key})
        if entry is None:
            missed.append(len(made))
            made.append(None)
            continue
        if entry.template is hot:
            made.append({hot})
        else:
            made.append(entry.make(o))
            cold.append(entry)
        if entry.diagnostics:
            told.append(entry)
    return made, told, cold, missed
"""


def _small(key: Any) -> bool:
    if isinstance(key, str):
        return len(key) <= MAX_KEYED_TEXT
    return not isinstance(key, tuple) or all(map(_small, key))


def _key(shape: Shape) -> tuple[list[str], str]:
    """The lists of a shape, and an expression of what its translation depends on."""
    lists: list[str] = []
    parts: list[str] = []
    _collect(shape, "o", lists, parts)
    if lists:
        parts.insert(0, "n")
    return lists, parts[0] if len(parts) == 1 else f"({', '.join(parts)})"


def _collect(shape: Shape, name: str, lists: list[str], parts: list[str]) -> None:
    kind = shape[0]
    if kind in ("text", "code", "boolean"):
        parts.append(name)
    elif kind == "named":
        parts.append(f"kind_of_name({name})")
    elif kind == "client":
        parts.append(f"standing({name})")
    elif kind == "object":
        for index, (_, below, _) in enumerate(shape[1]):
            _collect(below, f"{name}.f{index}", lists, parts)
    elif kind == "list":
        lists.append(name)
        inner = _varying(shape[1], "x")
        if inner:
            row = inner[0] if len(inner) == 1 else f"({', '.join(inner)})"
            parts.append(f"tuple([{row} for x in {name}])")


def _echoes(shape: Shape, name: str) -> Iterator[tuple[str, str, str]]:
    """The echoes of a shape: each with the list and the member that it repeats."""
    if shape[0] == "object":
        for index, (_, below, _) in enumerate(shape[1]):
            if below[0] == "echo":
                yield f"{name}.f{index}", f"{name}.f{below[1]}", f"f{below[2]}"
            else:
                yield from _echoes(below, f"{name}.f{index}")


def _unlike(shape: Shape, name: str) -> Iterator[str]:
    """Tests that hold where a value is not the one that it says again."""
    if shape[0] == "object":
        for index, (_, below, _) in enumerate(shape[1]):
            if below[0] == "same":
                yield f"{name}.f{index} != {name}.f{below[1]}"
            elif below[0] == "again":
                yield f"{name}.f{index} != [x.f{below[2]} for x in {name}.f{below[1]}]"
            else:
                yield from _unlike(below, f"{name}.f{index}")


def _varying(shape: Shape, name: str) -> list[str]:
    """What differs between the entries of a list and is keyed: words, and what is there."""
    kind = shape[0]
    if kind in ("text", "code", "boolean"):
        return [name]
    if kind == "named":
        return [f"kind_of_name({name})"]
    if kind == "list":
        raise Unshapely
    result: list[str] = []
    if kind == "object":
        for index, (_, below, optional) in enumerate(shape[1]):
            field = f"{name}.f{index}"
            if optional and below[0] in ("object", "list"):
                raise Unshapely
            inner = _varying(below, field)
            if optional and below[0] == "named":
                inner = [f"None if {field} is UNSET else {inner[0]}"]
            result += inner or ([f"{field} is UNSET"] if optional else [])
    return result
