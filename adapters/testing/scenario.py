"""A scenario run on its clients, one after another, and what differs between them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

import attrs
from attrs import evolve, field

from ...canonical import results
from ...canonical.diagnostics import Diagnostic
from ...canonical.engine.user import ScriptError
from ...canonical.errors import InputError, LossError, did_you_mean, wrong
from ..host.host import BaseHost
from ..media.media import Media, MediaFailed
from ..messages.translate import read_request
from .scenario_file import LoadedScenario, ScenarioCall

if TYPE_CHECKING:
    from .journal import Happened, HostJournal

_STEP: Final = re.compile(r"([A-Za-z_]+)|\[(\d{1,4})\]")


@attrs.frozen
class ScenarioStep:
    """What one call gave on one client, and what is wrong with that."""

    call: int
    api: str
    outcome: str
    summary: str
    problems: tuple[str, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


@attrs.frozen
class ScenarioRun:
    """A scenario on one client."""

    client: str
    steps: tuple[ScenarioStep, ...]
    problem: str = ""
    happened: Happened | None = field(default=None, repr=False)
    """All that happened on the client, where it was asked for."""

    @property
    def ok(self) -> bool:
        """Whether everything came as expected."""
        return not self.problem and not any(step.problems for step in self.steps)

    def faults(self) -> list[str]:
        """What did not come as expected, in lines."""
        lines = [f"{self.client}: {self.problem}"] if self.problem else []
        return lines + [
            f"call {step.call}, {step.api}: {problem}"
            for step in self.steps
            for problem in step.problems
        ]


def run_scenario(
    script: LoadedScenario, clients: Sequence[str] = (), *, traced: bool = False
) -> Iterator[ScenarioRun]:
    """Run a scenario, as `load_scenario` gives it, on each client in turn. `traced`: all that
    happened comes with each run, for a page that shows it."""
    if not isinstance(script, LoadedScenario):
        raise wrong("a scenario that was loaded", script)
    return (_run(script, client, traced) for client in clients or script.scenario.clients)


def _run(script: LoadedScenario, client: str, traced: bool) -> ScenarioRun:
    steps: list[ScenarioStep] = []
    problem = ""
    with_host = script.host(client)
    journal = _journal(with_host) if traced else None
    try:
        media = Media(with_host, loss="ignore", fill=False)  # what each client tells, no more
        known: dict[str, dict[str, Any]] = {}
        for number, call in enumerate(script.scenario.call, start=1):
            if call.restart:
                with_host.restart()
            steps.append(_step(number, call, media, known))
        with_host.finish()
    except (ScriptError, InputError) as error:
        problem = str(error).removeprefix(f"{client}: ")
    finally:
        with_host.close()
    run = ScenarioRun(client, tuple(steps), problem)
    if journal is None:
        return run
    return evolve(run, happened=evolve(journal.happened(), problem="\n".join(run.faults())))


def _journal(host: BaseHost) -> HostJournal:
    from .journal import HostJournal

    return HostJournal(host)


def _step(
    number: int, call: ScenarioCall, media: Media, known: dict[str, dict[str, Any]]
) -> ScenarioStep:
    media.diagnostics.clear()
    plain: dict[str, Any] = {}
    result: results.Result | None = None
    try:
        fields = _resolved(call.options, known)
        if call.read:
            request = read_request(call.api, fields, read=call.read, registry=media.host.registry)
            media.diagnostics.extend(request.diagnostics)
            from ...canonical.requests import to_plain

            fields = to_plain(request.value)
        result = media.perform(call.api, fields)
        outcome, summary, plain = "ok", _summary(result), results.to_plain(result)
    except MediaFailed as failed:
        outcome = summary = failed.failure.kind
        summary += f" {dict(failed.reply.value)}"
    except LossError as error:
        outcome, summary = "api_unsupported", str(error)
    known[call.api] = known["last"] = plain
    return ScenarioStep(
        number,
        call.api,
        outcome,
        summary,
        tuple(_problems(call, outcome, result, media.host)),
        tuple(media.diagnostics),
    )


def _problems(
    call: ScenarioCall, outcome: str, result: results.Result | None, host: BaseHost
) -> Iterator[str]:
    expect = call.expect
    wanted = next(
        (kind for client, kind in expect.by_client.items() if host.fits(client)), expect.outcome
    )
    if outcome != wanted:
        yield f"expected {wanted}, got {outcome}"
        return
    if result is None:
        return
    count = len(results.files_of(result))
    if expect.files is not None and count != expect.files:
        yield f"expected {expect.files} files, got {count}"
    plain = results.to_plain(result)
    for path, value in expect.fields.items():
        found = _at(plain, path)
        if found != value:
            yield f"expected {path} to be {value!r}, got {found!r}"


def _summary(result: results.Result) -> str:
    files = results.files_of(result)
    if files:
        sizes = [file.size for file in files if isinstance(file.size, int)]
        count = f"{len(files)} file{'s' if len(files) != 1 else ''}"
        return f"{count}, {sum(sizes):,} bytes" if sizes else count
    plain = results.to_plain(result)
    facts = [f"{key} {value}" for key, value in plain.items() if key not in ("extra", "path")]
    return ", ".join(facts) or "ok"


def _resolved(value: Any, known: Mapping[str, Mapping[str, Any]]) -> Any:
    """Options with `$api.path` and `$last.path` replaced by what earlier calls gave."""
    if isinstance(value, dict):
        return {key: _resolved(item, known) for key, item in value.items()}
    if isinstance(value, list):
        return [_resolved(item, known) for item in value]
    if isinstance(value, str) and value.startswith("$"):
        source, _, path = value[1:].partition(".")
        if source not in known:
            raise InputError(
                f"{value}: no such call before; {did_you_mean(source, known, 'calls')}"
                if known
                else f"{value}: there is no call before"
            )
        found = _at(known[source], path)
        if found is None:
            raise InputError(f"{value}: that call gave nothing there")
        return found
    return value


def _at(plain: Any, path: str) -> Any:
    """The value at a path such as `images[0].size`; None where there is none."""
    for match in _STEP.finditer(path):
        if match[1]:
            plain = plain.get(match[1]) if isinstance(plain, Mapping) else None
        else:
            place = int(match[2])
            plain = plain[place] if isinstance(plain, list) and place < len(plain) else None
    return plain


def differences(runs: Sequence[ScenarioRun]) -> list[tuple[str, list[str]]]:
    """One row a call: its API and what each client gave; rows where all agree are marked `=`."""
    rows: list[tuple[str, list[str]]] = []
    most = max((len(run.steps) for run in runs), default=0)
    for number in range(most):
        cells = [_cell(run, number) for run in runs]
        api = next(run.steps[number].api for run in runs if number < len(run.steps))
        mark = "= " if len(set(cells)) == 1 else "  "
        rows.append((f"{mark}{number + 1} {api}", cells))
    return rows


def _cell(run: ScenarioRun, number: int) -> str:
    if number >= len(run.steps):
        return "not reached"
    step = run.steps[number]
    text = step.summary if step.outcome == "ok" else step.outcome
    lost = [d.code for d in step.diagnostics if d.loss not in ("none", "made_explicit")]
    if lost:
        text += f" [{', '.join(dict.fromkeys(lost))}]"
    return text + "".join(f"\n! {problem}" for problem in step.problems)
