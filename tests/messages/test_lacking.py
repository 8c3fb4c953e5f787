"""What stands where one of two vendors lacks something: an operation, a word, a kind of failure."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import attrs
import mediaglot as mg
import pytest
from mediaglot.canonical import requests, results
from mediaglot.canonical.failures import Failure
from mediaglot.profiles import loader
from mediaglot.profiles.lint import linted
from mediaglot.profiles.registry import Registry

VENDORS = ("wx", "my", "tt")


def lacked() -> list[tuple[str, str, str]]:
    """Operations that a vendor has and another says it has not."""
    found = []
    for read, write in permutations(VENDORS, 2):
        has, has_not = (mg.plan(*pair) for pair in ((read, write), (write, read)))
        theirs = has_not.read.apis
        found += [
            (api, read, write)
            for api in has.read.apis
            if api in theirs and theirs[api].facts.support is False
            if has.read.apis[api].facts.support is not False
        ]
    return found


def test_a_reply_of_what_the_target_lacks_is_refused() -> None:
    """And not written with a shape that nobody there knows."""
    cases = lacked()
    assert len({api for api, _, _ in cases}) > 100
    assert ("compressVideo", "wx", "my") in cases
    for api, read, write in cases:
        entry = mg.plan(read, write).entry(api)
        if any("convert" not in way for way in entry["routes"]):
            continue  # another function of the target is the same
        out = mg.translate_result(api, {}, read=read, write=write)
        assert out.value is None, (api, read, write)
        assert any(item.loss == "unsupported" for item in out.diagnostics), (api, read, write)


def test_one_kind_is_another_vendors_option() -> None:
    """A video that shall be compressed is one, and not the other way."""
    for sizes, wanted in ((["compressed"], {}), (["original"], {"compressed": False})):
        asked = {"mediaType": ["video"], "sizeType": sizes, "maxDuration": 30, "count": 1}
        out = mg.translate_request("chooseMedia", asked, read="wx", write="my")
        assert out.api == "chooseVideo"
        found = {key: value for key, value in (out.value or {}).items() if key == "compressed"}
        assert found == wanted


def test_a_denial_may_be_one_for_good_only_where_the_source_leaves_that_open() -> None:
    """The target has a code for each: of a canonical failure, and of a vendor that has both, it is
    known which is meant."""
    canonical = Failure(api="chooseImage", kind="auth_denied")
    assert [d.code for d in mg.write_failure(canonical, write="my").diagnostics] == []
    told = mg.translate_failure(
        "chooseImage", {"errno": 103, "errMsg": "chooseImage:fail auth deny"}, read="wx", write="my"
    )
    assert [d.code for d in told.diagnostics] == ["MG304"]
    for api in ("chooseImage", "chooseVideo"):
        reply = {"error": 2001}
        same = mg.translate_failure(api, reply, read="my/android", write="my/ios")
        assert [d.code for d in same.diagnostics] == []


@pytest.mark.parametrize("kind", [Failure, *requests.REQUESTS.values(), *results.RESULTS.values()])
def test_canonical_values_take_their_fields_by_name_alone(kind: type[Any]) -> None:
    """So that a field can be added anywhere."""
    for given in (("chooseImage",), ("chooseImage", "cancelled")):
        with pytest.raises(TypeError, match="positional argument"):
            kind(*given)


BAD_FIELDS = {
    "path": 3, "integer": "many", "number": "long", "enum": 7, "string": 5, "boolean": "yes",
    "extra": 3, "address": 1, "any": object(), "object": "x", "map": 3,
}  # fmt: skip
"""By kind, what no field of it holds."""


@pytest.mark.parametrize("kind", [results.MediaFile, *results.RESULTS.values()])
def test_a_canonical_result_with_a_wrong_field_is_refused_at_its_place(kind: type[Any]) -> None:
    tried = 0
    for field in attrs.fields(kind):
        bad = BAD_FIELDS.get(field.metadata["kind"])
        if results.many_files(field) is not None or bad is None:
            continue
        value: Any = kind(**{field.name: bad})
        if kind is results.MediaFile:
            value = results.ChooseImageResult(images=(value,))
        with pytest.raises(mg.InputError, match=rf"\.{field.name}[: ]"):
            mg.write_result(value, write="wx")
        tried += 1
    assert tried


@pytest.mark.parametrize(
    ("client", "said", "codes"),
    [
        ("douyin/android", {}, []),
        ("douyin/android", {"compressed": True}, ["MG104"]),
        ("douyin/android", {"compressed": False}, []),
        ("douyin/ios", {}, []),
        ("douyin/ios", {"compressed": False}, ["MG104"]),
    ],
)
def test_what_a_client_does_not_heed_is_told_of_what_is_said(
    client: str, said: dict[str, Any], codes: list[str]
) -> None:
    """In the client's own words what is left out is the client's own business."""
    out = mg.translate_request("chooseVideo", said, read=client, write=client)
    assert [item.code for item in out.diagnostics] == codes


def test_the_word_that_is_written_is_named_where_what_a_call_is_about_is_lost() -> None:
    text = """\
