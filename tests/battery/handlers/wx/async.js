//# await-pick
Page({ async go() { const res = await wx.chooseImage({ count: 1 }); this.setData({ p: res.tempFilePaths[0] }) } })

//# await-destructured
Page({ async go() { const { tempFilePaths: [p] } = await wx.chooseImage({ count: 1 }); this.setData({ p }) } })

//# try-catch
Page({
  async go() {
    try {
      const { tempFilePaths } = await wx.chooseImage({ count: 2 })
      this.setData({ list: tempFilePaths })
    } catch (err) {
      if (err.errMsg === 'chooseImage:fail cancel') return
      this.setData({ error: true })
    }
  }
})

//# try-two-calls
Page({
  async go() {
    try {
      const { tempFilePaths } = await wx.chooseImage({ count: 1 })
      await wx.saveImageToPhotosAlbum({ filePath: tempFilePaths[0] })
      this.setData({ ok: true })
    } catch (err) {
      this.setData({ ok: false, why: err.errMsg.includes('cancel') ? 'cancel' : err.errMsg.includes('auth') ? 'auth' : 'fail' })
    }
  }
})

//# try-own-code
const api = require('../../utils/api')
const ui = require('../../utils/ui')
Page({
  async go() {
    try {
      const { tempFiles } = await wx.chooseMedia({ count: 1, mediaType: ['image'] })
      const { url } = await api.upload(tempFiles[0].tempFilePath)
      this.setData({ url })
    } catch (e) {
      if (e.errMsg && e.errMsg.indexOf('cancel') > -1) return
      ui.toast(e.message || '操作失败')
    }
  }
})

//# finally
Page({
  data: { loading: false },
  async go() {
    this.setData({ loading: true })
    try { const r = await wx.chooseImage({ count: 1 }); this.setData({ p: r.tempFilePaths[0] }) } catch (e) { this.setData({ p: null }) } finally { this.setData({ loading: false }) }
  }
})

//# await-in-loop
Page({
  async go() {
    const { tempFilePaths } = await wx.chooseImage({ count: 3 })
    const infos = []
    for (const src of tempFilePaths) infos.push(await wx.getImageInfo({ src }))
    this.setData({ wide: infos.filter(i => i.width > i.height).length })
  }
})

//# await-all
Page({
  async go() {
    const { tempFiles } = await wx.chooseMedia({ count: 3, mediaType: ['image'] })
    const infos = await Promise.all(tempFiles.map(f => wx.getImageInfo({ src: f.tempFilePath })))
    this.setData({ widths: infos.map(({ width }) => width) })
  }
})

//# await-all-settled
Page({
  async go() {
    const { tempFilePaths } = await wx.chooseImage({ count: 2 })
    const results = await Promise.allSettled(tempFilePaths.map(filePath => wx.saveImageToPhotosAlbum({ filePath })))
    this.setData({ ok: results.filter(r => r.status === 'fulfilled').length, denied: results.some(r => r.reason && r.reason.errMsg.includes('auth')) })
  }
})

//# to-pair
const to = p => p.then(r => [null, r]).catch(e => [e, null])
Page({
  async go() {
    const [err, res] = await to(wx.chooseImage({ count: 1 }))
    if (err) return this.setData({ cancelled: err.errMsg.includes('cancel') })
    this.setData({ p: res.tempFilePaths[0] })
  }
})

//# helper-method
Page({
  async pick() { const { tempFilePaths } = await wx.chooseImage({ count: 1 }); return tempFilePaths[0] },
  async go() { try { this.setData({ p: await this.pick() }) } catch (e) { this.setData({ c: /cancel/.test(e.errMsg) }) } }
})

//# iife
Page({ go() { (async () => { const r = await wx.chooseImage({ count: 1 }); this.setData({ p: r.tempFilePaths[0] }) })().catch(() => this.setData({ p: '' })) } })

//# returned-value | returns
Page({ async go() { const { tempFilePaths } = await wx.chooseImage({ count: 2 }); return tempFilePaths } })

//# returned-result | returns
Page({ async go() { return wx.chooseImage({ count: 1 }) } })

//# await-conditional
Page({
  data: { path: '' },
  async go() {
    const path = this.data.path || (await wx.chooseImage({ count: 1 })).tempFilePaths[0]
    this.setData({ path })
  }
})

//# await-preview
Page({ async go() { const r = await wx.chooseImage({ count: 2 }); await wx.previewImage({ urls: r.tempFilePaths, current: r.tempFilePaths[0] }); this.setData({ done: true }) } })

//# nested-try
Page({
  async go() {
    let path = ''
    try {
      path = (await wx.chooseImage({ count: 1 })).tempFilePaths[0]
      try { path = (await wx.compressImage({ src: path, quality: 90 })).tempFilePath } catch (e) { this.setData({ raw: true }) }
    } catch (e) { return this.setData({ none: true }) }
    this.setData({ path })
  }
})

//# for-await
Page({
  async go() {
    const { tempFilePaths } = await wx.chooseImage({ count: 2 })
    for await (const info of tempFilePaths.map(src => wx.getImageInfo({ src }))) this.setData({ w: info.width })
  }
})

//# generator-runner
function co(gen) { const step = v => { const { done, value } = gen.next(v); return done ? value : value.then(step) }; return Promise.resolve().then(() => step()) }
Page({ go() { const page = this; co(function* () { const r = yield wx.chooseImage({ count: 1 }); page.setData({ p: r.tempFilePaths[0] }) }()).catch(() => page.setData({ p: '' })) } })

//# error-renamed
Page({ async go() { try { await wx.chooseMedia({ count: 1, mediaType: ['image'] }); this.setData({ ok: 1 }) } catch ({ errMsg: message = '' }) { this.setData({ c: message.includes('cancel') }) } } })
