//// const key
Page({ run() { wx.chooseMedia({ mediaType: ['image'], success: r => { const k = 'tempFilePath'; show(r.tempFiles[0][k]) } }) } })

//// module const key
const KEY = 'tempFilePath'
Page({ run() { wx.chooseMedia({ mediaType: ['image'], success: r => show(r.tempFiles[0][KEY]) }) } })

//// table
const K = { path: 'tempFilePath', size: 'size' }
Page({ run() { wx.chooseMedia({ mediaType: ['image'], success: r => show(r.tempFiles[0][K.path], r.tempFiles[0][K['size']]) }) } })

//// template
Page({ run() { wx.chooseMedia({ mediaType: ['image'], success: r => show(r.tempFiles[0][`tempFilePath`]) }) } })

//// template subst
const T = 'temp'
Page({ run() { wx.chooseMedia({ mediaType: ['image'], success: r => show(r.tempFiles[0][`${T}FilePath`]) }) } })

//// concat
const T = 'temp'
Page({ run() { wx.chooseMedia({ mediaType: ['image'], success: r => show(r.tempFiles[0][T + 'FilePath']) }) } })

//// list loop
Page({ run() { wx.chooseMedia({ mediaType: ['image'], success: r => ['tempFilePath', 'size'].forEach(k => show(r.tempFiles[0][k])) }) } })

//// for of loop
Page({ run() { wx.chooseMedia({ mediaType: ['image'], success: r => { for (const k of ['tempFilePath', 'size']) show(r.tempFiles[0][k]) } }) } })

//// keys map
const MAP = { tempFilePath: 'p', size: 's' }
Page({ run() { wx.chooseMedia({ mediaType: ['image'], success: r => { const o = {}; Object.keys(MAP).forEach(k => { o[MAP[k]] = r.tempFiles[0][k] }); show(o) } }) } })

//// result key
const L = 'tempFiles'
Page({ run() { wx.chooseMedia({ mediaType: ['image'], success: r => show(r[L][0].tempFilePath) }) } })

//// result key image
const L = 'tempFilePaths'
Page({ run() { wx.chooseImage({ success: r => show(r[L][0]) }) } })

//// computed destructure
const L = 'tempFilePaths'
Page({ run() { wx.chooseImage({ success: ({ [L]: list }) => show(list) }) } })

//// file computed destructure
const L = 'tempFilePath'
Page({ run() { wx.chooseMedia({ mediaType: ['image'], success: ({ tempFiles: [{ [L]: p }] }) => show(p) }) } })

//// let key
let k = 'tempFilePath'
Page({ run() { wx.chooseMedia({ mediaType: ['image'], success: r => { show(r.tempFiles[0][k]); k = 'size' } }) } })

//// param key
const get = (f, k) => f[k]
Page({ run() { wx.chooseMedia({ mediaType: ['image'], success: r => show(get(r.tempFiles[0], 'tempFilePath')) }) } })

//// in
Page({ run() { wx.chooseMedia({ mediaType: ['image'], success: r => show('tempFilePath' in r.tempFiles[0], 'tempFiles' in r) }) } })

//// hasOwn
Page({ run() { wx.chooseMedia({ mediaType: ['image'], success: r => show(r.tempFiles[0].hasOwnProperty('tempFilePath'), Object.prototype.hasOwnProperty.call(r.tempFiles[0], 'tempFilePath')) }) } })

//// err key
const M = 'errMsg'
Page({ run() { wx.chooseImage({ success: r => show(r.tempFilePaths), fail: e => show(e[M].includes('cancel')) }) } })

//// err computed
Page({ run(e) { const M = e.k || 'errMsg'; wx.chooseImage({ success: r => show(r.tempFilePaths), fail: e => show(e[M].includes('cancel')) }) } })

//// err in
Page({ run(e) { wx.chooseImage({ success: r => show(r.tempFilePaths), fail: e => show('errMsg' in e) }) } })

//// option key
const C = 'count'
Page({ run(e) { wx.chooseImage({ [C]: 3, success: r => show(r.tempFilePaths) }) } })

//// fn name const
const F = 'chooseImage'
Page({ run(e) { wx[F]({ count: 3, success: r => show(r.tempFilePaths) }) } })

//// fn name table
const API = { pick: 'chooseImage' }
Page({ run(e) { wx[API.pick]({ count: 3, success: r => show(r.tempFilePaths) }) } })

//// fn dynamic
Page({ run(e) { wx[e.x || 'chooseImage']({ count: 3, success: r => show(r.tempFilePaths) }) } })

//// ternary key
Page({ run(e) { wx.chooseMedia({ mediaType: ['image'], success: r => show(r.tempFiles[0][e ? 'tempFilePath' : 'size']) }) } })

//// my key [my]
const K = 'apFilePaths'
Page({ run(e) { my.chooseImage({ count: 2, success: r => show(r[K][0]) }) } })

//// my compress key [my]
const K = 'apFilePaths'
Page({ run(e) { my.compressImage({ apFilePaths: ['a'], compressLevel: 1, success: r => show(r[K][0]) }) } })

//// frozen table
const K = Object.freeze({ path: 'tempFilePath' })
Page({ run() { wx.chooseMedia({ mediaType: ['image'], success: r => show(r.tempFiles[0][K.path]) }) } })

//// page data key
Page({ data: { k: 'tempFilePath' }, run() { this.data = this.data || { k: 'tempFilePath' }; wx.chooseMedia({ mediaType: ['image'], success: r => show(r.tempFiles[0][this.data.k]) }) } })

//// JSON
Page({ run() { wx.chooseMedia({ mediaType: ['image'], success: r => show(JSON.parse(JSON.stringify(r)).tempFiles[0].tempFilePath) }) } })

//// assign
Page({ run() { wx.chooseMedia({ mediaType: ['image'], success: r => { const o = Object.assign({}, r.tempFiles[0]); show(o.tempFilePath) } }) } })

//// switch code key [my]
const K = 'error'
Page({ run(e) { my.chooseImage({ count: 2, fail: e => show(e[K] === 11), success: r => show(r.apFilePaths.length) }) } })
