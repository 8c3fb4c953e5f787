"""Frozen values: equal, hashed and shown by their fields."""

from __future__ import annotations

import importlib
import pickle
import pkgutil
from contextlib import suppress
from typing import Any

import attrs
import mediaglot
import pytest
from mediaglot.canonical import requests, results, shapes
from mediaglot.canonical.failures import Failure
from mediaglot.canonical.markup import CONTROLS
from mediaglot.canonical.operations import OPERATIONS
from mediaglot.canonical.recipes import PERFORMERS, RECIPES
from mediaglot.canonical.requests import REQUESTS, ChooseImage, GetImageInfo
from mediaglot.canonical.results import RESULTS, ChooseImageResult, MediaFile
from mediaglot.canonical.rules import RULES
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
    words = frozenset({"zoo", "camera", "air", "album"})  # those that are none come last
    asked = ChooseImage(sources=words)
    assert requests.to_plain(asked) == {"sources": ["album", "camera", "air", "zoo"]}
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


def files(*names: str) -> tuple[MediaFile, ...]:
    return tuple(MediaFile(path=name) for name in names)


@pytest.mark.parametrize(
    ("result", "held"),
    [
        (ChooseImageResult(images=files("a", "b")), ["a", "b"]),
        (results.ChooseMediaResult(files=files("a")), ["a"]),
        (results.ChooseVideoResult(video=MediaFile(path="v")), ["v"]),
        (results.ChooseVideoResult(video=None), []),
        (results.ChooseVideoResult(), []),
        (results.EditImageResult(path="e"), []),
    ],
)
def test_files_of_a_result_are_found_whatever_holds_them(
    result: results.Result, held: list[str]
) -> None:
    found = results.files_of(result)
    assert [file.path for file in found] == held
    assert results.with_files(result, found) == result or held == []
    assert results.paths_of(result) == tuple(held or (["e"] if result.api == "editImage" else []))


def test_files_of_a_result_are_replaced_where_they_stand() -> None:
    picked = ChooseImageResult(images=files("a", "b"))
    assert results.with_files(picked, files("c")) == ChooseImageResult(images=files("c"))
    video = results.ChooseVideoResult(video=MediaFile(path="v"))
    assert results.with_files(video, ()) == results.ChooseVideoResult()
    edited = results.EditImageResult(path="e")
    assert results.with_files(edited, files("c")) == edited


def test_the_field_that_holds_files_or_the_file_says_its_kind() -> None:
    plain, said = MediaFile(path="a"), MediaFile(path="a", kind="video")
    assert results.kind_of(ChooseImageResult(images=(plain,)), plain) == "image"
    assert results.kind_of(results.ChooseVideoResult(video=plain), plain) == "video"
    assert results.kind_of(results.ChooseMediaResult(files=(said,)), said) == "video"
    assert results.kind_of(results.ChooseMediaResult(files=(plain,)), plain) == ""


def test_rows_tell_what_holds_the_files_of_a_result() -> None:
    held = {name: item.files for name, item in OPERATIONS.items() if item.files}
    for name, kind in RESULTS.items():
        fields = [
            field.name for field in attrs.fields(kind) if results.many_files(field) is not None
        ]
        assert ([held[name]] if name in held else []) == fields
    assert held["getSavedFileList"] == "files"
    assert "readdir" not in held
    assert {name for name, item in OPERATIONS.items() if item.keeps} == {"saveFile", "saveFileSync"}


def test_what_only_the_eye_sees_is_told_by_these_rules() -> None:
    assert {code for code, rule in RULES.items() if rule.eye} == {
        "MG531", "MG536", "MG705", "MG720", "MG731", "MG732", "MG733", "MG737", "MG742", "MG746",
        "MG748", "MG752", "MG753", "MG754", "MG755",
    }  # fmt: skip


def test_what_the_user_changes_begins_empty() -> None:
    begins = {name: (attribute, value) for name, (attribute, value) in CONTROLS.items()}
    assert {name for name, (attribute, _) in begins.items() if attribute == "checked"} == {
        "switch", "checkbox", "radio"
    }  # fmt: skip
    assert begins["swiper"] == ("current", 0)
    assert begins["picker-view"] == ("value", [])
    assert not any(value for _, value in begins.values())


def test_every_value_is_compared_hashed_and_shown_by_one_rule() -> None:
    """A method that is made for one class would be a rule of its own, and start-up time."""
    for found in pkgutil.walk_packages(mediaglot.__path__, "mediaglot."):
        if found.name.split(".")[1] in ("canonical", "profiles", "adapters"):
            with suppress(ImportError):  # what needs an extra that is not here
                importlib.import_module(found.name)
    todo, kinds = [Value], set()
    while todo:
        below = todo.pop().__subclasses__()
        kinds.update(below)
        todo += below
    assert len(kinds) > 100
    own = {
        f"{kind.__module__}.{kind.__qualname__}"
        for kind in kinds
        if (kind.__repr__, kind.__eq__) != (Value.__repr__, Value.__eq__)
    }
    # a request is shown by its line, without the bytes of a file
    assert own == {"mediaglot.canonical.engine.fetchers.WebRequest"}
