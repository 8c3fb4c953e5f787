"""What the schema cannot say about components and templates: evidence, canonical names."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from typing import Final

from ..canonical.markup import COMMON, ELEMENTS, GENERAL, BuiltIn
from ..canonical.operations import OPERATIONS
from . import model
from .problems import Path, Problems, has_evidence, say, unknown

_NAME: Final = re.compile(r"[a-z][a-z-]{0,60}")
_ON: Final = "on "
"""What stands before the name of an event among those of attributes."""


def of_vendor(profile: model.Vendor) -> Problems:
    """What is wrong with a profile's facts about templates."""
    inherited = profile.elements.evidence if profile.elements is not None else []
    for name, element in profile.element.items():
        path: Path = ("element", name)
        if name not in ELEMENTS:
            yield unknown(path, name, ELEMENTS, "element")
            continue
        yield from has_evidence(profile, path, element, inherited)
        canon = ELEMENTS[name]
        attributes = canon.attributes | canon.looks | GENERAL
        lists: tuple[tuple[str, Iterable[str]], ...] = (
            ("attributes", element.attributes),
            ("spelt", element.spelt),
            ("stands_in", element.stands_in),
            ("fixed", element.fixed),
            ("initial", element.initial),
            ("defaults", element.defaults),
            ("values", element.values),
            ("nearest", element.nearest),
            ("counts_with", (one for one in element.counts_with if not one.startswith(_ON))),
            ("counts_with", (said.partition("=")[0] for said in element.counts_with.values())),
            ("counts_inside", element.counts_inside),
            ("wants", element.wants),
            ("usual", element.usual),
            ("since", (one.partition("=")[0] for one in element.since if not one.startswith(_ON))),
            ("lengths", element.lengths),
            ("acts", (one.partition("=")[0] for one in element.acts)),
        )
        for own, facts in element.polyfill.items():
            yield from _polyfill(profile, (*path, "polyfill", own), facts, canon)
        yield from _known(path, lists, attributes, f"attribute of {name}")
        events = canon.events | COMMON
        told: tuple[tuple[str, Iterable[str]], ...] = (
            ("events", element.events),
            ("fires", element.fires),
            ("silent", element.silent),
            ("answers", element.answers),
            ("detail", element.detail),
            ("carries", element.carries),
            (
                "counts_with",
                (one[len(_ON) :] for one in element.counts_with if one.startswith(_ON)),
            ),
            ("since", (one[len(_ON) :] for one in element.since if one.startswith(_ON))),
        )
        yield from _known(path, told, events, f"event of {name}")
        others: tuple[tuple[str, Iterable[str]], ...] = (
            ("counts_inside", element.counts_inside.values()),
            ("presses", element.presses),
            ("over", element.over),
            ("plain", [element.plain] if element.plain else []),
        )
        yield from _known(path, others, ELEMENTS, "element")


def _polyfill(profile: model.Vendor, path: Path, facts: model.Polyfill, canon: BuiltIn) -> Problems:
    """What is wrong with a component that does what the vendor's own cannot."""
    yield from has_evidence(profile, path, facts, [])
    taken: tuple[tuple[str, Iterable[str]], ...] = (
        ("attributes", facts.attributes),
        ("words", facts.words),
        *(("hearing", words) for words in facts.hearing.values()),
    )
    yield from _known(path, taken, canon.attributes | canon.looks, f"attribute of {canon.name}")
    told: tuple[tuple[str, Iterable[str]], ...] = (
        ("events", facts.events),
        ("hearing", facts.hearing),
        ("detail", facts.detail),
    )
    yield from _known(path, told, canon.events | COMMON, f"event of {canon.name}")
    yield from _known(path, (("over", facts.over),), OPERATIONS, "operation")
    if not facts.words and not facts.hearing:
        yield say("MG903", (*path, "words"), "is missing: nothing says when it is wanted")
    if not _NAME.fullmatch(str(path[-1])):
        yield say("MG903", path, "no name of a file and a tag: small letters and hyphens")


def _known(
    path: Path, lists: Iterable[tuple[str, Iterable[str]]], words: Collection[str], what: str
) -> Problems:
    for key, names in lists:
        for one in names:
            if one not in words:
                yield unknown((*path, key), one, words, what)
