"""The plan of a probe: every case that one client's profile has, in that vendor's own words."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final, Literal

import attrs

from ...canonical.errors import InputError, did_you_mean
from ...canonical.operations import FAMILIES, OPERATIONS
from ...canonical.operations.model import BEGINS, ENDS
from ...canonical.values import Value
from ...profiles.fold import REST, ClientApi, ClientProfile
from ..messages import request_write
from ..messages.origin import Origin
from ..plan.notes import Note
from ..plan.pair import View
from .cases import After, Case, Cases, required

if TYPE_CHECKING:
    from ..plan.model import Program

Run = Literal["safe", "person", "hand", "costly"]
"""Who runs a step: all that are safe at one touch; a person, who does something; by hand, since
nobody said that it does no harm; only when it is named."""
OWN: Final = Origin(own=True)
LIMITS: Final[Mapping[Run, int]] = {"safe": 15, "person": 180, "hand": 60, "costly": 180}
"""Seconds that a call has to answer."""


@attrs.frozen(eq=False, repr=False)
class ProbeStep(Value):
    """One call of a vendor's function.

    ``operation`` is the profile's key, ``function`` the vendor's name, ``on`` the functions that
    give what it is called on, the first on the namespace. ``options`` and ``arguments`` are the
    vendor's; ``ends``: the listener's other half, ``after``: what is called once it listens;
    ``members``: what the object that it gives has. ``files``: where a file stands in the
    reply, in the vendor's words; ``words``: texts of a reply that are the vendor's own.
    """

    operation: str
    case: Case
    function: str
    family: str
    form: str
    run: Run
    why: str = ""
    on: tuple[str, ...] = ()
    options: Mapping[str, Any] = attrs.field(factory=dict)
    arguments: tuple[Any, ...] | None = None
    ends: str = ""
    after: tuple[Mapping[str, Any], ...] = ()
    members: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    words: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The name by which records have it: unique in a plan."""
        return f"{self.operation}/{self.case.name}"

    @property
    def limit(self) -> int:
        """Seconds that it has to answer."""
        return LIMITS[self.run]

    def to_plain(self) -> dict[str, Any]:
        """As the program has it: JSON-like values, what says nothing left out."""
        case = self.case
        plain: dict[str, Any] = {
            "id": self.name, "family": self.family, "operation": self.operation, "case": case.name,
            "fn": self.function, "form": self.form, "run": self.run, "limit": self.limit,
        }  # fmt: skip
        more = {
            "act": case.act, "why": self.why, "on": list(self.on), "options": dict(self.options),
            "ends": self.ends, "after": list(self.after), "members": list(self.members),
            "files": list(self.files), "gives": case.gives, "takes": case.takes,
            "words": list(self.words), "bare": case.bare,
            "private": case.private or self.run in ("hand", "costly"),
        }  # fmt: skip
        if self.arguments is not None:
            plain["args"] = list(self.arguments)
        return plain | {key: value for key, value in more.items() if value}


@attrs.frozen(eq=False, repr=False)
class ProbePlan(Value):
    """All steps for one client. ``left_out``: operation -> why nothing is asked of it."""

    view: ClientProfile
    steps: tuple[ProbeStep, ...]
    left_out: Mapping[str, str]
    uses: Mapping[str, ProbeStep]
    about: tuple[ProbeStep, Mapping[str, tuple[str, ...]]] | None

    def step(self, operation: str, case: str) -> ProbeStep | None:
        """The step of a record; None for one that no plan of today has."""
        name = f"{operation}/{case}"
        return next((step for step in self.steps if step.name == name), None)


