"""Lists that repeat a member of another list's entries: told by the shape, to be read once."""

from __future__ import annotations

from typing import Any

import pytest
from mediaglot.adapters.lines.shape import Spec, shape_of

LONG = ["x" * 200, "y" * 56]
SPEC = Spec(frozenset(), frozenset())


def files(*names: str, **more: Any) -> list[dict[str, Any]]:
    return [{"path": name, "size": 1, **more} for name in names]


def echoes(value: dict[str, Any]) -> dict[str, tuple[int, int]]:
    kind, rows = shape_of(value, SPEC, echoes=True)
    assert kind == "object"
    return {key: item[1:] for key, item, _ in rows if item[0] == "echo"}


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ({"files": files(*LONG), "paths": LONG}, {"paths": (0, 0)}),
        ({"paths": LONG, "files": files(*LONG)}, {"paths": (1, 0)}),
        ({"paths": LONG, "again": LONG, "files": files(*LONG)}, {"paths": (2, 0), "again": (2, 0)}),
        ({"files": [{"size": 1, "path": one} for one in LONG], "paths": LONG}, {"paths": (0, 1)}),
        ({"files": files(*LONG, name="n"), "n": "n", "paths": LONG}, {"paths": (0, 0)}),
        # shorter by a character, in another order, more of them, others
        ({"files": files("x" * 200, "y" * 55), "paths": ["x" * 200, "y" * 55]}, {}),
        ({"files": files(*LONG), "paths": LONG[::-1]}, {}),
        ({"files": files(*LONG), "paths": [*LONG, "z"]}, {}),
        ({"files": files(*LONG), "paths": ["x" * 200, "z" * 56]}, {}),
        # what some entries lack, lists of texts beside each other, and no list
        ({"files": [*files(*LONG), {"size": 1}], "paths": LONG}, {}),
        ({"files": LONG, "paths": LONG}, {}),
        ({"files": {"path": LONG}, "paths": LONG}, {}),
        # a later member, and a member of a later list
        ({"files": [{"a": "a", "b": one} for one in LONG], "paths": LONG}, {"paths": (0, 1)}),
        ({"n": [{"a": 1}], "files": files(*LONG), "paths": LONG}, {"paths": (1, 0)}),
    ],
)  # fmt: skip
def test_what_repeats_another(value: dict[str, Any], told: dict[str, tuple[int, int]]) -> None:
    assert echoes(value) == told


def test_nothing_is_told_where_nobody_asks() -> None:
    value = {"files": files(*LONG), "paths": LONG}
    assert shape_of(value, SPEC) == shape_of(value, SPEC, echoes=False)
    assert all(item[0] != "echo" for _, item, _ in shape_of(value, SPEC)[1])
