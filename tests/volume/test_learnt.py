"""Messages of the vectors as lines: each is learnt by its first, and says what it said then."""

from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import vector_data
from mediaglot.adapters.lines.fast import Fast
from mediaglot.adapters.lines.framing import Tally
from mediaglot.adapters.lines.stream import LineSettings
from streams import by_fast, by_reference, exact

LEARNT = Path(__file__).parent / "learnt.txt"
OF = frozenset(
    {
        "choose_image", "choose_media", "choose_video", "codes", "compress_image", "empty_and_odd",
        "failure_texts", "info", "outcome", "preview", "save", "text_and_extra",
    }
)  # fmt: skip
VECTORS = [
    vector
    for vector in vector_data.load()
    if vector["of"] in OF
    and vector["kind"] in ("result", "failure")
    and "invalid" not in vector
    and isinstance(vector["payload"], dict)
]
SLOW = {
    # numbers that are none, or no whole ones
    "file-picker-reply-tt-wx": {None, "wx"},
    "reply-with-a-float-size": {None, "my"},
    # lists that are none, or of different lengths
    "my-reply-one-object-as-typed": {None, "wx"},
    "my-reply-lists-disagree": {None, "tt"},
    "paths-not-a-list": {None, "my"},
    # the words around a text are written, too
    **{
        f"text-wx-around-{name}": {"my"}
        for name in (
            "01-network", "02-network", "04-timeout", "06-network", "08-network", "10-network",
            "12-background",
        )
    },
    # whether each is a yes or a no is told
    "settings-that-are-not-told-by-yes-and-no": {None, "my"},
    # no such text is read as a whole
    "half-a-pair-in-an-unknown-field-passes": {None, "my"},
    "half-a-pair-beside-a-failure-passes": {None, "my"},
}  # fmt: skip
"""Messages that are never learnt, when they are written for these: what they come to hangs on more
than their shape."""


def line(payload: Any) -> bytes:
    return json.dumps(payload, separators=(",", ":")).encode()


def test_each_is_learnt_by_its_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """And by nothing but it: what is not is translated a hundred times as slowly."""
    calls = 0
    usual = Fast._slow

    def counted(self: Fast, line: bytes, tally: Tally) -> Any:
        nonlocal calls
        calls += 1
        return usual(self, line, tally)

    monkeypatch.setattr(Fast, "_slow", counted)
    slow: defaultdict[str, set[str | None]] = defaultdict(set)
    for vector in VECTORS:
        for write in (None, vector["write"]):
            how = LineSettings(read=vector["read"], api=vector["api"], write=write)
            lines, made = [line(vector["payload"])] * 3, Fast(how)
            wanted, calls = by_reference(how, lines), 0
            for _ in range(2):
                got = by_fast(made, lines)
                assert exact(got[0]) == exact(wanted[0]), vector["id"]
                assert got[1:] == wanted[1:], vector["id"]
            if calls != 1:
                assert calls == 6
                slow[vector["id"]].add(write)
    assert slow == SLOW


def test_what_is_learnt_of_each_is_written_down(golden: Callable[[Path, str], None]) -> None:
    """What a line is taken for, and the expression that makes its output: another one would be
    slower, or hold for other lines, and come to the same here. `make accept` rewrites it."""
    found: list[str] = []
    for vector in VECTORS:
        for write in (None, vector["write"]):
            made = Fast(LineSettings(read=vector["read"], api=vector["api"], write=write))
            by_fast(made, [line(vector["payload"])] * 3)
            found.append(f"{vector['id']} -> {write or 'canonical'}")
            found += learnt(made)
        for head, rest in (("in an envelope", {"client": vector["read"]}), ("with more", {"a": 1})):
            envelope = {"api": vector["api"], "payload": vector["payload"], **rest}
            made = Fast(LineSettings(read=vector["read"], write=vector["write"], envelope=True))
            by_fast(made, [line(envelope)] * 3)
            found += [f"{vector['id']} {head}", *learnt(made)]
    text = "".join(f"{one}\n" for one in found)
    golden(LEARNT, text.encode("ascii", "backslashreplace").decode())


def learnt(made: Fast) -> Iterator[str]:
    """The shapes of lines that are compiled, and for each set of keyed values the expression."""
    for shape, compiled in made._shapes.items():
        yield f"  {shape}" if compiled is not None else f"  {shape}: not compiled"
        for key, entry in compiled.entries.items() if compiled is not None else ():
            yield f"    {key}: {entry.template.text}"


def test_lines_of_many_shapes_do_not_change_each_other() -> None:
    """All messages of an operation in one stream, in some order, among others of their kind."""
    groups: defaultdict[tuple[str, str, str | None], list[bytes]] = defaultdict(list)
    for vector in VECTORS:
        for write in (None, vector["write"]):
            groups[vector["read"], vector["api"], write].append(line(vector["payload"]))
    luck = random.Random(1)
    for (read, api, write), found in groups.items():
        how = LineSettings(read=read, api=api, write=write)
        lines = [one for one in dict.fromkeys(found) for _ in range(3)]
        luck.shuffle(lines)
        made, wanted = Fast(how), by_reference(how, lines)
        for _ in range(2):
            got = by_fast(made, lines)
            assert exact(got[0]) == exact(wanted[0]), (read, api, write)
            assert got[1:] == wanted[1:], (read, api, write)


MESSAGES = ("", "chooseVideo:fail cancel", "chooseVideo:fail", "x")


@pytest.mark.parametrize("vendor", ["wx", "my", "tt"])
def test_a_message_that_is_empty_leaves_it_to_another(vendor: str) -> None:
    """Lines with a code that tells all, whatever their messages are: but for one that is none."""
    how = LineSettings(read=vendor, api="chooseVideo")
    keys = ("errMsg", "errorMessage", "message")
    payloads = [
        {"errno": 1, "error": 11, "errCode": 9, **dict(zip(keys, texts, strict=True))}
        for texts in product(MESSAGES, repeat=3)
    ]
    luck = random.Random(3)
    for _ in range(3):
        luck.shuffle(payloads)
        lines = [line(payload) for payload in payloads for _ in range(4)]
        assert exact(by_fast(Fast(how), lines)[0]) == exact(by_reference(how, lines)[0])
