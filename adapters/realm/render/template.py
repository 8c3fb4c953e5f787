"""One file of a template as a program: its nodes in a table, by one client's facts.

A node is an object of these members, those that say nothing left out. ``kind``: ``text``, ``tag``
(a built-in component, or what is none), ``part`` (a component of the program), ``use`` (a template
by its name), ``include``, ``slot``, ``block``. ``at``: line and column. ``tag`` as written, ``el``
its canonical element. ``for``, ``item``, ``index``, ``key``: a loop. ``chain`` (``if``, ``elif``,
``else``) and ``test``: a condition. ``attrs``, ``data``, ``marks``: pairs of name and value;
``binds``: objects with the kind of binding, the canonical event (empty: none of any page), the
handler, the name as written, and whether the element is said not to tell it; ``gives``: props that
are functions of the parent; ``two``: attributes that set the data, too; ``generics``: components by
name. ``inner``: numbers of nodes. ``why``: facts that decided how it reads; ``doubts``: facts that
nothing tells, and what depends on them. Values are those of `expressions`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Final

from attrs import define, field, frozen

from ....canonical.errors import InputError
from ....canonical.markup import COMMON, GENERAL, STRUCTURE
from ....profiles.registry import Registry
from ...source.markup.facts import Markup, markup_of
from ...source.markup.tokens import Attribute, TemplateToken, scanned
from .expressions import Value
from .text import Node, TemplateText

MOST_NODES: Final = 20_000
"""Nodes of one file."""
MOST_DEEP: Final = 200
"""Elements, one in another, in one file."""

_PATH: Final = re.compile(r"[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*")
_DATA: Final = "data-"


@frozen(eq=False)
class TemplateFile:
    """A file of a template. ``nodes``: all of them; ``top``: the outer ones; ``templates``: those
    it defines, by name; ``imports``: files whose templates it may use; ``includes``: files that
    stand in it; ``scripts``: names of script modules -> where they come from: a file, or its own
    text with the line it begins at."""

    name: str
    nodes: list[Node]
    top: list[int]
    templates: dict[str, list[int]]
    imports: list[str]
    includes: list[str]
    scripts: dict[str, str | tuple[str, int]]


def template_file(text: str, name: str, facts: Markup, declared: frozenset[str]) -> TemplateFile:
    """A template's file as a program. ``declared``: the tags of components of its page.

    Raises InputError with line and column for what no client takes."""
    return _Reader(text, name, facts, declared).file()


@frozen(eq=False)
class TemplateReader:
    """How a vendor's templates are read: by its facts, ``read`` as `template_file` does it."""

    facts: Markup
    read: Callable[[str, str, frozenset[str]], TemplateFile]


def reader_of(registry: Registry, vendor: str) -> TemplateReader | None:
    """How the templates of a vendor, by its id, are read; None where its profile says too little.

    What was read is kept with the registry: a program is run many times over."""
    return registry.remembered(_reader_of)(vendor)


def _reader_of(registry: Registry, vendor: str) -> TemplateReader | None:
    facts = markup_of(registry.get(vendor))
    if facts is None:
        return None

    @lru_cache(maxsize=512)
    def read(text: str, name: str, declared: frozenset[str]) -> TemplateFile:
        return template_file(text, name, facts, declared)

    return TemplateReader(facts, read)


