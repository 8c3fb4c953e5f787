"""One JavaScript file (and its types) that presents a vendor's namespace over another vendor's.

The file holds the compiled plan as data, and the interpreter: the same that `..messages` is in
Python. Recipes come along only where the plan asks for them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final, Literal

import attrs

from ..._version import __version__
from ...canonical import requests
from ...canonical.diagnostics import LOSSLESS
from ...canonical.errors import InputError, did_you_mean
from ...canonical.failures import FALLBACK
from ...canonical.rules import RULES
from ...canonical.vocabulary import SUFFIXES
from .data import RuntimeTarget, pairs
from .entries import known_names
from .exporting import PURE, Tail, commonjs, without_tables
from .inner import inner_code, recipes_in_letters
from .joining import declared, kinds, recipe_tables, recipes_apart, source
from .kinds import NUMBERS
from .literals import literal, literal_key
from .packing import HIGH
from .spellings import spellings
from .written import written_data

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
    "recipe_query": ("answers_at_exec", "nodes_when_ready"),
}  # fmt: skip
_NEEDS: Final[dict[str, tuple[str, ...]]] = {
    "recipe_calls": ("recipe_exchange",),
    "recipe_canvas": ("recipe_exchange",),
    "recipe_data": ("recipe_exchange",),
    "recipe_download": ("recipe_exchange",),
    "recipe_digest": ("recipe_bytes",),
}
_OTHERS: Final = ("lines", "platform", "texts", "every", "asked")
"""Names that the code has besides those of its files and the data."""
_APART: Final = "const passed = Object.prototype;\n"
_CURRENT: Final = """\
const built = pairs.map(over);
const current = () => built.find((one) => one.platform()) || built[0];
"""
_BLANK: Final = re.compile(r"/\*\*.*?\*/|^//[^\n]*\n|^ +", re.MULTILINE | re.DOTALL)
_NAMED: Final = re.compile(r"[A-Za-z_]\w*")
_DECLARED: Final = re.compile(r"^(?:const|let|var|function|class) (\w+)", re.MULTILINE)
_RUN: Final = 8
ROOM: Final = 32_000
"""Different runs of eight characters, comments and indents apart, in a file that stays under 12 KB
minified and gzipped: what repeats itself weighs next to nothing then."""


def generate(
    read: str,
    write: str,
    *,
    module: Module = "cjs",
    only: Sequence[str] | None = None,
    fast: bool | None = None,
    dev: bool = False,
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
    ``dev`` adds checks for developers, told on the console: names and options that are not known,
    values that cannot be, functions that the client lacks; without straight lines.
    ``debug`` keeps the diagnostics and adds ``translate``, for tests.
    Raises `InputError` for an unknown client, API or module format.
    """
    if module not in MODULES:
        raise InputError(
            f"unknown module format {module!r}; {did_you_mean(module, MODULES, 'formats')}"
        )
    found = pairs(read, write, only=only, debug=debug)
    features = {feature for pair in found for feature in pair.features}
    if len(found) > 1:
        features.add("several")
        globals_ = [pair.namespace for pair in found if "detect" in pair.data]
        if len(set(globals_)) < len(globals_):
            features.add("rivals")
    if dev and not debug:
        return _text(found, features | {"dev"}, read, write, module, debug)
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
    form = "together" if module == "cjs" or debug else "hoisted" if _at_top(found) else "closed"
    features = features | ({form} if form == "together" else {form, "apart"})
    features |= set() if "fast" in features else {"small"}
    quiet = not features & {"promise", "promise:1", "promise:3"}
    features |= {"quiet"} if quiet and not debug else {"styles"}
    features |= set() if debug or "lists" in features else {"no_lists"}
    features |= set() if debug or "service:places" in features else {"one_place"}
    lane = ["lane"] if "fast" in features else []
    detect = ["detect"] if "detect" in features else []
    forms = ["forms"] if debug or features & set(_FORMS) else []
    space = [] if "canonical" in features or len(found) > 1 else ["space"]
    kept = [*_CORE, *_modules(features), *lane, *forms]
    features |= recipe_tables(_modules(features), features, debug)
    dev = ["dev"] if "dev" in features else []
    files = [*detect, *kept, *space, *dev, "media", *(["debug"] if debug else [])]
    by_kind, tabled, kinds_had = kinds(features, debug, apart=form == "hoisted")
    features |= tabled
    frame = _one if len(found) == 1 else _several
    code = "".join(by_kind if name == "kinds" else source(name, features, debug) for name in files)
    names = {} if debug or dev or "canonical" in features else _spellings(found, code)
    tables = [*_tables(found, debug, names, code), *(_for_developers(found) if dev else ())]
    short = not (debug or dev)
    unread = {"promise"} if "quiet" in features else set[str]()
    found = [
        attrs.evolve(pair, data=written_data(pair.data, names, short, unread)) for pair in found
    ]
    head, tail = frame(found, features, tables, debug)
    top = _banner(found, read, write)
    code, recipes_had = recipes_apart(code) if form == "hoisted" else (code, [])
    if not (debug or "own" in features):
        code = code.replace("!OWN && ", "")
    code = inner_code(code) if short else code
    if form == "together":
        before, body = _apart(found, "".join((*head, code, *tail)))
        body = recipes_in_letters(body) if short else body
        made = f"const runtime = (function () {{\n{body}}})();\n"
        return f'{top}"use strict";\n{before}{made}{commonjs(found)}'
    one_by_one = Tail(found, code, "fast" in features)
    data = "".join(one_by_one.data())
    if form == "hoisted":
        parts = kinds_had | set(recipes_had)
        exported = (*one_by_one.lines(False), *one_by_one.exports(parts))
        return "".join((top, data, *head, code, *exported))
    tools = [one_by_one.tools()] if one_by_one.fast else []
    before, body = _apart(found, "".join((*head, code, *tools, *tail)))
    made = f"const runtime = {PURE} (function () {{\n{body}}})();\n"
    return "".join((top, before, data, *one_by_one.lines(True), made, *one_by_one.exports()))


