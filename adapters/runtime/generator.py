"""One JavaScript file (and its types) that presents a vendor's namespace over another vendor's.

The file holds the compiled plan as data, and the interpreter: the same that `..messages` is in
Python. Recipes come along only where the plan asks for them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final, Literal

from ..._version import __version__
from ...canonical.diagnostics import LOSSLESS
from ...canonical.errors import InputError, did_you_mean
from ...canonical.failures import FALLBACK
from ...canonical.rules import RULES
from ...canonical.vocabulary import SUFFIXES
from .data import RuntimeTarget, pairs
from .joining import kinds, source
from .kinds import RUNTIME_KINDS
from .literals import literal, literal_key
from .packing import HIGH, KINDS, WORDS

Module = Literal["cjs", "esm"]
MODULES: Final = ("cjs", "esm")

_CORE: Final = (
    "values", "program", "read", "write", "result", "result_write", "kinds", "failure", "route",
    "call", "answer",
)  # fmt: skip
_FORMS: Final = ("form:at_once", "form:factory", "form:listener", "task", "giver")
_RECIPES: Final[dict[str, tuple[str, ...]]] = {
    "base64": ("base64_from_bytes", "bytes_from_base64", "base64_by"),
    "recipe_routes": ("media_by_kind", "ask_before_saving"),
    "recipe_exchange": (),
    "recipe_download": ("download_first", "download_with_header"),
    "recipe_data": ("data_to_file",),
    "recipe_canvas": ("resize_on_canvas",),  # its recipe goes before those of the calls
    "recipe_calls": ("return_source", "fan_out", "loop_until_count"),
    "recipe_picked": (
        "save_after_capture", "check_duration", "filter_extensions", "keep_one_kind",
    ),
    "recipe_bytes": ("exif_from_bytes", "format_from_bytes", "size_from_file"),
    "recipe_path": ("path_from_request",),
    "recipe_digest": ("digest_from_bytes",),
    "recipe_alone": (
        "settings_first", "run_later", "base64_from_bytes", "bytes_from_base64",
        "notes_on_console",
    ),
    "recipe_query": ("answers_at_exec",),
}  # fmt: skip
_NEEDS: Final[dict[str, tuple[str, ...]]] = {
    "recipe_calls": ("recipe_exchange",),
    "recipe_canvas": ("recipe_exchange",),
    "recipe_data": ("recipe_exchange",),
    "recipe_download": ("recipe_exchange",),
    "recipe_digest": ("recipe_bytes",),
}
_APART: Final = "const passed = Object.prototype;\n"
_CURRENT: Final = """\
const built = pairs.map(over);
const current = () => built.find((one) => one.platform()) || built[0];
"""
_BLANK: Final = re.compile(r"/\*\*.*?\*/|^//[^\n]*\n|^ +", re.MULTILINE | re.DOTALL)
_DECLARED: Final = re.compile(r"^(?:const|let|var|function|class) (\w+)", re.MULTILINE)
_RUN: Final = 8
ROOM: Final = 32_500
"""Different runs of eight characters, comments and indents apart, in a file that stays under 12 KB
minified and gzipped: what repeats itself weighs next to nothing then."""


def generate(
    read: str,
    write: str,
    *,
    module: Module = "cjs",
    only: Sequence[str] | None = None,
    fast: bool | None = None,
    debug: bool = False,
) -> str:
    """The source of a dependency-free ES2015 file: the namespace of ``read`` under its own name and
    as ``media``, ``canIUse`` and ``texts``.

    ``read`` is the client whose dialect the program speaks, or ``"canonical"``; ``write`` the
    client it runs on, several with commas between them, or ``"any"``, every known vendor: of
    several, the one that is there when a function is called.
    ``only`` names the operations wanted, by canonical name or by the read vendor's, or families of
    them; default: all, of ``"canonical"`` the media operations.
    ``fast`` adds straight lines for ordinary calls; default: where all are wanted, or the file
    stays under 12 KB.
    ``debug`` keeps the diagnostics and adds ``translate``, for tests.
    Raises `InputError` for an unknown client, API or module format.
    """
    if module not in MODULES:
        raise InputError(f"unknown module format {module!r}; {did_you_mean(module, MODULES, '')}")
    found = pairs(read, write, only=only, debug=debug)
    features = {feature for pair in found for feature in pair.features}
    if len(found) > 1:
        features.add("several")
    if debug or (fast is not False and any(pair.lines for pair in found)):
        now = any("now: [" in line for pair in found for line in pair.lines.values())
        fast_features = features | {"fast"} | ({"now"} if now else set())
        text = _text(found, fast_features, read, write, module, debug)
        if debug or fast or only is None or _weight(text) < ROOM:
            return text
    return _text(found, features, read, write, module, debug)


def _weight(text: str) -> int:
    """How much a file holds that is not said twice: the different runs of characters in it."""
    bare = plain(text)
    return len({bare[at : at + _RUN] for at in range(len(bare))})


def plain(text: str) -> str:
    """A generated file without comments and indents."""
    return _BLANK.sub("", text)


def _text(
    found: Sequence[RuntimeTarget],
    features: set[str],
    read: str,
    write: str,
    module: Module,
    debug: bool,
) -> str:
    lane = ["lane"] if "fast" in features else []
    detect = ["detect"] if "detect" in features else []
    forms = ["forms"] if debug or features & set(_FORMS) else []
    space = [] if "canonical" in features or len(found) > 1 else ["space"]
    kept = [*_CORE, *_modules(features), *lane, *forms]
    files = [*detect, *kept, *space, "media", *(["debug"] if debug else [])]
    made = ["media: media, canIUse: media.canIUse", *(["translate: translate"] if debug else [])]
    by_kind, tabled = kinds(features, debug)
    features = features | tabled
    frame = _one if len(found) == 1 else _several
    head, tail = frame(found, features, _tables(found, debug), ", ".join(made), debug)
    code = (by_kind if name == "kinds" else source(name, features, debug) for name in files)
    before, body = _apart(found, "".join((*head, *code, *tail)))
    return "".join(
        (
            _banner(found, read, write),
            '"use strict";\n',
            before,
            "const runtime = (function () {\n",
            body,
            "})();\n",
            _exports(module, debug, found[0].reader["namespace"]),
        )
    )


def _apart(found: Sequence[RuntimeTarget], body: str) -> tuple[str, str]:
    """What stands before the function that all code is in, and its body: a global whose name the
    code has for something of its own is looked up where that is not seen."""
    taken = set(_DECLARED.findall(body))
    hidden = {pair.namespace: _finder(pair) for pair in found if pair.namespace in taken}
    for name, finder in hidden.items():
        body = body.replace(finder, f"theirs.{name}")
    rows = ", ".join(f"{name}: {finder}" for name, finder in hidden.items())
    return f"const theirs = {{ {rows} }};\n" if hidden else "", body


def _one(
    found: Sequence[RuntimeTarget],
    features: set[str],
    tables: Sequence[str],
    made: str,
    debug: bool,
) -> tuple[list[str], list[str]]:
    """What stands before and after the code of one pair: its data by name, what is exported.

    The data stands before the code: gzip looks back 32 KB, and much of the data repeats itself.
    """
    pair = found[0]
    named = debug or features & {"own", "canonical"}
    rows = [f"const {key} = {_table(item, named)};\n" for key, item in pair.data.items()]
    lines = [f"const lines = {_lines(pair)};\n"] if "fast" in features else []
    head = [
        *rows,
        *tables,
        *lines,
        f"const platform = {_finder(pair)};\n",
        f"const OWN = {json.dumps('own' in features)};\n",
        *(["const same = false;\n"] if debug else []),
        *([_APART] if "canonical" in features else []),
    ]
    return head, [f"return {{ {made}, texts: texts }};\n"]


def _several(
    found: Sequence[RuntimeTarget],
    features: set[str],
    tables: Sequence[str],
    made: str,
    debug: bool,
) -> tuple[list[str], list[str]]:
    """The same of several pairs: the code is a function that makes the media of each."""
    rows = [
        "".join(f"{key}: {_table(item)},\n" for key, item in pair.data.items())
        + f"find: {_finder(pair)}"
        for pair in found
    ]
    lines = ", ".join(map(_lines, found))
    head = [
        f"const pairs = [{{ {' }, { '.join(rows)} }}];\n",
        *tables,
        "const over = (pair, at) => {\n",
        "const { source, target, programs, apis, local, same } = pair;\n",
        "const OWN = source.id === target.id;\n",
        *([f"const lines = [{lines}][at];\n"] if "fast" in features else []),
        *([] if "detect" in features else ["const platform = pair.find;\n"]),
        _APART,
    ]
    ends = [f"return {{ {made}, platform: platform }};\n", "};\n"]
    if "canonical" in features:
        return head, [*ends, _CURRENT, _APART, source("several", features, debug)]
    outer = ["const platform = () => current().platform();\n", source("space", features, debug)]
    return head, [*ends, _CURRENT, *outer, source("several", features, debug)]


def _finder(pair: RuntimeTarget) -> str:
    """The look-up of the target's global."""
    name = pair.namespace
    return f'() => (typeof {name} === "undefined" ? undefined : {name})'


