//# loading-around
Page({ go() { tt.showLoading({ title: '选择中' }); tt.chooseImage({ count: 3, success: r => this.setData({ n: r.tempFilePaths.length }), complete: () => tt.hideLoading() }) } })

//# confirm-first
Page({ go() { tt.showModal({ title: '提示', content: '上传头像？', success: m => { if (m.confirm) tt.chooseImage({ count: 1, success: r => this.setData({ p: r.tempFilePaths[0] }) }) } }) } })

//# fallback-number
Page({ go() { tt.chooseImage({ count: 1, success: r => this.setData({ p: r.tempFilePaths[0] }), fail: e => this.setData({ failed: !!e.errno, cancelled: e.errno === 1300001 }) }) } })

//# busy-flag
Page({ go() { if (this.busy) return; this.busy = true; tt.chooseImage({ count: 9, success: r => this.setData({ list: r.tempFilePaths }), complete: () => { this.busy = false; this.setData({ idle: true }) } }) } })
