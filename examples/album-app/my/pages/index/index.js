import { tell } from '../../utils/tell'

Page({
  data: { photos: [], info: null, small: '', message: '' },

  // Pick pictures: the vendor's own default is one, this program wants nine.
  pick() {
    my.chooseImage({
      count: 9,
      success: (res) => {
        this.setData({ photos: res.tempFilePaths, 'total.bytes': res.tempFiles[0].size })
      },
      fail: (err) => {
        this.setData({ message: tell(err, 'picking') })
      },
    })
  },

  pickThree() {
    my.chooseImage({
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
    my.previewImage({ urls: photos, current: photos.length ? photos.length - 1 : 0 })
  },

  compress() {
    my.compressImage({
      apFilePaths: [this.data.photos[0]],
      compressLevel: 1,
      success: (res) => this.setData({ small: res.apFilePaths[0] }),
      fail: (err) => this.setData({ message: tell(err, 'compressing') }),
    })
  },

  inspect() {
    my.getImageInfo({
      src: this.data.photos[0],
      success: (res) => this.setData({ info: { width: res.width, height: res.height } }),
      fail: () => this.setData({ message: 'no picture' }),
    })
  },

  save() {
    my.saveImageToPhotosAlbum({
      filePath: this.data.photos[0],
      success: () => my.showToast({ content: 'saved' }),
      fail: (err) => this.setData({ message: tell(err, 'saving') }),
    })
  },

  upload() {
    my.chooseImage({
      count: 1,
      success: (res) => {
        my.showLoading({ content: 'sending' })
        my.uploadFile({
          url: getApp().globalData.server,
          filePath: res.tempFilePaths[0],
          fileType: 'image',
          name: 'photo',
          success: (reply) => this.setData({ reply: JSON.parse(reply.data).ok }),
          fail: () => my.showToast({ content: 'offline', type: 'none' }),
          complete: () => my.hideLoading(),
        })
      },
    })
  },
})
