"""The data of a plan as types: what every key holds, and which may be missing.

A plan is plain data, for the interpreter here and the one in JavaScript; docs/architecture.md,
"The plan", shows it whole. Only type checkers read this module: nothing is checked while running.
Any value may be frozen for good once its plan is made; nothing changes one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, Literal, NotRequired, TypedDict

from ...canonical.convert import Conversion

Place = Sequence[Any]
"""Where a vendor has a value: the key of the reply, 1 for a list there, the member or ``None``."""

Test = Sequence[Any]
"""A condition on a canonical option: ``[option, test, wanted]``."""

Status = Literal["yes", "no", "unknown", "depends"]


class SideEnvelope(TypedDict):
    """What tells a vendor's successes from failures.

    ``says``: by folded key of a message what a success says there, empty where any text is a
    failure; ``codes``: by folded key of a code whether it is the vendor's own.
    """

    code: Sequence[str]
    message: Sequence[str]
    template: str
    pattern: str
    ok: Sequence[int]
    says: Mapping[str, str]
    codes: Mapping[str, bool]


class UserFolder(TypedDict):
    """How the user's directory is reached: its address, or the member that holds it."""

    address: str
    member: str


class Room(TypedDict, total=False):
    """What the user's directory holds, in bytes: one file, all of them."""

    file: int
    total: int


class PackageFiles(TypedDict, total=False):
    """Where a project lists the files of its package that it reads; empty: nowhere."""

    file: str
    key: str
    formats: Mapping[str, str]


class Service(TypedDict):
    """An operation as a recipe calls it: options and results by canonical names."""

    name: str
    params: Mapping[str, str]
    on: NotRequired[str]
    call: NotRequired[Literal["object", "sizes", "element"]]
    fixed: NotRequired[Mapping[str, Any]]
    result: NotRequired[Mapping[str, Sequence[str]]]


class Side(TypedDict):
    """A client as a whole. ``at_once``: what a function that answers at once does with its failure.
    ``local``: prefixes of addresses that only look like the network's;
    ``private``: those that nobody else resolves."""

    client: str
    id: str
    name: str
    namespace: str
    types: Sequence[str]
    typings: Any
    local: Sequence[str]
    private: Sequence[str]
    user: UserFolder
    package: PackageFiles
    room: Room
    promise: str
    at_once: Literal["throws", "returns"]
    order: Sequence[str]
    envelope: SideEnvelope
    services: Mapping[str, Service]
    texts: Mapping[str, str]
    canonical: NotRequired[bool]


class ProgramMember(TypedDict):
    """A member of an object, or (under no name) each entry of a list or a map, at any depth."""

    key: str
    names: Sequence[str]
    kind: str
    values: NotRequired[Sequence[Sequence[Any]]]
    words: NotRequired[Sequence[str]]
    reads: NotRequired[Mapping[str, Any]]
    open: NotRequired[bool]
    scale: NotRequired[float]
    as_text: NotRequired[bool]
    signed: NotRequired[bool]
    unit: NotRequired[Literal["unknown"]]
    required: NotRequired[bool]
    optional: NotRequired[bool]
    status: NotRequired[Status]
    members: NotRequired[Sequence[ProgramMember]]
    each: NotRequired[ProgramMember]


