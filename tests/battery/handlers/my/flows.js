//# compress-list
Page({ go() { my.chooseImage({ count: 1, success: r => my.compressImage({ apFilePaths: r.apFilePaths, compressLevel: 1, success: c => this.setData({ p: c.apFilePaths[0] }) }) }) } })

//# compress-several
Page({ go() { my.chooseImage({ count: 3, success: r => my.compressImage({ apFilePaths: r.apFilePaths, compressLevel: 0, success: c => this.setData({ l: c.apFilePaths }), fail: () => this.setData({ l: [] }) }) }) } })

//# compress-high
Page({ go() { my.chooseImage({ count: 1, success: ({ apFilePaths: [p] }) => my.compressImage({ apFilePaths: [p], compressLevel: 2, success: ({ apFilePaths: [c] }) => this.setData({ c }) }) }) } })

//# compress-none
Page({ go() { my.chooseImage({ count: 1, success: ({ apFilePaths: [p] }) => my.compressImage({ apFilePaths: [p], compressLevel: 3, success: ({ apFilePaths: [c] }) => this.setData({ c }) }) }) } })

//# compress-default | differs both: MG111
Page({ go() { my.chooseImage({ count: 1, success: r => my.compressImage({ apFilePaths: r.apFilePaths, success: c => this.setData({ p: c.apFilePaths[0] }) }) }) } })

//# compress-level-parameter
function shrink(paths, level, cb) { my.compressImage({ apFilePaths: paths, compressLevel: level, success: r => cb(r.apFilePaths) }) }
Page({ go() { my.chooseImage({ count: 1, success: r => shrink(r.apFilePaths, 1, l => this.setData({ l })) }) } })

//# compress-promise
Page({ async go() { try { const { apFilePaths } = await my.chooseImage({ count: 2 }); const out = await my.compressImage({ apFilePaths, compressLevel: 1 }); this.setData({ l: out.apFilePaths }) } catch (e) { this.setData({ l: [] }) } } })

//# info
Page({ go() { my.chooseImage({ count: 1, success: r => my.getImageInfo({ src: r.apFilePaths[0], success: i => this.setData({ w: i.width, h: i.height }) }) }) } })

//# info-type
Page({ go() { my.chooseImage({ count: 1, success: r => my.getImageInfo({ src: r.apFilePaths[0], success: i => this.setData({ jpg: i.type === 'jpg', png: i.type === 'png' }) }) }) } })

//# info-type-kept
Page({ go() { my.chooseImage({ count: 1, success: r => my.getImageInfo({ src: r.apFilePaths[0], success: i => this.setData({ type: i.type }) }) }) } })

//# info-orientation
Page({ go() { my.chooseImage({ count: 2, success: r => my.getImageInfo({ src: r.apFilePaths[r.apFilePaths.length - 1], success: i => this.setData({ o: i.orientation }) }) }) } })

//# info-network
Page({ go() { my.getImageInfo({ src: 'https://img.example.com/a.jpg', success: i => this.setData({ w: i.width, p: i.path }), fail: () => this.setData({ w: 0 }) }) } })

//# preview-index
Page({ data: { l: ['https://a.example.com/1.jpg', 'https://a.example.com/2.jpg'] }, go() { my.previewImage({ current: 1, urls: this.data.l }) } })

//# preview-dataset | dataset: {"index": 1}
Page({ data: { l: ['https://a.example.com/1.jpg', 'https://a.example.com/2.jpg'] }, go(e) { my.previewImage({ current: e.currentTarget.dataset.index, urls: this.data.l }) } })

//# preview-dataset-variable | dataset: {"index": 1}
Page({ data: { l: ['https://a.example.com/1.jpg', 'https://a.example.com/2.jpg'] }, go(e) { const { index } = e.target.dataset; const urls = this.data.l; my.previewImage({ current: index, urls }) } })

//# preview-index-of | dataset: {"src": "https://a.example.com/2.jpg"}
Page({ data: { l: ['https://a.example.com/1.jpg', 'https://a.example.com/2.jpg'] }, go(e) { my.previewImage({ current: this.data.l.indexOf(e.currentTarget.dataset.src), urls: this.data.l }) } })

//# preview-omitted
Page({ go() { my.previewImage({ urls: ['https://a.example.com/1.jpg', 'https://a.example.com/2.jpg'] }) } })

//# preview-picked
Page({ go() { my.chooseImage({ count: 3, success: r => my.previewImage({ current: r.apFilePaths.length - 1, urls: r.apFilePaths }) }) } })

//# preview-save-entry
Page({ go() { my.previewImage({ urls: ['https://a.example.com/1.jpg'], enablesavephoto: true }) } })

//# preview-no-save-entry
Page({ go() { my.previewImage({ urls: ['https://a.example.com/1.jpg'], enablesavephoto: false }) } })

//# preview-corner-button | tells wx: any
Page({ go() { my.previewImage({ urls: ['https://a.example.com/1.jpg'], enablesavephoto: true, enableShowPhotoDownload: true }) } })

//# preview-duplicates | verify wx: a picture that is there twice opens at its first place
Page({ go() { my.previewImage({ current: 2, urls: ['https://a.example.com/1.jpg', 'https://a.example.com/2.jpg', 'https://a.example.com/1.jpg'] }) } })

