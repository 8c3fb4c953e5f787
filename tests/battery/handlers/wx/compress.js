//# default-quality
Page({ go() { wx.chooseImage({ count: 1, success: r => wx.compressImage({ src: r.tempFilePaths[0], success: c => this.setData({ p: c.tempFilePath }) }) }) } })

//# low
Page({ go() { wx.chooseImage({ count: 1, success: r => wx.compressImage({ src: r.tempFilePaths[0], quality: 10, success: c => this.setData({ p: c.tempFilePath }) }) }) } })

//# medium
Page({ go() { wx.chooseImage({ count: 1, success: r => wx.compressImage({ src: r.tempFilePaths[0], quality: 50, success: c => this.setData({ p: c.tempFilePath }) }) }) } })

//# full | verify my: at full quality the file itself is the result
Page({ go() { wx.chooseImage({ count: 1, success: r => wx.compressImage({ src: r.tempFilePaths[0], quality: 100, success: c => this.setData({ p: c.tempFilePath }) }) }) } })

//# computed-quality
Page({
  go() {
    wx.chooseImage({
      count: 1,
      success: ({ tempFiles: [f] }) => {
        const quality = f.size > 2e6 ? 30 : 60
        wx.compressImage({ src: f.path, quality, success: c => this.setData({ p: c.tempFilePath }) })
      }
    })
  }
})

//# quality-by-size
Page({
  go() {
    wx.chooseImage({
      count: 1,
      success: ({ tempFiles: [f] }) => wx.compressImage({ src: f.path, quality: Math.min(80, Math.max(10, Math.round(50 * 1e6 / f.size))), success: c => this.setData({ p: c.tempFilePath }) })
    })
  }
})

//# too-high | tells both: MG110
Page({ go() { wx.chooseImage({ count: 1, success: r => wx.compressImage({ src: r.tempFilePaths[0], quality: 120, success: c => this.setData({ p: c.tempFilePath }), fail: () => this.setData({ bad: true }) }) }) } })

//# zero
Page({ go() { wx.chooseImage({ count: 1, success: r => wx.compressImage({ src: r.tempFilePaths[0], quality: 0, success: c => this.setData({ p: c.tempFilePath }), fail: () => this.setData({ bad: true }) }) }) } })

//# upload-compressed
const api = require('../../utils/api')
Page({
  go() { wx.chooseImage({ count: 1, success: r => wx.compressImage({ src: r.tempFilePaths[0], quality: 70, success: c => api.upload(c.tempFilePath).then(x => this.setData({ url: x.url })).catch(() => this.setData({ url: '' })) }) }) }
})

//# loop-compress
Page({
  go() {
    wx.chooseImage({
      count: 3,
      success: r => {
        const out = []
        r.tempFilePaths.forEach((src, i) => wx.compressImage({ src, quality: 20, success: c => { out[i] = c.tempFilePath; if (out.filter(Boolean).length === r.tempFilePaths.length) this.setData({ out }) } }))
      }
    })
  }
})

//# compress-async
Page({
  async go() {
    try {
      const { tempFiles } = await wx.chooseMedia({ count: 1, mediaType: ['image'] })
      const src = tempFiles[0].tempFilePath
      const path = tempFiles[0].size > 1024 * 500 ? (await wx.compressImage({ src, quality: 40 })).tempFilePath : src
      this.setData({ path })
    } catch (e) { this.setData({ path: '', cancelled: e.errMsg.includes('cancel') }) }
  }
})

//# compress-video | differs both: MG401
Page({ go() { wx.chooseVideo({ success: r => wx.compressVideo({ src: r.tempFilePath, quality: 'low', success: c => this.setData({ v: c.tempFilePath }) }) }) } })

//# recompress-until-small
Page({
  shrink(src, quality, done) {
    wx.compressImage({
      src, quality,
      success: c => wx.getFileInfo({ filePath: c.tempFilePath, success: i => { if (i.size < 5e5 || quality <= 20) done(c.tempFilePath, i.size); else this.shrink(src, quality - 30, done) } })
    })
  },
  go() { wx.chooseImage({ count: 1, sizeType: ['original'], success: r => this.shrink(r.tempFilePaths[0], 80, (p, s) => this.setData({ p, s })) }) }
})