def _table(data: Any, named: object = True) -> str:
    """A literal of data, a row a line; ``named``: with the ids of vendors."""
    if not isinstance(data, Mapping):
        return literal(data)
    rows = (
        f"  {literal_key(key)}: {literal(item)}"
        for key, item in data.items()
        if named or key != "id"
    )
    return "{\n" + ",\n".join(rows) + "\n}"


def _lines(pair: RuntimeTarget) -> str:
    rows = (f"{literal_key(key)}: {text}" for key, text in pair.lines.items())
    return "{" + ",\n  ".join(rows) + "}"


def _modules(features: set[str]) -> list[str]:
    """Files of the recipes named, and of what these need, in a fixed order."""
    files = {name for name, recipes in _RECIPES.items() if features & set(recipes)}
    for name in list(files):
        files.update(_NEEDS.get(name, ()))
    return [name for name in _RECIPES if name in files]


def _tables(found: Sequence[RuntimeTarget], debug: bool) -> list[str]:
    """The canonical tables that the data leans on, as far as it does."""
    programs = [item for pair in found for item in pair.data["programs"].values()]
    every = [*programs, *(entry for pair in found for entry in pair.data["apis"].values())]
    options = {
        key
        for item in every
        for key, param in item.get("params", {}).items()
        if isinstance(param, Mapping)
    }
    leaves = {path.rpartition(".")[2] for item in programs for path in item.get("result", ())}
    told = [set(pair.data["source"]["failures"]) for pair in found]
    lists = {
        key
        for item in every
        for key, param in item.get("params", {}).items()
        if isinstance(param, Mapping) and _asks_for_words(key, param)
    }
    rows: dict[str, Any] = {
        "FALLBACK": {
            kind: near
            for kind, near in FALLBACK.items()
            if not all(kind in kinds for kinds in told)
        },
        "KINDS": _by_kind(options | {leaf for leaf in leaves if debug or _marked(leaf)}),
        "WORDS": {key: WORDS[key] for key in WORDS if key in lists},
        "HIGH": HIGH,
        "NOBODY": _nobody(found),
        "texts": {name: word for pair in found for name, word in pair.texts.items()},
    }
    fields = [field for item in every for field in item.get("result", {}).values()]
    if any("by" in field for field in fields if isinstance(field, Mapping)):
        rows["SUFFIXES"] = {kind: " ".join(words) for kind, words in SUFFIXES.items()}
    if debug:
        rows["LOSSY"] = [code for code, rule in RULES.items() if rule.loss not in LOSSLESS]
    return [f"const {name} = {literal(table)};\n" for name, table in rows.items()]


