"""The template beside a page: which elements name a handler, whether they are shown, and what data
they carry. The spelling of loops, conditions and handlers is the vendor's, from its profile.

Templates of other files that one imports or includes are read where they are used, inside the
program's folder.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from attrs import define, field, frozen

from ...profiles.model import Templates
from .expressions import UNDEFINED, UNKNOWN, truth, value_of
from .tags import Element, tree

MOST_LAYERS: Final = 40
MOST_NESTED: Final = 8
"""Templates and files, one in another."""
MOST_BOUND: Final = 20_000
"""Elements, wherever they come from."""
MOST_FILES: Final = 200

_HANDLER: Final = re.compile(r"[A-Za-z_$][\w$]*")
_DATA: Final = "data-"

Reads = Callable[[str], str | None]
"""The text of a file by its path under the program's folder; None where there is none."""


@frozen
class Loop:
    """A loop around an element: the list as written, and the names of an item and its place."""

    over: str
    item: str
    index: str


@frozen
class ShownWhen:
    """When an element is shown: none of the tests before holds, and its own does (None: it has
    none). `negated`: it is hidden then."""

    own: str | None
    before: tuple[str, ...] = ()
    negated: bool = False

    def holds(self, scope: Mapping[str, Any], absent: Any) -> bool:
        """Whether it is shown; what cannot be told is taken as if it were. `absent`: the value of
        names that are not there."""
        for test in self.before:
            value = value_of(test, scope, absent)
            if value is not UNKNOWN and truth(value):
                return False
        value = True if self.own is None else value_of(self.own, scope, absent)
        return value is UNKNOWN or truth(value) is not self.negated


@frozen
class NamedTemplate:
    """A template that is used where an expression gives its name."""

    named: str
    name: str


@frozen
class Given:
    """The data that a template gets where it is used: it sees nothing else."""

    data: str


Layer = Loop | ShownWhen | NamedTemplate | Given
"""What stands around an element, from outside in."""


@frozen
class Bound:
    """An element that names a handler. `data`: its data attributes as written; `modules`: names of
    scripts that expressions may call."""

    handler: str
    event: str
    data: Mapping[str, str | None]
    layers: tuple[Layer, ...] = field(default=())
    modules: frozenset[str] = field(default=frozenset())

    def dataset(
        self, page: Mapping[str, Any], number: int, *, lowered: bool
    ) -> dict[str, Any] | None:
        """What the element carries in a page's data, as the item of that number of each loop, or
        the last there is. None: it is not on the page."""
        known = dict.fromkeys(self.modules, UNKNOWN)
        scope: dict[str, Any] | None = {**page, **known}
        absent: Any = UNDEFINED
        for layer in self.layers:
            if isinstance(layer, Given):
                data = value_of(layer.data, scope or {}, absent) if layer.data else {}
                absent = absent if isinstance(data, Mapping) else UNKNOWN
                scope = {**(data if isinstance(data, Mapping) else {}), **known}
            else:
                scope = _within(layer, scope or {}, absent, number)
            if scope is None:
                return None
        values = {
            _camel(name.lower() if lowered else name): True
            if text is None
            else value_of(text, scope or {})
            for name, text in self.data.items()
        }
        return {k: value for k, value in values.items() if value not in (UNKNOWN, UNDEFINED)}


def _within(
    layer: Loop | ShownWhen | NamedTemplate, scope: dict[str, Any], absent: Any, number: int
) -> dict[str, Any] | None:
    """What is known inside a layer; None where nothing of it is shown."""
    if isinstance(layer, Loop):
        return _looped(layer, scope, number)
    if isinstance(layer, ShownWhen):
        return scope if layer.holds(scope, absent) else None
    name = value_of(layer.named, scope, absent)
    return scope if name is UNKNOWN or name == layer.name else None


def _looped(loop: Loop, scope: dict[str, Any], number: int) -> dict[str, Any] | None:
    items = value_of(loop.over, scope)
    if isinstance(items, float | int) and not isinstance(items, bool):
        items = list(range(min(int(items), 1000)))
    if isinstance(items, Mapping):
        keys = list(items)
        if not keys:
            return None
        key = keys[min(number, len(keys) - 1)]
        return {**scope, loop.item: items[key], loop.index: key}
    if not isinstance(items, list) or not items:
        return None
    at = min(number, len(items) - 1)
    return {**scope, loop.item: items[at], loop.index: at}


def bound(
    text: str, facts: Templates, name: str = "", reads: Reads = lambda _path: None
) -> list[Bound]:
    """The elements of a template that name a handler, in order. `name`: the template's path;
    `reads`: how the files that it imports and includes are read."""
    reader = _Reader(facts, reads)
    page = reader.file(name, text)
    return list(reader.elements(page))


@frozen(eq=False)
class _File:
    """A template file: its outer elements, and the templates that may be used in it by name."""

    name: str
    top: list[Element]
    templates: dict[str, tuple[_File, Element]]
    modules: frozenset[str]


@define(eq=False)
class _Part:
    """What is left of the elements of one part of a file, in layers. `nested`: how many templates
    and files it stands in; `chain`: the tests of the conditions that may go on."""

    file: _File
    rest: Iterator[Element]
    layers: tuple[Layer, ...] = ()
    nested: int = 0
    chain: tuple[str, ...] = ()


