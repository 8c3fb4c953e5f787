"""What two vendors' pages and components are made of, as their port asks for it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, Literal

import attrs

from ....canonical.client import parse_version
from ....canonical.diagnostics import Evidence
from ....canonical.markup import COMMON
from ....profiles.fold import ClientProfile, evidence, parts_of
from ....profiles.model import Definitions, Instances
from ....profiles.model.definitions import Sight
from ..common.pair import Pair
from ..markup.facts import Markup, both_of
from ..text.place import Sought, alternatives, sought, sought_each
from .given_names import PASSED

if TYPE_CHECKING:
    from ...plan.model import Program

Kind = Literal["typed", "first", ""]
"""How properties are declared: with types, their values among the data; by first values, apart from
the data; not at all."""
PAGE, COMPONENT, APP = "Page", "Component", "App"
"""The functions that take a definition, by every vendor's convention."""
DATASET: Final = "dataset"
"""What holds the data of a node on all platforms."""


@attrs.frozen(eq=False)
class Model:
    """One client's pages and components."""

    view: ClientProfile
    definitions: Definitions
    page: Instances
    component: Instances
    parts: Mapping[str, str]
    page_parts: Mapping[str, str]

    @property
    def kind(self) -> Kind:
        """How its properties are declared."""
        if "properties" in self.parts:
            return "typed"
        return "first" if "defaults" in self.parts else ""

    @property
    def behavior(self) -> str:
        """The function that makes what definitions have in common; empty: none."""
        return self.view.profile.behavior

    @property
    def given(self) -> str:
        """The key of a component's properties."""
        return self.parts.get("properties") or self.parts.get("defaults", "")

    @cached_property
    def methods(self) -> Mapping[str, str]:
        """Methods for data and events, of pages and components: by canonical name."""
        both: tuple[Mapping[Any, str], ...] = (self.component.methods, self.page.methods)
        return {str(key): name for methods in both for key, name in methods.items()}

    @property
    def has_node(self) -> bool:
        """Whether a component has a node of its own where nothing is said."""
        template = self.view.profile.template
        return template is not None and bool(template.host)

    @property
    def later(self) -> frozenset[str]:
        """Those of the methods that answer through a function."""
        return frozenset((*self.component.calls_back, *self.page.calls_back))

    @property
    def hit(self) -> str:
        """The field of an event's target with the data of the node that was hit."""
        template = self.view.profile.template
        return template.hit if template is not None else ""

    @property
    def name(self) -> str:
        """The vendor's name, as people say it."""
        return self.view.profile.name

    def evidence(self) -> tuple[Evidence, ...]:
        """What its definitions are known by."""
        keys = dict.fromkeys([*self.definitions.evidence, *self.component.evidence])
        return evidence(self.view.profile, keys, self.definitions.grade)

    def too_old(self, what: str) -> bool:
        """Whether the client is from before a member, a section or a sight, by canonical name."""
        version, since = self.view.client.version, self.definitions.since.get(what)
        return version is not None and since is not None and version < parse_version(since)

    def has(self, what: str) -> Literal["yes", "no", "unknown"]:
        """Whether it has a member, a section or a sight, by canonical name."""
        facts = self.definitions
        if self.too_old(what):
            return "no"
        if what in facts.members or what in facts.sections or what in facts.sights:
            return "yes"
        return "no" if what in facts.lacks else "unknown"


TAG_MEMBERS: Final = frozenset({"id", "dataset", "properties"})
"""Members that only components have: other objects have some of these names, too."""


