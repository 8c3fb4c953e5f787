"""JSON by its places: what is read, what is refused, where; edits keep the layout."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mediaglot.adapters.source.config.changed import ObjectChanges
from mediaglot.adapters.source.config.json_text import (
    DEEPEST,
    MOST_BYTES,
    Broken,
    JsonDocument,
    nodes,
    parsed,
    plain,
)
from mediaglot.adapters.source.text.edits import apply
from mediaglot.adapters.source.text.encoding import encoding_of, mask


def read(data: bytes) -> JsonDocument:
    encoding = encoding_of(data)
    return parsed(mask(data, encoding).decode("latin-1"), data, encoding)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**12), 10**12) | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=("Cs",))),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(st.characters(exclude_categories=("Cs",)), max_size=6), inner, max_size=4),
    max_leaves=12,
)  # fmt: skip


@given(VALUES, st.sampled_from([None, 1, 4, "\t"]), st.booleans())
def test_what_json_says_is_read(value: Any, indent: Any, ascii_: bool) -> None:
    data = json.dumps(value, indent=indent, ensure_ascii=ascii_).encode()
    document = read(data)
    assert plain(document.root) == json.loads(data)
    assert document.odd == []
    for node in nodes(document.root):
        piece = data[node.start : node.end]
        assert json.loads(piece) == plain(node)


@given(st.text(alphabet='{}[]",:/*\\ \n01eE.-+trufalsn"\u4e2d', max_size=60))
def test_any_text_is_read_or_refused_at_a_place(text: str) -> None:
    data = text.encode()
    found: JsonDocument | None = None
    refused: Broken | None = None
    try:
        found = read(data)
    except Broken as error:
        refused = error
    if refused is not None:
        assert 0 <= refused.start <= refused.end <= len(data)
        assert refused.text
    elif found is not None and not found.odd:
        json.loads(data)


@given(st.text(max_size=40))
def test_what_is_refused_no_reader_takes(text: str) -> None:
    data = text.encode("utf-8", "replace")
    try:
        json.loads(data, parse_constant=lambda _: 1 / 0)
    except (ValueError, ZeroDivisionError, RecursionError):
        return
    read(data)


@pytest.mark.parametrize(
    ("text", "odd"),
    [
        ('{"a": 1, // one\n "b": 2}', [("comment", 9)]),
        ('/* first */{"a": [1, 2,],}', [("comment", 0), ("trailing", 22), ("trailing", 24)]),
        ('{"a": 1, "a": 2}', [("twice", 9)]),
        ('{"a": "// no /* comment */"}', []),
    ],
)
def test_what_plain_json_has_not(text: str, odd: list[tuple[str, int]]) -> None:
    assert [(item.what, item.start) for item in read(text.encode()).odd] == odd


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("", 0), ("{", 1), ('{"a"}', 4), ("[1 2]", 3), ("[1]x", 3), ("{a: 1}", 1), ("{'a': 1}", 1),
        ("NaN", 0), ('{"a": NaN}', 6), ("-Infinity", 0), ("01", 0), ("1e999", 0), ("[,]", 1),
        ('{"a": 1,,}', 8), ("/*", 0), ('"\t"', 0), ('"\\ud800"', 0), ('"a', 0), ("undefined", 0),
        ("[" * (DEEPEST + 1), DEEPEST), ("9" * 500, 0), ("{]", 1), ("[}", 1),
    ],
)  # fmt: skip
def test_what_is_no_json(text: str, start: int) -> None:
    with pytest.raises(Broken) as caught:
        read(text.encode())
    assert caught.value.start == start


def test_a_large_file_is_not_read() -> None:
    with pytest.raises(Broken, match="larger than"):
        read(b"[" + b" " * MOST_BYTES + b"]")


def test_keys_of_the_language_are_keys_like_others() -> None:
    root = read(b'{"__proto__": {"a": 1}, "constructor": 2, "toString": 3}').root
    assert plain(root) == {"__proto__": {"a": 1}, "constructor": 2, "toString": 3}


def test_texts_in_another_encoding() -> None:
    data = '{"title": "中文\\u4e2d", "a": "乗"}'.encode("gb18030")
    root = read(data).root
    assert plain(root) == {"title": "中文中", "a": "乗"}


def changed(text: str, out: str = "", new: dict[str, Any] | None = None) -> str:
    data = text.encode()
    root = read(data).root
    changes = ObjectChanges(mask(data, "utf-8").decode("latin-1"), "utf-8")
    for entry in root.entries:
        if entry.key in out.split():
            changes.drop(root, entry)
    for key, value in (new or {}).items():
        changes.add(root, key, value)
    return apply(data, changes.all()).decode()


@pytest.mark.parametrize(
    ("text", "out", "new", "after"),
    [
        ('{"a":1,"b":2,"c":3}', "a", {}, '{"b":2,"c":3}'),
        ('{"a":1,"b":2,"c":3}', "b", {}, '{"a":1,"c":3}'),
        ('{"a":1,"b":2,"c":3}', "c", {}, '{"a":1,"b":2}'),
        ('{"a":1,"b":2,"c":3}', "a b", {}, '{"c":3}'),
        ('{"a":1,"b":2,"c":3}', "b c", {"d": 4}, '{"a":1,"d": 4}'),
        ('{"a":1,"b":2}', "a b", {}, "{}"),
        ('{\n  "a": 1,\n  "b": 2\n}\n', "b", {"c": [1]}, '{\n  "a": 1,\n  "c": [1]\n}\n'),
        ('{\n  "a": 1,\n  "b": 2\n}\n', "a b", {"c": 3}, '{\n  "c": 3\n}\n'),
        ("{}", "", {"a": 1}, '{\n  "a": 1\n}'),
        ("{\n}\n", "", {"a": True, "b": "c"}, '{\n  "a": true,\n  "b": "c"\n}\n'),
        ('{\r\n\t"a": 1\r\n}', "", {"b": 2}, '{\r\n\t"a": 1,\r\n\t"b": 2\r\n}'),
        ('{ "a": 1 }', "", {"b": 2}, '{ "a": 1, "b": 2 }'),
        ('{\n  "a": 1, // one\n  "b": 2\n}', "b", {}, '{\n  "a": 1\n}'),
        ('{\n  "a": 1, // one\n  "b": 2,\n}', "", {"c": 3}, '{\n  "a": 1, // one\n  "b": 2,\n  "c": 3,\n}'),
        ('{"a": 1,}', "a", {}, "{}"),
    ],
)  # fmt: skip
def test_entries_out_and_in(text: str, out: str, new: dict[str, Any], after: str) -> None:
    assert changed(text, out, new) == after


@given(
    st.dictionaries(st.sampled_from("abcdef"), VALUES, max_size=6),
    st.sets(st.sampled_from("abcdef")),
    st.dictionaries(st.sampled_from("uvw"), VALUES, max_size=3),
    st.sampled_from([None, 2, "\t"]),
)
def test_any_entries_out_and_in(
    value: dict[str, Any], out: set[str], new: dict[str, Any], indent: Any
) -> None:
    text = json.dumps(value, indent=indent)
    after = json.loads(changed(text, " ".join(out), new))
    kept = {key: item for key, item in value.items() if key not in out}
    assert after == json.loads(json.dumps({**kept, **new}))
    assert list(after) == [*kept, *new]


def test_an_edit_inside_what_goes_out_is_none() -> None:
    data = b'{"a": {"b": 1}, "c": {}}'
    root = read(data).root
    changes = ObjectChanges(data.decode(), "utf-8")
    inner = root.entries[0].value
    changes.rename(inner.entries[0], "z")
    changes.put(inner.entries[0].value, 2)
    changes.add(inner, "q", 1)
    changes.drop(root, root.entries[0])
    assert apply(data, changes.all()) == b'{"c": {}}'


def test_lists_get_more() -> None:
    for text, after in (
        ('["a"]', '["a","b"]'),
        ("[]", '["b"]'),
        ('[\n  "a"\n]', '[\n  "a",\n  "b"\n]'),
        ('["x", "a"]', '["x", "a", "b"]'),
    ):
        data = text.encode()
        changes = ObjectChanges(text, "utf-8")
        changes.append(read(data).root, ["b"])
        assert apply(data, changes.all()).decode() == after
