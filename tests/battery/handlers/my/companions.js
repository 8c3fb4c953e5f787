//# loading-around
Page({ go() { my.showLoading({ content: '选择中' }); my.chooseImage({ count: 3, success: r => this.setData({ n: r.apFilePaths.length }), complete: () => my.hideLoading() }) } })

//# confirm-first
Page({ go() { my.confirm({ title: '提示', content: '上传头像？', success: m => { if (m.confirm) my.chooseImage({ count: 1, success: r => this.setData({ p: r.apFilePaths[0] }) }) } }) } })

//# both-names
Page({ go() { my.chooseImage({ count: 2, success: r => { const list = r.tempFilePaths || r.apFilePaths || []; this.setData({ list }) } }) } })

//# keys-of-result
Page({ go() { my.chooseImage({ count: 1, success: r => this.setData({ has: Object.keys(r).includes('apFilePaths'), p: r.apFilePaths[0] }) }) } })

//# complete-without-error
Page({ go() { my.chooseImage({ count: 1, complete: r => { if (r.error) { this.setData({ ok: false }); return } this.setData({ ok: true, n: r.apFilePaths.length }) } }) } })

//# saves-complete-counted
Page({ go() { my.chooseImage({ count: 3, success: r => { const next = i => { if (i === r.apFilePaths.length) return this.setData({ n: i }); my.saveImageToPhotosAlbum({ filePath: r.apFilePaths[i], complete: () => next(i + 1) }) }; next(0) } }) } })
