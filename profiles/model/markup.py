"""What a profile says of programs: their files, templates, pages and components."""

from typing import Any, Literal

from ..table import key, listing, table
from .common import Fact, Keys, Names, Scalar

Part = Literal[
    "properties",
    "defaults",
    "methods",
    "behaviors",
    "observers",
    "lifetimes",
    "shown",
    "hidden",
    "filter",
]
"""A part of a definition: properties with types and observers, whose values are data; properties
with first values alone, which are no data; what runs when it is shown or hidden, ``part.name``;
``filter``: what a behaviour does to the definitions that have it."""
Method = Literal[
    "trigger_event",
    "splice_data",
    "batched_updates",
    "opener_channel",
    "select_component",
    "select_components",
]
"""A method of the client's own: tells the parent something, changes lists of the data, changes them
in one go, gives the channel to the page that opened this one, finds a component in its template,
finds all."""


Role = Literal["query", "shown", "hidden", "updated", "derived"]


class Instances(Fact):
    """What pages or components are made of. What is not listed, this vendor's do not have."""

    begin: list[str] = listing("what runs when one is opened, in order; the client calls it")
    end: list[str] = listing("what runs when one is closed, in order")
    bare: list[str] = listing("those of `begin` that run before it has what its parent gives")
    placed: list[str] = listing(
        "those of `begin` that run once a whole page is made, the outer first"
    )
    drawn: list[str] = listing("those of `begin` that run once what its template says stands there")
    hooks: list[str] = listing("what else the client calls, by name: no handlers of elements")
    lifetimes: list[str] = listing("those of all these that stand in the part for them")
    outside: bool = key(True, "those may stand outside that part, too")
    parts: dict[Part, str] = table("part -> the key of the definition")
    options: dict[Part, str] = table("parts that count only where options.<this> is true")
    since: dict[Part, str] = table("part -> the version that has it")
    roles: dict[Role, str] = table(
        "hooks with a part of their own -> name: given the query, run when one is shown or hidden "
        "(those of the parts `shown` and `hidden`, too), run after a change of the data, or before "
        "one of what the parent gives, which it is told"
    )
    methods: dict[Method, str] = table("methods of the client's own, beside setData")
    calls_back: list[Method] = listing(
        "those that hand what they find to a function they are given"
    )
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
    virtual: str = key(
        "", "the option by which one has no node of its own (true), or has one (false)"
    )
    again: bool = key(False, "observers hear of a property that is set to what it was")
    converts: bool | None = key(
        None, "a property that is given another type takes it over in its own"
    )
    slots: str = key("", "the option without which one has a single slot, the one without a name")


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


Binding = Literal["bind", "catch", "capture_bind", "capture_catch", "mut_bind"]
"""How an attribute listens: the event goes on, ends here, comes before those inside, to one."""
Prefix = Literal["mark", "generic", "observe"]
"""Attributes by their prefix: what an event carries along, a component by name, a watched value."""


