//# constant-field
const KEY = 'tempFilePath'
Page({
  go() {
    wx.chooseMedia({ count: 1, mediaType: ['image'], success: r => this.setData({ path: r.tempFiles[0][KEY] }) })
  }
})

//# local-constant-field
Page({
  go() {
    wx.chooseMedia({
      count: 1, mediaType: ['image'],
      success: r => {
        const k = 'tempFilePath'
        this.setData({ path: r.tempFiles[0][k], size: r.tempFiles[0]['size'] })
      }
    })
  }
})

//# quoted-field
Page({
  go() {
    wx.chooseMedia({ count: 1, mediaType: ['image'], success: r => this.setData({ path: r['tempFiles'][0]['tempFilePath'] }) })
  }
})

//# table-of-fields
const FIELDS = { path: 'tempFilePath', kind: 'fileType', bytes: 'size' }
Page({
  go() {
    wx.chooseMedia({
      count: 1, mediaType: ['image'],
      success: ({ tempFiles: [file] }) => {
        const out = {}
        Object.keys(FIELDS).forEach(name => { out[name] = file[FIELDS[name]] })
        this.setData(out)
      }
    })
  }
})

//# loop-over-fields
Page({
  go() {
    wx.chooseMedia({
      count: 1, mediaType: ['image'],
      success: res => {
        const picked = {}
        for (const key of ['tempFilePath', 'size', 'fileType']) picked[key] = res.tempFiles[0][key]
        this.setData({ picked })
      }
    })
  }
})

//# for-in-file
Page({
  go() {
    wx.chooseMedia({
      count: 1, mediaType: ['image'],
      success: res => {
        const keys = []
        for (const key in res.tempFiles[0]) if (key === 'tempFilePath' || key === 'fileType') keys.push(key)
        this.setData({ keys: keys.sort() })
      }
    })
  }
})

//# info-fields-by-list
Page({
  go() {
    wx.chooseImage({
      count: 1,
      success: ({ tempFilePaths }) => wx.getImageInfo({
        src: tempFilePaths[0],
        success: info => this.setData(['width', 'height'].reduce((o, k) => ({ ...o, [k]: info[k] }), {}))
      })
    })
  }
})

//# error-field-constant
const MSG = 'errMsg'
Page({
  go() {
    wx.chooseImage({ count: 1, success() {}, fail: e => this.setData({ cancelled: e[MSG].indexOf('cancel') > -1 }) })
  }
})

//# computed-option-key
Page({
  data: { countKey: 'count' },
  go() {
    const key = 'count'
    wx.chooseImage({ [key]: 2, success: r => this.setData({ n: r.tempFilePaths.length }) })
  }
})

//# quoted-option-keys
Page({
  go() {
    wx.chooseImage({ 'count': 2, "sizeType": ['compressed'], 'success': r => this.setData({ n: r.tempFilePaths.length }) })
  }
})

//# constant-member
const CHOOSE = 'chooseImage'
Page({
  go() {
    wx[CHOOSE]({ count: 1, success: r => this.setData({ p: r.tempFilePaths[0] }) })
  }
})

//# literal-member
Page({
  go() { wx['chooseImage']({ count: 1, success: r => this.setData({ p: r.tempFilePaths[0] }) }) }
})

//# ternary-member
Page({
  data: { video: false },
  go() {
    wx[this.data.video ? 'chooseVideo' : 'chooseImage']({ success: r => this.setData({ p: r.tempFilePath || r.tempFilePaths[0] }) })
  }
})

//# field-by-parameter
function pluck(list, key) { return list.map(item => item[key]) }
Page({
  go() {
    wx.chooseMedia({ count: 3, mediaType: ['image'], success: r => this.setData({ paths: pluck(r.tempFiles, 'tempFilePath') }) })
  }
})

//# enum-object
const Source = { Album: 'album', Camera: 'camera' }
Page({
  go() {
    wx.chooseImage({ count: 1, sourceType: [Source.Album], success: r => this.setData({ p: r.tempFilePaths[0] }) })
  }
})

