// Everything this app knows about picking and compressing pictures.

const { quality } = require('./settings')

/** Pick up to `count` pictures; resolves with their paths, or with none when the user cancels. */
function pick(count) {
  return new Promise((resolve) => {
    wx.chooseMedia({
      count,
      mediaType: ['image'],
      camera: 'back',
      success: (res) => resolve(res.tempFiles.map((file) => file.tempFilePath)),
      fail: (err) => {
        if (err.errMsg.indexOf('cancel') === -1) wx.showToast({ title: err.errMsg, icon: 'none' })
        resolve([])
      },
    })
  })
}

/** Make a picture smaller; resolves with the new path, or with the old one where that fails. */
async function shrink(path) {
  try {
    const { tempFilePath } = await wx.compressImage({ src: path, quality })
    return tempFilePath
  } catch {
    return path
  }
}

module.exports = { pick, shrink }
