"""The schema of a vendor profile: what a profile file may say, checked by pydantic.

A profile is TOML, keyed by canonical names; the vendor's spellings are values. Every fact
carries its evidence, by key into the file's own ``[sources]`` table: on the fact itself, or
inherited from the API it stands under.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator

from ..canonical.client import Client, parse_client
from .engine_schema import ApiEngine, ProfileEngine

if TYPE_CHECKING:
    from .fold import ClientProfile

SCHEMA_VERSION = 1

Grade = Literal["documented", "typings", "observed", "assumed"]
Scalar = str | int | float | bool
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
]
Quirk = Literal["overlap_fires_once"]

_VERSION = re.compile(r"[0-9]+(\.[0-9]+){0,4}\Z")
_PLACE = re.compile(r"[A-Za-z_$][\w$]*(\[\])?(\.[A-Za-z_$][\w$]*)?\Z")
_RANGE = re.compile(r"(<|<=|>|>=)?\s*[0-9]+(\.[0-9]+){0,4}\Z")


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


_listing = BeforeValidator(_listed, json_schema_input_type=str | list[str])
Names = Annotated[list[str], Field(min_length=1), _listing]
Keys = Annotated[list[str], _listing]


class Strict(BaseModel):
    """No key that the schema does not know."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True, strict=True)


class Source(Strict):
    """Where facts come from."""

    title: str
    where: str = Field(description="page, seed file, or package with version and file")
    checked: str = Field(pattern=r"^\d{4}-\d{2}-\d{2}$", description="the day it was read")
    grade: Grade = "documented"


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


Support = Annotated[
    Any, BeforeValidator(_support, json_schema_input_type=bool | str | dict[str, Any])
]


class Fact(Strict):
    """Anything that needs a source."""

    evidence: Keys = Field(default_factory=list, description="keys of the [sources] table")
    grade: Grade | None = Field(default=None, description="instead of the source's own grade")
    note: str = Field(default="", description="one sentence for the docs: a conflict, a caveat")


class When(Strict):
    """Where an overlay applies: every condition given must hold."""

    os: Keys = Field(default_factory=list)
    surface: Keys = Field(default_factory=list)
    version: str = Field(default="", description="'<5.30', '>=2.25.0'")

    @field_validator("version")
    @classmethod
    def _version(cls, value: str) -> str:
        if value and not _RANGE.match(value):
            raise ValueError(f"expected a version range such as '<5.30', got {value!r}")
        return value


class Level(Strict):
    """One level of a vendor's own scale and what it means."""

    level: int
    quality: int | None = None
    platform: bool = Field(default=False, description="the platform decides")
    none: bool = Field(default=False, description="no compression at all")


class LevelRange(Strict):
    """Qualities up to and including ``upto`` are written as ``level``."""

    upto: int
    level: int


class ParamFacts(Fact):
    """What may be said of an option, and overlaid for an os, a surface or a version."""

    default: Any = Field(default=None, description="canonical value; absent: not documented")
    platform_default: bool = Field(default=False, description="default: the platform decides")
    min: float | None = None
    max: float | None = None
    unconfirmed_max: float | None = Field(
        default=None, description="no source gives a maximum; values above this are reported"
    )
    out_of_range: Literal["unknown", "reject", "clamp", "default"] = "unknown"
    allowed: list[list[str]] | None = Field(
        default=None, description="the only combinations of a set on this client"
    )
    inert: dict[str, list[str]] = Field(
        default_factory=dict, description="no effect when another option is exactly this set"
    )
    network: bool | None = Field(default=None, description="whether network addresses work")
    not_honoured: list[str] = Field(
        default_factory=list,
        description="canonical words this client takes and does not act on: a reported loss",
    )
    support: Support = True


class ParamWhen(When, ParamFacts):
    """An overlay of an option."""


class Condition(Strict):
    """A test on a canonical option."""

    over: float | None = None
    under: float | None = None
    equals: Scalar | None = None
    only: list[str] | None = Field(default=None, description="exactly these members")
    stated: bool | None = None
    all_kind: str | None = Field(default=None, description="every entry is of this kind")


