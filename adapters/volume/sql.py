"""The mapping of an operation's replies as one query, for warehouses that have them as JSON text.

A row that is ordinary (`sql_reply`) gets the columns that `rows.row` gives; every other has null
in them and says so in ``error``: the reference path reads it. Written once, in DuckDB's words, and
put into those of others by sqlglot: ``pip install "mediaglot[sql]"``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Container, Iterator, Mapping, Sequence
from typing import Any, Final

from ...canonical.errors import InputError, did_you_mean
from ...profiles.registry import Registry
from ..plan.kinds.values import MAX_LIST
from . import sql_text
from .rows import COLUMNS, FILE, REAL, TEXT, WHOLE
from .sql_model import FileForm, OrdinaryReply, ValueForm, ValueSource
from .sql_reply import reply_of

DIALECTS: Final = {
    "duckdb": "duckdb",
    "spark": "spark",
    "databricks": "databricks",
    "trino": "trino",
    "presto": "presto",
    "athena": "athena",
}
"""Dialects of SQL that have structs, functions over lists and JSON into both; those of sqlglot."""

TESTED: Final = ("duckdb", "spark")
"""Those whose queries the tests run."""

_NULL: Final = "CAST(NULL AS VARCHAR)"
OUT_OF_THE_ORDINARY: Final = "out of the ordinary: mediaglot normalize reads it"
LEFT_OUT: Final = ("extra", "diagnostics", "envelope")
"""Columns that an ordinary reply has nothing in."""
MAX_MESSAGE: Final = 2000
MAX_QUOTES: Final = 1000
MAX_ESCAPES: Final = 200
"""Of those in a reply that is looked at: the regular expressions of Java need a piece of their
stack for every text in a list and every escape."""
_STEPS: Final = ("reply_text", "plain", "succeeds", "fails", "p", "said")
"""Columns on the way."""

_TYPES: Final = {TEXT: "VARCHAR", WHOLE: "BIGINT", REAL: "DOUBLE"}
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f]")
_FILE: Final = ", ".join(f'"{name}" {_TYPES[kind]}' for name, kind in FILE.items())
_FILES: Final = f"STRUCT({_FILE})[]"


def query(
    api: str,
    read: str,
    *,
    dialect: str = "duckdb",
    table: str = "replies",
    column: str = "payload",
    keep: Sequence[str] = (),
    registry: Registry | None = None,
) -> str:
    """The query of an operation of a client.

    ``table``: where the replies are (parts divided by dots); ``column``: their JSON text;
    ``keep``: columns that are handed on. Raises `InputError` for what is unknown, for names that
    are none, and for operations that there is no query of; `ImportError` without sqlglot.
    """
    if dialect not in DIALECTS:
        raise InputError(
            f"no dialect {dialect[:40]!r}; {did_you_mean(dialect, DIALECTS, 'dialects')}",
            place="--dialect",
        )
    names = [*(table.split(".")), column, *keep]
    for name in names:
        if not name or _CONTROL.search(name):
            raise InputError(f"expected the name of a table or column, got {name[:60]!r}")
    ours = {*COLUMNS, "error", *_STEPS}.difference(LEFT_OUT)
    twice = next((name for name in keep if name.lower() in ours), None)
    if twice is not None:
        raise InputError("is a column of the query's own", place=f"--keep {twice[:60]}")
    reply = reply_of(api, read, registry)
    return _head(reply, dialect) + _written(_text(reply, table, column, keep, dialect), dialect)


def _head(reply: OrdinaryReply, dialect: str) -> str:
    """What a reader of the query has to know."""
    lines = [
        f"{reply.client}: replies of {reply.api} as the columns of mediaglot normalize.",
        "Ordinary replies only, of which there is nothing else to say; every other row has null in",
        f"these columns and {word(OUT_OF_THE_ORDINARY)} in error.",
    ]
    if dialect not in TESTED:
        lines.append(f"Put into {dialect}'s words by sqlglot, and run on no such engine by us.")
    return "".join(f"-- {line}\n" for line in lines)


def _written(text: str, dialect: str) -> str:
    """A query in DuckDB's words in those of a dialect, laid out."""
    try:
        import sqlglot
    except ImportError as error:
        raise ImportError(
            'SQL needs sqlglot, which is not installed: pip install "mediaglot[sql]"'
        ) from error
    made = sqlglot.parse_one(text, read="duckdb")
    quiet = sqlglot.ErrorLevel.IGNORE  # a struct without types is given them by the cast around it
    return made.sql(dialect=DIALECTS[dialect], pretty=True, unsupported_level=quiet) + "\n"


