"""One text ported: what is taken for one, and what becomes of each kind of file."""

from __future__ import annotations

from typing import Any

import mediaglot as mg
import pytest
from mediaglot.adapters.source.tree.patterns import patterns_of
from mediaglot.canonical.errors import InputError


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"code": b"a()"}, "source code as a string"),
        ({"code": None}, "source code as a string"),
        ({"name": 1}, "a file name such as page.js"),
        ({"style": "mixed"}, "expected native or runtime"),
        ({"name": "a.png"}, "expected a name that ends in one of"),
        ({"name": "js"}, "expected a name that ends in one of"),
    ],
)
def test_what_is_no_text_to_port_is_told(given: dict[str, Any], said: str) -> None:
    with pytest.raises(InputError, match=said):
        mg.port(**{"code": "a()", "read": "wx", "write": "my", **given})


@pytest.mark.parametrize(
    ("name", "code", "made"),
    [
        ("a.js", "wx.hideToast()", "my.hideToast()"),
        ("a.TS", "wx.hideToast() as any", "my.hideToast() as any"),
        ("a.vue", "<script>wx.hideToast()</script>", "<script>my.hideToast()</script>"),
        ("a.wxml", '<view wx:if="{{a}}"/>', '<view a:if="{{a}}"/>'),
        ("a.json", '{ "navigationBarTitleText": "a" }', '{ "defaultTitle": "a" }'),
    ],
)
def test_a_text_is_what_its_name_says(name: str, code: str, made: str) -> None:
    assert mg.port(code, read="wx", write="my", name=name).code == made


@pytest.mark.parametrize("pattern", ["!", "\\"])
def test_a_pattern_that_is_none_is_told_with_its_option(pattern: str) -> None:
    for given, option in ((([pattern], []), "--include"), (([], ["a", pattern]), "--exclude")):
        with pytest.raises(InputError, match="no pattern") as error:
            patterns_of(*given)
        assert option in str(error.value)


@pytest.mark.parametrize(
    ("include", "exclude", "left"),
    [
        ([], [], []),
        (["pages/"], [], ["a.js", "lib/a.js"]),
        ([], ["pages/"], ["pages/a.js", "pages/b/a.js"]),
        (["pages/"], ["pages/b/"], ["a.js", "lib/a.js", "pages/b/a.js"]),
        (["*.ts"], [], ["a.js", "lib/a.js", "pages/a.js", "pages/b/a.js"]),
    ],
)
def test_which_files_patterns_leave_out(
    include: list[str], exclude: list[str], left: list[str]
) -> None:
    names = ["a.js", "lib/a.js", "pages/a.js", "pages/b/a.js"]
    patterns = patterns_of(include, exclude)
    assert [name for name in names if patterns.leaves_out(name)] == left
