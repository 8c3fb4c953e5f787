"""What is known of the places of configurations, over all files of their program."""

from __future__ import annotations

import os

from ..common.pair import Pair
from ..config.components import component_stem
from ..config.facts import ConfigSide, ConfigSides, dialects_of, first_of
from ..config.found import ProgramFiles, read_json
from ..config.isolation import word_in
from ..config.port import SUFFIX
from ..config.work import ConfigPlace
from .programs import Programs


def place_of(name: str, around: Programs, pair: Pair, suffixes: tuple[str, ...]) -> ConfigPlace:
    """What is known of the place of a configuration."""
    both = dialects_of(pair)
    program = around.configs.program_of(name)
    root = around.root_of(name)

    def size(file: str) -> int:
        try:
            return os.path.getsize(os.path.join(around.top, file))
        except OSError:
            return 0

    def inside(folder: str) -> list[str]:
        ends = tuple(end for end in suffixes if end != SUFFIX)
        return sorted(one for one in around.names if one.startswith(folder) and one.endswith(ends))

    def lets_in(path: str) -> bool:
        stem = component_stem(path, name, root, around.has, suffixes, around.packages)
        if stem is None or both is None:
            return False
        return _lets_in(stem, around, both.source)

    kept = (
        [item.project.file for item in (both.source, both.target) if item.project] if both else []
    )
    return ConfigPlace(
        root,
        around.has,
        size,
        inside,
        around.beside(name),
        program.declared if program is not None else {},
        program.themes if program is not None else {},
        lets_in,
        suffixes,
        any(around.has(folder + file) for folder in _above(root) for file in kept),
        _tabs(program, both),
        around.packages,
        around.brings.declared.get(name, {}),
    )


def _tabs(program: ProgramFiles | None, both: ConfigSides | None) -> str:
    """The folder of a program's own bar of tabs, from its root, where the port renames it."""
    if program is None or both is None or not program.tabs or not both.target.config.tab_folder:
        return ""
    folder = program.tabs[len(program.root) :]
    return folder if folder != f"{both.target.config.tab_folder}/" else ""


def _above(root: str) -> list[str]:
    """A folder and those above it, each ended by a slash."""
    parts = root.split("/")[:-1]
    return ["".join(f"{part}/" for part in parts[:end]) for end in range(len(parts), -1, -1)]


def _lets_in(stem: str, around: Programs, source: ConfigSide) -> bool:
    """Whether a component takes the rules of the pages it stands in."""
    word: str | None = source.default("component", "isolation")
    root = read_json(os.path.join(around.top, stem + SUFFIX)) if around.has(stem + SUFFIX) else None
    own = first_of(source, root, "component", "isolation") if root is not None else None
    if own is not None:
        word = source.word("component", "isolation", own.plain)
    script = around.beside(stem + SUFFIX)
    if script is not None:
        word = word_in(script.data, source, word)
    return word != source.default("component", "isolation")
