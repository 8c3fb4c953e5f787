"""One run of a program in one situation, told in words that do not depend on the vendor.

Paths become the name of what was picked or made, messages and codes of failures become their
canonical kind, sizes become whose size it is. What is left is what the program did with them.
"""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Callable, Mapping
from math import isfinite
from typing import Any, Final

from attrs import field, frozen

from ...canonical import requests
from ...canonical.client import Client
from ...canonical.errors import MediaglotError
from ..host.host import BaseHost
from ..messages.translate import read_request, translate_request
from ..plan.pair import client_profile
from ..realm.record import Thrown
from ..realm.trace import Did, Trace
from ..source.components.given_names import HOLD_EVENT, KIN_EVENT
from .drive import Lack, Run
from .labels import Labels, Vocabulary
from .media_calls import media_calls
from .vocabulary import DENIED

_UNCAUGHT: Final = re.compile(r"\{.*?<(?:code|message): (?:<message: )?([a-z_]+)>.*\}", re.DOTALL)
"""A vendor's failure that nobody caught, as it is shown: compared by its kind."""
_SILENT: Final = frozenset({"call", "reply", "failed", "consent", "fetched", "downloaded", "hidden",
                            "picked", "taken", "cancelled", "answered", "menu", "dates", "log",
                            "foreign", "told", "prompt", "user"})  # fmt: skip
_VIDEOS: Final = frozenset({"mp4", "mov", "m4v", "video"})
_AT_CALL: Final = frozenset({"toast", "loading", "dialog", "navigate"})
"""Seen when the program asks for them: the client shows them a moment later."""
_WORLD: Final = frozenset({"uploaded", "requested", "written", "deleted", "opened"})


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
class Met:
    """Something not simulated that a run met, and how much it had done before: to the page, to the
    device, and media calls."""

    lack: Lack
    page: int
    device: int
    calls: int


@frozen
class Observation:
    """A whole run."""

    client: str
    seen: tuple[Seen, ...]
    calls: tuple[MediaCall, ...]
    trace: Trace = field(repr=False)
    methods: tuple[str, ...] = ()
    met: tuple[Met, ...] = ()
    broke: str = ""
    """Why the run ended early, if it did."""
    at_start: tuple[Lack, ...] = ()
    """What the program itself asked for that is not simulated, before its first page opened."""
    words: Callable[[Any], Any] = field(default=lambda value: value, eq=False, repr=False)
    """A value of the run in words of no vendor."""
    media: frozenset[str] = frozenset()
    """The media functions that were called, by the client's own names, those of objects too."""
    pressed: int = 0
    """How many media calls were made by what was pressed."""

    def met_by_pages(self) -> tuple[Lack, ...]:
        """What is not simulated that was met later, each once."""
        result: dict[str, Lack] = {}
        for it in self.met[len(self.at_start) :]:
            result.setdefault(it.lack.name, it.lack)
        return tuple(result.values())


def told(run: Run, vocabulary: Vocabulary, target: Client | None = None) -> Observation:
    """A run in words of no vendor. `vocabulary`: of every run it is compared with; `target`: the
    client that calls beside media are told for, by default the run's own."""
    host, program = run.host, run.program
    made = media_calls(program, host.view)
    target = target or host.view.client
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
    known: list[Met] = []
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
                did = shown[event.api].pop(0)
                if not _unneeded(event.api, run, target):
                    seen.append(_seen(did, run, target, labels))
        elif event.what == "reply":
            _reply(event, host, labels)
            if data["media"]:
                options = asked[event.api].pop(0) if asked.get(event.api) else {}
                kind = "" if data["ok"] else failure
                calls.append(MediaCall(data["media"], options, data["ok"], kind, labels.renamed))
        elif event.what == "told":
            _files(event.data["value"], event.api, host, labels)
        elif event.what == "failed":
            failure = DENIED.get(data["failure"], str(data["failure"]))
        elif event.what == "picked":
            labels.waiting = list(data["names"])
        elif event.what == "taken":
            labels.waiting = [f"taken {data['what']}"]
        elif event.what == "menu" and not set(data["entries"]) <= texts:
            seen.append(Seen("menu", labels.told(data["entries"])))
        elif event.what == "error" and (lack := lack_of(event)) is not None:
            device = sum(it.world for it in seen)
            known.append(Met(lack, len(seen) - device, device, len(calls)))
        elif event.what == "event" and data.get("name") in (HOLD_EVENT, KIN_EVENT):
            continue  # a page that is a component, told as the port tells of such
        elif event.what == "listen" and (heard := _operation(event.api, run)):
            if _listened(heard, target):
                seen.append(Seen("listen", heard))
        elif event.what not in _SILENT and event.what not in _AT_CALL:
            seen.append(_seen(event, run, target, labels))
    return Observation(
        host.client,
        tuple(seen),
        tuple(calls),
        program.trace,
        run.methods,
        tuple(known),
        run.broke,
        run.lacks(of_app=True),
        labels.told,
        frozenset(made),
        made.total() - run.opened,
    )


