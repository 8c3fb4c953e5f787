"""Queries say of ordinary replies what the reference path says, and of others that they are not."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

import mediaglot as mg
import pytest
import streams
from commands import called
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mediaglot.adapters.messages.signs import FLAGS
from mediaglot.adapters.plan import pair as plans
from mediaglot.adapters.volume import sql, sql_text
from mediaglot.adapters.volume.sql_reply import reply_of
from mediaglot.canonical.errors import InputError
from sql_replies import HOSTILE, ORDINARY, OURS, REPLY, agrees

duckdb = pytest.importorskip("duckdb", reason="queries are run by DuckDB")
pytest.importorskip("sqlglot", reason="queries are written by sqlglot")

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]


@pytest.fixture(scope="module")
def database() -> Iterator[Any]:
    with duckdb.connect() as opened:
        yield opened


@cache
def query(vendor: str, api: str) -> str | None:
    try:
        return sql.query(api, vendor)
    except InputError:
        return None


def table(database: Any, lines: Sequence[str | None]) -> None:
    database.execute("CREATE OR REPLACE TABLE replies AS SELECT unnest($1) AS payload", [lines])


def asked(database: Any, text: str) -> list[dict[str, Any]]:
    made = database.execute(text)
    names = [item[0] for item in made.description]
    return [dict(zip(names, values, strict=True)) for values in made.fetchall()]


def held(database: Any, vendor: str, api: str, lines: Sequence[str]) -> int:
    """Hold a query against the reference path; gives how many lines are ordinary."""
    text = query(vendor, api)
    assert text is not None
    table(database, lines)
    return agrees(asked(database, text), vendor, api, lines)


@settings(
    deadline=None,
    max_examples=150,
    suppress_health_check=[*SLOW, HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_ordinary_rows_are_those_of_the_reference_path(data: st.DataObject, database: Any) -> None:
    vendor, api = data.draw(st.sampled_from(streams.CALLS))
    if query(vendor, api) is None:
        return
    lines = []
    for line in data.draw(streams.lines(vendor, api)):
        try:
            lines.append(line.decode())
        except UnicodeDecodeError:
            continue
    held(database, vendor, api, [line for line in lines if "\x00" not in line])


def patterns() -> list[tuple[str, str]]:
    """Every pattern for messages that is written into a query, with a client that has it."""
    found: dict[str, str] = {}
    for vendor in streams.VENDORS:
        for rule in plans.view(vendor).program("chooseImage")["failures"]["read"]:
            for text in (rule.get("pattern"), rule.get("reads")):
                if text is not None:
                    found.setdefault(text, vendor)
    return sorted(found.items())


@settings(
    deadline=None,
    max_examples=150,
    suppress_health_check=[*SLOW, HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_messages_are_read_by_the_profiles_patterns(data: st.DataObject, database: Any) -> None:
    pattern, vendor = data.draw(st.sampled_from(patterns()))
    if query(vendor, "chooseImage") is None:
        return
    view = plans.view(vendor)
    key = view.side["envelope"]["message"][0]
    around = st.text(st.sampled_from("ab_9 :用éſK\u2028\n\t.k"), max_size=4)
    text = data.draw(st.from_regex(re.compile(pattern, FLAGS)))
    text = data.draw(around) + text + data.draw(around)
    style = data.draw(streams.STYLES)
    try:
        line = streams.text({key: text}, style)
        line.encode()
    except UnicodeEncodeError:
        return
    held(database, vendor, "chooseImage", [line])


@pytest.mark.parametrize(("vendor", "api", "reply"), ORDINARY)
def test_documented_replies_are_ordinary(vendor: str, api: str, reply: Any, database: Any) -> None:
    lines = [
        json.dumps(reply, separators=(",", ":"), ensure_ascii=False),
        json.dumps(reply),
        json.dumps(dict(reversed(reply.items()))),
        json.dumps(reply).replace("/", "\\/"),
    ]
    assert held(database, vendor, api, lines) == len(lines)


def test_hostile_lines_are_told_apart(database: Any) -> None:
    ordinary = held(database, "my", "chooseImage", HOSTILE)
    assert ordinary >= 5
    table(database, [None, REPLY])
    text = query("my", "chooseImage")
    assert text
    assert [made["ok"] for made in asked(database, text)] == [None, True]


def test_names_are_names_whatever_they_hold(database: Any) -> None:
    strange = """x"; DROP TABLE replies; --'""", "p`a`y\\", "图 片"
    quoted = [sql.name(item) for item in strange]
    database.execute(f"CREATE OR REPLACE TABLE {quoted[0]} ({quoted[1]} VARCHAR, {quoted[2]} INT)")
    database.execute(f"INSERT INTO {quoted[0]} VALUES ($1, 7)", [REPLY])
    table(database, ["{}"])
    text = sql.query("chooseImage", "my", table=strange[0], column=strange[1], keep=[strange[2]])
    (made,) = asked(database, text)
    assert (made[strange[2]], made["ok"]) == (7, True)
    assert database.execute("SELECT count(*) FROM replies").fetchone() == (1,)
    for wrong in ("", "a..b", "a\x00b", "a\nb"):
        with pytest.raises(InputError, match="name of a table or column"):
            sql.query("chooseImage", "my", table=wrong)
    for wrong in ("ok", "KIND", "said", "reply_text"):
        with pytest.raises(InputError, match="column of the query's own"):
            sql.query("chooseImage", "my", keep=[wrong])


