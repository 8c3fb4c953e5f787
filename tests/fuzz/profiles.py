"""Profile files changed line by line: what lints clean compiles and can be hosted.

Whatever the text, lint gives problems or a profile, never an exception and never neither. A profile
has plans and a runtime with every vendor, both ways, and a host that answers every one of its APIs.
"""

from __future__ import annotations

import random
import re
from typing import Any

import media_files as made
import worlds
from fuzz import cases
from fuzz.cases import Case
from mediaglot.adapters.plan.pair import plan
from mediaglot.adapters.realm.host import Host
from mediaglot.adapters.runtime import generate
from mediaglot.adapters.source.syntax.parser import tree_of
from mediaglot.canonical.engine.consent import SCOPES
from mediaglot.canonical.engine.prompts import Prompt
from mediaglot.canonical.engine.user import ACTIONS, Action
from mediaglot.canonical.errors import InputError, MediaglotError
from mediaglot.canonical.operations import FAMILIES
from mediaglot.profiles import loader
from mediaglot.profiles.lint import lint

PIECES = (cases.LINES,)
ALBUM = {"a.jpg": made.picture("jpeg", 6), "b.gif": made.picture("gif"), "c.mp4": made.mp4()}
VALUES = (
    "0", "1", "-1", "100", "1.5", "0.5", "1e400", "nan", '""', '"eighty"', '"jpeg"', '"same"',
    '"pick"', '"x://{id}"', '"x://y/"', "true", "false", "[]", "{}", '["*"]', '["album"]',
    '["jpeg"]', '["microphone"]', "[[1]]", "{ album = [] }", "{ quality = 1 }",
    "{ quality = 80, max_side = 1 }", "{ bitrate = 0.01, scale = 0.01 }", "1979-05-27", '"kind"',
    '"suffix"', '"keep"', '"apply"', "{ low = 0.5 }", '"{id}"', '["sha1"]', '"black"', "[0]",
    '"2.0"', '["a", "b"]',
)  # fmt: skip
ODD = (
    *VALUES, '"{"', '"}"', '"{api}{text}{code}{x}"', '"(a+)+$"', '"["', '"\\\\u0000"', '"图"',
    '"constructor"', '"__proto__"', '"a b"', '"wx"', '"zz"', "9223372036854775808", "-0.0", "inf",
    "[[]]", "[{}]", '{ since = "99.0" }', "{ support = false }", '{ ios = "1.0" }', "[1, \"a\"]",
    '"*/ alert(1) /*"', '"</script>"', '"`${x}`"', '"it\'s"', '"\\\\"', '"a\\nb"',
)  # fmt: skip
TEXTS = {
    vendor: "\n".join((loader.builtin_texts(vendor) or {}).values()) for vendor in worlds.VENDORS
}
SMALL = 'schema = 1\nid = "zz"\nextends = "{}"\nname = "Zed"\nnamespace = "{}"\n'
_SECTION = re.compile(r"^\[", re.MULTILINE)


class Obliging:
    """A user who takes what is offered first."""

    def answer(self, prompt: Prompt) -> Action:
        for kind, listed in (("allows", prompt.scopes), ("saves", ()), ("taps", prompt.entries)):
            if kind in prompt.offers:
                return ACTIONS[kind](*listed[:1])
        if "picks" in prompt.offers and prompt.items and prompt.most != 0:
            return ACTIONS["picks"](prompt.items[0].name)
        if "shoots" in prompt.offers:
            return ACTIONS["shoots"]()
        return ACTIONS["cancels"]()


def stated(lines: list[str]) -> tuple[list[int], list[int]]:
    """The numbers of lines that state something: those in engine sections, and all."""
    engine: list[int] = []
    every: list[int] = []
    inside = False
    for number, line in enumerate(lines):
        if line.startswith("["):
            inside = "engine" in line
        if " = " in line and not line.startswith((" ", "#")):
            every.append(number)
            if inside:
                engine.append(number)
    return engine, every


def _sections(text: str) -> list[str]:
    starts = [match.start() for match in _SECTION.finditer(text)]
    return [text[at:end] for at, end in zip(starts, [*starts[1:], len(text)], strict=True)]


