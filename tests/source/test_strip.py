"""TypeScript without its types: it does what the compiler's JavaScript does, where it stood."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsenv
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mediaglot.adapters.source.syntax.strip import stripped
from mediaglot.canonical.errors import InputError

RUNS: dict[str, tuple[str, Any]] = {
    "annotations": ("const f = (a: number, b?: string, ...c: any[]): [number, any] => [a, c]; out = f(1, '2', 3)", [1, [3]]),
    "casts": ("const x = <any>{ a: 1 }, y = (x as unknown as { a: number }).a, z = [1] as const; out = [y, z satisfies readonly number[]]", [1, [1]]),
    "non null": ("let d!: { e?: { f: number } }; d = { e: { f: 2 } }; out = d!.e!.f", 2),
    "generics": ("class B<T> { constructor(public v: T) {} }\nconst id = <T,>(v: T): T => v, n = new B<number>(3); out = id<number>(n.v)", 3),
    "compared": ("const a = 1, b = 2, c = 3; out = [a < b, b > c, a < b && c > b]", [True, False, True]),
    "break before call": ("let n = 0; const b = 1, f = (x: any) => { n += x }\nconst v = f as any\n(b, f)(5)\nout = n", 5),
    "types between": ("let n = 1\nn = n\ntype A = string\n;(() => { n++ })()\nn = n\ninterface I { x: 1 }\n[1].map(() => n++)\nout = n", 3),
    "arrow over lines": ("const f = (a: number): Promise<\n  number\n> => null as any, g = async <\n T\n>(x: T) => x; out = typeof f + typeof g", "functionfunction"),
    "class": ("""
      abstract class A<T> { protected x: number = 1; abstract m(): void; declare q: string; static readonly s = 4
        private ['y']?: string
        get: any
        foo() { return this.x } }
      class B extends A<string> implements Object { override x = 2; m(): void {} over(a: string): void
        over(a: any) { return a } *gen(this: B): Generator<number> { yield <number>7 } }
      const b = new B(); out = [b.foo(), B.s, b.over(5 as any), b.gen().next().value, 'get' in b, 'q' in b, 'y' in b]
    """, [2, 4, 5, 7, True, False, True]),
    "parameter properties": ("class A { z = 1 } class B extends A { constructor(private a: number, public readonly b = 2, c?: number) { super(); this.z += c! } sum() { return this.a + this.b + this.z } } out = new B(1, undefined, 10).sum()", 14),
    "private names": ("class A { static #n?: number = 3; static async read?(): Promise<void> {} static n() { return this.#n } } out = A.n()", 3),
    "enum": ("enum C { Red, Green = 1 << 2, Blue = Green | 1, Name = 'n', Far = -3, Next, 'odd key' }; out = [C.Red, C[4], C.Blue, C.Name, C[-3], C.Next, C['odd key'], C['n' as any] === undefined]", [0, "Green", 5, "n", "Far", -2, -1, True]),
    "enum over lines": ("const enum E {\n  A, // one\n  B = 5,\n  C,\n}\nout = [E.A, E.B, E.C]", [0, 5, 6]),
    "two enums in one": ("enum E { A = 1 } enum E { B = 2 } out = [E.A, E[2]]", [1, "B"]),
    "overloads": ("function f(a: string): void\nfunction f(a: any) { return a }\nout = f(2 as any)", 2),
    "this": ("function f(this: { n: number }, a: number) { return this.n + a } out = f.call({ n: 1 }, 2)", 3),
    "catch": ("try { throw 1 } catch (e: unknown) { out = e }", 1),
    "ambient": ("declare const wx: any; declare function q(): void; declare global { interface Window { a: 1 } }\nnamespace Only { export interface A {} }\nout = typeof wx", "undefined"),
    "object": ("const o = { m<T>(x: T): T { return x }, async *n(): AsyncGenerator<number> {}, p: 1 as const, get g(): number { return 2 } }; out = [o.m(1), o.p, o.g]", [1, 1, 2]),
    "loops": ("let s = 0; for (const x of [1, 2] as number[]) s += x; for (let i: number = 0; i < 2; i++) s++; out = s", 5),
    "words that are names": ("const type = 1, as = 2, declare = 3, readonly = 4, is = 5; let namespace = 6; type + as; out = type + as + declare + readonly + is + namespace", 21),
    "predicates": ("const is = (x: any): x is string => true; function a(x: any): asserts x is string {} out = is(1)", True),
    "optional method": ("class A { m?(): number { return 3 } } out = new A().m!()", 3),
    "satisfies": ("const o = { a: 1 } satisfies Record<string, number>; out = o.a", 1),
    "infer": ("type F<T> = T extends (infer U)[] ? U : never; let x: F<number[]> = 3; out = x", 3),
    "astral": ("const s: '\U0001f600' = '\U0001f600'; out = s.length", 2),
    "abstract field": ("abstract class A { abstract x: number; abstract get y(): number; z = 1 } class B extends A { x = 1; get y() { return 2 } } out = [new B().z, new B().y]", [1, 2]),
    "index": ("class A { [key: string]: any; n = 1 } out = new A().n", 1),
    "alias": ("const B = { C: 4 }; import A = B.C; out = A", 4),
    "tuple": ("let [a, b]: [number, string] = [1, '2'], { c, d: e }: { c: number; d: string } = { c: 3, d: '4' }; out = [a, b, c, e]", [1, "2", 3, "4"]),
    "typeof": ("const o = { a: 1 }; let p: typeof o = o, k: keyof typeof o = 'a'; out = p[k]", 1),
    "template types": ("type T = `a${string}`; const t: T = `a${1 as number}`; out = t", "a1"),
    "unique": ("declare const u: unique symbol; let x: { [u]: 1 } | undefined; out = x === undefined", True),
}  # fmt: skip


def value(code: str) -> Any:
    quickjs = pytest.importorskip("quickjs", reason="the extra mediaglot[js]")
    context = quickjs.Context()
    return json.loads(
        context.eval(f"(function () {{ let out; {code}\n; return JSON.stringify(out) }})()")
    )


IMPORTS = """\
import a from 'a'; a()
import a from 'a'; let b: a
import a, { b } from 'a'; b()
import a, { b } from 'a'; a()
import a, * as b from 'a'; a()
import a, * as b from 'a'; b.c()
import * as a from 'a'; let b: a.B
import * as a from 'a'; a.b
import { a, b as c, type D } from 'a'; a(c)
import { a, b as c, d } from 'a'; c()
import { type A, typeof B } from 'a'
import { a, } from 'a'; let b: a
import type A from 'a'
import type { A } from 'a'
import 'a'
import {} from 'a'
import a = require('a'); a()
import type a = require('a')
export { a, type B } from 'a'
export type { A } from 'a'
export * from 'a'
export type * from 'a'
export { type A }; export { b, type C }
export type A = string
export interface A {}
export default interface A {}
export abstract class A { abstract b(): void }
export declare const a: number
export enum A { B }
export const enum A { B = 'b' }
export namespace A { export type B = 1 }
export = a
export as namespace a
/// <reference types="a" />
import a from 'a' // why
let b: a; /* and */ import { c } from 'c'
enum A { B = 1 + 2, C = B * 2, D = `d`, E = 'e'.length }
enum A { B = -1, C, D = ~B, E = (B), F = A.B }
enum A {}
declare enum A { B }
"""


def test_what_is_left_is_written_down(golden: Callable[[Path, str], None]) -> None:
    """Byte for byte: what runs alike may stand elsewhere, or ask for a script too many."""

    def left(code: str) -> str:
        try:
            return stripped(code, "a.ts")
        except InputError as error:
            return f"refused at {error.place}: {error.reason}"

    codes = [*(code for code, _ in RUNS.values()), *IMPORTS.splitlines()]
    text = "".join(f"{code.strip()}\n  => {left(code)}\n" for code in codes)
    golden(Path(__file__).parent / "stripped.txt", text)


@pytest.mark.parametrize("name", RUNS)
def test_it_does_what_was_written(name: str) -> None:
    code, expected = RUNS[name]
    assert value(stripped(code, "a.ts")) == expected


@pytest.mark.node
def test_it_does_what_the_compiler_s_does() -> None:
    script = (
        "const ts = require('typescript'); const all = JSON.parse(require('fs').readFileSync(0, 'utf8'));"
        "console.log(JSON.stringify(all.map((code) => ts.transpileModule(code, { compilerOptions: "
        "{ target: 'ES2022', module: 'ES2022' } }).outputText)))"
    )
    names = [name for name in RUNS if name != "ambient"]  # `declare global` needs a module
    jsenv.packages()
    told = jsenv.run(script, stdin=json.dumps([RUNS[name][0] for name in names]), cwd=jsenv.JS)
    made = json.loads(told)
    for name, code in zip(names, made, strict=True):
        assert value(code.replace("export {};", "")) == RUNS[name][1], name


@pytest.mark.parametrize("name", RUNS)
def test_lines_stay_and_so_do_columns(name: str) -> None:
    code, _ = RUNS[name]
    before, after = code.split("\n"), stripped(code, "a.ts").split("\n")
    assert len(after) == len(before)
    written = ("enum", "constructor(p", "import A")
    for one, other in zip(before, after, strict=True):
        if not any(word in code for word in written):
            assert len(other.encode("utf-16-le")) == len(one.encode("utf-16-le"))


MODULES = {
    "import type { T } from './t'": ";",
    "import { type U, used, unused } from './u'\nused()": "import {         used,        } from './u'\nused()",
    "import { A as B } from './t'\nlet b: B": ";\nlet b",
    "import D, { E } from './d'\nD()": "import D, {   } from './d'\nD()",
    "import * as ns from './ns'\nlet x: ns.T": ";\nlet x",
    "import './effect'": "import './effect'",
    "import fs = require('./fs')\nfs()": "const  fs = require('./fs')\nfs()",
    "export type { T } from './t'": ";",
    "export { type U, v } from './t'": "export {         v } from './t'",
    "export interface X { a: 1 }": ";",
    "export type Y = 1": ";",
    "export default interface Q {}": ";",
    "interface L {}\nlet m\nexport { L, m }": ";\nlet m\nexport {    m }",
    "export declare const zz: number": ";",
    "export as namespace Lib": ";",
    "export = foo": "module.exports        = foo",
    "import { Enum } from './e'\nlet a = Enum.A": "import { Enum } from './e'\nlet a = Enum.A",
    "import { o } from './e'\nlet a = { o }": "import { o } from './e'\nlet a = { o }",
    "import { o } from './e'\nexport { o }": "import { o } from './e'\nexport { o }",
}


@pytest.mark.parametrize("code", MODULES)
def test_what_only_types_need_is_not_asked_for(code: str) -> None:
    lines = [line.rstrip() for line in stripped(code, "a.ts").split("\n")]
    assert lines == MODULES[code].split("\n")


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("let a\nnamespace N { export const x = 1 }", r"a\.ts:2:1: namespaces that hold values"),
        ("@dec class A {}", r"a\.ts:1:1: decorators are not run"),
        ("class A { @p x = 1 }", r"a\.ts:1:11: decorators are not run"),
        ("class A {\n  accessor x = 1 }", r"a\.ts:2:3: accessor fields"),
        ("const x: = 3", r"a\.ts:1:\d+: is no TypeScript"),
        ("let x = 1 as any\n[1].map(f)", r"a\.ts:2:1: a line that begins so behind a type"),
        ("function r() { return <any>\n x }", r"a\.ts:1:23: .* write the value on the same line"),
        ("enum A { ['x'] = 1 }", r"a\.ts:1:10: computed names"),
    ],
)
def test_what_cannot_be_told_is_refused_with_its_place(code: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        stripped(code, "a.ts")


def test_nesting_has_no_end() -> None:
    deep = "(" * 4000 + "x" + " as any)" * 4000
    assert (
        stripped(f"out = {deep}", "a.ts").replace(" ", "") == "out=" + "(" * 4000 + "x" + ")" * 4000
    )


WORDS = st.sampled_from(
    [
        "class",
        "abstract",
        "enum",
        "A",
        "{",
        "}",
        "(",
        ")",
        "[",
        "]",
        "<",
        ">",
        ":",
        ";",
        ",",
        "=",
        "=>",
        "?",
        "!",
        ".",
        "...",
        "x",
        "y",
        "1",
        "'a'",
        "`b`",
        "as",
        "satisfies",
        "any",
        "type",
        "interface",
        "namespace",
        "declare",
        "import",
        "export",
        "from",
        "default",
        "const",
        "let",
        "function",
        "this",
        "private",
        "readonly",
        "get",
        "set",
        "static",
        "async",
        "await",
        "new",
        "extends",
        "implements",
        "is",
        "asserts",
        "infer",
        "keyof",
        "typeof",
        "\n",
        "@d",
        "/r/",
        "//",
        "/*",
        "*/",
        "😀",
        "变",
    ]
)


@given(st.lists(WORDS, max_size=25).map(" ".join) | st.text(max_size=60))
def test_any_text_is_told_or_refused(code: str) -> None:
    with contextlib.suppress(InputError):
        assert stripped(code, "a.ts").count("\n") == code.count("\n")
