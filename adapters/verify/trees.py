"""Trees of two vendors held against each other, in words of neither."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from itertools import zip_longest
from typing import Any, Final

from attrs import evolve, frozen

from ...canonical.markup import COMMON, CONTROLS, ELEMENTS, PRESSES
from ..realm.render.tree import Listening, PageTree, PageView
from ..source.components.given_names import (
    HEARD_DATA,
    HOLD_EVENT,
    KIN_CLASS,
    KIN_DATA,
    KIN_EVENT,
    MUTUAL,
    OUTER,
    PASSED,
    SLOT,
    TELL,
    TELL_DATA,
    TOLD_ID,
)
from ..source.markup.events import names_handler
from ..source.markup.facts import Markup, camel
from ..source.markup.polyfills import wanted

Position = tuple[int, int]
"""Line and column, from 1."""
Told = Callable[[Any], Any]
"""A value in words of no vendor: paths as what they stand for."""
_BESIDE: Final = re.compile(
    r"(?:\.\.?/)+[^\s{}?#:/][^\s{}?#:]*|[\w@~%+-][\w@~%+/-]*\.[A-Za-z0-9]{1,8}"
)
"""A path that does not begin at the root; without ./ one that ends as a file does."""
_ONE: Final = MUTUAL.lower()
_ADDED: Final = frozenset(
    {
        HEARD_DATA,
        KIN_CLASS,
        KIN_DATA,
        OUTER,
        TOLD_ID,
        *(TELL_DATA + name for name in COMMON),
    }
)
"""What the port gives tags of data for components that are related, or touched on their tags."""
_AFTER: Final = frozenset({"controlled"})
"""Attributes that say how another counts: that shows in what the element holds."""


@frozen
class Stands:
    """One thing that shows on a page. `head`: what it is; `words`: of a text; `listens`: event ->
    handler; `at`: where it is written; `known`: attributes that both vendors have, by name;
    `taken`: what a component makes of some, which are not of the type that it takes."""

    depth: int
    head: str
    at: str
    words: str = ""
    classes: tuple[str, ...] = ()
    known: tuple[tuple[str, str], ...] = ()
    dataset: str = ""
    listens: tuple[tuple[str, str], ...] = ()
    taken: tuple[tuple[str, str], ...] = ()

    def line(self) -> str:
        """As a line of an outline."""
        parts = [self.head, *(f".{name}" for name in self.classes)]
        parts += [f"{name}={value}" for name, value in self.known]
        parts += [f"data {self.dataset}"] if self.dataset else []
        parts += [f"{event}: {handler or '-'}" for event, handler in self.listens]
        return "  " * self.depth + (self.words or " ".join(parts))


@frozen
class TreeDifference:
    """The first thing that differs between two trees: its number, and what it is on either side."""

    at: int
    what: str


def outline(tree: PageTree, own: Markup, other: Markup, told: Told) -> list[Stands]:
    """What shows on a page, in order. `own`: the facts of the client it runs on; `other`: of the
    one it is compared with."""
    return [it for view in tree.top for it in _outline(view, 0, own, other, told)]


def _outline(
    view: PageView, depth: int, own: Markup, other: Markup, told: Told
) -> Iterator[Stands]:
    if not view.shown:
        return
    if view.kind == "part" and (element := own.brought(view.tag)):
        names = {camel(name): name for name in ELEMENTS[element].attributes}
        given = {names.get(name, name): value for name, value in view.attributes.items()}
        shown = list(passed_in(view))
        view = evolve(view, kind="tag", element=element, attributes=given, inner=shown)
    if view.element and (plain := _plain_of(view, own, other)):
        view = evolve(view, element=plain)
    if view.kind == "text":
        words = " ".join(str(told(view.text)).split())
        if words:
            yield Stands(depth, "text", view.at, words=words)
        return
    part = view.kind == "part"
    yield Stands(
        depth,
        f"<{view.script.rpartition('.')[0] or view.tag}>" if part else view.element or view.tag,
        view.at,
        classes=() if part else tuple(sorted(view.classes)),
        known=tuple(sorted(_known(view, own, other, told))),
        dataset=_dataset(view, told),
        listens=tuple(sorted(_listens(view, own, other))),
        taken=tuple((_name(name), _json(told(value))) for name, value in view.taken.items()),
    )
    for inner in view.inner:
        yield from _outline(inner, depth + 1, own, other, told)


def _plain_of(view: PageView, *sides: Markup) -> str:
    """What the port may write in the place of an element that presses nothing; else empty."""
    plain = next((it for s in sides if (it := s.element(view.element).plain)), "")
    if not plain or "for" in view.attributes:
        return ""
    pressed = {name for side in sides for name in side.element(view.element).presses}
    return "" if any(it.element in pressed for it in view.walk()) else plain


def passed_in(part: PageView) -> Iterator[PageView]:
    """What was passed to a component and shows in it: what is not of its own template."""
    own = part.script.rpartition(".")[0]
    todo = part.inner[::-1]
    while todo:
        view = todo.pop()
        if view.at.rsplit(":", 2)[0].rpartition(".")[0] == own:
            todo += view.inner[::-1]
        else:
            yield view


def _dataset(view: PageView, told: Told) -> str:
    """What a tag has of data, without what the port gives those of related components."""
    outer = {_name(key) for key in outer_of(view)}
    own = {
        key: value
        for key, value in view.dataset.items()
        if key not in _ADDED and not key.startswith(_ONE) and _name(key) not in outer
    }
    return _json(told(own)) if own else ""


def _known(view: PageView, own: Markup, other: Markup, told: Told) -> Iterator[tuple[str, str]]:
    """The attributes that decide what an element does, as far as both vendors have them."""
    built_in = ELEMENTS.get(view.element)
    stands = {**own.element(view.element).stands_in, **other.element(view.element).stands_in}
    prefixes = (*own.template.prefixes.values(), *other.template.prefixes.values())
    for given, value in view.attributes.items():
        name = stands.get(given, given)
        of_all = name == "animation" and name not in own.element(view.element).attributes
        if of_all or name in ("style", "slot") or name.startswith(prefixes):
            continue
        if built_in is not None:
            both = {facts.has_attribute(view.element, name) for facts in (own, other)}
            if name not in built_in.attributes or both != {"yes"} or name in _AFTER:
                continue
        elif view.kind != "part":
            continue
        said = _rooted(told(value), view.at)
        if view.kind == "part" and name.startswith(SLOT):
            continue
        plain = CONTROLS.get(view.element, ("", None))
        if name == plain[0] and _is_replaced(view, own, other):
            continue  # what was chosen is held inside it
        if said is None or (name == plain[0] and said == plain[1]) or said is False:
            continue
        yield _passed(name) if view.kind == "part" else name, _json(said)
    if built_in is not None:
        yield from _meant(view, {stands.get(given, given) for given in view.attributes}, own, other)


def _meant(
    view: PageView, given: Collection[str], own: Markup, other: Markup
) -> Iterator[tuple[str, str]]:
    """What an element does where its tag says nothing, and the other vendor's does otherwise."""
    mine, theirs = (facts.element(view.element).defaults for facts in (own, other))
    for name, value in mine.items():
        differs = name in theirs and theirs[name] != value
        counts = name in ELEMENTS[view.element].attributes and name not in _AFTER
        if name not in given and differs and value is not False and counts:
            yield name, _json(value)


