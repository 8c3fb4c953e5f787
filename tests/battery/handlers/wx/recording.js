//# record-seconds | differs tt: MG512
Page({
  go() {
    const rec = wx.getRecorderManager()
    rec.onStop((res) => this.setData({ path: res.tempFilePath, secs: Math.round(res.duration / 1000) }))
    rec.start({ duration: 10000, numberOfChannels: 1 })
    setTimeout(() => rec.stop(), 2000)
  }
})

//# record-size | differs tt: MG512
Page({
  go() {
    const recorder = wx.getRecorderManager()
    recorder.onStop(({ tempFilePath, fileSize }) => { if (fileSize > 10) this.setData({ tempFilePath }) })
    recorder.start({ numberOfChannels: 1 })
    setTimeout(() => recorder.stop(), 1500)
  }
})

//# record-by-default | verify tt: on Android Feishu records WAV, whatever is asked for
Page({
  go() {
    const rec = wx.getRecorderManager()
    rec.onStart(() => this.setData({ on: true }))
    rec.onStop((res) => this.setData({ src: res.tempFilePath }))
    rec.start({})
    setTimeout(() => rec.stop(), 3000)
  }
})

//# record-for-five-minutes | differs my: MG102
Page({
  go() {
    const rec = wx.getRecorderManager()
    rec.onStop((res) => this.setData({ src: res.tempFilePath }))
    rec.start({ duration: 300000, numberOfChannels: 1 })
  }
})

//# record-mp3 | differs tt: MG106
Page({
  go() {
    const rec = wx.getRecorderManager()
    rec.onStop((res) => this.setData({ src: res.tempFilePath }))
    rec.start({ format: 'mp3', sampleRate: 16000, numberOfChannels: 1, encodeBitRate: 48000 })
    setTimeout(() => rec.stop(), 1000)
  }
})

//# record-wav | differs my: MG106
Page({
  go() {
    const rec = wx.getRecorderManager()
    rec.onStop((res) => this.setData({ src: res.tempFilePath }))
    rec.start({ format: 'wav', numberOfChannels: 1 })
    setTimeout(() => rec.stop(), 1000)
  }
})

//# record-rate | differs tt: MG102
Page({
  go() {
    const rec = wx.getRecorderManager()
    rec.onStop((res) => this.setData({ src: res.tempFilePath }))
    rec.start({ sampleRate: 22050, numberOfChannels: 1 })
    setTimeout(() => rec.stop(), 1000)
  }
})

//# record-computed | verify tt: on Android Feishu records WAV, whatever is asked for
Page({
  data: { rate: 16000, most: 30000 },
  go() {
    const rec = wx.getRecorderManager()
    rec.onStop((res) => this.setData({ src: res.tempFilePath }))
    rec.start({ sampleRate: this.data.rate, duration: this.data.most })
    setTimeout(() => rec.stop(), 1000)
  }
})

//# record-twice-fails | verify tt: on Android Feishu records WAV, whatever is asked for
Page({
  go() {
    const rec = wx.getRecorderManager()
    rec.onError((err) => this.setData({ why: typeof err.errMsg }))
    rec.onStop((res) => this.setData({ src: res.tempFilePath }))
    rec.start({})
    rec.start({})
    setTimeout(() => rec.stop(), 1000)
  }
})

//# record-interrupted | tells both: MG401
Page({
  go() {
    const rec = wx.getRecorderManager()
    rec.onInterruptionBegin(() => this.setData({ calls: true }))
    rec.onStop((res) => this.setData({ src: res.tempFilePath }))
    rec.start({ numberOfChannels: 1 })
    setTimeout(() => rec.stop(), 1000)
  }
})

//# record-kept-on-this | press: open+go | differs tt: MG512
Page({
  open() {
    this.rec = wx.getRecorderManager()
    this.rec.onStop((res) => { this.setData({ secs: res.duration / 1000 }); wx.uploadFile({ url: 'https://a.example.com/up', name: 'file', filePath: res.tempFilePath }) })
  },
  go() {
    this.rec.start({ duration: 5000, format: 'aac' })
  }
})

//# photo-without-id | differs both: MG115
Page({
  go() {
    const camera = wx.createCameraContext()
    camera.takePhoto({ quality: 'high', success: (res) => this.setData({ src: res.tempImagePath }), fail: () => this.setData({ failed: true }) })
  }
})

//# photo-normal
Page({
  go() {
    const camera = wx.createCameraContext('lens')
    camera.takePhoto({ quality: 'normal', success: (res) => this.setData({ src: res.tempImagePath }) })
  }
})

//# photo-original | differs both: MG117
Page({
  go() {
    wx.createCameraContext('lens').takePhoto({ quality: 'original', success: (res) => this.setData({ src: res.tempImagePath }) })
  }
})

//# photo-by-default
Page({
  go() {
    wx.createCameraContext('lens').takePhoto({ success: (res) => this.setData({ src: res.tempImagePath }) })
  }
})

//# film | tells my: MG103
Page({
  go() {
    const camera = wx.createCameraContext('lens')
    camera.startRecord({ timeout: 60, success: () => camera.stopRecord({ compressed: true, success: (res) => this.setData({ src: res.tempVideoPath, thumb: res.tempThumbPath }) }) })
  }
})

//# camera-frames | differs tt: MG401
Page({
  go() {
    const camera = wx.createCameraContext('lens')
    const frames = camera.onCameraFrame((frame) => this.setData({ wide: frame.width }))
    frames.start()
  }
})

//# canvas-export
Page({
  go() {
    wx.canvasToTempFilePath({ canvasId: 'c', width: 100, height: 50, destWidth: 300, destHeight: 150, fileType: 'jpg', quality: 0.8, success: (res) => this.setData({ src: res.tempFilePath }) })
  }
})

//# canvas-export-by-ratio | differs tt: MG104 | tells my: any
Page({
  go() {
    wx.canvasToTempFilePath({ canvasId: 'c', width: 100, height: 50, success: (res) => this.setData({ src: res.tempFilePath }) })
  }
})

//# canvas-export-node | differs tt: MG103
Page({
  go() {
    const canvas = { width: 100, height: 50 }
    wx.canvasToTempFilePath({ canvas, destWidth: 300, destHeight: 150, success: (res) => this.setData({ src: res.tempFilePath }), fail: () => this.setData({ failed: true }) })
  }
})
