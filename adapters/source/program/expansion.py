"""Templates that hold components, for a target that makes none in them: what a program's pages and
components use of them is written out there.

Alipay's page on using components: they stand in the template of a page or component itself, never
in what it imports or includes; its page of questions adds the templates of the file itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

import attrs

from ..common.pair import Pair
from ..markup.expanded import Expanded, Piece
from ..markup.facts import Both, both_of
from ..markup.tokens import scanned
from ..markup.work import BODY
from .programs import Programs
from .read_templates import ReadTemplate, ReadTemplates, TemplatePart
from .substitution import NotWrittenOut, TemplateNames
from .written_out import WritingOut

_USES: Final = (b"<template", b"<include")
_HERE: Final = TemplateNames()


def with_expanded(around: Programs, pair: Pair) -> Programs:
    """The programs with templates written out where the target would make no component in them."""
    both = both_of(pair)
    if both is None or both.source.template.in_template is False:
        return around
    if both.target.template.in_template is not False:
        return around
    search = _Search(around, both, ReadTemplates(around, both))
    try:
        found = {it: done for it in search.homes() if (done := search.expanded(it)) is not None}
    except RecursionError:
        return around  # templates that use one another, too many
    idle = {} if search.blind else search.idle()
    if not found and not idle and not search.kept:
        return around
    return attrs.evolve(around, expanded=found, idle=idle, kept=search.kept)


@attrs.define(eq=False)
class _Search:
    """``blind``: a template that uses others cannot be read, so nobody knows what it uses."""

    around: Programs
    both: Both
    files: ReadTemplates
    blind: bool = False
    kept: dict[str, dict[str, str]] = attrs.field(factory=dict)
    _used: set[TemplatePart] = attrs.field(factory=set, init=False)
    _bears: dict[TemplatePart, bool] = attrs.field(factory=dict, init=False)

    def homes(self) -> Iterator[str]:
        """The templates of pages and components that use others."""
        for name in sorted(self.around.names):
            if not name.endswith(self.around.templates[0]) or self.around.is_part(name):
                continue
            data = self.around.template_data(name)
            if data is not None and not any(word in data for word in _USES):
                continue
            if self.files.file(name) is None:
                self.blind = True
            else:
                yield name

    def expanded(self, name: str) -> Expanded | None:
        """A template with what it uses written out; None where nothing has to be."""
        home = self.files.file(name)
        if home is None:
            return None
        writing = WritingOut(self.files, self.both, home)
        pieces: list[Piece] = []
        written: list[TemplatePart] = []
        stays: set[TemplatePart] = set()
        last = -1
        for at in home.inside(BODY):
            if at <= last or not self._is_use(home, at):
                continue
            used, why = self._used_by(home, at)
            if any(map(self.bears, used)):
                try:
                    pieces.append(writing.piece(at))
                    written += used
                    last = home.closing.get(at, at)
                    continue
                except NotWrittenOut as error:
                    why = str(error)
            if why:
                self._keep(used, why)
            self._reach(used, stays)
        done = self._joined(writing, pieces, stays) if pieces else None
        if done is None:
            self._reach(written, stays)
        self._used |= stays
        return done

    def _joined(
        self, writing: WritingOut, pieces: list[Piece], stays: set[TemplatePart]
    ) -> Expanded | None:
        """A template with its pieces; None for one that nobody could read any more."""
        home = writing.home
        every = [*writing.scripts(), *pieces, *self._imports(home, writing.taken, stays)]
        done = Expanded(home.data, tuple(sorted(every)))
        text = done.text.decode("latin-1")
        return None if scanned(text, self.both.source.scripts).problems else done

    def bears(self, definition: TemplatePart) -> bool:
        """Whether a component stands in a template, or in what that uses."""
        if definition not in self._bears:
            self._bears[definition] = False  # as long as it is looked at: it may use itself
            self._bears[definition] = self._holds(definition)
        return self._bears[definition]

    def idle(self) -> dict[str, frozenset[str]]:
        """What templates define that would need to be written out, and that nothing uses."""
        result: dict[str, frozenset[str]] = {}
        for definition in sorted(self._bears):
            own = definition.name == BODY and not self.around.is_part(definition.file)
            if self._bears[definition] and definition not in self._used and not own:
                names = result.get(definition.file, frozenset())
                result[definition.file] = names | {definition.name}
        return result

    def _holds(self, definition: TemplatePart) -> bool:
        file = self.files.file(definition.file)
        if file is None:
            return False
        for at in file.inside(definition.name):
            if self.files.is_component(file.tokens[at]):
                return True
            if self._is_use(file, at) and any(map(self.bears, self._used_by(file, at)[0])):
                return True
        return False

    @staticmethod
    def _is_use(file: ReadTemplate, at: int) -> bool:
        token = file.tokens[at]
        return token.kind in ("open", "alone") and token.name in ("template", "include")

    def _used_by(self, file: ReadTemplate, at: int) -> tuple[list[TemplatePart], str]:
        """The definitions that an element may use, and why that is not certain."""
        try:
            return [used for _, used in self.files.used(file, at, _HERE) if used.file], ""
        except NotWrittenOut as error:
            every = [
                TemplatePart(other, name)
                for other in (file.name, *file.imports)
                if (found := self.files.file(other)) is not None
                for name in found.defined
            ]
            return every, str(error)

    def _reach(self, used: Iterable[TemplatePart], into: set[TemplatePart]) -> None:
        """Note definitions that stay in use, and all that they use."""
        todo = list(used)
        while todo:
            definition = todo.pop()
            file = self.files.file(definition.file)
            if definition in into or file is None:
                continue
            into.add(definition)
            for at in file.inside(definition.name):
                if self._is_use(file, at):
                    todo += self._used_by(file, at)[0]

    def _keep(self, used: Iterable[TemplatePart], why: str) -> None:
        reached: set[TemplatePart] = set()
        self._reach(used, reached)
        for definition in reached:
            self.kept.setdefault(definition.file, {}).setdefault(definition.name, why)

    def _imports(
        self, home: ReadTemplate, taken: set[str], stays: set[TemplatePart]
    ) -> Iterator[Piece]:
        """The imports that nothing needs any more, taken out with their lines."""
        for at in home.inside(BODY):
            token = home.tokens[at]
            if token.kind not in ("open", "alone") or token.name != "import":
                continue
            path = self.files.path_of(home.name, home.text, token)
            if path not in taken or any(definition.file == path for definition in stays):
                continue
            start, end = home.span(at)
            line = home.text.rfind("\n", 0, start) + 1
            after = home.text[end:].partition("\n")
            if after[1] and not home.text[line:start].strip() and not after[0].strip():
                start, end = line, end + len(after[0]) + 1
            yield Piece(start, end, b"")
