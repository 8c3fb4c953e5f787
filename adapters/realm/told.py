"""What a realm is told, as types: a misspelt key is an error of mypy.

`protocol` has the same shapes for the process beside this one, which knows no types; a test holds
the two to each other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NotRequired, TypedDict

from ...canonical.vocabulary import Payload


class FileRow(TypedDict):
    """What became of a path: `file` of the protocol."""

    path: str
    size: NotRequired[int]
    time: NotRequired[int]
    kept: NotRequired[bool]
    data: NotRequired[str]
    folder: NotRequired[bool]
    pack: NotRequired[bool]


class ModuleRow(TypedDict):
    """A file of the program: `module` of the protocol."""

    id: str
    names: Mapping[str, str]
    code: NotRequired[str | None]
    json: NotRequired[str]
    hides: NotRequired[list[str]]


class PartRow(TypedDict):
    """A page or component as its template has it: `part` of the protocol."""

    script: str
    template: str
    using: dict[str, str]
    lacking: Mapping[str, str]
    config: Mapping[str, bool | str]
    files: Mapping[str, Payload]
    broken: NotRequired[str]
    sizes: NotRequired[list[list[str]]]


class FileRules(TypedDict):
    """Where the app's own files lie and how much of them there may be, in bytes."""

    user: str
    max_file: int | None
    max_total: int | None
    capacity: int | None
    forms: list[str]
    most: int
    most_kept: int


class AppFacts(TypedDict):
    """What an app is made of."""

    begin: Sequence[str]
    error: str
    first: Mapping[str, Any]
    path: str


class KinFacts(TypedDict, total=False):
    """Relations of components: the part of a definition that says them, the option that it needs,
    and the method that gives those that are related."""

    relations: str
    relations_option: str
    related: str


class InstanceFacts(KinFacts):
    """What pages, or components, are made of: as `profiles.model.Instances` says it."""

    begin: Sequence[str]
    end: Sequence[str]
    bare: Sequence[str]
    placed: Sequence[str]
    drawn: Sequence[str]
    hooks: Sequence[str]
    lifetimes: Sequence[str]
    outside: bool
    parts: Mapping[str, list[str]]
    options: Mapping[Any, str]
    roles: Mapping[Any, str]
    methods: Mapping[str, str]
    calls_back: Sequence[str]
    listens: str
    virtual: str
    again: bool
    converts: bool | None
    slots: str
    fields: Mapping[Any, str]
    views: Sequence[str]
    finds_none: Sequence[str]
    copies: str
    computed: bool
    as_page: bool
    tag_data: NotRequired[str]
    functions: NotRequired[str]
    in_forms: NotRequired[Mapping[str, str]]
    exports: NotRequired[Mapping[str, str]]


class InstanceModel(TypedDict):
    """What this client's app, pages and components are made of, and how templates are drawn."""

    app: AppFacts
    page: InstanceFacts
    component: InstanceFacts
    behavior: str
    template: Mapping[str, Any]


class Offered(TypedDict):
    """The media functions of a client, when they return promises, and why it lacks others."""

    apis: list[dict[str, str]]
    absent: dict[str, str]
    usable: dict[str, dict[str, list[str]]]
    promises: dict[str, str]


class QueryFacts(TypedDict):
    """Queries of elements: the function that begins one, the questions that are lacking or, for
    nodes, come `after`; the size of an element; whether all is answered at the end alone; which
    questions take no function, and what their answers lack."""

    name: str
    lacks: list[str]
    at_exec: bool
    element: list[int]
    after: str
    deaf: list[str]
    answers: dict[str, dict[str, list[str]]]


class Motion(TypedDict):
    """A function that gives an animation: what its settings are, by the client's names for them,
    and what they are where nothing is said."""

    name: str
    options: dict[str, str]
    usual: dict[str, Any]


class Offscreen(TypedDict):
    """A function that gives a canvas of no page: its options for the sides, their places where it
    has arguments instead, and the sides where none are asked for, 0 where no source says."""

    name: str
    options: list[str]
    places: list[int]
    usual: list[float]


class Asking(TypedDict):
    """What of a side is said of elements: queries, animations, and how a canvas is named."""

    query: NotRequired[QueryFacts]
    motion: NotRequired[Motion]
    named: NotRequired[dict[str, str]]


class SideTable(Offered, Asking):
    """What of a vendor's namespace follows from the client alone. `operations`: rows of
    `host.replies` as JSON, by receiver and name."""

    namespace: str
    promise: str
    file_promise: str
    operations: dict[str, dict[str, str]]
    file_failures: Mapping[str, Payload]
    throws: bool
    live: list[str]
    drawing: list[str]
    offscreen: list[Offscreen]
    givers: Mapping[str, str]
    message: str
    advice: str


class SideOfRun(TypedDict):
    """The rest of a vendor's namespace: what differs from run to run."""

    stubs: Mapping[str, Mapping[str, Any] | None]
    values: Payload
    info: Payload
    rpx: float
    window: tuple[float, float]
    offline: bool


class Config(TypedDict):
    """All that a realm is told beside what follows from the clients alone."""

    now: int
    seed: int
    page: str
    goes_on: bool
    files: FileRules
    store: Mapping[str, str]
    sides: list[SideOfRun]
