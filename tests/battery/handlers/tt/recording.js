//# record-by-default | verify both: on Android Feishu records WAV, whatever is asked for
Page({
  go() {
    const rec = tt.getRecorderManager()
    rec.onStart(() => this.setData({ on: true }))
    rec.onStop((res) => this.setData({ src: res.tempFilePath }))
    rec.start({ format: 'aac', audioSource: 'auto' })
    setTimeout(() => rec.stop(), 3000)
  }
})

//# record-wav | differs my: MG106 | verify both: on Android Feishu records WAV, whatever is asked for
Page({
  go() {
    const rec = tt.getRecorderManager()
    rec.onStop((res) => this.setData({ src: res.tempFilePath }))
    rec.start({ format: 'wav', sampleRate: 16000, numberOfChannels: 1, audioSource: 'auto' })
    setTimeout(() => rec.stop(), 1000)
  }
})

//# record-for-five-minutes | differs my: MG102 | verify both: on Android Feishu records WAV, whatever is asked for
Page({
  go() {
    const rec = tt.getRecorderManager()
    rec.onStop((res) => this.setData({ src: res.tempFilePath }))
    rec.start({ duration: 300000, format: 'aac', audioSource: 'auto' })
  }
})

//# record-twice-fails | verify both: on Android Feishu records WAV, whatever is asked for
Page({
  go() {
    const rec = tt.getRecorderManager()
    rec.onError((res) => this.setData({ why: typeof res.errString }))
    rec.onStop((res) => this.setData({ src: res.tempFilePath }))
    rec.start({ format: 'aac', audioSource: 'auto' })
    rec.start({ format: 'aac', audioSource: 'auto' })
    setTimeout(() => rec.stop(), 1000)
  }
})

//# photo-medium
Page({
  go() {
    tt.createCameraContext('lens').takePhoto({ quality: 'medium', success: (res) => this.setData({ src: res.tempImagePath }) })
  }
})

//# photo-by-default
Page({
  go() {
    tt.createCameraContext('lens').takePhoto({ success: (res) => this.setData({ src: res.tempImagePath }) })
  }
})

//# canvas-export-by-width | differs wx: MG104 | tells my: any
Page({
  go() {
    tt.canvasToTempFilePath({ canvasId: 'c', width: 100, height: 50, success: (res) => this.setData({ src: res.tempFilePath }) })
  }
})
