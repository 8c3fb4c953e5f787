"""docs/architecture.md against what it describes: files that there are, keys that plans have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from mediaglot.adapters.plan import model


def page(root: Path) -> str:
    return (root / "docs" / "architecture.md").read_text(encoding="utf-8")


def listed(text: str) -> Iterator[str]:
    """The files and folders that a tree names, by their paths: what begins its lines, indented by
    the folder that holds them."""
    above: dict[int, str] = {}
    for line in text.splitlines():
        indent = len(line) - len(line.lstrip())
        holder = next((above[at] for at in sorted(above, reverse=True) if at < indent), "")
        for name in line.split():
            if not re.fullmatch(r"[\w*]+(?:\.py|/)", name):
                break
            if name.endswith("/"):
                above = {at: path for at, path in above.items() if at < indent}
                above.setdefault(indent, holder + name)
            yield holder + name


def test_the_tree_names_what_there_is_and_each_once(root: Path) -> None:
    tree = re.search(r"```\n(canonical/.*?)```", page(root), re.DOTALL)
    assert tree is not None
    names = list(listed(tree[1]))
    assert len(names) > 100
    assert [name for name in names if not list(root.glob(name))] == []
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("SIDE", model.Side),
        ("PROGRAM", model.Program),
        ("PARAM", model.ProgramParam),
        ("FIELD", model.ProgramField),
        ("MEMBER", model.ProgramMember),
    ],
)
def test_the_plan_has_the_keys_that_are_told(root: Path, name: str, kind: Any) -> None:
    plan = re.search(
        rf"^{name} = (\{{.*?)(?=^[A-Z]+ = |^```)", page(root), re.DOTALL | re.MULTILINE
    )
    assert plan is not None
    told = set(re.findall(r'"(\w+)"', plan[1]))
    keys = {key for part in kind.__mro__ for key in getattr(part, "__annotations__", ())}
    keys |= set(kind.__annotations__)
    assert keys - told == set()
