"""A result that a function hands on: what the target's lacks is told where it is read, in other
functions and in other files."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest
from mediaglot.adapters.source.tree.port import port_tree

PAGE = "pages/a/a.js"
UTIL = "utils/u.js"
FIELDS: Final = {
    ("wx", "my"): ("getLocation", "altitude", "wxml"),
    ("wx", "tt"): ("getLocation", "altitude", "wxml"),
    ("my", "wx"): ("getLocation", "city", "axml"),
    ("my", "tt"): ("getLocation", "city", "axml"),
}
"""By the pair: a function, a field of its result that the target lacks, the suffix of templates."""


def ported(folder: Path, files: dict[str, str], read: str = "wx", write: str = "my") -> list[str]:
    """What is told of the field: ``file:line message``. In the texts ``X`` is the source's global,
    ``FN`` the function and ``FIELD`` the field."""
    function, field, suffix = FIELDS[read, write]
    parts = {"app.json": '{"pages": ["pages/a/a"]}', "app.js": "App({})\n"}
    parts |= {"pages/a/a.json": "{}", f"pages/a/a.{suffix}": "<view/>"} | files
    for name, text in parts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = re.sub(r"\bX\b", read, text.replace("FN", function).replace("FIELD", field))
        path.write_text(text, encoding="utf-8")
    tree = port_tree(str(folder), read=read, write=write, parts=("script", "markup", "config"))
    return [
        f"{item.diagnostic.place.rpartition(':')[0]} {item.diagnostic.message}"
        for file in tree.files
        for item in file.findings
        if item.code == "MG512" and field in item.diagnostic.message
    ]


def at(code: str, word: str = "FIELD") -> int:
    """The first line that says a word."""
    return code[: code.index(word)].count("\n") + 1


def page(body: str) -> str:
    return f"Page({{\n  async go() {{\n    {body}\n  }},\n}})\n"


THEN = page("pick().then((res) => show(res.FIELD))")
TAKEN = page("const { FIELD } = await pick()\n    show(FIELD)")
AWAITED = page("const res = await pick()\n    show(res.FIELD)")
CALLED = page("pick((res) => show(res.FIELD))")
OPTIONS = page("pick({ success: (res) => show(res.FIELD), fail() {} })")
LATER = page("pick(() => {}, (err, res) => show(res.FIELD))")

WRAPPERS: Final = {
    "settled": (
        (
            "function pick() {\n  return new Promise((resolve, reject) => {\n"
            "    X.FN({ success: resolve, fail: reject })\n  })\n}\n"
        ),
        THEN,
    ),
    "settled-with": (
        (
            "function pick() {\n  return new Promise((resolve, reject) => {\n"
            "    X.FN({ success(res) { resolve(res) }, fail: reject })\n  })\n}\n"
        ),
        TAKEN,
    ),
    "given-back": ("const pick = () => X.FN()\n", AWAITED),
    "async": ("async function pick() {\n  const res = await X.FN()\n  return res\n}\n", TAKEN),
    "caught": (
        "async function pick() {\n  try { return await X.FN() } catch (e) { return null }\n}\n",
        AWAITED,
    ),
    "then-same": ("function pick() {\n  return X.FN().then((res) => res)\n}\n", THEN),
    "then-block": (
        "function pick() {\n  return X.FN().then((res) => { note(); return res })\n}\n",
        AWAITED,
    ),
    "all": ("const pick = () => Promise.all([X.FN()]).then(([res]) => res)\n", AWAITED),
    "called": ("function pick(done) {\n  X.FN({ success(res) { done(res) } })\n}\n", CALLED),
    "asked-for": (
        "function pick(done) {\n  X.FN({ success: (res) => { done && done(res) } })\n}\n",
        CALLED,
    ),
    "handler": ("function pick(done) {\n  X.FN({ success: done })\n}\n", CALLED),
    "second": (
        "function pick(begun, done) {\n  X.FN({ success: (res) => done(null, res) })\n}\n",
        LATER,
    ),
    "bound": (
        "function pick(done) {\n  X.FN({ success(res) { done.call(this, res) } })\n}\n",
        CALLED,
    ),
    "option": (
        "function pick(options) {\n  X.FN({ success(res) { options.success(res) } })\n}\n",
        OPTIONS,
    ),
    "option-taken": ("function pick({ success }) {\n  X.FN({ success })\n}\n", OPTIONS),
    "option-kept": (
        (
            "function pick(options) {\n  const { success: done } = options\n"
            "  X.FN({ success(res) { done(res) } })\n}\n"
        ),
        OPTIONS,
    ),
    "options": ("function pick(options) {\n  X.FN(options)\n}\n", OPTIONS),
    "options-spread": ("function pick(options) {\n  X.FN({ ...options, type: 'a' })\n}\n", OPTIONS),
}


@pytest.mark.parametrize("name", WRAPPERS)
@pytest.mark.parametrize("form", ["same", "require", "exports", "import", "default", "star"])
def test_who_reads_what_a_wrapper_brings_is_told(tmp_path: Path, name: str, form: str) -> None:
    wrapper, reader = WRAPPERS[name]
    if form == "same":
        files = {PAGE: wrapper + reader}
        place = f"{PAGE}:{at(wrapper + reader)} the target's result has no altitude"
        assert [text for text in ported(tmp_path, files) if text.startswith(PAGE)] == [place]
        return
    api = reader.replace("pick(", "api.pick(")
    util, uses = {
        "require": (f"{wrapper}module.exports = {{ pick }}\n", f"const api = require('U')\n{api}"),
        "exports": (
            f"{wrapper}exports.pick = pick\n",
            f"const {{ pick }} = require('U')\n{reader}",
        ),
        "import": (f"export {wrapper}", f"import {{ pick }} from 'U'\n{reader}"),
        "default": (f"{wrapper}export default {{ pick }}\n", f"import api from 'U'\n{api}"),
        "star": (f"export {wrapper}", f"import * as api from 'U'\n{api}"),
    }[form]
    uses = uses.replace("'U'", "'../../utils/u'")
    (text,) = ported(tmp_path, {UTIL: util, PAGE: uses})
    assert text.startswith(f"{UTIL}:{at(util, 'X.FN')} ")
    assert text.endswith(f"the target's result has no altitude: it is read in {PAGE}:{at(uses)}")


HELPERS: Final = {
    "spread": (
        "const promisify = (fn) => (options = {}) => new Promise((resolve, reject) =>\n"
        "  fn({ ...options, success: resolve, fail: reject }))\n"
    ),
    "set": (
        "function promisify(fn) {\n  return function (options = {}) {\n"
        "    return new Promise((resolve, reject) => {\n"
        "      options.success = function (res) { resolve(res) }\n"
        "      options.fail = reject\n      fn(options)\n    })\n  }\n}\n"
    ),
    "brought": "const { promisify } = require('util')\n",
    "package": "import promisify from 'pify'\n",
}


@pytest.mark.parametrize("name", HELPERS)
@pytest.mark.parametrize(
    "reader",
    [
        page("promisify(X.FN)().then((res) => show(res.FIELD))"),
        f"const pick = promisify(X.FN)\n{TAKEN}",
        f"const api = {{ pick: promisify(X.FN) }}\n{AWAITED.replace('pick(', 'api.pick(')}",
    ],
)
def test_who_reads_what_a_promisified_function_brings_is_told(
    tmp_path: Path, name: str, reader: str
) -> None:
    code = HELPERS[name] + reader
    place = f"{PAGE}:{at(code)} the target's result has no altitude"
    assert ported(tmp_path, {PAGE: code}) == [place]


ALL: Final = [
    "const wxp = {}\npromisifyAll(X, wxp)\nmodule.exports = wxp\n",
    "const wxp = pify(X)\nmodule.exports = wxp\n",
    (
        "const wxp = new Proxy({}, { get: (_, name) => (options) =>\n"
        "  new Promise((resolve, reject) =>\n"
        "    X[name]({ ...options, success: resolve, fail: reject })) })\n"
        "module.exports = wxp\n"
    ),
]


@pytest.mark.parametrize("util", ALL)
def test_who_reads_what_the_promisified_global_brings_is_told(tmp_path: Path, util: str) -> None:
    reader = "const wxp = require('../../utils/u')\n" + AWAITED.replace("pick(", "wxp.FN(")
    (text,) = ported(tmp_path, {UTIL: util, PAGE: reader})
    assert text.endswith(f"the target's result has no altitude: it is read in {PAGE}:{at(reader)}")


OUTER: Final = {
    "method": {PAGE: "Page({\n  pick() { return X.FN() },\n  async go() {\n"
                     "    show((await this.pick()).FIELD)\n  },\n})\n"},
    "class": {
        UTIL: "class Api {\n  pick() { return X.FN() }\n}\nmodule.exports = new Api()\n",
        PAGE: "const api = require('../../utils/u')\n" + AWAITED.replace("pick(", "api.pick("),
    },
    "app": {
        "app.js": "App({\n  pick(done) { X.FN({ success: (res) => done(res) }) },\n})\n",
        PAGE: CALLED.replace("pick(", "getApp().pick("),
    },
    "through": {
        UTIL: "module.exports = { pick: () => X.FN() }\n",
        "utils/api.js": "const u = require('./u')\nmodule.exports = { choose: () => u.pick() }\n",
        PAGE: "const api = require('../../utils/api')\n" + AWAITED.replace("pick(", "api.choose("),
    },
    "again": {
        UTIL: "export const pick = () => X.FN()\n",
        "utils/index.js": "export { pick as choose } from './u'\n",
        PAGE: "import { choose } from '../../utils'\n" + AWAITED.replace("pick(", "choose("),
    },
    "value": {
        UTIL: "export const place = X.FN()\n",
        PAGE: "import { place } from '../../utils/u'\n" + page("show((await place).FIELD)"),
    },
}  # fmt: skip


@pytest.mark.parametrize("pair", FIELDS)
@pytest.mark.parametrize("name", OUTER)
def test_every_pair_follows_every_way(tmp_path: Path, pair: tuple[str, str], name: str) -> None:
    files, field = OUTER[name], FIELDS[pair][1]
    (text,) = ported(tmp_path, files, *pair)
    place, lost = f"{PAGE}:{at(files[PAGE])}", f"the target's result has no {field}"
    assert text == f"{place} {lost}" or text.endswith(f" {lost}: it is read in {place}")


WRAPPED = WRAPPERS["settled"][0]
QUIET: Final = {
    "another-field": {PAGE: WRAPPED + THEN.replace("FIELD", "latitude")},
    "another-function": {
        UTIL: f"{WRAPPED}const other = () => load()\nmodule.exports = {{ pick, other }}\n",
        PAGE: "const u = require('../../utils/u')\n" + AWAITED.replace("pick(", "u.other("),
    },
    "another-file": {
        UTIL: f"{WRAPPED}module.exports = {{ pick }}\n",
        "utils/v.js": "module.exports = { pick: () => load() }\n",
        PAGE: "const u = require('../../utils/v')\n" + AWAITED.replace("pick(", "u.pick("),
    },
    "a-parameter": {PAGE: WRAPPED + page("((pick) => pick().then((res) => res.FIELD))(load)")},
    "another-method": {
        "app.js": "App({\n  pick() { return X.FN() },\n})\n",
        PAGE: "Page({\n  pick() { return load() },\n  async go() {\n"
              "    show((await this.pick()).FIELD)\n  },\n})\n",
    },
    "a-function-of-its-own": {
        UTIL: "promisifyAll(X, wxp)\n",
        PAGE: "Page({\n  FN() { return load() },\n  async go() {\n"
              "    show((await this.FN()).FIELD)\n  },\n})\n",
    },
    "another-argument": {
        PAGE: "function pick(done, failed) {\n  X.FN({ success: done })\n}\n"
              + page("pick(() => {}, (res) => show(res.FIELD))"),
    },
    "cycles": {
        UTIL: "export * from './v'\nexport const pick = () => X.FN()\n",
        "utils/v.js": "export * from './u'\n",
        PAGE: "import { pick } from '../../utils/v'\n" + AWAITED.replace("FIELD", "latitude"),
    },
}  # fmt: skip


@pytest.mark.parametrize("name", QUIET)
def test_what_is_another_result_is_not_told(tmp_path: Path, name: str) -> None:
    assert ported(tmp_path, QUIET[name]) == []


def test_an_exported_value_is_not_taken_for_one_that_is_all_in_sight(tmp_path: Path) -> None:
    """Its readers are in other files: it goes through the runtime, in the source's shape."""
    files = {UTIL: "export const system = X.getSystemInfoSync()\n"}
    ported(tmp_path, files)
    tree = port_tree(str(tmp_path), read="wx", write="my")
    (call,) = [call for file in tree.files for call in file.calls]
    assert (call.how, call.why) == ("runtime", "MG510")
