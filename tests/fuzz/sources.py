"""Scripts changed as tokens: the porter reports, and breaks nothing.

Seeds are the handlers of the battery. Whatever the script: the port does not raise, takes back its
own edits to the same bytes, has no syntax error that was not there before, and has nothing left for
a second port.
"""

from __future__ import annotations

import random
import re
from functools import cache

from battery import battery
from fuzz import cases
from fuzz.cases import Case
from mediaglot.adapters.runtime import generate
from mediaglot.adapters.source.common.model import FilePort
from mediaglot.adapters.source.common.outcome import Style
from mediaglot.adapters.source.common.pair import ASKING, pair
from mediaglot.adapters.source.reports.report import finding_lines
from mediaglot.adapters.source.script.port import port_bytes
from mediaglot.adapters.source.syntax.parser import Endless, tree_of
from mediaglot.adapters.source.text.blocks import blocks_of
from mediaglot.adapters.source.text.edits import apply, reverse
from mediaglot.adapters.source.text.encoding import encoding_of, mask

PIECES = (cases.LINES, cases.TOKENS, cases.BYTES)
NAMES = ("a.js", "a.js", "a.ts", "a.tsx", "a.jsx", "a.vue", "a.mjs", "a.cjs")
PARTS = re.compile(
    r"\s+|//[^\n]*|/\*.*?\*/|'(?:[^'\\\n]|\\.)*'|\"(?:[^\"\\\n]|\\.)*\"|`[^`]*`|[\w$]+"
    r"|=>|\?\.|\.\.\.|===|!==|&&|\|\||\?\?|.",
    re.DOTALL,
)
WORDS = (
    *"""( ) { } [ ] . , ; : ? => ?. ... = == === ! && || ?? + - * / ` ' " ${ // /* */ # @ < > \\
    async await function return const let var if else for while try catch finally throw new class
    this super delete typeof void in of yield import export default from null undefined true false
    as satisfies enum interface type declare namespace static get set
    wx my tt qq globalThis window self res err e r opts count 0 1 9 -1 'album' 'camera' ['album']
    success fail complete then bind call apply Promise require module exports
    tempFilePaths tempFiles tempFilePath apFilePaths apFilePath path size errMsg error errno errCode
    chooseImage chooseMedia chooseVideo previewImage previewMedia compressImage getImageInfo
    saveImageToPhotosAlbum getFileSystemManager createCanvasContext canIUse
    sourceType sizeType urls current src quality indexOf includes map forEach filter length
    /a/g 图 success(res){} fail:(e)=>{} ...opts ['count'] <script> </script> <template> <!-- -->
    #ifdef #endif mediaglot:ignore""".split(),
    *("\u200b", "\u2060", "\u00ad", "\u00a0", "\u3000", "\u2028", "\ufeff", "\u200d", "\uff0c"),
    *("\n", "\ud800", "\0"),
)
WRAPPERS = (
    ("async function f() {\n", "\n}"), ("function f(wx) {\n", "\n}"), ("(() => {\n", "\n})()"),
    ("if (ok) {\n", "\n} else {}"), ("try {\n", "\n} catch (e) {}"), ("export default {\n", "\n}"),
    ("class A {\n  go() {\n", "\n  }\n}"), ("const wx2 = wx;\n", ""), ("'use strict'\n", ""),
    ("with (wx) {\n", "\n}"), ("/* mediaglot:ignore */ ", ""), ("\ufeff", ""),
    ("#!/usr/bin/node\n", ""),
    ("// #ifdef MP-WEIXIN\n", "\n// #endif\n"), ("<!-- ", ""), ("label: {\n", "\n}"), ("`${", "}`"),
)  # fmt: skip


@cache
def _seeds() -> tuple[tuple[str, str, str], ...]:
    """Language, dialect and text of every seed."""
    return tuple((item.lang, item.dialect, item.source) for item in battery.handlers())


def variant(chance: random.Random) -> Case:
    """A script, and how it is ported."""
    stored = cases.kept("sources")
    lang, dialect, text = chance.choice(_seeds())
    name = f"a.{lang}" if chance.random() < 0.6 else chance.choice(NAMES)
    write = chance.choice([vendor for vendor in battery.VENDORS if vendor != dialect])
    head = {"name": name, "read": dialect, "write": write}
    if stored and chance.random() < 0.1:
        seed = stored[chance.choice(list(stored))]
        head, text = dict(seed.head), seed.body.decode("utf-8", "replace")
    parts = PARTS.findall(text)
    for _ in range(chance.choice((0, 1, 1, 2, 3, 6))):
        chance.choice(MUTATORS)(parts, chance)
    text = "".join(parts)
    if chance.random() < 0.25:
        before, after = chance.choice(WRAPPERS)
        text = before + text + after
    if chance.random() < 0.1:
        text = chance.choice((text.replace("\n", "\r\n"), text.replace("\n", " "), text + text))
    if str(head["name"]).endswith(".vue") and "<script" not in text and chance.random() < 0.9:
        kind = chance.choice(("", ' lang="ts"', " setup", ' setup lang="tsx"'))
        text = f"<template><image/></template>\n<script{kind}>\n{text}\n</script>\n"
    body = bytearray(text.encode("utf-8", "surrogatepass"))
    if chance.random() < 0.05:
        chance.choice((cases.flip, cases.cut, cases.remove, cases.repeat))(body, chance)
    return Case(head, bytes(body))


