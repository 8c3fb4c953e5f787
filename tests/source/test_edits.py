"""Edits of byte ranges."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mediaglot.adapters.source.edits import (
    Conflict,
    Edit,
    apply,
    hole,
    ordered,
    reverse,
    settled,
    unified,
)


@st.composite
def edited(draw: st.DrawFn) -> tuple[bytes, list[Edit]]:
    """A text and edits of it that do not overlap."""
    data = draw(st.binary(max_size=60))
    cuts = sorted(draw(st.lists(st.integers(0, len(data)), max_size=12)))
    edits = [
        Edit(start, end, draw(st.binary(max_size=6)))
        for start, end in zip(cuts[::2], cuts[1::2], strict=False)
    ]
    seen: dict[int, Edit] = {}
    for edit in edits:
        seen.setdefault(edit.start, edit)
    return data, list(seen.values())


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


@given(edited())
def test_a_diff_can_be_applied(given_: tuple[bytes, list[Edit]]) -> None:
    raw, edits = given_
    data = raw.replace(b"\r", b"\n")
    assert patched(data, unified(data, edits, "x.js", "latin-1")) == apply(data, edits)


def patched(data: bytes, diff: list[str]) -> bytes:
    """What a diff makes of a text: the reader of unified diffs, written down."""
    old = data.decode("latin-1").split("\n")
    old = [f"{line}\n" for line in old[:-1]] + ([old[-1]] if old[-1] else [])
    out: list[str] = []
    at = 0
    for number, line in enumerate(diff[2:], 2):
        if line.startswith("@@"):
            match = re.match(r"@@ -(\d+)(?:,(\d+))? ", line)
            assert match is not None
            start = int(match[1]) - (match[2] != "0")
            out += old[at:start]
            at = start
            continue
        if line.startswith("\\"):
            continue
        bare = number + 1 < len(diff) and diff[number + 1].startswith("\\ No newline")
        text = line[1:] + ("" if bare else "\n")
        if line[0] != "+":
            assert old[at] == text
            at += 1
        if line[0] != "-":
            out.append(text)
    return "".join(out + old[at:]).encode("latin-1")


def test_a_diff() -> None:
    data = b"a\r\nb\r\n" + b"x\r\n" * 9 + b"c"
    lines = unified(data, [Edit(3, 4, b"B"), Edit(len(data), len(data), b"d")], "x.js")
    assert lines == [
        "--- a/x.js",
        "+++ b/x.js",
        "@@ -1,5 +1,5 @@",
        " a\r",
        "-b\r",
        "+B\r",
        *[" x\r"] * 3,
        "@@ -9,4 +9,4 @@",
        *[" x\r"] * 3,
        "-c",
        "\\ No newline at end of file",
        "+cd",
        "\\ No newline at end of file",
    ]
    assert unified(b"a", [], "x.js") == []
