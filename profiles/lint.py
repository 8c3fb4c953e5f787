"""What is wrong with a profile file: all of it, each with line, column and key.

Three passes, each on what the one before accepted: TOML (MG901), ``extends`` (MG906) and the
schema (MG902, MG903), then what the schema cannot say (`checks`: MG904, MG905, MG907, MG908).
"""

from __future__ import annotations

import copy
import typing
from collections.abc import Callable, Mapping
from typing import Annotated, Any, Final, get_args, get_origin

import attrs
import tomli
from pydantic import BaseModel, ValidationError

from ..canonical.diagnostics import Diagnostic
from ..canonical.errors import InputError, nearest, shown
from ..canonical.rules import diagnostic
from . import schema
from .checks import misnamed, problems
from .extending import laid, unsourced, unspoken
from .files import MAX_BYTES, Texts, joined
from .positions import Position, positions
from .problems import Path, Problem, where
from .profile import Profile
from .table import structured

MAX_BASES: Final = 20
MAX_DEPTH: Final = 40
_ROOTS: Final = frozenset({"sources", "os", "surfaces", "scopes"})
_WORDING: Final = (
    ("expected ", "Input should be "),
    ("expected a ", "expected a valid "),
    ("an integer", "a integer"),
    ("an array", "a list"),
    ("a table", "a dictionary"),
    ("true or false", "a boolean"),
)
_SCALARS: Final[dict[str | int, str]] = {
    "str": "a string",
    "int": "an integer",
    "float": "a number",
    "bool": "true or false",
}

Place = tuple[str, Position]
Find = Callable[[str], Texts | None]


@attrs.frozen
class LintReport:
    """All problems of a profile file in the order of the text, and the profile if there is none.

    Places are ``file:line:column``; a problem in a base named by ``extends`` is placed there.
    """

    profile: Profile | None
    diagnostics: tuple[Diagnostic, ...] = ()
    unknown: tuple[str, ...] = ()
    """APIs of the base that the file does not name: whether the vendor has them is unknown."""


@attrs.frozen
class _File:
    """A profile before it is laid over its base."""

    texts: Texts
    data: Mapping[str, Any]

    def positions(self) -> dict[Path, Place]:
        """Where each key stands: the file's name and the position in it."""
        return {
            path: (name, position)
            for name, text in reversed(list(self.texts.items()))
            for path, position in positions(text).items()
        }


def lint(texts: Texts, *, find: Find) -> LintReport:
    """Check a profile: its texts by the names of its files, in which problems are placed.

    ``find`` gives the texts of a profile that ``extends`` names, or ``None``. Never raises for
    what a file may hold.
    """
    try:
        return _lint(texts, find)
    except RecursionError:
        said = diagnostic("MG901", "nested too deeply", place=next(iter(texts)))
        return LintReport(None, (said,))


def linted(texts: Texts, find: Find) -> Profile:
    """The profile of its texts; raises `InputError` with the first thing that is wrong with it."""
    report = lint(texts, find=find)
    if report.profile is None:
        first = next(item for item in report.diagnostics if item.severity == "error")
        raise InputError(first.message, place=first.place)
    return report.profile


def _lint(texts: Texts, find: Find) -> LintReport:
    files: list[_File] = []
    broken = _gather(texts, find, files)
    if broken is not None:
        return LintReport(None, (broken,))
    data: Mapping[str, Any] = files[-1].data
    for file in reversed(files[:-1]):
        data = laid(data, file.data)
    try:
        schema.check(Profile, data)
    except ValidationError as error:
        found = _schema_problems(error, data)
        return LintReport(None, _diagnosed([*found, *_further(found, data)], files))
    profile = structured(Profile, data)
    found = [item for file in files[:-1] for item in unsourced(file.data)]
    told = {(item.code, item.path) for item in found}
    found += [item for item in problems(profile) if (item.code, item.path) not in told]
    if found:
        return LintReport(None, _diagnosed(found, files))
    return LintReport(profile, unknown=tuple(_unknown(files)))


def _unknown(files: list[_File]) -> list[str]:
    """The APIs that a file inherits and says nothing of."""
    data: Mapping[str, Any] = files[-1].data
    for file in reversed(files[1:-1]):
        data = laid(data, file.data)
    return unspoken(data, files[0].data) if len(files) > 1 else []