class ProgramParam(TypedDict):
    """One option: how it is spelt, what values it takes, what a client does with them.

    ``values``: pairs of meaning and spelling; ``levels``: pairs of level and quality, and
    ``ranges`` of quality and level; ``grade``: given where no vendor document states it.
    ``nullable``: null is a value of it.
    ``mute`` and ``free`` are of the runtime's own: nothing can ask for it, any of these words may.
    """

    key: str
    names: Sequence[str]
    kind: str
    also: NotRequired[Sequence[str]]
    default: NotRequired[Any]
    min: NotRequired[float]
    max: NotRequired[float]
    soft_min: NotRequired[float]
    soft_max: NotRequired[float]
    low: NotRequired[float]
    high: NotRequired[float]
    range: NotRequired[Literal["reject", "clamp", "default"]]
    values: NotRequired[Sequence[Sequence[Any]]]
    words: NotRequired[Sequence[str]]
    reads: NotRequired[Mapping[str, str]]
    fold: NotRequired[Mapping[str, Sequence[str]]]
    allowed: NotRequired[Sequence[Sequence[str]]]
    lenient: NotRequired[bool]
    single: NotRequired[bool]
    alone: NotRequired[bool]
    together: NotRequired[Mapping[str, Sequence[str]]]
    network: NotRequired[bool]
    inline: NotRequired[bool]
    of: NotRequired[str]
    levels: NotRequired[Sequence[Sequence[Any]]]
    ranges: NotRequired[Sequence[Sequence[int]]]
    entry: NotRequired[Mapping[str, str]]
    required: NotRequired[bool]
    needs: NotRequired[Mapping[str, str]]
    covers: NotRequired[str]
    left_out: NotRequired[str]
    cosmetic: NotRequired[bool]
    entries: NotRequired[Literal["text"]]
    nullable: NotRequired[bool]
    base64_by: NotRequired[str]
    supplied: NotRequired[Any]
    suffix_of: NotRequired[str]
    by_suffix: NotRequired[Mapping[str, Any]]
    schemes: NotRequired[Sequence[str]]
    known: NotRequired[Sequence[str]]
    newer: NotRequired[Mapping[str, str]]
    emulated: NotRequired[Mapping[str, str]]
    steps: NotRequired[Sequence[float]]
    inert: NotRequired[Mapping[str, Sequence[str]]]
    idle: NotRequired[Mapping[str, Sequence[str]]]
    not_honoured: NotRequired[Sequence[str]]
    not_honoured_on: NotRequired[Sequence[str]]
    status: NotRequired[Status]
    since: NotRequired[str]
    grade: NotRequired[Literal["assumed", "typings"]]
    mute: NotRequired[bool]
    free: NotRequired[Sequence[Any]]
    members: NotRequired[Sequence[ProgramMember]]
    each: NotRequired[ProgramMember]


_ReadFrom = TypedDict("_ReadFrom", {"from": Sequence[Place]})


class ProgramField(_ReadFrom):
    """One field of a result. ``legacy``: older places, of which clients fill the first ``beside``;
    ``only``: the kinds of file that have it; ``by``: what it is told by, so that it is not written.
    ``open``: values without a word are passed on; ``as_text``: a number comes as a text;
    ``signed``: it may be below zero; ``keys``: pairs of canonical and vendor's keys of an object;
    ``filled``: an empty text says nothing; ``before``: what stands before the value, by the word of
    the field ``before_by``; ``member`` of the global object, ``asked_of`` another operation: where
    it is besides.
    """

    path: str
    root: str
    leaf: str | None
    kind: str
    many: NotRequired[bool]
    legacy: NotRequired[Sequence[Place]]
    beside: NotRequired[int]
    values: NotRequired[Sequence[Sequence[Any]]]
    words: NotRequired[Sequence[str]]
    reads: NotRequired[Mapping[str, Any]]
    scale: NotRequired[float]
    unit: NotRequired[Literal["unknown"]]
    absent: NotRequired[Any]
    void: NotRequired[bool]
    or_null: NotRequired[bool]
    nullable: NotRequired[bool]
    base64_by: NotRequired[str]
    modes: NotRequired[Mapping[str, int]]
    otherwise: NotRequired[Any]
    nearest: NotRequired[Sequence[Sequence[Any]]]
    derive: NotRequired[str]
    by: NotRequired[str]
    only: NotRequired[Sequence[str]]
    optional: NotRequired[bool]
    open: NotRequired[bool]
    as_text: NotRequired[bool]
    signed: NotRequired[bool]
    filled: NotRequired[bool]
    keys: NotRequired[Sequence[Sequence[Any]]]
    before: NotRequired[Mapping[str, str]]
    before_by: NotRequired[str]
    member: NotRequired[str]
    asked_of: NotRequired[str]
    status: NotRequired[Status]
    members: NotRequired[Sequence[ProgramMember]]
    each: NotRequired[ProgramMember]


class FailureRow(TypedDict):
    """A rule for reading a failure; ``os``: where the client's own is not named."""

    kind: str
    codes: NotRequired[Sequence[int | str]]
    pattern: NotRequired[str]
    reads: NotRequired[str]
    detail: NotRequired[str]
    os: NotRequired[Sequence[str]]


class FailureWords(TypedDict, total=False):
    """How a kind of failure is written."""

    code: int | str
    text: str
    os: Sequence[str]


