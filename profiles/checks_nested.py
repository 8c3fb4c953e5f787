"""Lint of what stands inside other values: members of objects, at any depth."""

from __future__ import annotations

from ..canonical.operations import Field
from . import model
from .problems import (
    Path,
    Problems,
    known_sources,
    known_support,
    known_words,
    say,
    unknown,
)

_BOOLEANS = ("true", "false")


def innermost(meta: Field) -> Field:
    """What the entries of a list or a map are; of anything else itself."""
    while meta.each is not None:
        meta = meta.each
    return meta


def vocabulary(meta: Field) -> tuple[str, ...]:
    """The canonical words of a value, or of the entries of one."""
    meta = innermost(meta)
    return _BOOLEANS if meta.kind == "boolean" else tuple(meta.words)


def members(
    profile: model.Vendor,
    path: Path,
    said: model.Param | model.ResultField | model.Member,
    meta: Field,
) -> Problems:
    """Whether the members of a value are those of the canon, and what is said of them holds."""
    known = innermost(meta).members
    for name, member in said.members.items():
        at: Path = (*path, "members", name)
        if name not in known:
            yield unknown(at, name, known, f"member of {path[-1]}")
            continue
        yield from known_sources(profile, (*at, "evidence"), member.evidence)
        yield from known_support(profile, at, member.support)
        words = vocabulary(known[name])
        yield from known_words((*at, "values"), member.values, words)
        yield from known_words((*at, "misspelt"), member.misspelt.values(), words)
        yield from members(profile, at, member, known[name])
    if innermost(meta).kind == "record" and not said.members:
        yield say("MG903", path, "an object whose members nobody names: say `members`")


def no_default(path: Path, param: model.ParamFacts, meta: Field) -> Problems:
    """A value that is made of others has no default that could be written out."""
    if (meta.each is not None or meta.members) and param.default is not None:
        text = "a default of lists and objects has no meaning here: leave it out"
        yield say("MG904", (*path, "default"), text)
