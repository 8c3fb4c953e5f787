"""What a profile file may say, checked by pydantic: a model for each table of `model`.

For the files that a user gives: what they say is wrong here, precisely. Keys, types, defaults and
descriptions are those of `model`; this adds the forms of words and numbers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from types import GenericAlias, UnionType
from typing import Annotated, Any, Final, Union, get_args, get_origin

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    Tag,
    create_model,
)

from . import engine_schema, model
from .patterns import problem
from .profile import Profile
from .table import REQUIRED, Key, Table

_VERSION: Final = re.compile(r"[0-9]+(\.[0-9]+){0,4}\Z")
_PLACE: Final = re.compile(r"[A-Za-z_$][\w$]*(\[\])?(\.[A-Za-z_$][\w$]*)?\Z")
_RANGE: Final = re.compile(r"(<|<=|>|>=)?\s*[0-9]+(\.[0-9]+){0,4}\Z")


def check(kind: type, data: Mapping[str, Any]) -> None:
    """Whether plain data are right for a table; raises pydantic's `ValidationError`."""
    model_of(kind).model_validate(data)


@cache
def model_of(kind: type) -> type[BaseModel]:
    """The pydantic model of a table."""
    fields: dict[str, Any] = {
        _name(name): (_annotation(key.type, kind), _field(name, key))
        for name, key in vars(kind)["keys"].items()
    }
    config = ConfigDict(extra="forbid", strict=True)
    return create_model(kind.__name__, __config__=config, __doc__=kind.__doc__, **fields)


def _name(key: str) -> str:
    """A key that a pydantic model can have: ``schema`` is a method there."""
    return f"{key}_" if hasattr(BaseModel, key) else key


def _field(name: str, key: Key) -> Any:
    says: dict[str, Any] = {
        "alias": name if hasattr(BaseModel, name) else None,
        "description": key.doc or None,
        "pattern": key.pattern or None,
    }
    if isinstance(key.default, Table) or key.default in ([], {}):
        return Field(default_factory=lambda: key.default, **says)
    return Field(... if key.default is REQUIRED else key.default, **says)


def _annotation(kind: Any, within: type) -> Any:
    """A type with models for tables, and checks for the words of ``Annotated``; ``within``: the
    table that is made, which stands for itself by its name."""
    if kind is within:
        return within.__name__
    if isinstance(kind, type) and issubclass(kind, Table):
        table: type = kind
        return model_of(table)
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is Annotated:
        made, *marks = arguments
        message = _FORMS if made is not within else _FORMS_WITHIN
        made = _annotation(made, within)
        for mark in marks:
            made = _SECTIONS[mark]() if mark in _SECTIONS else Annotated[made, message[mark]()]
        return made
    if origin in (Union, UnionType):
        return Union[tuple(_annotation(item, within) for item in arguments)]  # noqa: UP007
    if origin in (list, dict):
        return GenericAlias(origin, tuple(_annotation(item, within) for item in arguments))
    return kind


def json_schema() -> dict[str, Any]:
    """The JSON Schema of a profile file, for editors.

    A file that ``extends`` another may leave out anything at any depth, so only the keys of a
    whole profile are required here; lint knows the rest.
    """
    plain = model_of(Profile).model_json_schema(by_alias=True)
    for definition in plain["$defs"].values():
        definition.pop("required", None)
    whole = [key for key in plain.pop("required") if key != "api"]  # a folder has it elsewhere
    part = {"not": {"required": ["schema"]}}  # another file of the folder says it
    plain["anyOf"] = [{"required": whole}, {"required": ["extends"]}, part]
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **plain}


# --- checks ------------------------------------------------------------------------------------


def _support(value: Any) -> Any:
    """True, false, a version, or a table of them by os (and of such tables by surface)."""
    if isinstance(value, bool):
        return value
    if isinstance(value, str):
        if not _VERSION.match(value):
            raise ValueError(f"expected true, false or a version such as '7.35.0', got {value!r}")
        return value
    if isinstance(value, dict):
        return {str(key): _support(item) for key, item in value.items()}
    raise ValueError("expected true, false, a version, or a table of these by os or surface")


