"""A device for probes: the host plays it, and a person does what each case says."""

from __future__ import annotations

import copy
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import media_files
from mediaglot.adapters.plan.pair import view
from mediaglot.adapters.probe.cases import Case, cases
from mediaglot.adapters.probe.findings import HeldRecords
from mediaglot.adapters.probe.plan import ProbePlan, ProbeStep, plan_of
from mediaglot.adapters.probe.program import program_files
from mediaglot.adapters.probe.read import ProbeReader
from mediaglot.adapters.probe.records import ProbeRecord
from mediaglot.adapters.probe.records import records as records_of
from mediaglot.adapters.realm.host import Host
from mediaglot.adapters.realm.page import Page
from mediaglot.canonical.engine.prompts import Prompt
from mediaglot.canonical.engine.user import (
    Action,
    allows,
    cancels,
    denies,
    picks_first,
    records,
    saves,
    shoots,
    taps,
)
from mediaglot.profiles import loader
from mediaglot.profiles.profile import Profile
from mediaglot.profiles.registry import Registry
from mediaglot.profiles.table import plain, structured

_REFUSED = re.compile(r"(\w+) is not simulated")
ALBUM = {f"cat{number:02}.jpg": media_files.picture("jpeg") for number in range(24)}


class Person:
    """Does what a case says that the person in front of the device does."""

    def __init__(self) -> None:
        self.case = Case("none")

    def answer(self, prompt: Prompt) -> Action:
        """What is done at a prompt."""
        name = self.case.name
        gone = name == "cancel"
        takes = name in ("shot", "recorded") or self.case.options.get("sources") == ["camera"]
        if prompt.kind == "consent":
            return (denies if name == "deny" else allows)(prompt.scopes[0])
        if prompt.kind == "sound":
            return records(3)
        if prompt.kind == "source":
            wanted = "camera" if takes else "album"
            return cancels() if gone else taps(next(it for it in prompt.entries if it == wanted))
        if prompt.kind == "media":
            return taps("video" if name == "recorded" else "image")
        if gone:
            return cancels()
        if (prompt.kind in ("pick", "camera") and takes) or prompt.kind == "camera":
            return records(1) if name == "recorded" else shoots()
        if prompt.kind == "pick":
            most = len(prompt.items) if prompt.most is None else min(prompt.most, len(prompt.items))
            return picks_first(most if name == "plain" else min(most, 2 if name == "two" else 1))
        if prompt.kind in ("save", "edit"):
            return saves()
        if prompt.kind == "menu":
            return taps(prompt.entries[1])
        if prompt.kind == "dialog":
            return taps(prompt.entries[-1 if name == "refuse" else 0])
        return cancels()


class ProbeRun:
    """A probe's program on a simulated client: opened, its steps run, its records read."""

    def __init__(
        self, client: str, folder: Path, plan: ProbePlan, files: dict[str, bytes],
        registry: Registry | None = None, setup: Path | None = None, **device: Any,
    ) -> None:  # fmt: skip
        for name, data in files.items():
            place = folder / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(data)
        self.plan = plan
        self.person = Person()
        self.host = Host(client, ALBUM, self.person, registry=registry, **device)
        index = folder / "pages/index/index.js"
        self.page: Page = self.host.load(index, root=folder, strict=False, setup=setup)
        few = min(self.page.data["families"], key=lambda row: int(row["count"]))
        self.page.tap("choose", dataset={"family": few["name"]})  # what is drawn is soon drawn

    def run(self, *steps: ProbeStep) -> None:
        """Run steps, one touch each, the person doing what each says."""
        for step in steps:
            self.person.case = step.case
            self.page.tap("runOne", dataset={"step": step.name})
            if self.page.data["busy"]:  # it waits for an answer that does not come
                self.page.run_for(step.limit)

    def safe(self) -> None:
        """Run all that need nobody, at one touch."""
        self.page.tap("runSafe")

    @property
    def refused(self) -> set[str]:
        """The functions that the client does not simulate, of those that were called."""
        thrown = (entry.line() for entry in self.page.program.thrown)
        return {name for line in thrown for name in _REFUSED.findall(line)}

    @property
    def text(self) -> str:
        """The records, as JSON lines."""
        return str(self.page.call("records"))

    @property
    def records(self) -> list[dict[str, Any]]:
        """The records as values."""
        return [json.loads(line) for line in self.text.splitlines()]

    def close(self) -> None:
        """End the program and the client."""
        self.page.close()
        self.host.close()


def opened(
    client: str, folder: Path, registry: Registry | None = None, *, address: str = "",
    setup: Path | None = None, device: dict[str, Any] | None = None, pages: bool = False,
    **more: Any,
) -> ProbeRun:  # fmt: skip
    """The probe of a client's profile, running on that client, as ``registry`` has it.

    ``pages``: the program is written by what that says, too.
    """
    plan = plan_of(view(client, registry if pages else None), cases(), **more)
    files = program_files(plan, address)
    return ProbeRun(client, folder, plan, files, registry, setup, **(device or {}))


def changed(vendor: str, change: Callable[[dict[str, Any]], None]) -> Registry:
    """The vendors, one of them as a client has it that differs from its profile."""
    data = copy.deepcopy(plain(loader.get(vendor)))
    change(data)
    return Registry([structured(Profile, data)])


def played(
    client: str, folder: Path, registry: Registry | None = None, *names: str
) -> tuple[list[dict[str, Any]], set[str]]:
    """What the probe of a client's profile records where the client is as ``registry`` says: all of
    its cases, or those of some operations. And the functions that the client does not simulate."""
    found: list[dict[str, Any]] = []
    refused: set[str] = set()
    for number, denied in enumerate((False,) if names else (False, True)):
        run = opened(client, folder / str(number), registry=registry)
        try:
            steps = [it for it in run.plan.steps if not names or it.operation in names]
            run.run(
                *(it for it in steps if it.run == "person" and (it.case.name == "deny") == denied)
            )
            if not denied and names:
                run.run(*(it for it in steps if it.run == "safe"))
            elif not denied:
                run.safe()
            found += run.records
            refused |= run.refused
        finally:
            run.close()
    return found, refused


def held(found: list[dict[str, Any]], client: str = "") -> HeldRecords:
    """Records held against the profiles that come with the package."""
    reader = ProbeReader(client=client)
    text = "".join(f"{json.dumps(record)}\n" for record in found)
    for record in records_of(io.BytesIO(text.encode()), "records.jsonl"):
        assert isinstance(record, ProbeRecord), record
        reader.add(record)
    return reader.finish()
