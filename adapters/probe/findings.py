"""What records say of a profile: findings, each of one fact, and what no record tells of."""

from __future__ import annotations

from typing import Any, Final, Literal

import attrs

from ...canonical.values import Value

Status = Literal["confirmed", "contradicted", "new"]
STATUSES: Final[tuple[Status, ...]] = ("contradicted", "new", "confirmed")
Said = tuple[Status, str, str, str, Any]
"""A finding in the making: status, place, what the profile says, what was seen, what it may say."""


@attrs.frozen(eq=False, repr=False)
class ProbeFinding(Value):
    """What a record says of one fact of a profile.

    ``place``: where the fact stands below its operation, ``result.images[].size``; below the
    profile itself where ``operation`` is empty. ``says`` and ``saw``: the profile, the record.
    ``value``: what the profile may say instead, as its keys have it. ``where``: file and line of
    the first record that says so, ``times`` how many do.
    """

    status: Status
    client: str
    operation: str
    place: str
    says: str
    saw: str
    where: str = ""
    case: str = ""
    value: Any = attrs.field(default=None, hash=False)
    times: int = 1

    @property
    def key(self) -> tuple[str, ...]:
        """What it is about: findings with one key say the same."""
        return (self.status, self.client, self.operation, self.place, self.saw)

    def to_plain(self) -> dict[str, Any]:
        """As JSON-like values, what says nothing left out."""
        plain = attrs.asdict(self, recurse=False)
        return {name: item for name, item in plain.items() if item not in ("", None)}


@attrs.frozen(eq=False, repr=False)
class SeenClient(Value):
    """A client that records come from: the days, the devices, and how many records."""

    client: str
    days: tuple[str, ...]
    devices: tuple[str, ...]
    records: int


@attrs.frozen(eq=False, repr=False)
class HeldRecords(Value):
    """Records held against profiles. ``uncovered``: client -> operation and case -> why no record
    tells of it; ``unasked``: client -> operation -> why no probe asks it."""

    findings: tuple[ProbeFinding, ...]
    seen: tuple[SeenClient, ...]
    uncovered: dict[str, dict[str, str]]
    unasked: dict[str, dict[str, str]]

    def of(self, status: Status) -> tuple[ProbeFinding, ...]:
        """The findings of one kind."""
        return tuple(item for item in self.findings if item.status == status)

    def to_plain(self) -> dict[str, Any]:
        """As JSON-like values."""
        return {
            "clients": [attrs.asdict(item) for item in self.seen],
            **{status: [item.to_plain() for item in self.of(status)] for status in STATUSES},
            "not_covered": self.uncovered,
            "not_asked": self.unasked,
        }
