//# equals-text
Page({
  go() {
    wx.chooseImage({
      count: 1,
      success: r => this.setData({ p: r.tempFilePaths[0] }),
      fail: err => { if (err.errMsg === 'chooseImage:fail cancel') return; this.setData({ error: true }) }
    })
  }
})

//# index-of-cancel
const ui = require('../../utils/ui')
Page({
  go() {
    wx.chooseImage({
      count: 1,
      success: r => this.setData({ p: r.tempFilePaths[0] }),
      fail(err) { if (err.errMsg.indexOf('cancel') === -1) ui.toast('选择图片失败') }
    })
  }
})

//# guarded-message
const ui = require('../../utils/ui')
Page({
  go() {
    wx.chooseImage({
      count: 1, success() {},
      fail: (e) => { if (e.errMsg && e.errMsg.indexOf('cancel') > -1) return ui.toast('已取消'); ui.toast('出错了') }
    })
  }
})

//# guarded-object-and-message
const ui = require('../../utils/ui')
Page({
  go() {
    wx.chooseMedia({
      count: 1, mediaType: ['image'], success() {},
      fail: (e) => { if (e && e.errMsg && e.errMsg.includes('fail cancel')) { ui.toast('已取消') } else { ui.toast('出错了') } }
    })
  }
})

//# optional-message
Page({
  go() { wx.chooseImage({ count: 1, success() {}, fail: e => this.setData({ cancelled: !!e?.errMsg?.includes('cancel') }) }) }
})

//# message-or-empty
Page({
  go() {
    wx.chooseImage({
      count: 1, success() {},
      fail: e => { const msg = e.errMsg || ''; this.setData({ cancelled: msg.indexOf('cancel') > -1, denied: msg.indexOf('deny') > -1 || msg.indexOf('denied') > -1 || msg.indexOf('authorized') > -1 }) }
    })
  }
})

//# regex-test
Page({
  go() { wx.chooseImage({ count: 1, success() {}, fail: e => this.setData({ quiet: /fail\s?cancel/i.test(e.errMsg) }) }) }
})

//# regex-match
Page({
  go() { wx.chooseImage({ count: 1, success() {}, fail: e => { if (e.errMsg.match(/cancel/)) this.setData({ c: 1 }); else this.setData({ c: 0 }) } }) }
})

//# ends-with
Page({
  go() { wx.chooseVideo({ success() {}, fail: ({ errMsg }) => this.setData({ c: errMsg.endsWith('cancel') }) }) }
})

//# lower-case
Page({
  go() { wx.chooseImage({ count: 1, success() {}, fail: e => this.setData({ c: e.errMsg.toLowerCase().includes('cancel') }) }) }
})

//# split-message
Page({
  go() { wx.chooseImage({ count: 1, success() {}, fail: e => { const why = e.errMsg.split(':')[1]; this.setData({ c: why === 'fail cancel' }) } }) }
})

//# switch-message
const ui = require('../../utils/ui')
Page({
  go() {
    wx.chooseImage({
      count: 1, success() {},
      fail(e) {
        switch (e.errMsg) {
          case 'chooseImage:fail cancel': break
          case 'chooseImage:fail auth deny': case 'chooseImage:fail:auth denied': case 'chooseImage:fail privacy permission is not authorized': ui.toast('没有权限'); break
          default: ui.toast('失败')
        }
      }
    })
  }
})

//# errno-equals
Page({
  go() { wx.chooseImage({ count: 1, success() {}, fail: e => { if (e.errno === 1) this.setData({ c: true }); else this.setData({ c: false }) } }) }
})

//# errno-denied
const ui = require('../../utils/ui')
Page({
  go() {
    wx.chooseMedia({ count: 1, mediaType: ['image'], success() {}, fail: e => { if (e.errno === 103 || e.errno === 104) ui.toast('没有权限') } })
  }
})

//# errno-or-message
Page({
  go() {
    wx.chooseImage({
      count: 1,
      success: r => wx.saveImageToPhotosAlbum({
        filePath: r.tempFilePaths[0],
        success: () => this.setData({ ok: true }),
        fail: e => this.setData({ denied: e.errno === 103 || e.errMsg.includes('auth') })
      })
    })
  }
})

//# save-denied-settings
const ui = require('../../utils/ui')
Page({
  go() {
    wx.chooseImage({
      count: 1,
      success: r => wx.saveImageToPhotosAlbum({
        filePath: r.tempFilePaths[0],
        success: () => ui.toast('已保存到相册'),
        fail: err => {
          if (err.errMsg === 'saveImageToPhotosAlbum:fail auth deny' || err.errMsg === 'saveImageToPhotosAlbum:fail:auth denied') wx.openSetting({})
          else ui.toast('保存失败')
        }
      })
    })
  }
})

//# save-denied-regex
Page({
  go() {
    wx.chooseImage({
      count: 1,
      success: r => wx.saveImageToPhotosAlbum({
        filePath: r.tempFilePaths[0],
        fail: err => this.setData({ denied: /auth\s*(deny|denied)|authorize/.test(err.errMsg) })
      })
    })
  }
})

//# save-denied-any-auth
Page({
  go() {
    wx.chooseImage({
      count: 1,
      success: r => wx.saveImageToPhotosAlbum({ filePath: r.tempFilePaths[0], complete: res => this.setData({ state: res.errMsg.includes(':ok') ? 'ok' : res.errMsg.includes('auth') ? 'auth' : 'bad' }) })
    })
  }
})

