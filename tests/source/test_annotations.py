"""What becomes of the names of the source's typings: the runtime's types, or nothing where the call
itself says the type.

`W.` is the namespace, `R` the type of a result, `F` that of a failure.
"""
# ruff: noqa: E501  (scripts, each on a line)

from __future__ import annotations

import mediaglot as mg
import pytest

TYPES = {
    "let a: W.R": ("let a: ChooseImageResult", "ChooseImageResult"),
    "let a: W.R | null": ("let a: ChooseImageResult | null", "ChooseImageResult"),
    "let a: W.F": ("let a: Failure", "Failure"),
    "let a: W.ImageFile[]": (
        'let a: ChooseImageResult["tempFiles"][number][]',
        "ChooseImageResult",
    ),
    "let a: Array<W.ImageFile>": (
        'let a: Array<ChooseImageResult["tempFiles"][number]>',
        "ChooseImageResult",
    ),
    "let a: W.ChooseImageOption": ("let a: ChooseImageOptions", "ChooseImageOptions"),
    "interface A extends W.ChooseImageOption {}": (
        "interface A extends ChooseImageOptions {}",
        "ChooseImageOptions",
    ),
    "let a: W.ChooseImageSuccessCallback": (
        "let a: ((result: ChooseImageResult) => void)",
        "ChooseImageResult",
    ),
    "let a: W.ChooseImageFailCallback": ("let a: ((failure: Failure) => void)", "Failure"),
    "let a: W.ChooseImageCompleteCallback": (
        "let a: ((reply: ChooseImageResult | Failure) => void)",
        "ChooseImageResult, Failure",
    ),
    "let a: typeof wx.chooseImage": ('let a: Media["chooseImage"]', "Media"),
    "let a: Parameters<typeof wx.chooseImage>": (
        'let a: Parameters<Media["chooseImage"]>',
        "Media",
    ),
    "function f(r: W.R, e: W.F) {}": (
        "function f(r: ChooseImageResult, e: Failure) {}",
        "ChooseImageResult, Failure",
    ),
    "function f(m: W.FileSystemManager) {}": (
        'function f(m: ReturnType<Media["getFileSystemManager"]>) {}',
        "Media",
    ),
    "let t: W.UploadTask | null": ("let t: UploadFileTask | null", "UploadFileTask"),
    "let r: W.RecorderManager": ('let r: ReturnType<Media["getRecorderManager"]>', "Media"),
    "let Failure, MediaFailure; let a: W.F": (
        "let Failure, MediaFailure; let a: MediaMediaFailure",
        "Failure as MediaMediaFailure",
    ),
    "let a: W.R = b as W.R": (
        "let a: ChooseImageResult = b as ChooseImageResult",
        "ChooseImageResult",
    ),
}
SAYS = {
    "wx.chooseImage({ success(r: W.R) {} })": "my.chooseImage({ count: 9, success(r) {} })",
    "wx.chooseImage({ success: (r: W.R) => {} })": "my.chooseImage({ count: 9, success: (r) => {} })",
    "wx.chooseImage({ 'success': ((r: W.R) => {}) })": "my.chooseImage({ count: 9, 'success': ((r) => {}) })",
    "wx.chooseImage({ fail: function (e: W.F) {} })": "my.chooseImage({ count: 9, fail: function (e) {} })",
    "wx.chooseImage({}).then((r: W.R) => {})": "my.chooseImage({ count: 9 }).then((r) => {})",
    "wx.chooseImage({}).catch((e: W.F) => {})": "my.chooseImage({ count: 9 }).catch((e) => {})",
    "async function f() { const r: W.R = await wx.chooseImage({}) }": "async function f() { const r = await my.chooseImage({ count: 9 }) }",
}
OWN = {
    "(e: { errMsg: string }) => { if (e.errMsg.includes('cancel')) no() }":
        "(e) => { if (e.error === 11) no() }",
    "(e?: Err) => { if (e!.errMsg.includes('cancel')) no() }": "(e?) => { if (e!.error === 11) no() }",
    "(e) => { if ((e as Err).errMsg.includes('cancel')) no() }":
        "(e) => { if ((e as any).error === 11) no() }",
    "(e) => { if ((<Err>e).errMsg.includes('cancel')) no() }":
        "(e) => { if ((<any>e).error === 11) no() }",
    "(e) => { if ((e satisfies Err).errMsg.includes('cancel')) no() }":
        "(e) => { if ((e satisfies any).error === 11) no() }",
    "(e: any) => { if ((e as any).errMsg.includes('cancel')) no() }":
        "(e: any) => { if ((e as any).error === 11) no() }",
    "(e: Err) => { no() }": "(e: Err) => { no() }",
}  # fmt: skip
GIVEN = {
    "const m: W.FileSystemManager = wx.getFileSystemManager()\nm.unlink({ filePath })": (
        "const m = my.getFileSystemManager()\nm.unlink({ filePath })"
    ),
    "wx.compressImage({ src, success: ({ tempFilePath }: { tempFilePath: string }) => use(tempFilePath) })":
        "my.compressImage({ apFilePaths: [src], compressLevel: 2, success: ({ apFilePaths: [tempFilePath] }) => use(tempFilePath) })",
    "const r: W.RecorderManager = wx.getRecorderManager()": "const r = my.getRecorderManager()",
    "class A { r?: W.RecorderManager; f() { this.r = wx.getRecorderManager() } }":
        "class A { r?: ReturnType<typeof my.getRecorderManager>; f() { this.r = my.getRecorderManager() } }",
    "const r: { tempFilePath: string } = await wx.compressImage({ src })\nuse(r.tempFilePath)":
        "const r = await my.compressImage({ apFilePaths: [src], compressLevel: 2 })\nuse(r.apFilePaths[0])",
    "function f(o: { n: number }) { wx.chooseImage({ count: o.n, success: (r) => r.tempFilePaths[o.n] }) }":
        "function f(o: { n: number }) { my.chooseImage({ count: o.n ?? 9, success: (r) => r.tempFilePaths[o.n] }) }",
}  # fmt: skip
OTHERS = """\
let a: W.Unknown
let a: typeof wx.nobody
let a: x.W.R
let a: W.R.b
// W.R
use('W.R')
use(W.R)
"""


