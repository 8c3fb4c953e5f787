"""References between files: templates that templates take in, scripts, pictures."""

from __future__ import annotations

import re
from typing import Final

from ..common.packages import resolved
from .tokens import Attribute
from .ways import SUFFIX, meant, moved
from .work import TemplateWork

_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")


def reference(work: TemplateWork, attribute: Attribute, mine: str, other: str) -> None:
    """``src`` of a file that the port renames from suffix ``mine`` to ``other``."""
    value = work.value(attribute)
    target = work.both.target.template
    evidence = work.both.target.evidence(target)
    place = (attribute.start, attribute.end)
    if "{{" in value or not value.strip():
        text = "which file this is cannot be told"
        work.say("MG718", text, *place, blocks="computed reference", evidence=evidence)
        return
    new = moved(value.strip(), work.both.source.template, target, mine, other)
    if new is None:
        text = f"{work.shown(value)} is a file of a package, and {work.writer} has none here"
        work.say("MG718", text, *place, blocks="package file", evidence=evidence)
        return
    work.uses += 1
    work.set_value(attribute, new)
    _there(work, attribute, value.strip(), mine)


def _there(work: TemplateWork, attribute: Attribute, value: str, mine: str) -> None:
    """Tell of a file that is not there: the source's own tools would refuse the page."""
    around = work.around
    if around.exists is None:
        return
    names = meant(value, work.file.name, around.root, mine)
    for name in names:
        work.link(name)
    if names and not any(map(around.exists, names)):
        text = f"there is no file {work.shown(value)}"
        place = (attribute.start, attribute.end)
        work.say("MG718", text, *place, severity="warning", loss="unknown")


def relative_path(work: TemplateWork, attribute: Attribute) -> None:
    """A picture's path that is relative, where no source says what to."""
    source, target = work.both.source.template, work.both.target.template
    value = work.value(attribute).strip()
    if source.relative is False or target.relative or not is_relative(value):
        return
    around = work.around
    path = resolved(value, work.file.name, around.root) if around.exists is not None else None
    known = source.relative and target.absolute and path is not None and "{{" not in value
    if known and path is not None and path.startswith(around.root):
        work.set_value(attribute, "/" + path[len(around.root) :])
        return
    text = f"no source says what {work.shown(value)} is relative to on {work.writer}"
    work.say(
        "MG726", text, attribute.start, attribute.end, once="relative path",
        evidence=work.both.target.evidence(target),
    )  # fmt: skip


def is_relative(value: str) -> bool:
    """Whether what an attribute names is a file by its way from another."""
    if not value or value.startswith(("/", "{{")) or _SCHEME.match(value):
        return False
    return value.startswith(("./", "../")) or SUFFIX.search(value) is not None
