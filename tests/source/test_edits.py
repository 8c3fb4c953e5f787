"""Edits of byte ranges."""

from __future__ import annotations

import pytest
from hypothesis import given
from mediaglot.adapters.source.text.edits import (
    Conflict,
    Edit,
    apply,
    hole,
    ordered,
    reverse,
    settled,
)
from strategies import edited


@given(edited())
def test_reversing_gives_the_original(given_: tuple[bytes, list[Edit]]) -> None:
    data, edits = given_
    assert apply(apply(data, edits), reverse(data, edits)) == data


@given(edited())
def test_settling_edits_without_holes_changes_nothing(given_: tuple[bytes, list[Edit]]) -> None:
    data, edits = given_
    assert apply(data, settled(data, edits)) == apply(data, edits)


def test_overlaps_are_refused() -> None:
    with pytest.raises(Conflict):
        ordered([Edit(0, 3, b""), Edit(2, 4, b"")])
    with pytest.raises(Conflict):
        settled(b"abcdef", [Edit(0, 3, b""), Edit(2, 4, b"")])


def test_the_same_edit_twice_is_one() -> None:
    assert apply(b"abc", [Edit(1, 2, b"x"), Edit(1, 2, b"x")]) == b"axc"


def test_a_hole_keeps_the_edits_inside_it() -> None:
    data = b"f(res.old)"
    outer = Edit(2, 9, f"[{hole(2, 9)}, {hole(2, 5)}]".encode())
    assert apply(data, settled(data, [outer, Edit(6, 9, b"new")])) == b"f([res.new, res])"


def test_a_hole_elsewhere_is_filled_with_its_edits() -> None:
    data = b"a.old, 1"
    edits = [Edit(2, 5, b"new"), Edit(7, 8, f"{hole(0, 5)}[1]".encode())]
    assert apply(data, settled(data, edits)) == b"a.new, a.new[1]"


def test_an_insertion_at_the_edge_stands_outside() -> None:
    edits = [Edit(0, 0, b"import;\n"), Edit(0, 2, b"my")]
    assert apply(b"wx.a", settled(b"wx.a", edits)) == b"import;\nmy.a"


def test_an_insertion_at_the_edge_of_a_hole_stands_inside() -> None:
    edits = [Edit(0, 1, f"[{hole(0, 1)}]".encode()), Edit(1, 1, b" / 2")]
    assert apply(b"x", settled(b"x", edits)) == b"[x / 2]"


def test_an_edit_that_holds_itself_is_refused() -> None:
    with pytest.raises(Conflict):
        settled(b"abc", [Edit(1, 2, hole(0, 3).encode()), Edit(0, 1, hole(1, 3).encode())])
