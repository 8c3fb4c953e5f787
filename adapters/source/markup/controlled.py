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
    script = work.around.script
    keeps = found is not None and (
        handlers & found
        or any(script is not None and script.calls(name, found) for name in handlers)
    )
    if found and keeps and not target.before(element, follows):
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
            f"{name} counts once on {work.writer}, and {_listed(found) or 'the page sets'} it later"
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
            f"{_listed(setters) or 'the page sets'} later"
        )
        work.say(
            "MG723", text, attribute.start, attribute.end, severity="info", loss="none",
            evidence=source.evidence(source.element(element)),
        )  # fmt: skip


def _listed(names: set[str]) -> str:
    """Who sets something, as a sentence says it; empty where nobody has a name."""
    known = sorted(name for name in names if name)
    return f"{' and '.join(known)} set{'s' if len(known) == 1 else ''}" if known else ""


def _setters(work: TemplateWork, attribute: Attribute) -> set[str] | None:
    """Those who set what a value is bound to, by `Beside.sets`; None: it cannot be told."""
    script = work.around.script
    inner = whole(work.text, attribute.value_start, attribute.value_end)
    if script is None or inner is None:
        return None
    match = _PATH.match(work.text, inner.inner, inner.last)
    path = _of_data(work, match[1]) if match is not None else None
    if path is None:
        return None
    found = script.sets(path, work.both.pair) if path else set()
    within = work.above[-1].inside if work.above else False
    return None if within and not found else found  # a template is given what it shows


def _of_data(work: TemplateWork, path: str) -> str | None:
    """A path of the data for one that begins with what a loop calls its round: that of the list,
    whose items are all meant. Empty for the number of a round; None: it cannot be told."""
    root = path.partition(".")[0]
    for _ in range(len(work.rounds) + 1):
        listed = work.rounds.get(root)
        if listed is None:
            return path
        inner = whole(listed, 0, len(listed))
        match = _PATH.match(listed, inner.inner, inner.last) if inner is not None else None
        if match is None:
            return "" if not listed else None
        path = match[1]
        root = path.partition(".")[0]
    return None


def _handlers(work: TemplateWork, element: str, token: TemplateToken) -> set[str]:
    """The handlers of an element that learn what the user made of its value."""
    source = work.both.source
    result: set[str] = set()
    for attribute in token.attributes:
        bound = source.binding(attribute.name)
        if bound is not None and source.read_event(element, bound[2]) in _TYPED:
            result.add(work.value(attribute).strip())
    return result
