"""The names that a template takes of what it belongs to."""

from __future__ import annotations

from .directives import ROUNDS
from .facts import Both
from .mustache import mustaches, names
from .tokens import scanned


def names_read(text: str, both: Both) -> frozenset[str]:
    """The names that the expressions of a template read, but for those of rounds of loops and of
    script modules."""
    source = both.source.template
    scripts = both.source.scripts
    rounds = {f"{source.directive}{key}" for key, _ in ROUNDS}
    own = {usual for _, usual in ROUNDS}
    found: set[str] = set()
    for token in scanned(text, scripts).tokens:
        places = [(token.start, token.end)] if not token.attributes else []
        for item in token.attributes:
            if item.value_start < 0:
                continue
            if token.name in scripts or item.name in rounds:
                own.add(text[item.value_start : item.value_end].strip())
            else:
                places.append((item.value_start, item.value_end))
        for start, end in places:
            for one in mustaches(text, start, end):
                found.update(name.text for name in names(text, one.inner, one.last) or ())
    return frozenset(found - own)
