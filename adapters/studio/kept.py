"""What was done in the studio as a scenario: a file that `mediaglot scenario run` and pytest take.

The calls of the media API that were made, in canonical words, what the user did at their prompts,
and how each ended. What a scenario cannot say (calls beside media, pictures that came from
elsewhere) is left out and told in the file.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from attrs import define, evolve, field, frozen

from ...canonical import requests, results
from ...canonical.engine.paths import clean_parts, place_new
from ...canonical.errors import InputError, MediaglotError, printable
from ...profiles.toml_text import toml_string
from ..messages.translate import read_request, read_result
from ..realm.trace import Did
from ..system.whole import beside, new_mode
from .phone import Phone
from .studio import Studio

MOST_TOUCHED: Final = 20
"""Touches before a call that are told."""
SUFFIX: Final = ".scenario.toml"
_NAME: Final = re.compile(r"[\w-][\w.-]{0,59}")
_LEADS_ON: Final = frozenset({"source", "media"})
"""Sheets whose entry a script does not name: what follows says which it was."""
_KEY: Final = re.compile(r"[A-Za-z_][\w-]*")


@frozen
class KeptCall:
    """A call as a scenario has it."""

    api: str
    options: Mapping[str, Any]
    outcome: str
    files: int | None = None
    after: tuple[str, ...] = ()
    """What was touched before it, in words."""


@define(eq=False)
class KeptRun:
    """What one phone recorded. `lines`: of the user, in order; `left`: what is left out, and why;
    `names`: pictures of the album that were picked; `scenes`: what the camera saw."""

    calls: list[KeptCall] = field(factory=list[KeptCall])
    lines: list[str] = field(factory=list[str])
    left: list[str] = field(factory=list[str])
    names: dict[str, Path] = field(factory=dict[str, Path])
    scenes: dict[str, Path] = field(factory=dict[str, Path])


def save_scenario(studio: Studio, name: str, folder: Path) -> str:
    """Write what was done as a scenario of that name, with the pictures that it needs beside it.

    Never writes over anything. Raises InputError where there is nothing to write."""
    name = name.strip().removesuffix(SUFFIX)
    if not _NAME.fullmatch(name):
        raise InputError("expected letters, digits, '-' and '_'", place="name")
    phones = list(studio.phones)
    if not phones or any(phone.busy for phone in phones):
        raise InputError("the phones are busy; answer what is asked first")
    recorded = [recorded_of(phone) for phone in phones]
    if not recorded[0].calls:
        raise InputError("no media call was made yet, so there is nothing to save")
    file = folder / f"{name}{SUFFIX}"
    pictures = [(folder / f"{name}.{what}", held) for what, held in
                (("album", recorded[0].names), ("camera", recorded[0].scenes)) if held]  # fmt: skip
    for place in (file, *(place for place, _ in pictures)):
        if place.exists():
            raise InputError("is there already; choose another name", place=place.name)
    for place, held in pictures:
        for item, source in held.items():
            target = place.joinpath(*clean_parts(item))
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
    text = "\n".join(_lines(studio, name, phones, recorded)) + "\n"
    with beside(file) as part:
        part.write_text(text, encoding="utf-8")
        part.chmod(new_mode())
        place_new(part, file)
    return file.name


def recorded_of(phone: Phone) -> KeptRun:
    """What was recorded on a phone. Raises InputError where it has forgotten its beginning."""
    found = KeptRun()
    if phone.program is None or phone.host is None:
        return found
    if phone.forgot:
        raise InputError("too much happened since the program opened; open it again and do it anew")
    album, camera = phone.device.album, phone.device.camera
    known: dict[str, str] = {}
    asked: dict[str, list[Did]] = {}
    pending: list[str] = []
    touched: list[str] = []
    failure = ""
    for event in phone.program.trace:
        if event.what == "call":
            asked.setdefault(event.api, []).append(event)
        elif event.what == "failed":
            failure = str(event.data["failure"])
        elif event.what == "user" and not event.api:
            touched.append(str(event.data["does"]))
        elif event.what == "user" and event.api in requests.REQUESTS:
            action = event.data.get("action")
            if action is None or (event.data.get("at") in _LEADS_ON and action["kind"] == "taps"):
                continue
            pending.append(str(event.data["does"]))
            for name in action.get("names", ()):
                if action["kind"] == "picks":
                    found.names[name] = album.find(name).path
                elif action["kind"] in ("shoots", "records") and name in camera.scenes:
                    found.scenes[name] = camera.scene(name)
        elif event.what == "reply" and event.data["media"]:
            calls = asked.get(event.api) or []
            options = calls.pop(0).data.get("options") if calls else {}
            outcome = "ok" if event.data["ok"] else failure or "unknown"
            call = _call(phone, event, options or {}, outcome, known)
            if isinstance(call, str):
                found.left.append(call)
            else:
                found.calls.append(evolve(call, after=tuple(touched[-MOST_TOUCHED:])))
                found.lines += pending
            pending.clear()
            touched.clear()
    return found


def _call(
    phone: Phone, event: Did, options: Any, outcome: str, known: dict[str, str]
) -> KeptCall | str:
    """A call in canonical words; or why a scenario cannot have it."""
    client, key = phone.seat.client, str(event.data["media"])
    try:
        request = read_request(key, dict(options), read=client).value
        plain = requests.to_plain(request)
        plain.pop("extra", None)
        plain = _named(plain, known, phone)
    except (MediaglotError, TypeError, ValueError) as error:
        return f"{event.api}: {error}"
    api = type(request).api
    files: int | None = None
    for text in [text for text, name in known.items() if name.startswith(f"${api}.")]:
        del known[text]  # what a later call of the same name gave stands there now
    if event.data["ok"]:
        try:
            result = read_result(key, dict(event.data["value"]), read=client).value
        except MediaglotError as error:
            return f"{event.api}: {error}"
        files = len(results.files_of(result)) or None
        known |= {text: f"${api}.{place}" for place, text in _paths(results.to_plain(result), "")}
    return KeptCall(api, plain, outcome, files)


def _paths(value: Any, place: str) -> Iterator[tuple[str, str]]:
    """Every text in a result, with its place there."""
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            if name != "extra":
                yield from _paths(inner, f"{place}.{name}" if place else str(name))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _paths(inner, f"{place}[{number}]")


def _named(value: Any, known: Mapping[str, str], phone: Phone) -> Any:
    """Options with files by the call that they came from. Raises InputError for any other file."""
    if isinstance(value, Mapping):
        return {key: _named(item, known, phone) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_named(item, known, phone) for item in value]
    if not isinstance(value, str):
        return value
    if value in known:
        return known[value]
    if phone.host is not None and phone.host.storage.entry(value) is not None:
        raise InputError("its file came from no media call")
    return value


def _lines(
    studio: Studio, name: str, phones: Sequence[Phone], recorded: Sequence[KeptRun]
) -> Iterator[str]:
    first = recorded[0]
    same = [
        at for at in range(len(phones))
        if [call.api for call in recorded[at].calls] == [call.api for call in first.calls]
    ]  # fmt: skip
    clients = [phones[at].seat.client for at in same]
    yield f"# Recorded by mediaglot studio in {studio.plan.root.name}."
    for at, phone in enumerate(phones):
        if at not in same:
            yield f"# {phone.seat.client} made other calls, so it is not among the clients."
    yield from (f"# Left out: {_line(why)}" for why in first.left)
    yield f"title = {toml_string(name)}"
    yield f"clients = {_value(clients)}"
    if first.names:
        yield f"album = {toml_string(f'{name}.album')}"
    if first.scenes:
        yield f"camera = {toml_string(f'{name}.camera')}"
    began = phones[0].began
    states = {scope: state for scope, state in began.items() if state != "system_off"}
    if states:
        yield f"permissions = {_value(states)}"
    yield "user = ["
    yield from (f"    {toml_string(line)}," for line in _script(phones, recorded, same))
    yield "]"
    for number, call in enumerate(first.calls):
        yield ""
        yield from (f"# after: {_line(words)}" for words in call.after)
        yield "[[call]]"
        yield f"api = {toml_string(call.api)}"
        if call.options:
            yield f"options = {_value(call.options)}"
        expect: dict[str, Any] = {} if call.outcome == "ok" else {"outcome": call.outcome}
        if call.files is not None:
            expect["files"] = call.files
        others = {
            phones[at].seat.client: recorded[at].calls[number].outcome
            for at in same
            if recorded[at].calls[number].outcome != call.outcome
        }
        if others:
            expect["by_client"] = others
        if expect:
            yield f"expect = {_value(expect)}"


def _script(
    phones: Sequence[Phone], recorded: Sequence[KeptRun], same: Sequence[int]
) -> Iterator[str]:
    """The user's lines; those that only one client asked for say so."""
    if len(same) < 2 or recorded[same[0]].lines == recorded[same[1]].lines:
        yield from recorded[0].lines
        return
    for at in same:
        when = json.dumps(phones[at].seat.client)
        for line in recorded[at].lines:
            inner = line[:-1]
            yield f"{inner}{'' if inner.endswith('(') else ', '}when={when})"


def _value(value: Any) -> str:
    """A value as TOML has it in one line."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return toml_string(value)
    if isinstance(value, Mapping):
        listed = (f"{_key(name)} = {_value(it)}" for name, it in value.items() if it is not None)
        return f"{{ {', '.join(listed)} }}"
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(_value(item) for item in value if item is not None)}]"
    return repr(value) if isinstance(value, (int, float)) else toml_string(str(value))


def _line(words: str) -> str:
    """Words of a program in one line of a comment."""
    return printable(" ".join(words.split()))[:200]


def _key(name: object) -> str:
    text = str(name)
    return text if _KEY.fullmatch(text) else toml_string(text)
