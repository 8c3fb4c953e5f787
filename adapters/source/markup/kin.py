"""Tags of related components, for a target whose components have no relations: each says where in
its owner's template it stands, and tells its owner that it is there."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

from ..components.given_names import KIN_CLASS, KIN_DATA, KIN_EVENT, KIN_HANDLER
from .facts import DATA
from .mustache import mustaches
from .tokens import Attribute, TemplateToken
from .work import KinPlace, Open, TemplateWork

_INDEX: Final = "index"


def kin_place(
    work: TemplateWork, token: TemplateToken, number: int, outer: Open, inside: bool
) -> KinPlace:
    """The place of what stands in an element. Related components get what tells theirs."""
    related = work.around.related
    if related is None:
        return outer.place
    prefix = work.both.source.template.directive
    own = {item.name: item for item in token.attributes if item.name.startswith(prefix)}
    declared = work.around.declared
    part = token.name in declared if declared else work.around.part and related(token.name)
    steps, rounds = outer.place
    step = f"{'c' if part else 'b'}{number}"
    if f"{prefix}for" in own:
        named = own.get(f"{prefix}for-index")
        name = work.value(named).strip() if named is not None else _INDEX
        if name in rounds:
            name = _renamed(work, token, own.get(f"{prefix}for"), named, name, len(rounds))
        rounds = (*rounds, name)
        step += f".{{{{{name}}}}}"
    elif not part:
        return outer.place
    place = KinPlace((*steps, step), rounds)
    kin = part and related(token.name)
    if kin or (part and means_one_of(work.text, token, work.around.finds)):
        _tell(work, token, place, inside, kin)
    return place


def _renamed(
    work: TemplateWork, token: TemplateToken, over: Attribute | None, named: Attribute | None,
    name: str, depth: int,
) -> str:  # fmt: skip
    """What a loop calls its rounds, which one around it calls so, too: by another name, where
    nothing in it asks for the number."""
    new = f"{KIN_DATA}{depth}"
    end = _end(work, work.at)
    if over is None or end < 0 or new in work.text or "include" in work.text[token.start : end]:
        return name
    asked = re.compile(rf"(?<![\w$.]){re.escape(name)}(?![\w$])")
    for one in mustaches(work.text, token.start, end):
        if over.start <= one.start < over.end:
            continue
        if asked.search(work.text, one.inner, one.last):
            return name
    if named is not None:
        work.set_value(named, new)
    else:
        work.add(token, f'{work.both.target.template.directive}for-index="{new}"')
    return new


def _end(work: TemplateWork, at: int) -> int:
    """Where an element ends; -1: nowhere in sight."""
    depth = 0
    for token in work.tokens[at:]:
        if token.kind == "alone" and not depth:
            return token.end
        if token.kind in ("open", "close"):
            depth += 1 if token.kind == "open" else -1
            if not depth:
                return token.end
    return -1


def means_one_of(text: str, token: TemplateToken, words: Collection[str]) -> bool:
    """Whether a tag's id or one of its classes is one of some words, ``#`` or ``.`` before each; of
    one that is computed, the end."""
    for item in token.attributes if words else ():
        sign = _SIGNS.get(item.name)
        said = text[item.value_start : item.value_end] if sign else ""
        for word in _COMPUTED.sub("\0", said).split():
            end = word.rpartition("\0")[2]
            if sign and end and f"{sign}{end}" in words:
                return True
    return False


_SIGNS: Final = {"id": "#", "class": "."}
_COMPUTED: Final = re.compile(r"\{\{.*?\}\}", re.DOTALL)


def _tell(
    work: TemplateWork, token: TemplateToken, place: KinPlace, inside: bool, kin: bool
) -> None:
    why = _untold(work, token, place, inside)
    if why and not kin:
        text = f"<{token.name}> is not found by who asks for it at once on {work.writer}: {why}"
        where = (token.start, token.start + 1 + len(token.name))
        work.say("MG544", text, *where)
        return
    if why:
        text = f"<{token.name}> is not found by others or by its page on {work.writer}: {why}"
        where = (token.start, token.start + 1 + len(token.name))
        work.say("MG541", text, *where, blocks="relations")
        return
    bind = work.both.target.template.binding["bind"][0]
    steps = "/".join(place.steps)
    told = f'{DATA}{KIN_DATA}="{steps}" {bind}{KIN_EVENT}="{KIN_HANDLER}"'
    classes = next((item for item in token.attributes if item.name == "class"), None)
    if classes is not None and work.around.finds:
        quote = "'" if '"' in work.value(classes) else '"'
        told = f"{DATA}{KIN_CLASS}={quote}{work.value(classes)}{quote} {told}"
    work.add(token, told)


def _untold(work: TemplateWork, token: TemplateToken, place: KinPlace, inside: bool) -> str:
    """Why nothing tells where a component stands; empty where it can be told."""
    if inside or work.around.part:
        return "it stands in a template that is used elsewhere"
    if again := [name for name in place.rounds if place.rounds.count(name) > 1]:
        return f"loops around it call their rounds by one name, {again[0]}"
    if any(item.name == f"{DATA}{KIN_DATA}" for item in token.attributes):
        return f"its tag has {DATA}{KIN_DATA} already"
    script = work.around.script
    if script is None or (work.around.page and not script.makes_page(work.both.pair)):
        return "the script of its page makes none in sight"
    return ""
