"""What developers in JavaScript and TypeScript meet: types, errors, a build with checks."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import commands
import jsenv
import pytest
from mediaglot.adapters.runtime import declarations, generate
from mediaglot.canonical.failures import KINDS

CLIENT = """
globalThis.my = {
  chooseImage: (options) => options.fail({ error: 11, errorMessage: 'no', extra: 1 }),
  showToast: (options) => options.success({}),
  getStorageSync: () => ({ error: 2, errorMessage: 'bad' }),
};
"""


def told(script: str, folder: Path, name: str = "use.mjs") -> tuple[Any, list[str]]:
    """The JSON that a script prints last, and what it warned of."""
    file = folder / name
    file.write_text(
        f"const warned = [];\nconsole.warn = (text) => warned.push(text);\n{CLIENT}{script}"
    )
    found = json.loads(jsenv.run(file))
    return found["value"], found["warned"]


SHOWN = "console.log(JSON.stringify({ value, warned }));\n"
ASKED = """
const seen = (error) => ({
  error: error instanceof Error, shown: JSON.parse(JSON.stringify(error)), kind: error.kind,
  code: error.code, message: error.message, vendor: error.vendor,
  cause: error.cause && error.cause.error, stack: typeof error.stack,
});
let thrown = null;
try { media.getStorageSync && media.getStorageSync('k'); } catch (error) { thrown = seen(error); }
const value = { thrown, rejected: await media.chooseImage({}).catch(seen),
  wrong: await media.chooseImage({ count: 'one' }).catch(seen) };
