"""``mediaglot profile diff`` and ``evidence``: what two say otherwise, what to check first."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, get_args

import attrs
import click

from ...canonical.errors import printable
from . import complete
from .output import FORMAT, json_text, say, table, write_json

if TYPE_CHECKING:
    from ...profiles.fold import ClientApi, ClientProfile
    from ...profiles.profile import Profile

NOTHING: Final = "none"
"""The grade of what no source is named for."""

DIFF_EPILOG: Final = """\
\b
Exit status: 0 they say the same, 1 they differ, 2 one cannot be read.
\b
Examples:
  mediaglot profile diff wx wx-2027.toml
  mediaglot profile diff tt vendors/lark.toml --format json
"""


@click.command(epilog=DIFF_EPILOG)
@click.argument("one", shell_complete=complete.clients)
@click.argument("other", shell_complete=complete.clients)
@FORMAT
@click.pass_context
def diff(ctx: click.Context, one: str, other: str, format: str) -> None:  # noqa: A002
    """Show what the profile OTHER says otherwise than ONE, key by key.

    Each is a vendor's id, a profile file, or a folder of them; what a file extends is part of it.
    """
    from ...profiles.table import plain

    first, second = (plain(_profile(name)) for name in (one, other))
    rows = list(changes(*_alike(first, second)))
    if format == "json":
        write_json([{"key": key, "one": a, "other": b} for key, a, b in rows])
    elif rows:
        for key, a, b in rows:
            click.echo(f"{click.style(printable(key), bold=True)}: {_shown(a)} -> {_shown(b)}")
    else:
        say(f"{one} and {other} say the same")
    ctx.exit(1 if rows else 0)


def _alike(one: dict[str, Any], other: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Two profiles as they are compared: of one that extends the other, the sources that it has
    from there are called as they are there, and evidence counts for what is inside."""
    names = _inherited(one, other), _inherited(other, one)
    if not any(names):
        return one, other
    first, second = (_told(data, own) for data, own in zip((one, other), names, strict=True))
    return first, second


def _inherited(data: dict[str, Any], other: dict[str, Any]) -> dict[str, str]:
    """The names of sources that a profile has from the other -> the other's own, where they are
    free."""
    own, theirs = data.get("sources", {}), other.get("sources", {})
    names = {f"{other.get('id')}/{key}": key for key in theirs if key not in own}
    return {long: key for long, key in names.items() if own.get(long) == theirs[key]}


_TABLES: Final = frozenset({"api", "params", "fields", "members"})
"""Tables of facts by name; what an API is known by counts for those inside of it."""


def _told(data: Any, names: Mapping[str, str], around: Any = None, fact: bool = False) -> Any:
    """Data with other names for some sources. ``fact``: it is one, known by what is ``around`` it
    where it says nothing itself."""
    if isinstance(data, list):
        return [_told(item, names) for item in data]
    if not isinstance(data, dict):
        return data
    said = data.get("evidence", around if fact else None)
    sources = [said] if isinstance(said, str) else said
    out: dict[str, Any] = {}
    for key, item in data.items():
        inner = sources or around
        if key in _TABLES and isinstance(item, dict):
            out[key] = {name: _told(value, names, inner, True) for name, value in item.items()}
        elif key == "failures" and isinstance(item, list):
            out[key] = [_told(value, names, inner, True) for value in item]
        elif key == "sources" and isinstance(item, dict):
            out[key] = {names.get(name, name): source for name, source in item.items()}
        else:
            out[key] = _told(item, names, inner)
    return {**out, "evidence": [names.get(name, name) for name in sources]} if sources else out


def changes(one: Any, other: Any, key: str = "") -> Iterator[tuple[str, Any, Any]]:
    """The keys that two values of TOML say otherwise, as dotted paths, with both values; None for
    one that does not say it."""
    if isinstance(one, dict) and isinstance(other, dict):
        for name in dict.fromkeys((*one, *other)):
            inner = f"{key}.{_bare(name)}" if key else _bare(name)
            yield from changes(one.get(name), other.get(name), inner)
    elif type(one) is not type(other) or one != other:
        yield key, one, other


def _bare(name: str) -> str:
    return name if re.fullmatch(r"[\w-]+", name) else json.dumps(name, ensure_ascii=False)


def _shown(value: Any) -> str:
    return "(nothing)" if value is None else json_text(value)


EVIDENCE_EPILOG: Final = """\
\b
Examples:
  mediaglot profile evidence my
  mediaglot profile evidence tt/pc@7.40.0 --used src/ --limit 20
  mediaglot profile evidence wx --format json
"""


