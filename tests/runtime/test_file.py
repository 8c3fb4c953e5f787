"""The generated file itself: ES2015, small, typed, and free of what the pair does not need."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsenv
import pytest
from mediaglot.adapters.cli.main import main
from mediaglot.adapters.runtime import declarations, generate
from mediaglot.adapters.runtime.generator import Module
from mediaglot.canonical.errors import InputError
from mediaglot.profiles import loader

VENDORS = ("wx", "my", "tt")
FULL = [(read, write) for read in VENDORS for write in VENDORS if read != write]
EVERY = [*FULL, ("wx", "any"), ("canonical", "any"), ("canonical", "tt"), ("wx@2.9.0", "wx@2.30.0")]
LIMIT = 13 * 1024

MEASURE = """
const {parse} = require('acorn'), {minify} = require('terser'), {gzipSync} = require('zlib');
const jobs = JSON.parse(require('fs').readFileSync(0, 'utf8'));
(async () => {
  const out = [];
  for (const {source, module, weigh} of jobs) {
    let error = '';
    try {
      parse(source, {ecmaVersion: 2015, sourceType: module === 'esm' ? 'module' : 'script'});
    } catch (caught) {
      error = caught.message;
    }
    if (!weigh) {
      out.push({error});
      continue;
    }
    const how = {ecma: 2015, toplevel: true, compress: {passes: 3}, module: module === 'esm'};
    const small = await minify(source, how);
    out.push({error, size: gzipSync(small.code, {level: 9}).length});
  }
  console.log(JSON.stringify(out));
})();
"""


def measured(jobs: list[dict[str, str]]) -> list[dict[str, object]]:
    """Whether sources are ES2015, and their sizes minified and gzipped."""
    jsenv.packages()
    told = jsenv.run(MEASURE, stdin=json.dumps(jobs), cwd=jsenv.JS)
    found: list[dict[str, object]] = json.loads(told)
    return found


def test_es2015() -> None:
    forms: list[tuple[Module, bool | None]] = [("cjs", True), ("cjs", False), ("esm", None)]
    jobs = [
        {"source": generate(read, write, module=module, fast=fast), "module": module, "weigh": ""}
        for read, write in EVERY
        for module, fast in forms
    ]
    assert {item["error"] for item in measured(jobs)} == {""}


def test_a_full_pair_is_small() -> None:
    told = measured([{"source": generate(*pair), "module": "cjs", "weigh": "1"} for pair in FULL])
    sizes = {pair: int(str(item["size"])) for pair, item in zip(FULL, told, strict=True)}
    assert max(sizes.values()) < LIMIT, sizes


def test_straight_lines_cost_a_kilobyte() -> None:
    told = measured(
        [
            {"source": generate(*pair, fast=fast), "module": "cjs", "weigh": "1"}
            for pair in FULL
            for fast in (True, False)
        ]
    )
    sizes = [int(str(item["size"])) for item in told]
    extra = [fast - small for fast, small in zip(sizes[::2], sizes[1::2], strict=True)]
    assert all(0 < more < 1400 for more in extra), extra


def test_an_api_pays_its_way() -> None:
    sources = [generate("wx", "my", only=names) for names in (["previewImage"], ["chooseImage"])]
    sources.append(generate("wx", "my"))
    sizes = [
        int(str(item["size"]))
        for item in measured([{"source": s, "module": "cjs", "weigh": "1"} for s in sources])
    ]
    assert sizes[0] < 0.7 * sizes[2]
    assert sizes[1] < 0.7 * sizes[2]
    assert "compressVideo" not in sources[1]


def test_only_takes_canonical_and_vendor_names() -> None:
    assert generate("tt", "wx", only=["filePicker"]) == generate(
        "tt", "wx", only=["chooseMessageFile"]
    )
    with pytest.raises(InputError, match="did you mean 'chooseImage'"):
        generate("wx", "my", only=["chooseimage"])
    with pytest.raises(InputError, match="did you mean"):
        generate("canonical", "my", only=["chooseImages"])


def test_any_needs_globals_that_tell_vendors_apart() -> None:
    other = loader.register(loader.get("tt").evolve(id="other"))
    try:
        with pytest.raises(InputError, match="other and tt both have the global 'tt'"):
            generate("wx", "any")
    finally:
        loader.unregister(other.id)


def test_nothing_of_the_tests_is_shipped() -> None:
    for read, write in EVERY:
        source = generate(read, write)
        assert "//" not in re.sub(r'"[^"\n]*"|^// .*$|/\^https.*', "", source, flags=re.MULTILINE)
        assert ".note(" not in source
        assert "MG1" not in source


def test_no_vendor_in_the_interpreter() -> None:
    folder = Path(generate.__code__.co_filename).parent
    words = {word for vendor in VENDORS for word in (vendor, loader.get(vendor).name)}
    for file in folder.glob("*.js"):
        text = file.read_text(encoding="utf-8")
        assert not words & set(re.findall(r"[A-Za-z]+", text)), file.name


def test_same_arguments_same_text() -> None:
    assert generate("wx", "any") == generate("wx", "any")


def test_types(tmp_path: Path, node_modules: Path) -> None:
    files = []
    for at, (read, write) in enumerate(EVERY):
        (tmp_path / f"media{at}.d.ts").write_text(declarations(read, write), encoding="utf-8")
        use = f"""
import {{ media, canIUse }} from './media{at}';
const wanted: boolean = canIUse('chooseImage');
media.chooseImage({{ count: 1 }}).then((reply) => reply);
media.previewImage({{ urls: ['a'], success: () => {{}}, fail: (error) => error.cause }});
// @ts-expect-error
media.chooseImage({{ count: 'one' }});
// @ts-expect-error
media.noSuchFunction();
"""
        files.append(tmp_path / f"use{at}.ts")
        files[-1].write_text(use, encoding="utf-8")
    tsc = node_modules / "typescript" / "bin" / "tsc"
    jsenv.run(tsc, ["--noEmit", "--strict", "--target", "es2017", *map(str, files)])


def test_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "media.mjs"
    assert main(["runtime", "--from", "wx", "--to", "my", "--out", str(out)]) == 0
    assert out.read_text(encoding="utf-8") == generate("wx", "my", module="esm")
    types = tmp_path / "media.d.mts"
    assert types.read_text(encoding="utf-8") == declarations("wx", "my")
    assert main(["runtime", "--from", "wx", "--to", "my", "--only", "previewImage"]) == 0
    assert capsys.readouterr().out == generate("wx", "my", only=["previewImage"])
    assert main(["runtime", "--from", "wx", "--to", "nobody"]) == 2
    assert "nobody" in capsys.readouterr().err
