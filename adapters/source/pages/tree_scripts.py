"""The scripts of a tree: their bytes, what they are made of, what may run of them."""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import partial

import attrs

from ..common.files import MAX_BYTES
from ..program.programs import Programs
from ..program.scripts import script_at
from .module_reader import module_of
from .modules import ScriptModule
from .running import Running


@attrs.define(eq=False)
class TreeScripts:
    """The scripts of the programs of a tree."""

    around: Programs
    _modules: dict[str, ScriptModule] = attrs.field(factory=dict, init=False)

    def data(self, name: str) -> bytes:
        """The bytes of a file of the tree; none of one that cannot be read."""
        try:
            with open(os.path.join(self.around.top, name), "rb") as stream:
                return stream.read(MAX_BYTES)
        except OSError:
            return b""

    def module(self, name: str) -> ScriptModule:
        """What a script is made of."""
        if name not in self._modules:
            self._modules[name] = module_of(self.data(name), name)
        return self._modules[name]

    def found(self, root: str, path: str, name: str) -> str | None:
        """The script that the file ``name`` brings by a path, in the program of a folder."""
        around = self.around
        aliases = around.configs.aliases_of(name)
        return script_at(path, name, root, around.has, around.packages, aliases)

    def running(self, scripts: Iterable[str], root: str) -> Running:
        """What may run of all that these scripts bring."""
        return Running(self.module, partial(self.found, root)).begin(scripts)
