"""What a client offers pages beside the media API: toasts, dialogs, storage, files, the network.

The vendor's names come from its profile (`[services]`); what a service does is told here once, in
canonical words. Services that a script needs an answer from at once live in the realm itself.
"""

from __future__ import annotations

import base64
import contextlib
import json
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final, cast

from attrs import define, field, frozen

from ...canonical.engine.consent import GRANTED, SCOPES
from ...canonical.engine.faults import MediaError
from ...canonical.engine.fetchers import NO_NETWORK, no_network
from ...canonical.engine.prompts import Prompt
from ...canonical.engine.sources import fetched
from ...canonical.failures import FALLBACK
from ...profiles.fold import ClientProfile
from ...profiles.model import Answer as PlainAnswer
from ...profiles.model import FileProblem, Service
from ..host.host import BaseHost
from ..messages import failure as failures
from ..plan.side import side
from .files import PROBLEMS

if TYPE_CHECKING:
    from ..plan.model import FailureWords, Program, Side

MAX_READ: Final = 64 << 20
SYNC: Final = "_sync"
NEWEST: Final = "999.0.0"
"""The version a client without one reports: it counts as the newest."""

_LATER: Final = frozenset({"canvas", "export_canvas"})
_ENCODINGS: Final = {
    "utf8": "utf-8", "utf-8": "utf-8", "ascii": "ascii", "latin1": "latin-1",
    "binary": "latin-1", "ucs2": "utf-16-le", "ucs-2": "utf-16-le", "utf16le": "utf-16-le",
    "utf-16le": "utf-16-le",
}  # fmt: skip


@frozen
class Answer:
    """A service's reply in the vendor's shape."""

    ok: bool
    value: dict[str, Any]


_OF_FILES: Final = {PROBLEMS[problem][0]: problem for problem in ("not_found", "denied", "full")}
"""Kinds of failures that every function of the file system tells of in one way."""


