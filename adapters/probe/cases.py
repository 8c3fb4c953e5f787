"""The cases of a probe, out of cases.toml: what is asked of each operation, in canonical words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

import attrs
import tomli

from ...canonical.operations import OPERATIONS
from ...canonical.values import Value

SUCCESS: Final = "success"


@attrs.frozen(eq=False, repr=False)
class After(Value):
    """A call on the object that is listened to, ``wait`` seconds after what came before it."""

    operation: str
    options: Mapping[str, Any] = attrs.field(factory=dict)
    wait: float = 0


def _afterwards(rows: Sequence[Mapping[str, Any]]) -> tuple[After, ...]:
    return tuple(After(**row) for row in rows)


@attrs.frozen(eq=False, repr=False)
class Case(Value):
    """One thing that is asked of an operation.

    ``options`` are canonical; ``act``: what the person does, empty where nobody is needed;
    ``expects``: success, a failure kind, or nothing; ``exact`` and ``within``: what the result is,
    by canonical place; ``most``: the option whose default the number of files shows; ``bare``:
    without callbacks; ``gives``: what the files it gives are, ``takes``: those that are gone after
    it; ``after``: what is called on the same object once it listens; ``alone``: run by hand only;
    ``private``: what it answers is somebody's own, and recorded by its form alone.
    """

    name: str
    options: Mapping[str, Any] = attrs.field(factory=dict)
    act: str = ""
    expects: str = ""
    exact: Mapping[str, Any] = attrs.field(factory=dict)
    within: Mapping[str, tuple[float, float]] = attrs.field(factory=dict)
    most: str = ""
    bare: bool = False
    gives: str = ""
    takes: str = ""
    after: tuple[After, ...] = attrs.field(default=(), converter=_afterwards)
    alone: bool = False
    private: bool = False


@attrs.frozen(eq=False, repr=False)
class OwnCall(Value):
    """A call that the program itself makes, with what becomes of its records."""

    operation: str
    options: Mapping[str, Any]


@attrs.frozen(eq=False, repr=False)
class Cases(Value):
    """All of them. ``ask`` and ``about``: the operations that tell of the device, the first that a
    client has, and what of their results is recorded; ``costly``: operation -> why it is asked only
    when it is named; ``alike``: members that every client has."""

    cases: Mapping[str, tuple[Case, ...]]
    costly: Mapping[str, str]
    use: Mapping[str, OwnCall]
    ask: tuple[str, ...]
    about: Mapping[str, str]
    alike: frozenset[str]

    def of(self, canonical: str) -> tuple[Case, ...]:
        """What is asked of an operation: once by hand, where nobody said more."""
        return self.cases.get(canonical) or (UNSAID,)


UNSAID: Final = Case("plain", alone=True, private=True)


@cache
def cases() -> Cases:
    """The cases of the package."""
    data = tomli.loads(Path(__file__).with_name("cases.toml").read_text("utf-8"))
    return Cases(
        {name: tuple(Case(**row) for row in rows) for name, rows in data["case"].items()},
        data["costly"],
        {name: OwnCall(**row) for name, row in data["use"].items()},
        tuple(data["about"]["ask"]),
        data["about"]["fields"],
        frozenset(data["alike"]),
    )


def required(canonical: str, needed: frozenset[str]) -> dict[str, Any]:
    """Canonical values for the options that an operation cannot do without."""
    fields = OPERATIONS[canonical].options
    return {name: _sample(fields[name].kind, fields[name].words) for name in needed}


def _sample(kind: str, words: tuple[str, ...]) -> Any:
    if words:
        return [words[0]] if kind in _MANY else words[0]
    return _SAMPLES.get(kind, "probe")


_MANY: Final = frozenset({"set", "strings", "paths", "list"})
_SAMPLES: Final[Mapping[str, Any]] = {
    "integer": 1,
    "number": 1,
    "index": 0,
    "quality": 80,
    "boolean": False,
    "path": "@picture",
    "paths": ["@picture"],
    "strings": ["probe"],
    "set": ["probe"],
    "list": [],
    "object": {},
    "record": {},
    "map": {},
}
"""What stands for an option by its kind."""
