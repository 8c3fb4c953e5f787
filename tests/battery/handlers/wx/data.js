//# info-of-data | tells both: any
Page({ go() { wx.getImageInfo({ src: 'data:image/png;base64,iVBORw0KGgo=', success: r => this.setData({ w: r.width }) }) } })

//# preview-of-data | tells both: any
Page({ go() { wx.previewImage({ urls: ['data:image/png;base64,iVBORw0KGgo='] }) } })

//# preview-of-base64 | tells both: any
Page({
  data: { code: 'iVBORw0KGgo=' },
  go() { wx.previewImage({ urls: ['data:image/png;base64,' + this.data.code], current: 'data:image/png;base64,' + this.data.code }) }
})

//# preview-of-template | tells both: any
Page({
  data: { code: 'iVBORw0KGgo=' },
  go() { const src = `data:image/jpeg;base64,${this.data.code}`; wx.previewImage({ urls: [src] }) }
})

//# compress-data | tells both: any
Page({ go() { wx.compressImage({ src: 'data:image/jpeg;base64,/9j/4AAQ', quality: 50, success: r => this.setData({ p: r.tempFilePath }) }) } })

//# save-data | tells both: any
Page({ go() { wx.saveImageToPhotosAlbum({ filePath: 'data:image/jpeg;base64,/9j/4AAQ', success: () => this.setData({ ok: 1 }) }) } })

//# info-of-base64-variable | tells both: any
Page({
  go(e) { const base64 = e.currentTarget.dataset.code; wx.getImageInfo({ src: 'data:image/png;base64,' + base64, success: r => this.setData({ h: r.height }) }) }
})

//# written-first
Page({
  go() {
    const filePath = `${wx.env.USER_DATA_PATH}/code.png`
    wx.getFileSystemManager().writeFile({
      filePath, data: 'iVBORw0KGgo=', encoding: 'base64',
      success: () => wx.saveImageToPhotosAlbum({ filePath, success: () => this.setData({ ok: true }), fail: () => this.setData({ ok: false }) })
    })
  }
})

//# read-as-base64
Page({
  go() {
    wx.chooseImage({ count: 1, success: r => { const data = wx.getFileSystemManager().readFileSync(r.tempFilePaths[0], 'base64'); this.setData({ src: 'data:image/jpeg;base64,' + data }) } })
  }
})