# The query, in DuckDB's words --------------------------------------------------------------------


def name(text: str) -> str:
    """A name, quoted."""
    return '"' + text.replace('"', '""') + '"'


def word(text: str) -> str:
    """A text, quoted."""
    return "'" + text.replace("'", "''") + "'"


def _text(reply: OrdinaryReply, table: str, column: str, keep: Sequence[str], dialect: str) -> str:
    kept = "".join(f"{name(item)}, " for item in keep)
    fails, kind, detail = _failure(reply)
    succeeds = _success(reply)
    p, c = "p", name(column)
    codes = [f"CAST({p}.{name(key)} AS VARCHAR)" for key in reply.codes]
    texts = [f"{p}.{name(key)}" for key in reply.messages]
    columns = {
        "vendor": word(reply.vendor),
        "client": word(reply.client),
        "api": word(reply.api),
        "ok": '"ok"',
        "kind": '"kind"',
        "detail": f'CASE WHEN NOT "ok" THEN {detail} END' if detail else _NULL,
        "code": f'CASE WHEN NOT "ok" THEN {_first(codes)} END',
        "message": 'CASE WHEN NOT "ok" THEN said END',
        "media": f'CASE WHEN "ok" THEN {_read(reply.media, p)} END',
        "files": f'CASE WHEN "ok" THEN {_files(reply, p)} END',
        "error": f'CASE WHEN "ok" IS NULL THEN {word(OUT_OF_THE_ORDINARY)} END',
    }
    columns |= {
        key: f'CASE WHEN "ok" IS NOT NULL THEN {columns[key]} END'
        for key in ("vendor", "client", "api")
    }
    rows = ", ".join(f"{text} AS {name(key)}" for key, text in columns.items())
    source = ".".join(map(name, table.split(".")))
    steps = {
        "texts": f"{kept}{c} AS reply_text, REPLACE({c}, '\\/', '/') AS plain FROM {source}",
        "looked_at": f"{kept}reply_text, {_looks(reply, True)} AS succeeds, "
        f"{_looks(reply, False)} AS fails FROM texts",
        "parsed": f"{kept}succeeds, fails, CASE WHEN succeeds OR fails THEN "
        f"{_parsed(reply, dialect)} END AS {p} FROM looked_at",
        "heard": f"{kept}succeeds, fails, {p}, {_first(texts)} AS said FROM parsed",
        "told": f"{kept}succeeds, {p}, said, CASE WHEN fails AND {fails} THEN {kind} END AS kind "
        "FROM heard",
        "judged": f"{kept}{p}, said, kind, CASE WHEN succeeds AND {succeeds} THEN TRUE "
        "WHEN NOT kind IS NULL THEN FALSE END AS ok FROM told",
    }
    before = ", ".join(f"{step} AS (SELECT {text})" for step, text in steps.items())
    return f"WITH {before} SELECT {kept}{rows} FROM judged"  # noqa: S608 every name is quoted


def _first(texts: Sequence[str]) -> str:
    if not texts:
        return _NULL
    return texts[0] if len(texts) == 1 else f"COALESCE({', '.join(texts)})"


def _members(reply: OrdinaryReply, succeeds: bool) -> dict[str, str]:
    """The keys of a success or a failure, and what their values look like."""
    if not succeeds:
        codes = dict.fromkeys(reply.codes, sql_text.CODE)
        return {**codes, **dict.fromkeys(reply.messages, sql_text.MESSAGE)}
    made = {key: sql_text.literal(sql_text.quoted(text)) for key, text in reply.says.items()}
    lists = {item.key: item for item in reply.lists}
    for key, value in reply.scalars.items():
        made[key] = (
            sql_text.listed(sql_text.value(value)) if key in lists else sql_text.value(value)
        )
    return made | {key: sql_text.entries(item) for key, item in lists.items() if item.members}


