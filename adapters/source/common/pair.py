"""What a compiled plan says to a porter: functions, options and result places.

Everything here is data taken out of `adapters.plan.pair`; nothing knows a vendor, and
nothing knows a syntax tree.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Concatenate, Final, ParamSpec, TypeVar

import attrs

from ....canonical.client import Client, parse_client
from ....canonical.diagnostics import Evidence
from ....canonical.errors import InputError
from ....canonical.operations.files import MANAGER as FILE_MANAGER
from ....profiles import loader
from ....profiles.model import FailureRule
from ....profiles.registry import Registry
from ...plan.failures import own_rules
from ...plan.kinds import KINDS
from ...plan.pair import Plan, plan
from ...plan.program import place_of
from ..syntax.sites import HOLDERS
from ..text.place import TAKEN, member_pattern, name_pattern

if TYPE_CHECKING:
    from ...plan.model import PlanEntry, Program, ProgramParam, Refusal, Side

P = ParamSpec("P")
T = TypeVar("T")


@attrs.frozen(eq=False, repr=False)
class Pair:
    """A read client and a write client, as the porter sees them.

    ``name`` is the source's global name, ``goal`` the target's; ``manager`` and ``goal_manager``
    the functions of them that give the file manager. ``texts`` are names of functions,
    ``schemes`` beginnings of local paths, ``marks`` namespaces of its types. ``use`` finds a use
    of the global with the member taken of it right there; ``member`` only such uses, ``bare`` the
    others; ``dotted`` an object's own member of that name, ``held`` one of the global object;
    ``typed`` a name out of the source's
    type declarations; ``letters`` the global's name wherever it is (a pattern is the fastest for a
    short one).
    """

    plan: Plan
    source: Side
    target: Side
    name: bytes
    goal: str
    functions: Mapping[str, str]
    managed: Mapping[str, str]
    manager: str
    goal_manager: str
    path_words: frozenset[str]
    texts: tuple[bytes, ...] = attrs.field(repr=False)
    schemes: tuple[bytes, ...] = attrs.field(repr=False)
    use: re.Pattern[bytes] = attrs.field(repr=False)
    bare: re.Pattern[bytes] = attrs.field(repr=False)
    member: re.Pattern[bytes] = attrs.field(repr=False)
    typed: re.Pattern[bytes] | None = attrs.field(repr=False)
    marks: tuple[bytes, ...] = attrs.field(repr=False)
    dotted: re.Pattern[bytes] = attrs.field(repr=False)
    held: re.Pattern[bytes] = attrs.field(repr=False)
    letters: re.Pattern[bytes] = attrs.field(repr=False)
    _made: dict[Any, Any] = attrs.field(factory=dict, init=False, repr=False)

    def remembered(
        self, make: Callable[Concatenate[Pair, P], T], *args: P.args, **no: P.kwargs
    ) -> T:
        """What ``make``, a function of a module, says of this pair: worked out once."""
        key = (make, *args)
        if key not in self._made:
            self._made[key] = make(self, *args, **no)
        found: T = self._made[key]
        return found

    def of_entry(
        self, make: Callable[Concatenate[Pair, PlanEntry, P], T], entry: PlanEntry,
        *args: P.args, **no: P.kwargs,
    ) -> T:  # fmt: skip
        """The same of one of the plan's entries."""
        key = (make, id(entry), *args)  # the plan keeps it: no other has its number
        if key not in self._made:
            self._made[key] = make(self, entry, *args, **no)
        found: T = self._made[key]
        return found

    def named(self, data: bytes) -> bool:
        """Whether a file has the global's name in it, or an address of the source's own files."""
        return self.letters.search(data) is not None or self._addressed(data)

    def met(self, data: bytes) -> list[bytes]:
        """The members taken of the global where it is named; empty for another use, or none."""
        return self.use.findall(data)

    def wants(self, data: bytes, seen: list[bytes]) -> bool:
        """Whether a file may use the global, or has anything to report: else it is not parsed.

        ``met`` is what `met` gives for it.
        """
        if any(seen):
            return True
        hidden = seen or self.dotted.search(data) is not None
        if hidden and (any(text in data for text in self.texts) or self._uses_bare(data)):
            return True
        if hidden and self.held.search(data) is not None:
            return True
        return self._addressed(data)

    def _addressed(self, data: bytes) -> bool:
        return _ADDRESS.search(data) is not None and any(scheme in data for scheme in self.schemes)

    def _uses_bare(self, data: bytes) -> bool:
        """Whether `bare` is found in a line that somebody may have written."""
        match = self.bare.search(data)
        while match is not None:
            end = data.find(b"\n", match.end())
            end = len(data) if end < 0 else end
            if end - data.rfind(b"\n", 0, match.start()) <= LONG_LINE:
                return True
            match = self.bare.search(data, end)
        return False

    def own_failures(self, program: Program) -> Sequence[FailureRule]:
        """The target's rules of failure that are for one API alone: the first of its program."""
        found = (
            own_rules(self.plan.write, api)
            for key in self.plan.write.named(program["name"], program.get("receiver", ""))
            for api in (self.plan.write.apis[key],)
        )
        return next(found, ())

    def general_failures(self, program: Program) -> Sequence[FailureRule]:
        """The target's rules of failure that an API shares with others: the rest of its program."""
        return self.plan.write.rules(program["api"])

    def entry(self, function: str, managed: bool = False) -> PlanEntry:
        """The plan's entry of one of the source's functions (of its file manager's)."""
        return self.plan.apis[(self.managed if managed else self.functions)[function]]

    def knows(self, function: str) -> bool:
        """Whether it is a function of the source, or of its file manager."""
        return function in self.functions or function in self.managed

    def refusal(self, member: str) -> Refusal | None:
        """Why the target has nothing for a member of the source's global, where a profile says."""
        keys = self.plan.read.named(member, "")
        entries = (self.plan.apis[key] for key in keys if key in self.plan.apis)
        found = (entry.get("refuse") for entry in entries if not entry["routes"])
        return next(filter(None, found), None)