class Templates(Fact):
    """What a template beside a page says."""

    suffix: str = key(doc="of the file", pattern=r"^\.[a-z]{2,8}$")
    styles: str = key("", "of the style sheet beside it", pattern=r"^(\.[a-z]{2,8})?$")
    directive: str = key(doc="prefix of the attributes for loops and conditions")
    capital: bool = key(False, "the event's name after it begins with a capital letter")
    lowered: bool | None = key(None, "capitals in the names of data attributes become small")
    hit: str = key("", "the field of target with the dataset of the element that was hit")
    at: bool = key(False, "the detail of a tap says where: x and y")
    binding: dict[Binding, Keys] = table(
        "kind of binding -> its prefixes, the usual one first; of components' own events the last"
    )
    two_way: str | None = key(None, "prefix of attributes that are set as well; empty: none")
    other_key: str = key("", "an attribute beside the directive that takes an expression for a key")
    key_expression: bool | None = key(None, "the directive's own key may be an expression")
    prefixes: dict[Prefix, str] = table("other prefixes of attributes")
    lacks: list[Binding | Prefix] = listing("those of the above that its pages do not have")
    since: dict[Binding | Prefix, str] = table("those of the above -> the version that has it")
    slot_scope: str = key("", "the attribute that names what a slot hands out")
    holds: str = key(
        "",
        "the attribute of a component's tag that names its owner's function that is handed it",
    )
    handed: str = key("", "what slots are handed, in a component's template, by their names")
    handed_default: str = key("", "what the slot without a name is called there")
    slot_default: bool | None = key(
        None, "what stands in a slot is there when nothing is handed to it"
    )
    loops: list[Literal["number", "text", "object"]] = listing(
        "what a loop runs over, beside lists"
    )
    nothing: list[Literal["undefined", "null"]] | None = key(
        None, "values that a text has nothing for, where others show as JavaScript writes them"
    )
    flag: bool | None = key(None, "an attribute without a value is true")
    bare: Literal["relative", "package"] | None = key(
        None, "what a path without ./ or / in front is: relative to the file, or a package's"
    )
    shortened: bool | None = key(None, "a reference may leave out the suffix of its file")
    relative: bool | None = key(None, "an attribute's path may be relative to the file")
    absolute: bool | None = key(None, "an attribute's path may begin at the program's root")
    host: bool | None = key(None, "a component has a node of its own, with class, style and id")
    host_events: bool | None = key(None, "and it hands on events of fingers by itself")
    in_template: bool | None = key(None, "components work inside templates and included files")
    handler_missing: Literal["ignored", "error"] | None = key(
        None, "what comes of an event whose handler is not there"
    )
    handler_expression: bool | None = key(None, "a handler may be named by an expression")
    property_hyphens: bool | None = key(None, "a-b on a component sets its property aB")
    camel: bool | None = key(None, "an element's attribute a-b may be spelt aB")
    twice: Literal["first", "last"] | None = key(
        None, "which of two attributes of one name an element has"
    )
    tag_capitals: bool | None = key(None, "a component's tag may have capitals")
    shows: list[str] = listing(
        "names that expressions of components find, whatever the program sets"
    )


class Styles(Fact):
    """What style sheets may say."""

    bare: Literal["relative", "package"] | None = key(
        None, "what an import without ./ or / in front is: relative to the file, or a package's"
    )
    shortened: bool | None = key(None, "an import may leave out the suffix of its file")
    relative: bool | None = key(None, "an address may be relative to the file")
    isolated: bool | None = key(None, "the classes of a page do not reach into its components")
    isolation: str = key(
        "", "the option of a component that says so by the word isolated, or not so"
    )
    attributes: bool | None = key(None, "selectors by attributes count")
    reserved: list[str] = listing("beginnings of classes that are the vendor's own")
    host: bool | None = key(None, ":host is a component's own node")
    inline_important: bool | None = key(None, "!important counts in the style of an element")


class TemplateScripts(Fact):
    """Scripts that templates call."""

    element: str = key(doc="that names one")
    name: str = key(doc="its attribute with the name it has in the template")
    source: str = key(doc="its attribute with the file")
    suffix: str = key(doc="of the file", pattern=r"^\.[a-z]{2,8}$")
    inline: bool | None = key(None, "the script may be the element's text")
    form: Literal["commonjs", "esm"]
    modern: bool = key(False, "let, arrows, templates, destructuring and the like are understood")
    names: list[str] = listing("all global names, where they are known")
    handlers: bool | None = key(None, "a handler may be a module's function")


class AllElements(Fact):
    """What holds for all built-in components."""

    everywhere: list[str] = listing("attributes that all of them take")
    closed: bool = key(False, "and no others: one that some element has, others have not")
    common: list[str] = listing("events that all of them tell")
    fires: dict[str, str] = table("event -> the vendor's name behind the prefix, where it differs")
    held: dict[str, int] = table("event of a finger that stays -> after how many milliseconds")
    alone: list[str] = listing("of these, the ones that no tap follows")
    complete: bool = key(False, "there are no others than those that the profile has")


