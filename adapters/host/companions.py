"""What a client offers pages beside the media API: toasts, dialogs, storage, files, the network.

The vendor's names come from its profile; what an operation does is told here once, in
canonical words. What a page needs at once is answered in the realm itself, from the same store.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final, cast

from attrs import define, field, frozen

from ...canonical.engine.faults import MediaError
from ...canonical.engine.fetchers import NO_NETWORK, no_network
from ...canonical.failures import FALLBACK
from ...canonical.operations import FAMILIES, TASKS
from ...canonical.operations.device import ASKED
from ...profiles.fold import ClientApi, ClientField, ClientProfile
from ...profiles.model import Api, FileProblem
from ..messages import failure_write as failures
from ..plan.program import failures_of, named, without_operation, written_failures
from ..plan.side import side
from .performers import KEPT_FULL, PERFORMERS

if TYPE_CHECKING:
    from ..plan.model import FailureWords, Side
    from .host import BaseHost
    from .performers import Do

AT_ONCE: Final = "Sync"
"""Canonical names that end so are of operations that answer at once."""
NEWEST: Final = "999.0.0"
"""The version a client without one reports: it counts as the newest."""
_SAFE: Final = {"left": 0, "right": 390, "top": 47, "bottom": 810, "width": 390, "height": 763}
"""Where nothing of the device covers the page, in pixels of the page."""

BESIDE: Final = tuple(family for family in FAMILIES if family not in ("media", "canvas"))
"""Families that are performed here: the engine performs one of the others, nobody canvas."""
PROBLEMS: Final[Mapping[str, tuple[str, str]]] = {
    "not_found": ("file_not_found", "no such file or directory"),
    "denied": ("file_permission", "permission denied"),
    "exists": ("save_failed", "file already exists"),
    "not_dir": ("param_invalid", "not a directory"),
    "is_dir": ("param_invalid", "illegal operation on a directory"),
    "not_empty": ("param_invalid", "directory not empty"),
    "full": ("storage_full", "the maximum size of the file storage limit is exceeded"),
    "encoding": ("param_invalid", "the data does not fit its encoding"),
    "invalid": ("param_invalid", "invalid argument"),
}
"""What can be wrong with files and folders: the failure's kind, and words for it."""
_OF_KEYS: Final[Mapping[str, tuple[str, str]]] = {"kept_full": KEPT_FULL}
"""The same of what is kept by key."""
_OF_FILES: Final = {PROBLEMS[problem][0]: problem for problem in ("not_found", "denied", "full")}
"""Kinds of failures that every function of the file system tells of in one way."""


@frozen
class Answer:
    """A reply in the vendor's shape, and what it means: values by canonical name, or the error."""

    ok: bool
    value: dict[str, Any]
    values: Mapping[str, Any] = field(factory=dict[str, Any])
    error: MediaError | None = None


def offered(api: ClientApi) -> bool:
    """Whether a client has an operation that is performed here: a function, of no task; of the
    families that nobody performs those that give an object whose members are known."""
    recorded = api.operation.form == "factory" and bool(api.facts.task) and not api.receiver
    there = (api.operation.family in BESIDE or recorded) and api.support.usable
    return there and api.operation.form != "value" and api.receiver not in TASKS


def simulated(api: ClientApi) -> bool:
    """Whether something answers for an operation: one whose result nobody makes up is refused."""
    gives = any(not place.facts.optional for place in api.result.values())
    asked = api.operation.form == "options" and not api.receiver and gives
    return not asked or api.canonical in PERFORMERS or api.facts.answer is not None


def _given(api: ClientApi) -> Iterator[tuple[str, ClientField]]:
    """The fields that a client's replies have: not those that it tells elsewhere."""
    for path, place in api.result.items():
        elsewhere = place.facts.member or place.facts.asked_of
        if place.support.usable and not elsewhere:
            yield path, place