class _Reader:
    """Reads templates with the files that they lead to."""

    def __init__(self, facts: Templates, reads: Reads) -> None:
        self._facts, self._reads = facts, reads
        self._files: dict[str, _File] = {}

    def file(self, name: str, text: str) -> _File:
        """A file with the templates of those that it imports."""
        top = tree(text, {*self._facts.scripts, *self._facts.modules})
        modules = {
            word
            for element in _all(top)
            if (key := self._facts.modules.get(element.tag))
            and (word := element.attributes.get(key))
        }
        made = _File(name, top, {}, frozenset(modules))
        self._files[name] = made
        for element in _all(top):
            if element.tag == "import":
                other = self._led(made, element)
                made.templates.update(_own(other) if other is not None else {})
        made.templates.update(_own(made))
        return made

    def _led(self, here: _File, element: Element) -> _File | None:
        """The file that an import or an include leads to."""
        src = element.attributes.get("src")
        if not src or "{{" in src:
            return None
        base = "" if src.startswith("/") else posixpath.dirname(here.name)
        path = posixpath.normpath(posixpath.join(base, src.lstrip("/")))
        suffix = self._facts.suffix
        for name in dict.fromkeys((path, path.removesuffix(suffix) + suffix)):
            if name in self._files:
                return self._files[name]
            text = None if name.startswith("..") else self._reads(name)
            if text is not None and len(self._files) < MOST_FILES:
                return self.file(name, text)
        return None

    def elements(self, page: _File) -> Iterator[Bound]:
        """The elements of a page that name a handler, with those of what it uses."""
        parts = [_Part(page, iter(page.top))]
        read = 0
        while parts and read < MOST_BOUND:
            part = parts[-1]
            element = next(part.rest, None)
            if element is None:
                parts.pop()
                continue
            read += 1
            part.chain, own = self._around(element, part.chain)
            layers = (*part.layers, *own)
            if len(layers) > MOST_LAYERS:
                continue
            if element.tag in ("include", "template"):
                if part.nested < MOST_NESTED:
                    parts += self._used(part.file, element, layers, part.nested + 1)
                continue
            yield from self._bound(element, layers, part.file.modules)
            parts.append(_Part(part.file, iter(element.inner), layers, part.nested))

    def _used(
        self, file: _File, element: Element, layers: tuple[Layer, ...], nested: int
    ) -> list[_Part]:
        """What is used in the place of an element: a file, a template, or one of several; what
        comes first stands last."""
        if element.tag == "include":
            led = self._led(file, element)
            if led is None:
                return []
            there = _File(led.name, led.top, file.templates, led.modules)
            return [_Part(there, iter(there.top), layers, nested)]
        named = element.attributes.get("is") or ""
        data = (element.attributes.get("data") or "").strip()
        if data.startswith("{{") and data.endswith("}}"):
            data = "{{{" + data[2:-2] + "}}}"  # what stands there are the fields of an object
        parts: list[_Part] = []
        for name in file.templates if "{{" in named else (named,):
            if name in file.templates:
                home, template = file.templates[name]
                chosen = (NamedTemplate(named, name),) if "{{" in named else ()
                inside = (*layers, *chosen, Given(data))
                parts.append(_Part(home, iter(template.inner), inside, nested))
        return parts[::-1]

    def _around(
        self, element: Element, chain: tuple[str, ...]
    ) -> tuple[tuple[str, ...], tuple[Layer, ...]]:
        """The loop and the conditions of an element, and the tests of the chain that it goes on."""
        attributes, word = element.attributes, self._facts.directive
        layers: list[Layer] = []
        over = attributes.get(f"{word}for")
        if over:
            item = attributes.get(f"{word}for-item") or "item"
            index = attributes.get(f"{word}for-index") or "index"
            layers.append(Loop(over, item, index))
        if f"{word}if" in attributes:
            own = attributes[f"{word}if"] or ""
            layers.append(ShownWhen(own))
            chain = (own,)
        elif f"{word}elif" in attributes:
            own = attributes[f"{word}elif"] or ""
            layers.append(ShownWhen(own, chain))
            chain = (*chain, own)
        elif f"{word}else" in attributes:
            layers.append(ShownWhen(None, chain))
        else:
            chain = ()
        hides = self._facts.hides
        if hides in attributes and hides:
            tags = self._facts.hidden
            if not tags or element.tag in tags:
                written = attributes[hides]
                layers.append(ShownWhen("{{true}}" if written is None else written, negated=True))
        return chain, tuple(layers)

    def _bound(
        self, element: Element, layers: tuple[Layer, ...], modules: frozenset[str]
    ) -> Iterator[Bound]:
        data = {
            name[len(_DATA) :]: value
            for name, value in element.attributes.items()
            if name.startswith(_DATA) and len(name) > len(_DATA)
        }
        for name, value in element.attributes.items():
            event = _event(name, self._facts)
            if event and value and _HANDLER.fullmatch(value.strip()):
                yield Bound(value.strip(), event, data, layers, modules)


def _all(elements: list[Element]) -> Iterator[Element]:
    todo = elements[::-1]
    while todo:
        element = todo.pop()
        yield element
        todo += element.inner[::-1]


def _own(file: _File) -> dict[str, tuple[_File, Element]]:
    """The templates that a file defines, by name."""
    return {
        name: (file, element)
        for element in _all(file.top)
        if element.tag == "template" and (name := element.attributes.get("name"))
    }


def _event(name: str, facts: Templates) -> str:
    """The event of an attribute that names a handler; empty for any other attribute."""
    for prefix in facts.bind:
        rest = name.removeprefix(prefix)
        if rest == name or not rest:
            continue
        if facts.capital:
            return rest[0].lower() + rest[1:] if rest[0].isupper() else ""
        return rest if rest[0].isalpha() else ""
    return ""


def _camel(name: str) -> str:
    return re.sub(r"-+(.?)", lambda match: match[1].upper(), name)
