//# pick-then-save
Page({
  go() {
    wx.chooseImage({ count: 1 }).then(res => wx.saveImageToPhotosAlbum({ filePath: res.tempFilePaths[0] }))
      .then(() => this.setData({ saved: true }))
      .catch(err => this.setData({ denied: err.errMsg.indexOf('auth deny') > -1 || err.errMsg.indexOf('auth denied') > -1 }))
  }
})

//# pick-then-compress
Page({
  data: { path: '' },
  go() {
    const that = this
    wx.chooseImage({ count: 1, sizeType: ['original'] })
      .then(function (res) { return wx.compressImage({ src: res.tempFilePaths[0], quality: 30 }) })
      .then(function (res) { that.setData({ path: res.tempFilePath }) })
      .catch(function (err) { that.setData({ cancelled: /cancel/.test(err.errMsg) }) })
  }
})

//# pick-then-info
Page({
  go() {
    wx.chooseImage({ count: 1 })
      .then(res => wx.getImageInfo({ src: res.tempFilePaths[0] }))
      .then(({ width, height, path }) => this.setData({ width, height, path }))
      .catch(e => { if (e.errMsg.includes('cancel')) return; this.setData({ error: true }) })
  }
})

//# pick-then-upload
const api = require('../../utils/api')
const ui = require('../../utils/ui')
Page({
  go() {
    wx.chooseImage({ count: 1 })
      .then(r => api.upload(r.tempFilePaths[0]))
      .then(r => this.setData({ avatar: r.url }))
      .catch(e => { if (/cancel/.test(e.errMsg)) return; ui.toast('上传失败') })
  }
})

//# message-names-the-call
Page({
  go() {
    wx.chooseImage({ count: 1 })
      .then(r => wx.saveImageToPhotosAlbum({ filePath: r.tempFilePaths[0] }))
      .then(() => this.setData({ step: 'saved' }))
      .catch(e => this.setData({ step: e.errMsg.includes('chooseImage') ? 'choose' : 'save' }))
  }
})

//# then-with-two
Page({
  go() {
    wx.chooseImage({ count: 3 }).then(
      res => this.setData({ list: res.tempFilePaths }),
      err => this.setData({ list: [], cancelled: err.errMsg === 'chooseImage:fail cancel' })
    )
  }
})

//# then-with-two-after-chain
Page({
  go() {
    wx.chooseImage({ count: 1 })
      .then(res => wx.getImageInfo({ src: res.tempFilePaths[0] }))
      .then(info => this.setData({ ratio: info.width / info.height }),
        err => this.setData({ why: err.errMsg.indexOf('chooseImage') === 0 ? 'pick' : 'info' }))
  }
})

//# three-steps
const api = require('../../utils/api')
Page({
  go() {
    wx.chooseMedia({ count: 1, mediaType: ['image'] })
      .then(({ tempFiles }) => wx.compressImage({ src: tempFiles[0].tempFilePath, quality: 60 }))
      .then(({ tempFilePath }) => api.upload(tempFilePath, { from: 'album' }))
      .then(({ url }) => this.setData({ url }))
      .catch(e => { if (e.errMsg && e.errMsg.indexOf('cancel') > -1) { this.setData({ cancelled: true }) } else { this.setData({ failed: true }) } })
  }
})

//# finally-hides
const ui = require('../../utils/ui')
Page({
  data: { busy: false },
  go() {
    this.setData({ busy: true })
    wx.chooseImage({ count: 2 })
      .then(res => { this.setData({ images: res.tempFilePaths.slice(0, 2) }) })
      .catch(err => { if (err.errMsg !== 'chooseImage:fail cancel') ui.toast('选择失败') })
      .finally(() => this.setData({ busy: false }))
  }
})

//# catch-then-continue
Page({
  go() {
    wx.chooseImage({ count: 1 })
      .catch(() => ({ tempFilePaths: [] }))
      .then(res => this.setData({ n: res.tempFilePaths.length, first: res.tempFilePaths[0] || '' }))
  }
})

//# catch-rethrows
Page({
  go() {
    wx.chooseImage({ count: 1 })
      .catch(err => { if (err.errMsg.includes('cancel')) throw new Error('cancelled'); throw new Error('other') })
      .then(res => this.setData({ path: res.tempFilePaths[0] }))
      .catch(e => this.setData({ message: e.message }))
  }
})

//# catch-inside-then
Page({
  go() {
    wx.chooseImage({ count: 1 }).then(res => {
      wx.saveImageToPhotosAlbum({ filePath: res.tempFilePaths[0] })
        .then(() => this.setData({ state: 'ok' }))
        .catch(err => this.setData({ state: err.errMsg.includes('auth') ? 'auth' : 'failed' }))
    }).catch(() => this.setData({ state: 'none' }))
  }
})

//# save-after-download-page
const ui = require('../../utils/ui')
Page({
  go() {
    wx.getImageInfo({ src: 'https://img.example.com/poster.jpg' })
      .then(res => wx.saveImageToPhotosAlbum({ filePath: res.path }))
      .then(() => ui.toast('已保存'))
      .catch(err => {
        if (/auth (deny|denied)/.test(err.errMsg)) ui.alert('提示', '请授权相册')
        else ui.toast('保存失败')
      })
  }
})

