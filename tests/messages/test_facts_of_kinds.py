"""What a plan may say of an option or of a field of a reply, kind by kind, a fact at a time: how
values are read and written then, stated or not, by the same vendor or another.

`facts.txt` has the facts, and what becomes of which values. `make accept` rewrites it.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from mediaglot.adapters.plan.kinds import KINDS, Goal, OptionPlace
from mediaglot.adapters.plan.kinds.kind import Check, Convert
from mediaglot.adapters.plan.notes import Note
from mediaglot.canonical.operations import Field
from outcomes import Case, Made, lines, outcome, plain

GOLDEN = Path(__file__).parent / "facts.txt"
Facts = dict[str, Any]

MOST = 2**53
NUMBERS: tuple[Any, ...] = (
    -MOST - 1, -MOST, -1, 0, 1, 2, 4, 5, 6, 8, 9, 10, 20, 1.5, 2.0, 9.5, MOST, MOST + 1, 1e300,
    math.nan, math.inf, "5", True,
)  # fmt: skip
WORDS: tuple[Any, ...] = (
    "a", "b", "c", "A", "B", "z", "", 1, 2, 1.0, True, ["a"], ["b", "a"], ["a", "b", "c"], ["z"],
    ["a", "z"], [], [1], {"a": 1}, "\ud800",
)  # fmt: skip
ADDRESSES: tuple[Any, ...] = (
    "a.jpg", "", "http://x/a", "HTTPS://x/a", "https://usr/a", "ftp://x",
    "data:image/png;base64,AA", "DATA:,a", "blob:x", ["a.jpg", "http://x/a"], ["data:,a"],
    ["a.jpg"], [], 7, ["a", 7], "\ud800",
)  # fmt: skip
ABC = {"words": ["a", "b", "c"]}
SPELT = {**ABC, "values": [["a", "A"], ["b", "B"], ["b", "BB"]]}
TEXT = {"key": "t", "names": ["text", "title"], "kind": "string"}
NUMBER = {"key": "n", "names": ["no"], "kind": "number", "required": True}
LACKING = {"key": "w", "names": ["wide"], "kind": "number", "status": "no"}
MAYBE = {"key": "o", "names": ["odd"], "kind": "enum", "optional": True, **SPELT}
MEMBERS = {"members": [TEXT, NUMBER, LACKING, MAYBE]}

OPTIONS: dict[str, list[Facts]] = {
    "integer": [
        {}, {"min": 2, "max": 9}, {"min": 2}, {"max": 9}, {"min": 2, "max": 9, "range": "reject"},
        {"min": 2, "max": 9, "range": "clamp"}, {"min": 2, "range": "default"},
        {"max": 9, "range": "default", "default": 5}, {"default": 5}, {"default": None},
        {"low": 1, "high": 9}, {"low": 2}, {"high": 9}, {"low": 1, "high": 9, "min": 4, "max": 20},
        {"low": 1, "high": 9, "max": 5, "range": "default", "default": 4},
        {"soft_min": 2, "soft_max": 9}, {"min": 2, "max": 9, "soft_min": 5, "soft_max": 6},
        {"soft_max": 9}, {"soft_min": 2}, {"steps": [1, 5, 9.5]}, {"required": True, "max": 9},
        {"required": True}, {"default": 5, "inert": {"sources": ["album"]}},
        {"not_honoured": ["5"], "max": 9}, {"nullable": True}, {"key": "count", "max": 9},
        {"values": [[1, 2], [2, 1]]},
    ],
    "number": [
        {}, {"min": 1.5, "max": 9.5}, {"steps": [1, 5, 9.5]}, {"default": 1.5}, {"default": True},
        {"soft_min": 1.5, "soft_max": 9.5, "min": 0, "max": 10},
        {"max": 9, "range": "clamp"}, {"key": "max_duration", "max": 9},
    ],
    "quality": [{}, {"min": 1, "max": 9}, {"default": 5}],
    "levels": [
        {"levels": [[0, 30], [1, 60], [2, None], [4, "none"], [1, 9]], "ranges": [[5, 0], [9, 1],
        [10, 4]], **more}
        for more in ({}, {"default": 1}, {"default": 0})
    ],
    "boolean": [
        {}, {"default": False}, {"default": True}, {"values": [[True, "yes"], [False, "no"]]},
        {"values": [[True, 1], [False, 0]]}, {"not_honoured": ["false"]},
        {"not_honoured": ["true"], "not_honoured_on": ["ios", "pc"], "default": True},
        {"inert": {"sources": ["album"], "sizes": ["x", "y"]}},
    ],
    "enum": [
        ABC, SPELT, {**SPELT, "reads": {"z": "b", "A": "c"}}, {**ABC, "lenient": True},
        {**ABC, "fold": {"a": ["b", "c"]}}, {**SPELT, "fold": {"c": ["a"]}, "default": "b"},
        {**ABC, "default": "a"}, {**ABC, "not_honoured": ["a", "z"], "default": "b"},
        {**ABC, "values": [["a", 1], ["b", 2], ["c", "C"]]},
        {**ABC, "inert": {"sources": ["album"]}}, {**ABC, "default": None},
        {**ABC, "nullable": True},
    ],
    "set": [
        ABC, SPELT, {**ABC, "default": ["b", "a"]}, {**ABC, "default": ["a"], "lenient": True},
        {**ABC, "fold": {"c": ["a"]}}, {**ABC, "allowed": [["a"], ["a", "b"]], "default": ["a"]},
        {**ABC, "allowed": [["b"], ["a", "c"], ["a", "b"]]},
        {**ABC, "allowed": [["b"]], "default": ["b"]}, {**ABC, "alone": True},
        {**SPELT, "alone": True, "together": {"z": ["a", "b"], "B": ["c"]}},
        {**ABC, "alone": True, "allowed": [["a"], ["b"]], "default": ["a"]},
        {**ABC, "inert": {"sources": ["album"]}, "default": ["a"]},
        {**ABC, "not_honoured": ["a"]}, {**SPELT, "reads": {"z": "c"}},
    ],
    "string": [
        {}, {"default": "a"}, {"default": None}, {"nullable": True}, {"values": [["a", "A"]]},
        {"not_honoured": ["a"]},
    ],
    "strings": [{}, {"lenient": True}, {"default": ["a"]}],
    "path": [
        {}, {"network": False}, {"inline": True}, {"network": True, "inline": True},
        {"default": None}, {"required": True},
    ],
    "paths": [
        {}, {"network": False}, {"inline": True}, {"single": True},
        {"single": True, "network": False},
    ],
    "address": [{"of": "urls"}, {"of": "urls", "default": 0}, {"of": "none"}],
    "index": [{"of": "urls"}, {"of": "urls", "default": 0}, {"of": "none", "default": 1}],
    "media_sources": [
        {"entry": {"url": "src", "kind": "type"}},
        {"entry": {"url": "src", "kind": "type", "poster": "still"},
        "values": [["image", "I"], ["video", "V"]]},
    ],
    "object": [{}, {"entries": "text"}, {"default": {}}],
    "any": [{}, {"default": 1}, {"nullable": True}, {"values": [["a", "A"], [1, "one"]]}],
    "record": [MEMBERS, {**MEMBERS, "default": {}}],
    "list": [{"each": {"key": "", "names": [""], "kind": "record", **MEMBERS}},
             {"each": {"key": "", "names": [""], "kind": "enum", **SPELT}}],
    "map": [{"each": {"key": "", "names": [""], "kind": "record", **MEMBERS}},
            {"each": {"key": "", "names": [""], "kind": "integer", "max": 9}}],
}  # fmt: skip

FIELDS: dict[str, list[Facts]] = {
    "integer": [
        {}, {"scale": 0.001}, {"scale": 1000}, {"unit": "unknown"}, {"as_text": True},
        {"signed": True}, {"values": [[1, "A"], [2, 5]]}, {"reads": {"z": 7}},
        {"values": [[1, "A"]], "nearest": [[2, 1]], "otherwise": 0},
    ],
    "string": [
        {}, ABC, SPELT, {**SPELT, "open": True}, {**ABC, "open": True},
        {**ABC, "reads": {"z": "b"}},
        {"by": "path"}, {**SPELT, "otherwise": "c"}, {**SPELT, "nearest": [["c", "b"], ["z", "y"]]},
        {"before": {"a": "Aa ", "b": "A"}}, {"values": [["a", 1], ["b", "2"]]},
    ],
    "path": [{}], "boolean": [{}, {"values": [[True, 1], [False, "0"]]}],
    "strings": [{}], "object": [{}, {"values": [["a", "A"]]}],
    "any": [
        {}, {"values": [["a", 1]]},
        {"keys": [["a", ["A", "AA"]], ["b", ["B"]]], "words": ["a", "b", "c"]},
    ],
    "record": [MEMBERS], "list": OPTIONS["list"], "map": OPTIONS["map"],
}  # fmt: skip
OBJECTS: tuple[Any, ...] = (
    {}, {"text": "a"}, {"title": "b", "no": 1}, {"text": None, "title": "c"},
    {"text": 1, "no": "x"},
    {"wide": 3, "no": 1}, {"odd": "A", "zz": 1}, {"odd": "z", "extra": {"q": 1}}, [{"no": 1},
    None, 7],
    [["a"]], {"k": {"text": "a"}, "l": None}, {"k": 10, "l": 3}, {"k": {"no": []}},
    ["A", "z", None],
    [{"odd": "z"}, {"odd": "z"}], {"k" * 70: []}, "{}", '{"no": 2}', '[{"no": 2}]', 7, None, True,
)  # fmt: skip
MEANT: tuple[Any, ...] = (
    {}, {"t": "a"}, {"t": "a", "n": 1, "w": 2, "o": "a"}, {"t": None, "n": 1, "q": 1},
    {"n": 1, "o": "c"}, {"n": 1, "extra": {"text": 1, "zz": 2, "wide": 3}}, {"n": 1, "extra": None},
)  # fmt: skip
SOURCES: tuple[Any, ...] = (
    [{"src": "a", "type": "V", "still": "s"}], [{"src": "b"}], [{"src": "a", "type": 1,
    "still": ""}],
    [{"type": "I"}], [{"src": 1}], [7], [], 7, [{"url": "a", "kind": "video", "poster": "p"}],
)  # fmt: skip


def values_of(kind: str) -> tuple[Any, ...]:
    """Values in a vendor's words, good and odd."""
    if kind in ("integer", "number", "quality", "levels", "index"):
        return NUMBERS
    if kind in ("path", "paths", "address"):
        return ADDRESSES
    if kind == "media_sources":
        return SOURCES
    if kind in ("record", "list", "map", "object", "any"):
        return OBJECTS
    return WORDS


