//# compress-documented
Page({ go() { tt.chooseImage({ count: 1, sourceType: ['album', 'camera'], success: (result) => { tt.compressImage({ src: result.tempFilePaths[0], quality: 50, success: (res) => this.setData({ p: res.tempFilePath }), fail: () => this.setData({ failed: true }) }) } }) } })

//# compress-default
Page({ go() { tt.chooseImage({ count: 1, success: r => tt.compressImage({ src: r.tempFilePaths[0], success: c => this.setData({ p: c.tempFilePath }) }) }) } })

//# compress-full
Page({ go() { tt.chooseImage({ count: 1, success: r => tt.compressImage({ src: r.tempFilePaths[0], quality: 100, success: c => this.setData({ p: c.tempFilePath }) }) }) } })

//# compress-parameter
function shrink(src, quality, cb) { tt.compressImage({ src, quality, success: r => cb(r.tempFilePath) }) }
Page({ go() { tt.chooseImage({ count: 1, success: r => shrink(r.tempFilePaths[0], undefined, p => this.setData({ p })) }) } })

//# compress-each
Page({ go() { tt.chooseImage({ count: 2, success: r => { const out = []; r.tempFilePaths.forEach((src, i) => tt.compressImage({ src, quality: 20, success: c => { out[i] = c.tempFilePath; if (out.filter(Boolean).length === r.tempFilePaths.length) this.setData({ out }) } })) } }) } })

//# info
Page({ go() { tt.chooseImage({ count: 1, success: r => tt.getImageInfo({ src: r.tempFilePaths[0], success: ({ width, height, path }) => this.setData({ width, height, path }) }) }) } })

//# info-network
Page({ go() { tt.getImageInfo({ src: 'https://img.example.com/a.jpg', success: i => this.setData({ w: i.width }), fail: () => this.setData({ w: 0 }) }) } })

//# preview
Page({ data: { l: ['https://a.example.com/1.jpg', 'https://a.example.com/2.jpg'] }, go() { tt.previewImage({ urls: this.data.l, current: this.data.l[1] }) } })

//# preview-dataset | dataset: {"index": "1"}
Page({ data: { l: ['https://a.example.com/1.jpg', 'https://a.example.com/2.jpg'] }, go(e) { const { index } = e.currentTarget.dataset; tt.previewImage({ urls: this.data.l, current: this.data.l[index] }) } })

//# preview-source | dataset: {"src": "https://a.example.com/2.jpg"}
Page({ data: { l: ['https://a.example.com/1.jpg', 'https://a.example.com/2.jpg'] }, go(e) { tt.previewImage({ urls: this.data.l, current: e.currentTarget.dataset.src }) } })

//# preview-index-in-data
Page({ data: { l: ['https://a.example.com/1.jpg', 'https://a.example.com/2.jpg'], at: '1' }, go() { tt.previewImage({ urls: this.data.l, current: this.data.l[this.data.at] }) } })

//# preview-no-save
Page({ go() { tt.previewImage({ urls: ['https://a.example.com/1.jpg'], shouldShowSaveOption: false }) } })

//# preview-save
Page({ go() { tt.previewImage({ urls: ['https://a.example.com/1.jpg'], shouldShowSaveOption: true }) } })

//# preview-header
Page({ go() { tt.previewImage({ urls: ['https://a.example.com/1.jpg'], header: { token: 'x' } }) } })

//# preview-picked
Page({ go() { tt.chooseImage({ count: 3, success: r => tt.previewImage({ urls: r.tempFilePaths, current: r.tempFilePaths[0] }) }) } })

//# preview-parameter
function show(urls, current) { tt.previewImage({ urls, current }) }
Page({ go() { show(['https://a.example.com/1.jpg', 'https://a.example.com/2.jpg']) } })

//# preview-missing
Page({ go() { tt.previewImage({ urls: ['https://a.example.com/1.jpg', 'https://a.example.com/2.jpg'], current: 'https://a.example.com/9.jpg' }) } })

//# save
Page({ go() { tt.chooseImage({ count: 1, success: r => tt.saveImageToPhotosAlbum({ filePath: r.tempFilePaths[0], success: () => this.setData({ ok: true }), fail: () => this.setData({ ok: false }) }) }) } })

//# save-each
Page({ go() { const next = (l, i) => { if (i >= l.length) return this.setData({ n: i }); tt.saveImageToPhotosAlbum({ filePath: l[i], success: () => next(l, i + 1), fail: () => this.setData({ stopped: i }) }) }; tt.chooseImage({ count: 3, success: r => next(r.tempFilePaths, 0) }) } })

//# save-all-at-once
Page({ go() { tt.chooseImage({ count: 3, success: r => { let n = 0; r.tempFilePaths.forEach(filePath => tt.saveImageToPhotosAlbum({ filePath, success: () => { n++; if (n === r.tempFilePaths.length) this.setData({ n }) } })) } }) } })

//# save-downloaded
Page({ go() { tt.downloadFile({ url: 'https://img.example.com/a.jpg', success: d => tt.saveImageToPhotosAlbum({ filePath: d.tempFilePath, success: () => this.setData({ ok: true }), fail: () => this.setData({ ok: false }) }), fail: () => this.setData({ offline: true }) }) } })

//# save-video
Page({ go() { tt.chooseMedia({ mediaType: ['video'], count: 1, sizeType: ['compressed'], success: r => tt.saveVideoToPhotosAlbum({ filePath: r.tempFiles[0].tempFilePath, success: () => this.setData({ ok: true }) }) }) } })

//# save-file
Page({ go() { tt.chooseImage({ count: 1, success: r => tt.saveFile({ tempFilePath: r.tempFilePaths[0], success: s => this.setData({ k: s.savedFilePath }) }) }) } })

//# manager-save
Page({ go() { const fs = tt.getFileSystemManager(); tt.chooseImage({ count: 1, success: r => fs.saveFile({ tempFilePath: r.tempFilePaths[0], filePath: 'ttfile://user/a.jpg', success: s => this.setData({ k: s.savedFilePath }) }) }) } })

//# manager-info
Page({ go() { tt.chooseImage({ count: 1, success: r => tt.getFileSystemManager().getFileInfo({ filePath: r.tempFilePaths[0], success: i => this.setData({ s: i.size }) }) }) } })

//# video-info
Page({ go() { tt.chooseVideo({ success: r => tt.getVideoInfo({ src: r.tempFilePath, success: i => this.setData({ s: i.duration, kb: i.size, w: i.width }) }) }) } })

//# upload
Page({ go() { tt.chooseImage({ count: 1, success: r => tt.uploadFile({ url: 'https://api.example.com/up', filePath: r.tempFilePaths[0], name: 'file', success: u => this.setData({ url: JSON.parse(u.data).url }), fail: () => this.setData({ url: '' }) }) }) } })

//# toast
Page({ go() { tt.chooseImage({ count: 1, success: r => { this.setData({ p: r.tempFilePaths[0] }); tt.showToast({ title: '已选择' }) }, fail: () => tt.showToast({ title: '未选择', icon: 'none' }) }) } })
