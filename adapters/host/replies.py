"""How one vendor's replies to the operations beside media are worded, whatever the host.

The vendor's names, codes and messages come from its profile; which functions there are, and how
they are called, is worked out once a client.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, NotRequired, TypedDict, cast

from attrs import field, frozen

from ...canonical.engine.faults import MediaError
from ...canonical.failures import FALLBACK
from ...canonical.operations import FAMILIES, TASKS
from ...canonical.vocabulary import Payload
from ...profiles.fold import ClientApi, ClientField, ClientProfile
from ...profiles.model import FileProblem
from ..messages import failure_write as failures
from ..plan.failures import failures_of, written_failures
from ..plan.program import named, without_operation
from ..plan.side import side
from .file_performers import ASKED, IN_THE_REALM
from .performers import KEPT_FULL, NO_KEY, PERFORMERS, fails_without
from .players import KINDS

if TYPE_CHECKING:
    from ..plan.model import FailureWords, Side

AT_ONCE: Final = "Sync"
"""Canonical names that end so are of operations that answer at once."""
BESIDE: Final = tuple(family for family in FAMILIES if family not in ("media", "canvas"))
"""Families that are performed here, whole: the engine performs one of the others, of canvas a
function or two are."""
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
OBJECTS: Final = ("recording", "playing")
"""Families of objects, some of which live here."""
_OF_KEYS: Final[Mapping[str, tuple[str, str]]] = {"kept_full": KEPT_FULL, "no_key": NO_KEY}
"""The same of what is kept by key."""
_OF_FILES: Final = {PROBLEMS[problem][0]: problem for problem in ("not_found", "denied", "full")}
"""Kinds of failures that every function of the file system tells of in one way."""


Row = TypedDict(
    "Row",
    {
        "name": str,
        "is": str,
        "form": str,
        "receiver": NotRequired[str],
        "failures": NotRequired[Mapping[str, Payload]],
        "of_files": NotRequired[bool],
        "asked": NotRequired[bool],
        "params": NotRequired[Mapping[str, str]],
        "arguments": NotRequired[Sequence[str]],
        "result": NotRequired[Mapping[str, Sequence[str]]],
        "absent": NotRequired[Payload],
        "missing": NotRequired[str],
        "success": NotRequired[Payload],
        "bare": NotRequired[str],
        "task": NotRequired[Sequence[str]],
        "promised": NotRequired[bool],
        "promise": NotRequired[str],
        "gives": NotRequired[str],
        "single": NotRequired[bool],
        "answer": NotRequired[Payload],
        "offline": NotRequired[Payload],
    },
)
"""What a function of the vendor is and how it is called, for a realm; what is empty is left out.

`is`: the canonical operation; `failures`: replies by problem, `of_files` where they are those of
every function of the file system; `asked`: the client answers, not the script; `params`: the
vendor's words by canonical name, `arguments` those in order; `result`: places by canonical name,
`absent` what stands in one without a value, `missing` the problem that it is to ask for a key under
which nothing is kept; `success` what stands beside, `bare` the field that is
the whole; `task`: members of what it gives at once, `promised` where that is a promise, too;
`promise`: where it is not the vendor's own rule; `gives`: the kind of object, `single` where there
is one; `answer`: what it always says, `offline` without a network."""


def offered(api: ClientApi) -> bool:
    """Whether a client has an operation that is performed here: a function, of an object one of
    those that live here; of a task its events; of the families that nobody performs those that
    give an object whose members are known."""
    form = api.operation.form
    recorded = form == "factory" and bool(api.facts.task) and not api.receiver
    if form == "factory" and api.operation.family in OBJECTS and not _lives(api):
        return recorded and api.support.usable
    performed = api.operation.family in BESIDE or recorded or api.canonical in PERFORMERS
    there = performed and api.support.usable and form != "value"
    if api.operation.family in OBJECTS and api.receiver not in ("", *KINDS):
        return False
    return there and (api.receiver not in TASKS or form == "listener")


def _lives(api: ClientApi) -> bool:
    return api.operation.gives in KINDS


def simulated(api: ClientApi) -> bool:
    """Whether something answers for an operation: one whose result nobody makes up is refused, and
    one of files that nobody touches."""
    gives = any(not place.facts.optional for place in api.result.values())
    of_files = api.operation.family == "files" and api.canonical not in IN_THE_REALM
    asked = api.operation.form == "options" and (of_files or (gives and not api.receiver))
    return not asked or api.canonical in PERFORMERS or api.facts.answer is not None


def _given(api: ClientApi) -> Iterator[tuple[str, ClientField]]:
    """The fields that a client's replies have: not those that it tells elsewhere."""
    for path, place in api.result.items():
        elsewhere = place.facts.member or place.facts.asked_of
        if place.support.usable and not elsewhere:
            yield path, place