"""


def test_failures_are_what_clients_of_the_source_give(tmp_path: Path) -> None:
    (tmp_path / "wx.mjs").write_text(generate("wx", "my", module="esm"), encoding="utf-8")
    script = f"const {{ media }} = await import('./wx.mjs');\n{ASKED}{SHOWN}"
    value, warned = told(script, tmp_path)
    assert warned == []
    rejected = value["rejected"]
    assert rejected == {
        "error": False,
        "shown": {"errno": 1, "errMsg": "chooseImage:fail cancel", "extra": 1},
        "kind": "cancelled",
        "vendor": "my",
        "cause": 11,
        "stack": "undefined",
    }
    assert value["wrong"]["kind"] == value["thrown"]["kind"] == "param_invalid"
    assert value["thrown"]["error"]
    assert value["thrown"]["vendor"] == "my"
    assert not {"code", "message"} & {*value["wrong"], *rejected}, "programs ask for these"


def test_failures_of_the_canonical_api_are_errors(tmp_path: Path) -> None:
    text = generate("canonical", "wx,my", only=["chooseImage"], module="esm")
    (tmp_path / "media.mjs").write_text(text, encoding="utf-8")
    value, _ = told(f"const {{ media }} = await import('./media.mjs');\n{ASKED}{SHOWN}", tmp_path)
    shown = {"api": "chooseImage", "kind": "cancelled", "code": 11, "message": "no", "vendor": "my"}
    assert value["rejected"]["shown"] == {**shown, "extra": {"extra": 1}}
    assert value["rejected"]["error"]
    assert value["rejected"]["message"] == "no"


CALLS = """
await wx.showToast({ titel: 'x', icon: 'sucess' });
await wx.showToast({ titel: 'x', icon: 'sucess' });
await wx.chooseImage({ count: 1.5 }).catch(() => 0);
await wx.chooseImage([]).catch(() => 0);
void wx.shwToast;
void wx.getStorageSnc;
await wx;
const value = 0;
"""


@pytest.mark.parametrize("name", ["wx.cjs", "wx.mjs", "several.cjs"])
def test_a_developers_build_tells_what_is_wrong_by_its_name(name: str, tmp_path: Path) -> None:
    to = "my,tt" if name.startswith("several") else "my"
    words = ["runtime", "--from", "wx", "--to", to, "--dev", "--out", str(tmp_path / name)]
    assert commands.called(words)[0] == 0
    take = f"import {{ wx }} from './{name}';\n"
    _, warned = told(f"{take}{CALLS}{SHOWN}", tmp_path)
    assert warned == [
        'mediaglot: wx.showToast has no option "titel"; did you mean "title"?',
        'mediaglot: wx.showToast: icon: expected "success", "error", "loading", "none"',
        "mediaglot: wx.chooseImage: count: expected a whole number",
        "mediaglot: wx.chooseImage: expected an object of options",
        'mediaglot: wx.shwToast is not known; did you mean "showToast"?',
        'mediaglot: wx.getStorageSnc is not known; did you mean "getStorageSync"?',
    ]
    (tmp_path / name).write_text(
        generate("wx", to, module="esm" if name.endswith("mjs") else "cjs"), encoding="utf-8"
    )
    assert told(f"{take}{CALLS}{SHOWN}", tmp_path)[1] == []


def test_what_a_file_leaves_out_is_told_in_a_developers_build(tmp_path: Path) -> None:
    text = generate("wx", "my", only=["chooseImage"], module="esm", dev=True)
    (tmp_path / "wx.mjs").write_text(text, encoding="utf-8")
    script = "import { wx } from './wx.mjs';\nvoid wx.showModal;\nconst value = 0;\n"
    said = "wx.showModal is not in this file, and the client has no showModal: name it in --only"
    assert told(script + SHOWN, tmp_path)[1] == [f"mediaglot: {said}"]


USE = """
import { chooseImage, showToast, getStorageSync, wx, media, canIUse } from '%s';
import type { Failure, FailureKind } from '%s';
const usable: boolean = canIUse('chooseImage');
chooseImage({ count: 1 }).then((reply) => {
  const first: string | undefined = reply.tempFilePaths[0];
  const size: number = reply.tempFiles[0]!.size;
  const said: string = reply.errMsg;
});
chooseImage({ fail: (failure) => {
  const kind: FailureKind = failure.kind, text: string = failure.errMsg;
  if (failure.kind === 'cancelled') return;
  // @ts-expect-error
  if (failure.kind === 'canceled') return;
} });
const same: typeof chooseImage = wx.chooseImage;
const nothing: void = showToast({ title: 'a', success: () => {} });
getStorageSync('key');
media.showToast({ title: 'a' });
const failed = (failure: Failure): string => failure.errMsg;
// @ts-expect-error
chooseImage({ count: 'one' });
// @ts-expect-error
showToast({ icon: 'sucess' });
"""


@pytest.mark.parametrize("resolution", ["node16", "bundler"])
@pytest.mark.parametrize("library", ["es2017", "es2022"])
def test_types_in_either_module(resolution: str, library: str, tmp_path: Path) -> None:
    files = []
    for suffix in ("mjs", "cjs", "js"):
        folder = tmp_path / f"as-{suffix}"
        folder.mkdir()
        (folder / "package.json").write_text('{"type": "module"}', encoding="utf-8")
        words = ["runtime", "--from", "wx", "--to", "my,tt", "--out", str(folder / f"wx.{suffix}")]
        assert commands.called(words)[0] == 0
        use = folder / ("use.cts" if suffix == "cjs" and resolution == "node16" else "use.mts")
        use.write_text(USE % (f"./wx.{suffix}", f"./wx.{suffix}"), encoding="utf-8")
        files.append(str(use.relative_to(tmp_path)))
    module = "node16" if resolution == "node16" else "esnext"
    words = [
        "--noEmit", "--strict", "--target", "es2017", "--lib", library, "--module", module,
        "--moduleResolution", resolution,
        *files,
    ]  # fmt: skip
    assert jsenv.ask("types", {"folder": str(tmp_path), "words": words}) == ""


def test_declarations_say_what_functions_and_options_are_for() -> None:
    text = declarations("wx", "my,tt")
    assert "  /** Pick pictures from the album or take one. */\n  chooseImage<" in text
    assert "  /** most pictures in one pick @default 9 */\n  count?: number;" in text
    assert "Fails as api_unsupported on Alipay" in text
    assert all(f"  /** {doc} */\n  | {json.dumps(kind)}" in text for kind, doc in KINDS.items())
