"""Expressions in a template: names that moved, and what only newer JavaScript says."""

from __future__ import annotations

from .mustache import Mustache, modern, mustaches, names
from .slots import member_asked
from .work import TemplateWork


def expressions(
    work: TemplateWork, start: int, end: int, scope: frozenset[str], data: bool = False
) -> None:
    """The mustaches of a text: names that moved, and what only newer JavaScript says."""
    if start < 0 or not (work.modern or work.renamed or work.missing):
        return
    if work.text.find("{{", start, end) < 0:
        return
    for one in mustaches(work.text, start, end):
        at = modern(work.text, one.inner, one.last)
        if at >= 0:
            text = "no source says that templates take newer JavaScript in expressions"
            work.say("MG724", text, at, at + 2)
        for name in (names(work.text, one.inner, one.last) or ()) if work.missing else ():
            if name.text in work.missing and name.text not in scope:
                if name.text == work.both.source.template.handed and member_asked(
                    work, name.start, name.end, one.last
                ):
                    continue
                text = f"{work.writer}'s templates have no {name.text}"
                evidence = work.both.target.evidence(work.both.target.template)
                work.say("MG735", text, name.start, name.end, once=name.text, evidence=evidence)
        if work.renamed:
            _renamed(work, one, scope, data)


def _renamed(work: TemplateWork, one: Mustache, scope: frozenset[str], data: bool) -> None:
    read = names(work.text, one.inner, one.last)
    if read is None:
        if any(name in work.text[one.inner : one.last] for name in work.renamed):
            text = "an expression that may name a script's functions cannot be read"
            work.say("MG717", text, one.start, one.end, blocks="expression")
        return
    for name in read:
        new = work.renamed.get(name.text)
        if new is None or name.text in scope:
            continue
        alone = name.alone or (data and len(read) == 1)
        work.edit(name.start, name.end, f"{name.text}: {new}" if alone else new)
