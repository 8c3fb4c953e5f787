const { tell } = require('../../utils/tell')

Page({
  data: { photos: [], info: null, small: '', message: '' },

  // Pick pictures: nobody says how many, so the vendor's own default holds.
  pick() {
    wx.chooseImage({
      success: (res) => {
        this.setData({ photos: res.tempFilePaths, 'total.bytes': res.tempFiles[0].size })
      },
      fail: (err) => {
        this.setData({ message: tell(err, 'picking') })
      },
    })
  },

  pickThree() {
    wx.chooseImage({
      count: 3,
      sizeType: ['compressed'],
      sourceType: ['album'],
      success: (res) => this.setData({ photos: res.tempFilePaths, count: res.tempFilePaths.length }),
      fail: (err) => this.setData({ message: tell(err, 'picking') }),
      complete: () => this.setData({ busy: false }),
    })
  },

  preview() {
    const photos = this.data.photos
    wx.previewImage({ urls: photos, current: photos[photos.length - 1] })
  },

  compress() {
    wx.compressImage({
      src: this.data.photos[0],
      quality: 60,
      success: (res) => this.setData({ small: res.tempFilePath }),
      fail: (err) => this.setData({ message: tell(err, 'compressing') }),
    })
  },

  inspect() {
    wx.getImageInfo({
      src: this.data.photos[0],
      success: (res) => this.setData({ info: { width: res.width, height: res.height } }),
      fail: () => this.setData({ message: 'no picture' }),
    })
  },

  save() {
    wx.saveImageToPhotosAlbum({
      filePath: this.data.photos[0],
      success: () => wx.showToast({ title: 'saved' }),
      fail: (err) => this.setData({ message: tell(err, 'saving') }),
    })
  },

  upload() {
    wx.chooseImage({
      count: 1,
      success: (res) => {
        wx.showLoading({ title: 'sending' })
        wx.uploadFile({
          url: getApp().globalData.server,
          filePath: res.tempFilePaths[0],
          name: 'photo',
          success: (reply) => this.setData({ reply: JSON.parse(reply.data).ok }),
          fail: () => wx.showToast({ title: 'offline', icon: 'none' }),
          complete: () => wx.hideLoading(),
        })
      },
    })
  },
})