//# preview-index-parameter
function show(urls, current) { my.previewImage({ urls, current }) }
Page({ go() { show(['https://a.example.com/1.jpg', 'https://a.example.com/2.jpg'], 1); show(['https://a.example.com/1.jpg']) } })

//# preview-find-index
Page({ data: { l: [{ id: 3, url: 'https://a.example.com/1.jpg' }, { id: 4, url: 'https://a.example.com/2.jpg' }] }, go() { const i = this.data.l.findIndex(x => x.id === 4); my.previewImage({ urls: this.data.l.map(x => x.url), current: i }) } })

//# save-picked
Page({ go() { my.chooseImage({ count: 1, success: r => my.saveImageToPhotosAlbum({ filePath: r.apFilePaths[0], success: () => this.setData({ ok: true }), fail: () => this.setData({ ok: false }) }) }) } })

//# save-network
Page({ go() { my.saveImageToPhotosAlbum({ filePath: 'https://img.example.com/poster.jpg', success: () => this.setData({ ok: true }), fail: () => this.setData({ ok: false }) }) } })

//# save-network-variable
Page({ data: { poster: 'https://img.example.com/poster.jpg' }, go() { my.saveImageToPhotosAlbum({ filePath: this.data.poster, success: () => this.setData({ ok: true }), fail: () => this.setData({ ok: false }) }) } })

//# save-image
Page({ go() { my.saveImage({ url: 'https://img.example.com/poster.jpg', showActionSheet: false, success: () => this.setData({ ok: true }), fail: () => this.setData({ ok: false }) }) } })

//# save-in-complete
Page({ go() { const next = (l, i) => { if (i === l.length) return this.setData({ n: i }); my.saveImageToPhotosAlbum({ filePath: l[i], complete: () => next(l, i + 1) }) }; my.chooseImage({ count: 3, success: r => next(r.apFilePaths, 0) }) } })

//# save-success-field
Page({ go() { my.chooseImage({ count: 1, success: r => my.saveImageToPhotosAlbum({ filePath: r.apFilePaths[0], success: s => { if (s.success) this.setData({ ok: true }); else this.setData({ ok: false }) } }) }) } })

//# save-video
Page({ go() { my.chooseVideo({ success: r => my.saveVideoToPhotosAlbum({ filePath: r.tempFilePath, success: () => this.setData({ ok: true }) }) }) } })

//# save-video-src
Page({ go() { my.chooseVideo({ success: r => my.saveVideoToPhotosAlbum({ src: r.tempFilePath, success: () => this.setData({ ok: true }) }) }) } })

//# save-file
Page({ go() { my.chooseImage({ count: 1, success: r => my.saveFile({ apFilePath: r.apFilePaths[0], success: s => this.setData({ kept: s.apFilePath }) }) }) } })

//# manager-save-file
Page({ go() { my.chooseImage({ count: 1, success: r => my.getFileSystemManager().saveFile({ tempFilePath: r.apFilePaths[0], success: s => this.setData({ kept: s.savedFilePath }) }) }) } })

//# file-info
Page({ go() { my.chooseImage({ count: 1, success: r => my.getFileInfo({ apFilePath: r.apFilePaths[0], success: i => this.setData({ size: i.size }) }) }) } })

//# manager-file-info
Page({ go() { my.chooseImage({ count: 1, success: r => my.getFileSystemManager().getFileInfo({ filePath: r.apFilePaths[0], success: i => this.setData({ size: i.size }) }) }) } })

//# video-info
Page({ go() { my.chooseVideo({ success: r => my.getVideoInfo({ src: r.tempFilePath, success: i => this.setData({ s: i.duration / 1000, w: i.width }) }) }) } })

//# video-info-orientation | differs tt: MG512
Page({ go() { my.chooseVideo({ success: r => my.getVideoInfo({ src: r.tempFilePath, success: i => this.setData({ up: i.orientation === 0, kb: i.size }) }) }) } })

//# upload
Page({ go() { my.chooseImage({ count: 1, success: r => my.uploadFile({ url: 'https://api.example.com/up', fileType: 'image', fileName: 'file', name: 'file', filePath: r.apFilePaths[0], success: u => this.setData({ url: JSON.parse(u.data).url }), fail: () => this.setData({ url: '' }) }) }) } })

//# toast
Page({ go() { my.chooseImage({ count: 1, success: r => { this.setData({ p: r.apFilePaths[0] }); my.showToast({ content: '已选择' }) }, fail: () => my.showToast({ content: '未选择', type: 'none' }) }) } })

//# promise-all
Page({ async go() { const { apFilePaths } = await my.chooseImage({ count: 3 }).catch(() => ({ apFilePaths: [] })); const infos = await Promise.all(apFilePaths.map(src => my.getImageInfo({ src }))); this.setData({ w: infos.map(i => i.width) }) } })

//# to-pair
const to = p => p.then(r => [null, r], e => [e])
Page({ async go() { const [err, res] = await to(my.chooseImage({ count: 1 })); this.setData(err ? { c: err.error === 11 } : { p: res.apFilePaths[0] }) } })
