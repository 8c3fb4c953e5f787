"""Attributes of built-in elements and of components: kept, renamed, taken out or told."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from ....canonical.diagnostics import RuleChanges
from ....canonical.markup import ELEMENTS, GENERAL
from ..components.facts import models_of
from .acts import attribute_acts
from .controlled import follow
from .either import either_of
from .facts import Both, Has, camel, lacking, looks
from .hiding import HIDDEN, hide_by_style
from .references import relative_path
from .said import counts, said_by
from .tokens import Attribute, TemplateToken, attribute_of
from .work import TemplateWork

BARE: Final = frozenset({"class", "style", "id", "slot"})
"""Attributes of any node, which say nothing where they have no value."""
NODE: Final = frozenset({"class", "style", "id", "hidden", "animation"})
"""Attributes of a node: a component without one has no use for them."""
ARIA: Final = "aria-"
FILES: Final = frozenset({"src", "poster"})
"""Attributes that name a file."""


def data_attribute(work: TemplateWork, token: TemplateToken, attribute: Attribute) -> None:
    """``data-itemId``: what becomes of capitals is the vendors' to say."""
    name = attribute.name
    if name == name.lower():
        return
    lowered = work.both.source.template.lowered
    if lowered:
        work.rename_apart(token, attribute, name.lower())
        return
    text = f"{name}: no source says what becomes of capitals in the names of data attributes"
    evidence = work.both.source.evidence()
    work.say("MG725", text, attribute.start, attribute.name_end, evidence=evidence)


def own_style(work: TemplateWork, attribute: Attribute) -> None:
    """``style``: what outranks a sheet may not count there."""
    mine, other = work.both.source.vendor.style, work.both.target.vendor.style
    if mine is None or other is None or "!important" not in work.value(attribute):
        return
    if mine.inline_important is not False and other.inline_important is False:
        text = f"{work.writer} takes no !important in the style of an element"
        evidence = work.both.target.evidence(other)
        place = (attribute.start, attribute.end)
        work.say("MG733", text, *place, once="!important", evidence=evidence)


def aria_attribute(work: TemplateWork, attribute: Attribute) -> None:
    """Attributes for those who do not see the page: no source lists them."""
    text = f"no source says which aria attributes {work.writer} has"
    work.say(
        "MG706", text, attribute.start, attribute.name_end, once=ARIA, severity="info",
    )  # fmt: skip


def component_attribute(work: TemplateWork, token: TemplateToken, attribute: Attribute) -> None:
    """An attribute of a component of the program: a property, or one of its node."""
    name = attribute.name
    source, target = work.both.source.template, work.both.target.template
    if name in NODE:
        if lacking(source.host, target.host) and not work.around.has_node(token.name):
            _host(work, token, attribute)
    elif (passed := _passed(work, name)) and attribute.value_start >= 0:
        work.rename_apart(token, attribute, passed)
    elif target.other_key and name == target.other_key != source.other_key:
        text = f"no source says that <{token.name}> is given a property called {name} on "
        text += f"{work.writer}, where it tells the rounds of a loop apart"
        work.say("MG706", text, attribute.start, attribute.name_end)
    elif name not in BARE and not name.startswith(ARIA) and ":" not in name:
        if attribute.value_start < 0:
            _flag(work, attribute)
        else:
            _in_its_type(work, token, attribute)
        if "-" in name and source.property_hyphens and not target.property_hyphens:
            text = f"no source says that {name} sets the property {camel(name)} on {work.writer}"
            work.say("MG706", text, attribute.start, attribute.name_end, once="hyphens")


def _passed(work: TemplateWork, name: str) -> str:
    """The name by which a property is passed to the generated module, where not its own."""
    models = models_of(work.both.pair)
    return models.passed.get(name, "") if models is not None else ""


def _in_its_type(work: TemplateWork, token: TemplateToken, attribute: Attribute) -> None:
    """Write a text that is given to a property of another type as what it becomes on the source,
    where neither the target is known to make it that nor the generated module does."""
    mine, other = work.both.source.vendor.component, work.both.target.vendor.component
    value, models = work.value(attribute), models_of(work.both.pair)
    if not mine.converts or other.converts or "{{" in value or work.around.script_of is None:
        return
    if models is None or models.differ:
        return
    script = work.around.script_of(token.name)
    kind = script.type_of(camel(attribute.name), work.both.pair) if script is not None else ""
    if kind == "Boolean":
        work.set_value(attribute, written(bool(value)))
    elif kind == "Number" and _NUMBER.fullmatch(value):
        work.set_value(attribute, f"{{{{{value.strip()}}}}}")


_NUMBER: Final = re.compile(r"\s*-?(?:0|[1-9]\d*)(?:\.\d+)?\s*")


