"""What a template says, as far as it shows: the words that an attribute may come to, what stands in
a slot where nothing is passed."""

from __future__ import annotations

import pytest
from mediaglot.adapters.source.common.pair import pair
from mediaglot.adapters.source.markup.port import port_markup
from mediaglot.adapters.source.markup.work import ALONE

COMPUTED = "Alipay's open-type has not all the words of WeChat's"


def told(value: str) -> list[str]:
    return findings(f"""<button open-type="{value}"/>""")


def findings(markup: str) -> list[str]:
    done = port_markup(markup.encode(), "a.wxml", pair("wx", "my"), ALONE)
    return [item.diagnostic.message for item in done.findings]


def no_word(*words: str) -> list[str]:
    return [f"{word} is no open-type of WeChat's button" for word in words]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("share", []),
        ("zz", ["zz"]),
        ("{{'share'}}", []),
        ("{{'zz'}}", ["zz"]),
        ("{{ 'zz' }}", ["zz"]),
        ("{{x ? 'share' : 'zz'}}", ["zz"]),
        ("{{x ? 'zz' : 'share'}}", ["zz"]),
        ("{{x ? 'yy' : 'zz'}}", ["yy", "zz"]),
        ("{{x ? '' : 'zz'}}", ["zz"]),
        ("{{x == 'zz' ? 'share' : ''}}", []),
        ("{{x == 'xx' || y == 'yy' ? 'share' : 'zz'}}", ["zz"]),
    ],
)
def test_words_that_show(value: str, words: list[str]) -> None:
    assert told(value) == no_word(*words)


@pytest.mark.parametrize(
    "value",
    [
        "{{x}}",
        "z{{x}}",
        "{{x}}{{y}}",
        "{{x + 'zz'}}",
        "{{x ? y : 'zz'}}",
        "{{x ? 'zz' : y}}",
        "{{x ? 'zz' : 'yy' + y}}",
        "{{x ? 'xx' : y ? 'yy' : 'zz'}}",
        "{{x || 'zz'}}",
    ],
)
def test_words_that_are_computed(value: str) -> None:
    assert told(value) == [COMPUTED]


@pytest.mark.parametrize(
    ("inside", "shows"),
    [
        ("a", True),
        ("<view/>", True),
        ("\n  <view/>\n", True),
        (" a ", True),
        ("<!-- why --><view/>", True),
        ("\n<!-- why -->\n<!-- and -->\n{{a}}", True),
        ("<slot/>", True),
        ("", False),
        ("\n  ", False),
        ("<!-- why -->", False),
        ("\n  <!-- why -->\n", False),
    ],
)
def test_what_a_slot_shows_where_nothing_is_passed(inside: str, shows: bool) -> None:
    text = "what stands in the slot: no source says when both vendors show it"
    assert findings(f"<slot>{inside}</slot><view/>") == [text] * shows


def test_a_slot_without_an_end_of_its_own_has_nothing_inside() -> None:
    assert findings("<slot/><view/>") == []
