"""What a vendor profile says: frozen values, whose fields are the keys of a profile file.

A profile is TOML, keyed by canonical names; the vendor's spellings are values. Every fact
carries its evidence, by key into the file's own ``[sources]`` table: on the fact itself, or
inherited from the API it stands under.

The one home of keys, types, defaults and descriptions. `table` makes these values out of plain
data; `schema` checks the data of a file that a user gives. Annotations are read at run time by
both: a function in one puts a short form of the data into its full form, a word names a check
of the schema.
"""

from collections.abc import Mapping
from typing import (
    Annotated,
    Any,
    Final,
    Literal,
)

from ..canonical.operations.model import Family
from .table import Table, key, listing, table

SCHEMA_VERSION: Final = 1
SUCCESS: Final = "success"
"""The kind of an outcome that is no failure."""


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


class Level(Table):
    """One level of a vendor's own scale and what it means."""

    level: int
    quality: int | None = None
    platform: bool = key(False, "the platform decides")
    none: bool = key(False, "no compression at all")


class LevelRange(Table):
    """Qualities up to and including ``upto`` are written as ``level``."""

    upto: int
    level: int


class ParamFacts(Fact):
    """What may be said of an option, and overlaid for an os, a surface or a version."""

    default: Any = key(None, "canonical value; absent: not documented")
    platform_default: bool = key(False, "default: the platform decides")
    min: float | None = None
    max: float | None = None
    unconfirmed_min: float | None = key(
        None, "no source gives a minimum; values below this are reported"
    )
    unconfirmed_max: float | None = key(
        None, "no source gives a maximum; values above this are reported"
    )
    out_of_range: Literal["unknown", "reject", "clamp", "default"] = "unknown"
    allowed: list[list[str]] | None = key(None, "the only combinations of a set on this client")
    inert: dict[str, list[str]] = table("no effect when another option is exactly this set")
    network: bool | None = key(None, "whether network addresses work")
    not_honoured: list[str] = listing(
        "canonical words this client takes and does not act on: a reported loss"
    )
    fold: dict[str, list[str]] = table("canonical word the vendor lacks -> words it has")
    support: Support = True


class ParamWhen(When, ParamFacts):
    """An overlay of an option."""


class Condition(Table):
    """A test on a canonical option."""

    over: float | None = None
    under: float | None = None
    equals: Scalar | None = None
    only: list[str] | None = key(None, "exactly these members")
    stated: bool | None = None
    all_kind: str | None = key(None, "every entry is of this kind")


class Forced(Table):
    """A value that another option forces: what the option itself says does not count then."""

    when: dict[str, Condition] = table()
    to: Scalar


class Param(ParamFacts):
    """One option of an API, under its canonical name."""

    name: Keys = listing("vendor's spelling; several: all are read, the first is written")
    also: list[str] = listing("further spellings, written with the same value")
    type: ParamType | None = key(None, "left out: the canonical kind")
    required: bool = False
    values: dict[str, Scalar] = table("canonical word -> the vendor's value")
    misspelt: dict[str, str] = table("vendor's known misprints -> canonical word")
    lenient: bool = key(False, "reading takes a bare word for a list, and a list for a word")
    single: bool = key(False, "one value here where the canon has a list")
    of: str = key("", "canonical list that an address points into")
    levels: list[Level] = listing()
    ranges: list[LevelRange] = listing()
    entry: dict[str, str] = table("members of a list entry: canonical -> vendor")
    needs: dict[str, str] = table(
        "has an effect only where these options have these values: canonical name -> word"
    )
    covers: str = key("", "what the option governs, where vendors' options differ in reach")
    cosmetic: bool = key(
        False, "only shows to the eye: a default that differs is no reason for code to write it"
    )
    entries: Literal["", "text"] = key("", "'text': members of an object are written as texts")
    supplied: Scalar | None = key(
        None, "what is written for an option that is required and that the caller leaves out"
    )
    suffix_of: str = key("", "left out, the suffix of the path in this option is written")
    emulated: dict[str, str] = table("words that a recipe does by another word: word -> recipe")
    forced: list[Forced] = listing("values that another option forces, first match counts")
    when: list[ParamWhen] = listing()


class ResultFacts(Fact):
    """What may be said of a result field, and overlaid."""

    support: Support = True


class ResultWhen(When, ResultFacts):
    """An overlay of a result field."""


