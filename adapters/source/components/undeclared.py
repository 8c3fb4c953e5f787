"""What a component is given and does not declare: its vendor hands it everything, others only what
is declared."""

from __future__ import annotations

import re

from ..syntax.parsed import Script
from .definitions import Definition
from .facts import COMPONENT, Models


def undeclared(
    script: Script, models: Models, definition: Definition, read: frozenset[str]
) -> tuple[str, ...]:
    """The names that a component takes of what it is given, by its template (`read`) or its script,
    without those that its definition has in sight."""
    if definition.kind != COMPONENT or not models.undeclared:
        return ()
    given, listens = models.source.given, models.source.component.listens.encode()
    taken = re.compile(rb"\bthis\s*\.\s*%b\s*\.\s*([\w$]+)" % given.encode())
    parts = re.compile(rb"\{([\w$\s,]+)\}\s*=\s*this\s*\.\s*%b\b" % given.encode())
    found = {match[1] for match in taken.finditer(script.text)}
    for match in parts.finditer(script.text):
        found.update(re.findall(rb"[\w$]+", match[1]))
    heard = re.compile(rb"%b[A-Z]" % listens) if listens else re.compile(rb"(?!)")
    names = {name.decode("latin-1") for name in found if not heard.match(name)}
    shown = models.source.component.fields.get("id", "")
    names = {name for name in names | read if name == shown or not name.startswith("$")}
    known = {given, *definition.entries}
    for part in (given, "data", models.source.parts.get("methods", "")):
        known.update(definition.inner(script, part))
    return tuple(sorted(names - known))