@pytest.mark.parametrize("dialect", sql.DIALECTS)
@pytest.mark.parametrize(("vendor", "api"), [("my", "chooseImage"), ("wx", "chooseMedia")])
def test_every_dialect_is_read_by_its_own_parser(dialect: str, vendor: str, api: str) -> None:
    import sqlglot

    text = sql.query(api, vendor, dialect=dialect)
    assert sqlglot.parse_one(text, read=sql.DIALECTS[dialect]).sql(dialect) != ""
    assert ("run on no such engine" in text) == (dialect not in sql.TESTED)


@pytest.mark.parametrize(
    ("text", "made"),
    [
        (r"\bno (one|two)\b|x", "(?i)(^|[^0-9A-Za-z_])no (one|two)([^0-9A-Za-z_]|$)|x"),
        (r"fail[: ]*(?:a)\s*$", r"(?i)fail[: ]*(a)[ \t]*$"),
        (r"a\.b", r"(?i)a\.b"),
        (r"a(?=b)", None),
        (r"a\b b", None),
        (r"(?P<x>a)", None),
        (r"a\1", None),
    ],
)
def test_a_pattern_is_written_as_all_engines_read_it(text: str, made: str | None) -> None:
    assert sql_text.pattern(text) == made


def test_what_has_no_query_is_told() -> None:
    for vendor, api in (("my", "chooseVideo"), ("wx", "login")):
        with pytest.raises(InputError, match="has no query"):
            sql.query(api, vendor)
    with pytest.raises(InputError, match="did you mean"):
        sql.query("chooseImag", "my")
    with pytest.raises(InputError, match="no dialect"):
        sql.query("chooseImage", "my", dialect="oracle")


def test_what_is_ordinary_is_found_for_most_media_operations() -> None:
    found = [(vendor, api) for vendor, api in streams.CALLS if query(vendor, api)]
    assert len(found) > 0.7 * len(streams.CALLS)
    assert reply_of("getImageInfo", "my").scalars["type"].words["jpg"] == "jpeg"


def test_the_command() -> None:
    status, out, told = called(["sql", "--from", "my", "--api", "chooseImage", "--keep", "id"])
    assert (status, told) == (0, "")
    assert out.decode() == sql.query("chooseImage", "my", keep=["id"])
    status, out, told = called(["sql", "--from", "my", "--api", "chooseVideo"])
    assert (status, out) == (2, b"")
    assert "my.chooseVideo: has no query" in told


def test_without_sqlglot_the_way_to_get_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "sqlglot", None)
    status, out, told = called(["sql", "--from", "my", "--api", "chooseImage"])
    assert (status, out) == (2, b"")
    assert 'pip install "mediaglot[sql]"' in told


def test_columns_are_those_of_the_schema(database: Any) -> None:
    text = query("my", "chooseImage")
    assert text
    table(database, [REPLY])
    made = database.sql(text).to_arrow_table()
    rows = mg.arrow.normalize(__import__("pyarrow").array([REPLY]), read="my", api="chooseImage")
    for name in OURS:
        assert made.column(name).to_pylist() == rows.column(name).to_pylist()