class ResultField(ResultFacts):
    """Where a canonical result path stands in the vendor's reply."""

    paths: Annotated[Names, "places"] = key(doc="read: the first present; write: all")
    beside: Places = listing(
        "older places that the client still fills: read; written where code may look for them"
    )
    legacy: Places = listing(
        "older places: read; written only where old code may look (not enumerable)"
    )
    values: dict[str, Scalar] = table()
    misspelt: dict[str, str] = table()
    scale: float = key(1, "canonical = vendor's number x scale")
    open: bool = key(False, "values that the table has no word for are passed on as they are")
    as_text: bool = key(False, "the vendor gives a number as a text")
    members: dict[str, str] = table(
        "of an object, or of the entries of a list: canonical -> vendor"
    )
    before: dict[str, str] = table(
        "words before a value that begins with a digit, by the canonical word of another field"
    )
    before_by: str = key("", "that field")
    member: str = key("", "member of the vendor's global object that has it, too")
    asked_of: str = key("", "another operation of the vendor whose result has it, too")
    unit: Literal["", "unknown"] = ""
    absent: Scalar | dict[str, Scalar] | None = key(
        None, "vendor's value when a known field has none in a reply"
    )
    void: bool = key(False, "`absent` says that there is none: it is read so, and no loss")
    or_null: bool = key(False, "null where there is none, in a reply that has the field")
    otherwise: Scalar | None = key(None, "vendor's value for canonical words it lacks")
    nearest: dict[str, str] = table("canonical word the vendor lacks -> nearest it has")
    derive: Literal["", "kind_of_files"] = ""
    by: Literal["", "suffix"] = key("", "read from a file's name by its suffix; never written")
    optional: bool = key(False, "the vendor itself may leave it out")
    only: list[str] = listing("given only for these kinds of file")
    when: list[ResultWhen] = listing()


class FailureRule(Fact):
    """Codes and messages that mean one kind. The first rule of a kind is the one written."""

    kind: str
    code: Codes = listing()
    pattern: Annotated[str, "regex"] = key("", "regular expression, searched in the message")
    reads: Annotated[str, "regex"] = key(
        "", "further texts of this kind: read, never written; ported code does not test for them"
    )
    text: str = key("", "what to write into the message")
    detail: str = key("", "a finer cause: 'network_source'")
    os: Keys = listing("only on these")
    family: Annotated[list[Family], listed] = listing("only in operations of these families")
    replace: bool = key(False, "the base's rules of this kind, in a file that extends, are void")
    read_only: bool = key(False, "never written")


class Reroute(Table):
    """Call another API of this vendor instead, when every condition holds."""

    to: str
    when: dict[str, Condition] = table()
    missing: bool = key(False, "only where the client lacks the API itself")
    why: str = ""


class ResultTable(Table):
    """Result fields by canonical path; ``evidence`` and ``note`` speak for the table."""

    evidence: Keys = listing()
    note: str = ""
    fields: dict[str, Annotated[ResultField, placed]] = table()


class Outcome(Table):
    """A success that is a failure, or a failure that is a success."""

    when: dict[str, Scalar] = table("field of the reply, by the vendor's word -> its value then")
    lacks: Keys = listing("fields of the reply that are null or missing then")
    needs: Keys = listing("fields that it has as well, whatever their values")
    kind: str = key(doc="the failure it is; 'success' for a failure that is none")
    told: dict[str, Condition] = table(
        "results that are told so, by canonical path: every condition holds"
    )


class Api(Fact):
    """One operation of the vendor, under its canonical name (or one that ``reads_as`` it)."""

    name: str = key(
        "", "the vendor's function; default: the key", pattern=r"^[A-Za-z_$][A-Za-z0-9_$]*$"
    )
    reads_as: str = key("", "an older API: read as this canonical one")
    like: str = key(
        "", "another operation of this file, whose options, results and failures it has, too"
    )
    receiver: str = key(
        "", "what it is called on, where not on the operation's own: 'namespace', or a receiver"
    )
    arguments: list[str] = listing("its options are arguments, in this order")
    returns: str = key("", "the one field of the result that is returned by itself")
    implies: dict[str, Scalar] = table("options that calling it means: canonical -> value")
    fixed: dict[str, Scalar] = table("options that an emulation always gives: canonical -> value")
    task: list[str] = listing(
        "members of the object it returns; listeners among them are never called, abort ends it"
    )
    promised: bool = key(False, "the object that it returns is a promise as well")
    support: Support = True
    stopped: str = key("", "no longer maintained: since when, what instead")
    promise: Promises | None = key(None, "whether it returns a promise, instead of [call]'s")
    params: dict[str, Annotated[Param, spelt]] = table()
    result: Annotated[ResultTable, tabled] = key(ResultTable())
    success: dict[str, Scalar] = table("fields every success carries besides the envelope")
    failed: dict[str, Scalar] = table("fields every failure carries besides the envelope")
    always: dict[str, Scalar] = table(
        "what any success means: canonical result path, which no field of the reply says -> value"
    )
    code: Keys = listing("where its failures have their code, instead of the envelope's place")
    outcomes: list[Outcome] = listing("successes that are failures")
    failures: list[FailureRule] = listing()
    reroute: list[Reroute] = listing()
    emulate: dict[str, str] = table("canonical option or result path -> recipe")
    recipes: list[str] = listing("recipes every call needs")
    advice: str = key("", "what to write where the API is missing")
    quirks: list[Quirk] = listing()
    scope: str = key("", "consent scope the call asks for")
    engine: Annotated[dict[str, Any], "api_engine"] = table()
    answer: dict[str, Any] | None = key(None, "the result that the host answers, and does no more")
    unneeded: dict[str, Scalar] | None = key(
        None, "where there is none and none is needed: the canonical result of doing nothing"
    )
    offline: dict[str, Any] | None = key(None, "instead, where there is no network")


