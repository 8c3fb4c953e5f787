"""The lanes of a pair: what is written for those of its entries whose ordinary calls are plain.

Calls with options and their replies are `straight`'s; here besides what calls by arguments come to
that answer at once. What is out of the ordinary they leave, as those do.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from .literals import member
from .straight import (
    ask,
    first_of,
    freely,
    kind_of,
    listed,
    places_of,
    pointing,
    program_of,
    respelt,
    shared,
    tell,
    usable,
)  # fmt: skip

if TYPE_CHECKING:
    from ..plan.model import PlanEntry, Program, ProgramParam

_LETTERS: Final = ("a", "b", "c")
_WEIGHED: Final = ("outcomes", "answers")


def lines(entries: Mapping[str, PlanEntry]) -> dict[str, str]:
    """For each API that can be done so: the literal of its ``ask`` and, if it has them, of ``tell``
    and, for a call by arguments that answers at once, ``now``.
    """
    out = {}
    for key, entry in entries.items():
        program = program_of(entry)
        asks = ask(entry["read"], program) if program else None
        if program and asks:
            tells = tell(entry["read"], program)
            now = _now(entry["read"], program) if tells else None
            parts = [f"ask: {asks}", *([f"tell: {tells}"] if tells else [])]
            parts += [f"now: [{', '.join(now)}]"] if now else []
            out[key] = "{" + ", ".join(parts) + "}"
    return out


def _now(read: Program, program: Program) -> tuple[str, ...] | None:
    """What an ordinary call by arguments comes to that answers at once: how many there are, the
    function that writes the request of them, the one that calls, and the one that reads the answer.
    """
    names, params = list(read.get("arguments") or ()), usable(read)
    if {read.get("form"), program.get("form")} != {"at_once"} or program.get("on"):
        return None
    if any(read.get(key) for key in ("receiver", "gives")) or any(map(program.get, _WEIGHED)):
        return None
    if not 0 < len(names) <= len(_LETTERS) or sorted(names) != sorted(map(_first_name, params)):
        return None
    if not kind_of(next(item for item in params if _first_name(item) == names[0])).key:
        return None  # an object may be one that names the arguments
    asked = _asked_of(read, program, dict(zip(names, _LETTERS, strict=False)))
    got = _got(read, program)
    theirs = program.get("arguments")
    written = {_first_name(param) for param in usable(program)}
    if asked is None or got is None or not written.issuperset(theirs or ()):
        return None
    given = "o" if theirs is None else ", ".join(f"o{member(name)}" for name in theirs)
    call = f"(h, o) => h{member(program['name'])}({given})"
    return str(len(names)), asked, call, got


def _asked_of(read: Program, program: Program, letters: Mapping[str, str]) -> str | None:
    """The function that writes a request of arguments, each of which is written."""
    targets = {param["key"]: param for param in usable(program)}
    members = []
    for at, param in enumerate(read["params"]):
        to = targets.get(param["key"])
        if param.get("status") == "no":
            continue
        if to is None or to.get("also") or shared(program, to):
            return None
        if pointing(param) or kind_of(param).several:
            return None
        given = letters[_first_name(param)]
        if kind_of(param).lane is None:
            made = f"wanted(l, recall(l, {at}, {given}))"
        else:
            free = freely(param, to, given, targets)
            if free is None or "default" in to:
                return None
            same = free == f"sameText(l, {given})"
            made = f"sameKey(l, {given})" if same else f"wanted(l, {free})"
        members.append(f"{json.dumps(to['names'][0])}: {made}")
    return f"(l, {', '.join(letters.values())}) => ({{ {', '.join(members)} }})"


def _first_name(param: ProgramParam) -> str:
    return param["names"][0]


def _got(read: Program, program: Program) -> str | None:
    """The function that gives what a call returns, of what the target's returned."""
    ours, theirs = read.get("returns"), program.get("returns")
    if not ours:
        if read["result"] or program["result"] or theirs:
            return None
        known = _known(program, program["success"])
        return f"(l, r) => {{ if (r !== undefined) {{ {known} }} }}"
    wanted = [
        (at, field)
        for at, field in enumerate(read["result"])
        if field["from"] and field["from"][0] == [ours, False, None]
    ]
    found = [
        (at, field)
        for at, field in enumerate(program["result"])
        if wanted and field["path"] == wanted[0][1]["path"]
    ]
    if not found or listed(found[0][1]) or wanted[0][1].get("status") == "no":
        return None
    (at, field), to = found[0], wanted[0]
    if theirs and places_of(field)[0][0] != theirs:
        return None
    made = respelt(at, field, to, "r" if theirs else first_of(field))
    absent = json.dumps(to[1]["absent"], ensure_ascii=False) if "absent" in to[1] else "undefined"
    said = {**program["success"], "success": True}  # that and no more: it is not given on
    head = "" if theirs else f"{_known(program, said)} "
    return f"(l, r) => {{ {head}const v = {made}; return v === OMIT ? {absent} : v; }}"


def _known(program: Program, said: Mapping[str, Any]) -> str:
    """Leaves a reply with members beside those documented and what a success says."""
    free = dict.fromkeys(place[0] for field in program["result"] for place in places_of(field))
    tests = [f"n !== {json.dumps(name)}" for name in free]
    tests += [
        f"!(n === {json.dumps(name)} && r{member(name)} === {json.dumps(value)})"
        for name, value in said.items()
        if isinstance(value, (bool, int, str))
    ]
    plain = "if (!r || r.constructor !== Object) return leave(l);"
    return f"{plain} for (const n in r) if ({' && '.join(tests) or 'true'}) return leave(l);"
