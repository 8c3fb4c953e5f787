"""What the schema's own errors are in our words: pydantic's, as problems of the file."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Final, get_args, get_origin

from pydantic import BaseModel, ValidationError

from ...canonical.errors import nearest, shown
from .. import schema
from ..checks import misnamed, problems
from ..problems import Path, Problem, where
from ..profile import Profile
from ..table import structured

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


def schema_problems(error: ValidationError, data: Mapping[str, Any]) -> list[Problem]:
    """The schema's errors over the data of a whole profile, as problems of it."""
    result: dict[Path, Problem] = {}
    items = error.errors(include_url=False)
    for item in items:
        loc = item["loc"]
        if item["type"] == "extra_forbidden":
            path = _raw_path(loc, data)
            result[path] = _unknown_key(path, _model_keys(loc[:-1]))
            continue
        if item["type"] == "missing":
            path = _raw_path(loc[:-1], data)
            if path[:1] == ("api",) and len(path) > 1:  # or it was laid over nothing
                other = misnamed(path, _node(data, path[:2]))
                if other is not None:
                    result[other.path] = other
                    continue
            message = f"{where(path)}: the key {loc[-1]!r} is missing"
            if not path:
                message = f"the key {loc[-1]!r} is missing"
            result[(*path, loc[-1])] = Problem("MG903", (*path, loc[-1]), message)
            continue
        path = _raw_path(loc, data)
        if path in result:
            continue
        tags = [str(other["loc"][-1]) for other in items if other["loc"][:-1] == loc[:-1]]
        text = _explained(dict(item), tags if loc[-1] in _SCALARS else [])
        result[path] = Problem("MG903", path, f"{where(path)}: {text}")
    return list(result.values())


def further(found: list[Problem], data: Mapping[str, Any]) -> list[Problem]:
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
    """Whether something stands at a path; the letters of a text are no places."""
    try:
        above = _node(data, path[:-1])
        _node(above, path[-1:])
    except (KeyError, IndexError, TypeError):
        return False
    return not isinstance(above, str)


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


def _kind_of(tag: str) -> str:
    """What one of several types is called, by pydantic's name of it."""
    return _SCALARS.get(tag, "an array" if tag.startswith("list[") else "a table")


def _explained(item: Mapping[str, Any], tags: list[str]) -> str:
    kind, got = item["type"], shown(item["input"])
    if tags:
        *most, last = dict.fromkeys(_kind_of(tag) for tag in tags)
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
    return f"{lowered(message)}, got {'a table' if got == 'an object' else got}"


def _unknown_key(path: Path, keys: Iterable[str]) -> Problem:
    known = sorted(keys)
    close = nearest(str(path[-1]), known)
    if close:
        hint = f"did you mean {' or '.join(repr(name) for name in close)}?"
    else:
        hint = f"known here: {', '.join(known)}"
    return Problem("MG902", path, f"{where(path)}: unknown key; {hint}")


def _node(data: Any, path: Iterable[str | int]) -> Any:
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


def lowered(text: str) -> str:
    """A sentence that others go before."""
    return text[:1].lower() + text[1:]