def _gather(texts: Texts, find: Find, files: list[_File]) -> Diagnostic | None:
    """Read the profile and its bases, the nearest first; a diagnostic when that fails."""
    seen: list[str] = []
    while True:
        parsed = _whole(texts)
        if isinstance(parsed, Diagnostic):
            return parsed
        files.append(_File(texts, parsed))
        base = parsed.get("extends")
        if not base:
            return None
        place = _place(("extends",), files[-1])
        if not isinstance(base, str):
            return diagnostic(
                "MG903", f"extends: expected a profile's id, got {shown(base)}", place=place
            )
        if base in seen:
            chain = " -> ".join([*seen, base])
            return diagnostic("MG906", f"extends: a cycle ({chain[:200]})", place=place)
        if len(seen) == MAX_BASES:
            said = f"extends: more than {MAX_BASES} profiles, each extending the next"
            return diagnostic("MG906", said, place=place)
        seen.append(base)
        try:
            below = find(base)
        except InputError as error:
            return diagnostic("MG901", error.reason, place=error.place)
        if below is None:
            return diagnostic("MG906", f"extends: there is no profile {base[:60]!r}", place=place)
        texts = below


def _whole(texts: Texts) -> dict[str, Any] | Diagnostic:
    """The data of the files of one profile."""
    parts: dict[str, Mapping[str, Any]] = {}
    for name, text in texts.items():
        parsed = _parsed(text, name)
        if isinstance(parsed, Diagnostic):
            return parsed
        parts[name] = parsed
    try:
        return joined(parts)
    except InputError as error:
        return diagnostic("MG901", error.reason, place=error.place)


def _parsed(text: str, name: str) -> dict[str, Any] | Diagnostic:
    if len(text) > MAX_BYTES:
        return diagnostic("MG901", f"larger than {MAX_BYTES:,} characters", place=name)
    try:
        parsed = tomli.loads(text.removeprefix("\ufeff"))
    except tomli.TOMLDecodeError as error:
        return diagnostic(
            "MG901",
            f"not TOML: {_lowered(error.msg)}",
            place=f"{name}:{error.lineno}:{error.colno}",
        )
    except ValueError:
        return diagnostic("MG901", "not TOML: an integer of thousands of digits", place=name)
    if _deeper_than(parsed, MAX_DEPTH):
        raise RecursionError
    return parsed


def _deeper_than(value: Any, most: int) -> bool:
    level = [value]
    for _ in range(most):
        level = [
            item
            for table in level
            for item in (table.values() if isinstance(table, dict) else table)
            if isinstance(item, (dict, list))
        ]
        if not level:
            return False
    return True


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]


# --- the schema's errors in our words ---------------------------------------------------------


def _schema_problems(error: ValidationError, data: Mapping[str, Any]) -> list[Problem]:
    found: dict[Path, Problem] = {}
    items = error.errors(include_url=False)
    for item in items:
        loc = item["loc"]
        if item["type"] == "extra_forbidden":
            path = _raw_path(loc, data)
            found[path] = _unknown_key(path, _model_keys(loc[:-1]))
            continue
        if item["type"] == "missing":
            path = _raw_path(loc[:-1], data)
            if path[:1] == ("api",) and len(path) > 1:  # or it was laid over nothing
                other = misnamed(path, _node(data, path[:2]))
                if other is not None:
                    found[other.path] = other
                    continue
            message = f"{where(path)}: the key {loc[-1]!r} is missing"
            if not path:
                message = f"the key {loc[-1]!r} is missing"
            found[(*path, loc[-1])] = Problem("MG903", (*path, loc[-1]), message)
            continue
        path = _raw_path(loc, data)
        if path in found:
            continue
        tags = [str(other["loc"][-1]) for other in items if other["loc"][:-1] == loc[:-1]]
        text = _explained(dict(item), tags if loc[-1] in _SCALARS else [])
        found[path] = Problem("MG903", path, f"{where(path)}: {text}")
    return list(found.values())


def _further(found: list[Problem], data: Mapping[str, Any]) -> list[Problem]:
    """What else is wrong: the checks run on what is left without the keys already reported."""
    removed = [problem.path for problem in found]
    rest = copy.deepcopy(dict(data))
    for path in removed:
        if path[0] in _ROOTS or len(path) == 1:
            return []  # everything refers to these: each reference would be reported
        parent = _node(rest, path[:-1]) if _holds(rest, path) else None
        if parent is not None:
            parent[path[-1]] = None
    _prune(rest)
    try:
        schema.check(Profile, rest)
    except ValidationError:
        return []
    profile = structured(Profile, rest)
    return [
        problem
        for problem in problems(profile)
        if not any(_follows(problem, path) for path in removed)
    ]


def _holds(data: Any, path: Path) -> bool:
    try:
        _node(data, path)
    except (KeyError, IndexError, TypeError):
        return False
    return True


def _prune(data: Any) -> None:
    """Take out the keys set to ``None``, which TOML does not have."""
    if isinstance(data, dict):
        for key in [key for key, value in data.items() if value is None]:
            del data[key]
        for value in data.values():
            _prune(value)
    elif isinstance(data, list):
        for value in data:
            _prune(value)


_OF_WHOLE_TABLES: Final = frozenset({"MG903", "MG904", "MG905"})


