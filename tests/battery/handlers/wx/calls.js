//# call
Page({
  go() { wx.chooseImage.call(wx, { count: 1, success: r => this.setData({ p: r.tempFilePaths[0] }) }) }
})

//# call-on-null
Page({
  go() { wx.chooseImage.call(null, { count: 1, success: r => this.setData({ p: r.tempFilePaths[0] }) }) }
})

//# apply
Page({
  go() { wx.chooseImage.apply(wx, [{ count: 1, success: r => this.setData({ p: r.tempFilePaths[0] }) }]) }
})

//# apply-arguments
function pick() { return wx.chooseImage.apply(wx, arguments) }
Page({
  go() { pick({ count: 1, success: r => this.setData({ p: r.tempFilePaths[0] }) }) }
})

//# bind-now
Page({
  go() { wx.chooseImage.bind(wx)({ count: 1, success: r => this.setData({ p: r.tempFilePaths[0] }) }) }
})

//# bind-stored
const choose = wx.chooseImage.bind(wx)
Page({
  go() { choose({ count: 1, success: r => this.setData({ p: r.tempFilePaths[0] }) }) }
})

//# bind-with-options
const chooseOne = wx.chooseImage.bind(wx, { count: 1 })
Page({
  go() { const p = chooseOne(); if (p) p.then(r => this.setData({ p: r.tempFilePaths[0] })).catch(() => this.setData({ p: '' })) }
})

//# spread-arguments
const pick = (...args) => wx.chooseImage(...args)
Page({
  go() { pick({ count: 1, success: r => this.setData({ p: r.tempFilePaths[0] }) }) }
})

//# reflect-apply
Page({
  go() { Reflect.apply(wx.chooseImage, wx, [{ count: 1, success: r => this.setData({ p: r.tempFilePaths[0] }) }]) }
})

//# comma-call
Page({
  go() { (0, wx.chooseImage)({ count: 1, success: r => this.setData({ p: r.tempFilePaths[0] }) }) }
})

//# parenthesised
Page({
  go() { (wx).chooseImage({ count: 1, success: r => this.setData({ p: r.tempFilePaths[0] }) }) }
})

//# promisify
const { promisify } = require('../../utils/promise')
const chooseImage = promisify(wx.chooseImage, wx)
Page({
  go() { chooseImage({ count: 1 }).then(r => this.setData({ p: r.tempFilePaths[0] })).catch(e => this.setData({ cancelled: e.errMsg.includes('cancel') })) }
})

//# promisify-bound | verify my: at full quality the file itself is the result
const { promisify } = require('../../utils/promise')
const compress = promisify(wx.compressImage.bind(wx))
Page({
  go() {
    wx.chooseImage({ count: 1, success: r => compress({ src: r.tempFilePaths[0], quality: 100 }).then(c => this.setData({ p: c.tempFilePath })) })
  }
})

//# promisify-own
function promisify(api) { return (options = {}) => new Promise((resolve, reject) => api({ ...options, success: resolve, fail: reject })) }
const getImageInfo = promisify(wx.getImageInfo)
Page({
  async go() {
    const info = await getImageInfo({ src: 'https://img.example.com/a.jpg' }).catch(() => null)
    this.setData({ w: info ? info.width : 0 })
  }
})

//# method-table
const api = { pick: wx.chooseImage, info: wx.getImageInfo }
Page({
  go() { api.pick({ count: 1, success: r => api.info({ src: r.tempFilePaths[0], success: i => this.setData({ h: i.height }) }) }) }
})

//# call-with-page
Page({
  go() { wx.chooseImage.call(this, { count: 1, success: function (r) { this.setData({ p: r.tempFilePaths[0] }) }.bind(this) }) }
})

//# success-bound
Page({
  go() { wx.chooseImage({ count: 1, success: this.onPicked.bind(this) }) },
  onPicked(res) { this.setData({ list: res.tempFilePaths }) }
})

//# success-bound-inline
Page({
  go() {
    wx.chooseImage({
      count: 1,
      success: function (res) { this.setData({ list: res.tempFilePaths }) }.bind(this),
      fail: function (err) { this.setData({ cancelled: err.errMsg.indexOf('cancel') > -1 }) }.bind(this)
    })
  }
})

//# success-partial
function picked(page, key, res) { page.setData({ [key]: res.tempFilePaths[0] }) }
Page({
  go() { wx.chooseImage({ count: 1, success: picked.bind(null, this, 'avatar') }) }
})

//# fail-reject
Page({
  pick() { return new Promise((resolve, reject) => wx.chooseImage({ count: 1, success: resolve, fail: reject })) },
  go() { this.pick().then(r => this.setData({ p: r.tempFilePaths[0] }), e => this.setData({ c: e.errMsg === 'chooseImage:fail cancel' })) }
})

//# fail-reject-wrapped
Page({
  pick() {
    return new Promise((resolve, reject) => {
      wx.chooseImage({ count: 1, success: res => resolve(res.tempFilePaths), fail: err => reject(err) })
    })
  },
  async go() {
    try { const paths = await this.pick(); this.setData({ paths }) }
    catch (err) { this.setData({ cancelled: err.errMsg.includes('cancel') }) }
  }
})

//# call-later
Page({
  go() { setTimeout(wx.previewImage, 0, { urls: ['https://img.example.com/a.jpg'] }) }
})

//# spread-global
const api = { ...wx }
Page({
  go() { api.chooseImage({ count: 1, success: r => this.setData({ p: r.tempFilePaths[0] }) }) }
})

//# assign-global
const wxp = Object.assign({}, wx)
Page({
  go() { wxp.chooseImage({ count: 1, success: r => this.setData({ p: r.tempFilePaths[0] }) }) }
})

//# promisify-all
const wxp = {}
function promisifyAll(source, target) {
  Object.keys(source).forEach(name => {
    if (typeof source[name] === 'function') target[name] = options => new Promise((success, fail) => source[name]({ ...options, success, fail }))
  })
}
promisifyAll(wx, wxp)
Page({
  go() { wxp.chooseImage({ count: 1 }).then(r => this.setData({ p: r.tempFilePaths[0] })).catch(e => this.setData({ c: e.errMsg.includes('cancel') })) }
})

//# global-passed
function pickWith(api, page) { api.chooseImage({ count: 1, success: r => page.setData({ p: r.tempFilePaths[0] }) }) }
Page({ go() { pickWith(wx, this) } })

//# proxy-global
const p = new Proxy(wx, { get: (target, name) => options => new Promise((success, fail) => target[name]({ ...options, success, fail })) })
Page({
  go() { p.chooseImage({ count: 1 }).then(r => this.setData({ p: r.tempFilePaths[0] }), () => this.setData({ p: '' })) }
})

//# member-by-parameter
function invoke(name, options) { return new Promise((success, fail) => wx[name]({ ...options, success, fail })) }
Page({
  go() { invoke('chooseImage', { count: 1 }).then(r => this.setData({ p: r.tempFilePaths[0] }), e => this.setData({ c: /cancel/.test(e.errMsg) })) }
})
