"""What counts where nobody says anything: defaults of arguments and fields, numbers and switches of
modules and of the values they make, which classes are of values, and what of these is compared,
hashed and shown.

A caller, a profile or a saved file that leaves something out relies on them, so a change of one is
to be seen in the diff of `defaults.txt`: `make accept` rewrites it.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

import attrs

GOLDEN = Path(__file__).parent / "defaults.txt"
PACKAGES = ("canonical", "profiles", *(f"adapters.{name}" for name in (
    "lines", "messages", "plan", "source", "system", "volume"
)))  # fmt: skip


def modules() -> Iterator[ModuleType]:
    for package in PACKAGES:
        top = importlib.import_module(f"mediaglot.{package}")
        yield top
        for found in pkgutil.walk_packages(top.__path__, f"{top.__name__}."):
            yield importlib.import_module(found.name)


def plain(value: object) -> bool:
    return isinstance(value, (bool, int, float, str)) and len(repr(value)) < 60


def constants(module: ModuleType) -> Iterator[str]:
    """Numbers and switches that the module itself sets."""
    source = ast.parse(inspect.getsource(module))
    for node in source.body:
        targets = node.targets if isinstance(node, ast.Assign) else []
        targets = [node.target] if isinstance(node, ast.AnnAssign) else targets
        for target in targets:
            value = getattr(module, target.id, None) if isinstance(target, ast.Name) else None
            if isinstance(target, ast.Name) and _numbered(value):
                if _is_state(source, target.id):
                    continue
                yield f"{target.id} = {_written(value)}"


def _numbered(value: object) -> bool:
    """Whether a value is a number or a switch, or plain data with one inside."""
    if isinstance(value, Mapping):
        return _data(value) and any(_numbered(part) for pair in value.items() for part in pair)
    if isinstance(value, (tuple, list, frozenset, set)):
        return _data(value) and any(_numbered(part) for part in value)
    return type(value) in (bool, int, float)


def _data(value: object) -> bool:
    """Whether a value is made of nothing but plain data."""
    if isinstance(value, Mapping):
        return all(_data(part) for pair in value.items() for part in pair)
    if type(value) in (tuple, list, frozenset, set):
        return all(_data(part) for part in value)  # type: ignore[attr-defined]
    return value is None or type(value) in (bool, int, float, str, bytes)


def _written(value: Any) -> str:
    """A value as text, what has no order in that of its texts."""
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{_written(k)}: {_written(v)}' for k, v in value.items())}}}"
    if isinstance(value, (frozenset, set)):
        return f"{{{', '.join(sorted(map(_written, value)))}}}"
    if isinstance(value, (tuple, list)):
        return f"({', '.join(map(_written, value))})"
    return repr(value)


def _is_state(source: ast.Module, name: str) -> bool:
    """Whether functions change it while the program runs."""
    nodes = ast.walk(source)
    return any(isinstance(node, ast.Global) and name in node.names for node in nodes)


def arguments(name: str, function: Callable[..., Any]) -> Iterator[str]:
    for given in inspect.signature(function).parameters.values():
        if plain(given.default):
            yield f"{name}({given.name}={given.default!r})"


def fields(name: str, found: type) -> Iterator[str]:
    for field in attrs.fields(found):
        marks = [
            word
            for word, said in (
                ("not compared", not field.eq),
                ("not shown", not field.repr),
                ("not given", not field.init),
                ("not hashed", field.hash is False),
                ("hashed", field.hash is True),
                ("by name", field.kw_only),
            )
            if said
        ]
        default = repr(field.default) if plain(field.default) else ""
        if default or (marks and not field.name.startswith("_")):
            yield ", ".join([f"{name}.{field.name}: {default}".rstrip(": "), *marks])


def values(module: ModuleType) -> Iterator[str]:
    """Numbers and switches of values that the module makes: of kinds, rules, lenses."""
    source = ast.parse(inspect.getsource(module))
    for node in source.body:
        targets = node.targets if isinstance(node, ast.Assign) else []
        targets = [node.target] if isinstance(node, ast.AnnAssign) else targets
        for target in targets:
            made = getattr(module, target.id, None) if isinstance(target, ast.Name) else None
            if not isinstance(target, ast.Name) or "__attrs_attrs__" not in vars(type(made)):
                continue
            said = [
                f"{field.name}={_written(getattr(made, field.name))}"
                for field in vars(type(made))["__attrs_attrs__"]
                if _numbered(getattr(made, field.name, None))
            ]
            if said:
                yield f"{target.id}({', '.join(said)})"


def _written_for(found: type) -> str:
    """Which methods of comparing and showing a class has of its own, beside what it inherits: of
    some the decorator, which a start pays for."""
    own = [word for word in ("eq", "hash", "repr") if vars(found).get(f"__{word}__") is not None]
    return f", {', '.join(own)} of its own" if own else ""


def of_module(module: ModuleType) -> Iterator[str]:
    yield from constants(module)
    yield from values(module)
    for name, found in vars(module).items():
        if getattr(found, "__module__", None) != module.__name__:
            continue
        if inspect.isfunction(found):
            yield from arguments(name, found)
        elif inspect.isclass(found):
            if "__attrs_attrs__" in vars(found):
                count = len(vars(found)["__attrs_attrs__"])
                yield f"{name}, of {count} fields{_written_for(found)}"
                yield from fields(name, found)
            for inner, held in vars(found).items():
                if not inner.startswith("_is_") and not inner.endswith("__") and _numbered(held):
                    yield f"{name}.{inner} = {_written(held)}"
                function = getattr(held, "__func__", held)
                if inspect.isfunction(function) and not inner.startswith("__"):
                    yield from arguments(f"{name}.{inner}", function)
            if "__init__" in vars(found) and "__attrs_attrs__" not in vars(found):
                yield from arguments(name, found.__init__)


def test_what_counts_where_nobody_says_anything(golden: Callable[[Path, str], None]) -> None:
    lines: list[str] = []
    for module in modules():
        said = sorted(set(of_module(module)))
        if said:
            lines += [module.__name__.removeprefix("mediaglot."), *(f"  {line}" for line in said)]
    golden(GOLDEN, "\n".join(lines) + "\n")
