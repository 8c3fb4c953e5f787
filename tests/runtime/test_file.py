"""The generated file itself: ES2015, small, typed, and free of what the pair does not need."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import jsenv
import pytest
from mediaglot.adapters.cli.main import main
from mediaglot.adapters.runtime import declarations, generate
from mediaglot.adapters.runtime.data import targets_of
from mediaglot.adapters.runtime.generator import Module
from mediaglot.canonical.errors import InputError
from mediaglot.profiles import loader

VENDORS = ("wx", "my", "tt")
FULL = [(read, write) for read in VENDORS for write in VENDORS if read != write]
EVERY = [*FULL, ("wx", "any"), ("canonical", "any"), ("canonical", "tt"), ("wx@2.9.0", "wx@2.30.0")]
MEDIA = ["media"]
LIMIT = 12 * 1024


@cache
def weight(source: str) -> int:
    """Bytes of a source, minified and gzipped."""
    told = jsenv.ask("weigh", {"source": source, "module": "cjs", "weigh": True})
    assert not told["error"]
    return int(told["size"])


@cache
def written(read: str, write: str, module: Module = "cjs", fast: bool | None = None) -> str:
    """A runtime of a pair, made once for all tests that look at its text."""
    return generate(read, write, module=module, fast=fast)


@cache
def media(read: str, write: str, fast: bool | None = None) -> str:
    """The same of media alone."""
    return generate(read, write, only=MEDIA, fast=fast)


def test_es2015() -> None:
    forms: list[tuple[Module, bool | None]] = [("cjs", True), ("cjs", False), ("esm", None)]
    for read, write in EVERY:
        for module, fast in forms:
            source = written(read, write, module, fast)
            told = jsenv.ask("weigh", {"source": source, "module": module, "weigh": False})
            assert told == {"error": ""}, (read, write, module, fast)


def test_a_full_pair_is_small() -> None:
    sizes = {pair: weight(media(*pair)) for pair in FULL}
    assert max(sizes.values()) < LIMIT, sizes


def test_straight_lines_cost_a_kilobyte() -> None:
    extra = [weight(media(*pair, True)) - weight(media(*pair, False)) for pair in FULL]
    assert all(0 < more < 1650 for more in extra), extra


def test_an_api_pays_its_way() -> None:
    sources = [generate("wx", "my", only=names) for names in (["previewImage"], ["chooseImage"])]
    sources.append(media("wx", "my"))
    sizes = [weight(source) for source in sources]
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


def test_several_targets_are_told_apart_or_refused() -> None:
    with pytest.raises(InputError, match="my and my/ios both have the global 'my'"):
        generate("wx", "my,my/ios")
    with pytest.raises(InputError, match="expected a client such as wx"):
        generate("wx", "my,")
    assert generate("wx", "my,tt") != generate("wx", "any")
    assert "WeChat" not in generate("wx", "my, tt", only=["chooseImage"])


def test_a_vendor_that_extends_another_is_not_known_by_what_the_other_is(tmp_path: Path) -> None:
    file = tmp_path / "acme.toml"
    file.write_text(
        'schema = 1\nid = "acme"\nname = "Acme"\nnamespace = "tt"\nextends = "tt"\n',
        encoding="utf-8",
    )
    other = loader.register(loader.load(file))
    try:
        assert loader.get("tt").detect
        assert not other.detect
        with pytest.raises(InputError, match=r"acme and \w+ both have .* 'tt'.*name one"):
            generate("wx", "any")
        assert "Acme" in generate("wx", "wx,acme")
    finally:
        loader.unregister(other.id)


def test_a_vendor_that_its_name_alone_tells_is_never_found_out() -> None:
    """Its profile says so: it is left out of any, and never beside another of its global."""
    named = [vendor for vendor in loader.known_ids() if loader.get(vendor).by_name]
    assert named
    found = targets_of("any")
    assert [vendor for vendor in loader.known_ids() if vendor not in found] == named
    for vendor in named:
        profile = loader.get(vendor)
        head = generate("canonical", vendor, only=["chooseImage"]).splitlines()[0]
        assert profile.name in head
        for rival in found:
            pair = f"{rival},{vendor}"
            if loader.get(rival).namespace != profile.namespace:
                assert targets_of(pair) == [rival, vendor]
                continue
            text = rf"{rival} and {vendor} both have .*, and {vendor} is known by its name alone"
            with pytest.raises(InputError, match=text):
                targets_of(pair)


def test_one_that_its_name_tells_asks_nothing_of_its_object() -> None:
    beside = generate("canonical", "wx,lark", only=["chooseImage"])
    assert "detect" not in beside
    assert "detect" in generate("canonical", "wx,tt", only=["chooseImage"])


def test_a_global_called_as_something_of_the_codes_own_is_looked_up_outside() -> None:
    text = generate("wx", "ascf", only=["chooseImage"])
    name = loader.get("ascf").namespace
    module = generate("wx", "ascf", only=["chooseImage"], module="esm")
    for made in (text, module):
        outside, _, inside = made.partition("const runtime = ")
        assert f"let {name} = " in inside
        assert f"typeof {name}" in outside
        assert f"typeof {name}" not in inside
    assert "theirs" not in generate("wx", "my", only=["chooseImage"])
    assert "const runtime = " not in generate("wx", "my", only=["chooseImage"], module="esm")


def test_names_that_say_their_vendors_and_no_more_weigh_less() -> None:
    two, every = (weight(generate("canonical", write)) for write in ("wx,my", "any"))
    assert two < 0.95 * every


PACKAGES: list[tuple[str, str, str | None, str]] = [
    # package.json, file, --module, form or the refusal
    ("", "media.js", None, "cjs"),
    ('{"type": "module"}', "media.js", None, "esm"),
    ('{"type": "module"}', "deep/media.js", None, "esm"),
    ('{"type": "commonjs"}', "media.js", None, "cjs"),
    ('{"type": "commonjs"}', "media.js", "esm", "esm"),
    ("{}", "media.js", None, "cjs"),
    ("not JSON", "media.js", None, "cjs"),
    ("[]", "media.js", None, "cjs"),
    ('{"type": "module"}', "media.cjs", None, "cjs"),
    ('{"type": "commonjs"}', "media.mjs", None, "esm"),
    ('{"type": "module"}', "media.js", "esm", "esm"),
    ('{"type": "module"}', "media.js", "cjs", "name it .cjs"),
    ("{}", "media.mjs", "cjs", "is an ES module by its name"),
    ("{}", "media.cjs", "esm", "is CommonJS by its name"),
    ("{}", "media.ts", None, "may end in .js, .mjs, .cjs"),
    ("{}", "media.mts", "esm", "may end in .js, .mjs, .cjs"),
    ("{}", "media.json", None, "may end in .js, .mjs, .cjs"),
]


@pytest.mark.parametrize(("package", "name", "module", "wanted"), PACKAGES)
def test_the_module_form_is_what_the_file_is_loaded_as(
    package: str,
    name: str,
    module: str | None,
    wanted: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "package.json").write_text(package or '{"type": "module"}')
    inner = tmp_path / "inner"
    inner.mkdir()
    folder = tmp_path
    if not package:  # the nearest one decides, and it says nothing
        folder = inner
        (inner / "package.json").write_text("{}")
    out = folder / name
    out.parent.mkdir(exist_ok=True)
    more = ["--module", module] if module else []
    asked = ["runtime", "--from", "wx", "--to", "my", "--only", "chooseImage", "--out", str(out)]
    ended = main([*asked, *more])
    told = capsys.readouterr()
    if wanted not in ("cjs", "esm"):
        assert ended == 2
        assert wanted in told.err
        assert len(told.err.strip().splitlines()) == 1
        assert not out.exists()
        return
    assert ended == 0
    form: Module = "esm" if wanted == "esm" else "cjs"
    assert out.read_text(encoding="utf-8") == generate(
        "wx", "my", module=form, only=["chooseImage"]
    )
    bundled = module == "esm" and "commonjs" in package  # for a bundler: Node.js would not load it
    if not bundled and package not in ("not JSON", "[]"):
        assert jsenv.ask("loaded", {"address": out.as_uri()})["chooseImage"] == "function"


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


def test_types(tmp_path: Path) -> None:
    files: list[str] = []
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
        files.append(f"use{at}.ts")
        (tmp_path / files[-1]).write_text(use, encoding="utf-8")
    words = ["--noEmit", "--strict", "--target", "es2017", *files]
    assert jsenv.ask("types", {"folder": str(tmp_path), "words": words}) == ""


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


def test_command_makes_the_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["runtime", "--from", "wx", "--to", "my", "--only", "previewImage"]
    assert main([*words, "--out", str(tmp_path / "src" / "utils" / "wx.js")]) == 0
    assert (tmp_path / "src" / "utils" / "wx.js").is_file()
    assert (tmp_path / "src" / "utils" / "wx.d.ts").is_file()
    (tmp_path / "file").touch()
    assert main([*words, "--out", str(tmp_path / "file" / "utils" / "wx.js")]) == 2
    assert "cannot be made: Not a directory" in capsys.readouterr().err
    assert main([*words[:-1], "nothing", "--out", str(tmp_path / "none" / "wx.js")]) == 2
    assert not (tmp_path / "none").exists()
