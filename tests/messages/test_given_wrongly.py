"""Messages that are none, and as many as there may be: what is told in one sentence."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable
from typing import Any

import mediaglot as mg
import pytest
from mediaglot.adapters.lines import framing, iterated
from mediaglot.adapters.lines.framing import Tally
from mediaglot.adapters.lines.proof import apart, difference, place_of
from mediaglot.adapters.messages.fields import request_of
from mediaglot.adapters.plan.kinds.values import MAX_LIST
from mediaglot.adapters.plan.program import place_of as place_of_result
from mediaglot.canonical.errors import InputError, is_number
from mediaglot.canonical.results import GetVideoInfoResult

HUGE = 10**400
LONG = ["a"] * (MAX_LIST + 1)


ANY: Any = mg
ASK: Any = request_of


@pytest.mark.parametrize(
    ("made", "told"),
    [
        (lambda: ANY.read_failure("chooseImage", 3, read="wx"),
         "chooseImage: expected a failure object, got 3"),
        (lambda: ANY.read_result("chooseImage", [], read="wx"),
         "chooseImage: expected a reply object, got an array"),
        (lambda: ANY.read_result("compressVideo", {}, read="my"),
         "Alipay has no compressVideo: there is no such message"),
        (lambda: ANY.write_request(ASK("chooseImage", {"count": HUGE}), write="my"),
         "chooseImage.count: expected a number, got a huge number"),
        (lambda: ANY.write_result(GetVideoInfoResult(duration=HUGE), write="wx"),
         "getVideoInfo.duration: expected a number, got a huge number"),
        (lambda: ANY.read_request("chooseImage", {"count": HUGE}, read="wx"),
         "chooseImage.count: expected a whole number a platform can hold, got a huge number"),
        (lambda: ASK(3, {}), "expected the name of an API, got 3"),
        (lambda: ASK("chooseImag", {}), "unknown API 'chooseImag'; did you mean 'chooseImage'?"),
        (lambda: ANY.write_request(ASK("chooseImage", {}), write="wx", stated="count"),
         'expected the names of fields that were stated, got the string "count"'),
        (lambda: ANY.write_request(ASK("chooseImage", {}), write="wx", stated=3),
         "expected the names of fields that were stated, got 3"),
        (lambda: ANY.read_request("previewImage", {"urls": LONG}, read="wx"),
         "previewImage.urls: expected at most 100,000 entries, got 100,001"),
        (lambda: ANY.read_result("chooseImage", {"tempFilePaths": LONG}, read="wx"),
         "tempFilePaths: expected at most 100,000 entries, got 100,001"),
        (lambda: ANY.normalize_lines(b"", read="wx", on_bad="skp"),
         'expected on_bad to be one of skip, keep, stop, got the string "skp"'),
    ],
)  # fmt: skip
def test_what_is_no_message(made: Callable[[], object], told: str) -> None:
    with pytest.raises(InputError) as caught:
        made()
    assert str(caught.value) == told


def test_lists_are_as_long_as_they_may_be() -> None:
    options = {"urls": LONG[1:]}
    assert ANY.read_request("previewImage", options, read="wx").value.urls == tuple(LONG[1:])
    result = ANY.read_result("chooseImage", {"tempFilePaths": LONG[1:]}, read="wx").value
    assert len(result.images) == MAX_LIST


def test_a_text_is_a_failure_s_message() -> None:
    found = mg.read_failure("chooseImage", "chooseImage:fail cancel", read="wx").value
    assert (found.kind, found.message) == ("cancelled", "chooseImage:fail cancel")


def test_only_what_was_stated_is_told() -> None:
    asked = request_of("chooseImage", {"count": 99, "camera": "front"})
    every = mg.write_request(asked, write="my")
    told = {item.place for item in every.diagnostics}
    assert told
    for name in told:
        some = mg.write_request(asked, write="my", stated=frozenset({name}))
        assert some.value == every.value
        assert {item.place for item in some.diagnostics if item.severity != "info"} <= {name}


@pytest.mark.parametrize("path", ["", "[]", ".a", "a[", "a[].", "a.b[]c"])
def test_what_is_no_path_of_a_result(path: str) -> None:
    with pytest.raises(InputError, match="expected a result path such as"):
        place_of_result(path)


@pytest.mark.parametrize(
    ("path", "place"),
    [("a", ["a", 0, None]), ("a[]", ["a", 1, None]), ("a[].b", ["a", 1, "b"]),
     ("a.b", ["a", 0, "b"])],
)  # fmt: skip
def test_paths_of_results(path: str, place: list[Any]) -> None:
    try:
        found = place_of_result(path)
    except InputError:
        found = None
    assert found in (place, [path, 0, None])


# --- lines ----------------------------------------------------------------------------------------


def test_a_line_as_long_as_it_may_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(iterated, "MAX_LINE", 20)
    lines = ['{"api":"chooseImage"}', '{"api":"chooseImag"}', "{}\n{}", " \n", "{}"]
    rejected: list[Any] = []
    with mg.normalize_lines(lines, read="wx", rejected=rejected.append) as made:
        assert list(made) == []
    assert rejected[0].reason == "longer than 20 bytes"
    assert [item.line for item in rejected] == [1, 2, 3, 5]
    assert rejected[2].reason == "has a line end inside"


def test_bad_lines_of_bytes_are_handed_over_one_by_one() -> None:
    rejected: list[Any] = []
    given: dict[str, Any] = {"read": "wx", "api": "chooseImage", "rejected": rejected.append}
    batch: Any = mg.normalize_lines(b"[]\nno\n", **given)
    assert [item.line for item in rejected] == [1, 2]
    assert tuple(rejected) == tuple(batch.rejected)


def test_of_more_than_can_be_told_apart_the_place_is_left_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(framing, "MAX_SAID", 2)
    said = [("MG101", "wx", "chooseImage", place, "info", "none") for place in "abc"]
    tally, other = Tally(1, 0, Counter({said[0]: 2})), Tally(2, 1, Counter(said))
    tally.add(other)
    assert (tally.lines, tally.bad) == (3, 1)
    rest = (*said[2][:3], framing.OTHER, *said[2][4:])
    assert tally.said == Counter({said[0]: 3, said[1]: 1, rest: 1})
    assert tally.codes == Counter({"MG101": 5})
    assert (tally.errors, tally.lossy) == (0, 0)


def _raised(decode: Callable[[], object]) -> Exception:
    with pytest.raises(Exception) as caught:
        decode()
    return caught.value


@pytest.mark.parametrize(
    ("error", "block", "place"),
    [
        (_raised(lambda: b"{}\n{\xff}\n".decode()), b"{}\n{\xff}\n", 4),
        (ValueError("cut"), b"{}\n{", 2),
        (ValueError("cut"), b"{", 0),
        (ValueError("malformed (byte 4)"), b"{}\n{x}\n", 4),
        (ValueError("malformed (byte 3)"), b"{}\n{x}\n", 1),
        (ValueError("malformed (byte 1)"), b"\n{x}\n", 0),
        (ValueError("malformed (byte 99)"), b"{}\n{x", 4),
        (ValueError("expected object - at `$[0]`"), b"1\n2\n3\n", 0),
        (ValueError("expected object - at `$[2]`"), b"1\n2\n3\n", 4),
    ],
)
def test_where_a_block_is_wrong(error: Exception, block: bytes, place: int) -> None:
    assert place_of(error, block) == place


@pytest.mark.parametrize(
    ("block", "count", "alone"),
    [
        (b"", 0, True), (b"{}\n", 1, True), (b"{}\n{}\n", 2, True), (b"{}\n{}\n", 1, False),
        (b"{}\n", 2, False), (b"{}", 1, False), (b"[]\n", 1, False), (b"{]\n", 1, False),
        (b"{}\n{\n", 2, False), (b"{}{\n}\n", 2, False),
    ],
)  # fmt: skip
def test_whether_each_message_has_a_line(block: bytes, count: int, alone: bool) -> None:
    assert apart(block, count) is alone


@pytest.mark.parametrize(
    ("one", "other", "place"),
    [(b"abc", b"abc", 2), (b"abc", b"abd", 2), (b"abc", b"xbc", 0), (b"ab", b"abc", 2),
     (b"abc", b"ab", 1), (b"aXc", b"abc", 1), (b"", b"a", 0), (b"aaaaaaab", b"aaaaaaac", 7)],
)  # fmt: skip
def test_where_two_texts_differ_first(one: bytes, other: bytes, place: int) -> None:
    assert difference(one, other) == place


@pytest.mark.parametrize("read", ["wx", "my"])
def test_a_number_that_no_platform_holds_is_none(read: str) -> None:
    """Alipay's is in another unit: it is not reckoned with."""
    found = ANY.read_result("getVideoInfo", {"duration": HUGE, "width": 3}, read=read)
    assert (found.value.width, found.value.extra) == (3, {"duration": HUGE})
    told = [(item.code, item.place) for item in found.diagnostics if item.code == "MG206"]
    assert told == [("MG206", "duration")]


@pytest.mark.parametrize(
    ("value", "expected"),
    [(0, True), (-1.5, True), (2**1023, True), (-(2**1023), True), (HUGE, False), (-HUGE, False),
     (float("inf"), False), (float("-inf"), False), (float("nan"), False), (True, False),
     ("1", False), (None, False), (sys.float_info.max, True), (-sys.float_info.max, True)],
)  # fmt: skip
def test_what_is_a_number(value: object, expected: bool) -> None:
    assert is_number(value) is expected
