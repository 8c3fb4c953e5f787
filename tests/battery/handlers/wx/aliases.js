//# const-api
const api = wx
Page({ go() { api.chooseImage({ count: 1, success: r => this.setData({ p: r.tempFilePaths[0] }) }) } })

//# destructured
const { chooseImage, previewImage } = wx
Page({ go() { chooseImage({ count: 2, success: r => previewImage({ urls: r.tempFilePaths, current: r.tempFilePaths[1] }) }) } })

//# destructured-renamed
const { chooseImage: pick } = wx
Page({ go() { pick({ count: 1, success: r => this.setData({ p: r.tempFilePaths[0] }) }) } })

//# destructured-late
Page({ go() { const { chooseMedia } = wx; chooseMedia({ count: 1, mediaType: ['image'], success: r => this.setData({ p: r.tempFiles[0].tempFilePath }) }) } })

//# function-variable
const pick = wx.chooseImage
Page({ go() { pick({ count: 1, success: r => this.setData({ p: r.tempFilePaths[0] }) }) } })

//# let-alias
let api
api = wx
Page({ go() { api.chooseImage({ count: 1, success: r => this.setData({ p: r.tempFilePaths[0] }) }) } })

//# conditional-alias
const api = typeof wx !== 'undefined' ? wx : null
Page({ go() { api.chooseImage({ count: 1, success: r => this.setData({ p: r.tempFilePaths[0] }) }) } })

//# or-alias
const api = globalThis.wx || {}
Page({ go() { if (api.chooseImage) api.chooseImage({ count: 1, success: r => this.setData({ p: r.tempFilePaths[0] }) }); else this.setData({ none: true }) } })

//# property-alias
const app = { api: wx }
Page({ go() { app.api.chooseImage({ count: 1, success: r => this.setData({ p: r.tempFilePaths[0] }) }) } })

//# this-alias
Page({ api: wx, go() { this.api.chooseImage({ count: 1, success: r => this.setData({ p: r.tempFilePaths[0] }) }) } })

//# parameter-alias
;(function (api) { Page({ go() { api.chooseImage({ count: 1, success: r => this.setData({ p: r.tempFilePaths[0] }) }) } }) })(wx)

//# default-parameter-alias
function pick(done, api = wx) { api.chooseImage({ count: 1, success: r => done(r.tempFilePaths[0]) }) }
Page({ go() { pick(p => this.setData({ p })) } })

//# manager-alias
const fs = wx.getFileSystemManager()
Page({ go() { wx.chooseImage({ count: 1, success: r => fs.getFileInfo({ filePath: r.tempFilePaths[0], success: i => this.setData({ s: i.size }) }) }) } })

//# manager-destructured
Page({ go() { const { saveFile } = wx.getFileSystemManager(); wx.chooseImage({ count: 1, success: r => saveFile({ tempFilePath: r.tempFilePaths[0], success: s => this.setData({ k: s.savedFilePath }) }) }) } })

//# result-alias
Page({ go() { wx.chooseMedia({ count: 1, mediaType: ['image'], success: r => { const files = r.tempFiles; const file = files[0]; const same = file; this.setData({ p: same.tempFilePath }) } }) } })

//# result-swapped
Page({ go() { wx.chooseMedia({ count: 2, mediaType: ['image'], success: r => { let [a, b] = r.tempFiles; if (b) { [a, b] = [b, a] } this.setData({ a: a.tempFilePath }) } }) } })

//# shadowed-name
Page({ go() { const wx = { chooseImage: o => o.success({ tempFilePaths: ['mine'] }) }; wx.chooseImage({ success: r => this.setData({ p: r.tempFilePaths[0] }) }) } })

//# shadowed-parameter
function f(wx) { return wx.chooseImage }
Page({ go() { this.setData({ v: f({ chooseImage: 7 }) }); wx.chooseImage({ count: 1, success: r => this.setData({ p: r.tempFilePaths[0] }) }) } })

//# target-name-taken
Page({ go() { const my = this, tt = this; wx.chooseImage({ count: 1, success: r => my.setData({ p: r.tempFilePaths[0], same: my === tt }) }) } })

//# reassigned-result
Page({ go() { wx.chooseImage({ count: 1, success: r => { let list = []; list = r.tempFilePaths; this.setData({ p: list[0] }) } }) } })
