//# label-and-continue
Page({ async go() {
  const out = []
  outer: for (const from of ['album', 'camera']) {
    let r
    try { r = await wx.chooseImage({ count: 2, sourceType: [from] }) } catch (e) { if (/cancel/.test(e.errMsg)) continue outer; break }
    for (const f of r.tempFiles) { if (!f.size) continue outer; out.push(f.path) }
  }
  this.setData({ out })
} })

//# reduce-into-map
Page({ go() { wx.chooseMedia({ count: 3, mediaType: ['image'], success: res => {
  const sizes = res.tempFiles.reduce((m, { tempFilePath, size }) => ({ ...m, [tempFilePath]: size }), {})
  this.setData({ n: Object.keys(sizes).length, total: Object.values(sizes).reduce((a, b) => a + b, 0) })
} }) } })

//# entries-of-files
Page({ go() { wx.chooseImage({ count: 3, success: res => {
  const l = []
  for (const [i, f] of res.tempFiles.entries()) l.push(`${i}:${f.size}`)
  for (const i in res.tempFilePaths) l.push(res.tempFilePaths[i])
  this.setData({ l })
} }) } })

//# switch-on-true
Page({ go() { wx.chooseImage({ count: 1, fail: ({ errMsg: m = '' }) => {
  switch (true) {
    case m.includes('cancel'): this.setData({ why: 'cancel' }); break
    case /auth|deny|denied/.test(m): this.setData({ why: 'auth' }); break
    default: this.setData({ why: 'other' })
  }
}, success: r => this.setData({ why: 'ok' }) }) } })

//# table-of-failures
const TEXTS = [[/cancel$/, 'cancelled'], [/auth deny/, 'denied']]
Page({ go() { wx.chooseImage({ count: 1, success: () => this.setData({ t: 'ok' }), fail: e => {
  const hit = TEXTS.find(([re]) => re.test(e.errMsg))
  this.setData({ t: hit ? hit[1] : 'failed' })
} }) } })

//# starts-with
Page({ go() { wx.chooseImage({ count: 1, success: () => this.setData({ t: 'ok' }), fail: e => this.setData({ t: e.errMsg.startsWith('chooseImage:fail cancel') ? 'c' : e.errMsg.endsWith('auth deny') ? 'd' : 'f' }) }) } })

//# split-text
Page({ go() { wx.chooseImage({ count: 1, success: () => this.setData({ t: 'ok' }), fail: e => this.setData({ t: e.errMsg.split(':fail ')[1] === 'cancel' ? 'c' : 'f' }) }) } })

//# replaced-text
Page({ go() { wx.chooseImage({ count: 1, success: () => this.setData({ t: 'ok' }), fail: e => { const why = e.errMsg.replace('chooseImage:fail ', ''); this.setData({ t: why === 'cancel' ? 'c' : 'f' }) } }) } })

//# lower-cased
Page({ go() { wx.chooseImage({ count: 1, success: () => this.setData({ t: 'ok' }), fail: e => { const m = (e && e.errMsg || '').toLowerCase(); this.setData({ t: ~m.indexOf('cancel') ? 'c' : 'f' }) } }) } })

//# stringified
Page({ go() { wx.chooseImage({ count: 1, success: () => this.setData({ t: 'ok' }), fail: e => this.setData({ t: JSON.stringify(e).indexOf('cancel') > -1 ? 'c' : 'f' }) }) } })

//# set-of-numbers
const QUIET = new Set([1, 104])
Page({ go() { wx.chooseImage({ count: 1, success: () => this.setData({ t: 'ok' }), fail: e => this.setData({ t: QUIET.has(e.errno) ? 'quiet' : 'loud' }) }) } })

//# errno-or-text
Page({ go() { wx.chooseImage({ count: 1, success: () => this.setData({ t: 'ok' }), fail: ({ errno, errMsg }) => { const cancelled = errno === 1 || (errMsg || '').indexOf('cancel') >= 0; this.setData({ t: cancelled ? 'c' : 'f' }) } }) } })

