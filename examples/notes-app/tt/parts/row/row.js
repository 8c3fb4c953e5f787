Component({
  properties: { index: Number, text: String },
  methods: {
    tapped() {
      this.triggerEvent('pick', { index: this.data.index })
    },
  },
})
