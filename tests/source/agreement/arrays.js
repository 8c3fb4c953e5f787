//// third filter [n=4] [same=2]
Page({ run() { wx.chooseMedia({ mediaType: ['image'], count: 4, success: r => { const files = r.tempFiles; show(files.filter((f, i, a) => a.findIndex(g => g.tempFilePath === f.tempFilePath) === i).length) } }) } })

//// third map
Page({ run() { wx.chooseMedia({ mediaType: ['image'], count: 4, success: r => show(r.tempFiles.map((f, i, all) => f.tempFilePath + all[all.length - 1].tempFilePath)) }) } })

//// third map function arguments
Page({ run() { wx.chooseMedia({ mediaType: ['image'], count: 4, success: r => show(r.tempFiles.map(function (f) { return arguments[2][0].tempFilePath })) }) } })

//// rest params
Page({ run() { wx.chooseMedia({ mediaType: ['image'], count: 4, success: r => show(r.tempFiles.map((...a) => a[0].tempFilePath)) }) } })

//// destructured third
Page({ run() { wx.chooseMedia({ mediaType: ['image'], count: 4, success: r => show(r.tempFiles.map((f, i, [first]) => first.tempFilePath)) }) } })

//// reduce init
Page({ run() { wx.chooseMedia({ mediaType: ['image'], count: 4, success: r => show(r.tempFiles.reduce((s, f, i, l) => s + f.tempFilePath + l[i].size, '')) }) } })

//// reduce no init
Page({ run() { wx.chooseMedia({ mediaType: ['image'], count: 4, success: r => show(r.tempFiles.reduce((a, b) => a.size > b.size ? a : b).tempFilePath) }) } })

//// reduceRight
Page({ run() { wx.chooseMedia({ mediaType: ['image'], count: 4, success: r => show(r.tempFiles.reduceRight((l, f) => [...l, f.tempFilePath], [])) }) } })

//// reduce object
Page({ run() { wx.chooseMedia({ mediaType: ['image'], count: 4, success: r => show(r.tempFiles.reduce((m, f) => { m[f.tempFilePath] = f.size; return m }, {})) }) } })

//// sort
Page({ run() { wx.chooseMedia({ mediaType: ['image'], count: 4, success: r => show(r.tempFiles.sort((a, b) => b.tempFilePath < a.tempFilePath ? -1 : 1).map(f => f.tempFilePath)) }) } })

//// sort size copy
Page({ run() { wx.chooseMedia({ mediaType: ['image'], count: 4, success: r => show(r.tempFiles.slice().sort((a, b) => b.size - a.size)[0].tempFilePath) }) } })

//// spread sort
Page({ run() { wx.chooseMedia({ mediaType: ['image'], count: 4, success: r => show([...r.tempFiles].sort((a, b) => b.size - a.size)[0].tempFilePath) }) } })

//// entries
Page({ run() { wx.chooseMedia({ mediaType: ['image'], count: 4, success: r => { for (const [i, f] of r.tempFiles.entries()) show(i, f.tempFilePath) } }) } })

//// values keys
Page({ run() { wx.chooseMedia({ mediaType: ['image'], count: 4, success: r => { for (const f of r.tempFiles.values()) show(f.tempFilePath); for (const k of r.tempFiles.keys()) show(k, r.tempFiles[k].tempFilePath) } }) } })

//// for in
Page({ run() { wx.chooseMedia({ mediaType: ['image'], count: 4, success: r => { for (const i in r.tempFiles) show(r.tempFiles[i].tempFilePath) } }) } })

//// Object entries
Page({ run() { wx.chooseMedia({ mediaType: ['image'], count: 4, success: r => { Object.entries(r.tempFiles).forEach(([i, f]) => show(f.tempFilePath)) } }) } })

//// Object values of file
Page({ run() { wx.chooseMedia({ mediaType: ['image'], count: 1, success: r => { show(Object.keys(r.tempFiles[0]).includes('tempFilePath')) } }) } })

//// Array.from
Page({ run() { wx.chooseMedia({ mediaType: ['image'], count: 4, success: r => show(Array.from(r.tempFiles, f => f.tempFilePath)) }) } })

