"""A page for each test of pytest that fails: where it goes, and what it is written from."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

if TYPE_CHECKING:
    from ..realm.host import Host
    from ..realm.page import Page
    from .journal import Happened, HostJournal

_PROPERTY: Final = "mediaglot_trace"
"""By what name a report carries the page of its test, also from one process to another."""
_UNSAFE: Final = re.compile(r"[^\w.-]+")
_LONGEST: Final = 80


class Traces:
    """The pages of one run of pytest. `wanted`: whether any are."""

    def __init__(self, folder: str | None, every: bool) -> None:
        self.folder = Path(folder) if folder else None
        self.every = every
        self._failed: dict[str, list[str]] = {}

    @staticmethod
    def of(config: pytest.Config) -> Traces:
        """Those that the options ask for. Raises pytest.UsageError for options that do not fit."""
        if _TRACES not in config.stash:
            folder = config.getoption("--mediaglot-traces")
            every = bool(config.getoption("--mediaglot-traces-all"))
            if every and not folder:
                raise pytest.UsageError("--mediaglot-traces-all: say where, --mediaglot-traces DIR")
            config.stash[_TRACES] = Traces(folder, every)
        return config.stash[_TRACES]

    @property
    def wanted(self) -> bool:
        """Whether what happens is to be kept."""
        return self.folder is not None

    def journal(self, host: Host) -> HostJournal | None:
        """What listens to a test's host from now on; None where no page is wanted."""
        if not self.wanted:
            return None
        from .journal import HostJournal

        return HostJournal(host)

    def place(self, nodeid: str) -> Path:
        """The page of a test, by its id."""
        name = _UNSAFE.sub("-", nodeid).strip("-.")[-_LONGEST:].strip("-.")
        mark = hashlib.sha256(nodeid.encode("utf-8", "surrogatepass")).hexdigest()[:8]
        return (self.folder or Path()) / f"{name}-{mark}.html"

    def heard(
        self, item: pytest.Item, report: pytest.TestReport, happened: Sequence[Happened]
    ) -> None:
        """Of a part of a test that is over: with the last one the page is written."""
        if not self.wanted:
            return
        if report.failed:
            self._failed.setdefault(item.nodeid, []).append(report.longreprtext)
        if report.when != "teardown":
            return
        failures = self._failed.pop(item.nodeid, [])
        if happened and (failures or self.every):
            place = self.place(item.nodeid)
            _write(place, item.nodeid, happened, "\n\n".join(failures))
            report.user_properties.append((_PROPERTY, str(place)))

    def summary(self, reporter: Any) -> list[str]:
        """The lines that tell of the pages: each by itself, the folder where there are many."""
        if self.folder is None:
            return []
        reports = [it for stats in reporter.stats.values() for it in stats]
        pages = [
            value
            for report in reports
            for name, value in getattr(report, "user_properties", ())
            if name == _PROPERTY
        ]
        pages = sorted(set(pages))
        return pages if len(pages) <= _MOST_TOLD else [f"{len(pages)} pages in {self.folder}"]


_MOST_TOLD: Final = 20
_TRACES: pytest.StashKey[Traces] = pytest.StashKey()


def seen_page(host: Host) -> Page | None:
    """The page that the user of a test's host sees in the end, if one is open."""
    if host.programs:
        pages = host.programs[-1].pages
        return pages[-1] if pages else None
    return host.pages[-1].current if host.pages else None


def _write(place: Path, nodeid: str, happened: Sequence[Happened], failure: str) -> None:
    from attrs import evolve

    from ..system.speaking import language_of, speaking
    from ..system.whole import beside, new_mode
    from .trace_page import trace_page
    from .trace_words import ZH

    lang = language_of(os.environ)
    failed = speaking(ZH, lang)("the test failed")
    runs = [evolve(run, problem=run.problem or failed) if failure else run for run in happened]
    text = trace_page(nodeid, runs, failure=failure, lang=lang)
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with beside(place) as part:
            part.write_text(text, encoding="utf-8", errors="backslashreplace")
            part.chmod(new_mode())
            os.replace(part, place)
    except OSError as error:
        reason = error.strerror or str(error)
        raise pytest.UsageError(f"--mediaglot-traces: {place}: {reason}") from None