def meant_by(facts: Facts) -> tuple[Any, ...]:
    """Canonical values of an option or a field, null among them."""
    kind = facts["kind"]
    if kind in ("integer", "number"):
        return (None, *(it for it in NUMBERS[1:17] if it is not True))
    if kind in ("quality", "levels"):
        return (None, "none", 0, 4, 5, 6, 9, 10, 30, 60, 100)
    if kind == "boolean":
        return (None, True, False)
    if kind in ("set", "strings"):
        return (None, ["a"], ["a", "b"], ["a", "b", "c"], ["c"], ["b", "c"])
    if kind == "path":
        return (None, *(it for it in ADDRESSES if isinstance(it, str)))
    if kind == "paths":
        return (None, *([it] for it in ADDRESSES[:9]), ["a.jpg", "http://x/a"], [])
    if kind in ("address", "index"):
        return (None, -1, 0, 1, 2, 3, 4)
    if kind == "media_sources":
        return (None, [{"url": "a", "kind": "video", "poster": "p"}], [{"url": "a", "kind": 1}], [])
    if kind == "record":
        return (None, *MEANT)
    if kind == "list":
        return (None, [*meant_by(facts["each"])], [])
    if kind == "map":
        return (None, {f"k{at}": it for at, it in enumerate(meant_by(facts["each"]))}, {})
    if kind == "object":
        return (None, {}, {"a": 1, "b": True, "c": None, "d": "x", "e": 1e21, "f": [1]})
    if kind in ("enum", "string"):
        return (None, "a", "b", "c", "z")
    return (None, "a", "b", 1, True, ["a"], {"a": 1, "c": 2, "d": 3}, [{"b": 1}, 7])


