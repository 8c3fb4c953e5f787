Page({
  pick() {
    wx.chooseImage({ count: 1, success: (res) => this.setData({ src: res.tempFilePaths[0] }) })
  },
})
