//// plain param
function pick(count, cb) { wx.chooseImage({ count, success: r => cb(r.tempFilePaths) }) }
Page({ run() { pick(undefined, l => show(l)) } })

//// plain param given
function pick(count) { wx.chooseImage({ count: count, success: r => show(r.tempFilePaths) }) }
Page({ run() { pick(3); pick() } })

//// all given
function pick(count) { wx.chooseImage({ count, success: r => show(r.tempFilePaths) }) }
Page({ run() { pick(3); pick(4) } })

//// arrow param
const pick = (count) => new Promise((resolve, reject) => { wx.chooseImage({ count, success: resolve, fail: reject }) })
Page({ run() { pick().then(r => show(r.tempFilePaths), () => show('x')) } })

//// destructured
const pick = ({ count }) => { wx.chooseImage({ count, success: r => show(r.tempFilePaths) }) }
Page({ run() { pick({}) } })

//// destructured default
const pick = ({ count = 4 } = {}) => { wx.chooseImage({ count, success: r => show(r.tempFilePaths) }) }
Page({ run() { pick() } })

//// options member
const pick = (o) => { wx.chooseImage({ count: o.count, success: r => show(r.tempFilePaths) }) }
Page({ run() { pick({}) } })

//// options deep
const pick = (o) => { const m = o.max; wx.chooseImage({ count: m.count, success: r => show(r.tempFilePaths) }) }
Page({ run() { pick({ max: {} }) } })

//// arguments0
function pick() { wx.chooseImage({ count: arguments[0], success: r => show(r.tempFilePaths) }) }
Page({ run() { pick() } })

//// rest
function pick(...a) { wx.chooseImage({ count: a[0], success: r => show(r.tempFilePaths) }) }
Page({ run() { pick() } })

//// rest destructured
function pick(...[count]) { wx.chooseImage({ count, success: r => show(r.tempFilePaths) }) }
Page({ run() { pick() } })

//// arguments destructured
function pick() { const [count] = arguments; wx.chooseImage({ count, success: r => show(r.tempFilePaths) }) }
Page({ run() { pick() } })

//// dataset
Page({ run(e) { wx.chooseImage({ count: Number(e.currentTarget.dataset.count), success: r => show(r.tempFilePaths) }) } })

//// dataset missing
Page({ run(e) { wx.chooseImage({ count: e.currentTarget.dataset.nothing, success: r => show(r.tempFilePaths) }) } })

//// dataset destructured
Page({ run(e) { const { nothing } = e.currentTarget.dataset; wx.chooseImage({ count: nothing, success: r => show(r.tempFilePaths) }) } })

//// method param
Page({ pick(n) { wx.chooseImage({ count: n, success: r => show(r.tempFilePaths) }) }, run(e) { this.pick() } })

//// data
Page({ data: { max: 5 }, run(e) { this.data = { max: 5 }; wx.chooseImage({ count: this.data.max, success: r => show(r.tempFilePaths) }) } })

//// default param
function pick(count = 3) { wx.chooseImage({ count, success: r => show(r.tempFilePaths) }) }
Page({ run() { pick() } })

//// or default
function pick(count) { wx.chooseImage({ count: count || 3, success: r => show(r.tempFilePaths) }) }
Page({ run() { pick() } })

//// var copy
function pick(opts) { var count = opts && opts.count; wx.chooseImage({ count: count, success: r => show(r.tempFilePaths) }) }
Page({ run() { pick() } })

//// ternary
function pick(one) { wx.chooseImage({ count: one ? 1 : undefined, success: r => show(r.tempFilePaths) }) }
Page({ run() { pick() } })

//// sizeType param
function pick(sizeType, sourceType) { wx.chooseImage({ count: 1, sizeType, sourceType, success: r => show(r.tempFilePaths) }) }
Page({ run() { pick() } })

//// media param
function pick(count, mediaType) { wx.chooseMedia({ count, mediaType: ['image'], success: r => show(r.tempFiles.length) }) }
Page({ run() { pick() } })

//// quality param
function shrink(src, quality) { wx.compressImage({ src: src.tempFilePath, quality, success: r => show('ok') }) }
Page({ run() { shrink({ tempFilePath: 'a' }) } })

//// my param [my]
function pick(count) { my.chooseImage({ count, success: r => show(r.apFilePaths) }) }
Page({ run() { pick() } })

//// my options [my]
const pick = (o = {}) => my.chooseImage({ count: o.count, success: r => show(r.apFilePaths) })
Page({ run() { pick() } })

//// tt param [tt]
function pick(count) { tt.chooseImage({ count, success: r => show(r.tempFilePaths) }) }
Page({ run() { pick() } })

//// conditional assign
function pick(count) { if (!count) count = 2; wx.chooseImage({ count, success: r => show(r.tempFilePaths) }) }
Page({ run() { pick() } })

//// whole options
function pick(options) { wx.chooseImage(options) }
Page({ run() { pick({ success: r => show(r.tempFilePaths) }) } })

//// spread
function pick(options) { wx.chooseImage({ ...options, success: r => show(r.tempFilePaths) }) }
Page({ run() { pick({}) } })

//// bind param
function pick(count) { wx.chooseImage({ count, success: function (r) { show(r.tempFilePaths) }.bind(this) }) }
Page({ run() { pick.call(this) } })

//// nested fn
Page({ run() { const go = n => { const inner = m => wx.chooseImage({ count: m, success: r => show(r.tempFilePaths) }); inner(n) }; go() } })

//// handed to a timer
Page({ run() { setTimeout((n) => wx.chooseImage({ count: n, success: (r) => show(r.tempFilePaths) }), 0) } })
