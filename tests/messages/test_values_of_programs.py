"""Values that look alike and are not: what the plan's interpreter must tell apart."""

from __future__ import annotations

from typing import Any

import mediaglot as mg
import pytest
from mediaglot.adapters.messages.failure_write import words_of
from mediaglot.adapters.plan.kinds import KINDS, Goal, nested, numbers
from mediaglot.adapters.plan.kinds.words import nearest_set
from mediaglot.adapters.plan.notes import OMIT, Note
from mediaglot.adapters.plan.pair import view
from mediaglot.canonical.client import parse_client
from mediaglot.canonical.shapes import Field
from mediaglot.canonical.vocabulary import UNSET
from mediaglot.profiles import loader
from mediaglot.profiles.conditions import answer

SIZED: dict[str, Any] = {"kind": "integer", "path": "turn", "values": [[1, 10], [6, 60]]}
SAID: dict[str, Any] = {"kind": "string", "path": "kept", "values": [[True, "1"], [False, "0"]]}


def converted(field: dict[str, Any], raw: Any) -> tuple[Any, set[str]]:
    notes: list[Any] = []
    data: Any = field
    value = KINDS[field["kind"]].convert(data)(raw, "place", notes)
    return (None if value is OMIT else value), {code for code, *_ in notes}


@pytest.mark.parametrize(
    ("field", "raw", "value", "codes"),
    [
        (SIZED, 10, 1, set()),
        (SIZED, 60, 6, set()),
        (SIZED, 10.0, None, {"MG206"}),  # equal, and of another type
        (SIZED, 1, None, {"MG206"}),
        (SIZED | {"values": [[7, 1]]}, True, None, {"MG206"}),
        (SIZED | {"values": [[7, True]]}, 1, None, {"MG206"}),
        (SAID, "1", True, set()),
        (SAID, 1, None, {"MG206"}),
        (SAID, True, None, {"MG206"}),
        ({"kind": "integer"}, True, None, {"MG206"}),
        ({"kind": "number"}, False, None, {"MG206"}),
        ({"kind": "number"}, float("inf"), None, {"MG206"}),
        ({"kind": "number", "scale": 0.001}, 1500, 1.5, set()),
        ({"kind": "number", "scale": 0.001}, "1500", 1.5, {"MG206"}),
        ({"kind": "integer"}, "0012", 12, {"MG206"}),
        ({"kind": "integer"}, "12 ", None, {"MG206"}),
        ({"kind": "string", "words": ["a"]}, "a", "a", set()),
        ({"kind": "string", "words": ["a"]}, "b", None, {"MG206"}),
        ({"kind": "string", "reads": {"b": "a"}, "words": ["a"]}, "b", "a", set()),
        ({"kind": "string"}, 5, None, {"MG206"}),
    ],
)
def test_a_value_of_a_reply(field: dict[str, Any], raw: Any, value: Any, codes: set[str]) -> None:
    assert converted(field, raw) == (value, codes)


@pytest.mark.parametrize(
    ("field", "value", "spelt", "codes"),
    [
        (SIZED, 1, 10, set()),
        (SIZED, True, None, {"MG204"}),  # True == 1
        (SAID, True, "1", set()),
        (SAID, 1, None, {"MG204"}),
        (SIZED | {"nearest": [[5, 6]]}, 5, 60, {"MG204"}),
        (SIZED | {"otherwise": 99}, 5, 99, {"MG204"}),
        (SIZED | {"otherwise": 99}, 99, 99, set()),
        ({"kind": "number", "path": "t", "scale": 0.001}, 1.5, 1500, set()),
        ({"kind": "string", "path": "t"}, "x", "x", set()),
    ],
)
def test_a_value_for_a_reply(
    field: dict[str, Any], value: Any, spelt: Any, codes: set[str]
) -> None:
    notes: list[Any] = []
    data: Any = field
    got = KINDS[field["kind"]].spell(data)(value, "place", notes)
    assert (None if got is OMIT else got) == spelt
    assert type(got) is type(spelt) or spelt is None
    assert {code for code, *_ in notes} == codes