class SuccessEnvelope(Fact):
    """Fields every successful reply carries; ``{api}`` is the vendor's function name."""

    fields: dict[str, Scalar] = table()


class FailureEnvelope(Fact):
    """How a failed reply looks."""

    code: Keys = listing("places of the code, the winner first")
    message: Keys = listing("places of the message")
    also: dict[str, str] = table(
        "other keys that logs and bridges put a message under, blanks, case and _ ignored: "
        "what a success says there, or nothing where any text is a failure"
    )
    also_code: Keys = listing(
        "keys of other vendors' codes, case and _ ignored: set and not ok, it is a failure"
    )
    template: str = key("{text}", "the message: {api} and {text}")
    pattern: Annotated[str, "regex"] = key(
        "",
        "a message that matches means failure; left out: any but that of a success does",
    )
    ok_codes: list[int] = key([0])


class Envelope(Table):
    """What replies carry around their results."""

    success: SuccessEnvelope
    failure: FailureEnvelope


class Calling(Fact):
    """How the vendor's functions are called."""

    promise: Promises = "unknown"
    at_once: str = key("", "how the names of functions end that answer at once")
    order: list[Literal["success", "fail", "complete"]] = key(["success", "fail", "complete"])


FileProblem = Literal[
    "not_found", "denied", "exists", "not_dir", "is_dir", "not_empty", "full", "encoding", "invalid"
]
"""What goes wrong with files and folders, finer than the failure kinds."""


class Clue(Fact):
    """What the vendor's global object is known by, where another vendor's has the same name.

    Everything given must hold.
    """

    has: Keys = listing("one of these members is there")
    lacks: Keys = listing("none of these members is there")
    field: str = key("", "a field of what getSystemInfoSync gives")
    words: Keys = listing("the field is one of these, in any case; '': missing or empty")


class Typings(Fact):
    """How the vendor's type declarations name things; ``{Api}`` is a function, capitalised."""

    options: str = ""
    result: str = ""
    success: str = key("", "the callback")
    fail: str = key("", "the callback")
    complete: str = key("", "the callback")
    failure: Keys = listing("what a fail callback is given")
    entries: dict[str, str] = table("an entry of a list -> 'function.member' of the list")


class FileSystem(Fact):
    """How the functions of getFileSystemManager() answer and fail."""

    promise: Promises | None = key(None, "whether these return promises, instead of [call]'s")

    sync: Literal["throws", "returns"] = key(
        "throws", "a synchronous call that fails throws its failure, or returns it"
    )
    codes: dict[FileProblem, int] = table("problem -> the vendor's code")


class PackageList(Fact):
    """The file of a project that lists what of the package the program may read."""

    file: str = key(doc="its name, beside app.json")
    key: str = key(doc="the list in it: names and patterns from the root")
    format_key: dict[str, str] = table("the value of format in that file -> the list's name there")


class Paths(Fact):
    """Path schemes; which ones are local files although they look like addresses."""

    local: list[str] = listing("prefixes of local files")
    private: list[str] = listing("prefixes of addresses that only this vendor can resolve")
    user: str = key("", "address of the user's directory, where a source gives it")
    user_member: str = key("", "member of the global object that holds that address")
    package_relative: bool | None = key(None, "./ and ../ are allowed")
    package_list: PackageList | None = key(None, "files of the package have to be listed")


class Scope(Fact):
    """A consent scope and what it is called in the vendor's settings."""

    name: str = key("", "what it is asked for by; empty: it cannot be")
    setting: Keys = listing("its keys in what getSetting gives, all written; default: the name")


Part = Literal["properties", "defaults", "methods", "behaviors", "observers", "lifetimes", "shown"]
"""A part of a definition: properties with types and observers, whose values are data; properties
with first values alone, which are no data; what runs when it is shown, ``part.name``."""


