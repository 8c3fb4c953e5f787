//# promise-wrapper
const chooseImage = (options) => new Promise((resolve, reject) => { wx.chooseImage({ ...options, success: resolve, fail: reject }) })
Page({ async go() { try { const { tempFilePaths } = await chooseImage({ count: 2 }); this.setData({ n: tempFilePaths.length }) } catch (e) { this.setData({ c: e.errMsg.includes('cancel') }) } } })

//# wrapper-picks-field
const pick = count => new Promise(resolve => wx.chooseImage({ count, success: res => resolve(res.tempFilePaths), fail: () => resolve([]) }))
Page({ async go() { this.setData({ list: await pick(3) }) } })

//# wrapper-assign
function choose(opts) { return new Promise(function (resolve, reject) { wx.chooseImage(Object.assign({ count: 1 }, opts, { success: function (r) { resolve(r.tempFilePaths) }, fail: reject })) }) }
Page({ go() { choose({ count: 2 }).then(l => this.setData({ l }), () => this.setData({ l: [] })) } })

//# module-exports | press: pick | args: [2]
module.exports = {
  pick(count, done) { wx.chooseImage({ count, success: res => done(null, res.tempFilePaths), fail: err => done(err.errMsg.indexOf('cancel') > -1 ? 'cancel' : 'error') }) }
}

//# module-exports-result | press: pick | args: [1]
exports.pick = function (count, done) { wx.chooseImage({ count, success: done, fail: done }) }

//# module-exports-options | press: pick | args: [{"count": 2}]
module.exports.pick = (options, done) => wx.chooseImage({ ...options, success: res => done(res.tempFiles.length), fail: () => done(-1) })

//# retry
function retry(times, cb) { wx.chooseImage({ count: 1, success: r => cb(r.tempFilePaths[0]), fail: e => { if (times > 1 && e.errMsg.indexOf('cancel') === -1) retry(times - 1, cb); else cb('') } }) }
Page({ go() { retry(2, p => this.setData({ p })) } })

//# event-bus
const handlers = {}
const bus = { on(n, f) { handlers[n] = f }, emit(n, v) { handlers[n] && handlers[n](v) } }
Page({ go() { bus.on('picked', p => this.setData({ p })); wx.chooseImage({ count: 1, success: r => bus.emit('picked', r.tempFilePaths[0]) }) } })

//# event-bus-result
const handlers = {}
const bus = { on(n, f) { handlers[n] = f }, emit(n, v) { handlers[n] && handlers[n](v) } }
Page({ go() { bus.on('picked', r => this.setData({ p: r.tempFilePaths[0], n: r.tempFiles.length })); wx.chooseImage({ count: 1, success: r => bus.emit('picked', r) }) } })

//# app-global
Page({ go() { const app = getApp(); wx.chooseImage({ count: 1, success: r => { app.globalData.photo = r.tempFilePaths[0]; this.setData({ p: app.globalData.photo }) } }) } })

//# app-global-result
Page({ go() { const app = getApp(); wx.chooseMedia({ count: 1, mediaType: ['image'], success: r => { app.globalData.last = r } , complete: () => { const last = app.globalData.last; this.setData({ p: last ? last.tempFiles[0].tempFilePath : '' }) } }) } })

//# result-outlives | press: pick+go
let last = null
Page({
  pick() { wx.chooseMedia({ count: 1, mediaType: ['image'], success: r => { last = r.tempFiles[0] } }) },
  go() { if (last) this.setData({ p: last.tempFilePath, kind: last.fileType }) }
})

//# this-that
Page({ go: function () { var _this = this; wx.chooseImage({ count: 1, success: function success(res) { _this.setData({ p: res.tempFilePaths[0] }) }, fail: function fail(err) { _this.setData({ c: err.errMsg.indexOf('cancel') > -1 }) } }) } })

//# method-shorthand-callbacks
Page({ go() { const page = this; wx.chooseImage({ count: 1, success({ tempFilePaths }) { page.setData({ p: tempFilePaths[0] }) }, fail({ errMsg }) { page.setData({ c: errMsg.includes('cancel') }) } }) } })

