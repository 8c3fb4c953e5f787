"""What is wrong with the options of a profile's entries."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from typing import Any, Final

from ..canonical.errors import did_you_mean, is_number, shown
from ..canonical.operations import Field
from . import checks_nested, model
from .checks_nested import vocabulary
from .problems import (
    Path,
    Problems,
    broken,
    has_evidence,
    known_sources,
    known_support,
    known_when,
    known_words,
    say,
    unknown,
)


def param_problems(
    profile: model.Vendor,
    path: Path,
    param: model.Param,
    options: Mapping[str, Field],
    name: str,
    inherited: list[str],
) -> Problems:
    yield from has_evidence(profile, path, param, inherited)
    words = vocabulary(options[name])
    yield from checks_nested.members(profile, path, param, options[name])
    yield from checks_nested.no_default(path, param, options[name])
    yield from known_words((*path, "values"), param.values, words)
    yield from known_words((*path, "misspelt"), param.misspelt.values(), words)
    yield from known_words((*path, "by_suffix"), param.by_suffix, words)
    if param.suffix_of and param.suffix_of not in options:
        yield unknown((*path, "suffix_of"), param.suffix_of, options, "option")
    if param.by_suffix and not param.suffix_of:
        yield say(
            "MG903", (*path, "by_suffix"), "by_suffix needs suffix_of: the option with the path"
        )
    lists = [key for key, item in options.items() if item.kind in ("paths", "media_sources")]
    if param.of and param.of not in lists:
        yield broken((*path, "of"), param.of, lists, "list among the API's options")
    kind = param.type or options[name].kind
    missing = [name for name in _NEEDED.get(kind, ()) if not getattr(param, name)]
    if missing:
        text = f"{kind} also needs {' and '.join(map(repr, missing))}"
        yield say("MG903", (*path, "type"), text)
    if kind == "media_sources" and not {"url", "kind"} <= set(param.entry):
        yield say("MG903", (*path, "type"), "media_sources also needs 'entry' with url and kind")
    for number, forced in enumerate(param.forced):
        for other in forced.when:
            if other not in options:
                yield unknown((*path, "forced", number, "when", other), other, options, "option")
        wrong = _not_a(kind, forced.to)
        if wrong:
            yield say("MG904", (*path, "forced", number, "to"), f"expected {wrong}")
    own = list(_facts(profile, path, param, param, options, words, kind))
    yield from own
    for word, together in param.together.items():
        yield from known_words((*path, "together", word), together, words)
    failed = any(problem.code == "MG904" for problem in own)  # overlays would repeat it
    for number, overlay in enumerate(param.when):
        at = (*path, "when", number)
        yield from known_when(profile, at, overlay)
        yield from known_sources(profile, (*at, "evidence"), overlay.evidence)
        for problem in _facts(profile, at, overlay, param, options, words, kind):
            if not (failed and problem.code == "MG904"):
                yield problem


_NEEDED: Final[dict[str, tuple[str, ...]]] = {
    "levels": ("levels", "ranges"),
    "address": ("of",),
}
"""What an option of a type cannot be read or written without."""


def _facts(
    profile: model.Vendor,
    path: Path,
    facts: model.ParamFacts,
    param: model.Param,
    options: Mapping[str, Field],
    words: Collection[str],
    kind: str,
) -> Problems:
    """Bounds and references of an option, or of an overlay laid over it."""
    yield from known_support(profile, path, facts.support)
    for other, only in facts.inert.items():
        at = (*path, "inert", other)
        if other not in options:
            yield unknown(at, other, options, "option")
        else:
            yield from known_words(at, only, options[other].words)
    yield from known_words((*path, "not_honoured"), facts.not_honoured, words)
    yield from known_words((*path, "fold"), facts.fold, words)
    for word, into in facts.fold.items():
        yield from known_words((*path, "fold", word), into, words)
    for number, members in enumerate(facts.allowed or ()):
        yield from known_words((*path, "allowed", number), members, words)
    given = facts.given
    low, high, default = (
        getattr(facts if name in given else param, name) for name in ("min", "max", "default")
    )
    if not given & {"min", "max", "default", "allowed"}:
        return
    for name in ("min", "max", "unconfirmed_min", "unconfirmed_max"):
        bound = getattr(facts, name)
        if bound is not None and not math.isfinite(bound):
            yield say("MG904", (*path, name), "a bound must be a finite number")
    if low is not None and high is not None and low > high:
        yield say("MG904", (*path, "min"), f"min {low:g} is above max {high:g}")
        return
    if default is None:
        return
    at = (*path, "default") if "default" in given else path
    wrong = _not_a(kind, default)
    if wrong:
        yield say("MG904", at, f"the default must be {wrong}, got {shown(default)}")
    elif isinstance(default, str) and words and default not in words:
        yield say("MG904", at, f"default {default[:60]!r}: {did_you_mean(default, words, 'words')}")
    elif isinstance(default, list):
        combinations = facts.allowed if "allowed" in given else param.allowed
        yield from _default_list(at, default, combinations, words)
    elif isinstance(default, (int, float)) and not isinstance(default, bool):
        if low is not None and default < low:
            yield say("MG904", at, f"default {default:g} is below min {low:g}")
        if high is not None and default > high:
            yield say("MG904", at, f"default {default:g} is above max {high:g}")


def _default_list(
    path: Path, default: list[Any], allowed: list[list[str]] | None, words: Collection[str]
) -> Problems:
    for word in default:
        if words and word not in words:
            yield say(
                "MG904", path, f"default {shown(word)}: {did_you_mean(str(word), words, 'words')}"
            )
    if allowed and set(map(str, default)) not in [set(item) for item in allowed]:
        yield say("MG904", path, "the default is none of the combinations in `allowed`")


_TYPES: Final[dict[str, tuple[type | tuple[type, ...], str]]] = {
    "integer": (int, "an integer"),
    "number": ((int, float), "a number"),
    "boolean": (bool, "true or false"),
    "string": (str, "a string"),
    "path": (str, "a string"),
    "enum": (str, "a canonical word"),
    "set": (list, "an array of canonical words"),
    "paths": (list, "an array"),
    "strings": (list, "an array"),
    "index": (int, "an integer"),
    "levels": ((int, float, str), "a quality from 0 to 100, or \"none\""),
    "quality": ((int, float, str), "a quality from 0 to 100, or \"none\""),
}  # fmt: skip


def _not_a(kind: str, default: Any) -> str:
    """What a default of this type must be, where it is not."""
    wanted, text = _TYPES.get(kind, (object, ""))
    if isinstance(default, bool) and kind != "boolean":
        return text
    endless = isinstance(default, (int, float)) and not isinstance(default, bool)
    if endless and not is_number(default):
        return text or "a finite number"
    return "" if isinstance(default, wanted) else text
