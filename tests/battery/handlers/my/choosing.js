//# default-count
Page({ go() { my.chooseImage({ success: r => this.setData({ n: r.apFilePaths.length }) }) } })

//# ap-file-paths
Page({ go() { my.chooseImage({ count: 2, success: (res) => { this.setData({ list: res.apFilePaths }) } }) } })

//# temp-file-paths
Page({ go() { my.chooseImage({ count: 2, sourceType: ['album'], success: ({ tempFilePaths }) => this.setData({ list: tempFilePaths }) }) } })

//# temp-files
Page({ go() { my.chooseImage({ count: 3, success: r => this.setData({ s: r.tempFiles.map(f => ({ p: f.path, kb: f.size / 1024 })) }) }) } })

//# either-field
Page({ go() { my.chooseImage({ count: 1, success: r => { const paths = r.tempFilePaths || r.apFilePaths; this.setData({ p: paths[0] }) } }) } })

//# source-word
Page({ go() { my.chooseImage({ sourceType: 'camera', count: 1, success: r => this.setData({ p: r.apFilePaths[0] }) }) } })

//# source-camera
Page({ go() { my.chooseImage({ sourceType: ['camera'], success: r => this.setData({ p: r.apFilePaths[0] }) }) } })

//# source-both
Page({ go() { my.chooseImage({ sourceType: ['camera', 'album'], count: 9, success: r => this.setData({ n: r.apFilePaths.length }) }) } })

//# original
Page({ go() { my.chooseImage({ sizeType: ['original'], count: 1, success: r => this.setData({ p: r.apFilePaths[0] }) }) } })

//# compressed
Page({ go() { my.chooseImage({ sizeType: ['compressed'], count: 1, success: r => this.setData({ p: r.apFilePaths[0] }) }) } })

//# store-to-album
Page({ go() { my.chooseImage({ sourceType: ['camera'], storeToAlbum: true, success: r => this.setData({ p: r.apFilePaths[0] }) }) } })

//# store-to-album-false
Page({ go() { my.chooseImage({ sourceType: ['camera'], storeToAlbum: false, success: r => this.setData({ p: r.apFilePaths[0] }) }) } })

//# map-paths
Page({ data: { files: [] }, go() { my.chooseImage({ count: 3, success: r => this.setData({ files: this.data.files.concat(r.apFilePaths.map(path => ({ path, status: 'wait' }))) }) }) } })

//# for-each
Page({ go() { my.chooseImage({ count: 3, success: r => { const out = []; r.apFilePaths.forEach((p, i, all) => out.push(`${i + 1}/${all.length}`)); this.setData({ out }) } }) } })

//# unique
Page({ go() { my.chooseImage({ count: 3, success: r => this.setData({ u: r.apFilePaths.filter((p, i, a) => a.indexOf(p) === i) }) }) } })

//# field-by-constant
const KEY = 'apFilePaths'
Page({ go() { my.chooseImage({ count: 1, success: r => this.setData({ p: r[KEY][0] }) }) } })

//# field-by-loop
Page({ go() { my.chooseImage({ count: 1, success: r => { for (const k of ['apFilePaths', 'tempFilePaths']) if (r[k]) { this.setData({ p: r[k][0] }); break } } }) } })

//# renamed
Page({ go() { my.chooseImage({ count: 1, success: ({ apFilePaths: [avatar] }) => this.setData({ avatar }) }) } })

//# count-parameter
function pick(count, cb) { my.chooseImage({ count, success: r => cb(r.apFilePaths) }) }
Page({ go() { pick(undefined, l => this.setData({ n: l.length })) } })

//# count-parameter-given
function pick(count, cb) { my.chooseImage({ count, success: r => cb(r.apFilePaths) }) }
Page({ go() { pick(3, l => this.setData({ n: l.length })) } })

//# count-remaining
Page({ data: { images: [], max: 4 }, go() { my.chooseImage({ count: this.data.max - this.data.images.length, success: r => this.setData({ images: this.data.images.concat(r.apFilePaths) }) }) } })

//# count-from-dataset
Page({ go(e) { my.chooseImage({ count: e.currentTarget.dataset.max, success: r => this.setData({ n: r.apFilePaths.length }) }) } })

//# result-whole
Page({ go() { my.chooseImage({ count: 1, success: res => this.setData({ res }) }) } })

//# result-passed
function show(page, res) { page.setData({ p: res.apFilePaths[0], n: res.apFilePaths.length }) }
Page({ go() { my.chooseImage({ count: 2, success: res => show(this, res) }) } })

//# handler-method
Page({ go() { my.chooseImage({ count: 1, success: this.onPick.bind(this) }) }, onPick(res) { this.setData({ p: res.apFilePaths[0] }) } })

//# video
Page({ go() { my.chooseVideo({ sourceType: ['album', 'camera'], maxDuration: 30, success: r => this.setData({ v: r.tempFilePath, size: r.size }) }) } })

//# video-original
Page({ go() { my.chooseVideo({ compressed: false, success: r => this.setData({ v: r.tempFilePath, w: r.width, h: r.height }) }) } })

//# video-file-path
Page({ go() { my.chooseVideo({ success: r => this.setData({ v: r.filePath || r.tempFilePath }) }) } })

//# video-camera-list
Page({ go() { my.chooseVideo({ sourceType: ['camera'], camera: ['front'], success: r => this.setData({ v: r.tempFilePath }) }) } })

//# optional-result
Page({ go() { my.chooseImage({ count: 1, success: res => this.setData({ p: res?.apFilePaths?.[0] ?? '' }) }) } })
