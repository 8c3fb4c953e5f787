"""What a plan may say of replies and failures, a fact at a time: how they are read, and written for
a vendor of other facts.

`replies.txt` has the facts, and what becomes of which replies. `make accept` rewrites it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from mediaglot.adapters.messages import failure, failure_write, outcome, result, result_write
from mediaglot.adapters.messages.result_layout import Columns
from mediaglot.adapters.messages.signs import Signs
from mediaglot.adapters.plan.notes import Note
from outcomes import Case, Made, lines
from outcomes import outcome as told

GOLDEN = Path(__file__).parent / "replies.txt"
Facts = dict[str, Any]

SIDE: Any = {
    "id": "zz",
    "client": "zz",
    "envelope": {
        "code": ["code"], "message": ["msg"], "template": "{api}:fail {text}", "ok": [0, 200],
        "pattern": r"\bfail|\berror", "says": {"msg": "{api}:ok", "errmsg": "", "message": ""},
        "codes": {"code": True, "errno": False},
    },
}  # fmt: skip
OTHER: Any = {
    **SIDE, "id": "yy", "envelope": {**SIDE["envelope"], "code": [], "message": ["message"]},
}  # fmt: skip
NO_PATTERN: Any = {**SIDE, "envelope": {**SIDE["envelope"], "pattern": ""}}


def field(path: str, *places: str, **facts: Any) -> Facts:
    """A field of a result, and where the vendor has it: `key`, `key.member`, `keys[].member`."""
    root, _, leaf = path.replace("[]", "").partition(".")
    return {
        "path": path, "root": root, "leaf": leaf or None, "kind": "string",
        "from": [place(item) for item in places], **({"many": True} if "[]" in path else {}),
        **facts,
    }  # fmt: skip


def place(text: str) -> list[Any]:
    key, dot, member = text.replace("[]", "").partition(".")
    return [key, int("[]" in text), member if dot else None]


def program(*fields: Facts, **facts: Any) -> Any:
    return {"api": "f", "name": "F", "params": [], "result": list(fields),
    "success": {"msg": "F:ok"},
            "failures": {"read": [], "write": {}}, **facts}  # fmt: skip


WORDS = {"words": ["a", "b", "c"], "values": [["a", "A"], ["b", "B"]]}
FLAT = (field("t", "T"), field("n", "N", "M", kind="integer"))
FILES = (
    field("files[].path", "files[].p", "paths[]", kind="path"),
    field("files[].size", "files[].s", kind="integer"),
    field("files[].kind", "files[].k", kind="enum", **WORDS),
    field("files[].name", "names[]", optional=True),
)

RESULTS: dict[str, Any] = {
    "flat": program(*FLAT),
    "another place before": program(field("t", "U", "T")),
    "an older place": program(field("t", "T", legacy=[place("Old"), place("olds[]")], beside=1)),
    "optional": program(field("t", "T", optional=True)),
    "void": program(field("t", "T", void=True, absent="")),
    "void, of two places": program(field("t", "T", "U", void=True, absent="")),
    "void in numbers": program(field("n", "N", kind="integer", void=True, absent=-1)),
    "null or it": program(field("t", "T", or_null=True)),
    "null is a value": program(field("t", "T", nullable=True)),
    "absent": program(field("t", "T", absent="-"), field("n", "N", kind="integer", absent=0)),
    "inside an object": program(field("o.t", "O.t"), field("o.n", "O.n", "N", kind="integer")),
    "first of a list": program(field("t", "T[]"), field("n", "L[].n", kind="integer")),
    "words": program(field("w", "W", kind="enum", **WORDS)),
    "words, open": program(field("w", "W", kind="enum", open=True, **WORDS)),
    "a unit": program(field("n", "N", kind="number", scale=0.001)),
    "no unit": program(field("n", "N", kind="number", unit="unknown")),
    "a number as a text": program(field("n", "N", kind="number", as_text=True)),
    "lacking": program(field("t", "T", status="no"), field("n", "N", kind="integer")),
    "derived": program(field("kind", "K", derive="kind"), *FILES[:1], FILES[2]),
    "before": program(
        field("t", "T", before={"a": "Aa ", "b": "Bb "}, before_by="w"),
        field("w", "W", kind="enum", **WORDS),
    ),
    "keys": program(field("k", "K", kind="any", keys=[["a", ["A", "AA"]]], words=["a", "b"])),
    "texts": program(field("l", "L", kind="strings")),
    "always": program(field("t", "T"), always={"n": 7}),
    "emulated": program(field("t", "T"), emulate={"n": "by_hand"}),
    "files": program(*FILES),
    "files, told by their suffix": program(*FILES[:2], field("files[].kind", by="path",
    kind="enum")),
    "files, one word of some": program(
        *FILES[:3], field("files[].w", "files[].w", kind="integer", only=["a"])
    ),
    "files, some lacking": program(
        FILES[0], field("files[].size", "files[].s", kind="integer", status="no")
    ),
    "files, older": program(
        field("files[].path", "files[].p", kind="path", legacy=[place("old[]"), place("first")]),
        field("files[].size", "files[].s", kind="integer", legacy=[place("sizes[].s")]),
    ),
    "one file": program(
        field("files[].path", "path", kind="path"), field("files[].size", "size", kind="integer")
    ),
    "files in a unit": program(FILES[0], field("files[].size", "files[].s", kind="number",
    scale=10)),
    "files of four": program(
        *(field(f"files[].{name}", f"files[].{name[0]}") for name in ("path", "name", "time",
        "urn"))
    ),
    "files and one beside": program(*FILES, field("t", "T")),
    "answers": program(
        *FLAT, answers=[[{"code": 7}, ["T"], []], [{"code": 9}, [], [["t", "equals", "nine"]]]]
    ),
    "outcomes": program(*FLAT, outcomes=[[{"T": "no", "N": None}, "cancelled"], [{"done": False},
    "x"]]),
}  # fmt: skip

REPLIES: tuple[Any, ...] = (
    {}, {"T": "t"}, {"T": "t", "N": 1, "msg": "F:ok"}, {"T": 1, "M": "2"}, {"T": None, "N": None},
    {"T": "", "N": -1}, {"U": "u", "T": "t"}, {"U": 1, "T": "t"}, {"Old": "o"},
    {"T": "t", "U": ""},
    {"olds": ["o", "q"]},
    {"O": {"t": "t", "n": 1, "z": 2}}, {"O": [{"t": "t"}, {}]}, {"O": "x"},
    {"O": '{"t": "t"}', "N": 3},
    {"T": ["t", "u"], "L": [{"n": 1}, {"n": 2}]}, {"T": [], "L": {"n": 1}}, {"L": '[{"n": 4}]'},
    {"W": "A", "T": "Aa 9"}, {"W": "q"}, {"W": 1}, {"N": 1500}, {"N": "1.5"},
    {"K": {"AA": 1, "q": 2}},
    {"L": ["a", "b"]}, {"L": "a"}, {"L": '["a"]'}, {"N": 1, "code": 0}, {"T": "t", "code": 7},
    {"T": "t", "code": "7"}, {"code": 7}, {"T": "t", "msg": "G:ok"}, {"T": "t", "msg": "odd"},
    {"T": "t", "errMsg": "x"}, {"T": "no"}, {"T": "no", "N": None}, {"done": False, "T": "t"},
    {"done": 0}, {"T": "t", "zz": 1, "a\ud800": 2}, MappingProxyType({"T": "t"}), 7, [],
)  # fmt: skip
OF_FILES: tuple[Any, ...] = (
    {}, {"files": []}, {"files": [{"p": "a", "s": 1, "k": "A"}, {"p": "b", "s": 2, "k": "B"}]},
    {"files": [{"p": "a"}, {"p": "b"}]}, {"files": [{"p": "a", "s": 1}, {"p": "b"}]},
    {"files": [{"p": "a", "s": -1}]}, {"files": [{"p": "", "s": 1}]}, {"files": [{"p": "é"}]},
    {"files": [{"p": "a", "k": "q"}]}, {"files": [{"p": "a", "zz": 1}, {"p": "b"}]},
    {"files": {"p": "a"}}, {"files": "a"}, {"files": '[{"p": "a"}]'}, {"files": ["a"]},
    {"files": ['{"p": "a"}', 7, None]}, {"files": 7}, {"paths": ["a", "b"]}, {"paths": "a"},
    {"paths": "[a"}, {"paths": "a,b"}, {"paths": "null"}, {"paths": '["a"]'},
    {"paths": [{"p": "a"}]},
    {"paths": ["a", 7]}, {"paths": ["a"], "files": [{"s": 1}, {"s": 2}]},
    {"paths": ["a", "b"], "files": [{"p": "c", "s": 2}]}, {"names": ["x"], "paths": ["a", "b"]},
    {"names": ["x", "y"]}, {"path": "a", "size": 1}, {"path": ["a", "b"], "size": "2"},
    {"old": ["a"], "sizes": [{"s": 1}]}, {"first": "a"},
    {"files": [{"p": "a.mp4", "s": 1, "w": 2}]},
    {"files": [{"p": "a", "n": "b", "t": "c", "u": "d"}, {"p": "e", "n": "f", "t": "g", "u": "h"}]},
    {"files": [{"p": "a", "s": 1}], "T": "t", "zz": 1}, {"files": [{"p": "a", "s": "1"}]},
)  # fmt: skip

VALUES: tuple[Any, ...] = (
    {}, {"t": "t", "n": 1}, {"t": None, "n": None}, {"t": "nine"}, {"o": {"t": "t", "q": 1}},
    {"o": {"n": 1}}, {"w": "a", "t": "9"}, {"w": "c", "t": "x"}, {"n": 1.5},
    {"k": {"a": 1, "b": 2}},
    {"l": ["a"]}, {"zz": 1, "yy": None}, {"t": "t", "extra": {"T": 1, "q": 2, "O": {"z": 1}}},
    {"o": {"t": "t"}, "extra": {"O": {"z": 1, "t": 2}}}, {"n": 7}, {"kind": "mix"},
)  # fmt: skip
VALUES_OF_FILES: tuple[Any, ...] = (
    {}, {"files": []}, {"files": [{"path": "a", "size": 1, "kind": "a"}]},
    {"files": [{"path": "a", "size": 1}, {"path": "b", "name": "n"}]},
    {"files": [{"path": "a", "kind": "a", "w": 1}, {"path": "b", "kind": "b", "w": 2}]},
    {"files": [{"path": "a", "kind": "c", "extra": {"q": 1, "s": 2}}]},
    {"files": [{"path": "a", "kind": "a"}, {"path": "b", "kind": "a"}], "t": "t"},
    {"files": [{"path": "a", "name": "b", "time": "c", "urn": "d"}]},
)  # fmt: skip


def has_files(of: Any) -> bool:
    return any(item.get("many") for item in of["result"])


def read(of: Any, columns: bool, reply: Any, notes: list[Note], _recipes: list[str]) -> Any:
    found = result.reader(of, SIDE, Signs(SIDE), columns=columns)(reply, notes)
    whole = [key for key, item in found.items() if isinstance(item, Columns)]
    values = {key: found[key].rows() if key in whole else item for key, item in found.items()}
    return {**values, "whole": whole} if whole else values


def reading(of: Any) -> Iterator[Case]:
    names = {key for item in of["result"] for key, *_ in (*item["from"], *item.get("legacy", ()))}
    names |= {"code", "done", "zz"} if "answers" in of or "outcomes" in of else set()
    for reply in OF_FILES if has_files(of) else REPLIES:
        if not isinstance(reply, Mapping) or not reply or names.intersection(reply):
            yield reply, told(partial(read, of, True, reply))


def write(
    of: Any, source: Any, own: bool, values: Any, notes: list[Note], _recipes: list[str]
) -> Any:
    reply, older = result_write.writer(of, source=source, own=own)(values, notes)
    return [reply, older] if older else reply


def writing(of: Any, source: Any, own: bool) -> Iterator[Case]:
    roots = {"extra", *(item["root"] for item in of["result"]), *of.get("always", ())}
    for values in VALUES_OF_FILES if has_files(of) else VALUES:
        if values and not roots.intersection(values):
            continue
        yield values, told(partial(write, of, source, own, values))


def of_results() -> Iterator[str]:
    for name, of in RESULTS.items():
        yield f"result {name}"
        yield from lines("read", reading(of))
        usual = list(writing(of, None, False))
        yield from lines("written", usual)
        source = RESULTS["emulated" if not has_files(of) else "files"]
        for head, found in (
            ("written for the same vendor", writing(of, None, True)),
            ("written of another vendor's", writing(of, source, False)),
        ):
            other = [case for case in found if case not in usual]
            if other:
                yield from lines(head, other)
        lack = result_write.teller(of)
        missed = [(values, told(partial(lacks, lack, values))) for values, _ in usual]
        yield from lines("of its vendor's own", missed)


def lacks(
    tell: Callable[[Any, list[Note]], None], values: Any, notes: list[Note], _recipes: list[str]
) -> Any:
    tell(values, notes)


# --- ways -----------------------------------------------------------------------------------------


OF_FILES_ALONE = [name for name, of in RESULTS.items() if has_files(of)]


@pytest.mark.parametrize("source", OF_FILES_ALONE)
@pytest.mark.parametrize("target", OF_FILES_ALONE)
def test_files_read_whole_are_written_as_those_read_one_by_one(source: str, target: str) -> None:
    for reply in OF_FILES:
        one = told(carried(source, target, True, reply))
        assert one == told(carried(source, target, False, reply))


def carried(source: str, target: str, columns: bool, reply: Any) -> Made:
    def made(notes: list[Note], _recipes: list[str]) -> Any:
        values = result.reader(RESULTS[source], SIDE, Signs(SIDE), columns=columns)(reply, notes)
        write = result_write.writer(RESULTS[target], source=RESULTS[source], older=False)
        return write(values, notes)[0]

    return made


# --- successes and failures -----------------------------------------------------------------------

SAID: tuple[Any, ...] = (
    {}, {"code": 0}, {"code": 200}, {"code": 5}, {"code": "5"}, {"code": "0"}, {"code": None},
    {"code": True}, {"code": 1.0}, {"code": 1.5}, {"code": " "}, {"code": "E5"}, {"code": {}},
    {"code": []}, {"code": {"a": 1}}, {"CODE": 5}, {"co_de": 0}, {"errno": 5}, {"errno": 0},
    {"success": False}, {"success": True}, {"success": "false"}, {"success": 0}, {"success": None},
    {"msg": "F:ok"}, {"msg": "f:OK"}, {"msg": "ok"}, {"msg": "ns.F:ok"}, {"msg": "G:ok"},
    {"msg": "F: ok"}, {"msg": "F\uff1aok"}, {"msg": "F:fail"}, {"msg": "F:fail cancel"},
    {"msg": ""},
    {"msg": " "}, {"msg": "well"}, {"msg": "F:ok " + "x" * 200}, {"msg": "an error"}, {"msg": 7},
    {"errMsg": "F:fail"}, {"err_msg": "well"}, {"message": "F:ok"}, {"MSG": "F:ok"},
    {"M-S-G": "F:fail"},
    {"code": 5, "msg": "F:ok"}, {"code": 0, "msg": "F:fail"}, {"T": "t"}, {"code": 200, "errno": 5},
    {"code": None, "CODE": 5}, {"code": "x", "CODE": 0}, {"msg": "x" * 2000 + " fail"}, 7, "F:ok",
)  # fmt: skip


def of_signs() -> Iterator[str]:
    for name, side in (("a pattern", SIDE), ("none", NO_PATTERN), ("no code", OTHER)):
        yield f"signs with {name}"
        signs = Signs(side)
        for head, ask in (
            ("failed", signs.failed), ("quiet", signs.quiet), ("code", signs.code_of),
            ("doubt", partial(signs.doubt, "F")), ("untold", signs.untold), ("mute", signs.mute),
        ):  # fmt: skip
            given = SAID if head == "failed" else [it for it in SAID if isinstance(it, dict)]
            yield from lines(head, [(it, told(asked(ask, it))) for it in given])


def asked(ask: Callable[[Any], Any], value: Any) -> Made:
    return lambda _notes, _recipes: ask(value)


FAILURES: dict[str, Any] = {
    "nothing known": program(),
    "codes and patterns": program(
        failures={
            "read": [
                {"kind": "cancelled", "codes": [5, "E5"]},
                {"kind": "auth_denied", "pattern": "denied", "reads": "refus", "detail": "album"},
                {"kind": "timeout", "codes": [6], "os": ["ios", "pc"], "pattern": "late"},
                {"kind": "busy", "codes": [5], "pattern": "^$"},
            ],
            "write": {
                "cancelled": {"code": 5, "text": "cancel"}, "auth_denied": {"code": 8},
                "auth_denied_forever": {"code": 9, "text": "denied"}, "unknown": {"code": 3},
                "auth_denied/album": {"code": 18}, "timeout": {"code": 6, "os": ["ios", "pc"]},
                "busy": {"code": 5}, "no_space": {"text": "full"},
            },
        }
    ),
    "a code of its own": program(code=["own"], message=["words"]),
    "nested": program(nested="inner"),
    "outcomes": program(outcomes=[[{"done": False}, "cancelled"], [{"n": 1}, "timeout"]]),
    "carried": program(failed={"done": False, "code": 4}, failures={"read": [], "write": {}}),
    "no denial for good": program(
        failures={"read": [{"kind": "auth_denied", "codes": [8]}],
                  "write": {"auth_denied": {"code": 8, "text": "no"}, "unknown": {"code": 3}}}
    ),
}  # fmt: skip
FAILED: tuple[Any, ...] = (
    *SAID, {"own": 5, "code": 6}, {"words": "late"}, {"inner": {"code": 5, "msg": "x"}, "code": 6},
    {"inner": 7, "q": 1}, {"done": False}, {"done": 0, "n": 1}, {"n": True},
    {"code": 6, "msg": "late"},
    {"msg": "refused"}, {"msg": "Denied: album", "q": 1}, {"code": "E5", "errMsg": "odd"},
    {"msg": "", "errMsg": "denied"}, {"msg": "half \ud800"}, {"code": 0, "msg": "denied"},
    MappingProxyType({"code": 5}),
)  # fmt: skip
KINDS = ("cancelled", "auth_denied", "auth_denied_forever", "timeout", "busy", "no_space",
"unknown",
         "system_permission", "network")  # fmt: skip
MESSAGES = (
    "F:fail cancel",
    "fail",
    "ns.F:failed: no  ",
    "failure_x",
    "failing x",
    "x: fail y",
    "",
    "full",
)


def of_failures() -> Iterator[str]:
    before: dict[str, list[Case]] = {}
    for name, of in FAILURES.items():
        yield f"failures with {name}"
        found = [(it, told(failing(of, it))) for it in FAILED]
        first = before.setdefault("read", found)
        yield from lines("read", [case for case in found if found is first or case not in first])
        values = [{"kind": kind, "vendor": "other", "message": "F:fail odd"} for kind in KINDS]
        values += [
            {"kind": "auth_denied", "detail": "album"},
            {"kind": "cancelled", "detail": "none"},
        ]
        values += [{"kind": "network", "message": text} for text in MESSAGES]
        values += [
            {"kind": "timeout", "vendor": "zz", "code": 7, "message": "own"},
            {"kind": "timeout", "vendor": "zz"},
            {"kind": "cancelled", "vendor": "zz", "message": ""},
            {"kind": "busy", "extra": {"q": 1, "code": 2, "errno": 3, "own": 4, "done": True}},
            {"kind": "busy", "vendor": "zz", "extra": {"q": 1, "errno": 3}},
        ]  # fmt: skip
        for head, side, source, reader in (
            ("written", SIDE, None, None),
            ("written without a code", OTHER, None, None),
            ("written of another's", SIDE, FAILURES["no denial for good"], OTHER),
            ("written of one with a code of its own", SIDE, FAILURES["a code of its own"], SIDE),
        ):
            write = failure_write.writer(of, side, source=source, reader=reader)
            found = [(it, told(written(write, it))) for it in values]
            first = before.setdefault(f"{name} written", found)
            shown = [case for case in found if found is first or case not in first]
            if shown:
                yield from lines(head, shown)


def failing(of: Any, payload: Any) -> Made:
    read = failure.reader(of, SIDE, Signs(SIDE))
    return lambda notes, _recipes: read(payload, notes)


def written(write: failure_write.Writes, values: Any) -> Made:
    return lambda notes, _recipes: write(values, notes)


def of_answers() -> Iterator[str]:
    """Failures that are successes, successes that are failures."""
    answers = outcome.answers(RESULTS["answers"])
    tells = outcome.tells(RESULTS["answers"])
    assert answers is not None
    assert tells is not None
    yield "answers"
    given = [it for it in REPLIES if isinstance(it, dict)]
    yield from lines("is one", [(it, told(asked(answers, it))) for it in (*given, 7)])
    yield from lines("told so", [(it, told(asked(tells, it))) for it in VALUES])
    kind = failure.outcomes(RESULTS["outcomes"])
    yield from lines("outcome", [(it, told(asked(kind, it))) for it in given])


PARTS = (of_results, of_signs, of_failures, of_answers)


def test_facts_of_replies(golden: Callable[[Path, str], None]) -> None:
    found = [line for part in PARTS for line in part()]
    golden(GOLDEN, "".join(f"{line}\n" for line in found))
