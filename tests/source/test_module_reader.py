"""What a script is made of: its parts, what it exports, brings and hands on, and what runs as it loads.

`parts` run where they are asked for; `exports` say which part each name means, `passes` and `stars`
which script; `asks` is what loading asks of others (all of one: `*`; that it is loaded: nothing
behind the colon), `runs` what it runs of its own. A script that is `whole` is asked for as one.
"""
# ruff: noqa: E501  (scripts, each on a line)

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pytest
from mediaglot.adapters.source.pages.module_reader import module_of
from mediaglot.adapters.source.pages.modules import Demand

CASES = [
    ("function f() {} f()", "parts f; runs f"),
    ("function f() {} g(f.a)", "parts f; runs f.a"),
    ("const f = () => {}; f()", "parts f; runs f"),
    ("const a = 1, b = f()", "parts a"),
    ("class A {} A", "parts A; runs A"),
    ("class A { static a = 1 }", "nothing"),
    ("class A { static a() {} }", "parts A"),
    ("class A extends f() {}", "nothing"),
    ("class A extends B {}", "parts A"),
    ("class A { [f()]() {} }", "nothing"),
    ("class A { a = 1 }", "parts A"),
    ("class A { @d a = 1 }", "nothing"),
    ("@d class A {}", "nothing"),
    ("function f() {} function f() {}", "parts f; whole"),
    ("interface A {} type B = 1", "nothing"),
    ("import a from 'a'", "imports a=a:default; asks a:"),
    ("import a from 'a'; a.b()", "imports a=a:default; asks a:; runs a.b"),
    ("import * as a from 'a'", "imports a=a:*; asks a:"),
    ("import { a, b as c } from 'a'", "imports a=a:a c=a:b; asks a:"),
    ("import a, { b } from 'a'", "imports a=a:default b=a:b; asks a:"),
    ("import type { A } from 'a'", "nothing"),
    ("import 'a'", "asks a:"),
    ("import a = require('a')", "asks a:*"),
    ("const a = require('a')", "imports a=a:*; asks a:"),
    ("const a = require('a'); a.b()", "imports a=a:*; asks a:; runs a.b"),
    ("const { a, b: c } = require('a')", "imports a=a:a c=a:b; asks a:"),
    ("const { a = 1 } = require('a')", "asks a:*"),
    ("const { a: { b } } = require('a')", "asks a:*"),
    ("const [a] = require('a')", "asks a:*"),
    ("const { ...a } = require('a')", "asks a:*"),
    ("const a = require('a', 1)", "asks a:*"),
    ("const a = require(b)", "nothing"),
    ("const a = require('a').b", "asks a:b"),
    ("require('a')", "asks a:*"),
    ("require('a').b()", "asks a:b"),
    ("let a; a = require('a')", "asks a:*"),
    ("export { a, b as c }", "exports a=a c=b"),
    ("export { a } from 'a'", "passes a=a:a; asks a:"),
    ("export { a as b, default as c } from 'a'", "passes b=a:a c=a:default; asks a:"),
    ("export { default } from 'a'", "passes default=a:default; asks a:"),
    ("export * from 'a'", "stars a; asks a:"),
    ("export * as a from 'a'", "asks a: a:*"),
    ("export const a = 1", "parts a; exports a=a"),
    ("export const a = () => {}, b = f()", "parts a; exports a=a b=b; runs b"),
    ("export const a = require('a')", "exports a=a; imports a=a:*; asks a:"),
    ("export const { a } = b", "whole"),
    ("export const { a } = require('a')", "asks a:*; whole"),
    ("export function f() {}", "parts f; exports f=f"),
    ("export class A {}", "parts A; exports A=A"),
    ("export class A { static a = 1 }", "exports A=A; runs A"),
    ("@d export class A {}", "nothing"),
    ("export @d class A {}", "exports A=A; runs A"),
    ("export default function f() {}", "parts f; exports default=f"),
    ("export default function () {}", "parts (default); exports default=(default)"),
    ("export default class A {}", "parts A; exports default=A"),
    ("export default class {}", "parts (default); exports default=(default)"),
    ("export default () => {}", "parts (default); exports default=(default)"),
    ("export default 1", "parts (default); exports default=(default)"),
    ("export default f", "exports default=f"),
    ("export default f()", "nothing"),
    (
        "export default { a, b: c, d() {}, e: () => {}, f: g(), 'h': 1 }",
        "parts (default.d) (default.e) (default.h); exports default.a=a default.b=c default.d=(default.d) default.e=(default.e) default.f= default.h=(default.h)",
    ),
    ("export default { a, ...b }", "nothing"),
    ("export default { [a]: 1 }", "nothing"),
    ("export default {}", "nothing"),
    ("export default (f)", "exports default=f"),
    ("export default f as any", "exports default=f"),
    ("export enum A { B }", "whole"),
    ("export type A = 1", "nothing"),
    ("export interface A {}", "nothing"),
    ("export declare const a: any", "whole"),
    ("export namespace A {}", "whole"),
    ("export = a", "whole"),
    ("exports.a = b", "exports a=b"),
    ("exports.a = () => {}", "parts (a); exports a=(a)"),
    ("exports.a = f()", "nothing"),
    ("exports.a.b = c", "nothing"),
    ("exports['a'] = b", "whole"),
    ("exports.a = exports.b = c", "nothing"),
    ("module.exports = a", "exports ==a"),
    ("module.exports = { a, b: () => {}, c: f() }", "parts (b); exports a=a b=(b) c="),
    ("module.exports = f()", "whole"),
    ("module.exports = () => {}", "whole"),
    ("module.exports.a = b", "exports a=b"),
    ("module.exports = { ...a }", "whole"),
    (
        "exports.a = function () { this.b() }; exports.b = function () {}",
        "parts (a) (b); exports a=(a) b=(b)",
    ),
    ("exports.a = function () { use(this) }", "parts (a); exports a=(a); whole"),
    ("function f() { exports.a() } exports.a = () => {}", "parts (a) f; exports a=(a)"),
    ("use(exports)", "whole"),
    ('Object.defineProperty(exports, "__esModule", { value: true })', "nothing"),
    ("if (x) exports.a = b", "nothing"),
    ("(a)", "nothing"),
    ("// why", "nothing"),
    ("const a = 1; { a }", "parts a; runs a"),
    ("for (const a of b) {}", "nothing"),
]


def told(name: str, found: Iterable[str]) -> list[str]:
    texts = sorted(found)
    return [f"{name} {' '.join(texts)}"] if texts else []


def brought(found: Mapping[str, Demand]) -> list[str]:
    return [f"{own}={item.path}:{item.name}" for own, item in found.items()]


def said(code: str, name: str = "a.ts") -> str:
    found = module_of(code.encode(), name)
    parts = [
        *told("parts", found.parts),
        *told("exports", (f"{shown}={own}" for shown, own in found.exports.items())),
        *told("imports", brought(found.imports)),
        *told("passes", brought(found.passes)),
        *told("stars", found.stars),
        *told("asks", (f"{item.path}:{item.name}" for item in found.loading.asks)),
        *told("runs", (".".join(filter(None, item)) for item in found.loading.mentions)),
    ]
    return "; ".join([*parts, *(["whole"] if found.whole else [])]) or "nothing"


@pytest.mark.parametrize(("code", "parts"), CASES)
def test_what_a_script_is_made_of(code: str, parts: str) -> None:
    assert said(code) == parts


def test_a_script_that_cannot_be_read_runs_as_a_whole() -> None:
    assert said("a(", "a.js") == "whole"
    assert said("import a from 'a'; require('b')", "a.json") == "asks a:* b:*; whole"
