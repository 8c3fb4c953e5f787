"""Values inside values, by the plan alone: objects, lists and maps, read and written."""

from __future__ import annotations

from typing import Any

import pytest
from mediaglot.adapters.plan.kinds import list as lists
from mediaglot.adapters.plan.kinds.nested import converts, spells
from mediaglot.adapters.plan.notes import OMIT, Note
from mediaglot.canonical.errors import InputError

KEYED: Any = {"kind": "any", "keys": [["a", ["x", "xx"]], ["b", ["y"]]], "words": ["a", "b", "c"]}
TEXT: Any = {"kind": "string", "key": "t", "names": ["text"]}
OBJECT: Any = {
    "kind": "record",
    "members": [
        {"kind": "string", "key": "t", "names": ["text", "title"]},
        {"kind": "number", "key": "n", "names": ["no"], "optional": True},
        {"kind": "number", "key": "w", "names": ["wide"], "status": "no"},
    ],
}
LIST: Any = {"kind": "list", "each": OBJECT}
TEXTS: Any = {"kind": "list", "each": TEXT}
MAP: Any = {"kind": "map", "each": TEXT}


def read(member: Any, raw: Any) -> tuple[Any, list[tuple[str, str]]]:
    """What is read of a value, and the notes: rule and place."""
    notes: list[Note] = []
    value = converts(member)(raw, "r", notes)
    return value, [(note[0], note[1]) for note in notes]


def written(member: Any, value: Any) -> tuple[Any, list[tuple[str, str]]]:
    """What is written of a value, and the notes."""
    notes: list[Note] = []
    out = spells(member)(value, "r", notes)
    return out, [(note[0], note[1]) for note in notes]


def test_keys_that_the_vendor_spells_in_its_own_way() -> None:
    assert read(KEYED, {"xx": True, "y": False, "z": 3}) == ({"a": True, "b": False, "z": 3}, [])
    assert read(KEYED, {"xx": True, "x": False}) == ({"a": False}, [])
    assert read(KEYED, [{"x": True}, 5]) == ([{"a": True}, {}], [("MG206", "r[1]")])
    assert read(KEYED, {"xx": 1, "y": "false"}) == (
        {"a": 1, "b": "false"},
        [("MG206", "r.xx"), ("MG206", "r.y")],
    )
    assert read(KEYED, 5) == (OMIT, [("MG206", "r")])
    assert written(KEYED, {"a": 1, "z": 3}) == ({"x": 1, "xx": 1, "z": 3}, [])
    assert written(KEYED, {"a": 1, "c": 3}) == ({"x": 1, "xx": 1}, [("MG201", "r.c")])
    assert written(KEYED, [{"b": 1}, 5]) == ([{"y": 1}, 5], [])


def test_an_object_is_read_by_its_members() -> None:
    assert read(OBJECT, {"text": "a", "no": 3}) == ({"t": "a", "n": 3}, [])
    assert read(OBJECT, {"title": "a"}) == ({"t": "a"}, [])
    assert read(OBJECT, {"text": None, "title": "b"}) == ({"t": "b"}, [])
    assert read(OBJECT, {"text": None, "title": None, "no": None}) == ({}, [])
    assert read(OBJECT, {"text": "a", "odd": 1}) == (
        {"t": "a", "extra": {"odd": 1}},
        [("MG205", "r.odd")],
    )
    assert read(OBJECT, 5) == (OMIT, [("MG206", "r")])
    value, notes = read(OBJECT, {"title": [1]})
    assert value == {"extra": {"title": [1]}}
    assert [place for _, place in notes] == ["r.title"]


def test_an_object_is_written_by_its_members() -> None:
    assert written(OBJECT, {"t": "a", "n": 3}) == ({"text": "a", "no": 3}, [])
    assert written(OBJECT, {"t": "a"}) == ({"text": "a"}, [])
    assert written(OBJECT, {"n": 1}) == ({"no": 1}, [("MG202", "r.t")])
    assert written(OBJECT, {"t": "a", "w": 1}) == ({"text": "a"}, [("MG201", "r.w")])
    assert written(OBJECT, {"t": "a", "odd": 1}) == ({"text": "a"}, [("MG201", "r.odd")])
    assert written(OBJECT, {"t": "a", "odd": None}) == ({"text": "a"}, [])
    extra = {"t": "a", "extra": {"odd": 1, "text": "b"}}
    assert written(OBJECT, extra) == ({"text": "a", "odd": 1}, [])
    assert written(OBJECT, 5) == (5, [])


def test_a_list_is_read_and_written_entry_by_entry() -> None:
    assert read(TEXTS, ["a", None, "b"]) == (["a", None, "b"], [])
    assert read(TEXTS, ("a",)) == (["a"], [])
    assert read(TEXTS, 5) == (OMIT, [("MG206", "r")])
    assert read(TEXTS, {"text": "a"}) == (OMIT, [("MG206", "r")])
    assert read(LIST, {"text": "a"}) == ([{"t": "a"}], [("MG206", "r")])
    assert read(LIST, [{"text": "a"}, None, 5]) == (
        [{"t": "a"}, {}, {}],
        [("MG206", "r[]")],
    )
    # what is wrong with several entries is told once
    assert read(LIST, [5, 6])[1] == [("MG206", "r[]")]
    assert written(LIST, [{"t": "a"}, None]) == ([{"text": "a"}, None], [])
    assert written(LIST, [{"n": 1}, {"n": 2}]) == ([{"no": 1}, {"no": 2}], [("MG202", "r[].t")])
    assert written(LIST, 5) == (5, [])


def test_a_list_is_read_up_to_a_length(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "MAX_LIST", 2)
    assert read(TEXTS, ["a", "b"]) == (["a", "b"], [])
    with pytest.raises(InputError, match="expected at most 2 entries, got 3") as caught:
        read(TEXTS, ["a", "b", "c"])
    assert caught.value.place == "r"


def test_a_map_is_read_and_written_key_by_key() -> None:
    assert read(MAP, {"k": "a", "l": None}) == ({"k": "a", "l": None}, [])
    assert read(MAP, 5) == (OMIT, [("MG206", "r")])
    value, notes = read(MAP, {"k": [1], "l": [2], "m": "c"})
    assert value == {"m": "c"}
    assert len(notes) == 1
    assert written(MAP, {"k": "a", "l": None}) == ({"k": "a", "l": None}, [])
    assert written(MAP, 5) == (5, [])
