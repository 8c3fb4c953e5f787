"""Two runs held against each other: the first thing that differs, and the calls that should be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import Any, Final

from attrs import evolve, frozen

from ...canonical import requests
from ...canonical.client import Client
from ...canonical.errors import MediaglotError
from ...canonical.recipes import BESIDE, CALLED
from ..messages.translate import read_request, translate_request
from ..plan.pair import client_profile, plan
from .drive import Lack
from .observed import MediaCall, Met, Observation, Seen

_OUTCOMES: Final = frozenset({"cancelled", "auth_denied"})

_HELPERS: Final = frozenset(api for called in CALLED.values() for api in called)
"""Operations that emulations of others call."""
ANY_OUTCOME: Final = "either way"


@frozen
class Difference:
    """The first thing that differs. `at`: its place among what was seen; `world`: whether that is
    what was done to the device, or what the program did; None: it is of neither."""

    what: str
    at: int
    original: str
    port: str
    world: bool | None = None


class Agreement:
    """What holds of anything of two sides that was compared, or was not."""

    __slots__ = ()

    difference: Difference | None
    problem: str
    left: tuple[str, ...]
    known: bool

    @property
    def ok(self) -> bool:
        """Whether the two agree wherever they were compared, or the project knows that not."""
        return self.known or (self.difference is None and not self.problem)

    @property
    def outcome(self) -> str:
        """In a word: ``known``, ``stopped``, ``DIFFERS``, ``in part``, ``ok``."""
        if self.known:
            return "known"
        if self.problem:
            return "stopped"
        if self.difference is not None:
            return "DIFFERS"
        return "in part" if self.left else "ok"


@frozen
class Held:
    """Two runs held against each other: the first difference; why they cannot be compared; and why
    they were compared in part, what is not simulated with its place among that."""

    difference: Difference | None = None
    problem: str = ""
    left: tuple[str, ...] = ()


def held(original: Observation, port: Observation, read: Client, write: Client) -> Held:
    """Two runs held against each other as far as both go: what neither finds stops neither, and
    what only one finds ends the comparison there."""
    left = lacking(original.met_by_pages(), port.met_by_pages())
    same = 0
    for one, other in zip(original.met, port.met, strict=False):
        if member(one.lack.name) != member(other.lack.name):
            break
        same += 1
    ours, theirs = (
        _upto(run, run.met[same]) if len(run.met) > same else run for run in (original, port)
    )
    if original.broke:
        both = "neither runs" if original.broke == port.broke else "the original does not run"
        left.append(f"{both} to its end: {original.broke}")
    elif port.broke and theirs is port:
        return Held(problem=f"the port does not run to its end: {port.broke}")
    in_part = ours is not original or theirs is not port or bool(original.broke)
    return Held(compared(ours, theirs, read, write, in_part=in_part), left=tuple(left))


def beside_of(found: Difference | None, both: Iterable[Observation]) -> tuple[list[list[str]], int]:
    """The lines of both runs that stand beside each other about a difference, and the place of the
    first that differs: -1, and all lines, where nothing does."""
    if found is None:
        return [[seen.line() for seen in run.seen] for run in both], -1
    if found.world is None:
        return [[found.original], [found.port]], 0
    world = found.world
    return [[seen.line() for seen in run.seen if seen.world is world] for run in both], found.at


def lacking(original: Sequence[Lack], port: Sequence[Lack]) -> list[str]:
    """What the two runs lack, each once; of the port what the original has."""
    known = {member(lack.name) for lack in original}
    more = (f"in the port, {lack.label()}" for lack in port if member(lack.name) not in known)
    return [*(lack.label() for lack in original), *more]


def member(lack: str) -> str:
    """What is lacking, without the name of the vendor's namespace."""
    return lack.partition(".")[2] or lack


def compared(
    original: Observation, port: Observation, read: Client, write: Client, *, in_part: bool = False
) -> Difference | None:
    """The first difference between two runs, or None. `in_part`: one of them ended early, so that
    what only the other did says nothing."""
    for world in (False, True):
        streams = [[seen for seen in run.seen if seen.world is world] for run in (original, port)]
        if in_part:
            least = min(map(len, streams))
            streams = [stream[:least] for stream in streams]
        for at, (one, other) in enumerate(zip_longest(*streams)):
            if one is None or other is None or not same(one, other):
                what = "what it did to the device" if world else "what it did"
                return Difference(what, at, _line(one), _line(other), world)
    return _calls_differ(original, port, read, write, in_part)


def _upto(run: Observation, met: Met) -> Observation:
    """What a run did before it met something."""
    page = [seen for seen in run.seen if not seen.world][: met.page]
    device = [seen for seen in run.seen if seen.world][: met.device]
    return evolve(run, seen=(*page, *device), calls=run.calls[: met.calls])