def _at_top(found: Sequence[RuntimeTarget]) -> bool:
    """Whether the code of an ES module can stand at its top, where bundlers look through it."""
    return len(found) == 1 and found[0].namespace not in {*declared(), *found[0].data, *_OTHERS}


def _given(found: Sequence[RuntimeTarget], features: Collection[str], debug: bool) -> str:
    """What the code gives to the lines that export it."""
    made = ["media: media", "texts: texts"]
    own = found[0].reader["namespace"]
    if "together" in features:
        made += [f"{own}: media"] if own else []
    else:
        made += ["add: add", "whole: (functions) => Object.assign(media, functions)"]
    made += ["translate: translate"] if debug else []
    return f"return {{ {', '.join(made)} }};\n"


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
    found: Sequence[RuntimeTarget], features: set[str], tables: Sequence[str], debug: bool
) -> tuple[list[str], list[str]]:
    """What stands before and after the code of one pair: its data by name, what is exported.

    The data stands before the code: gzip looks back 32 KB, and much of the data repeats itself.
    """
    pair = found[0]
    named = debug or features & {"own", "canonical"}
    data = without_tables(pair.data) if "apart" in features else pair.data
    rows = [
        f"const {key} = {_table(item, named or key != 'source')};\n" for key, item in data.items()
    ]
    straight = "{}" if "apart" in features else _lines(pair)
    lines = [f"const lines = {straight};\n"] if "fast" in features else []
    head = [
        *rows,
        *tables,
        *lines,
        f"const platform = {_finder(pair)};\n",
        *(
            [f"const OWN = {json.dumps('own' in features)};\n"]
            if debug or "own" in features
            else []
        ),
        *(["const same = false;\n"] if debug else []),
        *([_APART] if "canonical" in features else []),
    ]
    return head, [] if "hoisted" in features else [_given(found, features, debug)]


