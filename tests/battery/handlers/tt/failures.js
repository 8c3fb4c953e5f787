//# cancel-errno
Page({ go() { tt.chooseImage({ count: 1, success: r => this.setData({ p: r.tempFilePaths[0] }), fail: e => { if (e.errno === 1300001) return; this.setData({ failed: true }) } }) } })

//# cancel-text
Page({ go() { tt.chooseImage({ count: 1, success() {}, fail: e => this.setData({ c: e.errMsg.indexOf('cancel') > -1 }) }) } })

//# cancel-text-guarded
Page({ go() { tt.chooseImage({ count: 1, success() {}, fail: e => { if (e.errMsg && /cancel/.test(e.errMsg)) return; this.setData({ failed: true }) } }) } })

//# media-cancel
Page({ go() { tt.chooseMedia({ mediaType: ['image'], count: 1, success() {}, fail: e => this.setData({ c: e.errno === 1300001 || e.errno === 1301001 }) }) } })

//# media-cancel-list
const CANCEL = [1300001, 1301001]
Page({ go() { tt.chooseMedia({ mediaType: ['video'], sizeType: ['compressed'], count: 1, success() {}, fail: e => { if (CANCEL.includes(e.errno)) return; this.setData({ failed: true }) } }) } })

//# video-cancel
Page({ go() { tt.chooseVideo({ success: r => this.setData({ v: r.tempFilePath }), fail: e => this.setData({ c: e.errno === 1301001 }) }) } })

//# denied
Page({ go() { tt.chooseImage({ count: 1, success() {}, fail: ({ errno }) => this.setData({ denied: errno === 107 }) }) } })

//# denied-or-system
Page({ go() { tt.chooseImage({ count: 1, success() {}, fail: e => this.setData({ denied: [106, 107].includes(e.errno) }) }) } })

//# switch-errno
Page({ go() { tt.chooseImage({ count: 1, success() {}, fail: e => { switch (e.errno) { case 1300001: this.setData({ s: 'cancel' }); break; case 107: this.setData({ s: 'denied' }); break; default: this.setData({ s: 'other' }) } } }) } })

//# save-denied
Page({ go() { tt.chooseImage({ count: 1, success: r => tt.saveImageToPhotosAlbum({ filePath: r.tempFilePaths[0], success: () => this.setData({ ok: true }), fail: e => this.setData({ denied: e.errno === 107 }) }) }) } })

//# save-denied-either
Page({ go() { tt.chooseImage({ count: 1, success: r => tt.saveImageToPhotosAlbum({ filePath: r.tempFilePaths[0], success: () => this.setData({ ok: true }), fail: e => { if (e.errno === 107 || e.errno === 106) tt.openSetting({}); else this.setData({ failed: true }) } }) }) } })

//# save-failed | differs both: MG524
Page({ go() { tt.chooseImage({ count: 1, success: r => tt.saveImageToPhotosAlbum({ filePath: r.tempFilePaths[0], fail: e => this.setData({ bad: e.errno === 1300012 }) }) }) } })

//# compress-failed
Page({ go() { tt.chooseImage({ count: 1, success: r => tt.compressImage({ src: r.tempFilePaths[0], quality: 50, success: c => this.setData({ p: c.tempFilePath }), fail: () => this.setData({ p: r.tempFilePaths[0] }) }) }) } })

//# compress-missing
Page({ go() { tt.chooseImage({ count: 1, success: r => tt.compressImage({ src: r.tempFilePaths[0], success: c => this.setData({ p: c.tempFilePath }), fail: e => this.setData({ gone: e.errno === 203 }) }) }) } })

//# invalid-parameter
Page({ go() { tt.chooseImage({ count: 1, success: r => this.setData({ p: r.tempFilePaths[0] }), fail: e => { if (e.errno === 104) this.setData({ bug: true }); else this.setData({ bug: false }) } }) } })

//# errno-shown
const ui = require('../../utils/ui')
Page({ go() { tt.chooseImage({ count: 1, success() {}, fail: e => ui.toast(`${e.errMsg} (${e.errno})`) }) } })

//# failure-stored
Page({ go() { tt.chooseImage({ count: 1, success() {}, fail: err => this.setData({ err }) }) } })

//# failure-passed
function quiet(err) { return err.errno === 1300001 || err.errno === 1301001 }
Page({ go() { tt.chooseImage({ count: 1, success() {}, fail: e => { if (!quiet(e)) this.setData({ failed: true }) } }) } })

//# promise-wrapper
const call = (name, o = {}) => new Promise((success, fail) => tt[name]({ ...o, success, fail }))
Page({ go() { call('chooseImage', { count: 1 }).then(r => this.setData({ p: r.tempFilePaths[0] }), e => this.setData({ c: e.errno === 1300001 })) } })

//# promisify
const { promisify } = require('../../utils/promise')
const choose = promisify(tt.chooseImage), save = promisify(tt.saveImageToPhotosAlbum)
Page({ go() { choose({ count: 1 }).then(r => save({ filePath: r.tempFilePaths[0] })).then(() => this.setData({ ok: true })).catch(e => this.setData({ c: e.errno === 1300001, d: e.errno === 107 })) } })

//# await-wrapper
const choose = o => new Promise((resolve, reject) => tt.chooseImage(Object.assign({}, o, { success: resolve, fail: reject })))
Page({ async go() { try { const { tempFilePaths } = await choose({ count: 2 }); this.setData({ l: tempFilePaths }) } catch (e) { this.setData({ c: e.errno === 1300001 }) } } })

//# await-and-own-code
const api = require('../../utils/api')
const choose = o => new Promise((resolve, reject) => tt.chooseImage({ ...o, success: resolve, fail: reject }))
Page({ async go() { try { const { tempFilePaths } = await choose({ count: 1 }); const { url } = await api.upload(tempFilePaths[0]); this.setData({ url }) } catch (e) { if (e.errno === 1300001) return; this.setData({ failed: e.message || 'client' }) } } })

//# complete-message
Page({ go() { tt.chooseImage({ count: 1, complete: r => this.setData({ ok: r.errMsg === 'chooseImage:ok' }) }) } })

//# success-message
Page({ go() { tt.chooseImage({ count: 1, success: r => this.setData({ ok: r.errMsg.endsWith(':ok'), p: r.tempFilePaths[0] }) }) } })

//# old-code
Page({ go() { tt.chooseImage({ count: 1, success() {}, fail: e => { const code = e.errno || e.errCode; this.setData({ c: code === 1300001 }) } }) } })

//# code-range
Page({ go() { tt.chooseImage({ count: 1, success() {}, fail: e => this.setData({ image: e.errno >= 1300001 && e.errno <= 1300013 }) }) } })
