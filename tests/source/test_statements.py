"""A statement that a port begins with a bracket does not go on with the line before it."""

from __future__ import annotations

import mediaglot as mg
import pytest

CALL = "{}.compressImage({{ success: (res) => {{\n{}\n}} }})\n"


@pytest.mark.parametrize(
    ("before", "mark"),
    [
        ("", ""), ("go();\n", ""), ("go()\n", ";"), ("go() // why\n", ";"), ("go()\n// why\n", ";"),
        ("const a = 1\n", ";"), ("const a = 1;\n", ""), ("var f = function () {}\n", ";"),
        ("function f() {}\n", ""), ("if (x) {}\n", ""), ("if (x) go()\n", ";"), ("if (x)\n", ""),
        ("for (;;) {}\n", ""), ("do {} while (x)\n", ";"), ("a: ", ""), ("{}\n", ""), ("else_\n",
        ";"),
        ("if (x) go()\nelse\n", ""), ("switch (x) { case 1: {}}\n", ""), ("let a = {}\n", ";"),
        ("({}).go()\n", ";"), ("throw {}\n", ";"), ("class A {}\n", ""), ("go()\n\n\n", ";"),
    ],
)  # fmt: skip
def test_a_line_without_a_semicolon_is_ended(before: str, mark: str) -> None:
    code = CALL.format("my", f"{before}res.apFilePaths.forEach(use)")
    done = mg.port(code, read="my", write="wx")
    assert done.code == CALL.format("wx", f"{before}{mark}[res.tempFilePath].forEach(use)")


@pytest.mark.parametrize(
    ("reads", "ported"),
    [
        ("use(res./* why */apFilePaths[0])", "use(res.tempFilePath)"),
        ("use(res . // why\n apFilePaths)", "use([res.tempFilePath])"),
        ("use(res\n  .apFilePaths[0])", "use(res.tempFilePath)"),
        ("use(res\n  ?.apFilePaths?.[0])", "use(res?.tempFilePath)"),
        ("use(res['apFilePaths'][0])", "use(res.tempFilePath)"),
    ],
)
def test_a_read_of_another_shape_leaves_nothing_of_its_way(reads: str, ported: str) -> None:
    done = mg.port(CALL.format("my", reads), read="my", write="wx")
    assert done.code == CALL.format("wx", ported)


def test_what_is_deleted_is_no_value() -> None:
    call = "{}.getLocation({{ success: (res) => {{ delete res.latitude }} }})\n"
    assert mg.port(call.format("wx"), read="wx", write="my").code == call.format("my")
