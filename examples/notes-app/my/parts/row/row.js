Component({
  props: { index: 0, text: '' },
  methods: {
    tapped() {
      if (this.props.onPick) this.props.onPick({ detail: { index: this.props.index } })
    },
  },
})
