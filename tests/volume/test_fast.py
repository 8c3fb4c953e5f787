"""The fast path says what the reference path says, of every line."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import mediaglot as mg
import msgspec
import orjson
import pytest
import streams
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mediaglot.adapters.lines import compiled as fast_compiled
from mediaglot.adapters.lines import fast, proof
from mediaglot.adapters.lines.fast import Fast
from mediaglot.adapters.lines.framing import Tally
from mediaglot.adapters.lines.stream import Bad, LineSettings, check, opened, processor, translated
from mediaglot.canonical.errors import InputError
from streams import by_fast, by_reference, exact

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
TARGETS = [None, *streams.VENDORS]


@pytest.mark.parametrize("envelopes", [False, True], ids=["bare", "envelopes"])
@settings(deadline=None, max_examples=80, suppress_health_check=SLOW)
@given(data=st.data())
def test_agrees_with_the_reference_path(data: st.DataObject, envelopes: bool) -> None:
    vendor, api = data.draw(st.sampled_from(streams.CALLS))
    how = LineSettings(
        read=None if envelopes else vendor,
        api=None if envelopes else api,
        write=data.draw(st.sampled_from(TARGETS)),
        diagnostics=data.draw(st.booleans()),
        envelope=data.draw(st.booleans()),
    )
    lines = data.draw(streams.lines(vendor, api, envelopes=envelopes))
    lines = [lines[index % len(lines)] for index in range(3 * len(lines))]
    made = Fast(how)
    wanted = by_reference(how, lines)
    for _ in range(2):  # the second time all that can be compiled is
        got = by_fast(made, lines)
        assert exact(got[0]) == exact(wanted[0])
        assert got[1] == wanted[1]
        assert got[2] == wanted[2]


@settings(deadline=None, max_examples=40, suppress_health_check=SLOW)
@given(data=st.data())
def test_what_one_message_taught_holds_for_others(data: st.DataObject) -> None:
    """Learn from one stream, then run another of the same API through what was learnt."""
    vendor, api = data.draw(st.sampled_from(streams.CALLS))
    how = LineSettings(read=vendor, api=api, write=data.draw(st.sampled_from(TARGETS)))
    made = Fast(how)
    for _ in range(3):
        lines = data.draw(streams.lines(vendor, api))
        got, wanted = by_fast(made, lines), by_reference(how, lines)
        assert exact(got[0]) == exact(wanted[0])
        assert got[1:] == wanted[1:]


def reply(number: int, files: int = 3) -> dict[str, Any]:
    paths = [f"https://resource/{number}-{index}.image" for index in range(files)]
    return {
        "apFilePaths": paths,
        "tempFilePaths": paths,
        "tempFiles": [{"path": path, "size": number * 10 + 1} for path in paths],
    }


def compact(value: Any) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()


def test_a_suffix_that_says_what_kind_a_file_is() -> None:
    """The value of one message must not decide about those that look like it."""
    how = LineSettings(read="tt", api="chooseMessageFile", write=None)
    names = ["notes", "a.jpg", "b.MP4", "c.pdf", "d.", "", ".png", "e.jpg", "f", "g.jpeg"]
    lines = [
        compact({"list": [{"path": "ttfile://temp/x", "size": 3, "name": name} for name in row]})
        for row in [*[[name] for name in names], names, names[::-1], names[1:]] * 3
    ]
    made, wanted = Fast(how), by_reference(how, lines)
    assert {file["kind"] for line in wanted[0] for file in line["result"]["files"]} == {
        "file", "image", "video"
    }  # fmt: skip
    for _ in range(2):
        got = by_fast(made, lines)
        assert exact(got[0]) == exact(wanted[0])
        assert got[1:] == wanted[1:]
    assert any(shape.entries for shape in made._shapes.values() if shape)


def test_a_name_that_some_files_lack() -> None:
    how = LineSettings(read="tt", api="chooseMessageFile", write=None)
    named, bare = {"path": "a", "size": 3, "name": "a.jpg"}, {"path": "a", "size": 3}
    rows = [[named, bare], [bare, named], [bare, bare], [named | {"name": "b.mp4"}, bare]]
    lines = [compact({"list": row}) for row in rows * 3]
    made, wanted = Fast(how), by_reference(how, lines)
    for _ in range(2):
        got = by_fast(made, lines)
        assert exact(got[0]) == exact(wanted[0])
        assert got[1:] == wanted[1:]


@pytest.mark.parametrize(
    "decides",
    [
        lambda payload: payload["path"].startswith("https:"),
        lambda payload: payload["path"][:4] == "wxfi",
        lambda payload: bool(payload["path"]),
        lambda payload: "x" in payload["path"],
        lambda payload: payload["width"] > 100,
        lambda payload: payload["width"] <= 100,
        lambda payload: bool(payload["width"]),
        lambda payload: payload["width"] - 1,
    ],
)
def test_a_rule_that_looks_into_a_value_is_not_learnt_from_one(decides: Any) -> None:
    """Rules that profiles may get one day cost time, never correctness."""

    def reference(settings: LineSettings, value: Any) -> Any:
        api, payload, _, _ = opened(settings, value)
        return {"api": api, "told": decides(payload), "path": payload["path"]}, ()

    made = Fast(LineSettings(read="my", api="getImageInfo"), reference)
    rows = [
        {"path": path, "width": n} for path in ("", "wxfile://x", "https://y") for n in (0, 500)
    ]
    batch = made.run(b"\n".join(map(compact, rows * 4)))
    told = [json.loads(line)["told"] for line in batch.data.splitlines()]
    assert told == [decides(row) for row in rows * 4]


PLACES = [f"https://resource/{'x' * 60}{n}.image" for n in range(9)]


@pytest.mark.parametrize("separators", [(",", ":"), None], ids=["compact", "spaced"])
@pytest.mark.parametrize("write", [None, "wx"])
def test_lists_that_repeat_others_until_they_do_not(separators: Any, write: str | None) -> None:
    """Paths come two or three times in a reply, and one that differs decides nothing else."""
    how = LineSettings(read="my", write=write, api="chooseImage")
    lines = []
    for number in range(120):
        paths = PLACES[: number % 9 + 1]
        made: dict[str, Any] = {
            "apFilePaths": list(paths),
            "tempFilePaths": list(paths),
            "tempFiles": [{"path": path, "size": number} for path in paths],
        }
        if number > 40 and number % 3 == 0:
            made[("apFilePaths", "tempFilePaths")[number % 2]][-1] = "https://resource/else"
        if number > 40 and number % 7 == 0:
            made["tempFiles"].append({"path": "https://resource/one more", "size": 1})
        if number > 40 and number % 11 == 0:
            made["tempFilePaths"][0] = number
        lines.append(json.dumps(made, separators=separators).encode())
    lines = [lines[-1 - index // 3] if index % 3 else lines[8] for index in range(3 * len(lines))]
    made_fast, wanted = Fast(how), by_reference(how, lines)
    for _ in range(2):
        got = by_fast(made_fast, lines)
        assert exact(got[0]) == exact(wanted[0])
        assert got[1:] == wanted[1:]


@pytest.mark.parametrize("odd", ["twice and short", "two and split"])
def test_an_echo_does_not_make_up_for_what_is_wrong_elsewhere(odd: str) -> None:
    paths = PLACES[:4]
    whole = {
        "apFilePaths": paths,
        "tempFilePaths": paths,
        "tempFiles": [{"path": path, "size": 1} for path in paths],
    }
    good = compact(whole)
    if odd == "twice and short":
        twice = good.replace(b'{"path":', b'{"path":"q","path":', 1)
        rows = [twice, compact({**whole, "apFilePaths": paths[:2]})]
    else:
        rows = [good + b" " + good, *good.replace(b'Paths":[', b'Paths":[\n', 1).split(b"\n")]
    lines = [*[good] * 5, *rows, *[good] * 5]
    how = LineSettings(read="my", write="wx", api="chooseImage")
    made, wanted = Fast(how), by_reference(how, lines)
    made.run(good)
    for _ in range(2):
        batch = made.run(b"\n".join(lines))
        assert [orjson.loads(line) for line in batch.data.splitlines()] == wanted[0]
        assert [(item.line, item.reason) for item in batch.rejected] == wanted[1]


def test_a_shape_seen_once_no_longer_takes_the_reference_path(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    calls = 0
    slow = Fast._slow

    def counted(self: Fast, line: bytes, tally: Tally) -> Any:
        nonlocal calls
        calls += 1
        return slow(self, line, tally)

    monkeypatch.setattr(Fast, "_slow", counted)
    made = Fast(LineSettings(read="my", write="wx", api="chooseImage"))
    for separators in ((",", ":"), None):
        lines = [
            json.dumps(reply(number), separators=separators).encode() for number in range(3000)
        ]
        batch = made.run(b"\n".join(lines))
        assert batch.tally.lines == len(batch.data.splitlines()) == 3000
    assert calls == 1
    cancelled = [compact({"error": 11, "errorMessage": f"no {n}"}) for n in range(500)]
    batch = Fast(LineSettings(read="my", api="chooseImage")).run(b"\n".join(cancelled))
    assert batch.tally.lines == 500
    assert calls == 2


def test_where_it_stops_at_a_bad_line_the_lines_before_it_count() -> None:
    good, bad = compact(reply(1)), b"["
    for lines, before in (([bad, good], 0), ([good, bad, good], 1), ([good, good, bad], 2)):
        batch = Fast(LineSettings(read="my", api="chooseImage")).run(
            b"\n".join(lines), on_bad="stop"
        )
        assert batch.numbered == before
        assert len(batch.data.splitlines()) == before
        assert [item.line for item in batch.rejected] == [before + 1]
        assert (batch.tally.lines, batch.tally.bad) == (before + 1, 1)


def test_a_shape_learns_a_line_once_and_never_what_comes_out_otherwise(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def message(number: int, word: str) -> dict[str, Any]:
        return {**reply(number, 1), "errMsg": word}

    made = Fast(LineSettings(read="tt", api="chooseImage"))
    for _ in range(2):
        made.run(b"\n".join(compact(message(number, "chooseImage:ok")) for number in range(99)))
    shape = made._last
    assert shape is not None
    known = shape

    def learn(value: dict[str, Any], data: bytes) -> bool:
        return known.learn(compact(value), value, data, ())

    (key,) = shape.entries
    assert learn(message(77, "chooseImage:ok"), b"whatever")  # it is known
    assert list(shape.entries) == [key]
    assert not learn({"a": 1}, b"{}")  # another shape
    assert not learn(message(1, "x:ok"), b"{}")  # it comes out otherwise
    assert len(shape.refused) == 1
    assert not learn(message(1, "x:ok"), b"{}")
    assert len(shape.refused) == 1
    assert not learn(message(1, "x" * 9000), b"{}")  # too long to be kept
    assert len(shape.refused) == 1
    monkeypatch.setattr(fast_compiled, "MAX_KEYS", 2)
    assert not learn(message(1, "y:ok"), b"{}")
    assert len(shape.refused) == 1
    monkeypatch.setattr(fast_compiled, "MAX_KEYS", 3)
    assert not learn(message(1, "y:ok"), b"{}")
    assert len(shape.refused) == 2
    assert list(shape.entries) == [key]


@pytest.mark.parametrize("ends", ["\n", ""], ids=["a line's end", "no line's end"])
@pytest.mark.parametrize("separators", [(",", ":"), None], ids=["compact", "spaced"])
def test_a_block_of_one_shape_is_translated_as_a_whole(
    monkeypatch: pytest.MonkeyPatch, separators: Any, ends: str
) -> None:
    lines = [json.dumps(reply(number, 1), separators=separators) for number in range(300)]
    block = ("\n".join(lines) + ends).encode()
    made = Fast(LineSettings(read="tt", write="wx", api="chooseImage"))
    made.run(block)
    wanted = made.run(block)
    apart: list[int] = []
    mixed = Fast._mixed

    def counted(self: Fast, run: Any, block: bytes, first: int) -> int:
        apart.append(first)
        return mixed(self, run, block, first)

    monkeypatch.setattr(Fast, "_mixed", counted)
    batch = made.run(block)
    assert batch.data == wanted.data
    assert len(batch.data.splitlines()) == 300
    assert apart == []


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b'{"tempFilePaths":["a"],"tempFilePaths":["b"]}', "twice"),
        (b'{"tempFilePaths":["a"],"tempFilePaths" :["b"]}', "twice"),
        (b'{"tempFiles":[{"path":"a","path":"b","size":1}]}', "twice"),
        (b'{"tempFilePaths":["\\ud800"]}', "not JSON"),
        (b'{"tempFilePaths":["a"],"x":NaN}', "not JSON"),
        (b'{"tempFilePaths":["a"]', "not JSON"),
        (b'{"tempFilePaths":["\xff"]}', "UTF-8"),
        (b'{"tempFilePaths":["a"]} {"tempFilePaths":["b"]}', "not JSON"),
        (b'["a"]', "expected a reply object"),
        (b"[" * 5000, "not JSON"),
    ],
)
def test_a_bad_line_among_good_ones(line: bytes, reason: str) -> None:
    good = [compact({"tempFilePaths": [f"{n}.jpg"]}) for n in range(400)]
    made = Fast(LineSettings(read="my", api="chooseImage"))
    made.run(good[0])
    batch = made.run(b"\n".join([*good[:200], line, *good[200:]]))
    assert [item.line for item in batch.rejected] == [201]
    assert reason in batch.rejected[0].reason
    assert batch.rejected[0].data == line
    assert batch.tally.lines == 401
    assert batch.tally.bad == 1
    assert len(batch.data.splitlines()) == 400
    paths = [json.loads(out)["result"]["images"][0]["path"] for out in batch.data.splitlines()]
    assert paths == [f"{n}.jpg" for n in range(400)]


def test_two_messages_on_one_line_and_one_on_two_do_not_cancel_out() -> None:
    good = compact({"tempFilePaths": ["a.jpg"]})
    made = Fast(LineSettings(read="my", api="chooseImage"))
    made.run(good)
    batch = made.run(b"\n".join([good, good + b" " + good, b"", good]))
    assert [item.line for item in batch.rejected] == [2]
    batch = made.run(b"\n".join([good, good[:5], good[5:], good]))
    assert [item.line for item in batch.rejected] == [2, 3]


def test_bad_lines_kept_in_place_or_stopped_at() -> None:
    good = compact({"tempFilePaths": ["a.jpg"]})
    data = b"\n".join([good, b"nope", good])
    made = Fast(LineSettings(read="my", api="chooseImage"))
    kept = made.run(data, first=11, on_bad="keep").data.splitlines()
    assert len(kept) == 3
    assert json.loads(kept[1])["line"] == 12
    stopped = made.run(data, first=11, on_bad="stop")
    assert len(stopped.data.splitlines()) == 1
    assert [item.line for item in stopped.rejected] == [12]


LIKE = LineSettings(read="my", write="wx", api="chooseImage")
KNOWN = cache(processor(LIKE))


@pytest.mark.parametrize("separators", [(",", ":"), None], ids=["compact", "spaced"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize(
    "wrong",
    [
        *(
            b'{"tempFilePaths":["a"',
            b"",
            b'{"error":11}',
            b'{"a":1}',
            b'{"tempFilePaths":["\xff"]}',
        ),
        *(b'{"tempFilePaths":["\\ud800"]}', b'{"tempFilePaths":' + b"[" * 3000, b"\x00"),
    ],
    ids=lambda wrong: repr(wrong[:30]),
)
def test_odd_lines_in_long_runs_of_like_ones(separators: Any, ends: str, wrong: bytes) -> None:
    lines = [
        json.dumps({"tempFilePaths": [f"{n}.jpg"]}, separators=separators).encode()
        for n in range(5000)
    ]
    for place in range(17, 5000, 613):
        lines[place] = wrong
    made, wanted = Fast(LIKE), by_reference(LIKE, lines, KNOWN)
    end = ends.encode()
    for _ in range(2):
        batch = made.run(end.join(lines) + end, first=7)
        assert [orjson.loads(line) for line in batch.data.splitlines()] == wanted[0]
        assert [(item.line - 6, item.reason) for item in batch.rejected] == wanted[1]
        assert (batch.tally, batch.numbered) == (wanted[2], 5000)


def test_lines_of_one_block_do_not_borrow_from_each_other() -> None:
    """Two messages on a line, or one on two, with as many lines and strings as good ones have."""
    good = '{"tempFilePaths": ["a.jpg"]}'
    made = Fast(LineSettings(read="my", api="chooseImage"))
    for rows, bad in (
        ([good, f"{good} {good}", "", good], [2]),
        ([good, f"{good} {good}", good[:18], good[18:], good], [2, 3, 4]),
        ([good, good[:-1], '"apFilePaths": ["b.jpg"]}', good], [2, 3]),
    ):
        batch = made.run("\n".join([good] * 50 + rows + [good] * 50).encode())
        assert [item.line - 50 for item in batch.rejected] == bad


def test_windows_line_ends_blank_lines_and_no_line_end() -> None:
    good = compact({"tempFilePaths": ["a.jpg"]})
    made = Fast(LineSettings(read="my", api="chooseImage"))
    for _ in range(2):
        batch = made.run(good + b"\r\n\r\n  \n" + good + b"\r\n" + good)
        assert batch.tally.lines == 3
        assert not batch.rejected
        assert len(batch.data.splitlines()) == 3


def test_a_stream_of_ever_new_shapes_stays_bounded() -> None:
    made = Fast(LineSettings(read="my", api="chooseImage"))
    lines = [compact({"tempFilePaths": ["a.jpg"], f"key{n}": n}) for n in range(3000)]
    batch = made.run(b"\n".join(lines))
    assert batch.tally.lines == 3000
    assert len(made._shapes) <= fast.MAX_SHAPES
    assert all(len(table) <= fast.MAX_HEADS for table in made._tables)
    messages = [compact({"error": -77, "errorMessage": f"odd {n}"}) for n in range(3000)]
    assert made.run(b"\n".join(messages)).tally.codes["MG301"] == 3000
    assert all(
        len(item.entries) <= fast_compiled.MAX_KEYS for item in made._shapes.values() if item
    )


def test_unknown_clients_are_told_at_once() -> None:
    with pytest.raises(InputError, match="unknown vendor"):
        Fast(LineSettings(read="mx"))


def test_the_public_function() -> None:
    made = mg.normalize_lines(b'{"error": 11}\nnope', read="my", write="wx", api="chooseImage")
    assert made.data == b'{"errno":1,"errMsg":"chooseImage:fail cancel"}\n'
    assert [(item.line, item.data) for item in made.rejected] == [(2, b"nope")]
    assert (made.tally.lines, made.tally.bad) == (2, 1)
    assert mg.normalize_lines(b"").data == b""
    with pytest.raises(InputError, match="unknown vendor"):
        mg.normalize_lines(b"{}", read="zz")


NUMBERS = [
    "1.7976931348623157e308", "-1.7976931348623157E+308", "1e16", "1e21", "123456789012345680.0",
    "9007199254740993", "9007199254740993.0", "9223372036854775807", "9223372036854775808",
    "18446744073709551615", "18446744073709551616", "-9223372036854775809", "-0", "-0.0", "0.0",
    "5e-324", "2.2250738585072014e-308", "1e-7", "0.1", "1.0", "100", "1E2", "1e400", "-1e400",
]  # fmt: skip


@pytest.mark.parametrize("write", [None, "tt"])
@pytest.mark.parametrize("place", ["width", "duration", "extra"])
def test_a_number_is_spelt_the_same_whether_or_not_its_shape_was_learnt(
    write: str | None, place: str
) -> None:
    how = LineSettings(read="wx", api="chooseVideo", write=write)
    reply = '{"errMsg":"chooseVideo:ok","tempFilePath":"wxfile://a","size":3,"%s":%s}'
    process = processor(how)
    for seed in ("7", "0.5", "1e17"):
        for number in NUMBERS:
            line = (reply % (place, number)).encode()
            done = process(line)
            made = Fast(how)
            made.run((reply % (place, seed)).encode() + b"\n")
            for count in (1, 2, 5):
                batch = made.run(b"\n".join([line] * count))
                if isinstance(done, Bad):
                    assert [item.reason for item in batch.rejected] == [done.message] * count
                else:
                    assert batch.data == (done.data + b"\n") * count
    assert isinstance(process((reply % (place, "1e400")).encode()), Bad)


def test_a_text_is_spelt_the_same_whether_or_not_its_shape_was_learnt() -> None:
    how = LineSettings(read="wx", api="chooseVideo")
    process = processor(how)
    made = Fast(how)
    for text in [
        "".join(map(chr, range(0x100))),
        "\u2028\u2029\ufeff\ufffd",
        "\U0001f600",
        "图",
    ]:
        for key in ("tempFilePath", "more", "errMsg"):
            line = json.dumps({"errMsg": "chooseVideo:ok", "tempFilePath": "a", key: text}).encode()
            done = process(line)
            assert not isinstance(done, Bad)
            for _ in range(3):
                assert made.run(line).data == done.data + b"\n"


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"read": "none"}, "none"),
        ({"read": "wx", "api": "nothing"}, "nothing"),
        ({"write": "none"}, "none"),
        ({"read": "wx", "write": "wx/palm"}, "palm"),
        ({"read": "wx@x", "write": "my"}, "x"),
    ],
)
def test_settings_that_no_line_can_have_are_refused_before_the_first(
    options: dict[str, Any], words: str
) -> None:
    check(LineSettings())
    check(LineSettings(read="wx", write="my", api="chooseImage"))
    check(LineSettings(write="my"))
    with pytest.raises(InputError, match=words):
        check(LineSettings(**options))


@pytest.mark.parametrize(
    ("block", "line"),
    [
        (b'{"a":1}\n{"a":2\n{"a":3}\n', 1),  # ends too early: noticed at the next one's start
        (b'{"a":1\n{"a":2}\n', 0),
        (b'{"a":1}\n{"a":x}\n{"a":3}\n', 1),
        (b'{"a":1}\n{"a":2}\n{"a":3\n', 2),
        (b'{"a":1}\n{"a":"\xff"}\n', 1),
    ],
)
def test_a_line_that_cannot_be_read_is_found_in_its_block(block: bytes, line: int) -> None:
    decode = msgspec.json.Decoder(dict[str, int | str]).decode_lines
    with pytest.raises((msgspec.DecodeError, UnicodeDecodeError)) as caught:
        decode(block)
    at = proof.place_of(caught.value, block)
    assert block[:at].count(b"\n") == line


def test_clients_that_are_told_of_alike_share_what_is_learnt() -> None:
    """What a diagnostic says of the line's client is the line's own text, not what was learnt."""
    asked = 0

    def reference(settings: LineSettings, value: Any) -> Any:
        nonlocal asked
        asked += 1
        return translated(settings, value)

    how = LineSettings(api="chooseImage", write="wx", diagnostics=True)
    lines = [
        compact(
            {
                "read": f"my/android@2.9.{number}",
                "payload": {"apFilePaths": ["https://resource/1.image"], "zz": number},
            }
        )
        for number in range(60)
    ]
    batch = Fast(how, reference).run(b"\n".join(lines))
    rows = [json.loads(line) for line in batch.data.splitlines()]
    told = [{item["read"] for item in row["diagnostics"]} for row in rows]
    assert told == [{f"my/android@2.9.{number}"} for number in range(60)]
    assert asked < 20