@define(eq=False)
class _Reader(TemplateText):
    declared: frozenset[str] = frozenset()
    nodes: list[Node] = field(factory=list[Node])
    templates: dict[str, list[int]] = field(factory=dict)
    doubled: list[str] = field(factory=list)
    imports: list[str] = field(factory=list)
    includes: list[str] = field(factory=list)
    scripts: dict[str, str | tuple[str, int]] = field(factory=dict)

    def file(self) -> TemplateFile:
        """The whole file."""
        module = self.facts.module
        found = scanned(self.masked, {module.element} if module is not None else ())
        if found.problems:
            raise self.fault(found.problems[0].start, found.problems[0].text)
        top = self.tree(found.tokens)
        return TemplateFile(
            self.name, self.nodes, top, self.templates, self.imports, self.includes, self.scripts
        )

    # the tree -----------------------------------------------------------------------------------

    def tree(self, tokens: Sequence[TemplateToken]) -> list[int]:
        """The numbers of the outer nodes."""
        top: list[int] = []
        above: list[tuple[Node | None, list[int]]] = [(None, top)]
        script: str = ""
        for token in tokens:
            inner = above[-1][1]
            if token.kind == "text":
                self.put(inner, self.words(token))
            elif token.kind == "script":
                if script:
                    self.scripts[script] = (
                        self.plain(token.start, token.end),
                        self.line(token.start),
                    )
            elif token.kind in ("open", "alone"):
                node, inside, script = self.opened(token)
                self.put(inner, node)
                if token.kind == "open":
                    if len(above) > MOST_DEEP:
                        text = f"elements stand in one another more than {MOST_DEEP} deep"
                        raise self.fault(token.start, text)
                    above.append((node, inside))
            elif token.kind == "close":
                above.pop()
        self.chained(top)
        for numbers in (
            *self.templates.values(),
            *(n["inner"] for n in self.nodes if "inner" in n),
        ):
            self.chained(numbers)
        return top

    def put(self, inner: list[int], node: Node | None) -> None:
        if node is None:
            return
        if len(self.nodes) >= MOST_NODES:
            raise InputError(f"more than {MOST_NODES:,} elements", place=self.name)
        inner.append(len(self.nodes))
        self.nodes.append(node)

    def chained(self, numbers: list[int]) -> None:
        """A condition that goes on where none began is none."""
        open_ = False
        for number in numbers:
            node = self.nodes[number]
            chain = node.get("chain")
            if chain in ("elif", "else") and not open_:
                raise InputError(f"{chain} follows no if", place=f"{self.name}:{node['at']}")
            open_ = chain in ("if", "elif") if node["kind"] != "text" else open_

    def words(self, token: TemplateToken) -> Node | None:
        """A text; none for the space between elements."""
        if not self.masked[token.start : token.end].strip():
            return None
        node: Node = {"kind": "text", "at": self.place(token.start)}
        node["text"] = self.mixed(node, token.start, token.end)
        return node

    def opened(self, token: TemplateToken) -> tuple[Node | None, list[int], str]:
        """The node of a tag, the list of what stands in it, and the name of the script it holds."""
        inside: list[int] = []
        module = self.facts.module
        attributes = self.attributes(token)
        if module is not None and token.name == module.element:
            return None, inside, self.script(token, attributes)
        if token.name == "template" and "name" in attributes and "is" not in attributes:
            self.templates[self.said(attributes["name"])] = inside
            return None, inside, ""
        node: Node = {"kind": "tag", "at": self.place(token.start), "tag": token.name}
        if token.name in ("import", "include"):
            path = self.said(attributes["src"]) if "src" in attributes else ""
            if not path or "{{" in path:
                raise self.fault(token.start, f"{token.name} needs the path of a file: src")
            if token.name == "import":
                self.imports.append(path)
                return None, inside, ""
            self.includes.append(path)
            node |= {"kind": "include", "src": path}
        elif token.name == "template":
            node |= {"kind": "use", "is": self.value(node, attributes.get("is"))}
            data = attributes.pop("data", None)
            if data is not None:
                node["with"] = self.data(node, data)
        elif token.name == "block":
            node["kind"] = "block"
        elif token.name == "slot":
            node["kind"] = "slot"
            node["name"] = self.value(node, attributes.pop("name", None)) or ""
        elif token.name in self.declared:
            node["kind"] = "part"
        else:
            self.element(node, token.name)
        for name in self.doubled:
            fact = self.facts.template.twice
            self.decides(node, "template.twice", fact, f"which of two attributes {name} counts")
        self.directives(node, attributes)
        self.others(node, attributes)
        node["inner"] = inside
        return node, inside, ""

    def element(self, node: Node, tag: str) -> None:
        """The built-in component of a tag."""
        element = self.facts.tags.get(tag, "")
        if element:
            node["el"] = element
        elif tag not in STRUCTURE:
            known = self.facts.elements.complete
            words = f"<{tag}> is no component of the page, nor one that the client has"
            self.doubt(node, "elements", words if known else f"what <{tag}> is")

    def attributes(self, token: TemplateToken) -> dict[str, Attribute]:
        """The attributes of a tag, one of each name."""
        last = self.facts.template.twice == "last"
        result: dict[str, Attribute] = {}
        self.doubled = []
        for attribute in token.attributes:
            name = self.plain(attribute.start, attribute.name_end)
            if name in result:
                self.doubled.append(name)
            if last or name not in result:
                result[name] = attribute
        return result

    def script(self, token: TemplateToken, attributes: dict[str, Attribute]) -> str:
        """An element that brings a script: its name, where the script is the element's text."""
        module = self.facts.module
        if module is None or module.name not in attributes:
            return ""
        name = self.said(attributes[module.name]).strip()
        if module.source in attributes:
            self.scripts[name] = self.said(attributes[module.source])
            return ""
        if module.inline is False:
            raise self.fault(token.start, f"{module.element} has no text: it names a file")
        self.scripts.setdefault(name, ("", self.line(token.start)))
        return name if token.kind == "open" else ""

    # attributes ---------------------------------------------------------------------------------

    def directives(self, node: Node, attributes: dict[str, Attribute]) -> None:
        """Loops, conditions and keys, taken out of the attributes."""
        prefix = self.facts.template.directive
        other = self.facts.template.other_key
        for name in [name for name in attributes if name.startswith(prefix)]:
            attribute = attributes.pop(name)
            word = name[len(prefix) :]
            if word in ("if", "elif"):
                node |= {"chain": word, "test": self.value(node, attribute)}
            elif word == "else":
                node["chain"] = word
            elif word == "for":
                node["for"] = self.value(node, attribute)
            elif word in ("for-item", "for-index"):
                node[word[4:]] = self.said(attribute).strip()
            elif word == "key":
                node["key"] = self.value(node, attribute)
            else:
                self.doubt(node, "template.directive", f"what {name} does")
        if other and other in attributes and node["kind"] != "block":
            node["key"] = self.value(node, attributes.pop(other))

    def others(self, node: Node, attributes: dict[str, Attribute]) -> None:
        """Handlers, data, marks and all other attributes."""
        facts = self.facts.template
        prefixes = {prefix: kind for kind, prefix in facts.prefixes.items()}
        for name, attribute in attributes.items():
            prefix = next((p for p in prefixes if name.startswith(p)), "")
            if name.startswith(_DATA) and len(name) > len(_DATA):
                key = self.dataset(node, name[len(_DATA) :])
                node.setdefault("data", []).append([key, self.value(node, attribute)])
            elif prefix:
                self.prefixed(node, prefixes[prefix], name[len(prefix) :], attribute)
            elif facts.two_way and name.startswith(facts.two_way):
                self.two_way(node, name[len(facts.two_way) :], attribute)
            elif name == facts.slot_scope and name:
                node["scope"] = self.said(attribute).strip()
            elif name == facts.holds and name and node["kind"] == "part":
                node["holds"] = self.value(node, attribute)
            elif (bound := self.facts.binding(name)) is not None:
                self.bound(node, name, bound[0], bound[2], attribute)
            elif node["kind"] in ("tag", "part", "slot"):
                self.attribute(node, name, attribute)

    def dataset(self, node: Node, name: str) -> str:
        """The name of a data attribute in the dataset."""
        if name != name.lower():
            lowered = self.facts.template.lowered
            self.decides(node, "template.lowered", lowered, f"what data-{name} is called")
            name = name.lower() if lowered else name
        return re.sub(r"-+(.?)", lambda match: match[1].upper(), name)

    def prefixed(self, node: Node, kind: str, rest: str, attribute: Attribute) -> None:
        if kind == "mark":
            node.setdefault("marks", []).append([rest, self.value(node, attribute)])
        elif kind == "generic":
            node.setdefault("generics", []).append([rest, self.said(attribute).strip()])
        else:
            self.doubt(
                node, f"template.prefixes.{kind}", f"what watches {rest}: it is not run here"
            )

    def two_way(self, node: Node, rest: str, attribute: Attribute) -> None:
        """An attribute that sets the data when the user changes it."""
        self.attribute(node, rest, attribute)
        inner = self.said(attribute).strip()
        path = inner[2:-2].strip() if inner.startswith("{{") and inner.endswith("}}") else ""
        if _PATH.fullmatch(path):
            node.setdefault("two", []).append([rest, path])
        else:
            self.doubt(node, "template.two_way", f"what a binding both ways to {inner[:40]} sets")

    def bound(self, node: Node, name: str, kind: str, raw: str, attribute: Attribute) -> None:
        """An attribute that names a handler."""
        handler = self.value(node, attribute) if attribute.value_start >= 0 else ""
        if node["kind"] == "part":
            event = self.facts.read_event("", raw)
            event = event if event in COMMON else ""
            node.setdefault("gives", []).append([name, handler])
            self.binds(node, kind, event, handler, raw, False)
            return
        element = str(node.get("el", ""))
        event = self.facts.read_event(element, raw)
        has = self.facts.has_event(element, event) if element and event else "unknown"
        if has == "no":
            self.decides(node, f"element.{element}", True, "")
        elif has == "unknown" and element:
            self.doubt(node, f"element.{element}", f"whether <{node['tag']}> tells {raw}")
        self.binds(node, kind, event, handler, raw, has == "no")

    def binds(
        self, node: Node, kind: str, event: str, handler: Value, raw: str, silent: bool
    ) -> None:
        bind = {"kind": kind, "event": event, "handler": handler, "raw": raw, "silent": silent}
        node.setdefault("binds", []).append(bind)

    def attribute(self, node: Node, name: str, attribute: Attribute) -> None:
        """An attribute of an element or a component."""
        value = self.value(node, attribute)
        element = str(node.get("el", ""))
        if node["kind"] == "part":
            name = self.member(node, name)
        elif element:
            name = self.facts.canonical(element, name)
            has = self.facts.has_attribute(element, name)
            if has == "no":
                self.decides(node, f"element.{element}", True, "")
                node.setdefault("drops", []).append(name)
                return
            if has == "unknown":
                self.doubt(node, f"element.{element}", f"whether <{node['tag']}> takes {name}")
        node.setdefault("attrs", []).append([name, value])

    def member(self, node: Node, name: str) -> str:
        """The property of a component that an attribute sets."""
        if "-" not in name or name in GENERAL:
            return name
        hyphens = self.facts.template.property_hyphens
        self.decides(node, "template.property_hyphens", hyphens, f"which property {name} sets")
        if hyphens is False:
            return name
        return re.sub(r"-+(.?)", lambda match: match[1].upper(), name)