@define(eq=False)
class Services:
    """The services of one vendor over a host. `view` may be another vendor's than the host's:
    pages that are half ported still speak to the one they came from."""

    view: ClientProfile
    host: BaseHost
    side: Side = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.side = side(self.view)

    def table(self) -> dict[str, dict[str, Any]]:
        """What the realm is told: by the vendor's function, what it is and how it is called."""
        rows: dict[str, dict[str, Any]] = {}
        problems = self._file_failures()
        for key, service in self._known():
            sync = key.endswith(SYNC)
            rows[service.name] = {
                "is": key.removesuffix(SYNC),
                "throws": self.view.profile.files.sync == "throws",
                "failures": _named(problems, service.name) if sync and service.manager else {},
                "sync": sync,
                "manager": service.manager,
                "params": service.params,
                "arguments": service.arguments,
                "result": service.result,
                "bare": service.bare,
                "values": service.values,
                "task": service.task,
                "promised": service.promised,
            }
        return rows

    def _known(self) -> list[tuple[str, Service]]:
        return [
            (key, service)
            for key, service in self.view.profile.services.items()
            if key not in _LATER
        ]

    def info(self) -> dict[str, Any]:
        """What getSystemInfo says, in canonical words."""
        client, profile = self.view.client, self.view.profile
        os_name = client.os or profile.os[0]
        service = profile.services.get("system_info")
        words: Mapping[str, Any] = service.values if service is not None else {}
        version = str(client.version) if client.version is not None else NEWEST
        by_client = profile.versions == "client"
        return {
            "platform": words.get(os_name, os_name),
            "system": os_name,
            "version": version if by_client else NEWEST,
            "base": NEWEST if by_client else version,
            "brand": "mediaglot",
            "model": f"simulated {os_name}",
            "language": "zh_CN",
            "pixel_ratio": 2,
            "screen_width": 390,
            "screen_height": 844,
            "window_width": 390,
            "window_height": 750,
        }

    def perform(self, name: str, options: Mapping[str, Any], manager: bool) -> Answer:
        """Do what a function of the vendor does. Raises ScriptError when the script does not fit;
        KeyError for a function that is none of its services."""
        for key, service in self._known():
            if service.name == name and service.manager == manager:
                return self._performed(key, service, options)
        if name in self.view.profile.answers:
            return Answer(True, self.success(name, self.answer(self.view.profile.answers[name])))
        if name in self.view.profile.recorded:
            self.host.world.event(name, "navigate", options=dict(options))
            return Answer(True, self.success(name, {}))
        raise KeyError(name)

    def answer(self, facts: PlainAnswer) -> dict[str, Any]:
        """What a function that does nothing else here answers now."""
        offline = facts.offline and self.host.device.fetch is no_network
        return dict(facts.offline if offline else facts.value)

    def _performed(self, key: str, service: Service, options: Mapping[str, Any]) -> Answer:
        given = {word: options[name] for word, name in service.params.items() if name in options}
        try:
            values = _DO[key](self, service.name, given)
        except MediaError as error:
            if error.kind == "cancelled" and service.cancel is not None:
                return Answer(True, self._written(service, dict(service.cancel)))
            return Answer(False, self._failed(service, error))
        return Answer(True, self._written(service, values))

    def aborted(self, name: str, manager: bool) -> dict[str, Any]:
        """The reply of a call that the program ended by its task."""
        for _, service in self._known():
            if service.name == name and service.manager == manager:
                return self._failed(service, MediaError("unknown", "abort"), "abort")
        return self.failure(name, MediaError("unknown", "abort"))

    def _failed(self, service: Service, error: MediaError, why: str = "") -> dict[str, Any]:
        """A failed reply, by this function's own codes where it has some."""
        if error.kind == "network" and self.host.device.fetch is no_network:
            why = "offline"
            self.host.world.note(NO_NETWORK)
        code = service.codes.get(why or error.kind)
        if code is not None:
            error = MediaError(error.kind, error.message, code=code)
        elif service.manager and error.code is None and error.kind in _OF_FILES:
            return {**service.failed, **self.file_failure(service.name, _OF_FILES[error.kind])}
        return {**service.failed, **self.failure(service.name, error)}

    def _written(self, service: Service, values: Mapping[str, Any]) -> dict[str, Any]:
        out: dict[str, Any] = {}
        for word, names in service.result.items():
            if word in values:
                out.update(dict.fromkeys(names, values[word]))
        return self.success(service.name, out)

    def success(self, name: str, values: Mapping[str, Any]) -> dict[str, Any]:
        """A successful reply around `values`."""
        fields = self.view.profile.envelope.success.fields
        shown = {
            key: value.replace("{api}", name) if isinstance(value, str) else value
            for key, value in fields.items()
        }
        return {**values, **shown}

    def _file_failures(self) -> dict[str, dict[str, Any]]:
        """What files can go wrong with, ``{api}`` in the place of the function's name."""
        return {problem: self.file_failure("{api}", problem) for problem in PROBLEMS}

    def file_failure(self, name: str, problem: str) -> dict[str, Any]:
        """A failed reply of a function of the file system. Raises KeyError for no known problem."""
        kind, text = PROBLEMS[problem]
        code = self.view.profile.files.codes.get(cast("FileProblem", problem))
        return self.failure(name, MediaError(kind, text, code=code))

    def failure(self, name: str, error: MediaError) -> dict[str, Any]:
        """A failed reply, by the rules that hold for every function of the vendor."""
        written: dict[str, FailureWords] = {}
        for rule in self.view.failures:
            if not rule.read_only and rule.kind not in written:
                words = written[rule.kind] = {}
                if rule.code:
                    words["code"] = rule.code[0]
                if rule.text:
                    words["text"] = rule.text
        kind = error.kind if error.kind in written else FALLBACK.get(error.kind, error.kind)
        program: Program = {
            "api": name,
            "name": name,
            "params": [],
            "result": [],
            "success": {},
            "failures": {"read": [], "write": written},
        }
        text = error.message
        own = None
        if error.code is not None:  # the vendor's code comes with the vendor's message
            own = self.view.profile.id
            template = self.view.profile.envelope.failure.template
            text = template.replace("{api}", name).replace("{text}", text)
        values = {"kind": kind, "code": error.code, "message": text, "vendor": own, "detail": ""}
        return failures.write(program, self.side, values, [])

    # What each one does ---------------------------------------------------------------------

    def toast(self, name: str, given: Mapping[str, Any]) -> dict[str, Any]:
        """Show a short message."""
        self.host.world.event(name, "toast", text=_text(given.get("text")))
        return {}

    def loading(self, name: str, given: Mapping[str, Any]) -> dict[str, Any]:
        """Show that something is going on."""
        self.host.world.event(name, "loading", text=_text(given.get("text")))
        return {}

    def hide(self, name: str, _given: Mapping[str, Any]) -> dict[str, Any]:
        """Take a message away."""
        self.host.world.event(name, "hidden")
        return {}

    def dialog(self, name: str, given: Mapping[str, Any], *, refusable: bool) -> dict[str, Any]:
        """Ask, or tell, and wait for the user."""
        title, text = _text(given.get("title")), _text(given.get("text"))
        yes, no = _text(given.get("confirm")) or "OK", _text(given.get("cancel")) or "Cancel"
        refusable = refusable and given.get("show_cancel") is not False
        self.host.world.event(name, "dialog", title=title, text=text)
        action = self.host.world.put(
            Prompt(
                "dialog",
                name,
                f"the dialog {title or text!r}",
                ("taps", "cancels") if refusable else ("taps",),
                entries=(yes, no) if refusable else (yes,),
                title=title,
                text=text,
            )
        )
        confirmed = action.kind == "taps" and action.names[0] == yes
        self.host.world.event(name, "answered", confirmed=confirmed)
        return {"confirmed": confirmed, "cancelled": not confirmed}

    def action_sheet(self, name: str, given: Mapping[str, Any]) -> dict[str, Any]:
        """Let the user choose from a menu."""
        items = given.get("items")
        if not isinstance(items, list) or not items:
            raise MediaError("param_invalid", "the menu has no entries")
        entries = [_text(item) for item in items]
        self.host.world.event(name, "menu", entries=entries)
        offers, listed = ("taps", "cancels"), tuple(entries)
        action = self.host.world.put(
            Prompt("menu", name, f"the menu {entries}", offers, entries=listed)
        )
        if action.kind == "cancels":
            self.host.world.event(name, "cancelled", at="menu")
            raise MediaError("cancelled", "cancel")
        self.host.world.event(name, "answered", entry=action.names[0])
        return {"index": entries.index(action.names[0])}

    def download(self, name: str, given: Mapping[str, Any]) -> dict[str, Any]:
        """Fetch a file into the temporary files."""
        entry = fetched(_address(given), self.host.world, _headers(given))
        target = given.get("file")
        path = entry.path
        if isinstance(target, str) and target:
            path = self.host.storage.save(entry.path, target).path
        self.host.world.event(name, "downloaded", url=given["url"], path=path)
        kept = path != entry.path and "kept" in self.view.profile.services["download"].result
        return {"kept" if kept else "path": path, "status": 200}

    def upload(self, name: str, given: Mapping[str, Any]) -> dict[str, Any]:
        """Send a file; the network's answer comes back as text."""
        url, path = _address(given), given.get("file")
        if not isinstance(path, str) or not path:
            raise MediaError("param_invalid", "the file to upload is not named")
        size = self.host.storage.resolve(path).stat().st_size
        reply = self.host.device.fetch(url, _headers(given))
        form = given.get("form")
        self.host.world.event(
            name, "uploaded", url=url, path=path, size=size, name=_text(given.get("name")),
            form=form if isinstance(form, dict) else {},
        )  # fmt: skip
        return {"data": reply.decode("utf-8", "replace"), "status": 200, "header": {}}

    def request(self, name: str, given: Mapping[str, Any]) -> dict[str, Any]:
        """Talk to a server."""
        url = _address(given)
        reply = self.host.device.fetch(url, _headers(given))
        method = _text(given.get("method")) or "GET"
        self.host.world.event(name, "requested", url=url, method=method, data=given.get("data"))
        text: Any = reply.decode("utf-8", "replace")
        if _text(given.get("type") or "json").lower() == "json":
            with contextlib.suppress(ValueError, RecursionError):
                text = json.loads(text)
        return {"data": text, "status": 200, "header": {}}

    def read_file(self, _name: str, given: Mapping[str, Any]) -> dict[str, Any]:
        """Bytes or text of a file."""
        place = self.host.storage.resolve(_path(given))
        start = _count(given.get("position"), 0)
        with place.open("rb") as stream:
            stream.seek(start)
            data = stream.read(_count(given.get("length"), MAX_READ))
        encoding = given.get("encoding")
        if encoding is None:
            return {"data": data}
        if encoding == "base64":
            return {"data": base64.b64encode(data).decode()}
        if encoding == "hex":
            return {"data": data.hex()}
        return {"data": data.decode(_encoding(encoding), "replace")}

    def get_setting(self, _name: str, _given: Mapping[str, Any]) -> dict[str, Any]:
        """What the user has allowed, under the vendor's names."""
        return {"settings": self._settings()}

    def _settings(self) -> dict[str, bool]:
        found: dict[str, bool] = {}
        for scope, fact in self.view.profile.scopes.items():
            state = self.host.device.consent.state(scope) if scope in SCOPES else "undetermined"
            if state != "undetermined":
                key = fact.setting or fact.name
                found[key] = found.get(key, True) and state in GRANTED
        return found

    def open_setting(self, name: str, _given: Mapping[str, Any]) -> dict[str, Any]:
        """Open the page where the user switches permissions."""
        scopes = [scope for scope in self.view.profile.scopes if scope in SCOPES]
        consent = self.host.device.consent
        scopes.sort(key=consent.granted)
        offers = ("allows", "denies", "cancels") if scopes else ("cancels",)
        action = self.host.world.put(
            Prompt("settings", name, "the settings page", offers, scopes=tuple(scopes))
        )
        if action.kind != "cancels":
            state = "allowed" if action.kind == "allows" else "denied"
            consent.remember(action.names[0], state)
            self.host.world.event(name, "consent", scope=action.names[0], answer=action.kind)
        return {"settings": self._settings()}

    def authorize(self, name: str, given: Mapping[str, Any]) -> dict[str, Any]:
        """Ask for a permission ahead of its use."""
        wanted = given.get("scope")
        scopes = [key for key, fact in self.view.profile.scopes.items() if fact.name == wanted]
        if not scopes:
            raise MediaError("param_invalid", f"the scope {_text(wanted)[:60]} is not simulated")
        self.host.world.ask(name, (scopes[0],))
        return {}


