const { tell } = require('../../utils/tell')

Page({
  data: { photos: [], info: null, small: '', message: '' },

  // Pick pictures: nobody says how many, so the vendor's own default holds.
  pick() {
    tt.chooseImage({
      success: (res) => {
        this.setData({ photos: res.tempFilePaths, 'total.bytes': res.tempFiles[0].size })
      },
      fail: (err) => {
        this.setData({ message: tell(err, 'picking') })
      },
    })
  },

  pickThree() {
    tt.chooseImage({
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
    tt.previewImage({ urls: photos, current: photos[photos.length - 1] })
  },

  compress() {
    tt.compressImage({
      src: this.data.photos[0],
      quality: 60,
      success: (res) => this.setData({ small: res.tempFilePath }),
      fail: (err) => this.setData({ message: tell(err, 'compressing') }),
    })
  },

  inspect() {
    tt.getImageInfo({
      src: this.data.photos[0],
      success: (res) => this.setData({ info: { width: res.width, height: res.height } }),
      fail: () => this.setData({ message: 'no picture' }),
    })
  },

  save() {
    tt.saveImageToPhotosAlbum({
      filePath: this.data.photos[0],
      success: () => tt.showToast({ title: 'saved' }),
      fail: (err) => this.setData({ message: tell(err, 'saving') }),
    })
  },

  upload() {
    tt.chooseImage({
      count: 1,
      success: (res) => {
        tt.showLoading({ title: 'sending' })
        tt.uploadFile({
          url: getApp().globalData.server,
          filePath: res.tempFilePaths[0],
          name: 'photo',
          success: (reply) => this.setData({ reply: JSON.parse(reply.data).ok }),
          fail: () => tt.showToast({ title: 'offline', icon: 'none' }),
          complete: () => tt.hideLoading(),
        })
      },
    })
  },
})