//// forEach.call
Page({ run() { wx.chooseMedia({ mediaType: ['image'], count: 4, success: r => Array.prototype.forEach.call(r.tempFiles, f => show(f.tempFilePath)) }) } })

//// forEach.call 2
Page({ run() { wx.chooseMedia({ mediaType: ['image'], count: 4, success: r => [].map.call(r.tempFiles, f => show(f.tempFilePath)) }) } })

//// method call
Page({ run() { wx.chooseMedia({ mediaType: ['image'], count: 4, success: r => r.tempFiles.forEach.call(r.tempFiles, f => show(f.tempFilePath)) }) } })

//// for classic
Page({ run() { wx.chooseMedia({ mediaType: ['image'], count: 4, success: r => { for (let i = 0, l = r.tempFiles.length; i < l; i++) show(r.tempFiles[i].tempFilePath) } }) } })

//// destructure list
Page({ run() { wx.chooseMedia({ mediaType: ['image'], count: 4, success: ({ tempFiles: [a, ...rest] }) => show(a.tempFilePath, rest.map(f => f.tempFilePath)) }) } })

//// map returns file
Page({ run() { wx.chooseMedia({ mediaType: ['image'], count: 4, success: r => { const l = r.tempFiles.map(f => ({ ...f, x: 1 })); show(l[0].tempFilePath) } }) } })

//// map identity
Page({ run() { wx.chooseMedia({ mediaType: ['image'], count: 4, success: r => { const l = r.tempFiles.map(f => f); show(l[0].tempFilePath) } }) } })

//// flatMap
Page({ run() { wx.chooseMedia({ mediaType: ['image'], count: 4, success: r => show(r.tempFiles.flatMap(f => [f.tempFilePath])) }) } })

//// find
Page({ run() { wx.chooseMedia({ mediaType: ['image'], count: 4, success: r => { const f = r.tempFiles.find((f, i, l) => i === l.length - 1); show(f && f.tempFilePath) } }) } })

//// findLast at
Page({ run() { wx.chooseMedia({ mediaType: ['image'], count: 4, success: r => { show(r.tempFiles.at(-1).tempFilePath) } }) } })

//// some every
Page({ run() { wx.chooseMedia({ mediaType: ['image'], count: 4, success: r => { show(r.tempFiles.some((f, i, l) => l[i].size > 100), r.tempFiles.every(f => f.tempFilePath)) } }) } })

//// push
Page({ run() { wx.chooseMedia({ mediaType: ['image'], count: 4, success: r => { const l = []; l.push(...r.tempFiles); show(l[0].tempFilePath) } }) } })

//// concat
Page({ run() { wx.chooseMedia({ mediaType: ['image'], count: 4, success: r => { const l = [].concat(r.tempFiles); show(l[0].tempFilePath) } }) } })

//// index var
Page({ run() { wx.chooseMedia({ mediaType: ['image'], count: 4, success: r => { r.tempFiles.map((_, i) => show(r.tempFiles[i].tempFilePath)) } }) } })

//// named callback
const pathOf = f => f.tempFilePath
Page({ run() { wx.chooseMedia({ mediaType: ['image'], count: 4, success: r => show(r.tempFiles.map(pathOf)) }) } })

//// my sort [my]
Page({ run() { my.chooseImage({ count: 4, success: r => show(r.apFilePaths.sort((a, b) => a < b ? 1 : -1), r.apFilePaths.map((p, i, l) => l.indexOf(p) === i)) }) } })

//// Map group
Page({ run() { wx.chooseMedia({ mediaType: ['image'], count: 4, success: r => { const m = new Map(r.tempFiles.map(f => [f.tempFilePath, f])); show([...m.values()][0].tempFilePath) } }) } })

//// then map third
Page({ run() { wx.chooseMedia({ mediaType: ['image'], count: 4 }).then(({ tempFiles }) => show(tempFiles.filter((f, i, a) => a[0].tempFilePath === f.tempFilePath).length)) } })

//// assign loop
Page({ run() { wx.chooseMedia({ mediaType: ['image'], count: 4, success: r => { let f; for (f of r.tempFiles) show(f.tempFilePath); let i = 0; while (i < r.tempFiles.length) show(r.tempFiles[i++].tempFilePath) } }) } })
