//# codes-in-a-list
const GONE = [1300001, 1301001, 301]
Page({ go() { tt.chooseImage({ count: 1, success: () => this.setData({ c: 'ok' }), fail: e => this.setData({ c: GONE.includes(e.errno) ? 'cancelled' : e.errno === 107 ? 'refused' : 'failed' }) }) } })

//# code-or-text
Page({ go() { tt.chooseImage({ count: 1, success: () => this.setData({ c: 'ok' }), fail: ({ errno, errMsg = '' }) => this.setData({ c: errno === 1300001 || errMsg.includes('cancel') ? 'cancelled' : 'failed' }) }) } })

//# code-as-text
Page({ go() { tt.chooseImage({ count: 1, success: () => this.setData({ c: 'ok' }), fail: e => this.setData({ c: `${e.errno}` === '1300001' ? 'cancelled' : 'failed' }) }) } })

//# code-switched
Page({ go() { tt.chooseImage({ count: 1, success: () => this.setData({ c: 'ok' }), fail: e => { switch (e.errno) { case 1300001: return; case 106: case 107: return this.setData({ c: 'refused' }) } this.setData({ c: 'failed' }) } }) } })

//# kinds-apart
Page({ go() { tt.chooseMedia({ count: 3, mediaType: ['image'], success: ({ tempFiles }) => { const by = { image: [], video: [] }; tempFiles.forEach(f => by[f.type].push(f.tempFilePath)); this.setData({ i: by.image.length, v: by.video.length }) } }) } })

//# kind-optional
Page({ go() { tt.chooseMedia({ count: 1, mediaType: ['image'], success: r => { const f = r.tempFiles[3]; this.setData({ k: f?.type ?? 'none', first: r.tempFiles[0]?.type ?? 'none' }) } }) } })

//# stood-in
Page({ go() { tt.chooseMedia({ count: 1, mediaType: ['image'], success: r => { const { type = 'none', size = -1 } = r.tempFiles[4] || {}; this.setData({ type, size }) } }) } })

//# errstring
Page({ go() { tt.chooseImage({ count: 1, success: () => this.setData({ t: 'ok' }), fail: e => this.setData({ t: e.errString || 'unsaid' }) }) } })

//# promise-of-mine
const pick = count => new Promise((ok, no) => tt.chooseImage({ count, success: ({ tempFilePaths }) => ok(tempFilePaths), fail: no }))
Page({ async go() { try { this.setData({ n: (await pick(2)).length }) } catch (e) { this.setData({ c: e.errno === 1300001 }) } } })

//# save-then-settings
Page({ go() { tt.chooseImage({ count: 1, success: ({ tempFilePaths: [filePath] }) => tt.saveImageToPhotosAlbum({ filePath, success: () => this.setData({ s: 'saved' }), fail: ({ errno }) => this.setData({ s: [106, 107].includes(errno) ? 'settings' : 'failed' }) }) }) } })

//# info-then-compress
Page({ go() { tt.chooseImage({ count: 1, success: r => tt.getImageInfo({ src: r.tempFilePaths[0], success: ({ width, height, path }) => tt.compressImage({ src: path, quality: width * height > 1 ? 60 : 90, success: c => this.setData({ done: !!c.tempFilePath }), fail: () => this.setData({ done: false }) }), fail: () => this.setData({ done: null }) }) }) } })

//# preview-find | dataset: {"url": "https://a.example/2.png"}
Page({ data: { l: [{ u: 'https://a.example/1.png' }, { u: 'https://a.example/2.png' }] }, go(e) { tt.previewImage({ urls: this.data.l.map(x => x.u), current: e.currentTarget.dataset.url, shouldShowSaveOption: true }) } })

//# stored | press: go+show
Page({ go() { tt.chooseImage({ count: 2, success: r => { try { tt.setStorageSync('n', r.tempFilePaths.length) } catch (e) { this.setData({ e: 1 }) } } }) }, show() { this.setData({ n: tt.getStorageSync('n') || 0 }) } })

//# rest-of-entry
Page({ go() { tt.chooseMedia({ count: 2, mediaType: ['image'], success: r => this.setData({ l: r.tempFiles.map(({ tempFilePath, ...rest }) => ({ url: tempFilePath, ...rest })) }) }) } })

//# spread-options
const base = { count: 3, sourceType: ['album'] }
Page({ go() { tt.chooseImage({ ...base, sizeType: ['compressed'], success: r => this.setData({ n: r.tempFilePaths.length }) }) } })
