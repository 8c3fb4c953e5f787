//# typed-callbacks
Page({
  data: { p: '' },
  go() {
    wx.chooseImage({
      count: 1,
      success: (res: WechatMiniprogram.ChooseImageSuccessCallbackResult) => this.setData({ p: res.tempFilePaths[0] }),
      fail: (err: WechatMiniprogram.GeneralCallbackResult) => { if (err.errMsg.includes('cancel')) this.setData({ p: 'cancelled' }) }
    })
  }
})

//# as-cast
Page({ go() { (wx as any).chooseImage({ count: 1, success: (r: any) => (this as any).setData({ p: r.tempFilePaths[0] }) }) } })

//# non-null
Page({ go() { wx!.chooseImage!({ count: 1, success: r => (this as any).setData({ p: r.tempFilePaths![0]! }) }) } })

//# typed-wrapper
export const choose = (count: number): Promise<string[]> => new Promise((resolve, reject) => wx.chooseImage({ count, success: res => resolve(res.tempFilePaths), fail: reject }))
Page({ async go() { try { (this as any).setData({ l: await choose(2) }) } catch (e) { (this as any).setData({ c: (e as { errMsg: string }).errMsg.includes('cancel') }) } } })

//# optional-parameter
function pick(cb: (l: string[]) => void, count?: number): void { wx.chooseImage({ count, success: r => cb(r.tempFilePaths) }) }
Page({ go() { pick(l => (this as any).setData({ n: l.length })) } })

//# generic-promisify
function promisify<O extends object, R>(fn: (o: any) => void) { return (o: O) => new Promise<R>((success, fail) => fn({ ...o, success, fail })) }
const choose = promisify<{ count: number }, { tempFilePaths: string[] }>(wx.chooseImage)
Page({ go() { choose({ count: 1 }).then(r => (this as any).setData({ p: r.tempFilePaths[0] })).catch(() => {}) } })

//# interface-of-file
interface Shown { url: string; kind: 'image' | 'video' }
Page({ go() { wx.chooseMedia({ count: 2, mediaType: ['image'], success: res => { const list: Shown[] = res.tempFiles.map(f => ({ url: f.tempFilePath, kind: f.fileType as 'image' | 'video' })); (this as any).setData({ list }) } }) } })

//# enum-source
enum Source { Album = 'album', Camera = 'camera' }
Page({ go() { wx.chooseImage({ count: 1, sourceType: [Source.Album], success: r => (this as any).setData({ p: r.tempFilePaths[0] }) }) } })

//# satisfies-options
const options = { count: 2, sizeType: ['compressed'] } satisfies Record<string, unknown>
Page({ go() { wx.chooseImage({ ...options, success: (r: any) => (this as any).setData({ n: r.tempFilePaths.length }) } as any) } })

//# catch-unknown
Page({ async go() { try { const r = await wx.chooseImage({ count: 1 }); (this as any).setData({ p: r.tempFilePaths[0] }) } catch (err: unknown) { const message = (err as WechatMiniprogram.GeneralCallbackResult).errMsg; (this as any).setData({ c: message === 'chooseImage:fail cancel' }) } } })

//# class-typed
class Album { private files: string[] = []; constructor(private readonly max: number) {} async add(): Promise<number> { const { tempFilePaths } = await wx.chooseImage({ count: this.max - this.files.length }); this.files.push(...tempFilePaths); return this.files.length } }
Page({ async go() { try { (this as any).setData({ n: await new Album(4).add() }) } catch { (this as any).setData({ n: -1 }) } } })

//# keyof-field
const key: 'tempFilePath' = 'tempFilePath'
Page({ go() { wx.chooseMedia({ count: 1, mediaType: ['image'], success: r => (this as any).setData({ p: r.tempFiles[0][key] }) }) } })

//# typeof-alias
type Choose = typeof wx.chooseImage
const pick: Choose = wx.chooseImage
Page({ go() { pick({ count: 1, success: r => (this as any).setData({ p: r.tempFilePaths[0] }) }) } })

//# preview-typed | dataset: {"index": 1}
Page({ data: { list: ['https://a.example.com/1.jpg', 'https://a.example.com/2.jpg'] as string[] }, go(e: WechatMiniprogram.TouchEvent) { const index: number = e.currentTarget.dataset.index; wx.previewImage({ urls: this.data.list, current: this.data.list[index] }) } })
