//# map-paths
Page({
  data: { list: [] },
  go() {
    wx.chooseImage({
      count: 9,
      success: res => this.setData({ list: res.tempFilePaths.map((path, i) => ({ id: i, path })) })
    })
  }
})

//# concat-limited
Page({
  data: { images: ['https://a.example.com/1.jpg'] },
  go() {
    const left = 3 - this.data.images.length
    wx.chooseImage({
      count: left,
      success: (res) => this.setData({ images: this.data.images.concat(res.tempFilePaths) })
    })
  }
})

//# unique-by-third-argument
Page({
  go() {
    wx.chooseMedia({
      count: 6, mediaType: ['image'],
      success: ({ tempFiles }) => {
        const files = tempFiles.filter((f, i, a) => a.findIndex(g => g.tempFilePath === f.tempFilePath) === i)
        this.setData({ n: files.length, paths: files.map(f => f.tempFilePath) })
      }
    })
  }
})

//# map-third-argument
Page({
  go() {
    wx.chooseMedia({
      count: 3, mediaType: ['image'],
      success: (res) => {
        const rows = res.tempFiles.map((file, at, all) => `${at + 1}/${all.length} ${file.size} ${all[0].tempFilePath === file.tempFilePath}`)
        this.setData({ rows })
      }
    })
  }
})

//# foreach-with-files | differs my: MG523
Page({
  go() {
    wx.chooseMedia({
      count: 9, mediaType: ['image', 'video'], sourceType: ['album'],
      success: (res) => {
        const images = [], videos = []
        res.tempFiles.forEach(function (file) {
          if (file.fileType === 'video') videos.push(file.tempFilePath)
          else images.push(file.tempFilePath)
        })
        this.setData({ images, videos })
      }
    })
  }
})

//# reduce-size
Page({
  go() {
    wx.chooseImage({
      count: 9,
      success: res => {
        const total = res.tempFiles.reduce((sum, file) => sum + file.size, 0)
        this.setData({ kb: Math.round(total / 1024) })
      }
    })
  }
})

//# some-too-large
const ui = require('../../utils/ui')
Page({
  go() {
    wx.chooseImage({
      success: res => {
        if (res.tempFiles.some(f => f.size > 5 * 1024 * 1024)) return ui.toast('图片过大')
        this.setData({ list: res.tempFiles.map(f => f.path) })
      }
    })
  }
})

//# every-small
Page({
  go() {
    wx.chooseMedia({
      mediaType: ['image'],
      success: ({ tempFiles }) => this.setData({ small: tempFiles.every(({ size }) => size < 2e6) })
    })
  }
})

//# find-first-large
Page({
  go() {
    wx.chooseMedia({
      count: 5, mediaType: ['image'],
      success: res => {
        const large = res.tempFiles.find(file => file.size > 1e6)
        this.setData({ large: large ? large.tempFilePath : '' })
      }
    })
  }
})

//# sort-by-size
Page({
  go() {
    wx.chooseImage({
      count: 4,
      success: res => this.setData({ sorted: res.tempFiles.sort((a, b) => a.size - b.size).map(f => f.path) })
    })
  }
})

//# sort-media
Page({
  go() {
    wx.chooseMedia({
      count: 4, mediaType: ['image'],
      success: res => {
        const files = [...res.tempFiles].sort((a, b) => b.size - a.size)
        this.setData({ biggest: files[0].tempFilePath })
      }
    })
  }
})

//# for-of
Page({
  go() {
    wx.chooseMedia({
      count: 3, mediaType: ['image'],
      success: res => {
        const list = []
        for (const file of res.tempFiles) list.push({ url: file.tempFilePath, size: file.size, isImage: file.fileType === 'image' })
        this.setData({ list })
      }
    })
  }
})

//# for-destructured
Page({
  go() {
    wx.chooseMedia({
      count: 3, mediaType: ['image'],
      success: ({ tempFiles: files }) => {
        const urls = []
        for (const { tempFilePath: url, fileType } of files) if (fileType === 'image') urls.push(url)
        this.setData({ urls })
      }
    })
  }
})

//# entries
Page({
  go() {
    wx.chooseMedia({
      count: 2, mediaType: ['image'],
      success: (res) => {
        for (const [i, file] of res.tempFiles.entries()) this.setData({ [`list[${i}]`]: file.tempFilePath })
      }
    })
  }
})

//# for-index
Page({
  go() {
    var that = this
    wx.chooseImage({
      count: 9,
      success: function (res) {
        var out = []
        for (var i = 0; i < res.tempFilePaths.length; i++) {
          out.push({ src: res.tempFilePaths[i], size: res.tempFiles[i].size })
        }
        that.setData({ out: out })
      }
    })
  }
})

//# flatmap
Page({
  go() {
    wx.chooseMedia({
      count: 3, mediaType: ['image'],
      success: res => this.setData({ urls: res.tempFiles.flatMap(f => f.fileType === 'image' ? [f.tempFilePath] : []) })
    })
  }
})

//# spread-push
Page({
  data: { images: [] },
  go() {
    const images = this.data.images
    wx.chooseImage({
      count: 9 - images.length,
      success: res => { images.push(...res.tempFilePaths); this.setData({ images }) }
    })
  }
})

