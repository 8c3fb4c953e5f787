"""The pages and components that a script defines, ported into the file on its way."""

from __future__ import annotations

import os
from collections.abc import Callable

import attrs

from ..common.imports import import_names, module_kind
from ..common.on_the_way import OnTheWay
from ..components.place import helper_beside
from ..components.port import port_definitions
from ..syntax.parsed import Script
from ..text.edits import Edit
from .entered import port_entered
from .uses.findings import finding


def port_defined(file: OnTheWay, script: Script, runtime: Callable[[], str]) -> list[Edit]:
    """The edits for the pages and components that a script defines, and what is told of them."""
    done = port_definitions(script, file.pair, file.beside)
    for item in done.told:
        found = finding(file, script, item.said)
        file.findings.append(attrs.evolve(found, blocks=item.blocks))
    edits, said = port_entered(script, file.pair, done.found)
    file.findings += [finding(file, script, item) for item in said]
    edits += done.edits
    if done.helper:
        kind = module_kind(script, os.path.splitext(file.name.lower())[1], file.es_module)
        file.helper.update(name for name, _ in done.helper)
        file.helper_module = kind if file.helper_module in ("", kind) else "cjs"
        edits.append(import_names(script, helper_beside(runtime()), done.helper, kind))
    return edits
