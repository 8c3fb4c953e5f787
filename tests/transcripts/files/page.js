Page({
  pick() {
    wx.chooseMedia({
      mediaType: ['image'],
      camera: 'front', // 自拍
      success: (res) => this.setData({ src: res.tempFiles[0].tempFilePath }),
      fail: (err) => {
        if (err.errMsg.indexOf('cancel') === -1) wx.showToast({ title: err.errMsg })
      },
    })
  },
  shrink(src) {
    wx.compressVideo({ src })
  },
})
