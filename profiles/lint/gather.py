"""The files of a profile and of all that it extends, and the data they are together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

import attrs
import tomli

from ...canonical.diagnostics import Diagnostic
from ...canonical.errors import InputError, did_you_mean, shown
from ...canonical.rules import diagnostic
from .. import extending
from ..files import MAX_BYTES, Texts, family_file, joined
from ..positions import Position, positions
from ..problems import Path
from .wording import lowered

MAX_BASES: Final = 20
MAX_DEPTH: Final = 40
Place = tuple[str, Position]
Find = Callable[[str], Texts | None]
Origins = Mapping[Path, tuple[int, Path]]
"""The place of a failure rule in the whole -> the number of its file, its place there."""
_FROM: Final = object()
"""The key under which a rule bears where it is from, while profiles are laid over each other."""


@attrs.frozen
class File:
    """A profile before it is laid over its bases: those by number, by what they are bases of."""

    texts: Texts
    data: Mapping[str, Any]
    bases: dict[str, int] = attrs.field(factory=dict)

    def positions(self) -> dict[Path, Place]:
        """Where each key stands: the file's name and the position in it."""
        result: dict[Path, Place] = {}
        for name, text in reversed(list(self.texts.items())):
            family = family_file(name, self.texts)
            for path, position in positions(text).items():
                said = path == ("extends",) and bool(family)
                result[(*path, family) if said else path] = (name, position)
        return result

    def place(self, path: Path) -> str:
        """The place of a key: of the file, where the key is none of its."""
        name, position = self.positions().get(path) or (next(iter(self.texts)), None)
        return f"{name}:{position.line}:{position.column}" if position else name


class Gathered:
    """A profile, number 0, and all that it extends; ``broken`` says where that fails."""

    def __init__(self, texts: Texts, find: Find) -> None:
        self.found: list[File] = []
        self.broken: list[Diagnostic] = []
        self._find = find
        self._known: dict[str, int | None] = {}
        self._laid: dict[int, Mapping[str, Any]] = {}
        self._read(texts, ())

    def whole(self) -> tuple[dict[str, Any], Origins]:
        """The data of the profile over that of its bases, and where its failure rules are from."""
        origins: dict[Path, tuple[int, Path]] = {}
        return _unmarked(extending.alike(self._whole(0)), origins), origins

    def inherited(self) -> tuple[extending.Inherited, ...]:
        """What the profile has from its bases, and what of it it says nothing of."""
        file = self.found[0]
        below = {key: self._whole(number) for key, number in file.bases.items()}
        return extending.inherited(file.data, below)

    def _whole(self, number: int) -> Mapping[str, Any]:
        if number not in self._laid:
            file = self.found[number]
            own = _marked(file.data, number)
            below = {key: self._whole(base) for key, base in file.bases.items()}
            base = below.pop(extending.VENDOR, {})
            self._laid[number] = extending.laid(base, own, below) if file.bases else own
        return self._laid[number]

    def _read(self, texts: Texts, chain: tuple[str, ...]) -> int | None:
        """Read a profile and its bases, those that extend it in ``chain``; gives its number."""
        parsed = _whole(texts)
        if isinstance(parsed, Diagnostic):
            self.broken.append(parsed)
            return None
        file, number = File(texts, parsed), len(self.found)
        self.found.append(file)
        wrong = _extends(file)
        self.broken.extend(wrong)
        for key, base in extending.bases(parsed).items() if not wrong else ():
            path: Path = ("extends", key)
            if isinstance(parsed["extends"], str):
                path = ("extends",)
            below = self._base(base, chain, file.place(path))
            if below is not None:
                file.bases[key] = below
        return number

    def _base(self, base: str, chain: tuple[str, ...], place: str) -> int | None:
        if base in chain:
            shown_chain = " -> ".join([*chain, base])
            self._say("MG906", f"extends: a cycle ({shown_chain[:200]})", place)
            return None
        if base in self._known:  # by another family: what is wrong with it has been said
            return self._known[base]
        if len(chain) == MAX_BASES:
            self._say(
                "MG906", f"extends: more than {MAX_BASES} profiles, each extending the next", place
            )
            return None
        if len(self.found) > MAX_BASES:
            self._say("MG906", f"extends: more than {MAX_BASES} profiles", place)
            return None
        try:
            texts = self._find(base)
        except InputError as error:
            self._say("MG901", error.reason, error.place)
            return None
        if texts is None:
            self._say("MG906", f"extends: there is no profile {base[:60]!r}", place)
            return None
        self._known[base] = number = self._read(texts, (*chain, base))
        return number

    def _say(self, code: str, text: str, place: str | None) -> None:
        self.broken.append(diagnostic(code, text, place=place))


