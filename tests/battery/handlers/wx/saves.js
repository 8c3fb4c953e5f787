//# save-picked
const ui = require('../../utils/ui')
Page({
  go() {
    wx.chooseImage({ count: 1, success: r => wx.saveImageToPhotosAlbum({ filePath: r.tempFilePaths[0], success: () => ui.toast('保存成功'), fail: () => ui.toast('保存失败') }) })
  }
})

//# save-all-recursive
Page({
  go() {
    wx.chooseImage({ count: 3, success: r => this.next(r.tempFilePaths, 0) })
  },
  next(list, i) {
    if (i >= list.length) return this.setData({ saved: i })
    wx.saveImageToPhotosAlbum({ filePath: list[i], success: () => this.next(list, i + 1), fail: () => this.setData({ stopped: i }) })
  }
})

//# save-all-in-complete
Page({
  go() {
    const saveNext = (list, i, done) => {
      if (i === list.length) return done(i)
      wx.saveImageToPhotosAlbum({ filePath: list[i], complete: () => saveNext(list, i + 1, done) })
    }
    wx.chooseImage({ count: 3, success: r => saveNext(r.tempFilePaths, 0, n => this.setData({ n })) })
  }
})

//# save-all-at-once
Page({
  go() {
    wx.chooseImage({
      count: 3,
      success: r => {
        let done = 0
        r.tempFilePaths.forEach(filePath => wx.saveImageToPhotosAlbum({ filePath, success: () => { done++; if (done === r.tempFilePaths.length) this.setData({ done }) } }))
      }
    })
  }
})

//# save-all-promises
Page({
  go() {
    wx.chooseImage({
      count: 3,
      success: r => Promise.all(r.tempFilePaths.map(filePath => wx.saveImageToPhotosAlbum({ filePath }))).then(all => this.setData({ n: all.length })).catch(() => this.setData({ n: -1 }))
    })
  }
})

//# save-loop-await
Page({
  async go() {
    const { tempFilePaths } = await wx.chooseImage({ count: 3 }).catch(() => ({ tempFilePaths: [] }))
    let n = 0
    for (const filePath of tempFilePaths) {
      try { await wx.saveImageToPhotosAlbum({ filePath }); n++ } catch (e) { if (e.errMsg.includes('auth')) { this.setData({ denied: true }); break } }
    }
    this.setData({ n })
  }
})

//# save-video
Page({ go() { wx.chooseVideo({ success: r => wx.saveVideoToPhotosAlbum({ filePath: r.tempFilePath, success: () => this.setData({ ok: true }), fail: e => this.setData({ ok: false, auth: e.errMsg.includes('auth') }) }) }) } })

//# save-media-by-kind | differs my: MG407
Page({
  go() {
    wx.chooseMedia({
      count: 1, mediaType: ['video'],
      success: ({ tempFiles: [f] }) => {
        const save = f.fileType === 'video' ? wx.saveVideoToPhotosAlbum : wx.saveImageToPhotosAlbum
        save({ filePath: f.tempFilePath, success: () => this.setData({ saved: f.fileType }) })
      }
    })
  }
})

//# save-network-image
const ui = require('../../utils/ui')
Page({
  go() {
    wx.getImageInfo({
      src: 'https://img.example.com/code.jpg',
      success: res => wx.saveImageToPhotosAlbum({ filePath: res.path, success: () => ui.toast('已保存'), fail: () => ui.toast('失败') }),
      fail: () => ui.toast('下载失败')
    })
  }
})

//# authorize-first
Page({
  go() {
    wx.authorize({
      scope: 'scope.writePhotosAlbum',
      success: () => wx.chooseImage({ count: 1, success: r => wx.saveImageToPhotosAlbum({ filePath: r.tempFilePaths[0], success: () => this.setData({ ok: true }) }) }),
      fail: () => this.setData({ refused: true })
    })
  }
})

//# setting-first
Page({
  go() {
    wx.getSetting({
      success: s => {
        if (s.authSetting['scope.writePhotosAlbum'] === false) return wx.openSetting({})
        wx.chooseImage({ count: 1, success: r => wx.saveImageToPhotosAlbum({ filePath: r.tempFilePaths[0], success: () => this.setData({ ok: true }) }) })
      }
    })
  }
})

//# save-file-manager
Page({
  go() {
    const fs = wx.getFileSystemManager()
    wx.chooseImage({ count: 1, success: r => fs.saveFile({ tempFilePath: r.tempFilePaths[0], success: s => this.setData({ kept: s.savedFilePath }), fail: () => this.setData({ kept: '' }) }) })
  }
})

//# save-file-top
Page({
  go() { wx.chooseImage({ count: 1, success: r => wx.saveFile({ tempFilePath: r.tempFilePaths[0], success: s => this.setData({ kept: s.savedFilePath }), fail: () => this.setData({ kept: '' }) }) }) }
})

//# save-file-awaited
Page({
  async go() {
    try {
      const { tempFilePaths } = await wx.chooseImage({ count: 1 })
      const { savedFilePath } = await wx.saveFile({ tempFilePath: tempFilePaths[0] })
      this.setData({ savedFilePath })
    } catch (e) { this.setData({ failed: true }) }
  }
})

//# save-with-both-callbacks
Page({
  go() {
    wx.chooseImage({
      count: 1,
      success: r => {
        wx.saveImageToPhotosAlbum({
          filePath: r.tempFilePaths[0],
          success(res) { console.log(res) },
          fail(err) { console.log(err) },
          complete: () => this.setData({ finished: true })
        })
      }
    })
  }
})
