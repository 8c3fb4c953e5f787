"""What all targets share: cases, the kept seeds, and mutators that know bytes or pieces only.

A target is a module beside this one with

- `variant(chance)`: a case made by that random source alone, so that the same seed gives the same;
- `check(case)`: what became of it in a word, or an exception: that is a finding;
- `PIECES`: patterns that cut a body into the pieces that are left out when a finding is minimised,
  the coarsest first.

A case is bytes with a head that says what to do with them, kept as one file: a line of JSON, then
the body as it is. `seeds/TARGET/*.case` are the corpus: beginnings for variants, and every one of
them must hold the property, so what was found and mended stays mended.
"""

from __future__ import annotations

import importlib
import json
import random
import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Protocol, cast

import attrs

HERE = Path(__file__).resolve().parent
SEEDS = HERE / "seeds"
TARGETS = ("media", "messages", "sources", "templates", "configs", "profiles", "bridge", "views")
MOST = 1 << 20
"""Bytes of a body: what grows beyond is cut."""

LINES = re.compile(rb"[^\n]*\n|[^\n]+\Z")
TOKENS = re.compile(rb"[\w$]+|[^\S\n]+|\n|[^\w\s$]")
BYTES = re.compile(rb".", re.DOTALL)
EXTREMES = (0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF)


@attrs.frozen
class Case:
    """Bytes, and what is to be done with them: JSON-like."""

    head: Mapping[str, Any]
    body: bytes

    def encoded(self) -> bytes:
        """The text of a case's file."""
        return json.dumps(dict(self.head), sort_keys=True).encode() + b"\n" + self.body

    @staticmethod
    def decoded(data: bytes) -> Case:
        """A case out of its file."""
        head, _, body = data.partition(b"\n")
        return Case(json.loads(head), body)


class Target(Protocol):
    """A module that is fuzzed by."""

    PIECES: tuple[re.Pattern[bytes], ...]

    def variant(self, chance: random.Random) -> Case: ...

    def check(self, case: Case) -> str: ...


def target(name: str) -> Target:
    """The module of a target."""
    return cast("Target", importlib.import_module(f"fuzz.{name}"))


def variant(name: str, run: int, number: int) -> Case:
    """The case of a number: the same again for the same seed of a run."""
    made = target(name).variant(random.Random(f"{name}/{run}/{number}"))
    return attrs.evolve(made, body=made.body[:MOST])


@cache
def kept(name: str) -> dict[str, Case]:
    """The corpus of a target, by name of the file."""
    files = sorted((SEEDS / name).glob("*.case"))
    return {file.stem: Case.decoded(file.read_bytes()) for file in files}


Mutator = Callable[[bytearray, random.Random], None]


def flip(data: bytearray, chance: random.Random) -> None:
    """A byte is another."""
    if data:
        at = chance.randrange(len(data))
        data[at] = chance.choice(
            (0, 9, 10, 13, 32, 34, 92, 128, 255, data[at] ^ 1 << chance.randrange(8))
        )


def cut(data: bytearray, chance: random.Random) -> None:
    """The end is missing."""
    if data:
        del data[chance.randrange(len(data)) :]


def remove(data: bytearray, chance: random.Random) -> None:
    """A few bytes are missing."""
    if data:
        at = chance.randrange(len(data))
        del data[at : at + chance.choice((1, 2, 4, 8, 32))]


def repeat(data: bytearray, chance: random.Random) -> None:
    """A piece stands there more than once."""
    if data:
        at = chance.randrange(len(data))
        piece = data[at : at + chance.choice((4, 12, 64, 300))]
        data[at:at] = piece * chance.choice((1, 2, 50))


def rearrange(
    parts: list[str],
    chance: random.Random,
    words: Sequence[str],
    other: Callable[[], list[str]],
    around: Callable[[], tuple[str, str]],
) -> None:
    """Take out, repeat, replace or bring in some parts of a text. ``words`` that mean something
    there; ``other``: the parts of another text; ``around``: what stands around a word brought in."""
    at = chance.randrange(len(parts)) if parts else 0
    way = chance.randrange(5)
    if way == 0:
        del parts[at : at + chance.choice((1, 1, 3, 8))]
    elif way == 1:
        parts[at:at] = parts[at : at + chance.choice((1, 3, 12))] * chance.choice((1, 2))
    elif way == 2 and parts:
        parts[at] = chance.choice(words)
    elif way == 3:
        found = other()
        begin = chance.randrange(len(found)) if found else 0
        parts[at:at] = found[begin : begin + chance.choice((3, 10, 30))]
    else:
        before, after = around()
        parts.insert(at, before + chance.choice(words) + after)


def insert(words: tuple[bytes, ...]) -> Mutator:
    """A word of a list stands anywhere."""

    def mutate(data: bytearray, chance: random.Random) -> None:
        at = chance.randint(0, len(data))
        data[at:at] = chance.choice(words)

    return mutate
