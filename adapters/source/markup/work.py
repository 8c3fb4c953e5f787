"""One template on its way: its edits, its findings in their places, and what stands beside it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import attrs

from ..common.model import Links
from ..common.on_the_way import OnTheWay
from ..common.outcome import Style
from ..common.telling import Telling
from ..text.edits import Edit
from .expanded import Expanded
from .facts import Both
from .mustache import modern
from .scripts import Beside
from .tokens import Attribute, TemplateToken, attribute_of

if TYPE_CHECKING:
    from ....profiles.model import Binding

TRUE: Final = "{{true}}"
BODY: Final = ""
"""The name of what a file shows itself, beside those of the templates that it defines."""


class Made(NamedTuple):
    """A file that a port adds: its name, as the tree's names are, and its bytes."""

    name: str
    data: bytes


@attrs.frozen(eq=False)
class Around:
    """What is known of the place of a template.

    ``declared``: tags of the components that its page declares; None where that is not known.
    ``script``: the script beside it. ``exists``: whether a file of the program is there, by its
    path from the folder ``root`` (ends in a slash, empty for the top), None where the tree is not
    known. ``part``: it belongs to no page and no component: others include it. ``own_node``: it is
    of a component whose configuration gives it a node of its own; ``noded``: the same of a tag.
    ``page``: it is the template of a page of the program. ``tabs``: the stems of the pages of the
    program's tab bar. ``related``: whether the component of a tag is related to others or learns of
    its page, where the port stands in for that; ``finds``: words that
    components are asked for by, which it finds. ``telling``: touches that what stands at the top
    has to tell of; ``hears``: whether the component of a tag tells of a touch. ``expanded``: the
    template with others written out in it; ``idle``: the templates it defines that nothing uses any
    more, by name or `BODY`; ``kept``: why one is not written out where it is used. ``script_of``:
    the script of a tag's component. ``ids``: components ask for the ids of their tags. ``users``:
    the scripts, by file, of pages and components that
    use the templates of a part, by the name of each of these or `BODY`. ``polyfills``: tags of the
    components that the port brings, by their names in the profile; ``made``: the files of these,
    and of a configuration that declares them where there is none.
    """

    declared: Mapping[str, str] | None = None
    script: Beside | None = None
    exists: Callable[[str], bool] | None = None
    root: str = ""
    part: bool = False
    own_node: bool = False
    noded: Callable[[str], bool] | None = None
    page: bool = False
    tabs: Collection[str] = ()
    related: Callable[[str], bool] | None = None
    telling: frozenset[str] = frozenset()
    hears: Callable[[str, str], bool] | None = None
    expanded: Expanded | None = None
    idle: frozenset[str] = frozenset()
    kept: Mapping[str, str] = attrs.field(factory=dict)
    script_of: Callable[[str], Beside | None] | None = None
    finds: frozenset[str] = frozenset()
    ids: bool = False
    users: Mapping[str, Sequence[tuple[str, Beside]]] = attrs.field(factory=dict)
    polyfills: Mapping[str, str] = attrs.field(factory=dict)
    made: tuple[Made, ...] = ()

    def has_node(self, tag: str) -> bool:
        """Whether the configuration of a component's tag gives it a node of its own."""
        return self.noded is not None and self.noded(tag)


ALONE: Final = Around()


class KinPlace(NamedTuple):
    """Where components stand: a step for each component and each loop around, and what the loops
    call their rounds."""

    steps: tuple[str, ...] = ()
    rounds: tuple[str, ...] = ()


class Carried(NamedTuple):
    """A handler of a touch that an element takes over from what it stands in."""

    kind: Binding
    handler: str


class Open(NamedTuple):
    """An element that is open: its name, names that loops give inside it, whether it is, or stands
    in, a template of its own, its place among components and loops, the touches that it or what
    stands around it listens for, and what the loops around it go over, by the name of a round."""

    name: str
    scope: frozenset[str]
    inside: bool
    place: KinPlace = KinPlace()
    touches: frozenset[str] = frozenset()
    rounds: Mapping[str, str] = MappingProxyType({})


