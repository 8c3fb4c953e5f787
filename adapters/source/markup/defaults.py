"""What an element does where its tag says nothing, and what it cannot do at once."""

from __future__ import annotations

from ....canonical.diagnostics import RuleChanges
from ....canonical.markup import ELEMENTS
from .attributes import written
from .facts import Both, Relied
from .tokens import TemplateToken, attribute_of
from .work import TemplateWork


def defaults(
    work: TemplateWork, token: TemplateToken, element: str, known: set[str], stated: frozenset[str]
) -> None:
    """Defaults that differ are written out; those that the target cannot have are told. What goes
    by a name of any element on the source, and by one of its own on the target, gets that, too."""
    relied = _relied(work.both, element)
    for name, spelling, value in relied.written:
        if name not in known and spelling not in stated:
            work.add(token, f'{spelling}="{value}"')
    source, target = work.both.source, work.both.target
    place, evidence = (token.start, token.end), source.evidence(source.element(element))
    for name in relied.lost:
        if name in known:
            continue
        text = f"{work.reader}'s {element} has {name} unless told not to; "
        if target.has_attribute(element, name) == "no":
            text += f"{work.writer}'s not"
            work.say("MG705", text, *place, once=f"{element} {name}", evidence=evidence)
        else:
            text += f"no source says whether {work.writer}'s has"
            work.say(
                "MG706", text, *place, once=f"{element} {name}", evidence=evidence, severity="info"
            )  # fmt: skip
    given = {name for general, name in relied.named if attribute_of(token, general) is not None}
    for name in relied.wanted:
        if name not in known | given:
            text = f"{work.writer}'s {element} wants {name}, which is not said"
            work.say("MG736", text, *place, evidence=target.evidence(target.element(element)))
    older = ELEMENTS[element].older
    said_here = known.union(older[name] for name in known if name in older)
    seen = [item for item in relied.seen if item[0] not in said_here]
    if seen:
        said = ", ".join(
            f"{name} {theirs} ({mine} on {work.reader})" for name, theirs, mine in seen
        )
        text = f"where its tag says nothing, {work.writer}'s {element} has {said}"
        evidence = target.evidence(target.element(element))
        work.say("MG737", text, *place, once=element, evidence=evidence)
    for name, spelling in relied.named:
        own = attribute_of(token, name)
        if own is not None and spelling not in stated:
            value, quote = work.value(own), own.quote or '"'
            work.add(token, f"{spelling}={quote}{value}{quote}")


def either(work: TemplateWork, token: TemplateToken, element: str) -> None:
    """Attributes of which the target takes only one."""
    target = work.both.target
    for names_ in _relied(work.both, element).either:
        on = [
            item
            for item in token.attributes
            if item.name in names_
            and work.value(item).replace(" ", "") not in ("{{false}}", "{{!1}}", "{{0}}")
        ]
        if len(on) > 1:
            text = f"only one of {' and '.join(names_)} counts on {work.writer}"
            evidence = target.evidence(target.element(element))
            changes: RuleChanges = {"severity": "warning", "loss": "approximated"}
            work.say("MG704", text, on[1].start, on[1].end, evidence=evidence, **changes)


def relies_on_nothing(both: Both, element: str) -> bool:
    """Whether nothing is said of an element whose tag says nothing."""
    relied = _relied(both, element)
    return not (
        relied.written
        or relied.lost
        or relied.either
        or relied.named
        or relied.seen
        or relied.wanted
    )


def _relied(both: Both, element: str) -> Relied:
    """What a pair says of an element whose tag says nothing; worked out once."""
    found = both.relied.get(element)
    if found is None:
        found = both.relied[element] = _worked_out(both, element)
    return found


def _worked_out(both: Both, element: str) -> Relied:
    source, target = both.source, both.target
    mine, other = source.element(element), target.element(element)
    neutral = ELEMENTS[element].neutral
    result: list[tuple[str, str, str]] = []
    for name, theirs in other.defaults.items():
        if target.before(element, name):
            continue
        value = mine.defaults.get(name)
        if value is None and source.has_attribute(element, name) != "yes":
            value = neutral.get(name)
        if value is not None and value != theirs:
            result.append((name, target.attribute(element, name), written(value)))
    lost = [
        name
        for name, value in mine.defaults.items()
        if neutral.get(name) not in (None, value) and target.has_attribute(element, name) != "yes"
    ]
    alone = [tuple(names) for names in other.either if names not in mine.either]
    named = [
        (general, target.attribute(element, name))
        for name, general in mine.stands_in.items()
        if name in other.attributes and general not in other.attributes
    ]
    seen = [
        (name, written(theirs), written(mine.usual[name]))
        for name, theirs in other.usual.items()
        if name in mine.usual and mine.usual[name] != theirs
    ]
    wanted = tuple(name for name in other.wants if name not in mine.wants)
    return Relied(tuple(result), tuple(lost), tuple(alone), tuple(named), tuple(seen), wanted)
