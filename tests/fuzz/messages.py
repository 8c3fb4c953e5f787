"""Lines of messages, changed as JSON and as bytes: the fast path says what the reference path says.

Seeds are streams of every API drawn from the suite's own strategies. No function that translates
raises anything but `InputError`, whatever JSON it is given.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from functools import cache
from typing import Any, cast

import mediaglot as mg
import strategies
import streams
from fuzz import cases
from fuzz.cases import Case
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mediaglot.adapters.lines.fast import Fast
from mediaglot.adapters.lines.stream import LineSettings
from mediaglot.adapters.plan import pair as plans

UNMINDED = [
    HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much,
    HealthCheck.large_base_example,
]  # fmt: skip
PIECES = (cases.LINES, cases.TOKENS, cases.BYTES)

LONG = "x" * 5000
ODD: tuple[Any, ...] = (
    None, True, False, 0, 1, -1, -0.0, 0.5, 1e16, 1e300, 2**53, 2**63, 2**64, -(2**63) - 1, 10**30,
    "", " ", "0", "12", "-3", "1e3", "NaN", "true", "ok", "fail", "cancel", LONG, "图片", "\U0001f600",
    "\0", "\u2028", "\x7f", 'a"b', "back\\slash", "wxfile://a", "ttfile://temp/b.jpg", "a.JPG",
    [], {}, [[]], [None], [1, "a"], {"": 0}, {"path": "a"}, {"size": -1}, float("nan"), float("inf"),
)  # fmt: skip
KEYS = ("", "extra", "errMsg", "errno", "error", "errCode", "message", "success", "tempFiles", "path",
        "size", "payload", "api", "read", "client", "__proto__", "签名", 'a"b')  # fmt: skip
RAW = (
    b"1.0", b"1E5", b"-0", b"0.10", b"1e400", b"123456789012345678901234567890", b"NaN", b"Infinity",
    b"\\u0000", b"\\ud800", b"\\ud83d\\ude00", b"\\/", b"\xff", b"\xc0\x80", b"\xed\xa0\x80",
    b"\xef\xbb\xbf", b"\r", b"\t", b"\x0c", b"\x00", b"  ", b"{}", b"[]", b",", b":", b'"', b"\\",
    b"}", b"]", b"[" * 300, b"/**/", b"'", b"\xe2\x80\xa8", b'"errMsg":"x",', b'"a" : 1,',
)  # fmt: skip


@cache
def drawn(vendor: str, api: str, kind: str, number: int) -> tuple[bytes, ...]:
    """A few lines of one API, drawn from the suite's strategies: the same for the same number."""
    strategy: st.SearchStrategy[list[bytes]]
    if kind == "request":
        options = strategies.requests(plans.view(vendor).program(api))
        texts = options.map(lambda value: json.dumps(value, ensure_ascii=False).encode())
        strategy = st.lists(texts, min_size=1, max_size=3)
    else:
        strategy = streams.lines(vendor, api, envelopes=kind == "envelope")
    found: list[list[bytes]] = []

    @settings(database=None, deadline=None, suppress_health_check=UNMINDED)
    @given(strategy)
    def take(lines: list[bytes]) -> None:
        found.append(lines)

    chance = random.Random(f"{vendor}/{api}/{kind}/{number}")
    while not found:
        cast("Any", take).hypothesis.fuzz_one_input(chance.randbytes(20_000))
    return tuple(found[0])


# Mutators ---------------------------------------------------------------------------------------


def _places(value: Any, found: list[tuple[Any, Any]]) -> None:
    rows = value.items() if isinstance(value, dict) else enumerate(value)
    for key, item in rows:
        found.append((value, key))
        if isinstance(item, (dict, list)):
            _places(item, found)


def _as_json(line: bytes, other: bytes, chance: random.Random) -> bytes:
    """A line with something in its value changed; its style may change too."""
    try:
        value, second = json.loads(line), json.loads(other)
    except (ValueError, RecursionError):
        return line
    top = [value]
    places: list[tuple[Any, Any]] = []
    _places(top, places)
    for _ in range(chance.choice((0, 1, 1, 2, 4))):
        at, key = chance.choice(places)
        if (isinstance(at, list) and key >= len(at)) or (isinstance(at, dict) and key not in at):
            continue
        what = chance.randrange(7)
        if what < 2:
            at[key] = chance.choice(ODD)
        elif what == 2:
            at[key] = second if chance.random() < 0.3 else json.dumps(at[key])
        elif what == 3 and len(places) > 1:
            del at[key]
        elif what == 4 and isinstance(at, dict):
            at[chance.choice(KEYS)] = at.pop(key) if chance.random() < 0.5 else chance.choice(ODD)
        elif what == 5:
            at[key] = [at[key]] * chance.choice((1, 2, 40))
        elif isinstance(at, list):
            at.insert(key, at[key] if chance.random() < 0.5 else chance.choice(ODD))
        else:
            items = list(at.items())
            chance.shuffle(items)
            at.clear()
            at.update(items)
        if not top:
            top.append({})
    style: dict[str, Any] = {
        "separators": chance.choice([(",", ":"), (", ", ": "), (" , ", " : ")]),
        "ensure_ascii": chance.random() < 0.5,
    }
    try:
        return streams.text(top[0], style).encode("utf-8", "surrogatepass").replace(b"\n", b" ")
    except (RecursionError, ValueError):
        return line


