const { pick, shrink } = require('../../utils/pick')
const { getImageInfo } = require('../../utils/promise')

const app = getApp()

Page({
  data: {
    pictures: [], // { path, width, height }
    limit: app.globalData.limit,
  },

  async onAdd() {
    const paths = await pick(this.data.limit - this.data.pictures.length)
    const pictures = []
    for (const path of paths) {
      const small = await shrink(path)
      const { width, height } = await getImageInfo({ src: small })
      pictures.push({ path: small, width, height })
    }
    this.setData({ pictures: this.data.pictures.concat(pictures) })
  },

  // the camera alone, for a quick shot
  onShoot() {
    wx.chooseImage({
      sourceType: ['camera'],
      success: ({ tempFiles: [{ path, size }] }) => {
        if (size < 10 * 1024 * 1024) this.setData({ pictures: [...this.data.pictures, { path }] })
      },
    })
  },

  onPreview(e) {
    const urls = this.data.pictures.map((picture) => picture.path)
    wx.previewImage({
      current: e.currentTarget.dataset.path, // the one that was touched
      urls,
    })
  },

  onSave(e) {
    wx.saveImageToPhotosAlbum({
      filePath: e.currentTarget.dataset.path,
      success: () => wx.showToast({ title: 'Saved' }),
      fail: (err) => {
        if (/auth den/.test(err.errMsg)) {
          wx.openSetting()
        } else if (err.errMsg !== 'saveImageToPhotosAlbum:fail cancel') {
          wx.showToast({ title: err.errMsg, icon: 'none' })
        }
      },
    })
  },

  async onRecord() {
    wx.chooseMedia({
      mediaType: ['video'],
      sourceType: ['camera'],
      success: (res) => {
        const video = res.tempFiles[0]
        this.setData({ video: video.tempFilePath, seconds: Math.round(video.duration) })
      },
    })
  },
})
