"""One file ported: parse, find the uses, port each, and put the findings in their places."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Final

import attrs

from ...canonical.client import Client, parse_client
from ...canonical.diagnostics import Fix
from ...canonical.errors import InputError, wrong
from ...canonical.rules import RULES, diagnostic
from ..messages.request import READER, WRITER
from .aliases import port_aliases, port_presence
from .blocks import blocks_of
from .calls import Result, Style, capability, port_use
from .destructured import port_patterns
from .edits import Conflict, Edit, ordered, settled, shifted
from .encoding import encoding_of, mask
from .files import SOURCES, minified
from .home import port_address, port_member
from .imports import free_name, import_edit, module_kind
from .looks import private_addresses, schemes, suffixes
from .manager import port_managers
from .model import NATIVE, REFUSED, RUNTIME, CallPort, FilePort, Finding, Ported
from .outcome import Said
from .pair import MANAGER, Pair, evidence_of, pair
from .place import Lines
from .sites import Use, uses_of
from .syntax import Script, TooDeep, parse

if TYPE_CHECKING:
    from tree_sitter import Node

RUNTIME_PATH: Final = "./mediaglot-runtime"
_IGNORE: Final = re.compile(r"mediaglot:\s*ignore\b(?P<codes>(?:[\s,]*\bMG\d+\b)*)", re.IGNORECASE)
_TYPED: Final = (".ts", ".tsx", ".mts", ".cts", ".vue")
_CONDITIONAL: Final = re.compile(rb"#(ifdef|ifndef|endif)\b")


@attrs.define(eq=False, repr=False)
class _File:
    """One file on its way."""

    name: str
    data: bytes
    pair: Pair
    style: Style
    lines: Lines
    edits: list[Edit] = attrs.field(factory=list)
    calls: list[CallPort] = attrs.field(factory=list)
    findings: list[Finding] = attrs.field(factory=list)
    remaining: Counter[str] = attrs.field(factory=Counter)
    runtime: set[str] = attrs.field(factory=set)
    once: set[tuple[str, str]] = attrs.field(factory=set)
    module: str = ""


def port_bytes(
    data: bytes,
    name: str,
    both: Pair,
    style: Style,
    runtime: Callable[[], str] = lambda: RUNTIME_PATH,
    keep: bool = True,
) -> FilePort:
    """Port the bytes of one file. ``runtime`` tells how the generated runtime is imported there.

    ``keep``: the result has the bytes also of a file that stays as it is.
    """
    kept = data if keep else None
    if not concerns(data, name, both):
        return FilePort(name, kept)
    types = _types(data, name, both)
    met = both.met(data)
    if not both.wants(data, met):
        return FilePort(name, kept, remaining=Counter([*_members(data, met, both), *types]))
    encoding = encoding_of(data)
    if encoding is None:
        return _left(name, kept, "UTF-16, which no mini-program platform reads")
    if minified(data, both.name):
        return _left(name, kept, "minified: its lines are too long to have been written")
    file = _File(name, data, both, style, Lines(data, encoding), remaining=Counter(types))
    suffix = os.path.splitext(name.lower())[1]
    text = mask(data, encoding)
    for block in blocks_of(text, suffix):
        if not both.named(text[block.start : block.end]):
            continue
        script = parse(
            data[block.start : block.end],
            text[block.start : block.end],
            block.start,
            block.language,
        )
        try:
            _script(file, script, runtime)
        except TooDeep:
            return _left(name, data, "nested too deep: too many uses inside one another")
    findings = tuple(sorted(_heard(file), key=lambda item: (item.start, item.code)))
    return FilePort(
        name,
        data if file.edits else kept,
        tuple(ordered(file.edits)),
        tuple(file.calls),
        findings,
        file.remaining,
        frozenset(file.runtime),
        file.module,
        encoding,
    )


def concerns(data: bytes, name: str, both: Pair) -> bool:
    """Whether a file has anything of the source in it: its global, an address, a type."""
    return both.named(data) or (
        name.lower().endswith(_TYPED) and any(mark in data for mark in both.marks)
    )


def _members(data: bytes, met: list[bytes], both: Pair) -> list[str]:
    """Members of the global in a file without media calls: no parse, line comments left out."""
    if both.slashes.search(data) is None and both.stars.search(data) is None:
        return [name.decode() for name in met if name]
    return [
        match[1].decode()
        for match in both.member.finditer(data)
        if not _commented(data, match.start())
    ]


def _commented(data: bytes, at: int) -> bool:
    """Whether a comment is what a place in a line looks like."""
    before = data[data.rfind(b"\n", 0, at) + 1 : at]
    return b"//" in before or before.lstrip().startswith(b"*")


def _types(data: bytes, name: str, both: Pair) -> list[str]:
    """Names of the source's type declarations: they stay, whatever becomes of the calls."""
    if both.typed is None or not name.lower().endswith(_TYPED):
        return []
    return [
        match[0].decode()
        for match in both.typed.finditer(data)
        if not _commented(data, match.start())
    ]


