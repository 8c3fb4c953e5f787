"""What the schema cannot say about configurations: evidence, canonical names."""

from __future__ import annotations

from collections.abc import Iterable

from ..canonical.settings import GROUPS
from . import model
from .problems import Path, Problems, has_evidence, say, unknown


def of_vendor(profile: model.Vendor) -> Problems:
    """What is wrong with a profile's facts about configurations."""
    if profile.project is not None:
        yield from _known(("project", "asks"), profile.project.asks, "project")
    for group, facts in profile.settings.items():
        path: Path = ("settings", group)
        if group not in GROUPS:
            yield unknown(path, group, GROUPS, "group of settings")
            continue
        yield from has_evidence(profile, path, facts)
        lists: tuple[tuple[str, Iterable[str]], ...] = (
            ("has", facts.has),
            ("lacks", facts.lacks),
            ("spelt", facts.spelt),
            ("words", facts.words),
            ("nearest", facts.nearest),
            ("instead", facts.instead),
            ("defaults", facts.defaults),
            ("since", facts.since),
            ("most", facts.most),
            ("formats", facts.formats),
            ("forms", facts.forms),
            ("wants", facts.wants),
            ("acts", facts.acts),
        )
        for key, names in lists:
            yield from _known((*path, key), names, group)
        for name in facts.lacks:
            if name in facts.has:
                yield say("MG903", (*path, "lacks"), f"{name} is in has, too")


def _known(path: Path, names: Iterable[str], group: str) -> Problems:
    for one in names:
        if one not in GROUPS[group]:
            yield unknown(path, one, GROUPS[group], f"setting of {group}")