//# callbacks-elsewhere
function onOk(res) { page.setData({ p: res.tempFilePaths[0] }) }
function onFail(err) { page.setData({ c: err.errMsg === 'chooseImage:fail cancel' }) }
let page
Page({ go() { page = this; wx.chooseImage({ count: 1, success: onOk, fail: onFail }) } })

//# options-built
Page({
  go() {
    const options = { count: 2, sizeType: ['compressed'] }
    options.success = res => this.setData({ list: res.tempFilePaths })
    options.fail = err => this.setData({ c: err.errMsg.includes('cancel') })
    wx.chooseImage(options)
  }
})

//# options-variable
Page({ go() { const opts = { count: 2, success: res => this.setData({ n: res.tempFilePaths.length }) }; wx.chooseImage(opts) } })

//# options-conditional
Page({
  data: { camera: true },
  go() {
    const options = { count: 1, success: r => this.setData({ p: r.tempFilePaths[0] }) }
    if (this.data.camera) options.sourceType = ['camera']
    wx.chooseImage(options)
  }
})

//# source-menu
Page({
  go() {
    wx.showActionSheet({ itemList: ['拍照', '从相册选择'], success: ({ tapIndex }) => wx.chooseImage({ count: 1, sourceType: [tapIndex === 0 ? 'camera' : 'album'], success: r => this.setData({ p: r.tempFilePaths[0] }) }) })
  }
})

//# toast-companion
Page({ go() { wx.chooseImage({ count: 1, success: r => { this.setData({ p: r.tempFilePaths[0] }); wx.showToast({ title: '已选择' }) }, fail: () => wx.showToast({ title: '未选择', icon: 'none' }) }) } })

//# upload-companion
Page({
  go() {
    wx.chooseImage({ count: 1, success: r => wx.uploadFile({ url: 'https://api.example.com/up', filePath: r.tempFilePaths[0], name: 'file', success: u => this.setData({ url: JSON.parse(u.data).url }), fail: () => this.setData({ url: '' }) }) })
  }
})

//# storage-companion
Page({ go() { wx.chooseImage({ count: 1, success: r => { wx.setStorageSync('photo', r.tempFilePaths[0]); this.setData({ p: wx.getStorageSync('photo') }) } }) } })

//# loading-companion
Page({ go() { wx.chooseImage({ count: 1, success: r => { wx.showLoading({ title: '处理中' }); wx.getImageInfo({ src: r.tempFilePaths[0], success: i => this.setData({ w: i.width }), complete: () => wx.hideLoading() }) } }) } })

//# modal-then-pick
Page({ go() { wx.showModal({ title: '提示', content: '更换头像？', success: m => { if (m.confirm) wx.chooseImage({ count: 1, success: r => this.setData({ avatar: r.tempFilePaths[0] }) }) } }) } })

//# debounce
let busy = false
Page({ go() { if (busy) return; busy = true; wx.chooseImage({ count: 1, success: r => this.setData({ p: r.tempFilePaths[0] }), complete() { busy = false } }) } })

//# curried
const picker = count => cb => wx.chooseImage({ count, success: ({ tempFilePaths }) => cb(tempFilePaths) })
Page({ go() { picker(2)(l => this.setData({ l })) } })

//# default-export-like
const media = { image(opts) { return new Promise((ok, no) => wx.chooseImage({ ...opts, success: ok, fail: no })) }, save(filePath) { return new Promise((ok, no) => wx.saveImageToPhotosAlbum({ filePath, success: ok, fail: no })) } }
Page({ async go() { try { const r = await media.image({ count: 1 }); await media.save(r.tempFilePaths[0]); this.setData({ ok: true }) } catch (e) { this.setData({ why: /cancel/.test(e.errMsg) ? 'cancel' : /auth/.test(e.errMsg) ? 'auth' : 'fail' }) } } })
