const { read } = require('../../utils/notes')

Page({
  data: { count: 0 },
  onShow() {
    this.setData({ count: read().length })
  },
  named() {
    wx.setNavigationBarTitle({ title: 'About' })
  },
})
