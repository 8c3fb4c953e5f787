"""The names that a template takes of what it belongs to."""

from __future__ import annotations

from .facts import Both
from .mustache import mustaches, names
from .tokens import scanned

_ROUNDS = ("item", "index")
"""What a round of a loop is called where the loop does not say."""


def names_read(text: str, both: Both) -> frozenset[str]:
    """The names that the expressions of a template read, but for those of rounds of loops and of
    script modules."""
    source = both.source.template
    module = both.source.module
    rounds = (f"{source.directive}for-item", f"{source.directive}for-index")
    own: set[str] = set(_ROUNDS)
    found: set[str] = set()
    for token in scanned(text, {module.element} if module is not None else set()).tokens:
        places = [(token.start, token.end)] if not token.attributes else []
        script = module is not None and token.name == module.element
        for item in token.attributes:
            if item.value_start < 0:
                continue
            if script or item.name in rounds:
                own.add(text[item.value_start : item.value_end].strip())
            else:
                places.append((item.value_start, item.value_end))
        for start, end in places:
            for one in mustaches(text, start, end):
                found.update(name.text for name in names(text, one.inner, one.last) or ())
    return frozenset(found - own)
