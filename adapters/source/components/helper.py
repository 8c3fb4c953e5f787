"""The generated module that ported definitions go through: the source's model over the target's.

What it holds comes from the two profiles; of its functions it has what the program uses.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

from ...._version import __version__
from ....canonical.errors import InputError, did_you_mean
from ..common.pair import pair
from .facts import Models, models_of
from .given_names import (
    EXPORT,
    HEARD_DATA,
    HOLD_EVENT,
    KIN_CLASS,
    KIN_DATA,
    KIN_EVENT,
    KIN_HANDLER,
    MUTUAL,
    SLOT,
    TELL,
    TELL_DATA,
    TOLD_ID,
)
from .listeners import holds_of

FUNCTIONS: Final = ("component", "behavior", "page", "pageOf", "exported")
"""What the module can export."""
EXPORTED: Final = FUNCTIONS[-1]
"""What takes what was found for what it gives."""
_FOLDER: Final = Path(__file__).parent / "js"
_PART_NAMES: Final = ("methods", "behaviors", "observers", "lifetimes", "filter")
_PATIENCE: Final = 500
"""Milliseconds that a component waits to be placed before it is told that it is ready."""
_NEW_MARK: Final = "newMark"
"""What makes a behaviour of the target's own without anything in it."""
_BEHAVIOR: Final = "function behavior(definition) {\n  return definition;\n}\n"


def generate_components(
    read: str,
    write: str,
    *,
    only: Collection[str] | None = None,
    module: Literal["cjs", "esm"] = "cjs",
) -> str:
    """The module as JavaScript, for the clients ``read`` (whose model the program is written for)
    and ``write``. ``only``: which of `FUNCTIONS` it exports; all by default. Raises `InputError`
    for unknown clients and functions, and where a profile says too little of definitions."""
    both = pair(read, write)
    models = models_of(both)
    if models is None or not models.helps:
        names = f"{both.source['name']} and {both.target['name']}"
        raise InputError(f"the profiles of {names} say too little of pages and components")
    for name in only or ():
        if name not in FUNCTIONS:
            raise InputError(f"no function {name!r}; {did_you_mean(name, FUNCTIONS, 'functions')}")
    wanted = [name for name in FUNCTIONS if only is None or name in only]
    absent = {"pageOf"} if not models.pages_by_component else set[str]()
    absent |= {"exported"} if not models.exports else set()
    wanted = [name for name in wanted if name not in absent]
    code = "".join(_file(name) for name in _files(models, wanted))
    if "behavior" in wanted:
        code += _BEHAVIOR
    head = _head(models, code)
    if _NEW_MARK in code:
        head += f"const {_NEW_MARK} = () => {models.target.behavior or 'Object'}({{}});\n"
    names = ", ".join(wanted)
    ends = f"export {{ {names} }};\n" if module == "esm" else f"module.exports = {{ {names} }};\n"
    lead = (
        f"// mediaglot {__version__}: components of {both.source['name']} on "
        f"{both.target['name']} (--from {read} --to {write})\n"
        "// Generated; changes are lost when it is generated again.\n"
    )
    settings = ", ".join(dict.fromkeys(models.target.definitions.project.values()))
    if settings and models.target.kind == "first":
        lead += f"// The project's file has to turn on {settings}.\n"
    strict = '"use strict";\n' if module == "cjs" else ""
    return f"{lead}{strict}{head}{code}{ends}"


def telling_of(models: Models) -> str:
    """By what a component of the target's own dialect tells whoever listens on its tag, as the
    generated module does: ``tell(it, name, detail)``, as JavaScript; empty where components have a
    way of their own."""
    code = _file("tell") if models.target.kind == "first" else ""
    return _head(models, code) + code


def declarations_of_components(only: Iterable[str]) -> str:
    """TypeScript declarations of the module. Definitions are not checked: their `this` is any."""
    shapes = {
        "component": "component<D>(definition: D & ThisType<any>, undeclared?: string[]): any",
        "behavior": "behavior<D>(definition: D & ThisType<any>): any",
        "page": "page<D>(definition: D & ThisType<any>): any",
        "pageOf": "pageOf<D>(definition: D & ThisType<any>): any",
        "exported": "exported(found: any): any",
    }
    lines = [f"export declare function {shapes[name]};\n" for name in FUNCTIONS if name in only]
    return "".join(lines)


def _files(models: Models, wanted: Collection[str]) -> list[str]:
    typed = models.source.kind == "typed"
    found: list[str] = []
    if set(wanted) - {"behavior", "exported"}:
        found += ["compose", "watch", "given" if typed else "first"]
    if "component" in wanted and models.target.kind == "first":
        found += ["tell", "telling", "mutual", "to_defaults"]
    elif "component" in wanted:
        found += ["mutual"] if typed else []
        found += ["flat" if typed else "props", "to_properties"]
    elif "page" in wanted and not typed:
        found.append("props")
    if models.exports and set(wanted) - {"behavior"}:
        found.append("exported")
    if models.kin and set(wanted) - {"behavior", "exported"}:
        found.append("kin")
    if "page" in wanted or "pageOf" in wanted:
        found.append("page")
    if "pageOf" in wanted:
        found.append("page_of")
    return found


def _head(models: Models, code: str) -> str:
    """The constants that a piece of the module reads."""
    used = {name: value for name, value in _constants(models).items() if name in code}
    return "".join(f"const {name} = {json.dumps(value)};\n" for name, value in used.items())


