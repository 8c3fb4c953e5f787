"""What esbuild, Rollup, webpack and Vite make of a generated ES module: only what is imported."""

from __future__ import annotations

import json
import shutil
from functools import cache
from pathlib import Path
from typing import Any

import jsenv
import pytest
from mediaglot.adapters.runtime import generate

FOLDER = Path(__file__).resolve().parents[1] / "bundlers"
BUNDLERS = ("esbuild", "rollup", "webpack", "vite")
MODULES = {"one.mjs": "my", "several.mjs": "wx,my,tt"}
"""The whole namespace for one target, and for several."""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A program's folder with whole runtimes in it, of a package of either type."""
    folder = tmp_path_factory.mktemp("bundled")
    for name, write in MODULES.items():
        (folder / name).write_text(generate("wx", write, module="esm"), encoding="utf-8")
    typed = folder / "typed"
    typed.mkdir()
    (typed / "package.json").write_text('{"type": "module"}', encoding="utf-8")
    shutil.copy(folder / "one.mjs", typed / "wx.js")
    plain = folder / "plain"
    plain.mkdir()
    (plain / "package.json").write_text("{}", encoding="utf-8")
    (plain / "wx.js").write_text(generate("wx", "my", only=["showToast"]), encoding="utf-8")
    return folder


@cache
def _bundler() -> jsenv.Send:
    jsenv.packages(FOLDER)
    return jsenv.serve(jsenv.JS / "service.js", str(FOLDER / "bundle.js"))


def bundled(bundler: str, entry: Path, source: str, *, minify: bool = True) -> dict[str, Any]:
    """The code that a bundler makes of a program's entry, and its size gzipped."""
    entry.write_text(source, encoding="utf-8")
    asked = {"bundler": bundler, "entry": str(entry), "minify": minify}
    told = json.loads(_bundler()(json.dumps(asked)))
    assert "error" not in told, told["error"]
    found: dict[str, Any] = told["value"]
    return found


RUN = """
const calls = [];
const answering = (reply) => (options) => {
  calls.push(Object.keys(options));
  options.success(reply);
};
globalThis.my = {
  chooseImage: answering({ apFilePaths: ['p'] }),
  showToast: answering({}),
  getStorageSync: () => ({ data: 5, success: true }),
};
new Function(CODE)();
Promise.resolve(globalThis.made()).then((found) => console.log(JSON.stringify({ found, calls })));
"""


def ran(code: str, folder: Path) -> dict[str, Any]:
    """What a bundled program's `made` comes to on a client of the target, and what it called."""
    script = folder / "run.cjs"
    script.write_text(RUN.replace("CODE", json.dumps(code)), encoding="utf-8")
    found: dict[str, Any] = json.loads(jsenv.run(script))
    return found


PICKS = "() => chooseImage({ count: 2 }).then((reply) => reply.tempFilePaths)"


@pytest.mark.parametrize("bundler", BUNDLERS)
@pytest.mark.parametrize("module", MODULES)
def test_one_function_comes_with_what_it_needs_alone(
    bundler: str, module: str, project: Path
) -> None:
    entry = project / f"{bundler}-{module}"
    take = f"import {{ chooseImage }} from './{module}'; globalThis.made = {PICKS};"
    one = bundled(bundler, entry, take)
    whole = bundled(
        bundler,
        entry,
        f"import {{ wx }} from './{module}'; globalThis.made = () => wx.getStorageSync('k');",
    )
    assert one["size"] < 0.5 * whole["size"]
    for name in ("compressVideo", "showToast", "getStorageSync", "onSocketMessage"):
        assert name not in one["code"]
        assert name in whole["code"]
    assert ran(one["code"], project)["found"] == ["p"]
    assert ran(whole["code"], project)["found"] == 5


@pytest.mark.parametrize("bundler", BUNDLERS)
@pytest.mark.parametrize("module", MODULES)
def test_what_is_imported_and_never_used_leaves_nothing(
    bundler: str, module: str, project: Path
) -> None:
    source = f"import {{ chooseImage, wx, canIUse }} from './{module}'; globalThis.made = () => 1;"
    made = bundled(bundler, project / f"{bundler}-none-{module}", source)
    assert made["size"] < 150, made["code"]
    assert ran(made["code"], project)["found"] == 1


@pytest.mark.parametrize("bundler", BUNDLERS)
@pytest.mark.parametrize("folder", ["typed", "plain"])
def test_packages_of_either_type(bundler: str, folder: str, project: Path) -> None:
    if bundler in ("rollup", "vite") and folder == "plain":
        pytest.skip("takes a program's own CommonJS through a plugin alone")
    source = (
        "import { showToast } from './wx.js';"
        "globalThis.made = () => showToast({ title: 'a' }).then((reply) => reply.errMsg);"
    )
    made = bundled(bundler, project / folder / f"{bundler}.js", source, minify=False)
    told = ran(made["code"], project)
    assert told["found"] == "showToast:ok"
    assert "content" in told["calls"][0]


@pytest.mark.parametrize("module", ["cjs", "esm"])
def test_node_finds_the_names_in_either_module(module: Any, tmp_path: Path) -> None:
    """By `import` of both, where Node.js reads the names of a CommonJS file without running it."""
    file = tmp_path / ("wx.mjs" if module == "esm" else "wx.cjs")
    file.write_text(generate("wx", "my", module=module), encoding="utf-8")
    use = tmp_path / "use.mjs"
    use.write_text(
        f"import {{ chooseImage, getStorageSync, wx, media, canIUse, texts }} from './{file.name}';"
        "globalThis.my = { chooseImage() {}, getStorageSync: () => ({ data: 5, success: true }) };"
        "console.log(JSON.stringify([wx === media, wx.chooseImage === chooseImage, typeof texts,"
        "  getStorageSync('k'), canIUse('chooseImage'), canIUse('chooseVideo')]));",
        encoding="utf-8",
    )
    assert json.loads(jsenv.run(use)) == [True, True, "object", 5, True, False]
    if module == "cjs":
        client = "globalThis.my = { getStorageSync: () => ({ data: 6, success: true }) };"
        taken = f"const {{ getStorageSync }} = require({json.dumps(str(file))});"
        code = f"{client}{taken}console.log(getStorageSync('k'))"
        assert jsenv.run(code) == "6\n"
