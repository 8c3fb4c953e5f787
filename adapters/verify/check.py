"""Original and port in the same situations, and the first thing they do differently."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from itertools import zip_longest
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from attrs import field, frozen

from ...canonical import requests
from ...canonical.client import Client, parse_client
from ...canonical.errors import InputError, MediaglotError, checked_path
from ...profiles.fold import ClientProfile
from ..host.host import Album, Host
from ..host.realm_modules import Modules, find_root
from ..host.realm_program import Stubs
from ..host.rules import with_default_os
from ..messages.plan import client_profile, plan
from ..messages.translate import read_request, translate_request
from .entries import Entry, Missed, Pressed, entries, named, pages, unread
from .observed import MediaCall, Observation, Run, Seen, Vocabulary, observe, stub_line, told
from .press import Elements, elements
from .worlds import SCENARIOS, Situation, shared_scopes, situated

_OUTCOMES: Final = frozenset({"cancelled", "auth_denied"})

_HELPERS: Final = frozenset({"getImageInfo", "getFileInfo", "saveImageToPhotosAlbum",
                             "saveVideoToPhotosAlbum"})  # fmt: skip
"""APIs that emulations of others call."""

_AFTERWARDS: Final = frozenset({"check_duration", "filter_extensions", "keep_one_kind",
                                "one_at_a_time", "save_after_capture"})  # fmt: skip
"""Recipes that leave the call itself as the translation writes it."""

ANY_OUTCOME: Final = "either way"

MakeHost = Callable[[str, Path], Host]
"""A fresh host for a client, with the package in that folder."""


@frozen
class Difference:
    """The first thing that differs. `at`: its place among what was seen."""

    what: str
    at: int
    original: str
    port: str


@frozen
class Verdict:
    """One entry in one situation."""

    entry: Entry
    situation: str
    original: Observation
    port: Observation
    difference: Difference | None = None
    problem: str = ""
    """Why the two cannot be compared."""

    @property
    def ok(self) -> bool:
        """Whether the two agree."""
        return self.difference is None and not self.problem


@frozen
class Verified:
    """What `verify` found."""

    read: str
    write: str
    verdicts: tuple[Verdict, ...]
    foreign: Mapping[str, int] = field(factory=dict)
    """Functions that the port still calls by the source's name, and how often: the source's own
    global answered, so that the runs agree says nothing of them."""
    missed: tuple[Missed, ...] = ()
    """Handlers that reach no media call, and pages that do not open: they are not compared."""
    unread: tuple[str, ...] = ()
    """Files that name a media API and are of a kind that is not run: they are not compared."""

    @property
    def ok(self) -> bool:
        """Whether original and port agree wherever they were compared."""
        return all(verdict.ok for verdict in self.verdicts)

    @property
    def complete(self) -> bool:
        """Whether everything was compared that has to do with media."""
        return not self.unread and not any(item.problem for item in self.missed)


@frozen
class _Sides:
    """Both programs, and the clients they run on."""

    read: Client
    write: Client
    original: Path
    port: Path
    stubs: Stubs | None = None
    setup: Path | None = None

    def elements(self, page: str, of_port: bool) -> Elements:
        """What the template beside a page says, to one of the sides."""
        source, target = self.views()
        root, client = (self.port, target) if of_port else (self.original, source)
        return elements(root, page, client, (self.original, source))

    def views(self) -> tuple[ClientProfile, ClientProfile]:
        return client_profile(self.read), client_profile(self.write)


def verify(
    source: str | Path,
    *,
    read: str,
    write: str,
    port: str | Path | None = None,
    calls: Sequence[str] = (),
    situations: Sequence[Situation] = SCENARIOS,
    scenario: MakeHost | None = None,
    album: Album = None,
    stubs: Stubs | None = None,
    setup: str | Path | None = None,
    style: str = "native",
    progress: Callable[[str], None] | None = None,
    first: bool = False,
) -> Verified:
    """Run the original on `read` and the port on `write`, and compare what they do.

    `source`: a mini-program's folder, or one page. `port`: the ported program; default: it is
    ported here. `calls`: entries such as ``pages/index.js:pick``; default: every handler that
    reaches a media call. `scenario` makes the hosts instead of `situations`. `stubs` answer
    functions that are not simulated, and `setup` is a script run before the program, on both
    sides. `first`: stop at the first difference.
    Raises InputError, RealmMissing.
    """
    place = Path(checked_path(source, "the path of a mini-program or a page"))
    if not place.exists():
        raise InputError("no such file or folder", place=str(source))
    root = place.resolve() if place.is_dir() else find_root(place.resolve())
    found = list(pages(root)) if place.is_dir() else [place.resolve().relative_to(root).as_posix()]
    _, words = _namings(read)
    not_run = tuple(unread(root, words)) if place.is_dir() else ()
    if not found:
        raise InputError(_no_page(not_run), place=str(source))
    read, write = (_with_os(client) for client in (read, write))
    first_script = Path(setup).resolve() if setup is not None else None
    with _ported(root, read, write, port, style) as other:
        sides = _Sides(parse_client(read), parse_client(write), root, other, stubs, first_script)
        cases = _cases(sides, situations, scenario, album)
        verdicts: list[Verdict] = []
        chosen, missed = _entries(sides, found, calls, cases)
        for entry in chosen:
            for name, situation, make in cases:
                if progress is not None:
                    progress(f"{entry.label()} {name}")
                verdict = _judged(sides, entry, name, situation, make, presses=2 - bool(scenario))
                verdicts.append(verdict)
                if first and not verdict.ok:
                    return Verified(read, write, tuple(verdicts))
    if not verdicts:
        raise InputError(_nothing(missed), place=str(source))
    foreign = _foreign(sides, verdicts)
    return Verified(read, write, tuple(verdicts), foreign, tuple(missed), not_run)


def _no_page(not_run: Sequence[str]) -> str:
    more = f" and {len(not_run) - 3} more" if len(not_run) > 3 else ""
    rest = f"; not run: {', '.join(not_run[:3])}{more}" if not_run else ""
    return f"no script here calls Page or Component{rest}"


def _namings(read: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """How scripts name a media API of a client: by its name, and as a member of the global."""
    view = client_profile(parse_client(read))
    names = "|".join(sorted({re.escape(api.name) for api in view.apis.values()}))
    namespace = re.escape(view.profile.namespace)
    return re.compile(rf"\b(?:{names})\b"), re.compile(rf"\b{namespace}\s*\??\.\s*(?:{names})\b")


def _nothing(missed: Sequence[Missed]) -> str:
    stopped = [f"{item.label()}: {item.problem}" for item in missed if item.problem]
    more = f"; {len(stopped) - 3} more" if len(stopped) > 3 else ""
    reason = f" ({'; '.join(stopped[:3])}{more})" if stopped else ""
    return f"no handler here reaches a media call{reason}; name one with --call"


def _with_os(text: str) -> str:
    """The client as it runs here: with the os that its profile assumes where none is named."""
    client = parse_client(text)
    return str(with_default_os(client, client_profile(client)))


@contextmanager
def _ported(
    root: Path, read: str, write: str, port: str | Path | None, style: str
) -> Iterator[Path]:
    if port is not None:
        given = Path(port)
        if not given.is_dir():
            raise InputError("is no folder; expected the ported program", place=str(port))
        yield given.resolve()
        return
    from ..source.calls import Style
    from ..source.output import write_tree
    from ..source.tree import port_tree

    with TemporaryDirectory(prefix="mediaglot-") as folder:
        out = Path(folder).resolve() / "port"
        wanted = Style(runtime=style == "runtime")
        write_tree(port_tree(root, read=read, write=write, style=wanted), root, out)
        yield out


Case = tuple[str, Situation, MakeHost]


def _cases(
    sides: _Sides, situations: Sequence[Situation], scenario: MakeHost | None, album: Album
) -> list[Case]:
    if scenario is not None:
        return [("scenario", Situation("scenario", "the user's own"), scenario)]
    shared = shared_scopes(*sides.views())

    def case(situation: Situation) -> Case:
        def make(client: str, package: Path) -> Host:
            return situated(client, situation, shared, album, package)

        return situation.name, situation, make

    return [case(situation) for situation in situations]


def _entries(
    sides: _Sides, found: Sequence[str], calls: Sequence[str], cases: Sequence[Case]
) -> tuple[list[Entry], list[Missed]]:
    if calls:
        return named(calls, found), []
    _, situation, make = cases[0]
    chosen: list[Entry] = []
    missed: list[Missed] = []
    for page in found:

        def run(file: str, handlers: Sequence[str]) -> Pressed:
            host = make(str(sides.read), sides.original)
            try:
                done = observe(host, sides.original, file, handlers, situation,
                               other=sides.views()[1], stubs=sides.stubs, setup=sides.setup,
                               presses=1, elements=sides.elements(file, False))  # fmt: skip
            finally:
                host.close()
            made = sum(bool(event.data["media"]) for event in done.program.trace.of("reply"))
            return Pressed(done.methods, made, done.stopped())

        ours, others = entries(page, run, speaks=_speaks(sides, page))
        chosen += ours
        missed += others
    return chosen, missed


def _speaks(sides: _Sides, page: str) -> bool:
    """Whether a page, or what it asks for, names a media API of the source."""
    names, _ = _namings(str(sides.read))
    modules = Modules(sides.original, 1)
    try:
        modules.add(page)
    except InputError:
        return True
    return modules.mention(names)


def _judged(
    sides: _Sides, entry: Entry, name: str, situation: Situation, make: MakeHost, presses: int
) -> Verdict:
    source, target = sides.views()
    same = source.profile.namespace == target.profile.namespace
    runs: list[Run] = []
    with ExitStack() as hosts:
        for client, folder, other, foreign in (
            (sides.read, sides.original, target, None),
            (sides.write, sides.port, source, None if same else source),
        ):
            host = make(str(client), folder)
            hosts.callback(host.close)
            runs.append(
                observe(host, folder, entry.page, entry.handlers, situation, other=other,
                        foreign=foreign, stubs=sides.stubs, setup=sides.setup, presses=presses,
                        elements=sides.elements(entry.page, folder is sides.port))
            )  # fmt: skip
        words = Vocabulary()
        for run in runs:
            words.add(run.vocabulary)
        original, port = (told(run, words) for run in runs)
    problem = _problem(original, port)
    difference = None if problem else compared(original, port, sides.read, sides.write)
    return Verdict(entry, name, original, port, difference, problem)


def _problem(original: Observation, port: Observation) -> str:
    for which, seen in (("original", original), ("port", port)):
        if seen.unsimulated:
            names = ", ".join(seen.unsimulated)
            return (
                f"the {which} calls {names}, which is not simulated; {stub_line(seen.unsimulated)}"
            )
    if original.broke and original.broke == port.broke:
        return f"neither runs to its end: {original.broke}"
    if original.broke:
        return f"the original does not run to its end: {original.broke}"
    if port.broke:
        return f"the port does not run to its end: {port.broke}"
    return ""


def compared(
    original: Observation, port: Observation, read: Client, write: Client
) -> Difference | None:
    """The first difference between two runs, or None."""
    for world in (False, True):
        streams = [[seen for seen in run.seen if seen.world is world] for run in (original, port)]
        for at, (one, other) in enumerate(zip_longest(*streams)):
            if one is None or other is None or not same(one, other):
                what = "what it did to the device" if world else "what it did"
                return Difference(what, at, _line(one), _line(other))
    return _calls_differ(original, port, read, write)


def _calls_differ(
    original: Observation, port: Observation, read: Client, write: Client
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
        for at, (want, got) in enumerate(zip_longest(ours, theirs)):
            if not _alike(want, got):
                return Difference("media calls", at, _shown(want), _shown(got))
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
        told = translate_request(call.api, dict(call.options), read=read, write=write)
    except MediaglotError:
        return None
    lost = any(d.severity == "error" for d in told.diagnostics)
    if set(told.recipes) - _AFTERWARDS or told.value is None or lost:
        return None
    plain = _plain(told.api or call.api, told.value, write)
    outcome = ANY_OUTCOME if told.recipes else _outcome(call)
    return None if plain is None else (*plain, outcome)


def _actual(call: MediaCall, write: Client) -> Plain | None:
    plain = _plain(call.api, dict(call.options), write)
    return None if plain is None else (*plain, _outcome(call))


def _plain(api: str, options: dict[str, Any], write: Client) -> tuple[str, dict[str, Any]] | None:
    try:
        request = read_request(api, options, read=write).value
    except MediaglotError:
        return None
    plain = requests.to_plain(request)
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


def _foreign(sides: _Sides, verdicts: Sequence[Verdict]) -> dict[str, int]:
    source, target = sides.views()
    name = source.profile.namespace
    if name == target.profile.namespace:
        return {}
    counts = Counter(
        f"{name}.{event.api}"
        for verdict in verdicts
        for event in verdict.port.trace.of("call", "foreign")
        if event.data["vendor"] == name
    )
    return dict(sorted(counts.items()))