//# object-from-entries
Page({
  go() {
    wx.chooseImage({
      count: 3,
      success: res => this.setData({ sizes: Object.fromEntries(res.tempFiles.map((f, i) => [`p${i}`, f.size])) })
    })
  }
})

//# named-callback
function toItem(file, index) { return { key: index, url: file.tempFilePath, type: file.fileType } }
Page({
  go() {
    wx.chooseMedia({
      count: 3, mediaType: ['image'],
      success: res => this.setData({ items: res.tempFiles.map(toItem) })
    })
  }
})

//# method-callback
Page({
  go() {
    wx.chooseMedia({
      count: 3, mediaType: ['image'],
      success: res => this.setData({ items: res.tempFiles.map(this.toItem, this) })
    })
  },
  toItem(file) { return { url: file.tempFilePath, big: file.size > 1e6 } }
})

//# arguments-callback
Page({
  go() {
    wx.chooseMedia({
      count: 3, mediaType: ['image'],
      success: res => this.setData({ items: res.tempFiles.map(function () { return arguments[0].tempFilePath }) })
    })
  }
})

//# rest-callback
Page({
  go() {
    wx.chooseMedia({
      count: 3, mediaType: ['image'],
      success: res => this.setData({ items: res.tempFiles.map((...args) => args[0].tempFilePath) })
    })
  }
})

//# reduce-into-map
Page({
  go() {
    wx.chooseMedia({
      count: 4, mediaType: ['image'],
      success: ({ tempFiles }) => {
        const byType = tempFiles.reduce((acc, file) => {
          (acc[file.fileType] = acc[file.fileType] || []).push(file.tempFilePath)
          return acc
        }, {})
        this.setData({ byType })
      }
    })
  }
})

//# reduce-without-start
Page({
  go() {
    wx.chooseMedia({
      count: 4, mediaType: ['image'],
      success: ({ tempFiles }) => {
        const biggest = tempFiles.reduce((a, b) => (a.size > b.size ? a : b))
        this.setData({ biggest: biggest.tempFilePath })
      }
    })
  }
})

//# shift-first
Page({
  go() {
    wx.chooseMedia({
      count: 2, mediaType: ['image'],
      success: res => {
        const first = res.tempFiles.shift()
        this.setData({ cover: first.tempFilePath, rest: res.tempFiles.map(f => f.tempFilePath) })
      }
    })
  }
})

//# at-last
Page({
  go() {
    wx.chooseMedia({
      count: 3, mediaType: ['image'],
      success: res => this.setData({ last: res.tempFiles.at(-1).tempFilePath })
    })
  }
})

//# slice-then-map
Page({
  go() {
    wx.chooseMedia({
      count: 9, mediaType: ['image'],
      success: res => this.setData({ three: res.tempFiles.slice(0, 3).map(f => f.tempFilePath) })
    })
  }
})

//# filter-then-length
const ui = require('../../utils/ui')
Page({
  go() {
    wx.chooseMedia({
      count: 9, mediaType: ['image'],
      success: (res) => {
        const ok = res.tempFiles.filter(it => it.size <= 1024 * 1024)
        if (ok.length < res.tempFiles.length) ui.toast(`${res.tempFiles.length - ok.length} 张图片超过 1M`)
        this.setData({ files: ok.map(it => ({ url: it.tempFilePath })) })
      }
    })
  }
})

//# copied-array
Page({
  go() {
    wx.chooseMedia({
      count: 3, mediaType: ['image'],
      success: res => {
        const files = Array.from(res.tempFiles)
        this.setData({ a: files[0].tempFilePath, n: files.length })
      }
    })
  }
})

//# array-from-mapper
Page({
  go() {
    wx.chooseMedia({
      count: 3, mediaType: ['image'],
      success: res => this.setData({ list: Array.from(res.tempFiles, f => f.tempFilePath) })
    })
  }
})

//# destructured-array
Page({
  go() {
    wx.chooseMedia({
      count: 2, mediaType: ['image'],
      success: ({ tempFiles: [first, second] }) => {
        this.setData({ first: first.tempFilePath, second: second ? second.tempFilePath : null })
      }
    })
  }
})

//# nested-map-index
Page({
  data: { groups: [['x'], []] },
  go() {
    wx.chooseImage({
      count: 2,
      success: res => this.setData({ groups: this.data.groups.map((g, i) => i === 1 ? g.concat(res.tempFilePaths) : g) })
    })
  }
})

//# whole-files-kept | verify my: MG512 says that width and height of a picked picture are lost | verify tt: MG512 says it there, too
Page({
  go() {
    wx.chooseMedia({ count: 2, mediaType: ['image'], success: res => this.setData({ files: res.tempFiles }) })
  }
})

//# spread-each-file | verify my: width and height of a picked picture are lost without a word
Page({
  go() {
    wx.chooseMedia({
      count: 2, mediaType: ['image'],
      success: res => this.setData({ files: res.tempFiles.map(f => ({ ...f, status: 'ready' })) })
    })
  }
})

//# assigned-each-file | verify my: width and height of a picked picture are lost without a word
Page({
  go() {
    wx.chooseMedia({
      count: 2, mediaType: ['image'],
      success: res => this.setData({ files: res.tempFiles.map(f => Object.assign({}, f, { name: 'p' })) })
    })
  }
})
