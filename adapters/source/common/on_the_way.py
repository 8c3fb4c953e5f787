"""One file on its way through the porter: its edits and calls, its findings in their places."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from copy import copy
from functools import partial
from typing import Final

import attrs

from ....canonical.rules import RULES, diagnostic
from ..syntax.parsed import Script, is_field, rise
from ..syntax.sites import Use
from ..text.edits import Edit
from ..text.place import Lines
from .finding import Finding
from .model import CallPort, FilePort
from .outcome import Said, Style
from .pair import Pair
from .script_place import UNKNOWN, ScriptPlace
from .texts import Texts, alone

_IGNORE: Final = re.compile(r"mediaglot:\s*ignore\b(?P<codes>(?:[\s,]*\bMG\d+\b)*)", re.IGNORECASE)


@attrs.frozen(eq=False, repr=False)
class Stay:
    """A use that no edit ports. ``name`` is how people are told of it; ``said`` says why it stays,
    None for a member that no profile knows."""

    use: Use
    name: str
    said: Said | None = None

    @property
    def space(self) -> bool:
        """Whether the member is only read from, as a namespace of its own: ``wx.a.b()``."""
        outer = rise(self.use.chain)
        return (
            self.use.kind == "value"
            and outer[-2].type in ("member_expression", "subscript_expression")
            and is_field(outer[-2], outer[-1], "object")
        )


@attrs.define(eq=False, repr=False)
class OnTheWay:
    """One file on its way. ``root`` and ``tabs``: the folder of its program, and that one's tabs,
    as far as they are known; ``asked``: data of the program that says whether the source's global
    has a function, by name; ``texts`` are its scripts and templates."""

    name: str
    data: bytes
    pair: Pair
    style: Style
    lines: Lines
    edits: list[Edit] = attrs.field(factory=list)
    calls: list[CallPort] = attrs.field(factory=list)
    findings: list[Finding] = attrs.field(factory=list)
    remaining: Counter[str] = attrs.field(factory=Counter)
    uses: int = 0
    throwing: list[tuple[Script, Stay]] = attrs.field(factory=list)
    chosen: list[tuple[Script, Stay]] = attrs.field(factory=list)
    kept_off: list[tuple[Script, Stay]] = attrs.field(factory=list)
    package: list[str] = attrs.field(factory=list)
    runtime: set[str] = attrs.field(factory=set)
    once: set[tuple[str, str]] = attrs.field(factory=set)
    module: str = ""
    helper: set[str] = attrs.field(factory=set)
    helper_module: str = ""
    beside: ScriptPlace = UNKNOWN
    es_module: bool = False
    root: str = ""
    tabs: Collection[str] = ()
    asked: Mapping[str, str] = attrs.field(factory=dict)
    texts: Texts = attrs.field(factory=partial(alone, "", b""))
    whole: bool = False

    def fork(self) -> OnTheWay:
        """The same file, to be ported another way from here on."""
        made = copy(self)
        for field in attrs.fields(OnTheWay):
            value = getattr(self, field.name)
            if isinstance(value, (list, set, Counter)):
                setattr(made, field.name, value.copy())
        return made


def left_alone(name: str, kept: bytes | None, reason: str, calm: bool = False) -> FilePort:
    """A file that is not looked at; ``calm``: it needs nothing."""
    changes = {"severity": "info", "loss": "none"} if calm else {}
    said = diagnostic("MG509", reason, place=name, **changes)
    reason = reason.partition(":")[0]
    item = Finding(said, name, 1, 1, 1, 1, 0, 0, blocks="" if calm else reason)
    return FilePort(name, kept, findings=(item,), reason=reason)


def heard(file: OnTheWay) -> Iterator[Finding]:
    """The findings, those marked that a comment of the source asks not to hear."""
    if b"mediaglot:" not in file.data:
        yield from file.findings
        return
    silent: dict[int, set[str]] = {}
    asked: list[tuple[int, re.Match[str], set[str], tuple[int, ...]]] = []
    for number in range(1, len(file.lines.starts) + 1):
        text = file.lines.text(number)
        match = _IGNORE.search(text)
        if match is None:
            continue
        codes = set(re.findall(r"MG\d+", match["codes"].upper()))
        alone = text[: match.start()].strip() in ("//", "/*", "{/*", "<!--")
        lines = tuple(range(number, number + 2 if alone else number + 1))
        for line in lines:
            silent.setdefault(line, set()).update(codes or {"*"})
        asked.append((number, match, codes, lines))
    seen = {(item.line, item.code) for item in file.findings}
    for number, match, codes, lines in asked:
        for code in sorted(codes):
            if not any((line, code) in seen for line in lines):
                yield _unheard(file, number, match, code)
    for item in file.findings:
        codes = silent.get(item.line, set())
        quiet = "*" in codes or item.code in codes
        yield attrs.evolve(item, ignored=True) if quiet else item


def _unheard(file: OnTheWay, line: int, match: re.Match[str], code: str) -> Finding:
    """A comment that silences nothing."""
    known = code in RULES
    text = f"there is no {code} here" if known else f"{code} is no rule"
    changes = {"severity": "info", "loss": "none"} if known else {}
    place = f"{file.name}:{line}:{match.start() + 1}"
    said = diagnostic("MG527", f"{text}: the comment silences nothing", place=place, **changes)
    start = file.lines.starts[line - 1]
    ends = (line, match.end() + 1, start, start)
    return Finding(said, file.name, line, match.start() + 1, *ends, file.lines.text(line))