def _type_members(script: Script, both: Pair) -> Iterator[str]:
    """Members of the global where a type is meant: ``wx.ChooseImageOption``."""
    if script.language == "javascript":
        return
    for match in both.member.finditer(script.text):
        chain = script.chain(match.start(1), match.end(1))
        if chain[-1].type == "type_identifier" or any(
            node.type == "type_query" for node in chain[-4:]
        ):
            yield match[1].decode()


def _left(name: str, kept: bytes | None, reason: str) -> FilePort:
    finding = Finding(diagnostic("MG509", reason, place=name), name, 1, 1, 1, 1, 0, 0)
    return FilePort(name, kept, findings=(finding,), reason=reason.partition(":")[0])


def _say_once(file: _File, script: Script, code: str, looks: Iterable[tuple[Node, str]]) -> None:
    """Findings of a rule, on lines where it has said nothing yet."""
    told = {item.line for item in file.findings if item.code == code}
    for node, text in looks:
        found = _finding(file, script, Said(code, text, node, {}))
        file.findings.extend(() if found.line in told else (found,))


def _script(file: _File, script: Script, runtime: Callable[[], str]) -> None:
    uses = uses_of(script, file.pair.name, MANAGER)
    file.remaining.update(_type_members(script, file.pair))
    quote = _quote(script)
    for node in _broken(script):
        file.findings.append(_finding(file, script, Said("MG505", "syntax error", node, {})))
    moved: list[Edit] = []
    for node, text in schemes(script, file.pair):
        at_home = port_address(script, file.pair, node)
        if at_home is None:
            file.findings.append(_finding(file, script, Said("MG519", text, node, {})))
        moved += at_home or ()
    if not uses:
        _say_once(file, script, "MG122", private_addresses(script, file.pair))
        file.edits.extend(shifted(moved, script.base))
        return
    hidden = _hidden(script)
    local = free_name(script)
    results: list[tuple[Use, Result]] = []
    for use in uses:
        at_home = port_member(script, file.pair, use, quote)
        if at_home is not None:
            moved += at_home
            continue
        result = _one(file, script, use, quote, local, hidden)
        if result is not None:
            results.append((use, result))
    _say_once(file, script, "MG122", private_addresses(script, file.pair))
    if any(use.name in file.pair.remembered(_giving) for use, _ in results):
        _say_once(file, script, "MG519", suffixes(script, file.pair))
    edits, spare, fetched = port_managers(file.pair, uses, results)
    edits += moved
    if fetched:
        file.remaining -= Counter({MANAGER: fetched})
    edits += [edit for _, result in results for edit in result.edits if edit not in spare]
    emptied, freed = port_patterns(script, file.pair, uses, results)
    edits += emptied
    edits += port_aliases(script, file.pair, uses, results, freed)
    for edit, said in port_presence(script, file.pair, uses, results):
        edits += [edit] if edit is not None else []
        file.findings.append(_finding(file, script, said))
    through = {use.name for use, result in results if result.how == RUNTIME}
    if through:
        kind = module_kind(script, os.path.splitext(file.name.lower())[1])
        edits.append(import_edit(script, runtime(), local, kind))
        file.runtime.update(through)
        file.module = kind if file.module in ("", kind) else "cjs"
    edits = _settle(file, script, edits)
    file.edits.extend(shifted(edits, script.base))