def _follows(problem: Problem, removed: Path) -> bool:
    """Whether a problem may only be there because a key was taken out."""
    if problem.path[: len(removed)] == removed:
        return True
    table = removed[:-1]
    return problem.code in _OF_WHOLE_TABLES and problem.path[: len(table)] == table


def _explained(item: Mapping[str, Any], tags: list[str]) -> str:
    kind, got = item["type"], shown(item["input"])
    if tags:
        *most, last = (_SCALARS[tag] for tag in tags)
        return f"expected {', '.join(most)} or {last}, got {got}"
    if kind == "value_error":
        return str(item["ctx"]["error"])
    if kind == "literal_error":
        expected = str(item["ctx"]["expected"])
        close = nearest(
            str(item["input"]), expected.replace("'", "").replace(" or ", ", ").split(", ")
        )
        hint = f"; did you mean {close[0]!r}?" if close else ""
        return f"expected {expected}, got {got}{hint}"
    if kind == "string_pattern_mismatch":
        return f"expected the form {item['ctx']['pattern']}, got {got}"
    if kind in ("model_type", "dict_type", "model_attributes_type"):
        return f"expected a table, got {got}"
    message = str(item["msg"]).partition(", unable")[0]
    for ours, theirs in _WORDING:
        message = message.replace(theirs, ours)
    return f"{_lowered(message)}, got {'a table' if got == 'an object' else got}"


def _unknown_key(path: Path, keys: typing.Iterable[str]) -> Problem:
    known = sorted(keys)
    close = nearest(str(path[-1]), known)
    if close:
        hint = f"did you mean {' or '.join(repr(name) for name in close)}?"
    else:
        hint = f"known here: {', '.join(known)}"
    return Problem("MG902", path, f"{where(path)}: unknown key; {hint}")


def _node(data: Any, path: typing.Iterable[str | int]) -> Any:
    for key in path:
        data = data[key]
    return data


def _raw_path(loc: tuple[str | int, ...], data: Any) -> Path:
    """The path in the file of pydantic's: steps that only the schema has are left out."""
    path: Path = ()
    for key in loc:
        if _holds(data, (key,)):
            data = data[key]
            path = (*path, key)
    return path


def _model_keys(loc: tuple[str | int, ...]) -> list[str]:
    """The keys the schema knows in the table at ``loc``."""
    kind: Any = schema.model_of(Profile)
    for key in loc:
        kind = _step(_bare(kind), key)
        if kind is None:
            return []
    kind = _bare(kind)
    if not (isinstance(kind, type) and issubclass(kind, BaseModel)):
        return []
    return [field.alias or name for name, field in kind.model_fields.items()]


def _step(kind: Any, key: str | int) -> Any:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        for name, field in kind.model_fields.items():
            if key in (name, field.alias):
                return field.annotation
        return None
    arguments = get_args(kind)
    return arguments[-1] if arguments else None


def _bare(kind: Any) -> Any:
    """A type without ``Annotated`` and ``| None``."""
    while True:
        if get_origin(kind) is Annotated:
            kind = get_args(kind)[0]
            continue
        rest = [item for item in get_args(kind) if item is not type(None)]
        if len(rest) == 1 and type(None) in get_args(kind):
            kind = rest[0]
            continue
        return kind


# --- places ------------------------------------------------------------------------------------


def _diagnosed(found: list[Problem], files: list[_File]) -> tuple[Diagnostic, ...]:
    maps = [file.positions() for file in files]
    order = [list(file.texts) for file in files]
    placed = []
    for problem in found:
        number, (name, position) = _position(problem.path, maps) or (0, (order[0][0], _START))
        key = (number, order[number].index(name), position.line, position.column)
        place = f"{name}:{position.line}:{position.column}"
        placed.append((key, diagnostic(problem.code, problem.message, place=place)))
    placed.sort(key=lambda item: item[0])
    return tuple(item for _, item in placed)


_START: Final = Position(1, 1)


def _place(path: Path, file: _File) -> str:
    name, position = file.positions().get(path) or (next(iter(file.texts)), None)
    return f"{name}:{position.line}:{position.column}" if position else name


def _position(path: Path, maps: list[dict[Path, Place]]) -> tuple[int, Place] | None:
    """The profile that names the most of the path, the nearest first, and the place there."""
    for length in range(len(path), 0, -1):
        own: Path | None = path[:length]
        for number, found in enumerate(maps):
            if own is None:
                break
            position = found.get(own)
            if position is not None:
                return number, position
            own = _below(own, found)
    return None


def _below(path: Path, found: Mapping[Path, Place]) -> Path | None:
    """The path in the file below: failure rules of the base come after the file's own."""
    for at, key in enumerate(path):
        if isinstance(key, int) and path[at - 1] == "failures":
            mine = sum(1 for number in range(key) if (*path[:at], number) in found)
            return (*path[:at], key - mine, *path[at + 1 :])
    return path