# --- options --------------------------------------------------------------------------------------

AROUND: Facts = {"urls": ["a.jpg", "http://x/a", "a.jpg", "http://x/a"]}


def reading(kind: str, param: Any, own: bool) -> list[Case]:
    read = KINDS[kind].read(param, OptionPlace("f.opt", "opt", own))

    def take(value: Any, notes: list[Note], _recipes: list[str]) -> Any:
        return read(value, AROUND, notes)

    return [(it, outcome(partial(take, it))) for it in values_of(kind) if it is not None]


def writing(kind: str, param: Any, own: bool, stated: bool, around: Facts) -> list[Case]:
    key = param["key"]
    goal = Goal("place", ["https://usr"], own, key, {f"{key}[].t": "places[].head"})
    write, prepare = KINDS[kind].write(param, goal), KINDS[kind].prepare
    prepared = prepare(param, goal) if prepare is not None else None

    def put(value: Any, notes: list[Note], recipes: list[str]) -> Any:
        values: Any = {**around, key: value}
        if prepared is not None:
            values = prepared(values, notes, recipes)
        written = write(values[key], stated, values, notes, recipes)
        return written if values["urls"] == around["urls"] else [written, "of", values["urls"]]

    return [(it, outcome(partial(put, it))) for it in meant_by(param)]


def of_options() -> Iterator[str]:
    for kind, rows in OPTIONS.items():
        first: dict[str, list[Case]] = {}
        for facts in rows:
            param = {"key": "opt", "names": ["opt", "old"], "kind": kind, **facts}
            yield f"option {kind} {json.dumps(facts)}"
            found = {f"read{more}": reading(kind, param, own) for more, own in READERS}
            for head, own, stated, more in WAYS:
                found[head] = writing(kind, param, own, stated, {**AROUND, **more})
            yield from unlike(first, found)