class Forced(Strict):
    """A value that another option forces: what the option itself says does not count then."""

    when: dict[str, Condition] = Field(default_factory=dict)
    to: Scalar


class Param(ParamFacts):
    """One option of an API, under its canonical name."""

    name: Keys = Field(
        default_factory=list,
        description="vendor's spelling; several: all are read, the first is written",
    )
    also: list[str] = Field(
        default_factory=list, description="further spellings, written with the same value"
    )
    type: ParamType
    required: bool = False
    values: dict[str, Scalar] = Field(
        default_factory=dict, description="canonical word -> the vendor's value"
    )
    misspelt: dict[str, str] = Field(
        default_factory=dict, description="vendor's known misprints -> canonical word"
    )
    fold: dict[str, list[str]] = Field(
        default_factory=dict, description="canonical word the vendor lacks -> words it has"
    )
    lenient: bool = Field(
        default=False, description="reading takes a bare word for a list, and a list for a word"
    )
    single: bool = Field(default=False, description="one value here where the canon has a list")
    of: str = Field(default="", description="canonical list that an address points into")
    levels: list[Level] = Field(default_factory=list)
    ranges: list[LevelRange] = Field(default_factory=list)
    entry: dict[str, str] = Field(
        default_factory=dict, description="members of a list entry: canonical -> vendor"
    )
    covers: str = Field(
        default="", description="what the option governs, where vendors' options differ in reach"
    )
    forced: list[Forced] = Field(
        default_factory=list, description="values that another option forces, first match counts"
    )
    when: list[ParamWhen] = Field(default_factory=list)


class ResultFacts(Fact):
    """What may be said of a result field, and overlaid."""

    support: Support = True


class ResultWhen(When, ResultFacts):
    """An overlay of a result field."""


class ResultField(ResultFacts):
    """Where a canonical result path stands in the vendor's reply."""

    paths: Names = Field(description="read: the first present; write: all")
    legacy: Keys = Field(
        default_factory=list,
        description="older places: read; written only where old code may look (not enumerable)",
    )
    values: dict[str, Scalar] = Field(default_factory=dict)
    misspelt: dict[str, str] = Field(default_factory=dict)
    scale: float = Field(default=1, description="canonical = vendor's number x scale")
    unit: Literal["", "unknown"] = ""
    absent: Scalar | None = Field(
        default=None, description="vendor's value when a known field has none in a reply"
    )
    otherwise: Scalar | None = Field(
        default=None, description="vendor's value for canonical words it lacks"
    )
    nearest: dict[str, str] = Field(
        default_factory=dict, description="canonical word the vendor lacks -> nearest it has"
    )
    derive: Literal["", "kind_of_files"] = ""
    optional: bool = Field(default=False, description="the vendor itself may leave it out")
    only: list[str] = Field(default_factory=list, description="given only for these kinds of file")
    when: list[ResultWhen] = Field(default_factory=list)

    @field_validator("paths", "legacy")
    @classmethod
    def _places(cls, value: list[str]) -> list[str]:
        for path in value:
            if not _PLACE.match(path):
                raise ValueError(f"expected a place such as 'tempFiles[].size', got {path!r}")
        return value


def _result(value: Any) -> Any:
    return {"paths": value} if isinstance(value, (str, list)) else value


Field_ = Annotated[
    ResultField,
    BeforeValidator(_result, json_schema_input_type=str | list[str] | ResultField),
]


Codes = Annotated[
    list[int | str],
    BeforeValidator(
        lambda value: value if isinstance(value, list) else [value],
        json_schema_input_type=int | str | list[int | str],
    ),
]


