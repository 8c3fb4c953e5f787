"""Expressions of a template in the names of where it is written out."""

from __future__ import annotations

import pytest
from mediaglot.adapters.source.program.substitution import (
    GivenEntry,
    NotWrittenOut,
    TemplateNames,
    choice,
    computed,
    constant,
    entries,
    folded,
    free_names,
    given_value,
    substituted,
    value,
    within,
)

GIVEN = TemplateNames(
    {"item": "item_2", "m": "m"},
    (
        GivenEntry("a", "who"), GivenEntry("b", "x.y[0]"), GivenEntry("c", "p + q"), GivenEntry("d", "'text'"),
        GivenEntry("e", "{k: 1}"), GivenEntry("f", "7"), GivenEntry("g", "f(1)"), GivenEntry("h", "''"),
    ),
)  # fmt: skip


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("a", "who"),
        ("c", "p + q"),
        ("c * 2", "(p + q) * 2"),
        ("!c", "!(p + q)"),
        ("c.length", "(p + q).length"),
        ("b.a", "x.y[0].a"),
        ("a.a.b", "who.a.b"),
        ("d.length", "'text'.length"),
        ("d + a", "'text' + who"),
        ("e.k", "({k: 1}).k"),
        ("f.k", "(7).k"),
        ("f + 1", "7 + 1"),
        ("g.k", "f(1).k"),
        ("m.go(a, item)", "m.go(who, item_2)"),
        ("z", "undefined"),
        ("z.k", "undefined.k"),
        ("z || 1", "1"),
        ("z || a", "who"),
        ("h || 'none'", "'none'"),
        ("d || 'none'", "'text'"),
        ("z || h || a", "who"),
        ("a || 1", "who || 1"),
        ("z || a ? 1 : 2", "undefined || who ? 1 : 2"),
        ("[a, c]", "[who, p + q]".replace("p + q", "(p + q)")),
        ("{a, k: c}", "{a: who, k: (p + q)}"),
        ("{a: a}", "{a: who}"),
        ("a ? b : c", "who ? x.y[0] : (p + q)"),
        ("'a' + a", "'a' + who"),
        ("true && null", "true && null"),
        ("1 + 2", "1 + 2"),
    ],
)
def test_names_become_what_is_given(expression: str, expected: str) -> None:
    assert substituted(expression, GIVEN) == expected


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("", "a", "undefined"),
        ("a", "a", "a"),
        ("a: b + 1", "a", "b + 1"),
        ("'a': b", "a", "b"),
        ("a: b, a: c", "a", "c"),
        ("...o", "a", "o.a"),
        ("...o.p[1]", "a", "o.p[1].a"),
        ("...f(1)", "a", "f(1).a"),
        ("...o || {}", "a", "(o || {}).a"),
        ("a: b, ...o", "a", "(o.a === undefined ? b : o.a)"),
        ("a: b + 1, ...o", "a", "(o.a === undefined ? (b + 1) : o.a)"),
        ("...o, a: b", "a", "b"),
        ("...o, ...p", "a", "(p.a === undefined ? o.a : p.a)"),
        ("b, ...o,", "a", "o.a"),
        ("a: [1, 2], b: {c: 1, d: 2}", "b", "{c: 1, d: 2}"),
        ("a: x ? {y: 1} : z", "a", "x ? {y: 1} : z"),
        ("...undefined, a: 1", "b", "undefined"),
    ],
)
def test_the_data_of_a_template(text: str, name: str, expected: str) -> None:
    assert given_value(entries(text, TemplateNames()), name) == expected


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("a b", "what it is given cannot be read"),
        ("a.b", "what it is given cannot be read"),
        ("{a: 1}", "what it is given cannot be read"),
        ("...", "what it is given cannot be read"),
        ("1", "what it is given cannot be read"),
        ("a: @", "an expression in it cannot be read"),
    ],
)
def test_data_that_cannot_be_read(text: str, why: str) -> None:
    with pytest.raises(NotWrittenOut, match=why):
        entries(text, TemplateNames())


