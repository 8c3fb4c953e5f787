"""Which configuration a file is, which word a value is, and the tools' file that is written anew."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, ClassVar

import pytest
from mediaglot.adapters.source.common.pair import pair
from mediaglot.adapters.source.config.facts import ConfigSides, as_word, dialects_of
from mediaglot.adapters.source.config.port import kind_of, port_config
from mediaglot.adapters.source.config.settings import write_word
from mediaglot.adapters.source.config.work import ConfigPlace
from mediaglot.canonical.settings import Setting


def sides(read: str, write: str) -> ConfigSides:
    both = dialects_of(pair(read, write))
    assert both is not None
    return both


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("app.json", "{}", "app"),
        ("src/app.json", "no json", "app"),
        ("project.config.json", "no json", "project"),
        ("pages/app.json.json", "{}", "page"),
        ("a.json", "{}", "page"),
        ("a.JSON", "{}", "page"),
        ("a.json", '{ "navigationBarTitleText": "a", "zz": 1 }', "page"),
        ("a.json", '{ "usingComponents": {} }', "page"),
        ("a.json", '{ "component": true }', "component"),
        ("a.json", '{ "zz": 1, "component": true }', "component"),
        ("a.json", '{ "component": false, "zz": 1 }', "page"),
        ("a.json", '{ "component": 1, "zz": 1 }', "page"),
        ("a.json", '{ "zz": 1 }', None),
        ("a.json", "[]", None),
        ("a.json", '"component"', None),
        ("a.json", "no json", None),
        ("a.js", "{}", None),
        ("mini.project.json", '{ "zz": 1 }', None),
    ],
)
def test_what_configuration_a_file_is(name: str, text: str, kind: str | None) -> None:
    assert kind_of(text.encode(), name, sides("wx", "my")) == kind


class _Group:
    words: ClassVar = {"pull": {"on": True, "off": False, "once": 1, "never": 0, "text": "x"}}


@pytest.mark.parametrize(
    ("value", "word"),
    [(True, "on"), (False, "off"), (1, "once"), (0, "never"), ("x", "text"), ("1", None),
     (None, None), (2, None)],
)  # fmt: skip
def test_a_word_is_its_value_of_its_own_type(
    value: Any, word: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    side = sides("wx", "my").source
    monkeypatch.setattr(type(side), "group", lambda _self, _name: _Group)
    assert side.word("window", "pull", value) == word
    assert side.word("window", "none", value) is None


@pytest.mark.parametrize(
    ("value", "word"), [("a", "a"), (True, "true"), (None, "null"), (1, "1"), (1.5, "1.5")]
)
def test_a_scalar_as_a_word(value: Any, word: str) -> None:
    assert as_word(value) == word


@pytest.mark.parametrize(
    ("write", "files", "known", "made"),
    [
        ("my", ["app.json"], False, ["mini.project.json"]),
        ("my", ["app.json"], True, []),
        ("my", ["app.json", "mini.project.json"], False, []),
        ("my", ["app.json", "src/mini.project.json"], False, ["mini.project.json"]),
        ("tt", ["app.json"], False, []),
    ],
)
def test_a_file_for_the_tools_where_there_is_none(
    write: str, files: list[str], known: bool, made: list[str]
) -> None:
    place = ConfigPlace(exists=set(files).__contains__, project=known)
    done = port_config(b'{ "pages": [] }', "app.json", pair("wx", write), "app", place)
    assert [name for name, _ in done.made] == made
    assert [item.code for item in done.findings].count("MG751") == len(made)


def test_alone_a_file_has_none_beside_it() -> None:
    done = port_config(b'{ "pages": [] }', "app.json", pair("wx", "my"), "app")
    assert done.made == ()


NONE, TAKEN = "MG742", "MG745"
WORDS = {"on": True, "off": False, "once": 1}


@pytest.mark.parametrize(
    ("value", "word", "more", "done", "code"),
    [
        ("x", "x", {"words": None}, [], ""),
        (True, "on", {}, [], ""),
        ("yes", "on", {}, [True], ""),
        (1, "on", {}, [True], ""),
        (True, "once", {}, [1], ""),
        (1, "once", {}, [], ""),
        ("twice", "twice", {"default": "twice"}, ["dropped"], TAKEN),
        ("twice", "twice", {"near": "once"}, [1], "MG746"),
        ("twice", "twice", {"near": "once", "default": "once"}, ["dropped"], "MG746"),
        ("twice", "twice", {"weight": "seen"}, ["dropped"], NONE),
        ("twice", "twice", {}, [], "MG746"),
        ("twice", "twice", {"default": "on"}, [], "MG746"),
    ],
)
def test_the_word_of_the_target(
    value: Any, word: str, more: dict[str, Any], done: list[Any], code: str
) -> None:
    near = {"a": {word: more["near"]}} if "near" in more else {}
    target = SimpleNamespace(
        default=lambda _group, _name: more.get("default"),
        group=lambda _group: SimpleNamespace(nearest=near),
    )
    made: list[Any] = []
    told: list[tuple[str, str]] = []
    work: Any = SimpleNamespace(
        both=SimpleNamespace(target=target),
        writer="B",
        facts=lambda _group: (),
        changes=SimpleNamespace(
            put=lambda _node, put: made.append(put),
            drop=lambda _node, _entry: made.append("dropped"),
        ),
        say=lambda code, _text, *_place, **more: told.append((code, more.get("blocks", ""))),
    )
    entry: Any = SimpleNamespace(key="key", value=SimpleNamespace(plain=value), start=0, end=1)
    node: Any = None
    row = Setting("a", "word", more.get("weight", "needed"))
    write_word(work, node, "window", row, entry, word, more.get("words", WORDS))
    assert made == done
    assert [type(item) for item in made] == [type(item) for item in done]
    blocks = "key" if code == "MG746" and not done else ""
    assert told == ([(code, blocks)] if code else [])
