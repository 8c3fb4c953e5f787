"""Wrong ports on purpose: the plan of a pair with one fact spoilt, run through `verify`.

A mutant flips a default, drops a clamp, swaps two codes, or moves an index or a level by one. It
is killed when the program, with the runtime generated from the spoilt plan, does anything
differently from the original in any situation where the sound port did not.

    python tests/verify/mutants.py wx my        all mutants of a pair, survivors listed
"""

from __future__ import annotations

import copy
import random
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import attrs
from mediaglot.adapters.messages.translate import read_request
from mediaglot.adapters.plan.pair import client_profile, plan
from mediaglot.adapters.runtime import data, generate
from mediaglot.adapters.source.common.outcome import Style
from mediaglot.adapters.source.tree.output import write_tree
from mediaglot.adapters.source.tree.port import port_tree
from mediaglot.adapters.source.tree.roots import RUNTIME_FILE
from mediaglot.adapters.verify.compare import Held, held
from mediaglot.adapters.verify.drive import Run, observe
from mediaglot.adapters.verify.labels import Vocabulary
from mediaglot.adapters.verify.observed import Observation, told
from mediaglot.adapters.verify.worlds import SCENARIOS, Situation, shared_scopes, situated
from mediaglot.canonical import requests
from mediaglot.canonical.client import parse_client

BATTERY = Path(__file__).parent / "battery"

# Situations that differ enough to be worth their time; every other one repeats what these show.
WANTED = (
    "ok",
    "several",
    "video",
    "cancel",
    "deny",
    "deny_forever",
    "wrong_format",
    "missing_file",
)


@attrs.frozen
class Mutant:
    """One spoilt fact. `change` edits the plan's APIs in place, or `text` the generated file."""

    name: str
    api: str
    path: tuple[Any, ...] = ()
    value: Any = None
    swap: tuple[Any, ...] = ()
    text: tuple[str, str] = ("", "")
    more: tuple[Mutant, ...] = ()

    def applied(self, apis: Mapping[str, Any]) -> dict[str, Any]:
        """A copy of the plan's APIs with the fact spoilt, wherever the same program stands."""
        spoilt = copy.deepcopy(dict(apis))
        for other in self.more:
            spoilt = other.applied(spoilt)
        if not self.path:
            return spoilt
        if self.path[1] == "read":
            self._spoil(spoilt[self.path[0]]["read"], self.path[2:])
            return spoilt
        target = spoilt[self.path[0]]["routes"][self.path[2]]["to"]
        for entry in spoilt.values():
            for way in entry["routes"]:
                if way["to"] == target:
                    self._spoil(way["program"], self.path[4:])
        return spoilt

    def _spoil(self, place: Any, steps: tuple[Any, ...]) -> None:
        for step in steps[:-1]:
            place = place[step]
        if self.swap:
            one, other = steps[-1], self.swap[-1]
            place[one], place[other] = place[other], place[one]
        elif self.value is DROP:
            del place[steps[-1]]
        else:
            place[steps[-1]] = self.value


DROP = object()


