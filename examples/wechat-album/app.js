App({
  globalData: { limit: 9 },
})