@pytest.mark.parametrize(
    ("value", "default", "kind", "same"),
    [
        (True, True, "boolean", True),
        (True, 1, "integer", False),
        (1, True, "boolean", False),
        (0, False, "integer", False),
        (1, 1.0, "number", True),
        (["a", "b"], ["b", "a"], "set", True),
        (["a"], ["a", "b"], "set", False),
        (["a"], None, "set", False),
    ],
)
def test_whether_a_value_is_the_default(value: Any, default: Any, kind: str, same: bool) -> None:
    words = {"words": ["a", "b"]} if kind == "set" else {}
    param: Any = {"key": "x", "names": ["x"], "kind": kind, "default": default, **words}
    written = KINDS[kind].write(param, Goal("x"))(value, True, {}, [], [])
    assert (written is OMIT) is same


def test_the_nearest_set_on_offer() -> None:
    both, one = ["album", "camera"], ["album"]
    nearest = nearest_set
    assert nearest({"album", "camera"}, [one, ["camera"]], ["camera"]) == ["camera"]
    assert nearest({"album", "camera"}, [one, ["camera"]], None) == one
    assert nearest({"album", "camera", "x"}, [one, both], one) == one
    assert nearest({"album", "camera", "x"}, [one, both], None) == both
    assert nearest({"x"}, [one, both], both) == both
    assert nearest({"x"}, [one, both], None) == one


def files(*items: dict[str, Any], read: str = "wx", write: str = "tt") -> Any:
    reply = {"errMsg": "chooseMedia:ok", "tempFiles": list(items)}
    return mg.translate_result("chooseMedia", reply, read=read, write=write)


def test_a_field_is_looked_for_in_each_file() -> None:
    image = {"tempFilePath": "a", "size": 1, "fileType": "image"}
    less = {"tempFilePath": "b", "fileType": "image"}
    for items, told in (((image, image), ""), ((image, less), "1 of 2"), ((less, less), "")):
        got = files(*items)
        lacking = [item for item in got.diagnostics if item.code == "MG202"]
        assert bool(lacking) == (less in items)
        assert told in "".join(item.message for item in lacking)
        assert [item.get("size") for item in got.value["tempFiles"]] == [
            item.get("size") for item in items
        ]


def test_what_only_videos_have_is_asked_of_videos() -> None:
    image = {"tempFilePath": "a", "size": 1, "fileType": "image"}
    video = {"tempFilePath": "b", "size": 1, "fileType": "video", "width": 3, "height": 4}
    places = {item.place for item in files(image, video).diagnostics if item.code == "MG202"}
    assert places == {"tempFiles[].duration"}
    assert not [item for item in files(image).diagnostics if item.code == "MG202"]
    told = files(image, {**video, "duration": 2})
    assert [file.get("duration") for file in told.value["tempFiles"]] == [None, 2]


def test_what_a_file_has_beside_stays_with_that_file() -> None:
    image = {"tempFilePath": "a", "size": 1, "fileType": "image"}
    got = files(image, {**image, "more": 7})
    assert [file.get("more") for file in got.value["tempFiles"]] == [None, 7]
    assert [item.place for item in got.diagnostics if item.code == "MG205"] == ["tempFiles[].more"]


def test_a_code_of_nothing_is_kept_as_it_came() -> None:
    reply = {"errno": 0, "errMsg": "chooseImage:fail auth deny"}
    got = mg.normalize("chooseImage", reply, read="wx", write="wx")
    assert got.value == reply
    read = mg.read_failure("chooseImage", {"errno": "0012", "errMsg": "x"}, read="wx").value
    assert read.code == 12
    read = mg.read_failure("chooseImage", {"errno": None, "errCode": "E1"}, read="wx").value
    assert (read.code, read.kind) == ("E1", "unknown")


