"""What two vendors' templates are made of, as the porter asks for it.

Everything here comes out of profiles: how attributes, events and elements are spelt, whether a
vendor has them, and what is not known.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

import attrs

from ....canonical.client import Version, parse_version
from ....canonical.diagnostics import Evidence
from ....canonical.errors import InputError
from ....canonical.markup import COMMON, ELEMENTS, GENERAL
from ....profiles.fold import evidence_of_first
from ....profiles.model import (
    AllElements,
    Binding,
    ElementFacts,
    Fact,
    Polyfill,
    Prefix,
    Templates,
    TemplateScripts,
    Vendor,
)
from ..components.given_names import BROUGHT

if TYPE_CHECKING:
    from ..common.pair import Pair

Has = Literal["yes", "no", "unknown"]
Bound = tuple[Binding, str, str]
"""A handler's binding: its kind, its prefix, the event behind it."""
DATA: Final = "data-"
"""How attributes begin that are an element's own data, alike on all platforms."""
_NAMES: Final = 2_000
"""So many names of attributes are kept with what they bind."""
_WHERE: Final = ("x", "y")
"""What the detail of a tap says of its place, where it does."""
_NONE: Final = ElementFacts()
_ALL: Final = AllElements()


@attrs.frozen(eq=False)
class Markup:
    """One vendor's templates. ``tags``: its tags -> canonical elements; ``spelt``: attributes of a
    canonical element by the vendor's spelling; ``told``: its events by the name behind the prefix,
    the likeliest first; ``prefixes``: prefix of a handler -> kind of binding, the longest first;
    ``version``, ``os``: of its client, where that is said; ``bound``: what names of attributes
    bind, as far as they were asked for."""

    vendor: Vendor
    template: Templates
    module: TemplateScripts | None
    elements: AllElements
    tags: Mapping[str, str]
    spelt: Mapping[str, Mapping[str, str]]
    told: Mapping[str, Mapping[str, list[str]]]
    prefixes: tuple[tuple[str, Binding], ...]
    version: Version | None = None
    os: str | None = None
    bound: dict[str, Bound | None] = attrs.field(factory=dict, init=False)

    @property
    def scripts(self) -> frozenset[str]:
        """The elements whose text is a script of the template's."""
        return frozenset({self.module.element} if self.module is not None else ())

    def element(self, name: str) -> ElementFacts:
        """What is known of a canonical element; nothing of one that the profile does not have."""
        return self.vendor.element.get(name, _NONE)

    def has_element(self, name: str) -> Has:
        """Whether there is such an element."""
        if name in self.vendor.element and self.os not in self.vendor.element[name].absent:
            return "yes"
        if name in self.vendor.element:
            return "no"
        return "no" if self.elements.complete else "unknown"

    def tag(self, name: str) -> str:
        """The tag of a canonical element."""
        return self.element(name).name or name

    def has_attribute(self, element: str, name: str) -> Has:
        """Whether an element takes an attribute, by canonical names."""
        facts = self.element(element)
        if self.before(element, name):
            return "no"
        if name in facts.attributes or name in self.elements.everywhere:
            return "yes"
        if name in GENERAL and not self.elements.closed:
            return "unknown"
        return "no" if facts.complete or name in facts.lacks else "unknown"

    def before(self, element: str, what: str) -> str:
        """The version that has an attribute, a word of one, or an event after ``on``, where the
        client is from before it, as a text; else empty."""
        return self._too_old(self.element(element).since.get(what))

    def polyfills(self, element: str) -> Mapping[str, Polyfill]:
        """The components that a port may bring for an element, by name: but for those that the
        client is from before, or has not what they call."""
        return {
            name: facts
            for name, facts in self.element(element).polyfill.items()
            if not self._too_old(facts.since or None)
            and all(one in self.vendor.api for one in facts.over)
        }

    def brought(self, tag: str) -> str:
        """The element in whose place a component of the port's stands, by its tag; else empty."""
        name = tag.removeprefix(BROUGHT)
        if name == tag:
            return ""
        names = {name, re.sub(r"-\d+\Z", "", name)}
        elements = self.vendor.element.items()
        return next((key for key, it in elements if names.intersection(it.polyfill)), "")

    def binds_before(self, kind: Binding | Prefix) -> str:
        """The same of a binding, or of attributes by their prefix."""
        return self._too_old(self.template.since.get(kind))

    def _too_old(self, since: str | None) -> str:
        if since is None or self.version is None or self.version >= parse_version(since):
            return ""
        return f" before {since}"

    def words(self, element: str, name: str) -> list[str] | None:
        """The words of an attribute; None where they are not known."""
        found = self.element(element).values.get(name)
        if found is None or self.version is None:
            return found
        return [word for word in found if not self.before(element, f"{name}={word}")]

    def attribute(self, element: str, name: str) -> str:
        """The spelling of an attribute."""
        found = self.element(element).spelt.get(name)
        return found[0] if found else name

    def canonical(self, element: str, raw: str) -> str:
        """The canonical name of an attribute by its spelling."""
        return self.spelt.get(element, {}).get(raw, raw)

    def has_event(self, element: str, name: str) -> Has:
        """Whether an element tells an event, by canonical names."""
        facts = self.element(element)
        if (
            name in facts.silent
            or f"on {name}" in facts.lacks
            or self.before(element, f"on {name}")
        ):
            return "no"
        if name in facts.events or name in self.elements.common:
            return "yes"
        return "no" if facts.complete and name not in COMMON else "unknown"

    def detail(self, element: str, event: str) -> Collection[str] | None:
        """All fields of an event's detail; None where they are not known."""
        if event == "tap" and "tap" not in self.element(element).detail:
            return _WHERE if self.template.at else ()
        return self.element(element).detail.get(event)

    def event(self, element: str, name: str) -> str:
        """The name of an event behind the prefix of a binding."""
        facts = self.element(element)
        return facts.fires.get(name) or self.elements.fires.get(name) or self.named(name)

    def named(self, name: str) -> str:
        """The name of any event behind a prefix: of one that no page has, too."""
        if not self.template.capital:
            return name
        return "".join(part[:1].upper() + part[1:] for part in name.split("-"))

    def read_event(self, element: str, raw: str) -> str:
        """The canonical event of the name behind a prefix; empty for one that is not known."""
        found = self.told.get(element, {}).get(raw) or self.told[""].get(raw) or ()
        own = self.element(element)
        for name in found:
            if name in own.events:
                return name
        if found:
            return found[0]
        return raw if raw in COMMON and not self.template.capital else ""

    def ordinary(self, name: str) -> bool:
        """Whether an attribute is none that all elements have alike: a directive, a handler, one
        by its prefix, data, a style."""
        facts = self.template
        if name in ("style", facts.other_key, facts.slot_scope) or self.binding(name) is not None:
            return False
        starts = (facts.directive, facts.two_way, DATA, *facts.prefixes.values())
        return not any(start and name.startswith(start) for start in starts)

    def binding(self, name: str) -> Bound | None:
        """Kind, prefix and the rest of an attribute that names a handler."""
        if name not in self.bound:
            if len(self.bound) >= _NAMES:
                self.bound.clear()
            self.bound[name] = self._binding(name)
        return self.bound[name]

    def _binding(self, name: str) -> Bound | None:
        for prefix, kind in self.prefixes:
            rest = name[len(prefix) :]
            if not rest or not name.startswith(prefix):
                continue
            if self.template.capital and not rest[0].isupper():
                continue
            if not (rest[0].isalpha() or rest[0] in "_$"):
                continue
            return kind, prefix, rest
        return None

    def evidence(self, *facts: Fact | None) -> tuple[Evidence, ...]:
        """The evidence of the first fact that has any."""
        return evidence_of_first(self.vendor, *facts, self.elements, self.template)


