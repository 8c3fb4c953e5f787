"""What slots are handed: on some vendors a component's template knows it, and has something of its
own for where nothing is. Elsewhere the tags of the component say it, by a property a slot."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ..components.facts import models_of
from ..components.given_names import SLOT
from .facts import Both
from .mustache import mustaches, names
from .tokens import Attribute, TemplateToken, attribute_of, closing, scanned
from .work import TemplateWork

_MEMBER: Final = re.compile(
    r"\s*\.\s*([\w$]+)|\s*\[\s*'([^'\\]*)'\s*\]|\s*\[\s*\"([^\"\\]*)\"\s*\]"
)


def stands_in(both: Both) -> bool:
    """Whether tags say what slots are handed, as the target's templates cannot know it."""
    models = models_of(both.pair)
    source, target = both.source.template, both.target.template
    events = models is not None and models.source.kind == "first"
    typed = models is not None and models.target.kind == "typed"
    return events and typed and bool(source.handed) and not target.handed


def flag_of(both: Both, slot: str) -> str:
    """The property that says whether a slot is handed something."""
    usual = slot == both.source.template.handed_default
    words = re.split(r"[^A-Za-z0-9]+", "" if usual else slot)
    return SLOT + "".join(word[:1].upper() + word[1:] for word in words)


def slots_asked(text: str, both: Both) -> frozenset[str]:
    """The names of the slots that a component's template asks about, or has something of its own
    for; that of the one without a name is empty."""
    if not stands_in(both) or ("slot" not in text):
        return frozenset()
    source = both.source.template
    found: set[str] = set()
    for one in mustaches(text, 0, len(text)) if source.handed in text else ():
        for name in names(text, one.inner, one.last) or ():
            member = _MEMBER.match(text, name.end, one.last) if name.text == source.handed else None
            if member is not None:
                said = next(part for part in member.groups() if part is not None)
                found.add("" if said == source.handed_default else said)
    tokens = scanned(text, both.source.scripts).tokens
    for at, token in enumerate(tokens):
        if token.name == "slot" and token.kind == "open" and has_own(text, tokens, at):
            slot = plain_name(text, token, both)
            if slot is not None:
                found.add(slot)
    return frozenset(found)


def has_own(text: str, tokens: list[TemplateToken], at: int) -> bool:
    """Whether something of the component's own stands in a slot."""
    inside = (tokens[place] for place in range(at + 1, len(tokens)))
    first = next((item for item in inside if not is_blank(text, item)), None)
    return first is not None and first.kind != "close"


def is_blank(text: str, token: TemplateToken) -> bool:
    blank = token.kind == "text" and not text[token.start : token.end].strip()
    return blank or token.kind == "comment"


def plain_name(text: str, token: TemplateToken, both: Both) -> str | None:
    """The name of a slot that is there whatever the data, and handed on to none; else None."""
    prefix = both.source.template.directive
    if any(item.name == "slot" or item.name.startswith(prefix) for item in token.attributes):
        return None
    named = attribute_of(token, "name")
    said = text[named.value_start : named.value_end] if named is not None else ""
    return None if "{{" in said else said.strip()


def asked_here(work: TemplateWork) -> bool:
    """Whether the tags of the template's component say what its slots are handed."""
    around = work.around
    known = around.script_of is not None and not around.page and not around.part
    return known and stands_in(work.both) and work.defined == ""


def member_asked(work: TemplateWork, start: int, end: int, last: int) -> bool:
    """Ask the property of a slot where an expression asks what the slot is handed."""
    member = _MEMBER.match(work.text, end, last) if asked_here(work) else None
    if member is None:
        return False
    said = next(part for part in member.groups() if part is not None)
    work.edit(start, member.end(), flag_of(work.both, said))
    return True


def own_in_slot(work: TemplateWork, tokens: list[TemplateToken], at: int) -> bool:
    """Show what stands in a slot where the slot is handed nothing; whether that could be said."""
    name = plain_name(work.text, tokens[at], work.both)
    close = closing(tokens).get(at) if name is not None and asked_here(work) else None
    if name is None or close is None:
        return False
    prefix = work.both.target.template.directive
    flag = flag_of(work.both, name)
    work.add(tokens[at], f'{prefix}if="{{{{{flag}}}}}"')
    opened, end = tokens[at].end, tokens[close]
    work.edit(opened, opened, f"</slot><block {prefix}else>")
    work.edit(end.start, end.end, "</block>")
    return True


def hands(work: TemplateWork, token: TemplateToken) -> None:
    """Have the tag of a component say what it hands to the slots that the component asks about."""
    script = work.around.script_of(token.name) if work.around.script_of is not None else None
    if script is None or not stands_in(work.both):
        return
    asked = slots_asked(script.template(), work.both)
    if not asked or token.kind != "open":
        return
    given = dict(_handed(work))
    for slot in sorted(asked & given.keys()):
        work.add(token, f'{flag_of(work.both, slot)}="{{{{{given[slot]}}}}}"')


def _handed(work: TemplateWork) -> Iterator[tuple[str, str]]:
    """The slots that the element here hands something to, and when."""
    found: dict[str, list[str]] = {}
    depth, tokens, prefix = 0, work.tokens, work.both.source.template.directive
    for token in tokens[work.at + 1 :]:
        if token.kind == "close":
            depth -= 1
            if depth < 0:
                break
            continue
        if depth == 0 and not is_blank(work.text, token) and token.kind != "meta":
            said = attribute_of(token, "slot")
            name = work.value(said).strip() if said is not None else ""
            found.setdefault(name, []).append(_when(work, attribute_of(token, f"{prefix}if")))
        depth += token.kind == "open"
    for name, tests in found.items():
        if "{{" not in name:
            yield name, "true" if "true" in tests else " || ".join(dict.fromkeys(tests))


def _when(work: TemplateWork, test: Attribute | None) -> str:
    """The condition of an element, in an attribute's quotes; what has none of its own is there."""
    said = work.value(test).strip() if test is not None else ""
    inner = said[2:-2].strip() if said.startswith("{{") and said.endswith("}}") else ""
    plain = bool(inner) and not set(inner) & set('"{}') and "{{" not in inner
    return f"!!({inner})" if plain else "true"
