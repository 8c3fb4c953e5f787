"""Calls that may not overlap: native where one follows the other, else through the runtime."""
# ruff: noqa: E501  (scripts, each on a line)

from __future__ import annotations

import mediaglot as mg
import pytest

SAVE = "wx.saveImageToPhotosAlbum"

APART = {
    "a handler": "Page({ save() { S({ filePath: a }) } })",
    "two handlers": "Page({ one() { S({ filePath: a }) }, two: () => { S({ filePath: b }) } })",
    "in complete": "S({ filePath: a, complete() { S({ filePath: b }) } })",
    "by way of complete": "function next(i) { S({ filePath: l[i], complete: () => next(i + 1) }) }",
    "either of two": "function f() { if (x) S({ filePath: a }); else S({ filePath: b }) }",
    "one by condition": "function f() { x ? S({ filePath: a }) : S({ filePath: b }) }",
    "awaited": "async function f() { await S({ filePath: a }); await S({ filePath: b }) }",
    "awaited, recursion": "async function n(i) { await S({ filePath: l[i] }); if (l[i]) n(i + 1) }",
    "then": "function f() { S({ filePath: a }).then(() => { S({ filePath: b }) }) }",
    "a function that is called once": "function save() { S({ filePath: a }) }\nsave()",
    "in a callback of another": "wx.showModal({ success() { S({ filePath: a }) } })",
    "kept in a field, called once": "this.save = function () { S({ filePath: a }) }; this.save()",
    "awaited, with a handler": "async function f() { await S({ filePath: a }).catch(() => 1); await S({ filePath: b }) }",
    "awaited in parentheses": "async function f() { await (S({ filePath: a })); S({ filePath: b }) }",
    "cases": "function f() { switch (x) { case 1: S({ filePath: a }); break; case 2: S({ filePath: b }) } }",
    "a function that is named alone": "function save() { S({ filePath: a }) }\nuse(save)",
    "in complete, an arrow": "S({ filePath: a, complete: () => S({ filePath: b }) })",
    "by way of complete, a method": "Page({ next(i) { S({ filePath: l[i], complete: () => { this.next(i + 1) } }) } })",
    "a circle by way of complete": "function one() { S({ filePath: a, complete: () => two() }) }\nfunction two() { one() }",
    "a circle that waits": "async function one() { await S({ filePath: a }); two() }\nfunction two() { one() }",
    "two ways to one place": "function save() { S({ filePath: a }) }\nfunction one() { save() }\nfunction two() { save() }\nfunction all() { x ? one() : two() }",
    "a name of something else": "function save() { S({ filePath: a }) }\nx.save(); for (const u of l) y.other(u)",
}
SAVED = "function save(u) { S({ filePath: u }) }"
TOGETHER = {
    "side by side": "S({ filePath: a }); S({ filePath: b })",
    "in success": "S({ filePath: a, success() { S({ filePath: b }) } })",
    "in fail": "S({ filePath: a, fail: () => { S({ filePath: a }) } })",
    "by way of success": "function next(i) { S({ filePath: l[i], success: () => next(i + 1) }) }",
    "a method": "Page({ save() { S({ filePath: a, success: () => this.save() }) } })",
    "a loop": "for (const u of l) S({ filePath: u })",
    "each": "l.map((u) => { S({ filePath: u }) })",
    "each, by name": f"l.forEach(save)\n{SAVED}",
    "a function called in a loop": f"{SAVED}\nfor (const u of l) save(u)",
    "two functions down": f"function one(u) {{ save(u) }}\n{SAVED}\nl.forEach((u) => one(u))",
    "an arrow, called in a loop": "const save = (u) => { S({ filePath: u }) }\nwhile (u) save(u)",
    "kept in a field": "this.save = function () { S({ filePath: a, success: () => this.save() }) }",
    "kept in a field, for each": "o.save = (u) => { S({ filePath: u }) }\nl.forEach(o.save)",
    "each, in parentheses": "l.forEach((u => { S({ filePath: u }) }))",
    "a class": "class A { save() { S({ filePath: a, success: () => { this.save() } }) } }",
    "a class field": "class A { save = () => { S({ filePath: a, success: () => { this.save() } }) } }",
    "a string key": "Page({ 'save': function () { S({ filePath: a, success: () => { this.save() } }) } })",
    "while": "while (x) S({ filePath: a })",
    "do": "do { S({ filePath: a }) } while (x)",
    "for": "for (let i = 0; i < 2; i++) S({ filePath: a })",
    "awaited late": "async function f() { const p = S({ filePath: a }); S({ filePath: b }); await p }",
    "then, and beside it": "function f() { S({ filePath: a }).then(() => 1); S({ filePath: b }) }",
    "all at once": "Promise.all([S({ filePath: a }), S({ filePath: b })])",
    "a circle": "function one() { S({ filePath: a, success: () => two() }) }\nfunction two() { one() }",
    "a circle of three": "function one() { S({ filePath: a }); two() }\nfunction two() { three() }\nfunction three() { one() }",
    "not waited for": "async function f() { S({ filePath: a }); await S({ filePath: b }) }",
}


@pytest.mark.parametrize("name", APART)
def test_apart(name: str) -> None:
    code = mg.port(APART[name].replace("S(", f"{SAVE}("), read="wx", write="my").code
    assert "media" not in code
    assert code.count("my.saveImageToPhotosAlbum") == APART[name].count("S(")


@pytest.mark.parametrize("name", TOGETHER)
def test_together(name: str) -> None:
    source = TOGETHER[name].replace("S(", f"{SAVE}(")
    out = mg.port(source, read="wx", write="my")
    assert "my.saveImageToPhotosAlbum" not in out.code
    assert out.code.count("media.saveImageToPhotosAlbum") == TOGETHER[name].count("S(")
    assert "MG523" in {item.code for item in out.diagnostics}
    if not any(word in source for word in ("await", "then", "all(")):  # it has no such fault
        native = mg.port(source, read="wx", write="tt").code
        assert native.count("tt.saveImageToPhotosAlbum") == TOGETHER[name].count("S(")


def test_a_great_many_calls_are_taken_to_overlap() -> None:
    source = "\n".join(f"function f{i}() {{ {SAVE}({{ filePath: a }}) }}" for i in range(120))
    code = mg.port(source, read="wx", write="my").code
    assert code.count("media.saveImageToPhotosAlbum") == 120
