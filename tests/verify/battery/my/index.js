// Every media call of the Alipay dialect, as programs write them; what comes back is put on show.
const failed = (page, key) => (error) => page.setData({ [key]: { error: error.error } })

Page({
  data: {},

  chooseImagePlain() {
    my.chooseImage({
      success: (r) => this.setData({ plain: r.tempFilePaths, files: r.tempFiles }),
      fail: failed(this, 'plain'),
    })
  },
  chooseImageOld() {
    my.chooseImage({
      count: 2, sourceType: ['album'],
      success: (r) => this.setData({ old: r.apFilePaths }),
      fail: failed(this, 'old'),
      complete: () => this.setData({ ended: true }),
    })
  },
  async chooseImageThree() {
    try {
      const r = await my.chooseImage({ count: 3, sizeType: ['original'], sourceType: ['album'] })
      this.setData({ three: r.tempFilePaths })
    } catch (error) {
      failed(this, 'three')(error)
    }
  },
  chooseImageCamera() {
    my.chooseImage({
      count: 1, sourceType: ['camera'], sizeType: ['compressed'],
      success: (r) => this.setData({ camera: r.tempFilePaths }),
      fail: failed(this, 'camera'),
    })
  },
  chooseVideo() {
    my.chooseVideo({
      sourceType: ['album', 'camera'], maxDuration: 30, camera: 'front', compressed: false,
      success: (r) => this.setData({ clip: r.tempFilePath, seconds: r.duration, size: r.size,
        wide: [r.width, r.height] }),
      fail: failed(this, 'clip'),
    })
  },
  chooseVideoPlain() {
    my.chooseVideo({
      success: (r) => this.setData({ clip: r.tempFilePath }),
      fail: failed(this, 'clip'),
    })
  },
  async compressImage() {
    const r = await my.chooseImage({ count: 1, sourceType: ['album'] })
    for (const compressLevel of [0, 1, 2]) {
      try {
        const done = await my.compressImage({ apFilePaths: r.tempFilePaths, compressLevel })
        this.setData({ ['l' + compressLevel]: done.apFilePaths })
      } catch (error) {
        failed(this, 'l' + compressLevel)(error)
      }
    }
  },
  async compressNothing() {
    const r = await my.chooseImage({ count: 1, sourceType: ['album'] })
    const done = await my.compressImage({ apFilePaths: r.tempFilePaths, compressLevel: 3 })
    this.setData({ same: done.apFilePaths })
  },
  async compressPlain() {
    const r = await my.chooseImage({ count: 1, sourceType: ['album'] })
    const done = await my.compressImage({ apFilePaths: r.tempFilePaths })
    this.setData({ plain: done.apFilePaths })
  },
  getImageInfo() {
    my.chooseImage({
      count: 3, sourceType: ['album'], sizeType: ['original'],
      success: (r) => {
        r.tempFilePaths.forEach((src, n) => {
          my.getImageInfo({
            src,
            success: (i) => this.setData({ ['i' + n]: [i.width, i.height, i.orientation, i.type] }),
            fail: () => this.setData({ ['i' + n]: 'no' }),
          })
        })
      },
    })
  },
  previewImage() {
    const urls = ['https://a.example/1.png', 'https://a.example/2.png', 'https://a.example/3.png']
    my.previewImage({ urls, current: 1, success: () => this.setData({ shown: 1 }) })
    my.previewImage({ urls, current: 2 })
    my.previewImage({ urls, current: 0 })
    my.previewImage({ urls })
    my.previewImage({ urls, current: 7 })
  },
  previewPicked() {
    my.chooseImage({
      count: 3, sourceType: ['album'],
      success: (r) => my.previewImage({ urls: r.tempFilePaths, current: r.tempFilePaths.length - 1 }),
    })
  },
  saveImage() {
    my.chooseImage({
      count: 1, sourceType: ['album'],
      success: (r) => my.saveImageToPhotosAlbum({
        filePath: r.tempFilePaths[0],
        success: () => my.showToast({ content: 'saved' }),
        fail: failed(this, 'save'),
      }),
    })
  },
  saveFromNetwork() {
    my.saveImageToPhotosAlbum({
      filePath: 'https://a.example/1.png',
      success: () => my.showToast({ content: 'saved' }),
      fail: () => this.setData({ save: 'no' }),
    })
  },
  saveVideo() {
    my.chooseVideo({
      sourceType: ['album'],
      success: (r) => my.saveVideoToPhotosAlbum({
        filePath: r.tempFilePath,
        success: () => my.showToast({ content: 'saved' }),
        fail: failed(this, 'save'),
      }),
    })
  },
})