//# option-values-constants
const MAX = 6
const TYPES = ['original']
Page({
  go() {
    wx.chooseImage({ count: MAX, sizeType: TYPES, success: r => this.setData({ list: r.tempFilePaths }) })
  }
})

//# settings-object-constant
const OPTIONS = { count: 4, sizeType: ['compressed'], sourceType: ['album'] }
Page({
  go() {
    wx.chooseImage({ ...OPTIONS, success: r => this.setData({ list: r.tempFilePaths }) })
  }
})

//# settings-whole
const config = { count: 1, mediaType: ['image'], sizeType: ['original'] }
Page({
  go() {
    wx.chooseMedia(Object.assign({}, config, { success: r => this.setData({ p: r.tempFiles[0].tempFilePath }) }))
  }
})

//# destructured-computed
Page({
  go() {
    const name = 'tempFilePaths'
    wx.chooseImage({ count: 2, success: ({ [name]: paths }) => this.setData({ paths }) })
  }
})

//# renamed-destructuring
Page({
  go() {
    wx.chooseMedia({
      count: 1, mediaType: ['image'],
      success: ({ tempFiles: [{ tempFilePath: avatar, size: bytes }] }) => this.setData({ avatar, bytes })
    })
  }
})

//# default-destructuring
Page({
  go() {
    wx.chooseMedia({
      count: 1, mediaType: ['image'],
      success: ({ tempFiles = [] }) => { const { tempFilePath = '', fileType = 'none' } = tempFiles[0] || {}; this.setData({ tempFilePath, fileType }) }
    })
  }
})

//# rest-destructuring
Page({
  go() {
    wx.chooseMedia({
      count: 1, mediaType: ['image'],
      success: ({ tempFiles: [first] }) => { const { tempFilePath, ...more } = first; this.setData({ tempFilePath, size: more.size, kind: more.fileType }) }
    })
  }
})

//# in-operator-on-result
Page({
  go() {
    wx.chooseImage({ count: 1, success: res => this.setData({ old: !('tempFiles' in res), p: res.tempFilePaths[0] }) })
  }
})

//# object-keys-of-result
Page({
  go() {
    wx.chooseImage({ count: 1, success: res => this.setData({ has: Object.keys(res).includes('tempFilePaths') }) })
  }
})

//# json-of-result
Page({
  go() {
    wx.chooseMedia({ count: 1, mediaType: ['image'], success: res => { const copy = JSON.parse(JSON.stringify(res)); this.setData({ p: copy.tempFiles[0].tempFilePath }) } })
  }
})

//# field-fallback
Page({
  go() {
    wx.chooseMedia({
      count: 1, mediaType: ['image'],
      success: res => { const f = res.tempFiles[0]; this.setData({ url: f.tempFilePath || f.path }) }
    })
  }
})

//# optional-chain-result
Page({
  go() {
    wx.chooseMedia({ count: 1, mediaType: ['image'], success: res => this.setData({ url: res?.tempFiles?.[0]?.tempFilePath ?? '' }) })
  }
})

//# switch-on-type
Page({
  go() {
    wx.chooseMedia({
      count: 1, mediaType: ['image'],
      success: ({ type, tempFiles }) => {
        switch (type) {
          case 'image': this.setData({ image: tempFiles[0].tempFilePath }); break
          case 'video': this.setData({ video: tempFiles[0].tempFilePath }); break
          default: this.setData({ odd: true })
        }
      }
    })
  }
})

//# map-by-type
const VIEW = { image: 'photo', video: 'film' }
Page({
  go() {
    wx.chooseMedia({ count: 1, mediaType: ['image'], success: res => this.setData({ view: VIEW[res.tempFiles[0].fileType] }) })
  }
})

//# index-from-variable
Page({
  data: { at: 1 },
  go() {
    const at = this.data.at
    wx.chooseMedia({ count: 3, mediaType: ['image'], success: res => { const f = res.tempFiles[at]; this.setData({ p: f ? f.tempFilePath : 'none' }) } })
  }
})