def _several(
    found: Sequence[RuntimeTarget], features: set[str], tables: Sequence[str], debug: bool
) -> tuple[list[str], list[str]]:
    """The same of several pairs: the code is a function that makes the media of each."""
    apart = "apart" in features
    named = features & {"own", "canonical"}
    reader = found[0].data["source"]
    shared = all(pair.data["source"] == reader for pair in found)
    rows = [
        "".join(
            f"{key}: {_table(item, named or key != 'source')},\n"
            for key, item in (without_tables(pair.data) if apart else pair.data).items()
            if not (shared and key == "source")
        )
        + f"find: {_finder(pair)}"
        for pair in found
    ]
    lines = "{}" if apart else f"[{', '.join(map(_lines, found))}][at]"
    own = dict.fromkeys(key for pair in found for key in pair.data if key != "detect")
    if shared:
        del own["source"]
    head = [
        *([f"const source = {_table(reader, named)};\n"] if shared else []),
        f"const pairs = [{{ {' }, { '.join(rows)} }}];\n",
        *tables,
        "const over = (pair, at) => {\n",
        f"const {{ {', '.join(own)} }} = pair;\n",
        *(["const OWN = source.id === target.id;\n"] if "own" in features else []),
        *([f"const lines = {lines};\n"] if "fast" in features else []),
        *([] if "detect" in features else ["const platform = pair.find;\n"]),
        _APART,
    ]
    made = ["media: media, platform: platform", *(["add: add"] if apart else [])]
    made += ["translate: translate"] if debug else []
    ends = [f"return {{ {', '.join(made)} }};\n", "};\n", _CURRENT]
    if "canonical" in features:
        ends += [_APART]
    else:
        ends += ["const platform = () => current().platform();\n", source("space", features, debug)]
    return head, [*ends, source("several", features, debug), _given(found, features, debug)]


def _finder(pair: RuntimeTarget) -> str:
    """The look-up of the target's global."""
    name = pair.namespace
    return f'() => (typeof {name} === "undefined" ? undefined : {name})'


def _table(data: Any, named: object = True) -> str:
    """A literal of data, a row a line; ``named``: with the id of a vendor, which errors name."""
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


def _spellings(found: Sequence[RuntimeTarget], code: str) -> dict[str, str]:
    """What canonical names are called in the data, but for those that the code speaks of."""
    return spellings([pair.data for pair in found], set(_NAMED.findall(code)))


def _tables(
    found: Sequence[RuntimeTarget], debug: bool, names: Mapping[str, str], code: str
) -> list[str]:
    """The canonical tables that the code names, as far as the data leans on them."""
    named = {*_NAMED.findall(code), "NOBODY", "texts"}
    programs = [item for pair in found for item in pair.data["programs"].values()]
    every = [*programs, *(entry for pair in found for entry in pair.data["apis"].values())]
    rows: dict[str, Any] = {
        "PATH": NUMBERS["path"],
        "TEXT": NUMBERS["string"],
        "HIGH": {names.get(key, key): most for key, most in HIGH.items()},
        "NOBODY": _nobody(found),
        "texts": {name: word for pair in found for name, word in pair.texts.items()},
    }
    fields = [field for item in every for field in item.get("result", {}).values()]
    if any("by" in field for field in fields if isinstance(field, Mapping)):
        rows["SUFFIXES"] = {kind: " ".join(words) for kind, words in SUFFIXES.items()}
    if debug:
        rows["FALLBACK"] = FALLBACK
        rows["LOSSY"] = [code for code, rule in RULES.items() if rule.loss not in LOSSLESS]
    return [f"const {name} = {literal(table)};\n" for name, table in rows.items() if name in named]


def _for_developers(found: Sequence[RuntimeTarget]) -> list[str]:
    """What a developer is told by: what the dialect is called, and all its names; and how."""
    namespace = found[0].reader["namespace"]
    names = [*requests.REQUESTS] if not namespace else known_names(found[0].reader["client"])
    rows = {"SPOKEN": namespace or "media", "NAMES": names}
    told = [f"const {name} = {literal(table)};\n" for name, table in rows.items()]
    return [*told, source("dev_tell", (), False)]


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


def declarations(read: str, write: str, *, only: Sequence[str] | None = None) -> str:
    """The ``.d.ts`` of the file that `generate` gives for the same arguments."""
    from .types import declared

    return declared(read, pairs(read, write, only=only))
