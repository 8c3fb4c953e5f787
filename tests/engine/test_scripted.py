"""The user as a script: which entry leads on, what is told where the script does not fit."""

from __future__ import annotations

import pytest
from mediaglot.canonical.engine.prompts import Item, Prompt
from mediaglot.canonical.engine.scripted import ScriptedUser
from mediaglot.canonical.engine.user import (
    Action,
    ScriptError,
    allows,
    cancels,
    denies,
    picks,
    picks_first,
    records,
    saves,
    shoots,
    taps,
    toggles_original,
)

ITEMS = (Item("a.jpg", "image"), Item("b.mp4", "video"))
PICKER = Prompt("pick", "chooseMedia", "the picker", ("picks", "cancels"), items=ITEMS)
SHEET = Prompt(
    "source", "chooseMedia", "the sheet", ("taps", "cancels"), entries=("album", "camera"),
    needs={"album": ("album",), "camera": ("camera", "microphone")}, then=PICKER,
)  # fmt: skip
MEDIA = Prompt("media", "chooseMedia", "the sheet", ("taps",), items=ITEMS, entries=("x", "video"))
NONE = Prompt("media", "chooseMedia", "the sheet", ("taps",), entries=("x", "video"))
DIALOG = Prompt("consent", "getPhoto", "the dialog", ("allows", "denies"), scopes=("album",))


def user(*actions: Action) -> ScriptedUser:
    return ScriptedUser(actions, "wx", lambda client: client == "wx")


@pytest.mark.parametrize(
    ("actions", "entry"),
    [
        ((picks("a.jpg"),), "album"),
        ((picks_first(1),), "album"),
        ((toggles_original(), picks_first(1)), "album"),
        ((shoots(),), "camera"),
        ((records(1),), "camera"),
        ((allows("album"), shoots()), "camera"),
        ((allows("microphone"),), "camera"),
        ((allows("microphone"), denies("album")), "camera"),
        ((allows("album_write"), denies("album")), "album"),
        ((denies("album"), saves()), "album"),
    ],
)
def test_the_entry_of_a_sheet_that_the_next_action_lies_behind(
    actions: tuple[Action, ...], entry: str
) -> None:
    script = user(*actions)
    assert script.answer(SHEET) == taps(entry)
    assert script.left == actions
    assert script.did == []


def test_a_sheet_that_no_action_lies_behind_is_answered_itself() -> None:
    script = user(cancels())
    assert script.answer(SHEET) == cancels()
    assert (script.left, script.did) == ((), ["cancels()"])
    with pytest.raises(ScriptError, match="shows the picker, and the script is at its end"):
        script.answer(SHEET)


@pytest.mark.parametrize(
    ("prompt", "actions", "entry"),
    [
        (MEDIA, (shoots(),), "image"),
        (MEDIA, (records(1),), "video"),
        (MEDIA, (picks("b.mp4"),), "video"),
        (MEDIA, (picks("b.mp4", "a.jpg"),), "video"),
        (MEDIA, (picks("c"),), "x"),
        (MEDIA, (picks_first(1),), "image"),
        (NONE, (picks_first(1),), "x"),
        (MEDIA, (toggles_original(), records(1)), "video"),
        (MEDIA, (cancels(),), "x"),
        (MEDIA, (), "x"),
    ],
)
def test_the_medium_that_the_next_action_lies_behind(
    prompt: Prompt, actions: tuple[Action, ...], entry: str
) -> None:
    assert user(*actions).answer(prompt) == taps(entry)


def test_actions_of_other_clients_are_left_out() -> None:
    script = user(cancels(when="my"), saves(when=["my", "wx"]), shoots(when="wx"), cancels())
    assert script.left == (saves(), shoots(), cancels())


@pytest.mark.parametrize(
    ("prompt", "actions", "code", "told"),
    [
        (PICKER, (), "MG601",
         ("wx: chooseMedia shows the picker, and the script is at its end; add to the script, in "
         "order: picks('a.jpg') or cancels()")),
        (PICKER, (saves(),), "MG601",
         ("wx: chooseMedia shows the picker, and the next line is saves(); add to the script, in "
         "order: picks('a.jpg') or cancels()")),
        (DIALOG, (allows("camera"),), "MG601",
         ("wx: getPhoto shows the dialog, and the next line is allows('camera'); add to the "
         "script, in order: allows('album') or denies('album')")),
        (PICKER, (allows("album"),), "MG601",
         ("wx: chooseMedia does not ask for album here (allowed already, or no scope of this "
         "client); drop allows('album'), or give it when= the clients that ask")),
    ],
)  # fmt: skip
def test_what_a_script_lacks(
    prompt: Prompt, actions: tuple[Action, ...], code: str, told: str
) -> None:
    script = user(*actions)
    with pytest.raises(ScriptError) as caught:
        script.answer(prompt)
    assert (str(caught.value), caught.value.code) == (told, code)
    assert script.left == actions


def test_what_another_client_would_take_is_told_with_its_reason() -> None:
    prompt = Prompt("pick", "chooseImage", "the picker", ("picks",), {"records": "no videos here"})
    with pytest.raises(ScriptError) as caught:
        user(records(1)).answer(prompt)
    assert str(caught.value) == (
        "wx: records(1) cannot be done in the picker of chooseImage: no videos here"
    )


def test_what_nothing_asked_for_is_told_once() -> None:
    script = user(shoots(), saves())
    with pytest.raises(ScriptError) as caught:
        script.finish()
    assert str(caught.value) == ("wx: nothing asked for shoots(), saves(); drop it from the script")
    assert caught.value.code == "MG602"
    script.finish()
    with pytest.raises(ScriptError, match=r"expected actions such as cancels\(\), got 3"):
        user(3)  # type: ignore[arg-type]
