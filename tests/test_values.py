"""Frozen values: equal, hashed and shown by their fields."""

from __future__ import annotations

import pickle

import attrs
import pytest
from mediaglot.canonical.failures import Failure
from mediaglot.canonical.requests import ChooseImage, GetImageInfo
from mediaglot.canonical.results import ChooseImageResult, MediaFile
from mediaglot.canonical.values import Value


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
