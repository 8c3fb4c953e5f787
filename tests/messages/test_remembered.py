"""What is told of a message is remembered, as far as that takes little room."""

from __future__ import annotations

import pytest
from mediaglot.adapters.messages.diagnose import MAX_LENGTH, MAX_REMEMBERED, Teller
from mediaglot.adapters.plan.notes import Note


def teller() -> Teller:
    return Teller("chooseImage", None, None)


@pytest.mark.parametrize(
    ("place", "message", "kept"),
    [
        ("a", "why", True),
        ("", "x" * MAX_LENGTH, True),
        ("x" * MAX_LENGTH, "", True),
        ("", "x" * (MAX_LENGTH + 1), False),
        ("x" * (MAX_LENGTH + 1), "", False),
        ("x" * (MAX_LENGTH // 2 + 1), "x" * (MAX_LENGTH // 2), False),
    ],
)
def test_what_is_short_is_remembered(place: str, message: str, kept: bool) -> None:
    tell = teller()
    note: Note = ("MG205", place, message, {})
    first, again = tell([note])[0], tell([note])[0]
    assert first == again
    assert (first is again) is kept
    assert len(tell.told) == kept


def test_so_many_and_no_more() -> None:
    tell = teller()
    for number in range(3 * MAX_REMEMBERED + 5):
        tell([("MG205", "a", f"{number}", {})])
        assert 0 < len(tell.told) <= MAX_REMEMBERED
    assert len(tell.told) == 5


def test_the_same_words_about_other_things_are_others() -> None:
    tell = teller()
    notes: list[Note] = [
        ("MG205", "a", "why", {}),
        ("MG205", "b", "why", {}),
        ("MG205", "a", "how", {}),
        ("MG206", "a", "why", {}),
        ("MG205", "a", "why", {"severity": "error"}),
        ("MG205", "a", "why", {"severity": "warning"}),
    ]
    told = tell(notes)
    assert len(set(told)) == len(notes) == len(tell.told)
    assert [item.severity for item in told[-2:]] == ["error", "warning"]


def test_for_other_clients_it_is_told_anew() -> None:
    tell = teller()
    note: Note = ("MG205", "a", "why", {})
    assert tell([note])[0].read == ""
    other = tell.of("wx", "my")
    assert (other.read, other.write, other.told) == ("", "", {})
    tell.read, tell.write = "wx", "my"
    other = tell.of("wx/android", "my/ios")
    assert (other.read, other.write) == ("wx/android", "my/ios")
    assert other([note])[0].read == "wx/android"
    assert len(tell.told) == 1
