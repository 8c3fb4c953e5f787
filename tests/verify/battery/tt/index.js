// Every media call of the Feishu dialect, as programs write them; what comes back is put on show.
const failed = (page, key) => (error) =>
  page.setData({ [key]: { errno: error.errno, errMsg: error.errMsg } })
const info = (list) => list.map((file) => [file.tempFilePath, file.type, file.size])
const pick = (options) => new Promise((success, fail) => tt.chooseImage({ ...options, success, fail }))
const press = (options) =>
  new Promise((success, fail) => tt.compressImage({ ...options, success, fail }))

Page({
  data: {},

  chooseImagePlain() {
    tt.chooseImage({
      success: (r) => this.setData({ plain: r.tempFilePaths, files: r.tempFiles, said: r.errMsg }),
      fail: failed(this, 'plain'),
    })
  },
  chooseImageThree() {
    tt.chooseImage({
      count: 3, sourceType: ['album'], sizeType: ['original'],
      success: (r) => this.setData({ three: r.tempFilePaths }),
      fail: failed(this, 'three'),
      complete: (r) => this.setData({ ended: r.errMsg }),
    })
  },
  chooseImageMany() {
    tt.chooseImage({
      count: 15, sourceType: ['album'],
      success: (r) => this.setData({ many: r.tempFilePaths }),
      fail: failed(this, 'many'),
    })
  },
  async chooseImageCamera() {
    try {
      const r = await pick({
        sourceType: ['camera'], sizeType: ['compressed'], cameraDevice: 'back', isSaveToAlbum: '0',
      })
      this.setData({ camera: r.tempFiles })
    } catch (error) {
      failed(this, 'camera')(error)
    }
  },
  chooseImageKept() {
    tt.chooseImage({
      sourceType: ['camera'], isSaveToAlbum: '1',
      success: (r) => this.setData({ kept: r.tempFilePaths.length }),
      fail: failed(this, 'kept'),
    })
  },
  chooseMediaImages() {
    tt.chooseMedia({
      mediaType: ['image'], count: 2, sourceType: ['album'], sizeType: ['compressed'],
      success: (r) => this.setData({ images: info(r.tempFiles), said: r.errMsg }),
      fail: failed(this, 'images'),
    })
  },
  chooseMediaVideo() {
    tt.chooseMedia({
      mediaType: ['video'], count: 1, maxDuration: 20, cameraDevice: 'front',
      success: (r) => this.setData({ video: info(r.tempFiles), seconds: r.tempFiles[0].duration,
        wide: [r.tempFiles[0].width, r.tempFiles[0].height] }),
      fail: failed(this, 'video'),
    })
  },
  chooseMediaImageDefaults() {
    tt.chooseMedia({
      mediaType: ['image'],
      success: (r) => this.setData({ images: info(r.tempFiles) }),
      fail: failed(this, 'images'),
    })
  },
  chooseMediaVideoDefaults() {
    tt.chooseMedia({
      mediaType: ['video'], count: 1,
      success: (r) => this.setData({ video: info(r.tempFiles) }),
      fail: failed(this, 'video'),
    })
  },
  chooseMediaPlain() {
    tt.chooseMedia({
      count: 1,
      success: (r) => this.setData({ media: info(r.tempFiles) }),
      fail: failed(this, 'media'),
    })
  },
  chooseMediaBare() {
    tt.chooseMedia({
      success: (r) => this.setData({ bare: info(r.tempFiles) }),
      fail: failed(this, 'bare'),
    })
  },
  chooseVideo() {
    tt.chooseVideo({
      sourceType: ['album', 'camera'], maxDuration: 30, compressed: true,
      success: (r) => this.setData({ clip: r.tempFilePath, seconds: r.duration, size: r.size,
        wide: [r.width, r.height] }),
      fail: failed(this, 'clip'),
    })
  },
  chooseVideoShort() {
    tt.chooseVideo({
      sourceType: ['album'], maxDuration: 1,
      success: (r) => this.setData({ short: r.tempFilePath }),
      fail: failed(this, 'short'),
    })
  },
  chooseVideoPlain() {
    tt.chooseVideo({
      success: (r) => this.setData({ clip: r.tempFilePath }),
      fail: failed(this, 'clip'),
    })
  },
  async compressImage() {
    const src = (await pick({ count: 1, sourceType: ['album'] })).tempFilePaths[0]
    for (const quality of [undefined, 1, 10, 40, 50, 67, 80]) {
      const options = quality === undefined ? { src } : { src, quality }
      try {
        const done = await press(options)
        this.setData({ ['q' + quality]: done.tempFilePath })
      } catch (error) {
        failed(this, 'q' + quality)(error)
      }
    }
  },
  getImageInfo() {
    tt.chooseImage({
      count: 3, sourceType: ['album'], sizeType: ['original'],
      success: (r) => {
        r.tempFilePaths.forEach((src, n) => {
          tt.getImageInfo({
            src,
            success: (i) => this.setData({ ['i' + n]: [i.width, i.height] }),
            fail: failed(this, 'info'),
          })
        })
      },
    })
  },
  getVideoInfo() {
    tt.chooseVideo({
      sourceType: ['album'],
      success: (r) => tt.getVideoInfo({
        src: r.tempFilePath,
        success: (i) => this.setData({ v: [i.duration, i.width, i.height] }),
        fail: failed(this, 'v'),
      }),
    })
  },
  previewImage() {
    const urls = ['https://a.example/1.png', 'https://a.example/2.png', 'https://a.example/3.png']
    tt.previewImage({ urls, current: urls[1], success: () => this.setData({ shown: 1 }) })
    tt.previewImage({ urls, current: urls[2], shouldShowSaveOption: false })
    tt.previewImage({ urls, current: 'https://a.example/other.png' })
    tt.previewImage({ urls: [...urls, urls[0]], current: urls[0] })
    tt.previewImage({ urls })
  },
  previewWithHeader() {
    const urls = ['https://a.example/1.png', 'https://a.example/2.png']
    tt.previewImage({
      urls, header: { Referer: 'https://a.example/' }, current: urls[1],
      success: () => this.setData({ shown: 2 }), fail: () => this.setData({ shown: 0 }),
    })
  },
  previewPicked() {
    tt.chooseImage({
      count: 3, sourceType: ['album'],
      success: (r) => tt.previewImage({ urls: r.tempFilePaths, current: r.tempFilePaths.slice(-1)[0] }),
    })
  },
  saveImage() {
    tt.chooseImage({
      count: 1, sourceType: ['album'],
      success: (r) => tt.saveImageToPhotosAlbum({
        filePath: r.tempFilePaths[0],
        success: (s) => { tt.showToast({ title: 'saved' }); this.setData({ save: s.errMsg }) },
        fail: failed(this, 'save'),
      }),
    })
  },
  saveVideo() {
    tt.chooseVideo({
      sourceType: ['album'],
      success: (r) => tt.saveVideoToPhotosAlbum({
        filePath: r.tempFilePath,
        success: () => tt.showToast({ title: 'saved' }),
        fail: failed(this, 'save'),
      }),
    })
  },
  filePicker() {
    tt.filePicker({
      maxNum: 2,
      success: (r) => this.setData({ files: r.list.map((file) => [file.name, file.path, Number(file.size)]) }),
      fail: failed(this, 'files'),
    })
  },
  filePickerPlain() {
    tt.filePicker({
      success: (r) => this.setData({ all: r.list.map((file) => file.name) }),
      fail: failed(this, 'all'),
    })
  },
  saveFile() {
    tt.chooseImage({
      count: 1, sourceType: ['album'],
      success: (r) => tt.getFileSystemManager().saveFile({
        tempFilePath: r.tempFilePaths[0],
        success: (s) => this.setData({ saved: s.savedFilePath }),
        fail: failed(this, 'saved'),
      }),
    })
  },
})
