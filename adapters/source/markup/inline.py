"""AllElements that name a script: a file beside, or what stands in the template."""

from __future__ import annotations

import os
import re
from typing import Final

from ..text.edits import apply, shifted
from .modules import port_module
from .references import reference
from .tokens import Attribute, TemplateToken, attribute_of
from .work import Made, TemplateWork

_IDENTIFIER: Final = re.compile(r"[A-Za-z_$][\w$]*\Z")
_NAMES: Final = re.compile(r"\s*([A-Za-z_$][\w$]*)\s*(?::\s*([A-Za-z_$][\w$]*)\s*)?\Z")


def module(
    work: TemplateWork, token: TemplateToken, body: tuple[int, int] | None, end: int
) -> bool:
    """An element that names a script: ``body`` is its text; ``end`` is behind its closing tag.
    False where the closing tag keeps its name."""
    source, target = work.both.source, work.both.target
    mine, other = source.module, target.module
    if mine is None:
        return False
    named = attribute_of(token, mine.name)
    from_ = attribute_of(token, mine.source)
    if other is None or named is None:
        text = "a script that the template names" if named else "a script without a name"
        place = (token.start, token.end)
        work.say("MG717", f"{text}: {work.writer} has no such", *place, blocks="template script")
        return False
    work.uses += 1
    name = work.value(named).strip()
    inline = from_ is None and body is not None and work.text[slice(*body)].strip() != ""
    if inline and not other.inline and body is not None:
        return _moved_out(work, token, name, body, end)
    if not _name(work, named, name):
        return False
    if mine.element != other.element:
        start = token.start + 1
        work.edit(start, start + len(token.name), other.element)
    if mine.name != other.name:
        work.rename(named, other.name)
    if from_ is not None:
        if mine.source != other.source:
            work.rename(from_, other.source)
        reference(work, from_, mine.suffix, other.suffix)
    elif inline and body is not None:
        _inside(work, body)
    return True


def _name(work: TemplateWork, named: Attribute, name: str) -> bool:
    """Whether the name of a module is one the target can have; names of single exports become
    members of a module."""
    if _IDENTIFIER.match(name):
        return True
    target = work.both.target.module
    inner = name.removeprefix("{").removesuffix("}") if name.startswith("{") else None
    found = [_NAMES.match(part) for part in inner.split(",") if part.strip()] if inner else []
    if not found or not all(found) or target is None:
        text = f"{work.shown(name)} is no name of a module on {work.writer}"
        work.say("MG717", text, named.start, named.end, blocks="name of a module")
        return False
    if target.form == "esm":
        return True
    local = _free(work)
    for match in found:
        if match is not None:
            work.renamed[match[2] or match[1]] = f"{local}.{match[1]}"
    work.set_value(named, local)
    return True


def _free(work: TemplateWork) -> str:
    number = len(work.modules)
    while re.search(rf"(?<![\w$])module{number}(?![\w$])", work.text):
        number += 1
    work.modules[f"module{number}"] = ""
    return f"module{number}"


def _inside(work: TemplateWork, body: tuple[int, int]) -> None:
    """A script that stays in the template."""
    start, end = body
    work.edits += port_module(work, work.file.data[start:end], start)


def _moved_out(
    work: TemplateWork, token: TemplateToken, name: str, body: tuple[int, int], end: int
) -> bool:
    """A script in a template, where the target has them in files only: it becomes one."""
    other = work.both.target.module
    start, stop = body
    data = work.file.data[start:stop]
    before = len(work.file.findings)
    edits = shifted(port_module(work, data, start), -start)
    findings = work.file.findings[before:]
    if other is None or any(item.blocks for item in findings) or not _IDENTIFIER.match(name):
        if not findings:
            text = f"{work.shown(name)} is no name of a file"
            work.say("MG717", text, token.start, token.end, blocks="name of a module")
        return False
    stem = os.path.splitext(work.file.name)[0]
    made = f"{stem}.{name}{other.suffix}"
    number = 1
    while any(item.name == made for item in work.made) or (
        work.around.exists is not None and work.around.exists(made)
    ):
        number += 1
        made = f"{stem}.{name}-{number}{other.suffix}"
    work.made.append(Made(made, apply(data, edits).lstrip(b"\r\n")))
    file = made.rpartition("/")[2]
    text = f'<{other.element} {other.name}="{name}" {other.source}="./{file}"/>'
    work.edit(token.start, end, text)
    work.say("MG727", f"the script {name} is in {file}", token.start, token.end)
    return False