def _giving(both: Pair) -> frozenset[str]:
    """The source's functions whose result has a file in it."""
    return frozenset(
        name
        for name in both.functions
        if any(field["kind"] == "path" for field in both.entry(name)["read"]["result"])
    )


def _settle(file: _File, script: Script, edits: list[Edit]) -> list[Edit]:
    try:
        return settled(script.original, edits)
    except Conflict:
        # two calls want different things of one handler: a case nobody has met is left alone
        text = "two calls need different edits of the same code: the script was left as it is"
        said = Said("MG505", text, script.root, {"severity": "error"})
        file.findings.append(_finding(file, script, said))
        file.calls[:] = [attrs.evolve(call, how=REFUSED, why="MG505") for call in file.calls]
        file.runtime.clear()
        return []


def _one(
    file: _File, script: Script, use: Use, quote: str, local: str, hidden: list[tuple[int, int]]
) -> Result | None:
    """Port one use, or count or report it."""
    both = file.pair
    if use.kind in ("taken", "exists", "alias"):
        return None
    if use.managed and use.name not in both.managed:
        return None  # counted where the manager is fetched
    if use.kind == "dynamic":
        text = f"which function of {both.source['namespace']} this is cannot be told"
        file.findings.append(_finding(file, script, Said("MG501", text, use.node, {})))
        return None
    if use.kind == "escape" or (use.kind == "assign" and not use.name):
        text = f"{both.source['namespace']} itself is passed on or replaced"
        file.findings.append(_finding(file, script, Said("MG502", text, use.node, {})))
        return None
    if not use.managed and use.name not in both.functions:
        asked = capability(script, both, use, file.style, local)
        if asked is None:
            file.remaining[use.name] += 1
            return None
        file.findings.extend(_finding(file, script, said) for said in asked.said)
        return asked
    if any(start <= use.node.start_byte < end for start, end in hidden):
        said = Said("MG506", "the call stands in a block chosen by platform", use.node, {})
        result = Result(REFUSED, (), (said,), "MG506")
    else:
        result = port_use(script, both, use, file.style, local, quote)
    line, column = file.lines.position(script.base + use.node.start_byte)
    if result.counts:
        file.calls.append(CallPort(use.name, result.how, file.name, line, column, result.why))
    for said in result.said:
        if said.code in ("MG404", "MG405", "MG410"):
            if (said.code, said.message) in file.once:
                continue
            file.once.add((said.code, said.message))
        file.findings.append(_finding(file, script, said, use))
    return result if result.how in (NATIVE, RUNTIME) else None


def _finding(file: _File, script: Script, said: Said, use: Use | None = None) -> Finding:
    start, end = said.node.start_byte + script.base, said.node.end_byte + script.base
    line, column = file.lines.position(start)
    end_line, end_column = file.lines.position(end)
    if end_line != line:
        end_line, end_column = line, len(file.lines.text(line)) + 1
    changes = dict(said.changes)
    fix, about = changes.pop("fix", None), changes.pop("about", "")
    names = {READER: file.pair.source["name"], WRITER: file.pair.target["name"]}
    message = said.message
    for mark, name in names.items():
        message = message.replace(mark, name)
    item = diagnostic(
        said.code,
        message,
        evidence=evidence_of(file.pair, use.name if use is not None else "", about),
        place=f"{file.name}:{line}:{column}",
        api=use.name if use is not None else "",
        read=str(file.pair.source["client"]),
        write=str(file.pair.target["client"]),
        **({"fix": Fix(fix, safe=False)} if fix else {}),
        **changes,
    )
    return Finding(
        item, file.name, line, column, end_line, end_column, start, end, file.lines.text(line)
    )