def unlike(first: dict[str, list[Case]], found: dict[str, list[Case]]) -> Iterator[str]:
    """What comes of values otherwise than with the first facts of the kind, or on the usual way."""
    usual: dict[str, list[Case]] = {}
    for head, cases in found.items():
        known = usual.setdefault(USUAL.get(head, head), cases)
        if known is cases:
            known = first.get(head, [])
            first.setdefault(head, cases)
        shown = [case for case in cases if not any(same(case, it) for it in known)]
        if shown:
            yield from lines(head, shown)


def same(one: Case, other: Case) -> bool:
    return plain(one[0]) == plain(other[0]) and one[1] == other[1]


READERS = (("", False), (" for the same vendor", True))
WAYS: tuple[tuple[str, bool, bool, Facts], ...] = (
    ("written", False, True, {}),
    ("written unstated", False, False, {}),
    ("written for the same vendor", True, True, {}),
    ("written for the same vendor unstated", True, False, {}),
    ("written with pictures of the album", False, True, {"sources": ["album"]}),
    ("written with pictures of both", False, True, {"sources": ["album", "camera"]}),
)
USUAL = {
    "read for the same vendor": "read",
    "written for the same vendor": "written",
    "written for the same vendor unstated": "written unstated",
    "written with pictures of the album": "written",
    "written with pictures of both": "written",
}
"""What a way is like where nothing is shown of it."""


# --- replies --------------------------------------------------------------------------------------

TEXTS = ("12", "1.5", "-3", "1e3", "Aa 9", "aa 9", "Aa x", "a.mp4", '["a"]', '"[7]"')


def of_fields() -> Iterator[str]:
    for kind, rows in FIELDS.items():
        first: dict[str, list[Case]] = {}
        for facts in rows:
            field: Any = {"key": "f", "names": ["f"], "path": "f", "kind": kind, **facts}
            yield f"field {kind} {json.dumps(facts)}"
            found = {
                head: [(it, outcome(passed(carry, it))) for it in values if it is not None]
                for head, carry, values in (
                    ("read", KINDS[kind].convert(field), (*values_of(kind), *TEXTS)),
                    ("written", KINDS[kind].spell(field), (*meant_by(field), 1500, 0.1, 1e21, "z")),
                )
            }
            yield from unlike(first, found)


def passed(carry: Convert, value: Any) -> Made:
    return lambda notes, _recipes: carry(value, "at", notes)


# --- what callers give ----------------------------------------------------------------------------

INSIDE = {"t": Field("string"), "o": Field("enum", ("a", "b", "c"))}
GIVEN: dict[str, Field] = {
    **{kind: Field(kind) for kind in KINDS if not KINDS[kind].nests},
    "enum": Field("enum", ("a", "b", "c")),
    "set": Field("set", ("a", "b", "c")),
    "record": Field("record", members=INSIDE),
    "list": Field("list", each=Field("record", members=INSIDE)),
    "map": Field("map", each=Field("integer")),
}
HANDED: tuple[Any, ...] = (
    *WORDS, 1.5, math.nan, "none", {"t": "a", "o": "b"}, {"t": 1}, {"o": "d"}, {"extra": {"q": 1}},
    {"T": 1}, [{"t": "a"}, None, {"o": "d"}], {"k": 1, "l": None}, {"k": "x"}, {"url": "a"},
    [{"url": "a", "kind": "image"}, {"url": 1}], [{"url": "a", "kind": 1}], ["c", "a", "c"],
    "z" * 70,
)  # fmt: skip


def of_callers() -> Iterator[str]:
    for name, field in GIVEN.items():
        kind = KINDS[name]
        yield f"given {name}"
        for head, check in (("as an option", kind.check), ("in a result", kind.check_result)):
            if head == "as an option" or check is not kind.check:
                yield from lines(head, [(it, outcome(handed(check, field, it))) for it in HANDED])
        yield f"  described as {json.dumps(kind.describe(field, lambda it: {'is': it.kind}))}"
        yield f"  hints: {', '.join(kind.hints(field))}"
        yield f"  words of keys: {[kind.typed(word) for word in ('a', '7', '-7', 'true', '1.5')]}"


def handed(check: Check, field: Field, value: Any) -> Made:
    def made(_notes: list[Note], _recipes: list[str]) -> Any:
        found = check(field, value)
        return list(found) if isinstance(found, tuple) else found

    return made


def test_facts_of_kinds(golden: Callable[[Path, str], None]) -> None:
    found = [line for part in (of_options, of_fields, of_callers) for line in part()]
    golden(GOLDEN, "".join(f"{line}\n" for line in found))
