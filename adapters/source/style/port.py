"""A style sheet from one vendor to another."""

from __future__ import annotations

import os
import re
from typing import Final

from ....canonical.diagnostics import RuleChanges
from ....profiles.model import Styles
from ..common.model import FilePort
from ..common.on_the_way import heard, left_alone
from ..common.packages import resolved
from ..common.pair import Pair
from ..common.telling import MOST_FINDINGS, TooMany
from ..markup.facts import Both, lacking, needed
from ..markup.ways import moved
from ..markup.work import ALONE, Around, TemplateWork, way
from ..text.edits import ordered
from ..text.encoding import encoding_of, mask, wide
from ..text.place import Lines
from .sheet import SheetPart, parts

_COMMENT: Final = re.compile(r"/\*.*?\*/", re.DOTALL)
_ATTRIBUTE: Final = re.compile(r"\[[^\]]*\]?")
_CLASS: Final = re.compile(r"\.(-?[A-Za-z_][\w-]*)")
_HOST: Final = re.compile(r":host(?![\w-])")
_ELSEWHERE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//|#|\{\{")
_NONE: Final = Styles()


def port_style(data: bytes, name: str, pair: Pair, around: Around = ALONE) -> FilePort:
    """Port the bytes of one style sheet. The result has its name on the target. Raises
    `InputError` where a profile says nothing of templates and styles."""
    both = needed(pair)
    if (other := wide(data)) is not None:
        reason = f"{other[0]}: no mini-program platform reads it; save it as UTF-8"
        return left_alone(name, data, reason)
    encoding = encoding_of(data)
    text = mask(data, encoding).decode("latin-1")
    work = TemplateWork(way(name, data, both, Lines(data, encoding)), both, around, text)
    try:
        for part in parts(text):
            _part(work, part)
    except TooMany:
        return left_alone(name, data, f"too much to say: more than {MOST_FINDINGS:,} findings")
    goal = os.path.splitext(name)[0] + both.target.template.styles
    findings = sorted(heard(work.file), key=lambda item: (item.start, item.code))
    return FilePort(
        name,
        data,
        tuple(ordered(work.edits)),
        findings=tuple(findings),
        encoding=encoding,
        uses=1,
        goal=goal if goal != name else "",
        links=work.taken,
    )


def _facts(both: Both) -> tuple[Styles, Styles]:
    return both.source.vendor.style or _NONE, both.target.vendor.style or _NONE


def _part(work: TemplateWork, part: SheetPart) -> None:
    if part.kind == "import":
        _import(work, part)
    elif part.kind == "url":
        _address(work, part)
    else:
        _selector(work, part)


def _import(work: TemplateWork, part: SheetPart) -> None:
    """Another sheet: its suffix, and what a path without ./ means."""
    source, target = _facts(work.both)
    value = work.text[part.start : part.end].strip()
    if _ELSEWHERE.match(value):
        return
    mine, other = work.both.source.template.styles, work.both.target.template.styles
    new = moved(value, source, target, mine, other)
    if new is None:
        text = f"{work.shown(value)} is a sheet of a package, and {work.writer} has none here"
        work.say("MG718", text, part.start, part.end, blocks="package file")
        return
    work.edit(part.start, part.end, new)
    path = resolved(value, work.file.name, work.around.root)
    work.link(path)
    if work.around.exists is not None and path is not None and not work.around.exists(path):
        text = f"there is no file {work.shown(value)}"
        work.say("MG718", text, part.start, part.end, severity="warning", loss="unknown")


def _address(work: TemplateWork, part: SheetPart) -> None:
    """A file named by a relative path, where the target has none or no source says."""
    source, target = _facts(work.both)
    value = work.text[part.start : part.end].strip()
    told = source.relative or (source.relative is None and target.relative is False)
    if not told or target.relative or not value or value.startswith("/"):
        return
    if _ELSEWHERE.match(value):
        return
    around = work.around
    path = resolved(value, work.file.name, around.root) if around.exists is not None else None
    known = source.relative and target.relative is False
    if known and path is not None and path.startswith(around.root):
        work.edit(part.start, part.end, "/" + path[len(around.root) :])
        return
    evidence = work.both.target.evidence(target)
    changes: RuleChanges = {}
    blocks = ""
    if target.relative is False:
        text = f"{work.shown(value)} is relative: {work.writer}'s sheets name files from the root"
        changes |= {"severity": "error", "loss": "unsupported"}
        blocks = "relative address"
    else:
        text = f"no source says what {work.shown(value)} is relative to on {work.writer}"
    work.say("MG726", text, part.start, part.end, blocks=blocks, evidence=evidence, **changes)


def _selector(work: TemplateWork, part: SheetPart) -> None:
    """What of a selector the target does not have."""
    source, target = _facts(work.both)
    text = work.text[part.start : part.end]
    text = _COMMENT.sub(lambda match: " " * len(match[0]), text)
    evidence = work.both.target.evidence(target)
    if lacking(source.attributes, target.attributes) and (found := _ATTRIBUTE.search(text)):
        at = part.start + found.start()
        changes: RuleChanges = {}
        if target.attributes is None:
            reason = f"no source says that {work.writer} has selectors by attributes"
            changes = {"severity": "warning", "loss": "unknown"}
        else:
            reason = f"{work.writer} has no selectors by attributes"
        work.say("MG731", reason, at, at + len(found[0]), evidence=evidence, **changes)
    _unreached(work, part, text)
    if set(target.reserved) - set(source.reserved):
        for match in _CLASS.finditer(text):
            _reserved(work, part, match, target)
    own = work.around.own_node and target.host is False
    if lacking(source.host, target.host) and not own and (found := _HOST.search(text)):
        at = part.start + found.start()
        reason = f"a component has no node of its own on {work.writer} unless it asks for one"
        changes = {}
        if target.host is None:
            reason = f"no source says that {work.writer} has :host"
            changes = {"loss": "unknown"}
        work.say(
            "MG720", reason, at, at + len(found[0]), once=":host", evidence=evidence, **changes
        )


def _unreached(work: TemplateWork, part: SheetPart, text: str) -> None:
    """Tags that a selector names, in whose place the port brings components of its own."""
    for tag, element in work.both.source.tags.items() if work.around.polyfills else ():
        known = work.both.target.polyfills(element)
        brought = [own for name, own in work.around.polyfills.items() if name in known]
        if not brought:
            continue
        found = re.search(rf"(?<![\w.#:\[=\"'-]){re.escape(tag)}(?![\w-])", text)
        if found is not None:
            at = part.start + found.start()
            reason = f"rules for {tag} do not reach <{brought[0]}>"
            work.say("MG737", reason, at, at + len(tag), once=tag, severity="warning")


def _reserved(work: TemplateWork, part: SheetPart, match: re.Match[str], target: Styles) -> None:
    prefix = next((one for one in target.reserved if match[1].startswith(one)), None)
    if prefix is None:
        return
    at = part.start + match.start()
    text = f"{work.writer} keeps classes that begin with {prefix} for itself"
    work.say(
        "MG732",
        text,
        at,
        at + len(match[0]),
        once=prefix,
        evidence=work.both.target.evidence(target),
    )
