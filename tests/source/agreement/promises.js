//// chain save settings
Page({ run() { return wx.chooseImage({count:2}).then(r => wx.saveImageToPhotosAlbum({filePath: r.tempFilePaths[0]})).then(() => show('saved')).catch(e => e.errMsg.indexOf('auth deny') > -1 ? settings() : show('bad')) } })

//// chain includes api
Page({ run() { return wx.chooseImage({count:2}).then(r => wx.saveImageToPhotosAlbum({filePath: r.tempFilePaths[0]})).catch(e => e.errMsg.includes('chooseImage') ? show('pick') : show('save')) } })

//// upload catch
Page({ run() { return wx.chooseImage({count:2}).then(r => upload(r.tempFilePaths[0])).catch(e => /cancel/.test(e.errMsg) ? show('cancel') : show('bad')) } })

//// upload catch indexOf
Page({ run() { return wx.chooseImage({count:2}).then(r => upload(r.tempFilePaths[0])).catch(e => { if (e.errMsg.indexOf('cancel') > -1) show('cancel'); else show('bad') }) } })

//// then throws [n=0]
Page({ run() { return wx.chooseImage({count:2}).then(r => { show(r.tempFilePaths[0].length > 0) }).catch(e => { if (e.errMsg && e.errMsg.indexOf('cancel') > -1) show('cancel'); else show('bad', e instanceof TypeError) }) } })

//// then catch sync only
Page({ run() { return wx.chooseImage({count:2}).then(r => { show(r.tempFilePaths) }).catch(e => { if (e.errMsg.indexOf('cancel') > -1) show('cancel'); else show('bad') }) } })

//// all
Page({ run() { return Promise.all([wx.chooseImage({count:2}), wx.saveImageToPhotosAlbum({filePath:'a'})]).then(([r]) => show(r.tempFilePaths)).catch(e => show(e.errMsg.indexOf('cancel')>-1)) } })

//// race
Page({ run() { return Promise.race([wx.chooseImage({count:2}), new Promise(()=>{})]).then(r => show(r.tempFilePaths)).catch(e => show(e.errMsg.indexOf('cancel')>-1)) } })

//// allSettled
Page({ run() { return Promise.allSettled([wx.chooseImage({count:2})]).then(([r]) => show(r.status, r.value && r.value.tempFilePaths, r.reason && r.reason.errMsg.indexOf('cancel')>-1)) } })

//// stored
Page({ run() { const p = wx.chooseImage({count:2}); return p.then(r => show(r.tempFilePaths)).catch(e => show(e.errMsg.indexOf('cancel')>-1)) } })

//// helper
function pick() { return wx.chooseImage({count:2}) }
Page({ run() { return pick().then(r => show(r.tempFilePaths), e => show(e.errMsg.indexOf('cancel')>-1)) } })

//// helper async
const pick = async () => { const r = await wx.chooseImage({count:2}); return r.tempFilePaths }
Page({ async run() { try { show(await pick()) } catch (e) { show(e.errMsg.indexOf('cancel')>-1) } } })

//// helper async two
const pick = async () => { const r = await wx.chooseImage({count:2}); await wx.saveImageToPhotosAlbum({filePath: r.tempFilePaths[0]}) }
Page({ run() { return pick().catch(e => { if (e.errMsg === 'chooseImage:fail cancel') show('c'); else if (/auth/.test(e.errMsg)) settings(); else show('x') }) } })

//// try await two
Page({ async run() { try { const r = await wx.chooseImage({count:2}); await wx.saveImageToPhotosAlbum({filePath: r.tempFilePaths[0]}); show('saved') } catch (e) { if (e.errMsg.includes('auth deny')) settings(); else show('other') } } })

//// try await upload
Page({ async run() { try { const r = await wx.chooseImage({count:2}); show(await upload(r.tempFilePaths[0])) } catch (e) { if (e.errMsg && e.errMsg.includes('cancel')) show('c'); else show('other', !!e.errMsg) } } })

//// try await one then foreign throw [n=0]
Page({ async run() { try { const r = await wx.chooseImage({count:2}); r.tempFilePaths[0].length; show('got') } catch (e) { if (e.errMsg && e.errMsg.includes('cancel')) show('c'); else show('other', !!e.errMsg) } } })

//// finally
Page({ run() { return wx.chooseImage({count:2}).finally(() => show('f')).then(r => show(r.tempFilePaths)).catch(e => show(e.errMsg.indexOf('cancel')>-1)) } })

//// then two args
Page({ run() { return wx.chooseImage({count:2}).then(r => wx.saveImageToPhotosAlbum({filePath: r.tempFilePaths[0]}), e => { show(e.errMsg.indexOf('cancel')>-1); throw e }).then(() => show('ok'), e => show(e.errMsg.includes('deny'))) } })