class Relied(NamedTuple):
    """What an element's tag may rely on. ``written``: defaults that differ, as canonical name,
    spelling and value of what is written out; ``lost``: those that the target cannot have;
    ``either``: attributes of which the target takes only one; ``named``: attributes of any element
    that say on the source what one of the element's own says on the target; ``seen``: what shows to
    the eye alone, on the target and on the source; ``wanted``: what the target's tag has to say."""

    written: tuple[tuple[str, str, str], ...]
    lost: tuple[str, ...]
    either: tuple[tuple[str, ...], ...]
    named: tuple[tuple[str, str], ...]
    seen: tuple[tuple[str, str, str], ...]
    wanted: tuple[str, ...]


@attrs.frozen(eq=False)
class Both:
    """The templates of the two vendors of a pair. ``same``: of an element the attributes that stay
    as they are; ``relied``: what holds where its tag says nothing; both as far as they were asked
    for. ``acting``: the source's tags of elements of which more is to be said."""

    pair: Pair
    source: Markup
    target: Markup
    acting: frozenset[str]
    same: dict[str, dict[str, str]] = attrs.field(factory=dict, init=False)
    relied: dict[str, Relied] = attrs.field(factory=dict, init=False)


def both_of(pair: Pair) -> Both | None:
    """What the profiles of a pair say of templates; None where one of them says nothing."""
    return pair.remembered(_both_of)