class Polyfill(Fact):
    """A component in the vendor's own dialect that does what a built-in one does elsewhere: a port
    brings it. Its files stand in a program's root under its name."""

    words: dict[str, list[str]] = table("attribute -> the words with which the element is this one")
    hearing: dict[str, dict[str, list[str]]] = table(
        "event -> the same, empty for one left out, where the tag listens for it"
    )
    attributes: list[str] = listing("what it takes, those with these words among them")
    events: list[str] = listing("what it tells")
    detail: dict[str, list[str]] = table("event -> all fields of its detail")
    differs: str = key("", "what of it is otherwise than elsewhere")
    since: str = key("", "the version that has all it needs")
    over: list[str] = listing("operations that it calls")
    script: str = key(doc="in which tell(it, event, detail) tells whoever listens on its tag")
    template: str
    style: str = key("", "its sheet")


class ElementFacts(Fact):
    """A built-in component, by canonical names."""

    name: str = key("", "the vendor's, where it differs")
    attributes: list[str] = listing("what it takes")
    spelt: dict[str, Names] = table(
        "attribute -> the vendor's name, where it differs; of several the first is written"
    )
    events: list[str] = listing("what it tells")
    fires: dict[str, str] = table("event -> the vendor's name behind the prefix")
    since: dict[str, str] = table(
        "attribute, attribute=word, or event after 'on ' -> the version that has it"
    )
    silent: list[str] = listing("events of any element that this one is said not to tell")
    lacks: list[str] = listing("attributes, and events after 'on ', that it is said not to have")
    complete: bool = key(False, "its page lists everything: what is not here, it has not")
    stands_in: dict[str, str] = table("attribute it lacks -> the one of its own that says it")
    fixed: dict[str, str] = table("attribute it lacks -> the value it behaves by")
    initial: dict[str, str] = table(
        "attribute whose value counts once -> the attribute that makes it follow the data"
    )
    defaults: dict[str, Scalar] = table("attribute -> what it is when left out")
    wants: list[str] = listing("attributes that its tag has to have")
    usual: dict[str, Scalar] = table(
        "attribute that only shows to the eye -> what it is when left out"
    )
    extent: str = key("", "how large it is where neither its tag nor a sheet says that")
    values: dict[str, list[str]] = table("attribute -> its words, all that it has")
    nearest: dict[str, dict[str, str]] = table("attribute -> a word it lacks -> the nearest it has")
    detail: dict[str, list[str]] = table("event -> all fields of its detail")
    carries: dict[str, dict[str, Scalar]] = table(
        "event -> field of its detail -> what it is where a user does it, and nothing else is said"
    )
    tells: dict[str, str] = table("event -> when it comes, where that is not the same for all")
    answers: list[str] = listing("events of which it takes what their handler gives back")
    polyfill: dict[str, Polyfill] = table(
        "name of a component's files and tag -> what does in its place what the vendor's own cannot"
    )
    either: list[list[str]] = listing("attributes of which only one may be true")
    counts_with: dict[str, str] = table(
        "attribute, or event after 'on ' -> attribute=word with which alone it counts"
    )
    counts_inside: dict[str, str] = table("attribute -> the element inside which alone it counts")
    presses: list[str] = listing("elements inside it, or that it names, that a tap on it presses")
    plain: str = key("", "the element that may stand in its place where it presses nothing")
    absent: list[str] = listing("os of clients that do not have it")
    over: list[str] = listing("elements that it may stand on, where it covers others")
    surface: str = key(
        "", "how large what is drawn in it is, where its attributes say that, and not its style"
    )
    lengths: dict[str, Literal["number", "px"]] = table(
        "attribute that is a length -> how that is said: a number of pixels, or with px alone"
    )
    acts: dict[str, str] = table(
        "attribute, or attribute=word -> what it does, where that is not the same for all, or on "
        "all clients"
    )
