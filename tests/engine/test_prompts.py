"""What a prompt takes, and why it does not take the rest; as data and back."""

from __future__ import annotations

import json
from typing import Any

import pytest
from mediaglot.canonical.engine.prompts import Item, Prompt
from mediaglot.canonical.engine.user import (
    Action,
    allows,
    cancels,
    denies,
    picks,
    picks_first,
    records,
    saves,
    taps,
)
from mediaglot.canonical.errors import InputError

ITEMS = (Item("a.jpg", "image", 3), Item("b.jpg", "image"), Item("c.mp4", "video", 9))
PICKER = Prompt("pick", "chooseMedia", "the picker", ("picks", "picks_first"), items=ITEMS, most=2)
SHEET = Prompt("source", "chooseImage", "the sheet", ("taps", "cancels"), entries=("album", "cam"))
DIALOG = Prompt("consent", "getPhoto", "the dialog", ("allows", "denies"), scopes=("album",))


@pytest.mark.parametrize(
    ("prompt", "action", "said"),
    [
        (PICKER, picks("a.jpg", "b.jpg"), ""),
        (PICKER, picks_first(2), ""),
        (PICKER, picks_first(3), "picks_first(3) picks 3, but at most 2 can be picked"),
        (
            PICKER,
            picks("a.jpg", "b.jpg", "c.mp4"),
            "picks('a.jpg', 'b.jpg', 'c.mp4') picks 3, but at most 2 can be picked",
        ),
        (PICKER, picks("a.jpg", "a.jpg"), "picks('a.jpg', 'a.jpg') picks the same file twice"),
        (PICKER, picks("a.jpg", "d.jpg"), "the picker shows no 'd.jpg'; did you mean "),
        (PICKER, picks("a.jpg", "c.mp4"), ""),
    ],
)
def test_what_can_be_picked(prompt: Prompt, action: Action, said: str) -> None:
    told = prompt.beyond(action)
    assert told.startswith(said)
    assert bool(told) == bool(said)


def test_as_many_as_there_are_where_no_number_is_set() -> None:
    every = Prompt("pick", "chooseMedia", "the picker", ("picks",), items=ITEMS)
    assert every.beyond(picks_first(3)) == ""
    assert every.beyond(picks_first(4)) == "picks_first(4), but the picker shows 3"
    alike = Prompt("pick", "chooseMedia", "the picker", ("picks",), items=ITEMS, one_kind=True)
    assert alike.beyond(picks("a.jpg", "b.jpg")) == ""
    mixed = "the picker takes files of one kind in one pick"
    assert alike.beyond(picks("a.jpg", "c.mp4")) == mixed
    assert every.beyond(cancels()) == ""


def test_what_is_no_action_of_the_prompt() -> None:
    assert SHEET.fault(taps("album")) == ""
    assert SHEET.fault(cancels()) == ""
    assert DIALOG.fault(allows("album")) == ""
    assert SHEET.fault("album") == (
        "expected an action such as taps('album') or cancels(), got the string \"album\""
    )
    assert SHEET.fault(saves()) == (
        "the sheet of chooseImage takes taps('album') or cancels(), not saves()"
    )
    assert SHEET.fault(taps("camera")) == (
        "chooseImage has no entry 'camera'; use taps('album') or taps('cam')"
    )
    assert DIALOG.fault(denies("camera")) == (
        "getPhoto has no permission 'camera'; use denies('album')"
    )
    refusing = Prompt(
        "pick", "chooseMedia", "the picker", ("picks",), {"records": "it has no camera"}
    )
    assert refusing.fault(records(2)) == (
        "records(2) cannot be done in the picker of chooseMedia: it has no camera"
    )


def test_what_fits_as_lines_of_a_script() -> None:
    offers = ("picks", "picks_first", "records", "is_interrupted", "taps", "allows", "saves")
    empty = Prompt("pick", "it", "the picker", offers)
    assert empty.lines() == (
        "picks('name') or picks_first(1) or records(5) or is_interrupted(2) or taps('') or "
        "allows('') or saves()"
    )
    assert PICKER.line("picks") == "picks('a.jpg')"
    assert SHEET.line("taps") == "taps('album')"
    assert DIALOG.line("denies_forever") == "denies_forever('album')"


FULL = Prompt(
    "source", "chooseImage", "the sheet", ("taps",), {"picks": "no"}, ITEMS, 0, ("image",), True,
    ("album",), ("album",), {"album": ("album", "camera")}, "a title", "a text", PICKER, "wx", 7,
    "HH:mm",
)  # fmt: skip


@pytest.mark.parametrize("prompt", [PICKER, SHEET, DIALOG, FULL], ids=lambda it: str(it.kind))
def test_a_prompt_is_plain_data_and_back(prompt: Prompt) -> None:
    plain = prompt.to_json()
    assert Prompt.from_json(json.loads(json.dumps(plain))) == prompt


