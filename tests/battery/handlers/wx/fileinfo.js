//# image-size
Page({ go() { wx.chooseImage({ count: 1, success: r => wx.getImageInfo({ src: r.tempFilePaths[0], success: i => this.setData({ w: i.width, h: i.height }) }) }) } })

//# image-orientation
Page({ go() { wx.chooseImage({ count: 2, success: r => wx.getImageInfo({ src: r.tempFilePaths[r.tempFilePaths.length - 1], success: i => this.setData({ turn: i.orientation, swap: ['left', 'right'].includes(i.orientation) }) }) }) } })

//# image-type
Page({ go() { wx.chooseImage({ count: 1, success: r => wx.getImageInfo({ src: r.tempFilePaths[0], success: ({ type }) => this.setData({ type }) }) }) } })

//# image-type-list
Page({ go() { wx.chooseImage({ count: 1, success: r => wx.getImageInfo({ src: r.tempFilePaths[0], success: i => this.setData({ ok: ['jpeg', 'png'].indexOf(i.type) > -1 }) }) }) } })

//# network-info
Page({ go() { wx.getImageInfo({ src: 'https://img.example.com/a.jpg', success: i => this.setData({ w: i.width, p: i.path }), fail: () => this.setData({ w: 0 }) }) } })

//# network-info-promise
Page({ go() { wx.getImageInfo({ src: 'https://img.example.com/a.jpg' }).then(i => this.setData({ r: i.height / i.width })).catch(() => this.setData({ r: 1 })) } })

//# ratio-helper
const fit = ({ width, height }) => ({ w: 690, h: Math.round(690 * height / width) })
Page({ go() { wx.chooseImage({ count: 1, success: r => wx.getImageInfo({ src: r.tempFilePaths[0], success: info => this.setData(fit(info)) }) }) } })

//# info-whole
Page({ go() { wx.chooseImage({ count: 1, success: r => wx.getImageInfo({ src: r.tempFilePaths[0], success: info => this.setData({ info }) }) }) } })

//# file-size
Page({ go() { wx.chooseImage({ count: 1, success: r => wx.getFileInfo({ filePath: r.tempFilePaths[0], success: i => this.setData({ size: i.size }) }) }) } })

//# file-digest
Page({ go() { wx.chooseImage({ count: 1, success: r => wx.getFileInfo({ filePath: r.tempFilePaths[0], digestAlgorithm: 'md5', success: i => this.setData({ any: !!i.digest, size: i.size }) }) }) } })

//# manager-info
Page({ go() { const fs = wx.getFileSystemManager(); wx.chooseImage({ count: 1, success: r => fs.getFileInfo({ filePath: r.tempFilePaths[0], success: i => this.setData({ size: i.size }), fail: () => this.setData({ size: -1 }) }) }) } })

//# sizes-in-files
Page({ go() { wx.chooseImage({ count: 2, success: ({ tempFiles }) => this.setData({ s: tempFiles.map(({ size }) => (size / 1024).toFixed(1) + 'KB') }) }) } })

//# info-of-all
Page({
  go() {
    wx.chooseImage({
      count: 3,
      success: r => {
        const out = {}
        r.tempFilePaths.forEach((src, i) => wx.getImageInfo({ src, success: info => { out[i] = info.width; if (Object.keys(out).length === r.tempFilePaths.length) this.setData({ out }) } }))
      }
    })
  }
})

//# message-file | differs my: MG401 | differs tt: MG103
Page({ go() { wx.chooseMessageFile({ count: 1, type: 'file', success: r => this.setData({ name: r.tempFiles[0].name, path: r.tempFiles[0].path, size: r.tempFiles[0].size }), fail: e => this.setData({ c: e.errMsg.includes('cancel') }) }) } })

//# edit-image | differs both: MG401
Page({ go() { wx.chooseImage({ count: 1, success: r => wx.editImage({ src: r.tempFilePaths[0], success: e => this.setData({ p: e.tempFilePath }) }) }) } })

//# crop-image | differs both: MG401
Page({ go() { wx.chooseImage({ count: 1, success: r => wx.cropImage({ src: r.tempFilePaths[0], cropScale: '1:1', success: e => this.setData({ p: e.tempFilePath }) }) }) } })
