"""References between files of templates, as the target writes them."""

from __future__ import annotations

import pytest
from mediaglot.adapters.source.markup.ways import moved
from mediaglot.profiles import loader
from mediaglot.profiles.model import Templates


def templates(bare: str | None) -> Templates:
    """What a vendor says of templates, but for paths without ./ and / in front."""
    found = loader.get("wx").template
    assert found is not None
    return found.evolve(bare=bare)


@pytest.mark.parametrize(
    ("value", "source", "target", "new"),
    [
        ("lib/a.x", "package", "package", "lib/a.y"),
        ("lib/a.x", "package", "relative", None),
        ("lib/a.x", "package", None, None),
        ("./a.x", "package", "relative", "./a.y"),
        ("../a.x", "package", None, "../a.y"),
        ("/a.x", "package", "relative", "/a.y"),
        ("a.x", "relative", "relative", "a.y"),
        ("a.x", "relative", "package", "./a.y"),
        ("a.x", "relative", None, "./a.y"),
        ("a.x", None, "package", "a.y"),
        ("./a.z", "relative", "relative", "./a.z"),
    ],
)
def test_what_a_path_becomes(
    value: str, source: str | None, target: str | None, new: str | None
) -> None:
    assert moved(value, templates(source), templates(target), ".x", ".y") == new


@pytest.mark.parametrize(
    ("value", "source", "target", "new"),
    [
        ("./a", True, False, "./a.y"),
        ("./a", True, True, "./a"),
        ("./a", False, False, "./a"),
        ("./a", False, True, "./a"),
        ("./a.x", True, False, "./a.y"),
        ("./a.x", True, True, "./a.y"),
        ("./a.z", True, False, "./a.z"),
        ("../b.c/a", True, False, "../b.c/a.y"),
        ("./a.", True, False, "./a..y"),
    ],
)
def test_a_path_without_its_suffix(value: str, source: bool, target: bool, new: str) -> None:
    own, other = (templates("relative").evolve(shortened=item) for item in (source, target))
    assert moved(value, own, other, ".x", ".y") == new
