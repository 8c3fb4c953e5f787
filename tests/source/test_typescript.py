"""What the porter writes, checked by TypeScript against the target vendor's own typings.

A port may have no error that its original did not have under its own vendor's typings. Feishu
publishes no typings: there the ones generated from its profile serve.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import jsenv
import mediaglot as mg
import pytest
import tomli
from golden_data import cases, tables, targets
from mediaglot.adapters.runtime import declarations

# Names that the snippets do not declare; implicit any of the handlers of other functions.
UNDECLARED = {
    "TS2584",
    "TS2304",
    "TS2552",
    "TS2580",
    "TS18004",
    "TS7006",
    "TS7031",
    "TS7053",
    "TS2532",
}
# Typings that say less than the vendor's documents, each with the code of its false alarm.
FALSE_ALARMS = {
    "my": (
        # tempFiles is typed as one object, not as an array of them
        r"TS2339: Property '(forEach|map|length|filter|slice)' does not exist on type",
        r"TS7053: .*expression of type '0'",
        r"TS2488: Type .*\{ path: string; size: number; \}",
        r"TS2461: Type .*path",
        # the documents spell it enablesavephoto, the typings enableSavePhoto: both are written
        r"'enablesavephoto' does not exist|enablesavephoto",
        # getImageInfo's type is typed as a number; failure codes of the documents are missing
        r"TS2367: .*'number' and 'string'",
    ),
    "wx": (
        # the failure of a call is typed without errno
        r"TS2339: Property 'errno' does not exist",
        # the documents observe without a component, which the typings require
        r"TS2345: Argument of type 'undefined' is not assignable to parameter of type 'IAnyObject'",
    ),
    "tt": (
        # the generated typings make errno optional: clients before 5.15 do not send it
        r"TS2345: Argument of type 'number \| undefined' is not assignable to .* 'number'",
    ),
}


def _codes(errors: list[str], suppressed: tuple[str, ...]) -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = {}
    for error in errors:
        match = re.match(r"([^(]+)\(\d+,\d+\): error (TS\d+): (.*)", error)
        assert match is not None, error
        name, code, text = match.groups()
        if code in UNDECLARED or any(re.search(item, f"{code}: {text}") for item in suppressed):
            continue
        found.setdefault(name, Counter())[f"{code} {text}"] += 1
    return found


def _checked(files: dict[str, str], vendor: str, folder: Path) -> dict[str, Counter[str]]:
    folder.mkdir()
    if vendor not in jsenv.TYPINGS:
        files = {
            name: f"import {{ media as {vendor} }} from './own';\n{text}"
            for name, text in files.items()
        }
        files["own.d.ts"] = declarations(vendor, "wx")
        errors = jsenv.type_check(files, "wx", folder)
    else:
        errors = jsenv.type_check(files, vendor, folder)
    return _codes(errors, FALSE_ALARMS[vendor])


@pytest.mark.slow
@pytest.mark.node
@pytest.mark.parametrize(
    ("read", "write"),
    [("wx", "my"), ("wx", "tt"), ("my", "wx"), ("my", "tt"), ("tt", "wx"), ("tt", "my")],
)
def test_native_ports_type_check(read: str, write: str, tmp_path: Path) -> None:
    before: dict[str, str] = {}
    after: dict[str, str] = {}
    for table in tables():
        for index, case in enumerate(cases(table)):
            if case["read"] != read or write not in targets(case) or case.get("file"):
                continue
            code = case[write].get("code")
            if code is None or "mediaglot-" in code:
                continue
            name = f"{table.stem}_{index}.ts"
            before[name], after[name] = case["input"], code
    assert len(after) > 3
    old = _checked(before, read, tmp_path / "before")
    new = _checked(after, write, tmp_path / "after")
    worse = {
        f"{name}: {after[name]}\n  {text}"
        for name, errors in new.items()
        for text in errors
        if text.split()[0] not in {known.split()[0] for known in old.get(name, ())}
    }
    assert not worse, "\n".join(sorted(worse))


SNIPPETS = Path(__file__).with_name("strict_snippets.toml")


@pytest.mark.slow
@pytest.mark.node
@pytest.mark.parametrize(
    ("read", "write"), [("wx", "my"), ("wx", "tt"), ("my", "wx"), ("my", "tt")]
)
def test_what_passes_strict_does_so_when_ported(read: str, write: str, tmp_path: Path) -> None:
    sources = tomli.loads(SNIPPETS.read_text(encoding="utf-8"))[read]
    before = {f"it_{index}.ts": text for index, text in enumerate(sources)}
    after = {
        name: mg.port(text, read=read, write=write, name=name).code for name, text in before.items()
    }
    left = [text for text in after.values() if re.search(rf"\b(Wechat\w+|{read}\.\w)", text)]
    assert not left
    assert _checked(before, read, tmp_path / "before") == {}
    after["mediaglot-runtime.d.ts"] = declarations(read, write)
    new = _checked(after, write, tmp_path / "after")
    assert not new, "\n".join(
        f"{name}: {after[name]}\n  {sorted(errors)}" for name, errors in new.items()
    )


@pytest.mark.slow
@pytest.mark.node
@pytest.mark.parametrize(("read", "write"), [("wx", "my"), ("my", "tt"), ("tt", "wx")])
def test_a_namespace_of_its_own_passes_strict(read: str, write: str, tmp_path: Path) -> None:
    sources = [
        f"export default {read}",
        f"export function call(name: string): unknown {{ return {read}[name]({{}}) }}",
        f"export const of = (name: keyof typeof {read}) => {read}[name]",
        f"export const all = (['showToast', 'hideToast'] as const).map((name) => {read}[name])",
        f"export const api = {{ ...{read} }}\nexport const keys: string[] = Object.keys({read})",
        f"{read}.report = (text: string) => text\nexport const said: string = {read}.report('a')",
        f"export function f(platform = {read}) {{ platform.hideToast({{}}) }}",
        f"export const there = typeof {read} !== 'undefined'\nexport const kept = [{read}]",
    ]
    whole = {True: "whole", False: "part"}
    for index, text in enumerate(sources):
        done = mg.port(text, read=read, write=write, name="a.ts")
        assert re.search(rf"import \{{ {read} \}} from", done.code), text
        only = None if done.file.whole else sorted(done.runtime)
        types = declarations(read, write, only=only)
        files = {"a.ts": done.code, "mediaglot-runtime.d.ts": types}
        folder = tmp_path / f"{index}_{whole[done.file.whole]}"
        assert _checked(files, write, folder) == {}, done.code


@pytest.mark.parametrize(
    "code",
    [
        "«wx».chooseImage({ success: (r) => x(r.tempFilePaths[0]) })",
        "const home = «wx».env.USER_DATA_PATH",
        "wx.chooseMedia(«{ count: «3», success: (r) => x(«r».tempFiles[0].tempFilePath) }»)",
        "wx.chooseImage({ fail: (e) => { if («e».errMsg === 'chooseImage:fail cancel') no() } })",
        "const api = «wx»; api.previewImage({ urls: [], current: '' })",
        "«wx.chooseImage»({})",
    ],
)
@pytest.mark.parametrize("write", ["my", "tt"])
def test_a_type_before_the_value_is_ported_as_one_behind_it(code: str, write: str) -> None:
    forms = [("(", " as any)"), ("(<any>", ")")]
    texts = [code.replace("«", left).replace("»", right) for left, right in forms]
    ported = [mg.port(text, read="wx", write=write, name="a.ts") for text in texts]
    plain = [out.code.replace(" as any", "").replace("<any>", "") for out in ported]
    assert plain[0] == plain[1]
    assert "wx" not in plain[0]
    codes = [[item.code for item in out.diagnostics] for out in ported]
    assert codes[0] == codes[1]


@pytest.mark.parametrize(
    ("code", "kept"),
    [
        ("wx.fluff({ url, fail: (e: T) => log(e.errMsg) })", True),
        ("wx.fluff({ url, fail(e: T) { log(e.errMsg) } })", True),
        ("wx.fluff().then(go).catch((e: T) => log(e.errMsg))", True),
        ("wx.fluff({ success: () => wx.chooseImage({ fail: (e: T) => log(e.errMsg) }) })", False),
        ("wx.chooseImage({ success: () => wx.fluff({ fail: (e: T) => log(e.errMsg) }) })", True),
        ("options.fail = (e: T) => log(e.errMsg)", False),
    ],
)
def test_a_failure_of_another_function_keeps_its_type(code: str, kept: bool) -> None:
    name = "WechatMiniprogram.GeneralCallbackResult"
    text = code.replace(": T", f": {name}") + "\nwx.previewImage({ urls, fail: kept })\n"
    out = mg.port(text, read="wx", write="tt", name="a.ts")
    assert (name in out.code) == kept
    assert ("import type" in out.code) == (code.startswith("options"))
