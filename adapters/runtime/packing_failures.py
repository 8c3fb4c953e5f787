"""Failures of a pair spelt shortly: said once for all programs, and only what is told apart."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from ...canonical.failures import FALLBACK

if TYPE_CHECKING:
    from ..plan.model import FailureRow, FailureWords, Program

Effect = Callable[[Any, Any], Any]
"""What a kind and detail come to in the source's dialect: equal where it cannot tell them apart."""
_WRITTEN: Final = ("code", "text")
_ASKED_FOR: Final = ("cancelled", "unknown")
"""Kinds that the runtime itself looks at."""


def split_written(
    sources: Sequence[Program], kinds: Container[str], debug: bool
) -> tuple[list[Any], dict[str, Any]]:
    """Failures to write, of these kinds: what most programs share, what each has beside it.

    A row is ``[code, text, os]``, short ends cut, or the bare code; the ``os`` is for a diagnostic.
    ``kinds`` holds those with a detail, such as ``param_invalid/size``, as well.
    """

    def row(rule: FailureWords) -> Any:
        said = [rule.get(name) for name in (*_WRITTEN, *(["os"] if debug else []))]
        while said and said[-1] is None:
            said.pop()
        return said[0] if len(said) == 1 else said

    tables = [
        {kind: row(rule) for kind, rule in item["failures"]["write"].items() if kind in kinds}
        for item in sources
    ]
    common: dict[str, Any] = {}
    for key in dict.fromkeys(key for table in tables for key in table):
        rules = [table[key] for table in tables if key in table]
        if len(rules) == len(tables):
            common[key] = max(rules, key=rules.count)
    own = [
        {key: rule for key, rule in table.items() if common.get(key) != rule} for table in tables
    ]
    if not debug:
        missing = [kind for kind in FALLBACK if kind in kinds and kind not in common]
        own = [_nearest(table, common, missing) for table in own]
        common = _nearest(common, {}, missing)
        own = [
            {key: rule for key, rule in table.items() if common.get(key) != rule} for table in own
        ]
        # nothing is written for these, as for any kind that is not there
        idle = [key for key, rule in common.items() if rule == [] and "/" not in key]
        common = {key: rule for key, rule in common.items() if key not in idle}
        own = [
            {key: rule for key, rule in table.items() if rule != [] or key in common or "/" in key}
            for table in own
        ]
    return own, common


def _nearest(
    table: Mapping[str, Any], common: Mapping[str, Any], missing: Iterable[str]
) -> dict[str, Any]:
    """A table with rows for kinds that have none: those of the next wider kind that has one."""
    known = {**common, **table}
    out = dict(table)
    for kind in missing:
        near: str | None = kind
        while near is not None and near not in known:
            near = FALLBACK.get(near)
        if near is not None and kind not in out:
            out[kind] = known[near]
    return out


def effect(own: Sequence[Mapping[str, Any]], common: Mapping[str, Any]) -> Effect:
    """What source programs write for a kind and detail, by the tables of `split_written`."""
    tables = [{**common, **table} for table in own]

    def written(kind: Any, detail: Any) -> Any:
        result = []
        for table in tables:
            near: str | None = f"{kind}/{detail}"
            if near not in table:
                near = kind
                while near is not None and near not in table:
                    near = FALLBACK.get(near)
            result.append(None if near is None else table.get(near))
        return result, kind if kind in _ASKED_FOR else ""

    return written


def rules(rules: Iterable[FailureRow], debug: bool = True) -> list[Any]:
    """Failure rules to read as rows ``[kind, codes, pattern, detail, os]``, short ends cut.

    The ``os`` is for a diagnostic alone.
    """
    return [_rule(rule, debug) for rule in rules]


def _rule(rule: FailureRow, debug: bool) -> Any:
    names = ("pattern", "detail", "os") if debug else ("pattern", "detail")
    codes = rule.get("codes", [])
    patterns = [rule[name] for name in ("pattern", "reads") if name in rule]
    said = {**rule, "pattern": "|".join(patterns) or 0}
    return _row(
        [
            rule["kind"],
            codes[0] if len(codes) == 1 else codes,
            *(said.get(name, 0) for name in names),
        ]
    )


