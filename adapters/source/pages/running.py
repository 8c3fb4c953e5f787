"""What may run of the scripts that a page brings.

All of the page's own script and of those of its components; of others what runs when they are
loaded, the functions that are taken of them by name, and what these name in turn. So a file of
helpers keeps a page from being complete only by what the page takes of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Final

import attrs

from ..syntax.parsed import TooDeep
from .given_keys import KeyTest, calls_itself, gives, guards_at
from .modules import ALL, DEFAULT, ITSELF, Demand, Part, ScriptModule

_MOST_MODULES: Final = 150
"""Scripts of a page that are looked through for who gives a key; with more, somebody may."""
LOADED: Final = ""
"""Demand of a script: that it is loaded, and no more."""


@attrs.define(eq=False)
class Running:
    """What may run. ``module`` reads a script; ``found`` gives the script that a path means in a
    file, None where it is none of the tree."""

    module: Callable[[str], ScriptModule]
    found: Callable[[str, str], str | None]
    _parts: dict[str, set[str]] = attrs.field(factory=dict, init=False)
    _asked: set[tuple[str, str]] = attrs.field(factory=set, init=False)
    _pending: list[tuple[str, Part]] = attrs.field(factory=list, init=False)
    _answers: dict[tuple[str, KeyTest], bool] = attrs.field(factory=dict, init=False)
    _endless: bool = attrs.field(default=False, init=False)

    def begin(self, names: Iterable[str]) -> Running:
        """Run these scripts, and all that they bring."""
        try:
            for name in names:
                self._ask(name, ALL)
            while self._pending:
                self._follow(*self._pending.pop())
        except RecursionError:
            self._endless = True  # scripts pass on what others pass on, too many times
        return self

    @property
    def loaded(self) -> tuple[str, ...]:
        """The scripts that are loaded."""
        return tuple(self._parts)

    def runs(self, name: str, offset: int) -> bool:
        """Whether what stands at a place of a script may run."""
        if self._endless:
            return True
        if name not in self._parts:
            return False
        module = self.module(name)
        part = module.part_at(offset)
        if part is None or module.script is None:
            return True
        if part.name not in self._parts[name]:
            return False
        try:
            guards = guards_at(module.script, offset, part)
            return all(self._given(name, guard) for guard in guards)
        except TooDeep:
            return True

    def _ask(self, name: str, export: str) -> None:
        if (name, export) in self._asked:
            return
        self._asked.add((name, export))
        module = self.module(name)
        if name not in self._parts:
            self._parts[name] = set()
            self._pending.append((name, module.loading))
        if export == LOADED:
            return
        if module.whole or export == ALL:
            for part in module.parts:
                self._reach(name, part)
            for asked in module.passes.values():
                self._pass(name, asked)
            for path in module.stars:
                self._pass(name, Demand(path, ALL))
            for own in module.exports.values():
                self._own(name, own, "")
            return
        for own, member in self._meant(name, module, export):
            self._own(name, own, member)

    def _meant(self, name: str, module: ScriptModule, export: str) -> Iterator[tuple[str, str]]:
        """What an exported name is: names of the script's own, each with the member that is taken
        of it. What another script has, or nobody tells, is asked for right here."""
        exports = module.exports
        head, dot, member = export.partition(".")
        if export in exports:
            yield exports[export], ""
        elif dot and head in exports:
            yield exports[head], member
        elif dot and head in module.passes:
            asked = module.passes[head]
            inner = f"{DEFAULT}.{member}" if asked.name == DEFAULT else asked.name
            self._pass(name, asked._replace(name=inner))
        elif dot and not any(shown.startswith(f"{DEFAULT}.") for shown in exports):
            self._ask(name, member)  # what is no ES module is its own default
        elif dot:
            yield from ()
        elif export == DEFAULT and any(shown.startswith(f"{DEFAULT}.") for shown in exports):
            yield from ((own, "") for shown, own in exports.items() if shown.startswith(DEFAULT))
        elif export in module.passes:
            self._pass(name, module.passes[export])
        elif ITSELF in exports:
            yield exports[ITSELF], "" if export == DEFAULT else export
        elif module.stars and export != DEFAULT:
            have = [path for path in module.stars if self._has(name, path, export, 8)]
            for path in module.stars:
                self._pass(name, Demand(path, LOADED if have else ALL))
            for path in have:
                self._pass(name, Demand(path, export))
        else:
            self._ask(name, ALL)

    def _has(self, name: str, path: str, export: str, depth: int) -> bool:
        """Whether a script that is exported whole exports a name itself."""
        where = self.found(path, name)
        if where is None or depth == 0:
            return False
        module = self.module(where)
        if module.whole or export in module.exports or export in module.passes:
            return True
        return any(self._has(where, star, export, depth - 1) for star in module.stars)

    def _own(self, name: str, own: str, member: str) -> None:
        """What a script calls ``own`` is used, or a member of it."""
        module = self.module(name)
        if own in module.parts:
            self._reach(name, own)
        elif own in module.imports:
            asked = module.imports[own]
            if asked.name == ALL:
                asked = asked._replace(name=member or ALL)
            elif asked.name == DEFAULT and member:
                asked = asked._replace(name=f"{DEFAULT}.{member}")
            self._pass(name, asked)

    def _pass(self, name: str, asked: Demand) -> None:
        where = self.found(asked.path, name)
        if where is not None:
            self._ask(where, asked.name)

    def _reach(self, name: str, part: str) -> None:
        if part not in self._parts[name]:
            self._parts[name].add(part)
            self._pending.append((name, self.module(name).parts[part]))

    def _follow(self, name: str, part: Part) -> None:
        for mention in sorted(part.mentions):
            self._own(name, *mention)
        for asked in sorted(part.asks):
            self._pass(name, asked)

    def _given(self, name: str, guard: KeyTest) -> bool:
        """Whether a function may be given that key, by all the scripts that are loaded. Only calls
        by what a script imports right from the function's own can be looked through."""
        known = self._answers.get((name, guard))
        if known is None:
            known = self._answers[name, guard] = self._may_be_given(name, guard)
        return known

    def _may_be_given(self, name: str, guard: KeyTest) -> bool:
        if len(self._parts) > _MOST_MODULES:
            return True
        goal = (name, guard.part)
        for where in self._parts:
            module = self.module(where)
            if module.script is None:
                return True
            if where == name:
                if calls_itself(module, guard):
                    return True
            elif self._beside_imports(where, name):
                return True
            for own, asked in module.imports.items():
                if gives(module.script, own, guard, partial(self._taken, where, asked, goal)):
                    return True
        return False

    def _beside_imports(self, where: str, name: str) -> bool:
        """Whether a script hands on what another exports, or asks for it other than by imports."""
        module = self.module(where)
        paths = [*module.stars, *(asked.path for asked in module.passes.values())]
        held = (own for own in module.exports.values() if own in module.imports)
        paths += [module.imports[own].path for own in held]
        for part in (module.loading, *module.parts.values()):
            paths += [asked.path for asked in part.asks if asked.name != LOADED]
        return any(self.found(path, where) == name for path in paths)

    def _taken(self, where: str, asked: Demand, goal: tuple[str, str], member: str) -> bool:
        """Whether what a script imports is, or may have, a part of another; or a member of that."""
        if member:
            if asked.name == ALL:
                asked = asked._replace(name=member)
            elif asked.name == DEFAULT:
                asked = asked._replace(name=f"{DEFAULT}.{member}")
        return self._means(where, asked, goal, 8)

    def _means(self, where: str, asked: Demand, goal: tuple[str, str], depth: int) -> bool:
        there = self.found(asked.path, where)
        if there is None or depth == 0:
            return False
        module = self.module(there)
        if asked.name in module.exports:
            return (there, module.exports[asked.name]) == goal
        if asked.name in module.passes:
            return self._means(there, module.passes[asked.name], goal, depth - 1)
        if module.whole or ITSELF in module.exports or asked.name.startswith((ALL, DEFAULT)):
            return there == goal[0]
        return any(
            self._means(there, Demand(star, asked.name), goal, depth - 1) for star in module.stars
        )
