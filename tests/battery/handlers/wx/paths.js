//# extension-by-split | tells my: MG519
Page({
  go() { wx.chooseImage({ count: 1, success: r => { const ext = r.tempFilePaths[0].split('.').pop(); this.setData({ ext }) } }) }
})

//# extension-by-last-index | tells my: MG519
Page({
  go() { wx.chooseImage({ count: 1, success: r => { const p = r.tempFilePaths[0]; this.setData({ ext: p.substring(p.lastIndexOf('.') + 1) }) } }) }
})

//# extension-by-regex | tells my: MG519
Page({
  go() { wx.chooseImage({ count: 1, success: r => { const m = /\.(\w+)$/.exec(r.tempFilePaths[0]); this.setData({ ext: m[1] }) } }) }
})

//# extension-by-match | tells my: MG519
Page({
  go() { wx.chooseImage({ count: 1, success: r => this.setData({ ext: r.tempFilePaths[0].match(/\.(\w+)$/)[1] }) }) }
})

//# extension-by-replace | tells my: MG519
Page({
  go() { wx.chooseImage({ count: 1, success: r => this.setData({ ext: r.tempFilePaths[0].replace(/.*\./, '') }) }) }
})

//# is-png-by-suffix | tells my: MG519
Page({
  go() { wx.chooseImage({ count: 1, success: r => this.setData({ png: /\.png$/i.test(r.tempFilePaths[0]), jpg: r.tempFilePaths[0].endsWith('.jpg') }) }) }
})

//# suffix-list | tells my: MG519
const OK = ['jpg', 'jpeg', 'png']
const ui = require('../../utils/ui')
Page({
  go() {
    wx.chooseImage({
      count: 1,
      success: r => {
        const suffix = r.tempFilePaths[0].split('.').pop().toLowerCase()
        if (OK.indexOf(suffix) === -1) return ui.toast('格式不支持')
        this.setData({ src: r.tempFilePaths[0] })
      }
    })
  }
})

//# upload-name | tells my: MG519
const api = require('../../utils/api')
Page({
  go() {
    wx.chooseImage({ count: 1, success: r => { const filePath = r.tempFilePaths[0]; const cloudPath = 'avatar/' + 7 + filePath.match(/\.[^.]+?$/)[0]; api.upload(filePath, cloudPath) } })
  }
})

//# scheme-by-slice | tells both: MG519
Page({
  go() { wx.chooseImage({ count: 1, success: r => { const p = r.tempFilePaths[0]; this.setData({ scheme: p.slice(0, 9) === 'wxfile://' }) } }) }
})

//# starts-with-scheme | tells both: MG519
Page({
  go() { wx.chooseImage({ count: 1, success: r => this.setData({ local: r.tempFilePaths[0].startsWith('wxfile://') }) }) }
})

//# index-of-scheme | tells both: MG519
Page({
  go() { wx.chooseImage({ count: 1, success: r => this.setData({ local: r.tempFilePaths[0].indexOf('wxfile://') === 0 }) }) }
})

//# regex-scheme | tells both: MG519
Page({
  go() { wx.chooseImage({ count: 1, success: r => this.setData({ local: /^wxfile:/.test(r.tempFilePaths[0]) }) }) }
})

//# network-by-regex | tells my: MG519
Page({
  go() { wx.chooseImage({ count: 1, success: r => this.setData({ remote: /^https?:\/\//.test(r.tempFilePaths[0]) }) }) }
})

//# network-by-index | tells my: MG519
const api = require('../../utils/api')
Page({
  go() {
    wx.chooseImage({
      count: 2,
      success: r => r.tempFilePaths.forEach(p => { if (p.indexOf('http') !== 0) api.upload(p) })
    })
  }
})

//# network-by-starts | tells my: MG519
Page({
  data: { list: ['https://a.example.com/x.jpg'] },
  go() {
    wx.chooseImage({
      count: 1,
      success: r => { const all = this.data.list.concat(r.tempFilePaths); this.setData({ fresh: all.filter(u => !u.startsWith('https://')) }) }
    })
  }
})

//# network-by-helper | tells my: MG519
const isRemote = url => /^https?:/.test(url)
Page({
  go() { wx.chooseImage({ count: 1, success: r => this.setData({ remote: isRemote(r.tempFilePaths[0]) }) }) }
})

//# regexp-object | tells my: MG519
const REMOTE = new RegExp('^https?://')
Page({
  go() { wx.chooseImage({ count: 1, success: r => this.setData({ remote: REMOTE.test(r.tempFilePaths[0]) }) }) }
})

//# substr-scheme | tells my: MG519
Page({
  go() { wx.chooseImage({ count: 1, success: r => { const src = r.tempFilePaths[0]; if (src.substr(0, 4) == 'http') this.setData({ remote: true }); else this.setData({ remote: false }) } }) }
})

//# char-at | tells both: MG519
Page({
  go() { wx.chooseImage({ count: 1, success: r => this.setData({ w: r.tempFilePaths[0][0] === 'w', x: r.tempFilePaths[0].charAt(1) === 'x' }) }) }
})

//# media-path-suffix | tells my: MG519
Page({
  go() {
    wx.chooseMedia({ count: 1, mediaType: ['image'], success: ({ tempFiles: [f] }) => { const p = f.tempFilePath; this.setData({ gif: p.slice(-4) === '.gif', ext: p.slice(p.lastIndexOf('.')) }) } })
  }
})

//# video-suffix | tells my: MG519
Page({
  go() { wx.chooseVideo({ success: r => this.setData({ mp4: r.tempFilePath.endsWith('.mp4') }) }) }
})

//# file-name | differs my: MG519 | differs tt: MG519
Page({
  go() { wx.chooseImage({ count: 1, success: r => { const name = r.tempFilePaths[0].split('/').pop(); this.setData({ prefix: name.substring(0, 4) }) } }) }
})

//# path-compare
Page({
  go() { wx.chooseImage({ count: 1, success: r => this.setData({ same: r.tempFilePaths[0] === r.tempFiles[0].path }) }) }
})

//# path-in-template
Page({
  go() { wx.chooseImage({ count: 1, success: r => this.setData({ style: `background-image: url(${r.tempFilePaths[0]})` }) }) }
})

//# path-length-only
Page({
  go() { wx.chooseImage({ count: 1, success: r => this.setData({ any: r.tempFilePaths[0].length > 0, n: r.tempFilePaths.length }) }) }
})

//# info-type-instead
Page({
  go() {
    wx.chooseImage({ count: 1, success: r => wx.getImageInfo({ src: r.tempFilePaths[0], success: i => this.setData({ png: i.type === 'png', jpeg: i.type === 'jpeg' }) }) })
  }
})

//# user-path
Page({
  go() {
    wx.chooseImage({
      count: 1,
      success: r => wx.getFileSystemManager().saveFile({ tempFilePath: r.tempFilePaths[0], filePath: `${wx.env.USER_DATA_PATH}/avatar.jpg`, success: s => this.setData({ saved: s.savedFilePath }), fail: () => this.setData({ saved: '' }) })
    })
  }
})

//# package-path-info | tells my: any
Page({
  go() { wx.getImageInfo({ src: '/images/logo.png', success: r => this.setData({ w: r.width }), fail: () => this.setData({ w: 0 }) }) }
})
