"""`like`: an operation has the options, results and failures of another one of its profile."""

from __future__ import annotations

from typing import Any

import mediaglot as mg
import pytest
from mediaglot.profiles import loader
from mediaglot.profiles.extending import alike
from mediaglot.profiles.lint import LintReport, lint
from mediaglot.profiles.registry import Registry

HEAD = """\
schema = 1
id = "zz"
name = "Zed"
namespace = "zz"
versions = "client"
os = ["android", "ios"]
[sources.A]
title = "the asynchronous one"
where = "https://example.com/a"
checked = "2026-11-21"
[sources.B]
title = "the other"
where = "https://example.com/b"
checked = "2026-11-21"
grade = "observed"
[call]
promise = "unknown"
evidence = "A"
[paths]
local = ["zz://"]
evidence = "A"
[envelope.success]
fields = { errMsg = "{api}:ok" }
evidence = "A"
[envelope.failure]
code = "errno"
message = "errMsg"
evidence = "A"
"""
FIRST = """\
[api.getStorage]
evidence = "A"
grade = "assumed"
support = "9.9"
name = "readStore"
params = { key = "k" }
result = { data = { paths = "d", note = "as it was set" } }
success = { done = true }
failed = { done = false }
outcomes = [{ when = { d = "no" }, kind = "file_not_found" }]
[[api.getStorage.failures]]
kind = "file_not_found"
code = 7
"""
LAST = FIRST.count("\n") + HEAD.count("\n")


def check(text: str, bases: dict[str, str] | None = None) -> LintReport:
    known = {name: {f"{name}.toml": base} for name, base in (bases or {}).items()}
    return lint({"zz.toml": text}, find=lambda name: known.get(name) or loader.builtin_texts(name))


def profile(text: str, bases: dict[str, str] | None = None) -> mg.Profile:
    report = check(text, bases)
    assert [item.message for item in report.diagnostics] == []
    assert report.profile is not None
    return report.profile


def said(text: str, bases: dict[str, str] | None = None) -> list[str]:
    return [f"{item.place} {item.code} {item.message}" for item in check(text, bases).diagnostics]


def sources(items: Any) -> list[str]:
    return [item.source for item in items]


def test_it_takes_and_answers_what_the_other_does() -> None:
    view = profile(HEAD + FIRST + '[api.getStorageSync]\nlike = "getStorage"\nevidence = "B"\n').at(
        "zz"
    )
    one, two = view.apis["getStorage"], view.apis["getStorageSync"]
    assert two.params["key"].names == ["k"]
    assert two.result["data"].facts.paths == ["d"]
    assert two.result["data"].facts.note == "as it was set"
    assert [rule.code for rule in two.failures] == [[7]]
    assert (two.facts.success, two.facts.failed) == ({"done": True}, {"done": False})
    assert two.facts.outcomes == one.facts.outcomes
    known = Registry([view.profile])
    read = mg.read_failure("getStorageSync", {"errno": 7}, read="zz", registry=known)
    assert read.value.kind == "file_not_found"


def test_facts_keep_their_sources_and_the_operation_has_its_own() -> None:
    view = profile(HEAD + FIRST + '[api.getStorageSync]\nlike = "getStorage"\nevidence = "B"\n').at(
        "zz"
    )
    two = view.apis["getStorageSync"]
    assert sources(two.evidence) == ["B"]
    assert (two.evidence[0].grade, two.facts.grade) == ("observed", None)
    assert sources(two.params["key"].evidence) == sources(two.result["data"].evidence) == ["A"]
    assert two.failures[0].evidence == ["A"]


def test_without_a_source_of_its_own_it_has_the_others() -> None:
    view = profile(HEAD + FIRST + '[api.getStorageSync]\nlike = "getStorage"\n').at("zz")
    assert view.apis["getStorageSync"].evidence == view.apis["getStorage"].evidence
    assert view.apis["getStorageSync"].evidence[0].grade == "assumed"


def test_names_and_support_are_not_the_others() -> None:
    view = profile(HEAD + FIRST + '[api.getStorageSync]\nlike = "getStorage"\n').at("zz@1.0")
    assert view.apis["getStorage"].support.status == "no"
    assert view.apis["getStorageSync"].support.status == "yes"
    assert view.apis["getStorageSync"].name == "getStorageSync"


def test_what_stands_there_is_laid_over() -> None:
    own = (
        '[api.getStorageSync]\nlike = "getStorage"\nevidence = "B"\nreturns = "data"\n'
        'params.key.name = "key"\nresult.data = { absent = "" }\noutcomes = []\n'
        '[[api.getStorageSync.failures]]\nkind = "file_not_found"\ncode = 8\n'
    )
    two = profile(HEAD + FIRST + own).at("zz").apis["getStorageSync"]
    assert two.params["key"].names == ["key"]
    assert sources(two.params["key"].evidence) == ["B"]
    assert (two.result["data"].facts.paths, two.result["data"].facts.absent) == (["d"], "")
    assert sources(two.result["data"].evidence) == ["B", "A"]
    assert two.facts.outcomes == []
    assert [rule.code for rule in two.failures] == [[8], [7]]