def variant(chance: random.Random) -> Case:
    """A vendor's file, or a small one laid over it with sections of others, changed."""
    stored = cases.kept("profiles")
    vendor, other = chance.choice(list(TEXTS)), chance.choice(list(TEXTS))
    if stored and chance.random() < 0.1:
        text = stored[chance.choice(list(stored))].body.decode("utf-8", "replace")
    elif chance.random() < 0.7:
        text = SMALL.format(vendor, chance.choice(("zz", "zz", vendor, "a b", "")))
        if chance.random() < 0.4:
            bases = {"vendor": vendor, **dict.fromkeys(chance.sample(FAMILIES, 3), other)}
            table = ", ".join(f'{key} = "{base}"' for key, base in bases.items())
            text = text.replace(f'"{vendor}"', f"{{ {table} }}", 1)
        sections = _sections(TEXTS[other])
        count = chance.choice((0, 1, 1, 2, 4)) if vendor == other else chance.choice((0, 0, 1))
        text += "".join(dict.fromkeys(chance.sample(sections, count)))
    else:
        text = TEXTS[vendor]
    lines = text.splitlines()
    for _ in range(chance.choice((0, 1, 1, 1, 2, 3))):
        _change(lines, chance, TEXTS[other].splitlines())
    body = bytearray("\n".join(lines).encode())
    if chance.random() < 0.03:
        chance.choice((cases.flip, cases.cut, cases.remove))(body, chance)
    return Case({}, bytes(body))


def _change(lines: list[str], chance: random.Random, other: list[str]) -> None:
    engine, every = stated(lines)
    if not every:
        return
    number = chance.choice(engine if engine and chance.random() < 0.3 else every)
    key, _, value = lines[number].partition(" = ")
    what = chance.randrange(10)
    if what < 5:
        lines[number] = f"{key} = {chance.choice(ODD)}"
    elif what == 5:
        words = re.findall(r'"[^"]*"|[\d.]+|\btrue\b|\bfalse\b', value)
        if words:
            value = value.replace(chance.choice(words), chance.choice(ODD), 1)
        lines[number] = f"{key} = {value}"
    elif what == 6:
        del lines[number]
    elif what == 7:
        name = chance.choice([line.partition(" = ")[0] for line in other if " = " in line])
        lines[number] = f"{name.strip()} = {value}"
    elif what == 8:
        lines.insert(number, chance.choice(other))
    else:
        heads = [at for at, line in enumerate(lines) if line.startswith("[")]
        if heads:
            at = chance.choice(heads)
            words = [line for line in other if line.startswith("[")]
            lines[at] = chance.choice((chance.choice(words), f"[zz.{at}]", "[apis]", ""))


# The property -----------------------------------------------------------------------------------


def check(case: Case) -> str:
    """`refused` with problems, or `clean`: compiled, generated, hosted."""
    try:
        text = case.body.decode()
    except UnicodeDecodeError:
        return "refused"
    report = lint({"zz.toml": text}, find=loader.builtin_texts)
    assert (report.profile is None) == bool(report.diagnostics), "neither clean nor with problems"
    for item in report.diagnostics:
        assert str(item), "a problem without words"
    if report.profile is None:
        return "refused"
    vendor = loader.register(report.profile).id
    try:
        compiled(vendor)
        for os in report.profile.os[:3]:
            hosted(f"{vendor}/{os}")
    finally:
        loader.unregister(vendor)
    return "clean"


def compiled(vendor: str) -> None:
    """The plans of a vendor with every other, both ways; a runtime of each kind, which parses."""
    for other in worlds.VENDORS:
        if other != vendor:
            plan(vendor, other)
            plan(other, vendor)
    for read, write in (("canonical", vendor), (vendor, "any")):
        try:
            text = generate(read, write, debug=True).encode()
        except InputError as error:
            if "both have the global" in str(error):
                continue  # and nothing tells the two apart: a sentence says so
            raise
        root = tree_of("javascript", text).root_node
        assert not root.has_error, f"a runtime from {read} to {write} that does not parse"


def hosted(client: str) -> None:
    """Every API of a client called once."""
    try:
        host = Host(client, ALBUM, Obliging(), permissions=dict.fromkeys(SCOPES, "undetermined"))
    except MediaglotError:  # the file may say, for example, that no version counts
        return
    with host:
        for key in host.view.apis:
            path = host.storage.put_temp(made.picture("jpeg", 6)).path
            canonical = host.view.apis[key].canonical
            options: dict[str, Any] = {}
            if worlds.needs_file(canonical):
                options = worlds.options(client, key, path)
            reply = host.reply(key, options)
            assert reply.ok == (reply.failure is None), f"{key} both ok and failed"