def lack_of(event: Did) -> Lack | None:
    """What an error of the program says is not simulated; None for any other error."""
    data = event.data
    places: list[str] = list(data.get("places") or [])
    name = Thrown("", str(data.get("text", "")), places).lacks
    return Lack(name, places[0] if places else "") if name else None


def _reply(event: Did, host: BaseHost, labels: Labels) -> None:
    """Learn the words of a reply: paths and sizes."""
    if event.data["ok"]:
        key = str(event.data["media"])
        api = host.view.apis[key].canonical if key else event.api
        _files(event.data["value"], api, host, labels)
        labels.waiting = []


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


def _operation(name: str, run: Run) -> str:
    """What a function of a namespace is in canonical words; empty where neither client says."""
    views = (run.host.view, run.other)
    keys = [view.apis[key].canonical for view in views for key in view.named(name, "")[:1]]
    return keys[0] if keys else ""


def _listened(name: str, target: Client) -> bool:
    """Whether the target hears of the event: what asks whether it can leaves it out there."""
    there = client_profile(target).apis.get(name)
    return there is not None and there.support.usable and there.facts.unneeded is None


def _unneeded(name: str, run: Run, target: Client) -> bool:
    """Whether a call that only shows is left out for the target, without loss."""
    there = client_profile(target).apis.get(_operation(name, run))
    return there is not None and there.facts.unneeded is not None


def _called(event: Did, run: Run, target: Client) -> list[Any]:
    """A call in canonical words, as the target has it: the operation, and its options."""
    name, options = event.api, event.data["options"]
    views = (run.host.view, run.other)
    found = [(view, view.apis[key]) for view in views for key in view.named(name, "")[:1]]
    if not found:
        return [name, options]
    view, api = next((it for it in found if it[1].support.usable), found[0])
    words = {name: word for word, param in api.params.items() for name in param.names}
    # what is no number stands for one, which no message can
    odd = {key: it for key, it in options.items() if isinstance(it, float) and not isfinite(it)}
    with contextlib.suppress(MediaglotError, KeyError):
        asked: Any = {**options, **dict.fromkeys(odd, 0)}
        if view.client != target:
            made = translate_request(name, asked, read=view.client, write=target)
            if made.value is None or made.recipes:
                raise KeyError(name)
            name, asked = made.api or name, made.value
        plain = requests.to_plain(read_request(name, asked, read=target).value)
        there = client_profile(target).api(name)
        shown = {key for key, param in there.params.items() if param.facts.cosmetic}
        plain |= {words.get(name, name): it for name, it in odd.items()}
        return [there.canonical, {key: it for key, it in plain.items() if key not in shown}]
    return [api.canonical, {words.get(name, name): value for name, value in options.items()}]


def _seen(event: Did, run: Run, target: Client, labels: Labels) -> Seen:
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
    if "method" in data:  # one word, however it is written
        data["method"] = str(data["method"]).upper()
    if event.what == "uploaded":
        data.pop("size", None)
    if event.what == "stored" and data["text"] is not None:
        # by its value: which field of an answer comes first, no vendor says
        with contextlib.suppress(ValueError, RecursionError):
            data["value"] = json.loads(data["text"])
            del data["text"]
    if event.what == "navigate":
        return Seen("navigate", labels.told(_called(event, run, target)))
    return Seen(event.what, labels.told(data), world=event.what in _WORLD)
