//# can-i-use
Page({ go() { if (my.canIUse('chooseImage')) my.chooseImage({ count: 1, success: r => this.setData({ p: r.apFilePaths[0] }) }); else this.setData({ old: true }) } })

//# member-guard
Page({ go() { if (my.saveImageToPhotosAlbum) my.saveImageToPhotosAlbum({ filePath: 'https://img.example.com/a.jpg', success: () => this.setData({ ok: 1 }) }); else my.saveImage({ url: 'https://img.example.com/a.jpg', showActionSheet: false }) } })

//# and-guard
Page({ go() { my && my.chooseImage && my.chooseImage({ count: 1, success: r => this.setData({ p: r.apFilePaths[0] }) }) } })

//# typeof-global
Page({ go() { if (typeof my !== 'undefined' && my.chooseImage) my.chooseImage({ count: 1, success: r => this.setData({ p: r.apFilePaths[0] }) }); else this.setData({ web: true }) } })

//# in-guard
Page({ go() { if ('chooseImage' in my) my.chooseImage({ count: 1, success: r => this.setData({ p: r.apFilePaths[0] }) }); else this.setData({ none: true }) } })

//# call
Page({ go() { my.chooseImage.call(my, { count: 1, success: r => this.setData({ p: r.apFilePaths[0] }) }) } })

//# apply
Page({ go() { my.chooseImage.apply(my, [{ count: 1, success: r => this.setData({ p: r.apFilePaths[0] }) }]) } })

//# bind
const choose = my.chooseImage.bind(my)
Page({ go() { choose({ count: 2, success: r => this.setData({ n: r.apFilePaths.length }) }) } })

//# alias
const api = my
Page({ go() { api.chooseImage({ count: 1, success: r => this.setData({ p: r.apFilePaths[0] }) }) } })

//# destructured
const { chooseImage, previewImage } = my
Page({ go() { chooseImage({ count: 2, success: r => previewImage({ urls: r.apFilePaths, current: 0 }) }) } })

//# literal-member
Page({ go() { my['chooseImage']({ count: 1, success: r => this.setData({ p: r['apFilePaths'][0] }) }) } })

//# member-by-parameter
const invoke = (name, o) => new Promise((success, fail) => my[name]({ ...o, success, fail }))
Page({ go() { invoke('chooseImage', { count: 1 }).then(r => this.setData({ p: r.apFilePaths[0] }), e => this.setData({ c: e.error === 11 })) } })

//# options-object
const OPTIONS = { count: 2, sourceType: ['album'] }
Page({ go() { my.chooseImage({ ...OPTIONS, success: r => this.setData({ n: r.apFilePaths.length }) }) } })

//# options-variable
Page({ go() { const o = { success: r => this.setData({ n: r.apFilePaths.length }) }; if (o.success) my.chooseImage(o) } })

//# class
class Picker { constructor(max) { this.max = max } async pick() { const { apFilePaths } = await my.chooseImage({ count: this.max }); return apFilePaths } }
Page({ async go() { try { this.setData({ l: await new Picker(2).pick() }) } catch (e) { this.setData({ l: [] }) } } })

//# path-suffix | tells both: MG519
Page({ go() { my.chooseImage({ count: 1, success: r => this.setData({ image: /\.image$/.test(r.apFilePaths[0]) }) }) } })

//# path-scheme | tells both: MG519
Page({ go() { my.chooseImage({ count: 1, success: r => this.setData({ local: r.apFilePaths[0].startsWith('https://resource/') }) }) } })

//# path-scheme-regex | tells both: MG519
Page({ go() { my.chooseImage({ count: 1, success: r => this.setData({ local: /^https:\/\/resource\//.test(r.apFilePaths[0]) }) }) } })

//# path-network | tells both: MG519
Page({ go() { my.chooseImage({ count: 1, success: r => this.setData({ web: r.apFilePaths[0].indexOf('https://') === 0 }) }) } })

//# data-address | tells both: any
Page({ go() { my.previewImage({ urls: ['data:image/png;base64,iVBORw0KGgo='] }) } })

//# user-path
Page({ go() { my.chooseImage({ count: 1, success: r => my.getFileSystemManager().saveFile({ tempFilePath: r.apFilePaths[0], filePath: `${my.env.USER_DATA_PATH}/a.jpg`, success: s => this.setData({ k: s.savedFilePath }) }) }) } })

//# component
Component({ data: { l: [] }, methods: { go() { my.chooseImage({ count: 2, success: ({ apFilePaths }) => this.setData({ l: apFilePaths }) }) } } })

//# module | press: pick | args: [2]
export function pick(count, done) { my.chooseImage({ count, success: r => done(null, r.apFilePaths), fail: e => done(e.error === 11 ? 'cancel' : 'error') }) }

//# optional-emitted
"use strict";
var _a, _b;
Page({ go: function () { var _this = this; (_b = (_a = my).chooseImage) === null || _b === void 0 ? void 0 : _b.call(_a, { count: 1, success: function (r) { return _this.setData({ p: r.apFilePaths[0] }); } }); } });

//# spread-result
Page({ go() { my.chooseImage({ count: 1, success: r => { const copy = { ...r }; this.setData({ p: copy.apFilePaths[0] }) } }) } })

//# global-passed
function pickWith(api, page) { api.chooseImage({ count: 1, success: r => page.setData({ p: r.apFilePaths[0] }) }) }
Page({ go() { pickWith(my, this) } })
