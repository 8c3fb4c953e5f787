//// passed to another
const api = (o) => o.chooseImage({ count: 2, success: r => show(r.tempFilePaths) })
const kept = [wx]
Page({ run() { kept.forEach(api) } })

//// copied
const api = Object.assign({}, wx)
Page({ run() { api.chooseImage({ count: 2, success: r => show(r.tempFilePaths) }) } })

//// spread
const api = { ...wx }
Page({ run() { api.chooseImage({ count: 2, success: r => show(r.tempFilePaths) }) } })

//// proxied
const api = new Proxy(wx, { get: (target, name) => (o) => { show(name); return target[name](o) } })
Page({ run() { api.chooseImage({ count: 2, success: r => show(r.tempFilePaths) }) } })

//// promisified
const all = (from) => Object.keys(from).reduce((to, name) => Object.assign(to, { [name]: (o) => new Promise((success, fail) => from[name](Object.assign({}, o, { success, fail }))) }), {})
const api = all(wx)
Page({ run() { api.chooseImage({ count: 2 }).then(r => show(r.tempFilePaths), e => show(/cancel/.test(e.errMsg))) } })

//// exported
const api = wx
module.exports = api
Page({ run() { module.exports.chooseImage({ count: 2, success: r => show(r.tempFilePaths) }) } })

//// default
function pick(o, platform = wx) { platform.chooseImage(o) }
Page({ run() { pick({ count: 2, success: r => show(r.tempFilePaths) }) } })

//// by name
function call(name, o) { return wx[name](o) }
module.exports = { call }
Page({ run() { call('chooseImage', { count: 2, success: r => show(r.tempFilePaths) }) } })

//// by template
const of = (what) => wx[`choose${what}`]
module.exports = { of }
Page({ run() { of('Image')({ count: 2, success: r => show(r.tempFilePaths) }) } })

//// by list
const NAMES = ['chooseImage', 'chooseVideo']
Page({ run() { for (const name of NAMES) if (name !== 'chooseVideo') wx[name]({ count: 2, success: r => show(r.tempFilePaths) }) } })

//// by table
const TABLE = { a: 'chooseImage', b: 'getImageInfo' }
const of = (key) => wx[TABLE[key]]
Page({ run() { of('a')({ count: 2, success: r => show(r.tempFilePaths) }) } })

//// called on it
function call(name, o) { return wx[name].call(wx, o) }
module.exports = { call }
Page({ run() { call('chooseImage', { count: 2, success: r => show(r.tempFilePaths) }) } })

//// bound to it
function call(name, o) { return wx[name].bind(wx)(o) }
module.exports = { call }
Page({ run() { call('chooseImage', { count: 2, success: r => show(r.tempFilePaths) }) } })

//// a member of the program's own
wx.pick = (o) => wx.chooseImage(o)
Page({ run() { wx.pick({ count: 2, success: r => show(r.tempFilePaths) }) } })

//// a member replaced
const old = wx.chooseImage
wx.chooseImage = (o) => { show('mine'); old(o) }
Page({ run() { wx.chooseImage({ count: 2, success: r => show(r.tempFilePaths) }) } })

//// a member wrapped by name
['chooseImage'].forEach((name) => { const old = wx[name]; wx[name] = (o) => { show(name); old.call(wx, o) } })
Page({ run() { wx.chooseImage({ count: 2, success: r => show(r.tempFilePaths) }) } })

//// members added
Object.assign(wx, { pick: (o) => wx.chooseImage(o) })
Page({ run() { wx.pick({ count: 2, success: r => show(r.tempFilePaths) }) } })

//// its own name inside
function pick(wx, o) { wx.chooseImage(o) }
const more = (o) => wx.chooseImage(o)
Page({ run() { pick(wx, { count: 2, success: r => { show(r.tempFilePaths); more({ count: 1, success: r => show(r.tempFilePaths) }) } }) } })

//// presence
const there = typeof wx !== 'undefined'
const hand = (o) => [wx].map((api) => api.chooseImage(o))
Page({ run() { if (there) hand({ count: 2, success: r => show(r.tempFilePaths) }); else show('no') } })

//// what is native stays so
const hand = (o) => [wx].map((api) => api.chooseImage(o))
Page({ run() { wx.chooseImage({ count: 2, success: r => { show(r.tempFilePaths); hand({ count: 1, success: r => show(r.tempFilePaths) }) } }) } })

//// the rest
const { chooseImage, ...others } = wx
Page({ run() { chooseImage({ count: 2, success: r => { show(r.tempFilePaths); others.previewImage({ urls: r.tempFilePaths, success: () => show('seen') }) } }) } })

//// all handed on [my]
const api = Object.assign({}, my)
Page({ run() { api.chooseImage({ count: 2, success: r => show(r.apFilePaths) }) } })

//// by name there [my]
function call(name, o) { return my[name](o) }
module.exports = { call }
Page({ run() { call('chooseImage', { count: 2, success: r => show(r.apFilePaths), fail: e => show(e.error === 11) }) } })

//// of the third [tt]
const api = { ...tt }
Page({ run() { api.chooseImage({ count: 2, success: r => show(r.tempFilePaths) }) } })

//// by name of the third [tt]
function call(name, o) { return tt[name](o) }
module.exports = { call }
Page({ run() { call('chooseImage', { count: 2, success: r => show(r.tempFilePaths) }) } })