//# thrown-again
Page({ async go() {
  const pick = async () => { try { return (await wx.chooseImage({ count: 1 })).tempFilePaths[0] } catch (err) { throw new Error(err.errMsg.includes('cancel') ? 'CANCEL' : 'FAIL') } }
  try { this.setData({ p: await pick() }) } catch (e) { this.setData({ m: e.message }) }
} })

//# error-subclass
class PickError extends Error { constructor(raw) { super(raw.errMsg); this.raw = raw } get cancelled() { return /cancel/.test(this.raw.errMsg) } }
Page({ go() { new Promise((ok, no) => wx.chooseImage({ count: 1, success: ok, fail: e => no(new PickError(e)) })).then(r => this.setData({ p: r.tempFilePaths[0] })).catch(e => this.setData({ c: e.cancelled })) } })

//# all-settled
Page({ async go() {
  const { tempFilePaths = [] } = await wx.chooseImage({ count: 3 }).catch(() => ({}))
  const infos = await Promise.allSettled(tempFilePaths.map(src => wx.getImageInfo({ src })))
  this.setData({ ok: infos.filter(x => x.status === 'fulfilled').map(x => x.value.width), bad: infos.filter(x => x.status === 'rejected').length })
} })

//# race-with-timer
Page({ async go() {
  const pick = wx.chooseImage({ count: 1 }).then(r => r.tempFilePaths[0], () => 'none')
  const p = await Promise.race([pick, new Promise(s => setTimeout(s, 5000, 'late'))])
  this.setData({ p })
} })

//# default-then-null
Page({ async go() {
  const res = await wx.chooseMedia({ count: 1, mediaType: ['image'] }).catch(() => undefined)
  this.setData({ size: res?.tempFiles?.[0]?.size ?? -1, kind: res?.tempFiles?.[0]?.fileType ?? '' })
} })

//# swap-and-sort
Page({ go() { wx.chooseMedia({ count: 5, mediaType: ['image'], success: ({ tempFiles }) => {
  const sorted = [...tempFiles].sort((a, b) => b.size - a.size)
  const [{ size: big } = {}, , { tempFilePath: third } = {}] = sorted
  this.setData({ big, third })
} }) } })

//# nested-default
Page({ go() { wx.chooseMedia({ count: 1, mediaType: ['image'], success: ({ tempFiles: [{ tempFilePath: p = '', size: s = 0, ...rest } = {}] = [] } = {}) => this.setData({ p, s, kind: rest.fileType }) }) } })

//# assigned-outside
let last
Page({ go() { wx.chooseMedia({ count: 2, mediaType: ['image'], success(res) { last = res } , complete: () => { this.setData({ n: last ? last.tempFiles.length : 0, p: last ? last.tempFiles[0].tempFilePath : '' }) } }) } })

//# kept-on-this | press: go+show
Page({ go() { wx.chooseMedia({ count: 2, mediaType: ['image'], success: res => { this.picked = res.tempFiles } }) },
  show() { this.setData({ l: (this.picked || []).map(f => [f.tempFilePath, f.size, f.fileType]) }) } })

//# kept-in-data | press: go+show | verify my: width and height of a picked picture are lost
Page({ data: { files: [] }, go() { wx.chooseMedia({ count: 2, mediaType: ['image'], success: res => this.setData({ files: res.tempFiles }) }) },
  show() { const { files } = this.data; this.setData({ l: files.map(({ tempFilePath }) => tempFilePath) }) } })

//# handler-table
const handlers = { ok(page, r) { page.setData({ p: r.tempFilePaths[0] }) }, no(page, e) { page.setData({ c: /cancel/.test(e.errMsg) }) } }
Page({ go() { wx.chooseImage({ count: 1, success: r => handlers.ok(this, r), fail: e => handlers['no'](this, e) }) } })

