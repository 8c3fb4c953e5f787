"""What is told of a script, at its places: what became of its uses, what stays of the global."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

import attrs

from .....canonical.diagnostics import Diagnostic, Fix
from .....canonical.rules import RULES
from ....plan.notes import READER, WRITER
from ...common.finding import Finding
from ...common.model import REFUSED, CallPort
from ...common.on_the_way import OnTheWay, Stay
from ...common.outcome import PortedUse, Said
from ...common.pair import Pair, evidence_of
from ...syntax.parsed import Script
from ...syntax.sites import Use
from ...text.edits import Conflict, Edit, settled

if TYPE_CHECKING:
    from tree_sitter import Node


def tell_left(file: OnTheWay) -> None:
    """Tell what of the source's global stays: each use that throws, a namespace once a file, and
    once a file what a test keeps from being run."""
    own = file.pair.source["namespace"]
    spaces: dict[str, list[tuple[Script, Stay]]] = {}
    for script, stay in file.throwing:
        if stay.space:
            spaces.setdefault(stay.name, []).append((script, stay))
        else:
            _tell_stay(file, script, stay, 1)
    for places in spaces.values():
        _tell_stay(file, *places[0], len(places))
    quiet: dict[str, list[tuple[Script, Stay]]] = {}
    for script, stay in file.kept_off:
        quiet.setdefault(stay.name, []).append((script, stay))
    for name, places in quiet.items():
        script, stay = places[0]
        text = f"{own}.{name}: tests for it fail on {WRITER}, so it is not run there"
        text += f". {stay.said.message}" if stay.said is not None else ""
        said = Said("MG534", text, stay.use.node, {})
        file.findings.append(finding(file, script, said, stay.use, uses=len(places)))


def _tell_stay(file: OnTheWay, script: Script, stay: Stay, uses: int) -> None:
    said = stay.said
    if said is None:
        own, manager = file.pair.source["namespace"], file.pair.manager
        holder = f"{own}.{manager}()" if stay.use.managed else own
        known = stay.name == manager and not stay.use.managed
        listed = file.pair.plan.read.profile.others
        others = (*listed.names, *listed.media)
        named = f"{READER}'s profile names it and says no more of it"
        why = "" if known else f": {named if stay.name in others else 'no profile knows it'}"
        text = f"{holder}.{stay.name} is not ported{why}, and {WRITER} has no {own}"
        said = Said("MG528", text, stay.use.node, {})
        theirs = file.pair.plan.write.profile.others
        both = not stay.use.managed and stay.name in {*others} & {*theirs.names, *theirs.media}
        if both:
            of_media = ", a function of media," if stay.name in listed.media else ""
            text = f"{own}.{stay.name}{of_media} is not ported: {WRITER}'s profile names it, too, "
            text += "and no source says that the two are alike"
            said = Said("MG528", text, stay.use.node, {})
        elif stay.name in listed.media and not stay.use.managed:
            text = f"{own}.{stay.name} is a function of {READER}'s own media: {WRITER} has none"
            said = Said("MG401", f"{text} that its profile knows", stay.use.node, {})
        if stay.name in listed.unlike and not stay.use.managed:
            text = f"{READER}'s {stay.name} is another function than {WRITER}'s: "
            said = Said("MG401", text + listed.unlike[stay.name], stay.use.node, {})
        refusal = None if stay.use.managed else file.pair.refusal(stay.name)
        if refusal is not None:
            said = Said(refusal["code"], refusal["message"], stay.use.node, {})
    use = stay.use if stay.use.name else None
    file.findings.append(finding(file, script, said, use, blocks=stay.name, uses=uses))


_ONCE: Final = ("MG404", "MG405", "MG410", "MG411", "MG412", "MG533", "MG535", "MG536")
"""Rules that speak once a file of one thing."""


def tell_ported(file: OnTheWay, script: Script, use: Use, result: PortedUse) -> None:
    """Count a call that was ported or refused, and tell what became of it; of a use that is no
    call that is told when it is known what the calls became."""
    if not result.counts:
        return
    line, column = file.lines.position(script.base + use.chain[-1].start_byte)
    file.calls.append(CallPort(use.name, result.how, file.name, line, column, result.why))
    if result.how == REFUSED:
        return
    for said in result.said:
        if said.code in _ONCE:
            if (said.code, said.message) in file.once:
                continue
            file.once.add((said.code, said.message))
        file.findings.append(finding(file, script, said, use))


def say_once(file: OnTheWay, script: Script, code: str, looks: Iterable[tuple[Node, str]]) -> None:
    """Findings of a rule, on lines where it has said nothing yet."""
    lines: set[int] | None = None
    for node, text in looks:
        if lines is None:
            lines = {item.line for item in file.findings if item.code == code}
        found = finding(file, script, Said(code, text, node, {}))
        file.findings.extend(() if found.line in lines else (found,))


def say_looks(file: OnTheWay, script: Script, looks: Iterable[tuple[Node, str]]) -> None:
    """Looks at paths in the order of places, the innermost of those around one another."""
    last = -1
    for node, text in sorted(looks, key=lambda look: (look[0].end_byte, -look[0].start_byte)):
        if node.start_byte >= last:
            file.findings.append(finding(file, script, Said("MG519", text, node, {})))
            last = node.end_byte


def without_conflicts(file: OnTheWay, script: Script, edits: list[Edit]) -> list[Edit]:
    """The edits of a script, none where two of them cross: its calls are refused then."""
    try:
        return settled(script.original, edits)
    except Conflict:
        # two calls want different things of one handler: a case nobody has met is left alone
        text = "two calls need different edits of the same code: the script was left as it is"
        said = Said("MG505", text, script.root, {"severity": "error"})
        file.findings.append(finding(file, script, said, blocks="crossing edits"))
        file.calls[:] = [attrs.evolve(call, how=REFUSED, why="MG505") for call in file.calls]
        file.runtime.clear()
        file.module, file.whole = "", False
        return []


def finding(
    file: OnTheWay, script: Script, said: Said, use: Use | None = None, *, blocks: str = "",
    uses: int = 1,
) -> Finding:  # fmt: skip
    """A finding of what is said, at its place in the file. ``blocks`` and ``uses`` as of one."""
    pair, lines = file.pair, file.lines
    start, end = said.node.start_byte + script.base, said.node.end_byte + script.base
    line, column = lines.position(start)
    end_line, end_column = lines.position(end)
    text = lines.text(line)
    if end_line != line:
        end_line, end_column = line, len(text) + 1
    changes, rule = said.changes, RULES[said.code]
    fix = changes.get("fix", "")
    name = use.name if use is not None else ""
    item = Diagnostic(
        said.code,
        pair.remembered(_spoken, said.message),
        changes.get("severity", rule.severity),
        changes.get("loss", rule.loss),
        evidence=changes.get("evidence") or evidence_of(pair, name, changes.get("about", "")),
        place=f"{file.name}:{line}:{column}",
        api=name,
        read=str(pair.source["client"]),
        write=str(pair.target["client"]),
        fix=Fix(fix, safe=changes.get("safe", False)) if fix else None,
    )
    return Finding(
        item, file.name, line, column, end_line, end_column, start, end, text, False, None,
        blocks or changes.get("blocks", ""), uses,
    )  # fmt: skip


def _spoken(pair: Pair, message: str) -> str:
    """A message that names the vendors."""
    message = message.replace(READER, pair.source["name"])
    return message.replace(WRITER, pair.target["name"])
