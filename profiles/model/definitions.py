"""What a profile says of definitions of pages and components, as their port asks for it."""

from typing import Any, Literal

from ..table import key, listing, table
from .common import Fact, Keys

Moment = Literal[
    "made", "derived", "placed", "ready", "moved", "removed", "updated", "failed"
]  # fmt: skip
"""When a client calls a component: it is made, is given properties that its data follow, stands in
the page, is drawn, moves, is taken away, has changed, has thrown."""
Sight = Literal["shown", "hidden", "resized"]
"""What becomes of the page that a component stands in."""
Section = Literal["relations", "external_classes"]
"""A part of a definition that says the same on all vendors that have it."""
InstanceMember = Literal[
    "owner", "query", "intersections", "medias", "related", "performance",
    "tab_bar", "page", "animate", "clear_animation", "page_id", "mixed", "path", "id", "dataset",
    "properties", "router", "page_router", "saved", "applied",
]  # fmt: skip
"""A member of an instance beside its methods for data, events and components: what asks for
nodes, watches them, animates; its page; what its tag says."""


class Definitions(Fact):
    """Pages and components as their definitions say them, beside what they are made of."""

    moments: dict[Moment, str] = table("when -> the hook of a component")
    tree: dict[Moment, str] = table("when -> its hook in the part for life in the tree of nodes")
    page: dict[Literal["made", "ready", "removed"], str] = table("when -> the hook of a page")
    sights: dict[Sight, str] = table("what becomes of the page -> the key of a component: 'a.b'")
    page_sights: dict[Sight, str] = table("the same -> the key of a page: 'a.b', or its hook")
    sections: dict[Section, str] = table("parts that say the same everywhere -> their key")
    options: dict[Section, str] = table("parts that count only where options.<this> is true")
    since: dict[str, str] = table("part or member -> the version that has it")
    also: str = key("", "the key of a property with further types")
    first: dict[str, Any] = table("type -> a property's value where none is said; others: null")
    merges: bool | None = key(None, "objects of one name in the data of behaviours become one")
    shadows: bool | None = key(
        None, "data may have a field with the name of a property: it is what templates show"
    )
    hands: Literal["event", "values"] | None = key(
        None, "what a parent's handler is given: an event with a detail, or what the component says"
    )
    functions: Literal["kept", "on"] | None = key(
        None,
        "how components get functions that stand in data: kept as they are, or only by attributes "
        "whose names begin with on",
    )
    outward: str = key(
        "",
        "the option of the method for events with which what a component tells goes on outwards",
    )
    stamp: str = key("", "the field of an event that tells when it was")
    tag_data: str = key("", "how properties begin that are data attributes of the tag")
    ready_made: Keys = listing("how the names of the client's own behaviours begin")
    in_forms: dict[Literal["field", "group", "button"], str] = table(
        "such a behaviour by what it makes of a component for the form around it: a field that has "
        "a name and a value; fields inside it that count; a button inside it that counts"
    )
    exports: dict[Literal["behavior", "part"], str] = table(
        "such a behaviour by which a component says what those find who ask for it, and the part "
        "of its definition that says it, a function"
    )
    members: dict[InstanceMember, str] = table("members of instances")
    lacks: list[str] = listing("members, sections, moments that its pages are said not to have")
    project: dict[Moment, str] = table("moments that come only where the project's file says this")
    dropped: list[str] = listing("options that say what is so anyway")
    elsewhere: list[str] = listing("options that stand in the configuration instead")
    known_options: list[str] = listing("options that it has")
    placed_tells: bool | None = key(
        None,
        "what a component tells as it is placed reaches the handlers on its tag, if not at once",
    )
    page_queries: bool | None = key(None, "a component may be a page, by its own constructor")
    app: list[str] = listing("hooks of the program")
    entered: dict[str, str] = table(
        "hook of the program -> the operation whose result it is given, by canonical name"
    )
    page_returns: dict[str, list[str]] = table("hook of a page -> what it gives back may say")
    page_needs: dict[str, list[str]] = table("hook of a page -> what it gives back has to say")
