"""Templates written out where they are used, for a target that makes no components in them.

An included file has its own scripts and templates: so WeChat's published compilers build it.
"""

from __future__ import annotations

import posixpath
import re
from codecs import BOM_UTF8
from collections.abc import Mapping
from typing import Final, NamedTuple

import attrs

from ..common.packages import resolved
from ..markup.attributes import FILES
from ..markup.directives import ROUNDS
from ..markup.expanded import Piece
from ..markup.facts import Both
from ..markup.references import is_relative
from ..markup.tokens import Attribute, TemplateToken, attribute_of, defines
from ..markup.work import BODY
from .read_templates import ReadTemplate, ReadTemplates, TemplatePart
from .substitution import GivenEntry, NotWrittenOut, TemplateNames, entries, free_names, value

MOST_BYTES: Final = 500_000
"""So much is written out in one file."""
_USE: Final = 100
"""What each use counts beside its text, which may be empty: it takes time, too."""


class _Tag(NamedTuple):
    """A tag that is written out. ``outer``: what names mean around it; ``names``: in it; ``more``:
    the directives of its loop that have to be said, or otherwise."""

    file: ReadTemplate
    token: TemplateToken
    outer: TemplateNames
    names: TemplateNames
    more: Mapping[str, str]


@attrs.define(eq=False)
class WritingOut:
    """What is written out in one template, ``home``. ``brought``: the scripts that it needs for
    that, by the name that they get; ``taken``: the files whose templates ``home`` itself names;
    ``size``: of all that was written."""

    files: ReadTemplates
    both: Both
    home: ReadTemplate
    brought: dict[str, str] = attrs.field(factory=dict)
    taken: set[str] = attrs.field(factory=set)
    size: int = 0

    def piece(self, at: int) -> Piece:
        """What an element of ``home`` becomes that uses a template. Raises `NotWrittenOut`."""
        start, end = self.home.span(at)
        before = dict(self.brought)
        try:
            text = self._use(self.home, at, TemplateNames(), ())
        except NotWrittenOut:
            self.brought = before
            raise
        token = self.home.tokens[at]
        word = "src" if token.name == "include" else "is"
        what = self.home.value(attribute_of(token, word))
        said = what.encode("latin-1").decode("utf-8", "replace")
        kind = "template" if word == "is" else "file"
        return Piece(start, end, text.encode("latin-1"), f"the {kind} {said}")

    def scripts(self) -> list[Piece]:
        """The elements for the scripts that are brought, in one piece where there are any."""
        facts = self.both.source.module
        if not self.brought or facts is None:
            return []
        folder = posixpath.dirname(self.home.name)
        out: list[str] = []
        for name, path in self.brought.items():
            way = posixpath.relpath(path, folder or ".")
            way = way if way.startswith(".") else f"./{way}"
            element = f'<{facts.element} {facts.source}="{way}" {facts.name}="{name}"/>\n'
            out.append(element)
        start = len(BOM_UTF8) if self.home.data.startswith(BOM_UTF8) else 0
        return [Piece(start, start, "".join(out).encode("latin-1"))]

    def _use(
        self, file: ReadTemplate, at: int, names: TemplateNames, above: tuple[TemplatePart, ...]
    ) -> str:
        """An element that uses templates, written out."""
        token = file.tokens[at]
        tag = self._tag_of(file, token, names)
        directives = self._directives(tag)
        bodies: list[tuple[str, str]] = []
        included = token.name == "template" and bool(above) and above[-1].name == BODY
        for test, used in self.files.used(file, at, tag.names):
            if included and not used.file:
                raise NotWrittenOut("an included file uses a template that it has not itself")
            if file is self.home:
                self.taken.add(used.file)
            bodies.append((test, self._body(tag, used, above)))
        lone = len(bodies) == 1 and not bodies[0][0]
        text = bodies[0][1] if lone else self._chosen(bodies)
        self.size += len(text) + _USE
        if self.size > MOST_BYTES:
            raise NotWrittenOut(f"that is more than {MOST_BYTES:,} bytes")
        return f"<block{directives}>{text}</block>" if directives else text

    def _chosen(self, bodies: list[tuple[str, str]]) -> str:
        prefix = self.both.source.template.directive
        out: list[str] = []
        for number, (test, text) in enumerate(bodies):
            if '"' in test:
                raise NotWrittenOut("which template it is depends on a text with quotes")
            word = "if" if number == 0 else "elif"
            said = f'{prefix}{word}="{{{{{test}}}}}"' if test else f"{prefix}else"
            out.append(f"<block {said}>{text}</block>")
        return "".join(out)

    def _body(self, tag: _Tag, used: TemplatePart, above: tuple[TemplatePart, ...]) -> str:
        """What a tag shows of a template that it uses."""
        if not used.file:
            return ""
        if used in above:
            raise NotWrittenOut("it uses itself")
        other = self.files.file(used.file)
        if other is None:
            raise NotWrittenOut("its file cannot be read")
        local = {name: self._script(other, name) for name in other.modules}
        if used.name == BODY:
            inner = tag.names.inside(local)
        else:
            inner = TemplateNames(local, self._given(tag))
        return self._content(other, used.name, inner, (*above, used))

    def _given(self, tag: _Tag) -> tuple[GivenEntry, ...]:
        text = tag.file.value(attribute_of(tag.token, "data")).strip()
        if not text:
            return ()
        if not (text.startswith("{{") and text.endswith("}}")):
            raise NotWrittenOut("what it is given cannot be read")
        return entries(text[2:-2], tag.names)

    def _script(self, file: ReadTemplate, name: str) -> str:
        """What a script of a file is called in ``home``."""
        path = file.modules[name]
        if file is self.home:
            return name
        if not path:
            raise NotWrittenOut("it needs a script that stands in its file")
        for known, other in (*self.home.modules.items(), *self.brought.items()):
            if other == path:
                return known
        free, number = name, 1
        while free in self.brought or re.search(
            rf"(?<![\w$]){re.escape(free)}(?![\w$])", self.home.text
        ):
            number += 1
            free = f"{name}_{number}"
        self.brought[free] = path
        return free

    def _content(
        self,
        file: ReadTemplate,
        definition: str,
        names: TemplateNames,
        above: tuple[TemplatePart, ...],
    ) -> str:
        """What a template is made of, written out."""
        out: list[str] = []
        scopes = [names]
        last = -1
        for at in file.inside(definition):
            if at <= last:
                continue
            token = file.tokens[at]
            if defines(token) is not None:
                raise NotWrittenOut("a template is defined in it")
            if token.name in ("import", *self.both.source.scripts) or token.kind == "script":
                if definition != BODY:
                    raise NotWrittenOut("a script or an import stands in it")
                last = file.closing.get(at, at)
            elif token.kind in ("open", "alone") and token.name in ("template", "include"):
                out.append(self._use(file, at, scopes[-1], above))
                last = file.closing.get(at, at)
            elif token.kind in ("open", "alone"):
                tag = self._tag_of(file, token, scopes[-1])
                out.append(self._tag(tag))
                if token.kind == "open":
                    scopes.append(tag.names)
            elif token.kind == "close":
                scopes.pop()
                out.append(file.text[token.start : token.end])
            elif token.kind == "text":
                out.append(value(file.text, token.start, token.end, scopes[-1], "", plain=False))
            else:
                out.append(file.text[token.start : token.end])
        return "".join(out)

    def _tag_of(self, file: ReadTemplate, token: TemplateToken, names: TemplateNames) -> _Tag:
        """A tag with what names mean in it: those of its loop are none that it is given."""
        prefix = self.both.source.template.directive
        if attribute_of(token, f"{prefix}for") is None:
            return _Tag(file, token, names, names, {})
        busy: set[str] = set()
        if names.given is not None:
            busy = {*free_names(names.given), *names.local.values()}
        found: dict[str, str] = {}
        more: dict[str, str] = {}
        for key, usual in ROUNDS:
            old = file.value(attribute_of(token, prefix + key)).strip() or usual
            new, number = old, 1
            while new in busy:
                number += 1
                new = f"{old}_{number}"
            found[old] = new
            if new != old:
                more[prefix + key] = new
        return _Tag(file, token, names, names.inside(found), more)

    def _directives(self, tag: _Tag) -> str:
        """The directives of an element that uses a template, for the block that takes its place."""
        prefix = self.both.source.template.directive
        own = [item for item in tag.token.attributes if item.name.startswith(prefix)]
        return "".join(f" {self._attribute(tag, item)}" for item in own) + _unsaid(tag)

    def _tag(self, tag: _Tag) -> str:
        """A tag, its attributes in the names of ``home``."""
        out: list[str] = []
        text = tag.file.text
        at = tag.token.start
        loop = f"{self.both.source.template.directive}for"
        for item in tag.token.attributes:
            new, before = self._attribute(tag, item), text[at : item.start]
            out += (before, new) if new else (before.rstrip(),)
            if item.name == loop:
                out.append(_unsaid(tag))
            at = item.end
        return "".join((*out, text[at : tag.token.end]))

    def _attribute(self, tag: _Tag, item: Attribute) -> str:
        """An attribute, empty for a handler that is none."""
        prefix = self.both.source.template.directive
        text = tag.file.text
        if item.name in tag.more:
            return f'{item.name}="{tag.more[item.name]}"'
        if item.value_start < 0:
            return text[item.start : item.end]
        names = tag.outer if item.name == f"{prefix}for" else tag.names
        quote = item.quote or '"'
        plain = not item.name.startswith(prefix)
        new = value(text, item.value_start, item.value_end, names, quote, plain)
        if new in ("", "{{undefined}}") and self.both.source.binding(item.name) is not None:
            return ""
        if tag.file is not self.home:
            new = self._from_home(tag, item, new)
        if new == text[item.value_start : item.value_end]:
            return text[item.start : item.end]
        return f"{text[item.start : item.name_end]}={quote}{new}{quote}"

    def _from_home(self, tag: _Tag, item: Attribute, new: str) -> str:
        """A relative path as it is from ``home``."""
        file = tag.file
        element = self.both.source.tags.get(tag.token.name, "")
        name = self.both.source.canonical(element, item.name) if element else ""
        folders = {posixpath.dirname(file.name), posixpath.dirname(self.home.name)}
        if name not in FILES or len(folders) == 1 or not is_relative(new):
            return new
        root = self.files.around.root_of(file.name)
        path = resolved(new, file.name, root)
        if "{{" in new or path is None or not path.startswith(root):
            raise NotWrittenOut("it names a file by a path that is relative to its own")
        return "/" + path[len(root) :]


def _unsaid(tag: _Tag) -> str:
    """The directives of a tag's loop that it does not say itself."""
    new = (item for item in tag.more.items() if attribute_of(tag.token, item[0]) is None)
    return "".join(f' {name}="{word}"' for name, word in new)
