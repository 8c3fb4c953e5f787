//# plain-count
function pick(count, cb) { wx.chooseImage({ count, success: res => cb(res.tempFilePaths) }) }
Page({ go() { pick(undefined, list => this.setData({ n: list.length })) } })

//# plain-count-given
function pick(count, cb) { wx.chooseImage({ count, success: res => cb(res.tempFilePaths) }) }
Page({ go() { pick(4, list => this.setData({ n: list.length })) } })

//# count-from-options
Page({
  pick(options) { wx.chooseImage({ count: options.count, success: res => this.setData({ n: res.tempFilePaths.length }) }) },
  go() { this.pick({}) }
})

//# count-from-dataset
Page({
  go(e) { wx.chooseImage({ count: e.currentTarget.dataset.max, success: res => this.setData({ n: res.tempFilePaths.length }) }) }
})

//# count-with-default
const pick = ({ count = 9, sizeType } = {}) => new Promise((resolve, reject) => wx.chooseImage({ count, sizeType, success: resolve, fail: reject }))
Page({ go() { pick().then(res => this.setData({ n: res.tempFilePaths.length })).catch(() => {}) } })

//# count-or
function pick(max, done) { wx.chooseImage({ count: max || 3, success: r => done(r.tempFilePaths) }) }
Page({ go() { pick(undefined, l => this.setData({ n: l.length })) } })

//# count-remaining
Page({
  data: { images: [], max: 9 },
  go() {
    const { images, max } = this.data
    wx.chooseImage({ count: max - images.length, success: r => this.setData({ images: [...images, ...r.tempFilePaths] }) })
  }
})

//# sizes-undefined
function pick(sizeType, cb) { wx.chooseImage({ count: 2, sizeType, success: r => cb(r.tempFiles) }) }
Page({ go() { pick(undefined, files => this.setData({ sizes: files.map(f => f.size) })) } })

//# sources-undefined
function pick(sourceType, cb) { wx.chooseImage({ count: 1, sourceType: sourceType, success: r => cb(r.tempFilePaths[0]) }) }
Page({ go() { pick(undefined, p => this.setData({ p })) } })

//# media-count-undefined
function pick(count, cb) { wx.chooseMedia({ count, mediaType: ['image'], success: r => cb(r.tempFiles.length) }) }
Page({ go() { pick(undefined, n => this.setData({ n })) } })

//# media-types-undefined
function pick(mediaType, cb) { wx.chooseMedia({ count: 1, mediaType, success: r => cb(r.tempFiles[0]) }) }
Page({ go() { pick(['image'], f => this.setData({ p: f.tempFilePath, t: f.fileType })) } })

//# quality-undefined
function shrink(src, quality, cb) { wx.compressImage({ src, quality, success: r => cb(r.tempFilePath) }) }
Page({ go() { wx.chooseImage({ count: 1, success: r => shrink(r.tempFilePaths[0], undefined, p => this.setData({ p })) }) } })

//# quality-given
function shrink(src, quality, cb) { wx.compressImage({ src, quality, success: r => cb(r.tempFilePath) }) }
Page({ go() { wx.chooseImage({ count: 1, success: r => shrink(r.tempFilePaths[0], 20, p => this.setData({ p })) }) } })

//# current-undefined
function show(urls, current) { wx.previewImage({ urls, current }) }
Page({ go() { show(['https://a.example.com/1.jpg', 'https://a.example.com/2.jpg']) } })

//# current-given
function show(urls, current) { wx.previewImage({ urls, current }) }
Page({ go() { const l = ['https://a.example.com/1.jpg', 'https://a.example.com/2.jpg']; show(l, l[1]) } })

//# duration-undefined
function shoot(maxDuration, cb) { wx.chooseVideo({ maxDuration, success: r => cb(r.tempFilePath) }) }
Page({ go() { shoot(undefined, v => this.setData({ v })) } })

//# camera-undefined
function shoot(camera, cb) { wx.chooseVideo({ camera, success: r => cb(r.tempFilePath) }) }
Page({ go() { shoot(undefined, v => this.setData({ v })) } })

//# callback-undefined
function pick(opts) { wx.chooseImage({ count: 1, success: opts.success, fail: opts.fail }) }
Page({ go() { pick({ success: r => this.setData({ p: r.tempFilePaths[0] }) }) } })

//# callback-optional
function pick(cb, onFail) { wx.chooseImage({ count: 1, success: r => cb && cb(r.tempFilePaths[0]), fail: e => onFail && onFail(e) }) }
Page({ go() { pick(p => this.setData({ p }), e => this.setData({ c: e.errMsg.includes('cancel') })) } })

//# options-undefined
function pick(options) { return wx.chooseImage(options) }
Page({ go() { pick().then(r => this.setData({ n: r.tempFilePaths.length })).catch(() => this.setData({ n: 0 })) } })

//# options-default
function pick(options = {}) { return wx.chooseImage({ count: 3, ...options }) }
Page({ go() { pick({ sourceType: ['album'] }).then(r => this.setData({ n: r.tempFilePaths.length })).catch(() => this.setData({ n: 0 })) } })

//# nullish-count
function pick(count, cb) { wx.chooseImage({ count: count ?? 5, success: r => cb(r.tempFilePaths.length) }) }
Page({ go() { pick(undefined, n => this.setData({ n })) } })

//# conditional-count
Page({
  data: { single: true },
  go() { wx.chooseImage({ count: this.data.single ? 1 : 9, success: r => this.setData({ n: r.tempFilePaths.length }) }) }
})

//# conditional-count-undefined
Page({
  data: { single: false },
  go() { wx.chooseImage({ count: this.data.single ? 1 : undefined, success: r => this.setData({ n: r.tempFilePaths.length }) }) }
})

//# count-property-missing
const config = {}
Page({ go() { wx.chooseImage({ count: config.max, success: r => this.setData({ n: r.tempFilePaths.length }) }) } })

//# count-optional-chain
Page({
  data: {},
  go() { wx.chooseImage({ count: this.data.settings?.max, success: r => this.setData({ n: r.tempFilePaths.length }) }) }
})

//# menu-undefined
function show(urls, showmenu) { wx.previewImage({ urls, showmenu }) }
Page({ go() { show(['https://a.example.com/1.jpg']) } })

//# class-field-undefined
class Picker {
  constructor(options) { this.max = options.max }
  pick(cb) { wx.chooseImage({ count: this.max, success: r => cb(r.tempFilePaths.length) }) }
}
Page({ go() { new Picker({}).pick(n => this.setData({ n })) } })

//# arrow-parameter
const pick = count => new Promise((resolve, reject) => wx.chooseImage({ count, success: r => resolve(r.tempFilePaths), fail: reject }))
Page({ async go() { const list = await pick().catch(() => []); this.setData({ n: list.length }) } })
