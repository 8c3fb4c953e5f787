"""Templates of a tree as they take in one another: what each defines, names and brings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import attrs

from ....canonical.markup import STRUCTURE
from ..markup.facts import Both
from ..markup.tokens import Attribute, TemplateToken, attribute_of, closing, defines, scanned
from ..markup.ways import meant
from ..markup.work import BODY
from ..text.encoding import encoding_of, mask, wide
from .programs import Programs
from .substitution import NotWrittenOut, TemplateNames, choice, computed, constant


class TemplatePart(NamedTuple):
    """A template of a file by its name, or what the file shows itself: `BODY`."""

    file: str
    name: str


@attrs.frozen(eq=False)
class ReadTemplate:
    """A template that can be read. ``closing``: where the tag that a token opens is closed;
    ``defined``: where each template that it defines begins, None for one that it defines twice;
    ``imports``: the files whose templates it may use, empty for one that is not there; ``modules``:
    its scripts by name and file, an empty one for those that stand in it."""

    name: str
    data: bytes
    text: str
    tokens: list[TemplateToken]
    closing: Mapping[int, int]
    defined: Mapping[str, int | None]
    imports: tuple[str, ...]
    modules: Mapping[str, str]

    def value(self, attribute: Attribute | None) -> str:
        """What an attribute says; empty for none."""
        if attribute is None or attribute.value_start < 0:
            return ""
        return self.text[attribute.value_start : attribute.value_end]

    def span(self, at: int) -> tuple[int, int]:
        """The range of the element that begins with a token."""
        return self.tokens[at].start, self.tokens[self.closing.get(at, at)].end

    def inside(self, definition: str) -> Iterator[int]:
        """The tokens that a template of it, or it itself, is made of, by number."""
        if definition == BODY:
            at = 0
            while at < len(self.tokens):
                if defines(self.tokens[at]) is not None:
                    at = self.closing.get(at, at) + 1
                    continue
                yield at
                at += 1
            return
        begin = self.defined.get(definition)
        if begin is not None:
            yield from range(begin + 1, self.closing.get(begin, begin + 1))


@attrs.define(eq=False)
class ReadTemplates:
    """The templates of a tree, each read when it is asked for."""

    around: Programs
    both: Both
    _read: dict[str, ReadTemplate | None] = attrs.field(factory=dict, init=False)
    _visible: dict[str, dict[str, TemplatePart | None]] = attrs.field(factory=dict, init=False)

    def file(self, name: str) -> ReadTemplate | None:
        """A template by name; None for one that cannot be read, or is no UTF-8."""
        if name not in self._read:
            written = self.around.expanded.get(name)
            data = self.around.template_data(name) if written is None else written.text
            self._read[name] = self._taken_apart(name, data) if data is not None else None
        return self._read[name]

    def _taken_apart(self, name: str, data: bytes) -> ReadTemplate | None:
        if wide(data) is not None or encoding_of(data) != "utf-8":
            return None
        text = mask(data, "utf-8").decode("latin-1")
        scripts = self.both.source.scripts
        found = scanned(text, scripts)
        if found.problems:
            return None
        defined: dict[str, int | None] = {}
        imports: list[str] = []
        modules: dict[str, str] = {}
        for at, token in enumerate(found.tokens):
            if token.kind in ("open", "alone"):
                named = defines(token)
                if named is not None:
                    key = text[named.value_start : named.value_end]
                    defined[key] = None if key in defined else at
                elif token.name == "import":
                    imports.append(self.path_of(name, text, token))
                elif token.name in scripts:
                    modules |= self._module(name, text, token)
        ends = closing(found.tokens)
        return ReadTemplate(name, data, text, found.tokens, ends, defined, tuple(imports), modules)

    def _module(self, name: str, text: str, token: TemplateToken) -> dict[str, str]:
        facts = self.both.source.module
        if facts is None:
            return {}
        said = {item.name: text[item.value_start : item.value_end] for item in token.attributes}
        file = said.get(facts.source)
        path = self._there(file, name, facts.suffix) if file else ""
        return {said.get(facts.name, ""): path}

    def path_of(self, name: str, text: str, token: TemplateToken) -> str:
        """The template that an ``import`` or ``include`` names; empty for none that is there."""
        suffix = self.both.source.template.suffix
        source = attribute_of(token, "src")
        if source is None:
            return ""
        return self._there(text[source.value_start : source.value_end], name, suffix)

    def _there(self, value: str, name: str, suffix: str) -> str:
        if "{{" in value or not value.strip():
            return ""
        names = meant(value.strip(), name, self.around.root_of(name), suffix)
        return next((found for found in names if self.around.has(found)), "")

    def visible(self, file: ReadTemplate) -> dict[str, TemplatePart | None]:
        """The templates that a file may use by name; None for a name that stands for several."""
        if file.name not in self._visible:
            self._visible[file.name] = self._named(file)
        return self._visible[file.name]

    def _named(self, file: ReadTemplate) -> dict[str, TemplatePart | None]:
        result: dict[str, TemplatePart | None] = {}
        for other in (file.name, *dict.fromkeys(file.imports)):
            found = self.file(other)
            for name, at in found.defined.items() if found is not None else ():
                twice = at is None or name in result
                result[name] = None if twice else TemplatePart(other, name)
        return result

    def used(
        self, file: ReadTemplate, at: int, names_: TemplateNames
    ) -> list[tuple[str, TemplatePart]]:
        """The definitions that an element uses, each with the test for it, the last one maybe with
        none; nothing for an element that uses none. Raises `NotWrittenOut`."""
        token = file.tokens[at]
        if token.name == "include":
            path = self.path_of(file.name, file.text, token)
            return [("", TemplatePart(path, BODY))] if path else []
        which = attribute_of(token, "is")
        if token.name != "template" or which is None or which.value_start < 0:
            return []
        visible = self.visible(file)
        word = computed(file.text, which.value_start, which.value_end, names_)
        known, chosen = constant(word), choice(word)
        if known is not None:
            tests = [("", known)]
        elif chosen is not None:
            tests = [(chosen[0], chosen[1]), ("", chosen[2])]
        else:
            tests = [(f"({word}) === '{name}'", name) for name in visible if _plain(name)]
        result: list[tuple[str, TemplatePart]] = []
        for test, name in tests:
            found = visible.get(name)
            if name in visible and found is None:
                raise NotWrittenOut(f"two templates are called {name}")
            if found is None and not all(self.file(other) for other in file.imports):
                raise NotWrittenOut("a file that it is taken from cannot be read")
            result.append((test, found or TemplatePart("", name)))
        return result

    def is_component(self, token: TemplateToken) -> bool:
        """Whether a tag is of no element of the source's own."""
        return (
            token.kind in ("open", "alone")
            and token.name not in STRUCTURE
            and token.name not in self.both.source.tags
            and token.name not in self.both.source.scripts
        )


def _plain(name: str) -> bool:
    return not set(name) & set("'\"\\{}<>&")