@attrs.define(eq=False, repr=False)
class TemplateWork(Telling):
    """One template on its way. ``above``: what the tag that is read stands in; ``defined``: the
    template, or `BODY`, that it belongs to; ``rounds``: what the loops that it stands in go over,
    by the name of a round, nothing by that of its number; ``chosen``: where handlers stand that the
    module chooses among, ``turns``: those that are to be such; ``tokens``, ``at``: the whole, and
    the tag that is read; ``carried``: by their places, elements with the touches that they tell for
    another; ``told``: the touches that the tag which is read tells by a component of the port's
    own; ``modern``: in the template stands what only newer JavaScript says, in an expression or
    not; ``missing``: names that the source gives expressions and the target does not."""

    file: OnTheWay
    both: Both
    around: Around
    text: str
    edits: list[Edit] = attrs.field(factory=list)
    made: list[Made] = attrs.field(factory=list)
    modules: dict[str, str] = attrs.field(factory=dict)
    renamed: dict[str, str] = attrs.field(factory=dict)
    once: set[tuple[str, str]] = attrs.field(factory=set)
    uses: int = 0
    links: list[str] = attrs.field(factory=list)
    tags: dict[str, None] = attrs.field(factory=dict)
    above: list[Open] = attrs.field(factory=list)
    defined: str = BODY
    rounds: Mapping[str, str] = MappingProxyType({})
    chosen: set[int] = attrs.field(factory=set)
    turns: set[int] = attrs.field(factory=set)
    tokens: Sequence[TemplateToken] = ()
    at: int = 0
    carried: dict[int, dict[str, Carried]] = attrs.field(factory=dict)
    told: frozenset[str] = frozenset()
    modern: bool = attrs.field(init=False)
    missing: frozenset[str] = attrs.field(init=False)
    _known: tuple[int, str] = attrs.field(default=(0, ""), init=False)

    def __attrs_post_init__(self) -> None:
        self.modern = modern(self.text, 0, len(self.text)) >= 0
        mine, other = self.both.source.template, self.both.target.template
        shown = frozenset(mine.shows).difference(other.shows)
        self.missing = frozenset(name for name in shown if name in self.text)

    def link(self, path: str | None) -> None:
        """Note a file that is taken in, where the tree has it."""
        if path is not None and self.around.exists is not None and self.around.exists(path):
            self.links.append(path)

    @property
    def taken(self) -> Links:
        """What the file takes in."""
        return Links(tuple(dict.fromkeys(self.links)), tuple(self.tags))

    def edit(self, start: int, end: int, text: str) -> None:
        """Replace a range; what is already so stays."""
        new = text.encode("latin-1", "ignore") if not text.isascii() else text.encode()
        if self.file.data[start:end] != new:
            self.edits.append(Edit(start, end, new))

    def value(self, attribute: Attribute) -> str:
        """What an attribute says; empty without a value."""
        return self.text[attribute.value_start : attribute.value_end]

    def shown(self, text: str) -> str:
        """A piece of the template as people read it."""
        return text.encode("latin-1").decode(self.file.lines.encoding, "replace")

    def rename(self, attribute: Attribute, name: str) -> None:
        """Give an attribute another name."""
        self.uses += 1
        self.edit(attribute.start, attribute.name_end, name)

    def rename_apart(self, token: TemplateToken, attribute: Attribute, name: str) -> bool:
        """Give an attribute another name, unless its tag has one of that name already; whether it
        was given."""
        other = attribute_of(token, name)
        if other is None or other.name == attribute.name:
            self.rename(attribute, name)
            return True
        text = f"{attribute.name} is {name} on {self.writer}, and the tag has both"
        place = (attribute.start, attribute.end)
        self.say("MG729", text, *place, blocks=attribute.name, severity="error")
        return False

    def flagged(self, attribute: Attribute) -> None:
        """Write out that an attribute without a value is true."""
        self.edit(attribute.name_end, attribute.end, f'="{TRUE}"')

    def set_value(self, attribute: Attribute, value: str) -> None:
        """Give an attribute another value, in its own quotes."""
        if attribute.quote:
            self.edit(attribute.value_start, attribute.value_end, value)
        else:
            self.edit(attribute.value_start, attribute.value_end, f'"{value}"')

    def drop(self, attribute: Attribute) -> None:
        """Take an attribute out, with the white space before it."""
        start = attribute.start
        if self.text[attribute.end : attribute.end + 1] in (">", "/") or (
            self.text[attribute.end : attribute.end + 1].isspace()
        ):
            while start > 0 and self.text[start - 1].isspace():
                start -= 1
        self.edits.append(Edit(start, attribute.end, b""))

    def add(self, token: TemplateToken, text: str) -> None:
        """Write an attribute behind the name of a tag."""
        at = token.start + 1 + len(token.name)
        self.edits.append(Edit(at, at, f" {text}".encode("latin-1", "ignore")))

    def line_text(self, number: int) -> str:
        """A line of the file; the last one that was asked for is kept, as it may be long."""
        if self._known[0] != number:
            self._known = (number, self.file.lines.text(number))
        return self._known[1]

    @property
    def reader(self) -> str:
        """The source's name, as people say it."""
        return str(self.both.pair.source["name"])

    @property
    def writer(self) -> str:
        """The target's name."""
        return str(self.both.pair.target["name"])


def way(name: str, data: bytes, both: Both, lines: Any) -> OnTheWay:
    """A file on its way through the porter, for what templates and scripts have in common."""
    return OnTheWay(name, data, both.pair, Style(), lines)
