"""What a read of a list is written as where the target keeps it otherwise."""

from __future__ import annotations

import pytest
from mediaglot.adapters.source.script.results.rebuilt import _list


@pytest.mark.parametrize(
    ("many", "member", "length", "written"),
    [
        (True, None, False, "res.files"),
        (True, None, True, "res.files"),
        (True, "path", False, "res.files.map(file => file.path)"),
        (True, "path", True, "res.files"),
        (False, None, False, "res.files]"),
        (False, "path", False, "res.files.path]"),
        (False, "path", True, "res.files.path]"),
    ],
)
def test_a_list(many: bool, member: str | None, length: bool, written: str) -> None:
    assert _list("res.files", many, member, length) == written
