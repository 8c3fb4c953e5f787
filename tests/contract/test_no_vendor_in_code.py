"""No vendor's name and no vendor's fact stands in code: they stand in profiles.

What is looked for is made of the profiles: who vendors are, and every spelling of theirs for a
function, an option, a field or a hook that is not also a word of the canon. Documentation strings
and comments may give examples.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from mediaglot.canonical import failures, operations, recipes, vocabulary
from mediaglot.profiles import loader
from mediaglot.profiles.markup import file_names
from mediaglot.profiles.model import Instances, Member, Param, ResultField
from mediaglot.profiles.profile import Profile

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("canonical", "profiles", "adapters", "node")
WORD = re.compile(r"[A-Za-z_$][\w$]*")

EXAMPLES = "its texts explain by examples of vendors"
EXPLAINED: Mapping[str, tuple[str, str]] = {
    "canonical/rules/": (r".*", EXAMPLES),
    "adapters/cli/": (r".*", EXAMPLES),
    "canonical/client.py": ("my/i|tt/a", "an error shows what a client looks like"),
    "profiles/schema.py": ("tempFiles", "an error shows what a place in a reply looks like"),
    "adapters/plan/program.py": ("tempFiles", "the same"),
    "adapters/realm/page.py": ("offsetTop|timeStamp", "of an event, alike everywhere"),
    "adapters/realm/js/touch.js": ("offsetTop|timeStamp", "the same"),
    "adapters/realm/js/query.js": (
        "selectAll|scrollTop|scrollLeft",
        "of queries, alike everywhere",
    ),
    "adapters/runtime/recipe_canvas.js": (
        "drawImage|toDataURL",
        "of what draws, as browsers have it",
    ),
    "adapters/source/script/paths/addresses.py": ("toDataURL", "the same"),
    "adapters/studio/web/": (
        "scrollTop|offsetTop|maxLength|isConnected",
        "of elements in browsers",
    ),
    "adapters/testing/marks.py": ("wx/a|my/i", "an error shows what a client looks like"),
    "node/hooks.js": ("getState", "of Jest's own expect"),
    "node/index.js": ("my/i", "an error shows what a client looks like"),
    "adapters/testing/pytest_plugin.py": (
        "wx",
        "the client of tests that name none, as its help says",
    ),
    "canonical/": ("MediaFile", "the canon's own class"),
    "adapters/messages/fields.py": ("MediaFile", "the same"),
    "adapters/media/recipes.py": ("MediaFile", "the same"),
}
"""Where a word may stand all the same: the beginning of a path -> a pattern of words, and why."""


# What is looked for -----------------------------------------------------------------------------


@cache
def names() -> frozenset[str]:
    """Who vendors are: their names and those of their type declarations."""
    found: set[str] = set()
    for profile in map(loader.get, loader.builtin_ids()):
        found |= {profile.name, *profile.types}
    return frozenset(found)


@cache
def clients() -> re.Pattern[str]:
    """A vendor as it stands in a text: alone, with an os, a surface or a version, or a member."""
    ids: set[str] = set()
    for profile in map(loader.get, loader.builtin_ids()):
        ids |= {profile.id, profile.namespace}
    return re.compile(rf"(?<![\w.-])(?:{'|'.join(sorted(ids))})(?:[/@:]\w|\.[A-Za-z]\w+|$)")


@cache
def spellings() -> frozenset[str]:
    """Words of vendors that are no words of the canon, and that no sentence has by chance."""
    found = {word for vendor in loader.builtin_ids() for word in _spelt(loader.get(vendor))}
    return frozenset(word for word in found - canon() if re.search(r"[A-Z$]", word[1:]))


@cache
def suffixes() -> frozenset[str]:
    """How vendors' files end: what a whole text in code may not be."""
    found = loader.current().remembered(file_names)()
    return frozenset(name.lstrip(".") for name in (*found.templates, *found.styles))


def _spelt(profile: Profile) -> Iterator[str]:
    for key, api in profile.api.items():
        yield api.name or key
        yield from api.task
        for param in api.params.values():
            yield from (*param.name, *param.also, *param.entry.values(), *_members(param))
            yield from (*_texts(param.values), *param.misspelt)
        for field in api.result.fields.values():
            for place in (*field.paths, *field.beside, *field.legacy):
                yield from WORD.findall(place)
            yield from (*_members(field), *_texts(field.values), *field.misspelt)
        yield from (*api.success, *api.failed)
        for outcome in api.outcomes:
            yield from (*outcome.when, *outcome.lacks, *outcome.needs, *_texts(outcome.when))
        yield from (*api.quirks, *(text for rule in api.failures for text in rule.os))
    failure = profile.envelope.failure
    yield from (*failure.code, *failure.message, *profile.envelope.success.fields)
    yield from (*failure.also, *failure.also_code)
    for scope in profile.scopes.values():
        yield from (
            scope.name.rpartition(".")[2],
            *(key.rpartition(".")[2] for key in scope.setting),
        )
    yield from profile.paths.user_member.split(".")
    yield from (*profile.app.begin, profile.app.error, profile.behavior, profile.call.at_once)
    for facts in (profile.page, profile.component):
        yield from _of(facts)
    if profile.template is not None:
        yield profile.template.hit
    yield from profile.typings.entries


def _members(said: Param | ResultField | Member) -> Iterator[str]:
    for member in said.members.values():
        yield from (*member.name, *_texts(member.values), *member.misspelt, *_members(member))


def _texts(values: Mapping[str, Any]) -> Iterator[str]:
    """The words of a vendor's values that are one word each."""
    for spelling in values.values():
        if isinstance(spelling, str) and WORD.fullmatch(spelling) and not spelling.isupper():
            yield spelling  # one in capitals may be the name of a constant