def _asks_for_words(key: str, param: Mapping[str, Any]) -> bool:
    """Whether an option's words are those of the canon."""
    named = param.get("kind", KINDS.get(key))
    return named is not None and RUNTIME_KINDS[named].listed(param)


def _marked(leaf: str) -> bool:
    return RUNTIME_KINDS[KINDS[leaf]].marked


def _banner(found: Sequence[RuntimeTarget], read: str, write: str) -> str:
    over = " or ".join(pair.name for pair in found)
    reader = "the canonical media API" if read == "canonical" else f"the API of {read}"
    return (
        f"// mediaglot {__version__}: {reader} over {over} (--from {read} --to {write}).\n"
        "// Generated: change the profiles, not this file. MIT licence.\n"
    )


def _nobody(found: Sequence[RuntimeTarget]) -> str:
    """What a call fails with where none of the targets' globals is there."""
    *others, last = (f"{pair.namespace} of {pair.name}" for pair in found)
    return f"there is no global {', '.join(others)}{' or ' if others else ''}{last} here"


def _by_kind(names: set[str]) -> dict[str, str]:
    """Canonical names by their usual kind, each list in one string."""
    out: dict[str, list[str]] = {}
    for name, kind in KINDS.items():
        if name in names and not RUNTIME_KINDS[kind].unsaid:
            out.setdefault(kind, []).append(name)
    return {kind: " ".join(found) for kind, found in out.items()}


def _exports(module: Module, debug: bool, namespace: str) -> str:
    """What is exported: under the namespace's name, too, which must not hide a global here."""
    names = ["media", "canIUse", "texts", *(["translate"] if debug else [])]
    if module == "cjs":  # one by one: so Node.js finds them where an ES module imports the file
        own = f"module.exports.{namespace} = runtime.media;\n" if namespace else ""
        return "".join(f"module.exports.{name} = runtime.{name};\n" for name in names) + own
    own = f"export {{ media as {namespace} }};\n" if namespace else ""
    return "".join(f"export const {name} = runtime.{name};\n" for name in names) + own


def declarations(read: str, write: str, *, only: Sequence[str] | None = None) -> str:
    """The ``.d.ts`` of the file that `generate` gives for the same arguments."""
    from .types import declared

    return declared(read, pairs(read, write, only=only))
