//// guard msg
Page({ run() { wx.chooseImage({ count: 1, fail: e => { if (e.errMsg && e.errMsg.indexOf('cancel') > -1) show('c'); else show('x') } }) } })

//// guard both
Page({ run() { wx.chooseImage({ count: 1, fail: e => { if (e && e.errMsg && e.errMsg.includes('cancel')) show('c'); else show('x') } }) } })

//// or empty
Page({ run() { wx.chooseImage({ count: 1, fail: e => { if ((e.errMsg || '').includes('cancel')) show('c'); else show('x') } }) } })

//// optional chain
Page({ run() { wx.chooseImage({ count: 1, fail: e => { if (e?.errMsg?.includes('cancel')) show('c'); else show('x') } }) } })

//// typeof
Page({ run() { wx.chooseImage({ count: 1, fail: e => { if (typeof e.errMsg === 'string' && e.errMsg.includes('cancel')) show('c'); else show('x') } }) } })

//// not
Page({ run() { wx.chooseImage({ count: 1, fail: e => { if (!e.errMsg) return; if (e.errMsg.includes('cancel')) show('c'); else show('x') } }) } })

//// ternary
Page({ run() { wx.chooseImage({ count: 1, fail: e => show(e.errMsg ? e.errMsg.includes('cancel') : 'none') }) } })

//// alone
Page({ run() { wx.chooseImage({ count: 1, fail: e => { if (e.errMsg) show('failed') } }) } })

//// bool
Page({ run() { wx.chooseImage({ count: 1, fail: e => { if (Boolean(e.errMsg)) show('failed') } }) } })

//// null
Page({ run() { wx.chooseImage({ count: 1, fail: e => { if (e.errMsg != null && e.errMsg.includes('cancel')) show('c'); else show('x') } }) } })

//// save two
Page({ run() { wx.saveImageToPhotosAlbum({ filePath: 'a', fail: e => { if (e.errMsg && /auth deny/.test(e.errMsg)) settings(); else show('x') } }) } })

//// my [my]
Page({ run() { my.chooseImage({ count: 1, fail: e => { if (e.error && e.error === 11) show('c'); else show('x') } }) } })

//// my alone [my]
Page({ run() { my.chooseImage({ count: 1, fail: e => { if (e.error) show('failed') } }) } })

//// my switch [my]
Page({ run() { my.chooseImage({ count: 1, fail: e => { if (e.error) { switch (e.error) { case 11: show('c'); break; default: show('x') } } } }) } })

//// my deny [my]
Page({ run() { my.saveImageToPhotosAlbum({ filePath: 'a', fail: e => { if (e && e.error && (e.error == 15 || e.error == 2001)) settings(); else show('x') } }) } })

//// tt [tt]
Page({ run() { tt.chooseImage({ count: 1, fail: e => { if (e.errno && e.errno === 1300001) show('c'); else show('x') } }) } })

//// tt alone [tt]
Page({ run() { tt.chooseImage({ count: 1, fail: e => { if (e.errno) show('failed'); else show('none') } }) } })

//// destructured
Page({ run() { wx.chooseImage({ count: 1, fail: ({ errMsg }) => { if (errMsg && errMsg.includes('cancel')) show('c'); else show('x') } }) } })

//// destructured my [my]
Page({ run() { my.chooseImage({ count: 1, fail: ({ error }) => { if (error && error === 11) show('c'); else show('x') } }) } })

//// var
Page({ run() { wx.chooseImage({ count: 1, fail: e => { const m = e.errMsg; if (m && m.includes('cancel')) show('c'); else show('x') } }) } })

//// typeof code [my]
Page({ run() { my.chooseImage({ count: 1, fail: e => { show(typeof e.error) } }) } })

//// shown
Page({ run() { wx.chooseImage({ count: 1, fail: e => { if (e.errMsg && e.errMsg.includes('cancel')) return; show('failed') } }) } })

//// string
Page({ run() { wx.chooseImage({ count: 1, fail: e => { if (String(e.errMsg).includes('cancel')) show('c'); else show('x') } }) } })

//// json
Page({ run() { wx.chooseImage({ count: 1, fail: e => { if (JSON.stringify(e).includes('cancel')) show('c'); else show('x') } }) } })

//// lower
Page({ run() { wx.chooseImage({ count: 1, fail: e => { if (e.errMsg.toLowerCase().includes('cancel')) show('c'); else show('x') } }) } })

//// length
Page({ run() { wx.chooseImage({ count: 1, fail: e => { if (e.errMsg && e.errMsg.length > 0) show('c'); else show('x') } }) } })

//// split
Page({ run() { wx.chooseImage({ count: 1, fail: e => { if (e.errMsg.split(':')[1] === 'fail cancel') show('c'); else show('x') } }) } })

//// errno wx [MG515]
Page({ run() { wx.chooseImage({ count: 1, fail: e => { if (e.errno === 4 || e.errMsg.includes('internal')) show('i'); else show('x') } }) } })
