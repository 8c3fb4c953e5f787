"""No operation and no field of the canon is named in code that serves them all.

An operation is a row of data: what code has to know of one stands in that row, in a recipe's own
words, or in the one module that performs it. Where a name belongs, `HOMES` says why.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest
from mediaglot.canonical.operations import OPERATIONS

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("canonical", "profiles", "adapters")
HELP = frozenset({"help", "epilog", "default", "metavar"})
"""Arguments of options of the command line, which help a person by examples."""

HOMES: Mapping[str, tuple[str, str]] = {
    "canonical/operations/": (".*", "the rows themselves"),
    "canonical/requests.py": (".*", "the media operations that people program against"),
    "canonical/results.py": (".*", "the same"),
    "canonical/vocabulary.py": (".*", "their names as a closed list"),
    "canonical/convert.py": (".*", "rows: one operation asked for through another"),
    "canonical/recipes.py": (".*", "each recipe's own words"),
    "canonical/markup.py": (".*", "rows: where elements lead"),
    "canonical/engine/": (".*", "the engine performs the media operations, each by its name"),
    "adapters/host/performers.py": (".*", "a performer an operation beside media"),
    "adapters/host/file_performers.py": (".*", "the same, of files"),
    "adapters/host/canvas_performers.py": (".*", "the same, of a canvas"),
    "adapters/realm/config.py": ("canvas_id", "the same, where a page's canvas is looked for"),
    "adapters/host/recorder.py": (".*", "what a recorder does, and what its listeners hear"),
    "adapters/host/sounds.py": (".*", "the same of a sound"),
    "adapters/host/lens.py": (".*", "the same of the camera of a page"),
    "adapters/host/companions.py": (".*", "what the simulated system says of itself"),
    "adapters/media/media.py": (".*", "a method a media operation, for people"),
    "adapters/realm/stack.py": (".*", "the stack of pages performs the moves between them"),
    "adapters/volume/rows.py": ("media|size_kb", "columns of its own that are called so, too"),
    "adapters/realm/navigation.py": ("navigateBack|switchTab", "ways of the user are among them"),
    "adapters/realm/opened.py": (".*", "a test leads on by the moves that a program makes"),
    "adapters/realm/files.py": (".*", "what a script did to files is told as what does it"),
    "adapters/cli/compress.py": ("compressImage|compressVideo", "the command is that operation"),
    "adapters/cli/info.py": ("getImageInfo|getVideoInfo", "the command is those operations"),
    "adapters/cli/scaffold.py": (".*", "the operations that a new profile begins with"),
}
"""The beginning of a path -> a pattern of names that may stand there, and why."""

SCRIPTS = ("adapters", "node")
"""Folders with JavaScript of our own."""
SCRIPT_HOMES: Mapping[str, tuple[str, str]] = {
    "adapters/realm/js/at_once.js": (".*", "what answers at once, an operation a function"),
    "adapters/realm/js/files.js": (".*", "the file system of a realm, an operation a function"),
    "adapters/runtime/recipe_": (".*", "a recipe's steps, in the words of the calls that it makes"),
    "adapters/runtime/result_write.js": ("files", "what is derived is the kind of a reply's files"),
    "adapters/studio/web/": ("showModal", "a function of browsers' dialogs, too"),
    "node/operations.js": (".*", "the mock performs the media operations, each by its name"),
    "node/device.js": ("temp_file|max_width|max_height", "words of the device's own, too"),
    "node/index.js": ("readdirSync|readFileSync", "functions of Node.js, too"),
}
"""The same of scripts."""

PLAIN = frozenset({"plain", "asked"})
"""What variables that hold canonical values by name are called."""
SCRIPT_TOKENS = re.compile(
    r"//[^\n]*|/\*.*?\*/|(?<=[(,=:!&|?{};])\s*/(?![/*])(?:[^/\\\n\[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/"
    r"|(?P<looked>\b(?:plain|asked|values)(?:\??\.(?P<member>\w+)|\[\"(?P<key>\w+)\"\]))"
    r"|\"(?P<double>(?:[^\"\\\n]|\\.)*)\"|'(?P<single>(?:[^'\\\n]|\\.)*)'|(?P<word>\w+)",
    re.DOTALL,
)
"""Comments, regular expressions, what canonical values are looked up by, texts, words."""


@cache
def operations() -> frozenset[str]:
    """The names of operations that no sentence has by chance: of several words."""
    return frozenset(name for name in OPERATIONS if re.search("[A-Z]", name[1:]))


@cache
def fields() -> frozenset[str]:
    """The names of options and of places in results."""
    found = {
        word
        for item in OPERATIONS.values()
        for place in (*item.options, *item.result)
        for word in re.findall(r"\w+", place)
    }
    return frozenset(found)


@cache
def looked_up() -> frozenset[str]:
    """The fields of media, which plain values are looked up by; without words that rows of code's
    own have, too."""
    media = [item for item in OPERATIONS.values() if item.family == "media"]
    found = {
        word
        for item in media
        for place in (*item.options, *item.result)
        for word in re.findall(r"\w+", place)
    }
    return frozenset(found - {"name", "kind"})


def texts(tree: ast.AST) -> Iterator[ast.Constant]:
    """The texts of code: not those that document, and none that helps a person by an example."""
    for child in ast.iter_child_nodes(tree):
        if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant):
            continue
        if isinstance(child, ast.keyword) and child.arg in HELP:
            continue
        if isinstance(child, ast.Constant) and isinstance(child.value, str):
            yield child
        yield from texts(child)


def keys(tree: ast.AST) -> Iterator[ast.Constant]:
    """The names by which canonical values are looked up: ``plain["count"]``, ``asked.get("urls")``,
    ``"media" in plain``."""
    for node in ast.walk(tree):
        holder: ast.AST | None = None
        looked: list[ast.expr] = []
        if isinstance(node, ast.Subscript):
            holder, looked = node.value, [node.slice]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            holder, looked = node.func.value, node.args[:1]
        elif isinstance(node, ast.Compare):
            holder, looked = node.comparators[-1], [node.left]
        if isinstance(holder, ast.Name) and holder.id in PLAIN:
            yield from (item for item in looked if isinstance(item, ast.Constant))


def named(code: str) -> Iterator[tuple[int, str]]:
    """Where code names an operation or a field, with its line."""
    tree = ast.parse(code)
    for text in texts(tree):
        word = str(text.value)
        if word in operations() or (word in fields() and "_" in word):
            yield text.lineno, word
    for key in keys(tree):
        if key.value in looked_up() and "_" not in str(key.value):
            yield key.lineno, str(key.value)


def named_in_script(code: str) -> Iterator[tuple[int, str]]:
    """The same of JavaScript, where an operation is a member as often as a text."""
    for token in SCRIPT_TOKENS.finditer(code):
        line = 1 + code.count("\n", 0, token.start())
        word = next(filter(None, token.group("word", "member", "key", "double", "single")), "")
        known = word in operations() or (word in fields() and "_" in word)
        if known or (token["looked"] and word in looked_up()):
            yield line, word


def strays(
    files: Iterable[Path],
    names: Callable[[str], Iterable[tuple[int, str]]],
    homes: Mapping[str, tuple[str, str]],
) -> list[str]:
    """Names away from their homes, and homes that nothing needs."""
    found: list[str] = []
    needed: set[str] = set()
    for place in sorted(files):
        path = place.relative_to(ROOT).as_posix()
        for line, word in names(place.read_text("utf-8")):
            reasons = {
                home
                for home, (words, _) in homes.items()
                if path.startswith(home) and re.fullmatch(words, word)
            }
            needed |= reasons
            if not reasons:
                found.append(f"{path}:{line}: {word}")
    return [*found, *(f"nothing needs {home}" for home in homes if home not in needed)]


def test_code_that_serves_all_operations_names_none() -> None:
    files = (place for folder in FOLDERS for place in (ROOT / folder).rglob("*.py"))
    assert strays(files, named, HOMES) == []


def test_scripts_that_serve_all_operations_name_none() -> None:
    files = [place for folder in SCRIPTS for place in (ROOT / folder).rglob("*.js")]
    own = [place for place in files if not {"node_modules", "data"} & set(place.parts)]
    tested = [place for place in own if not place.name.endswith(".test.js")]
    assert len(tested) > 80
    assert strays(tested, named_in_script, SCRIPT_HOMES) == []


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ('if entry["read"]["api"] == "saveFile": pass', ["saveFile"]),
        ('x = {"writeFile": ("path",)}', ["writeFile"]),
        ('plain["count"] - 1', ["count"]),
        ('asked.get("urls") or plain.pop("files", None)', ["urls", "files"]),
        ('"images" in plain', ["images"]),
        ('asked = row["max_duration"]', ["max_duration"]),
        ('program["kind"] == "count"', []),
        ('"""saveFile"""\nclick.option("--api", default="chooseImage", help="chooseVideo")', []),
        ('say("the file manager has saveFile")', []),
        ('node.type == "call"', []),
    ],
)
def test_what_is_found(code: str, words: list[str]) -> None:
    assert [word for _, word in named(code)] == words


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ('if (row.is === "saveFile") return', ["saveFile"]),
        ("const RUN = { writeFile: ({ path }) => path }", ["writeFile"]),
        ("const { max_width } = rule", ["max_width"]),
        ("job.values.count - 1; plain?.urls", ["count", "urls"]),
        ('asked["images"]', ["images"]),
        ("// saveFile\n/* writeFile,\n readFile */ x = 'copyFile'", ["copyFile"]),
        ("x = /saveFile/; counts.count", []),
        ("a.count / saveFile / b", ["saveFile"]),
        ("say('https://example.com/saveFile', \"saveFile is there\", `${saveFile}`)", ["saveFile"]),
    ],
)
def test_what_is_found_in_scripts(code: str, words: list[str]) -> None:
    assert [word for _, word in named_in_script(code)] == words