def pair(read: str | Client, write: str | Client, registry: Registry | None = None) -> Pair:
    """The pair of two clients; raises `InputError` for unknown or equal vendors."""
    return (registry or loader.current()).remembered(_pair)(parse_client(read), parse_client(write))


def _pair(registry: Registry, read: Client, write: Client) -> Pair:
    compiled = plan(read, write, registry)
    source, target = compiled.sides["read"], compiled.sides["write"]
    if source["id"] == target["id"]:
        raise InputError(f"{source['client']} and {target['client']} are the same vendor's clients")
    functions: dict[str, str] = {}
    managed: dict[str, str] = {}
    words: set[str] = set()
    for key in compiled.apis:  # not an entry is compiled before it is needed
        api = compiled.read.apis[key]
        operation = api.operation
        if operation.gives == FILE_MANAGER or operation.internal or operation.form == "value":
            continue  # whoever has a file manager is moved with its calls
        if api.receiver not in ("", FILE_MANAGER):
            continue  # of what a call gives; see `products`
        (managed if api.receiver else functions).setdefault(api.name, key)
        for field in api.result.values():
            if KINDS[operation.result[field.path].kind].files:
                facts = field.facts
                places = map(place_of, (*facts.paths, *facts.beside, *facts.legacy))
                words.update(place[2] or place[0] for place in places)
    own = str(source["namespace"]).encode()
    name = re.escape(own)
    # the literal comes first in both patterns: that is what makes them fast
    # a word of a comment is followed by another word; no use of a variable is, but for these
    prose = rb"(?![ \t]+(?!(?:as|in|instanceof|satisfies)\b)[A-Za-z])"
    plain = rb"(?!\s*\??\.\s*[A-Za-z_$])"
    bare = re.compile(rb"%b(?<![\w$.]%b)(?![\w$])%b%b" % (name, name, plain, prose))
    member = member_pattern(own)
    use = re.compile(rb"%b(?:%b)?" % (name_pattern(own, after=b".").pattern, TAKEN))
    home = source["user"]["member"].split(".")
    manager = compiled.read.giver(FILE_MANAGER)
    texts = sorted({item.encode() for item in (*functions, *managed, home[-1]) if item})
    return Pair(
        compiled,
        source,
        target,
        own,
        str(target["namespace"]),
        functions,
        managed,
        manager,
        compiled.write.giver(FILE_MANAGER),
        frozenset(words),
        tuple(texts),
        tuple(item.encode() for item in source["local"]),
        use,
        bare,
        member,
        _typed(source["types"]),
        tuple(item.encode() for item in source["types"]),
        re.compile(rb"\." + name),
        re.compile(rb"(?:%b)\s*\??\.\s*%b(?![\w$])" % (b"|".join(HOLDERS), name)),
        re.compile(name),
    )


def _typed(namespaces: Iterable[str]) -> re.Pattern[bytes] | None:
    """A member of one of the namespaces, however deep; None where there are none."""
    names = b"|".join(re.escape(name.encode()) for name in namespaces)
    return re.compile(rb"(?:%b)(?:\.[A-Za-z_$][\w$]*)+" % names) if names else None


def param_named(program: Program, name: str) -> ProgramParam | None:
    """The option of that spelling in a program."""
    for param in program["params"]:
        if name in param["names"] or name in param.get("also", ()):
            return param
    return None


def param_keyed(program: Program, key: str) -> ProgramParam | None:
    """The option of that canonical name in a program."""
    return next((param for param in program["params"] if param["key"] == key), None)


def without_defaults(program: Program) -> Program:
    """The program that writes every value out, even one that equals the target's default."""
    params = [param.copy() for param in program["params"]]
    for param in params:
        param.pop("default", None)
    return {**program, "params": params}


_ADDRESS: Final = re.compile(rb"://")
LONG_LINE: Final = 20_000
"""Bytes; a longer line was made by a tool."""
ASKING: Final = "canIUse"
"""The function of every vendor's global that tells what a client has."""


def evidence_of(pair: Pair, function: str, about: str) -> tuple[Evidence, ...]:
    """The evidence behind what is said of an option (``about``) of a function, or of it all."""
    return pair.remembered(_evidence_of, function, about)


def _evidence_of(pair: Pair, function: str, about: str) -> tuple[Evidence, ...]:
    key = pair.functions.get(function) or pair.managed.get(function) or function
    for view in (pair.plan.write, pair.plan.read):
        api = view.apis.get(key)
        if api is None:
            continue
        for name, param in api.params.items():
            if about and (about == name or about in param.names):
                return param.evidence
        if not about and api.evidence:
            return api.evidence
    return ()