def _code(parts: list[str], chance: random.Random) -> int:
    """A place, of a token rather than of a gap."""
    if not parts:
        parts.append(" ")
    at = chance.randrange(len(parts))
    for _ in range(4):
        if not parts[at].isspace():
            break
        at = chance.randrange(len(parts))
    return at


def _drop(parts: list[str], chance: random.Random) -> None:
    at = _code(parts, chance)
    del parts[at : at + chance.choice((1, 1, 1, 3, 10))]


def _double(parts: list[str], chance: random.Random) -> None:
    at = _code(parts, chance)
    piece = parts[at : at + chance.choice((1, 1, 4, 20))]
    parts[at:at] = piece * chance.choice((1, 1, 3))


def _replace(parts: list[str], chance: random.Random) -> None:
    parts[_code(parts, chance)] = chance.choice(WORDS)


def _insert(parts: list[str], chance: random.Random) -> None:
    parts.insert(_code(parts, chance), f" {chance.choice(WORDS)} ")


def _swap(parts: list[str], chance: random.Random) -> None:
    one, other = _code(parts, chance), _code(parts, chance)
    parts[one], parts[other] = parts[other], parts[one]


def _rename(parts: list[str], chance: random.Random) -> None:
    """A word becomes another wherever it stands."""
    words = [part for part in parts if part[:1].isalpha()]
    if words:
        old, new = chance.choice(words), chance.choice((*words, "wx", "my", "tt", "res", "_"))
        parts[:] = [new if part == old else part for part in parts]


def _other(parts: list[str], chance: random.Random) -> None:
    """A piece of another seed, whole statements or not."""
    found = PARTS.findall(chance.choice(_seeds())[2])
    at = chance.randrange(len(found))
    piece = found[at : at + chance.choice((3, 12, 40))]
    parts[_code(parts, chance) : _code(parts, chance)] = piece


def _gap(parts: list[str], chance: random.Random) -> None:
    gaps = ("\n", "/* c */", "// c\n", "\t", "\u00a0", "\r", "\u2028", "/* a\n b */", "", "\u200b")
    parts.insert(chance.randint(0, len(parts)), chance.choice(gaps))


def _spell(parts: list[str], chance: random.Random) -> None:
    """A word or a text spelt another way: escapes, brackets, other quotes."""
    at = _code(parts, chance)
    text = parts[at]
    if text[:1] in ("'", '"'):
        quote = chance.choice("'\"`")
        parts[at] = quote + text[1:-1] + quote
    elif text[:1].isalpha():
        if at and parts[at - 1] == "." and chance.random() < 0.5:
            parts[at - 1 : at + 1] = ["[", f"'{text}'", "]"]
        else:
            parts[at] = f"\\u{ord(text[0]):04x}{text[1:]}"
    else:
        parts[at] = f"({text})" if text.isdigit() else f" {text} "


def _enclose(parts: list[str], chance: random.Random) -> None:
    one, other = sorted((_code(parts, chance), _code(parts, chance)))
    before, after = chance.choice(
        (("(", ")"), ("{", "}"), ("[", "]"), ("await (", ")"), ("() => (", ")"), ("...", ""),
         ("!", ""), ("`${", "}`"), ("(0, ", ")"), ("", " as any"), ("<any>", ""), ("/*", "*/"))
    )  # fmt: skip
    parts.insert(other, after)
    parts.insert(one, before)


MUTATORS = (
    _drop, _double, _replace, _replace, _insert, _swap, _rename, _rename, _other, _other, _gap,
    _spell, _spell, _enclose,
)  # fmt: skip


# The property -----------------------------------------------------------------------------------


def errors(data: bytes, name: str) -> int:
    """How many syntax errors the scripts of a file have."""
    text = mask(data, encoding_of(data))
    count = 0
    for block in blocks_of(text, "." + name.rpartition(".")[2]):
        try:
            stack = [tree_of(block.language, text[block.start : block.end]).root_node]
        except Endless:
            count += 1
            continue
        while stack:
            node = stack.pop()
            if node.is_error or node.is_missing:
                count += 1
            elif node.has_error:
                stack.extend(node.children)
    return count


@cache
def _runtime(read: str, write: str, names: frozenset[str]) -> str:
    return generate(read, write, only=sorted(names))


def check(case: Case) -> str:
    """`ported`, `kept`, `broken` (as it was before) or `left` (not looked at)."""
    name, read, write = (str(case.head[key]) for key in ("name", "read", "write"))
    both, data = pair(read, write), case.body
    done = port_bytes(data, name, both, Style())
    after = done.after
    assert apply(after, reverse(data, done.edits)) == data, "edits that cannot be taken back"
    _findings(done, data)
    if done.runtime - {ASKING}:
        _runtime(read, write, done.runtime - {ASKING})
    before = errors(data, name)
    if not done.changed:
        return "left" if done.reason else "kept"
    if not before:
        assert not errors(after, name), f"a syntax error that was not there: {after.decode()}"
    again = port_bytes(after, name, both, Style())
    said = any(item.code == "MG505" for item in done.findings)
    assert not again.changed or said, f"a second port changes it again: {again.after.decode()}"
    return "broken" if before else "ported"


def _findings(done: FilePort, data: bytes) -> None:
    for item in done.findings:
        assert 0 <= item.start <= item.end <= len(data), f"a finding out of the file: {item}"
        assert item.line >= 1, f"a finding on no line: {item}"
        assert item.column >= 1, f"a finding in no column: {item}"
        assert finding_lines(item), f"a finding without words: {item}"
