"""What a port comes to: complete, complete with losses, or blocked, and by what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any, Final, Literal, Protocol

import attrs

from ....canonical.diagnostics import LOSSLESS
from ....canonical.rules import RULES
from ....canonical.values import Value
from .finding import Finding

Verdict = Literal["complete", "lossy", "blocked", ""]
"""``complete``: nothing of the source is left in code that is reached, and nothing is lost;
``lossy``: complete, but for what is lost; ``blocked``: something is left, and throws on the target.
Empty: the source's global is not used."""

VERDICTS: Final[tuple[Verdict, ...]] = ("blocked", "lossy", "complete")
SPOKEN: Final[dict[str, str]] = {
    "complete": "complete",
    "lossy": "complete with losses",
    "blocked": "blocked",
}


@attrs.frozen(eq=False, repr=False)
class Cause(Value):
    """Why a file is not complete: what blocks it, or what is lost in it.

    ``name`` is the function or member (``editImage``), or the thing itself (``syntax error``); of
    a loss that is of no function, the rule's name. ``code`` is the rule, ``uses`` how many places,
    ``line`` and ``column`` the first of them; ``file`` the file of that, in a verdict over several.
    ``hushed``: all its findings are settled.
    """

    name: str
    code: str
    message: str
    uses: int
    line: int
    column: int
    file: str = ""
    hushed: bool = False

    @property
    def words(self) -> str:
        """The name and the rule: ``editImage (MG401)``."""
        return f"{self.name} ({self.code})"

    def to_plain(self) -> dict[str, Any]:
        """JSON-like values."""
        plain = attrs.asdict(self)
        kept = {"file": bool(self.file), "hushed": self.hushed}
        return {key: item for key, item in plain.items() if kept.get(key, True)}


@attrs.frozen(eq=False, repr=False)
class Ranked(Value):
    """A cause over a tree: in how many ``files`` and places (``uses``) it is, how many of the
    files it is the only blocker of (``frees``), and how many files are free once it and all that
    are ranked before it are done (``together``). For losses the last two are 0.
    """

    name: str
    code: str
    message: str
    files: int
    uses: int
    frees: int = 0
    together: int = 0

    @property
    def words(self) -> str:
        """The name and the rule: ``editImage (MG401)``."""
        return f"{self.name} ({self.code})"

    def to_plain(self, ranked: bool = True) -> dict[str, Any]:
        """JSON-like values; ``ranked``: with what only blockers have."""
        plain = attrs.asdict(self)
        return plain if ranked else {key: plain[key] for key in plain if key not in _RANKS}


_RANKS: Final = frozenset({"frees", "together"})


class Judged(Protocol):
    """What has a verdict, and reasons for it: a file, a page."""

    @property
    def blockers(self) -> tuple[Cause, ...]:
        """What blocks it."""
        ...

    @property
    def losses(self) -> tuple[Cause, ...]:
        """What is lost."""
        ...


def verdict_of(findings: Iterable[Finding], *, used: bool) -> Verdict:
    """The verdict of one file. ``used``: it uses the source's global, or is edited."""
    heard = [item for item in findings if not item.ignored]
    if any(item.blocks for item in heard):
        return "blocked"
    if any(map(_loses, heard)):
        return "lossy"
    return "complete" if used else ""


def blockers_of(findings: Iterable[Finding], several: bool = False) -> tuple[Cause, ...]:
    """What blocks a file, most frequent first; what a comment silences does not. ``several``: the
    findings are of several files, which are named."""
    return _causes((item for item in findings if item.blocks), several)


def losses_of(findings: Iterable[Finding], several: bool = False) -> tuple[Cause, ...]:
    """What is lost in a file, most frequent first; what a comment silences is not told."""
    return _causes(filter(_loses, findings), several)


def eye_only(findings: Iterable[Finding]) -> bool:
    """Whether all that is lost only shows to the eye, or the program works without it."""
    return all(RULES[item.code].eye for item in filter(_loses, findings) if not item.ignored)


def words_of_losses(findings: Iterable[Finding]) -> dict[tuple[str, str], Counter[str]]:
    """What the losses of a tree say, by name and rule: each message, and in how many places."""
    result: dict[tuple[str, str], Counter[str]] = {}
    for item in findings:
        if _loses(item) and not item.ignored:
            result.setdefault(cause_of(item), Counter())[item.diagnostic.message] += item.uses
    return result


def weighs(item: Finding) -> bool:
    """Whether a finding counts for a verdict."""
    return bool(item.blocks) or _loses(item)


def _loses(item: Finding) -> bool:
    return not item.blocks and item.diagnostic.loss not in LOSSLESS


def cause_of(item: Finding) -> tuple[str, str]:
    """The name and the rule of the cause that a finding is part of."""
    return item.blocks or item.diagnostic.api or RULES[item.code].name, item.code


def _causes(findings: Iterable[Finding], several: bool) -> tuple[Cause, ...]:
    first: dict[tuple[str, str], Finding] = {}
    uses = Counter[tuple[str, str]]()
    for item in findings:
        if not item.ignored:
            key = cause_of(item)
            first.setdefault(key, item)
            uses[key] += item.uses
    found = (
        Cause(
            *key,
            item.diagnostic.message,
            uses[key],
            item.line,
            item.column,
            item.file if several else "",
        )
        for key, item in first.items()
    )
    return tuple(sorted(found, key=lambda cause: -cause.uses))


def ranked_blockers(files: Iterable[Judged]) -> tuple[Ranked, ...]:
    """The blockers of a tree: first what frees most files by itself, then what is in most."""
    blocked = [causes for file in files if (causes := file.blockers)]
    alone = Counter(_key(causes[0]) for causes in blocked if len(causes) == 1)
    rows = [
        attrs.evolve(row, frees=alone[row.name, row.code])
        for row in _ranked(cause for causes in blocked for cause in causes)
    ]
    rows.sort(key=lambda row: (-row.frees, -row.files, -row.uses, row.name, row.code))
    places = {(row.name, row.code): place for place, row in enumerate(rows)}
    last = Counter(max(places[_key(cause)] for cause in causes) for causes in blocked)
    freed = 0
    for place, row in enumerate(rows):
        freed += last[place]
        rows[place] = attrs.evolve(row, together=freed)
    return tuple(rows)


def ranked_losses(files: Iterable[Judged]) -> tuple[Ranked, ...]:
    """The losses of a tree: first what is in most files."""
    rows = _ranked(cause for file in files for cause in file.losses)
    return tuple(sorted(rows, key=lambda row: (-row.files, -row.uses, row.code, row.name)))


def _ranked(causes: Iterable[Cause]) -> list[Ranked]:
    first: dict[tuple[str, str], Cause] = {}
    files, uses = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for cause in causes:
        key = _key(cause)
        first.setdefault(key, cause)
        files[key] += 1
        uses[key] += cause.uses
    return [
        Ranked(cause.name, cause.code, cause.message, files[key], uses[key])
        for key, cause in first.items()
    ]


def _key(cause: Cause) -> tuple[str, str]:
    return cause.name, cause.code
