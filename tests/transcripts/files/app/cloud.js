const db = wx.fluff.database()
const files = wx.fluff.files()
module.exports = { db, files, shrink: (src) => wx.compressVideo({ src }) }