def origin(path: Path, origins: Origins) -> tuple[int, Path] | None:
    """The file of a failure rule, and the path there of what stands at a path of the whole."""
    for length in range(len(path), 0, -1):
        if path[:length] in origins:
            number, own = origins[path[:length]]
            return number, (*own, *path[length:])
    return None


def _extends(file: File) -> list[Diagnostic]:
    """What is wrong with the table of bases itself."""
    said = file.data.get("extends")
    if isinstance(said, Mapping):
        wrong = []
        for key, base in said.items():
            place = file.place(("extends", key))
            if key not in extending.BASES:
                meant = did_you_mean(key, extending.BASES, "families")
                text = f"extends.{key[:60]}: unknown key; {meant}"
                wrong.append(diagnostic("MG902", text, place=place))
            elif not isinstance(base, str) or not base:
                text = f"extends.{key}: expected a profile's id, got {shown(base)}"
                wrong.append(diagnostic("MG903", text, place=place))
        return wrong
    if said and not isinstance(said, str):
        text = f"extends: expected a profile's id, got {shown(said)}"
        return [diagnostic("MG903", text, place=file.place(("extends",)))]
    return []


def _whole(texts: Texts) -> dict[str, Any] | Diagnostic:
    """The data of the files of one profile."""
    parts: dict[str, Mapping[str, Any]] = {}
    for name, text in texts.items():
        parsed = _parsed(text, name)
        if isinstance(parsed, Diagnostic):
            return parsed
        parts[name] = parsed
    try:
        return joined(parts)
    except InputError as error:
        return diagnostic("MG901", error.reason, place=error.place)


def _parsed(text: str, name: str) -> dict[str, Any] | Diagnostic:
    if len(text) > MAX_BYTES:
        return diagnostic("MG901", f"larger than {MAX_BYTES:,} characters", place=name)
    try:
        parsed = tomli.loads(text.removeprefix("\ufeff"))
    except tomli.TOMLDecodeError as error:
        return diagnostic(
            "MG901",
            f"not TOML: {lowered(error.msg)}",
            place=f"{name}:{error.lineno}:{error.colno}",
        )
    except ValueError:
        return diagnostic("MG901", "not TOML: an integer of thousands of digits", place=name)
    if _deeper_than(parsed, MAX_DEPTH):
        raise RecursionError
    return parsed


def _deeper_than(value: Any, most: int) -> bool:
    level = [value]
    for _ in range(most):
        level = [
            item
            for table in level
            for item in (table.values() if isinstance(table, dict) else table)
            if isinstance(item, (dict, list))
        ]
        if not level:
            return False
    return True


# --- where failure rules are from ---------------------------------------------------------------


def _marked(data: Mapping[str, Any], number: int) -> dict[str, Any]:
    """The data of a file, each of its failure rules with the file's number and its place there."""
    return _ruled(data, lambda rule, path: {**rule, _FROM: (number, path)})


def _unmarked(data: Mapping[str, Any], origins: dict[Path, tuple[int, Path]]) -> dict[str, Any]:
    """The same without the marks, which go into ``origins``."""

    def bare(rule: dict[Any, Any], path: Path) -> dict[str, Any]:
        if _FROM in rule:
            origins[path] = rule[_FROM]
        return {key: value for key, value in rule.items() if key is not _FROM}

    return _ruled(data, bare)


def _ruled(
    data: Mapping[str, Any], change: Callable[[dict[Any, Any], Path], dict[Any, Any]]
) -> dict[str, Any]:
    """Data with each failure rule changed: those of all operations, and those of one."""

    def within(holder: Mapping[str, Any], path: Path) -> dict[str, Any]:
        rules = holder.get("failures")
        if not isinstance(rules, list):
            return dict(holder)
        changed = [
            change(rule, (*path, "failures", place)) if isinstance(rule, dict) else rule
            for place, rule in enumerate(rules)
        ]
        return {**holder, "failures": changed}

    out = within(data, ())
    apis = data.get("api")
    if isinstance(apis, Mapping):
        out["api"] = {
            key: within(api, ("api", key)) if isinstance(api, Mapping) else api
            for key, api in apis.items()
        }
    return out