class FailureRule(Fact):
    """Codes and messages that mean one kind. The first rule of a kind is the one written."""

    kind: str
    code: Codes = Field(default_factory=list)
    pattern: str = Field(default="", description="regular expression, searched in the message")
    text: str = Field(default="", description="what to write into the message")
    detail: str = Field(default="", description="a finer cause: 'network_source'")
    os: Keys = Field(default_factory=list, description="only on these")
    read_only: bool = Field(default=False, description="never written")

    @field_validator("pattern")
    @classmethod
    def _pattern(cls, value: str) -> str:
        try:
            re.compile(value)
        except re.error as error:
            raise ValueError(f"not a regular expression: {error}") from None
        return value


class Reroute(Strict):
    """Call another API of this vendor instead, when every condition holds."""

    to: str
    when: dict[str, Condition] = Field(default_factory=dict)
    why: str = ""


class ResultTable(BaseModel):
    """Result fields by canonical path; ``evidence`` and ``note`` speak for the table."""

    model_config = ConfigDict(extra="forbid")

    evidence: Keys = Field(default_factory=list)
    note: str = ""
    fields: dict[str, Field_] = Field(default_factory=dict)


def _table(value: Any) -> Any:
    if isinstance(value, dict) and "fields" not in value:
        rest = {key: item for key, item in value.items() if key not in ("evidence", "note")}
        kept = {key: value[key] for key in ("evidence", "note") if key in value}
        return {**kept, "fields": rest}
    return value


Results = Annotated[
    ResultTable,
    BeforeValidator(_table, json_schema_input_type=dict[str, str | list[str] | ResultField]),
]


class Api(Fact):
    """One API of the vendor, under its canonical name (or an older one that ``reads_as`` it)."""

    name: str = Field(default="", description="the vendor's function; default: the key")
    reads_as: str = Field(default="", description="an older API: read as this canonical one")
    manager: bool = Field(
        default=False, description="a method of getFileSystemManager(), not of the namespace"
    )
    support: Support = True
    stopped: str = Field(default="", description="no longer maintained: since when, what instead")
    params: dict[str, Param] = Field(default_factory=dict)
    result: Results = Field(default_factory=ResultTable)
    success: dict[str, Scalar] = Field(
        default_factory=dict, description="fields every success carries besides the envelope"
    )
    failures: list[FailureRule] = Field(default_factory=list)
    reroute: list[Reroute] = Field(default_factory=list)
    emulate: dict[str, str] = Field(
        default_factory=dict, description="canonical option or result path -> recipe"
    )
    recipes: list[str] = Field(default_factory=list, description="recipes every call needs")
    advice: str = Field(default="", description="what to write where the API is missing")
    quirks: list[Quirk] = Field(default_factory=list)
    scope: str = Field(default="", description="consent scope the call asks for")
    engine: ApiEngine = Field(default_factory=ApiEngine)


class SuccessEnvelope(Fact):
    """Fields every successful reply carries; ``{api}`` is the vendor's function name."""

    fields: dict[str, Scalar] = Field(default_factory=dict)


class FailureEnvelope(Fact):
    """How a failed reply looks."""

    code: Keys = Field(default_factory=list, description="places of the code, the winner first")
    message: Keys = Field(default_factory=list, description="places of the message")
    template: str = Field(default="{text}", description="the message: {api} and {text}")
    pattern: str = Field(default="", description="a message that matches means failure")
    ok_codes: list[int] = Field(default_factory=lambda: [0])


class Envelope(Strict):
    """What replies carry around their results."""

    success: SuccessEnvelope
    failure: FailureEnvelope


class Calling(Fact):
    """How the vendor's functions are called."""

    promise: Literal["always", "without_callbacks", "never", "unknown"] = "unknown"
    order: list[Literal["success", "fail", "complete"]] = ["success", "fail", "complete"]


class Paths(Fact):
    """Path schemes; which ones are local files although they look like addresses."""

    local: list[str] = Field(default_factory=list, description="prefixes of local files")
    package_relative: bool | None = Field(default=None, description="./ and ../ are allowed")


class Scope(Fact):
    """A consent scope and what it is called in the vendor's settings."""

    name: str
    setting: str = ""


