"""Patterns of profiles: both languages read them alike, and no text makes a search hang."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsenv import node
from mediaglot.adapters.cli.main import main
from mediaglot.adapters.messages.signs import MAX_SEARCHED
from mediaglot.profiles import loader, patterns
from mediaglot.profiles.pattern_reader import PatternReader
from mediaglot.profiles.pattern_tree import At, Chars, Node, One, Rep, Seq, first_of
from mediaglot.profiles.patterns import problem, steps

HANG = [
    "(a+)+b", "(a*)*b", "(a|a)*b", "(a|ab|b)*c", r"(\w+\s?)*$", r"^(\w+\s?)*$", "(.*)*x",
    "(x+x+)+y", "(.*,){11}P", "(a?){30}a{30}", "a?" * 30 + "a" * 30, ".*.*x", "a.*b.*c",
    r"\s*\s*\s*x", "(?:a{1,50}){1,50}b", "((((a*)*)*)*)*", "(?=(a+)+b)", "x(?!(a|a)*b)",
    "(fail|fail )*cancel", ".{0,1000}.{0,1000}x", "(?:.*foo)*bar", r"(\d+\.?)+x", "(a|b|ab)*c",
]  # fmt: skip
FINE = [
    "", ".*", "cancel", ".*cancel.*", "fail[: ]*cancel", "auth den(y|ied)", r"\bno permission\b",
    "fail.*no.*permission", r"\s*fail\s*:\s*cancel", r"^\w+:fail", "(foo|bar)+x", "(a|b|c)*d",
    r"[\d.]+x", r"user cancel(l?ed)?\b|:cancel\b", "拒绝授权|不允许授权", "参数(无效|错误)",
    r"\u62d2\x41", "a{2,3}?b", "(?:api|method)?(?=x)", r"[^\s:]+:fail", r"[a-z\d_-]+", r"\(1\)",
]  # fmt: skip
NOT_SHARED = [
    "(?i)a", "a++", "a*+", "(?>a)", "(?P<x>a)", "(?P=x)", "(?<=a)b", "(?<!a)b", "(?#x)", r"\Aa",
    r"a\Z", r"\1", r"\N{DASH}", r"\p{L}", r"\0", "[]a]", "[^]a]", "a{,3}", "a{", "}", "]", "^*",
    "[[a]", r"\é",
]  # fmt: skip
WRONG = [
    "(",
    ")",
    "a)",
    "[a",
    "*",
    "a**",
    "+a",
    "a{3,2}",
    "[z-a]",
    "[\\d-z]",
    "\\",
    "\\x4",
    "\\u12",
    "?",
]


@pytest.mark.parametrize("pattern", HANG)
def test_what_would_hang_is_refused(pattern: str) -> None:
    assert "too many ways" in str(problem(pattern))


@pytest.mark.parametrize("pattern", FINE)
def test_what_is_fine_is_taken(pattern: str) -> None:
    assert problem(pattern) is None
    re.compile(pattern)


@pytest.mark.parametrize("pattern", NOT_SHARED)
def test_what_one_language_lacks_is_refused(pattern: str) -> None:
    assert "not a regular expression of both Python and JavaScript" in str(problem(pattern))


@pytest.mark.parametrize(
    ("pattern", "options", "parts"),
    [
        ("a|b", 1, 1),  # one of two characters is a set of them
        ("a|b|[cd]", 1, 1),
        ("a|a", 2, 1),
        ("a|[ab]", 2, 1),
        ("ab|cd", 2, 2),
        ("ab|c", 2, 2),
        ("a*|b", 2, 1),
        ("a", 1, 1),
        ("", 1, 0),
    ],
)
def test_different_characters_to_choose_from_are_a_set(
    pattern: str, options: int, parts: int
) -> None:
    found = PatternReader(pattern).whole()
    assert len(found.options) == options
    assert len(found.options[0].parts) == parts


@pytest.mark.parametrize("pattern", WRONG)
def test_what_is_no_pattern(pattern: str) -> None:
    assert "not a regular expression" in str(problem(pattern))
    if pattern != "?":
        with pytest.raises(re.error):
            re.compile(pattern)


def test_sizes_are_bounded() -> None:
    """The lint ends by itself, whatever it is given."""
    assert "longer than" in str(problem("a" * 1001))
    assert "nested too deeply" in str(problem("(" * 30 + "a" + ")" * 30))
    for pattern in (
        "(" * 20 + "a" + "b)*" * 20,
        "(?:" * 15 + "a*b" + ")*c" * 15,
        "(?:a?b?)*" * 100,
        "(?:" + "|".join(f"{chr(0x4E00 + index)}x" for index in range(300)) + ")*z",
        "[a-\uffff]" * 90,
        "(?:(?:ab|cd){0,2000}e|f){0,2000}g",
        "a{99999999}" * 50,
    ):
        problem(pattern)


def test_as_much_is_searched_as_is_reckoned_with() -> None:
    assert patterns.LONGEST == MAX_SEARCHED


@given(st.text("ab1 .|()[]{}*+?^$\\wds:-,=!é", max_size=24))
def test_what_is_taken_compiles_and_what_does_not_compile_is_refused(pattern: str) -> None:
    if problem(pattern) is None:
        re.compile(pattern)


@pytest.mark.node
def test_both_languages_find_the_same() -> None:
    texts = ["", "a", "ab", "chooseImage:fail cancel", "FAIL : cancel", "no permission", "拒绝",
             "x(1)y", "a-b_c", "auth denied", "foobarx", "1.2x", "aab"]  # fmt: skip
    code = (
        "const [p, t] = JSON.parse(require('fs').readFileSync(0));"
        "console.log(JSON.stringify(p.map((p) => t.map((t) => new RegExp(p, 'i').test(t)))))"
    )
    made = subprocess.run(
        [str(node()), "-e", code], input=json.dumps([FINE, texts]), capture_output=True, text=True
    )
    flags = re.IGNORECASE | re.ASCII
    assert json.loads(made.stdout) == [
        [bool(re.search(pattern, text, flags)) for text in texts] for pattern in FINE
    ]


def test_patterns_of_the_built_in_profiles() -> None:
    seen = 0
    for vendor in loader.builtin_ids():
        profile = loader.get(vendor)
        rules = [
            *profile.failures,
            *(rule for api in profile.api.values() for rule in api.failures),
        ]
        for rule in rules:
            for pattern in (rule.pattern, rule.reads):
                seen += bool(pattern)
                assert problem(pattern) is None
        assert problem(profile.envelope.failure.pattern) is None
    assert seen > 20


@pytest.mark.parametrize("key", ["pattern", "reads"])
def test_a_profile_that_would_hang_is_never_used(
    key: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, lines = tmp_path / "me.toml", tmp_path / "in.jsonl"
    file.write_text(
        'extends = "wx"\nid = "me"\nname = "Me"\nnamespace = "me"\n'
        f"[[failures]]\nkind = \"cancelled\"\n{key} = '(a+)+b'\n"
    )
    lines.write_text('{"errMsg":"chooseImage:fail ' + "a" * 5000 + '"}\n')
    (tmp_path / "a.js").write_text("wx.chooseImage({})\n")
    for command in (
        ["normalize", "--from", "me", "--api", "chooseImage", str(lines)],
        ["report", "--from", "me", "--api", "chooseImage", str(lines)],
        ["port", str(tmp_path / "a.js"), "--from", "wx", "--to", "me"],
        ["runtime", "--from", "me", "--to", "wx"],
    ):
        assert main(["--profile", str(file), *command]) == 2
        assert "a text could be tried in too many ways" in capsys.readouterr().err
    assert main(["profile", "lint", str(file)]) == 1
    assert f"MG903 failures[0].{key}: a text could be tried" in capsys.readouterr().out


def test_so_is_a_pattern_of_the_envelope(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "me.toml"
    file.write_text(
        'extends = "wx"\nid = "me"\nname = "Me"\nnamespace = "me"\n'
        "[envelope.failure]\npattern = '(a|a)*b'\n"
    )
    assert main(["profile", "lint", str(file)]) == 1
    assert "too many ways" in capsys.readouterr().out


def test_what_the_report_advises_is_taken() -> None:
    for message in ("fail (1) [x] {2}", "a\\b.c*d+e?f^g$h|i", "拒绝 / - # & ~ : , = ! < >"):
        assert problem(re.escape(message)) is None


def test_where_a_text_begins_and_where_it_ends_are_told_apart() -> None:
    for text, wanted in (("^a", [True]), ("a$", [False]), ("^a$", [True, False])):
        found = str(PatternReader(text).whole())
        assert re.findall(r"At\(start=(\w+)", found) == [str(it) for it in wanted]


def test_an_escape_is_the_character_that_it_names() -> None:
    for escape, char in (
        (r"\t", "\t"), (r"\n", "\n"), (r"\r", "\r"), (r"\f", "\f"), (r"\v", "\v"),
        (r"\x41", "A"), (r"\u62d2", "拒"), (r"\.", "."), (r"\\", "\\"), (r"\/", "/"),
    ):  # fmt: skip
        assert problem(f"a{escape}+b") is None
        assert str(PatternReader(escape).whole()) == str(PatternReader(re.escape(char)).whole())
        assert re.search(escape, char)
        # what it stands for may follow itself or not
        assert "too many ways" in str(problem(f"({escape}+)+b"))


EDGES = [
    "^", "$", "^$", "a^", "^a|b", "(?=a)", "(?!a)b", r"\b", r"a\B", "a{0}", "a{1}", "a{0,0}",
    "a{2}", "a{2,}", "a{0,2}", "a{1999}", "a{2000}", "a{2001}", "a{2,1999}x", "a{2,2000}x",
    "a{2,2001}x", "a{12345678}", "a{123456789}", "a{1234,5678}", "a{1234,56789}", "a*?", "a+?",
    "a??", "a{1,2}?", "a*+", "a{2}+", "a**", "a{2}{3}", "a?*", "^?", r"\b{2}", "aa", "abab",
    "abcabcab", "ab.*ab", "aba.*aba", "a.*abab", "ab.*abc", ".*ab.*cd", ".*ab.*cd.*ef", "[ab]*a",
    "[ab]*c", "[ab]*[bc]*d", "[a-c]*[d-f]*x", "a*b*a*", "(ab)*", "(ab)*a", "(ab)*c", "(ab|c)*d",
    "(?:a|b)?c", "(a|)b", "(|a)b", "a||b", "(a(b(c)))", "a|bc|d", "(a|b)|c", "((a|b)|c)d",
    "[a-z]", "[a-Z]", "[A-z]", "[z-a]", "[a-]", "[-a]", "[^a]", "[^\\d]", "[\\d\\s]", "[a-\\d]",
    "[\\]]", "[\u007f-\u0080]", "[\u007e-\u007f]", "[\u0080-\u0081]", "[\u4e00-\u9fa5]",
    "[a-\uffff]", "[^\u4e00]", "\u4e00*\u4e00", "\u4e00*\u4e01", "[^\u4e00]*\u4e00", r"\d*\D",
    r"\w*\W", r"\s*\S", r"\s*\u00a0", r"\S*\s", r"\d*\w", r"\t\n\r\f\v", r"\x41", r"\x4g",
    r"\u0041", r"\u004", r"\.", r"\-", r"\_", r"\a", r"\9", r"\/", "\u00df", "\u0130", "K",
    "\u212a", "s", "\u017f", ".\n", "a.b", "(?:)", "()", "(?", "(?:", "(?:a", "(?=", "[", "[^",
    "[^]", "[]", "[\\", "a[b", "a(b", "{", "a{x}", "a{1", "a{1,", "a{1,x}", "a{\u0661}", "a{-1}",
]  # fmt: skip


def _set(chars: Chars) -> str:
    """A set of characters, in few words."""
    codes = sorted(map(ord, chars.ascii))
    text, at = "", 0
    while at < len(codes):
        end = at
        while end + 1 < len(codes) and codes[end + 1] == codes[end] + 1:
            end += 1
        text += f"{chr(codes[at])!a}"[1:-1] + (
            f"-{chr(codes[end])!a}".replace("'", "") * (end > at)
        )
        at = end + 1
    more = "~" if chars.others is None else "".join(sorted(f"{c!a}"[1:-1] for c in chars.others))
    return f"[{text}{' ' * bool(more)}{more}]"


def _tree(node: Node) -> str:
    if isinstance(node, One):
        return f"{node.literal!a}" if node.literal else _set(node.chars)
    if isinstance(node, At):
        return f"@{'^' * node.start}{_tree(node.ahead) if node.ahead else ''}"
    if isinstance(node, Rep):
        most = "" if node.most is None else node.most
        return f"{_tree(node.part)}{{{node.least},{most}}}"
    if isinstance(node, Seq):
        return " ".join(map(_tree, node.parts)) or "nothing"
    return f"({' | '.join(map(_tree, node.options))})"


def _read(pattern: str) -> str:
    try:
        found = PatternReader(pattern).whole()
    except ValueError as error:
        return str(error)
    first = first_of(found, None)
    return f"{steps(found):.12g} steps, begins {_set(first)}: {_tree(found)}"


def test_what_patterns_are_read_as_and_what_they_cost(golden: Callable[[Path, str], None]) -> None:
    every = dict.fromkeys([*EDGES, *HANG, *FINE, *NOT_SHARED, *WRONG])
    lines = [f"{pattern!a}\n  {_read(pattern)}\n" for pattern in every]
    golden(Path(__file__).parent / "patterns.txt", "".join(lines))


def test_a_pattern_is_as_long_as_it_may_be() -> None:
    assert problem("a" * patterns.MAX_PATTERN) is None
    assert problem("a" * (patterns.MAX_PATTERN + 1)) == "longer than 1,000 characters"
    assert problem("(" * 20 + "a" + ")" * 20) is None
    assert "nested too deeply at position 21" in str(problem("(" * 21 + "a" + ")" * 21))
