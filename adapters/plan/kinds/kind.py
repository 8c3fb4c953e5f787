"""What a value kind is: everything about one kind of value, in one place.

A kind compiles what a plan says of an option or a result field into closures, so that a message
costs only what its values need. What they share stands in `values`, `numbers`, `words` and
`writing`; each kind has a module of its name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import attrs

from ....canonical.errors import InputError
from ....canonical.operations import Field
from ....canonical.values import Value
from ..notes import Note

if TYPE_CHECKING:
    from ..model import ProgramField, ProgramParam

Values = Mapping[str, Any]
Read = Callable[[Any, Values, list[Note]], Any]
"""A vendor's value, never null, as the canonical one, or `OMIT`. The second argument is what was
read before it. Raises `InputError` for a value of a wrong type."""

Write = Callable[[Any, bool, Values, list[Note], list[str]], Any]
"""A canonical value as the vendor's, or `OMIT`: value, whether the caller stated it, all canonical
values, notes, names of recipes that a plain call misses."""

Prepare = Callable[[Values, list[Note], list[str]], Values]
"""The canonical values as a target can take them, before any is written."""

Convert = Callable[[Any, str, list[Note]], Any]
"""A value of a reply, and its place, as the canonical one, or `OMIT`."""

Check = Callable[[Field, Any], Any]
"""A canonical value that a caller gives, never null, as plain data; raises `InputError`."""

Inner = Callable[[Field], dict[str, Any]]
Describe = Callable[[Field, Inner], dict[str, Any]]
"""The JSON Schema of a field's canonical value in a result; the second argument gives that of a
field inside it."""


@attrs.frozen(eq=False, repr=False)
class OptionPlace(Value):
    """Where an option is read: its place for messages (``chooseImage.count``), the spelling used,
    and whether the same vendor will write it."""

    place: str
    name: str
    own: bool = False

    def error(self, text: str, at: str = "") -> InputError:
        """The error for a value that cannot be read; ``at`` is where in the value."""
        return InputError(text, place=self.place + at)


@attrs.frozen(eq=False, repr=False)
class Goal(Value):
    """Where an option is written: its place in the source's words, for notes; the prefixes that
    mean local files there; and whether the same vendor was read.

    Inside of an option: ``path``, its canonical place, and ``spell``, the source's words for such
    places."""

    place: str
    local: Sequence[str] = ()
    own: bool = False
    path: str = ""
    spell: Mapping[str, str] = attrs.field(factory=dict)

    def inside(self, step: str) -> Goal:
        """The goal of a member (``.name``), or of each entry (``[]``)."""
        path = f"{self.path}{step}"
        place = self.spell.get(path, f"{self.place}{step}")
        return Goal(place, self.local, self.own, path, self.spell)


def _word(word: str) -> Any:
    return word


def described_as(name: str) -> Describe:
    """Any value of one of JSON Schema's types."""
    return lambda _field, _inner: {"type": name}


def described_as_word(field: Field, _inner: Inner) -> dict[str, Any]:
    """A text: one of the field's words, or one of the vendor's that no profile knows."""
    known = {"examples": list(field.words)} if field.words else {}
    return {"type": "string", **known}


def described_as_texts(_field: Field, _inner: Inner) -> dict[str, Any]:
    """A list of texts."""
    return {"type": "array", "items": {"type": "string"}}


def _anything(_field: Field, _inner: Inner) -> dict[str, Any]:
    return {}


def _no_hints(_field: Field) -> Sequence[str]:
    return ()


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Kind(Value):
    """One kind of value.

    ``wanted``: what a value of a wrong type is told to be, ``expected ..., got``. ``facts``: what
    of a profile's option means something here, beyond what every option may say. ``read``,
    ``write``: the closures of an option; ``prepare``: what has to be done to all values before;
    ``convert``: that of a result field, and ``spell`` the way back; ``taken``: values of exactly
    this type are read from a reply as they are, where the field has no words (None: of no type).
    ``check``: what callers give; ``check_result`` the same for a result; ``describe``: the JSON
    Schema of that. ``typed``: a word of a
    profile's key as a canonical value. ``hints``: lines of TOML that a new profile shows.

    ``listed``: a reply's value may be a list itself. ``late``: read and written after the others.
    ``pointing``: a value means an entry of another option's list. ``whole``: of numbers, whether a
    fraction is none.
    ``entries``: a value is a list of files that another option may point into.
    ``files``: its values are addresses of files, which may hold the bytes themselves (``inline``).
    ``nests``: it is made of other values, each of a kind itself; ``step``: how the place of an
    entry is written behind its own, where all are of one kind. ``unordered``: the order of its
    entries says nothing.
    ``approximate``: reading and writing it tells by itself that it is only near. ``javascript``,
    ``porter``: why the runtime cannot read it, or why a computed value of it is not ported by
    itself; empty where they do.
    """

    name: str
    doc: str
    wanted: str
    read: Callable[[ProgramParam, OptionPlace], Read]
    write: Callable[[ProgramParam, Goal], Write]
    convert: Callable[[ProgramField], Convert]
    spell: Callable[[ProgramField], Convert]
    taken: type | None
    check: Check
    check_result: Check
    describe: Describe = _anything
    facts: frozenset[str] = frozenset()
    prepare: Callable[[ProgramParam, Goal], Prepare] | None = None
    typed: Callable[[str], Any] = _word
    hints: Callable[[Field], Sequence[str]] = _no_hints
    listed: bool = False
    late: bool = False
    pointing: bool = False
    entries: bool = False
    whole: bool = False
    files: bool = False
    inline: bool = False
    nests: bool = False
    step: str = ""
    unordered: bool = False
    approximate: bool = False
    javascript: str = ""
    porter: str = ""
