"""Reading a user's TOML file through a pydantic model, with errors that name line and key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import tomli
from pydantic import BaseModel, ValidationError

from ..canonical.errors import InputError, did_you_mean, shown
from .files import read_text
from .positions import positions

Model = TypeVar("Model", bound=BaseModel)


def parse_toml(text: str, name: str) -> dict[str, Any]:
    """The tables of a TOML text. Raises InputError naming `name`, line and column."""
    try:
        return tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        message = str(error).partition(" (at line")[0]
        place = f"{name}:{getattr(error, 'lineno', 1)}:{getattr(error, 'colno', 1)}"
        raise InputError(f"not TOML: {message}", place=place) from None
    except (ValueError, RecursionError):
        raise InputError("not TOML that can be read here", place=name) from None


def read_toml(path: str | Path) -> tuple[dict[str, Any], str]:
    """The tables of a TOML file, and its text. Raises InputError naming file and line."""
    text = read_text(Path(path))
    return parse_toml(text, str(path)), text


def checked(
    model: type[Model],
    data: Mapping[str, Any],
    *,
    text: str = "",
    name: str = "",
    under: tuple[str | int, ...] = (),
) -> Model:
    """`data` as a `model`. Raises InputError naming file, line, column, key and what is expected.

    `under`: where `data` stands in the file.
    """
    try:
        return model.model_validate(data)
    except ValidationError as error:
        # Of the errors of a union, the one that reached furthest into the data tells the most.
        found = error.errors(include_url=False)
        top = found[0]["loc"][:1]
        first = max(
            (item for item in found if item["loc"][:1] == top),
            key=lambda item: len(_in_data(item, data)),
        )
        path = _in_data(first, data)
        place = place_and_key(text, name, (*under, *path))
        raise InputError(_sentence(first, model, path), place=place) from None


def _in_data(item: Any, data: Any) -> tuple[str | int, ...]:
    """The place of an error as keys of the data, without pydantic's names of types."""
    path: list[str | int] = []
    loc = item["loc"]
    for number, part in enumerate(loc):
        lacking = item["type"] == "missing" and number == len(loc) - 1
        if isinstance(data, Mapping) and (part in data or lacking):
            data = data.get(part)
        elif isinstance(data, list) and isinstance(part, int) and part < len(data):
            data = data[part]
        else:
            continue
        path.append(part)
    return tuple(path)


def place_of(text: str, name: str, path: tuple[str | int, ...]) -> str:
    """`file:line:column` of a key, or of the nearest table above it that has a place."""
    found = positions(text) if text else {}
    for end in range(len(path), 0, -1):
        here = found.get(path[:end])
        if here is not None:
            return f"{name}:{here.line}:{here.column}"
    return name


def place_and_key(text: str, name: str, path: tuple[str | int, ...]) -> str:
    """As `place_of`, with the key behind it: `file:line:column: user[0]`."""
    where = place_of(text, name, path)
    key = _dotted(path)
    return f"{where}: {key}" if where and key else where or key


def _dotted(path: Iterable[str | int]) -> str:
    out = ""
    for part in path:
        out += f"[{part}]" if isinstance(part, int) else f".{part}" if out else str(part)
    return out


def _sentence(item: Any, model: type[BaseModel], path: tuple[str | int, ...]) -> str:
    kind = item["type"]
    if kind == "extra_forbidden":
        known = _keys(model, path[:-1])
        return f"unknown key {str(path[-1])[:60]!r}; {did_you_mean(str(path[-1]), known, 'keys')}"
    if kind == "missing":
        return "is required"
    if kind == "literal_error":
        words = [
            word.strip(" '") for word in item["ctx"]["expected"].replace(" or ", ",").split(",")
        ]
        return f"{shown(item['input'])} is not one of them; " + did_you_mean(
            str(item["input"]), words, "values"
        )
    if kind in ("model_type", "dict_type"):
        return f"expected a table, got {shown(item['input'])}"
    message = str(item["msg"]).removeprefix("Value error, ")
    message = message[:1].lower() + message[1:]
    return message if kind == "value_error" else f"{message}, got {shown(item['input'])}"


def _keys(model: type[BaseModel], path: tuple[str | int, ...]) -> list[str]:
    """The keys of the model that a path inside `model` leads to."""
    found: Any = model
    for part in path:
        fields = getattr(found, "model_fields", {})
        if isinstance(part, str) and part in fields:
            found = _inner(fields[part].annotation)
    fields = getattr(found, "model_fields", {})
    return [field.alias or key for key, field in fields.items()]


def _inner(annotation: Any) -> Any:
    """The model among the arguments of an annotation such as `list[Call] | None`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for part in getattr(annotation, "__args__", ()):
        found = _inner(part)
        if found is not None:
            return found
    return None
