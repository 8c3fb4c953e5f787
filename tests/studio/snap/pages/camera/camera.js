Page({
  data: { pictures: [], small: 0, state: '' },
  pick() {
    wx.chooseImage({
      count: 9,
      success: (res) => this.setData({ pictures: this.data.pictures.concat(res.tempFilePaths), state: 'picked ' + res.tempFilePaths.length }),
      fail: (err) => this.setData({ state: err.errMsg }),
    })
  },
  look(e) {
    wx.previewImage({ urls: this.data.pictures, current: this.data.pictures[e.currentTarget.dataset.at] })
  },
  shrink() {
    if (!this.data.pictures.length) return wx.showToast({ title: 'Pick first', icon: 'none' })
    wx.showLoading({ title: 'Compressing' })
    wx.compressImage({
      src: this.data.pictures[0], quality: 40,
      success: (res) => wx.getFileInfo({ filePath: res.tempFilePath, success: (info) => this.setData({ small: info.size, state: 'compressed' }) }),
      complete: () => wx.hideLoading(),
    })
  },
  send() {
    if (!this.data.pictures.length) return wx.showToast({ title: 'Pick first', icon: 'none' })
    wx.uploadFile({ url: 'https://example.com/up', filePath: this.data.pictures[0], name: 'f',
      success: (res) => { this.setData({ state: 'sent ' + res.statusCode }); wx.showToast({ title: 'Sent' }) },
      fail: (err) => this.setData({ state: err.errMsg }) })
  },
  keep() {
    wx.saveImageToPhotosAlbum({ filePath: this.data.pictures[0] || '',
      success: () => this.setData({ state: 'saved' }), fail: (err) => this.setData({ state: err.errMsg }) })
  },
  more() {
    wx.showActionSheet({ itemList: ['Remove all', 'About'], success: (res) => {
      if (res.tapIndex === 0) wx.showModal({ title: 'Remove all?', content: 'The pictures stay in the album.', success: (r) => r.confirm && this.setData({ pictures: [], small: 0, state: 'removed' }) })
      else wx.showToast({ title: 'Snap 1.0', icon: 'none' })
    }, fail: () => this.setData({ state: 'nothing chosen' }) })
  },
})
