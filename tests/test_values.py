"""Frozen values: equal, hashed and shown by their fields."""

from __future__ import annotations

import pickle
from typing import Any

import attrs
import pytest
from mediaglot.canonical import requests, results, shapes
from mediaglot.canonical.failures import Failure
from mediaglot.canonical.recipes import PERFORMERS, RECIPES
from mediaglot.canonical.requests import REQUESTS, ChooseImage, GetImageInfo
from mediaglot.canonical.results import RESULTS, ChooseImageResult, MediaFile
from mediaglot.canonical.values import Value
from mediaglot.canonical.vocabulary import ORIENTATION_WORDS, ORIENTATIONS, UNSET


@attrs.frozen(eq=False, repr=False)
class Point(Value):
    x: int
    y: int = attrs.field(default=0, repr=False)
    seen: list[int] = attrs.field(factory=list, hash=False)


@attrs.frozen(eq=False, repr=False)
class Place(Point):
    pass


def test_values_compare_by_class_and_fields() -> None:
    assert Point(1, 2) == Point(1, 2)
    assert Point(1, 2) != Point(1, 3)
    assert Point(1) != Place(1)
    assert Point(1) != (1, 0, [])
    assert ChooseImage(count=1) == ChooseImage(count=1)
    assert GetImageInfo(src="a") != GetImageInfo(src="b")


def test_values_hash_without_the_fields_that_cannot() -> None:
    assert len({Point(1, 2), Point(1, 2, [3]), Point(2, 2)}) == 3
    assert hash(Point(1, 2)) == hash(Point(1, 2, [3]))
    assert hash(ChooseImage(count=1, extra={"a": []})) == hash(ChooseImage(count=1, extra={}))


def test_values_show_their_fields() -> None:
    assert repr(Point(1, 2)) == "Point(x=1, seen=[])"
    assert repr(Failure(api="chooseImage", kind="cancelled")).startswith(
        "Failure(api='chooseImage', kind='cancelled', code=None,"
    )


def test_values_are_frozen_and_travel() -> None:
    result = ChooseImageResult(images=(MediaFile(path="a.jpg", size=3),))
    assert pickle.loads(pickle.dumps(result)) == result
    assert attrs.evolve(result, images=()) == ChooseImageResult()
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        result.images = ()  # type: ignore[misc]


@pytest.mark.parametrize(
    "kind", [*REQUESTS.values(), *RESULTS.values(), MediaFile], ids=lambda kind: kind.__name__
)
def test_what_a_value_keeps_of_the_vendors_is_no_part_of_its_hash(kind: Any) -> None:
    given: dict[str, Any] = {"path": "a"} if kind is MediaFile else {}
    assert hash(kind(**given, extra={"a": []})) == hash(kind(**given, extra={"b": {}}))
    assert kind(**given, extra={"a": []}) != kind(**given, extra={"b": {}})


def test_a_failure_can_be_hashed_whatever_it_keeps_of_the_vendors() -> None:
    one = Failure(api="chooseImage", kind="cancelled", extra={"a": []})
    assert hash(one) == hash(attrs.evolve(one, extra={"b": {}}))
    assert one != attrs.evolve(one, extra={"b": {}})


def test_plain_requests_and_results_leave_out_what_is_unset_and_travel_back() -> None:
    asked = ChooseImage(count=0, sources=frozenset({"camera", "album"}), camera=None)
    plain = requests.to_plain(asked)
    assert plain == {"count": 0, "sources": ["album", "camera"], "camera": None}
    assert shapes.request_of("chooseImage", plain) == asked
    assert requests.to_plain(ChooseImage(extra={"a": 1})) == {"extra": {"a": 1}}
    assert requests.to_plain(ChooseImage()) == {}
    had = ChooseImageResult(images=(MediaFile(path="a.jpg", size=0, duration=None),))
    assert results.to_plain(had) == {"images": [{"path": "a.jpg", "size": 0, "duration": None}]}
    assert results.to_plain(ChooseImageResult()) == {"images": []}
    assert had.images[0].width is UNSET


def test_a_single_message_performs_one_recipe_and_the_runtime_all() -> None:
    assert set(PERFORMERS) == set(RECIPES)
    assert PERFORMERS["mark_duplicates"] == ("runtime", "Media", "one message")
    others = {PERFORMERS[name] for name in RECIPES if name != "mark_duplicates"}
    assert others == {("runtime", "Media"), ("runtime",)}  # beside media, the runtime alone


def test_what_nobody_said_is_no_truth_and_stays_itself() -> None:
    assert not UNSET
    assert repr(UNSET) == "UNSET"
    assert pickle.loads(pickle.dumps(UNSET)) is UNSET


def test_there_are_eight_orientations_of_exif() -> None:
    assert ORIENTATIONS == (1, 2, 3, 4, 5, 6, 7, 8)
    assert tuple(ORIENTATION_WORDS) == ORIENTATIONS
    assert len(set(ORIENTATION_WORDS.values())) == 8
    mirrored = {n for n, word in ORIENTATION_WORDS.items() if word.endswith("-mirrored")}
    assert mirrored == {2, 4, 5, 7}
