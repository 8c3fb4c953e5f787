const recorder = wx.getRecorderManager()

Page({
  data: { memos: [], films: [], state: 'ready' },
  onLoad() {
    recorder.onStart(() => this.setData({ state: 'recording' }))
    recorder.onStop((res) => this.setData({ memos: this.data.memos.concat(res.tempFilePath), state: 'recorded' }))
    recorder.onError(() => this.setData({ state: 'not recorded' }))
  },
  start() {
    recorder.start({ format: 'mp3', sampleRate: 16000, encodeBitRate: 48000, duration: 10000 })
  },
  stop() {
    recorder.stop()
  },
  play(e) {
    const sound = wx.createInnerAudioContext()
    sound.onPlay(() => this.setData({ state: 'playing' }))
    sound.onEnded(() => this.setData({ state: 'played' }))
    sound.src = this.data.memos[e.currentTarget.dataset.at]
    sound.play()
  },
  film() {
    wx.chooseVideo({
      sourceType: ['album', 'camera'],
      success: (res) => this.setData({ films: this.data.films.concat(res.tempFilePath), state: 'filmed ' + Math.round(res.duration) + ' s' }),
      fail: () => this.setData({ state: 'not filmed' }),
    })
  },
})