def test_a_call_is_asked_for_what_it_may_give_over_what_was_given_before() -> None:
    given = entries("a: 1, ...f()", TemplateNames())
    assert given_value(given, "b") == "f().b"
    assert given_value(given, "a") == "(f().a === undefined ? (1) : f().a)"
    with pytest.raises(NotWrittenOut, match=r"what it is given as a depends on"):
        given_value(entries("a: 1, ...(x ? y : z)", TemplateNames()), "a")


@pytest.mark.parametrize(
    ("text", "quote", "plain", "expected"),
    [
        ("{{a}}", '"', True, "{{who}}"),
        ("x {{ a }} y {{c}}", '"', True, "x {{who}} y {{p + q}}"),
        ("{{ m }}", '"', True, "{{ m }}"),
        ("{{d}}", '"', True, "text"),
        ("{{d}}", '"', False, "{{'text'}}"),
        ("{{d}}", "'", False, '{{"text"}}'),
        ("{{d}}{{d}}", '"', True, "{{'text'}}{{'text'}}"),
        ("{{h}}", '"', True, ""),
        ("{{e}}", '"', True, "{{ {k: 1} }}"),
        ("plain", '"', True, "plain"),
        ("{{z || 'other'}}", '"', True, "other"),
        ("{{z || 0}}", '"', True, "{{0}}"),
    ],
)
def test_values(text: str, quote: str, plain: bool, expected: str) -> None:
    assert value(text, 0, len(text), GIVEN, quote, plain) == expected


def test_texts_that_stand_in_both_quotes() -> None:
    given = TemplateNames({}, (GivenEntry("a", '"it\'s"'), GivenEntry("b", "'\\''")))
    assert value("{{a}}", 0, 5, given, "", plain=False) == '{{"it\'s"}}'
    for name, quote in (("a", '"'), ("b", "'")):
        with pytest.raises(NotWrittenOut, match="both kinds of quotes"):
            value(f"{{{{{name}}}}}", 0, 5, given, quote, plain=False)


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("undefined || 1", "1"),
        ("null || undefined || a", "a"),
        ("'' || b.c", "b.c"),
        ("'x' || b", "'x'"),
        ("a || b", "a || b"),
        ("undefined || a ? 1 : 2", "undefined || a ? 1 : 2"),
        ("undefined || (a ? 1 : 2)", "(a ? 1 : 2)"),
        ("undefined && 1", "undefined && 1"),
        ("", ""),
    ],
)
def test_choices_that_are_made(expression: str, expected: str) -> None:
    assert folded(expression) == expected


def test_which_template_a_value_names() -> None:
    def read(text: str) -> str:
        return computed(text, 0, len(text), TemplateNames())

    assert read("row") == "'row'"
    assert read("") == "''"
    assert read("{{kind}}") == "kind"
    assert read("row-{{a + 1}}-{{b}}") == "'row-' + (a + 1) + '-' + b"
    with pytest.raises(NotWrittenOut, match="which template it is cannot be told"):
        read('a"b')
    assert constant("'row'") == "row"
    assert constant("'a\\n'") is None
    assert constant("row") is None
    assert choice("a > 1 ? 'x' : \"y\"") == ("a > 1", "x", "y")
    assert choice("a ? b ? 'x' : 'y' : 'z'") is None
    assert choice("a ? 'x' : y") is None
    assert choice("'x'") is None


def test_parts_of_other_expressions() -> None:
    for whole in ("a", "a.b", "a[b + 1].c", "f(a, b).c", "(a + b)", "'x'", "[1][0]"):
        expected = f"({whole})" if whole.startswith("[") else whole
        assert within(whole) == expected
    assert within("7", member=True) == "(7)"
    assert within("7", member=False) == "7"
    assert within("a + b") == "(a + b)"
    assert within("(a) + (b)") == "((a) + (b))"


def test_the_names_that_data_read() -> None:
    assert free_names(entries("a, b: c.d + e[f], ...g", TemplateNames())) == {
        "a",
        "c",
        "e",
        "f",
        "g",
    }
