"""Elements that act otherwise on the target, though all that their tags say is there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from .facts import looks
from .said import said_by
from .tokens import Attribute, TemplateToken, attribute_of, closing
from .work import TemplateWork

_UNIT: Final = re.compile(r"(?<=[\d}])\s*px\s*\Z")
_OTHER_UNIT: Final = re.compile(r"(?<=[\d}'\" +])(?:rpx|vw|vh|r?em|%)(?=\s*\Z|['\"\s:}])")
_SIZES: Final = ("width", "height")
_TYPE: Final = "type"
_STYLED: Final = r"(?:^|;)\s*%s\s*:\s*(\d+(?:\.\d+)?px)\s*(?:;|$)"


def element_acts(work: TemplateWork, tokens: Sequence[TemplateToken], at: int) -> None:
    """Tell what becomes of an element as a whole: what it presses, what it stands on, how large
    what is drawn in it is."""
    declared, token = work.around.declared, tokens[at]
    if declared and token.name in declared:
        return
    element = work.both.source.tags.get(token.name, "")
    if element:
        _pressed(work, tokens, at, element)
        _stands_on(work, token, element)
        _surface(work, token, element)
        _extent(work, token, element)
        _absent(work, token, element)


def _say(work: TemplateWork, element: str, text: str, start: int, end: int, once: str = "") -> None:
    target = work.both.target
    evidence = target.evidence(target.element(element))
    work.say("MG736", text, start, end, once=once, evidence=evidence)


def _pressed(
    work: TemplateWork, tokens: Sequence[TemplateToken], at: int, element: str
) -> None:  # fmt: skip
    """What a tap on a label presses: what it names, or the first that stands in it."""
    source, target = work.both.source, work.both.target
    mine, other = source.element(element).presses, target.element(element).presses
    if not mine or not other or set(mine) <= set(other):
        return
    token = tokens[at]
    named = attribute_of(token, "for")
    if named is not None:
        wanted = work.value(named).strip()
        inside: Sequence[TemplateToken] = [
            item
            for item in tokens
            if (own := attribute_of(item, "id")) is not None and work.value(own).strip() == wanted
        ]
    else:
        inside = tokens[at + 1 : closing(list(tokens)).get(at, at)]
    declared = work.around.declared or {}
    kinds = (source.tags.get(it.name, "") for it in inside if it.kind in ("open", "alone"))
    first = next((kind for kind in kinds if kind in mine and kind not in declared), None)
    if first is not None and first not in other:
        text = f"a tap on {work.writer}'s {element} presses no {first}"
        place, evidence = (token.start, token.start + 1 + len(token.name)), target.element(element)
        work.say("MG711", text, *place, evidence=target.evidence(evidence))


def _stands_on(work: TemplateWork, token: TemplateToken, element: str) -> None:
    """What an element that covers others stands on."""
    mine = work.both.source.element(element).over
    other = work.both.target.element(element).over
    if not mine or not other:
        return
    tags = work.both.source.tags
    under = next((tags[it.name] for it in reversed(work.above) if tags.get(it.name) in mine), None)
    if under is not None and under not in other:
        text = f"{work.writer}'s {element} stands on {' and '.join(other)} alone, not on {under}"
        _say(work, element, text, token.start, token.end, f"{element} on {under}")


def _surface(work: TemplateWork, token: TemplateToken, element: str) -> None:
    """How large what is drawn is, where attributes say so on the target, and styles do here."""
    source, target = work.both.source, work.both.target
    other = target.element(element).surface
    if not other or source.element(element).surface:
        return
    if any(attribute_of(token, name) is not None for name in (_TYPE, *_SIZES)):
        return  # its script says how large one of a type is, on all platforms
    style = attribute_of(token, "style")
    said = work.value(style) if style is not None else ""
    sizes = [re.search(_STYLED % name, said) for name in _SIZES]
    if all(sizes):
        found = (f'{name}="{size[1]}"' for name, size in zip(_SIZES, sizes, strict=True) if size)
        work.add(token, " ".join(found))
        return
    text = (
        f"{work.writer}'s {element} draws on {other}, unless its width and height say otherwise, "
        "and scales that to its style"
    )
    _say(work, element, text, token.start, token.end, f"{element} surface")


def _extent(work: TemplateWork, token: TemplateToken, element: str) -> None:
    """How large an element is of which no style may say so."""
    target = work.both.target
    mine, other = work.both.source.element(element).extent, target.element(element).extent
    if not mine or not other or mine == other:
        return
    if all(attribute_of(token, name) is None for name in ("class", "style", "id")):
        text = f"without a style {work.writer}'s {element} is {other}, {mine} on {work.reader}"
        evidence = target.evidence(target.element(element))
        work.say("MG737", text, token.start, token.end, once=element, evidence=evidence)


def _absent(work: TemplateWork, token: TemplateToken, element: str) -> None:
    """Clients that lack an element, where none of them is meant, nor any other."""
    target = work.both.target
    lacking = target.element(element).absent
    if lacking and target.os is None:
        text = f"{work.writer}'s {element} is not there on {', '.join(lacking)}"
        evidence = target.evidence(target.element(element))
        work.say(
            "MG736", text, token.start, token.end, once=f"{element} absent", evidence=evidence,
            severity="info",
        )  # fmt: skip


def attribute_acts(work: TemplateWork, element: str, name: str, attribute: Attribute) -> None:
    """What is other with an attribute on the target: how it acts, and how a length is said."""
    source, target = work.both.source, work.both.target
    mine, other = source.element(element), target.element(element)
    how = other.lengths.get(name)
    if how is not None and how != mine.lengths.get(name):
        _length(work, element, attribute, how)
    said = [name, *(f"{name}={word}" for word in said_by(work, attribute) or ())]
    what = next((one for one in said if one in other.acts), None)
    if what is None or other.acts[what] == mine.acts.get(what):
        return
    if work.value(attribute).strip() == "{{false}}":
        return
    text = f"{what} of {work.writer}'s {element} {other.acts[what]}"
    code = "MG737" if looks(element, name) else "MG736"
    evidence, once = target.evidence(other), f"{element} {what}"
    work.say(code, text, attribute.start, attribute.name_end, once=once, evidence=evidence)


def _length(work: TemplateWork, element: str, attribute: Attribute, how: str) -> None:
    """A length with its unit, where the target wants a number of pixels, or pixels alone."""
    value = work.value(attribute)
    unit = _UNIT.search(value) if how == "number" else None
    if unit is not None:
        work.set_value(attribute, value[: unit.start()])
    elif _OTHER_UNIT.search(value):
        text = (
            f"{attribute.name} of {work.writer}'s {element} counts pixels, not {work.shown(value)}"
        )
        _say(work, element, text, attribute.start, attribute.end)
