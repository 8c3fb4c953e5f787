"""One run of a program in one situation, told in words that do not depend on the vendor.

Paths become the name of what was picked or made, messages and codes of failures become their
canonical kind, sizes become whose size it is. What is left is what the program did with them.
"""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from attrs import field, frozen

from ...canonical.engine.faults import MediaError
from ...canonical.engine.operations import CHOOSING
from ...canonical.errors import InputError, MediaglotError
from ...canonical.failures import Failure
from ...profiles.fold import ClientProfile
from ..host.host import BaseHost
from ..messages.translate import translate_failure, write_failure
from ..realm.answers import Stubs
from ..realm.engine import Limits
from ..realm.modules import app_script
from ..realm.program import MiniProgram
from ..realm.site import Site
from ..realm.trace import Did, Trace
from .labels import Labels, Vocabulary, Wording
from .press import NO_ELEMENTS, Elements
from .worlds import Situation

_UNCAUGHT: Final = re.compile(r"\{.*?<(?:code|message): (?:<message: )?([a-z_]+)>.*\}", re.DOTALL)
"""A vendor's failure that nobody caught, as it is shown: compared by its kind."""
_SILENT: Final = frozenset({"call", "reply", "failed", "consent", "fetched", "downloaded", "hidden",
                            "picked", "taken", "cancelled", "answered", "menu", "log",
                            "foreign"})  # fmt: skip
_VIDEOS: Final = frozenset({"mp4", "mov", "m4v", "video"})
_AT_CALL: Final = frozenset({"toast", "loading", "dialog", "navigate"})
"""Seen when the program asks for them: the client shows them a moment later."""
_WORLD: Final = frozenset({"uploaded", "requested", "written", "deleted"})
_DENIED: Final = {"auth_denied_forever": "auth_denied"}


@frozen
class Seen:
    """One thing the program did: its kind, and what it was in words of no vendor.

    `world`: done to the device or the network, not to the page. Calls that run side by side may
    end in another order elsewhere, so the two are compared apart.
    """

    what: str
    data: Any
    world: bool = False

    def line(self) -> str:
        """As a line of text."""
        return f"{self.what:<9} {json.dumps(self.data, ensure_ascii=False, sort_keys=True)}"


@frozen
class MediaCall:
    """A media call as the client got it: the vendor's API and options, and how it ended.

    `renamed` tells the paths among them: of what they are read as, since two paths of one file are
    two places in a list.
    """

    api: str
    options: Mapping[str, Any]
    ok: bool
    kind: str = ""
    renamed: Callable[[Any], Any] = field(default=lambda value: value, eq=False, repr=False)


@frozen
class Observation:
    """A whole run."""

    client: str
    seen: tuple[Seen, ...]
    calls: tuple[MediaCall, ...]
    trace: Trace = field(repr=False)
    methods: tuple[str, ...] = ()
    unsimulated: tuple[str, ...] = ()
    broke: str = ""
    """Why the run ended early, if it did."""


@frozen(eq=False)
class Run:
    """One run, before it is told in words of no vendor. Its host must stay open until then."""

    host: BaseHost
    program: MiniProgram
    broke: str
    methods: tuple[str, ...]
    vocabulary: Vocabulary

    def unsimulated(self) -> tuple[str, ...]:
        """Functions that the program called and that are not simulated."""
        thrown = self.program.thrown
        names = (it.where for it in thrown if it.message.startswith("NotSimulated"))
        return tuple(dict.fromkeys(names))

    def stopped(self) -> str:
        """What kept the program from going on, in one line; empty where nothing did."""
        if self.unsimulated():
            names = self.unsimulated()
            return f"{', '.join(names)}: not simulated; {stub_line(names)}"
        if self.broke:
            return self.broke
        return self.program.thrown[0].line() if self.program.thrown else ""


def stub_line(names: Sequence[str]) -> str:
    """How to answer functions that are not simulated, by their whole names."""
    stubs = [name.partition(".")[2] for name in names if not name.startswith("this.")]
    return (
        "answer it: " + " ".join(f"--stub {name}={{}}" for name in stubs)
        if stubs
        else "views are not"
    )