def _is_replaced(view: PageView, *sides: Markup) -> bool:
    """Whether a port has a component of its own in the place of an element, on either side."""
    heard = [it.event.lower() for it in view.bound]
    return any(
        wanted(facts, view.attributes, heard)
        for side in sides
        for facts in side.polyfills(view.element).values()
    )


def _rooted(value: Any, at: str) -> Any:
    """A path beside a template's file as one from the program's root; any other value as it is."""
    if not isinstance(value, str) or not _BESIDE.fullmatch(value):
        return value
    folder = posixpath.dirname(at.rsplit(":", 2)[0])
    path = posixpath.normpath(posixpath.join("/", folder, value))
    return value if path.startswith("/..") else path


def handler_of(view: PageView, bound: Listening) -> str:
    """The handler that the program itself has there: the port puts its own before some, or where
    there is none, which is empty here."""
    handler = bound.handler
    if handler == TELL:
        handler = str(view.dataset.get(TELL_DATA + _name(bound.event), ""))
    if handler == MUTUAL:
        handler = str(view.dataset.get(_ONE + _name(bound.event), "")).rpartition(" ")[2]
    return handler


def outer_of(view: PageView) -> list[str]:
    """What an element of the port has of what it stands in: touches and data, by name."""
    return str(view.dataset.get(OUTER, "")).split()