@attrs.frozen(eq=False)
class Models:
    """The pages and components of the two clients of a pair."""

    pair: Pair
    source: Model
    target: Model

    @property
    def differ(self) -> bool:
        """Whether components are made otherwise: their definitions go through the helper."""
        return self.source.kind != self.target.kind

    @property
    def undeclared(self) -> bool:
        """Whether components are given what they do not declare, on the source alone."""
        return self.source.kind == "first" and self.target.kind == "typed"

    @property
    def helps(self) -> bool:
        """Whether there is a generated module for the pair: over properties apart from the data,
        data of their names have to be what templates show."""
        if self.target.kind == "first":
            return self.source.kind == "typed" and bool(self.target.definitions.shadows)
        return True

    @property
    def pages_by_component(self) -> bool:
        """Whether the source's constructor of components makes pages that the target's does not."""
        mine, other = self.source.definitions, self.target.definitions
        return bool(mine.page_queries) and not other.page_queries

    @cached_property
    def lacking(self) -> tuple[str, ...]:
        """Parts of components that the source has and the target has not."""
        mine, other = self.source, self.target
        parts = [part for part in mine.parts if part not in other.parts and part not in _GIVEN]
        return tuple(part for part in parts if part not in _SIGHTS)

    @property
    def kin(self) -> bool:
        """Whether the helper stands in for relations between components, which the target has not:
        each tells its owner that it is placed, and its tag says where."""
        mine, target = self.source, self.target
        both = all("trigger_event" in side.methods for side in (mine, target))
        return (
            both
            and mine.kind == target.kind == "typed"
            and "relations" in mine.definitions.sections
            and target.has("relations") == "no"
            and bool(target.definitions.placed_tells)
            and "path" in target.definitions.members
        )

    @property
    def chooses(self) -> bool:
        """Whether the helper can call one of the handlers that the target's client calls all."""
        return self.source.kind == "typed" and bool(self.target.definitions.stamp)

    @property
    def seen(self) -> tuple[Sight, ...]:
        """What becomes of their page that components learn on the source alone, and that the
        helper has the page tell them."""
        mine, target = self.source.definitions, self.target
        return tuple(
            sight
            for sight in mine.sights
            if self.kin and target.has(sight) == "no" and sight in target.definitions.page_sights
        )

    @cached_property
    def kin_keys(self) -> frozenset[str]:
        """The parts of a definition that the helper stands in for by what tags say."""
        if not self.kin:
            return frozenset()
        mine = self.source.definitions
        heads = {mine.sights[sight].partition(".")[0] for sight in self.seen}
        return frozenset({mine.sections["relations"], *heads})

    @property
    def helped(self) -> frozenset[str]:
        """Members of the source's that the helper gives the target's instances."""
        more = {"related"} if self.kin else set()
        more |= {"batched_updates"} if self.batches else set()
        if not self.differ:
            return frozenset(more)
        typed = self.source.kind == "typed"
        return frozenset(
            more
            | (
                {"trigger_event", "dataset", "properties"}
                if typed
                else {"splice_data", "batched_updates"}
            )
        )

    @property
    def batches(self) -> str:
        """The method that sets data in one go, where the target's instances do not have it."""
        name = self.source.methods.get("batched_updates", "")
        return "" if "batched_updates" in self.target.methods else name

    @property
    def field(self) -> str:
        """The behaviour that makes a component a field of forms, where the target has none."""
        mine, other = self.source.definitions, self.target.definitions
        field = mine.in_forms.get("field", "")
        return "" if field == other.in_forms.get("field", "") else field

    @cached_property
    def passed(self) -> Mapping[str, str]:
        """Properties whose names are directives on the target, as tags pass them to the helper."""
        both = both_of(self.pair)
        name = both.target.template.other_key if both is not None else ""
        if both is None or not self.differ or name in ("", both.source.template.other_key):
            return {}
        return {name: PASSED + name[:1].upper() + name[1:]}

    @property
    def ids(self) -> str:
        """The member with the id of a component's tag, which the helper gives instances."""
        helped = self.target.kind == "first" != self.source.kind and self.target.has("id") == "no"
        return self.source.definitions.members.get("id", "") if helped else ""

    @property
    def exports(self) -> str:
        """The behaviour by which a component says what others find, where the target has none."""
        mine = self.source.definitions.exports.get("behavior", "")
        return "" if mine == self.target.definitions.exports.get("behavior", "") else mine

    @cached_property
    def absent_methods(self) -> frozenset[str]:
        """Methods for data and events that the target's instances do not have."""
        return frozenset(key for key in self.source.methods if key not in self.target.methods)

    @cached_property
    def factories(self) -> frozenset[str]:
        """Methods of the source's instances that are its global's factories, looking inside them:
        ported as those."""
        views = (*self.source.page.views, *self.source.component.views)
        known = (name for name in views if name in self.pair.functions)
        return frozenset(name for name in known if _plain(self.pair.entry(name)["read"]))

    @property
    def values_to_events(self) -> bool:
        """Whether handlers get values on the source, and events around them on the target."""
        mine, other = self.source.definitions.hands, self.target.definitions.hands
        return mine == "values" and other == "event"

    @cached_property
    def hits(self) -> tuple[str, ...]:
        """The fields of an event's target that hold data, here or there."""
        return tuple(name for name in (DATASET, self.source.hit, self.target.hit) if name)

    @cached_property
    def spelling(self) -> Mapping[str, str]:
        """Types of events that the source spells otherwise -> the target's."""
        both = both_of(self.pair)
        if both is None:
            return {}
        found: dict[str, str] = {}
        for name in dict.fromkeys(
            [*COMMON, *both.source.elements.fires, *both.target.elements.fires]
        ):
            name = both.source.read_event("", both.source.event("", name)) or name
            mine, other = (_type(side, name) for side in (both.source, both.target))
            if mine != other:
                found[mine] = other
        return found

    @cached_property
    def calls(self) -> Sought:
        """Where a script may define a page or a component, or what they have in common."""
        names = [name for name in (PAGE, COMPONENT, APP, self.source.behavior) if name]
        found = sought_each(names, rb"\w$.", rb"\s*[(<]")
        if self.finders:
            asked = rb"\.\s*(?:%b)\s*\(" % alternatives(self.finders)
            found = Sought(found.rows + sought(self.finders, asked).rows)
        return found

    @cached_property
    def parts_of_classes(self) -> Sought:
        """Where a class may say what the target's components do not have."""
        mine = self.source.definitions
        keys = [key for name, key in mine.sections.items() if self.target.has(name) != "yes"]
        keys += [
            path.partition(".")[0]
            for sight, path in mine.sights.items()
            if self.target.has(sight) != "yes"
        ]
        return sought_each(sorted(set(keys)), rb"\w$", rb"\s*[=:]")

    @cached_property
    def asked(self) -> dict[str, Any]:
        """Members of the source's instances that may be otherwise on the target: name -> key."""
        members: Mapping[Any, str] = self.source.definitions.members
        later, goals = self.source.later ^ self.target.later, self.target.methods
        return {name: key for key, name in members.items()} | {
            name: key
            for key, name in self.source.methods.items()
            if name != goals.get(key) or key in later
        }

    @cached_property
    def asked_for(self) -> Sought:
        """Where such a member is taken; of those that components alone have none is meant, which
        other objects have, too."""
        names = {name for name, key in self.asked.items() if key not in TAG_MEMBERS}
        # it begins in one way, and some of the words are in most scripts
        return sought("." if names else (), rb"\.\s*(?:%b)(?![\w$])" % alternatives(names))

    def by_class(self, data: bytes) -> bool:
        """Whether a script may say such a thing by a class, name a behaviour of the source's own
        client in one, or take a member of an instance that may be otherwise."""
        return b"class" in data and (
            self.parts_of_classes.within(data)
            or self.ready_made(data)
            or self.asked_for.within(data)
        )

    @cached_property
    def _ready_made(self) -> tuple[bytes, ...]:
        return tuple(name.encode() for name in self.source.definitions.ready_made)

    def ready_made(self, data: bytes) -> bool:
        """Whether a script may name a behaviour of the source's own client."""
        return any(map(data.__contains__, self._ready_made))

    @cached_property
    def finders(self) -> dict[str, str]:
        """Methods that find components, which nothing else has by these names, and which are
        called otherwise on the target, or answer otherwise: name -> key."""
        mine, other = self.source.methods, self.target.methods
        later = self.source.later ^ self.target.later
        return {
            mine[key]: key
            for key in ("select_component", "select_components")
            if key in mine and (mine[key] != other.get(key) or key in later)
        }