class Failures(TypedDict):
    """Rules for reading in order; what is written by kind, or by ``kind/detail``."""

    read: Sequence[FailureRow]
    write: Mapping[str, FailureWords]


class Program(TypedDict):
    """One operation of one client: how its messages are read and written.

    ``forced``: ``[option, tests, value]``; ``neutral``: by option the client lacks the value that
    asks for nothing; ``emulate``: by option or result path the recipe that supplies it.
    ``receiver``: the kind of object it is called on, where that is not the namespace, and ``on``
    the function that gives one; ``gives``: the kind of object that it gives itself, a factory's
    product or the task of a call under way, whose members are ``task``; ``outcomes``:
    ``[fields of the reply, kind]``, successes that are failures, ``None`` for a field that is null
    or missing then; ``answers``: ``[fields, fields there besides, tests of the result]``, failures
    that are successes, and the results that are told so; ``implies``: options that calling it
    means; ``code``: where its failures have their code, before the envelope's places;
    ``always``: result paths of which a success means a value, though no field says it.
    """

    api: str
    name: str
    params: Sequence[ProgramParam]
    result: Sequence[ProgramField]
    success: Mapping[str, Any]
    failures: Failures
    forced: NotRequired[Sequence[Sequence[Any]]]
    neutral: NotRequired[Mapping[str, Any]]
    receiver: NotRequired[str]
    on: NotRequired[str]
    form: NotRequired[str]
    arguments: NotRequired[Sequence[str]]
    older_arguments: NotRequired[Sequence[str]]
    returns: NotRequired[str]
    implies: NotRequired[Mapping[str, Any]]
    failed: NotRequired[Mapping[str, Any]]
    always: NotRequired[Mapping[str, Any]]
    code: NotRequired[Sequence[str]]
    message: NotRequired[Sequence[str]]
    nested: NotRequired[str]
    fails: NotRequired[bool]
    outcomes: NotRequired[Sequence[Sequence[Any]]]
    answers: NotRequired[Sequence[Sequence[Any]]]
    gives: NotRequired[str]
    task: NotRequired[Sequence[str]]
    promise: NotRequired[str]
    emulate: NotRequired[Mapping[str, str]]
    recipes: NotRequired[Sequence[str]]
    quirks: NotRequired[Sequence[str]]


class Route(TypedDict):
    """One way by which a target does an operation, open where all tests of ``when`` hold.

    ``convert`` is there, though it may be ``None``, where another operation is called; ``older``
    where another function does the same.
    """

    to: str
    when: Sequence[Test]
    program: Program
    why: NotRequired[str]
    convert: NotRequired[Conversion | None]
    older: NotRequired[bool]


class Refusal(TypedDict):
    """Why a target does not do it: the rule, and the recipe that would."""

    code: str
    message: str
    recipe: NotRequired[str]


ACTS: Final = ("MG411", "MG412")
"""The rules that tell of what acts otherwise: beside the point; so that a program has to change."""


ActsOtherwise = tuple[str, str, Sequence[str]]
"""What a function does otherwise than its namesake: the rule that tells it, in words, and the words
of programs that it has to do with, none where it is all of them."""


class Ways(TypedDict):
    """How a target does an operation: the first way whose tests hold, or a refusal.

    ``status`` and ``since`` are the target's support where it is no plain yes; ``stopped``: why
    its function is no longer maintained; ``unneeded``: the canonical result of doing nothing,
    where there is no function and none is needed; ``by_task``: the function whose task has it,
    where the namespace has not; ``acts``: what happens otherwise beside options and results, by
    topic;
    ``unsaid``: nothing says whether an object of the target's has it, or how it would be called;
    ``unlike``: the target has another function of that name.
    """

    routes: Sequence[Route]
    refuse: NotRequired[Refusal]
    status: NotRequired[Status]
    since: NotRequired[str]
    stopped: NotRequired[str]
    unneeded: NotRequired[Mapping[str, Any]]
    by_task: NotRequired[str]
    acts: NotRequired[Mapping[str, ActsOtherwise]]
    unsaid: NotRequired[bool]
    unlike: NotRequired[bool]


class PlanEntry(Ways):
    """One operation of a pair: the source's program, and the target's ways."""

    read: Program
