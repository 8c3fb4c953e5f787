//// wx and
Page({ run() { wx && wx.chooseImage({ count: 2, success: r => show(r.tempFilePaths) }) } })

//// wx and member
Page({ run() { if (wx && wx.chooseImage) wx.chooseImage({ count: 2, success: r => show(r.tempFilePaths) }); else show('no') } })

//// wx and member call
Page({ run() { wx && wx.chooseImage && wx.chooseImage({ count: 2, success: r => show(r.tempFilePaths) }) } })

//// typeof
Page({ run() { typeof wx !== 'undefined' && wx.chooseImage({ count: 2, success: r => show(r.tempFilePaths) }) } })

//// typeof if
Page({ run() { if (typeof wx !== 'undefined' && typeof wx.chooseImage === 'function') { wx.chooseImage({ count: 2, success: r => show(r.tempFilePaths) }) } else show('no') } })

//// globalThis
Page({ run() { globalThis.wx && globalThis.wx.chooseImage({ count: 2, success: r => show(r.tempFilePaths) }) } })

//// globalThis optional
Page({ run() { globalThis.wx?.chooseImage?.({ count: 2, success: r => show(r.tempFilePaths) }) } })

//// window [window=1]
Page({ run() { window.wx && window.wx.chooseImage({ count: 2, success: r => show(r.tempFilePaths) }) } })

//// in
Page({ run() { if ('chooseImage' in wx) wx.chooseImage({ count: 2, success: r => show(r.tempFilePaths) }); else show('no') } })

//// not in
Page({ run() { if (!('chooseMedia' in wx)) show('no'); else wx.chooseMedia({ count: 2, mediaType: ['image'], success: r => show(r.tempFiles.length) }) } })

//// hasOwn
Page({ run() { if (wx.hasOwnProperty('chooseImage')) wx.chooseImage({ count: 2, success: r => show(r.tempFilePaths) }); else show('no') } })

//// hasOwn call
Page({ run() { if (Object.prototype.hasOwnProperty.call(wx, 'chooseImage')) wx.chooseImage({ count: 2, success: r => show(r.tempFilePaths) }); else show('no') } })

//// Object.hasOwn
Page({ run() { if (Object.hasOwn(wx, 'chooseImage')) wx.chooseImage({ count: 2, success: r => show(r.tempFilePaths) }); else show('no') } })

//// Reflect.has
Page({ run() { if (Reflect.has(wx, 'chooseImage')) wx.chooseImage({ count: 2, success: r => show(r.tempFilePaths) }); else show('no') } })

//// call
Page({ run() { wx.chooseImage.call(wx, { count: 2, success: r => show(r.tempFilePaths) }) } })

//// apply
Page({ run() { wx.chooseImage.apply(wx, [{ count: 2, success: r => show(r.tempFilePaths) }]) } })

//// apply args
Page({ run() { const go = function () { wx.chooseImage.apply(wx, arguments) }; go({ count: 2, success: r => show(r.tempFilePaths) }) } })

//// bind
Page({ run() { const pick = wx.chooseImage.bind(wx); pick({ count: 2, success: r => show(r.tempFilePaths) }) } })

//// bind null
Page({ run() { const pick = wx.chooseImage.bind(null, { count: 2, success: r => show(r.tempFilePaths) }); pick() } })

//// call null
Page({ run() { wx.chooseImage.call(null, { count: 2, success: r => show(r.tempFilePaths) }) } })

//// Reflect.apply
Page({ run() { Reflect.apply(wx.chooseImage, wx, [{ count: 2, success: r => show(r.tempFilePaths) }]) } })

//// comma
Page({ run() { (0, wx.chooseImage)({ count: 2, success: r => show(r.tempFilePaths) }) } })

//// optional call
Page({ run() { wx.chooseImage?.({ count: 2, success: r => show(r.tempFilePaths) }) } })

//// optional all
Page({ run() { wx?.chooseImage?.({ count: 2, success: r => show(r.tempFilePaths) }) } })

//// ts optional
var _a;
Page({ run() { (_a = wx.chooseImage) === null || _a === void 0 ? void 0 : _a.call(wx, { count: 2, success: r => show(r.tempFilePaths) }) } })

