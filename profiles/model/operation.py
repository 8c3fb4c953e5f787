"""What a profile says of an operation: its options, its result, its failures."""

from typing import Annotated, Any, Final, Literal

from ...canonical.operations.model import Family
from ..table import Table, key, listing, table
from .common import (
    Codes,
    Fact,
    Keys,
    Names,
    ParamType,
    Places,
    Promises,
    Quirk,
    Scalar,
    Support,
    When,
    asked,
    listed,
    named,
    placed,
    spelt,
    tabled,
)

SUCCESS: Final = "success"
"""The kind of an outcome that is no failure."""


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
    steps: list[float] = listing("the only numbers it takes, rising: the nearest is written")
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


class Member(Fact):
    """A member of an object, at any depth, under its canonical name.

    Lists and maps are passed through: what is said of one is said of each entry.
    """

    name: Keys = listing("vendor's spelling; several: all are read, the first is written")
    values: dict[str, Scalar] = table("canonical word -> the vendor's value")
    misspelt: dict[str, str] = table("vendor's known misprints -> canonical word")
    open: bool = key(False, "values that the table has no word for are passed on as they are")
    scale: float = key(1, "canonical = vendor's number x scale; in results")
    as_text: bool = key(False, "the vendor gives a number as a text; in results")
    unit: Literal["", "unknown"] = ""
    required: bool = False
    optional: bool = key(False, "the vendor itself may leave it out")
    support: Support = True
    members: dict[str, Annotated["Member", named]] = table("its own members, by canonical name")


class Param(ParamFacts):
    """One option of an API, under its canonical name."""

    name: Keys = listing("vendor's spelling; several: all are read, the first is written")
    also: list[str] = listing("further spellings, written with the same value")
    type: ParamType | None = key(None, "left out: the canonical kind")
    required: bool = False
    values: dict[str, Scalar] = table("canonical word -> the vendor's value")
    misspelt: dict[str, str] = table("vendor's known misprints -> canonical word")
    lenient: bool = key(
        False,
        "reading takes a bare word for a list, a list for a word, and a text for the number it is",
    )
    single: bool = key(False, "one value here where the canon has a list")
    alone: bool = key(False, "one word by itself, where the canon has a set of words")
    together: dict[str, list[str]] = table(
        "the vendor's one word for several canonical words -> these; with `alone`"
    )
    of: str = key("", "canonical list that an address points into")
    levels: list[Level] = listing()
    ranges: list[LevelRange] = listing()
    entry: dict[str, str] = table("members of a list entry: canonical -> vendor")
    members: dict[str, Annotated[Member, named]] = table(
        "members of an object, or of the entries of a list or a map, by canonical name"
    )
    needs: dict[str, str] = table(
        "has an effect only where these options have these values: canonical name -> word"
    )
    covers: str = key("", "what the option governs, where vendors' options differ in reach")
    left_out: str = key(
        "", "what stands for an option that is left out, where that is no one value: in words"
    )
    cosmetic: bool = key(
        False, "only shows to the eye: a default that differs is no reason for code to write it"
    )
    entries: Literal["", "text"] = key("", "'text': members of an object are written as texts")
    supplied: Scalar | None = key(
        None, "what is written for an option that is required and that the caller leaves out"
    )
    base64_by: str = key(
        "", "bytes are written as a base64 text, with true for this option of the vendor's"
    )
    suffix_of: str = key("", "left out, the suffix of the path in this option is written")
    by_suffix: dict[str, list[str]] = table(
        "with `suffix_of`, what is written for a suffix: canonical word -> suffixes, without a dot"
    )
    schemes: list[str] = listing("the beginnings of addresses it takes, before the colon")
    known: list[str] = listing("the only texts it is said to take; others pass, and are told")
    newer: dict[str, str] = table(
        "texts that newer clients alone take, by no version that is counted: text -> since when"
    )
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
    members: dict[str, Annotated[Member, named]] = table(
        "members of an object, or of the entries of a list or a map, by canonical name"
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
    base64_by: str = key(
        "", "true in this member beside it: the text is base64, and the value bytes"
    )
    modes: dict[str, int] = table(
        "functions of an object that compare the kind of file in its mode: name -> bits"
    )
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
    detail: str = key("", "a finer cause: 'network_source', 'scheme'")
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


class Question(Fact):
    """What a query may ask of an element."""

    support: Support = True
    acts: str = key("", "when it is answered, in words, where that is not the same for all")
    after: str = key("", "the element's own event before which there is no answer")
    hears: bool = key(True, "whether it takes a function for its own answer")
    without: list[str] = listing("what its answer has elsewhere, and not here")
    of_window: list[str] = listing("all that the answer for the window has, where that is less")


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
    arguments: list[str] = listing(
        "its options are arguments, in this order; '...': an object of the others"
    )
    older_arguments: list[str] = listing(
        "an older form: where no object of options is given, they are arguments, in this order"
    )
    returns: str = key("", "the one field of the result that is returned by itself")
    implies: dict[str, Scalar] = table("options that calling it means: canonical -> value")
    fixed: dict[str, Scalar] = table("options that an emulation always gives: canonical -> value")
    task: list[str] = listing(
        "all functions that the object it returns has, by every source there is: what is not among "
        "them is missing; without the list that is not known of any"
    )
    selectors: dict[str, list[Literal["id", "class"]]] = table(
        "the selectors that a query of elements knows, where not all: os, or 'any' -> id, class"
    )
    unsure: list[str] = listing(
        "members of the object it gives that no page tells of: not known since when"
    )
    questions: dict[str, Annotated[Question, asked]] = table(
        "what a query asks of an element that not all vendors' queries do, by the vendor's word"
    )
    acts: dict[str, str] = table(
        "what happens beside options and results and is not the same for all: topic -> in words"
    )
    acts_by: dict[str, list[str]] = table(
        "words of programs that have to do with a topic of `acts`: told where one of them is"
    )
    weighs: list[str] = listing(
        "topics of `acts` that a program, or its server, has to be changed for: a loss"
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
    message: Keys = listing("where they have their message, instead of the envelope's place")
    nested: str = key(
        "",
        "a member of its failures that may hold their code and message instead; written there, "
        "too, not enumerable",
    )
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
