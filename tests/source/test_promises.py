"""A promise that the program uses is there on the target, or the runtime gives it."""

from __future__ import annotations

import mediaglot as mg
import pytest

FILE = "my.getFileSystemManager()"
FAR = 6


@pytest.mark.parametrize(
    "call",
    [
        "my.saveFile({ apFilePath: p })",
        "my.getFileInfo({ apFilePath: p })",
        f"{FILE}.saveFile({{ tempFilePath: p }})",
        f"{FILE}.getFileInfo({{ filePath: p }})",
    ],
)
@pytest.mark.parametrize(
    "use", ["async () => { await CALL }", "() => { CALL.then((r) => { go(r.size) }) }"]
)
def test_file_functions_of_a_target_without_promises(call: str, use: str) -> None:
    source = f"const f = {use.replace('CALL', call)}"
    out = mg.port(source, read="my", write="wx")
    assert "media." in out.code
    assert "wx." not in out.code
    assert "MG521" in {item.code for item in out.diagnostics}
    assert "media" not in mg.port(f"const f = () => {{ {call} }}", read="my", write="wx").code


@pytest.mark.parametrize(("count", "told"), [(199, False), (200, True), (250, True)])
def test_a_chain_is_followed_so_far(count: int, told: bool) -> None:
    """The call itself is what is told of."""
    chain = "".join(".then((x) => x)" for _ in range(count))
    out = mg.port(
        f"go(() => {{\n  wx.getStorage({{ key: 'a' }}){chain}\n}})", read="wx", write="my"
    )
    (found,) = out.findings
    assert found.code == "MG510"
    assert (found.diagnostic.message == "a chain of promises without end") is told
    assert (found.line, found.column, found.end_line) == (2, 3 if told else 43, 2)


TEST = "e.errMsg.includes('cancel')"
PICK = "function pick() { return wx.chooseImage({ count: 1 }) }"


@pytest.mark.parametrize(
    ("functions", "call", "native"),
    [
        (PICK, "pick()", True),
        (f"{PICK}\nconst again = () => pick()", "again()", True),
        (f"async {PICK}", "pick()", False),  # it may fail by other code in it
        (f"{PICK}\nasync function again() {{ return pick() }}", "again()", False),
        (f"async {PICK}\nfunction again() {{ return pick() }}", "again()", False),
    ],
)
def test_a_failure_that_goes_through_an_async_function_is_not_alone(
    functions: str, call: str, native: bool
) -> None:
    source = f"{functions}\n{call}.catch((e) => {{ if ({TEST}) no() }})"
    out = mg.port(source, read="wx", write="my")
    assert ("e.error === 11" in out.code, TEST in out.code) == (native, not native)
    assert ("media.chooseImage" in out.code) == (not native)


@pytest.mark.parametrize(
    ("code", "native"),
    [
        ("const pick = () => CALL\npick().then(use)", True),
        ("Page({ pick: function () { return CALL }, go() { this.pick().then(use) } })", False),
        ("Page({ pick() { return CALL }, go() { this.pick().then(use) } })", False),
        ("export function pick() { return CALL }\npick().then(use)", False),
        ("function pick() { return CALL }\npick().then(use)\nmodule.exports = { pick }", False),
    ],
)
def test_a_result_is_followed_into_functions_that_nobody_else_calls(
    code: str, native: bool
) -> None:
    """Whoever else calls it is given what the source's call gives."""
    text = code.replace("use", "(r) => show(r.tempFilePath)")
    out = mg.port(text.replace("CALL", "wx.compressImage({ src })"), read="wx", write="my")
    assert ("show(r.apFilePaths[0])" in out.code) == native
    assert ("media.compressImage({ src })" in out.code) == (not native)


@pytest.mark.parametrize(("count", "native"), [(1, True), (FAR, True), (FAR + 1, False)])
def test_a_promise_is_followed_through_so_many_functions(count: int, native: bool) -> None:
    lines = ["const f0 = () => wx.compressImage({ src })"]
    lines += [f"const f{at} = () => f{at - 1}()" for at in range(1, count)]
    lines.append(f"f{count - 1}().then((r) => show(r.tempFilePath))")
    out = mg.port("\n".join(lines), read="wx", write="my")
    assert ("show(r.apFilePaths[0])" in out.code) == native