DATES_FIT = [
    ("yyyy-MM-dd", "2025-02-03", True), ("yyyy-MM-dd", "2025-2-3", False),
    ("yyyy-MM", "2025-02", True), ("yyyy-MM", "2025-02-03", False), ("yyyy", "2025", True),
    ("HH:mm", "09:41", True),
    ("HH:mm", "9:41", False), ("HH:mm", "٠٩:٤١", False),
    ("yyyy-MM-dd HH:mm", "2025-02-03 09:41", True),
    ("week", "5", False), ("", "", False),
]  # fmt: skip


@pytest.mark.parametrize(("form", "value", "fits"), DATES_FIT)
def test_a_date_is_chosen_as_it_is_written(form: str, value: str, fits: bool) -> None:
    prompt = Prompt("date", "datePicker", "the wheels", ("chooses", "cancels"), date=form)
    fault = prompt.fault(Action("chooses", (value,)))
    assert bool(fault) != fits
    if not fits:
        line = prompt.line("chooses")
        assert fault == f"datePicker takes {form}: {line}, not chooses({value!r})"
    assert prompt.fault(Action("chooses", ("2025", "2026")))


REGIONS = {
    "广东省/广州市/海珠区": True, "a/b/c": True, "a/b": False, "a/b/c/d": False, "a//c": False,
}  # fmt: skip


@pytest.mark.parametrize("value", REGIONS)
def test_a_region_is_three_names(value: str) -> None:
    prompt = Prompt("region", "regionPicker", "the wheels", ("chooses", "cancels"))
    fault = prompt.fault(Action("chooses", (value,)))
    said = "the names of a province, a city and a district: chooses('广东省/广州市/海珠区')"
    whole = f"regionPicker takes {said}, not chooses({value!r})"
    assert fault == ("" if REGIONS[value] else whole)


def test_what_says_nothing_is_left_out() -> None:
    assert Prompt("save", "it", "a sheet").to_json() == {
        "kind": "save", "operation": "it", "what": "a sheet", "offers": [], "client": "", "id": 0,
    }  # fmt: skip
    assert Prompt("save", "it", "a sheet", most=0).to_json()["most"] == 0
    assert PICKER.to_json()["items"][1] == {"name": "b.jpg", "kind": "image", "size": None}


PLAIN: dict[str, Any] = Prompt("save", "it", "a sheet", ("saves",), client="wx").to_json()


@pytest.mark.parametrize(
    ("change", "place", "said"),
    [
        ({"kind": "sav"}, "kind", "did you mean 'save'"),
        ({"kind": 3}, "kind", "expected a text"),
        ({"offers": ["saved"]}, "offers", "unknown: 'saved'"),
        ({"offers": "saves"}, "offers", "expected a list of texts"),
        ({"offers": [1]}, "offers", "expected a text"),
        ({"most": -1}, "most", "expected a whole number"),
        ({"most": 1.5}, "most", "expected a whole number"),
        ({"most": True}, "most", "expected a whole number"),
        ({"one_kind": 1}, "one_kind", "expected true or false"),
        ({"items": {}}, "items", "expected a list of items"),
        ({"items": [3]}, "", "expected an item as an object"),
        ({"items": [{"name": 3, "kind": "image"}]}, "name", "expected a text"),
        ({"items": [{"name": "a", "kind": "image", "size": True}]}, "size", "expected a size"),
        ({"items": [{"name": "a", "kind": "image", "size": 1.5}]}, "size", "expected a size"),
        ({"items": [{"nam": "a"}]}, "", "an item has no 'nam'; did you mean 'name'"),
        ({"refuses": []}, "refuses", "expected an object"),
        ({"refuses": {"picks": 1}}, "refuses", "expected a text"),
        ({"scopes": ["albun"]}, "scopes", "unknown: 'albun'"),
        ({"needs": {"a": ["albun"]}}, "needs", "unknown: 'albun'"),
        ({"needs": {"a": "album"}}, "needs", "expected a list of texts"),
        ({"then": {**PLAIN, "then": PLAIN}}, "then", "has nothing behind it"),
        ({"then": 3}, "", "expected a prompt as an object"),
        ({"titel": ""}, "", "a prompt has no 'titel'; did you mean 'title'"),
    ],
)
def test_data_that_is_no_prompt(change: dict[str, Any], place: str, said: str) -> None:
    assert Prompt.from_json(PLAIN)
    with pytest.raises(InputError, match=said) as caught:
        Prompt.from_json({**PLAIN, **change})
    assert caught.value.place == place


@pytest.mark.parametrize("name", ["kind", "operation", "what", "offers", "client", "id"])
def test_what_a_prompt_must_say(name: str) -> None:
    with pytest.raises(InputError, match="is missing") as caught:
        Prompt.from_json({key: value for key, value in PLAIN.items() if key != name})
    assert caught.value.place == name


def test_the_first_that_a_prompt_does_not_say_is_told() -> None:
    with pytest.raises(InputError, match="is missing") as caught:
        Prompt.from_json({"what": PLAIN["what"]})
    assert caught.value.place == "kind"
