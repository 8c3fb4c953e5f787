"""A promise that the program uses is there on the target, or the runtime gives it."""

from __future__ import annotations

import mediaglot as mg
import pytest

FILE = "my.getFileSystemManager()"


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
