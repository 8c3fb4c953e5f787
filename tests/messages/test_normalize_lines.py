"""`normalize_lines` of what can be iterated: the same lines as of bytes, as they are asked for."""

from __future__ import annotations

import io
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import mediaglot as mg
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mediaglot.adapters.lines import framing, iterated

ASKED: dict[str, Any] = {"read": "my", "write": "wx", "api": "chooseImage"}
GOOD = b'{"error": 11}'
SAID = b'{"errno":1,"errMsg":"chooseImage:fail cancel"}'
LINES = st.lists(
    st.sampled_from(
        [GOOD, b'{"error":11,"x":[1]}', b"", b"  ", b"{", b"[]", b'{"apFilePaths":["a"]}']
    )
)


def test_bytes_paths_files_and_lines(tmp_path: Path) -> None:
    data = GOOD + b"\n\n" + GOOD
    file = tmp_path / "in.jsonl"
    file.write_bytes(data)
    assert list(mg.normalize_lines(data, **ASKED)) == [SAID, SAID]
    assert list(mg.normalize_lines(file, **ASKED)) == [SAID, SAID]
    with file.open("rb") as stream:
        assert list(mg.normalize_lines(stream, **ASKED)) == [SAID, SAID]
    assert list(mg.normalize_lines(io.BytesIO(data), **ASKED)) == [SAID, SAID]
    texts: Any = (text for text in ('{"error": 11}\n', bytearray(GOOD)))
    assert list(mg.normalize_lines(texts, **ASKED)) == [SAID, SAID]


@given(LINES, st.sampled_from(["skip", "keep", "stop"]), st.integers(1, 60))
def test_the_same_as_of_bytes(lines: list[bytes], on_bad: Any, group: int) -> None:
    whole = mg.normalize_lines(b"\n".join(lines), on_bad=on_bad, **ASKED)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(iterated, "GROUP", group)
        bad: list[framing.BadLine] = []
        made = mg.normalize_lines(iter(lines), on_bad=on_bad, rejected=bad.append, **ASKED)
        assert list(made) == list(whole)
        assert made.tally == whole.tally
        assert [(item.line, item.reason) for item in bad] == [
            (item.line, item.reason) for item in whole.rejected
        ]
        assert list(mg.normalize_lines(io.BytesIO(b"\n".join(lines)), on_bad=on_bad, **ASKED)) == (
            list(whole)
        )


def test_it_is_lazy_and_nothing_is_kept() -> None:
    taken = 0

    def endless() -> Iterator[bytes]:
        nonlocal taken
        while True:
            taken += 1
            yield GOOD

    made = mg.normalize_lines(endless(), **ASKED)
    assert taken == 0
    assert next(made) == SAID
    assert taken * len(GOOD) <= iterated.GROUP + 2 * len(GOOD)
    for _ in range(60_000):
        next(made)
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    for _ in range(60_000):
        next(made)
    grown = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    assert grown < 4_000_000
    made.close()
    with pytest.raises(StopIteration):
        next(made)


def test_what_is_told_at_once_and_later(tmp_path: Path) -> None:
    with pytest.raises(mg.InputError, match="unknown vendor"):
        mg.normalize_lines(iter([GOOD]), read="zz")
    with pytest.raises(mg.InputError, match="expected JSON Lines"):
        mg.normalize_lines("in.jsonl", **ASKED)  # type: ignore[call-overload]
    with pytest.raises(mg.InputError, match="open for reading bytes"):
        mg.normalize_lines(io.StringIO("{}"), **ASKED)  # type: ignore[call-overload]
    with pytest.raises(mg.InputError, match="cannot be read"):
        mg.normalize_lines(tmp_path / "none", **ASKED)
    with pytest.raises(mg.InputError, match="line 2: expected a line"):
        list(mg.normalize_lines([GOOD, 3], **ASKED))  # type: ignore[list-item]
    bad: list[framing.BadLine] = []
    assert list(mg.normalize_lines(["{}\n{}", b"x"], rejected=bad.append, **ASKED)) == []
    assert [(item.line, item.reason[:11]) for item in bad] == [
        (1, "has a line "),
        (2, "not JSON: u"),
    ]
