"""What vendors' messages look like is their envelope's to say."""

from __future__ import annotations

import pytest
from mediaglot.adapters.verify.labels import Labels, Wording
from mediaglot.profiles import loader
from mediaglot.profiles.fold import ClientProfile
from mediaglot.profiles.profile import Profile
from mediaglot.profiles.table import plain, structured


def view(vendor: str, template: str = "", fine: str = "") -> ClientProfile:
    profile = loader.get(vendor)
    if template:
        data = plain(profile)
        data["envelope"]["failure"]["template"] = template
        data["envelope"]["success"]["fields"] = {"told": fine, "code": 0}
        profile = structured(Profile, data)
    return profile.at(vendor)


@pytest.mark.parametrize(
    ("text", "tail"),
    [("chooseImage:fail cancel", "cancel"), ("a.b:fail: no room", "no room"), ("x:fail", ""),
     ("chooseImage failed", None), ("cancel", None), ("it: x:fail y", None)],
)  # fmt: skip
def test_the_tail_of_a_message(text: str, tail: str | None) -> None:
    assert Wording.of(view("wx"), view("tt")).tail(text) == tail


def test_a_vendor_whose_messages_name_no_function_has_no_tails() -> None:
    wording = Wording.of(view("my"))
    assert (wording.failed, wording.tail("chooseImage:fail cancel")) == (frozenset(), None)
    assert not wording.is_fine("chooseImage:ok")


def test_another_template_is_another_wording() -> None:
    other = view("wx", "<{api}> {text} (E)", "{api} went well")
    wording = Wording.of(other)
    assert wording.tail("<chooseImage> no room (E)") == "no room"
    assert wording.tail("chooseImage:fail no room") is None
    assert wording.is_fine("chooseImage went well")
    both = wording.with_(Wording.of(view("wx")))
    assert both.tail("chooseImage:fail no room") == both.tail("<a> no room (E)") == "no room"


def test_a_run_is_told_by_the_wording_of_its_vendors() -> None:
    labels = Labels(tails={"cancel": "<message: cancelled>"}, wording=Wording.of(view("wx")))
    told = labels.told(["chooseVideo:fail cancel", "chooseVideo:ok", "cancel"])
    assert told == ["<message: cancelled>", "<ok>", "cancel"]