Do = Callable[[Services, str, Mapping[str, Any]], dict[str, Any]]

_DO: Final[dict[str, Do]] = {
    "toast": Services.toast,
    "hide_toast": Services.hide,
    "loading": Services.loading,
    "hide_loading": Services.hide,
    "modal": lambda it, name, given: it.dialog(name, given, refusable=True),
    "confirm": lambda it, name, given: it.dialog(name, given, refusable=True),
    "alert": lambda it, name, given: it.dialog(name, given, refusable=False),
    "action_sheet": Services.action_sheet,
    "download": Services.download,
    "upload": Services.upload,
    "request": Services.request,
    "read_file": Services.read_file,
    "get_setting": Services.get_setting,
    "open_setting": Services.open_setting,
    "authorize": Services.authorize,
}


def _named(replies: Mapping[str, Mapping[str, Any]], name: str) -> dict[str, dict[str, Any]]:
    return {
        problem: {
            key: value.replace("{api}", name) if isinstance(value, str) else value
            for key, value in reply.items()
        }
        for problem, reply in replies.items()
    }


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    return "" if value is None else json.dumps(value, default=str)


def _address(given: Mapping[str, Any]) -> str:
    url = given.get("url")
    if not isinstance(url, str) or not url.lower().startswith(("http://", "https://")):
        raise MediaError("param_invalid", "the url is missing or no network address")
    return url


def _headers(given: Mapping[str, Any]) -> dict[str, str]:
    header = given.get("header")
    return {k: _text(v) for k, v in header.items()} if isinstance(header, dict) else {}


def _path(given: Mapping[str, Any]) -> str:
    path = given.get("path")
    if not isinstance(path, str) or not path:
        raise MediaError("param_invalid", "the path is missing or empty")
    return path


def _count(value: Any, default: int) -> int:
    if isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value <= MAX_READ:
        return int(value)
    return default


def _encoding(name: Any) -> str:
    found = _ENCODINGS.get(str(name).lower())
    if found is None:
        raise MediaError("param_invalid", f"the encoding {_text(name)[:40]} is not known")
    return found
