//# record-seconds | differs tt: MG512
Page({
  go() {
    const rec = my.getRecorderManager()
    rec.onStop((res) => this.setData({ path: res.tempFilePath, secs: Math.round(res.duration) }))
    rec.start({ duration: 10000, numberOfChannels: 2 })
    setTimeout(() => rec.stop(), 2000)
  }
})

//# record-by-default
Page({
  go() {
    const rec = my.getRecorderManager()
    rec.onStop((res) => this.setData({ src: res.tempFilePath }))
    rec.start({ format: 'aac' })
    setTimeout(() => rec.stop(), 3000)
  }
})

//# record-heard-no-longer
Page({
  go() {
    const rec = my.getRecorderManager()
    const done = (res) => this.setData({ src: res.tempFilePath })
    rec.onStop(done)
    rec.start({ numberOfChannels: 2 })
    setTimeout(() => { rec.stop(); setTimeout(() => rec.offStop(done), 10) }, 1000)
  }
})

//# record-twice-fails
Page({
  go() {
    const rec = my.getRecorderManager()
    rec.onError((res) => this.setData({ why: typeof res.errMsg }))
    rec.onStop((res) => this.setData({ src: res.tempFilePath }))
    rec.start({})
    rec.start({})
    setTimeout(() => rec.stop(), 1000)
  }
})

//# film-of-ten-minutes | differs both: MG102
Page({
  go() {
    const camera = my.createCameraContext('lens')
    camera.startRecord({ timeout: 600, success: () => camera.stopRecord({ success: (res) => this.setData({ src: res.tempVideoPath }) }) })
  }
})

//# photo-normal
Page({
  go() {
    my.createCameraContext('lens').takePhoto({ quality: 'normal', success: (res) => this.setData({ src: res.tempImagePath }) })
  }
})

//# canvas-export
Page({
  go() {
    my.canvasToTempFilePath({ canvasId: 'c', width: 100, height: 50, destWidth: 300, destHeight: 150, success: (res) => this.setData({ src: res.apFilePath }) })
  }
})
