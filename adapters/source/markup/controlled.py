"""Values that count once on the target, unless the element follows the data."""

from __future__ import annotations

import re
from typing import Final

from ....canonical.diagnostics import RuleChanges
from .mustache import whole
from .tokens import Attribute, TemplateToken
from .work import TRUE, TemplateWork

_PATH: Final = re.compile(r"\s*([A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*)\s*\Z")
_TYPED: Final = ("input", "change")
"""Events that tell what the user made of a value."""


def follow(
    work: TemplateWork, token: TemplateToken, element: str, name: str, attribute: Attribute,
    stated: frozenset[str],
) -> None:  # fmt: skip
    """Make an element follow the data where the page keeps the data up with what the user does;
    tell where it cannot be told, or where it does not. The other way tell what shows now."""
    source, target = work.both.source, work.both.target
    mine, follows = source.element(element).initial, target.element(element).initial.get(name)
    if name in mine and follows is None:
        _shows(work, token, element, name, attribute, mine[name])
    if follows is None or name in mine:
        return
    if "{{" not in work.value(attribute) or follows in stated:
        return
    found = _setters(work, attribute)
    if found == set():
        return  # it is set once, at the beginning
    handlers = _handlers(work, element, token)
    if found and handlers & found and not target.before(element, follows):
        work.add(token, f'{target.attribute(element, follows)}="{TRUE}"')
        return
    if found is None:
        text = (
            f"{name} counts once on {work.writer}: whether the page sets it later "
            "cannot be told from here"
        )
        changes: RuleChanges = {"loss": "unknown"}
    else:
        text = (
            f"{name} counts once on {work.writer}, and {', '.join(sorted(found)) or 'the page'} "
            "sets it later"
        )
        changes = {}
    work.say(
        "MG723", text, attribute.start, attribute.end,
        evidence=target.evidence(target.element(element)),
        fix=f'{follows}="{TRUE}", and set the field in the handler of its own event', **changes,
    )  # fmt: skip


def _shows(
    work: TemplateWork, token: TemplateToken, element: str, name: str, attribute: Attribute,
    follows: str,
) -> None:  # fmt: skip
    """Tell of a value that the page sets later, which the source's element does not show, unless it
    is made to follow the data, and the target's does."""
    source = work.both.source
    spelt = source.attribute(element, follows)
    if "{{" not in work.value(attribute) or any(item.name == spelt for item in token.attributes):
        return
    found = _setters(work, attribute)
    setters = found - _handlers(work, element, token) if found is not None else set()
    if found is None or setters:
        text = (
            f"{name} counts once on {work.reader}; {work.writer} shows what "
            f"{', '.join(sorted(setters)) or 'the page'} sets later"
        )
        work.say(
            "MG723", text, attribute.start, attribute.end, severity="info", loss="none",
            evidence=source.evidence(source.element(element)),
        )  # fmt: skip


def _setters(work: TemplateWork, attribute: Attribute) -> set[str] | None:
    """The functions of the page that set what a value is bound to; None: it cannot be told."""
    script = work.around.script
    inner = whole(work.text, attribute.value_start, attribute.value_end)
    if script is None or inner is None:
        return None
    path = _PATH.match(work.text, inner.inner, inner.last)
    return script.sets(path[1]) if path is not None else None


def _handlers(work: TemplateWork, element: str, token: TemplateToken) -> set[str]:
    """The handlers of an element that learn what the user made of its value."""
    source = work.both.source
    result: set[str] = set()
    for attribute in token.attributes:
        bound = source.binding(attribute.name)
        if bound is not None and source.read_event(element, bound[2]) in _TYPED:
            result.add(work.value(attribute).strip())
    return result