//# promise-all-info
Page({
  go() {
    wx.chooseImage({ count: 3 }).then(res =>
      Promise.all(res.tempFilePaths.map(src => wx.getImageInfo({ src })))
    ).then(infos => this.setData({ sizes: infos.map(i => `${i.width}x${i.height}`) }))
      .catch(err => this.setData({ cancelled: err.errMsg.indexOf('cancel') !== -1 }))
  }
})

//# promise-all-compress
Page({
  go() {
    wx.chooseImage({ count: 4 }).then(res =>
      Promise.all(res.tempFilePaths.map(p => wx.compressImage({ src: p, quality: 50 })))
    ).then(list => this.setData({ list: list.map(x => x.tempFilePath) }))
      .catch(() => this.setData({ list: [] }))
  }
})

//# reduce-saves
Page({
  go() {
    wx.chooseImage({ count: 3 })
      .then(res => res.tempFilePaths.reduce((p, filePath) => p.then(() => wx.saveImageToPhotosAlbum({ filePath })), Promise.resolve()))
      .then(() => this.setData({ done: true }))
      .catch(e => this.setData({ done: false, auth: e.errMsg.includes('auth') }))
  }
})

//# returned-from-method | returns
Page({
  go() {
    return wx.chooseImage({ count: 1 }).then(res => res.tempFilePaths[0])
  }
})

//# returned-with-catch | returns
Page({
  go() {
    return wx.chooseImage({ count: 2 }).then(res => res.tempFiles.map(f => f.size)).catch(err => {
      if (err.errMsg.endsWith('cancel')) return null
      return []
    })
  }
})

//# race-with-timeout
Page({
  go() {
    const late = new Promise((_, reject) => setTimeout(() => setTimeout(() => setTimeout(() => setTimeout(() => reject({ errMsg: 'timeout' }), 0), 0), 0), 0))
    Promise.race([wx.chooseImage({ count: 1 }), late])
      .then(res => this.setData({ path: res.tempFilePaths[0] }))
      .catch(err => this.setData({ reason: err.errMsg === 'timeout' ? 'late' : err.errMsg.includes('cancel') ? 'cancel' : 'other' }))
  }
})

//# nested-callbacks
Page({
  go() {
    const self = this
    wx.chooseImage({
      count: 1,
      success: function (res) {
        wx.getImageInfo({
          src: res.tempFilePaths[0],
          success: function (info) {
            wx.previewImage({ urls: [info.path], success: function () { self.setData({ seen: info.width }) } })
          },
          fail: function () { self.setData({ bad: true }) }
        })
      },
      fail: function (err) { self.setData({ cancelled: err.errMsg.indexOf('cancel') >= 0 }) }
    })
  }
})

//# stored-promise
Page({
  go() {
    const picking = wx.chooseImage({ count: 1 })
    picking.then(res => this.setData({ path: res.tempFilePaths[0] }))
    picking.catch(err => this.setData({ quiet: err.errMsg === 'chooseImage:fail cancel' }))
  }
})

//# error-kind-helper
function kindOf(err) {
  if (!err || !err.errMsg) return 'unknown'
  if (err.errMsg.indexOf('cancel') > -1) return 'cancel'
  if (err.errMsg.indexOf('auth') > -1) return 'auth'
  return 'fail'
}
Page({
  go() {
    wx.chooseImage({ count: 1 })
      .then(res => wx.saveImageToPhotosAlbum({ filePath: res.tempFilePaths[0] }))
      .then(() => this.setData({ kind: 'ok' }))
      .catch(err => this.setData({ kind: kindOf(err) }))
  }
})

//# chain-of-two-picks
Page({
  go() {
    const out = {}
    wx.chooseImage({ count: 1, sourceType: ['album'] })
      .then(r => { out.front = r.tempFilePaths[0]; return wx.chooseImage({ count: 1, sourceType: ['camera'] }) })
      .then(r => { out.back = r.tempFilePaths[0]; this.setData(out) })
      .catch(({ errMsg }) => this.setData({ stopped: errMsg.includes('cancel') }))
  }
})

//# async-then-mix
Page({
  async go() {
    const res = await wx.chooseImage({ count: 1 }).catch(err => err)
    if (res.tempFilePaths) this.setData({ path: res.tempFilePaths[0] })
    else this.setData({ cancelled: res.errMsg.includes('cancel') })
  }
})

//# catch-logs-only
Page({
  go() {
    wx.chooseImage({ count: 1 })
      .then(res => this.setData({ src: res.tempFilePaths[0] }))
      .catch(console.error)
  }
})

//# catch-is-a-method
Page({
  go() {
    wx.chooseImage({ count: 1 })
      .then(res => wx.saveImageToPhotosAlbum({ filePath: res.tempFilePaths[0] }))
      .catch(this.onError.bind(this))
  },
  onError(err) {
    if (err.errMsg === 'chooseImage:fail cancel') return
    this.setData({ error: err.errMsg.includes('deny') ? 'deny' : 'other' })
  }
})