def _version_range(value: str) -> str:
    if value and not _RANGE.match(value):
        raise ValueError(f"expected a version range such as '<5.30', got {value!r}")
    return value


def _places(value: list[str]) -> list[str]:
    for path in value:
        if not _PLACE.match(path):
            raise ValueError(f"expected a place such as 'tempFiles[].size', got {path!r}")
    return value


def _regex(value: str) -> str:
    wrong = problem(value)
    if wrong is not None:
        raise ValueError(wrong)
    return value


def _schema_version(value: int) -> int:
    if value != model.SCHEMA_VERSION:
        known = model.SCHEMA_VERSION
        raise ValueError(f"this mediaglot reads profile schema {known}, got {value}")
    return value


def _result_field() -> Any:
    return str | list[str] | model_of(model.ResultField)


def _scopes() -> Any:
    """Scopes by source, or a list of them: told apart by what stands there."""
    kinds: tuple[Any, ...] = (
        Annotated[list[engine_schema.Scope], Tag("list")],
        Annotated[model_of(engine_schema.BySource), Tag("table")],
    )
    either: Any = Union[tuple(kinds)]  # noqa: UP007
    words = "Input should be an array, or a table of arrays by source"
    message = Discriminator(_listed_or_not, custom_error_type="scopes", custom_error_message=words)
    return Annotated[either, message]


def _listed_or_not(value: Any) -> str | None:
    if isinstance(value, list):
        return "list"
    return "table" if isinstance(value, (Mapping, BaseModel)) else None


_SECTIONS: Final[dict[Any, Callable[[], Any]]] = {
    "api_engine": lambda: model_of(engine_schema.ApiEngine),
    "profile_engine": lambda: model_of(engine_schema.ProfileEngine),
    "scopes": _scopes,
}
"""Marks that stand for a whole type."""

_FORMS: Final[dict[Any, Callable[[], Any]]] = {
    model.based: lambda: BeforeValidator(
        model.based, json_schema_input_type=str | GenericAlias(dict, (model.Base, str))
    ),
    model.listed: lambda: BeforeValidator(model.listed, json_schema_input_type=str | list[str]),
    model.coded: lambda: BeforeValidator(
        model.coded, json_schema_input_type=int | str | list[int | str]
    ),
    model.placed: lambda: BeforeValidator(model.placed, json_schema_input_type=_result_field()),
    model.spelt: lambda: BeforeValidator(
        model.spelt, json_schema_input_type=str | list[str] | model_of(model.Param)
    ),
    model.named: lambda: BeforeValidator(
        model.named, json_schema_input_type=str | list[str] | model_of(model.Member)
    ),
    model.asked: lambda: BeforeValidator(
        model.asked, json_schema_input_type=bool | str | dict[str, Any]
    ),
    model.tabled: lambda: BeforeValidator(
        model.tabled, json_schema_input_type=GenericAlias(dict, (str, _result_field()))
    ),
    "some": lambda: Field(min_length=1),
    "count": lambda: Field(ge=0),
    "percent": lambda: Field(ge=0, le=100),
    "share": lambda: Field(gt=0, le=1),
    "positive": lambda: Field(gt=0),
    "places": lambda: AfterValidator(_places),
    "regex": lambda: AfterValidator(_regex),
    "schema_version": lambda: AfterValidator(_schema_version),
    "support": lambda: BeforeValidator(
        _support, json_schema_input_type=bool | str | dict[str, Any]
    ),
    "version_range": lambda: AfterValidator(_version_range),
}
"""The other marks, as pydantic understands them."""

_FORMS_WITHIN: Final[dict[Any, Callable[[], Any]]] = {
    model.named: lambda: BeforeValidator(
        model.named, json_schema_input_type=str | list[str] | dict[str, Any]
    ),
}
"""The same in a table that holds itself: what it may say there is not repeated for editors."""
