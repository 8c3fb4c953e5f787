"""Which pages and components use the templates of files that belong to none: theirs are the
handlers that are named there."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Final

import attrs

from ..common.pair import Pair
from ..markup.events import wants_handlers
from ..markup.facts import both_of
from ..markup.work import BODY
from ..text.blocks import LANGUAGES
from .programs import Programs
from .read_templates import ReadTemplate, ReadTemplates, TemplatePart
from .substitution import NotWrittenOut, TemplateNames

_USES: Final = (b"<template", b"<include")
_HERE: Final = TemplateNames()


def with_users(around: Programs, pair: Pair) -> Programs:
    """The programs with who uses the templates that others include or import, where the target
    wants the handlers that these name."""
    both = both_of(pair)
    if both is None or not wants_handlers(both) or not any(_parts(around)):
        return around
    files = ReadTemplates(around, both)
    users: dict[str, dict[str, list[str]]] = {}
    for name in sorted(around.names):
        if not name.endswith(around.templates[0]) or around.is_part(name):
            continue
        data = around.template_data(name)
        if data is None or not any(word in data for word in _USES):
            continue
        home = files.file(name)
        for used in _reached(files, home) if home is not None else ():
            users.setdefault(used.file, {}).setdefault(used.name, []).append(name)
    return attrs.evolve(around, users=users)


def _parts(around: Programs) -> Iterator[str]:
    """Templates that no script and no configuration stands beside."""
    ends = (".json", *LANGUAGES)
    for name in around.names:
        if name.endswith(around.templates[0]):
            stem = os.path.splitext(name)[0]
            if not any(stem + end in around.names for end in ends):
                yield name


def _reached(files: ReadTemplates, home: ReadTemplate) -> set[TemplatePart]:
    """The templates of other files that one uses, and that these use."""
    found: set[TemplatePart] = set()
    todo = [TemplatePart(home.name, BODY)]
    while todo:
        part = todo.pop()
        file = files.file(part.file)
        if part in found or file is None:
            continue
        found.add(part)
        for at in file.inside(part.name):
            if file.tokens[at].kind in ("open", "alone"):
                try:
                    todo += [used for _, used in files.used(file, at, _HERE) if used.file]
                except NotWrittenOut:
                    continue  # which one it is cannot be told
    return {part for part in found if part.file != home.name}