Services = Literal[
    "action_sheet", "download", "read_file", "canvas", "export_canvas",
    "toast", "hide_toast", "loading", "hide_loading", "modal", "alert", "confirm",
    "upload", "request", "write_file", "access", "unlink",
    "storage_get", "storage_set", "storage_remove", "storage_clear", "storage_info",
    "storage_get_sync", "storage_set_sync", "storage_remove_sync", "storage_clear_sync",
    "storage_info_sync", "system_info", "system_info_sync",
    "get_setting", "open_setting", "authorize",
]  # fmt: skip


class Service(Fact):
    """A function of the platform, outside the media API: an emulation calls it, the host has it."""

    name: str
    manager: bool = Field(
        default=False, description="a method of getFileSystemManager(), not of the namespace"
    )
    call: Literal["options", "object", "sizes", "element"] = Field(
        default="options",
        description="one object with callbacks; the same without; width and height; an id",
    )
    id: str = Field(default="", description="id of the page's own element, where it needs one")
    params: dict[str, str] = Field(
        default_factory=dict, description="what a recipe gives -> the vendor's option"
    )
    fixed: dict[str, Scalar] = Field(default_factory=dict, description="options always given")
    result: dict[str, Names] = Field(
        default_factory=dict, description="what a recipe reads -> vendor's fields, the first wins"
    )
    arguments: list[str] = Field(
        default_factory=list, description="answers at once; what its arguments are, in order"
    )
    bare: str = Field(default="", description="the one result that is returned by itself")
    cancel: dict[str, Scalar] | None = Field(
        default=None, description="results when the user closes it; without, that is a failure"
    )
    values: dict[str, Scalar] = Field(
        default_factory=dict, description="canonical word -> the vendor's, in options and results"
    )


class Profile(Strict):
    """A whole vendor."""

    schema_version: int = Field(alias="schema")
    id: str = Field(pattern=r"^[a-z][a-z0-9_-]{0,31}$")
    name: str
    namespace: str = Field(pattern=r"^[A-Za-z_$][A-Za-z0-9_$]*$")
    extends: str = ""
    versions: str = Field(description="what a version counts: 'client' or 'base library'")
    os: list[str]
    surfaces: list[str] = Field(default_factory=list, description="the first is the default")
    note: str = ""
    sources: dict[str, Source]
    call: Calling
    paths: Paths
    envelope: Envelope
    scopes: dict[str, Scope] = Field(default_factory=dict)
    services: dict[Services, Service] = Field(
        default_factory=dict, description="what emulations need of the platform"
    )
    texts: dict[Literal["image", "video", "save"], str] = Field(
        default_factory=dict, description="words of the action sheets that emulations show"
    )
    recorded: list[str] = Field(
        default_factory=list,
        description="functions that the host writes down and answers with success, no more",
    )
    failures: list[FailureRule] = Field(default_factory=list)
    engine: ProfileEngine = Field(default_factory=ProfileEngine)
    api: dict[str, Api]

    @field_validator("schema_version")
    @classmethod
    def _schema_version(cls, value: int) -> int:
        if value != SCHEMA_VERSION:
            raise ValueError(f"this mediaglot reads profile schema {SCHEMA_VERSION}, got {value}")
        return value

    def at(self, client: str | Client) -> ClientProfile:
        """This profile as one client sees it: overlays applied, support answered.

        ``client`` is ``vendor[:surface][/os][@version]``; raises `InputError` for an os or a
        surface that the profile does not declare.
        """
        from .fold import fold

        return fold(self, parse_client(client))


def json_schema() -> dict[str, Any]:
    """The JSON Schema of a profile file, for editors.

    A file that ``extends`` another may leave out anything at any depth, so only the keys of a
    whole profile are required here; lint knows the rest.
    """
    plain = Profile.model_json_schema(by_alias=True)
    for definition in plain["$defs"].values():
        definition.pop("required", None)
    whole = plain.pop("required")
    plain["anyOf"] = [{"required": whole}, {"required": ["extends"]}]
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **plain}
