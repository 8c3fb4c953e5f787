"""Lines of a script that are not: each told in the words of scripts, none in Python's."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mediaglot.canonical.engine.user import ACTIONS, Action
from mediaglot.canonical.engine.user_lines import parse_line
from mediaglot.canonical.errors import InputError

HUGE = 10**400
BAD = {
    "picks(a.jpg)": 'picks: expected a text or a number, got a.jpg; a text is in quotes: "a.jpg"',
    "denies(camera)": (
        'denies: expected a text or a number, got camera; a text is in quotes: "camera"'
    ),
    "picks(*[1])": "picks: expected a text or a number, got *[1]",
    "picks(f'a{b}')": "picks: expected a text or a number, got f'a{b}'",
    "picks('a' * 9**9)": "picks: expected a text or a number, got 'a' * 9 ** 9",
    "records(1, 2, 3)": (
        'expected records(seconds[, name][, after=0][, when=""]), got the string "records(1, 2, 3)"'
    ),
    "records()": (
        'expected records(seconds[, name][, after=0][, when=""]), got the string "records()"'
    ),
    "cancels(1)": 'expected cancels([after=0][, when=""]), got the string "cancels(1)"',
    "picks(x=1)": 'expected picks(names…[, after=0][, when=""]), got the string "picks(x=1)"',
    "shoots(**{})": 'expected shoots([name][, after=0][, when=""]), got the string "shoots(**{})"',
    "pick(": 'expected an action such as picks("cat.jpg"), got the string "pick("',
    "pickz('a')": "unknown action 'pickz'; did you mean 'picks'?",
    "cancels(when=3)": "cancels: 'int' object is not iterable",
    # beyond what a number of a platform is, where arithmetic raises
    f"records({HUGE})": "records() needs a length in seconds above 0",
    f"is_interrupted({HUGE})": "is_interrupted() needs a time in seconds above 0",
    f"picks_first({HUGE})": "picks_first() needs a whole number, got a huge number",
    f"cancels(after={HUGE})": "cancels: expected after= in seconds, got a huge number",
    f"cancels(after=-{HUGE})": "cancels: expected after= in seconds, got a huge number",
}


@pytest.mark.parametrize("line", BAD)
def test_what_is_wrong_with_a_line(line: str) -> None:
    with pytest.raises(InputError, match=f"^{re.escape(BAD[line])}$"):
        parse_line(line)


_VALUES = st.sampled_from(
    ["1", "-1", "''", "'a'", "a", "[]", "{}", "None", "*a", "f''", "1 if a else 2"]
)


@given(st.sampled_from(sorted(ACTIONS)), st.lists(_VALUES, max_size=4), st.booleans())
def test_a_line_is_an_action_or_one_sentence(name: str, given: list[str], named: bool) -> None:
    words = ", ".join([*given, *["after=1"] * named])
    told = ""
    try:
        assert isinstance(parse_line(f"{name}({words})"), Action)
    except InputError as error:
        told = str(error)
    assert not re.search(r"positional|keyword argument|malformed|<ast|0x", told)
