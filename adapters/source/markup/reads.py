"""The names that a template takes of what it belongs to."""

from __future__ import annotations

from .directives import ROUNDS
from .facts import Both
from .mustache import mustaches, names
from .slots import flag_of, slots_asked
from .tokens import TemplateToken, scanned


def names_read(text: str, both: Both) -> frozenset[str]:
    """The names that the expressions of a template read, but for those of script modules and,
    within a loop, those of its rounds: elsewhere an ``index`` is what the component is given."""
    prefix, scripts = both.source.template.directive, both.source.scripts
    modules: set[str] = set()
    found: set[str] = set()
    above: list[frozenset[str]] = [frozenset()]
    for token in scanned(text, scripts).tokens:
        if token.kind == "close":
            if len(above) > 1:
                above.pop()
            continue
        if not token.attributes:
            found |= _read(text, token.start, token.end) - above[-1]
        inside = above[-1] | _rounds(text, token, prefix)
        for item in token.attributes:
            if item.value_start < 0:
                continue
            if token.name in scripts:
                modules.add(text[item.value_start : item.value_end].strip())
                continue
            around = above[-1] if item.name == f"{prefix}for" else inside
            found |= _read(text, item.value_start, item.value_end) - around
        if token.kind == "open":
            above.append(inside)
    return frozenset(found - modules) | {flag_of(both, slot) for slot in slots_asked(text, both)}


def _rounds(text: str, token: TemplateToken, prefix: str) -> frozenset[str]:
    """What an element that is a loop calls its rounds and their numbers."""
    own = {item.name: item for item in token.attributes}
    if f"{prefix}for" not in own:
        return frozenset()
    named = [(own.get(f"{prefix}{key}"), usual) for key, usual in ROUNDS]
    return frozenset(
        text[item.value_start : item.value_end].strip() if item is not None else usual
        for item, usual in named
    )


def _read(text: str, start: int, end: int) -> set[str]:
    """The names that the expressions in a part of a template read."""
    return {
        name.text
        for one in mustaches(text, start, end)
        for name in names(text, one.inner, one.last) or ()
    }
