//# optional-entries
Page({ async go() { const res = await my.chooseImage({ count: 2 }).catch(() => null); this.setData({ p: res?.apFilePaths?.[0] ?? '', n: (res?.tempFilePaths || []).length }) } })

//# codes-in-a-map
const WHY = { 11: 'cancelled', 2001: 'refused', 2002: 'refused', 2003: 'refused' }
Page({ go() { my.chooseImage({ count: 1, success: () => this.setData({ why: 'ok' }), fail: e => this.setData({ why: WHY[e.error] || 'failed' }) }) } })

//# codes-in-a-set
const QUIET = new Set([11])
Page({ go() { my.chooseImage({ count: 1, success: () => this.setData({ why: 'ok' }), fail: ({ error }) => { if (QUIET.has(error)) return; this.setData({ why: 'loud' }) } }) } })

//# code-as-text
Page({ go() { my.chooseImage({ count: 1, success: () => this.setData({ c: '' }), fail: e => this.setData({ c: String(e.error) === '11' ? 'cancelled' : 'failed' }) }) } })

//# code-loosely
Page({ go() { my.chooseImage({ count: 1, success: () => this.setData({ c: '' }), fail: e => { if (e.error == '11') this.setData({ c: 'cancelled' }); else this.setData({ c: 'failed' }) } }) } })

//# code-in-a-range
Page({ go() { my.chooseImage({ count: 1, success: () => this.setData({ c: '' }), fail: e => { this.setData({ c: e.error >= 2001 && e.error <= 2003 ? 'refused' : e.error === 11 ? 'cancelled' : 'failed' }) } }) } })

//# switch-with-falling-through
Page({ go() { my.chooseImage({ count: 1, success: () => this.setData({ c: 'ok' }), fail: function ({ error, errorMessage }) {
  switch (error) { case 11: break; case 2001: case 2002: case 2003: this.guide(); break; default: this.setData({ c: 'failed' }) }
}.bind(this) }) }, guide() { this.setData({ c: 'guide' }) } })

//# info-words
Page({ go() { my.chooseImage({ count: 1, success: ({ apFilePaths: [src] }) => my.getImageInfo({ src, success: ({ type, width, height, orientation = 'up' }) => this.setData({ ext: type === 'jpeg' ? 'jpg' : type, wide: width > height, turned: orientation !== 'up' }) }) }) } })

//# preview-index | dataset: {"index": "1"}
Page({ data: { urls: ['https://a.example/1.png', 'https://a.example/2.png'] }, go(e) { my.previewImage({ urls: this.data.urls, current: +e.currentTarget.dataset.index }) } })

//# preview-last
Page({ data: { urls: ['https://a.example/1.png', 'https://a.example/2.png'] }, go() { const { urls } = this.data; my.previewImage({ current: urls.length - 1, urls }) } })

//# compress-level-table
const LEVELS = { low: 0, high: 2 }
Page({ go() { my.chooseImage({ count: 1, success: r => my.compressImage({ apFilePaths: r.apFilePaths, compressLevel: LEVELS.high, success: c => this.setData({ n: c.apFilePaths.length, p: c.apFilePaths[0] ? 1 : 0 }), fail: () => this.setData({ n: -1 }) }) }) } })

//# compress-in-turn
Page({ async go() { try { const { apFilePaths } = await my.chooseImage({ count: 3 }); const out = []; for (const p of apFilePaths) { const { apFilePaths: [q] } = await my.compressImage({ apFilePaths: [p], compressLevel: 1 }); out.push(q) } this.setData({ n: out.length, all: out.every(x => !!x) }) } catch (e) { this.setData({ bad: e.error !== undefined }) } } })

//# save-all-in-turn
Page({ go() { my.chooseImage({ count: 3, success: ({ apFilePaths }) => { let i = 0, ok = 0; const next = () => { if (i >= apFilePaths.length) return this.setData({ ok }); my.saveImageToPhotosAlbum({ filePath: apFilePaths[i++], success: () => { ok++ }, complete: next }) }; next() } }) } })

//# stored-list | press: go+again
Page({ go() { my.chooseImage({ count: 1, success: r => { const { data } = my.getStorageSync({ key: 'l' }); my.setStorageSync({ key: 'l', data: [...(data || []), r.apFilePaths.length] }); } }) }, again() { this.setData({ l: my.getStorageSync({ key: 'l' }).data || 'none' }) } })

//# video-of-any-name
Page({ go() { my.chooseVideo({ sourceType: ['album'], success: r => { const path = r.apFilePath || r.tempFilePath || r.filePath; this.setData({ has: !!path, d: typeof r.duration }) }, fail: ({ error }) => this.setData({ c: error === 10 || error === 11 }) }) } })

//# callbacks-by-name
const ok = page => res => page.setData({ n: res.tempFiles ? res.tempFiles.length : res.apFilePaths.length })
Page({ go() { my.chooseImage({ count: 2, success: ok(this), fail: this.no.bind(this) }) }, no(err) { this.setData({ c: err.error === 11 ? 1 : 2 }) } })

//# destructured-api
const { chooseImage, getImageInfo } = my
Page({ go() { chooseImage({ count: 1, success: ({ apFilePaths }) => getImageInfo({ src: apFilePaths[0], success: ({ width }) => this.setData({ width }), fail: () => this.setData({ width: -1 }) }) }) } })

//# action-sheet-then-pick
Page({ go() { my.showActionSheet({ items: ['album', 'camera'], success: ({ index }) => { if (index < 0) return this.setData({ no: 1 }); my.chooseImage({ sourceType: [['album'], ['camera']][index], success: r => this.setData({ n: r.apFilePaths.length }) }) } }) } })

//# video-or-nothing
Page({ async go() { const { tempFilePath } = (await my.chooseVideo({ sourceType: ['album'] }).catch(() => null)) || {}; this.setData({ v: tempFilePath ? 'picked' : 'none' }) } })

//# video-at-the-end
Page({ go() { let res; my.chooseVideo({ sourceType: ['album'], success: r => { res = r }, complete: () => { const { tempFilePath } = res || {}; this.setData({ v: tempFilePath ? 'picked' : 'none' }) } }) } })
