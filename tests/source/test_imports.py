"""Where the import of the runtime is put, and in whose manner it is written."""
# ruff: noqa: E501  (scripts, each on a line)

from __future__ import annotations

from typing import Any

import pytest
from mediaglot.adapters.source.common.imports import (
    free_name,
    import_edit,
    import_names,
    module_kind,
    relative,
)
from mediaglot.adapters.source.syntax.parsed import Script, parse
from mediaglot.adapters.source.text.edits import apply


def script_of(code: str) -> Script:
    return parse(code.encode(), code.encode(), 0, "typescript")


def imported(code: str, kind: str = "esm", local: str = "media", **more: Any) -> str:
    edit = import_edit(script_of(code), "./m", local, kind, **more)
    return apply(code.encode(), [edit]).decode()


@pytest.mark.parametrize(
    ("code", "made"),
    [
        ("", "import { media } from './m';\n"),
        ("// a\n", "import { media } from './m';\n// a\n"),
        ("a()\n", "import { media } from './m'\na()\n"),
        ("a();\n", "import { media } from './m';\na();\n"),
        ('a("x")\n', 'import { media } from "./m"\na("x")\n'),
        ("a(\"x\"); b('y')\n", "import { media } from './m';\na(\"x\"); b('y')\n"),
        ('a("x"); b(\'y\', "z")\n', 'import { media } from "./m";\na("x"); b(\'y\', "z")\n'),
        ("import x from 'x'\na()\n", "import x from 'x'\nimport { media } from './m'\na()\n"),
        ("import x from 'x';\na();\n", "import x from 'x';\nimport { media } from './m';\na();\n"),
        ("import x from 'x'; a()", "import x from 'x';\nimport { media } from './m'; a()"),
        ("import x from 'x'\n(a)()\n", "import x from 'x'\nimport { media } from './m';\n(a)()\n"),
        (
            "import x from 'x'\n\n// why\n(a)()",
            "import x from 'x'\nimport { media } from './m';\n\n// why\n(a)()",
        ),
        (
            "import x from 'x'\n;(a)()",
            "import x from 'x'\n;\nimport { media } from './m';(a)()",
        ),
        ("(a)()\n", "import { media } from './m';\n(a)()\n"),
        ("[a].b()\n", "import { media } from './m';\n[a].b()\n"),
        ("`a`\n", "import { media } from './m';\n`a`\n"),
        ("/a/.test(b)\n", "import { media } from './m';\n/a/.test(b)\n"),
        ("+a\n", "import { media } from './m';\n+a\n"),
        ("-a\n", "import { media } from './m';\n-a\n"),
        ("a\n(b)()", "import { media } from './m'\na\n(b)()"),
        ("'use strict'\na()\n", "'use strict'\nimport { media } from './m'\na()\n"),
        ('"use strict";\na();\n', '"use strict";\nimport { media } from "./m";\na();\n'),
        (
            "'use strict';'use asm'; a();",
            "'use strict';'use asm';\nimport { media } from './m'; a();",
        ),
        ("#!/usr/bin/env node\na()\n", "#!/usr/bin/env node\nimport { media } from './m'\na()\n"),
        ("\ufeffa()\n", "\ufeffimport { media } from './m'\na()\n"),
        ("\ufeff// a\n", "\ufeffimport { media } from './m';\n// a\n"),
        (
            "/** d */\nfunction f() {}\n",
            "import { media } from './m'\n\n/** d */\nfunction f() {}\n",
        ),
        (
            "/** @file d */\nfunction f() {}\n",
            "/** @file d */\nimport { media } from './m'\nfunction f() {}\n",
        ),
        (
            "/** d */\n\nfunction f() {}\n",
            "/** d */\n\nimport { media } from './m'\nfunction f() {}\n",
        ),
        ("/* d */\nfunction f() {}\n", "/* d */\nimport { media } from './m'\nfunction f() {}\n"),
        ("/** d */\na()\n", "/** d */\nimport { media } from './m'\na()\n"),
        ("/** d */ function f() {}\n", "/** d */ import { media } from './m'; function f() {}\n"),
        (
            "/** d */\nexport const a = 1\n",
            "import { media } from './m'\n\n/** d */\nexport const a = 1\n",
        ),
        ("/** d */\nclass A {}\n", "import { media } from './m'\n\n/** d */\nclass A {}\n"),
        (
            "x = 1 /** d */\nfunction f() {}\n",
            "import { media } from './m'\nx = 1 /** d */\nfunction f() {}\n",
        ),
        ("  a()\n", "  import { media } from './m'\n  a()\n"),
        ("\t\ta()\n", "\t\timport { media } from './m'\n\t\ta()\n"),
        ("/* x */ a()\n", "/* x */ import { media } from './m'; a()\n"),
        ("a()\r\nb()\r\n", "import { media } from './m'\r\na()\r\nb()\r\n"),
        (
            "import x from 'x'\r\na()\r\n",
            "import x from 'x'\r\nimport { media } from './m'\r\na()\r\n",
        ),
        ("export const a = 1\n", "import { media } from './m'\nexport const a = 1\n"),
        ("function f() { a; }\n", "import { media } from './m';\nfunction f() { a; }\n"),
        ("function f() { a }\n", "import { media } from './m'\nfunction f() { a }\n"),
        (
            "const a = 1, b = 2\nif (a) { b(); }\n",
            "import { media } from './m'\nconst a = 1, b = 2\nif (a) { b(); }\n",
        ),
        (
            "import 'x'\nimport y from 'y'\na(); import z from 'z'\nb()",
            "import 'x'\nimport y from 'y'\na(); import z from 'z'\nimport { media } from './m';\nb()",
        ),
    ],
)
def test_where_it_stands(code: str, made: str) -> None:
    assert imported(code) == made