def plan_of(
    seen: View,
    known: Cases,
    *,
    operations: Collection[str] = (),
    families: Collection[str] = (),
    include: Collection[str] = (),
) -> ProbePlan:
    """What a probe asks of a client.

    ``operations`` and ``families`` choose, by canonical names or the vendor's; ``include`` names
    costly operations that are asked all the same. Raises `InputError` for names that nothing has.
    """
    view = seen.profile
    chosen = _chosen(view, operations)
    named = _chosen(view, include)
    for family in families:
        if family not in FAMILIES:
            hint = did_you_mean(family, FAMILIES, "families")
            raise InputError(f"no family {family[:60]!r}; {hint}")
    steps: list[ProbeStep] = []
    left_out: dict[str, str] = {}
    for key in view.apis:
        api = view.apis[key]
        if api.operation.internal or (chosen and key not in chosen and key not in named):
            continue
        if families and api.operation.family not in families and key not in named:
            continue
        why = known.costly.get(api.canonical, "")
        if why and key not in named and api.support.usable:
            left_out[key] = f"costly: {why}"
            continue
        found = list(_steps(seen, known, api, why))
        steps += (item for item in found if isinstance(item, ProbeStep))
        if not any(isinstance(item, ProbeStep) for item in found):
            left_out[key] = next((item for item in found if isinstance(item, str)), "")
    return ProbePlan(view, tuple(steps), left_out, _uses(seen, known), _about(seen, known))


def _chosen(view: ClientProfile, names: Iterable[str]) -> frozenset[str]:
    found: set[str] = set()
    for name in names:
        api = view.api(name)
        found |= {api.key, *view.named(api.name)}
    return frozenset(found)


def _steps(seen: View, known: Cases, api: ClientApi, why: str) -> Iterator[ProbeStep | str]:
    """The steps of an operation, or why there is none."""
    if not api.support.usable:
        yield "the profile says that it is not there: whether it is, the list of members tells"
        return
    view, operation = seen.profile, api.operation
    on = givers(view, api)
    if on is None:
        yield "what it is called on needs more than a call: an element, a task under way"
        return
    if operation.form == "listener" and api.canonical.startswith(ENDS):
        yield "it ends what another operation begins, and is called with that one"
        return
    for case in known.of(api.canonical):
        try:
            yield _step(seen, api, case, on, why)
        except InputError as error:
            yield f"no call of it can be written: {error}"


def ends_of(view: ClientProfile, api: ClientApi) -> str:
    """The vendor's function that ends to hear of an event; empty: there is none."""
    if api.operation.form != "listener" or not api.canonical.startswith(BEGINS):
        return ""
    other = view.apis.get(ENDS + api.canonical.removeprefix(BEGINS))
    return other.name if other is not None and other.support.usable else ""


def givers(view: ClientProfile, api: ClientApi) -> tuple[str, ...] | None:
    """The functions that give what an operation is called on, the first on the namespace; None
    where that takes more than calling them."""
    chain: list[str] = []
    kind = api.receiver
    while kind:
        found = next((it for it in map(view.apis.__getitem__, view.apis) if _gives(it, kind)), None)
        if found is None or _needed(found) or found.operation.form != "factory" or len(chain) > 3:
            return None
        chain.insert(0, found.name)
        kind = found.receiver
    return tuple(chain)


def _gives(api: ClientApi, kind: str) -> bool:
    return api.operation.gives == kind and api.receiver != kind


def _needed(api: ClientApi) -> frozenset[str]:
    return frozenset(key for key, param in api.params.items() if param.facts.required)


def _step(seen: View, api: ClientApi, case: Case, on: tuple[str, ...], why: str) -> ProbeStep:
    view, operation = seen.profile, api.operation
    program = seen.compiled(api)
    asked = {**required(api.canonical, _needed(api) - case.options.keys()), **case.options}
    options, arguments = _asking(api, program, asked)
    run: Run = "safe"
    if why:
        run = "costly"
    elif case.alone and operation.form != "value":
        run = "hand"
    elif case.act:
        run = "person"
    return ProbeStep(
        operation=api.key, case=case, function=api.name, family=operation.family,
        form=operation.form, run=run, why=why, on=on, options=options, arguments=arguments,
        ends=ends_of(view, api), members=members_given(view, api),
        after=tuple(_afterwards(seen, row) for row in case.after), files=_files(api),
        words=_words(api),
    )  # fmt: skip


def _asking(
    api: ClientApi, program: Program, asked: Mapping[str, Any]
) -> tuple[dict[str, Any], tuple[Any, ...] | None]:
    """The options of a call, or its arguments."""
    options = _written(program, asked)
    return ({}, _arguments(api, options)) if api.facts.arguments else (options, None)