def _calls_differ(
    original: Observation, port: Observation, read: Client, write: Client, in_part: bool
) -> Difference | None:
    """The first media call that the translation would not make, API by API.

    An API that an emulation may call too is left out: what it does there shows in its effects.
    """
    expected, unclear = _expected(original.calls, read, write)
    actual = [_actual(call, write) for call in port.calls]
    for api in dict.fromkeys(plain[0] for plain in (*expected, *actual) if plain is not None):
        if api in unclear:
            continue
        ours = [plain for plain in expected if plain[0] == api]
        theirs = [plain for plain in actual if plain is not None and plain[0] == api]
        if not ours and api in _HELPERS:
            continue  # a field of the result is read out of the file
        if in_part:
            least = min(len(ours), len(theirs))
            ours, theirs = ours[:least], theirs[:least]
        for at, (want, got) in enumerate(zip_longest(ours, theirs)):
            if not _alike(want, got):
                return Difference("a media call", at, _shown(want), _shown(got))
    return None


def same(one: Seen, other: Seen) -> bool:
    """Whether two things seen are the same to the user and the program."""
    if one.what == other.what == "preview":
        menus = {one.data["menu"], other.data["menu"]}
        if None not in menus and len(menus) > 1:
            return False
        keys = ("urls", "current")
        return all(one.data[key] == other.data[key] for key in keys)
    return one == other or one.line() == other.line()  # NaN is itself here


Plain = tuple[str, dict[str, Any], str]
"""A media call in canonical words: API, request, and how it ended."""


def _alike(want: Plain | None, got: Plain | None) -> bool:
    """Whether two calls ask for the same. What one leaves to an unknown default is unknown."""
    if want is None or got is None or want[0] != got[0]:
        return False
    if want[2] not in (ANY_OUTCOME, got[2]):
        return False
    return all(got[1][key] == value for key, value in want[1].items() if key in got[1])


def _expected(
    calls: Sequence[MediaCall], read: Client, write: Client
) -> tuple[list[Plain], set[str]]:
    """What the port must call, by the translation; and APIs that emulations make unclear."""
    out: list[Plain] = []
    unclear: set[str] = set()
    for call in calls:
        plain = _translated(call, read, write)
        if plain is None:
            entry = plan(read, write).entry(call.api)
            unclear.update(way["program"]["api"] for way in entry["routes"])
            unclear.update(_HELPERS)
        else:
            out.append(plain)
    return out, unclear


def _translated(call: MediaCall, read: Client, write: Client) -> Plain | None:
    """The one call of the target that a call of the source becomes; None where that is unclear.

    How it ends is left open where something is done with its result before the program sees it.
    """
    if call.kind == "param_invalid":
        return None  # a port may refuse it before calling
    try:
        translation = translate_request(call.api, dict(call.options), read=read, write=write)
    except MediaglotError:
        return None
    lost = any(d.severity == "error" for d in translation.diagnostics)
    if set(translation.recipes) - BESIDE or translation.value is None or lost:
        return None
    plain = _plain(translation.api or call.api, translation.value, write, call)
    outcome = ANY_OUTCOME if translation.recipes else _outcome(call)
    return None if plain is None else (*plain, outcome)


def _actual(call: MediaCall, write: Client) -> Plain | None:
    plain = _plain(call.api, dict(call.options), write, call)
    return None if plain is None else (*plain, _outcome(call))


def _plain(
    api: str, options: dict[str, Any], write: Client, call: MediaCall
) -> tuple[str, dict[str, Any]] | None:
    try:
        request = read_request(api, options, read=write).value
    except MediaglotError:
        return None
    plain = call.renamed(requests.to_plain(request))
    plain.pop("extra", None)
    api = type(request).api
    for key in _inert(api, plain, write):
        del plain[key]
    return api, plain


def _inert(api: str, plain: dict[str, Any], write: Client) -> list[str]:
    """Options that have no effect beside the others on that client."""
    view = client_profile(write).apis.get(api)
    return [
        key
        for key, param in (view.params if view is not None else {}).items()
        if key in plain
        and any(
            isinstance(plain.get(other), list) and set(plain[other]) == set(members)
            for other, members in param.facts.inert.items()
        )
    ]


def _outcome(call: MediaCall) -> str:
    if call.ok:
        return "ok"
    return call.kind if call.kind in _OUTCOMES else "failed"


def _line(seen: Seen | None) -> str:
    return "(nothing)" if seen is None else seen.line()


def _shown(call: Plain | None) -> str:
    return "(no call)" if call is None else f"{call[0]} {call[1]} -> {call[2]}"
