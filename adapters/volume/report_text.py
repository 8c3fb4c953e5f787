"""A report for people who read it in a terminal: titles and rows."""

from __future__ import annotations

from typing import Any, Final

Section = tuple[str, list[str], list[list[str]]]
MOST: Final = 30


def sections(plain: dict[str, Any]) -> list[Section]:
    """Titles, headers and rows of a report's tables, empty ones left out."""
    result = [
        _calls(plain),
        _failures(plain),
        _unknown(plain),
        _files(plain),
        _drift(plain),
        _shapes(plain),
        _bad(plain),
    ]
    return [section for section in result if section[2]]


def share(part: int, whole: int) -> str:
    """A share in percent, with one decimal where it is small."""
    if not whole:
        return "-"
    value = 100 * part / whole
    return f"{value:.0f}%" if value >= 10 or value == 0 else f"{value:.1f}%"


def size(count: float) -> str:
    """Bytes, short."""
    for unit in ("B", "kB", "MB", "GB", "TB"):
        if count < 1000 or unit == "TB":
            return f"{count:.0f} {unit}" if unit == "B" or count >= 100 else f"{count:.1f} {unit}"
        count /= 1000
    return ""


def _calls(plain: dict[str, Any]) -> Section:
    rows = []
    for item in plain["groups"]:
        counts = [item[name] for name in ("success", "cancelled", "denied", "failed", "unknown")]
        shares = [share(count, item["calls"]) for count in counts]
        rows.append([item["client"], item["api"], f"{item['calls']:,}", *shares])
    headers = ["client", "api", "calls", "success", "cancelled", "denied", "failed", "unknown"]
    return "Calls", headers, rows


def _failures(plain: dict[str, Any]) -> Section:
    rows = [
        [item["vendor"], item["api"], item["kind"], item["code"] or "-", f"{item['count']:,}"]
        for item in plain["codes"][:MOST]
    ]
    return "Failures", ["vendor", "api", "kind", "code", "count"], rows


def _unknown(plain: dict[str, Any]) -> Section:
    rows = [
        [
            item["vendor"],
            item["api"],
            item["code"] or "-",
            f"{item['count']:,}",
            item["message"][:60],
        ]
        for item in plain["unknown"][:MOST]
    ]
    return (
        "Codes and messages no profile knows (--format toml: as rules to be filled in)",
        ["vendor", "api", "code", "count", "message"],
        rows,
    )


def _files(plain: dict[str, Any]) -> Section:
    rows = []
    for item in plain["groups"]:
        if "files" not in item:
            continue
        found = item.get("bytes")
        sizes = ["-"] * 4
        if found:
            sizes = [size(found[name]) for name in ("mean", "p50", "p95", "largest")]
        calls = sum(item["files_per_call"].values())
        each = f"{item['files'] / calls:.1f}"
        rows.append([item["client"], item["api"], f"{item['files']:,}", each, *sizes])
    headers = ["client", "api", "files", "per call", "mean", "p50", "p95", "largest"]
    return "Files (p50 and p95 are estimates)", headers, rows


def _drift(plain: dict[str, Any]) -> Section:
    rows = [
        [
            item["vendor"],
            item["api"],
            item["rule"],
            item["place"],
            f"{item['count']:,}",
            item["example"][:50],
        ]
        for item in plain["drift"][:MOST]
    ]
    headers = ["vendor", "api", "rule", "place", "count", "example"]
    return "Drift: fields and types no profile tells of", headers, rows


def _shapes(plain: dict[str, Any]) -> Section:
    rows = [
        [item["client"], item["api"], ", ".join(shape["fields"]), f"{shape['count']:,}"]
        for item in plain["groups"]
        for shape in item.get("shapes", ())
        if len(item["shapes"]) > 1
    ][:MOST]
    return (
        "Shapes: what the first file of a reply holds",
        ["client", "api", "fields", "count"],
        rows,
    )


def _bad(plain: dict[str, Any]) -> Section:
    rows = [[f"{count:,}", reason] for reason, count in list(plain["reasons"].items())[:MOST]]
    return "Bad lines", ["count", "reason"], rows