//# bound-methods
Page({ go() { wx.chooseImage({ count: 1, success: this.done.bind(this), fail: this.failed.bind(this, 'pick') }) },
  done({ tempFiles }) { this.setData({ size: tempFiles[0].size }) }, failed(what, err) { this.setData({ what, c: err.errMsg.includes('cancel') }) } })

//# curried
const on = page => key => res => page.setData({ [key]: res.tempFilePaths ? res.tempFilePaths.length : res.errMsg.includes('cancel') })
Page({ go() { const set = on(this); wx.chooseImage({ count: 2, success: set('n'), fail: set('c') }) } })

//# options-built-up
Page({ go() { const o = {}; o.count = 2; o['sizeType'] = ['compressed']; o.success = r => this.setData({ n: r.tempFiles.length }); Object.assign(o, { fail: e => this.setData({ e: e.errMsg.indexOf('fail') > 0 }) }); wx.chooseImage(o) } })

//# options-if
Page({ go() { wx.chooseImage({ ...(this.data.one ? { count: 1 } : {}), ...(!this.data.two && { sizeType: ['original'] }), success: r => this.setData({ n: r.tempFilePaths.length }) }) } })

//# computed-keys
const COUNT = 'count', OK = 'success'
Page({ go() { wx.chooseImage({ [COUNT]: 3, [OK]: r => this.setData({ n: r.tempFilePaths.length }), ['fail']: () => this.setData({ n: -1 }) }) } })

//# getter-option
Page({ go() { const self = this; wx.chooseImage({ get count() { return 2 }, success(r) { self.setData({ n: r.tempFilePaths.length }) } }) } })

//# comma-and-void
Page({ go() { let n = 0; n++, wx.chooseImage({ count: n, success: r => (n = r.tempFilePaths.length, void this.setData({ n })) }) } })

//# ternary-api
Page({ go() { const o = { success: r => this.setData({ n: (r.tempFiles || []).length }) }; (this.data.video ? wx.chooseVideo : wx.chooseImage)(o) } })

//# nullish-call
Page({ go() { wx.chooseImage?.({ count: 1, success: r => this.setData({ p: r?.tempFilePaths?.[0] }) }) } })

//# while-retry
Page({ async go() {
  let tries = 0, p = null
  while (tries++ < 3 && !p) { try { p = (await wx.chooseImage({ count: 1 })).tempFilePaths[0] } catch ({ errMsg }) { if (errMsg.match(/cancel/)) break } }
  this.setData({ p, tries })
} })

//# recursion-with-callback
Page({ go() {
  const next = (list, done) => { if (!list.length) return done(); const [src, ...rest] = list; wx.getImageInfo({ src, success: ({ width: w }) => this.setData({ w }), complete: () => next(rest, done) }) }
  wx.chooseImage({ count: 3, success: r => next(r.tempFilePaths, () => this.setData({ done: true })) })
} })

//# generator
Page({ go() {
  function* steps() { const { tempFilePaths } = yield wx.chooseImage({ count: 1 }); const { width } = yield wx.getImageInfo({ src: tempFilePaths[0] }); return width }
  const it = steps()
  const run = v => { const { value, done } = it.next(v); if (done) this.setData({ width: value }); else value.then(run, e => this.setData({ e: e.errMsg.includes('fail') })) }
  run()
} })

//# for-await
Page({ async go() {
  const { tempFilePaths } = await wx.chooseImage({ count: 2 }).catch(() => ({ tempFilePaths: [] }))
  const widths = []
  try { for await (const { width } of tempFilePaths.map(src => wx.getImageInfo({ src }))) widths.push(width) } catch (e) { widths.push(/fail/.test(e.errMsg)) }
  this.setData({ widths })
} })

