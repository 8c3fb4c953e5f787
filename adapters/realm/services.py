"""What a client offers pages beside the media API: toasts, dialogs, storage, files, the network.

The vendor's names come from its profile; what an operation does is told here once, in
canonical words. What a script needs an answer from at once live in the realm itself.
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
from ...canonical.operations.device import ASKED
from ...profiles.fold import ClientApi, ClientProfile
from ...profiles.model import Api, FileProblem
from ..host.host import BaseHost
from ..messages import failure_write as failures
from ..plan.program import program, without_operation, written_failures
from ..plan.side import side
from .files import PROBLEMS

if TYPE_CHECKING:
    from ..plan.model import FailureWords, Side

MAX_READ: Final = 64 << 20
AT_ONCE: Final = "Sync"
"""Canonical names that end so are of operations that answer at once."""
NEWEST: Final = "999.0.0"
"""The version a client without one reports: it counts as the newest."""

_ELSEWHERE: Final = ("media", "canvas")
"""Families that are not performed here: the host performs one, none the other."""
_WINDOWED: Final = {"pc": "mac"}
"""An operating system of a profile by the canonical word for it."""
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

    def table(self) -> list[dict[str, Any]]:
        """What the realm is told: what each function of the vendor is and how it is called."""
        problems = self._file_failures()
        return [self._row(api, problems) for api in self._known()]

    def _row(self, api: ClientApi, problems: Mapping[str, Any]) -> dict[str, Any]:
        facts, form = api.facts, api.operation.form
        at_once = form == "at_once"
        row: dict[str, Any] = {
            "name": api.name,
            "is": api.canonical.removesuffix(AT_ONCE) if at_once else api.canonical,
            "form": form,
            "receiver": api.receiver,
            "throws": self.view.profile.files.sync == "throws",
            "failures": _named(problems, api.name) if at_once and api.receiver else {},
            "params": {key: param.names[0] for key, param in api.params.items()},
            "arguments": facts.arguments,
            "result": {path: field.facts.paths for path, field in api.result.items()},
            "absent": {
                path: field.facts.absent
                for path, field in api.result.items()
                if field.facts.absent is not None
            },
            "success": facts.success if at_once else {},
            "bare": facts.returns,
            "task": facts.task,
            "promised": facts.promised,
        }
        if facts.answer is not None:
            row["answer"] = self.answer(facts)
        return row

    def _known(self) -> list[ClientApi]:
        return [
            api
            for key, api in self.view.apis.items()
            if api.operation.family not in _ELSEWHERE and api.support.usable
        ]

    def _called(self, name: str, receiver: str) -> ClientApi | None:
        """The operation of that function; None for one that is simulated elsewhere, or not."""
        for key in self.view.named(name, receiver):
            api = self.view.apis[key]
            if api.operation.family not in _ELSEWHERE and api.support.usable:
                return api
        return None

    def info(self) -> dict[str, Any]:
        """What getSystemInfo says, in canonical words."""
        client, profile = self.view.client, self.view.profile
        os_name = client.os or profile.os[0]
        asked = self.view.apis.get(ASKED)
        field = asked.result.get("platform") if asked is not None else None
        words: Mapping[str, Any] = field.facts.values if field is not None else {}
        version = str(client.version) if client.version is not None else NEWEST
        by_client = profile.versions == "client"
        return {
            "platform": words.get(_WINDOWED.get(os_name, os_name), os_name),
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

    def perform(self, name: str, options: Mapping[str, Any], receiver: str) -> Answer:
        """Do what a function of the vendor does. Raises ScriptError when the script does not fit;
        KeyError for a function that is none of its operations."""
        api = self._called(name, receiver)
        if api is None:
            raise KeyError(name)
        run = _DO.get(api.canonical)
        if api.facts.answer is not None:
            return Answer(True, self.success(name, self.answer(api.facts), api))
        if run is None:
            self.host.world.event(name, "navigate", options=dict(options))
            return Answer(True, self.success(name, {}, api))
        given = {
            key: options[spelt]
            for key, param in api.params.items()
            for spelt in param.names
            if spelt in options
        }
        given.update(api.facts.implies)
        try:
            values = run(self, api.name, given)
        except MediaError as error:
            if error.kind == "cancelled":
                for outcome in api.facts.outcomes:
                    if outcome.kind == error.kind:
                        return Answer(True, self.success(name, outcome.when, api))
            return Answer(False, self._failed(api, error))
        return Answer(True, self._written(api, values))

    def answer(self, facts: Api) -> dict[str, Any]:
        """What a function that does nothing else here answers now."""
        offline = facts.offline is not None and self.host.device.fetch is no_network
        return dict((facts.offline if offline else facts.answer) or {})

    def aborted(self, name: str, receiver: str) -> dict[str, Any]:
        """The reply of a call that the program ended by its task."""
        api, error = self._called(name, receiver), MediaError("aborted", "abort")
        return self.failure(name, error) if api is None else self._failed(api, error)

    def _failed(self, api: ClientApi, error: MediaError) -> dict[str, Any]:
        """A failed reply, by this function's own codes where it has some."""
        detail = ""
        if error.kind == "network" and self.host.device.fetch is no_network:
            detail = "offline"
            self.host.world.note(NO_NETWORK)
        if api.receiver and error.kind in _OF_FILES:
            return {**api.facts.failed, **self.file_failure(api.name, _OF_FILES[error.kind])}
        reply = self.failure(api.name, error, program(self.view, api)["failures"]["write"], detail)
        return {**api.facts.failed, **reply}

    def _written(self, api: ClientApi, values: Mapping[str, Any]) -> dict[str, Any]:
        out: dict[str, Any] = {}
        for path, place in api.result.items():
            if path in values:
                out.update(dict.fromkeys(place.facts.paths, values[path]))
        return self.success(api.name, out, api)

    def success(
        self, name: str, values: Mapping[str, Any], api: ClientApi | None = None
    ) -> dict[str, Any]:
        """A successful reply around `values`."""
        own = api.facts.success if api is not None else {}
        fields = {**self.view.profile.envelope.success.fields, **own}
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

    def failure(
        self,
        name: str,
        error: MediaError,
        written: Mapping[str, FailureWords] | None = None,
        detail: str = "",
    ) -> dict[str, Any]:
        """A failed reply, by the rules of one function (``written``), or those of them all."""
        if written is None:
            written = written_failures(self.view.failures)
        kind = error.kind if error.kind in written else FALLBACK.get(error.kind, error.kind)
        told = without_operation(name, written)
        text = error.message
        own = None
        if error.code is not None:  # the vendor's code comes with the vendor's message
            own = self.view.profile.id
            template = self.view.profile.envelope.failure.template
            text = template.replace("{api}", name).replace("{text}", text)
        finer = detail if f"{kind}/{detail}" in written else ""
        values = {"kind": kind, "code": error.code, "message": text, "vendor": own, "detail": finer}
        return failures.write(told, self.side, values, [])

    # What each one does ---------------------------------------------------------------------

    def toast(self, name: str, given: Mapping[str, Any]) -> dict[str, Any]:
        """Show a short message."""
        self.host.world.event(name, "toast", text=_text(given.get("title")))
        return {}

    def loading(self, name: str, given: Mapping[str, Any]) -> dict[str, Any]:
        """Show that something is going on."""
        self.host.world.event(name, "loading", text=_text(given.get("title")))
        return {}

    def hide(self, name: str, _given: Mapping[str, Any]) -> dict[str, Any]:
        """Take a message away."""
        self.host.world.event(name, "hidden")
        return {}

    def dialog(self, name: str, given: Mapping[str, Any]) -> dict[str, Any]:
        """Ask, or tell, and wait for the user."""
        title, text = _text(given.get("title")), _text(given.get("content"))
        yes = _text(given.get("confirm_text")) or "OK"
        no = _text(given.get("cancel_text")) or "Cancel"
        refusable = given.get("show_cancel") is not False
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
        return {"confirm": confirmed, "cancel": not confirmed}

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
        kept = path != entry.path and "kept" in self.view.api(name).result
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
        if _text(given.get("data_type") or "json").lower() == "json":
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
    "showToast": Services.toast,
    "hideToast": Services.hide,
    "showLoading": Services.loading,
    "hideLoading": Services.hide,
    "showModal": Services.dialog,
    "showActionSheet": Services.action_sheet,
    "downloadFile": Services.download,
    "uploadFile": Services.upload,
    "request": Services.request,
    "readFile": Services.read_file,
    "getSetting": Services.get_setting,
    "openSetting": Services.open_setting,
    "authorize": Services.authorize,
}
"""What is performed beside the realm; other calls are written down, and succeed."""


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