//// nested then
Page({ run() { return wx.chooseImage({count:2}).then(r => { wx.saveImageToPhotosAlbum({filePath: r.tempFilePaths[0]}).then(() => show('saved')) }).catch(e => show(e.errMsg.indexOf('cancel')>-1)) } })

//// nested then returned
Page({ run() { return wx.chooseImage({count:2}).then(r => { return wx.saveImageToPhotosAlbum({filePath: r.tempFilePaths[0]}).then(() => show('saved')) }).catch(e => show(e.errMsg.indexOf('auth')>-1)) } })

//// new Promise wrap
const pick = () => new Promise((resolve, reject) => wx.chooseImage({count:2, success: resolve, fail: reject}))
const save = f => new Promise((resolve, reject) => wx.saveImageToPhotosAlbum({filePath:f, success: resolve, fail: reject}))
Page({ run() { return pick().then(r => save(r.tempFilePaths[0])).then(() => show('saved')).catch(e => e.errMsg.indexOf('auth deny') > -1 ? settings() : show('bad')) } })

//// new Promise inline
Page({ run() { return new Promise((resolve, reject) => wx.chooseImage({count:2, success: r => resolve(r), fail: e => reject(e)})).then(r => upload(r.tempFilePaths[0])).catch(e => show(/cancel/.test(e.errMsg))) } })

//// new Promise inline throw
Page({ run() { return new Promise((resolve, reject) => wx.chooseImage({count:2, success: r => resolve(r.tempFilePaths), fail: e => reject(e)})).then(r => upload(r[0])).catch(e => show(/cancel/.test(e.errMsg))) } })

//// then async handler
Page({ run() { return wx.chooseImage({count:2}).then(async r => { const i = await wx.getImageInfo({src: r.tempFilePaths[0]}); await wx.saveImageToPhotosAlbum({filePath: i.path}) }).catch(e => show(e.errMsg.includes('auth deny'))) } })

//// alipay chain [my]
Page({ run() { return my.chooseImage({count:2}).then(r => my.saveImageToPhotosAlbum({filePath: r.apFilePaths[0]})).then(() => show('saved')).catch(e => e.error === 11 ? show('cancel') : [15, 2001].includes(e.error) ? settings() : show('bad')) } })

//// alipay upload [my]
Page({ run() { return my.chooseImage({count:2}).then(r => upload(r.apFilePaths[0])).catch(e => e.error === 11 ? show('cancel') : show('bad', typeof e.error)) } })

//// tt chain [tt]
Page({ run() { return tt.chooseImage({count:2}).then(r => tt.saveImageToPhotosAlbum({filePath: r.tempFilePaths[0]})).then(() => show('saved')).catch(e => e.errno === 1300001 ? show('cancel') : e.errno === 107 ? settings() : show('bad')) } })

//// switch chain [my]
Page({ run() { return my.chooseImage({count:2}).then(r => upload(r.apFilePaths[0])).catch(e => { switch (e.error) { case 11: return show('cancel'); default: return show('bad') } }) } })

//// catch rethrow
Page({ run() { return wx.chooseImage({count:2}).catch(e => { if (e.errMsg.includes('cancel')) return null; throw e }).then(r => r && wx.saveImageToPhotosAlbum({filePath: r.tempFilePaths[0]})).catch(e => show(e.errMsg.includes('deny'))) } })

//// catch undefined field
Page({ run() { return wx.chooseImage({count:2}).then(r => upload(r.tempFilePaths[0])).catch(({ errMsg }) => { if (errMsg && errMsg.includes('cancel')) return; show('failed') }) } })

//// error string template
Page({ run() { return wx.chooseImage({count:2}).then(r => upload(r.tempFilePaths[0])).catch(e => show(e.errMsg ? 'vendor' : 'code')) } })

//// page method uncaught dropped
Page({ async run() { const r = await wx.chooseImage({count:2}); this.setData({ l: r.tempFilePaths }) } })

//// page method caller catches
Page({ async pick() { const r = await wx.chooseImage({count:2}); return r.tempFilePaths[0] }, async run() { try { const p = await this.pick(); this.setData({ p }) } catch (e) { if (e.errMsg.includes('cancel')) show('c'); else show('x') } } })

//// page method caller catches quiet
Page({ async pick() { const r = await wx.chooseImage({count:2}); return r.tempFilePaths[0] }, async run() { try { const p = await this.pick(); this.setData({ p }) } catch (e) { show('x') } } })

//// success async handler
Page({ run() { wx.chooseImage({count:2, success: async (r) => { const i = await wx.getImageInfo({ src: r.tempFilePaths[0] }); this.setData({ w: i.width }) } }) } })