def spelt(text: str) -> str:
    names = {
        "W.": "WechatMiniprogram.",
        "WechatMiniprogram.R": "WechatMiniprogram.ChooseImageSuccessCallbackResult",
        "WechatMiniprogram.F": "WechatMiniprogram.GeneralCallbackResult",
    }
    result = text.replace("W.", names["W."])
    for name in ("R", "F"):
        long = f"WechatMiniprogram.{name}"
        for after in (" ", ")", ",", "\n", ".", "'", "|"):
            result = f"{result}\n".replace(f"{long}{after}", f"{names[long]}{after}").removesuffix(
                "\n"
            )
    return result


def ported(code: str) -> str:
    return mg.port(spelt(code), read="wx", write="my", name="a.ts").code


@pytest.mark.parametrize("code", TYPES)
def test_a_type_becomes_one_of_the_runtime(code: str) -> None:
    made, names = TYPES[code]
    head, _, rest = ported(code).partition("\n")
    assert head.removesuffix(";") == f"import type {{ {names} }} from './mediaglot-runtime'"
    assert rest == made


@pytest.mark.parametrize("code", SAYS)
def test_what_the_call_says_need_not_be_said(code: str) -> None:
    assert ported(code) == SAYS[code]


@pytest.mark.parametrize("code", OWN)
def test_a_type_of_ones_own_goes_where_the_fields_are_the_target_s(code: str) -> None:
    made = mg.port(f"wx.chooseImage({{ fail: {code} }})", read="wx", write="my", name="a.ts")
    assert made.code == f"my.chooseImage({{ count: 9, fail: {OWN[code]} }})"


@pytest.mark.parametrize("code", GIVEN)
def test_what_a_call_gives_says_its_own_type(code: str) -> None:
    assert ported(code) == GIVEN[code]


@pytest.mark.parametrize("code", OTHERS.splitlines())
def test_other_names_stay(code: str) -> None:
    assert ported(code) == spelt(code)


def test_in_javascript_there_are_no_types() -> None:
    code = spelt("/** @type {W.R} */ let a")
    assert mg.port(code, read="wx", write="my", name="a.js").code == code
