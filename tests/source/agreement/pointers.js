//// var dataset
Page({ run(e) { const list = ['a', 'b', 'c']; const i = e.currentTarget.dataset.index; wx.previewImage({ urls: list, current: list[i] }) } })

//// destructured dataset
Page({ run(e) { const list = ['a', 'b', 'c']; const { index } = e.currentTarget.dataset; wx.previewImage({ urls: list, current: list[index] }) } })

//// this.data
Page({ run(e) { this.data = { list: ['a', 'b', 'c'], index: '2' }; wx.previewImage({ urls: this.data.list, current: this.data.list[this.data.index] }) } })

//// beyond
Page({ run(e) { this.data = { list: ['a', 'b', 'c'], index: 7 }; wx.previewImage({ urls: this.data.list, current: this.data.list[this.data.index] }) } })

//// minus one
Page({ run(e) { const list = ['a', 'b']; const i = list.indexOf('z'); wx.previewImage({ urls: list, current: list[i] }) } })

//// loop
Page({ run(e) { const list = ['a', 'b']; for (let i = 0; i < list.length; i++) wx.previewImage({ urls: list, current: list[i] }) } })

//// foreach
Page({ run(e) { const list = ['a', 'b']; list.forEach((u, i) => wx.previewImage({ urls: list, current: list[i] })) } })

//// class field
class V { constructor() { this.i = '1'; this.list = ['a', 'b'] } open() { wx.previewImage({ urls: this.list, current: this.list[this.i] }) } }
Page({ run(e) { new V().open() } })

//// kept address
Page({ run(e) { const list = ['a', 'b']; const cur = list[e.currentTarget.dataset.index]; wx.previewImage({ urls: list, current: cur }) } })

//// constant beyond
Page({ run(e) { const list = ['a', 'b']; wx.previewImage({ urls: list, current: list[1] }) } })

//// undefined current
Page({ run(e) { const list = ['a', 'b']; wx.previewImage({ urls: list, current: e.nothing }) } })

//// picked
Page({ run(e) { wx.chooseImage({ count: 2, success: r => wx.previewImage({ urls: r.tempFilePaths, current: r.tempFilePaths[e.currentTarget.dataset.index] }) }) } })

//// my index [my]
Page({ run(e) { const list = ['a', 'b']; my.previewImage({ urls: list, current: Number(e.currentTarget.dataset.index) }) } })

//// my data [my]
Page({ run(e) { this.data = { list: ['a', 'b'], i: 1 }; my.previewImage({ urls: this.data.list, current: this.data.i }) } })

//// my indexOf [my]
Page({ run(e) { const list = ['a', 'b']; my.previewImage({ urls: list, current: Math.max(0, list.indexOf('z')) }) } })

//// my indexOf var [my]
Page({ run(e) { const list = ['a', 'b']; const at = list.indexOf('b'); my.previewImage({ urls: list, current: at }) } })

//// my const [my]
Page({ run(e) { my.previewImage({ urls: ['a', 'b'], current: 1 }) } })

//// my undefined [my]
Page({ run(e) { const list = ['a', 'b']; my.previewImage({ urls: list, current: e.nothing }) } })

//// plus
Page({ run(e) { const list = ['a', 'b', 'c']; const i = +e.currentTarget.dataset.index; wx.previewImage({ urls: list, current: list[i + 1] }) } })

//// map urls
Page({ run(e) { const list = [{ u: 'a' }, { u: 'b' }]; wx.previewImage({ urls: list.map(x => x.u), current: list[e.currentTarget.dataset.index].u }) } })

//// dup
Page({ run(e) { const list = ['a', 'b', 'a']; wx.previewImage({ urls: list, current: list[2] }) } })
