"""Kinds of failure: which a test of the source means, and by what the target tells these."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import attrs

from .....canonical.values import Value
from ....plan.failures import fallback
from ...common.pair import Pair

if TYPE_CHECKING:
    from ....plan.model import Program, Side


@attrs.frozen(eq=False, repr=False)
class Matched(Value):
    """The kinds of failure that a test of the source means."""

    kinds: frozenset[str]
    everything: bool = False
    texts: frozenset[str] = frozenset()
    """The messages, of those that the profile writes, which satisfy it."""
    parted: bool = False
    """Whether it is satisfied by one cause of a kind, and not by another that the profile names."""


def kinds_of_code(program: Program, code: Any) -> frozenset[str]:
    """The kinds a code means for an API of the source."""
    return frozenset(
        row["kind"] for row in program["failures"]["read"] if code in row.get("codes", ())
    )


def kinds_of_text(program: Program, side: Side, holds: Any, needle: str) -> Matched:
    """The kinds whose messages satisfy a test of the message.

    ``holds`` is the test, a function of a message; ``needle`` the text it looks for, empty for a
    regular expression. Messages tried: what the profile writes for each kind.
    """
    kinds: set[str] = set()
    template = side["envelope"]["template"]
    samples: dict[str, list[str]] = {}
    for key, written in program["failures"]["write"].items():
        if written.get("text"):
            text = template.replace("{api}", program["name"]).replace("{text}", written["text"])
            samples.setdefault(key.partition("/")[0], []).append(text)
    seen = frozenset(text for texts in samples.values() for text in texts if holds(text))
    told = {kind for kind, texts in samples.items() if not seen.isdisjoint(texts)}
    kinds.update(told)
    if needle:
        for row in program["failures"]["read"]:
            patterns = (row[name] for name in ("pattern", "reads") if name in row)
            if len(needle) < 500 and any(re.search(it, needle, re.IGNORECASE) for it in patterns):
                kinds.add(row["kind"])
    other = template.replace("{api}", program["name"]).replace("{text}", "\x00")
    parted = any(not seen.issuperset(samples[kind]) for kind in told)
    return Matched(frozenset(kinds), bool(holds(other)), seen, parted)


Rows = tuple[list[Any], list[str], bool]


def told_rows(pair: Pair, program: Program, source: Program, kinds: frozenset[str]) -> Rows:
    """The same as `target_rows`, worked out once: the lists are not to be changed."""
    known = pair.remembered(_rows)
    key = (id(program), id(source), kinds)  # the plan keeps them: no others have their numbers
    if key not in known:
        known[key] = target_rows(pair, program, source, kinds)
    return known[key]


def _rows(_pair: Pair) -> dict[tuple[int, int, frozenset[str]], Rows]:
    return {}


def target_rows(pair: Pair, program: Program, source: Program, kinds: frozenset[str]) -> Rows:
    """Codes and patterns by which the target tells these kinds, and whether exactly these.

    A kind of the target that the source does not know counts as the nearest one it does. Only what
    can come: where the profile has rows of a kind for this very API, the vendor's general rows of
    it are for others, and rows that are never written are none of this API's. A code that means
    another kind too, which the source tells apart, is not exact; where a row of this API has it,
    that is what it means.
    """
    known = {row["kind"]: 1 for row in source["failures"]["read"]}
    own, shared = pair.own_failures(program), pair.general_failures(program)
    told = {rule.kind for rule in own}
    taken = {
        code for row in program["failures"]["read"][: len(own)] for code in row.get("codes", ())
    }
    codes: list[Any] = []
    patterns: list[str] = []
    seen: set[str] = set()
    others: set[Any] = set()
    for place, row in enumerate(program["failures"]["read"]):
        kind = row["kind"]
        meant = kind if kind in known else fallback(kind, known)
        general = place >= len(own)
        if general and (kind in told or shared[place - len(own)].read_only):
            continue
        here = [code for code in row.get("codes", ()) if not (general and code in taken)]
        if meant not in kinds:
            others.update(here if meant not in (None, "unknown") else ())
            continue
        seen.add(meant)
        codes.extend(code for code in here if code not in codes)
        if "pattern" in row and row["pattern"] not in patterns:
            patterns.append(row["pattern"])
    return codes, patterns, seen >= kinds and others.isdisjoint(codes)


def same_failures(pair: Pair, source: Program, target: Program) -> bool:
    """Whether both vendors' failures of an API look alike and mean the same."""
    envelopes = pair.source["envelope"] == pair.target["envelope"]
    return bool(envelopes and source["failures"] == target["failures"])
