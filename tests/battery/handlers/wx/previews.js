//# single
Page({ go() { wx.previewImage({ urls: ['https://img.example.com/1.jpg'] }) } })

//# current-and-urls
Page({
  data: { list: ['https://a.example.com/1.jpg', 'https://a.example.com/2.jpg', 'https://a.example.com/3.jpg'] },
  go() { wx.previewImage({ current: this.data.list[2], urls: this.data.list }) }
})

//# current-from-dataset | dataset: {"src": "https://a.example.com/2.jpg"}
Page({
  data: { list: ['https://a.example.com/1.jpg', 'https://a.example.com/2.jpg'] },
  go(e) { wx.previewImage({ current: e.currentTarget.dataset.src, urls: this.data.list }) }
})

//# index-from-dataset | dataset: {"index": 1}
Page({
  data: { list: ['https://a.example.com/1.jpg', 'https://a.example.com/2.jpg'] },
  go(e) { wx.previewImage({ current: this.data.list[e.currentTarget.dataset.index], urls: this.data.list }) }
})

//# text-index-from-dataset | dataset: {"index": "1"}
Page({
  data: { list: ['https://a.example.com/1.jpg', 'https://a.example.com/2.jpg'] },
  go(e) { wx.previewImage({ current: this.data.list[e.currentTarget.dataset.index], urls: this.data.list }) }
})

//# index-variable | dataset: {"index": "1"}
Page({
  data: { list: ['https://a.example.com/1.jpg', 'https://a.example.com/2.jpg'] },
  go(e) {
    const { index } = e.currentTarget.dataset
    const { list } = this.data
    wx.previewImage({ current: list[index], urls: list })
  }
})

//# index-beyond | dataset: {"index": 7}
Page({
  data: { list: ['https://a.example.com/1.jpg', 'https://a.example.com/2.jpg'] },
  go(e) { const i = e.currentTarget.dataset.index; wx.previewImage({ current: this.data.list[i], urls: this.data.list }) }
})

//# index-in-data
Page({
  data: { list: ['https://a.example.com/1.jpg', 'https://a.example.com/2.jpg'], index: '1' },
  go() { wx.previewImage({ current: this.data.list[this.data.index], urls: this.data.list }) }
})

//# index-by-find | dataset: {"id": 8}
Page({
  data: { list: [{ id: 7, url: 'https://a.example.com/1.jpg' }, { id: 8, url: 'https://a.example.com/2.jpg' }] },
  go(e) {
    const urls = this.data.list.map(x => x.url)
    const current = this.data.list.find(x => x.id === e.currentTarget.dataset.id).url
    wx.previewImage({ current, urls })
  }
})

//# not-in-list
Page({ go() { wx.previewImage({ current: 'https://a.example.com/9.jpg', urls: ['https://a.example.com/1.jpg', 'https://a.example.com/2.jpg'] }) } })

//# empty-current
Page({ go() { wx.previewImage({ current: '', urls: ['https://a.example.com/1.jpg', 'https://a.example.com/2.jpg'] }) } })

//# duplicates
Page({
  data: { list: ['https://a.example.com/1.jpg', 'https://a.example.com/2.jpg', 'https://a.example.com/1.jpg'] },
  go() { wx.previewImage({ current: this.data.list[2], urls: this.data.list }) }
})

//# picked-one
Page({ go() { wx.chooseImage({ count: 1, success: r => wx.previewImage({ urls: r.tempFilePaths }) }) } })

//# picked-last
Page({ go() { wx.chooseImage({ count: 3, success: r => wx.previewImage({ urls: r.tempFilePaths, current: r.tempFilePaths[r.tempFilePaths.length - 1] }) }) } })

//# picked-media
Page({
  go() {
    wx.chooseMedia({ count: 3, mediaType: ['image'], success: ({ tempFiles }) => { const urls = tempFiles.map(f => f.tempFilePath); wx.previewImage({ urls, current: urls[0] }) } })
  }
})

//# kept-then-shown | press: pick+go | dataset: {"index": 1}
Page({
  data: { images: [] },
  pick() { wx.chooseImage({ count: 3, success: r => this.setData({ images: r.tempFilePaths }) }) },
  go(e) { if (!this.data.images.length) return; wx.previewImage({ urls: this.data.images, current: this.data.images[e.currentTarget.dataset.index] }) }
})

//# no-menu
Page({ go() { wx.previewImage({ urls: ['https://a.example.com/1.jpg'], showmenu: false }) } })

//# menu
Page({ go() { wx.previewImage({ urls: ['https://a.example.com/1.jpg'], showmenu: true }) } })

//# menu-from-data
Page({ data: { vip: false }, go() { wx.previewImage({ urls: ['https://a.example.com/1.jpg'], showmenu: this.data.vip }) } })

//# referrer | tells both: MG103
Page({ go() { wx.previewImage({ urls: ['https://a.example.com/1.jpg'], referrerPolicy: 'origin' }) } })