def _host(work: TemplateWork, token: TemplateToken, attribute: Attribute) -> None:
    target = work.both.target
    if target.template.host is False:
        text = (
            f"<{token.name}> has no node of its own on {work.writer} unless it asks for one: "
            f"{attribute.name} would be nobody's"
        )
        changes: RuleChanges = {}
    else:
        text = f"no source says that <{token.name}> has a node of its own on {work.writer}"
        changes = {"severity": "info", "loss": "unknown"}
    work.say(
        "MG720", text, attribute.start, attribute.name_end, once=token.name,
        evidence=target.evidence(target.template), **changes,
    )  # fmt: skip


def element_attribute(
    work: TemplateWork,
    token: TemplateToken,
    element: str,
    attribute: Attribute,
    stated: frozenset[str],
) -> str:
    """An attribute of a built-in element; gives its canonical name. ``stated``: all the tag's
    attributes as they are spelt."""
    source, target = work.both.source, work.both.target
    name = source.canonical(element, attribute.name)
    known = source.has_attribute(element, name)
    there = target.has_attribute(element, name)
    if attribute.name.startswith(ARIA) and (known != "yes" or there != "yes"):
        aria_attribute(work, attribute)
        return name
    if known != "yes":
        _unknown(work, element, name, attribute, known)
        return name
    if there == "no":
        _missing(work, token, element, name, attribute)
        return name
    if there == "unknown":
        text = f"no source says whether {work.writer}'s {element} has {name}"
        changes: RuleChanges = {"severity": "info"} if looks(element, name) else {}
        work.say(
            "MG706", text, attribute.start, attribute.name_end, once=f"{element} {name}",
            evidence=target.evidence(target.element(element)), **changes,
        )  # fmt: skip
    spelling = target.attribute(element, name)
    if spelling != attribute.name:
        if spelling in stated:
            text = f"{attribute.name} and {spelling} are one on {work.writer}: the other stays"
            work.drop(attribute)
            work.say("MG729", text, attribute.start, attribute.end)
            return name
        work.rename(attribute, spelling)
    if attribute.value_start < 0:
        if name not in BARE:
            _flag(work, attribute)
        return name
    if not _word(work, element, name, attribute):
        return name
    attribute_acts(work, element, name, attribute)
    if name in FILES:
        relative_path(work, attribute)
    follow(work, token, element, name, attribute, stated)
    return name


def alike(both: Both, element: str) -> Mapping[str, str]:
    """The attributes of a built-in element that stay as they are, whatever their value: how they
    are spelt -> canonical name. `element_attribute` has nothing to do for any of them."""
    found = both.same.get(element)
    if found is None:
        found = both.same[element] = _alike(both, element)
    return found


def _alike(both: Both, element: str) -> dict[str, str]:
    source, target = both.source, both.target
    if target.has_element(element) != "yes":
        return {}
    mine, other = source.element(element), target.element(element)
    spellings = source.spelt.get(element, {})
    result: dict[str, str] = {}
    for raw in {*spellings, *mine.attributes, *source.elements.everywhere, *GENERAL}:
        name = spellings.get(raw, raw)
        moved = (
            name in FILES and source.template.relative is not False and not target.template.relative
        )
        counts = (name in other.initial) != (name in mine.initial)
        if (
            source.ordinary(raw)
            and source.has_attribute(element, name) == target.has_attribute(element, name) == "yes"
            and target.attribute(element, name) == raw
            and not (moved or counts or name in other.values)
            and name not in other.lengths
            and not any(one.partition("=")[0] == name for one in other.acts)
        ):
            result[raw] = name
    return result


def _unknown(work: TemplateWork, element: str, name: str, attribute: Attribute, known: Has) -> None:
    """An attribute that the source's own pages do not have: left as it is."""
    source, target = work.both.source, work.both.target
    facts = target.element(element)
    if target.has_attribute(element, name) == "yes" and name in facts.attributes:
        # what is nothing on the source would begin to count
        text = f"{work.reader}'s {element} has no {name}, and {work.writer}'s has"
    elif known == "no":
        text = f"{work.reader}'s {element} has no {name}"
    else:
        text = f"no source says that {work.reader}'s {element} has {name}"
    work.say(
        "MG706", text, attribute.start, attribute.name_end, once=f"{element} {name}",
        evidence=source.evidence(source.element(element)),
    )  # fmt: skip


