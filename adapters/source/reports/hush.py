"""Findings that a project has settled: left out by its configuration, or known by its baseline.

They are neither told nor counted as failures. Verdicts stay what they are: a file that is blocked
stays blocked, whoever knows it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

import attrs

from ...system.told_rules import ToldRules
from ..common.finding import Finding
from ..common.model import FilePort
from ..common.verdict import Cause, cause_of
from ..pages.verdict import PagePort
from ..tree.ported import TreePort

Settles = Callable[[Finding], bool]


def hushed(port: TreePort, rules: ToldRules) -> TreePort:
    """A port without the findings that rules leave out."""
    if rules == ToldRules():
        return port
    return settled(
        port,
        "configuration",
        lambda item: rules.settles(item.code),
        lambda _, c: rules.settles(c.code),
    )


def settled(
    port: TreePort,
    by: str,
    settles: Settles,
    causes: Callable[[PagePort, Cause], bool],
) -> TreePort:
    """A port whose findings, where ``settles`` says so, are neither told nor failures.

    ``causes``: the same of what blocks a page and is no finding: a component that is not there.
    """
    files = tuple(
        attrs.evolve(file, findings=tuple(_marked(file.findings, by, settles)))
        for file in port.files
    )
    by_name = {file.name: file for file in files}
    pages = tuple(_page(page, by_name, causes) for page in port.pages)
    return attrs.evolve(port, files=files, pages=pages)


def _marked(findings: Sequence[Finding], by: str, settles: Settles) -> Iterable[Finding]:
    for item in findings:
        quiet = item.heard and settles(item)
        yield attrs.evolve(item, hushed=by) if quiet else item


def _page(
    page: PagePort, files: dict[str, FilePort], causes: Callable[[PagePort, Cause], bool]
) -> PagePort:
    findings = [item for name in page.files if name in files for item in files[name].findings]
    heard = Counter(cause_of(item) for item in findings if item.heard)
    there = Counter(cause_of(item) for item in findings if not item.ignored)

    def told(cause: Cause) -> Cause:
        key = cause.name, cause.code
        quiet = not heard[key] if there[key] else cause.hushed or causes(page, cause)
        return attrs.evolve(cause, hushed=quiet) if quiet != cause.hushed else cause

    return attrs.evolve(
        page,
        blockers=tuple(map(told, page.blockers)),
        losses=tuple(map(told, page.losses)),
    )
