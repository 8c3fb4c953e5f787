//# default-count
Page({ go() { tt.chooseImage({ success: r => this.setData({ n: r.tempFilePaths.length }) }) } })

//# documented-sample
Page({ go() { tt.chooseImage({ sourceType: ['album', 'camera'], count: 10, sizeType: ['compressed'], cameraDevice: 'front', isSaveToAlbum: '0', success: (res) => this.setData({ l: res.tempFilePaths, f: res.tempFiles.map(f => f.size) }), fail: () => this.setData({ failed: true }) }) } })

//# count-parameter
function pick(count, cb) { tt.chooseImage({ count, success: r => cb(r.tempFilePaths) }) }
Page({ go() { pick(undefined, l => this.setData({ n: l.length })) } })

//# count-parameter-given
function pick(count, cb) { tt.chooseImage({ count, success: r => cb(r.tempFilePaths) }) }
Page({ go() { pick(2, l => this.setData({ n: l.length })) } })

//# count-remaining
Page({ data: { images: ['https://a.example.com/1.jpg'], max: 5 }, go() { tt.chooseImage({ count: this.data.max - this.data.images.length, success: ({ tempFilePaths }) => this.setData({ images: [...this.data.images, ...tempFilePaths] }) }) } })

//# camera-only
Page({ go() { tt.chooseImage({ sourceType: ['camera'], success: r => this.setData({ p: r.tempFilePaths[0] }) }) } })

//# camera-saves
Page({ go() { tt.chooseImage({ sourceType: ['camera'], isSaveToAlbum: '1', success: r => this.setData({ p: r.tempFilePaths[0] }) }) } })

//# camera-front | tells my: any
Page({ go() { tt.chooseImage({ sourceType: ['camera'], cameraDevice: 'front', success: r => this.setData({ p: r.tempFilePaths[0] }) }) } })

//# original
Page({ go() { tt.chooseImage({ count: 2, sizeType: ['original'], success: r => this.setData({ l: r.tempFilePaths }) }) } })

//# album-save-both | tells wx: any
Page({ go() { tt.chooseImage({ count: 1, sourceType: ['album', 'camera'], isSaveToAlbum: '1', success: r => this.setData({ p: r.tempFilePaths[0] }) }) } })

//# media-default | differs my: MG523
Page({ go() { tt.chooseMedia({ sizeType: ['compressed'], success: r => this.setData({ l: r.tempFiles.map(f => [f.tempFilePath, f.type]) }) }) } })

//# media-image
Page({ go() { tt.chooseMedia({ mediaType: ['image'], count: 3, success: ({ tempFiles }) => this.setData({ l: tempFiles.map(f => f.tempFilePath), k: tempFiles[0].type }) }) } })

//# media-video
Page({ go() { tt.chooseMedia({ mediaType: ['video'], count: 1, sizeType: ['compressed'], success: ({ tempFiles: [f] }) => this.setData({ v: f.tempFilePath, s: f.duration, w: f.width, size: f.size }) }) } })

//# media-video-duration
Page({ go() { tt.chooseMedia({ mediaType: ['video'], count: 1, sizeType: ['compressed'], sourceType: ['camera'], maxDuration: 15, cameraDevice: 'back', success: ({ tempFiles: [f] }) => this.setData({ v: f.tempFilePath }) }) } })

//# media-for-each
Page({ go() { tt.chooseMedia({ mediaType: ['image', 'video'], count: 1, sizeType: ['compressed'], success: res => { const a = [], b = []; res.tempFiles.forEach(f => (f.type === 'video' ? b : a).push(f.tempFilePath)); this.setData({ a, b }) } }) } })

//# media-third-argument
Page({ go() { tt.chooseMedia({ mediaType: ['image'], count: 3, success: r => { const u = r.tempFiles.filter((f, i, a) => a.findIndex(g => g.tempFilePath === f.tempFilePath) === i); this.setData({ n: u.length }) } }) } })

//# media-constant-field
const KEY = 'tempFilePath'
Page({ go() { tt.chooseMedia({ mediaType: ['image'], count: 1, success: r => this.setData({ p: r.tempFiles[0][KEY] }) }) } })

//# media-field-table
const FIELDS = ['tempFilePath', 'type', 'size']
Page({ go() { tt.chooseMedia({ mediaType: ['image'], count: 1, success: r => this.setData(Object.fromEntries(FIELDS.map(k => [k, r.tempFiles[0][k]]))) }) } })

//# media-spread
Page({ go() { tt.chooseMedia({ mediaType: ['image'], count: 2, success: r => this.setData({ l: r.tempFiles.map(f => ({ ...f, ok: true })) }) }) } })

//# media-whole
Page({ go() { tt.chooseMedia({ mediaType: ['image'], count: 1, success: res => this.setData({ res }) }) } })

//# media-json
const api = require('../../utils/api')
Page({ go() { tt.chooseMedia({ mediaType: ['image'], count: 1, success(res) { api.report(JSON.parse(JSON.stringify(res)).tempFiles[0].type) } }) } })

//# media-destructured
Page({ go() { tt.chooseMedia({ mediaType: ['image'], count: 1, success: ({ tempFiles: [{ tempFilePath: src, type: kind, size }] }) => this.setData({ src, kind, size }) }) } })

//# media-switch
Page({ go() { tt.chooseMedia({ mediaType: ['image'], count: 1, success: r => { switch (r.tempFiles[0].type) { case 'image': this.setData({ i: 1 }); break; default: this.setData({ i: 0 }) } } }) } })

//# video-stopped
Page({ go() { tt.chooseVideo({ sourceType: ['album'], maxDuration: 60, success: r => this.setData({ v: r.tempFilePath, s: r.size }) }) } })

//# video-limit
Page({ go() { tt.chooseVideo({ maxDuration: 10, success: r => this.setData({ v: r.tempFilePath }), fail: () => this.setData({ long: true }) }) } })

//# video-original
Page({ go() { tt.chooseVideo({ compressed: false, success: r => this.setData({ v: r.tempFilePath, d: r.duration }) }) } })

//# file-picker | differs my: MG401
Page({ go() { tt.filePicker({ maxNum: 1, success: r => this.setData({ n: r.list[0].name, p: r.list[0].path, s: Number(r.list[0].size) }) }) } })

//# file-picker-system | differs my: MG401
Page({ go() { tt.filePicker({ isSystem: true, success: r => this.setData({ n: r.list.length }) }) } })

//# handler-method
Page({ go() { tt.chooseImage({ count: 1, success: this.onOk.bind(this), fail: this.onFail.bind(this) }) }, onOk(r) { this.setData({ p: r.tempFilePaths[0] }) }, onFail(e) { this.setData({ c: e.errno === 1300001 }) } })
