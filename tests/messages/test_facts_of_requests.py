"""What a plan may say of the options of a call and of its ways, a fact at a time: how requests are
read, and written where another vendor's come from.

`requests.txt` has the facts, and what becomes of which requests. `make accept` rewrites it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

from mediaglot.adapters.messages import request, request_write, route, straight_request
from mediaglot.adapters.messages.origin import Origin
from mediaglot.adapters.plan.notes import Note
from outcomes import Case, Made, lines, outcome

GOLDEN = Path(__file__).parent / "requests.txt"
Facts = dict[str, Any]


def param(key: str, *names: str, **facts: Any) -> Facts:
    return {"key": key, "names": list(names or (key,)), "kind": "string", **facts}


def program(*params: Facts, **facts: Any) -> Any:
    return {"api": "chooseImage", "name": "F", "params": list(params), "result": [],
            "success": {}, "failures": {"read": [], "write": {}}, **facts}  # fmt: skip


WORDS = {"kind": "set", "words": ["album", "camera"]}
SOURCES = param("sources", **WORDS)
COUNT = param("count", kind="integer", default=9)
TEXT = param("text", "title")
TYPE = param("type", kind="enum", words=["all", "file", "image"])
EXTENSIONS = param("extensions", "exts", kind="strings")

PROGRAMS: dict[str, Any] = {
    "plain": program(TEXT, COUNT, SOURCES),
    "two spellings": program(param("text", "title", "caption", also=["head"]), COUNT),
    "required": program(param("text", "title", "caption", required=True), COUNT),
    "supplied": program(param("text", "title", "caption", supplied="none"), COUNT),
    "suffix of a file": program(param("text", "title", "caption", suffix_of="path"), param("path",
    kind="path")),
    "suffix of a file, by words": program(
        param("text", "title", "caption", suffix_of="path", by_suffix={"jpg": "picture"}),
        param("path",
        kind="path")
    ),
    "lacking": program(param("text", "title", "caption", status="no", since="since 2.0"), COUNT),
    "lacking, neutral": program(param("text", "title", "caption", status="no"),
    neutral={"text": "t",
    "camera": "back"}),
    "lacking, by a recipe": program(
        param("text", "title", "caption", status="no"), emulate={"text": "by_hand",
        "camera": "by_eye"}
    ),
    "depends": program(param("text", "title", "caption", status="depends", since="on ios"), COUNT),
    "unknown": program(param("text", "title", "caption", status="unknown"), COUNT),
    "assumed": program(param("text", "title", "caption", grade="assumed"), COUNT),
    "in typings": program(param("text", "title", "caption", grade="typings"), COUNT),
    "covers": program(param("text", "title", "caption", covers="pictures"), COUNT),
    "left out": program(param("text", "title", "caption", left_out="nothing"), COUNT),
    "left out unknown": program(param("text", "title", "caption"), param("type", left_out="all")),
    "schemes": program(param("text", "title", "caption", schemes=["https", "data"]), COUNT),
    "known values": program(
        param("text", "title", "caption", known=["t", "u"], newer={"n": "5.0"},
        schemes=["https"]), COUNT
    ),
    "needs": program(param("extensions", "exts", "suffixes", kind="strings",
    needs={"type": "file"}), TYPE),
    "forced": program(
        SOURCES, param("save", kind="boolean"), COUNT,
        forced=[["save", [["sources", "only", ["camera"]]], True], ["count", [["text", "stated",
        True]], 1]],
    ),
    "idle": program(SOURCES, param("save", kind="boolean", default=False,
    idle={"sources": ["album"]})),
    "inert": program(SOURCES, param("save", kind="boolean", inert={"sources": ["album"]})),
    "shared": program(
        param("count", "most", kind="integer", default=9), param("size", "most", kind="integer"),
        TEXT
    ),
    "implied": program(TEXT, implies={"camera": "back", "save": True}),
    "nullable": program(param("text", "title", "caption", nullable=True), COUNT),
    "local files": program(param("path", kind="path", network=False), param("paths", kind="paths")),
    "one file a call": program(param("paths", "path", kind="paths", single=True), COUNT),
    "recipes": program(TEXT, recipes=["always_so"]),
    "an entry of a list": program(
        param("urls", kind="paths"), param("current", kind="address", of="urls", default=0)
    ),
    "quality": program(param("quality", kind="quality", max=80)),
    "its subject": program(param("path", kind="path", status="no"), TEXT, api="readFile", name="R"),
    "nothing": program(),
}  # fmt: skip
ASKED: tuple[Any, ...] = (
    {}, {"title": "t"}, {"title": "t", "count": 3, "sources": ["album"]},
    {"title": None, "count": 9},
    {"caption": "c"}, {"title": "t", "caption": "c", "head": "h"}, {"head": "h"}, {"title": 7},
    {"title": "u", "success": 1, "fail": 2, "complete": 3}, {"zz": 1, "title": "ftp://x"},
    {"title": "HTTPS://x"}, {"title": "n"}, {"path": "a/b.JPG"}, {"path": "a.tar.gz", "title": ""},
    {"path": "b"}, {"path": "http://x/a"}, {"path": "cloud://a"}, {"paths": ["a", "cloud://b"]},
    {"path": ["a", "b"]}, {"exts": ["pdf"]}, {"exts": ["pdf", "mp4"], "type": "file"},
    {"exts": ["pdf"], "type": "image"}, {"sources": ["camera"]},
    {"sources": ["camera"], "save": False},
    {"sources": ["album"], "save": True}, {"sources": ["album", "camera"], "save": True},
    {"save": True}, {"most": 3}, {"camera": "front"}, {"camera": "back", "save": True},
    {"urls": ["a", "b", "a"], "current": "b"}, {"urls": ["a", "b"], "current": "c"},
    {"quality": 90},
    {"quality": 50}, MappingProxyType({"title": "t"}), 7, [], None,
)  # fmt: skip


def names_of(of: Any) -> set[str]:
    return {name for item in of["params"] for name in (*item["names"], *item.get("also", ()))}


def touching(of: Any) -> list[Any]:
    """Requests that say something of what a program has, and those that are none."""
    names = names_of(of) | {"zz", *of.get("neutral", ()), *of.get("emulate", ())}
    return [it for it in ASKED if not isinstance(it, Mapping) or not it or names.intersection(it)]


def read(of: Any, own: bool, payload: Any, notes: list[Note], _recipes: list[str]) -> Any:
    values, stated = request.reader(of, own=own)(payload, notes)
    return [values, sorted(stated)]


SAID: tuple[tuple[Facts, tuple[str, ...]], ...] = (
    ({}, ()), ({"text": "t"}, ()), ({"text": "t"}, ("text",)), ({"text": "n"}, ("text",)),
    ({"text": "ftp://x", "count": 3}, ("text",)), ({"text": "", "count": 99}, ("text", "count")),
    ({"text": None}, ("text",)), ({"path": "a.JPG"}, ("path",)), ({"path": "a.tar.gz"}, ()),
    ({"path": "cloud://a"}, ("path",)), ({"path": "http://x"}, ("path",)), ({"path": "data:,a"},
    ()),
    ({"paths": ["a", "cloud://b", "http://usr/c"]}, ("paths",)), ({"paths": ["a"]}, ("paths",)),
    ({"sources": ["camera"], "save": True}, ("save",)), ({"sources": ["album"], "save": True}, ()),
    ({"sources": ["camera"], "save": False}, ("sources", "save")), ({"save": True}, ("save",)),
    ({"sources": ["album"], "save": True}, ("sources", "save")), ({"camera": "back"}, ("camera",)),
    ({"camera": "front"}, ("camera",)), ({"camera": "front"}, ()), ({"camera": None}, ("camera",)),
    ({"extensions": ["pdf"]}, ("extensions",)), ({"extensions": ["pdf", "mp4"], "type": "all"}, ()),
    ({"extensions": ["pdf"], "type": "all"}, ("extensions", "type")),
    ({"extensions": ["mp4", "pdf", "jpg"]}, ("extensions",)), ({"count": 3, "size": 2},
    ("count", "size")),
    ({"extra": {"zz": 1, "title": 2, "head": 3}}, ()), ({"text": "t", "extra": {"caption": 1}},
    ("text",)),
    ({"urls": ["a", "b", "a"], "current": 2},
    ("urls", "current")), ({"urls": ["a"], "current": 5}, ()),
    ({"quality": "none"}, ("quality",)), ({"quality": 90}, ()), ({"quality": 90}, ("quality",)),
)  # fmt: skip
ORIGINS: dict[str, Origin] = {
    "written": Origin(),
    "written for the same vendor": Origin(own=True),
    "written of another's": Origin(
        local=["http://usr"], private=["cloud://", "wx://"],
        spell={"text": "label", "path": "file", "camera": "lens", "type": "sort"},
        covers={"text": "videos"}, left_out={"text": "all", "type": "all"},
        schemes={"text": ["ftp"]},
    ),
    "written of one that takes the same": Origin(
        covers={"text": "pictures"}, left_out={"text": "nothing"}, schemes={"text": ["https"]},
    ),
}  # fmt: skip


def meant(of: Any) -> list[tuple[Facts, tuple[str, ...]]]:
    keys = {"extra", "camera", *(item["key"] for item in of["params"])}
    keys |= {item["suffix_of"] for item in of["params"] if "suffix_of" in item}
    return [row for row in SAID if not row[0] or keys.intersection(row[0])]


def write(
    of: Any, origin: Origin, row: tuple[Facts, tuple[str, ...]], notes: list[Note], more: list[str]
) -> Any:
    options, recipes = request_write.writer(of, origin)(row[0], frozenset(row[1]), notes)
    more += recipes
    return options


def of_programs() -> Iterator[str]:
    for name, of in PROGRAMS.items():
        yield f"request {name}"
        usual = [(it, outcome(partial(read, of, False, it))) for it in touching(of)]
        yield from lines("read", usual)
        mine = [(it, outcome(partial(read, of, True, it))) for it in touching(of)]
        yield from otherwise("read for the same vendor", mine, usual)
        usual = []
        for head, origin in ORIGINS.items():
            found: list[Case] = [(it, outcome(partial(write, of, origin, it))) for it in meant(of)]
            yield from otherwise(head, found, usual)
            usual = usual or found


def otherwise(head: str, found: list[Case], usual: list[Case]) -> Iterator[str]:
    other = [case for case in found if case not in usual]
    if other:
        yield from lines(head, other)


# --- straight -------------------------------------------------------------------------------------


def of_straight() -> Iterator[str]:
    """Which requests go straight from a program to another, and that they come to the same."""
    for source, read_by in PROGRAMS.items():
        straight = []
        for target, written_by in PROGRAMS.items():
            if (source == "nullable") != (target == "nullable"):
                continue  # the canon says it, of both
            entry: Any = {
                "read": read_by,
                "routes": [{"to": "F", "when": [], "program": written_by}],
            }
            origin = Origin(["http://usr"], ["cloud://"], route.spelt(read_by))
            carry = straight_request.straight(entry, origin)
            asked = [it for it in touching(read_by) if carry is not None and carry(it) is not None]
            for payload in asked:
                assert carry is not None
                same(entry, origin, payload, carry(payload))
            if carry is not None:
                straight.append(f"{target} {len(asked)}")
        yield f"straight from {source} to: {', '.join(straight)}"


def same(entry: Any, origin: Origin, payload: Any, carried: Any) -> None:
    notes: list[Note] = []
    values, stated = request.reader(entry["read"])(payload, notes)
    value, name, _, recipes = route.router(entry, origin)(values, stated, notes)
    options, called, said, told = carried
    assert not recipes
    assert (options, list(options), called) == (value, list(value or ()), name)
    assert set(said) == stated
    assert told == notes


# --- ways -----------------------------------------------------------------------------------------

OTHER = program(
    param("media", "mediaType", **{**WORDS, "words": ["image", "video"]}), TEXT, name="G"
)
CONVERTED: Any = {
    "set": {"media": ["image"]}, "copy": ["text"], "one": ["count"], "gone": ["sizes"],
    "neutral": {"camera": "back"},
    "map": {
        "sources": {"to": "media", "values": {"album": ["image"], "camera,album": ["video"]},
                    "lossy": ["camera,album"]},
        "urls": {"to": "paths", "pluck": "url"},
    },
}  # fmt: skip
ROUTES: dict[str, Any] = {
    "by a condition": {
        "routes": [
            {"to": "F", "when": [["count", "over", 3], ["sources", "stated", True]],
            "program": PROGRAMS["plain"]},
            {"to": "G", "when": [["count", "under", 2]], "program": OTHER, "why": "few",
            "older": True},
            {"to": "G", "when": [["items", "all_kind", "image"]], "program": OTHER,
            "convert": None},
        ],
        "refuse": {"code": "MG401", "message": "Writer has no such thing."},
    },
    "by another operation": {"routes": [{"to": "G", "when": [], "program": OTHER,
    "convert": CONVERTED}]},
    "by none": {"routes": []},
    "by the kind of each": {
        "routes": [
            {"to": "F", "when": [["count", "over", 99]], "program": PROGRAMS["plain"]},
            {"to": "G", "when": [["count", "over", 99]], "program": OTHER, "convert": CONVERTED},
        ],
        "refuse": {"code": "MG406", "message": "By its kind.", "recipe": "media_by_kind"},
    },
    "one file a call": {"routes": [{"to": "F", "when": [],
    "program": PROGRAMS["one file a call"]}]},
    "no compression": {"routes": [{"to": "F", "when": [], "program": PROGRAMS["quality"]}]},
}  # fmt: skip
VALUES: tuple[tuple[Facts, tuple[str, ...]], ...] = (
    ({}, ()), ({"count": 4, "sources": ["album"]}, ("sources",)), ({"count": 4}, ("count",)),
    ({"count": 1, "text": "t"}, ("count", "text")), ({"count": True}, ()),
    ({"items": [{"kind": "image"}, {"kind": "image"}]}, ()), ({"items": [{"kind": "video"}]}, ()),
    ({"sources": ["camera", "album"], "count": 2},
    ("sources", "count")), ({"sources": ["album"]}, ()),
    ({"sources": ["camera", "album"], "count": 1}, ("count",)), ({"sources": ["camera"]},
    ("sources",)),
    ({"urls": [{"url": "a"}, {"url": "b"}], "sizes": ["x"]}, ("urls", "sizes")),
    ({"camera": "back", "extra": {"q": 1}}, ("camera",)), ({"camera": "front"}, ("camera",)),
    ({"paths": ["a", "b"], "count": 2}, ("paths",)), ({"paths": ["a"]}, ("paths",)),
    ({"quality": "none"}, ("quality",)), ({"quality": 90, "sources": None}, ("quality", "sources")),
)  # fmt: skip


def way(entry: Any, row: tuple[Facts, tuple[str, ...]]) -> Made:
    def made(notes: list[Note], more: list[str]) -> Any:
        origin = Origin(spell={"sources": "sourceType", "camera": "lens", "count": "most"})
        options, name, calls, recipes = route.router(entry, origin)(row[0], set(row[1]), notes)
        more += recipes
        return {"options": options, "of": name, "calls": calls}

    return made


def of_routes() -> Iterator[str]:
    for name, entry in ROUTES.items():
        yield f"way {name}"
        yield from lines("called", [(row, outcome(way(entry, row))) for row in VALUES])
    yield "missed"
    yield from lines("of it", [(row, outcome(missed(row))) for row in VALUES])


NESTED = {
    "members": [
        {"key": "at", "names": ["position", "place"], "kind": "string"},
        {"key": "inner", "names": ["call", "callout"], "kind": "record",
         "members": [{"key": "t", "names": ["text", "title"], "kind": "string"}]},
    ]
}  # fmt: skip
NESTS = program(
    param("records", "markers", "points", kind="list", each={"kind": "record", **NESTED}),
    param("one", "only", kind="record", **NESTED),
    param("by_key", "table", kind="map", each={"kind": "record", **NESTED}),
    TEXT,
)


def of_spelling() -> Iterator[str]:
    """How the source spells options, and the places inside of them."""
    yield "spelt"
    yield from (f"  {key}: {name}" for key, name in route.spelt(NESTS).items())


def missed(row: tuple[Facts, tuple[str, ...]]) -> Made:
    return lambda _notes, _more: route.missed(CONVERTED, row[0], set(row[1]))


PARTS = (of_programs, of_straight, of_routes, of_spelling)


def test_facts_of_requests(golden: Callable[[Path, str], None]) -> None:
    found = [line for part in PARTS for line in part()]
    golden(GOLDEN, "".join(f"{line}\n" for line in found))