@define(eq=False)
class Companions:
    """The operations beside media of one vendor over a host.

    `view` may be another vendor's than the host's: pages that are half ported still speak to the
    one they came from."""

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
        of_keys = at_once and api.operation.family == "storage"
        row: dict[str, Any] = {
            "name": api.name,
            "is": api.canonical.removesuffix(AT_ONCE) if at_once else api.canonical,
            "form": form,
            "receiver": api.receiver,
            "throws": self.view.profile.files.sync == "throws",
            "failures": (
                {problem: named(reply, api.name) for problem, reply in problems.items()}
                if at_once and api.receiver
                else {problem: self.problem_failure(api, problem) for problem in _OF_KEYS}
                if of_keys
                else {}
            ),
            "params": {key: param.names[0] for key, param in api.params.items()},
            "arguments": facts.arguments,
            "result": {path: field.facts.paths for path, field in _given(api)},
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
        return [api for api in self.view.apis.values() if offered(api) and simulated(api)]

    def _called(self, name: str, receiver: str) -> ClientApi | None:
        """The operation of that function; None for one that is simulated elsewhere, or not."""
        for key in self.view.named(name, receiver):
            api = self.view.apis[key]
            if offered(api):
                return api
        return None

    def info(self) -> dict[str, Any]:
        """What getSystemInfo says, in canonical words."""
        client, profile = self.view.client, self.view.profile
        os_name = client.os or profile.os[0]
        version = str(client.version) if client.version is not None else NEWEST
        by_client = profile.versions == "client"
        platform = profile.platforms.get(os_name, os_name)
        told: dict[str, Any] = {
            "platform": platform,
            "system": "14.0",
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
            "status_bar_height": 47,
            "safe_area": dict(_SAFE),
            "screen_top": 94,
            "font_size": 16,
            "theme": "light",
        }
        asked = self.view.apis.get(ASKED)
        fields = asked.result if asked is not None else {}
        for key, place in fields.items():
            if isinstance(told.get(key), str):
                before = place.facts.before.get(platform, "")
                told[key] = before + str(place.facts.values.get(told[key], told[key]))
        return told

    def members(self) -> dict[str, Any]:
        """What of that the vendor's global object has as members of its own, by their names."""
        asked, told = self.view.apis.get(ASKED), self.info()
        fields = asked.result if asked is not None else {}
        return {
            place.facts.member: told[key]
            for key, place in fields.items()
            if place.facts.member and key in told
        }

    def perform(
        self,
        name: str,
        options: Mapping[str, Any],
        receiver: str,
        moves: Mapping[str, Do] | None = None,
    ) -> Answer:
        """Do what a function of the vendor does. `moves`: what is done by those that lead from page
        to page, by canonical name, where there are pages. Raises ScriptError when the script does
        not fit; KeyError for a function that is none of its operations."""
        api = self._called(name, receiver)
        if api is None:
            raise KeyError(name)
        moves = moves or {}
        run = moves.get(api.canonical) or PERFORMERS.get(api.canonical)
        if api.facts.answer is not None:
            return Answer(True, self.success(name, self.answer(api.facts), api))
        if run is None and not simulated(api):
            error = MediaError("api_unsupported", f"{name} is not simulated")
            return Answer(False, self._failed(api, error), error=error)
        if run is None or api.canonical in moves:
            self.host.world.event(name, "navigate", options=dict(options))
        if run is None:
            return Answer(True, self.success(name, {}, api))
        given = {
            key: options[spelt]
            for key, param in api.params.items()
            for spelt in param.names
            if spelt in options
        }
        given.update(api.facts.implies)
        try:
            with self.host.storage.nothing_left():
                values = run(self, api.name, given)
        except MediaError as error:
            if error.kind == "cancelled":
                for outcome in api.facts.outcomes:
                    if outcome.kind == error.kind:
                        return Answer(True, self.success(name, outcome.when, api), error=error)
            return Answer(False, self._failed(api, error), error=error)
        return Answer(True, self._written(api, values), values)

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
        detail = error.detail or ""
        if error.kind == "network" and self.host.device.fetch is no_network:
            detail = "offline"
            self.host.world.note(NO_NETWORK)
        if api.receiver and error.kind in _OF_FILES:
            return {**api.facts.failed, **self.file_failure(api.name, _OF_FILES[error.kind])}
        reply = self.failure(api.name, error, failures_of(self.view, api)["write"], detail)
        return {**api.facts.failed, **reply}

    def _written(self, api: ClientApi, values: Mapping[str, Any]) -> dict[str, Any]:
        out: dict[str, Any] = {}
        for path, place in _given(api):
            if path in values:
                value = place.facts.absent if values[path] is None else values[path]
                for name in place.facts.paths:
                    key, _, member = name.partition(".")
                    if member:
                        out.setdefault(key, {})[member] = value
                    else:
                        out[key] = value
        return self.success(api.name, out, api)

    def success(
        self, name: str, values: Mapping[str, Any], api: ClientApi | None = None
    ) -> dict[str, Any]:
        """A successful reply around `values`."""
        own = api.facts.success if api is not None else {}
        at_once = api is not None and api.operation.form == "at_once"
        around = {} if at_once else self.view.profile.envelope.success.fields
        return {**values, **named({**around, **own}, name)}

    def _file_failures(self) -> dict[str, dict[str, Any]]:
        """What files can go wrong with, ``{api}`` in the place of the function's name."""
        return {problem: self.file_failure("{api}", problem) for problem in PROBLEMS}

    def problem(self, name: str, receiver: str, problem: str) -> dict[str, Any]:
        """A failed reply for a problem that was met in the realm."""
        api = self._called(name, receiver)
        if api is None or problem not in _OF_KEYS:
            return self.file_failure(name, problem)
        return self.problem_failure(api, problem)

    def problem_failure(self, api: ClientApi, problem: str) -> dict[str, Any]:
        """A failed reply of a function that keeps things by key."""
        return self._failed(api, MediaError(*_OF_KEYS[problem]))

    def file_failure(self, name: str, problem: str) -> dict[str, Any]:
        """A failed reply of a function of the file system. Raises KeyError for no known problem."""
        kind, text = PROBLEMS[problem]
        code = self.view.profile.files.codes.get(cast("FileProblem", problem))
        rules = written_failures(self.view.rules_of("files"))
        return self.failure(name, MediaError(kind, text, code=code), rules)

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