def every(kind: Any, detail: Any) -> Any:
    """The effect of failures on programs that tell every kind."""
    return kind, detail


def split_read(
    programs: Sequence[Program], debug: bool, effect: Effect, details: Container[str]
) -> tuple[list[Any], list[Any]]:
    """Failures to read: the rules at the end that all programs share, and each one's own."""
    read = [item["failures"]["read"] for item in programs]
    found = {id(rule): rule for table in read for rule in table}  # most are of many programs
    rows = {key: _rule(rule, debug) for key, rule in found.items()}
    tables = [[rows[id(rule)] for rule in table] for table in read]
    if not tables:
        return [], []
    size = 0
    while all(size < len(table) for table in tables) and _one_row(
        [table[-1 - size] for table in tables]
    ):
        size += 1
    cut = len(tables[0]) - size
    shared = tables[0][cut:]
    own = [table[: len(table) - size] for table in tables]
    if debug:
        return own, shared
    own, shared = [_blunt(table, details) for table in own], _blunt(shared, details)
    kinds = [_telling(table, shared) for table in own]
    return [condensed(table, effect) for table in kinds], condensed(shared, effect)


def _one_row(rows: Sequence[Any]) -> bool:
    """Whether rows are all alike."""
    return all(row is rows[0] for row in rows) or len(set(map(repr, rows))) == 1


def _blunt(rows: Sequence[Any], details: Container[str]) -> list[Any]:
    """Rows without the details that make no difference to what is written."""
    return [row if f"{row[0]}/{(*row, 0, 0, 0)[3]}" in details else _row(row[:3]) for row in rows]


def condensed(rows: Sequence[Any], effect: Effect) -> list[Any]:
    """Rules in fewer rows: a row for the codes of a kind, one for neighbours of one effect.

    Codes are looked up before patterns, the first row that has one decides: so codes may change
    their places, and patterns may not. A code keeps its kind, whose name is the text where a reply
    has none; a pattern that was found has a text.
    """
    codes: dict[Any, list[Any]] = {}
    texts: list[tuple[Any, str]] = []
    seen: set[Any] = set()
    for kind, listed, *more in rows:
        pattern, detail = (*more, 0, 0)[:2]
        for code in listed if isinstance(listed, list) else [listed]:
            if code not in seen:
                seen.add(code)
                codes.setdefault((kind, detail), []).append(code)
        if pattern and texts and effect(*texts[-1][0]) == effect(kind, detail):
            texts[-1] = (texts[-1][0], f"{texts[-1][1]}|{pattern}")
        elif pattern:
            texts.append(((kind, detail), pattern))
    out: list[tuple[Any, list[Any], Any]] = [(key, codes.pop(key, []), text) for key, text in texts]
    out += [(key, found, 0) for key, found in codes.items()]
    return [
        _row([kind, found[0] if len(found) == 1 else found, text, detail])
        for (kind, detail), found, text in out
    ]


def _row(row: list[Any]) -> list[Any]:
    """Without the zeros at its end."""
    while row[-1] == 0:
        row.pop()
    return row


def _telling(own: list[Any], shared: list[Any]) -> list[Any]:
    """Own rules without those that say of their codes what other rules say anyway."""
    kept = own
    for row in reversed(own):
        rest = [item for item in kept if item is not row]
        if len(row) == 2 or (row[2] == 0 and row[1] != []):
            codes = row[1] if isinstance(row[1], list) else [row[1]]
            if all(
                _said_of(code, kept + shared) == _said_of(code, rest + shared) for code in codes
            ):
                kept = rest
    return kept


def _said_of(code: Any, rows: list[Any]) -> Any:
    """Kind and detail of the first rule for a code."""
    for row in rows:
        if code in (row[1] if isinstance(row[1], list) else [row[1]]):
            return row[0], row[3] if len(row) > 3 else 0
    return None