class Bench:
    """The battery of a dialect on a pair: the original's runs, and the sound port's."""

    def __init__(
        self, read: str, write: str, folder: Path, wanted: tuple[str, ...] = WANTED
    ) -> None:
        self.read, self.write = read, write
        self.original = BATTERY / parse_client(read).vendor
        self.port = folder / "port"
        style = Style(runtime=True)
        ported = port_tree(self.original, read=read, write=write, style=style)
        write_tree(ported, self.original, self.port)
        self.only = sorted(ported.runtimes[RUNTIME_FILE].apis)
        self.runtime = self.port / RUNTIME_FILE
        self.sound = self.runtime.read_text(encoding="utf-8")
        self.source, self.target = (client_profile(parse_client(c)) for c in (read, write))
        self.shared = shared_scopes(self.source, self.target)
        self.handlers = self._handlers()
        self.cases: list[tuple[str, Situation]] = []
        self.apis: dict[str, set[str]] = {}
        self.kinds: dict[str, set[str]] = {}
        self.values: dict[tuple[str, str], list[Any]] = {}
        self.left_out: list[str] = []
        self.codes: set[Any] = set()
        self.called: set[str] = set()
        self.asked: set[str] = set()
        self.hosts = ExitStack()
        self.originals: dict[tuple[str, str], Run] = {}
        for handler in self.handlers:
            for situation in SCENARIOS:
                if situation.name in wanted:
                    self._prepare(handler, situation)

    def _handlers(self) -> list[str]:
        with ExitStack() as hosts:
            run = self._run(hosts, self.original, "", SCENARIOS[0], self.read, self.write)
            return list(run.methods)

    def _run(
        self,
        hosts: ExitStack,
        folder: Path,
        handler: str,
        situation: Situation,
        client: str,
        other: str,
        foreign: Any = None,
    ) -> Run:
        host = situated(client, situation, self.shared, None, folder)
        hosts.callback(host.close)
        return observe(host, folder, "index.js", [handler] if handler else [], situation,
                       other=client_profile(parse_client(other)), foreign=foreign)  # fmt: skip

    def _original(self, handler: str, situation: Situation) -> Run:
        """What the original does, which no mutant changes."""
        key = handler, situation.name
        if key not in self.originals:
            self.originals[key] = self._run(
                self.hosts, self.original, handler, situation, self.read, self.write
            )
        return self.originals[key]

    def pair(self, handler: str, situation: Situation) -> tuple[Observation, Observation]:
        """The original and the port as it is on disk."""
        with ExitStack() as hosts:
            one = self._original(handler, situation)
            two = self._run(
                hosts, self.port, handler, situation, self.write, self.read, self.source
            )
            words = Vocabulary()
            words.add(one.vocabulary)
            words.add(two.vocabulary)
            return told(one, words), told(two, words)

    def agrees(self, handler: str, situation: Situation) -> bool:
        """Whether original and port do the same."""
        one, two = self.pair(handler, situation)
        ends = parse_client(self.read), parse_client(self.write)
        return held(one, two, *ends) == Held()

    def _prepare(self, handler: str, situation: Situation) -> None:
        one, two = self.pair(handler, situation)
        ends = parse_client(self.read), parse_client(self.write)
        if held(one, two, *ends) != Held():
            self.left_out.append(f"{handler}/{situation.name}")
            return
        self.cases.append((handler, situation))
        self.asked.update(self.source.api(call.api).canonical for call in one.calls)
        self.called.update(self.target.api(call.api).canonical for call in two.calls)
        for event in two.trace.of("reply"):
            if not event.data["ok"]:
                self.codes.update(v for v in event.data["value"].values() if isinstance(v, int))
        for seen, client in ((one, self.read), (two, self.write)):
            for call in seen.calls:
                key = client_profile(parse_client(client)).api(call.api).canonical
                self.apis.setdefault(key, set()).add(handler)
                if not call.ok:
                    self.kinds.setdefault(key, set()).add(call.kind)
        for call in one.calls:
            try:
                request = read_request(call.api, dict(call.options), read=self.read).value
            except ValueError:
                continue
            for name, value in requests.to_plain(request).items():
                seen_values = self.values.setdefault((call.api, name), [])
                if value not in seen_values:
                    seen_values.append(value)

    def killed(self, mutant: Mutant) -> str | None:
        """Where the mutant is caught; None where it survives."""
        handlers = self.apis.get(mutant.api, set(self.handlers))
        real = data.plan

        def spoilt(read: Any, write: Any) -> Any:
            sound = real(read, write)
            return attrs.evolve(sound, apis=mutant.applied(sound.apis))

        try:
            data.plan = spoilt  # type: ignore[assignment]
            text = generate(self.read, self.write, only=self.only) if mutant.path else self.sound
        finally:
            data.plan = real
        if mutant.text[0]:
            assert mutant.text[0] in text, f"{mutant.name}: nothing to change"
            text = text.replace(*mutant.text)
        self.runtime.write_text(text, encoding="utf-8")
        try:
            order = sorted(self.cases, key=lambda case: case[1].name not in mutant.name)
            for handler, situation in order:
                if handler in handlers and not self.agrees(handler, situation):
                    return f"{handler}/{situation.name}"
        finally:
            self.runtime.write_text(self.sound, encoding="utf-8")
        return None

    def mutants(self) -> Iterator[Mutant]:
        """Every mutant whose fact some situation depends on."""
        apis = plan(self.read, self.write).apis
        written: set[str] = set()
        for api in sorted(self.apis):
            if api not in apis or not apis[api]["routes"]:
                continue
            sides = [("read", ("read",), apis[api]["read"])]
            sides += [
                (f"write {way['to']}", ("routes", number, "program"), way["program"])
                for number, way in enumerate(apis[api]["routes"])
            ]
            for label, place, program in sides:
                called = api
                if label == "read" and api not in self.asked:
                    continue
                if label != "read":
                    called = program["api"]
                    if called in written or called not in self.called:
                        continue  # the same program, or one that no situation reaches
                    written.add(called)
                yield from self._params(called, label, (api, *place), program)
                yield from self._codes(called, label, (api, *place), program)
                yield from self._fields(called, label, (api, *place), program)
        yield from self._indices()

    def _params(
        self, api: str, label: str, place: tuple[Any, ...], program: Mapping[str, Any]
    ) -> Iterator[Mutant]:
        for number, param in enumerate(program["params"]):
            where = (*place, "params", number)
            name = f"{api} {label} {param['key']}"
            used = self.values.get((api, param["key"]), [])
            if label != "read":
                used = [value for value in used if self._accepted(api, param["key"], value)]
            if "default" in param and (label != "read" or param["key"] in self._kept(api)):
                other = _other(param, used)
                low, high = param.get("min"), param.get("max")
                number = isinstance(other, (int, float)) and label != "read"
                if number and not (low or 0) <= other <= (high or 1e9):
                    other = None  # never written: the clamp comes first
                if other is not None and (label == "read" or other in used):
                    yield Mutant(f"{name}: default {other}", api, (*where, "default"), other)
            for clamp in ("min", "max"):
                bound = param.get(clamp)
                numbers = [v for v in used if isinstance(v, (int, float))]
                beyond = [v for v in numbers if bound is not None
                          and (v < bound if clamp == "min" else v > bound)]  # fmt: skip
                if beyond:
                    yield Mutant(f"{name}: no {clamp}", api, (*where, clamp), DROP)
            levels = param.get("levels", []) if label == "read" else []
            for row, (level, quality) in enumerate(levels[:-1]):
                other = levels[row + 1][1]
                if quality in used or quality is None:
                    yield Mutant(f"{name}: level {level} means {other}", api,
                                 (*where, "levels", row), [level, other])  # fmt: skip
            for row, (upto, level) in enumerate(param.get("ranges", []) if label != "read" else []):
                below = param["ranges"][row - 1][0] if row else -1
                if any(isinstance(v, (int, float)) and below < v <= upto for v in used):
                    yield Mutant(f"{name}: up to {upto} is level {level + 1}", api,
                                 (*where, "ranges", row), [upto, level + 1])  # fmt: skip

    def _accepted(self, api: str, key: str, value: Any) -> bool:
        """Whether the source takes a value at all."""
        own = self.source.apis[api].params.get(key) if api in self.source.apis else None
        if own is None or not isinstance(value, (int, float)):
            return True
        low, high = own.facts.min, own.facts.max
        return (low is None or value >= low) and (high is None or value <= high)

    def _kept(self, api: str) -> set[str]:
        """Options of an API that some way to the target carries over."""
        kept: set[str] = set()
        for way in plan(self.read, self.write).apis[api]["routes"]:
            theirs = {param["key"] for param in way["program"]["params"]}
            convert = way.get("convert")
            if convert is None:
                kept |= theirs
            else:
                kept |= theirs & set(convert["copy"])
                kept |= {old for old, how in convert["map"].items() if how["to"] in theirs}
            kept |= {test[0] for test in way["when"]}
        return kept

    def _codes(
        self, api: str, label: str, place: tuple[Any, ...], program: Mapping[str, Any]
    ) -> Iterator[Mutant]:
        kinds = self.kinds.get(api, set()) & {"cancelled", "auth_denied"}
        if label == "read":
            write = program["failures"]["write"]
            for kind in sorted(kinds & set(write)):
                for other in ("internal", "network", "auth_denied", "cancelled"):
                    if other in write and other != kind and write[other] != write[kind]:
                        yield Mutant(f"{api} writes {kind} as {other}", api,
                                     (*place, "failures", "write", kind),
                                     swap=(*place, "failures", "write", other))  # fmt: skip
                        break
            return
        rules = program["failures"]["read"]
        for kind in sorted(kinds):
            mine = [n for n, rule in enumerate(rules) if rule["kind"] == kind]
            number = next((n for n in mine if self.codes & set(rules[n].get("codes", ()))), None)
            if number is None:
                continue
            yield Mutant(f"{api} {label} reads {kind} as internal", api,
                         (*place, "failures", "read", number, "kind"), "internal")  # fmt: skip

    def _fields(
        self, api: str, label: str, place: tuple[Any, ...], program: Mapping[str, Any]
    ) -> Iterator[Mutant]:
        if label == "read":
            return
        fields = program["result"]
        for number, field in enumerate(fields):
            if "scale" in field:
                yield Mutant(f"{api} {label} {field['path']}: no scale", api,
                             (*place, "result", number, "scale"), DROP)  # fmt: skip
        pairs = [
            (one, other)
            for one in range(len(fields))
            for other in range(one + 1, len(fields))
            if {fields[one]["leaf"], fields[other]["leaf"]} == {"width", "height"}
        ]
        for one, other in pairs:
            back = Mutant("", api, (*place, "result", other, "from"), fields[one]["from"])
            yield Mutant(f"{api} {label} width and height swapped", api,
                         (*place, "result", one, "from"), fields[other]["from"],
                         more=(back,))  # fmt: skip

    def _indices(self) -> Iterator[Mutant]:
        old = "at = list.indexOf(readString(param, raw, name));"
        for new in (
            old.replace(";", " + 1;"),
            old.replace("indexOf", "lastIndexOf"),
            old.replace(";", " - 1;"),
        ):
            params = plan(self.read, self.write).apis["previewImage"]["read"]["params"]
            if old in self.sound and any(param["kind"] == "address" for param in params):
                yield Mutant(f"previewImage index: {new}", "previewImage", text=(old, new))