def _looks(reply: OrdinaryReply, succeeds: bool) -> str:
    """Whether a text is a success, or a failure, with known keys, each of them once at most."""
    members = _members(reply, succeeds)
    tests = [f"REGEXP_MATCHES(plain, {word(sql_text.reply(members))})"]
    tests.append(f"REGEXP_MATCHES(plain, {word(sql_text.END)})")
    tests.append(f"NOT REGEXP_MATCHES(plain, {word(sql_text.STRANGE)})")
    for key in members:
        text = sql_text.quoted(key)
        tests.append(f"{_times(text)} <= {len(text)}")
    few = f"{_times(chr(34))} <= {MAX_QUOTES} AND {_times(chr(92))} <= {MAX_ESCAPES}"
    return f"CASE WHEN {few} THEN {' AND '.join(tests)} ELSE FALSE END"


def _times(text: str) -> str:
    """How many characters of a reply are of such texts."""
    return f"LENGTH(plain) - LENGTH(REPLACE(plain, {word(text)}, ''))"


def _parsed(reply: OrdinaryReply, dialect: str) -> str:
    """A reply's text as a struct; keys that it lacks are null there."""
    types: dict[str, Any] = dict.fromkeys((*reply.says, *reply.messages), "VARCHAR")
    types |= dict.fromkeys(reply.codes, "BIGINT")
    lists = {item.key: item for item in reply.lists}
    for key, value in reply.scalars.items():
        types[key] = [_typed(value)] if key in lists else _typed(value)
    for key, item in lists.items():
        if item.members:
            types[key] = [{each: _typed(of) for each, of in item.members.items()}]
    if len({key.lower() for key in types}) < len(types):
        raise InputError("has keys that differ by their case alone", place=reply.api)
    if dialect == "duckdb":  # its cast wants every key
        return f"FROM_JSON(reply_text, {word(json.dumps(types, ensure_ascii=False))})"
    return f"CAST(JSON(reply_text) AS {_type(types)})"


def _type(types: Any) -> str:
    if isinstance(types, list):
        return f"{_type(types[0])}[]"
    if isinstance(types, str):
        return types
    return f"STRUCT({', '.join(f'{name(key)} {_type(of)}' for key, of in types.items())})"


def _typed(value: ValueForm) -> str:
    return _TYPES.get(value.kind, "VARCHAR")


def _success(reply: OrdinaryReply) -> str:
    """What has to be there in a success, and how long lists may be."""
    tests = [f"NOT p.{name(key)} IS NULL" for key in (*reply.says, *sorted(reply.required))]
    lists = [f"p.{name(item.key)}" for item in reply.lists]
    if lists and not reply.required.intersection(item.key for item in reply.files):
        tests.append(f"NOT ({' AND '.join(f'{item} IS NULL' for item in lists)})")
    needed = {f"p.{name(key)}" for key in reply.required}
    tests += [_where([item], f"ARRAY_LENGTH({item}) <= {MAX_LIST}", needed) for item in lists]
    told = [(item, _paths(files, item)) for item, files in zip(lists, reply.lists, strict=True)]
    for index, (item, one) in enumerate(told):
        for other, two in told[:index]:
            lengths = f"ARRAY_LENGTH({item}) = ARRAY_LENGTH({other})"
            same = f"{one} = {two}" if one and two else lengths
            tests.append(_where([item, other], same, needed))
    return " AND ".join(tests) or "TRUE"


def _paths(files: FileForm, item: str) -> str:
    """The paths in one of the lists, where it has any."""
    place = files.leaves.get("path")
    if place is None:
        return ""
    return f"LIST_TRANSFORM({item}, LAMBDA x : x.{name(place.key)})" if place.key else item


def _where(lists: Sequence[str], test: str, needed: Container[str]) -> str:
    """A test of lists that holds, too, where one is not there that need not be."""
    absent = [f"{item} IS NULL" for item in lists if item not in needed]
    return f"({' OR '.join([*absent, test])})" if absent else test


def _files(reply: OrdinaryReply, p: str) -> str:
    """The files of a success."""
    lists = reply.lists
    whens = []
    for item in lists:
        made = f"LIST_TRANSFORM({p}.{name(item.key)}, LAMBDA x : {{{_leaves(item)}}})"
        whens.append(f"WHEN NOT {p}.{name(item.key)} IS NULL THEN CAST({made} AS {_FILES})")
    if whens:
        return f"CASE {' '.join(whens)} END"
    own = next(iter(reply.files), None)
    return f"CAST([{f'{{{_leaves(own, p)}}}' if own else ''}] AS {_FILES})"


