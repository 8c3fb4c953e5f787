"""Elements that press nothing where they stand: another may take their place."""

from __future__ import annotations

from typing import Final

from ....canonical.markup import COMMON
from .facts import Both
from .tokens import TemplateToken, attribute_of
from .touches import BLOCK, touches_of
from .work import TemplateWork

_FOR: Final = "for"


def plain_of(work: TemplateWork, token: TemplateToken, element: str) -> str:
    """The target's element that stands in the place of one which presses nothing there and listens
    for what the target's own does not tell; empty where its own may stay. Told at its place."""
    both, target = work.both, work.both.target
    plain = target.element(element).plain
    if not plain or target.has_element(plain) != "yes":
        return ""
    lost = [it for it in sorted(touches_of(both, token)) if target.has_event(element, it) == "no"]
    if not lost or work.around.telling.intersection(lost):
        return ""
    if any(target.has_event(plain, event) != "yes" for event in lost if event in COMMON):
        return ""
    if attribute_of(token, _FOR) is not None or not _presses_nothing(work, token, element):
        return ""
    place = (token.start, token.start + 1 + len(token.name))
    text = f"{work.writer}'s {element} does not tell {', '.join(lost)}: {plain} stands in its "
    text += f"place, which rules of sheets for {token.name} do not reach"
    evidence = target.evidence(target.element(element))
    work.say("MG737", text, *place, once=f"{element} {lost}", evidence=evidence)
    return plain


def _presses_nothing(work: TemplateWork, token: TemplateToken, element: str) -> bool:
    """Whether nothing stands in an element that it presses on the source, as far as all of it can
    be seen: what is shown there by others may be anything."""
    both = work.both
    if token.kind != "open":
        return True
    depth = 0
    for inner in work.tokens[work.at + 1 :]:
        if inner.kind == "close":
            if depth == 0:
                return True
            depth -= 1
        elif inner.kind in ("open", "alone"):
            if inner.name in (work.around.declared or ()) or not _is_plain(both, inner, element):
                return False
            depth += inner.kind == "open"
    return False


def _is_plain(both: Both, token: TemplateToken, element: str) -> bool:
    known = both.source.tags.get(token.name)
    if known is None:
        return token.name == BLOCK
    return known not in both.source.element(element).presses