//# complete-ok
Page({
  go() { wx.chooseImage({ count: 1, complete: res => this.setData({ ok: res.errMsg === 'chooseImage:ok' }) }) }
})

//# complete-paths
Page({
  go() { wx.chooseImage({ count: 1, complete: res => { if (res.tempFilePaths) this.setData({ n: res.tempFilePaths.length }); else this.setData({ n: 0 }) } }) }
})

//# complete-only-closes
Page({
  go() { wx.chooseImage({ count: 1, success: r => this.setData({ p: r.tempFilePaths[0] }), complete: () => this.setData({ open: false }) }) }
})

//# success-reads-message
Page({
  go() { wx.chooseImage({ count: 1, success: r => { if (r.errMsg === 'chooseImage:ok') this.setData({ p: r.tempFilePaths[0] }) } }) }
})

//# success-reads-message-loosely
Page({
  go() { wx.chooseImage({ count: 1, success: r => { if (r.errMsg.indexOf('ok') > -1) this.setData({ p: r.tempFilePaths[0] }) } }) }
})

//# save-success-message
const ui = require('../../utils/ui')
Page({
  go() {
    wx.chooseImage({ count: 1, success: r => wx.saveImageToPhotosAlbum({ filePath: r.tempFilePaths[0], success(res) { if (res.errMsg == 'saveImageToPhotosAlbum:ok') ui.toast('保存成功') } }) })
  }
})

//# message-shown
const ui = require('../../utils/ui')
Page({
  go() { wx.chooseImage({ count: 1, success() {}, fail: e => ui.toast(e.errMsg) }) }
})

//# message-in-text
const ui = require('../../utils/ui')
Page({
  go() { wx.chooseImage({ count: 1, success() {}, fail: e => ui.toast('失败：' + e.errMsg) }) }
})

//# failure-stored
Page({
  go() { wx.chooseImage({ count: 1, success() {}, fail: err => this.setData({ err }) }) }
})

//# failure-as-json
const api = require('../../utils/api')
Page({
  go() { wx.chooseImage({ count: 1, success() {}, fail: err => api.report(JSON.parse(JSON.stringify(err)).errMsg) }) }
})

//# failure-spread
Page({
  go() { wx.chooseImage({ count: 1, success() {}, fail: err => this.setData({ ...err, at: 'pick' }) }) }
})

//# failure-passed
function isCancel(err) { return err.errMsg.indexOf('cancel') > -1 }
Page({
  go() { wx.chooseImage({ count: 1, success() {}, fail: err => { if (!isCancel(err)) this.setData({ failed: true }) } }) }
})

//# message-passed
function isCancel(msg) { return msg.indexOf('cancel') > -1 }
Page({
  go() { wx.chooseImage({ count: 1, success() {}, fail: err => { if (!isCancel(err.errMsg)) this.setData({ failed: true }) } }) }
})

//# message-variable
Page({
  go() {
    wx.chooseImage({
      count: 1, success() {},
      fail: err => { const { errMsg: reason } = err; const c = reason.indexOf('cancel'); this.setData({ c: c !== -1 }) }
    })
  }
})

//# message-list
const QUIET = ['chooseImage:fail cancel', 'chooseImage:fail:cancel']
Page({
  go() { wx.chooseImage({ count: 1, success() {}, fail: err => { if (QUIET.includes(err.errMsg)) return; this.setData({ failed: true }) } }) }
})

//# not-cancel-and-log
const api = require('../../utils/api')
Page({
  go() { wx.chooseImage({ count: 1, success() {}, fail: err => { err.errMsg !== 'chooseImage:fail cancel' && api.report('pick') } }) }
})

//# compress-missing-file
Page({
  go() {
    wx.chooseImage({
      count: 1,
      success: r => wx.compressImage({ src: r.tempFilePaths[0], success: c => this.setData({ p: c.tempFilePath }), fail: e => this.setData({ gone: e.errMsg.includes("file doesn't exist") }) })
    })
  }
})

//# info-fails-falls-back
Page({
  go() {
    wx.chooseImage({
      count: 1,
      success: r => wx.getImageInfo({ src: r.tempFilePaths[0], success: i => this.setData({ w: i.width }), fail: () => this.setData({ w: 750 }) })
    })
  }
})

//# compress-fails-uses-original
Page({
  go() {
    wx.chooseImage({
      count: 1,
      success: ({ tempFilePaths: [src] }) => wx.compressImage({ src, quality: 60, success: r => this.setData({ src: r.tempFilePath }), fail: () => this.setData({ src }) })
    })
  }
})

//# unknown-code
Page({
  go() { wx.chooseImage({ count: 1, success() {}, fail: e => { if (e.errCode === -1) this.setData({ odd: true }); else this.setData({ odd: false }) } }) }
})

//# throws-on-failure
Page({
  go() { wx.chooseImage({ count: 1, success: r => this.setData({ p: r.tempFilePaths[0] }), fail: e => { throw new Error(e.errMsg.includes('cancel') ? 'cancelled' : 'failed') } }) }
})

//# string-of-failure
Page({
  go() { wx.chooseImage({ count: 1, success() {}, fail: e => this.setData({ c: String(e.errMsg).search('cancel') >= 0 }) }) }
})