//// try calm setData
Page({ async run() { try { const { tempFilePaths } = await wx.chooseImage({count:2}); this.setData({ l: tempFilePaths[0] }) } catch (err) { if (err.errMsg.includes('cancel')) show('c'); else show('x') } } })

//// then calm
Page({ run() { wx.chooseImage({count:2}).then(res => { this.setData({ l: res.tempFilePaths }) }).catch(err => { if (err.errMsg.indexOf('cancel') < 0) show('x') }) } })

//// ternary promise
Page({ run() { const two = true; (two ? wx.chooseImage({count:2}) : wx.chooseVideo({})).then(r => show(r.tempFilePaths || r.tempFilePath)).catch(e => show(e.errMsg.includes('cancel'))) } })

//// resolve by two
const pick = v => new Promise((resolve, reject) => { if (v) wx.chooseVideo({ success: r => resolve(r), fail: e => reject(e) }); else wx.chooseImage({ count: 2, success: r => resolve(r), fail: e => reject(e) }) })
Page({ run() { new Promise((resolve, reject) => { wx.chooseImage({ count: 2, success: r => wx.saveImageToPhotosAlbum({ filePath: r.tempFilePaths[0], success: resolve, fail: reject }), fail: reject }) }).then(() => show('saved')).catch(e => show(e.errMsg === 'saveImageToPhotosAlbum:fail auth deny')) } })

//// promisify wrapper
const promisify = f => o => new Promise((resolve, reject) => f({ ...o, success: resolve, fail: reject }))
Page({ run() { promisify(wx.chooseImage)({ count: 2 }).then(r => promisify(wx.saveImageToPhotosAlbum)({ filePath: r.tempFilePaths[0] })).catch(e => show(e.errMsg.includes('deny'))) } })

//// async iife
Page({ run() { (async () => { const r = await wx.chooseImage({ count: 2 }); show(r.tempFilePaths) })().catch(e => show(e.errMsg.includes('cancel'))) } })

//// loop await
Page({ async run() { try { const r = await wx.chooseImage({ count: 2 }); for (const f of r.tempFiles) await wx.saveImageToPhotosAlbum({ filePath: f.path }); show('ok') } catch ({ errMsg }) { show(/auth deny/.test(errMsg)) } } })

//// then stored handler
const onFail = e => show(e.errMsg.includes('cancel'))
Page({ run() { wx.chooseImage({ count: 2 }).then(r => show(r.tempFilePaths)).catch(onFail) } })

//// resolve then
Page({ run() { Promise.resolve().then(() => wx.chooseImage({ count: 2 })).then(r => show(r.tempFilePaths)).catch(e => show(e.errMsg.includes('cancel'))) } })

//// catch variable later
Page({ run() { let p = wx.chooseImage({ count: 2 }); p = p.then(r => show(r.tempFilePaths)); p.catch(e => show(e.errMsg.includes('cancel'))) } })

//// nested handler in fail
Page({ run() { wx.chooseImage({ count: 2, fail: e => { wx.getImageInfo({ src: 'a', fail: f => { show(e.errMsg.includes('cancel'), f.errMsg.includes('cancel')) } }) } }) } })

//// my page [my]
Page({ async run() { try { const r = await my.chooseImage({ count: 2 }); await my.saveImageToPhotosAlbum({ filePath: r.apFilePaths[0] }); show('ok') } catch (e) { if (e.error === 11) show('c'); else if ([15, 2001, 2002, 2003].includes(e.error)) settings(); else show('x') } } })

//// my then page [my]
Page({ run() { my.chooseImage({ count: 2 }).then(res => { this.setData({ l: res.apFilePaths }) }, err => { if (err.error !== 11) show('x') }) } })

//// tt try [tt]
Page({ async run() { try { const r = await tt.chooseImage({ count: 2 }); show(r.tempFilePaths[0]) } catch (e) { switch (e.errno) { case 1300001: show('c'); break; case 107: settings(); break; default: show('x') } } } })

//// async class
class Album { async pick() { const r = await wx.chooseImage({ count: 2 }); return r.tempFilePaths } async safe() { try { return await this.pick() } catch (e) { return e.errMsg.includes('cancel') } } }
Page({ async run() { show(await new Album().safe()) } })

//// module fn used in page
async function pick() { const r = await wx.chooseImage({ count: 2 }); return r.tempFilePaths }
Page({ pick, async run() { pick().then(l => show(l)).catch(e => show(e.errMsg.includes('cancel'))) } })

//// finally wx
Page({ run() { wx.chooseImage({ count: 2 }).then(r => this.setData({ l: r.tempFilePaths })).catch(e => { if (e.errMsg.includes('cancel')) return; show('x') }).finally(() => show('f')) } })