//# result-mapped-by-key-list
Page({ go() { wx.chooseMedia({ count: 1, mediaType: ['image'], success: r => { const pick = (o, ...ks) => Object.fromEntries(ks.map(k => [k, o[k]])); this.setData(pick(r.tempFiles[0], 'tempFilePath', 'size')) } }) } })

//# json-copy
Page({ go() { wx.chooseMedia({ count: 1, mediaType: ['image'], success: r => { const copy = JSON.parse(JSON.stringify(r.tempFiles)); this.setData({ p: copy[0].tempFilePath }) } }) } })

//# has-own
Page({ go() { wx.chooseMedia({ count: 1, mediaType: ['image'], success: r => { const f = r.tempFiles[0]; this.setData({ a: 'tempFilePath' in f, b: f.hasOwnProperty('size'), c: Object.keys(f).includes('fileType') }) } }) } })

//# delete-and-rename | verify my: width and height of a picked picture are lost
Page({ go() { wx.chooseMedia({ count: 1, mediaType: ['image'], success: r => { const f = r.tempFiles[0]; f.url = f.tempFilePath; delete f.tempFilePath; this.setData({ f }) } }) } })

//# mutate-list
Page({ go() { wx.chooseImage({ count: 3, success: r => { r.tempFilePaths.reverse(); const p = r.tempFilePaths.pop(); r.tempFilePaths.length = 1; this.setData({ p, l: r.tempFilePaths }) } }) } })

//# compress-all
Page({ async go() {
  try {
    const { tempFiles } = await wx.chooseImage({ count: 2, sizeType: ['original'] })
    const small = await Promise.all(tempFiles.map(async f => f.size > 1 ? (await wx.compressImage({ src: f.path, quality: 50 })).tempFilePath : f.path))
    this.setData({ n: small.length, all: small.every(Boolean) })
  } catch (e) { this.setData({ e: e.errMsg.split(':')[0] }) }
} })

//# info-by-type
Page({ go() { wx.chooseImage({ count: 1, success: ({ tempFilePaths: [src] }) => wx.getImageInfo({ src, success: i => {
  const map = { jpeg: 'jpg', png: 'png' }
  this.setData({ ext: map[i.type] || 'bin', turned: ['left', 'right', 'left-mirrored', 'right-mirrored'].includes(i.orientation), ratio: i.width / i.height })
} }) }) } })

//# preview-of-dataset | dataset: {"urls": ["https://a.example/1.png", "https://a.example/2.png"], "index": "1"}
Page({ go({ currentTarget: { dataset: { urls, index } } }) { wx.previewImage({ urls, current: urls[index] }) } })

//# preview-default-current | dataset: {"urls": ["https://a.example/1.png", "https://a.example/2.png"]}
Page({ go(e) { const { urls, current = urls[1] } = e.currentTarget.dataset; wx.previewImage({ current, urls, showmenu: false }) } })

//# preview-spread
Page({ data: { a: ['https://a.example/1.png'], b: ['https://a.example/2.png'] }, go() { const urls = [...this.data.a, ...this.data.b]; const [, current] = urls; wx.previewImage({ urls, current }) } })

//# preview-find-last
Page({ data: { l: [{ u: 'https://a.example/1.png', on: false }, { u: 'https://a.example/2.png', on: true }] }, go() { const urls = this.data.l.map(({ u }) => u); wx.previewImage({ urls, current: this.data.l.find(x => x.on)?.u }) } })

//# counted-by-optional-kind
Page({ go() { wx.chooseMedia({ count: 9, mediaType: ['image'], success: r => { let n = 0; for (let i = 0; i < 9; i++) { if (r.tempFiles[i]?.fileType === 'image') n++ } this.setData({ n }) } }) } })

//# stood-in-entry
Page({ go() { wx.chooseMedia({ count: 2, mediaType: ['image'], success: r => { const [, second = {}] = r.tempFiles; const { fileType } = r.tempFiles[5] || {}; this.setData({ second: second.fileType || 'none', fileType: fileType || 'none', third: (r.tempFiles[2] ?? {}).fileType || 'none' }) } }) } })