def _as_bytes(line: bytes, chance: random.Random) -> bytes:
    data = bytearray(line)
    chance.choice((cases.flip, cases.cut, cases.remove, cases.repeat, _raw, _raw, _raw))(
        data, chance
    )
    return bytes(data).replace(b"\n", b" ")


_raw = cases.insert(RAW)


def variant(chance: random.Random) -> Case:
    """A stream of one API, and how it is read and written."""
    stored = cases.kept("messages")
    if stored and chance.random() < 0.1:
        seed = stored[chance.choice(list(stored))]
        head, lines = dict(seed.head), seed.body.split(b"\n")
    else:
        vendor, api = chance.choice(streams.CALLS)
        kind = chance.choice(("reply", "reply", "reply", "envelope", "request"))
        lines = list(drawn(vendor, api, kind, chance.randrange(6)))
        head = {
            "kind": "request" if kind == "request" else "reply",
            "read": None if kind == "envelope" else vendor,
            "api": None if kind == "envelope" else api,
            "write": chance.choice((None, *streams.VENDORS)),
            "diagnostics": chance.random() < 0.3,
            "envelope": chance.random() < 0.3,
        }
    good = chance.choice(lines)
    for index in range(len(lines)):
        if chance.random() < 0.6:
            lines[index] = _as_json(lines[index], good, chance)
        if chance.random() < 0.15:
            lines[index] = _as_bytes(lines[index], chance)
    if chance.random() < 0.1:
        lines.insert(
            chance.randint(0, len(lines)), chance.choice((b"", b"\r", b"  ", b"{}", b"[]"))
        )
    if chance.random() < 0.3:
        lines += [good] * chance.choice((1, 3, 20))
    chance.shuffle(lines)
    return Case(head, b"\n".join(lines))


# The property -----------------------------------------------------------------------------------


def check(case: Case) -> str:
    """`translated`, `rejected` or `mixed`. Raises where the two paths differ, or a function does
    not refuse by `InputError`."""
    how = LineSettings(**case.head)
    lines = case.body.split(b"\n")
    wanted = streams.by_reference(how, lines * 3)
    made = Fast(how)
    for times in ("first", "second"):
        got = streams.by_fast(made, lines * 3)
        assert streams.exact(got[0]) == streams.exact(wanted[0]), f"other output the {times} time"
        assert got[1] == wanted[1], f"other rejects the {times} time: {got[1]} for {wanted[1]}"
        assert got[2] == wanted[2], f"other counts the {times} time: {got[2]} for {wanted[2]}"
    backwards = streams.by_reference(how, lines[::-1])
    got = streams.by_fast(made, lines[::-1])
    assert streams.exact(got[0]) == streams.exact(backwards[0]), "other output backwards"
    assert got[1:] == backwards[1:], "other rejects or counts backwards"
    for line in dict.fromkeys(lines):
        _functions(how, line)
    return "mixed" if wanted[0] and wanted[1] else "translated" if wanted[0] else "rejected"


def _functions(how: LineSettings, line: bytes) -> None:
    """The public functions with a line's value, whatever JSON it is: half pairs and NaN too."""
    try:
        value = json.loads(line.decode("utf-8", "surrogatepass"))
    except (ValueError, RecursionError):
        return
    if how.read is None and isinstance(value, dict):
        _asked(value.get("read"), value.get("api"), value.get("payload"), how.write)
    else:
        _asked(how.read, how.api, value, how.write)


def _asked(read: Any, api: Any, value: Any, wanted: str | None) -> None:
    write = wanted or "wx"
    for function in (mg.translate_request, mg.translate_result, mg.translate_failure):
        _refused(lambda use=function: use(api, value, read=read, write=write))
    _refused(lambda: mg.normalize(api, value, read=read, write=wanted))
    for reads, writes in (
        (mg.read_request, mg.write_request),
        (mg.read_result, mg.write_result),
        (mg.read_failure, mg.write_failure),
    ):
        found = _refused(lambda use=reads: use(api, value, read=read))
        if found is not None:
            _refused(lambda use=writes, it=found: use(it.value, write=write))


def _refused(run: Callable[[], Any]) -> Any:
    """What a function gives; None where it refuses as it says it does."""
    try:
        return run()
    except mg.InputError as error:
        assert str(error), "an InputError without a sentence"
        return None
