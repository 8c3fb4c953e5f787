"""Touches that the target's element does not tell: what stands in it tells them instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ....canonical.diagnostics import RuleChanges
from ....canonical.markup import COMMON, STRUCTURE
from ..components.given_names import MUTUAL, OUTER
from .facts import DATA
from .mutual import KIND, turn
from .tokens import Attribute, TemplateToken
from .touches import BLOCK, ends, own_handler, see_through, shows_nothing
from .work import Carried, TemplateWork

if TYPE_CHECKING:
    from ....profiles.model import Binding


def handed_in(
    work: TemplateWork, token: TemplateToken, element: str, attribute: Attribute,
    kind: Binding, event: str,
) -> bool:  # fmt: skip
    """Have all that stands in an element tell of a touch of it, and carry its data; whether that
    can be. Where nothing covers the element it is not heard of: a loss."""
    both, target = work.both, work.both.target
    if event not in COMMON or target.has_event(element, event) != "no" or work.modern:
        return False
    inside = _inside(work, event) if kind in ("bind", "catch", KIND) else None
    data = [it for it in token.attributes if it.name.startswith(DATA)]
    names = {it.name for it in data}
    if not inside or any(name != name.lower() for name in names):
        return False
    if any(it.name in names for inner in inside for it in inner.attributes):
        return False
    handler = work.value(attribute).strip()
    more = [work.text[it.start : it.end] for it in data]
    if kind == KIND and kind in target.template.lacks:
        number = turn(work, attribute, event, event)
        if not number:
            return False
        more.append(number)
        kind, handler = "bind", MUTUAL
    if kind not in target.template.binding:
        return False
    from_outside = " ".join((event, *(name.removeprefix(DATA) for name in sorted(names))))
    more.append(f'{DATA}{OUTER}="{from_outside}"')
    for inner in inside:
        work.carried.setdefault(inner.start, {})[event] = Carried(kind, handler)
        for text in more:
            work.add(inner, text)
    work.drop(attribute)
    said = f"{work.writer}'s {element} does not tell {event}: what stands in it does"
    changes: RuleChanges = {"severity": "warning", "loss": "approximated"}
    evidence = both.target.evidence(target.element(element))
    work.say("MG709", said, attribute.start, attribute.name_end, evidence=evidence, **changes)
    return True


def _inside(work: TemplateWork, event: str) -> list[TemplateToken] | None:
    """The elements that cover the one which is read, and let its touch go on; None where something
    else shows in it, one of them listens itself, or is repeated: its rounds have other names."""
    both, tokens = work.both, work.tokens
    if tokens[work.at].kind != "open":
        return None
    result: list[TemplateToken] = []
    above: list[TemplateToken] = []
    loop = f"{both.source.template.directive}for"
    for token in tokens[work.at + 1 :]:
        top = all(see_through(both, it.name, event) for it in above)
        if token.kind == "close":
            if not above:
                return result
            above.pop()
        elif token.kind == "text":
            if top and work.text[token.start : token.end].strip():
                return None
        elif token.kind in ("open", "alone"):
            if top and not shows_nothing(both, token):
                if any(it.name == loop for it in token.attributes):
                    return None
                through = see_through(both, token.name, event)
                if token.name != BLOCK and own_handler(both, token, event) is not None:
                    return None
                if not through:
                    known = both.source.tags.get(token.name)
                    if token.name in STRUCTURE or known is None:
                        return None
                    if both.target.has_event(known, event) != "yes":
                        return None
                    if not ends(both, token, event):
                        result.append(token)
            if token.kind == "open":
                above.append(token)
    return None


def take_over(work: TemplateWork, token: TemplateToken) -> None:
    """Give an element the handlers of what it stands in, that it does not have yet."""
    for event, (kind, handler) in work.carried.pop(token.start, {}).items():
        target = work.both.target
        quote = "'" if '"' in handler else '"'
        name = target.event("", event)
        work.add(token, f"{target.template.binding[kind][0]}{name}={quote}{handler}{quote}")
