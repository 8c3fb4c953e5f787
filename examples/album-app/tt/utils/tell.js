// What went wrong, in words for the user.
function tell(error, what) {
  if (error.errno === 1300001) return what + ' cancelled'
  if (error.errno === 107) return 'please allow it in the settings'
  return what + ' failed'
}

module.exports = { tell }