class Instances(Fact):
    """What pages or components are made of. What is not listed, this vendor's do not have."""

    begin: list[str] = listing("what runs when one is opened, in order; the client calls it")
    hooks: list[str] = listing("what else the client calls, by name: no handlers of elements")
    lifetimes: list[str] = listing("those of `begin` that stand in the part for them")
    outside: bool = key(True, "those may stand outside that part, too")
    parts: dict[Part, str] = table("part -> the key of the definition")
    options: dict[Part, str] = table("parts that count only where options.<this> is true")
    since: dict[Part, str] = table("part -> the version that has it")
    roles: dict[Literal["query", "shown", "updated"], str] = table(
        "hooks with a part of their own -> name: given the query, that of the part `shown`, run "
        "after a change of the data"
    )
    methods: dict[Literal["trigger_event", "splice_data", "batched_updates"], str] = table(
        "methods of the client's own, beside setData"
    )
    listens: str = key("", "how the names of first values begin that a parent listens by")
    fields: dict[Literal["route", "path", "id", "dataset", "query"], str] = table(
        "what the client sets on one"
    )
    views: list[str] = listing("methods that look at views, which are not simulated")
    copies: Literal["deep", "shallow"] = key(
        "deep", "data as the definition gives it: each has its own, or shares what is nested"
    )
    computed: bool = key(False, "data may be a function that gives it")
    as_page: bool = key(False, "a component may be opened as a page: its methods are the hooks")


class Application(Fact):
    """What the program's own object is made of."""

    begin: list[str] = listing("what runs when the program begins, in order")
    error: str = key("", "what is told of an error that nobody caught")
    first: dict[str, Any] = table("what those of `begin` are given")
    path: str = key("", "the field of it that is the path of the first page")


class Layout(Fact):
    """How the files of a program are called."""

    config: str = key("", "the file at its root that lists the pages")
    script: str = key("", "the script at its root that runs first, without its suffix")
    project: list[str] = listing("files at its root that are the developer tools'")
    packages: list[str] = listing("folders that the tools build packages into")


class Templates(Fact):
    """What a template beside a page says of its handlers."""

    suffix: str = key(doc="of the file", pattern=r"^\.[a-z]{2,8}$")
    styles: str = key("", "of the style sheet beside it", pattern=r"^(\.[a-z]{2,8})?$")
    directive: str = key(doc="prefix of the attributes for loops and conditions")
    bind: list[str] = listing("beginnings of attributes that name a handler, the longest first")
    scripts: list[str] = listing("elements whose text is a script")
    capital: bool = key(False, "the event's name after it begins with a capital letter")
    lowered: bool | None = key(None, "capitals in the names of data attributes become small")
    hit: str = key("", "the field of target with the dataset of the element that was hit")
    at: bool = key(False, "the detail of a tap says where: x and y")


class Vendor(Table):
    """A whole vendor: what a profile says."""

    schema: Annotated[int, "schema_version"]
    id: str = key(pattern=r"^[a-z][a-z0-9_-]{0,31}$")
    name: str = key(doc="one line", pattern=r"^[^\u0000-\u001f\u007f\u2028\u2029]*$")
    namespace: str = key(pattern=r"^[A-Za-z_$][A-Za-z0-9_$]*$")
    types: list[str] = listing("namespaces of the vendor's type declarations, beside its own")
    typings: Typings = key(Typings())
    extends: Annotated[dict[Base, str], based] = table(
        "the profile that this one begins from; a family's name: another one, for its operations"
    )
    versions: str = key(doc="what a version counts: 'client' or 'base library'")
    major: int | None = key(
        None, "the newest major version; far above it, another thing is counted"
    )
    os: list[str]
    platforms: dict[str, str] = table(
        "an os -> the system it says that it is: a word of getSystemInfo's values"
    )
    surfaces: list[str] = listing("the first is the default")
    note: str = ""
    sources: dict[str, Source]
    detect: list[Clue] = listing(
        "a global object of this name is this vendor's where one of these holds; none: whenever "
        "it is there. Not inherited"
    )
    call: Calling
    paths: Paths
    files: FileSystem = key(FileSystem())
    envelope: Envelope
    scopes: dict[str, Scope] = table()
    texts: dict[Literal["image", "video", "save"], str] = table(
        "words of the action sheets that emulations show"
    )
    program: Layout = key(Layout())
    app: Application = key(Application())
    page: Instances = key(Instances())
    component: Instances = key(Instances())
    behavior: str = key("", "the function that makes what pages and components have in common")
    template: Templates | None = key(None)
    failures: list[FailureRule] = listing()
    engine: Annotated[dict[str, Any], "profile_engine"] = table()
    api: dict[str, Api]