schema = 1
extends = "lark"
id = "zz"
name = "Zed"
[sources.own]
title = "Zed's pages"
where = "https://example.com"
checked = "2026-11-28"
[api.exportCanvas]
evidence = "own"
params.canvas_id = { name = ["canvasId", "id"], type = "string" }
"""
    own = Registry([linted({"zz.toml": text}, find=loader.builtin_texts)])
    options: dict[str, Any] = {"canvas": {}}
    told = mg.translate_request("exportCanvas", options, read="wx", write="zz", registry=own)
    (lost,) = [item for item in told.diagnostics if item.severity == "error"]
    assert (lost.code, lost.place, lost.loss) == ("MG103", "canvas", "unsupported")
    assert lost.message == (
        "Zed's canvasToTempFilePath has no such option; without canvasId nothing says what the "
        "call is about"
    )


@pytest.mark.parametrize(
    ("read", "write", "place", "message"),
    [
        (
            "wx",
            "zz",
            "destWidth",
            (
                "no source says what wide is on Zed where it is left out; WeChat: the width of the "
                "part times the pixel ratio"
            ),
        ),
        (
            "zz",
            "tt",
            "wide",
            (
                "no source says what wide is on Zed where it is left out; Feishu: the width of the "
                "part"
            ),
        ),
        (
            "tt",
            "wx",
            "destWidth",
            (
                "left out, destWidth is the width of the part times the pixel ratio on WeChat, and "
                "the width of the part on Feishu"
            ),
        ),
    ],
)
def test_what_stands_for_what_is_left_out_is_told_in_the_names_of_each(
    read: str, write: str, place: str, message: str
) -> None:
    text = """\
schema = 1
extends = "my"
id = "zz"
name = "Zed"
[sources.own]
title = "Zed's pages"
where = "https://example.com"
checked = "2026-11-28"
[api.exportCanvas]
evidence = "own"
params.out_width = { name = "wide", type = "integer" }
"""
    own = Registry([linted({"zz.toml": text}, find=loader.builtin_texts)])
    options: dict[str, Any] = {"canvasId": "a", "destHeight": 1}
    told = mg.translate_request(
        "canvasToTempFilePath", options, read=read, write=write, registry=own
    )
    said = [(item.place, item.message) for item in told.diagnostics if item.code == "MG104"]
    assert said == [(place, message)]


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [("film", "video"), ("photo", "image"), ("other", "other"), (7, 7), ({}, {}), (None, "image")],
)
def test_what_is_shown_is_said_in_the_words_of_each(theirs: Any, ours: Any) -> None:
    text = """\
schema = 1
extends = "wx"
id = "zz"
name = "Zed"
[sources.own]
title = "Zed's pages"
where = "https://example.com"
checked = "2026-11-28"
[api.previewMedia]
evidence = "own"
[api.previewMedia.params.sources]
name = "items"
type = "media_sources"
entry = { url = "u", kind = "k" }
values = { image = "photo", video = "film" }
"""
    own = Registry([linted({"zz.toml": text}, find=loader.builtin_texts)])
    address = "https://example.com/a"
    entry = {"u": address} if theirs is None else {"u": address, "k": theirs}
    told = mg.translate_request(
        "previewMedia", {"items": [entry]}, read="zz", write="wx", registry=own
    )
    made = {"url": address, "type": ours}
    assert (told.value or {})["sources"] == [made]
    back = mg.translate_request(
        "previewMedia", {"sources": [made]}, read="wx", write="zz", registry=own
    )
    assert (back.value or {})["items"] == [
        {"u": address, "k": "photo" if theirs is None else theirs}
    ]
