App({
  globalData: { server: 'https://example.com/upload' },
})
