"""Where a mutation stands in the source: its function, and whether it can be told at all."""

from __future__ import annotations

import ast
import difflib
import re
from collections.abc import Iterator
from pathlib import Path

import attrs
import tomli

HERE = Path(__file__).resolve().parent
EXPLAINED = HERE / "explained.toml"

OptionPlace = tuple[int, int]


@attrs.frozen
class Key:
    """What names a mutation for as long as its line is not rewritten.

    `was` and `became` are the changed lines without their indent; several are joined by a blank.
    """

    file: str
    function: str
    was: str
    became: str


@attrs.frozen
class Kind:
    """Mutations that no test can tell from the sound code, wherever they stand."""

    operators: tuple[str, ...]
    file: re.Pattern[str]
    line: re.Pattern[str]
    reason: str

    def holds(self, operator: str, file: str, line: str) -> bool:
        """Whether a mutation by an operator, in a line of a file, is of this kind."""
        found = self.file.search(file) and self.line.search(line)
        return operator in self.operators and found is not None


@attrs.frozen
class Explained:
    """The list of what no test can or need tell, each with its reason."""

    kinds: tuple[Kind, ...]
    single: dict[Key, str]

    def untold(self, operator: str, file: str, line: str) -> bool:
        """Whether every mutation by this operator in such a line is beyond a test."""
        return any(kind.holds(operator, file, line) for kind in self.kinds)


def load(file: Path = EXPLAINED) -> Explained:
    """Read the list. Raises ValueError for an entry that stands twice."""
    data = tomli.loads(file.read_text(encoding="utf-8"))
    kinds = tuple(
        Kind(
            tuple(entry["operators"]),
            re.compile(entry.get("file", "")),
            re.compile(entry.get("line", "")),
            entry["reason"],
        )
        for entry in data.get("kind", [])
    )
    single: dict[Key, str] = {}
    for entry in data.get("mutant", []):
        key = Key(entry["file"], entry["function"], entry["was"], entry["became"])
        if key in single:
            raise ValueError(f"{file.name}: {key} stands twice")
        single[key] = entry["reason"]
    return Explained(kinds, single)


def key(file: str, source: str, mutated: str, line: int) -> Key:
    """Return the key of a mutation: the line is where it starts, from 1."""
    old, new = changed(source, mutated)
    return Key(file, function_at(source, line), " ".join(old), " ".join(new))


def changed(source: str, mutated: str) -> tuple[list[str], list[str]]:
    """Return the lines taken out and put in, without their indent."""
    old: list[str] = []
    new: list[str] = []
    for text in difflib.unified_diff(source.splitlines(), mutated.splitlines(), n=0, lineterm=""):
        if text[1:].strip() and not text.startswith(("---", "+++", "@@")):
            (old if text[0] == "-" else new).append(text[1:].strip())
    return old, new


def function_at(source: str, line: int) -> str:
    """Return the dotted name of the innermost function or class around a line, or ''."""
    found = ""
    for name, first, last in _definitions(ast.parse(source), ""):
        if first <= line <= last:
            found = name  # outer ones come first
    return found


def functions(source: str) -> dict[str, str]:
    """Return the text of every function and class by its dotted name, and of the module by ''."""
    lines = source.splitlines()
    texts = {"": source}
    for name, first, last in _definitions(ast.parse(source), ""):
        texts[name] = "\n".join(lines[first - 1 : last])
    return texts


def _definitions(node: ast.AST, prefix: str) -> Iterator[tuple[str, int, int]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            name = f"{prefix}.{child.name}" if prefix else child.name
            first = min([child.lineno, *(d.lineno for d in child.decorator_list)])
            yield name, first, child.end_lineno or child.lineno
            yield from _definitions(child, name)
        else:
            yield from _definitions(child, prefix)


def annotated(source: str) -> list[tuple[OptionPlace, OptionPlace]]:
    """Return the spans of annotations and of code for type checkers only, as (line, column) pairs.

    Annotations are never evaluated, or at import by pydantic, where `|` alone makes a type: the
    type checkers hold them. Columns count characters.
    """
    lines = source.splitlines()

    def spot(line: int, column: int) -> OptionPlace:
        return line, len(lines[line - 1].encode()[:column].decode())

    spans = []
    for node in ast.walk(ast.parse(source)):
        parts: list[ast.AST | None] = []
        if isinstance(node, ast.arg | ast.AnnAssign):
            parts.append(node.annotation)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            parts.append(node.returns)
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            parts.append(node)
        for part in parts:
            if isinstance(part, ast.expr | ast.stmt):
                end = spot(part.end_lineno or 0, part.end_col_offset or 0)
                spans.append((spot(part.lineno, part.col_offset), end))
    return spans