//// ts optional local
Page({ run() { var _a; (_a = wx.chooseMedia) === null || _a === void 0 ? void 0 : _a.call(wx, { count: 2, mediaType: ['image'], success: r => show(r.tempFiles.length) }) } })

//// ts optional both
Page({ run() { var _a; (_a = wx === null || wx === void 0 ? void 0 : wx.chooseImage) === null || _a === void 0 ? void 0 : _a.call(wx, { count: 2, success: r => show(r.tempFilePaths) }) } })

//// babel optional
var _wx$chooseImage;
Page({ run() { (_wx$chooseImage = wx.chooseImage) === null || _wx$chooseImage === void 0 || _wx$chooseImage.call(wx, { count: 2, success: r => show(r.tempFilePaths) }) } })

//// babel optional both
Page({ run() { var _wx, _wx$c; (_wx = wx) === null || _wx === void 0 || (_wx$c = _wx.chooseImage) === null || _wx$c === void 0 || _wx$c.call(_wx, { count: 2, success: r => show(r.tempFilePaths) }) } })

//// swc optional
Page({ run() { var _wx_chooseImage, _wx; (_wx_chooseImage = (_wx = wx).chooseImage) === null || _wx_chooseImage === void 0 ? void 0 : _wx_chooseImage.call(_wx, { count: 2, success: r => show(r.tempFilePaths) }) } })

//// ts optional wx
Page({ run() { wx === null || wx === void 0 ? void 0 : wx.chooseImage({ count: 2, success: r => show(r.tempFilePaths) }) } })

//// destructure
const { chooseImage } = wx
Page({ run() { if (chooseImage) chooseImage({ count: 2, success: r => show(r.tempFilePaths) }) } })

//// destructure default
const { chooseImage = () => show('none') } = wx
Page({ run() { chooseImage({ count: 2, success: r => show(r.tempFilePaths) }) } })

//// if member
Page({ run() { if (wx.chooseMedia) wx.chooseMedia({ count: 2, mediaType: ['image'], success: r => show(r.tempFiles.length) }); else wx.chooseImage({ count: 2, success: r => show(r.tempFilePaths.length) }) } })

//// or fallback
Page({ run() { const pick = wx.chooseMedia || wx.chooseImage; pick({ count: 2, mediaType: ['image'], success: r => show(r.tempFiles.length) }) } })

//// or call fallback
Page({ run() { (wx.chooseMedia || wx.chooseImage)({ count: 2, mediaType: ['image'], success: r => show(r.tempFiles.length) }) } })

//// ternary member
Page({ run() { const pick = wx.chooseMedia ? wx.chooseMedia : wx.chooseImage; pick({ count: 2, mediaType: ['image'], success: r => show(r.tempFiles.length) }) } })

//// ternary names
Page({ run() { const name = wx.chooseMedia ? 'chooseMedia' : 'chooseImage'; wx[name]({ count: 2, mediaType: ['image'], success: r => show(r.tempFiles.length) }) } })

//// bracket
Page({ run() { wx['chooseImage']({ count: 2, success: r => show(r.tempFilePaths) }) } })

//// alias
const api = wx
Page({ run() { api && api.chooseImage && api.chooseImage({ count: 2, success: r => show(r.tempFilePaths) }) } })

//// platform pick
const api = typeof wx !== 'undefined' ? wx : null
Page({ run() { if (api) api.chooseImage({ count: 2, success: r => show(r.tempFilePaths) }); else show('no') } })

//// platform or
const api = globalThis.wx || {}
Page({ run() { if (api.chooseImage) api.chooseImage({ count: 2, success: r => show(r.tempFilePaths) }); else show('no') } })

//// not wx
Page({ run() { if (!wx) return show('no'); wx.chooseImage({ count: 2, success: r => show(r.tempFilePaths) }) } })

//// not wx member
Page({ run() { if (!wx || !wx.chooseImage) { show('no'); return } wx.chooseImage({ count: 2, success: r => show(r.tempFilePaths) }) } })

//// Boolean
Page({ run() { if (Boolean(wx)) wx.chooseImage({ count: 2, success: r => show(r.tempFilePaths) }) } })

//// eq undefined
Page({ run() { if (wx.chooseImage !== undefined && wx != null) wx.chooseImage({ count: 2, success: r => show(r.tempFilePaths) }) } })

