"""What two vendors' configurations are made of, as the porter asks for it: all from profiles."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, Literal

import attrs

from ....canonical.diagnostics import Evidence
from ....canonical.settings import GROUPS
from ....profiles.fold import evidence_of_first
from ....profiles.model import Configuration, Fact, JsonFiles, Project, SettingFacts, Vendor
from .json_text import JsonNode

if TYPE_CHECKING:
    from ..common.pair import Pair

Has = Literal["yes", "no", "unknown"]
_NONE: Final = SettingFacts()
_PLAIN: Final = JsonFiles()
_CONFIG: Final = Configuration()


@attrs.frozen(eq=False)
class ConfigSide:
    """One vendor's configurations. ``read``: group -> its key -> canonical setting."""

    vendor: Vendor
    json: JsonFiles
    config: Configuration
    project: Project | None
    read: Mapping[str, Mapping[str, str]]

    def group(self, name: str) -> SettingFacts:
        """What is known of a group; nothing of one that the profile does not have."""
        return self.vendor.settings.get(name, _NONE)

    def has(self, group: str, name: str) -> Has:
        """Whether a group has a setting, by canonical names."""
        facts = self.group(group)
        if name in facts.has:
            return "yes"
        return "no" if facts.complete or name in facts.lacks else "unknown"

    def key(self, group: str, name: str) -> str:
        """The key of a setting."""
        found = self.group(group).spelt.get(name)
        return found[0] if found else name

    def keys(self, group: str, name: str) -> tuple[str, ...]:
        """All keys that a setting is read by."""
        found = self.group(group).spelt.get(name)
        return tuple(found) if found else (name,)

    def word(self, group: str, name: str, value: Any) -> str | None:
        """The canonical word of a value; None where the setting has no words, or not this one."""
        for word, said in self.group(group).words.get(name, {}).items():
            if said == value and isinstance(said, bool) == isinstance(value, bool):
                return word
        return None

    def default(self, group: str, name: str) -> str | None:
        """What a setting is when left out, as a word; None where that is not known."""
        found = self.group(group).defaults.get(name)
        return None if found is None else as_word(found)

    def evidence(self, *facts: Fact | None) -> tuple[Evidence, ...]:
        """The evidence of the first fact that has any."""
        return evidence_of_first(self.vendor, *facts, self.config)


@attrs.frozen(eq=False)
class ConfigSides:
    """The configurations of the two vendors of a pair."""

    source: ConfigSide
    target: ConfigSide


def as_word(value: Any) -> str:
    """A scalar as a word: what it says, or its JSON."""
    return value if isinstance(value, str) else json.dumps(value)


def dialects_of(pair: Pair) -> ConfigSides | None:
    """What the profiles of a pair say of configurations; None where one of them says nothing."""
    return pair.remembered(_dialects_of)


def _dialects_of(pair: Pair) -> ConfigSides | None:
    source, target = (side_of(view.profile) for view in (pair.plan.read, pair.plan.write))
    return ConfigSides(source, target) if source and target else None


def side_of(vendor: Vendor) -> ConfigSide | None:
    """What a vendor's profile says of configurations; None where it says nothing."""
    if not vendor.settings or not vendor.program.config:
        return None
    read: dict[str, dict[str, str]] = {}
    for group, rows in GROUPS.items():
        facts = vendor.settings.get(group, _NONE)
        read[group] = {
            key: name for name in rows for key in (facts.spelt.get(name) or [name])
            if name in facts.has
            or (name in facts.spelt and name not in facts.lacks and not facts.complete)
        }  # fmt: skip
    return ConfigSide(vendor, vendor.json or _PLAIN, vendor.config or _CONFIG, vendor.project, read)


def first_of(source: ConfigSide, node: JsonNode, group: str, name: str) -> JsonNode | None:
    """A setting of a group where it stands, by its canonical name; None where it does not."""
    for key in source.keys(group, name):
        found = node.get(key)
        if found is not None:
            return found
    return None
