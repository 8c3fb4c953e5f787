"""Components that are touched on their tags, for a target whose components hand on no touch by
themselves: where all that stands at the top of their templates can tell it, they are made to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import attrs

from ....canonical.markup import STRUCTURE
from ..common.pair import Pair
from ..components.facts import models_of
from ..markup.facts import Both, both_of
from ..markup.tokens import TemplateToken, scanned
from ..markup.touches import BLOCK, HEARD, see_through, shows_nothing, touch_of
from .programs import Programs


class TouchedTag(NamedTuple):
    """A component and a touch of its tag."""

    stem: str
    event: str


def with_hosts(around: Programs, pair: Pair) -> Programs:
    """The programs with the touches of tags that components are made to tell of."""
    both, models = both_of(pair), models_of(pair)
    if both is None or models is None or models.target.kind != "first":
        return around
    if "component" not in around.configs.kinds.values():
        return around
    mine, other = both.source.template.host_events, both.target.template.host_events
    if mine is False or other is not False:
        return around
    search = _Search(around, both)
    try:
        able = {tag for tag in set(search.touched()) if search.able(tag, ())}
        made: dict[str, set[str]] = {}
        for stem, event in search.with_inner(able):
            made.setdefault(stem, set()).add(event)
    except RecursionError:
        return around  # components that stand at the top of one another, too many
    telling = {stem: frozenset(events) for stem, events in made.items()}
    return attrs.evolve(around, telling=telling, heard=frozenset(able))


@attrs.define(eq=False)
class _Search:
    around: Programs
    both: Both
    _roots: dict[TouchedTag, list[TemplateToken] | None] = attrs.field(factory=dict, init=False)
    _able: dict[TouchedTag, bool] = attrs.field(factory=dict, init=False)

    def touched(self) -> Iterator[TouchedTag]:
        """The components whose tags have handlers of touches, in all templates."""
        suffix = self.around.templates[0]
        for name in sorted(self.around.names):
            stem = name.removesuffix(suffix)
            if stem == name or not self.around.declares(stem):
                continue
            text = self.around.template_text(name)
            stem_of = self.around.component_of(stem)
            for token in scanned(text).tokens if text else ():
                for attribute in token.attributes:
                    event = touch_of(self.both, attribute, HEARD)
                    part = stem_of(token.name) if event else None
                    if part is not None:
                        yield TouchedTag(part, event)

    def able(self, host: TouchedTag, above: tuple[TouchedTag, ...]) -> bool:
        """Whether all that stands at the top of a component's template can tell of the touch."""
        if host not in self._able:
            if host in above:
                return False
            self._able[host] = self._can(host, (*above, host))
        return self._able[host]

    def _can(self, host: TouchedTag, above: tuple[TouchedTag, ...]) -> bool:
        roots = self.roots(host)
        if not roots or self.around.beside(host.stem + self.around.templates[0]) is None:
            return False
        stem_of = self.around.component_of(host.stem)
        for token in roots:
            stem = stem_of(token.name)
            if stem is not None:
                if not self.able(TouchedTag(stem, host.event), above):
                    return False
            elif self.both.source.tags.get(token.name) is None:
                return False
        return True

    def roots(self, host: TouchedTag) -> list[TemplateToken] | None:
        """The elements at the top of a template, or in those there that tell no touch themselves;
        None where something else shows there."""
        if host not in self._roots:
            text = self.around.template_text(host.stem + self.around.templates[0])
            self._roots[host] = _roots(self.both, text, host.event)
        return self._roots[host]

    def with_inner(self, found: set[TouchedTag]) -> set[TouchedTag]:
        """Components and those at the top of their templates, which have to tell them."""
        result, pending = set(found), list(found)
        while pending:
            host = pending.pop()
            stem_of = self.around.component_of(host.stem)
            for token in self.roots(host) or ():
                stem = stem_of(token.name)
                inner = TouchedTag(stem, host.event) if stem is not None else None
                if inner is not None and inner not in result:
                    result.add(inner)
                    pending.append(inner)
        return result


def _roots(both: Both, text: str, event: str) -> list[TemplateToken] | None:
    found = scanned(text, both.source.scripts)
    if found.problems:
        return None
    result: list[TemplateToken] = []
    above: list[str] = []
    empty: list[int] = []  # how many there were where each that is seen through begins
    for token in found.tokens:
        top = all(see_through(both, name, event) for name in above)
        if token.kind == "close":
            if above.pop() != BLOCK and top and empty.pop() == len(result):
                return None
        elif token.kind == "text":
            if top and text[token.start : token.end].strip():
                return None
        elif token.kind in ("open", "alone"):
            if top and not shows_nothing(both, token):
                if token.name in STRUCTURE and token.name != BLOCK:
                    return None
                if not see_through(both, token.name, event):
                    result.append(token)
                elif token.kind == "alone" and token.name != BLOCK:
                    return None
                elif token.name != BLOCK:
                    empty.append(len(result))
            if token.kind == "open":
                above.append(token.name)
    return result
