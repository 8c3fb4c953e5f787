"""What a heap of replies comes to: calls, outcomes, unknown codes, sizes, drift of shapes."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any, Final

import attrs
import msgspec

from ...canonical.client import parse_client
from ...canonical.failures import DENIALS, KINDS
from ..lines.framing import BadLine
from .rejects import kind_of

MAX_DISTINCT: Final = 10_000
"""How many different codes, places and so on are kept apart; the rest are counted together."""

OTHER: Final = "(more)"
OUTCOMES: Final[tuple[str, ...]] = ("success", "cancelled", "denied", "failed", "unknown")
DRIFT: Final = frozenset({"MG205", "MG206", "MG207"})
BUCKETS: Final = 48
"""Sizes are counted by powers of two, which makes percentiles exact to a factor of two."""

_NUMBER: Final = re.compile(r"\[\d+\]")


class _Said(msgspec.Struct, gc=False):
    code: str
    place: str = ""
    message: str = ""


class _Extra(msgspec.Struct, gc=False):
    name: str
    value: str


class _Row(msgspec.Struct, gc=False):
    vendor: str
    client: str
    api: str
    ok: bool
    kind: str = ""
    code: str | None = None
    message: str | None = None
    files: list[dict[str, Any]] = []
    extra: list[_Extra] = []
    diagnostics: list[_Said] = []


@attrs.define
class Sizes:
    """Sizes of files: how many by power of two, their sum and the largest."""

    buckets: list[int] = attrs.field(factory=lambda: [0] * BUCKETS)
    count: int = 0
    total: int = 0
    largest: int = 0

    def add(self, size: int) -> None:
        """Count one size, bytes."""
        self.buckets[min(max(size, 0).bit_length(), BUCKETS - 1)] += 1
        self.count += 1
        self.total += size
        self.largest = max(self.largest, size)

    def at(self, share: float) -> int:
        """The size that this share of the files do not exceed, guessed within its bucket."""
        rest = share * self.count
        for power, count in enumerate(self.buckets):
            if count > 0 and rest <= count:
                low = (1 << power) >> 1
                high = min((1 << power) - 1, self.largest)
                return round(low + (high - low) * rest / count)
            rest -= count
        return self.largest


@attrs.define
class Group:
    """One client and API."""

    calls: int = 0
    kinds: Counter[str] = attrs.field(factory=Counter)
    per_call: Counter[int] = attrs.field(factory=Counter)
    sizes: Sizes = attrs.field(factory=Sizes)
    shapes: Counter[tuple[str, ...]] = attrs.field(factory=Counter)

    def outcomes(self) -> dict[str, int]:
        """Calls by outcome: see `OUTCOMES`."""
        found: dict[str, int] = dict.fromkeys(OUTCOMES, 0)
        found["success"] = self.calls - sum(self.kinds.values())
        for kind, count in self.kinds.items():
            name = "denied" if kind in DENIALS else kind
            found[name if name in found else "failed"] += count
        return found


@attrs.define
class Report:
    """A report in the making: rows are written to it as JSON Lines of `rows.row`."""

    groups: dict[tuple[str, str], Group] = attrs.field(factory=dict)
    unknown: Counter[tuple[str, str, str | None, str]] = attrs.field(factory=Counter)
    messages: dict[tuple[str, str, str], str] = attrs.field(factory=dict)
    drift: Counter[tuple[str, str, str, str]] = attrs.field(factory=Counter)
    examples: dict[tuple[str, str, str, str], str] = attrs.field(factory=dict)
    codes: Counter[tuple[str, str, str, str]] = attrs.field(factory=Counter)
    lines: int = 0
    bad: int = 0
    reasons: Counter[str] = attrs.field(factory=Counter)
    _decode: Any = attrs.field(factory=lambda: msgspec.json.Decoder(_Row).decode_lines)

    def write(self, data: bytes) -> None:
        """Take in whole lines of rows."""
        for row in self._decode(data):
            self._add(row)

    def flush(self) -> None:
        """Nothing: the form of a stream."""

    def rejected(self, name: str, item: BadLine) -> None:
        """Take in a bad line."""
        del name
        self.bad += 1
        _count(self.reasons, kind_of(item.reason), OTHER)

    def _add(self, row: _Row) -> None:
        self.lines += 1
        key = (row.client, row.api)
        group = self.groups.get(key)
        if group is None:
            group = self.groups[key] = Group()
        group.calls += 1
        if not row.ok:
            self._failed(row, group)
        else:
            group.per_call[len(row.files)] += 1
            for file in row.files:
                size = file.get("size")
                if size is not None:
                    group.sizes.add(size)
            if row.files:
                _count(group.shapes, tuple(row.files[0]), (OTHER,))
        for said in row.diagnostics:
            if said.code in DRIFT:
                place = _NUMBER.sub("[]", said.place)
                at = (row.vendor, row.api, said.code, place)
                _count(self.drift, at, (row.vendor, row.api, said.code, OTHER))
                if at not in self.examples and len(self.examples) < MAX_DISTINCT:
                    self.examples[at] = _example(row, said)

    def _failed(self, row: _Row, group: Group) -> None:
        group.kinds[row.kind] += 1
        code = row.code or ""
        more = (row.vendor, row.api, row.kind, OTHER)
        _count(self.codes, (row.vendor, row.api, row.kind, code), more)
        if row.kind == "unknown":
            message = (row.message or "")[:200]
            key = (row.vendor, row.api, row.code, "" if row.code is not None else message)
            _count(self.unknown, key, (row.vendor, row.api, None, OTHER))
            if row.code is not None and len(self.messages) < MAX_DISTINCT:
                self.messages.setdefault((row.vendor, row.api, row.code), message)

    def to_plain(self) -> dict[str, Any]:
        """The report as JSON-like values, most frequent first."""
        return {
            "lines": self.lines + self.bad,
            "read": self.lines,
            "bad": self.bad,
            "reasons": dict(self.reasons.most_common()),
            "groups": [
                _group(client, api, group)
                for (client, api), group in sorted(
                    self.groups.items(), key=lambda item: (-item[1].calls, item[0])
                )
            ],
            "codes": [
                {"vendor": vendor, "api": api, "kind": kind, "code": code, "count": count}
                for (vendor, api, kind, code), count in self.codes.most_common()
            ],
            "unknown": [
                {
                    "vendor": vendor,
                    "api": api,
                    "code": code,
                    "message": self.messages.get((vendor, api, code), "") if code else message,
                    "count": count,
                }
                for (vendor, api, code, message), count in self.unknown.most_common()
            ],
            "drift": [
                {
                    "vendor": at[0],
                    "api": at[1],
                    "rule": at[2],
                    "place": at[3],
                    "count": count,
                    "example": self.examples.get(at, ""),
                }
                for at, count in self.drift.most_common()
            ],
        }


def _count(counter: Counter[Any], key: Any, otherwise: Any) -> None:
    counter[key if key in counter or len(counter) < MAX_DISTINCT else otherwise] += 1


def _example(row: _Row, said: _Said) -> str:
    for item in row.extra:
        if item.name == said.place or said.place.endswith(f".{item.name}"):
            return item.value[:80]
    return said.message[:120]


def _group(client: str, api: str, group: Group) -> dict[str, Any]:
    parsed = parse_client(client)
    made: dict[str, Any] = {"vendor": parsed.vendor, "client": client, "api": api}
    for name in ("surface", "os", "version"):
        if getattr(parsed, name) is not None:
            made[name] = str(getattr(parsed, name))
    made["calls"] = group.calls
    made.update(group.outcomes())
    made["kinds"] = dict(group.kinds.most_common())
    files = sum(count * times for count, times in group.per_call.items())
    if files:
        made["files"] = files
        made["files_per_call"] = {
            str(count): times for count, times in sorted(group.per_call.items())
        }
        made["shapes"] = [
            {"fields": list(fields), "count": count} for fields, count in group.shapes.most_common()
        ]
    sizes = group.sizes
    if sizes.count:
        made["bytes"] = {
            "files": sizes.count,
            "total": sizes.total,
            "mean": round(sizes.total / sizes.count),
            "p50": sizes.at(0.5),
            "p95": sizes.at(0.95),
            "largest": sizes.largest,
            "buckets": {
                str(1 << power): count for power, count in enumerate(sizes.buckets) if count
            },
        }
    return made


def unknown_rules(plain: dict[str, Any]) -> str:
    """The unknown codes as failure rules of a profile, for someone to say what they mean."""
    from ...profiles.toml_text import toml_string

    lines = [f"# kinds: {', '.join(KINDS)}\n"] if plain["unknown"] else []
    for item in plain["unknown"]:
        code, message = item["code"], item["message"]
        if code is None and message in ("", OTHER):
            continue
        text = f", message {toml_string(message)}" if code and message else ""
        lines.append(f"# {item['vendor']}: {item['count']:,} times{text}")
        lines.append(f"[[api.{item['api']}.failures]]")
        lines.append('kind = "unknown"  # say which')
        if code is None:
            lines.append(f"pattern = {toml_string(re.escape(message))}\n")
        else:
            whole = re.fullmatch(r"-?\d{1,15}", code)
            lines.append(f"code = {code if whole else toml_string(code)}\n")
    return "\n".join(lines)