@attrs.frozen
class Checked:
    """How an API is known: the weakest grade behind it, the parts of that grade, the day on which
    the oldest of their sources was read, and how often a program calls it."""

    api: str
    name: str
    grade: str
    parts: tuple[str, ...]
    checked: str
    uses: int

    @property
    def order(self) -> tuple[Any, ...]:
        """First what is used most and known least together, then what is weakest, then what was
        read longest ago."""
        weak = strength(self.grade)
        return (-self.uses * (1 + weak), -weak, self.checked, self.api)


def strength(grade: str) -> int:
    """How weak a grade is: 0 is what a vendor documents."""
    from ...profiles.model import Grade

    grades = (*get_args(Grade), NOTHING)
    return grades.index(grade)


@click.command(epilog=EVIDENCE_EPILOG)
@click.argument("client", shell_complete=complete.clients)
@click.option(
    "--used",
    metavar="SRC",
    type=click.Path(),
    help="Scripts that call the vendor: what they use comes first, by how often.",
)
@click.option("--limit", type=click.IntRange(1), help="Show so many, the first to check.")
@FORMAT
def evidence(client: str, used: str | None, limit: int | None, format: str) -> None:  # noqa: A002
    """Show what a profile knows least of CLIENT: what to check first.

    An API is as well known as the weakest of its options and results. Weakest first: no source,
    assumed, observed, in typings only, documented; then what was read longest ago.
    """
    view = view_of(client)
    uses = calls_in(used, view) if used is not None else Counter[str]()
    rows = sorted((checked(api, uses) for api in view.apis.values()), key=lambda row: row.order)
    if used is not None:
        rows = [row for row in rows if row.uses]
    if format == "json":
        write_json([attrs.asdict(row) for row in rows[:limit]])
        return
    headers = ["API", "grade", "of", "checked", *(["uses"] if used is not None else [])]
    cells = [
        [row.name, row.grade, ", ".join(row.parts) or "all", row.checked, str(row.uses)]
        for row in rows[:limit]
    ]
    table(headers, [row[: len(headers)] for row in cells])
    counts = Counter(row.grade for row in rows)
    grades = sorted(counts, key=strength, reverse=True)
    said = ", ".join(f"{counts[grade]} {_GRADES.get(grade, grade)}" for grade in grades)
    click.echo(f"{len(rows)} APIs: {said}" if rows else "no API of the vendor is called", err=True)


_GRADES: Final = {NOTHING: "without a source"}


def checked(api: ClientApi, uses: Counter[str]) -> Checked:
    """How an API of a client is known."""
    own = [("", api.evidence)]
    own += [(key, param.evidence) for key, param in api.params.items()]
    own += [(path, field.evidence) for path, field in api.result.items()]
    graded = [(name, *_best(sources)) for name, sources in own]
    worst = max((grade for _, grade, _ in graded), key=strength)
    those = [(name, day) for name, grade, day in graded if grade == worst]
    parts = () if len(those) == len(graded) else tuple(name or "call" for name, _ in those)
    return Checked(api.key, api.name, worst, parts, min(day for _, day in those), uses[api.name])


def _best(sources: Sequence[Any]) -> tuple[str, str]:
    """The strongest of the sources of one fact, and the day it was read."""
    if not sources:
        return NOTHING, ""
    best = min(sources, key=lambda source: (strength(source.grade), source.checked))
    return best.grade, best.checked


def calls_in(folder: str, view: ClientProfile) -> Counter[str]:
    """How often the scripts of a folder take each member of a client's global; raises `InputError`
    where it cannot be read."""
    from ..source.common.files import read, walk
    from ..source.text.place import member_pattern

    member = member_pattern(view.profile.namespace.encode())
    found: Counter[str] = Counter()
    for item in walk(folder).sources():
        data = read(item)
        if isinstance(data, bytes):
            found.update(match.decode() for match in member.findall(data))
    return found


def _profile(name: str) -> Profile:
    from ...profiles import loader

    if name in loader.known_ids():
        return loader.get(name)
    if name.endswith(".toml") or Path(name).exists():
        return loader.load(name)
    return loader.get(name)


def view_of(client: str) -> ClientProfile:
    """A client, or the plain client of a profile file; raises `InputError`."""
    from ...canonical.client import parse_client

    if client.endswith(".toml"):
        loaded = _profile(client)
        return loaded.at(loaded.id)
    parsed = parse_client(client)
    return _profile(parsed.vendor).at(parsed)