@cache
def schemes() -> tuple[str, ...]:
    """How vendors' paths and consents begin: what no text in code may hold."""
    found: set[str] = set()
    for profile in map(loader.get, loader.builtin_ids()):
        found |= {*profile.paths.local, *profile.paths.private, profile.paths.user}
        found |= {scope.name for scope in profile.scopes.values() if "." in scope.name}
    return tuple(sorted(item for item in found if re.search(r"\w:/|\w\.\w", item)))


def _of(facts: Instances) -> Iterator[str]:
    yield from (*facts.begin, *facts.hooks, *facts.lifetimes, *facts.views)
    yield from (*facts.methods.values(), *facts.fields.values(), *facts.roles.values())
    for path in facts.parts.values():
        yield from path.split(".")


@cache
def canon() -> frozenset[str]:
    """The words of the canon."""
    found = {*recipes.RECIPES, *failures.KINDS, *operations.RECEIVERS, *operations.FAMILIES, ""}
    for name, operation in operations.OPERATIONS.items():
        found |= {name, operation.gives}
        for place, field in (*operation.options.items(), *operation.result.items()):
            found |= {*WORD.findall(place), *field.words}
    for value in vars(vocabulary).values():
        if isinstance(value, (tuple, frozenset)):
            found |= {word for word in value if isinstance(word, str)}
    return frozenset(found)


# Where it is looked for -------------------------------------------------------------------------


def python(text: str) -> Iterator[tuple[int, str, bool]]:
    """Names and texts of Python code, with their lines; whether one is a text."""
    documented: set[tuple[int, int]] = set()
    for node in ast.walk(ast.parse(text)):
        body = getattr(node, "body", None)
        for first in body if isinstance(body, list) else ():
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                documented.add((first.value.lineno, first.value.col_offset))
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.NAME:
            yield token.start[0], token.string, False
        elif token.type == tokenize.STRING and token.start not in documented:
            yield token.start[0], token.string, True


SCRIPT = re.compile(
    r"//[^\n]*|/\*.*?\*/"
    r"|(\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)|([A-Za-z_$][\w$]*)",
    re.DOTALL,
)


def script(text: str) -> Iterator[tuple[int, str, bool]]:
    """The same of JavaScript."""
    for match in SCRIPT.finditer(text):
        if match[1] or match[2]:
            yield text.count("\n", 0, match.start()) + 1, match[1] or match[2], bool(match[1])


def found(text: str, read: Any) -> Iterator[tuple[int, str]]:
    """The words of vendors in some code, with their lines."""
    sought = spellings() | names() | suffixes()
    plain = sought.isdisjoint(WORD.findall(text)) and clients().search(text) is None
    if plain and not any(item in text for item in schemes()):
        return
    for line, token, is_text in read(text):
        words = WORD.findall(token) if is_text else [token]
        for word in words:
            if word in spellings() or (is_text and word in names()):
                yield line, word
        inner = token.lstrip("rbfRBF").strip("\"'`")
        if is_text and inner.lstrip(".") in suffixes():
            yield line, inner
        for match in clients().finditer(inner) if is_text else ():
            yield line, match[0]
        for item in schemes() if is_text else ():
            if item in inner:
                yield line, item


def files() -> list[Path]:
    """The code that is shipped."""
    return [
        place
        for folder in FOLDERS
        for place in sorted((ROOT / folder).rglob("*"))
        if place.suffix in (".py", ".js")
        and not place.name.endswith(".test.js")
        and not {"clients", "node_modules"} & set(place.parts)
    ]


def test_no_vendor_stands_in_code() -> None:
    told: list[str] = []
    needed: set[str] = set()
    for place in files():
        path = place.relative_to(ROOT).as_posix()
        read = python if place.suffix == ".py" else script
        for line, word in found(place.read_text(encoding="utf-8"), read):
            reasons = {
                start
                for start, (words, _) in EXPLAINED.items()
                if path.startswith(start) and re.fullmatch(words, word)
            }
            needed |= reasons
            if not reasons:
                told.append(f"{path}:{line}: {word}")
    assert told == []
    assert needed == set(EXPLAINED)  # each exception is there for something


@pytest.mark.parametrize(
    ("code", "words"),
    [("x = reply['errMsg']", ["errMsg"]), ("errMsg = 1  # errMsg", ["errMsg"]),
     ('def f():\n    """errMsg"""\n    return client == "wx"', ["wx"]),
     ("if name == 'my/ios': pass", ["my/i"]), ("a = f'{b} in my view'", []),
     ("say('Feishu has none')", ["Feishu"]), ("x = 'tt.env'", ["tt.env"]),
     ("hit = '.wxml'", [".wxml"]), ("go('onLoad', tempFilePaths)", ["onLoad", "tempFilePaths"]),
     ("count = chooseImage", []),
     ("ask('scope.userLocation')", ["userLocation", "scope.userLocation"]),
     ("path.startswith('wxfile://')", ["wxfile://"]), ("'wxfile'", []),
     ("row['characteristicId']", ["characteristicId"])],
)  # fmt: skip
def test_what_is_found(code: str, words: list[str]) -> None:
    assert [word for _, word in found(code, python)] == words


def test_what_is_found_in_scripts() -> None:
    code = "// errMsg\nconst a = x.errMsg; /* wx */ b(`wx`, 'didUpdate', \"my\", my.y)\n"
    assert [word for _, word in found(code, script)] == ["errMsg", "wx", "didUpdate", "my"]
