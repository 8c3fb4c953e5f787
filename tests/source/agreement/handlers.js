//// compress chain
Page({ run() { wx.chooseImage({ count: 2 }).then(({ tempFilePaths: [src] }) => wx.compressImage({ src, quality: 60 })).then(({ tempFilePath }) => show(tempFilePath)).catch((e) => { if (e.errMsg && e.errMsg.includes('cancel')) show('c'); else show('x') }) } })

//// all map
Page({ run() { wx.chooseImage({ count: 2 }).then((r) => Promise.all(r.tempFilePaths.map((p) => wx.getImageInfo({ src: p })))).then((l) => show(l.map((i) => i.width))).catch((e) => show(e.errMsg.includes('getImageInfo'))) } })

//// two catches
Page({ run() { wx.chooseImage({ count: 2 }).catch((e) => { show(e.errMsg.includes('cancel')); throw e }).then((r) => wx.getImageInfo({ src: r.tempFilePaths[0] })).then((i) => show(i.height)).catch((e) => show('last')) } })

//// handler object
const onFail = { cancel(e) { return e.errMsg.includes('cancel') } }
Page({ run() { wx.chooseImage({ count: 2, success: (r) => show(r.tempFilePaths), fail: (e) => show(onFail.cancel(e)) }) } })

//// outer var result
let last = null
Page({ run() { wx.chooseImage({ count: 2, success(r) { last = r }, complete() { show(last && last.tempFilePaths) } }) } })

//// closure method
Page({ run() { const self = this; wx.chooseImage({ count: 2, success: function (res) { self.setData({ l: res.tempFilePaths.slice(0, 1) }) }, fail: function (res) { if (res.errMsg == 'chooseImage:fail cancel') show('c') } }) } })

//// await in condition
Page({ async run() { if ((await wx.chooseImage({ count: 2 })).tempFilePaths.length) show('some') } })

//// await destructure default
Page({ async run() { const { tempFilePaths: [a = 'none'] = [] } = await wx.chooseImage({ count: 2 }); show(a) } })

//// async catch method
Page({ async run() { const r = await wx.chooseImage({ count: 2 }).catch((e) => (e.errMsg.includes('cancel') ? null : undefined)); show(r && r.tempFilePaths) } })

//// async catch stand in
Page({ async run() { const r = await wx.chooseImage({ count: 2 }).catch(() => ({ tempFilePaths: [] })); show(r.tempFilePaths) } })

//// await array
Page({ async run() { const [r, e] = await wx.chooseImage({ count: 2 }).then((r) => [r, null], (e) => [null, e]); show(r ? r.tempFilePaths : e.errMsg.includes('cancel')) } })

//// to helper
const to = (p) => p.then((r) => [null, r]).catch((e) => [e])
Page({ async run() { const [e, r] = await to(wx.chooseImage({ count: 2 })); if (e) { show(e.errMsg.includes('cancel')); return } show(r.tempFilePaths) } })

//// for await
Page({ async run() { for await (const r of [wx.chooseImage({ count: 2 })]) show(r.tempFilePaths) } })

//// generator
Page({ run() { const it = (function* () { const r = yield wx.chooseImage({ count: 2 }); show(r.tempFilePaths) })(); it.next().value.then((r) => it.next(r), (e) => show(e.errMsg.includes('cancel'))) } })

//// nested destructure sort copy
Page({ run() { wx.chooseMedia({ count: 2, mediaType: ['image'], success: ({ tempFiles }) => { const sorted = [...tempFiles].sort((a, b) => b.size - a.size); show(sorted.map(({ tempFilePath, size }) => tempFilePath + size)) } }) } })

//// index of entry
Page({ run() { wx.chooseMedia({ count: 2, mediaType: ['image'], success: ({ tempFiles }) => { tempFiles.forEach((f) => show(tempFiles.indexOf(f), f.tempFilePath)) } }) } })

//// swap
Page({ run() { wx.chooseMedia({ count: 2, mediaType: ['image'], success: ({ tempFiles }) => { const [a, b] = tempFiles; const l = [b, a]; show(l[0].tempFilePath) } }) } })

//// push entries
Page({ run() { const l = []; wx.chooseMedia({ count: 2, mediaType: ['image'], success: (r) => { for (const f of r.tempFiles) l.push(f); show(l[0].tempFilePath) } }) } })

//// join
Page({ run() { wx.chooseMedia({ count: 2, mediaType: ['image'], success: (r) => show(r.tempFiles.map((f) => f.tempFilePath).join('|')) }) } })