@cache
def _file(name: str) -> str:
    lines = (_FOLDER / f"{name}.js").read_text(encoding="utf-8").splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith("//"))


def _constants(models: Models) -> dict[str, Any]:
    source, target = models.source, models.target
    mine, other = source.definitions, target.definitions
    parts = {name: source.parts[name].split(".") for name in _PART_NAMES if name in source.parts}
    options = {name: option for name, option in source.component.options.items() if name in parts}
    moments = dict.fromkeys([*mine.moments, *mine.tree])
    heads = {path.partition(".")[0] for path in (*source.parts.values(), *mine.sights.values())}
    heads |= {mine.exports["part"]} if models.exports else set()
    own = {*heads, *mine.moments.values(), *mine.sections.values(), "data", "options"}
    named = {
        mine.members[key]: other.members[key]
        for key in mine.members
        if key in other.members and mine.members[key] != other.members[key]
    }
    for key, name in source.methods.items():
        goal = target.methods.get(key, name)
        if goal != name and (key in source.later) == (key in target.later):
            named[name] = goal
    hosts: dict[str, bool] = {}
    if source.component.virtual and target.component.virtual:
        hosts[target.component.virtual] = not source.has_node
    if target.component.slots and not source.component.slots:
        hosts[target.component.slots] = True
    page_parts = {path.partition(".")[0] for path in source.page_parts.values()}
    return {
        "READ": {
            "parts": {**parts, "given": [source.given]},
            "options": options,
            "moments": mine.moments,
            "tree": mine.tree if "lifetimes" in parts else {},
            "sights": _paths(mine.sights),
            "sections": mine.sections,
            "also": mine.also,
            "first": mine.first,
            "merges": bool(mine.merges),
        },
        "WRITE": {
            "parts": {
                "given": target.given,
                "methods": target.parts.get("methods", "methods"),
                "behaviors": target.parts.get("behaviors", "") if target.behavior else "",
                **(
                    {"lifetimes": target.parts["lifetimes"].split(".")}
                    if "lifetimes" in target.parts
                    else {}
                ),
            },
            "options": dict(target.component.options),
            "moments": other.moments,
            "tree": other.tree,
            "sights": _paths(other.sights),
            "page_sights": _paths(other.page_sights),
            "page": other.page,
            "sections": other.sections,
            "flags": other.options,
            "also": other.also,
        },
        "MOMENTS": list(moments),
        "OWN": dict.fromkeys(sorted(own), 1),
        "PAGE_OWN": dict.fromkeys(sorted({*page_parts, "data"}), 1),
        "PAGE_HOOKS": dict.fromkeys([*source.page.begin, *source.page.end, *source.page.hooks], 1),
        "PAGE_RUNS": list(moments) if source.kind == "typed" else [],
        "ALIASES": named,
        "HOST": hosts,
        "DROPPED": [
            *other.dropped,
            *other.elsewhere,
            *source.component.options.values(),
            *mine.options.values(),
        ],
        "PROPS": source.given if source.kind == "first" else target.given,
        "PROPERTIES": mine.members.get("properties", ""),
        "DATASET": (mine if source.kind == "typed" else other).members.get("dataset", ""),
        "TAG_DATA": (mine if source.kind == "first" else other).tag_data,
        "HIT": target.hit,
        "STAMP": other.stamp,
        "LISTENS": source.component.listens or target.component.listens,
        "AIMED": bool(source.hit) and not target.hit,
        "HEARD": HEARD_DATA,
        "SLOT": SLOT,
        "HOLD": HOLD_EVENT if holds_of(models) else "",
        "TRIGGER": (source if source.kind == "typed" else target).methods.get("trigger_event", ""),
        "ID": source.component.fields.get("id", ""),
        "SPLICE": source.component.methods.get("splice_data", ""),
        "FIELD": models.field,
        "PASSED": dict(models.passed),
        "EXPORT": {**mine.exports, "method": EXPORT} if models.exports else None,
        "BATCHED": source.methods.get("batched_updates", ""),
        "KIN": _kin(models),
        "TELL": {"method": TELL, "data": TELL_DATA} if source.kind == "typed" else None,
        "MUTUAL": MUTUAL if source.kind == "typed" and other.stamp else "",
        "ID_MEMBER": models.ids,
        "TOLD_ID": TOLD_ID if source.kind == "typed" else "",
        "COMPUTED": target.component.computed,
        "SHARED": target.page.copies == "shallow",
    }


def _kin(models: Models) -> dict[str, Any] | None:
    """What relations between components go by, where the module stands in for them."""
    if not models.kin:
        return None
    return {
        "event": KIN_EVENT,
        "handler": KIN_HANDLER,
        "data": KIN_DATA,
        "nodes": models.source.definitions.members["related"],
        "dataset": models.target.definitions.members.get("dataset", ""),
        "path": models.target.definitions.members["path"],
        "classes": KIN_CLASS,
        "id": models.target.definitions.members.get("id", ""),
        "finds": {
            name: key == "select_components"
            for name, key in models.finders.items()
            if key in models.target.later and models.target.methods.get(key) == name
        },
        "sights": list(models.seen),
        "patience": _PATIENCE,
    }


def _paths(named: Any) -> dict[str, list[str]]:
    return {key: path.split(".") for key, path in named.items()}
