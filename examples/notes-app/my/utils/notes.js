function read() {
  return my.getStorageSync({ key: 'notes' }).data || []
}

function write(notes) {
  my.setStorageSync({ key: 'notes', data: notes })
}

module.exports = { read, write }
