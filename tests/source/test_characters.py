"""Characters that the parser and engines may read otherwise: what an engine refuses stays as it is,
with its place; what it takes as white space is white space."""

from __future__ import annotations

import unicodedata
from typing import Any

import jsenv
import mediaglot as mg
import pytest
from mediaglot.adapters.source.syntax import characters

SPACES = "\u00a0\ufeff\u1680\u2003\u202f\u205f\u3000\u2028\u2029\x0b\x0c"
"""What ECMAScript calls white space and line ends, outside ASCII or seldom met."""
NOTHING = "\u200b\u2060\u00ad\u0085\u180e\u200e\u202a\u2061\ufffc\ufffd\uff0c\uff08\u3002\u2014\ue001\U0001f600"
"""No white space and no part of a name: nothing of a script but in texts and comments."""
NAMES = "\u200c\u200d\u3164\ufe0f\u00b7"
"""Parts of names, some of which are not to be seen, and not all at the beginning."""
PLACES = [
    "@wx.showToast({ title: 't' })",
    "wx@.showToast({ title: 't' })",
    "wx.@showToast({ title: 't' })",
    "wx.showToast@({ title: 't' })",
    "wx.showToast({@title: 't' })",
    "wx.showToast({ title:@'t' })",
    "wx.showToast({ title: 't'@})",
    "wx.showToast({ title: a@+ b, icon: 'none' })",
    "f()\n;@wx.showToast({ title: 't' })",
    "x = `${@wx.getStorageSync('k')}`",
    "wx.chooseImage({ success(res) { f(res.@tempFilePaths) } })",
    "wx.chooseImage({ fail(e) { if (e.errMsg@=== 'chooseImage:fail cancel') f() } })",
    "if (wx.@showToast) f(1)\nwx.showToast({ title: 't' })",
    "wx@.getFileSystemManager().@readFile({ filePath: p })",
]
TEXTS = [
    "wx.showToast({ title: '@' })",
    "wx.showToast({ title: `@` })",
    "wx.showToast({ /* @ */ title: 't' })",
    "x = 'a@b'; wx.showToast({ title: 't' })",
    "x = /* @ */ 1; wx.showToast({ title: 't' })",
    "x = `@${1}@`; wx.showToast({ title: 't' })",
]
PARSES = "const fs = require('fs'), vm = require('vm')\nconst parses = (s) => { try { new vm.Script(s); return true } catch { return false } }\nconsole.log(JSON.stringify(JSON.parse(fs.readFileSync(0, 'utf8')).map(parses)))"


def read_by_engine(texts: list[str]) -> list[bool]:
    told: Any = jsenv.run_json(PARSES, texts)
    assert isinstance(told, list)
    return told


@pytest.mark.parametrize("write", ["my", "tt"])
def test_what_an_engine_refuses_stays_and_the_rest_is_ported(node: str, write: str) -> None:
    codes = [
        (char, place.replace("@", char)) for char in SPACES + NOTHING + NAMES for place in PLACES
    ]
    read = read_by_engine([code for _, code in codes])
    ports = [mg.port(code, read="wx", write=write) for _, code in codes]
    after = read_by_engine([port.code for port in ports])
    wrong = []
    for (char, code), runs, port, runs_after in zip(codes, read, ports, after, strict=True):
        told = [item for item in port.diagnostics if item.code == "MG505"]
        if runs and not runs_after:
            wrong.append(("no longer a script", code, port.code))
        if not runs and (port.code != code or not told):
            wrong.append(("no script, and ported", code, port.code))
        if runs and char in SPACES:
            plain = mg.port(code.replace(char, " "), read="wx", write=write)
            if port.code.replace(char, " ") != plain.code:
                wrong.append(("other than with a space", code, port.code))
    assert wrong == []
    assert {char for (char, _), runs in zip(codes, read, strict=True) if runs} & set(
        NOTHING
    ) == set()


@pytest.mark.parametrize("place", TEXTS)
def test_in_texts_and_comments_anything_may_stand(place: str) -> None:
    for char in SPACES + NOTHING + NAMES:
        code = place.replace("@", char)
        out = mg.port(code, read="wx", write="my")
        assert "my.showToast(" in out.code, (hex(ord(char)), out.code)
        assert "MG505" not in [item.code for item in out.diagnostics]


def test_it_is_told_at_its_place() -> None:
    out = mg.port("wx.login()\nwx.\u200bshowToast({})", read="wx", write="my")
    (told,) = [item for item in out.diagnostics if item.code == "MG505"]
    assert told.place == "code.js:2:4"
    assert told.message.startswith("syntax error: U+200B ZERO WIDTH SPACE is no white space")
    assert out.code == "wx.login()\nwx.\u200bshowToast({})"
    tree = mg.port(
        "<template/>\n<script>\nwx.\u200bpay()\n</script>", read="wx", write="my", name="a.vue"
    )
    assert [item.place for item in tree.diagnostics if item.code == "MG505"] == ["a.vue:3:4"]


def test_such_a_file_is_blocked_by_it() -> None:
    out = mg.port("wx.\u200bshowToast({ title: 't' })", read="wx", write="tt")
    assert out.file.verdict == "blocked"
    assert [cause.words for cause in out.file.blockers] == ["syntax error (MG505)"]
    assert [call.how for call in out.file.calls] == ["refused"]


def test_only_what_unicode_settles_is_refused() -> None:
    """A character that this Python's Unicode does not know may be a letter to a newer engine."""
    unknown = [
        chr(code) for code in range(0x1E000, 0x1F000) if unicodedata.category(chr(code)) == "Cn"
    ]
    assert unknown
    assert all(characters._taken(char.encode()) == characters._ANYWHERE for char in unknown[:200])
