"""Reading a user's TOML file through a pydantic model, with errors that name line and key."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from ..canonical.errors import InputError, did_you_mean, shown
from .toml_text import place_and_key

Model = TypeVar("Model", bound=BaseModel)


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
