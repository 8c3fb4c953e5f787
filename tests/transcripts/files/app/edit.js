Page({
  crop(src) {
    if (wx.cropImage) wx.cropImage({ src, cropScale: '1:1' })
  },
  shrink(src) {
    wx.compressImage({ src, quality: 50 })
  },
})
