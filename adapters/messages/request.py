"""Reading requests by a program of a plan, compiled: one closure an option.

Reading gives plain canonical values (defaults made explicit) and the names the caller stated.
Readers and writers append notes, which `diagnose` turns into diagnostics.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from ...canonical.errors import InputError, shown
from ...canonical.vocabulary import Payload
from ..plan.kinds import KINDS, OptionPlace
from ..plan.kinds.values import shallow
from ..plan.notes import OMIT, READER, Note

if TYPE_CHECKING:
    from ..plan.model import Program, ProgramParam, Test

CALLBACKS: Final = frozenset({"success", "fail", "complete"})

Reads = Callable[[Any, list[Note]], tuple[Payload, set[str]]]
"""A vendor's options as plain canonical values, and the canonical names stated."""

Holds = Callable[[Mapping[str, Any], "set[str] | frozenset[str]"], bool]
"""Whether a condition is true of a request: its values, and the names stated."""

_Step = Callable[[Mapping[str, Any], Payload, set[str], list[Note]], None]


def reader(program: Program, *, own: bool = False) -> Reads:
    """The function that reads an operation's requests.

    ``own``: the same vendor will write them, so that its own levels stay exact. The function
    raises `InputError` for a payload that is not an object or an option of a wrong type.
    """
    api = program["name"]
    steps = [_step(api, param, own) for param in program["params"] if param.get("status") != "no"]
    known = CALLBACKS.union(
        *((*param["names"], *param.get("also", ())) for param in program["params"])
    )
    implied = dict(program.get("implies", {}))
    forced = [(key, conditions(tests), value) for key, tests, value in program.get("forced", ())]

    def read(payload: Any, notes: list[Note]) -> tuple[Payload, set[str]]:
        if type(payload) is not dict and not isinstance(payload, Mapping):
            raise InputError(f"expected an object of options, got {shown(payload)}", place=api)
        values: Payload = {}
        stated: set[str] = set()
        for step in steps:
            step(payload, values, stated, notes)
        if implied:
            values.update(implied)
            stated.update(implied)
        for key, holding, value in forced:
            if holding(values, stated):
                values[key] = value
                stated.add(key)
        if not known.issuperset(payload):
            values["extra"] = _unknown(api, payload, known, notes)
        return values, stated

    return read


def _step(api: str, param: ProgramParam, own: bool) -> _Step:
    """How one option is read: it puts its value among the others, or its default."""
    kind, key = KINDS[param["kind"]], param["key"]
    names = (*param["names"], *param.get("also", ()))
    reads = {name: kind.read(param, OptionPlace(f"{api}.{name}", name, own)) for name in names}
    has_default, default = "default" in param, param.get("default")
    nullable = bool(param.get("nullable"))

    def step(
        options: Mapping[str, Any], values: Payload, stated: set[str], notes: list[Note]
    ) -> None:
        raw = options.get(name)
        if raw is not None:
            value = convert(raw, values, notes)
            if value is not OMIT:
                values[key] = value
                stated.add(key)
                return
        elif nullable and name in options:
            values[key] = None
            stated.add(key)
            return
        if has_default:
            values[key] = default

    def picky(
        options: Mapping[str, Any], values: Payload, stated: set[str], notes: list[Note]
    ) -> None:
        used = next((item for item in names if item in options), None)
        if used is not None and (nullable or options[used] is not None):
            if not own and unmet(param, values):
                wanted = " and ".join(f"{key} is {word}" for key, word in param["needs"].items())
                notes.append(("MG107", used, f"{READER} heeds it only where {wanted}", {}))
                return
            value = reads[used](options[used], values, notes)
            if value is not OMIT:
                values[key] = value
                stated.add(key)
                return
        if has_default:
            values[key] = default

    if len(names) > 1 or "needs" in param:
        return picky
    ((name, convert),) = reads.items()
    return step


def _unknown(
    api: str, options: Mapping[str, Any], known: frozenset[str], notes: list[Note]
) -> Payload:
    """The options that the profile does not know, told one by one."""
    extra = {name: item for name, item in options.items() if name not in known}
    shallow(api, extra)
    for name in extra:
        text = f"not an option of {READER}'s {api} that its profile knows"
        notes.append(("MG108", str(name), text, {}))
    return extra


def unmet(param: ProgramParam, values: Mapping[str, Any]) -> bool:
    """Whether an option has no effect, because another has not the value that it needs."""
    return any(values.get(key) != word for key, word in param.get("needs", {}).items())


def conditions(tests: Sequence[Test]) -> Holds:
    """Whether several conditions, of which there may be none, all hold."""
    if len(tests) == 1:
        return condition(tests[0])
    each = [condition(test) for test in tests]
    return lambda values, stated: all(holding(values, stated) for holding in each)


def condition(test: Test) -> Holds:
    """Whether one condition ``[option, test, wanted]`` holds."""
    key, name, wanted = test
    if name == "stated":
        return lambda _values, stated: bool((key in stated) == wanted)
    check = _TESTS[name]

    def holding(values: Mapping[str, Any], _stated: set[str] | frozenset[str]) -> bool:
        value = values.get(key)
        return value is not None and check(value, wanted)

    return holding


def holds(test: Test, values: Mapping[str, Any], stated: set[str] | frozenset[str]) -> bool:
    """Whether one condition ``[option, test, wanted]`` is true of a request."""
    return condition(test)(values, stated)


def _over(value: Any, wanted: Any) -> bool:
    return isinstance(value, (int, float)) and value > wanted


def _under(value: Any, wanted: Any) -> bool:
    return isinstance(value, (int, float)) and value < wanted


_TESTS: Final[dict[str, Callable[[Any, Any], bool]]] = {
    "over": _over,
    "under": _under,
    "equals": lambda value, wanted: bool(value == wanted),
    "only": lambda value, wanted: set(value) == set(wanted),
    "all_kind": lambda value, wanted: all(item.get("kind") == wanted for item in value),
}
