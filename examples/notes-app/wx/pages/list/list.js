const { read, write } = require('../../utils/notes')

Page({
  data: { notes: [], text: '' },
  onShow() {
    this.setData({ notes: read() })
  },
  typed(event) {
    this.setData({ text: event.detail.value })
  },
  add() {
    if (!this.data.text) return
    const notes = this.data.notes.concat({ id: this.data.notes.length + 1, text: this.data.text })
    write(notes)
    this.setData({ notes, text: '' })
  },
  pick(event) {
    const note = this.data.notes[event.detail.index]
    wx.showToast({ title: note.text, icon: 'none' })
  },
})