@pytest.mark.parametrize(
    ("kind", "local", "more", "line"),
    [
        ("esm", "media", {}, "import { media } from './m'"),
        ("esm", "m2", {}, "import { media as m2 } from './m'"),
        ("esm", "wx", {}, "import { media as wx } from './m'"),
        ("esm", "media", {"own": "wx"}, "import { media, wx } from './m'"),
        ("esm", "wx", {"own": "wx"}, "import { wx } from './m'"),
        ("esm", "", {"own": "wx"}, "import { wx } from './m'"),
        ("cjs", "media", {}, "const { media } = require('./m')"),
        ("cjs", "m2", {}, "const { media: m2 } = require('./m')"),
        ("cjs", "m2", {"own": "wx"}, "const { media: m2, wx } = require('./m')"),
        ("esm", "", {"types": ["A", "B as C"]}, "import type { A, B as C } from './m'"),
        ("esm", "media", {"types": ["A"]},
         "import { media } from './m'\nimport type { A } from './m'"),
    ],
)  # fmt: skip
def test_what_it_says(kind: str, local: str, more: dict[str, Any], line: str) -> None:
    assert imported("a()\n", kind, local, **more) == f"{line}\na()\n"
    ended = ";\n".join(line.split("\n"))
    assert imported("a();\n", kind, local, **more) == f"{ended};\na();\n"


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        ("esm", "import { one, two as own } from './m'"),
        ("cjs", "const { one, two: own } = require('./m')"),
    ],
)
def test_functions_by_their_names(kind: str, line: str) -> None:
    names = [("one", "one"), ("two", "own")]
    assert import_names(script_of("a()"), "./m", names, kind).text.decode() == f"{line}\n"


@pytest.mark.parametrize(
    ("code", "suffix", "typed", "kind"),
    [
        ("a()", "", False, "cjs"),
        ("import a from 'a'", "", False, "esm"),
        ("a(); export const b = 1", "", False, "esm"),
        ("a()", "", True, "esm"),
        ("a()", ".ts", False, "esm"),
        ("a()", ".js", False, "cjs"),
        ("import a from 'a'", ".cjs", True, "cjs"),
        ("import a from 'a'", ".cts", False, "cjs"),
        ("", ".mjs", False, "esm"),
    ],
)
def test_the_kind_of_a_module(code: str, suffix: str, typed: bool, kind: str) -> None:
    assert module_kind(script_of(code), suffix, typed) == kind


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("a()", "media"),
        ("a.media()", "media"),
        ("media()", "mediaglot"),
        ("const media = mediaglot", "mediaglot_"),
    ],
)
def test_a_name_that_is_free(code: str, name: str) -> None:
    assert free_name(script_of(code)) == name


@pytest.mark.parametrize(
    ("here", "there", "path"),
    [
        ("a.js", "m.js", "./m"),
        ("a.js", "b/m.js", "./b/m"),
        ("a/b.js", "m.js", "../m"),
        ("a/b.js", "a/m.js", "./m"),
        ("a/b/c.js", "a/m.js", "../m"),
        ("a/b.js", "c/d/m.js", "../c/d/m"),
        ("m/a.js", "m.js", "../m"),
        ("a/m.js/b.js", "a/m.js", "../m"),
        ("a/b/c.js", "b/m.js", "../../b/m"),
    ],
)
def test_how_one_file_names_another(here: str, there: str, path: str) -> None:
    assert relative(here, there) == path
    assert relative(here, there, typed=True) == f"{path}.js"
    assert relative(here.replace(".js", ".MJS"), there.replace(".js", ".js")).endswith(".js")
