module.exports = (src) => wx.compressVideo({ src })
