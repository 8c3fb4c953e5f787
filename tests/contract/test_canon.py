"""What the canon says of operations, components, settings, rules and conversions, row by row.

The rows are data that few programs meet each of: they stand once more in canon.txt, without their
texts, as they were read when they were written. `make accept` rewrites it: read the diff as a claim
about platforms.
"""

from __future__ import annotations

import importlib
import json
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import attrs
from mediaglot import canonical
from mediaglot.canonical.operations import FAMILIES, OPERATIONS, Field
from mediaglot.canonical.vocabulary import UNSET

FILE = Path(__file__).with_name("canon.txt")
TEXTS = frozenset({"doc", "summary", "why", "example", "fix"})
"""Fields for people alone."""
HOMES = ("vocabulary", "failures", "operations", "requests", "results")
"""Modules whose tables others take in."""
SHORT = 120
KINDS = {"boolean": bool, "string": str, "enum": str, "number": (int, float), "integer": int}
"""What a neutral value of a kind is."""


def plain(value: Any) -> Any:
    """A row as JSON: of a value the fields that say something, of a set its members in order."""
    if attrs.has(type(value)):
        defaults = {field.name: field.default for field in attrs.fields(type(value))}
        found = {
            name: getattr(value, name)
            for name, default in defaults.items()
            if name not in TEXTS and getattr(value, name) != default
        }
        return {name: plain(item) for name, item in found.items() if item not in ({}, ())}
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, frozenset | set):
        return sorted(plain(item) for item in value)
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    return value if isinstance(value, str | int | float | None) else str(value)


def tables() -> Iterator[tuple[str, Any]]:
    """The tables of the canon's modules by module and name, each in the first that has it."""
    met: set[tuple[int, str]] = set()
    names = (found.name for found in pkgutil.iter_modules(canonical.__path__))
    for module in sorted(set(names) - {"engine"}, key=order):
        for name, value in vars(importlib.import_module(f"{canonical.__name__}.{module}")).items():
            data = isinstance(value, Mapping | frozenset | tuple)
            if (
                name.isupper()
                and not name.startswith("_")
                and data
                and (id(value), name) not in met
            ):
                met.add((id(value), name))
                yield f"{module}.{name}", value


def order(module: str) -> tuple[int, str]:
    """Where a module's tables come."""
    return HOMES.index(module) if module in HOMES else len(HOMES), module


def lines(where: str, value: Any) -> Iterator[str]:
    """A line for what is short, and one for each part of what is not."""
    text = json.dumps(value, ensure_ascii=False)
    if len(text) <= SHORT or not isinstance(value, dict):
        yield f"{where} = {text}"
        return
    for key, item in value.items():
        yield from lines(f"{where}.{key}", item)


def test_the_canon_says_what_it_said(golden: Callable[[Path, str], None]) -> None:
    told = [line for name, value in tables() for line in lines(name, plain(value))]
    golden(FILE, "\n".join(told) + "\n")


def fields(where: str, found: Mapping[str, Field]) -> Iterator[tuple[str, Field]]:
    """Fields at any depth."""
    for name, field in found.items():
        yield f"{where}.{name}", field
        yield from fields(f"{where}.{name}", field.members)
        if field.each is not None:
            yield from fields(f"{where}.{name}", {"[]": field.each})


def test_what_asks_for_nothing_is_a_value_of_its_kind() -> None:
    for api, operation in OPERATIONS.items():
        assert operation.family in FAMILIES
        for where, field in fields(api, {**operation.options, **operation.result}):
            low, high = field.low, field.high
            assert low is None or high is None or low < high, where
            if field.neutral is UNSET or field.kind not in KINDS:
                continue
            assert isinstance(field.neutral, KINDS[field.kind]), where
            assert isinstance(field.neutral, bool) == (field.kind == "boolean"), where
            assert not field.words or field.neutral in field.words, where
            if isinstance(field.neutral, int | float):
                assert low is None or low <= field.neutral, where
                assert high is None or field.neutral <= high, where