//// ternary wx
Page({ run() { wx ? wx.chooseImage({ count: 2, success: r => show(r.tempFilePaths) }) : show('no') } })

//// passed
const call = (api, name, o) => api[name](o)
Page({ run() { call(wx, 'chooseImage', { count: 2, success: r => show(r.tempFilePaths) }) } })

//// canIUse
Page({ run() { if (wx.canIUse('chooseMedia')) wx.chooseMedia({ count: 2, mediaType: ['image'], success: r => show(r.tempFiles.length) }); else show('no') } })

//// canIUse and
Page({ run() { if (wx.canIUse && wx.canIUse('chooseImage')) wx.chooseImage({ count: 2, success: r => show(r.tempFilePaths) }); else show('no') } })

//// try
Page({ run() { try { wx.chooseImage({ count: 2, success: r => show(r.tempFilePaths) }) } catch (e) { show('no') } } })

//// my and [my]
Page({ run() { my && my.chooseImage && my.chooseImage({ count: 2, success: r => show(r.apFilePaths) }) } })

//// my in [my]
Page({ run() { 'chooseImage' in my && my.chooseImage.call(my, { count: 2, success: r => show(r.apFilePaths) }) } })

//// tt in [tt]
Page({ run() { 'chooseMedia' in tt && tt.chooseMedia.apply(tt, [{ count: 2, mediaType: ['image'], success: r => show(r.tempFiles.length) }]) } })

//// tt global [tt]
Page({ run() { globalThis.tt && globalThis.tt.chooseImage({ count: 2, success: r => show(r.tempFilePaths) }) } })

//// nullish
Page({ run() { const f = wx.chooseMedia ?? wx.chooseImage; f({ count: 2, mediaType: ['image'], success: r => show(r.tempFiles.length) }) } })

//// window typeof [window=1]
Page({ run() { if (typeof window !== 'undefined' && window.wx) window.wx.chooseImage({ count: 2, success: r => show(r.tempFilePaths) }) } })

//// globalThis in
Page({ run() { if ('wx' in globalThis) wx.chooseImage({ count: 2, success: r => show(r.tempFilePaths) }); else show('no') } })

//// globalThis bracket
Page({ run() { if (globalThis['wx']) globalThis['wx']['chooseImage']({ count: 2, success: r => show(r.tempFilePaths) }); else show('no') } })

//// globalThis typeof
Page({ run() { if (typeof globalThis.wx === 'object') wx.chooseImage({ count: 2, success: r => show(r.tempFilePaths) }); else show('no') } })

//// instance save call then
Page({ run() { wx.chooseImage.call(wx, { count: 2 }).then(r => show(r.tempFilePaths), e => show(e.errMsg.includes('cancel'))) } })

//// pick platform
const api = typeof wx !== 'undefined' ? wx : null
Page({ run() { if (api) api.chooseImage({ count: 2, success: r => show(r.tempFilePaths) }); else show('no') } })

//// pick or
const api = globalThis.wx || {}
Page({ run() { if (api.chooseImage) api.chooseImage({ count: 2, success: r => show(r.tempFilePaths) }); else show('no') } })

//// pick and
const api = typeof wx !== 'undefined' && wx
Page({ run() { api && api.chooseImage && api.chooseImage({ count: 2, success: r => show(r.tempFilePaths) }) } })

//// pick undefined
const api = typeof wx === 'undefined' ? undefined : wx
Page({ run() { api?.chooseImage?.({ count: 2, success: r => show(r.tempFilePaths) }) } })

//// pick and runtime
const api = typeof wx === 'undefined' ? undefined : wx
Page({ run() { const f = api.chooseImage; f({ count: 2, success: r => show(r.tempFilePaths) }) } })

//// pick escapes
const api = typeof wx === 'undefined' ? undefined : wx
const call = (o) => o.chooseImage({ count: 2, success: r => show(r.tempFilePaths) })
Page({ run() { call(api) } })

//// several [MG502]
const api = typeof wx !== 'undefined' ? wx : typeof my !== 'undefined' ? my : tt
Page({ run() { api.chooseImage({ count: 2, success: r => show(r.tempFilePaths) }) } })
