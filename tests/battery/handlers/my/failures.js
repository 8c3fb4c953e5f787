//# cancel-11
Page({ go() { my.chooseImage({ count: 1, success: r => this.setData({ p: r.apFilePaths[0] }), fail: e => { if (e.error === 11) return; this.setData({ failed: true }) } }) } })

//# cancel-loose
Page({ go() { my.chooseImage({ count: 1, success() {}, fail: e => { if (e.error == 11) this.setData({ c: true }); else this.setData({ c: false }) } }) } })

//# cancel-not
Page({ go() { my.chooseImage({ count: 1, success() {}, fail: e => { if (e.error !== 11) this.setData({ failed: true }) } }) } })

//# denied-2001
Page({ go() { my.chooseImage({ count: 1, success() {}, fail: e => { if (e.error === 2001 || e.error === 2002 || e.error === 2003) this.setData({ denied: true }); else this.setData({ denied: false }) } }) } })

//# denied-list
const DENIED = [2001, 2002, 2003]
Page({ go() { my.chooseImage({ count: 1, success() {}, fail: e => this.setData({ denied: DENIED.includes(e.error) }) }) } })

//# switch-code
Page({ go() { my.chooseImage({ count: 1, success() {}, fail: ({ error }) => { switch (error) { case 11: this.setData({ s: 'cancel' }); break; case 2001: case 2002: case 2003: this.setData({ s: 'denied' }); break; default: this.setData({ s: 'other' }) } } }) } })

//# code-as-text
Page({ go() { my.chooseImage({ count: 1, success() {}, fail: e => this.setData({ c: String(e.error) === '11' }) }) } })

//# code-variable
Page({ go() { my.chooseImage({ count: 1, success() {}, fail: e => { const code = e.error; this.setData({ c: code === 11 }) } }) } })

//# code-range
Page({ go() { my.chooseImage({ count: 1, success() {}, fail: e => this.setData({ denied: e.error > 2000 }) }) } })

//# code-shown
Page({ go() { my.chooseImage({ count: 1, success() {}, fail: e => my.showToast({ type: 'fail', content: `错误码：${e.error}`, duration: 1000 }) }) } })

//# message-shown
const ui = require('../../utils/ui')
Page({ go() { my.chooseImage({ count: 1, success() {}, fail: e => ui.toast(e.errorMessage) }) } })

//# failure-as-json
Page({ go() { my.chooseImage({ count: 1, success() {}, fail: res => my.showToast({ type: 'fail', content: JSON.stringify(res) }) }) } })

//# failure-stored
Page({ go() { my.chooseImage({ count: 1, success() {}, fail: err => this.setData({ code: err.error, kept: err }) }) } })

//# video-cancel-both
Page({ go() { my.chooseVideo({ success: r => this.setData({ v: r.tempFilePath }), fail: e => { if (e.error === 10 || e.error === 11) return; this.setData({ failed: true }) } }) } })

//# video-cancel-ios
Page({ go() { my.chooseVideo({ success: r => this.setData({ v: r.tempFilePath }), fail: e => this.setData({ c: e.error === 11 }) }) } })

//# save-denied-15
Page({ go() { my.chooseImage({ count: 1, success: r => my.saveImageToPhotosAlbum({ filePath: r.apFilePaths[0], success: () => this.setData({ ok: true }), fail: e => this.setData({ denied: e.error === 15 }) }) }) } })

//# save-denied-all
Page({ go() { my.chooseImage({ count: 1, success: r => my.saveImageToPhotosAlbum({ filePath: r.apFilePaths[0], fail: e => { if ([15, 2001, 2002, 2003].indexOf(e.error) > -1) my.openSetting({}); else this.setData({ failed: true }) } }) }) } })

//# save-failed-17 | differs wx: MG524
Page({ go() { my.chooseImage({ count: 1, success: r => my.saveImageToPhotosAlbum({ filePath: r.apFilePaths[0], success: () => this.setData({ ok: true }), fail: e => this.setData({ bad: e.error === 17 }) }) }) } })

//# catch-cancel
Page({ go() { my.chooseImage({ count: 1 }).then(r => this.setData({ p: r.apFilePaths[0] })).catch(e => this.setData({ c: e.error === 11 })) } })

//# catch-of-chain
Page({
  go() {
    my.chooseImage({ count: 1 })
      .then(r => my.saveImageToPhotosAlbum({ filePath: r.apFilePaths[0] }))
      .then(() => this.setData({ ok: true }))
      .catch(e => this.setData({ c: e.error === 11, d: e.error === 15 }))
  }
})

//# catch-of-mixed-chain
const api = require('../../utils/api')
Page({
  go() {
    my.chooseImage({ count: 1 })
      .then(r => api.upload(r.apFilePaths[0]))
      .then(r => this.setData({ url: r.url }))
      .catch(e => { if (e.error === 11) return; this.setData({ failed: e.message || 'x' }) })
  }
})

//# try-catch
Page({ async go() { try { const { apFilePaths } = await my.chooseImage({ count: 2 }); this.setData({ apFilePaths }) } catch (e) { this.setData({ c: e.error === 11 }) } } })

//# try-two-calls
Page({ async go() { try { const { apFilePaths } = await my.chooseImage({ count: 1 }); await my.saveImageToPhotosAlbum({ filePath: apFilePaths[0] }); this.setData({ ok: true }) } catch ({ error }) { this.setData({ why: error === 11 ? 'cancel' : error === 15 ? 'auth' : 'fail' }) } } })

//# helper-of-code
function isCancel(err) { return err && (err.error === 11 || err.error === 10) }
Page({ go() { my.chooseImage({ count: 1, success() {}, fail: e => { if (!isCancel(e)) this.setData({ failed: true }) } }) } })

//# fail-rejects
const pick = o => new Promise((resolve, reject) => my.chooseImage({ ...o, success: resolve, fail: reject }))
Page({ go() { pick({ count: 1 }).then(r => this.setData({ p: r.apFilePaths[0] }), e => this.setData({ c: e.error === 11 })) } })

//# complete-error
Page({ go() { my.chooseImage({ count: 1, complete: r => this.setData({ ok: !r.error }) }) } })

//# complete-paths
Page({ go() { my.chooseImage({ count: 1, complete: r => this.setData({ n: r.apFilePaths ? r.apFilePaths.length : 0 }) }) } })

//# unknown-code
Page({ go() { my.chooseImage({ count: 1, success() {}, fail: e => this.setData({ odd: e.error === 777 }) }) } })

//# code-table
const TEXTS = { 11: '已取消', 2001: '无权限' }
const ui = require('../../utils/ui')
Page({ go() { my.chooseImage({ count: 1, success() {}, fail: e => ui.toast(TEXTS[e.error] || '失败') }) } })

//# message-test
Page({ go() { my.chooseImage({ count: 1, success() {}, fail: e => this.setData({ c: (e.errorMessage || '').indexOf('取消') > -1 }) }) } })