def test_the_first_code_wins_over_the_text_and_the_second_code() -> None:
    reply = {"errno": 103, "errCode": 1, "errMsg": "chooseImage:fail cancel"}
    got = mg.read_failure("chooseImage", reply, read="wx").value
    assert (got.kind, got.code, got.extra) == ("auth_denied", 103, {"errCode": 1})
    got = mg.read_failure("chooseImage", {**reply, "errno": 4711}, read="wx").value
    assert (got.kind, got.code) == ("cancelled", 4711)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("chooseImage:fail cancel", "cancel"),
        ("chooseImage: fail: cancel", "cancel"),
        ("chooseImage\uff1afail\uff1acancel", "cancel"),
        ("chooseImage fail: cancel", "cancel"),
        ("wx.chooseImage:failed, cancel", "cancel"),
        ("chooseVideo:fail_invalid_data", "invalid_data"),
        ("fail cancel", "cancel"),
        ("failover is on", "failover is on"),
        ("it did not fail", "it did not fail"),
        ("no such file: fail", "no such file: fail"),
    ],
)
def test_what_stands_before_a_text(text: str, left: str) -> None:
    assert words_of(text) == left


@pytest.mark.parametrize(
    ("support", "client", "status"),
    [
        (None, "tt", "unknown"),
        ({}, "tt", "unknown"),
        (True, "tt", "yes"),
        (False, "tt", "no"),
        ("5.0", "tt", "yes"),
        ("5.0", "tt@4.9.9", "no"),
        ("5.0", "tt@5.0.0", "yes"),
        ({"android": True}, "tt/android", "yes"),
        ({"android": True}, "tt/ios", "unknown"),
        ({"android": True}, "tt", "depends"),
        ({"android": True, "web": False}, "tt:web/android", "no"),
        ({"android": False, "ios": False, "pc": False, "harmony": False}, "tt", "no"),
        ({"android": "5.0", "ios": True, "pc": True, "harmony": True}, "tt@4.0", "depends"),
    ],
)
def test_what_a_support_statement_says(support: Any, client: str, status: str) -> None:
    profile = loader.get("tt")
    assert answer(support, profile, parse_client(client)).status == status


def test_a_plan_says_of_each_vendor_what_a_success_says() -> None:
    assert view("wx").side["envelope"]["says"]["errmsg"] == "{api}:ok"
    assert view("tt").side["envelope"]["says"]["errstring"] == "ok"
    assert view("my").side["envelope"]["says"]["errormessage"] == ""
    assert view("my").side["envelope"]["says"]["errmsg"] == "{api}:ok"


def test_a_text_is_no_boolean_and_no_list_of_texts() -> None:
    """Nor is it taken for one because it is a text that nothing else could be said of."""
    for api, reply in (
        ("showModal", {"confirm": "yes", "errMsg": "showModal:ok"}),
        ("getStorageInfo", {"keys": "a", "errMsg": "getStorageInfo:ok"}),
    ):
        got = mg.read_result(api, reply, read="wx")
        field = next(iter(reply))
        assert getattr(got.value, field) is UNSET
        assert got.value.extra == {field: reply[field]}
        assert [item.place for item in got.diagnostics if item.code == "MG206"] == [field]


def test_any_value_of_a_field_of_any_shape_comes_through() -> None:
    for data in ({"a": [1]}, [1, None], "x", 0, False):
        reply = {"data": data, "errMsg": "getStorage:ok"}
        got = mg.translate_result("getStorage", reply, read="wx", write="my")
        assert got.value is not None
        assert got.value["data"] == data
        assert got.lossless


def test_what_is_told_of_many_entries_is_told_once_from_where_it_begins() -> None:
    one: Note = ("MG104", "a", "text", {})
    other: Note = ("MG104", "b", "text", {})
    for before in ([], [one]):
        notes: list[Note] = [*before, one, other, one, one]
        nested.once(notes, len(before))
        assert notes == [*before, one, other]
    notes = [one, one, other]
    nested.once(notes, 2)
    assert notes == [one, one, other]


@pytest.mark.parametrize(("given", "kept"), [(3, 3), (3.0, 3), (1.5, 1.5), (-2.25, -2.25), (0, 0)])
def test_a_number_keeps_its_share(given: float, kept: float) -> None:
    found = numbers.check_number(Field("number"), given)
    assert (found, type(found)) == (kept, type(kept))
