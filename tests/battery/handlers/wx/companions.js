//# loading-around
Page({
  go() {
    wx.showLoading({ title: '选择中' })
    wx.chooseImage({ count: 3, success: r => this.setData({ n: r.tempFilePaths.length }), complete: () => wx.hideLoading() })
  }
})

//# confirm-first
Page({
  go() {
    wx.showModal({ title: '提示', content: '上传头像？', success: m => { if (m.confirm) wx.chooseImage({ count: 1, success: r => this.setData({ p: r.tempFilePaths[0] }) }) } })
  }
})

//# navigate-with-picked
Page({
  go() { wx.chooseImage({ count: 1, success: r => { getApp().globalData.src = r.tempFilePaths[0]; wx.navigateTo({ url: '/pages/crop/crop?from=' + encodeURIComponent('pick') }) } }) }
})

//# remembered
Page({
  go() {
    wx.chooseImage({ count: 2, success: r => { wx.setStorageSync('last', r.tempFilePaths.length); this.setData({ last: wx.getStorageSync('last') }) } })
  }
})

//# toast-on-cancel
Page({
  go() {
    wx.chooseImage({ count: 1, success: r => this.setData({ p: r.tempFilePaths[0] }), fail: e => { if (e.errMsg.indexOf('cancel') !== -1) wx.showToast({ title: '已取消', icon: 'none' }) } })
  }
})

//# finally-hides
Page({
  async go() {
    wx.showLoading({ title: '保存中', mask: true })
    try {
      const { tempFilePaths: [filePath] } = await wx.chooseImage({ count: 1 })
      await wx.saveImageToPhotosAlbum({ filePath })
      wx.showToast({ title: '已保存' })
    } catch (e) {
      this.setData({ why: /auth/.test(e.errMsg) ? 'auth' : /cancel/.test(e.errMsg) ? 'cancel' : 'fail' })
    } finally {
      wx.hideLoading()
    }
  }
})

//# debounce
Page({
  go() {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => wx.chooseImage({ count: 1, success: r => this.setData({ p: r.tempFilePaths[0] }) }), 300)
  }
})

//# busy-flag
Page({
  go() {
    if (this.busy) return
    this.busy = true
    wx.chooseImage({ count: 9, success: r => this.setData({ list: r.tempFilePaths }), complete: () => { this.busy = false; this.setData({ idle: true }) } })
  }
})

//# timeout-race
Page({
  async go() {
    const late = new Promise((_, no) => setTimeout(() => no(new Error('late')), 60000))
    try {
      const r = await Promise.race([wx.chooseImage({ count: 1 }), late])
      this.setData({ p: r.tempFilePaths[0] })
    } catch (e) {
      this.setData({ why: e.errMsg ? (e.errMsg.includes('cancel') ? 'cancel' : 'fail') : 'late' })
    }
  }
})

//# saves-one-by-one-with-count
Page({
  async go() {
    const { tempFilePaths } = await wx.chooseImage({ count: 3 }).catch(() => ({ tempFilePaths: [] }))
    let n = 0
    for (const filePath of tempFilePaths) {
      wx.showLoading({ title: `${++n}/${tempFilePaths.length}` })
      await wx.saveImageToPhotosAlbum({ filePath }).catch(() => { n-- })
    }
    wx.hideLoading()
    this.setData({ n })
  }
})

//# save-then-wait
Page({
  go() {
    wx.chooseImage({ count: 2, success: r => r.tempFilePaths.forEach((filePath, i) => setTimeout(() => wx.saveImageToPhotosAlbum({ filePath, complete: () => this.setData({ ['done' + i]: true }) }), i * 2000)) })
  }
})
