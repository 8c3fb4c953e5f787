// A wrapper of the kind many apps carry along.

const promisify = (call) => (options) =>
  new Promise((success, fail) => call({ ...options, success, fail }))

module.exports = { getImageInfo: promisify(wx.getImageInfo) }
