"""A look at the form of a path is found wherever the path has gone: MG519."""
# ruff: noqa: E501  (scripts, each on a line)

from __future__ import annotations

import pytest
from mediaglot.adapters.source.tree.code import port_code

PAIRS = [(a, b) for a in ("wx", "my", "tt") for b in ("wx", "my", "tt") if a != b]
FIELD = {"wx": "tempFilePaths", "my": "apFilePaths", "tt": "tempFilePaths"}


def told(code: str, read: str, write: str) -> bool:
    done = port_code(code, read=read, write=write)
    return any(item.code == "MG519" and item.severity == "warning" for item in done.diagnostics)


LOOKS = [
    "/^https?:\\/\\//.test(p)",
    "p.startsWith('http')",
    "p.endsWith('.jpg')",
    "p.slice(0, 4) === 'http'",
    "p.substring(0, 4)",
    "p.substr(0, 4)",
    "p[0] === 'h'",
    "p.charAt(0)",
    "p.split('/').pop()",
    "p.includes('tmp')",
    "p.indexOf('http') === 0",
    "new RegExp('^http').test(p)",
    "/\\.image$/.test(p)",
    "p.match(/\\.(\\w+)$/)[1]",
    "/^http/.exec(p)",
    "p.search(/http/)",
    "p.replace('wxfile://', '')",
    "`${p}`.startsWith('http')",
    "(p + '').slice(0, 4)",
    "isNet(p)",
    "util.isHttp(p)",
    "String(p).slice(-3)",
    "p.toLowerCase().endsWith('.png')",
    "re.test(p)",
    "p.lastIndexOf('.')",
    "p === 'wxfile://x'",
    "new URL(p).protocol",
    "p.at(0)",
    "decodeURIComponent(p).split('.')",
    "getExt(p)",
    "String.prototype.startsWith.call(p, 'http')",
    "p?.startsWith('http')",
    "p.charCodeAt(0) === 104",
    "/http/.test(`${p}`)",
    "path.extname(p)",
    "p.trim().slice(1)",
    "'' + p.slice(1)",
    "RegExp.prototype.test.call(re, p)",
]
"""What may be done with a path ``p`` to look at its form."""


@pytest.mark.parametrize("look", LOOKS)
def test_every_look_is_told_on_every_pair(look: str) -> None:
    for read, write in PAIRS:
        code = (
            f"{read}.chooseImage({{ count: 1, success: (r) => "
            f"{{ const p = r.{FIELD[read]}[0]; show({look}) }} }})"
        )
        assert told(code, read, write), (read, write)


