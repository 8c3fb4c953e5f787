//# and-guard
Page({
  go() { wx && wx.chooseImage({ count: 1, success: r => this.setData({ p: r.tempFilePaths[0] }) }) }
})

//# member-guard
Page({
  go() {
    if (wx.chooseMedia) {
      wx.chooseMedia({ count: 1, mediaType: ['image'], success: r => this.setData({ p: r.tempFiles[0].tempFilePath }) })
    } else {
      wx.chooseImage({ count: 1, success: r => this.setData({ p: r.tempFilePaths[0] }) })
    }
  }
})

//# can-i-use
Page({
  go() {
    if (wx.canIUse('chooseMedia')) {
      wx.chooseMedia({ count: 1, mediaType: ['image'], success: r => this.setData({ p: r.tempFiles[0].tempFilePath }) })
    } else {
      wx.chooseImage({ count: 1, success: r => this.setData({ p: r.tempFilePaths[0] }) })
    }
  }
})

//# typeof-function
Page({
  go() {
    if (typeof wx.chooseImage === 'function') wx.chooseImage({ count: 1, success: r => this.setData({ p: r.tempFilePaths[0] }) })
    else this.setData({ old: true })
  }
})

//# typeof-global
Page({
  go() {
    if (typeof wx !== 'undefined') wx.chooseImage({ count: 1, success: r => this.setData({ p: r.tempFilePaths[0] }) })
    else this.setData({ web: true })
  }
})

//# typeof-global-early-return
Page({
  go() {
    if (typeof wx === 'undefined') return this.setData({ web: true })
    wx.chooseImage({ count: 1, success: r => this.setData({ p: r.tempFilePaths[0] }) })
  }
})

//# global-this
Page({
  go() {
    globalThis.wx && globalThis.wx.chooseImage({ count: 1, success: r => this.setData({ p: r.tempFilePaths[0] }) })
  }
})

//# global-this-plain
Page({
  go() { globalThis.wx.chooseImage({ count: 1, success: r => this.setData({ p: r.tempFilePaths[0] }) }) }
})

//# in-guard
Page({
  go() {
    if ('chooseImage' in wx) wx.chooseImage({ count: 1, success: r => this.setData({ p: r.tempFilePaths[0] }) })
    else this.setData({ none: true })
  }
})

//# not-in-guard
Page({
  go() {
    if (!('chooseImage' in wx)) { this.setData({ none: true }); return }
    wx.chooseImage({ count: 1, success: r => this.setData({ p: r.tempFilePaths[0] }) })
  }
})

//# has-own
Page({
  go() {
    if (wx.hasOwnProperty('chooseImage')) wx.chooseImage({ count: 1, success: r => this.setData({ p: r.tempFilePaths[0] }) })
    else this.setData({ none: true })
  }
})

//# optional-call
Page({
  go() { wx.chooseImage?.({ count: 1, success: r => this.setData({ p: r.tempFilePaths[0] }) }) }
})

//# optional-global
Page({
  go() { wx?.chooseImage?.({ count: 1, success: r => this.setData({ p: r.tempFilePaths[0] }) }) }
})

//# ternary-guard
Page({
  go() {
    wx.chooseImage
      ? wx.chooseImage({ count: 1, success: r => this.setData({ p: r.tempFilePaths[0] }) })
      : this.setData({ p: '' })
  }
})

//# negated-guard
const ui = require('../../utils/ui')
Page({
  go() {
    if (!wx.getImageInfo) { ui.toast('请升级微信'); return }
    wx.getImageInfo({ src: 'https://img.example.com/a.jpg', success: r => this.setData({ w: r.width }) })
  }
})

//# both-guards
Page({
  go() {
    if (wx && wx.saveImageToPhotosAlbum && typeof wx.chooseImage === 'function') {
      wx.chooseImage({ count: 1, success: r => this.setData({ p: r.tempFilePaths[0] }) })
    }
  }
})

//# guard-in-constant
const canPick = !!wx.chooseImage
Page({
  go() {
    if (canPick) wx.chooseImage({ count: 1, success: r => this.setData({ p: r.tempFilePaths[0] }) })
    else this.setData({ cannot: true })
  }
})

//# platform-constant
const isMini = typeof wx !== 'undefined' && typeof wx.chooseImage === 'function'
Page({
  go() {
    if (!isMini) return this.setData({ web: true })
    wx.chooseImage({ count: 1, success: r => this.setData({ p: r.tempFilePaths[0] }) })
  }
})

//# or-fallback-function
Page({
  go() {
    const pick = wx.chooseImage || function () {}
    pick({ count: 1, success: r => this.setData({ p: r.tempFilePaths[0] }) })
  }
})

//# try-guard
Page({
  go() {
    try {
      wx.chooseImage({ count: 1, success: r => this.setData({ p: r.tempFilePaths[0] }) })
    } catch (e) {
      this.setData({ unsupported: true })
    }
  }
})

//# undefined-compare
Page({
  go() {
    if (wx.chooseImage !== undefined) wx.chooseImage({ count: 1, success: r => this.setData({ p: r.tempFilePaths[0] }) })
  }
})

//# guard-then-alias
Page({
  go() {
    const pick = wx.chooseMedia
    if (!pick) return this.setData({ old: true })
    pick({ count: 1, mediaType: ['image'], success: r => this.setData({ p: r.tempFiles[0].tempFilePath }) })
  }
})

//# reflect-has
Page({
  go() {
    if (Reflect.has(wx, 'chooseImage')) wx.chooseImage({ count: 1, success: r => this.setData({ p: r.tempFilePaths[0] }) })
    else this.setData({ none: true })
  }
})

//# object-own
Page({
  go() {
    if (Object.prototype.hasOwnProperty.call(wx, 'chooseImage')) wx.chooseImage({ count: 1, success: r => this.setData({ p: r.tempFilePaths[0] }) })
    else this.setData({ none: true })
  }
})

//# switch-true-guard
Page({
  go() {
    switch (true) {
      case !!wx.chooseMedia: wx.chooseMedia({ count: 1, mediaType: ['image'], success: r => this.setData({ p: r.tempFiles[0].tempFilePath }) }); break
      default: this.setData({ old: true })
    }
  }
})

//# manager-guard
Page({
  go() {
    if (wx.getFileSystemManager) {
      wx.chooseImage({ count: 1, success: r => wx.getFileSystemManager().getFileInfo({ filePath: r.tempFilePaths[0], success: i => this.setData({ size: i.size }) }) })
    }
  }
})
