function read() {
  return tt.getStorageSync('notes') || []
}

function write(notes) {
  tt.setStorageSync('notes', notes)
}

module.exports = { read, write }