//// reduce with sizes
Page({ run() { wx.chooseMedia({ count: 2, mediaType: ['image'], success: ({ tempFiles }) => show(tempFiles.reduce((n, { size }) => n + size, 0)) }) } })

//// my map third [my]
Page({ run() { my.chooseImage({ count: 2, success: ({ apFilePaths }) => show(apFilePaths.filter((p, i, all) => all.indexOf(p) === i)) }) } })

//// my entries [my]
Page({ run() { my.chooseImage({ count: 2, success: (r) => { for (const [i, p] of r.apFilePaths.entries()) show(i, p) } }) } })

//// my both catch [my]
Page({ async run() { try { const { apFilePaths } = await my.chooseImage({ count: 2 }); const { width } = await my.getImageInfo({ src: apFilePaths[0] }); show(width) } catch ({ error }) { show(error === 11 ? 'c' : 'x') } } })

//// my async method [my]
Page({ async pick() { const { apFilePaths } = await my.chooseImage({ count: 2 }); return apFilePaths }, run() { this.pick().then((l) => show(l), (e) => show(e.error === 11)) } })

//// my bind [my]
Page({ run() { const pick = my.chooseImage.bind(my); pick({ success: (r) => show(r.apFilePaths) }) } })

//// tt guard [tt]
Page({ run() { tt && 'chooseImage' in tt && tt.chooseImage({ count: 2, success: (r) => show(r.tempFilePaths), fail: (e) => show(!!(e.errno && e.errno === 1300001)) }) } })

//// default arrow param
const pick = (count = 3, done = show) => wx.chooseImage({ count, success: (r) => done(r.tempFilePaths) })
Page({ run() { pick(undefined) } })

//// spread callback
Page({ run() { const cbs = { success: (r) => show(r.tempFilePaths) }; wx.chooseImage({ count: 2, ...cbs }) } })

//// err instance
Page({ async run() { try { await wx.chooseImage({ count: 2 }); throw new Error('mine') } catch (e) { show(e.message || e.errMsg.includes('cancel')) } } })

//// rethrow outer
Page({ async go() { try { return (await wx.chooseImage({ count: 2 })).tempFilePaths } catch (e) { throw new Error(e.errMsg.includes('cancel') ? 'c' : 'x') } }, async run() { try { show(await this.go()) } catch (e) { show(e.message) } } })

//// labelled code
Page({ run() { wx.chooseImage({ count: 2, success: (r) => show(r.tempFilePaths), fail: (e) => { const kind = /cancel/.test(e.errMsg) ? 'c' : /auth/.test(e.errMsg) ? 'a' : 'x'; show(kind) } }) } })

//// map table of tests
Page({ run() { wx.chooseImage({ count: 2, success: (r) => show(r.tempFilePaths), fail: (e) => { const hit = ['cancel', 'deny'].find((w) => e.errMsg.includes(w)); show(hit || 'x') } }) } })

//// optional member
Page({ run() { wx.chooseImage({ count: 2, success: (r) => show(r?.tempFilePaths?.[0]), fail: (e) => { if (e?.errMsg?.indexOf?.('cancel') > -1) show('c'); else show('x') } }) } })

//// in success throws
Page({ run() { return new Promise((resolve, reject) => { wx.chooseImage({ count: 2, success: (r) => { r.tempFilePaths.length > 1 ? reject({ errMsg: 'too many' }) : resolve(r) }, fail: reject }) }).catch((e) => show(e.errMsg.includes('cancel') ? 'c' : e.errMsg.includes('many') ? 'm' : 'x')) } })

//// class component
class P { constructor() { this.list = [] } async add(n) { const { tempFilePaths } = await wx.chooseImage({ count: n }); this.list = this.list.concat(tempFilePaths) } }
const p = new P()
Page({ async run() { try { await p.add(2); show(p.list) } catch (e) { show(e.errMsg.includes('cancel')) } } })

//// exported default object
const api = { async pick(count) { const r = await wx.chooseImage({ count }); return r.tempFilePaths } }
Page({ run() { api.pick(2).then((l) => show(l)).catch((e) => show(e.errMsg.includes('cancel'))) } })

//// page options var
const options = { async run() { try { const r = await wx.chooseImage({ count: 2 }); this.setData({ l: r.tempFilePaths }) } catch (e) { if (e.errMsg.includes('cancel')) show('c') } } }
Page(options)