def test_one_that_is_like_one_that_is_like_another() -> None:
    text = (
        '[api.getStorageSync]\nlike = "setStorageSync"\n'
        '[api.setStorageSync]\nlike = "setStorage"\n'
        '[api.setStorage]\nevidence = "A"\nparams = { key = "k" }\n'
    )
    view = profile(HEAD + text).at("zz")
    assert view.apis["getStorageSync"].params["key"].names == ["k"]
    assert sources(view.apis["getStorageSync"].evidence) == ["A"]


# --- with a base ----------------------------------------------------------------------------------

OVER = """\
schema = 1
extends = "base"
id = "zz"
name = "Zed"
namespace = "zz"
[sources.C]
title = "the third"
where = "https://example.com/c"
checked = "2026-11-21"
"""
BASE = HEAD.replace('"zz"', '"base"') + FIRST + '[api.getStorageSync]\nlike = "getStorage"\n'


def test_what_a_file_changes_of_the_other_counts_for_both() -> None:
    own = '[api.getStorage]\nevidence = "C"\nparams.key = "kk"\n'
    view = profile(OVER + own, {"base": BASE}).at("zz")
    two = view.apis["getStorageSync"]
    assert two.params["key"].names == ["kk"]
    assert two.params["key"].evidence == view.apis["getStorage"].params["key"].evidence
    assert sources(two.params["key"].evidence) == ["C", "base/A"]
    assert sources(two.result["data"].evidence) == ["base/A"]
    assert two.support.status == "unknown"  # nobody has looked whether it is there
    assert view.apis["getStorage"].support.status == "yes"


def test_a_file_may_say_what_an_inherited_one_is_like() -> None:
    own = '[api.getStorageSync]\nlike = "removeStorage"\nevidence = "C"\n'
    own += '[api.removeStorage]\nevidence = "C"\nparams = { key = "kkk" }\n'
    two = profile(OVER + own, {"base": BASE}).at("zz").apis["getStorageSync"]
    assert two.params["key"].names == ["kkk"]
    assert two.result == {}


# --- what is wrong --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            '[api.getStorageSync]\nlike = "getStorag"\nevidence = "B"\n',
            [
                (
                    "zz.toml:43:1 MG908 api.getStorageSync.like: no API of this profile "
                    "'getStorag'; did you mean 'getStorage'?"
                )
            ],
        ),
        (
            '[api.getStorageSync]\nlike = "getStorageSync"\nevidence = "B"\n',
            [
                (
                    "zz.toml:43:1 MG903 api.getStorageSync.like: leads in a circle "
                    "(getStorageSync -> getStorageSync)"
                )
            ],
        ),
        (
            '[api.getStorageSync]\nlike = 3\nevidence = "B"\n',
            ["zz.toml:43:1 MG903 api.getStorageSync.like: expected a string, got 3"],
        ),
        (
            '[api.getStorageSync]\nlike = "getStorage"\nparams = 3\n',
            ["zz.toml:44:1 MG903 api.getStorageSync.params: expected a table, got 3"],
        ),
    ],
)
def test_what_is_like_nothing(text: str, expected: list[str]) -> None:
    assert said(HEAD + FIRST + text) == expected


def test_a_circle_is_told_of_each_in_it() -> None:
    text = '[api.getStorage]\nevidence = "A"\nlike = "getStorageSync"\n'
    found = said(HEAD + text + '[api.getStorageSync]\nevidence = "A"\nlike = "getStorage"\n')
    assert [item.split(": ")[0] for item in found] == [
        "zz.toml:31:1 MG903 api.getStorage.like",
        "zz.toml:34:1 MG903 api.getStorageSync.like",
    ]


def test_a_problem_of_the_other_is_told_once_and_there() -> None:
    twin = '[api.getStorageSync]\nlike = "getStorage"\n'
    for first in (
        FIRST.replace('"k"', '{ name = "k", default = 3 }'),
        FIRST.replace("note =", "nite ="),
        FIRST.replace("code = 7", 'code = 7\nos = "pc"'),
        FIRST.replace('kind = "file_not_found"\ncode', 'kind = "gone"\ncode'),
        FIRST.replace("key =", "kee ="),
    ):
        for text in (HEAD + twin + first, HEAD + first + twin):
            (found,) = said(text)
            assert "api.getStorage." in found
            assert int(found.split(":")[1]) >= text.split("[api.getStorage]")[0].count("\n")


def test_what_it_cannot_have_is_told_of_it() -> None:
    found = said(HEAD + FIRST + '[api.clearStorageSync]\nlike = "getStorage"\n')
    assert [item.partition(";")[0] for item in found] == [
        "zz.toml:42:6 MG907 api.clearStorageSync.params.key: no option of clearStorageSync 'key'",
        (
            "zz.toml:42:6 MG907 api.clearStorageSync.result.data: no result path of "
            "clearStorageSync 'data'"
        ),
    ]


@pytest.mark.parametrize(
    "data",
    [
        {"api": 3},
        {"api": {"a": 3, "b": {"like": "a"}, "c": {"like": ["a"]}, "d": {"like": "d"}}},
        {"api": {"a": {"evidence": 3, "params": [1], "failures": {"x": 1}}, "b": {"like": "a"}}},
        {"api": {"a": {"like": "b", "params": {"x": {}}}, "b": {"like": "a", "params": 3}}},
    ],
)
def test_any_data_is_survived_and_none_is_changed(data: dict[str, Any]) -> None:
    before = repr(data)
    assert isinstance(alike(data), dict)
    assert repr(data) == before
