"""Lines and columns of keys, held against the parser's own idea of what keys there are."""

from __future__ import annotations

from typing import Any

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st
from mediaglot.profiles import loader
from mediaglot.profiles.positions import Path, positions

TEXT = """\
# a comment [not.a.table]
top = "[x] # no"  # c
  spaced  =  1
a.b."c.d" = 'e'

[one.two]
long = \"\"\"
[three]
x = 1 \\\"\"\" still
\"\"\"
list = [
  1, # one
  { deep = [ { leaf = 1 }, ], other = "}" },
  '''
]''',
]
"\\u00e9" = 2
date = 1979-05-27T07:32:00Z

[[many]]
k = 1
[[many]]
[many.sub]
k = 2
[[many.inner]]
k = 3
"""


def test_every_kind_of_key_has_its_place() -> None:
    found = {path: (at.line, at.column) for path, at in positions(TEXT).items()}
    assert found == {
        ("top",): (2, 1),
        ("spaced",): (3, 3),
        ("a",): (4, 1),
        ("a", "b"): (4, 3),
        ("a", "b", "c.d"): (4, 5),
        ("one",): (6, 2),
        ("one", "two"): (6, 6),
        ("one", "two", "long"): (7, 1),
        ("one", "two", "list"): (11, 1),
        ("one", "two", "list", 0): (12, 3),
        ("one", "two", "list", 1): (13, 3),
        ("one", "two", "list", 1, "deep"): (13, 5),
        ("one", "two", "list", 1, "deep", 0): (13, 14),
        ("one", "two", "list", 1, "deep", 0, "leaf"): (13, 16),
        ("one", "two", "list", 1, "other"): (13, 31),
        ("one", "two", "list", 2): (14, 3),
        ("one", "two", "é"): (17, 1),
        ("one", "two", "date"): (18, 1),
        ("many",): (20, 3),
        ("many", 0): (20, 3),
        ("many", 0, "k"): (21, 1),
        ("many", 1): (22, 3),
        ("many", 1, "sub"): (23, 7),
        ("many", 1, "sub", "k"): (24, 1),
        ("many", 1, "inner"): (25, 8),
        ("many", 1, "inner", 0): (25, 8),
        ("many", 1, "inner", 0, "k"): (26, 1),
    }


def keys(value: Any, path: Path = ()) -> set[Path]:
    """The paths of all keys and elements of a parsed text."""
    items = value.items() if isinstance(value, dict) else enumerate(value)
    found = {path} - {()}
    for key, item in items:
        here = (*path, key)
        found |= keys(item, here) if isinstance(item, (dict, list)) else {here}
    return found


def test_the_keys_are_those_of_the_parser() -> None:
    assert set(positions(TEXT)) == keys(tomli.loads(TEXT))


@pytest.mark.parametrize("vendor", loader.builtin_ids())
def test_every_key_of_a_real_profile_has_a_place(vendor: str) -> None:
    texts = loader.builtin_texts(vendor)
    assert texts
    for text in texts.values():
        assert set(positions(text)) == keys(tomli.loads(text))


@given(st.text(alphabet="a.[]{}\"'=,#\n\\1 \u00e9", max_size=60))
def test_any_text_is_survived(text: str) -> None:
    positions(text)
