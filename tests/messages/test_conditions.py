"""Conditions of a request by which a vendor calls another API, or an option counts."""

from __future__ import annotations

from typing import Any

import pytest
from mediaglot.adapters.lines.proof import difference
from mediaglot.adapters.messages.request import holds, unmet
from mediaglot.adapters.messages.signs import said_ok


@pytest.mark.parametrize(
    ("test", "values", "stated", "true"),
    [
        (["count", "over", 9], {"count": 10}, set(), True),
        (["count", "over", 9], {"count": 9}, set(), False),
        (["count", "over", 9], {"count": "10"}, set(), False),
        (["quality", "under", 50], {"quality": 49.5}, set(), True),
        (["quality", "under", 50], {"quality": 50}, set(), False),
        (["quality", "under", 50], {"quality": "none"}, set(), False),
        (["quality", "under", 50], {"quality": None}, set(), False),
        (["quality", "under", 50], {}, set(), False),
        (["camera", "equals", "front"], {"camera": "front"}, set(), True),
        (["camera", "equals", "front"], {"camera": "back"}, set(), False),
        (["sources", "only", ["album"]], {"sources": ["album"]}, set(), True),
        (["sources", "only", ["album"]], {"sources": ["album", "camera"]}, set(), False),
        (["sources", "all_kind", "image"], {"sources": [{"kind": "image"}]}, set(), True),
        (
            ["sources", "all_kind", "image"],
            {"sources": [{"kind": "image"}, {"kind": "video"}]},
            set(),
            False,
        ),
        (["header", "stated", True], {}, {"header"}, True),
        (["header", "stated", True], {"header": {}}, set(), False),
        (["header", "stated", False], {}, set(), True),
    ],
)
def test_a_condition_of_a_request(
    test: list[Any], values: dict[str, Any], stated: set[str], true: bool
) -> None:
    assert holds(test, values, stated) is true


def test_an_option_without_what_it_needs_has_no_effect() -> None:
    needing: Any = {"needs": {"type": "file"}}
    free: Any = {}
    assert unmet(needing, {"type": "image"})
    assert unmet(needing, {})
    assert not unmet(needing, {"type": "file"})
    assert not unmet(free, {})


@pytest.mark.parametrize(
    ("one", "other", "at"),
    [
        (b"abcd", b"abce", 3),
        (b"abcd", b"xbcd", 0),
        (b"abcd", b"axcd", 1),
        (b"abcdefgh", b"abcdXfgh", 4),
        (b"ab", b"abcd", 2),
        (b"abcd", b"ab", 1),
        (b"abcd", b"abcd", 3),
    ],
)
def test_where_two_texts_differ_first(one: bytes, other: bytes, at: int) -> None:
    assert difference(one, other) == at


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("chooseImage:ok", "chooseimage"),
        ("wx.chooseImage:ok", "chooseimage"),
        ("CHOOSEIMAGE: OK", "chooseimage"),
        ("ok", ""),
        ("chooseImage:no", None),  # sorts before what success says
        ("chooseImage:zz", None),  # and after
        ("chooseImage:okay", None),
        ("chooseImage", None),
        (":ok", ""),
        ("no:ok:ok", None),
        ("", None),
    ],
)
def test_what_tells_of_success_is_said_word_for_word(text: str, told: str | None) -> None:
    assert said_ok("{api}:ok", text) == told
    assert said_ok("", text) is None
