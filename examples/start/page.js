const { wx } = require('./wx');

Page({
  data: { photos: [], why: '' },
  pick() {
    wx.chooseImage({
      count: 2,
      success: (res) => {
        this.setData({ photos: res.tempFilePaths });
        wx.showToast({ title: 'got them' });
      },
      fail: (err) => this.setData({ why: err.errMsg }),
    });
  },
});