def _leaves(files: FileForm, of: str = "x") -> str:
    made = []
    for leaf in FILE:
        place = files.leaves.get(leaf)
        made.append(f"{word(leaf)}: {_read(place, of) if place else 'NULL'}")
    return ", ".join(made)


def _read(place: ValueSource | None, of: str) -> str:
    """What stands at a place, by what it means."""
    if place is None:
        return _NULL
    text = f"{of}.{name(place.key)}" if place.key else of
    if place.value.kind == "words":
        if all(meant == said for said, meant in place.value.words.items()):
            return text
        whens = (
            f"WHEN {word(said)} THEN {_literal(meant)}" for said, meant in place.value.words.items()
        )
        return f"CASE {text} {' '.join(whens)} END"
    if place.value.scale != 1:  # as `tidy` does it
        return f"FLOOR({text} * {place.value.scale!r} * 1000000 + 0.5) / 1000000"
    return text


def _literal(value: object) -> str:
    return word(value) if isinstance(value, str) else repr(value)


# Failures ----------------------------------------------------------------------------------------


def _failure(reply: OrdinaryReply) -> tuple[str, str, str]:
    """What has to hold of a failure; its kind, null where it is not ordinary; its detail."""
    codes = [f"p.{name(key)}" for key in reply.codes]
    texts = [f"p.{name(key)}" for key in reply.messages]
    tests = [test for some in (codes, texts) for test in _one_at_most(some)]
    message = "said"
    rules = list(_rules(reply))
    made = []
    for what in (0, 1):
        whens = [
            f"WHEN NOT p.{name(key)} IS NULL THEN {_by_code(f'p.{name(key)}', table, what)}"
            for key, table in reply.codes.items()
        ]
        if texts and rules:
            found = [
                f"WHEN REGEXP_MATCHES({message}, {word(text)}) THEN {_or_null(said[what])}"
                for text, said in rules
            ]
            whens.append(f"WHEN {_telling(reply, message)} THEN CASE {' '.join(found)} END")
        made.append(f"CASE {' '.join(whens)} END" if whens else _NULL)
    details = any(said[1] for table in reply.codes.values() for said in table.values())
    details = details or any(said[1] for _, said in rules)
    return " AND ".join(tests) or "TRUE", made[0], made[1] if details else ""


def _one_at_most(items: Sequence[str]) -> Iterator[str]:
    for index, item in enumerate(items):
        for other in items[:index]:
            yield f"({item} IS NULL OR {other} IS NULL)"


def _by_code(code: str, table: Mapping[int, tuple[str, str]], what: int) -> str:
    """Kind or detail by code."""
    groups: dict[str, list[int]] = {}
    for number, said in table.items():
        groups.setdefault(said[what], []).append(number)
    whens = [
        f"WHEN {code} {_among(numbers)} THEN {word(text)}"
        for text, numbers in groups.items()
        if text
    ]
    return f"CASE {' '.join(whens)} END" if whens else _NULL


def _among(numbers: Sequence[int]) -> str:
    return f"= {numbers[0]}" if len(numbers) == 1 else f"IN ({', '.join(map(str, numbers))})"


def _rules(reply: OrdinaryReply) -> Iterator[tuple[str, tuple[str, str]]]:
    """The patterns of messages that every engine reads alike, as far as there are such."""
    for rule in reply.rules:
        text = sql_text.pattern(rule.pattern)
        if text is None:
            return
        yield text, (rule.kind, rule.detail)


def _telling(reply: OrdinaryReply, message: str) -> str:
    """Whether a message alone is one of failure, and its characters are read alike everywhere."""
    tests = [
        f"LENGTH({message}) <= {MAX_MESSAGE}",
        f"NOT REGEXP_MATCHES({message}, {word(sql_text.ODD)})",
        f"REGEXP_MATCHES({message}, {word(sql_text.TELLING)})",
    ]
    for text in reply.success:
        tests.append(f"NOT REGEXP_MATCHES({message}, {word(sql_text.ending(text))})")
    if reply.failure:
        found = sql_text.pattern(reply.failure)
        tests.append(f"REGEXP_MATCHES({message}, {word(found)})" if found else "FALSE")
    return " AND ".join(tests)


def _or_null(text: str) -> str:
    return word(text) if text else _NULL