def _plain(read: Program) -> bool:
    return read.get("form") == "factory" and not read["params"]


def _type(markup: Markup, name: str) -> str:
    """The type of an event, which is spelt as the event is behind a prefix."""
    spelt = markup.event("", name)
    return spelt[:1].lower() + spelt[1:] if markup.template.capital else spelt


def models_of(pair: Pair) -> Models | None:
    """The models of a pair; None where a profile says too little of definitions to port them."""
    return pair.remembered(_models_of)


def _models_of(pair: Pair) -> Models | None:
    source, target = (_model(view) for view in (pair.plan.read, pair.plan.write))
    if not source.kind or not target.kind:
        return None
    if not source.definitions.moments or not target.definitions.moments:
        return None
    return Models(pair, source, target)


def _model(view: ClientProfile) -> Model:
    profile = view.profile
    return Model(
        view,
        profile.definitions,
        profile.page,
        profile.component,
        parts_of(profile.component, view.client),
        parts_of(profile.page, view.client),
    )


def defines(data: bytes, pair: Pair) -> bool:
    """Whether a file may define a page or a component that has to be ported."""
    found = models_of(pair)
    return found is not None and (
        found.calls.within(data) or found.by_class(data) or found.ready_made(data)
    )


_GIVEN: Final = frozenset({"properties", "defaults"})
_SIGHTS: Final = frozenset({"shown", "hidden"})