//# optional-message
Page({ async go() { const res = await wx.chooseImage({ count: 1 }).catch(() => null); this.setData({ ok: res?.errMsg === 'chooseImage:ok', said: res?.errMsg || 'nothing' }) } })

//# found-perhaps
Page({ go() { wx.chooseMedia({ count: 3, mediaType: ['image'], success: r => { const f = r.tempFiles.find(x => x.size > 1e12); this.setData({ kind: f?.fileType ?? 'none' }) } }) } })

//# optional-refusal
Page({ async go() { const m = await wx.showModal({ title: 'a', content: 'b' }).catch(() => null); this.setData({ no: !!m?.cancel, yes: !!m?.confirm }) } })

//# list-taken-apart-of-nothing
Page({ go() { const [first = 'none'] = wx.getStorageSync('never'); const kept = wx.getStorageSync('nothing'); const [second] = kept; this.setData({ first, second: second || 'none' }) } })

//# list-kept-and-taken-apart | press: go+show
Page({ go() { wx.chooseImage({ count: 2, success: r => wx.setStorageSync('l', r.tempFilePaths.map((_, i) => i)) }) }, show() { const [a = -1, ...more] = wx.getStorageSync('l'); this.setData({ a, n: more.length }) } })

//# matched-part
Page({ go() { wx.chooseImage({ count: 1, success: () => this.setData({ c: 'ok' }), fail: e => this.setData({ c: e.errMsg.match(/fail ?(\w*)/)[1] === 'cancel' ? 'cancelled' : 'failed' }) }) } })

//# matched-and-kept
Page({ go() { wx.chooseImage({ count: 1, success: () => this.setData({ c: 'ok' }), fail: e => { const m = e.errMsg.match(/(cancel)$/); this.setData({ c: m ? m[1] : 'failed' }) } }) } })

//# matched-or-empty
Page({ go() { wx.chooseImage({ count: 1, success: () => this.setData({ c: 'ok' }), fail: e => { const [, why = 'failed'] = e.errMsg.match(/fail (cancel)/) || []; this.setData({ c: why }) } }) } })

//# matches-counted
Page({ go() { wx.chooseImage({ count: 1, success: () => this.setData({ n: -1 }), fail: ({ errMsg }) => this.setData({ n: (errMsg.match(/cancel/g) || []).length }) }) } })

//# match-is-null
Page({ go() { wx.chooseImage({ count: 1, success: () => this.setData({ c: 'ok' }), fail: e => { if (e.errMsg.match(/cancel/) === null) this.setData({ c: 'failed' }); else if (e.errMsg.match('cancel') !== null) this.setData({ c: 'cancelled' }) } }) } })

//# match-asked
Page({ go() { wx.chooseImage({ count: 1, success: () => this.setData({ c: 'ok' }), fail: e => { if (!e.errMsg.match(/cancel/)) return this.setData({ c: 'failed' }); this.setData({ c: e.errMsg.match('cancel') ? 'cancelled' : '' }) } }) } })

//# compressed-or-nothing
Page({ async go() {
  const { tempFilePaths: [src] = [] } = (await wx.chooseImage({ count: 1 }).catch(() => null)) || {}
  if (!src) return this.setData({ p: 'none' })
  const { tempFilePath = src } = (await wx.compressImage({ src, quality: 80 }).catch(() => null)) || {}
  this.setData({ same: tempFilePath === src, p: !!tempFilePath })
} })

//# compressed-or-empty
Page({ async go() {
  const { tempFilePaths = [] } = await wx.chooseImage({ count: 1 }).catch(() => ({}))
  const { tempFilePath: p } = tempFilePaths.length ? await wx.compressImage({ src: tempFilePaths[0], quality: 80 }).catch(() => ({})) : {}
  this.setData({ p: p ? 'small' : 'none' })
} })