def _listens(view: PageView, own: Markup, other: Markup) -> Iterator[tuple[str, str]]:
    called = own.template.capital or other.template.capital
    outer = outer_of(view)
    for one in view.bound:
        handler = handler_of(view, one)
        kind = one.kind.replace("mut_", "")
        if (
            one.event in outer
            or one.event in (HOLD_EVENT, KIN_EVENT)
            or (not handler and (one.handler == TELL or kind == "bind"))
        ):
            continue  # nothing of the program's hears of it, and nothing ends it
        event = "longpress" if one.event in PRESSES else one.event
        if view.kind == "part" and (called or one.event in COMMON):
            # the port may have a component tell what its tag would end, and where what a component
            # tells is a function that its parent passed it goes no further anyway
            kind = "bind"
        yield f"{kind}:{_name(event)}", handler


def _passed(text: str) -> str:
    """The name of a property, which the port may pass by one of its own."""
    own = text.startswith(PASSED) and text[len(PASSED) :][:1].isupper()
    return _name(text[len(PASSED) :] if own else text)


def _name(text: str) -> str:
    """A name in small letters alone: vendors write the same one with hyphens or with capitals."""
    return re.sub(r"[^a-z0-9]", "", text.lower())


def place_of(at: str) -> tuple[str, Position]:
    """The file and the position of a place."""
    name, line, column = at.rsplit(":", 2)
    return name, (int(line), int(column))


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)


def first_difference(
    original: list[Stands], port: list[Stands], lost: Mapping[str, Collection[Position]]
) -> TreeDifference | None:
    """The first thing that differs. `lost`: where the original's files begin an element of which
    the port told a loss: what it is told, and tells, does not count."""
    for at, (one, other) in enumerate(zip_longest(original, port)):
        if one is None or other is None:
            return TreeDifference(at, "what stands there")
        if (one.depth, one.head, one.words) != (other.depth, other.head, other.words):
            return TreeDifference(at, "what stands there")
        name, position = place_of(one.at)
        if position in lost.get(name, ()):
            continue
        for what, same in (
            ("its classes", one.classes == other.classes),
            ("its attributes", _same_attributes(one, other)),
            ("its data", one.dataset == other.dataset),
            ("what it listens to", _same_listening(one.listens, other.listens)),
        ):
            if not same:
                return TreeDifference(at, what)
    return None


def _same_attributes(one: Stands, other: Stands) -> bool:
    """Whether both have the same attributes: what a component makes of one on one side may be what
    it is given on the other."""
    if one.known == other.known:
        return True
    mine, theirs = dict(one.known), dict(other.known)
    return mine.keys() == theirs.keys() and all(
        {value, dict(one.taken).get(name, value)}
        & {theirs[name], dict(other.taken).get(name, theirs[name])}
        for name, value in mine.items()
    )


def _same_listening(
    original: tuple[tuple[str, str], ...], port: tuple[tuple[str, str], ...]
) -> bool:
    """Whether both listen with the same handlers; where the original names none, any will do."""
    if [event for event, _ in original] != [event for event, _ in port]:
        return False
    pairs = zip(original, port, strict=True)
    return all(name == other or not names_handler(name) for (_, name), (_, other) in pairs)
