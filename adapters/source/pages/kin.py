"""Which components of a tree are related to others, learn of their page or may be asked for: their
own script says so, or one that it brings does where it is given what they give, or their tags."""

from __future__ import annotations

import os
from typing import Final

import attrs

from ..common.pair import Pair
from ..components.facts import models_of
from ..program.programs import Programs
from ..program.scripts import brought
from ..syntax.parsed import CLASS_FIELDS, TooDeep, is_field
from ..text.blocks import LANGUAGES
from ..text.place import places_of
from .found_tags import found_components
from .modules import ScriptModule
from .tree_scripts import TreeScripts

_CONFIG: Final = ".json"


def with_kin(around: Programs, pair: Pair) -> Programs:
    """The programs with the components that are related to others, learn of their page, or may be
    asked for, where the target has no such thing and the port stands in for it."""
    models = models_of(pair)
    if models is None or not models.kin:
        return around
    scripts = TreeScripts(around)
    words, asked = found_components(around, scripts, models)
    around = attrs.evolve(around, finds=words, found=asked)
    stems = [
        name.removesuffix(_CONFIG)
        for name, kind in around.configs.kinds.items()
        if kind == "component"
    ]
    section = models.source.definitions.sections["relations"]
    heads = [key.encode() for key in sorted(models.kin_keys - {section})]
    if not stems or not _said_anywhere(scripts, [section.encode(), *heads]):
        return attrs.evolve(around, kin=frozenset())
    kin = {stem for stem in stems if _says_one_of(scripts, stem, [section.encode()])}
    seeing = {stem for stem in stems if _says_one_of(scripts, stem, heads)}
    return attrs.evolve(around, kin=frozenset(kin | _with_owners(around, stems, seeing)))


def with_members(around: Programs, pair: Pair) -> Programs:
    """The programs with whether a component says what those find who ask for it, or asks for the id
    of its tag, where the target has no such thing and the port stands in for it."""
    models = models_of(pair)
    if models is None or not models.helps:
        return around
    scripts = TreeScripts(around)
    exports = models.exports and _said_anywhere(scripts, [models.exports.encode()])
    ids = models.ids and _said_anywhere(scripts, [f"this.{models.ids}".encode()])
    return attrs.evolve(around, exports=bool(exports), ids=bool(ids))


def _said_anywhere(scripts: TreeScripts, keys: list[bytes]) -> bool:
    """Whether any script of the tree has one of these words: most trees have none."""
    names = (name for name in scripts.around.names if os.path.splitext(name)[1] in LANGUAGES)
    return any(any(map(scripts.data(name).__contains__, keys)) for name in names)


def _with_owners(around: Programs, stems: list[str], found: set[str]) -> set[str]:
    """Components and those in whose templates they stand, which tell them on."""
    used = {stem: around.used_in(stem) for stem in stems} if found else {}
    while more := {stem for stem, inner in used.items() if inner & found} - found:
        found = found | more
    return found


def _says_one_of(scripts: TreeScripts, stem: str, keys: list[bytes]) -> bool:
    """Whether what a component brings says something under one of these keys in what may run of
    it."""
    around = scripts.around
    script = next((stem + end for end in LANGUAGES if stem + end in around.names), None)
    if script is None:
        return False
    data = scripts.data(script)
    if not (brought(data) or any(map(data.__contains__, keys))):
        return False
    running = scripts.running([script], around.root_of(stem))
    return any(
        _says(scripts.module(name), start, end) and running.runs(name, start)
        for name in running.loaded
        for key in keys
        for start, end in places_of(scripts.data(name), key)
    )


def _says(module: ScriptModule, start: int, end: int) -> bool:
    """Whether a name is a key that something is put under; of a script that cannot be looked into,
    it may be."""
    if module.script is None:
        return True
    try:
        chain = module.script.chain(start, end)
    except TooDeep:
        return True
    node, outer = chain[-1], chain[-2]
    if node.type == "shorthand_property_identifier" or outer.type in CLASS_FIELDS:
        return True
    if outer.type == "pair":
        return is_field(outer, node, "key")
    written = outer.type == "member_expression" and chain[-3].type == "assignment_expression"
    return written and is_field(chain[-3], outer, "left")