//# filtered-urls
Page({
  data: { files: [{ url: 'https://a.example.com/1.jpg', ok: true }, { url: 'https://a.example.com/2.jpg', ok: false }, { url: 'https://a.example.com/3.jpg', ok: true }] },
  go() { wx.previewImage({ urls: this.data.files.filter(f => f.ok).map(f => f.url), current: this.data.files[2].url }) }
})

//# concat-urls
Page({
  data: { head: ['https://a.example.com/1.jpg'], tail: ['https://a.example.com/2.jpg', 'https://a.example.com/3.jpg'] },
  go() { wx.previewImage({ urls: this.data.head.concat(this.data.tail), current: this.data.tail[0] }) }
})

//# spread-urls
Page({
  data: { head: 'https://a.example.com/1.jpg', tail: ['https://a.example.com/2.jpg'] },
  go() { wx.previewImage({ urls: [this.data.head, ...this.data.tail], current: this.data.tail[0] }) }
})

//# split-urls
Page({
  data: { images: 'https://a.example.com/1.jpg,https://a.example.com/2.jpg' },
  go() { const urls = this.data.images.split(','); wx.previewImage({ urls, current: urls[1] }) }
})

//# wrapped-in-array | dataset: {"src": "https://a.example.com/2.jpg"}
Page({ go(e) { const src = e.currentTarget.dataset.src; wx.previewImage({ current: src, urls: [src] }) } })

//# conditional-current | dataset: {}
Page({
  data: { list: ['https://a.example.com/1.jpg', 'https://a.example.com/2.jpg'] },
  go(e) { wx.previewImage({ current: e.currentTarget.dataset.src || this.data.list[1], urls: this.data.list }) }
})

//# nullish-index | dataset: {}
Page({
  data: { list: ['https://a.example.com/1.jpg', 'https://a.example.com/2.jpg'] },
  go(e) { wx.previewImage({ current: this.data.list[e.currentTarget.dataset.index ?? 1], urls: this.data.list }) }
})

//# number-index | dataset: {"index": "1"}
Page({
  data: { list: ['https://a.example.com/1.jpg', 'https://a.example.com/2.jpg'] },
  go(e) { const i = Number(e.currentTarget.dataset.index); wx.previewImage({ current: this.data.list[i], urls: this.data.list }) }
})

//# index-arithmetic | dataset: {"page": 2}
Page({
  data: { list: ['https://a.example.com/1.jpg', 'https://a.example.com/2.jpg'] },
  go(e) { wx.previewImage({ current: this.data.list[e.currentTarget.dataset.page - 1], urls: this.data.list }) }
})

//# in-loop-helper
function preview(urls, index = 0) { wx.previewImage({ urls, current: urls[index] }) }
Page({ data: { list: ['https://a.example.com/1.jpg', 'https://a.example.com/2.jpg'] }, go() { preview(this.data.list, 1) } })

//# helper-given-index-text
function preview(urls, index) { wx.previewImage({ urls: urls, current: urls[index] }) }
Page({ data: { list: ['https://a.example.com/1.jpg', 'https://a.example.com/2.jpg'] }, go() { preview(this.data.list, '1') } })

//# with-callbacks
Page({ go() { wx.previewImage({ urls: ['https://a.example.com/1.jpg'], success: () => this.setData({ shown: true }), fail: () => this.setData({ shown: false }), complete: () => this.setData({ done: true }) }) } })

//# media-preview-images
Page({
  data: { list: ['https://a.example.com/1.jpg', 'https://a.example.com/2.jpg'] },
  go() { wx.previewMedia({ sources: this.data.list.map(url => ({ url })), current: 1 }) }
})

//# media-preview-literal
Page({ go() { wx.previewMedia({ sources: [{ url: 'https://a.example.com/1.jpg', type: 'image' }, { url: 'https://a.example.com/2.jpg', type: 'image' }], current: 1 }) } })

//# media-preview-video | differs both: MG401
Page({ go() { wx.previewMedia({ sources: [{ url: 'https://a.example.com/1.mp4', type: 'video', poster: 'https://a.example.com/1.jpg' }] }) } })

//# awaited
Page({ async go() { try { await wx.previewImage({ urls: ['https://a.example.com/1.jpg'] }); this.setData({ ok: true }) } catch (e) { this.setData({ ok: false }) } } })

//# element-of-item | dataset: {"item": {"pics": ["https://a.example.com/1.jpg", "https://a.example.com/2.jpg"]}, "i": 1}
Page({
  go({ currentTarget: { dataset: { item, i } } }) { wx.previewImage({ urls: item.pics, current: item.pics[i] }) }
})

//# parsed-index | dataset: {"index": "1"}
Page({
  data: { list: ['https://a.example.com/1.jpg', 'https://a.example.com/2.jpg'] },
  go(e) { const index = parseInt(e.currentTarget.dataset.index, 10); const current = this.data.list[index]; wx.previewImage({ current, urls: this.data.list }) }
})

//# first-by-shorthand
Page({ data: { list: ['https://a.example.com/1.jpg', 'https://a.example.com/2.jpg'] }, go() { const urls = this.data.list, current = urls[urls.length - 1]; wx.previewImage({ urls, current }) } })