def observe(
    host: BaseHost,
    root: Path,
    page: str,
    entries: Sequence[str],
    situation: Situation,
    *,
    other: ClientProfile,
    foreign: ClientProfile | None = None,
    stubs: Stubs | None = None,
    setup: Path | None = None,
    presses: int = 2,
    elements: Elements = NO_ELEMENTS,
    pages: Site | None = None,
) -> Run:
    """Open a page on a host, press its entries, and write down what happens.

    `other`: the client on the other side, whose words for failures the program may speak.
    `elements`: of the page's template, which say what a press sends; in a loop the second press is
    the second item's. `pages`: what pages the program has, where not what its configuration says.
    """
    program = MiniProgram(
        host, root, page=page.rpartition(".")[0], stubs=stubs, foreign=foreign, strict=False,
        limits=Limits(), pages=pages,
    )  # fmt: skip
    if situation.loses:
        program.before_reply = lambda api, value: _lose(host, api, value)
    broke, methods = "", list[str]()
    try:
        if setup is not None:
            program.set_up(setup)
        first = app_script(root, host.view.profile.program.script)
        if first and page != first:
            program.run(first)
        number, methods = program.open(page)
        for name in entries:
            for press in range(presses):
                if name in methods:
                    _press(program, number, name, press, elements)
        program.trace.add(host.device.clock.now(), "end", data=_own_data(program, number))
    except InputError as error:
        broke = str(error)
    except MediaglotError as error:
        broke = f"{type(error).__name__}: {error}"
    finally:
        program.close()
    return Run(host, program, broke, tuple(methods), _vocabulary(program.trace, host, other))


def _own_data(program: MiniProgram, page: int) -> Any:
    """The data of a page; of a component without what its parent gave, which only some clients
    count as data."""
    data, given = program.data(page), program.properties(page)
    if not given or not isinstance(data, dict):
        return data
    return {key: value for key, value in data.items() if key not in given}


def _press(program: MiniProgram, page: int, name: str, press: int, elements: Elements) -> None:
    """Press every element that names a handler, with the data it carries now."""
    data = program.data(page) if elements.bound else {}
    for event in elements.events(name, data if isinstance(data, dict) else {}, press):
        program.invoke(page, name, event)


