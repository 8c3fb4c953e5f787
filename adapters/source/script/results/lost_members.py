"""Members that the target's object has not, or is not known to have: where they are called.

What a factory or a call gives has members that belong to operations, and others that a profile only
lists. A list counts as all there is: what is not on it is missing, and its call throws. Without a
list nothing is known, and that is told.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from ....plan.notes import WRITER
from ...syntax.parsed import unwrap
from ...syntax.reached import Reach
from ...syntax.sites import asks
from .traced import MINE, Product, calls_of, owner_of

if TYPE_CHECKING:
    from ....plan.model import PlanEntry, Program
    from ...common.outcome import Work
    from ...common.pair import Pair
    from ...syntax.parsed import Chain


class SaidOfMember(NamedTuple):
    """What is told of a member that the target's object lacks; ``unsure``: of one of which nothing
    says whether it is there; ``eased``: the runtime gets along without that one."""

    code: str
    message: str
    unsure: bool = False
    eased: bool = False


def said_of(row: PlanEntry | None, other: SaidOfMember | None) -> SaidOfMember | None:
    """What is told of a member: by its operation, else as one that a profile lists (``other``);
    None where the target has it."""
    if row is None or row["routes"]:
        return other
    refusal = row.get("refuse")
    if refusal is None:
        return None
    if row.get("unsaid"):
        return SaidOfMember("MG404", refusal["message"], unsure=True)
    return SaidOfMember(refusal["code"], refusal["message"])


def members_beside(
    pair: Pair, read: Program, write: Program, rows: Mapping[str, PlanEntry]
) -> dict[str, SaidOfMember]:
    """Members without an operation that what the target gives has not, or of which nothing is
    known. ``rows``: the operations of such an object."""
    mine, theirs = read.get("task", ()), write.get("task", ())
    giver = f"{pair.goal}.{write['name']}"
    gives = read.get("gives", "")
    doubtful = pair.remembered(_doubtful, gives)
    names = [
        name
        for name in mine
        if name not in theirs and (name not in rows or (rows[name]["routes"] and name in doubtful))
    ]
    told: dict[str, SaidOfMember] = {}
    for name in names:
        if theirs and name in doubtful:
            unsure = f"no source says whether what {giver} gives has {name}"
            told[name] = SaidOfMember("MG404", unsure, unsure=True, eased=True)
        elif theirs:
            told[name] = SaidOfMember("MG401", f"what {giver} gives has no {name}")
        elif name not in pair.remembered(_operations, gives):
            unsure = f"no source says which functions what {giver} gives has"
            told[name] = SaidOfMember("MG404", unsure, unsure=True)
    return told


def _operations(pair: Pair, kind: str) -> frozenset[str]:
    """The names of the source's operations on a kind of object."""
    apis = pair.plan.read.apis.values()
    return frozenset(api.name for api in apis if kind and api.receiver == kind)


def _doubtful(pair: Pair, kind: str) -> frozenset[str]:
    """The names of the target's operations on a kind of object that its clients may not have."""
    apis = pair.plan.write.apis.values()
    return frozenset(
        api.name
        for api in apis
        if kind and api.receiver == kind and api.support.status == "unknown"
    )


def is_call(chain: Chain) -> bool:
    """Whether what `calls_of` found is a call, not the member alone."""
    return chain[-1].type == "call_expression"


class Lost:
    """What is told of the members of one object, by the tests that the program makes for them."""

    def __init__(self, work: Work, product: Product) -> None:
        self.work = work
        self.product = product
        self._reaches: dict[str, Reach] = {}
        self._runs = Reach(work.script)

    def tested(self, name: str, chain: Chain) -> bool:
        """Whether this is a test for the member, or stands behind one: without the member it is
        not called."""
        if not is_call(chain):
            return asks(chain)
        if any(child.type in ("optional_chain", "?.") for child in chain[-1].children):
            return True
        return self._alive(chain) and not self._reach(name).reached(chain)

    def _alive(self, chain: Chain) -> bool:
        """Whether a use is ever run, with the member or without it."""
        return self._runs.reached(chain)

    def _reach(self, name: str) -> Reach:
        """What of the script runs where the object has no such member."""
        if name not in self._reaches:
            script = self.work.script
            tests = [
                unwrap(chain[-1]).id
                for _, chain in calls_of(script, [name])
                if not is_call(chain) and owner_of(script, self.product, chain) == MINE
            ]
            self._reaches[name] = Reach(script, frozenset(tests))
        return self._reaches[name]

    def tell(self, said: SaidOfMember, name: str, chain: Chain) -> None:
        """Tell it at a use: an error that blocks the file where the use throws."""
        node = chain[-1]
        if said.unsure:
            self.work.say(said.code, said.message, node)
        elif self.tested(name, chain):
            text = f"{name}: tests for it fail on {WRITER}, so it is not run there. {said.message}"
            self.work.say("MG534", text, node)
        else:
            throws = is_call(chain) and self._alive(chain)
            self.work.say(said.code, said.message, node, {"blocks": name} if throws else {})
