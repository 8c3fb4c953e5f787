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
