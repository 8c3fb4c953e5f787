"""Elements that are hidden by an attribute which the target has not: a style hides them there."""

from __future__ import annotations

import re
from typing import Final

from .mustache import whole
from .tokens import Attribute, TemplateToken, attribute_of
from .work import TemplateWork

HIDDEN: Final = "hidden"
_NONE: Final = "display: none"
_DISPLAY: Final = re.compile(r"\bdisplay\b", re.IGNORECASE)


def hide_by_style(work: TemplateWork, token: TemplateToken, attribute: Attribute) -> bool:
    """Write what an attribute hides as a style of the element; False where it cannot be: it says
    how the element is displayed already, or when it is hidden in a way that no style can say."""
    style = attribute_of(token, "style")
    quote = style.quote if style is not None else attribute.quote or '"'
    text = _style(work, attribute, quote)
    if not quote or not text or work.renamed:
        return False
    if style is None:
        work.edit(attribute.start, attribute.end, f"style={quote}{text}{quote}")
        return True
    said = work.value(style)
    if _DISPLAY.search(said):
        return False
    lead = "" if not said.strip() or said.rstrip().endswith(";") else "; "
    work.drop(attribute)
    work.edit(style.value_end, style.value_end, lead + text)
    return True


def _style(work: TemplateWork, attribute: Attribute, quote: str) -> str:
    """The style that hides where the attribute does, between such quotes; empty: there is none."""
    value = work.value(attribute)
    if "{{" not in value:
        # any text hides, whatever it says; of an empty one no source tells
        return _NONE if attribute.value_start < 0 or value else ""
    inner = whole(work.text, attribute.value_start, attribute.value_end)
    if inner is None:
        return ""
    said = work.text[inner.inner : inner.last].strip()
    if said in ("true", "false"):
        return _NONE if said == "true" else ""
    other = "'" if quote == '"' else '"'
    return "" if quote in said else f"{{{{({said}) ? {other}{_NONE}{other} : {other}{other}}}}}"
