"""What a call gives besides its result: an object whose members vendors call otherwise.

An animation is ended by ``step({ timingFunction })`` here and ``step({ timeFunction })`` there, the
task of an upload tells its progress by other names. Such calls are found by their names and traced
back to the call that gives the object: through chains, variables and properties of one script.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

import attrs

from .....canonical.operations.model import ENDS
from ...common.outcome import NeedsRuntime, Work
from ...common.pair import Pair
from ...syntax.parsed import Chain, is_field
from ...syntax.sites import Use
from .goals import goals_of
from .lost_members import Lost, is_call, members_beside, said_of
from .reads import ResultGoals
from .traced import MINE, OTHER, UNKNOWN, Product, calls_of, owner_of, traced

if TYPE_CHECKING:
    from ....plan.model import PlanEntry, Program, ProgramParam


def port_product(
    work: Work, pair: Pair, entry: PlanEntry, program: Program, call: Chain,
    member: Callable[[Work, PlanEntry, Chain], None],
) -> None:  # fmt: skip
    """Write the edits for what is called on the object that a native call gives; ``member`` ports
    one such call. Raises `NeedsRuntime` where one needs to be changed and cannot be traced."""
    kind = entry["read"].get("gives", "")
    rows = pair.remembered(_unlike, kind) if kind else {}
    others = members_beside(pair, entry["read"], program, rows)
    data = _data(pair, entry["read"], program)
    if not rows and not others and not data:
        return
    product = traced(work.script, call)
    _tell_data(work, product, data)
    mine = entry["read"]["name"]
    if product.away is not None and any(row["routes"] for row in rows.values()):
        raise NeedsRuntime("MG510", f"what {mine} gives goes out of sight", product.away)
    lost = Lost(work, product)
    found = [*calls_of(work.script, [*{**rows, **others}])] if rows or others else []
    for name, chain in found:
        owner = owner_of(work.script, product, chain)
        called = is_call(chain)
        if owner == OTHER or (owner == UNKNOWN and not called):
            continue
        row = rows.get(name)
        said = said_of(row, others.get(name))
        if said is not None:
            if owner == MINE and not _ended(row) and (called or not lost.tested(name, chain)):
                lost.tell(said, name, chain)
            if (said.unsure and not said.eased) or (
                not _ended(row) and owner == MINE and lost.tested(name, chain)
            ):
                continue
            raise NeedsRuntime("MG510", f"what {mine} gives there has no {name}", chain[-1])
        if not called:
            raise NeedsRuntime("MG510", f"{name} of what {mine} gives is taken out", chain[-1])
        sub = attrs.evolve(work, call=chain[-1], edits=[], said=[], package=[], tested={})
        member(sub, rows[name], chain)
        if sub.edits and (owner == UNKNOWN or not product.only(work.script, mine)):
            text = f"whose {name} this is cannot be told for each"
            raise NeedsRuntime("MG510", text, chain[-1])
        work.edits += sub.edits
        work.said += sub.said


def _data(pair: Pair, read: Program, write: Program) -> dict[str, tuple[str, str]]:
    """What is to be told of data members of an object: those that the target's has not, and those
    whose unit no source gives there."""
    if read.get("form") != "factory" or not write["result"]:
        return {}
    theirs = {field["path"]: field for field in write["result"]}
    told: dict[str, tuple[str, str]] = {}
    for field in read["result"]:
        name, other = field["from"][0][0], theirs.get(field["path"])
        if other is None or other.get("status") == "no":
            text = f"what {pair.goal}.{write['name']} gives has no {name}"
            told[name] = ("MG512", text)
        elif "unit" in other and "unit" not in field:
            told[name] = ("MG203", f"no source gives the unit of {name} there")
        elif "unit" in field and "unit" not in other:
            told[name] = ("MG203", f"no source gives the unit of {name} here")
    return told


def _tell_data(work: Work, product: Product, data: Mapping[str, tuple[str, str]]) -> None:
    for name, chain in calls_of(work.script, list(data)) if data else ():
        if owner_of(work.script, product, chain) == MINE:
            work.say(*data[name], chain[-1])


def tell_product(
    work: Work, pair: Pair, entry: PlanEntry, programs: Sequence[Program], call: Chain,
    member: Callable[[PlanEntry, Chain], None],
) -> None:  # fmt: skip
    """Tell what is called on the object of a call and no way of it has, where the runtime stands
    for the target; ``member`` tells what one call loses that a way has."""
    kind = entry["read"].get("gives", "")
    rows = pair.remembered(_unlike, kind) if kind else {}
    every = [members_beside(pair, entry["read"], program, rows) for program in programs]
    others = {
        name: said for name, said in every[0].items() if all(name in more for more in every)
    } if every else {}  # fmt: skip
    names = sorted(others.keys() | {name for name, row in rows.items() if not _ended(row)})
    data = _data(pair, entry["read"], programs[0]) if programs else {}
    if not names and not data:
        return
    product = traced(work.script, call)
    _tell_data(work, product, data)
    lost = Lost(work, product)
    for name, chain in calls_of(work.script, names) if names else ():
        if owner_of(work.script, product, chain) != MINE:
            continue
        said = said_of(rows.get(name), others.get(name))
        if said is not None:
            if is_call(chain) or not (said.unsure or lost.tested(name, chain)):
                lost.tell(said, name, chain)
        elif name in rows and is_call(chain):
            member(rows[name], chain)


def set_members(work: Work, entry: PlanEntry, use: Use) -> set[str]:
    """The data members that a program sets on the object that a call gives, by canonical names."""
    call, read = use.call, entry["read"]
    if call is None or read.get("form") != "factory" or not read["result"]:
        return set()
    product = traced(work.script, call)
    keys = {field["from"][0][0]: field["path"] for field in read["result"]}
    return {
        keys[name]
        for name, chain in calls_of(work.script, list(keys))
        if owner_of(work.script, product, chain) == MINE and _assigned(chain)
    }


def _assigned(chain: Chain) -> bool:
    return chain[-2].type == "assignment_expression" and is_field(chain[-2], chain[-1], "left")


def _ends(row: PlanEntry) -> bool:
    """Whether a member ends a listener."""
    return row["read"]["api"].startswith(ENDS)


def _ended(row: PlanEntry | None) -> bool:
    """Whether the runtime does it alone: a member that ends a listener and that is missing."""
    return row is not None and not row["routes"] and not row.get("unsaid") and _ends(row)


def _unlike(pair: Pair, kind: str) -> Mapping[str, PlanEntry]:
    """The operations on such an object that are not the same on both, by the source's names."""
    result: dict[str, PlanEntry] = {}
    for key in pair.plan.apis:
        entry = pair.plan.apis[key]
        if entry["read"].get("receiver") == kind and not _alike(pair, entry):
            result.setdefault(entry["read"]["name"], entry)
    return result


def _alike(pair: Pair, entry: PlanEntry) -> bool:
    """Whether a call of the source's is the same call on the target."""
    for place, route in enumerate(entry["routes"]):
        read, write = entry["read"], route["program"]
        if route["when"] or read.get("fails"):
            return False
        same = all(
            read.get(name) == write.get(name)
            for name in ("name", "receiver", "form", "arguments", "returns", "recipes")
        )
        return (
            same
            and list(map(_spelt, read["params"])) == list(map(_spelt, write["params"]))
            and ResultGoals(goals_of(pair, entry, place)).same()
        )
    return False


def _spelt(param: ProgramParam) -> tuple[object, ...]:
    facts = (
        "key", "names", "kind", "values", "default", "min", "max", "steps", "levels", "single",
        "status",
    )  # fmt: skip
    return tuple(param.get(name) for name in facts)
