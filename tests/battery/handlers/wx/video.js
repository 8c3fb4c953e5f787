//# choose-video
Page({ go() { wx.chooseVideo({ sourceType: ['album', 'camera'], maxDuration: 60, camera: 'back', success: r => this.setData({ src: r.tempFilePath, size: r.size }) }) } })

//# choose-video-default
Page({ go() { wx.chooseVideo({ success: r => this.setData({ src: r.tempFilePath, w: r.width, h: r.height }), fail: e => this.setData({ cancelled: e.errMsg.indexOf('cancel') > -1 }) }) } })

//# choose-video-original
Page({ go() { wx.chooseVideo({ compressed: false, success: r => this.setData({ src: r.tempFilePath, size: r.size }) }) } })

//# choose-video-front
Page({ go() { wx.chooseVideo({ sourceType: ['camera'], camera: 'front', maxDuration: 15, success: r => this.setData({ src: r.tempFilePath }) }) } })

//# media-video | differs my: MG407
Page({
  go() {
    wx.chooseMedia({
      count: 1, mediaType: ['video'], sourceType: ['album'], maxDuration: 30, camera: 'back',
      success: ({ tempFiles: [f] }) => this.setData({ v: f.tempFilePath, kind: f.fileType, size: f.size })
    })
  }
})

//# media-video-original
Page({ go() { wx.chooseMedia({ count: 1, mediaType: ['video'], sizeType: ['original'], success: ({ tempFiles: [f] }) => this.setData({ v: f.tempFilePath, w: f.width, h: f.height }) }) } })

//# media-video-compressed | verify tt: each client compresses videos by rules of its own
Page({ go() { wx.chooseMedia({ count: 1, mediaType: ['video'], sizeType: ['compressed'], success: ({ tempFiles: [f] }) => this.setData({ v: f.tempFilePath, mb: f.size / 1024 / 1024 }) }) } })

//# media-thumb | differs both: MG512 MG202
Page({ go() { wx.chooseMedia({ count: 1, mediaType: ['video'], sizeType: ['compressed'], success: ({ tempFiles: [f] }) => this.setData({ v: f.tempFilePath, poster: f.thumbTempFilePath }) }) } })

//# media-both-kinds
Page({
  go() {
    wx.chooseMedia({
      count: 1, mediaType: ['image', 'video'],
      success: res => { const f = res.tempFiles[0]; if (res.type === 'video') this.setData({ video: f.tempFilePath }); else this.setData({ image: f.tempFilePath }) }
    })
  }
})

//# media-mix
Page({
  go() {
    wx.chooseMedia({ count: 1, mediaType: ['mix'], success: res => this.setData({ list: res.tempFiles.map(f => ({ url: f.tempFilePath, type: f.fileType })) }) })
  }
})

//# media-type-flag | dataset: {"type": "video"}
Page({
  go(e) {
    const type = e.currentTarget.dataset.type
    wx.chooseMedia({ count: 1, mediaType: [type], sizeType: ['compressed'], success: r => this.setData({ [type]: r.tempFiles[0].tempFilePath }) })
  }
})

//# media-several-videos | differs my: MG102
Page({
  go() { wx.chooseMedia({ count: 2, mediaType: ['video'], sizeType: ['compressed'], success: r => this.setData({ n: r.tempFiles.length }) }) }
})

//# video-too-large
const ui = require('../../utils/ui')
Page({
  go() {
    wx.chooseVideo({ success: r => { if (r.size > 2 * 1024 * 1024) { ui.toast('视频不能超过 2M'); return } this.setData({ v: r.tempFilePath }) } })
  }
})

//# video-cancel
Page({ go() { wx.chooseVideo({ success: r => this.setData({ v: r.tempFilePath }), fail: e => { if (e.errMsg === 'chooseVideo:fail cancel') return; this.setData({ error: 1 }) } }) } })

//# media-video-cancel
Page({ go() { wx.chooseMedia({ count: 1, mediaType: ['video'], sizeType: ['compressed'], success: r => this.setData({ v: r.tempFiles[0].tempFilePath }), fail: e => this.setData({ quiet: e.errMsg === 'chooseMedia:fail cancel' }) }) } })

//# video-info
Page({ go() { wx.chooseVideo({ success: r => wx.getVideoInfo({ src: r.tempFilePath, success: i => this.setData({ w: i.width, h: i.height, kb: i.size }) }) }) } })

//# video-info-duration
Page({ go() { wx.chooseVideo({ success: r => wx.getVideoInfo({ src: r.tempFilePath, success: i => this.setData({ long: i.duration > 10, s: Math.round(i.duration) }) }) }) } })

//# video-info-orientation | differs tt: MG512 MG202
Page({ go() { wx.chooseVideo({ success: r => wx.getVideoInfo({ src: r.tempFilePath, success: i => this.setData({ up: i.orientation === 'up', fps: i.fps }) }) }) } })

//# video-promise
Page({
  async go() {
    try { const { tempFilePath, size } = await wx.chooseVideo({ compressed: true }); this.setData({ tempFilePath, size }) }
    catch ({ errMsg }) { this.setData({ cancelled: errMsg.includes('cancel') }) }
  }
})

//# upload-video
const api = require('../../utils/api')
Page({
  go() { wx.chooseVideo({ sourceType: ['album'], success: ({ tempFilePath }) => api.upload(tempFilePath, 'video').then(({ url }) => this.setData({ url }), () => this.setData({ url: '' })) }) }
})
