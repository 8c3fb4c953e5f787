//# can-i-use
Page({ go() { if (tt.canIUse('chooseMedia')) tt.chooseMedia({ mediaType: ['image'], count: 1, success: r => this.setData({ p: r.tempFiles[0].tempFilePath }) }); else tt.chooseImage({ count: 1, success: r => this.setData({ p: r.tempFilePaths[0] }) }) } })

//# member-guard
Page({ go() { if (tt.chooseMedia) tt.chooseMedia({ mediaType: ['image'], count: 1, success: r => this.setData({ p: r.tempFiles[0].tempFilePath }) }); else this.setData({ old: true }) } })

//# and-guard
Page({ go() { tt && tt.chooseImage({ count: 1, success: r => this.setData({ p: r.tempFilePaths[0] }) }) } })

//# in-guard
Page({ go() { if ('chooseImage' in tt) tt.chooseImage({ count: 1, success: r => this.setData({ p: r.tempFilePaths[0] }) }); else this.setData({ none: true }) } })

//# typeof-global
Page({ go() { if (typeof tt === 'object') tt.chooseImage({ count: 1, success: r => this.setData({ p: r.tempFilePaths[0] }) }); else this.setData({ web: true }) } })

//# optional-call
Page({ go() { tt?.chooseImage?.({ count: 1, success: r => this.setData({ p: r.tempFilePaths[0] }) }) } })

//# global-this
Page({ go() { globalThis.tt && globalThis.tt.chooseImage({ count: 1, success: r => this.setData({ p: r.tempFilePaths[0] }) }) } })

//# call
Page({ go() { tt.chooseImage.call(tt, { count: 1, success: r => this.setData({ p: r.tempFilePaths[0] }) }) } })

//# apply
Page({ go() { tt.chooseImage.apply(tt, [{ count: 1, success: r => this.setData({ p: r.tempFilePaths[0] }) }]) } })

//# bind
const choose = tt.chooseImage.bind(tt)
Page({ go() { choose({ count: 2, success: r => this.setData({ n: r.tempFilePaths.length }) }) } })

//# alias
const api = tt
Page({ go() { api.chooseImage({ count: 1, success: r => this.setData({ p: r.tempFilePaths[0] }) }) } })

//# destructured
const { chooseImage, previewImage } = tt
Page({ go() { chooseImage({ count: 2, success: r => previewImage({ urls: r.tempFilePaths, current: r.tempFilePaths[0] }) }) } })

//# constant-member
const PICK = 'chooseImage'
Page({ go() { tt[PICK]({ count: 1, success: r => this.setData({ p: r.tempFilePaths[0] }) }) } })

//# options-variable
Page({ go() { const o = { count: 2 }; o.success = r => this.setData({ n: r.tempFilePaths.length }); tt.chooseImage(o) } })

//# options-spread
const OPTIONS = { mediaType: ['image'], count: 2 }
Page({ go() { tt.chooseMedia({ ...OPTIONS, success: r => this.setData({ l: r.tempFiles.map(f => f.tempFilePath) }) }) } })

//# class
class Picker { constructor(max) { this.max = max } pick(cb) { tt.chooseImage({ count: this.max, success: ({ tempFilePaths }) => cb(tempFilePaths) }) } }
Page({ go() { new Picker(2).pick(l => this.setData({ l })) } })

//# class-field-undefined
class Picker { constructor(o) { this.max = o.max } pick(cb) { tt.chooseImage({ count: this.max, success: ({ tempFilePaths }) => cb(tempFilePaths) }) } }
Page({ go() { new Picker({}).pick(l => this.setData({ n: l.length })) } })

//# path-scheme | tells both: MG519
Page({ go() { tt.chooseImage({ count: 1, success: r => this.setData({ local: r.tempFilePaths[0].startsWith('ttfile://') }) }) } })

//# path-scheme-regex | tells both: MG519
Page({ go() { tt.chooseImage({ count: 1, success: r => this.setData({ local: /^ttfile:/.test(r.tempFilePaths[0]) }) }) } })

//# path-suffix | tells my: MG519
Page({ go() { tt.chooseImage({ count: 1, success: r => this.setData({ ext: r.tempFilePaths[0].split('.').pop() }) }) } })

//# path-network | tells my: MG519
Page({ go() { tt.chooseImage({ count: 1, success: r => this.setData({ web: /^https?:\/\//.test(r.tempFilePaths[0]) }) }) } })

//# data-address | tells both: any
Page({ go() { tt.compressImage({ src: 'data:image/jpeg;base64,/9j/', success: r => this.setData({ p: r.tempFilePath }) }) } })

//# component
Component({ methods: { go() { tt.chooseMedia({ mediaType: ['image'], count: 2, success: r => this.triggerEvent('change', { list: r.tempFiles.map(f => f.tempFilePath) }) }) } } })

//# module | press: pick | args: [2]
module.exports = { pick(count, done) { tt.chooseImage({ count, success: r => done(null, r.tempFilePaths), fail: e => done(e.errno === 1300001 ? 'cancel' : 'error') }) } }

//# event-bus-result
const listeners = []
Page({ go() { listeners.push(r => this.setData({ p: r.tempFiles[0].tempFilePath, k: r.tempFiles[0].type })); tt.chooseMedia({ mediaType: ['image'], count: 1, success: r => listeners.forEach(f => f(r)) }) } })

//# optional-emitted
"use strict";
var _a, _b;
Page({ go: function () { var _this = this; (_b = (_a = tt).chooseMedia) === null || _b === void 0 ? void 0 : _b.call(_a, { mediaType: ['image'], count: 1, success: function (r) { return _this.setData({ p: r.tempFiles[0].tempFilePath }); } }); } });
