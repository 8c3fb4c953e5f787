"""What an operation is: one thing a platform does, under one canonical name, as a row of data.

An operation has options and a result, each a table of fields by canonical name; a family, a form
(how it is called) and a receiver (what it is called on). Nothing here knows a vendor: how one
spells, bounds and answers an operation stands in its profile.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Literal

import attrs

from ..values import Value
from ..vocabulary import UNSET

Family = Literal[
    "media", "files", "network", "storage", "ui", "navigation", "device", "account", "canvas",
    "recording", "playing",
]  # fmt: skip
FAMILIES: Final[tuple[Family, ...]] = (
    "media", "files", "network", "storage", "ui", "navigation", "device", "account", "canvas",
    "recording", "playing",
)  # fmt: skip
Form = Literal["options", "at_once", "listener", "factory", "value"]
"""How an operation is called: with one object of options, and answers by callbacks or a promise;
``at_once``: it returns its result, and throws or returns its failure; ``listener``: it is given a
function that hears its results; ``factory``: it returns an object that has operations itself;
``value``: it is no function but a member that holds data, or functions of its own."""


_FILE: Final = "path"
"""The kind of a file's address."""


@attrs.frozen(eq=False, repr=False)
class Field(Value):
    """An option of an operation, or a place of its result (``images[].size``).

    ``kind`` is the kind of its value, ``words`` the closed list an enum or a set is from.
    ``neutral`` is the value that asks for nothing, so that leaving it out where a vendor lacks
    the option loses nothing; ``UNSET`` where there is none. ``low`` and ``high`` bound what is
    taken at all. ``of``: the words or, in an object, the keys are of a list that profiles spell
    elsewhere: ``scopes``. ``nullable``: null is a value of it, and not the same as none.
    ``filled``: a text of a result that says nothing where it is empty.

    Shapes nest: a ``record`` has ``members`` by name, a ``list`` and a ``map`` (an object whose
    keys are the program's own) have ``each``, what every entry of them is.
    """

    kind: str
    words: tuple[str, ...] = ()
    neutral: Any = UNSET
    low: float | None = None
    high: float | None = None
    doc: str = ""
    of: str = ""
    members: Mapping[str, Field] = attrs.field(factory=dict)
    each: Field | None = None
    nullable: bool = False
    filled: bool = False


@attrs.frozen(eq=False, repr=False)
class Operation(Value):
    """One thing a platform does.

    ``receiver``: the kind of object it is called on, empty: the vendor's namespace. ``gives``: the
    kind of object that a call returns, a factory's product or the task of a call under way;
    ``given_by``: the option that asks for it, which a call whose object nobody takes does without.
    ``subjects``: options each of which says by itself what the call is about: without any of those
    that are said it means nothing.
    ``internal``: emulations call it, and no call of a program is read as it. ``keeps``: it keeps a
    file for good, in the room that clients give to a program's own files. ``under`` and ``holds``:
    the option that says by which key a value is kept, and the value, an option of what keeps it and
    in the result of what reads it. ``fails``: what its
    listener hears is a failure. The result of a factory is the data of the object that it gives.
    """

    name: str
    family: Family
    doc: str
    options: Mapping[str, Field]
    result: Mapping[str, Field]
    form: Form = "options"
    receiver: str = ""
    gives: str = ""
    given_by: str = ""
    subjects: tuple[str, ...] = ()
    internal: bool = False
    keeps: bool = False
    under: str = ""
    holds: str = ""
    fails: bool = False

    @property
    def files(self) -> str:
        """The field of its result that holds the files it gives, one or many; empty: none does."""
        for place, field in self.result.items():
            root, nested, _ = place.replace("[].", ".").partition(".")
            inside = field.each.members.values() if field.each is not None else ()
            if (nested and field.kind == _FILE) or any(item.kind == _FILE for item in inside):
                return root
        return ""


BEGINS: Final = "on"
ENDS: Final = "off"
"""How the canonical names of the two operations of an event begin."""


# --- short forms for rows ----------------------------------------------------------------------


def text(doc: str = "", *, neutral: Any = UNSET, filled: bool = False) -> Field:
    """A text; ``filled``: an empty one says nothing."""
    return Field("string", neutral=neutral, doc=doc, filled=filled)


def flag(doc: str = "", *, neutral: Any = UNSET) -> Field:
    """True or false."""
    return Field("boolean", neutral=neutral, doc=doc)


def number(doc: str = "", *, low: float | None = None, neutral: Any = UNSET) -> Field:
    """A number; the doc gives its unit."""
    return Field("number", low=low, neutral=neutral, doc=doc)


def word(*words: str, doc: str = "", neutral: Any = UNSET) -> Field:
    """One of a closed list of words."""
    return Field("enum", words, neutral, doc=doc)


def texts(doc: str = "") -> Field:
    """A list of texts."""
    return Field("strings", doc=doc)


def path(doc: str = "") -> Field:
    """The path of a file."""
    return Field(_FILE, doc=doc)


def anything(doc: str = "", *, neutral: Any = UNSET, nullable: bool = False) -> Field:
    """Any value: it passes as it is, null too where it is ``nullable``."""
    return Field("any", neutral=neutral, doc=doc, nullable=nullable)


def record(members: Mapping[str, Field], doc: str = "") -> Field:
    """An object with these members."""
    return Field("record", doc=doc, members=members)


def listed(each: Field, doc: str = "") -> Field:
    """A list, every entry of it such a value."""
    return Field("list", doc=doc, each=each)


def mapped(each: Field, doc: str = "") -> Field:
    """An object with keys of the program's own, under each such a value."""
    return Field("map", doc=doc, each=each)


@attrs.frozen
class Rows:
    """Makes the operations of one family."""

    family: Family

    def __call__(
        self,
        name: str,
        doc: str,
        options: Mapping[str, Field] | None = None,
        result: Mapping[str, Field] | None = None,
        **more: Any,
    ) -> Operation:
        """An operation of the family; ``more``: form, receiver, gives."""
        return Operation(name, self.family, doc, options or {}, result or {}, **more)

    def both(
        self,
        name: str,
        doc: str,
        options: Mapping[str, Field] | None = None,
        result: Mapping[str, Field] | None = None,
        **more: Any,
    ) -> tuple[Operation, Operation]:
        """An operation, and the one named ``...Sync`` that does the same at once."""
        return (
            self(name, doc, options, result, **more),
            self(f"{name}Sync", f"{doc} At once.", options, result, form="at_once", **more),
        )

    def pair(
        self, event: str, doc: str, result: Mapping[str, Field] | None = None, **more: Any
    ) -> tuple[Operation, Operation]:
        """The two that begin and end to hear of an event: ``on...`` and ``off...``."""
        return (
            self(f"on{event}", doc, None, result, form="listener", **more),
            self(f"off{event}", f"No longer: {doc}", None, result, form="listener", **more),
        )