def _lose(host: BaseHost, api: str, value: Mapping[str, Any]) -> None:
    """The picked files are gone before the program gets to them."""
    if api not in CHOOSING:
        return
    for text in _strings(value):
        if host.storage.is_temp(text):
            try:
                host.storage.remove(text)
            except MediaError:
                continue


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _strings(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from _strings(item)


def told(run: Run, vocabulary: Vocabulary) -> Observation:
    """A run in words of no vendor. `vocabulary`: of every run it is compared with."""
    host, program = run.host, run.program
    labels = Labels(
        words=dict(vocabulary.words),
        tails=vocabulary.tails,
        wording=vocabulary.wording,
        numbers={**vocabulary.numbers},
        user_root=host.storage.user_root.rstrip("/"),
    )
    seen, calls, failure = list[Seen](), list[MediaCall](), ""
    asked: dict[str, list[Mapping[str, Any]]] = {}
    texts = set(host.view.profile.texts.values())
    shown: dict[str, list[Did]] = {}
    for event in program.trace:
        if event.what in _AT_CALL:
            shown.setdefault(event.api, []).append(event)
    for event in program.trace:
        data = event.data
        if event.what == "downloaded":  # an emulation may show a file where an address was given
            labels.words.setdefault(str(data["path"]), str(data["url"]))
        if event.what == "call":
            asked.setdefault(event.api, []).append(data.get("options") or {})
            if shown.get(event.api):
                seen.append(_seen(shown[event.api].pop(0), host, labels))
        elif event.what == "reply":
            _reply(event, host, labels)
            if data["media"]:
                options = asked[event.api].pop(0) if asked.get(event.api) else {}
                kind = "" if data["ok"] else failure
                calls.append(MediaCall(data["media"], options, data["ok"], kind, labels.renamed))
        elif event.what == "failed":
            failure = _DENIED.get(data["failure"], str(data["failure"]))
        elif event.what == "picked":
            labels.waiting = list(data["names"])
        elif event.what == "taken":
            labels.waiting = [f"taken {data['what']}"]
        elif event.what == "menu" and not set(data["entries"]) <= texts:
            seen.append(Seen("menu", labels.told(data["entries"])))
        elif event.what not in _SILENT and event.what not in _AT_CALL:
            seen.append(_seen(event, host, labels))
    return Observation(
        host.client,
        tuple(seen),
        tuple(calls),
        program.trace,
        run.methods,
        run.unsimulated(),
        run.broke,
    )


def _reply(event: Did, host: BaseHost, labels: Labels) -> None:
    """Learn the words of a reply: paths and sizes."""
    if event.data["ok"]:
        key = str(event.data["media"])
        api = host.view.apis[key].canonical if key else event.api
        _files(event.data["value"], api, host, labels)
        labels.waiting = []


def _vocabulary(trace: Trace, host: BaseHost, other: ClientProfile) -> Vocabulary:
    """Messages and codes of what failed, in this vendor's words and in those of the other."""
    known, kind = Vocabulary(wording=Wording.of(host.view, other)), ""
    for event in trace:
        if event.what == "failed":
            kind = _DENIED.get(event.data["failure"], str(event.data["failure"]))
        if event.what != "reply" or event.data["ok"]:
            continue
        value, key = event.data["value"], event.data["media"]
        if not key:
            for text in _strings(value):
                known.words.setdefault(text, f"<{event.api} failed>")
            continue
        shapes: list[Mapping[str, Any]] = [value]
        for write in (other.client, other.client.vendor):  # a port may be for every os
            with contextlib.suppress(MediaglotError, KeyError):
                made = translate_failure(
                    key, value, read=host.view.client, write=write, registry=host.registry
                )
                shapes.append(made.value)
        with contextlib.suppress(MediaglotError, KeyError):  # what an emulation says by itself
            plain = Failure(api=host.view.api(key).canonical, kind=kind)
            shapes.append(write_failure(plain, write=str(host.view.client)).value)
        for shape in shapes:
            _learn(known, shape, kind)
    return known


def _learn(known: Vocabulary, shape: Mapping[str, Any], kind: str) -> None:
    for text in shape.values():
        if isinstance(text, str) and text:
            known.words[text] = f"<message: {kind}>"
            tail = known.wording.tail(text)
            known.tails[text if tail is None else tail] = f"<message: {kind}>"
        elif isinstance(text, int) and not isinstance(text, bool) and text:
            known.numbers[text] = f"<code: {kind}>"


def _files(value: Any, api: str, host: BaseHost, labels: Labels) -> None:
    if isinstance(value, Mapping):
        paths = [item for item in value.values() if isinstance(item, str)]
        mine = [text for text in paths if _is_file(host, text)]
        for text in mine:
            labels.path(text, api)
        size = value.get("size")
        if mine and isinstance(size, (int, float)) and size > 99:
            labels.numbers[size] = f"<size of {labels.words[mine[0]][1:-1]}>"
        for item in value.values():
            if isinstance(item, (Mapping, list)):
                _files(item, api, host, labels)
    elif isinstance(value, list):
        for item in value:
            if isinstance(item, str) and _is_file(host, item):
                labels.path(item, api)
            else:
                _files(item, api, host, labels)


def _is_file(host: BaseHost, text: str) -> bool:
    return "/" in text and (host.storage.is_temp(text) or host.storage.is_kept(text)
                            or (host.storage.is_local(text) and ":" in text))  # fmt: skip


def _called(event: Did, host: BaseHost) -> list[Any]:
    """A call in canonical words: the operation, and its options."""
    options = event.data["options"]
    key = next(iter(host.view.named(event.api, "")), None)
    if key is None:
        return [event.api, options]
    api = host.view.apis[key]
    words = {name: word for word, param in api.params.items() for name in param.names}
    return [api.canonical, {words.get(name, name): value for name, value in options.items()}]


def _seen(event: Did, host: BaseHost, labels: Labels) -> Seen:
    data = dict(event.data)
    if event.what == "data":
        return Seen("setData", labels.told(data["patch"]))
    if event.what == "shown":
        shown = {"urls": labels.told(data["urls"]), "current": data["current"]}
        return Seen("preview", {**shown, "menu": data["menu"]}, world=True)
    if event.what == "error":
        return Seen("error", _UNCAUGHT.sub(r"<failure: \1>", labels.told(data.get("text", ""))))
    if event.what == "saved":  # by whichever function: what counts is that the album has it
        suffix = str(data.get("name")).rpartition(".")[2].lower()
        return Seen("saved", "a video" if suffix in _VIDEOS else "a picture", world=True)
    if event.what == "kept":
        return Seen("kept", event.api, world=True)
    if event.what == "uploaded":
        data.pop("size", None)
    if event.what == "navigate":
        return Seen("navigate", labels.told(_called(event, host)))
    return Seen(event.what, labels.told(data), world=event.what in _WORLD)