def _afterwards(seen: View, row: After) -> dict[str, Any]:
    """A call on the object that is listened to, as the program has it."""
    api = seen.profile.apis.get(row.operation)
    if api is None or not api.support.usable:
        raise InputError(f"there is no {row.operation}")
    options, arguments = _asking(api, seen.compiled(api), row.options)
    plain: dict[str, Any] = {"fn": api.name, "wait": row.wait}
    return plain | ({"options": options} if arguments is None else {"args": list(arguments)})


def members_given(view: ClientProfile, api: ClientApi) -> tuple[str, ...]:
    """The members of the object that a call gives, as far as the profile knows them."""
    kind = api.operation.gives
    if not kind:
        return ()
    own = (it for it in map(view.apis.__getitem__, view.apis) if it.receiver == kind)
    names = (it.name for it in own if it.support.usable and not it.operation.internal)
    return tuple(dict.fromkeys((*api.facts.task, *names)))


def _written(program: Program, asked: Mapping[str, Any]) -> dict[str, Any]:
    """Canonical options in the vendor's words."""
    notes: list[Note] = []
    return request_write.write(program, asked, frozenset(asked), notes, OWN)[0]


def _arguments(api: ClientApi, options: Mapping[str, Any]) -> tuple[Any, ...]:
    """The options of a call that has them one after another."""
    rest = dict(options)
    row: list[Any] = []
    for key in api.facts.arguments:
        if key == REST:
            row.append(rest)
            continue
        param = api.params.get(key)
        row.append(rest.pop(param.names[0] if param is not None else key, None))
    while row and row[-1] is None:
        row.pop()
    return tuple(row)


def _files(api: ClientApi) -> tuple[str, ...]:
    """Where a file of the reply stands, for calls that come after."""
    operation = api.operation
    root = operation.files
    for place, field in operation.result.items():
        if root and field.kind == "path" and place.replace("[]", "").partition(".")[0] == root:
            found = api.result.get(place)
            return tuple(found.facts.paths) if found is not None else ()
    return ()


def _words(api: ClientApi) -> tuple[str, ...]:
    """Texts that the vendor's own lists have, of the fields of a reply."""
    found: dict[str, None] = {}
    for path, field in api.result.items():
        words = field.facts.values.values() or api.operation.result[path].words
        texts = (*words, *field.facts.misspelt)
        found.update(dict.fromkeys(text for text in texts if isinstance(text, str)))
    return tuple(found)


def _uses(seen: View, known: Cases) -> dict[str, ProbeStep]:
    """The calls that the program makes with its own records, those that the client has."""
    found: dict[str, ProbeStep] = {}
    for name, use in known.use.items():
        api = seen.profile.apis.get(use.operation)
        if api is None or not api.support.usable:
            continue
        on = givers(seen.profile, api)
        if on is not None and api.operation.form == "options":
            found[name] = _step(seen, api, Case(name, use.options), on, "")
    return found


def _about(seen: View, known: Cases) -> tuple[ProbeStep, dict[str, tuple[str, ...]]] | None:
    """The call that tells of the device, and where its reply says what."""
    for name in known.ask:
        api = seen.profile.apis.get(name)
        if api is not None and api.support.usable and not api.receiver:
            fields = {
                key: tuple(api.result[place].facts.paths)
                for key, place in known.about.items()
                if place in api.result
            }
            return _step(seen, api, Case("about"), (), ""), fields
    return None


def members_of(view: ClientProfile) -> tuple[list[str], list[str]]:
    """Members of the namespace that are looked for: those of the profile, and what the canon calls
    operations that it does not have."""
    apis = [view.apis[key] for key in view.apis]
    there = [it for it in apis if not it.receiver and not it.operation.internal]
    own = dict.fromkeys(it.name for it in there if it.support.usable)
    lacking = dict.fromkeys(it.name for it in there if it.name not in own)
    named = {it.name for it in apis}
    rest = (name for name, item in OPERATIONS.items() if not item.receiver and not item.internal)
    return list(own), [*lacking, *(name for name in rest if name not in named)]
