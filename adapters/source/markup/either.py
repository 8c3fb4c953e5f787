"""Two attributes that are one on the target, and say yes or no: it is so where either says it."""

from __future__ import annotations

from typing import Literal

from ....canonical.markup import ELEMENTS
from .mustache import Mustache, whole
from .tokens import Attribute
from .work import TemplateWork

Said = Literal["yes", "no"] | Mustache | None
Written = Literal["whole", "either", "no"]


def either_of(work: TemplateWork, element: str, there: Attribute, attribute: Attribute) -> Written:
    """Have one attribute say what two did: whether all of it, or only that it is so where either
    says it; no where that cannot be written. ``there``: the one that has the target's name."""
    neutral = ELEMENTS[element].neutral if element in ELEMENTS else {}
    if not isinstance(neutral.get(there.name), bool) or work.renamed or work.modern:
        return "no"
    mine, other = _said(work, attribute), _said(work, there)
    if mine == "no" or other == "yes":
        work.drop(attribute)
    elif mine == "yes" or other == "no":
        work.drop(there)
        work.rename(attribute, there.name)
        if attribute.value_start < 0:
            work.flagged(attribute)
    elif isinstance(mine, Mustache) and isinstance(other, Mustache):
        said = work.text[mine.inner : mine.last].strip()
        if there.quote in said:
            return "no"
        work.edit(other.inner, other.inner, "(")
        work.edit(other.last, other.last, f") || ({said})")
        work.drop(attribute)
    else:
        return "no"
    return "whole" if "no" in (mine, other) else "either"


def _said(work: TemplateWork, attribute: Attribute) -> Said:
    """What an attribute says: any text that is not empty says yes."""
    value = work.value(attribute).strip() if attribute.value_start >= 0 else "true"
    if "{{" not in value:
        return "yes" if value else None
    found = whole(work.text, attribute.value_start, attribute.value_end)
    said = work.text[found.inner : found.last].strip() if found is not None else ""
    if said in ("true", "false"):
        return "yes" if said == "true" else "no"
    return found