@frozen(eq=False)
class Replies:
    """The replies of one client to what is called beside media."""

    view: ClientProfile
    side: Side = field(init=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "side", side(self.view))

    def rows(self) -> list[Row]:
        """What each function of the vendor is that is simulated, and how it is called."""
        return [
            self._row(api) for api in self.view.apis.values() if offered(api) and simulated(api)
        ]

    def file_failures(self) -> dict[str, Payload]:
        """Failed replies of the functions of the file system, by problem; ``{api}`` in their texts
        stands for the function's name."""
        return {problem: self.file_failure("{api}", problem) for problem in PROBLEMS}

    def _row(self, api: ClientApi) -> Row:
        facts, form = api.facts, api.operation.form
        at_once = form == "at_once"
        of_keys = at_once and api.operation.family == "storage"
        own = api.promise(self.view.profile)
        full: Row = {
            "name": api.name,
            "is": api.canonical.removesuffix(AT_ONCE) if at_once else api.canonical,
            "form": form,
            "receiver": api.receiver,
            "of_files": at_once and bool(api.receiver),
            "asked": api.canonical in ASKED,
            "failures": (
                {problem: self.problem_failure(api, problem) for problem in _OF_KEYS}
                if of_keys and not api.receiver
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
            "missing": "no_key" if fails_without(api) else "",
            "success": facts.success if at_once else {},
            "bare": facts.returns,
            "task": facts.task,
            "promised": facts.promised,
            "promise": "" if own == self.view.profile.call.promise else own,
            "gives": api.operation.gives,
            "single": getattr(KINDS.get(api.operation.gives), "single", False),
        }
        row = cast("Row", {key: value for key, value in full.items() if value})
        if facts.answer is not None:
            row["answer"] = facts.answer
            if facts.offline is not None:
                row["offline"] = facts.offline
        return row

    def called(self, name: str, receiver: str) -> ClientApi | None:
        """The operation of that function; None for one that is simulated elsewhere, or not."""
        for key in self.view.named(name, receiver):
            api = self.view.apis[key]
            if offered(api):
                return api
        return None

    def failed(self, api: ClientApi, error: MediaError, detail: str = "") -> Payload:
        """A failed reply, by this function's own codes where it has some."""
        if api.receiver and error.kind in _OF_FILES:
            return {**api.facts.failed, **self.file_failure(api.name, _OF_FILES[error.kind])}
        reply = self.failure(api.name, error, failures_of(self.view, api)["write"], detail)
        return {**api.facts.failed, **reply}

    def written(self, api: ClientApi, values: Mapping[str, Any]) -> Payload:
        out: Payload = {}
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
    ) -> Payload:
        """A successful reply around `values`."""
        own = api.facts.success if api is not None else {}
        at_once = api is not None and api.operation.form == "at_once"
        around = {} if at_once else self.view.profile.envelope.success.fields
        return {**values, **named({**around, **own}, name)}

    def problem(self, name: str, receiver: str, problem: str) -> Payload:
        """A failed reply for a problem that was met in the realm."""
        api = self.called(name, receiver)
        if api is None or problem not in _OF_KEYS:
            return self.file_failure(name, problem)
        return self.problem_failure(api, problem)

    def problem_failure(self, api: ClientApi, problem: str) -> Payload:
        """A failed reply of a function that keeps things by key."""
        return self.failed(api, MediaError(*_OF_KEYS[problem]))

    def file_failure(self, name: str, problem: str) -> Payload:
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
    ) -> Payload:
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
