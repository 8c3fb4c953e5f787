//# picker-class
class Picker {
  constructor(page) { this.page = page }
  pick() { wx.chooseImage({ count: 1, success: (r) => this.done(r.tempFilePaths), fail: (e) => this.failed(e) }) }
  done(paths) { this.page.setData({ p: paths[0] }) }
  failed(e) { this.page.setData({ c: e.errMsg.includes('cancel') }) }
}
Page({ go() { new Picker(this).pick() } })

//# static-method
class Media { static async pick(count = 1) { const { tempFilePaths } = await wx.chooseImage({ count }); return tempFilePaths } }
Page({ async go() { try { this.setData({ l: await Media.pick(2) }) } catch (e) { this.setData({ l: [] }) } } })

//# static-method-default
class Media { static pick(count) { return new Promise((ok, no) => wx.chooseImage({ count, success: ok, fail: no })) } }
Page({ async go() { try { this.setData({ n: (await Media.pick()).tempFilePaths.length }) } catch (e) { this.setData({ n: 0 }) } } })

//# private-field
class Album { #files = []; add() { return wx.chooseMedia({ count: 2, mediaType: ['image'] }).then(r => { this.#files.push(...r.tempFiles); return this.#files.length }) } get first() { return this.#files[0] } }
Page({ async go() { const album = new Album(); try { await album.add(); this.setData({ p: album.first.tempFilePath }) } catch (e) { this.setData({ p: '' }) } } })

//# inherited
class Base { options() { return { count: 3 } } pick(cb) { wx.chooseImage({ ...this.options(), success: r => cb(r.tempFilePaths) }) } }
class One extends Base { options() { return { ...super.options(), count: 1 } } }
Page({ go() { new One().pick(l => this.setData({ n: l.length })) } })

//# arrow-field
class P { constructor(done) { this.done = done } onOk = res => this.done(res.tempFilePaths[0]); run() { wx.chooseImage({ count: 1, success: this.onOk }) } }
Page({ go() { new P(p => this.setData({ p })).run() } })

//# prototype
function Picker() { this.list = [] }
Picker.prototype.pick = function (cb) { var self = this; wx.chooseImage({ count: 2, success: function (r) { self.list = self.list.concat(r.tempFilePaths); cb(self.list) } }) }
Page({ go() { new Picker().pick(l => this.setData({ l })) } })

//# getter-of-files
class Picked { constructor(res) { this.res = res } get paths() { return this.res.tempFiles.map(f => f.tempFilePath) } }
Page({ go() { wx.chooseMedia({ count: 2, mediaType: ['image'], success: r => this.setData({ paths: new Picked(r).paths }) }) } })

//# component
Component({
  properties: { max: Number }, data: { files: [] },
  methods: { go() { wx.chooseMedia({ count: 3, mediaType: ['image'], success: r => { const files = r.tempFiles.map(f => ({ url: f.tempFilePath, size: f.size })); this.setData({ files }); this.triggerEvent('change', { files }) } }) } }
})

//# component-event-result
Component({ methods: { go() { wx.chooseMedia({ count: 1, mediaType: ['image'], success: res => this.triggerEvent('after-read', res) }) } } })

//# component-remove | press: add+remove | dataset: {"index": 0}
Component({
  data: { list: [] },
  methods: {
    add() { wx.chooseImage({ count: 3, success: r => this.setData({ list: [...this.data.list, ...r.tempFilePaths] }) }) },
    remove(e) { const list = this.data.list.slice(); list.splice(e.currentTarget.dataset.index, 1); this.setData({ list }) }
  }
})

//# app-method
const helper = { pick(n) { return wx.chooseImage({ count: n, sourceType: ['album'] }).then(({ tempFilePaths }) => tempFilePaths) } }
Page({ go() { helper.pick(2).then(l => this.setData({ l })).catch(({ errMsg }) => this.setData({ c: errMsg.includes('cancel') })) } })
