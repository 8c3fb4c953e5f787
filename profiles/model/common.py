"""What every part of a profile is written with: short forms, types of values, facts."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from ...canonical.operations.model import Family
from ..table import Table, key, listing

# --- short forms -------------------------------------------------------------------------------


def listed(value: Any) -> Any:
    """One word for an array of it."""
    return [value] if isinstance(value, str) else value


def coded(value: Any) -> Any:
    """One code for an array of it."""
    return value if isinstance(value, list) else [value]


def placed(value: Any) -> Any:
    """Places alone for a result field."""
    return {"paths": value} if isinstance(value, (str, list)) else value


def spelt(value: Any) -> Any:
    """The vendor's spelling alone for an option."""
    return {"name": value} if isinstance(value, (str, list)) else value


def asked(value: Any) -> Any:
    """Whether it is supported alone for a question."""
    return value if isinstance(value, Mapping) and "support" in value else {"support": value}


def named(value: Any) -> Any:
    """The vendor's spelling alone for a member of an object."""
    return spelt(value)


def based(value: Any) -> Any:
    """The base of all alone, for a table of bases."""
    return {"vendor": value} if isinstance(value, str) and value else value or {}


def tabled(value: Any) -> Any:
    """Result fields beside what speaks for the table: under ``fields``."""
    if not isinstance(value, Mapping) or "fields" in value:
        return value
    own = ("evidence", "note")
    rest = {key: item for key, item in value.items() if key not in own}
    return {**{key: value[key] for key in own if key in value}, "fields": rest}


# --- types of values ---------------------------------------------------------------------------

Grade = Literal["documented", "typings", "observed", "assumed"]
Scalar = str | int | float | bool
Keys = Annotated[list[str], listed]
Names = Annotated[list[str], "some", listed]
Places = Annotated[list[str], listed, "places"]
Codes = Annotated[list[int | str], coded]
Support = Annotated[Any, "support"]
ParamType = Literal[
    "integer",
    "number",
    "boolean",
    "string",
    "path",
    "paths",
    "enum",
    "set",
    "strings",
    "object",
    "quality",
    "levels",
    "index",
    "address",
    "media_sources",
    "any",
    "record",
    "list",
    "map",
]
Quirk = Literal["overlap_fires_once"]
Promises = Literal["always", "without_callbacks", "never", "unknown"]
"""When a call returns a promise: ``without_callbacks``, where none of the three is given."""


Base = Literal["vendor", Family]
"""What there may be a base of: the operations of a family; ``vendor``, all the rest."""


class Source(Table):
    """Where facts come from."""

    title: str
    where: str = key(doc="page, seed file, or package with version and file")
    checked: str = key(doc="the day it was read", pattern=r"^\d{4}-\d{2}-\d{2}$")
    grade: Grade = "documented"


class Fact(Table):
    """Anything that needs a source."""

    evidence: Keys = listing("keys of the [sources] table")
    grade: Grade | None = key(None, "instead of the source's own grade")
    note: str = key("", "one sentence for the docs: a conflict, a caveat")


class When(Table):
    """Where an overlay applies: every condition given must hold."""

    os: Keys = listing()
    surface: Keys = listing()
    version: Annotated[str, "version_range"] = key("", "'<5.30', '>=2.25.0'")
