function read() {
  return wx.getStorageSync('notes') || []
}

function write(notes) {
  wx.setStorageSync('notes', notes)
}

module.exports = { read, write }