def _heard(file: _File) -> Iterator[Finding]:
    """The findings, those marked that a comment of the source asks not to hear."""
    silent: dict[int, set[str]] = {}
    asked: list[tuple[int, re.Match[str], set[str], tuple[int, ...]]] = []
    if b"mediaglot:" in file.data:
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
    met = {(finding.line, finding.code) for finding in file.findings}
    for number, match, codes, lines in asked:
        for code in sorted(codes):
            if not any((line, code) in met for line in lines):
                yield _unheard(file, number, match, code)
    for finding in file.findings:
        codes = silent.get(finding.line, set())
        quiet = "*" in codes or finding.code in codes
        yield attrs.evolve(finding, ignored=True) if quiet else finding


def _unheard(file: _File, line: int, match: re.Match[str], code: str) -> Finding:
    """A comment that silences nothing."""
    known = code in RULES
    text = f"there is no {code} here" if known else f"{code} is no rule"
    changes = {"severity": "info", "loss": "none"} if known else {}
    place = f"{file.name}:{line}:{match.start() + 1}"
    said = diagnostic("MG527", f"{text}: the comment silences nothing", place=place, **changes)
    start = file.lines.starts[line - 1]
    ends = (line, match.end() + 1, start, start)
    return Finding(said, file.name, line, match.start() + 1, *ends, file.lines.text(line))


def _broken(script: Script) -> Iterator[Node]:
    """The outermost broken regions, at most twenty a script."""
    if not script.root.has_error:
        return
    stack, given = [script.root], 0
    while stack and given < 20:
        node = stack.pop()
        if (node.is_error or node.is_missing) and node.id != script.root.id:
            given += 1
            yield node
            continue
        if node.has_error:
            stack.extend(reversed(node.children))


def _hidden(script: Script) -> list[tuple[int, int]]:
    """Byte ranges between ``#ifdef`` and ``#endif`` comments."""
    if b"#ifdef" not in script.text and b"#ifndef" not in script.text:
        return []
    ranges: list[tuple[int, int]] = []
    open_at: list[int] = []
    for match in _CONDITIONAL.finditer(script.text):
        leaf = script.root.descendant_for_byte_range(match.start(), match.end())
        if leaf is None or leaf.type != "comment":
            continue
        if match[1] == b"endif":
            if open_at:
                ranges.append((open_at.pop(), match.end()))
        else:
            open_at.append(match.start())
    ranges.extend((start, len(script.text)) for start in open_at)
    return ranges


def _quote(script: Script) -> str:
    """The quotes the file prefers."""
    return '"' if script.text.count(b'"') > script.text.count(b"'") else "'"


def port_code(
    code: str,
    *,
    read: str | Client,
    write: str | Client,
    name: str = "code.js",
    style: str = "native",
    strict: bool = False,
    runtime: str = RUNTIME_PATH,
) -> Ported:
    """Port one source text from the vendor ``read`` to the vendor ``write``.

    ``name`` tells the language by its suffix (``.js``, ``.ts``, ``.tsx``, ``.vue`` …) and stands
    in the diagnostics; ``style`` is ``native`` (plain code of the target where that is provable)
    or ``runtime``; ``runtime`` is where calls through the runtime import it from. The result has
    ``code`` and ``diagnostics``. Raises `InputError`.
    """
    if not isinstance(code, str):
        raise wrong("source code as a string", code)
    if not isinstance(name, str):
        raise wrong("a file name such as page.js", name, place="name")
    if style not in ("native", "runtime"):
        raise InputError(f"expected native or runtime, got {style!r}", place="style")
    suffix = os.path.splitext(name.lower())[1]
    if suffix not in SOURCES:
        known = ", ".join(sorted(SOURCES))
        raise InputError(f"expected a name that ends in one of {known}", place=name[-60:])
    data = code.encode("utf-8", "surrogatepass")
    done = port_bytes(
        data,
        name,
        pair(parse_client(read), parse_client(write)),
        Style(style == "runtime", strict),
        lambda: runtime,
    )
    return Ported(done.after.decode("utf-8", "surrogatepass"), done)
