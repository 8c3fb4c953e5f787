// Every media call of the WeChat dialect, as programs write them; what comes back is put on show.
const failed = (page, key) => (error) =>
  page.setData({ [key]: { errno: error.errno, errMsg: error.errMsg } })
const info = (list) => list.map((file) => [file.tempFilePath, file.fileType, file.size])

Page({
  data: {},

  chooseImagePlain() {
    wx.chooseImage({
      success: (r) => this.setData({ plain: r.tempFilePaths, files: r.tempFiles, said: r.errMsg }),
      fail: failed(this, 'plain'),
    })
  },
  chooseImageThree() {
    wx.chooseImage({
      count: 3, sourceType: ['album'], sizeType: ['original'],
      success: (r) => this.setData({ three: r.tempFilePaths }),
      fail: failed(this, 'three'),
      complete: (r) => this.setData({ ended: r.errMsg }),
    })
  },
  async chooseImageCamera() {
    try {
      const r = await wx.chooseImage({ count: 1, sourceType: ['camera'], sizeType: ['compressed'] })
      this.setData({ camera: r.tempFiles })
    } catch (error) {
      failed(this, 'camera')(error)
    }
  },
  chooseImageTwice() {
    const options = { count: 2, success: (r) => this.setData({ twice: r.tempFilePaths }) }
    wx.chooseImage(options)
    wx.chooseImage(options)
  },
  chooseMediaImages() {
    wx.chooseMedia({
      mediaType: ['image'], count: 2, sourceType: ['album'], sizeType: ['compressed'],
      success: (r) => this.setData({ images: info(r.tempFiles), type: r.type }),
      fail: failed(this, 'images'),
    })
  },
  chooseMediaVideo() {
    wx.chooseMedia({
      mediaType: ['video'], count: 1, maxDuration: 20, camera: 'front',
      success: (r) => this.setData({ video: info(r.tempFiles), seconds: r.tempFiles[0].duration }),
      fail: failed(this, 'video'),
    })
  },
  chooseMediaPlain() {
    wx.chooseMedia({
      count: 1,
      success: (r) => this.setData({ media: info(r.tempFiles), type: r.type }),
      fail: failed(this, 'media'),
    })
  },
  chooseMediaImageDefaults() {
    wx.chooseMedia({
      mediaType: ['image'],
      success: (r) => this.setData({ images: info(r.tempFiles) }),
      fail: failed(this, 'images'),
    })
  },
  chooseMediaVideoDefaults() {
    wx.chooseMedia({
      mediaType: ['video'], count: 1,
      success: (r) => this.setData({ video: info(r.tempFiles) }),
      fail: failed(this, 'video'),
    })
  },
  chooseMediaBare() {
    wx.chooseMedia({
      success: (r) => this.setData({ bare: info(r.tempFiles), type: r.type }),
      fail: failed(this, 'bare'),
    })
  },
  chooseVideo() {
    wx.chooseVideo({
      sourceType: ['album', 'camera'], maxDuration: 30, camera: 'front', compressed: false,
      success: (r) => this.setData({ clip: r.tempFilePath, seconds: r.duration, size: r.size,
        wide: [r.width, r.height] }),
      fail: failed(this, 'clip'),
    })
  },
  chooseVideoPlain() {
    wx.chooseVideo({
      success: (r) => this.setData({ clip: r.tempFilePath }),
      fail: failed(this, 'clip'),
    })
  },
  async compressImage() {
    const src = (await wx.chooseImage({ count: 1, sourceType: ['album'] })).tempFilePaths[0]
    for (const quality of [undefined, 0, 10, 40, 50, 67, 80]) {
      const options = quality === undefined ? { src } : { src, quality }
      try {
        const done = await wx.compressImage(options)
        this.setData({ ['q' + quality]: done.tempFilePath })
      } catch (error) {
        failed(this, 'q' + quality)(error)
      }
    }
  },
  async compressBadly() {
    const src = (await wx.chooseImage({ count: 1, sourceType: ['album'] })).tempFilePaths[0]
    for (const quality of [101, -1]) {
      try {
        await wx.compressImage({ src, quality })
      } catch (error) {
        failed(this, 'q' + quality)(error)
      }
    }
  },
  getImageInfo() {
    wx.chooseImage({
      count: 3, sourceType: ['album'], sizeType: ['original'],
      success: (r) => {
        r.tempFilePaths.forEach((src, n) => {
          wx.getImageInfo({
            src,
            success: (i) => this.setData({ ['i' + n]: [i.width, i.height, i.orientation, i.type, i.path] }),
            fail: failed(this, 'info'),
          })
        })
      },
    })
  },
  getImageInfoNowhere() {
    wx.getImageInfo({ src: wx.env.USER_DATA_PATH + '/none.png', fail: failed(this, 'none') })
  },
  getVideoInfo() {
    wx.chooseVideo({
      sourceType: ['album'],
      success: (r) => wx.getVideoInfo({
        src: r.tempFilePath,
        success: (i) => this.setData({ v: [i.duration, i.width, i.height] }),
        fail: failed(this, 'v'),
      }),
    })
  },
  previewImage() {
    const urls = ['https://a.example/1.png', 'https://a.example/2.png', 'https://a.example/3.png']
    wx.previewImage({ urls, current: urls[1], success: () => this.setData({ shown: 1 }) })
    wx.previewImage({ urls, current: urls[2], showmenu: false })
    wx.previewImage({ urls, current: 'https://a.example/other.png' })
    wx.previewImage({ urls: [...urls, urls[0]], current: urls[0] })
    wx.previewImage({ urls })
    wx.previewImage({ urls: [], fail: failed(this, 'nothing') })
  },
  previewPicked() {
    wx.chooseImage({
      count: 3, sourceType: ['album'],
      success: (r) => wx.previewImage({
        urls: r.tempFilePaths, current: r.tempFilePaths[r.tempFilePaths.length - 1],
        fail: failed(this, 'preview'),
      }),
    })
  },
  previewMedia() {
    const sources = [1, 2, 3].map((n) => ({ url: 'https://a.example/' + n + '.png', type: 'image' }))
    wx.previewMedia({ sources, current: 2 })
    wx.previewMedia({ sources })
  },
  saveImage() {
    wx.chooseImage({
      count: 1, sourceType: ['album'],
      success: (r) => {
        for (let i = 0; i < 2; i++) {
          wx.saveImageToPhotosAlbum({
            filePath: r.tempFilePaths[0],
            success: () => wx.showToast({ title: 'saved' }),
            fail: failed(this, 'save'),
            complete: (e) => this.setData({ over: i }),
          })
        }
      },
      fail: failed(this, 'pick'),
    })
  },
  saveNothing() {
    wx.saveImageToPhotosAlbum({ filePath: '', fail: failed(this, 'empty') })
  },
  saveVideo() {
    wx.chooseVideo({
      sourceType: ['album'],
      success: (r) => wx.saveVideoToPhotosAlbum({
        filePath: r.tempFilePath,
        success: () => wx.showToast({ title: 'saved' }),
        fail: failed(this, 'save'),
      }),
    })
  },
  keep() {
    const fs = wx.getFileSystemManager()
    wx.chooseImage({
      count: 1, sourceType: ['album'], sizeType: ['original'],
      success: (r) => fs.getFileInfo({
        filePath: r.tempFilePaths[0],
        digestAlgorithm: 'sha1',
        success: (i) => {
          this.setData({ size: i.size, digest: i.digest })
          fs.saveFile({
            tempFilePath: r.tempFilePaths[0],
            success: (s) => this.setData({ kept: s.savedFilePath }),
            fail: failed(this, 'kept'),
          })
        },
        fail: failed(this, 'info'),
      }),
    })
  },
  digest() {  // no algorithm is asked for: the client's own
    const fs = wx.getFileSystemManager()
    wx.chooseImage({
      count: 1, sourceType: ['album'], sizeType: ['original'],
      success: (r) => fs.getFileInfo({
        filePath: r.tempFilePaths[0],
        success: (i) => this.setData({ plain: i.digest }),
      }),
    })
  },
})
