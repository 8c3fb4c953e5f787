"""How a client's failures are read and written, as data: the rules of one operation before all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from ...canonical.failures import FALLBACK
from ...canonical.operations import OPERATIONS
from ...canonical.operations.files import MANAGER, PROBLEMS
from ...profiles.fold import ClientApi, ClientProfile
from ...profiles.model import FailureRule

if TYPE_CHECKING:
    from .model import FailureRow, Failures, FailureWords


def failures_of(view: ClientProfile, api: ClientApi) -> Failures:
    """Rules for reading, this API's own before the vendor-wide; one rule a kind for writing."""
    unnamed = view.client.os is None
    own = own_rules(view, api)
    operation = OPERATIONS.get(api.canonical)
    wide = view.remembered(_vendor_wide, operation.family if operation is not None else None)
    read = [*(failure_row(rule, unnamed) for rule in own), *wide["read"]]
    return {"read": read, "write": _either(written_failures(own, unnamed), wide["write"])}


def own_rules(view: ClientProfile, api: ClientApi) -> tuple[FailureRule, ...]:
    """The rules of failure of an API that stand before those that it shares with others."""
    return (*api.failures, *_of_files(view, api))


def _vendor_wide(view: ClientProfile, family: str | None) -> Failures:
    """The rules that the operations of a family share, or all of them, read and written."""
    rules = view.failures if family is None else view.rules_of(family)
    unnamed = view.client.os is None
    read = [failure_row(rule, unnamed) for rule in rules]
    return {"read": read, "write": written_failures(rules, unnamed)}


def _either(
    first: dict[str, FailureWords], rest: Mapping[str, FailureWords]
) -> dict[str, FailureWords]:
    """What is written by the first rules, and where they say nothing by the rest."""
    for key, words in rest.items():
        known = first.get(key)
        if known is None:
            first[key] = words.copy()
            continue
        coded = "code" in known
        for name, value in words.items():
            if name not in known and not (coded and name == "os"):
                known[name] = value  # type: ignore[literal-required]
    return first


def _of_files(view: ClientProfile, api: ClientApi) -> Iterator[FailureRule]:
    """The vendor's words for what is wrong with files: of the functions that work on them."""
    if api.receiver != MANAGER:
        return
    files = view.profile.files
    for problem, code in files.codes.items():
        if problem in PROBLEMS:
            kind, whole = PROBLEMS[problem]
            detail, text = "" if whole else problem, files.texts.get(problem, "")
            yield FailureRule(kind=kind, code=[code], detail=detail, text=text)


def failure_row(rule: FailureRule, unnamed: bool) -> FailureRow:
    """A rule by which failures are read; ``unnamed``: see `written_failures`."""
    row: FailureRow = {"kind": rule.kind}
    if rule.code:
        row["codes"] = rule.code
    if rule.pattern:
        row["pattern"] = rule.pattern
    if rule.reads:
        row["reads"] = rule.reads
    if rule.detail:
        row["detail"] = rule.detail
    if rule.os and unnamed:
        row["os"] = rule.os
    return row


def written_failures(
    rules: Iterable[FailureRule], unnamed: bool = False
) -> dict[str, FailureWords]:
    """What is written for a kind of failure, and for one with a finer cause: ``kind/detail``.

    ``unnamed``: the client names no os, so that a code of one os bears its name.
    """
    write: dict[str, FailureWords] = {}
    for rule in rules:
        if rule.read_only:
            continue
        key = f"{rule.kind}/{rule.detail}" if rule.detail else rule.kind
        written = write.setdefault(key, {})
        if rule.code and "code" not in written:
            written["code"] = rule.code[0]
            if rule.os and unnamed:
                written["os"] = rule.os
        if rule.text and "text" not in written:
            written["text"] = rule.text
    return write


def fallback(kind: str, known: Mapping[str, Any]) -> str | None:
    """The nearest kind that a vendor has, following `failures.FALLBACK`."""
    seen = set()
    while kind not in known:
        if kind in seen or kind not in FALLBACK:
            return None
        seen.add(kind)
        kind = FALLBACK[kind]
    return kind