def _missing(
    work: TemplateWork, token: TemplateToken, element: str, name: str, attribute: Attribute,
) -> None:  # fmt: skip
    """An attribute that the target's element lacks."""
    target = work.both.target
    facts = target.element(element)
    other = facts.stands_in.get(name)
    if other is not None:
        _stands_in(work, token, element, target.attribute(element, other), attribute)
        attribute_acts(work, element, other, attribute)
        return
    value = work.value(attribute)
    place = (attribute.start, attribute.end)
    evidence = target.evidence(facts)
    fixed = facts.fixed.get(name)
    if fixed is not None:
        said = said_by(work, attribute)
        if value.strip() == fixed or (said is not None and set(said) == {fixed}):
            work.drop(attribute)
        elif said is None:
            text = f"{work.writer}'s {element} has no {name}: it is always {fixed}"
            work.say("MG708", text, *place, evidence=evidence)
        else:
            shown = work.shown(next(word for word in said if word != fixed))
            text = f"{work.writer}'s {element} has no {name}={shown}"
            work.say("MG707", text, *place, blocks=f"{element} {name}={shown}", evidence=evidence)
        return
    if name == HIDDEN and target.has_attribute(element, "style") == "yes":
        if work.value(attribute).strip() == "{{false}}":
            work.drop(attribute)
            return
        if hide_by_style(work, token, attribute):
            text = f"{work.writer}'s {element} has no {name}: a style hides it"
            work.say("MG704", text, *place, evidence=evidence, severity="info", loss="none")
            return
    there = counts(work, token, element, name)
    if there == "never" or _asks_nothing(element, name, value):
        work.drop(attribute)
        return
    text = f"{work.writer}'s {element} has no {name}{target.before(element, name)}"
    if there == "may":
        work.drop(attribute)
        work.say("MG704", text, *place, evidence=evidence, severity="warning", loss="dropped")
    elif looks(element, name):
        work.drop(attribute)
        work.say("MG705", text, *place, once=f"{element} {name}", evidence=evidence)
    else:
        work.say("MG704", text, *place, blocks=f"{element} {name}", evidence=evidence)


def _stands_in(
    work: TemplateWork, token: TemplateToken, element: str, other: str, attribute: Attribute
) -> None:
    """Say it by another attribute of the target's, which must not be there already."""
    there = attribute_of(token, other)
    if there is None:
        work.rename(attribute, other)
        if attribute.value_start < 0:
            _flag(work, attribute)
    elif work.value(there) == work.value(attribute):
        work.drop(attribute)
    elif (done := either_of(work, element, there, attribute)) != "no":
        text = f"{attribute.name} is {other} on {work.writer}: it is so where either says it"
        changes: RuleChanges = {"severity": "warning", "loss": "approximated"}
        if done == "either":
            work.say("MG729", text, attribute.start, attribute.end, **changes)
    else:
        text = f"{attribute.name} is {other} on {work.writer}, and the element has both"
        blocks = f"{element} {attribute.name}"
        work.say("MG729", text, attribute.start, attribute.end, blocks=blocks, severity="error")


def _asks_nothing(element: str, name: str, value: str) -> bool:
    """Whether the value is the one that asks for nothing."""
    neutral = ELEMENTS[element].neutral if element in ELEMENTS else {}
    return name in neutral and value.strip() == written(neutral[name])


def written(value: Any) -> str:
    """A value as an attribute says it."""
    if isinstance(value, bool):
        return "{{true}}" if value else "{{false}}"
    return str(value)


def _flag(work: TemplateWork, attribute: Attribute) -> None:
    """An attribute without a value, where no source says that the target takes it for true."""
    if work.both.source.template.flag and not work.both.target.template.flag:
        work.flagged(attribute)


def _word(work: TemplateWork, element: str, name: str, attribute: Attribute) -> bool:
    """The words of an attribute; False where it was taken out."""
    source, target = work.both.source.element(element), work.both.target.element(element)
    has = work.both.target.words(element, name)
    if has is None:
        return True
    value = work.value(attribute)
    if value in has:
        return True
    place = (attribute.start, attribute.end)
    evidence = work.both.target.evidence(target)
    mine = source.values.get(name, ())
    said = said_by(work, attribute)
    if said is None:
        if not set(mine) <= set(has):
            text = f"{work.writer}'s {name} has not all the words of {work.reader}'s"
            untold: RuleChanges = {"severity": "info"} if looks(element, name) else {}
            work.say("MG708", text, *place, evidence=evidence, **untold)
        return True
    for word in said:
        if word in has or not word:
            continue
        shown = work.shown(word)
        if mine and word not in mine:
            text = f"{shown} is no {name} of {work.reader}'s {element}"
            work.say("MG708", text, *place, evidence=work.both.source.evidence(source))
            continue
        near = target.nearest.get(name, {}).get(word)
        before = work.both.target.before(element, f"{name}={word}")
        text = f"{work.writer}'s {element} has no {name}={shown}{before}"
        if near is not None and "{{" not in value:
            work.set_value(attribute, near)
            text += f": {near} was written"
            changes: RuleChanges = {"severity": "warning", "loss": "approximated"}
            work.say("MG707", text, *place, evidence=evidence, **changes)
        elif looks(element, name) and "{{" not in value:
            work.drop(attribute)
            work.say("MG705", text, *place, once=f"{element} {name}", evidence=evidence)
            return False
        elif looks(element, name):
            changes = {"severity": "warning", "loss": "dropped"}
            work.say("MG707", text, *place, evidence=evidence, **changes)
        else:
            blocks = f"{element} {name}={shown}"
            work.say("MG707", text, *place, blocks=blocks, evidence=evidence)
    return True