FLOWS = {
    "direct": "wx.chooseImage({ success: (r) => show(r.tempFilePaths[0].startsWith('http')) })",
    "map": "wx.chooseImage({ success: (r) => show(r.tempFilePaths.map(p => p.startsWith('http'))) })",
    "filter": "wx.chooseImage({ success: (r) => show(r.tempFilePaths.filter((p, i, l) => l[i].startsWith('http'))) })",
    "file": "wx.chooseImage({ success: (r) => r.tempFiles.forEach(f => { if (/\\.gif$/.test(f.path)) show(1) }) })",
    "media": "wx.chooseMedia({ mediaType: ['image'], success: (r) => r.tempFiles.forEach(({ tempFilePath }) => { if (/^wxfile/.test(tempFilePath)) show(1) }) })",
    "helper": "function net(u) { return /^http/.test(u) }\nwx.chooseImage({ success: (r) => show(net(r.tempFilePaths[0])) })",
    "helper arrow": "const net = (u) => u.slice(0, 4) === 'http'\nwx.chooseImage({ success: (r) => show(net(r.tempFilePaths[0])) })",
    "method": "Page({ net(u) { return u.indexOf('http') === 0 }, pick() { wx.chooseImage({ success: (r) => show(this.net(r.tempFilePaths[0])) }) } })",
    "setData": "Page({ pick() { wx.chooseImage({ success: (r) => this.setData({ src: r.tempFilePaths[0] }) }) }, send() { if (this.data.src.startsWith('http')) show(1) } })",
    "setData list": "Page({ pick() { wx.chooseImage({ success: (r) => this.setData({ list: this.data.list.concat(r.tempFilePaths) }) }) }, send() { this.data.list.forEach(p => { if (/^http/.test(p)) show(1) }) } })",
    "setData path": "Page({ pick() { wx.chooseImage({ success: (r) => this.setData({ 'form.img': r.tempFilePaths[0] }) }) }, send() { if (this.data.form.img.startsWith('http')) show(1) } })",
    "this": "Page({ pick() { wx.chooseImage({ success: (r) => { this.file = r.tempFilePaths[0] } }) }, send() { if (/^http/.test(this.file)) show(1) } })",
    "await": "async function f() { const r = await wx.chooseImage({}); const [p] = r.tempFilePaths; if (p.startsWith('http')) show(1) }",
    "then": "wx.chooseImage({}).then(r => r.tempFilePaths[0]).then(p => show(p.startsWith('http')))",
    "return": "async function pick() { const { tempFilePaths } = await wx.chooseImage({}); return tempFilePaths[0] }\nasync function go() { const p = await pick(); show(p.split('.').pop()) }",
    "stored promise": "const q = wx.chooseImage({}); q.then(r => show(r.tempFilePaths[0].startsWith('http')))",
    "handler elsewhere": "Page({ pick() { wx.chooseImage({ success: this.got }) }, got(r) { if (r.tempFilePaths[0].startsWith('http')) show(1) } })",
    "switch": "wx.chooseImage({ success: (r) => { switch (r.tempFilePaths[0].split('.').pop()) { case 'jpg': show(1) } } })",
    "switch true": "wx.chooseImage({ success: (r) => { const p = r.tempFilePaths[0]; switch (true) { case /^http/.test(p): show(1) } } })",
    "let": "let p; wx.chooseImage({ success: (r) => { p = r.tempFilePaths[0]; show(p.startsWith('http')) } })",
    "option": "function save(src) { if (/^http/.test(src)) return; wx.saveImageToPhotosAlbum({ filePath: src }) }",
    "option info": "function look(src) { if (src.startsWith('http')) return; wx.getImageInfo({ src, success: (i) => show(i.width) }) }",
    "compress": "wx.compressImage({ src: r.tempFilePath, success: (r) => show(r.tempFilePath.endsWith('.jpg')) })",
    "info path": "wx.getImageInfo({ src, success: (i) => show(i.path.slice(0, 4)) })",
    "video": "wx.chooseVideo({ success: (r) => show(/\\.mp4$/.test(r.tempFilePath)) })",
    "for of": "wx.chooseImage({ success: (r) => { for (const p of r.tempFilePaths) if (p.startsWith('http')) show(1) } })",
    "push": "const l = []; wx.chooseImage({ success: (r) => { r.tempFilePaths.forEach(p => l.push(p)); show(l.filter(q => q.startsWith('http'))) } })",
    "push obj": "const l = []; wx.chooseImage({ success: (r) => { r.tempFilePaths.forEach(p => l.push({ url: p })); show(l.filter(q => q.url.startsWith('http'))) } })",
    "destruct": "wx.chooseImage({ success: ({ tempFilePaths: [first] }) => show(first.startsWith('http')) })",
    "ternary": "wx.chooseImage({ success: (r) => { const p = r ? r.tempFilePaths[0] : ''; show(p.startsWith('http')) } })",
    "key": "const K = 'tempFilePaths'; wx.chooseImage({ success: (r) => show(r['tempFilePaths'][0].startsWith('http')) })",
    "const key": "const K = 'tempFilePaths'; wx.chooseImage({ success: (r) => show(r[K][0].startsWith('http')) })",
    "promise": "const pick = () => new Promise((resolve, reject) => wx.chooseImage({ success: (r) => resolve(r.tempFilePaths[0]), fail: reject }))\npick().then(p => show(p.startsWith('http')))",
    "named cb": "const net = (u) => u.startsWith('http')\nwx.chooseImage({ success: (r) => show(r.tempFilePaths.some(net)) })",
    "imported": "import { isHttp } from './u'\nwx.chooseImage({ success: (r) => show(isHttp(r.tempFilePaths[0])) })",
    "helper obj": "const util = { net: (u) => u.slice(0, 4) === 'http' }\nwx.chooseImage({ success: (r) => show(util.net(r.tempFilePaths[0])) })",
    "join": "wx.chooseImage({ success: (r) => show(r.tempFilePaths.join(',').includes('http')) })",
    "callback": "function pick(cb) { wx.chooseImage({ success: (r) => cb(r.tempFilePaths[0]) }) }\npick(p => show(p.startsWith('http')))",
    "class": "class A { pick() { wx.chooseImage({ success: (r) => { this.p = r.tempFilePaths[0]; this.check() } }) } check() { return this.p.startsWith('http') } }",
    "Array.from": "wx.chooseImage({ success: (r) => show(Array.from(r.tempFilePaths, p => p.startsWith('http'))) })",
    "spread": "wx.chooseImage({ success: (r) => { const all = [...r.tempFilePaths]; show(all[0].startsWith('http')) } })",
    "reduce": "wx.chooseImage({ success: (r) => show(r.tempFilePaths.reduce((n, p) => n + (p.startsWith('http') ? 1 : 0), 0)) })",
    "saved": "wx.getFileSystemManager().saveFile({ tempFilePath: t, success: (r) => show(r.savedFilePath.startsWith('http')) })",
}


@pytest.mark.parametrize("flow", FLOWS)
def test_a_path_is_followed(flow: str) -> None:
    for write in ("my", "tt"):
        assert told(FLOWS[flow], "wx", write), write


NONE = [
    "wx.chooseImage({ success: (r) => this.setData({ src: r.tempFilePaths[0] }) }); if (location.path.startsWith('/a')) show(1)",
    "wx.chooseImage({ success: (r) => show(r.tempFilePaths.slice(0, 3), r.tempFilePaths.includes(x), r.tempFilePaths.length > 1) })",
    "wx.chooseImage({ success: (r) => upload(r.tempFilePaths[0]), fail: (e) => { if (e.errMsg.indexOf('cancel') > -1) return } })",
    "wx.chooseImage({ success: (r) => { const p = r.tempFilePaths[0]; if (p && p !== this.data.old) show(p) } })",
    "function keep(src) { if (src) wx.saveImageToPhotosAlbum({ filePath: src }) }",
    "wx.chooseImage({ success: (r) => show(r.tempFilePaths.map((p, i) => ({ p, i }))) })",
]


@pytest.mark.parametrize("code", NONE)
def test_what_is_no_look_is_not_told(code: str) -> None:
    for write in ("my", "tt"):
        assert not told(code, "wx", write)


def test_a_long_chain_of_hands_ends() -> None:
    code = "".join(f"const f{at} = (p) => f{at + 1}(p);" for at in range(2_000))
    done = port_code(
        f"{code}wx.chooseImage({{ success: (r) => f0(r.tempFilePaths[0]) }})",
        read="wx",
        write="my",
    )
    assert done.code.endswith("f0(r.tempFilePaths[0]) })")
