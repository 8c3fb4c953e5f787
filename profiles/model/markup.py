"""What a profile says of programs: their files, templates, pages and components."""

from typing import Any, Literal

from ..table import key, listing, table
from .common import Fact

Part = Literal[
    "properties",
    "defaults",
    "methods",
    "behaviors",
    "observers",
    "lifetimes",
    "shown",
    "hidden",
]
"""A part of a definition: properties with types and observers, whose values are data; properties
with first values alone, which are no data; what runs when it is shown or hidden, ``part.name``."""
Method = Literal["trigger_event", "splice_data", "batched_updates", "opener_channel"]
"""A method of the client's own: tells the parent something, changes lists of the data, changes them
in one go, gives the channel to the page that opened this one."""


class Instances(Fact):
    """What pages or components are made of. What is not listed, this vendor's do not have."""

    begin: list[str] = listing("what runs when one is opened, in order; the client calls it")
    end: list[str] = listing("what runs when one is closed, in order")
    hooks: list[str] = listing("what else the client calls, by name: no handlers of elements")
    lifetimes: list[str] = listing("those of all these that stand in the part for them")
    outside: bool = key(True, "those may stand outside that part, too")
    parts: dict[Part, str] = table("part -> the key of the definition")
    options: dict[Part, str] = table("parts that count only where options.<this> is true")
    since: dict[Part, str] = table("part -> the version that has it")
    roles: dict[Literal["query", "shown", "hidden", "updated"], str] = table(
        "hooks with a part of their own -> name: given the query, run when one is shown or hidden "
        "(those of the parts `shown` and `hidden`, too), run after a change of the data"
    )
    methods: dict[Method, str] = table("methods of the client's own, beside setData")
    listens: str = key("", "how the names of first values begin that a parent listens by")
    fields: dict[Literal["route", "path", "id", "dataset", "query"], str] = table(
        "what the client sets on one"
    )
    views: list[str] = listing("methods that look at views, which are not simulated")
    finds_none: list[str] = listing("such methods that find nothing where there is nothing: null")
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
    pages: str = key("", "where it lists them, by keys: 'a.b'")
    parts: list[str] = listing("where it lists parts of the program with pages of their own")
    folder: str = key("", "the key of such a part that is the folder of its pages")
    entry: str = key("", "where it names the page that opens first, if not the first of the list")
    tabs: str = key("", "where it lists the tabs")
    tab: str = key("", "the key of a tab that is its page")
    script: str = key("", "the script at its root that runs first, without its suffix")
    project: list[str] = listing("files at its root that are the developer tools'")
    packages: list[str] = listing("folders that the tools build packages into")


class PageStack(Fact):
    """How pages stand above one another. Operations have their canonical names."""

    deepest: int | None = key(None, "how many may be open")
    no_tabs: list[str] = listing("operations that refuse a page of the tab bar")
    no_query: list[str] = listing("operations by which such a page gets no query")
    decodes: bool | None = key(None, "escapes in a query are decoded")


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
    modules: dict[str, str] = table("elements that bring a script -> the attribute with its name")
    hides: str = key("", "the attribute that hides an element")
    hidden: list[str] = listing("elements that have it; none: every one")