def _other(param: Mapping[str, Any], used: list[Any]) -> Any:
    """Another value that may stand as a default."""
    default = param["default"]
    for value in used:
        same = isinstance(default, list) and isinstance(value, list) and set(value) == set(default)
        if value != default and not same and not isinstance(value, dict):
            return value
    if isinstance(default, bool):
        return not default
    if isinstance(default, (int, float)):
        return default + 1
    words = param.get("words") or []
    if isinstance(default, list):
        return default[:1] if len(default) > 1 else None
    return next((word for word in words if word != default), None)


@contextmanager
def bench(read: str, write: str, wanted: tuple[str, ...] = WANTED) -> Iterator[Bench]:
    """A bench in a folder of its own."""
    with TemporaryDirectory() as folder:
        it = Bench(read, write, Path(folder).resolve(), wanted)
        with it.hosts:
            yield it


@cache
def explained() -> dict[str, str]:
    """Survivors that no program can tell from the sound port, and why."""
    return {
        "compressImage write compressImage quality: default 80": "a level is always written, so "
        "the level that the target takes by itself decides nothing",
        "chooseVideo read compressed: default False": "Feishu on Android has no such option, so "
        "its default is not read",
        "chooseVideo read max_picked_duration: default 30": "a limit of picks is kept where the "
        "program states it, as no other vendor has one",
    }


def sample(mutants: list[Mutant], most: int, seed: int = 7) -> list[Mutant]:
    """At most so many, always the same ones."""
    return sorted(
        random.Random(seed).sample(mutants, min(most, len(mutants))), key=lambda m: m.name
    )


def main() -> None:
    """Run every mutant of a pair."""
    with bench(sys.argv[1], sys.argv[2]) as it:
        mutants = list(it.mutants())
        print(f"{len(it.cases)} cases, {len(it.left_out)} left out: {it.left_out}")
        survivors = []
        for mutant in mutants:
            where = it.killed(mutant)
            if where is None:
                survivors.append(mutant.name)
                print("SURVIVES", mutant.name, flush=True)
        known = [name for name in survivors if name in explained()]
        print(f"explained: {known}")
        rate = 1 - len(survivors) / len(mutants)
        print(f"{len(mutants)} mutants, {len(survivors)} survive: {rate:.1%} killed")


if __name__ == "__main__":
    main()