def _both_of(pair: Pair) -> Both | None:
    source, target = (
        markup_of(view.profile, view.client.version, view.client.os)
        for view in (pair.plan.read, pair.plan.write)
    )
    if source is None or target is None:
        return None
    acting = (
        source.tag(name)
        for name, it in target.vendor.element.items()
        if it.presses or it.over or it.surface or it.extent or it.absent
    )
    return Both(pair, source, target, frozenset(acting))


def needed(pair: Pair) -> Both:
    """The same; raises `InputError` where a profile says nothing of templates."""
    found = both_of(pair)
    if found is None:
        missing = next(
            side["name"]
            for side, view in ((pair.source, pair.plan.read), (pair.target, pair.plan.write))
            if markup_of(view.profile) is None
        )
        raise InputError(f"the profile of {missing} says nothing of how its templates bind events")
    return found


def markup_of(
    vendor: Vendor, version: Version | None = None, os: str | None = None
) -> Markup | None:
    """What a vendor's profile says of its templates, for a client's version and os where these are
    said; None where it does not say how they bind."""
    template = vendor.template
    if template is None or not template.binding:
        return None
    general = vendor.elements or _ALL
    told: dict[str, dict[str, list[str]]] = {"": {}}
    spellings: dict[str, dict[str, str]] = {}
    for event, raw in general.fires.items():
        told[""].setdefault(raw, []).append(event)
    for names in told[""].values():
        names.sort(key=lambda name: name not in COMMON)
    for name, facts in vendor.element.items():
        spellings[name] = {raw: key for key, names in facts.spelt.items() for raw in names}
        if template.camel:
            hyphened = (key for key in facts.attributes if "-" in key)
            spellings[name] |= {camel(facts.spelt.get(key, [key])[0]): key for key in hyphened}
        own = told.setdefault(name, {})
        for event, raw in facts.fires.items():
            own.setdefault(raw, []).append(event)
        if not template.capital:
            for event in facts.events:
                own.setdefault(facts.fires.get(event, event), []).append(event)
    pairs: Iterable[tuple[str, Binding]] = (
        (prefix, kind) for kind, names in template.binding.items() for prefix in names
    )
    return Markup(
        vendor,
        template,
        vendor.module,
        general,
        {facts.name or name: name for name, facts in vendor.element.items()},
        spellings,
        told,
        tuple(sorted(pairs, key=lambda item: -len(item[0]))),
        version,
        os,
    )


def lacking(mine: bool | None, other: bool | None) -> bool:
    """Whether the target is not known to have what the source has, or said not to have what the
    source may have."""
    return not other if mine else mine is None and other is False


def camel(name: str) -> str:
    """``a-b`` as ``aB``."""
    return re.sub(r"-+(.?)", lambda match: match[1].upper(), name)


def looks(element: str, name: str) -> bool:
    """Whether a page does without an attribute."""
    found = ELEMENTS.get(element)
    return found is not None and name in found.looks
