"""What the modules may be to one another: no circles of imports, not even inside functions or of
types alone."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

PACKAGES = ("adapters", "canonical", "profiles")


@cache
def trees(root: Path) -> dict[str, tuple[bool, ast.Module]]:
    """Every module by its name: whether it is a package, and its syntax."""
    found = {}
    for package in PACKAGES:
        for file in sorted((root / package).rglob("*.py")):
            parts = file.relative_to(root).with_suffix("").parts
            is_package = parts[-1] == "__init__"
            name = ".".join(parts[:-1] if is_package else parts)
            found[name] = (is_package, ast.parse(file.read_text(encoding="utf-8")))
    return found


def statements(body: Iterable[ast.stmt]) -> Iterator[ast.stmt]:
    """The statements of a body and of those inside, also where only type checkers read them."""
    for statement in body:
        yield statement
        for name in ("body", "orelse", "finalbody", "handlers", "cases"):
            yield from statements(getattr(statement, name, ()))


def imported(root: Path, name: str) -> set[str]:
    modules = trees(root)
    is_package, tree = modules[name]
    found = set()
    for node in statements(tree.body):
        if isinstance(node, ast.ImportFrom) and node.level:
            home = name.split(".") if is_package else name.split(".")[:-1]
            home = home[: len(home) - node.level + 1]
            whole = ".".join([*home, *([node.module] if node.module else [])])
            for item in node.names:
                inner = f"{whole}.{item.name}"
                found.add(inner if inner in modules else whole)
    return {item for item in found if item in modules} - {name}


def test_no_module_imports_itself_by_way_of_others(root: Path) -> None:
    above: dict[str, set[str]] = {name: imported(root, name) for name in trees(root)}
    assert len(above) > 200
    while leaves := [name for name, needs in above.items() if not needs & above.keys()]:
        for name in leaves:
            del above[name]
    assert above == {}


def test_no_public_class_has_the_name_of_another(root: Path) -> None:
    """One meaning a word: a name that begins with ``_`` is a module's own and does not count."""
    homes: dict[str, list[str]] = {}
    for module, (_, tree) in trees(root).items():
        for node in tree.body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                homes.setdefault(node.name, []).append(module)
    assert len(homes) > 250
    assert {name: found for name, found in homes.items() if len(found) > 1} == {}


MOST_LINES = 400
TABLES: dict[str, str] = {
    "adapters/realm/protocol.py": "messages of the realm, a row each; the child reads it alone",
    "canonical/rules/source.py": "rules, a row each",
    "canonical/rules/markup.py": "rules, a row each",
}
"""Files that may be longer, and why."""


def test_a_file_holds_no_more_than_one_idea_takes(root: Path) -> None:
    """Where one grows beyond the bound, it holds two ideas, or it is a table."""
    long = {}
    for package in (*PACKAGES, "node"):
        for file in sorted((root / package).rglob("*")):
            path = file.relative_to(root)
            if file.suffix not in (".py", ".js") or {"node_modules", "clients"} & {*path.parts}:
                continue
            lines = file.read_text(encoding="utf-8").count("\n")
            if lines > MOST_LINES:
                long[path.as_posix()] = lines
    assert long.keys() == TABLES.keys(), long


def test_no_two_functions_of_the_realm_have_one_name(root: Path) -> None:
    """Its scripts are one text, in which the later would stand for both."""
    declared = re.compile(r"^(?:async )?(?:function\*?|const|let|class) ([\w$]+)", re.MULTILINE)
    homes: dict[str, list[str]] = {}
    for file in sorted((root / "adapters/realm/js").glob("*.js")):
        for name in declared.findall(file.read_text(encoding="utf-8")):
            homes.setdefault(name, []).append(file.name)
    assert len(homes) > 300
    assert {name: files for name, files in homes.items() if len(files) > 1} == {}
