"""What a profile says of a client as a whole: how it is called, answers, and keeps files."""

from typing import Annotated, Literal

from ..table import Table, key, listing, table
from .common import Fact, Keys, Promises, Scalar


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
    asks: bool | None = key(None, "the global has canIUse; ported code calls it only where it has")
    order: list[Literal["success", "fail", "complete"]] = key(["success", "fail", "complete"])


FileProblem = Literal[
    "not_found", "denied", "exists", "not_dir", "is_dir", "not_empty", "full", "encoding", "invalid"
]
"""What goes wrong with files and folders, finer than the failure kinds."""


class Clue(Fact):
    """What the vendor's global object is known by, where another vendor's has the same name.

    Everything given must hold. ``by_name`` stands alone: nothing tells it, so that a program, a
    command or a configuration has to name the vendor.
    """

    by_name: bool = key(
        False, "nothing of the object tells: whoever means this vendor has to name it"
    )

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
    objects: dict[str, str] = table("an object with functions -> the function that gives it")


class Others(Fact):
    """What the vendor's global has beside the operations that the profile describes."""

    names: list[str] = listing("its functions and members")
    media: list[str] = listing("those that record, play, show, change or keep media")
    unlike: dict[str, str] = table(
        "those whose name others have for another function -> what they do instead"
    )


class FileSystem(Fact):
    """How the functions of getFileSystemManager() answer and fail."""

    promise: Promises | None = key(None, "whether these return promises, instead of [call]'s")

    sync: Literal["throws", "returns"] = key(
        "throws", "a synchronous call that fails throws its failure, or returns it"
    )
    codes: dict[FileProblem, int] = table("problem -> the vendor's code")
    texts: dict[FileProblem, str] = table("problem -> how the vendor's message says it")


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
